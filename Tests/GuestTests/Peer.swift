#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A host socket of a test, on the other side of a program's; closed with the object. Whatever it waits for, it waits 20 seconds.
final class Peer {
    let descriptor: Int32

    init(_ descriptor: Int32, _ operation: String) throws {
        guard descriptor >= 0 else { throw Run.Failure(operation, errno) }
        self.descriptor = descriptor
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }

    deinit { close(descriptor) }

    // MARK: Making

    /// A socket of a family that no program started meanwhile inherits.
    private static func open(_ family: Int32, _ type: Int32) throws -> Peer {
        #if os(Linux)
            return try Peer(socket(family, type | closeOnExec, 0), "make a socket")
        #else
            let peer = try Peer(socket(family, type, 0), "make a socket")
            _ = fcntl(peer.descriptor, F_SETFD, FD_CLOEXEC)
            return peer
        #endif
    }

    /// A socket that listens at an address of this machine, on a port that is free.
    static func listening(at place: Place = .ipv4(0)) throws -> Peer {
        let peer = try open(place.family, stream)
        guard place.withAddress({ bind(peer.descriptor, $0, $1) }) == 0, listen(peer.descriptor, 64) == 0 else {
            throw Run.Failure("listen", errno)
        }
        return peer
    }

    /// A socket for a stream that has a port and does not listen.
    static func bound() throws -> Peer {
        let peer = try open(AF_INET, stream)
        guard Place.ipv4(0).withAddress({ bind(peer.descriptor, $0, $1) }) == 0 else { throw Run.Failure("bind", errno) }
        return peer
    }

    /// A socket for datagrams, bound to a port that is free.
    static func datagrams() throws -> Peer {
        let peer = try open(AF_INET, datagram)
        guard Place.ipv4(0).withAddress({ bind(peer.descriptor, $0, $1) }) == 0 else { throw Run.Failure("bind", errno) }
        return peer
    }

    /// A connection, or datagrams with a peer.
    static func connected(to place: Place, datagrams: Bool = false) throws -> Peer {
        let peer = try open(place.family, datagrams ? datagram : stream)
        guard place.withAddress({ connect(peer.descriptor, $0, $1) }) == 0 else { throw Run.Failure("connect", errno) }
        return peer
    }

    /// Two local sockets that are connected with each other.
    static func pair() throws -> (Peer, Peer) {
        var ends: [Int32] = [-1, -1]
        #if os(Linux)
            guard socketpair(AF_UNIX, stream | closeOnExec, 0, &ends) == 0 else { throw Run.Failure("socketpair", errno) }
        #else
            guard socketpair(AF_UNIX, stream, 0, &ends) == 0 else { throw Run.Failure("socketpair", errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #endif
        return (try Peer(ends[0], "socketpair"), try Peer(ends[1], "socketpair"))
    }

    /// The next connection to a socket that listens.
    func accept() throws -> Peer {
        let peer = try Peer(systemAccept(descriptor), "accept")
        _ = fcntl(peer.descriptor, F_SETFD, FD_CLOEXEC)
        return peer
    }

    /// The port of a socket of the internet protocol.
    var port: UInt16 {
        var address = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            getsockname(descriptor, UnsafeMutableRawPointer($0).assumingMemoryBound(to: sockaddr.self), &size)
        }
        // In both versions it stands at the same place.
        return UInt16(bigEndian: address.sin6_port)
    }

    // MARK: Talking

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { systemSend(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Run.Failure("send", errno) }
            sent += count
        }
    }

    /// Sends a message without content.
    func sendNothing() throws {
        guard systemSend(descriptor, nil, 0) == 0 else { throw Run.Failure("send", errno) }
    }

    /// Says that nothing more is sent.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Says that nothing more is sent, and that nothing will be received.
    func finishWholly() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// What one call receives: a message, or what has come of a stream; nothing at the end.
    func receive() throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw Run.Failure("receive", errno) }
        return Array(bytes[..<count])
    }

    /// All that comes until the end.
    func receiveToEnd() throws -> String {
        var all: [UInt8] = []
        while case let bytes = try receive(), !bytes.isEmpty { all += bytes }
        return String(decoding: all, as: UTF8.self)
    }

    /// What comes until a line ends, without that end.
    func receiveLine() throws -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            switch recv(descriptor, &byte, 1, 0) {
            case 1 where byte != 0x0a: line.append(byte)
            case 0, 1: return String(decoding: line, as: UTF8.self)
            default: throw Run.Failure("receive a line", errno)
            }
        }
    }

    /// A message, and an answer to its sender.
    func answer(_ body: ([UInt8]) -> [UInt8]) throws {
        var sender = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var bytes = [UInt8](repeating: 0, count: 65_536)
        try withUnsafeMutablePointer(to: &sender) { sender in
            let address = UnsafeMutableRawPointer(sender).assumingMemoryBound(to: sockaddr.self)
            let count = recvfrom(descriptor, &bytes, bytes.count, 0, address, &size)
            guard count >= 0 else { throw Run.Failure("receive a message", errno) }
            let answer = body(Array(bytes[..<count]))
            guard sendto(descriptor, answer, answer.count, 0, address, size) == answer.count else {
                throw Run.Failure("answer a message", errno)
            }
        }
    }

    /// Where a socket is on this machine.
    enum Place {
        case ipv4(UInt16)
        case ipv6(UInt16)
        case path(String)

        var family: Int32 {
            switch self {
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            case .path: AF_UNIX
            }
        }

        func withAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
            switch self {
            case .ipv4(let port):
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
                return withAddress(of: &address, body)
            case .ipv6(let port):
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                address.sin6_port = port.bigEndian
                address.sin6_addr = in6addr_loopback
                return withAddress(of: &address, body)
            case .path(let path):
                var address = sockaddr_un()
                address.sun_family = sa_family_t(AF_UNIX)
                withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
                return withAddress(of: &address, body)
            }
        }

        private func withAddress<Address>(
            of address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
        ) -> Int32 {
            withUnsafePointer(to: &address) {
                body(UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    /// Whether this machine has an address of version 6 for itself.
    static let hasIPv6 = (try? listening(at: .ipv6(0))) != nil
}

#if canImport(Glibc)
    private let stream = Int32(SOCK_STREAM.rawValue)
    private let datagram = Int32(SOCK_DGRAM.rawValue)
#else
    private let stream = SOCK_STREAM
    private let datagram = SOCK_DGRAM
#endif
#if canImport(Glibc)
    private let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
#elseif canImport(Musl)
    private let closeOnExec = SOCK_CLOEXEC
#endif

// Of the same names as the methods that call them.
private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    // A peer that is gone is an error and not a signal.
    #if os(Linux)
        send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
    #else
        send(descriptor, bytes, count, 0)
    #endif
}

private func systemAccept(_ descriptor: Int32) -> Int32 { accept(descriptor, nil, nil) }
