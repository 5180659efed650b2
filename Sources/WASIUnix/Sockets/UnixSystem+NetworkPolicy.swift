import WASICore

// What a guest may reach: every call that leads to an address asks here, about the address that is then handed to the host.
extension UnixSystem {
    /// Fails unless the guest may connect or send to an address.
    ///
    /// - Throws: ``WASICore/Errno/permissionDenied``; ``WASICore/Errno/canceled`` when the system was interrupted while it looked the name
    ///   of a rule up.
    func checkMayConnect(to address: SocketAddress) throws(Errno) {
        if isEveryDestinationAllowed { return }
        let decision = try deciding { configuration.network.connecting(to: address, addresses: $0) }
        if decision != .allowed { throw refuse(.connect(address), decision) }
    }

    /// Fails unless the guest may listen on an address.
    ///
    /// - Throws: As ``checkMayConnect(to:)``.
    func checkMayListen(on address: SocketAddress) throws(Errno) {
        let decision = try listening(on: address)
        if decision != .allowed { throw refuse(.listen(address), decision) }
    }

    /// What the policy says about listening on an address.
    func listening(on address: SocketAddress) throws(Errno) -> NetworkPolicy.Decision {
        try deciding { configuration.network.listening(on: address, addresses: $0) }
    }

    /// Notes a refusal by the policy, and gives the error for it.
    @inline(never)
    func refuse(_ attempt: NetworkRefusal.Attempt, _ decision: NetworkPolicy.Decision) -> Errno {
        if case .privateAddress(let name) = decision {
            noteNetworkRefusal(attempt, .privateAddress(name: name))
        } else {
            noteNetworkRefusal(attempt, .noRule)
        }
        return .permissionDenied
    }

    /// Notes the first use of the network that was refused for want of a grant, and tells of it.
    @inline(never)
    func noteNetworkRefusal(_ attempt: NetworkRefusal.Attempt, _ reason: NetworkRefusal.Reason) {
        guard firstNetworkRefusal == nil else { return }
        let refusal = NetworkRefusal(attempt, reason)
        firstNetworkRefusal = refusal
        onNetworkRefusal?(refusal)
    }
}

extension NetworkPolicy {
    /// Whether every address and every name may be connected to, so that none need be looked at.
    var isEveryDestinationAllowed: Bool { connect.contains { $0.target == .any && $0.port == nil } }
}
