import WASICore

/// A kind of socket: cases that hold for several are written once.
struct SocketKind: Hashable, Sendable, CustomStringConvertible {
    let family: AddressFamily
    let type: SocketType

    static let ipv4Streams = SocketKind(family: .ipv4, type: .stream)
    static let ipv6Streams = SocketKind(family: .ipv6, type: .stream)
    static let unixStreams = SocketKind(family: .unix, type: .stream)
    static let ipv4Datagrams = SocketKind(family: .ipv4, type: .datagram)
    static let ipv6Datagrams = SocketKind(family: .ipv6, type: .datagram)
    static let unixDatagrams = SocketKind(family: .unix, type: .datagram)

    /// TCP.
    static let internetStreams = [ipv4Streams, ipv6Streams]
    /// UDP.
    static let internetDatagrams = [ipv4Datagrams, ipv6Datagrams]
    static let internet = internetStreams + internetDatagrams
    static let streams = internetStreams + [unixStreams]
    static let datagrams = internetDatagrams + [unixDatagrams]
    static let all = streams + datagrams

    /// Names of cases begin with it: `IPv4 stream sockets`.
    var description: String {
        let family =
            switch self.family {
            case .ipv4: "IPv4"
            case .ipv6: "IPv6"
            default: "Unix"
            }
        return "\(family) \(type == .stream ? "stream" : "datagram") sockets"
    }

    /// What a system must have.
    var needs: Set<ConformanceFeature> {
        switch family {
        case .ipv6: [.sockets, .ipv6]
        case .unix: [.sockets, .unixSockets, .files]
        default: [.sockets]
        }
    }

    var fileType: FileType { type == .stream ? .streamSocket : .datagramSocket }

    /// The protocol below.
    var `protocol`: SocketProtocol { family == .unix ? .any : type == .stream ? .tcp : .udp }

    /// The other type of the same family.
    var otherType: SocketKind { SocketKind(family: family, type: type == .stream ? .datagram : .stream) }

    /// The address of a port on the loopback interface.
    func loopback(port: UInt16 = 0) -> SocketAddress {
        family == .ipv6 ? .ipv6(.loopback, port: port) : .ipv4(.loopback, port: port)
    }

    /// All addresses of the machine.
    func everywhere(port: UInt16 = 0) -> SocketAddress {
        family == .ipv6 ? .ipv6(.any, port: port) : .ipv4(.any, port: port)
    }

    /// An address that no machine has: networks for documentation, RFC 5737 and RFC 3849.
    var nowhere: SocketAddress {
        family == .ipv6
            ? .ipv6(IPv6Address(high: 0x2001_0db8_0000_0000, low: 1), port: 0) : .ipv4(IPv4Address(192, 0, 2, 1), port: 0)
    }

    /// An address of the other version of the internet protocol.
    func foreign(port: UInt16 = 0) -> SocketAddress {
        family == .ipv4 ? .ipv6(.loopback, port: port) : .ipv4(.loopback, port: port)
    }

    /// A case about sockets of this kind, with all of the network.
    func holds(
        _ sentence: String, needs: Set<ConformanceFeature> = [], lacks: Set<ConformanceFeature> = [],
        _ body: @escaping @Sendable (Guest) throws -> Void
    ) -> ConformanceCase {
        let needs = lacks.isEmpty ? needs.union(self.needs) : needs.union([.sockets])
        var request = SystemRequest()
        request.network = .everything
        if needs.contains(.files) { request.root = SystemRequest.Root([.file("file", "content")]) }
        return ConformanceCase(
            "\(self) \(sentence)", .sockets, needs: needs, lacks: lacks, request: request, body)
    }
}

extension SocketAddress {
    /// As people write it, for messages.
    var text: String {
        switch self {
        case .ipv4(let address, let port):
            let bytes = [24, 16, 8, 0].map { String(address.rawValue >> $0 & 0xff) }
            return bytes.joined(separator: ".") + ":\(port)"
        case .ipv6(let address, let port):
            let parts = [address.high, address.low].flatMap { half in
                [48, 32, 16, 0].map { String(half >> UInt64($0) & 0xffff, radix: 16) }
            }
            return "[" + parts.joined(separator: ":") + "]:\(port)"
        case .unix(.unnamed): return "an unnamed socket"
        case .unix(.path(let path)): return path
        case .unix(.abstract(let name)): return "@" + name
        }
    }
}
