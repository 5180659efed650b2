/// What can be asked of a socket or set on it.
@frozen
public enum SocketOption: Hashable, Sendable, CaseIterable {
    /// Bind to an address that another connection has just left. A flag. POSIX: `SO_REUSEADDR`.
    case reuseAddress
    /// The socket's type; read only. POSIX: `SO_TYPE`.
    case type
    /// The error that is pending, which reading clears; read only. POSIX: `SO_ERROR`.
    case error
    /// Send only to directly connected networks. A flag. POSIX: `SO_DONTROUTE`.
    case dontRoute
    /// Allow sending to broadcast addresses. A flag. POSIX: `SO_BROADCAST`.
    case broadcast
    /// Bytes that wait to be sent. A number. POSIX: `SO_SNDBUF`.
    case sendBufferSize
    /// Bytes that wait to be received. A number. POSIX: `SO_RCVBUF`.
    case receiveBufferSize
    /// Find out whether an idle peer still lives. A flag. POSIX: `SO_KEEPALIVE`.
    case keepAlive
    /// Leave urgent data among the rest. A flag. POSIX: `SO_OOBINLINE`.
    case outOfBandInline
    /// How long closing waits for what is unsent. A span or none. POSIX: `SO_LINGER`.
    case linger
    /// The least that makes a socket readable, in bytes. A number. POSIX: `SO_RCVLOWAT`.
    case receiveLowWatermark
    /// How long a call waits for something to receive. A span or none. POSIX: `SO_RCVTIMEO`.
    case receiveTimeout
    /// How long a call waits for room to send. A span or none. POSIX: `SO_SNDTIMEO`.
    case sendTimeout
    /// Whether the socket listens; read only. A flag. POSIX: `SO_ACCEPTCONN`.
    case acceptsConnections
    /// The network interface through which everything goes. A name, empty for any. Linux: `SO_BINDTODEVICE`.
    case boundDevice
    /// Send small pieces at once. A flag; TCP only. POSIX: `TCP_NODELAY`.
    case noDelay
}

/// A socket option's value; which kind an option has is said there.
@frozen
public enum SocketOptionValue: Hashable, Sendable {
    /// On or off.
    case flag(Bool)
    /// A number: bytes, or whatever the option counts.
    case number(Int32)
    /// A span of time, or `nil` for none: no timeout, no lingering.
    case span(Timestamp?)
    /// A name, of an interface for example.
    case name(String)
    /// A type of socket.
    case type(SocketType)
    /// `nil` if nothing is pending.
    case error(Errno?)
}
