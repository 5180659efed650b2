import WASICore

extension NetworkState {
    /// Takes what a connection has; none at the end, `nil` if there may be something later.
    mutating func receive(_ id: SocketID, atMost limit: Int, peek: Bool) throws(Errno) -> [UInt8]? {
        let socket = try socket(id)
        guard socket.stage == .connected else { throw try pendingError(id) ?? .socketNotConnected }
        if limit == 0 { return [] }
        if incoming[id]?.isEmpty == false {
            if peek { return incoming[id]?.first(limit) }
            let bytes = incoming[id]?.take(limit)
            signal(socket.peer)
            return bytes
        }
        if let error = try pendingError(id) { throw error }
        return socket.isEnded || socket.isReceiveShut ? [] : nil
    }

    /// Hands over what the other end has room for; `nil` if it has none yet.
    mutating func send(_ id: SocketID, _ bytes: ArraySlice<UInt8>) throws(Errno) -> Int? {
        let socket = try socket(id)
        if let error = try pendingError(id) { throw error }
        guard socket.stage == .connected else { throw .socketNotConnected }
        if socket.isSendShut { throw .brokenPipe }
        guard let peer = socket.peer, let other = sockets[peer] else {
            if socket.family == .unix || socket.hasSentToClosed { throw .brokenPipe }
            // Only its answer tells that nobody is there any more.
            sockets[id]?.hasSentToClosed = true
            signal(id)
            return bytes.count
        }
        if other.isReceiveShut {
            if socket.family == .unix { throw .brokenPipe }
            return bytes.count
        }
        if bytes.isEmpty { return 0 }
        let room = roomToSend(socket, peer, other)
        if room <= 0 { return nil }
        let part = bytes.prefix(room)
        incoming[peer, default: ByteQueue()].append(part)
        signal(peer)
        return part.count
    }

    /// How many bytes can be on their way: both ends keep some.
    private func roomToSend(_ socket: SocketState, _ peer: SocketID, _ other: SocketState) -> Int {
        socket.options.sendBufferSize + other.options.receiveBufferSize - (incoming[peer]?.count ?? 0)
    }

    /// The error that is pending, which is not afterwards.
    mutating func pendingError(_ id: SocketID) throws(Errno) -> Errno? {
        let error = try socket(id).error
        if error != nil { sockets[id]?.error = nil }
        return error
    }

    // MARK: - Polling

    /// How ready a socket is; `nil` if it is not.
    mutating func readiness(_ id: SocketID, _ type: EventType) -> Readiness? {
        guard let socket = sockets[id] else { return nil }
        if socket.type == .datagram { return datagramReadiness(id, socket, type) }
        switch socket.stage {
        case .fresh: return nil
        case .connecting: return socket.listener == nil ? Readiness(isHangup: true) : nil
        case .listening: return type == .read && !socket.queue.isEmpty ? Readiness() : nil
        case .connected: break
        }
        if type == .read {
            let count = incoming[id]?.count ?? 0
            let isOver = socket.isEnded || socket.isReceiveShut || socket.error != nil
            let wanted = min(Int(socket.options.lowWatermark), socket.options.receiveBufferSize)
            guard isOver || count >= max(wanted, 1) else { return nil }
            return Readiness(byteCount: UInt64(count), isHangup: socket.isHungUp || socket.isEnded && count == 0)
        }
        let isOver = socket.isSendShut || socket.isPeerClosed || socket.error != nil
        if !isOver, let peer = socket.peer, let other = sockets[peer], roomToSend(socket, peer, other) <= 0 { return nil }
        return Readiness(isHangup: socket.isHungUp)
    }
}
