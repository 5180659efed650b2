import WASICore

/// Two ends of a connection, and what accepted it.
struct Connection {
    /// The end that connected.
    let client: Descriptor
    /// The end that was accepted; of datagrams, the other socket.
    let server: Descriptor
    /// The socket that listens; of datagrams, ``server``.
    let listener: Descriptor
    /// Where that is.
    let address: SocketAddress
}

// What many cases begin with.
extension Guest {
    /// An address that is free: port 0, or a path that no other socket has.
    func freeAddress(_ kind: SocketKind) -> SocketAddress {
        kind.family == .unix ? .unix(.path(newName())) : kind.loopback()
    }

    /// A number that others are not likely to have. The system draws it, so that a system that answers as in an earlier run is asked
    /// for the same as then.
    func unusual() -> UInt64 {
        guard let bytes = try? randomBytes(8) else { return .random(in: 0 ... .max) }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A port on which nothing is, for a moment.
    ///
    /// It is outside the ranges from which hosts choose ports by themselves, so that nothing is likely to come there either.
    func freePort(_ kind: SocketKind, file: String = #fileID, line: Int = #line) throws -> UInt16 {
        for attempt in 0..<64 {
            let port = UInt16((unusual() &+ UInt64(attempt)) % 10_000) + 20_000
            let socket = try open(kind, file: file, line: line)
            defer { try? close(socket) }
            do {
                try bind(socket, to: kind.loopback(port: port), file: file, line: line)
                return port
            } catch let failure as CallFailure where failure.errno == .addressInUse {
                // Somebody has it.
            }
        }
        throw ConformanceSkip("no port could be found that is free")
    }

    /// A socket with an address.
    func bound(
        _ kind: SocketKind, file: String = #fileID, line: Int = #line
    ) throws -> (socket: Descriptor, address: SocketAddress) {
        let socket = try open(kind, file: file, line: line)
        try bind(socket, to: freeAddress(kind), file: file, line: line)
        return (socket, try localAddress(of: socket, file: file, line: line))
    }

    /// A socket that listens.
    func listener(
        _ kind: SocketKind, file: String = #fileID, line: Int = #line
    ) throws -> (socket: Descriptor, address: SocketAddress) {
        let (socket, address) = try bound(kind, file: file, line: line)
        try listen(socket, file: file, line: line)
        return (socket, address)
    }

    /// Connects a socket that may or may not wait, and sees to it that it is connected.
    func establish(
        _ socket: Descriptor, to address: SocketAddress, file: String = #fileID, line: Int = #line
    ) throws {
        do {
            try connect(socket, to: address, file: file, line: line)
        } catch let failure as CallFailure where failure.errno == .nowInProgress {
            try waitFor(.write(socket), file: file, line: line)
            try expect(
                try option(.error, of: socket, file: file, line: line), is: .error(nil), "the pending error", file: file,
                line: line)
        }
    }

    /// Two sockets that are connected to each other.
    ///
    /// - Parameter waits: Whether calls on the ends wait.
    func connection(
        _ kind: SocketKind, waits: Bool = false, file: String = #fileID, line: Int = #line
    ) throws -> Connection {
        if kind.type == .datagram { return try datagramPair(kind, waits: waits, file: file, line: line) }
        let (listener, address) = try listener(kind, file: file, line: line)
        let client = try open(kind, file: file, line: line)
        if !waits { try setFlags(.nonBlocking, of: client, file: file, line: line) }
        try establish(client, to: address, file: file, line: line)
        if !waits { try waitFor(.read(listener), file: file, line: line) }
        let server = try accept(listener, flags: waits ? [] : .nonBlocking, file: file, line: line)
        return Connection(client: client, server: server, listener: listener, address: address)
    }

    private func datagramPair(
        _ kind: SocketKind, waits: Bool, file: String, line: Int
    ) throws -> Connection {
        let (client, clientAddress) = try bound(kind, file: file, line: line)
        let (server, address) = try bound(kind, file: file, line: line)
        if !waits {
            try setFlags(.nonBlocking, of: client, file: file, line: line)
            try setFlags(.nonBlocking, of: server, file: file, line: line)
        }
        try connect(client, to: address, file: file, line: line)
        try connect(server, to: clientAddress, file: file, line: line)
        return Connection(client: client, server: server, listener: server, address: address)
    }

    /// Receives what comes, waiting by polling.
    func receiveWhenReady(
        _ socket: Descriptor, _ count: Int = 256, file: String = #fileID, line: Int = #line
    ) throws -> String {
        try waitFor(.read(socket), file: file, line: line)
        return try receive(socket, count, file: file, line: line)
    }
}
