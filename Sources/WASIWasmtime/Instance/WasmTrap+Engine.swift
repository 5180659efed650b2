import CWasmtime
import WASIHost

extension WasmTrap {
    /// The engine's trap, which is deleted.
    ///
    /// - Parameter addedByteCount: See ``WasmModule/addedByteCount``.
    @unsafe
    init(consumingTrap trap: OpaquePointer, _ addedByteCount: Int) {
        defer { unsafe wasm_trap_delete(trap) }
        var list = unsafe wasm_frame_vec_t()
        unsafe wasm_trap_trace(trap, &list)
        frames = unsafe Frame.consume(&list, addedByteCount)

        var code: UInt8 = 0
        if unsafe wasmtime_trap_code(trap, &code), let (kind, message) = WasmTrap.meaning(code) {
            self.kind = kind
            self.message = message
            return
        }
        var words = unsafe wasm_byte_vec_t()
        unsafe wasm_trap_message(trap, &words)
        defer { unsafe wasm_byte_vec_delete(&words) }
        message = unsafe WasmTrap.reason(EngineMessage.text(words))
        kind = message.contains("exception") ? .uncaughtException : .other(code == 0 ? nil : code)
    }

    /// An error of the engine in the middle of a call, which is deleted.
    ///
    /// Host functions leave the guest that way: the engine calls it an error, because no instruction has trapped.
    @unsafe
    init(consumingError error: OpaquePointer, _ addedByteCount: Int) {
        var list = unsafe wasm_frame_vec_t()
        unsafe wasmtime_error_wasm_trace(error, &list)
        frames = unsafe Frame.consume(&list, addedByteCount)
        kind = .other(nil)
        var words = unsafe wasm_byte_vec_t()
        unsafe wasmtime_error_message(error, &words)
        message = unsafe WasmTrap.reason(EngineMessage.text(words))
        unsafe wasm_byte_vec_delete(&words)
        unsafe wasmtime_error_delete(error)
    }

    /// The same guest, ended by a host function that it gave a bad pointer.
    init(_ fault: GuestFault, frames: [Frame]) {
        kind = .fault(fault)
        message = fault.description
        self.frames = frames
    }

    /// What remains of the engine's text without the trace, which is `frames`.
    private static func reason(_ text: String) -> String {
        let text = text.split(separator: "\0").first.map(String.init) ?? ""
        guard let cause = text.split(separator: "Caused by:").last else { return text }
        let flat = EngineMessage.flattened(String(cause))
        return flat.hasPrefix("wasm trap: ") ? String(flat.dropFirst("wasm trap: ".count)) : flat
    }

    /// What the engine's number of a trap means.
    private static func meaning(_ code: UInt8) -> (Kind, String)? {
        switch code {
        case 0: (.stackOverflow, "the guest's stack overflowed")
        case 1: (.memoryOutOfBounds, "an access outside the guest's memory")
        case 2: (.misaligned, "an atomic access to an address that is not aligned")
        case 3: (.tableOutOfBounds, "an access outside a table")
        case 4: (.indirectCallToNull, "a call through an empty entry of a table")
        case 5: (.badSignature, "a call through a function pointer of another type")
        case 6: (.integerOverflow, "an integer overflow")
        case 7: (.divisionByZero, "an integer division by zero")
        case 8: (.badConversion, "a conversion of a floating-point number that has no integer")
        case 9: (.unreachable, "an `unreachable` instruction")
        case 10: (.interrupted, "the guest was interrupted")
        case 11: (.outOfFuel, "the guest has used up its fuel")
        default: nil
        }
    }
}

extension WasmTrap.Frame {
    /// Copies a trace and frees it.
    @unsafe
    fileprivate static func consume(_ list: inout wasm_frame_vec_t, _ addedByteCount: Int) -> [Self] {
        defer { unsafe wasm_frame_vec_delete(&list) }
        return unsafe UnsafeBufferPointer(start: list.data, count: list.size).map { frame in
            let offset = unsafe wasm_frame_module_offset(frame)
            return unsafe WasmTrap.Frame(
                function: wasmtime_frame_func_name(frame).map { unsafe EngineMessage.text($0.pointee) },
                module: wasmtime_frame_module_name(frame).map { unsafe EngineMessage.text($0.pointee) },
                functionIndex: wasm_frame_func_index(frame),
                // All ones for what is not known.
                moduleOffset: offset < addedByteCount ? nil : offset - addedByteCount)
        }
    }
}
