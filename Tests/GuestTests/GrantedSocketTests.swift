import TestSupport
import Testing

@Suite("Programs on sockets that they are given", .enabled(if: Checkout.has("c"), "`make programs engine` provides them"))
struct GrantedSocketTests {
    /// Talks to a server that echoes, as three clients at once.
    private func talk(with run: LiveRun, _ connect: () throws -> Peer) throws {
        let peers = try (0..<3).map { _ in try connect() }
        let texts = ["one", "two", String(repeating: "a long text; ", count: 10_000)]
        // The long one is read while it is sent: neither side holds all of it.
        for (peer, text) in zip(peers.prefix(2), texts) {
            try peer.send(text)
            peer.finish()
            #expect(try peer.receiveToEnd() == text)
        }
        let thread = HostThread { [peer = Sending(peers[2])] in
            try? peer.value.send(texts[2])
            peer.value.finish()
        }
        #expect(try peers[2].receiveToEnd() == texts[2])
        thread.join()
        let end = try run.end()
        #expect(end.output == "echoed \(texts.reduce(0) { $0 + $1.utf8.count }) bytes over 3 connections\n")
        #expect(end.errors == "")
        #expect(end.status == 0)
    }

    @Test(
        "a C server accepts, polls and echoes on a socket behind its directories, and keeps its files",
        arguments: ["127.0.0.1:0", "tcp4://:0", ":0", "localhost:0?nonblock=0", "127.0.0.1:0?backlog=1&nodelay=0"])
    func server(address: String) throws {
        let tree = TemporaryTree()
        let run = try LiveRun(
            "c/server", ["3"], options: ["--dir", "\(tree.path)::/", "--listen", address, "--print-listen"])
        let line = try run.errorLine()
        #expect(line.hasPrefix("wasirun: descriptor 4 listens at tcp://"))
        let port = try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
        let place = line.contains("[::1]") ? Peer.Place.ipv6(port) : .ipv4(port)
        try talk(with: run) { try .connected(to: place) }
        #expect(tree.text("served") == "connection 1\nconnection 2\nconnection 3\n")
    }

    @Test(
        "a socket on every address takes connections of both versions",
        .enabled(if: Peer.hasIPv6, "this machine has no address of version 6"))
    func dualStack() throws {
        let tree = TemporaryTree()
        let run = try LiveRun("c/server", ["3"], options: ["--dir", "\(tree.path)::/", "--listen", ":0", "--print-listen"])
        let port = try run.port()
        var versions = [Peer.Place.ipv6(port), .ipv4(port), .ipv6(port)]
        try talk(with: run) { try .connected(to: versions.removeLast()) }
    }

    @Test(
        "a socket of one version keeps the other out",
        .enabled(if: Peer.hasIPv6, "this machine has no address of version 6"), arguments: ["tcp4://:0", "tcp6://:0"])
    func oneVersion(address: String) throws {
        let tree = TemporaryTree()
        let run = try LiveRun(
            "c/server", ["1"], options: ["--dir", "\(tree.path)::/", "--listen", address, "--print-listen"])
        let port = try run.port()
        #expect(throws: Run.Failure.self) {
            try Peer.connected(to: address.hasPrefix("tcp4") ? .ipv6(port) : .ipv4(port))
        }
    }

    @Test("a local socket is served at its path")
    func localServer() throws {
        let tree = TemporaryTree()
        tree.directory("root")
        let path = tree.absolute("socket")
        let run = try LiveRun(
            "c/server", ["3"], options: ["--dir", "\(tree.path)/root::/", "--listen", "unix:\(path)", "--print-listen"])
        #expect(try run.errorLine() == "wasirun: descriptor 4 listens at unix:\(path)")
        try talk(with: run) { try .connected(to: .path(path)) }
        #expect(!tree.exists("socket"))
    }

    @Test(
        "an inherited socket is served, and so are those of socket activation",
        arguments: ["fd:9", "systemd", "systemd:web"])
    func inherited(option: String) throws {
        let tree = TemporaryTree()
        let listener = try Peer.listening()
        let others = try Peer.pair()
        let isActivation = option.hasPrefix("systemd")
        let run = try LiveRun(
            "c/server", ["3"], options: ["--dir", "\(tree.path)::/", "--listen", option, "--print-listen"],
            sockets: isActivation ? [3: listener, 4: others.0] : [9: listener],
            shell: isActivation
                ? "export LISTEN_PID=$$ LISTEN_FDS=\(option == "systemd" ? 1 : 2) LISTEN_FDNAMES=web\(option == "systemd" ? "" : ":x")"
                : nil)
        #expect(try run.errorLine() == "wasirun: descriptor 4 is at tcp://127.0.0.1:\(listener.port)")
        try talk(with: run) { try .connected(to: .ipv4(listener.port)) }
    }

    @Test("an inherited connection is the guest's alone: it ends when the guest closes it")
    func inheritedConnection() throws {
        var ends = [try Peer.pair(), try Peer.pair()]
        let (first, second) = (ends[0].1, ends[1].1)
        let run = try LiveRun(
            "wat/closing", options: ["--dial", "fd:7", "--dial", "fd:3?nonblock=0"], sockets: [7: ends[0].0, 3: ends[1].0])
        ends = []
        #expect(try first.receiveToEnd() == "")
        second.finish()
        #expect(try run.end() == Run(output: "", errors: "", status: 0))
    }

    @Test("a C client talks over a connection that was dialled", arguments: ["", "?nonblock=0", "?nodelay=0&nonblock=1"])
    func client(options: String) throws {
        let listener = try Peer.listening()
        let run = try LiveRun(
            "c/client", ["one", "two"], options: ["--dial", "127.0.0.1:\(listener.port)\(options)", "--print-listen"])
        let peer = try listener.accept()
        #expect(try peer.receiveToEnd() == "one\ntwo\n")
        try peer.send("answered\n")
        peer.finish()
        #expect(try run.errorLine().hasPrefix("wasirun: descriptor 3 is connected from tcp://127.0.0.1:"))
        #expect(try run.end() == Run(output: "answered\n", errors: "", status: 0))
    }

    @Test("a client talks to a local socket by its path on the host")
    func localClient() throws {
        let tree = TemporaryTree()
        let listener = try Peer.listening(at: .path(tree.absolute("socket")))
        let run = try LiveRun("c/client", ["hello"], options: ["--dial", "unix:\(tree.absolute("socket"))"])
        let peer = try listener.accept()
        #expect(try peer.receiveToEnd() == "hello\n")
        peer.finish()
        #expect(try run.end() == Run(output: "", errors: "", status: 0))
    }

    @Test("messages are answered on a socket for datagrams, without any rule")
    func datagrams() throws {
        let run = try LiveRun("raw/answers", options: ["--listen", "udp://127.0.0.1:0", "--print-listen"])
        let line = try run.errorLine()
        #expect(line.hasPrefix("wasirun: descriptor 3 receives at udp://127.0.0.1:"))
        let port = try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
        let peers = try (0..<2).map { _ in try Peer.connected(to: .ipv4(port), datagrams: true) }
        for (peer, text) in zip(peers, ["one", "two"]) {
            try peer.send(text)
            #expect(try peer.receive() == Array(text.uppercased().utf8))
        }
        try peers[0].sendNothing()
        #expect(try peers[0].receive() == [])
        #expect(try run.end() == Run(output: "answered\n", errors: "", status: 0))
    }

    @Test("messages are sent over a socket that was dialled")
    func dialledDatagrams() throws {
        let server = try Peer.datagrams()
        let run = try LiveRun("c/messages", ["one", "two"], options: ["--dial", "udp://127.0.0.1:\(server.port)"])
        for _ in 0..<2 { try server.answer { Array("<".utf8) + $0 + Array(">".utf8) } }
        #expect(try run.end() == Run(output: "<one>\n<two>\n", errors: "", status: 0))
    }

    @Test("the end of a pipe is a hang-up", arguments: [[], ["--non-blocking-stdio"]])
    func pipeHangup(options: [String]) throws {
        let run = try Run.program("raw/hangup", ["0"], options: options, input: .text("hello"))
        #expect(run == Run(output: "5 bytes, then a hang-up\n", errors: "", status: 0))
    }

    @Test(
        "the end of a connection is a hang-up when all has been read, also if only that half has ended",
        arguments: [true, false])
    func hangup(isWhole: Bool) throws {
        let (inner, outer) = try Peer.pair()
        let run = try LiveRun("raw/hangup", ["3"], options: ["--dial", "fd:5"], sockets: [5: inner])
        try outer.send("bye")
        if isWhole { outer.finishWholly() } else { outer.finish() }
        #expect(try run.end() == Run(output: "3 bytes, then a hang-up\n", errors: "", status: 0))
    }

    @Test("a pipe, a file, an output and a connection are polled in one call", arguments: [[], ["--non-blocking-stdio"]])
    func polling(options: [String]) throws {
        let tree = TemporaryTree()
        let (inner, outer) = try Peer.pair()
        let run = try LiveRun(
            "c/polling", options: options + ["--dir", "\(tree.path)::/", "--dial", "fd:5"], sockets: [5: inner],
            isSilent: true)
        #expect(try outer.receive() == Array("?".utf8))
        try outer.send("!")
        #expect(try run.end() == Run(output: "polling\n", errors: "", status: 0))
    }

    @Test("a port in use, a path in use and a peer that is not there are each one sentence")
    func unavailable() throws {
        let tree = TemporaryTree()
        let listener = try Peer.listening()
        let busy = try Run.program("raw/hello", options: ["--listen", "127.0.0.1:\(listener.port)"])
        #expect(busy.status == 125)
        #expect(busy.errors == "wasirun: cannot listen on \"127.0.0.1:\(listener.port)\": Address in use\n")
        let local = try Peer.listening(at: .path(tree.absolute("socket")))
        let occupied = try Run.program("raw/hello", options: ["--listen", "unix:\(tree.absolute("socket"))"])
        #expect(occupied.status == 125)
        #expect(occupied.errors == "wasirun: cannot listen on \"unix:\(tree.absolute("socket"))\": Address in use\n")
        _ = local
        let absent = try Run.program("raw/hello", options: ["--dial", "unix:\(tree.absolute("nothing"))"])
        #expect(absent.status == 125)
        #expect(
            absent.errors == "wasirun: cannot connect to \"unix:\(tree.absolute("nothing"))\": No such file or directory\n")
        let closed = try Run.program("raw/hello", options: ["--listen", "fd:77"])
        #expect(closed.status == 125)
        #expect(closed.errors == "wasirun: descriptor 77 is not open, so it is no socket for the program\n")
        let file = try Run.program("raw/hello", options: ["--listen", "fd:0"])
        #expect(file.status == 125)
        #expect(file.errors == "wasirun: cannot use as a socket descriptor \"0\": Not a socket\n")
    }
}

/// Lets a peer be used by another thread, and by one at a time.
struct Sending: @unchecked Sendable {
    let value: Peer

    init(_ value: Peer) { self.value = value }
}
