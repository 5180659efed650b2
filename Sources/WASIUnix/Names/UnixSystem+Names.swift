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
    /// The guest does not know that it waits for a look-up, which may be that of another name than its own. So all of it together
    /// takes five seconds at most.
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

        let end = now + .nanoseconds(5_000_000_000)
        var failure: Errno?
        let better = decide { name in
            do throws(Errno) {
                if failure == nil { return try addresses(ofRuleName: name, until: end) }
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
    private func addresses(ofRuleName name: String, until end: Timestamp) throws(Errno) -> [IPAddress] {
        let now = Syscall.monotonicTime()
        if now < end, ruleNames.isDue(name, at: now), let domain = DomainName(name) {
            var found: [IPAddress]?
            do throws(Errno) {
                found = try nameResolver.addresses(of: domain, .unspecified, limit: end - now).addresses
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
        let waiter = ThreadWaiter(wake: WakeDescriptor())
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
