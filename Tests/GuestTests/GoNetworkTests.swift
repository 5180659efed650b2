import TestSupport
import Testing

@Suite("Go programs on sockets", .enabled(if: Checkout.has("go"), "`make programs engine` provides them"))
struct GoNetworkTests {
    /// Sends a request on a connection of its own and returns the answer's first line and its body.
    private func request(_ port: UInt16, _ head: String, _ body: String = "") throws -> (status: String, body: String) {
        let peer = try Peer.connected(to: .ipv4(port))
        try peer.send(
            "\(head) HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        let answer = try peer.receiveToEnd()
        let bytes = Array(answer.utf8)
        let end = bytes.indices.first { bytes[$0...].starts(with: [13, 10, 13, 10]) } ?? bytes.endIndex
        return (
            String(decoding: bytes.prefix { $0 != 13 }, as: UTF8.self),
            String(decoding: bytes[min(end + 4, bytes.count)...], as: UTF8.self)
        )
    }

    @Test("net/http serves on a socket that was given")
    func web() throws {
        let run = try LiveRun("go/web", options: ["--listen", "127.0.0.1:0", "--print-listen"])
        let port = try run.port()
        #expect(try request(port, "GET /hello/Ada") == ("HTTP/1.1 200 OK", "Hello, Ada.\n"))
        let body = String(repeating: "body ", count: 400)
        #expect(try request(port, "POST /echo", body) == ("HTTP/1.1 200 OK", body))
        // Several on one connection, which stays open while others come.
        let kept = try Peer.connected(to: .ipv4(port))
        for _ in 0..<3 {
            try kept.send("GET /hello/kept HTTP/1.1\r\nHost: test\r\n\r\n")
            #expect(try kept.receiveLine() == "HTTP/1.1 200 OK\r")
            while try kept.receiveLine() != "\r" {}
            #expect(try kept.receiveLine() == "Hello, kept.")
            #expect(try request(port, "GET /nothing").status == "HTTP/1.1 404 Not Found")
        }
        #expect(try request(port, "POST /stop").status == "HTTP/1.1 200 OK")
        #expect(try run.end() == Run(output: "serving\nstopped\n", errors: "", status: 0))
    }

    @Test("package net talks over a connection that was dialled")
    func dialled() throws {
        let listener = try Peer.listening()
        let run = try LiveRun("go/dialed", ["one", "two", "three"], options: ["--dial", "127.0.0.1:\(listener.port)"])
        let peer = try listener.accept()
        for _ in 0..<3 { try peer.send("<\(try peer.receiveLine())>\n") }
        #expect(try run.end() == Run(output: "<one>\n<two>\n<three>\n", errors: "", status: 0))
    }

    @Test("sockets of the program's own work with goroutines: a server and 32 clients")
    func sockets() throws {
        let run = try Run.program("go/sockets", options: ["--allow-listen", "127.0.0.1", "--allow-connect", "127.0.0.1"])
        #expect(run == Run(output: "sockets\n", errors: "", status: 0))
    }
}
