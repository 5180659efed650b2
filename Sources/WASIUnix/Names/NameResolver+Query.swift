import WASICore

extension NameResolver {
    /// Answers a query as `getaddrinfo` does, with the differences that ``WASICore/SocketCalls/lookUp(_:limit:)`` has.
    ///
    /// - Parameter permit: Asked before anybody else learns of a name.
    func answers(
        to query: AddressQuery, permit: (DomainName) throws(Errno) -> Void
    ) throws(Errno) -> [AddressInfo] {
        try query.check()
        let sockets = try sockets(for: query)
        var host = try hostAnswer(query, permit)
        // Version 4 first; in each version, the resolver's order.
        host.addresses =
            host.addresses.filter { $0.family == .ipv4 } + host.addresses.filter { $0.family == .ipv6 }
        var answers: [AddressInfo] = []
        for address in host.addresses {
            for socket in sockets {
                answers.append(
                    AddressInfo(
                        address: SocketAddress(address, port: socket.port), type: socket.type, protocol: socket.protocol))
            }
        }
        if query.flags.contains(.canonicalName), !answers.isEmpty { answers[0].canonicalName = host.name }
        return answers
    }

    // MARK: - The host

    private func hostAnswer(
        _ query: AddressQuery, _ permit: (DomainName) throws(Errno) -> Void
    ) throws(Errno) -> HostAnswer {
        let isMapped = query.family == .ipv6 && query.flags.contains(.mapped)
        if query.host.isEmpty {
            let isPassive = query.flags.contains(.passive)
            let own: [IPAddress] = isPassive ? [.v4(.any), .v6(.any)] : [.v4(.loopback), .v6(.loopback)]
            return try HostAnswer(name: "", addresses: own).restricted(to: query.family, query.configuredFamilies)
        }
        if let address = IPAddress(query.host) {
            var answer = HostAnswer(name: query.host, addresses: [address])
            if isMapped, case .v4(let address) = address { answer.addresses = [.v6(IPv6Address(mapping: address))] }
            guard answer.addresses[0].isOf(query.family) else { throw .noAddressInFamily }
            return answer
        }
        // Other forms of numbers are no names either, though some resolvers take them for addresses.
        guard !query.flags.contains(.numericHost), let name = DomainName(query.host) else { throw .unknownName }
        if !name.isLocalhost { try permit(name) }

        let families = query.configuredFamilies
        let wanted: AddressFamily = isMapped ? .unspecified : query.family
        guard wanted == .unspecified || families.contains(wanted) else { throw .noAddress }
        // What this machine could not use anyway is not asked for.
        let asked = wanted == .unspecified && families.count == 1 ? families[0] : wanted
        var answer = try addresses(of: name, asked, isComplete: query.host.hasSuffix("."))
        if isMapped {
            let hasOther = answer.addresses.contains { $0.family == .ipv6 }
            if hasOther, !query.flags.contains(.all) { answer.addresses.removeAll { $0.family == .ipv4 } }
            answer.addresses = answer.addresses.map { address in
                if case .v4(let address) = address { .v6(IPv6Address(mapping: address)) } else { address }
            }
            return answer
        }
        return try answer.restricted(to: query.family, families)
    }

    // MARK: - The service

    private struct SocketKind {
        var type: SocketType
        var `protocol`: SocketProtocol
        var port: UInt16
    }

    private func sockets(for query: AddressQuery) throws(Errno) -> [SocketKind] {
        let hasStreams = query.type != .datagram && query.protocol != .udp
        let hasDatagrams = query.type != .stream && query.protocol != .tcp
        var ports: (stream: UInt16?, datagram: UInt16?)
        if let port = try query.numericPort() {
            ports = (port, port)
        } else {
            if query.flags.contains(.numericService) { throw .unknownName }
            guard query.service.isServiceName else { throw .unknownService }
            ports = try self.ports(of: query.service)
        }
        var sockets: [SocketKind] = []
        if hasStreams, let port = ports.stream { sockets.append(SocketKind(type: .stream, protocol: .tcp, port: port)) }
        if hasDatagrams, let port = ports.datagram {
            sockets.append(SocketKind(type: .datagram, protocol: .udp, port: port))
        }
        guard !sockets.isEmpty else { throw .unknownService }
        return sockets
    }
}

extension HostAnswer {
    /// What is left of one version, and of versions that this machine can use.
    fileprivate func restricted(
        to family: AddressFamily, _ families: [AddressFamily]
    ) throws(Errno) -> HostAnswer {
        var answer = self
        answer.addresses.removeAll { !$0.isOf(family) || !families.contains($0.family) }
        guard !answer.addresses.isEmpty else { throw .noAddress }
        return answer
    }
}

extension AddressQuery {
    /// Fails for what cannot be asked.
    fileprivate func check() throws(Errno) {
        if host.isEmpty, service.isEmpty { throw .invalidArgument }
        if flags.rawValue >= 1 << 7 || host.isEmpty && flags.contains(.canonicalName) { throw .badLookUpFlags }
        if family == .unix { throw .familyNotLookedUp }
        switch (type, `protocol`) {
        case (.stream, .udp), (.datagram, .tcp): throw .typeNotLookedUp
        default: break
        }
    }

    /// The port, if the service is a number or nothing.
    fileprivate func numericPort() throws(Errno) -> UInt16? {
        guard service.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        if service.isEmpty { return 0 }
        // C's libraries ignore leading zeros here, and no rule is got round by it.
        guard service.utf8.count <= 64, let port = UInt16(service) else { throw .unknownService }
        return port
    }

    /// The versions of which answers are wanted because the machine can use them.
    fileprivate var configuredFamilies: [AddressFamily] {
        flags.contains(.configuredFamilies) ? Syscall.configuredFamilies() : [.ipv4, .ipv6]
    }
}
