import WASICore
import WASIHost

extension NetworkPolicy {
    /// What `--net` and the options `--allow-…` allow together.
    init(_ options: NetworkOptions) throws(CommandFailure) {
        self = options.allowsEverything ? .everything : .none
        connect += try rules(options.connectRules, "--allow-connect")
        listen += try rules(options.listenRules, "--allow-listen")
        for name in parts(options.resolveRules) {
            do throws(NetworkRuleError) {
                resolve.append(try NameRule(name))
            } catch {
                throw .usage("--allow-resolve \(error)")
            }
        }
    }
}

private func rules(_ values: [String], _ option: String) throws(CommandFailure) -> [NetworkRule] {
    var rules: [NetworkRule] = []
    for text in parts(values) {
        do throws(NetworkRuleError) {
            rules.append(try NetworkRule(text))
        } catch {
            throw .usage("\(option) \(error)")
        }
    }
    return rules
}

/// An option's values, of which each may hold several between commas.
private func parts(_ values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
}

extension SocketAddress {
    /// Understands the value of `--dns-server`: an address, with or without a port. A name would need a name server itself.
    init(nameServer argument: String) throws(CommandFailure) {
        let isInBrackets = argument.hasPrefix("[") && argument.hasSuffix("]")
        if let address = IPAddress(isInBrackets ? String(argument.dropFirst().dropLast()) : argument) {
            self = SocketAddress(address, port: 53)
        } else if let address = SocketAddress(argument), let port = address.port, port > 0 {
            self = address
        } else {
            throw .usage(
                "--dns-server \"\(argument.visible)\" is no name server's address; write for example 192.0.2.1, 192.0.2.1:5353 or [2001:db8::1]:53"
            )
        }
    }
}

extension SocketFunctions {
    /// Understands the value of `--sockets`.
    init(argument: String) throws(CommandFailure) {
        guard let choice = SocketFunctions(rawValue: argument.lowercased()) else {
            throw .usage(
                "\"\(argument.visible)\" is not a set of socket calls: --sockets takes auto, none, wasmedgev1, wasmedgev2 or path_open"
            )
        }
        self = choice
    }
}
