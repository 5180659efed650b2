/// An address of the internet protocol, version 4.
@frozen
public struct IPv4Address: RawRepresentable, Hashable, Sendable {
    /// The four bytes as one number, the first byte highest: `127.0.0.1` is 0x7f000001.
    public var rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The address of its four bytes.
    @inlinable
    public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        rawValue = UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
    }

    /// `0.0.0.0`: all addresses of the machine.
    @inlinable public static var any: IPv4Address { IPv4Address(rawValue: 0) }
    /// `127.0.0.1`: this machine.
    @inlinable public static var loopback: IPv4Address { IPv4Address(rawValue: 0x7f00_0001) }
}

/// An address of the internet protocol, version 6.
@frozen
public struct IPv6Address: Hashable, Sendable {
    /// The first eight bytes as one number, the first byte highest.
    public var high: UInt64
    /// The last eight bytes likewise.
    public var low: UInt64
    /// The number of the network interface to which a link-local address belongs; 0 for none.
    public var scope: UInt32

    /// Makes an address of its halves.
    @inlinable
    public init(high: UInt64, low: UInt64, scope: UInt32 = 0) {
        self.high = high
        self.low = low
        self.scope = scope
    }

    /// `::`: all addresses of the machine.
    @inlinable public static var any: IPv6Address { IPv6Address(high: 0, low: 0) }
    /// `::1`: this machine.
    @inlinable public static var loopback: IPv6Address { IPv6Address(high: 0, low: 1) }

    /// The address that stands for one of version 4: `::ffff:127.0.0.1`.
    @inlinable
    public init(mapping address: IPv4Address) { self.init(high: 0, low: 0xffff_0000_0000 | UInt64(address.rawValue)) }

    /// The address of version 4 that this one stands for, if it is of that kind.
    @inlinable public var mapped: IPv4Address? {
        high == 0 && low >> 32 == 0xffff ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)) : nil
    }
}

/// An address of either version of the internet protocol.
@frozen
public enum IPAddress: Hashable, Sendable {
    /// An address of four bytes.
    case v4(IPv4Address)
    /// An address of sixteen bytes.
    case v6(IPv6Address)

    /// The address itself, of version 4 if it is one of version 6 that stands for such: what it leads to, whatever it is written as.
    @inlinable public var canonical: IPAddress {
        if case .v6(let address) = self, let mapped = address.mapped { return .v4(mapped) }
        return self
    }

    /// Which version.
    @inlinable public var family: AddressFamily {
        switch self {
        case .v4: .ipv4
        case .v6: .ipv6
        }
    }
}
