import WASICore

/// Everything that is known of a network: machines, names, and which socket is where.
struct NetworkState: Sendable {
    /// A port of a machine for one type of sockets.
    struct PortKey: Hashable {
        let machine: UInt64
        let type: SocketType
        let port: UInt16
    }

    var sockets: [SocketID: SocketState] = [:]
    /// What has come to connections and has not been received.
    var incoming: [SocketID: ByteQueue] = [:]
    /// Datagrams likewise.
    var messages: [SocketID: [SocketState.Message]] = [:]
    /// Which machine has an address.
    var owners: [IPAddress: UInt64] = [:]
    var names: [DomainName: [IPAddress]] = [:]
    /// The addresses of each machine.
    var machines: [UInt64: [IPAddress]] = [:]
    /// Which sockets have a port.
    var ports: [PortKey: [SocketID]] = [:]
    /// Which socket has a local name.
    var locals: [LocalKey: SocketID] = [:]
    /// The last of the addresses that the network has chosen.
    var lastAddress: UInt32 = 0
    private var lastMachine: UInt64 = 0
    private var lastSocket: UInt64 = 0
    private var lastPort: UInt16 = 49_151

    mutating func addMachine(_ addresses: [IPAddress]) -> UInt64 {
        lastMachine += 1
        machines[lastMachine] = addresses
        for address in addresses { owners[address] = lastMachine }
        return lastMachine
    }

    mutating func removeMachine(_ addresses: [IPAddress]) {
        for address in addresses {
            if let id = owners.removeValue(forKey: address) { machines[id] = nil }
        }
    }

    mutating func add(_ socket: SocketState) -> SocketID {
        lastSocket += 1
        let id = SocketID(rawValue: lastSocket)
        sockets[id] = socket
        return id
    }

    func socket(_ id: SocketID) throws(Errno) -> SocketState {
        guard let socket = sockets[id] else { throw .badFileDescriptor }
        return socket
    }

    /// Tells those who wait for a socket.
    func signal(_ id: SocketID?) { if let id { sockets[id]?.watchers.signal() } }

    // MARK: - Ways

    /// The machine that an address leads to.
    ///
    /// - Throws: ``WASICore/Errno/networkUnreachable`` for addresses of several machines, ``WASICore/Errno/noRouteToHost``.
    func machine(at address: IPAddress, from machine: UInt64) throws(Errno) -> UInt64 {
        switch address.kind {
        case .loopback: return machine
        case .multicast, .broadcast: throw .networkUnreachable
        default: break
        }
        guard let owner = owners[address] else { throw .noRouteToHost }
        return owner
    }

    /// The address by which a machine shows itself to another address.
    func source(of machine: UInt64, to address: IPAddress) -> IPAddress {
        if case .v4 = address {
            if address.kind == .loopback { return .v4(.loopback) }
            return machines[machine]?.first { $0.family == .ipv4 } ?? .v4(.loopback)
        }
        if address.kind == .loopback { return .v6(.loopback) }
        return machines[machine]?.first { $0.family == .ipv6 } ?? .v6(.loopback)
    }

    // MARK: - Ports

    /// Gives a socket an address; port 0 chooses one.
    mutating func bind(_ id: SocketID, to address: IPAddress, port: UInt16) throws(Errno) {
        let socket = try socket(id)
        if socket.local != nil || socket.stage == .connected || socket.stage == .listening { throw .invalidArgument }
        let isOwn = address.isEverywhere || address.kind == .loopback || owners[address] == socket.machine
        guard isOwn else { throw .addressNotAvailable }
        if port != 0 {
            if isTaken(address, port, by: socket) { throw .addressInUse }
            return place(id, Endpoint(address: address, port: port))
        }
        try place(id, Endpoint(address: address, port: freePort(address, for: socket)))
    }

    /// Gives a socket an address that it has not chosen itself.
    mutating func bindIfNeeded(_ id: SocketID, to address: IPAddress) throws(Errno) {
        let socket = try socket(id)
        if socket.local == nil { try place(id, Endpoint(address: address, port: freePort(address, for: socket))) }
    }

    private mutating func place(_ id: SocketID, _ endpoint: Endpoint) {
        guard let socket = sockets[id] else { return }
        sockets[id]?.local = endpoint
        ports[PortKey(machine: socket.machine, type: socket.type, port: endpoint.port), default: []].append(id)
    }

    /// Takes a socket off its port.
    mutating func unplace(_ id: SocketID, _ socket: SocketState) {
        guard let local = socket.local else { return }
        let key = PortKey(machine: socket.machine, type: socket.type, port: local.port)
        ports[key]?.removeAll { $0 == id }
        if ports[key]?.isEmpty == true { ports[key] = nil }
    }

    private func isTaken(_ address: IPAddress, _ port: UInt16, by socket: SocketState) -> Bool {
        let others = ports[PortKey(machine: socket.machine, type: socket.type, port: port)] ?? []
        return others.contains { other in
            guard let other = sockets[other], let local = other.local, local.address.overlaps(address) else { return false }
            let shares = socket.options.flags.contains(.reuseAddress) && other.options.flags.contains(.reuseAddress)
            return !shares || socket.type == .stream && other.stage == .listening
        }
    }

    private mutating func freePort(_ address: IPAddress, for socket: SocketState) throws(Errno) -> UInt16 {
        for _ in 0..<16_384 {
            lastPort = lastPort == .max ? 49_152 : lastPort + 1
            let key = PortKey(machine: socket.machine, type: socket.type, port: lastPort)
            if ports[key] == nil { return lastPort }
        }
        throw .addressInUse
    }

    /// The socket that has an address and that is wanted: one that has just this address before one that has every.
    func socket(
        at address: IPAddress, port: UInt16, of machine: UInt64, _ type: SocketType, where isWanted: (SocketState) -> Bool
    ) -> SocketID? {
        var best: (id: SocketID, rank: Int)?
        for id in ports[PortKey(machine: machine, type: type, port: port)] ?? [] {
            guard let socket = sockets[id], let local = socket.local, isWanted(socket) else { continue }
            let isConnected = socket.remote != nil ? 4 : 0
            let rank: Int
            if local.address == address {
                rank = 3 + isConnected
            } else if local.address.isEverywhere, local.address.overlaps(address) {
                rank = (local.address.family == address.family ? 2 : 1) + isConnected
            } else {
                continue
            }
            // Of equals, the last to have come.
            if rank >= best?.rank ?? 0 { best = (id, rank) }
        }
        return best?.id
    }
}

extension IPAddress {
    /// The form in which addresses are compared: canonical, and without an interface.
    var plain: IPAddress {
        switch canonical {
        case .v4(let address): .v4(address)
        case .v6(let address): .v6(IPv6Address(high: address.high, low: address.low))
        }
    }

    /// Whether it stands for all addresses of a machine.
    var isEverywhere: Bool { self == .v4(.any) || self == .v6(.any) }

    /// Whether two sockets with these addresses would get in each other's way. `::` takes version 4 too.
    func overlaps(_ other: IPAddress) -> Bool {
        self == other || self == .v6(.any) || other == .v6(.any) || self == .v4(.any) && other.family == .ipv4
            || other == .v4(.any) && family == .ipv4
    }

    /// The form in which a socket of a family shows it.
    func shown(in family: AddressFamily) -> IPAddress {
        if family == .ipv6, case .v4(let address) = self {
            return address == .any ? .v6(.any) : .v6(IPv6Address(mapping: address))
        }
        return self
    }
}
