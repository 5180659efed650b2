import WASICore

/// Asks name servers for the addresses of a name.
///
/// Written here because nothing else will do: `getaddrinfo` takes no servers, `res_nquery` waits where it cannot be interrupted
/// and differs on each platform, and a library would be the project's largest dependency. It is a stub resolver: the servers
/// follow aliases and other servers. It does not read `/etc/hosts`, appends no domain, and remembers nothing.
struct DNSClient {
    let servers: [SocketAddress]
    let waiter: any Waiter

    /// How long a server is waited for, each time that it is asked: less the first time, since another one may know.
    var patience: [Timestamp] = [.nanoseconds(2_000_000_000), .nanoseconds(5_000_000_000)]

    /// Finds the addresses of the versions wanted.
    ///
    /// - Throws: ``WASICore/Errno/unknownName``, ``WASICore/Errno/noAddress``, ``WASICore/Errno/lookUpFailedForNow``,
    ///   ``WASICore/Errno/lookUpFailed``, ``WASICore/Errno/canceled``.
    func addresses(
        of name: DomainName, _ kinds: [DNSQuestion.Kind], until deadline: Timestamp
    ) throws(Errno) -> HostAnswer {
        var missing = kinds.map { DNSQuestion(name, $0) }
        var answer = HostAnswer(name: name.text)
        var isUnknown = false
        var isUnavailable = true
        for patience in patience {
            for server in servers {
                guard Syscall.monotonicTime() < deadline else { throw .lookUpFailedForNow }
                let end = min(Syscall.monotonicTime() + patience, deadline)
                let replies = try DNSExchange(server, waiter).ask(missing, until: end)
                for (question, reply) in replies {
                    switch reply {
                    case .addresses(let found, let proper):
                        answer.addresses += found
                        if !found.isEmpty, let proper = proper.domain { answer.name = proper.text }
                        missing.removeAll { $0 == question }
                    case .unknownName:
                        isUnknown = true
                        missing.removeAll { $0 == question }
                    // 5: the server does not serve us, and will not a second later.
                    case .failed(let code): isUnavailable = code == 5 && isUnavailable
                    case .foreign, .truncated: isUnavailable = false
                    }
                }
                // If one version is known, the other is not waited for at further servers. Some servers deny names of which they
                // have the other version, so that addresses count for more.
                if !answer.addresses.isEmpty { return answer }
                if isUnknown { throw .unknownName }
                if missing.isEmpty { throw .noAddress }
            }
        }
        throw isUnavailable ? .lookUpFailed : .lookUpFailedForNow
    }
}
