/// What part of the network an address belongs to.
///
/// Ranges: the special-purpose registries of RFC 6890.
public enum IPAddressKind: Hashable, Sendable, CaseIterable {
    /// One that can be reached from everywhere.
    case `public`
    /// `0.0.0.0` or `::`.
    case unspecified
    /// This machine.
    case loopback
    /// Neighbours on the same cable; the services that clouds offer to a machine about itself are there too.
    case linkLocal
    /// A private network: RFC 1918, unique local and site-local addresses.
    case privateNetwork
    /// Between a provider and its customers: `100.64.0.0/10`.
    case shared
    /// Several machines at a time.
    case multicast
    /// All machines of the network: `255.255.255.255`.
    case broadcast
    /// For examples in books.
    case documentation
    /// For tests, protocols and the future.
    case reserved
}

extension IPv4Address {
    /// What part of the network the address belongs to.
    public var kind: IPAddressKind {
        switch rawValue {
        case 0: .unspecified
        case 0xffff_ffff: .broadcast
        case _ where isIn(0x0a00_0000, 8), _ where isIn(0xac10_0000, 12), _ where isIn(0xc0a8_0000, 16): .privateNetwork
        case _ where isIn(0x6440_0000, 10): .shared
        case _ where isIn(0x7f00_0000, 8): .loopback
        case _ where isIn(0xa9fe_0000, 16): .linkLocal
        case _ where isIn(0xc000_0200, 24), _ where isIn(0xc633_6400, 24), _ where isIn(0xcb00_7100, 24): .documentation
        // "This network", protocol assignments, relays of 6to4, benchmarks, the future.
        case _ where isIn(0x0000_0000, 8), _ where isIn(0xc000_0000, 24), _ where isIn(0xc058_6300, 24): .reserved
        case _ where isIn(0xc612_0000, 15), _ where isIn(0xf000_0000, 4): .reserved
        case _ where isIn(0xe000_0000, 4): .multicast
        default: .public
        }
    }

    func isIn(_ network: UInt32, _ length: UInt32) -> Bool { rawValue >> (32 - length) == network >> (32 - length) }
}

extension IPv6Address {
    /// What part of the network the address belongs to; of one that wraps an address of version 4, what that belongs to.
    ///
    /// A translator or a tunnel can lead from such an address to the one inside, which may be this machine or its network.
    /// The wrappers that can be told are the well-known ones; a network may use any other prefix for its own.
    public var kind: IPAddressKind {
        if let mapped { return mapped.kind }
        if high == 0, low <= 1 { return low == 0 ? .unspecified : .loopback }
        if let wrapped { return wrapped.kind }
        return switch UInt16(truncatingIfNeeded: high >> 48) {
        case 0xfe80...0xfebf: .linkLocal
        case 0xfc00...0xfdff, 0xfec0...0xfeff: .privateNetwork
        case 0xff00...0xffff: .multicast
        // Translation of a network's own.
        case 0x0064 where high >> 16 == 0x0064_ff9b_0001: .privateNetwork
        case 0x2001 where high >> 32 == 0x2001_0db8: .documentation
        case 0x3fff where high >> 44 == 0x3fff0: .documentation
        // Protocol assignments, benchmarks, hashes.
        case 0x2001 where high >> 41 == 0x2001_0000 >> 9: .reserved
        case 0x2000...0x3fff: .public
        default: .reserved
        }
    }

    /// The address of version 4 that another prefix than that of ``mapped`` wraps.
    private var wrapped: IPv4Address? {
        // NAT64: 64:ff9b::/96.
        if high == 0x0064_ff9b_0000_0000, low >> 32 == 0 { return IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)) }
        // 6to4: 2002::/16.
        if high >> 48 == 0x2002 { return IPv4Address(rawValue: UInt32(truncatingIfNeeded: high >> 16)) }
        // Teredo: 2001::/32, with its bits turned over.
        if high >> 32 == 0x2001_0000 { return IPv4Address(rawValue: ~UInt32(truncatingIfNeeded: low)) }
        return nil
    }
}

extension IPAddress {
    /// What part of the network the address belongs to.
    public var kind: IPAddressKind {
        switch self {
        case .v4(let address): address.kind
        case .v6(let address): address.kind
        }
    }
}
