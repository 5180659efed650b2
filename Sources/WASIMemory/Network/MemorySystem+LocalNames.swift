import WASICore

// Names of local sockets. A path is resolved beneath the guest's directories like every other, and the network knows the file.
extension MemorySystem {
    /// Longer names no host takes.
    private static var nameLimit: Int { 107 }

    /// Gives a socket a name, and makes its file.
    func bind(_ socket: MemorySocket, to name: UnixSocketName) throws(Errno) {
        if try socket.state().key != nil { throw .invalidArgument }
        let key: LocalKey
        switch name {
        case .unnamed: throw .invalidArgument
        case .abstract(let text): key = try abstractKey(text)
        case .path(let path): key = try makeNode(at: path, socket.type)
        }
        try socket.perform { (network) throws(Errno) in
            if network.locals[key] != nil { throw .addressInUse }
            network.locals[key] = socket.id
            network.sockets[socket.id]?.key = key
            network.sockets[socket.id]?.name = name
        }
    }

    /// The socket that has a name.
    ///
    /// - Throws: ``WASICore/Errno/connectionRefused``, ``WASICore/Errno/protocolWrongTypeForSocket`` for one of the other type.
    func localSocket(_ name: UnixSocketName, of type: SocketType) throws(Errno) -> SocketID {
        let key = try key(name)
        return try configuration.machine.network.perform { (network) throws(Errno) in
            guard let id = network.locals[key], let socket = network.sockets[id] else { throw .connectionRefused }
            guard socket.type == type else { throw .protocolWrongTypeForSocket }
            return id
        }
    }

    /// The socket that listens under a name.
    func listener(at name: UnixSocketName, in network: NetworkState) throws(Errno) -> SocketID? {
        guard let id = network.locals[try key(name)], let socket = network.sockets[id] else { return nil }
        guard socket.type == .stream else { throw .protocolWrongTypeForSocket }
        return socket.stage == .listening ? id : nil
    }

    private func key(_ name: UnixSocketName) throws(Errno) -> LocalKey {
        switch name {
        case .unnamed: throw .invalidArgument
        case .abstract(let text): return try abstractKey(text)
        case .path(let path):
            let (base, checked) = try start(of: path, .open, changes: false)
            let (node, type) = try withFiles { (store) throws(Errno) in
                let node = try store.find(checked, from: base, follows: true)
                return (node, try store.node(node).type)
            }
            guard type == .streamSocket || type == .datagramSocket else { throw .connectionRefused }
            return .node(device: try device(), node)
        }
    }

    private func abstractKey(_ text: String) throws(Errno) -> LocalKey {
        if text.isEmpty { throw .invalidArgument }
        if text.utf8.count > Self.nameLimit { throw .fileNameTooLong }
        return .abstract(machine: configuration.machine.id, text)
    }

    private func makeNode(at path: String, _ type: SocketType) throws(Errno) -> LocalKey {
        let (base, checked) = try start(of: path, .createFile, changes: true)
        let now = clock.realTime
        let node = try withFiles { (store) throws(Errno) in
            let place = try store.place(checked, from: base, current: .addressInUse, parent: .addressInUse)
            if place.hasTrailingSlash { throw .noSuchFileOrDirectory }
            if place.node != nil { throw .addressInUse }
            try store.checkOpenToNames(place.directory)
            try store.checkRoom(for: place.name)
            let node = Node(type == .stream ? .streamSocket : .datagramSocket, at: now)
            return store.add(node, place.name, to: place.directory, at: now)
        }
        return .node(device: try device(), node)
    }

    private func device() throws(Errno) -> UInt64 { try files.perform { (store) throws(Errno) in store.device } }

    /// The directory that holds a path, and the rest of the path.
    private func start(of path: String, _ right: Rights, changes: Bool) throws(Errno) -> (NodeID, CheckedPath) {
        var search = try LocalNameSearch<OpenFile>(of: path)
        table.visit { _, file in
            if file.isPreopen { search.visit(file, named: configuration.grants[file.grant].guest) }
        }
        guard let (file, rest) = search.result, case .node(let handle) = file.resource else { throw .permissionDenied }
        if changes { try file.checkWritable() }
        guard file.rights.contains(right) else { throw .notCapable }
        if rest.isEmpty { throw .noSuchFileOrDirectory }
        if rest.count >= CheckedPath.limit { throw .fileNameTooLong }
        return (handle.node, try CheckedPath(bytes: rest))
    }
}
