import CWasmtime

/// The room that a guest needs on its thread's stack.
enum StackSpace {
    /// What host functions and the engine use above the guest's own share, in bytes.
    static let hostBytes = 128 << 10

    /// Checks that the calling thread's stack has room for a guest.
    ///
    /// The engine only stops a guest that has used up its share. If the thread's stack ends before, the process dies.
    static func check(_ configuration: EngineConfiguration) throws(CallError) {
        let needed = configuration.stackBytes.addingReportingOverflow(hostBytes).partialValue
        let available = Int(clamping: cwt_stack_remaining())
        guard available >= needed else { throw .stackTooSmall(available: available, needed: needed) }
    }
}

extension EngineConfiguration {
    /// ``maximumStackBytes`` within what the engine takes.
    var stackBytes: Int { min(max(maximumStackBytes, 64 << 10), 1 << 40) }

    /// The size of the stack of a guest that shares its thread. It must not be smaller than what code can use.
    var fiberStackByteCount: Int { stackBytes + (1 << 20) }
}
