import CWasmtime
import WASIHost

/// A memory that a guest exports.
@safe
public struct WasmMemory {
    /// The guest.
    public let instance: WasmInstance
    @safe let handle: wasmtime_memory_t

    @unsafe
    init(handle: wasmtime_memory_t, instance: WasmInstance) {
        self.handle = handle
        self.instance = instance
    }

    /// The size in bytes.
    public var byteCount: Int {
        var handle = handle
        return unsafe wasmtime_memory_data_size(instance.state.context, &handle)
    }

    /// Copies bytes out. `nil` if they are not all inside.
    public func read(at address: UInt64, count: Int) -> [UInt8]? {
        unsafe withBytes { bytes in
            guard let range = range(at: address, count: count) else { return nil }
            return unsafe Array(bytes[range])
        }
    }

    /// Copies bytes in.
    ///
    /// - Returns: `false`, with nothing copied, if they do not all fit.
    public func write(_ bytes: [UInt8], at address: UInt64) -> Bool {
        unsafe withBytes { memory in
            guard let range = range(at: address, count: bytes.count) else { return false }
            unsafe UnsafeMutableRawBufferPointer(rebasing: memory[range]).copyBytes(from: bytes)
            return true
        }
    }

    private func range(at address: UInt64, count: Int) -> Range<Int>? {
        let size = byteCount
        guard let start = Int(exactly: address), count >= 0, start <= size, count <= size - start else { return nil }
        return start..<start + count
    }

    private func withBytes<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
        var handle = handle
        let start = unsafe wasmtime_memory_data(instance.state.context, &handle)
        return unsafe body(UnsafeMutableRawBufferPointer(start: start, count: byteCount))
    }
}
