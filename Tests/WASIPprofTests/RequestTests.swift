import Testing

@testable import WASIPprof

@Suite("Requests for profiles") struct RequestTests {
    private func request(_ text: String) throws(HTTPRequest.Refusal) -> HTTPRequest? { try HTTPRequest(Array(text.utf8)) }

    @Test("a request has a path, parameters and a host") func whole() throws {
        let request = try #require(
            try request("GET /a/profile?seconds=5&format=svg&seconds=7 HTTP/1.1\r\nhOsT: localhost:80\r\nX: y\r\n\r\n"))
        #expect(request.method == "GET")
        #expect(request.path == "/a/profile")
        #expect(request.parameters == ["seconds": "5", "format": "svg"])
        #expect(request.host == "localhost:80")
    }

    @Test("nothing is said of a request that is not complete") func incomplete() throws {
        let text = "HEAD / HTTP/1.0\r\n\r\n"
        // In bytes: the two that end a line are one character of a string.
        for count in 0..<text.utf8.count { #expect(try HTTPRequest(Array(text.utf8.prefix(count))) == nil) }
        #expect(try request(text)?.method == "HEAD")
    }

    @Test(
        "what is no request is refused",
        arguments: [
            "GET / HTTP/2.0", "GET /", "GET  / HTTP/1.1", "GET x HTTP/1.1", "GET http://x/ HTTP/1.1", " GET / HTTP/1.1",
            "GET / HTTP/1.1\r\nno colon", "GET / HTTP/1.1\r\n: x", "GET / HTTP/1.1\r\nHost: a\r\nHost: b",
            "GET / HTTP/1.1\r\nContent-Length: 5", "GET / HTTP/1.1\r\nTransfer-Encoding: chunked", "GET /\u{e9} HTTP/1.1",
            "",
            "GET / HTTP/1.1 x",
        ])
    func malformed(text: String) {
        #expect(throws: HTTPRequest.Refusal.malformed) { try request(text + "\r\n\r\n") }
    }

    @Test("only reading is served", arguments: ["POST", "PUT", "DELETE", "OPTIONS", "get"]) func methods(method: String) {
        #expect(throws: HTTPRequest.Refusal.method) { try request("\(method) / HTTP/1.1\r\n\r\n") }
    }

    @Test("a head without end is refused") func large() {
        #expect(throws: HTTPRequest.Refusal.tooLarge) {
            try request("GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 1400))
        }
    }

    @Test(
        "other names than this machine's own are not served",
        arguments: [
            ("localhost", true), ("localhost:6060", true), ("LOCALHOST", true), ("127.0.0.1:80", true), ("[::1]:80", true),
            ("evil.example", false), ("localhost.evil.example:80", false), ("", false), ("1.2.3.4.evil.example", false),
        ])
    func hosts(host: String, isOwn: Bool) { #expect(PprofPages.isOwn(host) == isOwn) }
}
