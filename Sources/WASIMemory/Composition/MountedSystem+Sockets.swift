public import WASICore

// Sockets are the main system's; of another one, what was opened as a file may turn out to be one, and says so itself.
extension MountedSystem {
    public func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        try table.checkRoom()
        return try table.insert(Entry(part: 0, descriptor: try main.openSocket(family, type, `protocol`)))
    }

    public func accept(_ fd: Descriptor, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        let entry = try entry(fd)
        // A connection that has no room stays where it is. What is no socket says so all the same.
        if table.count >= table.maximum {
            _ = try parts[entry.part].localAddress(of: entry.descriptor)
            throw .tooManyOpenFiles
        }
        let connection = try parts[entry.part].accept(entry.descriptor, flags: flags)
        return try table.insert(Entry(part: entry.part, descriptor: connection))
    }

    public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.bind(fd, to: address)
    }
    public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.connect(fd, to: address)
    }
    public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.listen(fd, backlog: backlog)
    }
    public func receive(_ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags) throws(Errno) -> Received
    {
        let (system, fd) = try target(fd)
        return try system.receive(fd, into: &buffers, flags: flags)
    }
    public func send(_ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags) throws(Errno) -> Int {
        let (system, fd) = try target(fd)
        return try system.send(fd, from: buffers, flags: flags)
    }
    public func shutdown(_ fd: Descriptor, _ directions: ShutdownDirections) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.shutdown(fd, directions)
    }
    public func receiveMessage(
        _ fd: Descriptor, into buffers: inout ScatterBuffers, flags: ReceiveFlags
    ) throws(Errno) -> ReceivedMessage {
        let (system, fd) = try target(fd)
        return try system.receiveMessage(fd, into: &buffers, flags: flags)
    }
    public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        let (system, fd) = try target(fd)
        return try system.send(fd, from: buffers, flags: flags, to: address)
    }
    public func option(_ option: SocketOption, of fd: Descriptor) throws(Errno) -> SocketOptionValue {
        let (system, fd) = try target(fd)
        return try system.option(option, of: fd)
    }
    public func setOption(_ option: SocketOption, to value: SocketOptionValue, of fd: Descriptor) throws(Errno) {
        let (system, fd) = try target(fd)
        try system.setOption(option, to: value, of: fd)
    }
    public func localAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        let (system, fd) = try target(fd)
        return try system.localAddress(of: fd)
    }
    public func remoteAddress(of fd: Descriptor) throws(Errno) -> SocketAddress {
        let (system, fd) = try target(fd)
        return try system.remoteAddress(of: fd)
    }
}
