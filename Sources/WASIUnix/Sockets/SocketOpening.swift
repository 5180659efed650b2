#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

/// Opens the socket of an endpoint, once.
struct SocketOpening {
    let endpoint: SocketEndpoint
    private let nameServers: [SocketAddress]
    /// What was opened.
    private(set) var family = AddressFamily.unspecified
    private(set) var stage = SocketStage.open
    /// The file that a local socket has made to listen.
    private(set) var file: HostSocketFile?

    init(_ endpoint: SocketEndpoint, nameServers: [SocketAddress]) {
        self.endpoint = endpoint
        self.nameServers = nameServers
    }

    /// A socket that listens, or is bound if it is for datagrams.
    mutating func listen() throws(Errno) -> OwnedDescriptor {
        var failure = Errno.noAddress
        for address in try addresses(isPassive: true) {
            do throws(Errno) { return try listen(on: address) } catch { failure = error }
        }
        throw failure
    }

    private mutating func listen(on address: HostAddress) throws(Errno) -> OwnedDescriptor {
        let socket = try openSocket(for: address)
        if address.family == .ipv6 {
            // One socket for both versions, unless one was asked for.
            let isOnly = wantedFamily == .ipv6
            try Syscall.setSocketOption(
                cwasi_ipv6_v6only, level: cwasi_ipproto_ipv6, to: isOnly ? 1 : 0, of: socket.rawValue)
        }
        // For datagrams it would let several processes take the same port.
        if endpoint.reusesAddress, endpoint.type == .stream, address.family != .unix {
            try Syscall.setSocketOption(SO_REUSEADDR, to: 1, of: socket.rawValue)
        }
        do throws(Errno) {
            try Syscall.bind(socket.rawValue, to: address)
        } catch .addressInUse {
            // What a process leaves behind that was killed must not keep its successor from starting.
            guard endpoint.reusesAddress, case .path(let path) = endpoint.place, HostSocketFile.state(of: path) == .abandoned
            else { throw .addressInUse }
            HostSocketFile.remove(path)
            try Syscall.bind(socket.rawValue, to: address)
        }
        if case .path(let path) = endpoint.place { file = HostSocketFile(path) }
        if endpoint.type == .stream {
            try Syscall.listen(socket.rawValue, backlog: endpoint.backlog)
            stage = .listening
        }
        return socket
    }

    /// A socket that is connected, or about to be if `waits` is false.
    mutating func dial(waits: Bool) throws(Errno) -> OwnedDescriptor {
        var failure = Errno.noAddress
        let candidates = try addresses(isPassive: false)
        for (index, address) in candidates.enumerated() {
            // With another address in reserve, a quick failure of this one is worth waiting for.
            let patience: Timestamp? = waits ? nil : index + 1 < candidates.count ? .nanoseconds(250_000_000) : .zero
            do throws(Errno) { return try dial(address, patience: patience) } catch { failure = error }
        }
        throw failure
    }

    /// - Parameter patience: How long to wait for the connection; `nil` for ever.
    private mutating func dial(_ address: HostAddress, patience: Timestamp?) throws(Errno) -> OwnedDescriptor {
        let socket = try openSocket(for: address)
        let fd = socket.rawValue
        do throws(Errno) {
            try Syscall.connect(fd, to: address)
        } catch .nowInProgress {
            stage = .connecting
            guard try Syscall.poll(fd, POLLOUT, timeout: patience) else { return socket }
            let number = try Syscall.socketOption(SO_ERROR, of: fd)
            if number != 0 { throw Errno(host: number) }
            // Linux takes note of the end only when it is asked again.
            do throws(Errno) { try Syscall.connect(fd, to: address) } catch .socketIsConnected {}
        }
        stage = .connected
        return socket
    }

    private mutating func openSocket(for address: HostAddress) throws(Errno) -> OwnedDescriptor {
        let socket = try Syscall.socket(address.hostFamily, try endpoint.type.host())
        family = address.family ?? .unspecified
        if endpoint.type == .stream, endpoint.sendsAtOnce, family != .unix {
            // What is accepted has it from the listening socket.
            try Syscall.setSocketOption(cwasi_tcp_nodelay, level: cwasi_ipproto_tcp, to: 1, of: socket.rawValue)
        }
        return socket
    }

    private var wantedFamily: AddressFamily {
        if case .internet(_, _, let family) = endpoint.place { family } else { .unix }
    }

    /// The addresses that the endpoint stands for, to be tried in order.
    private func addresses(isPassive: Bool) throws(Errno) -> [HostAddress] {
        switch endpoint.place {
        case .path(let path):
            guard !path.isEmpty else { throw .noSuchFileOrDirectory }
            guard !path.utf8.contains(0) else { throw .invalidArgument }
            return [try HostAddress(localName: Array(path.utf8))]
        case .abstract(let name):
            #if os(Linux)
                guard !name.isEmpty else { throw .invalidArgument }
                return [try HostAddress(localName: [0] + Array(name.utf8))]
            #else
                throw .notSupported
            #endif
        case .internet(let host, let service, let family):
            var query = AddressQuery(host: host, service: service, family: family, type: endpoint.type)
            if isPassive { query.flags = .passive }
            let found = try UnixSystem.resolve(query, nameServers: nameServers).compactMap {
                HostAddress(internet: $0.address)
            }
            // Of every address of the machine, that of version 6 takes both; the other is for hosts without version 6.
            guard isPassive, host.isEmpty else { return found }
            return found.filter { $0.family == .ipv6 } + found.filter { $0.family != .ipv6 }
        }
    }

    /// What a user should know about an error of ``listen()``.
    func hint(for error: Errno) -> String? {
        guard error == .addressInUse, case .path(let path) = endpoint.place else { return nil }
        switch HostSocketFile.state(of: path) {
        case .answered: return nil
        case .abandoned: return "nobody listens there any more; without reuseaddr=0 the file is replaced"
        case .other: return "something is there that is no socket"
        }
    }
}

extension SocketType {
    /// The host's number.
    func host() throws(Errno) -> Int32 {
        switch self {
        case .any: throw .invalidArgument
        case .stream: cwasi_sock_stream
        case .datagram: cwasi_sock_dgram
        }
    }
}
