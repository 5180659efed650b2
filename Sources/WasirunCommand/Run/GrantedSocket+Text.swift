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
        return "descriptor \(descriptor.rawValue) \(verb) \(url.visible)"
    }

    /// The address as `--dial` takes it; a path is the host's.
    private var url: String {
        switch address {
        case .ipv4, .ipv6: "\(type == .datagram ? "udp" : "tcp")://\(address)"
        case .unix(let name): "\(type == .datagram ? "unix-dgram" : "unix"):\(name)"
        }
    }
}
