import CWasmtime
import WASIHost

extension WasmInstance {
    /// Makes the engine's instance.
    @unsafe
    static func instantiate(
        _ linked: LinkedModule, _ bound: [BoundFunction], _ state: GuestState
    ) throws(InstantiationError) -> wasmtime_instance_t {
        let module = linked.module
        var imports: [wasmtime_extern_t] = unsafe []
        unsafe imports.reserveCapacity(bound.count)
        for (index, function) in bound.enumerated() {
            // The module's own type: matched before, and no work to make.
            let type = unsafe wasm_externtype_as_functype_const(wasm_importtype_type(module.importTypes.data[index]))
            var item = unsafe wasmtime_extern_t()
            unsafe item.kind = UInt8(WASMTIME_EXTERN_FUNC)
            unsafe wasmtime_func_new_unchecked(
                state.context, type, hostCallback, Unmanaged.passUnretained(function).toOpaque(), nil, &item.of.func)
            unsafe imports.append(item)
        }
        var instance = wasmtime_instance_t()
        var trap: OpaquePointer?
        if let reason = state.interrupter.reason { throw .ended(.interrupted(reason)) }
        state.interrupter.begin()
        let error = unsafe wasmtime_instance_new(
            state.context, module.handle, imports, imports.count, &instance, &trap)
        state.interrupter.end()
        guard let outcome = unsafe state.outcome(error: error, trap: trap) else { return instance }
        throw failure(outcome, state, module)
    }

    /// Why there is no instance.
    static func failure(_ outcome: GuestOutcome, _ state: GuestState, _ module: WasmModule) -> InstantiationError {
        guard case .trapped(let reason) = outcome, reason.frames.isEmpty else { return .ended(outcome) }
        if let error = state.limits.explain(reason.message) { return error }
        // Nothing of the guest was executing: the engine could not make it.
        if module.exports.contains(where: { if case .memory(let type) = $0.type { type.isShared } else { false } }) {
            return .sharedMemory
        }
        return InstantiationError(.engine, "the engine cannot make an instance of the module: \(reason.message)")
    }

    /// The memory that system calls work on; `nil` if the guest exports none.
    @unsafe
    static func memory(
        of instance: wasmtime_instance_t, _ state: GuestState
    ) throws(InstantiationError) -> wasmtime_memory_t? {
        guard var item = unsafe export("memory", of: instance, state) else { return nil }
        if unsafe Int(item.kind) == WASMTIME_EXTERN_SHAREDMEMORY {
            unsafe wasmtime_extern_delete(&item)
            throw .sharedMemory
        }
        guard var memory = unsafe item.plainMemory else { return nil }
        let type = unsafe wasmtime_memory_type(state.context, &memory)
        defer { unsafe wasm_memorytype_delete(type) }
        guard unsafe !WasmMemoryType(type).is64Bit else {
            throw InstantiationError(
                .unsupportedMemory, "the module's memory has 64-bit addresses, for which WASI preview 1 has no calls")
        }
        return memory
    }

    /// What an instance exports by a name.
    @unsafe
    static func export(_ name: String, of instance: wasmtime_instance_t, _ state: GuestState) -> wasmtime_extern_t? {
        var name = name
        var instance = instance
        var item = unsafe wasmtime_extern_t()
        let found = name.withUTF8 { name in
            unsafe name.withMemoryRebound(to: CChar.self) { name in
                unsafe wasmtime_instance_export_get(state.context, &instance, name.baseAddress, name.count, &item)
            }
        }
        return unsafe found ? item : nil
    }
}

extension InstantiationError {
    /// The guest ended before there was an instance to call.
    fileprivate static func ended(_ outcome: GuestOutcome) -> Self {
        let words =
            switch outcome {
            case .trapped(let trap): trap.message
            case .interrupted(let reason): reason.description
            case .exited, .finished: "the guest has ended itself"
            }
        return InstantiationError(.ended(outcome), "the module's start function did not return: \(words)")
    }

    fileprivate static var sharedMemory: Self {
        InstantiationError(
            .unsupportedMemory, "the module's memory is shared between threads, which this host does not offer")
    }
}
