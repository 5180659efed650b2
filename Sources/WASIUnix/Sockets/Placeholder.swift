public import WASICore

// Stands in for what is being written on another branch; gone before anything lands.
extension UnixSystem {
    public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] { throw .notSupported }

    func addresses(ofRuleName name: String) -> [IPAddress] { [] }
}

extension NetworkPolicy {
    enum Decision: Hashable, Sendable { case allowed, refused, privateAddress(name: String) }

    func connecting(to address: SocketAddress, addresses: (String) -> [IPAddress]) -> Decision { decide(connect, address) }

    func listening(on address: SocketAddress, addresses: (String) -> [IPAddress]) -> Decision { decide(listen, address) }

    private func decide(_ rules: [NetworkRule], _ address: SocketAddress) -> Decision {
        let isAllowed = rules.contains { rule in
            if let port = rule.port, port != address.port { return false }
            return switch (rule.target, address) {
            case (.any, _): true
            case (.anyAddress, _): address.ip != nil
            case (.network(let network), _): network.address == address.ip?.canonical
            case (.name("localhost"), _): address.ip?.canonical == .v4(.loopback) || address.ip == .v6(.loopback)
            case (.path(nil), .unix(.path)): true
            case (.path(let path?), .unix(.path(let other))): path == other
            case (.abstract(let name), .unix(.abstract(let other))): name == other
            default: false
            }
        }
        return isAllowed ? .allowed : .refused
    }
}

extension SocketAddress {
    var destination: SocketAddress {
        switch self {
        case .ipv4(.any, let port): .ipv4(.loopback, port: port)
        case .ipv6(let address, let port) where address.high == 0 && address.low == 0: .ipv6(.loopback, port: port)
        case .ipv6(let address, let port) where address.mapped == .any: .ipv6(IPv6Address(mapping: .loopback), port: port)
        default: self
        }
    }
}

extension SocketEndpoint: CustomStringConvertible {
    public var description: String {
        switch place {
        case .internet(let host, let service, _): "\(host.contains(":") ? "[\(host)]" : host):\(service)"
        case .path(let path): path
        case .abstract(let name): "@\(name)"
        }
    }
}
