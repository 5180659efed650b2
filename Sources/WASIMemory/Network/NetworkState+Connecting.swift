import WASICore

extension NetworkState {
    /// The most connections that wait to be accepted.
    private static let maximumBacklog = 128

    mutating func listen(_ id: SocketID, backlog: Int32) throws(Errno) {
        let socket = try socket(id)
        if socket.stage == .connected || socket.stage == .connecting { throw .invalidArgument }
        if socket.family == .unix {
            if socket.key == nil { throw .invalidArgument }
        } else {
            try bindIfNeeded(id, to: socket.family == .ipv6 ? .v6(.any) : .v4(.any))
            guard let local = sockets[id]?.local else { throw .addressInUse }
            // Two may share an address only as long as neither listens.
            for other in ports[PortKey(machine: socket.machine, type: .stream, port: local.port)] ?? [] where other != id {
                guard let rival = sockets[other], rival.stage == .listening else { continue }
                if rival.local?.address.overlaps(local.address) == true { throw .addressInUse }
            }
        }
        let limit = Int(backlog)
        sockets[id]?.backlog = limit < 0 || limit > Self.maximumBacklog ? Self.maximumBacklog : limit
        sockets[id]?.stage = .listening
        admit(to: id)
    }

    /// Takes a connection that waits; `nil` if there is none.
    mutating func accept(_ id: SocketID) throws(Errno) -> SocketID? {
        let socket = try socket(id)
        if socket.type == .datagram { throw .notSupported }
        guard socket.stage == .listening else { throw .invalidArgument }
        guard !socket.queue.isEmpty else { return nil }
        let connection = sockets[id]?.queue.removeFirst()
        admit(to: id)
        return connection
    }

    /// Lets those who wait into the queue, as far as there is room.
    private mutating func admit(to listener: SocketID) {
        while let socket = sockets[listener], socket.queue.count <= socket.backlog, let next = socket.waiting.first {
            sockets[listener]?.waiting.removeFirst()
            sockets[next]?.listener = nil
            establish(next, with: listener)
            signal(next)
        }
    }

    /// Connects a stream.
    ///
    /// - Parameters:
    ///   - listener: Who listens there, if anybody does.
    ///   - waits: Whether the caller will wait if it has to.
    /// - Returns: Whether it is connected; `nil` if it has to wait.
    mutating func connect(
        _ id: SocketID, to remote: Endpoint?, _ name: UnixSocketName?, listener: SocketID?, waits: Bool
    ) throws(Errno) -> Bool? {
        let socket = try socket(id)
        switch socket.stage {
        case .connected, .listening: throw .socketIsConnected
        case .connecting:
            if socket.listener != nil {
                if waits { return nil }
                throw .alreadyInProcess
            }
            sockets[id]?.stage = .fresh
            if let error = socket.error {
                sockets[id]?.error = nil
                throw error
            }
        case .fresh: break
        }
        sockets[id]?.remote = remote
        sockets[id]?.peerName = name
        let isInternet = socket.family != .unix
        guard let listener, let target = sockets[listener] else {
            // Who does not wait learns it by the next look, as over a real network.
            if !isInternet || waits { throw .connectionRefused }
            sockets[id]?.stage = .connecting
            sockets[id]?.error = .connectionRefused
            signal(id)
            throw .nowInProgress
        }
        if target.queue.count > target.backlog {
            if !isInternet, !waits { throw .resourceTemporarilyUnavailable }
            sockets[id]?.stage = .connecting
            sockets[id]?.listener = listener
            sockets[listener]?.waiting.append(id)
            if waits { return nil }
            throw .nowInProgress
        }
        establish(id, with: listener)
        if isInternet, !waits { throw .nowInProgress }
        return true
    }

    /// How an attempt to connect has ended; `nil` if it has not.
    mutating func connectionOutcome(_ id: SocketID) throws(Errno) -> Bool? {
        let socket = try socket(id)
        if socket.stage == .connected { return true }
        if socket.listener != nil { return nil }
        sockets[id]?.stage = .fresh
        sockets[id]?.error = nil
        throw socket.error ?? .connectionRefused
    }

    /// Makes the other end of a connection, which waits to be accepted.
    private mutating func establish(_ client: SocketID, with listener: SocketID) {
        guard let one = sockets[client], let other = sockets[listener] else { return }
        var end = SocketState(other.family, .stream, machine: other.machine)
        end.stage = .connected
        end.peer = client
        end.options = other.options
        end.name = other.name
        end.peerName = one.name
        // Its port is that of the socket that listens, which goes on having it.
        end.local = one.remote
        end.remote = one.local
        let id = add(end)
        sockets[client]?.stage = .connected
        sockets[client]?.peer = id
        sockets[client]?.error = nil
        sockets[listener]?.queue.append(id)
        signal(listener)
    }

    // MARK: - Ending

    mutating func shutdown(_ id: SocketID, _ directions: ShutdownDirections) throws(Errno) {
        let socket = try socket(id)
        let isConnected = socket.type == .stream ? socket.stage == .connected : socket.remoteAddress != nil
        guard isConnected else { throw .socketNotConnected }
        if directions.contains(.receive) { sockets[id]?.isReceiveShut = true }
        if directions.contains(.send) {
            sockets[id]?.isSendShut = true
            if socket.type == .stream, let peer = socket.peer { sockets[peer]?.isEnded = true }
        }
        signal(id)
        signal(socket.peer)
    }

    mutating func close(_ id: SocketID) {
        guard let socket = sockets.removeValue(forKey: id) else { return }
        let isUnread = incoming.removeValue(forKey: id)?.isEmpty == false
        messages[id] = nil
        unplace(id, socket)
        if let key = socket.key, locals[key] == id { locals[key] = nil }
        if let listener = socket.listener { sockets[listener]?.waiting.removeAll { $0 == id } }
        for waiting in socket.waiting {
            sockets[waiting]?.listener = nil
            sockets[waiting]?.error = .connectionRefused
            signal(waiting)
        }
        // Connections that nobody has accepted are thrown out.
        for connection in socket.queue {
            sockets[connection]?.options.linger = .zero
            close(connection)
        }
        for sender in socket.blockedSenders { signal(sender) }
        guard socket.type == .stream, let peer = socket.peer else { return }
        sockets[peer]?.isEnded = true
        sockets[peer]?.isPeerClosed = true
        let isThrownOut = socket.options.linger == .zero && socket.family != .unix
        if isThrownOut || isUnread {
            sockets[peer]?.error = .connectionReset
            sockets[peer]?.hasSentToClosed = true
        }
        signal(peer)
    }
}
