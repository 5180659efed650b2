extension NetworkPolicy {
    /// What a policy says about an address.
    public enum Decision: Hashable, Sendable {
        /// A rule allows it.
        case allowed
        /// No rule allows it.
        case refused
        /// It is an address of a name that a rule allows, but not a public one: such an address must be allowed itself. Whoever
        /// answers for a name could otherwise open this machine and its network to the guest.
        case privateAddress(name: String)
    }

    /// Whether a guest may connect or send to an address.
    ///
    /// The address is judged in its canonical form, and `0.0.0.0` and `::` as the loopback address that they lead to.
    ///
    /// - Parameter addresses: Gives the addresses that a name has on the host; asked only if no other rule allows, and never for
    ///   `localhost`.
    public func connecting(to address: SocketAddress, addresses: (String) -> [IPAddress]) -> Decision {
        let address = address.destination
        return decide(connect, addresses) { $0.matches(address) }
    }

    /// Whether a guest may bind to an address and listen there.
    ///
    /// `0.0.0.0` and `::` are every address of the machine, and only rules allow them that say so: `0.0.0.0`, `0.0.0.0/0`, `::`,
    /// `::/0` or all addresses. `::` takes version 4 too, so a rule for it is one for `0.0.0.0`. Port 0, for which the host
    /// chooses another, needs a rule for all ports or for port 0.
    ///
    /// - Parameter addresses: As for ``connecting(to:addresses:)``.
    public func listening(on address: SocketAddress, addresses: (String) -> [IPAddress]) -> Decision {
        let ip = address.ip?.canonical
        return decide(listen, addresses) { rule in
            let match = rule.matches(address)
            guard let ip, let port = address.port, ip.kind == .unspecified else { return match }
            if case .network(let network) = rule.target, !network.isOneOrAll { return .no }
            return match == .no && ip == .v4(.any) ? rule.matches(.ipv6(.any, port: port)) : match
        }
    }

    /// Whether a guest may have a name looked up.
    ///
    /// Numeric addresses and `localhost` need no rule: nobody is asked. What is no name (``WASICore/Errno/unknownName``) is allowed
    /// by no rule.
    public func resolves(_ name: String) -> Bool {
        if IPAddress(name) != nil { return true }
        guard let name = DomainName(name) else { return false }
        if name.isLocalhost { return true }
        if resolve.contains(where: { $0.matches(name) }) { return true }
        return connect.contains { rule in
            if case .name(let other) = rule.target { DomainName(other) == name } else { false }
        }
    }

    private func decide(
        _ rules: [NetworkRule], _ addresses: (String) -> [IPAddress], _ match: (NetworkRule) -> NetworkRule.Match
    ) -> Decision {
        var names: [(DomainName, IPAddress)] = []
        for rule in rules {
            switch match(rule) {
            case .yes: return .allowed
            case .ifAddress(let ip, let name): names.append((name, ip))
            case .no: break
            }
        }
        var decision = Decision.refused
        for (name, ip) in names where addresses(name.text).contains(where: { $0.isSame(as: ip) }) {
            if ip.kind == .public { return .allowed }
            if decision == .refused { decision = .privateAddress(name: name.text) }
        }
        return decision
    }
}

extension SocketAddress {
    /// The address that connecting to this one leads to: the loopback address for `0.0.0.0` and `::`, itself for others.
    ///
    /// A system passes this to the host, so that what was judged is what is reached.
    package var destination: SocketAddress {
        switch self {
        case .ipv4(.any, let port): .ipv4(.loopback, port: port)
        case .ipv6(let address, let port) where address.high == 0 && address.low == 0: .ipv6(.loopback, port: port)
        case .ipv6(let address, let port) where address.mapped == .any: .ipv6(IPv6Address(mapping: .loopback), port: port)
        default: self
        }
    }
}

extension NetworkRule {
    /// How a rule stands to an address.
    fileprivate enum Match: Equatable {
        case yes
        case no
        /// It allows the address if the name has it, and if it is public.
        case ifAddress(IPAddress, name: DomainName)
    }

    fileprivate func matches(_ address: SocketAddress) -> Match {
        if let port, port != address.port { return .no }
        switch (target, address) {
        case (.any, _): return .yes
        case (.anyAddress, _): return address.ip == nil ? .no : .yes
        case (.network(let network), _):
            guard let ip = address.ip else { return .no }
            return network.contains(ip) ? .yes : .no
        case (.name(let text), _):
            guard let ip = address.ip?.canonical, let name = DomainName(text) else { return .no }
            if name.isLocalhost { return ip.isLoopback ? .yes : .no }
            return .ifAddress(ip, name: name)
        case (.path(nil), .unix(.path)): return .yes
        case (.path(let ours?), .unix(.path(let other))): return parts(of: ours) == parts(of: other) ? .yes : .no
        case (.abstract(let ours), .unix(.abstract(let other))): return ours.utf8.elementsEqual(other.utf8) ? .yes : .no
        case (.path, _), (.abstract, _): return .no
        }
    }
}

/// A path without what changes nothing: `//run/./app.sock` is `/run/app.sock`. A `..` stays: where it leads is not in the text.
private func parts(of path: String) -> [[UInt8]] {
    var parts = path.utf8.split(separator: 0x2f).map(Array.init).filter { $0 != [0x2e] }
    if path.utf8.first == 0x2f { parts.insert([], at: 0) }
    return parts
}

extension NameRule {
    fileprivate func matches(_ name: DomainName) -> Bool {
        switch self {
        case .any: true
        case .name(let other): DomainName(other) == name
        case .below(let other): DomainName(other).map { name.isBelow($0) } ?? false
        }
    }
}

extension IPNetwork {
    /// Whether it is one address or every one.
    fileprivate var isOneOrAll: Bool {
        let network = canonical
        return network.prefixLength == 0 || network.prefixLength == network.address.bitCount
    }
}

extension IPAddress {
    /// Whether it is this machine's: `127.0.0.0/8` or `::1`, without any wrapping.
    fileprivate var isLoopback: Bool {
        switch canonical {
        case .v4(let address): address.kind == .loopback
        case .v6(let address): address.high == 0 && address.low == 1
        }
    }

    /// Whether both are the same, in whatever form; the interface does not count.
    fileprivate func isSame(as other: IPAddress) -> Bool {
        switch (canonical, other.canonical) {
        case (.v4(let one), .v4(let other)): one == other
        case (.v6(let one), .v6(let other)): one.high == other.high && one.low == other.low
        default: false
        }
    }
}
