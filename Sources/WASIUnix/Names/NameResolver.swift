import WASICore

/// Finds the addresses of names: by itself what concerns only this machine, elsewhere at the configured servers or by the host's
/// own resolver.
struct NameResolver {
    let nameServers: [SocketAddress]
    let waiter: any Waiter

    /// The longest that a name is looked up.
    static let timeLimit = Timestamp.nanoseconds(15_000_000_000)

    /// Finds the addresses of a name.
    ///
    /// `localhost` and the names below it are this machine, whatever a server or a file says.
    ///
    /// - Parameters:
    ///   - family: The version wanted, or ``WASICore/AddressFamily/unspecified`` for both.
    ///   - isComplete: Whether the name ends with a dot, so that the host's resolver appends no domain to it.
    ///   - limit: How long it may take.
    func addresses(
        of name: DomainName, _ family: AddressFamily, isComplete: Bool = false, limit: Timestamp = timeLimit
    ) throws(Errno) -> HostAnswer {
        if name.isLocalhost {
            return HostAnswer(name: name.text, addresses: [.v4(.loopback), .v6(.loopback)].filter { $0.isOf(family) })
        }
        let deadline = Syscall.monotonicTime() + limit
        var answer: HostAnswer
        if nameServers.isEmpty {
            let text = isComplete ? "\(name.text)." : name.text
            answer = try HostLookUp.run(waiter, until: .at(deadline)) { () throws(Errno) in
                try Syscall.lookUp(text, family)
            }
        } else {
            let kinds: [DNSQuestion.Kind] = (family == .ipv6 ? [] : [.version4]) + (family == .ipv4 ? [] : [.version6])
            answer = try DNSClient(servers: nameServers, waiter: waiter).addresses(of: name, kinds, until: deadline)
        }
        answer.addresses.removeAll { !$0.isOf(family) }
        answer.addresses = Array(answer.addresses.prefix(HostAnswer.limit))
        guard !answer.addresses.isEmpty else { throw .noAddress }
        return answer
    }

    /// Finds the port that a service has with each type of socket; `nil` for the type that it does not have.
    ///
    /// The host's list of services is asked, which is a file almost everywhere; hosts can be set up to ask elsewhere.
    func ports(of service: String) throws(Errno) -> (stream: UInt16?, datagram: UInt16?) {
        let deadline = Syscall.monotonicTime() + Self.timeLimit
        let ports = try HostLookUp.run(waiter, until: .at(deadline)) { () throws(Errno) in
            [Syscall.port(ofService: service, .stream), Syscall.port(ofService: service, .datagram)]
        }
        return (ports[0], ports[1])
    }
}

extension IPAddress {
    func isOf(_ family: AddressFamily) -> Bool { family == .unspecified || family == self.family }
}
