import Testing
import WASICore

@Suite("Socket endpoints as text")
struct SocketEndpointTests {
    @Test(
        "endpoints are read",
        arguments: [
            ("127.0.0.1:8080", .internet(host: "127.0.0.1", service: "8080", .unspecified), .stream),
            (":8080", .internet(host: "", service: "8080", .unspecified), .stream),
            ("*:8080", .internet(host: "", service: "8080", .unspecified), .stream),
            ("[::]:0", .internet(host: "::", service: "0", .unspecified), .stream),
            ("[fe80::1%2]:80", .internet(host: "fe80::1%2", service: "80", .unspecified), .stream),
            ("Example.org:https", .internet(host: "example.org", service: "https", .unspecified), .stream),
            ("tcp://:80", .internet(host: "", service: "80", .unspecified), .stream),
            ("tcp4://:80", .internet(host: "", service: "80", .ipv4), .stream),
            ("tcp6://[::1]:80", .internet(host: "::1", service: "80", .ipv6), .stream),
            ("udp://localhost:53", .internet(host: "localhost", service: "53", .unspecified), .datagram),
            ("udp4://127.0.0.1:53", .internet(host: "127.0.0.1", service: "53", .ipv4), .datagram),
            ("udp6://:53", .internet(host: "", service: "53", .ipv6), .datagram),
            ("tcp:80", .internet(host: "tcp", service: "80", .unspecified), .stream),
            ("unix:/run/app.sock", .path("/run/app.sock"), .stream),
            ("unix:///run/app.sock", .path("/run/app.sock"), .stream),
            ("unix:app.sock", .path("app.sock"), .stream), ("unix:@name", .abstract("name"), .stream),
            ("unix-dgram:/dev/log", .path("/dev/log"), .datagram), ("unix-dgram:@name", .abstract("name"), .datagram),
        ] as [(String, SocketEndpoint.Place, SocketType)])
    func reads(text: String, place: SocketEndpoint.Place, type: SocketType) throws {
        #expect(try SocketEndpoint(text) == SocketEndpoint(place, type: type))
    }

    @Test("options are read")
    func options() throws {
        let endpoint = try SocketEndpoint("tcp://:80?nonblock=0&nodelay=false&reuseaddr=0&backlog=16")
        #expect(!endpoint.isNonBlocking && !endpoint.sendsAtOnce && !endpoint.reusesAddress)
        #expect(endpoint.backlog == 16)
        #expect(try SocketEndpoint(":80?nonblock=1&nodelay=true&reuseaddr=1") == SocketEndpoint(":80"))
        #expect(try SocketEndpoint("unix:a?nonblock=0").isNonBlocking == false)
        #expect(try SocketEndpoint(":80?") == SocketEndpoint(":80"))
    }

    @Test(
        "endpoints are written as they are read",
        arguments: [
            "tcp://:80", "tcp4://127.0.0.1:80", "tcp6://[::1]:80", "udp://localhost:domain", "unix:/run/app.sock",
            "unix:@name",
            "unix-dgram:app.sock", "unix:./@x", "tcp://:80?nonblock=0&nodelay=0&reuseaddr=0&backlog=16",
        ])
    func writes(text: String) throws { #expect(try SocketEndpoint(text).description == text) }

    @Test("what is no endpoint is said in one sentence")
    func errors() {
        let wrong = [
            "", "8080", "localhost", "localhost:", ":65536", ":080", ":-1", ":80/", "::1:80", "[127.0.0.1]:80",
            "[localhost]:80", "http://x:80",
            "tcp4://[::1]:80", "udp6://127.0.0.1:80", "127.1:80", "user@host:80", "unix:", "unix:@", "unix://x", ":80?x=1",
            ":80?nonblock",
            ":80?backlog=-1", "udp://:80?nodelay=1", "unix:a\0b", "[::1%eth0]:80",
        ]
        #expect(
            wrong.map { text in
                do throws(SocketEndpointError) { return "endpoint \(try SocketEndpoint(text))" } catch {
                    return error.description
                }
            } == [
                "\"\" has no port; write HOST:PORT, or :PORT for every address of this machine",
                #""8080" has no port; write HOST:PORT, or :PORT for every address of this machine"#,
                #""localhost" has no port; write HOST:PORT, or :PORT for every address of this machine"#,
                #""localhost:" has no port from 0 to 65535 behind its last colon; write for example :8080"#,
                #"":65536" has no port from 0 to 65535 behind its last colon; write for example :8080"#,
                #"":080" has no port from 0 to 65535 behind its last colon; write for example :8080"#,
                #"":-1" has no port from 0 to 65535 behind its last colon; write for example :8080"#,
                #"":80/" has no port from 0 to 65535 behind its last colon; write for example :8080"#,
                #""::1:80" has brackets in the wrong place; addresses of IPv6 are written in them, [::1]:8080, and nothing else"#,
                #""[127.0.0.1]:80" has brackets in the wrong place; addresses of IPv6 are written in them, [::1]:8080, and nothing else"#,
                #""[localhost]:80" has brackets in the wrong place; addresses of IPv6 are written in them, [::1]:8080, and nothing else"#,
                #""http://x:80" has a scheme that is not known; there are tcp, tcp4, tcp6, udp, udp4, udp6, unix and unix-dgram"#,
                #""tcp4://[::1]:80" has an address of the version that its scheme excludes; write tcp:// or udp:// for both"#,
                #""udp6://127.0.0.1:80" has an address of the version that its scheme excludes; write tcp:// or udp:// for both"#,
                #""127.1:80" has neither a name nor an address in front of its port; write for example 127.0.0.1:8080"#,
                #""user@host:80" has neither a name nor an address in front of its port; write for example 127.0.0.1:8080"#,
                #""unix:" names no socket; write unix:PATH or unix:@NAME"#,
                #""unix:@" names no socket; write unix:PATH or unix:@NAME"#,
                #""unix://x" is no path; write unix:PATH or unix:///PATH"#,
                #"":80?x=1" has an option that is not known, "x=1"; there are nonblock, nodelay, reuseaddr and backlog"#,
                #"":80?nonblock" has the option "nonblock"; it takes 0 or 1"#,
                #"":80?backlog=-1" has the option "backlog=-1"; backlog takes a number, as backlog=128"#,
                #""udp://:80?nodelay=1" has the option nodelay, which is only for TCP"#,
                #""unix:a\u{0}b" has a NUL, which no name may have"#,
                #""[::1%eth0]:80" has brackets in the wrong place; addresses of IPv6 are written in them, [::1]:8080, and nothing else"#,
            ])
    }
}
