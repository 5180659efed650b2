import WASICore

extension NetworkState {
    /// The longest message of the internet protocol: what is left of 65535 bytes without headers.
    private static let longestMessage = 65_507

    /// A message that was taken out.
    struct ReceivedDatagram {
        let bytes: [UInt8]
        let isTruncated: Bool
        let sender: SocketAddress?
    }

    /// Chooses the peer.
    mutating func choosePeer(_ id: SocketID, _ remote: Endpoint) throws(Errno) {
        let socket = try socket(id)
        _ = try machine(at: remote.address, from: socket.machine)
        try bindIfNeeded(id, to: source(of: socket.machine, to: remote.address))
        // Who has every address shows the one that leads to the peer from now on.
        let source = source(of: socket.machine, to: remote.address)
        if sockets[id]?.local?.address.isEverywhere == true { sockets[id]?.local?.address = source }
        sockets[id]?.remote = remote
    }

    /// Sends a message over the internet protocol.
    mutating func sendMessage(_ id: SocketID, _ bytes: [UInt8], to target: Endpoint?) throws(Errno) {
        let socket = try socket(id)
        if let error = try pendingError(id) { throw error }
        if socket.isSendShut { throw .brokenPipe }
        guard let destination = target ?? socket.remote else { throw .destinationAddressRequired }
        if bytes.count > min(Self.longestMessage, max(socket.options.sendBufferSize, 65_536)) { throw .messageTooLong }
        if destination.address.kind == .broadcast, !socket.options.flags.contains(.broadcast) { throw .permissionDenied }
        let machine = try machine(at: destination.address, from: socket.machine)
        try bindIfNeeded(id, to: socket.family == .ipv6 ? .v6(.any) : .v4(.any))
        guard var origin = sockets[id]?.local else { throw .addressInUse }
        if origin.address.isEverywhere { origin.address = source(of: socket.machine, to: destination.address) }
        let receiver = self.socket(
            at: destination.address, port: destination.port, of: machine, .datagram
        ) { $0.family != .unix && ($0.remote == nil || $0.remote == origin) }
        guard let receiver, let other = sockets[receiver] else {
            // The receiver's machine answers that nobody is there; only one who has a peer is told.
            if socket.remote != nil {
                sockets[id]?.error = .connectionRefused
                signal(id)
            }
            return
        }
        _ = deliver(SocketState.Message(bytes: bytes, sender: origin.shown(in: other.family)), to: receiver)
    }

    /// Sends a message to a local socket; `nil` if it has no room yet.
    mutating func sendLocally(_ id: SocketID, _ bytes: [UInt8], to target: SocketID?) throws(Errno) -> Bool? {
        let socket = try socket(id)
        if let error = try pendingError(id) { throw error }
        if socket.isSendShut { throw .brokenPipe }
        if target == nil, socket.peerName == nil { throw .socketNotConnected }
        guard let receiver = target ?? socket.peer, let other = sockets[receiver] else { throw .connectionRefused }
        if bytes.count > socket.options.sendBufferSize { throw .messageTooLong }
        if let peer = other.peer, peer != id { throw .notPermitted }
        if other.isReceiveShut { throw .brokenPipe }
        if deliver(SocketState.Message(bytes: bytes, sender: .unix(socket.name)), to: receiver) { return true }
        sockets[receiver]?.blockedSenders.insert(id)
        return nil
    }

    /// Puts a message into a socket's queue, if it has room.
    private mutating func deliver(_ message: SocketState.Message, to id: SocketID) -> Bool {
        guard let socket = sockets[id] else { return false }
        let room = SocketState.room(of: message)
        // One message always has room for its overhead.
        let isEmpty = messages[id]?.isEmpty != false
        if !isEmpty || message.bytes.count > socket.options.receiveBufferSize,
            socket.messageBytes + room > socket.options.receiveBufferSize
        {
            return false
        }
        messages[id, default: []].append(message)
        sockets[id]?.messageBytes += room
        signal(id)
        return true
    }

    /// Takes a message out; `nil` if there is none yet.
    mutating func receiveMessage(_ id: SocketID, atMost limit: Int, peek: Bool) throws(Errno) -> ReceivedDatagram? {
        let socket = try socket(id)
        if let error = try pendingError(id) { throw error }
        guard let message = messages[id]?.first else {
            return socket.isReceiveShut ? ReceivedDatagram(bytes: [], isTruncated: false, sender: nil) : nil
        }
        if !peek {
            messages[id]?.removeFirst()
            sockets[id]?.messageBytes -= SocketState.room(of: message)
            sockets[id]?.blockedSenders = []
            for sender in socket.blockedSenders { signal(sender) }
        }
        return ReceivedDatagram(
            bytes: Array(message.bytes.prefix(limit)), isTruncated: message.bytes.count > limit, sender: message.sender)
    }

    mutating func datagramReadiness(_ id: SocketID, _ socket: SocketState, _ type: EventType) -> Readiness? {
        if type == .read {
            if let message = messages[id]?.first { return Readiness(byteCount: UInt64(message.bytes.count)) }
            return socket.error != nil || socket.isReceiveShut ? Readiness() : nil
        }
        // A local socket waits for the room of its peer.
        if socket.family == .unix, let peer = socket.peer, let other = sockets[peer], messages[peer]?.isEmpty == false,
            other.messageBytes >= other.options.receiveBufferSize
        {
            sockets[peer]?.blockedSenders.insert(id)
            return nil
        }
        return Readiness()
    }
}
