#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("What of the network a guest may use")
struct NetworkUseTests {
    /// A socket of the host that listens on this machine's own address.
    private final class HostListener {
        let fd: Int32
        let port: UInt16

        init() throws {
            let socket = try Syscall.socket(AF_INET, streamType)
            try Syscall.bind(socket.rawValue, to: HostAddress(IPv4Address.loopback, port: 0))
            try Syscall.listen(socket.rawValue, backlog: 8)
            port = try #require(try Syscall.localAddress(of: socket.rawValue).internet?.port)
            fd = socket.release()
        }

        deinit { close(fd) }
    }

    @Test("by default is nothing, and the first refusal is told once")
    func nothing() throws {
        let system = try makeSystem()
        var told: [NetworkRefusal] = []
        system.onNetworkRefusal = { told.append($0) }
        #expect(system.firstNetworkRefusal == nil)
        let stream = try system.socket(.ipv4)
        let target = address("127.0.0.1:80")
        #expect(failure { () throws(Errno) in try system.connect(stream, to: target) } == .permissionDenied)
        #expect(failure { () throws(Errno) in try system.bind(stream, to: target) } == .permissionDenied)
        #expect(failure { () throws(Errno) in try system.bind(stream, to: anywhere(.ipv4)) } == .permissionDenied)
        #expect(failure { () throws(Errno) in try system.listen(stream, backlog: 1) } == .permissionDenied)
        let datagram = try system.socket(.ipv4, .datagram)
        #expect(failure { () throws(Errno) in try system.send(datagram, "x", to: target) } == .permissionDenied)
        #expect(failure { () throws(Errno) in try system.connect(datagram, to: target) } == .permissionDenied)
        for name: UnixSocketName in [.path("/run/x"), .path("x"), .abstract("x")] {
            let local = try system.socket(.unix)
            #expect(failure { () throws(Errno) in try system.connect(local, to: .unix(name)) } == .permissionDenied)
            #expect(failure { () throws(Errno) in try system.bind(local, to: .unix(name)) } == .permissionDenied)
        }
        #expect(told == [NetworkRefusal(.connect(target), .noRule)])
        #expect(system.firstNetworkRefusal == told.first)
    }

    @Test("is judged by the address that is reached, however it is written")
    func canonical() throws {
        let listener = try HostListener()
        let port = listener.port
        let system = try makeNetworkSystem(connect: ["127.0.0.1:\(port)"])
        // What leads to 127.0.0.1, and does not.
        for (text, family, isAllowed) in [
            ("127.0.0.1:\(port)", .ipv4, true), ("0.0.0.0:\(port)", .ipv4, true),
            ("[::ffff:127.0.0.1]:\(port)", .ipv6, true),
            ("[::ffff:0.0.0.0]:\(port)", .ipv6, true), ("127.0.0.2:\(port)", .ipv4, false),
            ("127.0.0.1:\(port ^ 1)", .ipv4, false), ("[::1]:\(port)", .ipv6, false), ("[::]:\(port)", .ipv6, false),
            ("[::127.0.0.1]:\(port)", .ipv6, false), ("[::ffff:127.0.0.2]:\(port)", .ipv6, false),
        ] as [(String, AddressFamily, Bool)] {
            let fd = try system.socket(family)
            let error = failure { () throws(Errno) in try system.connect(fd, to: address(text)) }
            #expect(error == (isAllowed ? nil : .permissionDenied), "\(text)")
            let datagram = try system.socket(family, .datagram)
            let sending = failure { () throws(Errno) in try system.send(datagram, "x", to: address(text)) }
            #expect(sending == (isAllowed ? nil : .permissionDenied), "\(text)")
        }
    }

    @Test("by a rule in the form of version 6 is that of version 4 too")
    func mappedRule() throws {
        let listener = try HostListener()
        let system = try makeNetworkSystem(connect: ["[::ffff:127.0.0.1]:\(listener.port)"])
        let fd = try system.socket(.ipv4)
        try system.connect(fd, to: loopback(.ipv4, listener.port))
    }

    @Test("by the name localhost is this machine, and by no other name")
    func names() throws {
        let listener = try HostListener()
        let port = listener.port
        let system = try makeNetworkSystem(connect: ["localhost:\(port)"])
        try system.connect(try system.socket(.ipv4), to: loopback(.ipv4, port))
        let other = try system.socket(.ipv4)
        #expect(failure { () throws(Errno) in try system.connect(other, to: address("192.0.2.1:80")) } == .permissionDenied)
    }

    @Test("by a name is not this machine's network, whatever a server answers")
    func privateNames() throws {
        let listener = try HostListener()
        let server = FakeNameServer { question in
            [question.reply(question.type == 1 ? [.a(127, 0, 0, 1)] : [])]
        }
        defer { server.stop() }
        let system = try makeNetworkSystem(connect: ["inner.test:\(listener.port)"]) {
            $0.nameServers = [loopback(.ipv4, server.port)]
        }
        let target = loopback(.ipv4, listener.port)
        let fd = try system.socket(.ipv4)
        #expect(failure { () throws(Errno) in try system.connect(fd, to: target) } == .permissionDenied)
        #expect(system.firstNetworkRefusal == NetworkRefusal(.connect(target), .privateAddress(name: "inner.test")))
    }

    @Test("to listen is another thing than to connect")
    func listening() throws {
        let system = try makeNetworkSystem(listen: ["127.0.0.1"])
        let (fd, address) = try system.listener(.ipv4)
        #expect(address.port != 0)
        try system.listen(fd, backlog: 3)
        let client = try system.socket(.ipv4)
        #expect(failure { () throws(Errno) in try system.connect(client, to: address) } == .permissionDenied)
        // Without an address, it would listen on all of them.
        #expect(failure { () throws(Errno) in try system.listen(client, backlog: 1) } == .permissionDenied)
        #expect(failure { () throws(Errno) in try system.bind(client, to: anywhere(.ipv4)) } == .permissionDenied)
        #expect(failure { () throws(Errno) in try system.bind(client, to: loopback(.ipv6)) } == .addressFamilyNotSupported)
        let six = try system.socket(.ipv6)
        try system.bind(six, to: WASICore.SocketAddress.ipv6(IPv6Address(mapping: .loopback), port: 0))
        try system.listen(six, backlog: 1)
    }

    @Test("lets who connects bind to nothing in particular, and not listen there")
    func bindingToConnect() throws {
        let listener = try HostListener()
        let system = try makeNetworkSystem(connect: ["127.0.0.1:\(listener.port)"])
        let fd = try system.socket(.ipv4)
        try system.bind(fd, to: anywhere(.ipv4))
        #expect(failure { () throws(Errno) in try system.listen(fd, backlog: 1) } == .permissionDenied)
        try system.connect(fd, to: loopback(.ipv4, listener.port))
        let datagram = try system.socket(.ipv4, .datagram)
        try system.bind(datagram, to: anywhere(.ipv4))
        #expect(
            failure { () throws(Errno) in try system.bind(try system.socket(.ipv4), to: loopback(.ipv4)) }
                == .permissionDenied)
    }

    @Test("lets a socket answer those who have sent to it, and nobody else")
    func answering() throws {
        let clients = try makeNetworkSystem()
        let (asker, _) = try clients.bound(.ipv4, .datagram)
        let (silent, silentAddress) = try clients.bound(.ipv4, .datagram)
        let system = try makeNetworkSystem(listen: ["127.0.0.1"])
        let (server, address) = try system.bound(.ipv4, .datagram)
        try clients.send(asker, "question", to: address)
        let question = try system.message(server)
        let sender = try #require(question.sender)
        try system.send(server, "answer", to: sender)
        #expect(try clients.receiveText(asker) == "answer")
        #expect(failure { () throws(Errno) in try system.send(server, "x", to: silentAddress) } == .permissionDenied)
        let (other, _) = try system.bound(.ipv4, .datagram)
        #expect(failure { () throws(Errno) in try system.send(other, "x", to: sender) } == .permissionDenied)
        // It may choose such a one as its peer too.
        try system.connect(server, to: sender)
        try system.send(server, "more")
        #expect(try clients.receiveText(asker) == "more")
        try system.close(server)
        #expect(system.socketMemories.count == 0)
        _ = silent
    }

    @Test("of who has sent, so many are remembered")
    func correspondents() {
        let correspondents = Correspondents()
        let senders = (1...UInt32(20_000)).map { SocketAddress.ipv4(IPv4Address(rawValue: $0), port: 9) }
        for sender in senders { correspondents.insert(sender) }
        #expect(correspondents.contains(senders[19_999]))
        let remembered = senders.count { correspondents.contains($0) }
        #expect(remembered > 512 && remembered <= 1024)
        let one = address("[::ffff:1.2.3.4]:5")
        correspondents.insert(one)
        #expect(correspondents.contains(address("1.2.3.4:5")))
        #expect(!correspondents.contains(address("1.2.3.4:6")))
        #expect(!correspondents.contains(address("1.2.3.5:5")))
        for _ in 0..<10 { correspondents.insert(one) }
        #expect(correspondents.contains(one))
        #expect(!correspondents.contains(address("0.0.0.0:0")))
    }
}
