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

@Suite("Local sockets")
struct LocalSocketTests {
    private func makeSystem(
        _ grants: [DirectoryGrant], _ rules: [NetworkRule] = [NetworkRule(.any)]
    ) throws -> UnixSystem {
        try WASIUnixTests.makeSystem {
            $0.grants = grants
            $0.network.connect = rules
            $0.network.listen = rules
        }
    }

    private func makeSystem(_ tree: TemporaryTree, guest: String = "/run", _ rules: [NetworkRule] = [NetworkRule(.any)])
        throws
        -> UnixSystem
    {
        try makeSystem([DirectoryGrant(host: tree.path, guest: guest)], rules)
    }

    private func path(_ path: String) -> SocketAddress { .unix(.path(path)) }

    /// A socket of the host that is bound to a path.
    private func hostSocket(_ path: String, _ type: Int32 = streamType) throws -> OwnedDescriptor {
        let socket = try Syscall.socket(AF_UNIX, type)
        try Syscall.bind(socket.rawValue, to: HostAddress(localName: Array(path.utf8)))
        if type == streamType { try Syscall.listen(socket.rawValue, backlog: 8) }
        return socket
    }

    @Test("connect by a path of the guest's, and only that is shown")
    func streams() throws {
        let tree = TemporaryTree()
        let system = try makeSystem(tree)
        let listener = try system.socket(.unix)
        #expect(try system.localAddress(of: listener) == .unix(.unnamed))
        try system.bind(listener, to: path("/run/a.sock"))
        #expect(try system.localAddress(of: listener) == path("/run/a.sock"))
        try system.listen(listener, backlog: 4)
        var status = stat()
        #expect(lstat(tree.absolute("a.sock"), &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFSOCK)
        let client = try system.socket(.unix)
        try system.connect(client, to: path("/run/a.sock"))
        #expect(try system.remoteAddress(of: client) == path("/run/a.sock"))
        #expect(try system.localAddress(of: client) == .unix(.unnamed))
        let server = try system.accept(listener, flags: [])
        #expect(try system.localAddress(of: server) == path("/run/a.sock"))
        #expect(try system.remoteAddress(of: server) == .unix(.unnamed))
        try system.send(client, "hello")
        let message = try system.message(server)
        #expect(message.text == "hello")
        #expect(message.sender == .unix(.unnamed))
        #expect(failure { () throws(Errno) in try system.connect(client, to: path("/run/a.sock")) } == .socketIsConnected)
        #expect(failure { () throws(Errno) in try system.connect(listener, to: path("/run/a.sock")) } == .socketIsConnected)
        // A named client is known by its name.
        let named = try system.socket(.unix)
        try system.bind(named, to: path("/run/client"))
        try system.connect(named, to: path("run/a.sock"))
        let second = try system.accept(listener, flags: [])
        #expect(try system.remoteAddress(of: second) == path("/run/client"))
        for fd in [listener, client, server, named, second] { try system.close(fd) }
        #expect(system.socketMemories.count == 0)
        #expect(OpenDescriptors().within(tree) == [tree.path])
    }

    @Test("send datagrams and answer them by name")
    func datagrams() throws {
        let tree = TemporaryTree()
        let system = try makeSystem(tree)
        tree.directory("deep")
        let server = try system.socket(.unix, .datagram)
        try system.bind(server, to: path("/run/server"))
        let client = try system.socket(.unix, .datagram)
        try system.bind(client, to: path("/run/deep/client"))
        try system.send(client, "question", to: path("/run/server"))
        let question = try system.message(server)
        #expect(question.text == "question")
        #expect(question.sender == path("/run/deep/client"))
        try system.send(server, "answer", to: try #require(question.sender))
        #expect(try system.receiveText(client) == "answer")
        let anonymous = try system.socket(.unix, .datagram)
        try system.send(anonymous, "x", to: path("/run/server"))
        #expect(try system.message(server).sender == .unix(.unnamed))
        let stream = try system.socket(.unix)
        #expect(
            failure { () throws(Errno) in try system.connect(stream, to: path("/run/server")) }
                == .protocolWrongTypeForSocket)
    }

    @Test("of other programs have the guest's name below its directories, and none outside")
    func otherPrograms() throws {
        let tree = TemporaryTree()
        let outside = TemporaryTree()
        let system = try makeSystem([
            DirectoryGrant(host: tree.path, guest: "/"), DirectoryGrant(host: tree.directory("in"), guest: "inner"),
        ])
        let server = try system.socket(.unix, .datagram)
        try system.bind(server, to: path("/server"))
        for (host, name) in [
            (tree.absolute("x"), UnixSocketName.path("/x")), (tree.absolute("in/y"), .path("inner/y")),
            (outside.absolute("z"), .unnamed),
        ] {
            let sender = try hostSocket(host, datagramType)
            try Syscall.connect(sender.rawValue, to: HostAddress(localName: Array(tree.absolute("server").utf8)))
            #expect(write(sender.rawValue, "m", 1) == 1)
            #expect(try system.message(server).sender == .unix(name))
        }
    }

    @Test("are found by the longest name among the directories")
    func longestName() throws {
        let (root, run, other) = (TemporaryTree(), TemporaryTree(), TemporaryTree())
        let system = try makeSystem([
            DirectoryGrant(host: root.path, guest: "/"), DirectoryGrant(host: run.path, guest: "/run"),
            DirectoryGrant(host: other.path, guest: "./other/"),
        ])
        for (name, tree, host) in [
            ("/run/a", run, "a"), ("run/b", run, "b"), ("/running", root, "running"), ("c", root, "c"),
            ("/other/d", other, "d"),
            ("./other//e", other, "e"), ("//run///./f", run, "f"),
        ] {
            try system.bind(try system.socket(.unix), to: path(name))
            #expect(access(tree.absolute(host), F_OK) == 0, "\(name)")
        }
        try system.close(.number(4))
        root.directory("run")
        try system.bind(try system.socket(.unix), to: path("/run/g"))
        #expect(access(root.absolute("run/g"), F_OK) == 0)
    }

    @Test("outside the directories cannot be reached, by no way")
    func escapes() throws {
        let outside = TemporaryTree()
        let target = try hostSocket(outside.absolute("secret"))
        let tree = TemporaryTree()
        tree.link("absolute", to: outside.absolute("secret"))
        tree.link("climbing", to: "../\(outside.path.split(separator: "/").last ?? "")/secret")
        tree.link("away", to: outside.path)
        tree.link("inside", to: "real")
        let system = try makeSystem(tree)
        let name = outside.path.split(separator: "/").last ?? ""
        for text in [
            "/run/../\(name)/secret", "/run/absolute", "/run/climbing", "/run/away/secret", outside.absolute("secret"),
        ] {
            let fd = try system.socket(.unix)
            #expect(failure { () throws(Errno) in try system.connect(fd, to: path(text)) } == .permissionDenied, "\(text)")
            let datagram = try system.socket(.unix, .datagram)
            #expect(
                failure { () throws(Errno) in try system.send(datagram, "x", to: path(text)) } == .permissionDenied,
                "\(text)")
        }
        #expect(system.firstNetworkRefusal?.reason == .noDirectory)
        for text in ["/run/../\(name)/new", "/run/away/new", outside.absolute("new")] {
            let fd = try system.socket(.unix)
            #expect(failure { () throws(Errno) in try system.bind(fd, to: path(text)) } == .permissionDenied, "\(text)")
        }
        #expect(outside.content("new") == nil && access(outside.absolute("new"), F_OK) != 0)
        // Inside, links are followed; a name that is taken is not.
        let real = try hostSocket(tree.absolute("real"))
        try system.connect(try system.socket(.unix), to: path("/run/inside"))
        let late = try system.socket(.unix)
        #expect(failure { () throws(Errno) in try system.bind(late, to: path("/run/absolute")) } == .addressInUse)
        #expect(failure { () throws(Errno) in try system.bind(late, to: path("/run/real")) } == .addressInUse)
        _ = (real.rawValue, target.rawValue)
    }

    @Test("are not made through a read-only directory, but connected to")
    func readOnly() throws {
        let tree = TemporaryTree()
        let server = try hostSocket(tree.absolute("s"))
        let system = try makeSystem([DirectoryGrant(host: tree.path, guest: ".", access: .readOnly)])
        try system.connect(try system.socket(.unix), to: path("s"))
        let fd = try system.socket(.unix)
        #expect(failure { () throws(Errno) in try system.bind(fd, to: path("new")) } == .readOnlyFileSystem)
        _ = server.rawValue
    }

    @Test("need a rule besides the directory")
    func rules() throws {
        let tree = TemporaryTree()
        let server = try hostSocket(tree.absolute("s"))
        let other = try hostSocket(tree.absolute("t"))
        let system = try makeSystem(tree, [NetworkRule(.path("/run/s"))])
        try system.connect(try system.socket(.unix), to: path("/run/s"))
        let fd = try system.socket(.unix)
        #expect(failure { () throws(Errno) in try system.connect(fd, to: path("/run/t")) } == .permissionDenied)
        #expect(system.firstNetworkRefusal == NetworkRefusal(.connect(path("/run/t")), .noRule))
        let everyPath = try makeSystem(tree, [NetworkRule(.path(nil))])
        try everyPath.connect(try everyPath.socket(.unix), to: path("/run/t"))
        let abstract = try everyPath.socket(.unix)
        #expect(failure { () throws(Errno) in try everyPath.bind(abstract, to: .unix(.abstract("x"))) } == .permissionDenied)
        let without = try makeSystem([])
        let lost = try without.socket(.unix)
        #expect(failure { () throws(Errno) in try without.connect(lost, to: path("/run/s")) } == .permissionDenied)
        #expect(without.firstNetworkRefusal == NetworkRefusal(.connect(path("/run/s")), .noDirectory))
        _ = (server.rawValue, other.rawValue)
    }

    @Test("have abstract names on Linux", .enabled(if: isLinux))
    func abstractNames() throws {
        let system = try makeSystem([])
        let name = SocketAddress.unix(.abstract("swift-wasi-test-\(getpid())"))
        let listener = try system.socket(.unix)
        try system.bind(listener, to: name)
        try system.listen(listener, backlog: 1)
        #expect(try system.localAddress(of: listener) == name)
        let client = try system.socket(.unix)
        try system.connect(client, to: name)
        #expect(try system.remoteAddress(of: client) == name)
        #expect(try system.localAddress(of: try system.accept(listener, flags: [])) == name)
        let second = try system.socket(.unix)
        #expect(failure { () throws(Errno) in try system.bind(second, to: name) } == .addressInUse)
    }

    @Test("names that lead nowhere have errors of their own")
    func badNames() throws {
        let tree = TemporaryTree()
        let system = try makeSystem(tree)
        tree.file("file")
        let long = String(repeating: "n", count: 120)
        for (name, connecting, binding) in [
            (.path("/run/none"), .noSuchFileOrDirectory, nil),
            (.path("/run/no/x"), .noSuchFileOrDirectory, .noSuchFileOrDirectory),
            (.path("/run/file"), .connectionRefused, .addressInUse), (.path("/run/file/x"), .notDirectory, .notDirectory),
            (.path("/run/."), .connectionRefused, .addressInUse), (.path("/run"), .connectionRefused, .addressInUse),
            (.path(""), .noSuchFileOrDirectory, .noSuchFileOrDirectory),
            (.path("/run/a\0b"), .invalidArgument, .invalidArgument),
            (.path("/run/new/"), .noSuchFileOrDirectory, .noSuchFileOrDirectory),
            (.path("/run/\(long)"), .noSuchFileOrDirectory, .fileNameTooLong),
            (.unnamed, .invalidArgument, .invalidArgument),
        ] as [(UnixSocketName, Errno, Errno?)] {
            let fd = try system.socket(.unix)
            #expect(failure { () throws(Errno) in try system.connect(fd, to: .unix(name)) } == connecting, "\(name)")
            #expect(failure { () throws(Errno) in try system.bind(fd, to: .unix(name)) } == binding, "\(name)")
        }
        #expect(OpenDescriptors().within(tree).count == 2)
    }

    @Test("keep their names when they are renumbered, and give them up when they are replaced")
    func renumber() throws {
        let tree = TemporaryTree()
        let system = try makeSystem(tree)
        let first = try system.socket(.unix)
        try system.bind(first, to: path("/run/1"))
        let second = try system.socket(.unix)
        try system.bind(second, to: path("/run/2"))
        try system.renumber(second, to: first)
        #expect(try system.localAddress(of: first) == path("/run/2"))
        #expect(failure { () throws(Errno) in try system.localAddress(of: second) } == .badFileDescriptor)
        #expect(system.socketMemories.count == 1)
    }

    @Test("wait for a receiver without room, and not for ever", .enabled(if: isLinux))
    func fullReceiver() throws {
        let tree = TemporaryTree()
        let system = try makeSystem(tree)
        let receiver = try system.socket(.unix, .datagram)
        try system.bind(receiver, to: path("/run/r"))
        let sender = try system.socket(.unix, .datagram, isNonBlocking: true)
        var count = 0
        while failure({ () throws(Errno) in try system.send(sender, "x", to: path("/run/r")) }) == nil { count += 1 }
        #expect(
            failure { () throws(Errno) in try system.send(sender, "x", to: path("/run/r")) }
                == .resourceTemporarilyUnavailable)
        try system.setFlags([], of: sender)
        try system.setOption(.sendTimeout, to: .span(.nanoseconds(30_000_000)), of: sender)
        let time = milliseconds {
            #expect(
                failure { () throws(Errno) in try system.send(sender, "x", to: path("/run/r")) }
                    == .resourceTemporarilyUnavailable)
        }
        #expect(time >= 30)
        try system.setOption(.sendTimeout, to: .span(nil), of: sender)
        let host = try table(system, receiver)
        let thread = HostThread {
            HostThread.pause(milliseconds: 10)
            var byte: UInt8 = 0
            for _ in 0..<4 { recv(host, &byte, 1, 0) }
        }
        #expect(try system.send(sender, "x", to: path("/run/r")) == 1)
        thread.join()
        #expect(count > 0)
    }

    @Test("wait for a listener whose queue is full", .enabled(if: isLinux))
    func fullListener() throws {
        let tree = TemporaryTree()
        let system = try makeSystem(tree)
        let listener = try system.socket(.unix)
        try system.bind(listener, to: path("/run/l"))
        try system.listen(listener, backlog: 0)
        let quick = try system.socket(.unix, isNonBlocking: true)
        try system.connect(quick, to: path("/run/l"))
        let next = try system.socket(.unix, isNonBlocking: true)
        #expect(
            failure { () throws(Errno) in try system.connect(next, to: path("/run/l")) } == .resourceTemporarilyUnavailable)
        try system.setFlags([], of: next)
        let host = try table(system, listener)
        let thread = HostThread {
            HostThread.pause(milliseconds: 10)
            close(accept(host, nil, nil))
        }
        try system.connect(next, to: path("/run/l"))
        thread.join()
    }

    /// The host's number of a descriptor.
    private func table(_ system: UnixSystem, _ fd: Descriptor) throws(Errno) -> Int32 { try system.table.file(fd).host }
}
