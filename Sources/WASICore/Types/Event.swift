/// What kind of subscription an event answers.
///
/// WASI: [`eventtype`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#eventtype).
@frozen
public enum EventType: UInt8, Sendable, CaseIterable {
    /// A clock has come to a time.
    case clock = 0
    /// A descriptor can be read, or accepted from.
    case read = 1
    /// A descriptor can be written.
    case write = 2
}

/// Something that a guest waited for and that has come, or cannot come.
///
/// WASI: [`event`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#event).
@frozen
public struct Event: Hashable, Sendable {
    /// The mark of the subscription.
    public var userData: UInt64
    /// Why the subscription cannot be served; `nil` when it is due.
    public var error: Errno?
    /// What has happened.
    public var type: EventType
    /// For ``EventType/read`` and ``EventType/write``: the number of bytes that can be moved, where it is known.
    public var byteCount: FileSize
    /// For ``EventType/read`` and ``EventType/write``: the peer has hung up.
    public var isHangup: Bool

    /// Makes an event of its parts.
    @inlinable
    public init(
        userData: UInt64, type: EventType, error: Errno? = nil, byteCount: FileSize = 0, isHangup: Bool = false
    ) {
        self.userData = userData
        self.type = type
        self.error = error
        self.byteCount = byteCount
        self.isHangup = isHangup
    }
}
