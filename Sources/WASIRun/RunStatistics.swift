/// How long the parts of a run took, and the memory of the guest.
///
/// What the guest has asked of its host is for `WASIMiddleware`'s `Statistics` to count.
public struct RunStatistics: Hashable, Sendable {
    /// How long it took until the module's code was there, compiled or from the cache.
    public var load = Duration.zero
    /// Whether the code had to be compiled, because the cache did not have it.
    public var wasCompiled = false
    /// How long it took to make an instance of the module, its start function included.
    public var start = Duration.zero
    /// How long the program or the function ran, `_initialize` included.
    public var run = Duration.zero
    /// The size, at the end, of the memory that the module exports; 0 if it exports none. Memories never shrink, so it is also
    /// the most that it has had.
    public var memoryByteCount = 0

    /// Nothing yet.
    public init() {}
}
