import WASICore

// The calls on sockets, one method each.
extension Guest {
    func open(
        _ kind: SocketKind, _ protocol: SocketProtocol = .any, file: String = #fileID, line: Int = #line
    ) throws -> Descriptor {
        try open(kind.family, kind.type, `protocol`, file: file, line: line)
    }

    func open(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol = .any, file: String = #fileID,
        line: Int = #line
    ) throws -> Descriptor {
        try call("opening a socket (\(family), \(type), \(`protocol`))", file, line) { () throws(Errno) in
            try system.openSocket(family, type, `protocol`)
        }
    }

    func bind(_ fd: Descriptor, to address: SocketAddress, file: String = #fileID, line: Int = #line) throws {
        try call("binding \(fd) to \(address.text)", file, line) { () throws(Errno) in
            try system.bind(fd, to: address)
        }
    }

    func connect(_ fd: Descriptor, to address: SocketAddress, file: String = #fileID, line: Int = #line) throws {
        try call("connecting \(fd) to \(address.text)", file, line) { () throws(Errno) in
            try system.connect(fd, to: address)
        }
    }

    func listen(_ fd: Descriptor, backlog: Int32 = 16, file: String = #fileID, line: Int = #line) throws {
        try call("listening on \(fd) with backlog \(backlog)", file, line) { () throws(Errno) in
            try system.listen(fd, backlog: backlog)
        }
    }

    func accept(
        _ fd: Descriptor, flags: DescriptorFlags = [], file: String = #fileID, line: Int = #line
    ) throws -> Descriptor {
        try call("accepting on \(fd)", file, line) { () throws(Errno) in try system.accept(fd, flags: flags) }
    }

    /// Receives into one buffer.
    func receive(
        _ fd: Descriptor, _ count: Int = 256, flags: ReceiveFlags = [], file: String = #fileID, line: Int = #line
    ) throws -> String {
        try receive(fd, [count], flags: flags, file: file, line: line).text
    }

    /// Receives into several buffers.
    func receive(
        _ fd: Descriptor, _ counts: [Int], flags: ReceiveFlags = [], file: String = #fileID, line: Int = #line
    ) throws -> (text: String, flags: ReceiveResultFlags) {
        let (bytes, received) = try call("receiving from \(fd)", file, line) { () throws(Errno) in
            try withScatterBuffers(counts) { buffers throws(Errno) in
                try system.receive(fd, into: &buffers, flags: flags)
            }
        }
        return (try text(bytes, received.byteCount, file, line), received.flags)
    }

    /// Receives into one buffer and learns from whom.
    func receiveMessage(
        _ fd: Descriptor, _ count: Int = 256, flags: ReceiveFlags = [], file: String = #fileID, line: Int = #line
    ) throws -> (text: String, flags: ReceiveResultFlags, sender: SocketAddress?) {
        let (bytes, message) = try call("receiving a message from \(fd)", file, line) { () throws(Errno) in
            try withScatterBuffers([count]) { buffers throws(Errno) in
                try system.receiveMessage(fd, into: &buffers, flags: flags)
            }
        }
        return (try text(bytes, message.byteCount, file, line), message.flags, message.sender)
    }

    private func text(_ bytes: [UInt8], _ count: Int, _ file: String, _ line: Int) throws -> String {
        try expect(
            (0...bytes.count).contains(count),
            "no more than the \(bytes.count) bytes that have room can be received, not \(count)",
            file: file, line: line)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    @discardableResult
    func send(_ fd: Descriptor, _ text: String, file: String = #fileID, line: Int = #line) throws -> Int {
        try send(fd, [Array(text.utf8)], file: file, line: line)
    }

    /// Sends from several buffers.
    @discardableResult
    func send(_ fd: Descriptor, _ parts: [[UInt8]], file: String = #fileID, line: Int = #line) throws -> Int {
        try call("sending to \(fd)", file, line) { () throws(Errno) in
            try withGatherBuffers(parts) { buffers throws(Errno) in try system.send(fd, from: buffers, flags: []) }
        }
    }

    @discardableResult
    func send(
        _ fd: Descriptor, _ text: String, to address: SocketAddress, file: String = #fileID, line: Int = #line
    ) throws -> Int {
        try send(fd, Array(text.utf8), to: address, file: file, line: line)
    }

    @discardableResult
    func send(
        _ fd: Descriptor, _ bytes: [UInt8], to address: SocketAddress, file: String = #fileID, line: Int = #line
    ) throws -> Int {
        try call("sending \(bytes.count) bytes from \(fd) to \(address.text)", file, line) { () throws(Errno) in
            try withGatherBuffers([bytes]) { buffers throws(Errno) in
                try system.send(fd, from: buffers, flags: [], to: address)
            }
        }
    }

    func shutdown(
        _ fd: Descriptor, _ directions: ShutdownDirections, file: String = #fileID, line: Int = #line
    ) throws {
        try call("shutting down \(fd)", file, line) { () throws(Errno) in try system.shutdown(fd, directions) }
    }

    func option(
        _ option: SocketOption, of fd: Descriptor, file: String = #fileID, line: Int = #line
    ) throws -> SocketOptionValue {
        try call("getting \(option) of \(fd)", file, line) { () throws(Errno) in try system.option(option, of: fd) }
    }

    func set(
        _ option: SocketOption, of fd: Descriptor, to value: SocketOptionValue, file: String = #fileID, line: Int = #line
    ) throws {
        try call("setting \(option) of \(fd) to \(value)", file, line) { () throws(Errno) in
            try system.setOption(option, to: value, of: fd)
        }
    }

    func localAddress(of fd: Descriptor, file: String = #fileID, line: Int = #line) throws -> SocketAddress {
        try call("asking for the local address of \(fd)", file, line) { () throws(Errno) in
            try system.localAddress(of: fd)
        }
    }

    func remoteAddress(of fd: Descriptor, file: String = #fileID, line: Int = #line) throws -> SocketAddress {
        try call("asking for the remote address of \(fd)", file, line) { () throws(Errno) in
            try system.remoteAddress(of: fd)
        }
    }

    func lookUp(
        _ query: AddressQuery, limit: Int = 16, file: String = #fileID, line: Int = #line
    ) throws -> [AddressInfo] {
        try call("looking up \"\(query.host)\" and \"\(query.service)\"", file, line) { () throws(Errno) in
            try system.lookUp(query, limit: limit)
        }
    }
}
