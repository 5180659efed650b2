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

@Suite("Sockets that a guest is given")
struct GrantedSocketTests {
    private func system(_ grants: SocketGrant...) throws -> UnixSystem { try makeSystem { $0.sockets = grants } }

    /// The sentence that refuses a configuration.
    private func refusal(_ grants: SocketGrant...) -> String {
        do {
            _ = try makeSystem { $0.sockets = grants }
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("are polled for both directions by event loops that know no better: a listener is never ready to be written to")
    func pollBoth() throws {
        let system = try system(.listen(endpoint("127.0.0.1:0")))
        #expect(try system.ready(.number(3)) == [])
        let clients = try makeNetworkSystem()
        try clients.connect(
            clients.socket(.ipv4), to: loopback(.ipv4, #require(system.grantedSockets.first?.address.port)))
        try system.await(.read(.number(3)))
        #expect(try system.ready(.number(3)) == [Event(userData: 3, type: .read)])
    }

    @Test(
        "listen where they are told",
        arguments: [
            ("tcp://127.0.0.1:0", "127.0.0.1"), ("tcp4://:0", "0.0.0.0"), ("tcp6://:0", "::"), (":0", "::"),
            ("[::]:0", "::"),
            ("tcp6://[::1]:0", "::1"), ("localhost:0", ""),
        ])
    func listen(text: String, host: String) throws {
        let system = try system(.listen(endpoint(text)))
        let socket = try #require(system.grantedSockets.first)
        #expect(socket.descriptor == .number(3))
        #expect(socket.type == .stream)
        let port = try #require(socket.address.port)
        #expect(port != 0)
        if !host.isEmpty { #expect(socket.address.ip == IPAddress(host)) }
        let status = try system.status(of: .number(3))
        #expect(status.rights == .listener)
        #expect(status.inheriting == .connection)
        #expect(status.type == .streamSocket)
        #expect(status.flags == .nonBlocking)
        #expect(try system.option(.acceptsConnections, of: .number(3)) == .flag(true))
        #expect(try system.option(.noDelay, of: .number(3)) == .flag(true))
        #expect(failure { () throws(Errno) in try system.preopen(.number(3)) } == .badFileDescriptor)
        #expect(failure { () throws(Errno) in try system.accept(.number(3), flags: []) } == .resourceTemporarilyUnavailable)

        // Who may reach it: both versions where none was asked for.
        let clients = try makeNetworkSystem()
        for family in internet {
            let isReached =
                switch text {
                case ":0", "[::]:0": true
                case "localhost:0": socket.address.family == family
                default: text.contains("tcp6") ? family == .ipv6 : family == .ipv4
                }
            let client = try clients.socket(family)
            let error = failure { () throws(Errno) in try clients.connect(client, to: loopback(family, port)) }
            #expect(error == (isReached ? nil : .connectionRefused), "\(family)")
            guard isReached else { continue }
            try system.await(.read(.number(3)))
            let connection = try system.accept(.number(3), flags: [])
            #expect(try system.option(.noDelay, of: connection) == .flag(true))
            try clients.send(client, "x")
            #expect(try system.receiveText(connection) == "x")
            #expect(fcntl(try system.table.file(connection).host, F_GETFD) & FD_CLOEXEC != 0)
        }
        #expect(fcntl(try system.table.file(.number(3)).host, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test("dial, and wait or not as they are told")
    func dial() throws {
        let servers = try makeNetworkSystem()
        let (listener, address) = try servers.listener(.ipv4)
        let port = try #require(address.port)
        let system = try system(
            .dial(endpoint("127.0.0.1:\(port)?nonblock=0")), .dial(endpoint("localhost:\(port)")),
            .dial(endpoint(":\(port)")))
        #expect(try system.status(of: .number(3)).flags == [])
        #expect(try system.status(of: .number(4)).flags == .nonBlocking)
        for number: UInt32 in 3...5 {
            let server = try servers.accept(listener, flags: [])
            try system.await(.write(.number(number)))
            #expect(try system.pendingError(.number(number)) == nil)
            #expect(try system.status(of: .number(number)).rights == .connection)
            #expect(try servers.remoteAddress(of: server) == system.grantedSockets[Int(number) - 3].address)
            try system.send(.number(number), "x")
            #expect(try servers.receiveText(server) == "x")
            #expect(try system.remoteAddress(of: .number(number)) == address)
        }
    }

    @Test("receive datagrams and answer them without a rule")
    func datagrams() throws {
        let system = try system(.listen(endpoint("udp://127.0.0.1:0?nonblock=0")))
        let socket = try #require(system.grantedSockets.first)
        #expect(socket.type == .datagram)
        #expect(try system.status(of: .number(3)).type == .datagramSocket)
        let clients = try makeNetworkSystem()
        let client = try clients.socket(.ipv4, .datagram)
        try clients.send(client, "ping", to: socket.address)
        let ping = try system.message(.number(3))
        try system.send(.number(3), "pong", to: try #require(ping.sender))
        #expect(try clients.receiveText(client) == "pong")
        #expect(
            failure { () throws(Errno) in try system.send(.number(3), "x", to: address("127.0.0.1:9")) } == .permissionDenied
        )
    }

    @Test("are local sockets of the host, whose file goes with them")
    func local() throws {
        let tree = TemporaryTree()
        let path = tree.absolute("app.sock")
        do {
            let system = try system(.listen(endpoint("unix:\(path)?nonblock=0")), .dial(endpoint("unix:\(path)")))
            #expect(system.grantedSockets.map(\.address) == [.unix(.path(path)), .unix(.unnamed)])
            // The guest does not see the host's path.
            #expect(try system.localAddress(of: .number(3)) == .unix(.unnamed))
            #expect(try system.remoteAddress(of: .number(4)) == .unix(.unnamed))
            let connection = try system.accept(.number(3), flags: [])
            #expect(try system.localAddress(of: connection) == .unix(.unnamed))
            try system.send(.number(4), "x")
            #expect(try system.receiveText(connection) == "x")
            let busy = refusal(.listen(endpoint("unix:\(path)")))
            #expect(busy == "cannot listen on \"unix:\(path)\": Address in use")
        }
        #expect(access(path, F_OK) != 0)
        #expect(OpenDescriptors().within(tree).isEmpty)
        let datagrams = try system(.listen(endpoint("unix-dgram:\(path)")), .dial(endpoint("unix-dgram:\(path)")))
        try datagrams.send(.number(4), "message")
        #expect(try datagrams.receiveText(.number(3)) == "message")
    }

    @Test("a file that another has put in its place stays")
    func replaced() throws {
        let tree = TemporaryTree()
        let path = tree.absolute("app.sock")
        do {
            let system = try system(.listen(endpoint("unix:\(path)")))
            #expect(unlink(path) == 0)
            tree.file("app.sock", "other")
            _ = system
        }
        #expect(tree.content("app.sock") == Array("other".utf8))
    }

    @Test("have abstract names on Linux", .enabled(if: isLinux))
    func abstractName() throws {
        let name = "swift-wasi-granted-\(getpid())"
        let system = try system(.listen(endpoint("unix:@\(name)")), .dial(endpoint("unix:@\(name)")))
        #expect(system.grantedSockets[0].address == .unix(.abstract(name)))
        #expect(try system.localAddress(of: .number(3)) == .unix(.abstract(name)))
        _ = try system.accept(.number(3), flags: [])
    }

    @Test("take the place of a local socket that nobody has open any more, and of no other")
    func abandonedPath() throws {
        let tree = TemporaryTree()
        let path = tree.absolute("s")
        do {
            let left = try Syscall.socket(AF_UNIX, streamType)
            try Syscall.bind(left.rawValue, to: HostAddress(localName: Array(path.utf8)))
            try Syscall.listen(left.rawValue, backlog: 1)
            #expect(refusal(.listen(endpoint("unix:\(path)"))) == "cannot listen on \"unix:\(path)\": Address in use")
        }
        let system = try system(.listen(endpoint("unix:\(path)")), .dial(endpoint("unix:\(path)")))
        _ = try system.accept(.number(3), flags: [])
    }

    @Test("that cannot be had are refused in one sentence")
    func refusals() throws {
        let servers = try makeNetworkSystem()
        let (_, taken) = try servers.listener(.ipv4)
        #expect(refusal(.listen(endpoint("\(taken)"))) == "cannot listen on \"\(taken)\": Address in use")
        let (free, unused) = try servers.bound(.ipv4, .stream)
        #expect(refusal(.dial(endpoint("\(unused)?nonblock=0"))) == "cannot connect to \"\(unused)\": Connection refused")
        _ = free
        let tree = TemporaryTree()
        let stale = tree.absolute("stale")
        let left = try Syscall.socket(AF_UNIX, streamType)
        try Syscall.bind(left.rawValue, to: HostAddress(localName: Array(stale.utf8)))
        #expect(
            refusal(.listen(endpoint("unix:\(stale)?reuseaddr=0")))
                == "cannot listen on \"unix:\(stale)\": Address in use; "
                + "nobody listens there any more; without reuseaddr=0 the file is replaced")
        let file = tree.file("file")
        #expect(
            refusal(.listen(endpoint("unix:\(file)")))
                == "cannot listen on \"unix:\(file)\": Address in use; something is there that is no socket")
        #expect(
            refusal(.dial(endpoint("unix:\(tree.absolute("none"))")))
                == "cannot connect to \"unix:\(tree.absolute("none"))\": No such file or directory")
        let long = String(repeating: "x", count: 200)
        #expect(refusal(.listen(endpoint("unix:/tmp/\(long)"))).hasSuffix("File name too long"))
        #expect(refusal(.listen(endpoint("192.0.2.1:0"))) == "cannot listen on \"192.0.2.1:0\": Address not available")
        #expect(refusal(.listen(endpoint("127.0.0.1:no-such-service"))).contains("127.0.0.1:no-such-service"))
        #expect(refusal(SocketGrant(descriptor: 9999)) == "cannot use as a socket descriptor \"9999\": Bad file descriptor")
        _ = left.rawValue
    }

    @Test("datagrams never share a port without being asked")
    func datagramPort() throws {
        let first = try system(.listen(endpoint("udp://127.0.0.1:0")))
        let taken = try #require(first.grantedSockets.first?.address)
        #expect(refusal(.listen(endpoint("udp://\(taken)"))) == "cannot listen on \"udp://\(taken)\": Address in use")
    }

    @Test("come after the directories, in order")
    func order() throws {
        let tree = TemporaryTree()
        let pair = HostPair.sockets()
        let system = try makeSystem {
            $0.grants = [DirectoryGrant(host: tree.path, guest: "/")]
            $0.sockets = [
                .listen(endpoint("127.0.0.1:0")), SocketGrant(descriptor: pair.reader),
                .listen(endpoint("udp://127.0.0.1:0")),
            ]
        }
        #expect(system.grantedSockets.map(\.descriptor) == [.number(4), .number(5), .number(6)])
        #expect(system.grantedSockets.map(\.type) == [.stream, .stream, .datagram])
        #expect(system.grantedSockets[1].address == .unix(.unnamed))
        #expect(try system.preopen(.number(3)).name == Array("/".utf8))
        #expect(failure { () throws(Errno) in try system.preopen(.number(4)) } == .badFileDescriptor)
    }
}
