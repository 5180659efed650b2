public import WASICore

// Sockets of the machine's network. Options, addresses and names are in Network/.
extension MemorySystem {
    public func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        if family == .unspecified { throw .addressFamilyNotSupported }
        if type == .any { throw .invalidArgument }
        switch (`protocol`, type) {
        case (.any, _): break
        case (.tcp, .stream), (.udp, .datagram): if family == .unix { throw .protocolNotSupported }
        default: throw .protocolNotSupported
        }
        try table.checkRoom()
        let machine = configuration.machine
        let id = try machine.network.perform { (network) throws(Errno) in
            network.add(SocketState(family, type, machine: machine.id))
        }
        return try table.insert(
            OpenFile(
                MemorySocket(machine, id, family, type), rights: Rights.connection.union(.listener),
                inheriting: .connection))
    }

    public func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        let (file, socket) = try socket(fd, .accept)
        guard flags.isSubset(of: .nonBlocking) else { throw .invalidArgument }
        // A connection that has no room stays where it is.
        try table.checkRoom()
        let timeout = try socket.state().options.receiveTimeout
        let id = try waiting(for: .socket(socket), file, atMost: timeout) { () throws(Errno) in
            try socket.perform { (network) throws(Errno) in try network.accept(socket.id) }
        }
        var connection = OpenFile(
            MemorySocket(socket.machine, id, socket.family, .stream), rights: file.inheriting, inheriting: [])
        connection.flags = flags
        return try table.insert(connection)
    }

    public func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno) -> Received
    {
        let (file, socket) = try socket(fd, .read)
        return try receive(socket, file, into: &buffers, flags: flags)
    }

    func receive(
        _ socket: MemorySocket, _ file: OpenFile, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> Received {
        let message = try receiveMessage(socket, file, into: &buffers, flags: flags)
        return Received(byteCount: message.byteCount, flags: message.flags)
    }

    public func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        let (file, socket) = try socket(fd, .read)
        return try receiveMessage(socket, file, into: &buffers, flags: flags)
    }

    private func receiveMessage(
        _ socket: MemorySocket, _ file: OpenFile, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        guard ReceiveFlags.all.isSuperset(of: flags) else { throw .invalidArgument }
        let timeout = try socket.state().options.receiveTimeout
        let peek = flags.contains(.peek)
        if socket.type == .stream {
            let wantsAll = flags.contains(.waitAll) && !peek && !file.isNonBlocking
            let count = try receiveStream(socket, file, into: &buffers, timeout, peek: peek, all: wantsAll)
            return ReceivedMessage(byteCount: count, sender: try? socket.state().remoteAddress)
        }
        let wanted = buffers.byteCount
        let message = try waiting(for: .socket(socket), file, atMost: timeout) { () throws(Errno) in
            try socket.perform { (network) throws(Errno) in
                try network.receiveMessage(socket.id, atMost: wanted, peek: peek)
            }
        }
        message.bytes.view { _ = buffers.store($0) }
        if let sender = message.sender { noteCorrespondent(sender, of: file) }
        return ReceivedMessage(
            byteCount: message.bytes.count, flags: message.isTruncated ? .dataTruncated : [], sender: message.sender)
    }

    private func receiveStream(
        _ socket: MemorySocket, _ file: OpenFile, into buffers: inout ScatterBuffers, _ timeout: Timestamp?, peek: Bool,
        all: Bool
    ) throws(Errno) -> Int {
        let wanted = buffers.byteCount
        var done = 0
        repeat {
            do throws(Errno) {
                let bytes = try waiting(for: .socket(socket), file, atMost: timeout) { () throws(Errno) in
                    try socket.perform { (network) throws(Errno) in
                        try network.receive(socket.id, atMost: wanted - done, peek: peek)
                    }
                }
                bytes.view { _ = buffers.store($0, at: done) }
                done += bytes.count
                if bytes.isEmpty { break }
            } catch {
                if done > 0 { break }
                throw error
            }
        } while all && done < wanted
        return done
    }

    public func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        let (file, socket) = try socket(fd, .write)
        guard flags.isEmpty else { throw .invalidArgument }
        return try send(socket, file, buffers)
    }

    /// Sends: all bytes, unless the descriptor is not to wait or something is wrong; a message in one piece.
    func send(_ socket: MemorySocket, _ file: OpenFile, _ buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        if socket.type == .datagram { return try sendMessage(socket, file, buffers, to: nil, local: nil) }
        let timeout = try socket.state().options.sendTimeout
        var done = 0
        repeat {
            let part = [UInt8](copying: buffers, from: done, atMost: SocketOptions.bufferSizes.upperBound)
            do throws(Errno) {
                done += try waiting(for: .socket(socket), file, atMost: timeout) { () throws(Errno) in
                    try socket.perform { (network) throws(Errno) in try network.send(socket.id, part[...]) }
                }
            } catch {
                // What has been sent is reported; the error comes with the next call.
                if done > 0 { return done }
                throw error
            }
        } while done < buffers.byteCount && !file.isNonBlocking
        return done
    }

    public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        let (file, socket) = try socket(fd, .write)
        guard flags.isEmpty else { throw .invalidArgument }
        guard address.family == socket.family else { throw .addressFamilyNotSupported }
        let state = try socket.state()
        if socket.type == .stream { throw state.stage == .connected ? .socketIsConnected : .socketNotConnected }
        if state.remoteAddress != nil { throw .socketIsConnected }
        let address = address.destination
        try checkMaySend(to: address, file)
        if case .unix(let name) = address {
            let target = try localSocket(name, of: .datagram)
            return try sendMessage(socket, file, buffers, to: nil, local: target)
        }
        return try sendMessage(socket, file, buffers, to: Endpoint(address), local: nil)
    }

    private func sendMessage(
        _ socket: MemorySocket, _ file: OpenFile, _ buffers: borrowing GatherBuffers, to target: Endpoint?,
        local: SocketID?
    ) throws(Errno) -> Int {
        // No buffer is larger, so no message is either.
        if buffers.byteCount > SocketOptions.bufferSizes.upperBound { throw .messageTooLong }
        let bytes = [UInt8](copying: buffers, atMost: buffers.byteCount)
        let timeout = try socket.state().options.sendTimeout
        _ = try waiting(for: .socket(socket), file, atMost: timeout) { () throws(Errno) -> Bool? in
            try socket.perform { (network) throws(Errno) in
                if socket.family == .unix { return try network.sendLocally(socket.id, bytes, to: local) }
                try network.sendMessage(socket.id, bytes, to: target)
                return true
            }
        }
        return bytes.count
    }

    public func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        let (_, socket) = try socket(fd)
        if socket.isListening { throw .socketNotConnected }
        _ = try self.socket(fd, .shutdown)
        guard !directions.isEmpty, ShutdownDirections.all.isSuperset(of: directions) else { throw .invalidArgument }
        try socket.perform { (network) throws(Errno) in try network.shutdown(socket.id, directions) }
    }

    /// Looks up a socket.
    func socket(_ fd: Descriptor, _ rights: Rights = []) throws(Errno) -> (OpenFile, MemorySocket) {
        let file = try file(fd)
        guard case .socket(let socket) = file.resource else { throw .notSocket }
        guard file.rights.isSuperset(of: rights) else { throw .notCapable }
        return (file, socket)
    }
}

extension OpenFile {
    /// Describes a socket.
    init(_ socket: MemorySocket, rights: Rights, inheriting: Rights) {
        self.init(
            resource: .socket(socket), type: socket.type == .datagram ? .datagramSocket : .streamSocket, rights: rights,
            inheriting: inheriting)
        if socket.type == .datagram { correspondents = Correspondents() }
    }
}

extension Endpoint {
    /// An address of the internet protocol; `nil` for a local name.
    init?(_ address: SocketAddress) {
        guard let ip = address.ip, let port = address.port else { return nil }
        self.init(address: ip.plain, port: port)
    }
}
