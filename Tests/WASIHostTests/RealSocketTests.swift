import TestSupport
import Testing
import WASICore
import WASIUnix

@testable import WASIHost

/// The socket calls over the real operating system, on its loopback addresses.
@Suite("Sockets on the real system")
struct RealSocketTests {
    private let tree = TemporaryTree()

    private func guest(_ functions: [HostFunction] = Preview1.functions) throws -> Guest {
        var configuration = UnixConfiguration()
        configuration.grants = [DirectoryGrant(host: tree.path, guest: "/run")]
        configuration.network = .everything
        let all = functions + WasmEdge.functions + WasmEdge.version2
        return Guest(functions: all, on: try UnixSystem(configuration))
    }

    private func open(_ family: AddressFamily, _ type: SocketType, in guest: Guest) -> UInt64 {
        #expect(guest.call("sock_open", UInt64(family.rawValue), UInt64(type.rawValue), 60_000) == .success)
        return UInt64(guest.u32(60_000))
    }

    /// The port that a socket was bound to.
    private func port(_ fd: UInt64, in guest: Guest) -> UInt64 {
        guest.store(address: [], byteCount: 128)
        #expect(guest.call("sock_getlocaladdr", fd, 64, 60_000) == .success)
        return UInt64(guest.u32(60_000))
    }

    /// Waits with `poll_oneoff` until a descriptor is ready.
    private func wait(_ fd: UInt64, _ type: EventType, in guest: Guest) {
        guest.store([UInt8](repeating: 0, count: 48), at: 59_000)
        guest.store(type.rawValue, at: 59_008)
        guest.store(UInt32(fd), at: 59_016)
        #expect(guest.call("poll_oneoff", 59_000, 59_100, 1, 59_200) == .success)
        #expect(guest.u16(59_108) == 0)
    }

    private static let loopbacks: [[UInt8]] = [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]]

    @Test("a connection, with each version's calls on either side", arguments: loopbacks)
    func connection(loopback: [UInt8]) throws {
        let guest = try guest()
        let first = Dictionary(uniqueKeysWithValues: WasmEdge.version1.map { ($0.name, $0) })
        let family: AddressFamily = loopback.count == 4 ? .ipv4 : .ipv6
        let listener = open(family, .stream, in: guest)
        guest.store(address: loopback)
        // A machine without version 6 has no such address.
        let bound = guest.call("sock_bind", listener, 64, 0)
        if family == .ipv6, bound == .errno(.addressNotAvailable) { return }
        #expect(bound == .success)
        #expect(guest.call("sock_listen", listener, 1) == .success)
        let port = port(listener, in: guest)
        #expect(port > 0)

        let client = open(family, .stream, in: guest)
        guest.store(address: loopback)
        #expect(guest.call("sock_connect", client, 64, port) == .success)
        #expect(guest.call(first["sock_accept"]!, [listener, 32]) == .success)
        let server = UInt64(guest.u32(32))

        guest.store(address: [UInt8](repeating: 0xEE, count: 16))
        #expect(guest.call(first["sock_getpeeraddr"]!, [client, 64, 36, 32]) == .success)
        #expect(guest.bytes(128..<(128 + loopback.count)) == loopback)
        #expect([UInt64(guest.u32(36)), UInt64(guest.u32(32))] == [family == .ipv4 ? 4 : 6, port])

        guest.store("hello", at: 300)
        guest.store(vectors: [(300, 5)], at: 400)
        #expect(guest.call("sock_send", client, 400, 1, 0, 32) == .success)
        guest.store(vectors: [(320, 16)], at: 400)
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        #expect(guest.call("sock_recv_from", server, 400, 1, 64, 0, 32, 36, 40) == .success)
        #expect(guest.text(320..<325) == "hello")
        #expect(guest.u32(36) == 5)
        // A stream's message has no sender; it is the peer.
        #expect(guest.bytes(128..<(130 + loopback.count)) == [family.rawValue, 0] + loopback)
        #expect(UInt64(guest.u32(32)) == self.port(client, in: guest))

        #expect(guest.call("sock_shutdown", client, 2) == .success)
        guest.store(address: [UInt8](repeating: 0xEE, count: 16))
        #expect(guest.call(first["sock_recv_from"]!, [server, 400, 1, 64, 0, 36, 40]) == .success)
        #expect(guest.u32(36) == 0)
    }

    @Test("messages between two sockets, whose answers go to where they came from")
    func messages() throws {
        let guest = try guest()
        let sockets = [open(.ipv4, .datagram, in: guest), open(.ipv4, .datagram, in: guest)]
        var ports: [UInt64] = []
        for fd in sockets {
            guest.store(address: [1, 0, 127, 0, 0, 1], byteCount: 128)
            #expect(guest.call("sock_bind", fd, 64, 0) == .success)
            ports.append(port(fd, in: guest))
        }
        guest.store("question", at: 300)
        guest.store(vectors: [(300, 8)], at: 400)
        guest.store(address: [127, 0, 0, 1])
        #expect(guest.call("sock_send_to", sockets[0], 400, 1, 64, ports[1], 0, 36) == .success)
        #expect(guest.u32(36) == 8)
        guest.store(vectors: [(320, 4)], at: 400)
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        #expect(guest.call("sock_recv_from", sockets[1], 400, 1, 64, 0, 32, 36, 40) == .success)
        #expect(guest.text(320..<324) == "ques")
        #expect([guest.u32(36), UInt32(guest.u16(40))] == [4, 1], "the rest is cut off, which is told")
        #expect(guest.bytes(128..<134) == [1, 0, 127, 0, 0, 1])
        #expect(UInt64(guest.u32(32)) == ports[0])
        // The address as it was told is one to send to.
        #expect(guest.call("sock_send_to", sockets[1], 400, 1, 64, UInt64(guest.u32(32)), 0, 36) == .success)
        #expect(guest.call("sock_recv", sockets[0], 400, 1, 0, 36, 40) == .success)
        #expect(guest.text(320..<324) == "ques")
    }

    @Test("a local socket by its path in the guest's eyes")
    func local() throws {
        let guest = try guest()
        let listener = open(.unix, .stream, in: guest)
        guest.store(address: [3, 0] + Array("/run/app.sock\0".utf8), byteCount: 128)
        #expect(guest.call("sock_bind", listener, 64, 0) == .success)
        #expect(tree.names() == ["app.sock"])
        #expect(guest.call("sock_listen", listener, 1) == .success)
        let client = open(.unix, .stream, in: guest)
        #expect(guest.call("sock_connect", client, 64, 0) == .success)
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        #expect(guest.call("sock_getpeeraddr", client, 64, 32) == .success)
        #expect(guest.bytes(128..<130) == [3, 0])
        #expect(guest.text(130..<144) == "/run/app.sock\0")
    }

    @Test("options keep what they are set to, in the layouts of C")
    func options() throws {
        let guest = try guest()
        let fd = open(.ipv4, .stream, in: guest)
        #expect(guest.call("sock_getsockopt", fd, 0, 1, 64, 4) == .success)
        #expect(guest.u32(64) == 2)
        guest.store(1 as UInt32, at: 64)
        #expect(guest.call("sock_setsockopt", fd, 6, 15, 64, 4) == .success)
        guest.store(0 as UInt32, at: 64)
        #expect(guest.call("sock_getsockopt", fd, 6, 1, 64, 4) == .success)
        #expect(guest.u32(64) == 1)

        guest.store(3 as Int64, at: 64)
        guest.store(250_000 as Int64, at: 72)
        #expect(guest.call("sock_setsockopt", fd, 0, 11, 64, 16) == .success)
        guest.store(16 as UInt32, at: 32)
        guest.store([UInt8](repeating: 0xEE, count: 16), at: 64)
        #expect(guest.call("sock_getsockopt", fd, 0, 11, 64, 32) == .success)
        #expect(guest.u64(64) == 3)
        // Hosts count in ticks, the longest of which are a hundredth of a second.
        #expect((240_000...260_000).contains(guest.u64(72)))
        #expect(guest.call("sock_getsockopt", fd, 0, 12, 64, 16) == .success)
        #expect([guest.u64(64), guest.u64(72)] == [0, 0])

        guest.store(1 as Int32, at: 64)
        guest.store(7 as Int32, at: 68)
        #expect(guest.call("sock_setsockopt", fd, 0, 9, 64, 8) == .success)
        guest.store(0 as UInt64, at: 64)
        #expect(guest.call("sock_getsockopt", fd, 0, 9, 64, 8) == .success)
        #expect([guest.u32(64), guest.u32(68)] == [1, 7])
        #expect(guest.call("sock_setsockopt", fd, 0, 1, 64, 4) == .errno(.notSupported))
        #expect(guest.call("sock_getsockopt", 99, 0, 1, 64, 4) == .errno(.badFileDescriptor))
        #expect(guest.call("sock_getsockopt", 3, 0, 1, 64, 4) == .errno(.notSocket))
    }

    @Test("a connection that does not wait tells by its error how it went, once")
    func refused() throws {
        let guest = try guest()
        let closed = open(.ipv4, .stream, in: guest)
        guest.store(address: [127, 0, 0, 1])
        #expect(guest.call("sock_bind", closed, 64, 0) == .success)
        let port = port(closed, in: guest)
        let fd = open(.ipv4, .stream, in: guest)
        #expect(guest.call("fd_fdstat_set_flags", fd, 4) == .success)
        guest.store(address: [127, 0, 0, 1])
        switch guest.call("sock_connect", fd, 64, port) {
        // Some hosts know at once.
        case .errno(.connectionRefused): return
        case let outcome: #expect(outcome == .errno(.nowInProgress))
        }
        wait(fd, .write, in: guest)
        #expect(guest.call("sock_getsockopt", fd, 0, 2, 64, 4) == .success)
        #expect(guest.u32(64) == UInt32(Errno.connectionRefused.rawValue))
        #expect(guest.call("sock_getsockopt", fd, 0, 2, 64, 4) == .success)
        #expect(guest.u32(64) == 0)
    }

    @Test("path_open listens and connects")
    func paths() throws {
        let guest = try guest(SocketPaths.functions)
        func open(_ path: String) -> UInt64 {
            guest.store(path, at: 1000)
            let outcome = guest.call(
                "path_open", 0xFFFF_FFFF, 0, 1000, UInt64(path.utf8.count), 0, .max, .max, 0, 60_000)
            #expect(outcome == .success, "\(path)")
            return UInt64(guest.u32(60_000))
        }
        let listener = open("tcp+listen://127.0.0.1:0?nonblock=0")
        let client = open("tcp+dial://127.0.0.1:\(port(listener, in: guest))")
        #expect(guest.call("sock_accept", listener, 0, 32) == .success)
        let server = UInt64(guest.u32(32))
        wait(client, .write, in: guest)
        guest.store("hello", at: 300)
        guest.store(vectors: [(300, 5)], at: 400)
        #expect(guest.call("fd_write", client, 400, 1, 32) == .success)
        guest.store(vectors: [(320, 16)], at: 400)
        #expect(guest.call("fd_read", server, 400, 1, 32) == .success)
        #expect(guest.text(320..<325) == "hello")
        #expect(guest.call("fd_read", client, 400, 1, 32) == .errno(.resourceTemporarilyUnavailable))

        #expect(guest.call("fd_fdstat_get", listener, 500) == .success)
        #expect([guest.u64(508), guest.u64(516)] == [Rights.listener.rawValue, Rights.connection.rawValue])
        #expect(guest.call("fd_fdstat_get", client, 500) == .success)
        #expect([guest.u64(508), guest.u64(516)] == [Rights.connection.rawValue, 0])
        #expect(guest.u16(502) == DescriptorFlags.nonBlocking.rawValue)
    }

    @Test("an address that needs no looking up is found in both versions, each with its fields")
    func lookUp() throws {
        let guest = try guest()
        for (host, service, family, data) in [
            ("127.0.0.1", "8080", 1, [0x1F, 0x90, 127, 0, 0, 1]),
            ("::1", "443", 2, [0x01, 0xBB] + [UInt8](repeating: 0, count: 15) + [1]),
        ] as [(String, String, UInt8, [UInt8])] {
            guest.store(host, at: 100)
            guest.store(service, at: 200)
            guest.store([UInt8](repeating: 0, count: 28), at: 300)
            guest.store([4, 0, 0, 2, 1], at: 300)
            guest.store([UInt8](repeating: 0, count: 64), at: 400)
            guest.store(512 as UInt32, at: 412)
            guest.store(26 as UInt32, at: 516)
            guest.store(600 as UInt32, at: 520)
            guest.store(400 as UInt32, at: 32)
            let outcome = guest.call(
                "sock_getaddrinfo", 100, UInt64(host.utf8.count), 200, UInt64(service.utf8.count), 300, 32, 1, 36)
            #expect(outcome == .success)
            #expect(guest.u32(36) == 1)
            #expect(guest.bytes(402..<405) == [family, 2, 1])
            #expect(guest.u32(512) == UInt32(family))
            #expect(guest.bytes(600..<(600 + data.count)) == data)
        }
    }
}
