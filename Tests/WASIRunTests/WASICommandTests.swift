import EngineTestSupport
import Synchronization
import TestSupport
import Testing
import WASIRun
import WASIWasmtime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Facade", .needsEngine)
struct WASICommandTests {
    private func command(_ text: String) -> WASICommand {
        var command = WASICommand(Array(text.utf8), name: "test.wat")
        command.cache = .off
        return command
    }

    private func exiting(_ code: UInt32) -> WASICommand {
        command(
            """
            (module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32))) (memory (export "memory") 1)
              (func (export "_start") (call $exit (i32.const \(code)))))
            """)
    }

    @Test("a program of 2019, which imports preview 0, runs")
    func preview0() throws {
        let result = try command(
            """
            (module
              (import "wasi_unstable" "proc_exit" (func $exit (param i32)))
              (import "wasi_unstable" "fd_seek" (func $seek (param i32 i64 i32 i32) (result i32)))
              (memory (export "memory") 1)
              ;; Whence 0 counted from the current position then; /dev/null has one.
              (func (export "_start") (call $exit (call $seek (i32.const 1) (i64.const 0) (i32.const 0) (i32.const 8)))))
            """
        ).run()
        #expect(result.status == .exited(.success))
    }

    /// Writes what `args_get` gives.
    private let printing = """
        (module
          (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "args_get" (func $get (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 2)
          (func (export "_start")
            (drop (call $sizes (i32.const 0) (i32.const 4)))
            (drop (call $get (i32.const 1024) (i32.const 65536)))
            (i32.store (i32.const 8) (i32.const 65536))
            (i32.store (i32.const 12) (i32.load (i32.const 4)))
            (drop (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16)))))
        """

    @Test("a program's code is its status, also beyond a byte") func exitCode() throws {
        let result = try exiting(0).run()
        #expect(result == RunResult(status: .exited(.success), statistics: result.statistics))
        #expect(try exiting(300).run().status == .exited(ExitCode(rawValue: 300)))
        #expect(ExitStatus.exited(ExitCode(rawValue: 3)).description == "exited(3)")
    }

    @Test("a program that returns has succeeded") func returns() throws {
        let result = try command("(module (func (export \"_start\")))").run()
        #expect(result.status.isSuccess)
    }

    @Test("a trap is a result that says what happened and where") func trap() throws {
        let result = try command("(module (func $main (export \"_start\") unreachable))").run()
        guard case .trapped(let trap) = result.status else {
            Issue.record("\(result.status)")
            return
        }
        #expect(trap.kind == .unreachable)
        #expect(trap.frames.map(\.function) == ["main"])
        #expect(result.status.description == "trapped(an `unreachable` instruction)")
    }

    @Test("arguments follow the name, and the streams go where they are sent") func argumentsAndStreams() throws {
        let pipe = HostPair.pipe()
        var command = command(printing)
        command.arguments = ["a", "b"]
        command.standardOutput = .descriptor(pipe.writer)
        _ = try command.run()
        command.programName = "me"
        _ = try command.run()
        var buffer = [UInt8](repeating: 0, count: 100)
        let count = read(pipe.reader, &buffer, buffer.count)
        #expect(String(decoding: buffer[..<max(0, count)], as: UTF8.self) == "test.wat\0a\0b\0me\0a\0b\0")
    }

    @Test("exports are called after the initialization, with values or with text") func calls() throws {
        let command = command(
            """
            (module (global $n (mut i32) (i32.const 0))
              (func (export "_initialize") (global.set $n (i32.const 40)))
              (func (export "add") (param i32) (result i32) (i32.add (global.get $n) (local.get 0))))
            """)
        #expect(try command.call("add", [.i32(2)]).values == [.i32(42)])
        #expect(try command.call("add", parsing: ["0x10"]).values == [.i32(56)])
        #expect(throws: RunError.noStart(module: "test.wat", exports: ["_initialize", "add"])) { try command.run() }
        #expect(throws: RunError.noSuchFunction("sub", module: "test.wat", exports: ["_initialize", "add"])) {
            try command.call("sub", [])
        }
        #expect(throws: RunError.self) { try command.call("add", [.i64(2)]) }
        #expect(throws: RunError.self) { try command.call("add", parsing: []) }
    }

    @Test("an import that nobody provides is an error with its type") func missingImport() {
        let missing = RunError.MissingImport(module: "env", name: "f", type: "(i32) -> ()")
        #expect(throws: RunError.missingImports(module: "test.wat", [missing])) {
            try command("(module (import \"env\" \"f\" (func (param i32))) (func (export \"_start\")))").run()
        }
    }

    @Test("a missing file and a missing directory are told apart") func missingFiles() {
        #expect(throws: RunError.notFound(module: "/no/such/file.wasm")) { try WASICommand("/no/such/file.wasm").run() }
        var command = exiting(0)
        command.grants = [.readOnly("/no/such/directory", as: "/d")]
        #expect(
            throws: RunError.grant(
                ConfigurationError(operation: "open directory", subject: "/no/such/directory", errno: .noSuchFileOrDirectory)
            )
        ) { try command.run() }
    }

    @Test("makeSystem can look at what a program is given, and refuse it") func makeSystem() throws {
        struct Refusal: Error, CustomStringConvertible { var description = "not today" }
        var command = exiting(0)
        command.arguments = ["x"]
        command.makeSystem = { configuration in
            #expect(configuration.arguments == ["test.wat", "x"])
            #expect(configuration.standardOutput == .null)
            #expect(configuration.environment == [] && configuration.grants == [])
            return try UnixSystem(configuration)
        }
        #expect(try command.run().status.isSuccess)
        command.makeSystem = { _ in throw Refusal() }
        #expect(throws: RunError.system("not today")) { try command.run() }
    }

    @Test("a command can run on several threads at once") func threads() async throws {
        let command = exiting(9)
        let statuses = try await withThrowingTaskGroup(of: ExitStatus.self) { group in
            for _ in 0..<4 { group.addTask { try command.run().status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: .exited(ExitCode(rawValue: 9)), count: 4))
    }

    /// Makes a socket, connects it to 192.0.2.1:80 and ends with the error.
    private func connecting() -> WASICommand {
        command(
            """
            (module
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (import "wasi_snapshot_preview1" "sock_open" (func $open (param i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_connect" (func $connect (param i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\08\\00\\00\\00\\04\\00\\00\\00\\c0\\00\\02\\01")
              (func (export "_start")
                (drop (call $open (i32.const 1) (i32.const 2) (i32.const 16)))
                (call $exit (call $connect (i32.load (i32.const 16)) (i32.const 0) (i32.const 80)))))
            """)
    }

    @Test("without a rule the network is refused, which is told at once and afterwards") func networkRefusal() throws {
        let refusal = NetworkRefusal(.connect(.ipv4(IPv4Address(192, 0, 2, 1), port: 80)), .noRule)
        let told = Mutex<[NetworkRefusal]>([])
        var command = connecting()
        command.onNetworkRefusal = { refusal in told.withLock { $0.append(refusal) } }
        let result = try command.run()
        #expect(result.status == .exited(ExitCode(rawValue: 2)))
        #expect(result.networkRefusal == refusal)
        #expect(told.withLock { $0 } == [refusal])
    }

    @Test("the socket calls of a module are found by its imports, unless they are left out") func socketFunctions() throws {
        var command = connecting()
        #expect(command.hostFunctions.contains { $0.name == "sock_open" })
        for choice in [SocketFunctions.none, .pathOpen] {
            command.socketFunctions = choice
            #expect(!command.hostFunctions.contains { $0.name == "sock_open" })
            #expect(throws: RunError.self) { try command.run() }
        }
    }

    @Test("a granted socket is the program's descriptor 3, and its address is told") func sockets() throws {
        let pair = HostPair.sockets()
        var command = command(
            """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\08\\00\\00\\00\\02\\00\\00\\00hi")
              (func (export "_start") (drop (call $write (i32.const 3) (i32.const 0) (i32.const 1) (i32.const 16)))))
            """)
        let told = Mutex<[GrantedSocket]>([])
        command.onSocketsOpened = { sockets in told.withLock { $0 += sockets } }
        command.sockets = [SocketGrant(descriptor: pair.writer), .listen(try SocketEndpoint("127.0.0.1:0"))]
        #expect(try command.run().status.isSuccess)
        #expect(pair.receive() == Array("hi".utf8))
        let sockets = told.withLock { $0 }
        try #require(sockets.count == 2)
        #expect(sockets.map(\.descriptor.rawValue) == [3, 4])
        #expect(sockets[0].address == .unix(.unnamed))
        #expect(sockets[1].address.ip == .v4(.loopback) && sockets[1].address.port != 0)
        #expect(sockets[1].type == .stream)
    }

    @Test("what a program is given of the network reaches its system") func networkConfiguration() throws {
        var command = exiting(0)
        command.network = .everything
        command.nameServers = [.ipv4(IPv4Address(192, 0, 2, 53), port: 53)]
        command.makeSystem = { configuration in
            #expect(configuration.network == .everything)
            #expect(configuration.nameServers == [.ipv4(IPv4Address(192, 0, 2, 53), port: 53)])
            return try UnixSystem(configuration)
        }
        #expect(try command.run().status.isSuccess)
    }

    @Test("this process's environment can be inherited") func environment() {
        setenv("SWIFT_WASI_TEST", "a=b", 1)
        #expect(EnvironmentVariable.inherited.contains { $0.description == "SWIFT_WASI_TEST=a=b" })
    }

    @Test("shorthands for grants name the directory by itself unless told otherwise") func grants() {
        #expect(DirectoryGrant.readOnly("a") == DirectoryGrant(host: "a", guest: "a", access: .readOnly))
        #expect(DirectoryGrant.readWrite("a", as: "/b") == DirectoryGrant(host: "a", guest: "/b", access: .readWrite))
    }
}
