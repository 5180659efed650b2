import WASICore
import WASIUnix

/// The note, shown when it happens and only once, that a guest was refused a use of the network for want of a rule.
///
/// Programs say "permission denied", if anything; that does not tell which option of `wasirun` would have helped.
struct NetworkRefusalNote {
    /// What the guest was granted of the file system, where the names of local sockets lead.
    var directories: RefusalNote

    /// The note, as a sentence without a full stop.
    func text(_ refusal: NetworkRefusal) -> String {
        switch refusal.attempt {
        case .resolve(let name):
            let name = shellQuoted(name).visible
            return
                "the program was refused to look up \(name); --allow-resolve \(name) allows it, and --allow-connect \(name) also to connect there"
        case .connect(let address): return text(to: "connect to", "--allow-connect", address.destination, refusal.reason)
        case .listen(let address): return text(to: "listen on", "--allow-listen", address, refusal.reason)
        }
    }

    private func text(
        to verb: String, _ option: String, _ address: SocketAddress, _ reason: NetworkRefusal.Reason
    ) -> String {
        let address = address.canonical
        let place = address.description.visible
        let refused = "the program was refused to \(verb) \(place)"
        let rule = "\(option) \(shellQuoted(rule(for: address).description).visible)"
        let grant: String? = if case .unix(.path(let path)) = address { directories.optionToReach(path) } else { nil }
        switch reason {
        case .noRule:
            // Both are missing as often as not, and the second would only be known from the next run.
            return grant.map { "\(refused); \(rule) and \($0) allow it" } ?? "\(refused); \(rule) allows it"
        case .privateAddress(let name):
            return "\(refused), which is an address of \(name.visible) but not a public one; \(rule) allows it"
        case .noDirectory:
            let start = "\(refused), which is below no granted directory"
            return grant.map { "\(start); \($0) allows it" } ?? start
        }
    }

    /// The narrowest rule that allows an address. Port 0 stands for one that the host chooses, so it is left out.
    private func rule(for address: SocketAddress) -> NetworkRule {
        if let ip = address.ip {
            let network = IPNetwork(ip, prefixLength: ip.family == .ipv4 ? 32 : 128)
            return NetworkRule(.network(network), port: address.port == 0 ? nil : address.port)
        }
        switch address {
        case .unix(.path(let path)): return NetworkRule(.path(path))
        case .unix(.abstract(let name)): return NetworkRule(.abstract(name))
        default: return NetworkRule(.any)
        }
    }
}

extension SocketAddress {
    /// The address itself, of version 4 if it only stands for such.
    fileprivate var canonical: SocketAddress {
        guard let ip, let port else { return self }
        return SocketAddress(ip.canonical, port: port)
    }
}
