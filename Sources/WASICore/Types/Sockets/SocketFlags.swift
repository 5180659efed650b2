/// How a message is received.
///
/// WASI: [`riflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#riflags).
@frozen
public struct ReceiveFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Leave the data in the socket's buffer. POSIX: `MSG_PEEK`.
    @inlinable public static var peek: ReceiveFlags { ReceiveFlags(rawValue: 1 << 0) }
    /// On a stream, wait until the buffers are full. POSIX: `MSG_WAITALL`.
    @inlinable public static var waitAll: ReceiveFlags { ReceiveFlags(rawValue: 1 << 1) }

    /// Every flag that preview 1 defines.
    @inlinable public static var all: ReceiveFlags { ReceiveFlags(rawValue: (1 << 2) - 1) }
}

/// What is to be known of a received message.
///
/// WASI: [`roflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#roflags).
@frozen
public struct ReceiveResultFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The message was longer than the buffers; the rest is lost. POSIX: `MSG_TRUNC`.
    @inlinable public static var dataTruncated: ReceiveResultFlags { ReceiveResultFlags(rawValue: 1 << 0) }
}

/// How a message is sent. Preview 1 defines no flag.
///
/// WASI: [`siflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#siflags).
@frozen
public struct SendFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Every flag that preview 1 defines: none.
    @inlinable public static var all: SendFlags { [] }
}

/// Which directions of a connection are shut down.
///
/// WASI: [`sdflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#sdflags).
@frozen
public struct ShutdownDirections: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Nothing more is received.
    @inlinable public static var receive: ShutdownDirections { ShutdownDirections(rawValue: 1 << 0) }
    /// Nothing more is sent; the peer reads the end of the stream.
    @inlinable public static var send: ShutdownDirections { ShutdownDirections(rawValue: 1 << 1) }

    /// Both directions.
    @inlinable public static var all: ShutdownDirections { ShutdownDirections(rawValue: (1 << 2) - 1) }
}

/// What a receive has brought.
@frozen
public struct Received: Hashable, Sendable {
    /// The number of bytes stored; 0 at the end of a stream.
    public var byteCount: Int
    /// What else is known of it.
    public var flags: ReceiveResultFlags

    /// Makes a result of its parts.
    @inlinable
    public init(byteCount: Int, flags: ReceiveResultFlags = []) {
        self.byteCount = byteCount
        self.flags = flags
    }
}

/// What a receive has brought, and from whom.
@frozen
public struct ReceivedMessage: Hashable, Sendable {
    /// The number of bytes stored; 0 at the end of a stream, and for an empty message.
    public var byteCount: Int
    /// What else is known of it.
    public var flags: ReceiveResultFlags
    /// Who has sent it; for a stream, the peer. `nil` if the host does not say.
    public var sender: SocketAddress?

    /// Makes a result of its parts.
    @inlinable
    public init(byteCount: Int, flags: ReceiveResultFlags = [], sender: SocketAddress?) {
        self.byteCount = byteCount
        self.flags = flags
        self.sender = sender
    }
}
