import TestSupport
import Testing
import WASICore
import WASIMemory
import WASIRun
import WASIWasmtime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

private let hasEngine = (try? WasmtimeLibrary.load()) != nil

@Suite(
    "Waiting in memory", .enabled(if: hasEngine, "the engine's library is not there; `make engine` fetches it"),
    .timeLimit(.minutes(1)))
struct MemoryWaitingTests {
    private func executor() throws -> GuestExecutor {
        var configuration = GuestExecutor.Configuration()
        configuration.threadCount = 1
        return try GuestExecutor(configuration)
    }

    private func module(_ imports: [String], _ body: String) throws -> PreparedModule {
        let text = """
            (module
              \(imports.map { "(import \"wasi_snapshot_preview1\" \($0))" }.joined(separator: "\n  "))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func $check (param i32) (if (local.get 0) (then (call $exit (local.get 0)))))
              (func (export "_start") \(body)))
            """
        var options = ModuleOptions()
        options.cache = .off
        return try PreparedModule(.bytes(Array(text.utf8), name: "test.wat"), options: options)
    }

    /// Sleeps for some hours.
    private func sleeping(hours: UInt64) throws -> PreparedModule {
        try module(
            ["\"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32))"],
            """
            (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const \(hours * 3_600_000_000_000)))
            (call $check (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
            """)
    }

    @Test("guests that sleep in virtual time share a thread, and time jumps when all of them sleep")
    func virtualTime() async throws {
        let executor = try executor()
        let clock = MemoryClock.virtual()
        // No time passes before all are there: 20 guests cannot be on one thread at once, unless those that sleep have left it.
        let (all, arrived) = AsyncStream.makeStream(of: Void.self)
        let release = HostPair.pipe()
        let reader = release.reader
        let holder = HostThread {
            clock.whileHeld {
                arrived.yield()
                var byte: UInt8 = 0
                _ = read(reader, &byte, 1)
            }
        }
        for await _ in all { break }
        let start = clock.monotonicTime
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hours in (1...20).map(UInt64.init).reversed() {
                let module = try sleeping(hours: hours)
                group.addTask {
                    var command = WASICommand(module)
                    command.useMemory { $0.clock = clock }
                    let status = try await command.run(on: executor).status
                    #expect(status == .exited(.success))
                }
            }
            while executor.guestCount < 20 { try await Task.sleep(for: .milliseconds(1)) }
            // One more turn of the thread, so that the last of them sleeps, too.
            _ = try await WASICommand(module([], "(nop)")).run(on: executor)
            #expect(executor.guestCount == 20)
            #expect(clock.monotonicTime == start)
            release.send("!")
            try await group.waitForAll()
        }
        holder.join()
        #expect((clock.monotonicTime - start).rawValue == 20 * 3_600_000_000_000)
    }

    @Test("bytes go through a chain of guests and short pipes on one thread") func pipes() async throws {
        let executor = try executor()
        let copying = try module(
            [
                "\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))",
                "\"fd_write\" (func $write (param i32 i32 i32 i32) (result i32))",
                "\"fd_close\" (func $close (param i32) (result i32))",
            ],
            """
            (loop $again
              (i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 100))
              (call $check (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
              (if (i32.load (i32.const 8)) (then
                (i32.store (i32.const 4) (i32.load (i32.const 8)))
                (call $check (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))
                (br $again))))
            """)
        let pipes = (0...5).map { _ in MemoryPipe(capacity: 7) }
        let text = (0..<500).map { "\($0) " }.joined()
        async let received: [UInt8] = withCheckedContinuation { continuation in
            _ = HostThread {
                pipes[0].write(text)
                pipes[0].closeWriting()
            }
            _ = HostThread { continuation.resume(returning: pipes[5].readToEnd()) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<5 {
                group.addTask {
                    var command = WASICommand(copying)
                    command.useMemory {
                        $0.standardInput = .pipe(pipes[index])
                        $0.standardOutput = .pipe(pipes[index + 1])
                    }
                    let status = try await command.run(on: executor).status
                    #expect(status == .exited(.success))
                    pipes[index + 1].closeWriting()
                }
            }
            try await group.waitForAll()
        }
        #expect(String(decoding: await received, as: UTF8.self) == text)
    }

    @Test("a server accepts and receives on the thread on which its clients connect and send") func sockets() async throws {
        let executor = try executor()
        let network = MemoryNetwork()
        let machine = network.addMachine("server")
        let imports = [
            "\"sock_open\" (func $open (param i32 i32 i32) (result i32))",
            "\"sock_bind\" (func $bind (param i32 i32 i32) (result i32))",
            "\"sock_listen\" (func $listen (param i32 i32) (result i32))",
            "\"sock_connect\" (func $connect (param i32 i32 i32) (result i32))",
            "\"sock_accept\" (func $accept (param i32 i32 i32) (result i32))",
            "\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))",
            "\"fd_write\" (func $write (param i32 i32 i32 i32) (result i32))",
        ]
        let open = """
            (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 4))
            (i32.store (i32.const 16) (i32.const 0x0100007f))
            (i32.store (i32.const 32) (i32.const 512)) (i32.store (i32.const 36) (i32.const 1))
            (call $check (call $open (i32.const 1) (i32.const 2) (i32.const 8)))
            """
        // Exits with what the client sends.
        let server = try module(
            imports,
            """
            \(open)
            (call $check (call $bind (i32.load (i32.const 8)) (i32.const 0) (i32.const 80)))
            (call $check (call $listen (i32.load (i32.const 8)) (i32.const 1)))
            (call $check (call $write (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 40)))
            (call $check (call $accept (i32.load (i32.const 8)) (i32.const 0) (i32.const 64)))
            (call $check (call $read (i32.load (i32.const 64)) (i32.const 32) (i32.const 1) (i32.const 40)))
            (call $exit (i32.load8_u (i32.const 512)))
            """)
        // Connects, and sends what it reads from standard input.
        let client = try module(
            imports,
            """
            \(open)
            (call $check (call $connect (i32.load (i32.const 8)) (i32.const 0) (i32.const 80)))
            (call $check (call $read (i32.const 0) (i32.const 32) (i32.const 1) (i32.const 40)))
            (call $check (call $write (i32.load (i32.const 8)) (i32.const 32) (i32.const 1) (i32.const 40)))
            """)
        var serving = WASICommand(server)
        let (output, listens) = StandardOutput.makeSequence()
        serving.standardOutput = output
        serving.network = .everything
        serving.useMemory { $0.machine = machine }
        async let served = serving.run(on: executor)
        // It tells when it listens.
        var iterator = listens.makeAsyncIterator()
        #expect(await iterator.next() == [0])
        var asking = WASICommand(client)
        let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        asking.standardInput = .sequence(input)
        asking.network = .everything
        asking.useMemory { $0.machine = machine }
        async let asked = asking.run(on: executor)
        while executor.guestCount < 2 { try await Task.sleep(for: .milliseconds(1)) }
        continuation.yield([77])
        continuation.finish()
        #expect(try await served.status == .exited(ExitCode(rawValue: 77)))
        #expect(try await asked.status == .exited(.success))
    }

    @Test("a signal ends the waiting in memory") func signal() async throws {
        await #expect(processExitsWith: .exitCode(42)) {
            ProcessSignals.install()
            let tests = MemoryWaitingTests()
            var command = WASICommand(try tests.sleeping(hours: 1))
            command.stopsOnSignals = true
            command.useMemory()
            _ = HostThread {
                HostThread.pause(milliseconds: 100)
                kill(getpid(), SIGINT)
            }
            let begin = ContinuousClock.now
            let status = try command.run().status
            exit(status == .interrupted(.signal(SIGINT)) && ContinuousClock.now - begin < .seconds(5) ? 42 : 1)
        }
    }
}
