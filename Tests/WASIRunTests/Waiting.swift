import TestSupport
import Testing
import WASIMemory
import WASIRun

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that never ends by itself, and what it is given for that.
struct EndlessProgram: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// What it imports.
    var imports = ""
    /// Its code.
    var body: String
    /// What it is given; what is returned is kept until it has ended.
    var prepare: @Sendable (inout WASICommand) -> AnyObject? = { _ in nil }

    /// A command that runs it, and what must live as long.
    func command() -> (WASICommand, AnyObject?) {
        let text = """
            (module
              \(imports.split(separator: "\n").map { "(import \"wasi_snapshot_preview1\" \($0))" }.joined(separator: "\n  "))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (data (i32.const 1024) "never.example")
              (func (export "_start") \(body) (call $exit (i32.const 99))))
            """
        var command = WASICommand(Array(text.utf8), name: "endless.wat")
        command.cache = .off
        let kept = prepare(&command)
        return (command, kept)
    }

    static let all: [EndlessProgram] = onHost + inMemory

    private static let onHost: [EndlessProgram] = [
        EndlessProgram(testDescription: "computing", body: "(loop $again (br $again))"),
        EndlessProgram(
            testDescription: "asking for the time again and again",
            imports: "\"clock_time_get\" (func $clock (param i32 i64 i32) (result i32))",
            body: "(loop $again (drop (call $clock (i32.const 1) (i64.const 0) (i32.const 8))) (br $again))"),
        EndlessProgram(
            testDescription: "sleeping",
            imports: "\"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const 3600000000000))
                (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
                """),
        EndlessProgram(
            testDescription: "polling a stream to which nothing comes",
            imports: "\"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store8 (i32.const 8) (i32.const 1))
                (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
                """, prepare: readsSilentPipe),
        EndlessProgram(
            testDescription: "reading a pipe", imports: "\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))",
            body: reading, prepare: readsSilentPipe),
        EndlessProgram(
            testDescription: "reading a terminal", imports: "\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))",
            body: reading,
            prepare: { command in
                let terminal = HostTerminal()
                command.standardInput = .descriptor(terminal.terminal)
                return terminal
            }),
        EndlessProgram(
            testDescription: "writing to a pipe that nobody empties",
            imports: "\"fd_write\" (func $write (param i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store (i32.const 4) (i32.const 32768))
                (loop $again (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64))) (br $again))
                """,
            prepare: { command in
                let pipe = HostPair.pipe()
                command.standardOutput = .descriptor(pipe.writer)
                return pipe
            }),
        EndlessProgram(
            testDescription: "reading a sequence from which nothing comes",
            imports: "\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))", body: reading,
            prepare: readsSilentSequence),
        EndlessProgram(
            testDescription: "polling a sequence from which nothing comes",
            imports: "\"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store8 (i32.const 8) (i32.const 1))
                (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
                """, prepare: readsSilentSequence),
        EndlessProgram(
            testDescription: "writing to a sequence that nobody takes",
            imports: "\"fd_write\" (func $write (param i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store (i32.const 4) (i32.const 32768))
                (loop $again (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64))) (br $again))
                """,
            prepare: { command in
                let (output, chunks) = StandardOutput.makeSequence()
                command.standardOutput = output
                return Kept(chunks)
            }),
        EndlessProgram(
            testDescription: "receiving from a socket to which nothing comes",
            imports: "\"sock_recv\" (func $receive (param i32 i32 i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store (i32.const 4) (i32.const 16))
                (drop (call $receive (i32.const 3) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 64) (i32.const 68)))
                """, prepare: hasSilentSocket),
        EndlessProgram(
            testDescription: "sending to a socket that nobody empties",
            imports: "\"sock_send\" (func $send (param i32 i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store (i32.const 4) (i32.const 32768))
                (loop $again
                  (drop (call $send (i32.const 3) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 64))) (br $again))
                """, prepare: hasSilentSocket),
        EndlessProgram(
            testDescription: "accepting", imports: "\"sock_accept\" (func $accept (param i32 i32 i32) (result i32))",
            body: "(drop (call $accept (i32.const 3) (i32.const 0) (i32.const 64)))",
            prepare: { command in
                guard let endpoint = try? SocketEndpoint("127.0.0.1:0?nonblock=0") else { return nil }
                command.sockets = [.listen(endpoint)]
                return nil
            }),
        EndlessProgram(
            testDescription: "connecting",
            imports: """
                "sock_open" (func $open (param i32 i32 i32) (result i32))
                "sock_connect" (func $connect (param i32 i32 i32) (result i32))
                """,
            body: """
                (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 4))
                (i32.store (i32.const 16) (i32.const 0x0100007f))
                (if (call $open (i32.const 1) (i32.const 2) (i32.const 8)) (then (call $exit (i32.const 98))))
                (drop (call $connect (i32.load (i32.const 8)) (i32.const 0) (i32.const \(FullListener.shared.port))))
                """,
            prepare: { command in
                command.network = .everything
                return nil
            }),
        EndlessProgram(
            testDescription: "looking up a name",
            imports: "\"sock_getaddrinfo\" (func $find (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32))",
            body: """
                (drop (call $find (i32.const 1024) (i32.const 13) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 64)
                  (i32.const 1) (i32.const 68)))
                """,
            prepare: { command in
                let server = FakeNameServer { _ in [] }
                command.nameServers = [.ipv4(.loopback, port: server.port)]
                command.network = .everything
                return Stopping(server)
            }),
    ]

    /// What waits in a system of memory, or in one that is made of several.
    private static let inMemory: [EndlessProgram] = [
        EndlessProgram(
            testDescription: "sleeping in memory",
            imports: "\"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const 3600000000000))
                (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
                """,
            prepare: { command in
                command.useMemory()
                return nil
            }),
        EndlessProgram(
            testDescription: "reading a pipe in memory",
            imports: "\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))", body: reading,
            prepare: { command in
                let pipe = MemoryPipe()
                command.useMemory { $0.standardInput = .pipe(pipe) }
                return nil
            }),
        EndlessProgram(
            testDescription: "polling a pipe in memory",
            imports: "\"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store8 (i32.const 8) (i32.const 1))
                (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
                """,
            prepare: { command in
                let pipe = MemoryPipe()
                command.useMemory { $0.standardInput = .pipe(pipe) }
                return nil
            }),
        EndlessProgram(
            testDescription: "writing to a pipe in memory that nobody empties",
            imports: "\"fd_write\" (func $write (param i32 i32 i32 i32) (result i32))",
            body: """
                (i32.store (i32.const 4) (i32.const 32768))
                (loop $again (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64))) (br $again))
                """,
            prepare: { command in
                let pipe = MemoryPipe()
                command.useMemory { $0.standardOutput = .pipe(pipe) }
                return nil
            }),
        EndlessProgram(
            testDescription: "accepting in memory",
            imports: """
                "sock_open" (func $open (param i32 i32 i32) (result i32))
                "sock_bind" (func $bind (param i32 i32 i32) (result i32))
                "sock_listen" (func $listen (param i32 i32) (result i32))
                "sock_accept" (func $accept (param i32 i32 i32) (result i32))
                """,
            body: """
                (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 4))
                (i32.store (i32.const 16) (i32.const 0x0100007f))
                (if (call $open (i32.const 1) (i32.const 2) (i32.const 8)) (then (call $exit (i32.const 98))))
                (if (call $bind (i32.load (i32.const 8)) (i32.const 0) (i32.const 80)) (then (call $exit (i32.const 97))))
                (if (call $listen (i32.load (i32.const 8)) (i32.const 1)) (then (call $exit (i32.const 96))))
                (drop (call $accept (i32.load (i32.const 8)) (i32.const 0) (i32.const 64)))
                """,
            prepare: { command in
                command.network = .everything
                command.useMemory()
                return nil
            }),
        EndlessProgram(
            testDescription: "reading a FIFO of a mounted directory",
            imports: """
                "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32))
                "fd_read" (func $read (param i32 i32 i32 i32) (result i32))
                """,
            body: """
                (i32.store (i32.const 0) (i32.const 0x6f666966))
                (if (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 0) (i64.const 2)
                  (i64.const 0) (i32.const 0) (i32.const 64)) (then (call $exit (i32.const 98))))
                (i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 16))
                (drop (call $read (i32.load (i32.const 64)) (i32.const 0) (i32.const 1) (i32.const 68)))
                """,
            prepare: { command in
                let tree = TemporaryTree()
                guard mkfifo("\(tree.path)/fifo", 0o600) == 0 else { return nil }
                command.grants = [.readWrite(tree.path, as: "/")]
                command.useMemory()
                return Kept((tree, HeldFile("\(tree.path)/fifo")))
            }),
        EndlessProgram(
            testDescription: "reading a pipe, with an overlay",
            imports: "\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))", body: reading,
            prepare: { command in
                let tree = TemporaryTree()
                command.grants = [.readWrite(tree.path, as: "/")]
                command.overlay = OverlaySystem.defaultLimits
                return Kept((tree, readsSilentPipe(&command)))
            }),
    ]

    private static let reading = """
        (i32.store (i32.const 4) (i32.const 16))
        (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 64)))
        """

    private static let hasSilentSocket: @Sendable (inout WASICommand) -> AnyObject? = { command in
        let pair = HostPair.sockets()
        command.sockets = [SocketGrant(descriptor: pair.reader, isNonBlocking: false)]
        return pair
    }

    private static let readsSilentSequence: @Sendable (inout WASICommand) -> AnyObject? = { command in
        let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        command.standardInput = .sequence(input)
        return Kept(continuation)
    }

    private static let readsSilentPipe: @Sendable (inout WASICommand) -> AnyObject? = { command in
        let pipe = HostPair.pipe()
        command.standardInput = .descriptor(pipe.reader)
        return pipe
    }
}

/// Holds a value.
private final class Kept<Value> {
    let value: Value
    init(_ value: Value) { self.value = value }
}

/// Holds a file open for reading and writing.
private final class HeldFile {
    private let number: Int32
    init(_ path: String) { number = open(path, O_RDWR) }
    deinit { close(number) }
}

/// Stops a name server with itself.
private final class Stopping {
    private let server: FakeNameServer
    init(_ server: FakeNameServer) { self.server = server }
    deinit { server.stop() }
}

/// A listening socket whose queue is full, so that connecting to it takes for ever. There as long as the process.
private final class FullListener: Sendable {
    static let shared = FullListener()
    let port: UInt16

    private init() {
        #if canImport(Glibc)
            let type = Int32(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        let listener = socket(AF_INET, type, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(listener, address, size) == 0, listen(listener, 0) == 0,
                    getsockname(listener, address, &size) == 0
                else { fatalError("no listening socket: \(String(cString: strerror(errno)))") }
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        // The queue has room for one or two more than it was made for.
        for _ in 0..<8 {
            let client = socket(AF_INET, type, 0)
            _ = fcntl(client, F_SETFL, O_NONBLOCK)
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = connect(client, $0, size) }
            }
        }
        usleep(20_000)
    }
}
