import WASICore

/// A socket's number in its network.
struct SocketID: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt64
}

/// What a local name leads to.
enum LocalKey: Hashable, Sendable {
    /// A socket's file.
    case node(device: UInt64, NodeID)
    case abstract(machine: UInt64, String)
}

/// An address of the internet protocol in its plain form, and a port.
struct Endpoint: Hashable, Sendable {
    var address: IPAddress
    var port: UInt16

    func shown(in family: AddressFamily) -> SocketAddress { SocketAddress(address.shown(in: family), port: port) }
}

/// Everything that is known of one socket.
struct SocketState: Sendable {
    /// How far a socket has come.
    enum Stage: Sendable {
        /// Nobody is at the other end.
        case fresh
        /// It waits for a place in the other's queue, or it has failed to connect and ``error`` says why.
        case connecting
        case connected
        case listening
    }

    /// A datagram on its way.
    struct Message: Sendable {
        let bytes: [UInt8]
        let sender: SocketAddress
    }

    let family: AddressFamily
    let type: SocketType
    let machine: UInt64
    var stage = Stage.fresh
    var options = SocketOptions()
    /// Of the internet protocol, where it is.
    var local: Endpoint?
    /// Where its peer is, of datagrams too.
    var remote: Endpoint?
    /// Of a local socket, its name, and that of its peer as it has called it.
    var name = UnixSocketName.unnamed
    var key: LocalKey?
    var peerName: UnixSocketName?
    /// The other end of a connection, or of local datagrams.
    var peer: SocketID?
    /// Why something has failed that nobody waited for.
    var error: Errno?
    var watchers = Watchers()

    // Of a connection. What has come is in the network's `incoming`, so that a copy of this holds none of it.
    /// The peer sends no more.
    var isEnded = false
    /// The peer is gone.
    var isPeerClosed = false
    /// The peer has been sent to since.
    var hasSentToClosed = false
    var isReceiveShut = false
    var isSendShut = false

    // Of one that listens.
    var backlog = 0
    /// Connections that nobody has accepted yet.
    var queue: [SocketID] = []
    /// Sockets that wait for a place in the queue.
    var waiting: [SocketID] = []
    /// Of one that waits so, the socket that listens.
    var listener: SocketID?

    // Of datagrams. They are in the network's `messages`.
    var messageBytes = 0
    /// Who has waited for room here.
    var blockedSenders: Set<SocketID> = []

    init(_ family: AddressFamily, _ type: SocketType, machine: UInt64) {
        self.family = family
        self.type = type
        self.machine = machine
    }

    /// The socket's own address.
    var localAddress: SocketAddress {
        switch family {
        case .unix: .unix(name)
        case .ipv6: local?.shown(in: .ipv6) ?? .ipv6(.any, port: 0)
        default: local?.shown(in: .ipv4) ?? .ipv4(.any, port: 0)
        }
    }

    /// The peer's address.
    var remoteAddress: SocketAddress? {
        if type == .stream, stage != .connected { return nil }
        if family == .unix { return peerName.map(SocketAddress.unix) }
        return remote?.shown(in: family)
    }

    /// Whether both directions are over.
    var isHungUp: Bool {
        if family == .unix, isPeerClosed { return true }
        return (isEnded || isReceiveShut) && (isSendShut || hasSentToClosed)
    }

    /// What a datagram takes in a receiver's memory.
    static func room(of message: Message) -> Int { message.bytes.count + 256 }
}

/// What has been set on a socket.
struct SocketOptions: Sendable {
    /// The flags that are on.
    var flags: Set<SocketOption> = []
    var sendBufferSize = 65_536
    var receiveBufferSize = 65_536
    var lowWatermark: Int32 = 1
    var linger: Timestamp?
    var receiveTimeout: Timestamp?
    var sendTimeout: Timestamp?

    /// The least and the most that a buffer can be; what is asked for beyond is cut, as hosts do.
    static let bufferSizes = 1_024...262_144
}
