import Deflate
import EngineTestSupport
import Synchronization
import TestSupport
import Testing
import WASIPprof
import WASIProfile
import WASIRun
import WASIWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("The server of profiles", .needsEngine)
struct ServerTests {
    private let computing = computingProgram(
        rounds: nil, declarations: #"(memory (export "memory") 3) (table (export "functions") 5 funcref)"#)

    private let waiting = """
        (module
          (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (func $sleep (i32.store (i32.const 144) (i32.const 1)) (i64.store (i32.const 152) (i64.const 3600000000000))
            (drop (call $poll (i32.const 128) (i32.const 256) (i32.const 1) (i32.const 512))))
          (func (export "_start") (loop $again (call $sleep) (br $again))))
        """

    /// Serves a program's profiles while a function asks for them, then stops it, if wanted after the server.
    private func serving(
        _ text: String, port: UInt16 = 0, serverFirst: Bool = false,
        _ body: (_ port: UInt16, _ control: RunControl) throws -> Void
    ) throws {
        let profiler = RunProfiler(recordsRun: false, watchesCalls: true)
        let control = RunControl()
        let server = try PprofServer(
            profiler, at: .ipv4(.loopback, port: port), commandLine: ["program.wasm", "one", "two"])
        var command = WASICommand(Array(text.utf8), name: "program.wasm")
        command.cache = .off
        command.profiler = profiler
        command.control = control
        let failure = Mutex<String?>(nil)
        let thread = HostThread { [command] in
            do { _ = try command.run() } catch { failure.withLock { $0 = "\(error)" } }
        }
        defer {
            if serverFirst { server.finish() }
            control.stop()
            thread.join()
            server.finish()
        }
        while profiler.place()?.isRunning != true {
            if let failure = failure.withLock({ $0 }) {
                Issue.record("\(failure)")
                return
            }
            usleep(1000)
        }
        try body(try #require(server.address.port), control)
    }

    /// The answer to a request: its head and its body.
    private func answer(_ port: UInt16, _ request: String) -> (head: String, body: [UInt8]) {
        let bytes = Client.exchange(port, Array(request.utf8))
        guard let end = bytes.indices.dropLast(3).first(where: { Array(bytes[$0..<($0 + 4)]) == [13, 10, 13, 10] }) else {
            return ("", [])
        }
        return (String(decoding: bytes[..<end], as: UTF8.self), Array(bytes[(end + 4)...]))
    }

    private func get(_ port: UInt16, _ path: String) -> (head: String, body: [UInt8]) {
        answer(port, "GET \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
    }

    @Test("a profile of the next two seconds names the hot function and its share") func profile() throws {
        try serving(computing) { port, _ in
            var share = 0.0
            var duration = 0
            // Other tests take the processor at times, which a few hundred looks do not even out.
            for _ in 0..<4 where !(0.7...0.8).contains(share) {
                let (head, body) = get(port, "/debug/pprof/profile?seconds=2")
                #expect(head.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"))
                let profile = try #require(PprofProfile(try Gzip.decompress(body, limit: 1 << 20)))
                let hot = profile.total("cpu", in: "hot", anywhere: true)
                let cold = profile.total("cpu", in: "cold", anywhere: true)
                #expect(hot > 0)
                share = Double(hot) / Double(hot + cold)
                duration = Int(profile.duration)
            }
            #expect((0.7...0.8).contains(share), "\(share)")
            #expect(duration >= 2_000_000_000)
        }
    }

    @Test("memories and tables are told with their sizes") func heap() throws {
        try serving(computing) { port, _ in
            let profile = try #require(PprofProfile(get(port, "/debug/pprof/heap").body))
            #expect(profile.samples.map(\.stack) == [["memory memory"], ["table functions"]])
            #expect(profile.samples.map { $0.values["inuse_space"] } == [196_608, 40])
        }
    }

    @Test("the call that a program waits in is told, with the calls that led there") func calls() throws {
        try serving(waiting) { port, _ in
            var text = ""
            // Until it has been seen to wait.
            repeat {
                text = String(decoding: get(port, "/debug/pprof/calls").body, as: UTF8.self)
            } while !text.contains("waiting for") || text.contains("waiting for 0.0")
            let lines = text.split(separator: "\n")
            #expect(lines.first?.hasPrefix("the program is in poll_oneoff, waiting for ") == true)
            #expect(lines.dropFirst() == ["  0: poll_oneoff", "  1: sleep (function 1)", "  2: _start (function 2)"])
        }
    }

    @Test("the other pages are there, and those that are not are said not to be") func pages() throws {
        try serving(waiting) { port, _ in
            #expect(get(port, "/debug/pprof/").head.contains("text/html"))
            #expect(get(port, "/").head.contains("302 Found\r\n"))
            #expect(get(port, "/debug/pprof/cmdline").body == Array("program.wasm\0one\0two\n".utf8))
            #expect(get(port, "/debug/pprof/other").head.hasPrefix("HTTP/1.1 404"))
            #expect(get(port, "/debug/pprof/profile?seconds=0").head.hasPrefix("HTTP/1.1 400"))
            #expect(get(port, "/debug/pprof/profile?seconds=99999999999999999999").head.hasPrefix("HTTP/1.1 400"))
            #expect(get(port, "/debug/pprof/profile?format=x").head.hasPrefix("HTTP/1.1 400"))
            #expect(answer(port, "POST / HTTP/1.1\r\n\r\n").head.hasPrefix("HTTP/1.1 405"))
            #expect(answer(port, "nonsense\r\n\r\n").head.hasPrefix("HTTP/1.1 400"))
            #expect(answer(port, String(repeating: "a", count: 9000)).head.hasPrefix("HTTP/1.1 431"))
            #expect(answer(port, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").head.hasPrefix("HTTP/1.1 403"))
            let head = answer(port, "HEAD /debug/pprof/cmdline HTTP/1.1\r\n\r\n")
            #expect(head.head.contains("Content-Length: 21") && head.body.isEmpty)
            let picture = get(port, "/debug/pprof/flamegraph?seconds=1")
            #expect(picture.head.contains("image/svg+xml"))
            #expect(String(decoding: picture.body, as: UTF8.self).contains("poll_oneoff"))
        }
    }

    @Test("a profile of a program or a server that ends is sent as it is", arguments: [false, true])
    func ending(serverFirst: Bool) throws {
        var profile: [UInt8] = []
        var socket: Int32 = -1
        try serving(waiting, serverFirst: serverFirst) { port, _ in
            socket = Client.connect(port)
            Client.send(socket, Array("GET /debug/pprof/profile?seconds=3000 HTTP/1.1\r\n\r\n".utf8))
            // The second is answered after the first has been read.
            _ = get(port, "/debug/pprof/cmdline")
        }
        profile = Client.receive(socket)
        #expect(String(decoding: profile.prefix(15), as: UTF8.self) == "HTTP/1.1 200 OK")
    }

    @Test("an address that is taken is an error that says so") func taken() throws {
        let profiler = RunProfiler()
        let first = try PprofServer(profiler, at: .ipv4(.loopback, port: 0), commandLine: [])
        let port = try #require(first.address.port)
        #expect {
            _ = try PprofServer(profiler, at: .ipv4(.loopback, port: port), commandLine: [])
        } throws: {
            "\($0)".hasPrefix("profiles cannot be served at 127.0.0.1:\(port): the address cannot be used: ")
        }
    }
}

/// As much of a client as the tests need.
private enum Client {
    static func connect(_ port: UInt16) -> Int32 {
        #if os(Linux)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                systemConnect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status != 0 { Issue.record("no connection to port \(port)") }
        return descriptor
    }

    static func send(_ descriptor: Int32, _ bytes: [UInt8]) { _ = write(descriptor, bytes, bytes.count) }

    /// All that comes until the other side ends.
    static func receive(_ descriptor: Int32) -> [UInt8] {
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(descriptor, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    static func exchange(_ port: UInt16, _ bytes: [UInt8]) -> [UInt8] {
        let descriptor = connect(port)
        send(descriptor, bytes)
        return receive(descriptor)
    }
}

private func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(descriptor, address, length)
}
