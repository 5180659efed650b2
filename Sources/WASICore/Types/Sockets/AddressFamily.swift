/// The kind of addresses that a socket has.
///
/// WasmEdge: `__wasi_address_family_t`.
@frozen
public enum AddressFamily: UInt8, Hashable, Sendable, CaseIterable {
    /// Any, in a look-up; no socket has it.
    case unspecified = 0
    /// Internet protocol, version 4.
    case ipv4 = 1
    /// Internet protocol, version 6.
    case ipv6 = 2
    /// Names in the file system of one machine.
    case unix = 3
}

/// How a socket moves data.
///
/// WasmEdge: `__wasi_sock_type_t`.
@frozen
public enum SocketType: UInt8, Hashable, Sendable, CaseIterable {
    /// Any, in a look-up; no socket has it.
    case any = 0
    /// Messages, each by itself.
    case datagram = 1
    /// A stream of bytes between two sockets.
    case stream = 2
}

/// The protocol below a socket.
///
/// WasmEdge: `__wasi_protocol_t`.
@frozen
public enum SocketProtocol: UInt8, Hashable, Sendable, CaseIterable {
    /// The usual one for family and type.
    case any = 0
    /// TCP, for streams.
    case tcp = 1
    /// UDP, for datagrams.
    case udp = 2
}
