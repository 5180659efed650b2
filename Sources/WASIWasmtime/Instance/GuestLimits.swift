import CWasmtime

/// What a guest may use up.
public struct GuestLimits: Hashable, Sendable {
    /// How large each of its memories may become, in bytes; `nil`, for what the module declares, unless set. Growing beyond
    /// fails as the specification allows (`memory.grow` returns -1).
    public var maximumMemoryBytes: Int?
    /// How many elements each of its tables may come to have; `nil`, for what the module declares, unless set. Growing beyond
    /// fails (`table.grow` returns -1).
    public var maximumTableElements: Int?
    /// How much it may compute, in the engine's units, of which most instructions take one; `nil`, for any amount, unless set.
    /// Has no effect if the engine does not count: ``EngineConfiguration/countsFuel``.
    public var fuel: UInt64?

    /// No limit.
    public init() {}

    /// Tells the engine.
    @unsafe
    func apply(to store: OpaquePointer, _ context: OpaquePointer, _ configuration: EngineConfiguration) {
        if maximumMemoryBytes != nil || maximumTableElements != nil {
            // -1 leaves the engine's own.
            unsafe wasmtime_store_limiter(
                store, Int64(clamping: max(maximumMemoryBytes ?? -1, -1)),
                Int64(clamping: max(maximumTableElements ?? -1, -1)),
                -1, -1, -1)
        }
        guard configuration.countsFuel else { return }
        if let error = unsafe wasmtime_context_set_fuel(context, fuel ?? .max) { _ = unsafe EngineMessage.consume(error) }
    }

    /// What the engine's refusal to make an instance has to do with the limits, if anything.
    func explain(_ message: String) -> InstantiationError? {
        if message.contains("memory minimum size"), message.contains("limit"), let maximumMemoryBytes {
            return InstantiationError(
                .limit, "the module needs more memory from the start than the limit of \(maximumMemoryBytes) bytes")
        }
        if message.contains("table minimum size"), message.contains("limit"), let maximumTableElements {
            return InstantiationError(
                .limit, "the module needs a larger table from the start than the limit of \(maximumTableElements) elements")
        }
        return nil
    }
}
