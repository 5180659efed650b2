/// Where a socket is.
@frozen
public enum SocketAddress: Hashable, Sendable {
    /// A port of an address of four bytes.
    case ipv4(IPv4Address, port: UInt16)
    /// A port of an address of sixteen bytes.
    case ipv6(IPv6Address, port: UInt16)
    /// A local socket.
    case unix(UnixSocketName)

    /// An address and a port of the internet protocol.
    @inlinable
    public init(_ address: IPAddress, port: UInt16) {
        switch address {
        case .v4(let address): self = .ipv4(address, port: port)
        case .v6(let address): self = .ipv6(address, port: port)
        }
    }

    /// The kind of sockets that can have it.
    @inlinable public var family: AddressFamily {
        switch self {
        case .ipv4: .ipv4
        case .ipv6: .ipv6
        case .unix: .unix
        }
    }

    /// The address without the port; `nil` for a local name.
    @inlinable public var ip: IPAddress? {
        switch self {
        case .ipv4(let address, _): .v4(address)
        case .ipv6(let address, _): .v6(address)
        case .unix: nil
        }
    }

    /// The port; `nil` for a local name.
    @inlinable public var port: UInt16? {
        switch self {
        case .ipv4(_, let port), .ipv6(_, let port): port
        case .unix: nil
        }
    }
}

/// The name of a local socket.
@frozen
public enum UnixSocketName: Hashable, Sendable {
    /// None, as the end has that connects.
    case unnamed
    /// A path in the guest's eyes, resolved below its directories; longer names than a host takes are refused.
    case path(String)
    /// A name outside the file system, as Linux has them, without the NUL in front.
    case abstract(String)

    /// The most bytes that a guest's interface carries, without a NUL.
    public static let maximumByteCount = 125
}
