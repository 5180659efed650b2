import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Recorded programs", .enabled(if: Checkout.has("go"), "`make programs engine` provides them"))
struct ReplayTests {
    /// Records the program with everything: a folder, a peer, time and randomness.
    private func record(_ tree: TemporaryTree, _ words: [String] = []) throws -> Run {
        tree.directory("data")
        tree.file("data/input.txt", String(repeating: "text ", count: 2000))
        let listener = try Peer.listening()
        let run = try LiveRun(
            "go/journal", ["/data"], words: ["record", "-o", tree.absolute("run.rec")] + words,
            options: [
                "--dir", "\(tree.absolute("data"))::/data", "--dial", "127.0.0.1:\(listener.port)", "--trace-output",
                tree.absolute("trace"),
            ])
        let peer = try listener.accept()
        for _ in 0..<3 { try peer.send("<\(try peer.receiveLine())>\n") }
        return try run.end()
    }

    private func replay(_ tree: TemporaryTree, _ options: [String] = []) throws -> Run {
        try Run.command(
            [
                Checkout.wasirun, "replay", "--cache", "\(Checkout.root)/.guests/cache", "--trace-output",
                tree.absolute("trace-again"),
            ] + options + [tree.absolute("run.rec")])
    }

    @Test("a Go program with network, files, time and randomness replays 100 times, to the byte and with the same trace")
    func hundredTimes() throws {
        let tree = TemporaryTree()
        let recorded = try record(tree, ["--without-module"])
        #expect(recorded.status == 0)
        #expect(recorded.errors == "done\n")
        #expect(recorded.output.split(separator: "\n").count == 9)
        let trace = try #require(tree.text("trace"))
        #expect(trace.contains("sock_recv") || trace.contains("fd_read(4<tcp 127.0.0.1:"))
        // Neither the folder nor the peer is there any more.
        #expect(rename(tree.absolute("data"), tree.absolute("gone")) == 0)
        for _ in 0..<100 {
            let replayed = try replay(tree, ["--module", Checkout.program("go/journal")])
            #expect(replayed == recorded)
            #expect(tree.text("trace-again") == trace)
            guard replayed == recorded else { return }
        }
    }

    @Test("a recording has the module in it")
    func withModule() throws {
        let tree = TemporaryTree()
        let recorded = try record(tree)
        #expect(try replay(tree) == recorded)
        #expect(tree.text("trace-again") == tree.text("trace"))
    }

    @Test("a recording that was cut by a kill replays to its last batch, and says so")
    func killed() throws {
        let tree = TemporaryTree()
        let run = try LiveRun(
            "go/web", words: ["record", "-o", tree.absolute("run.rec"), "--without-module"],
            options: ["--listen", "127.0.0.1:0", "--print-listen"])
        let port = try run.port()
        // Until some of the calls are in the file, which are held back before a poll for a moment.
        let begin = ContinuousClock.now
        while (tree.content("run.rec")?.count ?? 0) < 2500, ContinuousClock.now - begin < .seconds(20) {
            let peer = try Peer.connected(to: .ipv4(port))
            try peer.send("GET /hello/Ada HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
            _ = try peer.receiveToEnd()
        }
        try run.kill()
        let replayed = try replay(tree, ["--module", Checkout.program("go/web")])
        #expect(replayed.status == 122)
        #expect(
            replayed.output == "serving\n", "\(replayed), the recording has \(tree.content("run.rec")?.count ?? 0) bytes")
        #expect(
            replayed.errors.contains("wasirun: the recording ends after call ")
                && replayed.errors.hasSuffix(", before the program did: whoever recorded it was stopped\n"))
    }
}
