import CWasmtime
import WASIProfile

/// The memories and tables that an instance exports, for their sizes to be told from other threads.
@safe
struct GuestMemoryParts: @unchecked Sendable {
    // Reading a size is the one thing that another thread may do: the engine keeps the length of a memory in an atomic number, because
    // memories can be shared, and the lists that lead to it do not change once the instance is there.
    @safe private let context: OpaquePointer
    private let parts: [Part]

    private struct Part {
        var name: String
        var isTable: Bool
        @safe var handle: wasmtime_memory_t
    }

    init(_ instance: WasmInstance) {
        context = instance.state.context
        var parts: [Part] = []
        for export in instance.module.exports {
            switch export.type {
            case .memory:
                guard let memory = instance.memory(export.name) else { continue }
                parts.append(Part(name: export.name, isTable: false, handle: memory.handle))
            case .table:
                guard let item = unsafe instance.export(export.name), unsafe Int(item.kind) == WASMTIME_EXTERN_TABLE else {
                    continue
                }
                parts.append(unsafe Part(name: export.name, isTable: true, handle: item.of.memory))
            default: continue
            }
        }
        self.parts = parts
    }

    /// The sizes now.
    func measured() -> [MemoryProfile.Part] {
        parts.map { part in
            var handle = part.handle
            if part.isTable {
                let count = unsafe wasmtime_table_size(context, &handle)
                return MemoryProfile.Part(
                    name: part.name, isTable: true, count: Int64(clamping: count),
                    byteCount: Int64(clamping: count.multipliedReportingOverflow(by: 8).partialValue))
            }
            let count = Int64(clamping: unsafe wasmtime_memory_data_size(context, &handle))
            return MemoryProfile.Part(name: part.name, isTable: false, count: count, byteCount: count)
        }
    }
}
