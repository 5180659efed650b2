public import WASICore

extension MemorySystem {
    /// See ``WASICore/SocketCalls/lookUp(_:limit:)``. Names are those of the machine's network.
    ///
    /// Numeric addresses, `localhost` and the names below it need no rule. Of services, the usual ones are known by name.
    public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        guard limit > 0 else { throw .invalidArgument }
        try check(query)
        let sockets = try sockets(for: query)
        var (name, addresses) = try hosts(query)
        // Version 4 first; in each version, the table's order.
        addresses = addresses.filter { $0.family == .ipv4 } + addresses.filter { $0.family == .ipv6 }
        var answers: [AddressInfo] = []
        for address in addresses {
            for (type, kind, port) in sockets {
                answers.append(AddressInfo(address: SocketAddress(address, port: port), type: type, protocol: kind))
                if answers.count == limit { break }
            }
            if answers.count == limit { break }
        }
        if query.flags.contains(.canonicalName), !answers.isEmpty { answers[0].canonicalName = name }
        return answers
    }

    /// Fails for what cannot be asked.
    private func check(_ query: AddressQuery) throws(Errno) {
        if query.host.isEmpty, query.service.isEmpty { throw .invalidArgument }
        if query.flags.rawValue >= 1 << 7 || query.host.isEmpty && query.flags.contains(.canonicalName) {
            throw .badLookUpFlags
        }
        if query.family == .unix { throw .familyNotLookedUp }
        switch (query.type, query.protocol) {
        case (.stream, .udp), (.datagram, .tcp): throw .typeNotLookedUp
        default: break
        }
    }

    private func hosts(_ query: AddressQuery) throws(Errno) -> (name: String, addresses: [IPAddress]) {
        let isMapped = query.family == .ipv6 && query.flags.contains(.mapped)
        if query.host.isEmpty {
            let isPassive = query.flags.contains(.passive)
            let own: [IPAddress] = isPassive ? [.v4(.any), .v6(.any)] : [.v4(.loopback), .v6(.loopback)]
            return ("", try restricted(own, to: query.family))
        }
        if let address = IPAddress(query.host) {
            var answer = address
            if isMapped, case .v4(let address) = address { answer = .v6(IPv6Address(mapping: address)) }
            guard query.family == .unspecified || answer.family == query.family else { throw .noAddressInFamily }
            return (query.host, [answer])
        }
        guard !query.flags.contains(.numericHost), let name = DomainName(query.host) else { throw .unknownName }
        if name.isLocalhost { return (name.text, try restricted([.v4(.loopback), .v6(.loopback)], to: query.family)) }
        guard configuration.network.resolves(name.text) else { throw .permissionDenied }
        let known = configuration.machine.network.addresses(of: name)
        if known.isEmpty { throw .unknownName }
        guard isMapped else { return (name.text, try restricted(known, to: query.family)) }
        let hasOther = known.contains { $0.family == .ipv6 }
        let wanted = hasOther && !query.flags.contains(.all) ? known.filter { $0.family == .ipv6 } : known
        return (name.text, wanted.map { $0.shown(in: .ipv6) })
    }

    private func restricted(_ addresses: [IPAddress], to family: AddressFamily) throws(Errno) -> [IPAddress] {
        let left = addresses.filter { family == .unspecified || $0.family == family }
        if left.isEmpty { throw .noAddress }
        return left
    }

    private func sockets(
        for query: AddressQuery
    ) throws(Errno) -> [(type: SocketType, kind: SocketProtocol, port: UInt16)] {
        let port: UInt16
        if query.service.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
            guard query.service.utf8.count <= 64, let number = UInt16(query.service.isEmpty ? "0" : query.service) else {
                throw .unknownService
            }
            port = number
        } else {
            if query.flags.contains(.numericService) { throw .unknownName }
            guard query.service.isServiceName, let number = Self.services[query.service] else { throw .unknownService }
            port = number
        }
        var sockets: [(type: SocketType, kind: SocketProtocol, port: UInt16)] = []
        if query.type != .datagram, query.protocol != .udp { sockets.append((.stream, .tcp, port)) }
        if query.type != .stream, query.protocol != .tcp { sockets.append((.datagram, .udp, port)) }
        return sockets
    }

    /// Services that are known by name: registered with IANA.
    private static var services: [String: UInt16] {
        [
            "echo": 7, "discard": 9, "daytime": 13, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "time": 37, "domain": 53,
            "http": 80, "pop3": 110, "ntp": 123, "imap": 143, "ldap": 389, "https": 443, "imaps": 993, "pop3s": 995,
        ]
    }
}
