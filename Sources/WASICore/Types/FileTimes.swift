/// What becomes of one of a file's times.
@frozen
public enum TimeUpdate: Hashable, Sendable {
    /// It stays as it is.
    case keep
    /// It is set to the present.
    case now
    /// It is set to a time since 1970-01-01T00:00:00Z.
    case at(Timestamp)
}

/// What becomes of a file's times.
///
/// The contradictory combinations of WASI's
/// [`fstflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#fstflags) (set and set to now) cannot be
/// written; the guest ABI refuses them.
@frozen
public struct FileTimes: Hashable, Sendable {
    /// When it was last read.
    public var access: TimeUpdate
    /// When it was last changed.
    public var modification: TimeUpdate

    /// Makes times of their parts; what is not named stays as it is.
    @inlinable
    public init(access: TimeUpdate, modification: TimeUpdate) {
        self.access = access
        self.modification = modification
    }
}
