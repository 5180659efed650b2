extension IPNetwork: LosslessStringConvertible {
    /// The network that `text` writes: `10.0.0.0/8`, `2001:db8::/32`, or an address alone for a network of just that.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        self.init(address)
        if parts.count == 2 {
            guard let length = UInt32(decimal: parts[1].utf8, maximum: UInt32(prefixLength)) else { return nil }
            prefixLength = Int(length)
        }
    }

    /// One address alone.
    public init(_ address: IPAddress) { self.init(address, prefixLength: address.bitCount) }

    /// `10.0.0.0/8`; one address alone without the length.
    public var description: String {
        prefixLength == address.bitCount ? address.description : "\(address)/\(prefixLength)"
    }
}

extension IPNetwork {
    /// Whether an address belongs to the network, in its canonical form: `::ffff:10.0.0.1` belongs to `10.0.0.0/8`.
    ///
    /// A network with the number of an interface holds the addresses of that interface; others hold those of all.
    public func contains(_ address: IPAddress) -> Bool {
        let network = canonical
        guard 0...network.address.bitCount ~= network.prefixLength else { return false }
        switch (network.address, address.canonical) {
        case (.v4(let ours), .v4(let other)):
            return sharesBits(UInt64(ours.rawValue) << 32, UInt64(other.rawValue) << 32, network.prefixLength)
        case (.v6(let ours), .v6(let other)):
            guard ours.scope == 0 || ours.scope == other.scope else { return false }
            return sharesBits(ours.high, other.high, min(network.prefixLength, 64))
                && sharesBits(ours.low, other.low, max(network.prefixLength - 64, 0))
        default: return false
        }
    }

    /// The network of version 4 if this is one of version 6 that stands for such.
    var canonical: IPNetwork {
        guard address.canonical != address, prefixLength >= 96 else { return self }
        return IPNetwork(address.canonical, prefixLength: prefixLength - 96)
    }
}

extension IPAddress {
    /// How many bits it has.
    var bitCount: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }
}

/// Whether the first `count` bits are the same. Swift's shifts by a whole width give 0.
private func sharesBits(_ one: UInt64, _ other: UInt64, _ count: Int) -> Bool { (one ^ other) >> (64 - count) == 0 }
