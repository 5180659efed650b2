import WASICore

// What a guest may reach: every call that leads to an address asks here.
extension MemorySystem {
    /// What the policy says about listening on an address.
    func listening(on address: SocketAddress) -> NetworkPolicy.Decision {
        configuration.network.listening(on: address, addresses: addresses(of:))
    }

    /// Fails unless the guest may connect or send to an address: by a rule, or because that one has sent to the socket.
    ///
    /// - Throws: ``WASICore/Errno/permissionDenied``.
    func checkMaySend(to address: SocketAddress, _ file: OpenFile) throws(Errno) {
        if file.correspondents?.contains(address) == true { return }
        guard configuration.network.connecting(to: address, addresses: addresses(of:)) == .allowed else {
            throw .permissionDenied
        }
    }

    /// The addresses of a name among the rules.
    private func addresses(of name: String) -> [IPAddress] {
        DomainName(name).map(configuration.machine.network.addresses(of:)) ?? []
    }

    /// Remembers who has sent to a socket that is bound where a rule lets the guest listen: it may answer.
    func noteCorrespondent(_ sender: SocketAddress, of file: OpenFile) {
        guard file.isBoundByRule, sender.family != .unix else { return }
        file.correspondents?.insert(sender)
    }
}

/// Who has sent to a socket: those whom it may answer without a rule. The last thousand of them.
final class Correspondents {
    private static let limit = 1_024
    private var senders: Set<SocketAddress> = []
    private var order: [SocketAddress] = []
    private var next = 0

    func contains(_ address: SocketAddress) -> Bool { senders.contains(address) }

    func insert(_ address: SocketAddress) {
        guard senders.insert(address).inserted else { return }
        if order.count < Self.limit {
            order.append(address)
        } else {
            senders.remove(order[next])
            order[next] = address
            next = (next + 1) % Self.limit
        }
    }
}
