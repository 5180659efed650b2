public import WASICore

extension UnixSystem {
    /// See ``WASICore/SocketCalls/lookUp(_:limit:)``.
    ///
    /// Numeric addresses, `localhost` and the names below it, and this machine's own addresses are answered without asking anybody
    /// and need no rule. The call takes at most 15 seconds. It gives at most 256 answers.
    public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        guard limit > 0 else { throw .invalidArgument }
        var asked: DomainName?
        let answers = try nameResolver.answers(to: query) { name throws(Errno) in
            guard configuration.network.resolves(name.text) else {
                noteNetworkRefusal(.resolve(name.text), .noRule)
                throw .permissionDenied
            }
            asked = name
        }
        // What the guest has been told is what it will connect to.
        if let asked, configuration.network.hasRule(for: asked) {
            ruleNames.add(answers.compactMap(\.address.ip), to: asked.text, at: Syscall.monotonicTime())
        }
        return Array(answers.prefix(limit))
    }

    /// What the policy decides with the addresses that the names in its rules have: those that are remembered, and if they are not
    /// enough, those that are found now.
    ///
    /// - Throws: ``WASICore/Errno/canceled`` when the system was interrupted while it looked a name up.
    func deciding(
        _ decide: ((String) -> [IPAddress]) -> NetworkPolicy.Decision
    ) throws(Errno) -> NetworkPolicy.Decision {
        let now = Syscall.monotonicTime()
        var isAnyDue = false
        let decision = decide { name in
            isAnyDue = isAnyDue || ruleNames.isDue(name, at: now)
            return ruleNames.addresses(of: name, at: now)
        }
        if decision == .allowed || !isAnyDue { return decision }

        var failure: Errno?
        let better = decide { name in
            do throws(Errno) {
                if failure == nil { return try addresses(ofRuleName: name) }
            } catch {
                failure = error
            }
            return []
        }
        if better != .allowed, let failure { throw failure }
        return better
    }

    /// The addresses of a name among the rules: those that were found in the last ten minutes.
    ///
    /// - Parameter name: In small letters, without a dot at the end.
    /// - Throws: ``WASICore/Errno/canceled``. A failed look-up gives what is known from before.
    private func addresses(ofRuleName name: String) throws(Errno) -> [IPAddress] {
        if ruleNames.isDue(name, at: Syscall.monotonicTime()), let domain = DomainName(name) {
            var found: [IPAddress]?
            do throws(Errno) {
                found = try nameResolver.addresses(of: domain, .unspecified).addresses
            } catch .canceled {
                throw .canceled
            } catch .unknownName {
                found = []
            } catch .noAddress {
                found = []
            } catch {}
            ruleNames.noteAsking(name, hasFailed: found == nil, at: Syscall.monotonicTime())
            ruleNames.add(found ?? [], to: name, at: Syscall.monotonicTime())
        }
        return ruleNames.addresses(of: name, at: Syscall.monotonicTime())
    }

    /// Answers a query for the embedder, which needs no permission. Waits without being interruptible.
    static func resolve(_ query: AddressQuery, nameServers: [SocketAddress]) throws(Errno) -> [AddressInfo] {
        let waiter = ThreadWaiter(wake: try WakeDescriptor())
        return try NameResolver(nameServers: nameServers, waiter: waiter).answers(to: query) { _ in }
    }

    private var nameResolver: NameResolver { NameResolver(nameServers: configuration.nameServers, waiter: waiter) }
}

extension NetworkPolicy {
    /// Whether a rule of addresses names it.
    fileprivate func hasRule(for name: DomainName) -> Bool {
        (connect + listen).contains { rule in
            if case .name(let other) = rule.target { DomainName(other) == name } else { false }
        }
    }
}
