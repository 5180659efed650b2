#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
public import WASICore

// Making sockets, and giving them addresses of their own.
extension UnixSystem {
    public func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        let hostFamily = try family.host()
        let hostType = try type.host()
        switch (`protocol`, type) {
        case (.any, _): break
        case (.tcp, .stream), (.udp, .datagram): if family == .unix { throw .protocolNotSupported }
        default: throw .protocolNotSupported
        }
        try table.checkRoom()
        let descriptor = try Syscall.socket(hostFamily, hostType)
        return try install(
            descriptor,
            OpenFile(newSocket: type, family, rights: Rights.connection.union(.listener), inheriting: .connection))
    }

    /// See ``WASICore/SocketCalls/bind(_:to:)``.
    ///
    /// Any address with port 0, which connecting and sending choose by themselves, needs no rule for listening if there is one for
    /// connecting; listening on it then still does.
    public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        let file = try socket(fd, .accept)
        guard address.family == file.family else { throw .addressFamilyNotSupported }
        let decision = try listening(on: address)
        if decision != .allowed {
            guard address.isUnspecified, !configuration.network.connect.isEmpty else {
                throw refuse(.listen(address), decision)
            }
        }
        if let host = HostAddress(internet: address) {
            try Syscall.bind(file.host, to: host)
        } else if case .unix(let name) = address {
            try bind(fd, file, to: name)
        }
        try table.update(fd) { $0.isBoundByRule = decision == .allowed }
    }

    private func bind(_ fd: Descriptor, _ file: OpenFile, to name: UnixSocketName) throws(Errno) {
        let destination = try newName(name)
        try destination.reach { address throws(Errno) in try Syscall.bind(file.host, to: address) }
        let host = destination.localName
        guard let directory = destination.takePlace() else { return }
        try socketMemory(of: fd).name = BoundName(guest: name, host: host, in: directory)
    }

    public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) {
        let file = try socket(fd, .accept)
        guard file.type == .streamSocket else { throw .notSupported }
        if file.stage == .connected || file.stage == .connecting { throw .invalidArgument }
        // The host refuses a local socket without a name.
        if !file.isBoundByRule, let address = try Syscall.localAddress(of: file.host).internet {
            try checkMayListen(on: address)
        }
        try Syscall.listen(file.host, backlog: backlog)
        try table.update(fd) {
            $0.stage = .listening
            $0.isBoundByRule = true
        }
    }
}

extension OpenFile {
    /// Describes a socket that the system has made.
    init(newSocket type: SocketType, _ family: AddressFamily, rights: Rights, inheriting: Rights = []) {
        self.init(
            host: -1, type: type == .datagram ? .datagramSocket : .streamSocket, rights: rights, inheriting: inheriting)
        self.family = family
        stage = type == .datagram ? .open : .fresh
        isHostNonBlocking = true
    }
}

extension AddressFamily {
    /// The host's number.
    func host() throws(Errno) -> Int32 {
        switch self {
        case .unspecified: throw .addressFamilyNotSupported
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        case .unix: AF_UNIX
        }
    }
}

extension SocketAddress {
    /// Whether it is any address, and a port that the host chooses.
    fileprivate var isUnspecified: Bool { port == 0 && (ip?.canonical == .v4(.any) || ip == .v6(.any)) }
}
