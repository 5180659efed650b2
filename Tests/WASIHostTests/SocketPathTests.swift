import Testing
import WASICore

@testable import WASIHost

@Suite("Sockets of path_open")
struct SocketPathTests {
    private let guest = Guest(functions: SocketPaths.functions)

    init() {
        // Numeric hosts are themselves, names have one address of either version.
        guest.system.answersByQuery = { query in
            let port = UInt16(query.service) ?? 7
            let hosts = query.host == "name" ? ["192.0.2.1", "2001:db8::1"] : [query.host]
            return hosts.compactMap { IPAddress($0) }
                .filter { query.family == .unspecified || $0.family == query.family }
                .map { AddressInfo(address: SocketAddress($0, port: port), type: query.type, protocol: query.protocol) }
        }
    }

    private func open(
        _ path: String, in directory: UInt64 = 0xFFFF_FFFF, rights: Rights = Rights(rawValue: .max),
        inheriting: Rights = Rights(rawValue: .max), flags: UInt64 = 0, at place: UInt64 = 64
    ) -> Guest.Outcome {
        guest.store(path, at: 1000)
        return guest.call(
            "path_open", directory, 0, 1000, UInt64(path.utf8.count), 0, rights.rawValue, inheriting.rawValue, flags, place)
    }

    private let fd = 0x0A0B_0C0D

    @Test("a stream listens, does not wait, and has a listener's rights")
    func listen() {
        #expect(open("tcp+listen://127.0.0.1:8080") == .success)
        #expect(guest.u32(64) == 0x0A0B_0C0D)
        #expect(
            guest.calls() == [
                "lookUp(\"127.0.0.1\" \"8080\" unspecified stream tcp 0, limit: 256)", "openSocket(ipv4, stream, any)",
                "setFlags(4, of: \(fd))", "setOption(reuseAddress, to: true, of: \(fd))",
                "bind(\(fd), to: 127.0.0.1:8080)", "listen(\(fd), backlog: 128)",
                "restrictRights(\(fd), to: \(Rights.listener.rawValue), inheriting: \(Rights.connection.rawValue))",
            ])
    }

    @Test("options change how a stream listens")
    func listenOptions() {
        #expect(open("tcp6+listen://[::1]:0?nonblock=0&reuseaddr=0&backlog=5") == .success)
        #expect(
            guest.calls().dropLast() == [
                "lookUp(\"::1\" \"0\" ipv6 stream tcp 0, limit: 256)", "openSocket(ipv6, stream, any)",
                "bind(\(fd), to: [::1]:0)", "listen(\(fd), backlog: 5)",
            ])
        #expect(open("tcp4+listen://:80?nonblock=0", flags: 4) == .success)
        #expect(guest.calls().contains("setFlags(4, of: \(fd))"), "the program's own flag counts too")
    }

    @Test("a connection is under way when the program gets it, and sends at once")
    func dial() {
        guest.system.failures = ["connect": .nowInProgress]
        #expect(open("tcp+dial://name:http", rights: [.read, .write, .accept]) == .success)
        #expect(
            guest.calls() == [
                "lookUp(\"name\" \"http\" unspecified stream tcp 0, limit: 256)", "openSocket(ipv4, stream, any)",
                "setFlags(4, of: \(fd))", "setOption(noDelay, to: true, of: \(fd))", "connect(\(fd), to: 192.0.2.1:7)",
                "restrictRights(\(fd), to: \(Rights([.read, .write]).rawValue), inheriting: 0)",
            ])
        #expect(open("tcp4+dial://:80?nodelay=0&nonblock=0") == .success)
        #expect(
            guest.calls().dropLast() == [
                "lookUp(\"127.0.0.1\" \"80\" ipv4 stream tcp 0, limit: 256)", "openSocket(ipv4, stream, any)",
                "connect(\(fd), to: 127.0.0.1:80)",
            ])
    }

    @Test("datagrams are bound or get a peer, and have a connection's rights")
    func datagrams() {
        #expect(open("udp+listen://127.0.0.1:53") == .success)
        #expect(open("udp6+dial://name:53") == .success)
        let rights = "restrictRights(\(fd), to: \(Rights.connection.rawValue), inheriting: 0)"
        #expect(
            guest.calls() == [
                "lookUp(\"127.0.0.1\" \"53\" unspecified datagram udp 0, limit: 256)", "openSocket(ipv4, datagram, any)",
                "setFlags(4, of: \(fd))", "bind(\(fd), to: 127.0.0.1:53)", rights,
                "lookUp(\"name\" \"53\" ipv6 datagram udp 0, limit: 256)", "openSocket(ipv6, datagram, any)",
                "setFlags(4, of: \(fd))", "connect(\(fd), to: [2001:db8::1]:53)", rights,
            ])
    }

    @Test("without a host, a socket listens on every address, and on those of version 4 where there are no others")
    func everyAddress() {
        #expect(open("tcp+listen://:80") == .success)
        #expect(guest.calls().contains("bind(\(fd), to: [::]:80)"))
        guest.system.failures = ["openSocket(ipv6": .addressFamilyNotSupported]
        #expect(open("tcp+listen://:80") == .success)
        #expect(guest.calls().contains("bind(\(fd), to: 0.0.0.0:80)"))
        guest.system.failures = ["bind(\(fd), to: [::]": .addressInUse]
        #expect(open("tcp+listen://:80") == .errno(.addressInUse))
        #expect(guest.calls().last == "close(\(fd))")
    }

    @Test("the next address is tried where one fails; the first failure is told")
    func nextAddress() {
        guest.system.failures = ["connect(\(fd), to: 192": .connectionRefused]
        #expect(open("tcp+dial://name:80") == .success)
        #expect(guest.calls().filter { $0.hasPrefix("connect") || $0.hasPrefix("close") }.count == 3)
        guest.system.failures?["connect(\(fd), to: [2001"] = .networkUnreachable
        #expect(open("tcp+dial://name:80") == .errno(.connectionRefused))
        #expect(guest.calls().filter { $0.hasPrefix("close") }.count == 2)
        guest.system.failures = ["connect": .canceled]
        #expect(open("tcp+dial://name:80") == .errno(.canceled))
        #expect(guest.calls().filter { $0.hasPrefix("connect") }.count == 1)
    }

    @Test(
        "what fails half way is closed, and no descriptor is stored",
        arguments: ["setFlags", "setOption", "bind", "listen", "restrictRights"])
    func closing(call: String) {
        guest.system.failures = [call: .permissionDenied]
        guest.store(77 as UInt32, at: 64)
        #expect(open("tcp4+listen://:80") == .errno(.permissionDenied))
        #expect(guest.calls().last == "close(\(fd))")
        #expect(guest.u32(64) == 77)
    }

    @Test("a failed look-up and a name without an address open nothing")
    func noAddress() {
        #expect(open("tcp+dial://nobody:80") == .errno(.noAddress))
        guest.system.failures = ["lookUp": .permissionDenied]
        #expect(open("tcp+dial://name:80") == .errno(.permissionDenied))
        #expect(guest.calls().allSatisfy { $0.hasPrefix("lookUp") })
    }

    @Test(
        "everything else is opened as ever",
        arguments: [
            "file", "tcp://host:80", "tcp:listen://:80", "unix+listen:///x", "tcp+accept://:80", "tcp+listen:/x",
            "+listen://:80", "tcp5+dial://:80", "",
        ])
    func others(path: String) {
        #expect(open(path) == .success)
        #expect(guest.calls().map { $0.hasPrefix("open(4294967295:\"\(path)\"") } == [true])
    }

    @Test("below a directory, a name like a socket's is a file's name")
    func belowDirectory() {
        #expect(open("tcp+listen://:80", in: 3) == .success)
        #expect(guest.calls().map { $0.hasPrefix("open(3:\"tcp+listen://:80\"") } == [true])
    }

    @Test("an endpoint that is none, an unknown flag and a place outside open nothing")
    func invalid() {
        for path in ["tcp+listen://", "tcp+dial://host", "tcp+listen://:80?wait=1", "udp+dial://h:1?nodelay=1"] {
            #expect(open(path) == .errno(.invalidArgument), "\(path)")
        }
        #expect(open("tcp+listen://:80", flags: 32) == .errno(.invalidArgument))
        #expect(guest.isLeft(open("tcp+listen://:80", at: 65_533)))
        #expect(guest.calls() == [])
    }
}
