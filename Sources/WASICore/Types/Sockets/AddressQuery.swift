/// What is to be looked up.
///
/// POSIX: the arguments and hints of `getaddrinfo`.
public struct AddressQuery: Hashable, Sendable {
    /// The name or numeric address; empty for this machine, or for all its addresses with ``AddressQueryFlags/passive``.
    public var host: String
    /// The service's name or its port as a number; empty for port 0.
    public var service: String
    /// The family wanted; ``AddressFamily/unspecified`` for both.
    public var family: AddressFamily
    /// The type wanted; ``SocketType/any`` for both.
    public var type: SocketType
    /// The protocol wanted.
    public var `protocol`: SocketProtocol
    /// What else is wished.
    public var flags: AddressQueryFlags

    /// Makes a query of its parts.
    public init(
        host: String, service: String = "", family: AddressFamily = .unspecified, type: SocketType = .any,
        protocol: SocketProtocol = .any, flags: AddressQueryFlags = []
    ) {
        self.host = host
        self.service = service
        self.family = family
        self.type = type
        self.protocol = `protocol`
        self.flags = flags
    }
}

/// How something is to be looked up.
///
/// WasmEdge: `__wasi_aiflags_t`.
@frozen
public struct AddressQueryFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The addresses are to be bound to. POSIX: `AI_PASSIVE`.
    @inlinable public static var passive: AddressQueryFlags { AddressQueryFlags(rawValue: 1 << 0) }
    /// The host's proper name is wanted too. POSIX: `AI_CANONNAME`.
    @inlinable public static var canonicalName: AddressQueryFlags { AddressQueryFlags(rawValue: 1 << 1) }
    /// The host is an address, not a name: nobody is asked. POSIX: `AI_NUMERICHOST`.
    @inlinable public static var numericHost: AddressQueryFlags { AddressQueryFlags(rawValue: 1 << 2) }
    /// The service is a number. POSIX: `AI_NUMERICSERV`.
    @inlinable public static var numericService: AddressQueryFlags { AddressQueryFlags(rawValue: 1 << 3) }
    /// Addresses of version 4 are wanted in the form of version 6, where there are no others. POSIX: `AI_V4MAPPED`.
    @inlinable public static var mapped: AddressQueryFlags { AddressQueryFlags(rawValue: 1 << 4) }
    /// With ``mapped``: besides the others. POSIX: `AI_ALL`.
    @inlinable public static var all: AddressQueryFlags { AddressQueryFlags(rawValue: 1 << 5) }
    /// Only families of which this machine has an address. POSIX: `AI_ADDRCONFIG`.
    @inlinable public static var configuredFamilies: AddressQueryFlags { AddressQueryFlags(rawValue: 1 << 6) }
}

/// One answer to a query.
///
/// POSIX: `struct addrinfo`.
public struct AddressInfo: Hashable, Sendable {
    /// The address, with the port of the service.
    public var address: SocketAddress
    /// The type of socket for it.
    public var type: SocketType
    /// The protocol for it.
    public var `protocol`: SocketProtocol
    /// The host's proper name; only in the first answer, and only if it was asked for.
    public var canonicalName: String?

    /// Makes an answer of its parts.
    public init(address: SocketAddress, type: SocketType, protocol: SocketProtocol, canonicalName: String? = nil) {
        self.address = address
        self.type = type
        self.protocol = `protocol`
        self.canonicalName = canonicalName
    }
}
