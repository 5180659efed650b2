import WASICore
import WASIUnix

extension GrantedSocket {
    /// What `--print-listen` says of it: `descriptor 3 listens at tcp://127.0.0.1:40123`.
    ///
    /// - Parameter source: How it was asked for.
    func text(_ source: SocketGrant.Source) -> String {
        let verb =
            switch source {
            case .listen: type == .stream ? "listens at" : "receives at"
            case .dial: "is connected from"
            case .descriptor: "is at"
            }
        return "descriptor \(descriptor.rawValue) \(verb) \(url(source).visible)"
    }

    private func url(_ source: SocketGrant.Source) -> String {
        switch address {
        case .ipv4, .ipv6: return "\(type == .datagram ? "udp" : "tcp")://\(address)"
        case .unix(let name):
            // The path is the host's, and known from the option where there was one.
            if case .listen(let endpoint) = source, case .path = endpoint.place {
                return endpoint.withoutOptions.description
            }
            return "\(type == .datagram ? "unix-dgram" : "unix"):\(name)"
        }
    }
}

extension SocketEndpoint {
    fileprivate var withoutOptions: SocketEndpoint { SocketEndpoint(place, type: type) }
}
