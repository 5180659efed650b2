/// Something that a guest waits for.
///
/// WASI: [`subscription`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#subscription).
@frozen
public struct Subscription: Hashable, Sendable {
    /// What is waited for.
    @frozen
    public enum Kind: Hashable, Sendable {
        /// A clock. `precision` is permission to be late by as much, never to be early.
        case clock(Clock, timeout: Timestamp, precision: Timestamp, isAbsolute: Bool)
        /// Data, a connection or the end of the file.
        case read(Descriptor)
        /// Room to write.
        case write(Descriptor)
        /// A subscription that is wrong in itself (an unknown clock, for instance): it is due at once, with this error.
        case invalid(Errno, as: EventType)
    }

    /// The guest's own mark, returned in the event.
    public var userData: UInt64
    /// What it waits for.
    public var kind: Kind

    /// Makes a subscription of its parts.
    @inlinable
    public init(userData: UInt64, kind: Kind) {
        self.userData = userData
        self.kind = kind
    }
}
