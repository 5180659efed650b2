import TestSupport
import Testing

@Suite("Programs that make sockets", .enabled(if: Checkout.has("raw"), "`make programs engine` provides them"))
struct OwnSocketTests {
    /// Both families where this machine has them.
    static let families = Peer.hasIPv6 ? ["4", "6"] : ["4"]

    @Test(
        "either version connects, accepts, talks and hangs up within one program",
        arguments: ["raw/streams-v1", "raw/streams-v2"], families)
    func streams(program: String, family: String) throws {
        let rules = ["--allow-connect", "localhost", "--allow-listen", "127.0.0.1,::1"]
        #expect(try Run.program(program, [family], options: rules) == Run(output: "streams\n", errors: "", status: 0))
    }

    @Test("either version sends messages", arguments: ["raw/datagrams-v1", "raw/datagrams-v2"], families)
    func datagrams(program: String, family: String) throws {
        #expect(
            try Run.program(program, [family], options: ["--net"]) == Run(output: "datagrams\n", errors: "", status: 0))
    }

    @Test(
        "local sockets have their names below a granted directory",
        arguments: [("raw/streams-v2", ["/a"]), ("raw/streams-v2", ["below/a"]), ("raw/datagrams-v2", ["/a", "/b"])])
    func localSockets(program: String, names: [String]) throws {
        let tree = TemporaryTree()
        tree.directory("below")
        let options = [
            "--dir", "\(tree.path)::/", "--dir", "\(tree.path)::.", "--allow-connect", "unix:*", "--allow-listen", "unix:*",
        ]
        let run = try Run.program(program, names, options: options)
        #expect(run == Run(output: program.contains("streams") ? "streams\n" : "datagrams\n", errors: "", status: 0))
        #expect(tree.exists(names[0].hasPrefix("/") ? String(names[0].dropFirst()) : names[0]))
    }

    #if os(Linux)
        @Test("abstract names need no directory", arguments: ["raw/streams-v2", "raw/datagrams-v2"])
        func abstractNames(program: String) throws {
            let name = "@swift-wasi-test-\(UInt64.random(in: 0...UInt64.max))"
            let run = try Run.program(program, [name, name + "-2"], options: ["--net"])
            #expect(run == Run(output: program.contains("streams") ? "streams\n" : "datagrams\n", errors: "", status: 0))
        }
    #endif

    @Test("a module of one version runs where only that is provided, and not where only the other is")
    func choice() throws {
        let options = ["--net", "--sockets"]
        #expect(try Run.program("raw/streams-v1", ["4"], options: options + ["wasmedgev1"]).status == 0)
        #expect(try Run.program("raw/streams-v2", ["4"], options: options + ["wasmedgev2"]).status == 0)
        for (program, other) in [
            ("raw/streams-v1", "wasmedgev2"), ("raw/streams-v2", "wasmedgev1"), ("raw/options", "none"),
        ] {
            let run = try Run.program(program, ["4"], options: options + [other])
            #expect(run.status == 126)
            #expect(run.errors.hasSuffix("; --sockets auto has all\n"))
        }
    }

    @Test("a module that mixes both versions gets each call as its type says")
    func mixed() throws {
        #expect(try Run.program("wat/mixed-versions") == Run(output: "", errors: "", status: 0))
    }

    @Test(
        "inspect tells which version a module was built for, and that its calls are provided",
        arguments: [
            ("raw/streams-v1", "WasmEdge version 1"), ("raw/streams-v2", "WasmEdge version 2"),
            ("raw/lookup", "WasmEdge version 2"), ("wat/mixed-versions", "WasmEdge versions 1 and 2"),
            ("raw/echo", "none beyond preview 1"),
        ])
    func inspection(program: String, version: String) throws {
        let run = try Run.command([Checkout.wasirun, "inspect", "--cache", "off", Checkout.program(program)])
        #expect(run.output.contains("  sockets     \(version)\n"))
        #expect(run.output.hasSuffix("\nwasirun runs it.\n"))
    }

    @Test("every option is read and set, and limits of time end a wait")
    func options() throws {
        let run = try Run.program("raw/options", options: ["--allow-listen", "127.0.0.1"])
        #expect(run == Run(output: "options\n", errors: "", status: 0))
    }

    @Test("a client connects, with or without waiting", arguments: [[], ["now"]])
    func connecting(how: [String]) throws {
        let listener = try Peer.listening()
        let place = "127.0.0.1:\(listener.port)"
        let run = try LiveRun(
            "raw/connect", ["127.0.0.1", "\(listener.port)", "hello"] + how, options: ["--allow-connect", place])
        let peer = try listener.accept()
        #expect(try peer.receiveToEnd() == "hello")
        try peer.send("good-bye")
        peer.finish()
        #expect(try run.end() == Run(output: "good-bye\n", errors: "", status: 0))
    }

    @Test("a port where nobody listens refuses", arguments: [[], ["now"]])
    func refusedByPeer(how: [String]) throws {
        // A socket that is bound and does not listen keeps the port from others.
        let port = try Peer.bound()
        let run = try Run.program("raw/connect", ["127.0.0.1", "\(port.port)", "hello"] + how, options: ["--net"])
        #expect(run == Run(output: "error 14\n", errors: "", status: 0))
    }

    @Test("a client connects to a local socket of the host below its directory")
    func localClient() throws {
        let tree = TemporaryTree()
        let listener = try Peer.listening(at: .path(tree.absolute("socket")))
        let run = try LiveRun(
            "raw/connect", ["/here/socket", "0", "hello"],
            options: ["--dir", "\(tree.path)::/here:ro", "--allow-connect", "unix:/here/socket"])
        let peer = try listener.accept()
        #expect(try peer.receiveToEnd() == "hello")
        peer.finish()
        #expect(try run.end() == Run(output: "\n", errors: "", status: 0))
    }

    @Test("a server listens on a port that the host chooses, and answers")
    func listening() throws {
        let run = try LiveRun("raw/listen", ["127.0.0.1"], options: ["--allow-listen", "127.0.0.1"])
        let port = try #require(UInt16(try run.line().split(separator: " ")[1]))
        let peer = try Peer.connected(to: .ipv4(port))
        try peer.send("hello")
        peer.finish()
        #expect(try peer.receiveToEnd() == "hello")
        #expect(try run.end() == Run(output: "", errors: "", status: 0))
    }

    @Test("addresses are opened like files where --sockets says so", arguments: ["", "?nonblock=0&nodelay=1"])
    func paths(options: String) throws {
        let listener = try Peer.listening()
        let run = try LiveRun(
            "raw/paths", ["tcp+dial://127.0.0.1:\(listener.port)\(options)", "hello"],
            options: ["--sockets", "path_open", "--net"])
        let peer = try listener.accept()
        #expect(try peer.receiveToEnd() == "hello")
        try peer.send("good-bye")
        peer.finish()
        #expect(try run.end() == Run(output: "good-bye\n", errors: "", status: 0))
        let refused = try Run.program("raw/paths", ["tcp+dial://127.0.0.1:1", "x"], options: ["--sockets", "path_open"])
        #expect(refused.output == "not allowed\n")
        #expect(refused.errors.hasSuffix("; --allow-listen 127.0.0.1 allows it\n"))
    }
}

@Suite("Refusals of the network", .enabled(if: Checkout.has("raw"), "`make programs engine` provides them"))
struct NetworkRefusalTests {
    /// Runs a program that prints the error 2, for a refusal, and returns the note.
    private func note(_ program: String, _ arguments: [String], _ options: [String] = []) throws -> String {
        let run = try Run.program(program, arguments, options: options)
        #expect(run.output == "error 2\n")
        #expect(run.status == 0)
        return run.errors
    }

    @Test("without a grant nothing is reached, and the one option that would help is named")
    func nothing() throws {
        let start = "wasirun: note: the program was refused to"
        #expect(
            try note("raw/connect", ["203.0.113.7", "443", "x"])
                == "\(start) connect to 203.0.113.7:443; --allow-connect 203.0.113.7:443 allows it\n")
        #expect(
            try note("raw/connect", ["::1", "80", "x"])
                == "\(start) connect to [::1]:80; --allow-connect '[::1]:80' allows it\n")
        #expect(
            try note("raw/listen", ["127.0.0.1", "8080"])
                == "\(start) listen on 127.0.0.1:8080; --allow-listen 127.0.0.1:8080 allows it\n")
        #expect(
            try note("raw/lookup", ["example.org", "80"])
                == "\(start) look up example.org; --allow-resolve example.org allows it, and --allow-connect example.org also to connect there\n"
        )
    }

    @Test("rules allow what they say and no more")
    func rules() throws {
        #expect(
            try note("raw/connect", ["10.0.0.1", "81", "x"], ["--allow-connect", "10.0.0.0/8:80"]).contains("10.0.0.1:81"))
        #expect(try note("raw/connect", ["127.0.0.1", "80", "x"], ["--allow-listen", "*"]).contains("127.0.0.1:80"))
        #expect(try note("raw/listen", ["0.0.0.0"], ["--allow-listen", "127.0.0.1"]).contains("listen on 0.0.0.0:0"))
        #expect(try note("raw/lookup", ["b.test", "-"], ["--allow-resolve", "a.test,*.b.test"]).contains("look up b.test"))
    }

    @Test("a local socket outside every directory is refused with the directory that would help")
    func localSocket() throws {
        let tree = TemporaryTree()
        let path = tree.absolute("socket")
        let listener = try Peer.listening(at: .path(path))
        #expect(
            try note("raw/connect", [path, "0", "x"], ["--net"])
                == "wasirun: note: the program was refused to connect to unix:\(path), which is below no granted directory; --dir \(tree.path) allows it\n"
        )
        #expect(
            try note("raw/connect", [path, "0", "x"], ["--dir", tree.path])
                == "wasirun: note: the program was refused to connect to unix:\(path); --allow-connect unix:\(path) allows it\n"
        )
        _ = listener
    }

    @Test("the note comes at once, and once")
    func once() throws {
        // The guest goes on after its refusals, and ends badly at last.
        let run = try Run.program("wat/refused")
        #expect(run.status == 3)
        #expect(
            run.errors
                == "wasirun: note: the program was refused to connect to 192.0.2.1:80; --allow-connect 192.0.2.1:80 allows it\nthen this\n"
        )
    }
}
