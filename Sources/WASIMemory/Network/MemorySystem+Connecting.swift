public import WASICore

// Binding, listening and connecting.
extension MemorySystem {
    /// See ``WASICore/SocketCalls/bind(_:to:)``.
    ///
    /// Any address with port 0, which connecting and sending choose by themselves, needs no rule for listening if there is one for
    /// connecting; listening on it then still does.
    public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        let (_, socket) = try socket(fd, .accept)
        guard address.family == socket.family else { throw .addressFamilyNotSupported }
        let isAllowed = listening(on: address) == .allowed
        if !isAllowed {
            guard address.isUnspecified, !configuration.network.connect.isEmpty else { throw .permissionDenied }
        }
        if let endpoint = Endpoint(address) {
            // A socket of version 6 that has every address has those of version 4 too.
            try socket.perform { (network) throws(Errno) in
                try network.bind(socket.id, to: endpoint.address, port: endpoint.port)
            }
        } else if case .unix(let name) = address {
            try bind(socket, to: name)
        }
        if isAllowed { table[fd]?.isBoundByRule = true }
    }

    public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) {
        let (file, socket) = try socket(fd, .accept)
        guard socket.type == .stream else { throw .notSupported }
        let state = try socket.state()
        if state.stage == .connected || state.stage == .connecting { throw .invalidArgument }
        if !file.isBoundByRule, socket.family != .unix, listening(on: state.localAddress) != .allowed {
            throw .permissionDenied
        }
        try socket.perform { (network) throws(Errno) in try network.listen(socket.id, backlog: backlog) }
        table[fd]?.isBoundByRule = true
    }

    /// See ``WASICore/SocketCalls/connect(_:to:)``.
    ///
    /// When ``WASICore/SocketOption/sendTimeout`` has passed, a socket that blocks gets ``WASICore/Errno/nowInProgress`` too: it goes on
    /// waiting for a place in the other's queue.
    public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        let (file, socket) = try socket(fd)
        guard !file.rights.isDisjoint(with: [.read, .write]) else { throw .notCapable }
        guard address.family == socket.family else { throw .addressFamilyNotSupported }
        let state = try socket.state()
        if socket.type == .stream, state.stage == .connected || state.stage == .listening { throw .socketIsConnected }
        let address = address.destination
        try checkMaySend(to: address, file)
        switch (address, socket.type) {
        case (.unix(let name), .stream):
            // It is looked for again as long as it has to be waited for: it may be gone.
            try establish(socket, file, state) { [self] (network) throws(Errno) in
                (nil, name, try listener(at: name, in: network))
            }
        case (.unix(let name), _):
            let peer = try localSocket(name, of: .datagram)
            try socket.perform { (network) throws(Errno) in
                network.sockets[socket.id]?.peer = peer
                network.sockets[socket.id]?.peerName = name
            }
        case (_, .stream):
            guard let remote = Endpoint(address) else { throw .addressFamilyNotSupported }
            try establish(socket, file, state) { (network) throws(Errno) in
                let machine = try network.machine(at: remote.address, from: state.machine)
                try network.bindIfNeeded(
                    socket.id, to: network.source(of: state.machine, to: remote.address))
                let listener = network.socket(at: remote.address, port: remote.port, of: machine, .stream) {
                    $0.stage == .listening
                }
                return (remote, nil, listener)
            }
        default:
            guard let remote = Endpoint(address) else { throw .addressFamilyNotSupported }
            try socket.perform { (network) throws(Errno) in try network.choosePeer(socket.id, remote) }
        }
    }

    /// Connects a stream, and waits if need be.
    private func establish(
        _ socket: MemorySocket, _ file: OpenFile, _ state: SocketState,
        _ find: (inout NetworkState) throws(Errno) -> (remote: Endpoint?, name: UnixSocketName?, listener: SocketID?)
    ) throws(Errno) {
        let waits = !file.isNonBlocking
        let isDone = try socket.perform { (network) throws(Errno) in
            let (remote, name, listener) = try find(&network)
            return try network.connect(socket.id, to: remote, name, listener: listener, waits: waits)
        }
        if isDone == true { return }
        do throws(Errno) {
            _ = try waiting(for: .socket(socket), file, atMost: state.options.sendTimeout) { () throws(Errno) in
                try socket.perform { (network) throws(Errno) in try network.connectionOutcome(socket.id) }
            }
        } catch .resourceTemporarilyUnavailable {
            throw .nowInProgress
        }
    }

    public func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress { try socket(fd).1.state().localAddress }

    public func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        guard let address = try socket(fd).1.state().remoteAddress else { throw .socketNotConnected }
        return address
    }
}

extension SocketAddress {
    /// Whether it is any address, and a port that the system chooses.
    fileprivate var isUnspecified: Bool { port == 0 && ip?.canonical.isEverywhere == true }
}
