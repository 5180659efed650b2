import Synchronization
import TestSupport
import Testing
import WASICore
import WASIMemory
import WASIRun
import WASIUnix
import WASIWasmtime

private let hasEngine = (try? WasmtimeLibrary.load()) != nil

/// Where a program runs.
enum Runner: CaseIterable, Sendable {
    /// On a thread of its own.
    case thread
    /// On the one thread of an executor.
    case executor
    /// The same, in memory.
    case memory
    /// On a thread, with the host's files below an overlay.
    case overlay

    func run(_ given: WASICommand) async throws -> RunResult {
        var command = given
        switch self {
        case .thread: return try await onThread(command)
        case .executor: return try await command.run(on: oneThread())
        case .memory:
            command.useMemory()
            return try await onThread(command)
        case .overlay:
            command.overlay = OverlaySystem.defaultLimits
            return try await onThread(command)
        }
    }

    private func onThread(_ command: WASICommand) async throws -> RunResult {
        let (results, continuation) = AsyncStream.makeStream(of: Result<RunResult, any Error>.self)
        let thread = HostThread { continuation.yield(Result { try command.run() }) }
        defer { thread.join() }
        var iterator = results.makeAsyncIterator()
        guard let result = await iterator.next() else { throw CancellationError() }
        return try result.get()
    }
}

private func oneThread() throws -> GuestExecutor {
    var configuration = GuestExecutor.Configuration()
    configuration.threadCount = 1
    return try GuestExecutor(configuration)
}

@Suite(
    "Sequences", .enabled(if: hasEngine, "the engine's library is not there; `make engine` fetches it"),
    .timeLimit(.minutes(1)))
struct SequenceTests {
    private func command(_ body: String, data: String = "") -> WASICommand {
        var command = WASICommand(
            Array(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_renumber" (func $renumber (param i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 2)
                  \(data)
                  (func $check (param i32) (if (local.get 0) (then (call $exit (local.get 0)))))
                  (func (export "_start") (local $i i32) (local $failure i32) \(body)))
                """.utf8), name: "sequence.wat")
        command.cache = .off
        return command
    }

    /// Copies standard input to standard output, in pieces of `size` bytes; exits with the first error.
    private func copying(_ size: Int = 1000) -> WASICommand {
        command(
            """
            (loop $again
              (i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const \(size)))
              (call $check (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
              (if (i32.load (i32.const 8)) (then
                (i32.store (i32.const 4) (i32.load (i32.const 8)))
                (call $check (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))
                (br $again))))
            """)
    }

    /// Writes 1000 bytes again and again, and exits with the first error.
    private var writing: WASICommand {
        command(
            """
            (i32.store (i32.const 4) (i32.const 1000))
            (loop $again (call $check (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64))) (br $again))
            """)
    }

    private func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) } }

    /// The bytes in chunks of growing size, an empty one among them.
    private func chunks(_ bytes: [UInt8]) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            continuation.yield([])
            var rest = bytes[...]
            var size = 1
            while !rest.isEmpty {
                continuation.yield(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
                size = size * 2 + 1
            }
            continuation.finish()
        }
    }

    @Test(
        "300 kB go in and out through a few bytes of room, wherever the program runs",
        arguments: Runner.allCases, [1, 100, 5000])
    func copies(runner: Runner, capacity: Int) async throws {
        let sent = bytes(capacity == 1 ? 3_000 : 300_000)
        var command = copying()
        command.standardInput = .sequence(chunks(sent), capacity: capacity)
        let (output, chunks) = StandardOutput.makeSequence(capacity: capacity)
        command.standardOutput = output
        let running = command
        let task = Task { try await runner.run(running) }
        var received: [UInt8] = []
        for await chunk in chunks {
            #expect(!chunk.isEmpty && chunk.count <= capacity)
            received += chunk
        }
        let result = try await task.value
        #expect(result.status == .exited(.success))
        #expect(result.inputFailure == nil)
        // Not the bytes themselves: to find and show the difference takes minutes.
        let isSame = received == sent
        #expect(isSame, "\(received.count) of \(sent.count) bytes")
    }

    @Test("slices are chunks, too, and several programs wait on one thread") func many() async throws {
        let executor = try oneThread()
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for index in 0..<50 {
                group.addTask {
                    let (input, continuation) = AsyncStream.makeStream(of: ArraySlice<UInt8>.self)
                    var command = copying()
                    command.standardInput = .sequence(input)
                    let (output, chunks) = StandardOutput.makeSequence()
                    command.standardOutput = output
                    async let result = command.run(on: executor)
                    while executor.guestCount < 50 { try await Task.sleep(for: .milliseconds(1)) }
                    // Each byte comes back before the next is sent.
                    var iterator = chunks.makeAsyncIterator()
                    var received: [UInt8] = []
                    for byte in 0..<10 {
                        continuation.yield([0, UInt8(index), UInt8(byte)][1...])
                        received += await iterator.next() ?? []
                    }
                    // None leaves before all have answered.
                    continuation.finish()
                    #expect(await iterator.next() == nil)
                    #expect(try await result.status.isSuccess)
                    return received
                }
            }
            var all: [[UInt8]] = []
            for try await received in group { all.append(received) }
            #expect(all.sorted { $0[0] < $1[0] } == (0..<50).map { i in (0..<10).flatMap { [UInt8(i), UInt8($0)] } })
        }
    }

    @Test("a program that writes more than is taken waits, without a thread") func outputPressure() async throws {
        let executor = try oneThread()
        let written = Counter()
        var command = writing
        command.wrappers = [{ CountingSystem($0, written) }]
        let (output, chunks) = StandardOutput.makeSequence(capacity: 2500)
        command.standardOutput = output
        let running = command
        let task = Task { try await running.run(on: executor) }
        while written.value < 2000 { try await Task.sleep(for: .milliseconds(1)) }
        // Its third write has room for a half, and waits with the rest; the thread is free for others.
        var other = copying()
        other.standardInput = .text("x")
        #expect(try await other.run(on: executor).status == .exited(.success))
        #expect(written.value == 2000)
        var iterator = chunks.makeAsyncIterator()
        #expect(await iterator.next()?.count == 2500)
        var taken = 2500
        while taken < 100_000 { taken += await iterator.next()?.count ?? 0 }
        #expect(written.value <= taken + 2500)
        task.cancel()
        #expect(try await task.value.status == .interrupted(.caller))
        // What was written is taken, and then there is the end.
        var rest = 0
        while let chunk = await iterator.next() { rest += chunk.count }
        #expect(rest <= 2500)
    }

    @Test("a sequence is asked when the program reads, and not far ahead of it") func inputPressure() async throws {
        let asked = Counter()
        let endless = AsyncStream<[UInt8]> {
            asked.add(1)
            return [1, 2, 3, 4]
        }
        var idle = command("(nop)")
        idle.standardInput = .sequence(endless)
        #expect(try await Runner.thread.run(idle).status == .exited(.success))
        #expect(asked.value == 0)
        var reading = command(
            """
            (i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 4))
            (call $check (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
            (call $check (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            (call $check (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            """)
        reading.standardInput = .sequence(endless, capacity: 8)
        let (output, chunks) = StandardOutput.makeSequence(capacity: 4)
        reading.standardOutput = output
        let running = reading
        let task = Task { try await Runner.executor.run(running) }
        while asked.value < 3 { try await Task.sleep(for: .milliseconds(1)) }
        // The program waits with its second write: 4 bytes read, and 8 ahead.
        try await Task.sleep(for: .milliseconds(20))
        #expect(asked.value == 3)
        for await _ in chunks {}
        #expect(try await task.value.status == .exited(.success))
        #expect(asked.value == 3)
    }

    @Test("a sequence that fails is an I/O error behind what came before, and told", arguments: Runner.allCases)
    func failing(runner: Runner) async throws {
        var command = copying()
        command.standardInput = .sequence(
            AsyncThrowingStream<[UInt8], any Error> { continuation in
                continuation.yield(Array("before".utf8))
                continuation.finish(throwing: Disconnected())
            })
        command.standardOutput = .collect(limit: 100)
        let result = try await runner.run(command)
        // EIO
        #expect(result.status == .exited(ExitCode(rawValue: 29)))
        #expect(result.output.text == "before")
        #expect(result.inputFailure == "the client is gone")
    }

    @Test("whoever stops iterating breaks the program's pipe", arguments: Runner.allCases) func broken(runner: Runner)
        async throws
    {
        var command = writing
        let (output, chunks) = StandardOutput.makeSequence(capacity: 1000)
        command.standardOutput = output
        let running = command
        let task = Task { try await runner.run(running) }
        var count = 0
        for await chunk in chunks {
            count += chunk.count
            if count > 10_000 { break }
        }
        // EPIPE
        #expect(try await task.value.status == .exited(ExitCode(rawValue: 64)))
        for await _ in chunks { Issue.record("a second iterator finds the end") }
    }

    @Test("a reader whose task is cancelled, and one that never begins, break it as well") func brokenOtherwise()
        async throws
    {
        var command = writing
        let (output, chunks) = StandardOutput.makeSequence()
        command.standardOutput = output
        let running = command
        let reader = Task {
            var count = 0
            for await chunk in chunks { count += chunk.count }
            return count
        }
        let task = Task { try await Runner.executor.run(running) }
        try await Task.sleep(for: .milliseconds(20))
        reader.cancel()
        #expect(try await task.value.status == .exited(ExitCode(rawValue: 64)))
        _ = await reader.value
        command.standardOutput = StandardOutput.makeSequence().output
        #expect(try await Runner.executor.run(command).status == .exited(ExitCode(rawValue: 64)))
    }

    @Test("the sequence ends with the program's stream, before the program does") func closing() async throws {
        let executor = try oneThread()
        var command = command(
            """
            (i32.store (i32.const 0) (i32.const 512)) (i32.store (i32.const 4) (i32.const 2))
            (call $check (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            (call $check (call $renumber (i32.const 1) (i32.const 2)))
            (call $check (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))
            (call $check (call $close (i32.const 2)))
            (call $check (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
            """, data: "(data (i32.const 512) \"hi\")")
        let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        command.standardInput = .sequence(input)
        let (output, chunks) = StandardOutput.makeSequence()
        command.standardOutput = output
        async let result = command.run(on: executor)
        var text: [UInt8] = []
        for await chunk in chunks { text += chunk }
        #expect(text == Array("hihi".utf8))
        #expect(executor.guestCount == 1)
        continuation.finish()
        #expect(try await result.status == .exited(.success))
    }

    @Test("a program that closes its input ends the sequence's task") func closedInput() async throws {
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        continuation.onTermination = { _ in end.finish() }
        continuation.yield([1])
        var command = command(
            """
            (i32.store (i32.const 4) (i32.const 1))
            (call $check (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
            (call $check (call $close (i32.const 0)))
            """)
        command.standardInput = .sequence(input)
        #expect(try await Runner.executor.run(command).status == .exited(.success))
        for await _ in ended {}
    }

    @Test("both output streams may be one sequence, which ends with the second") func shared() async throws {
        var command = command(
            """
            (i32.store (i32.const 0) (i32.const 512)) (i32.store (i32.const 4) (i32.const 2))
            (call $check (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            (call $check (call $close (i32.const 1)))
            (call $check (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))
            """, data: "(data (i32.const 512) \"hi\")")
        let (output, chunks) = StandardOutput.makeSequence()
        command.standardOutput = output
        command.standardError = output
        #expect(try await Runner.thread.run(command).status == .exited(.success))
        var text: [UInt8] = []
        for await chunk in chunks { text += chunk }
        #expect(text == Array("hihi".utf8))
    }

    @Test("a sequence without a run ends, and one that had a run is not given another") func unattached() async throws {
        var command = WASICommand("/nowhere.wasm")
        do {
            let (output, chunks) = StandardOutput.makeSequence()
            command.standardOutput = output
            _ = try? command.run()
            for await _ in chunks {}
        }
        do {
            let (output, chunks) = StandardOutput.makeSequence()
            command.standardOutput = output
            _ = try? await command.run(on: oneThread())
            for await _ in chunks {}
        }
        let chunks = StandardOutput.makeSequence().chunks
        for await _ in chunks {}
        var twice = self.command("(nop)")
        let output = StandardOutput.makeSequence().output
        twice.standardOutput = output
        #expect(try twice.run().status == .exited(.success))
        #expect(throws: RunError.system("the sequence for standard output has been that of another run")) {
            try twice.run()
        }
    }

    /// Polls input, output and a clock, and writes each event: its mark, type, bytes and hang-up.
    private func polling(milliseconds: Int) -> WASICommand {
        command(
            """
            (i64.store (i32.const 0) (i64.const 11)) (i32.store8 (i32.const 8) (i32.const 1))
            (i64.store (i32.const 48) (i64.const 12)) (i32.store8 (i32.const 56) (i32.const 0))
            (i32.store (i32.const 64) (i32.const 1)) (i64.store (i32.const 72) (i64.const \(milliseconds * 1_000_000)))
            (loop $again
              (call $check (call $poll (i32.const 0) (i32.const 1024) (i32.const 2) (i32.const 200)))
              (i32.store (i32.const 208) (i32.const 1024))
              (i32.store (i32.const 212) (i32.mul (i32.const 32) (i32.load (i32.const 200))))
              (call $check (call $write (i32.const 1) (i32.const 208) (i32.const 1) (i32.const 220)))
              (i32.store (i32.const 208) (i32.const 2048)) (i32.store (i32.const 212) (i32.const 64))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 11)) (then
                (call $check (call $read (i32.const 0) (i32.const 208) (i32.const 1) (i32.const 220)))
                (if (i32.eqz (i32.load (i32.const 220))) (then (call $exit (i32.const 0))))))
              (br $again))
            """)
    }

    @Test("a poll hears of a clock, of bytes, of the end", arguments: Runner.allCases) func polls(runner: Runner)
        async throws
    {
        let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        var command = polling(milliseconds: 5)
        command.standardInput = .sequence(input)
        let (output, chunks) = StandardOutput.makeSequence()
        command.standardOutput = output
        let running = command
        let task = Task { try await runner.run(running) }
        var seen: [String] = []
        var hasSent = false
        var pending: [UInt8] = []
        for await chunk in chunks {
            pending += chunk
            while pending.count >= 32 {
                let event = Array(pending[..<32])
                pending.removeFirst(32)
                let text = "\(event[0]) \(event[10]) \(event[16]) \(event[24])"
                if seen.last != text { seen.append(text) }
                if text == "12 0 0 0", seen.count == 1, !hasSent {
                    hasSent = true
                    continuation.yield([1, 2, 3])
                }
                if text == "12 0 0 0", seen.count == 3 { continuation.finish() }
            }
        }
        #expect(try await task.value.status == .exited(.success))
        // The clock; three bytes; the clock; the end.
        #expect(seen.prefix(4) == ["12 0 0 0", "11 1 3 0", "12 0 0 0", "11 1 0 1"])
    }

    @Test("who is not to wait is told to come again") func nonBlocking() async throws {
        for runner in [Runner.thread, .executor, .memory] {
            let (input, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            var command = copying()
            command.nonBlockingStandardStreams = true
            command.standardInput = .sequence(input)
            // EAGAIN
            #expect(try await runner.run(command).status == .exited(ExitCode(rawValue: 6)))
            var full = writing
            full.nonBlockingStandardStreams = true
            let (output, chunks) = StandardOutput.makeSequence(capacity: 1500)
            full.standardOutput = output
            #expect(try await runner.run(full).status == .exited(ExitCode(rawValue: 6)))
            var received = 0
            for await chunk in chunks { received += chunk.count }
            #expect(received == 1500)
            withExtendedLifetime(continuation) {}
        }
    }

    @Test("reading an output and writing an input are errors as with a pipe's ends") func wrongWay() async throws {
        for (call, code) in [("$write (i32.const 0)", 8), ("$read (i32.const 1)", 8)] {
            var command = command(
                """
                (i32.store (i32.const 4) (i32.const 8))
                (call $check (call \(call) (i32.const 0) (i32.const 1) (i32.const 8)))
                """)
            command.standardInput = .sequence(chunks([1]))
            let (output, chunks) = StandardOutput.makeSequence()
            command.standardOutput = output
            #expect(try await Runner.thread.run(command).status == .exited(ExitCode(rawValue: UInt32(code))))
            withExtendedLifetime(chunks) {}
        }
    }

    @Test("a plug-in reads and writes sequences call by call") func instances() async throws {
        var command = WASICommand(
            Array(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (func (export "say") (param i32) (result i32)
                    (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 1))
                    (i32.store8 (i32.const 16) (local.get 0))
                    (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
                """.utf8), name: "plugin.wat")
        command.cache = .off
        let (output, chunks) = StandardOutput.makeSequence()
        command.standardOutput = output
        var iterator = chunks.makeAsyncIterator()
        do {
            let plugin = try command.instance()
            #expect(try plugin.call("say", 65) == [.i32(0)])
            #expect(await iterator.next() == [65])
            #expect(try plugin.call("say", 66) == [.i32(0)])
            #expect(await iterator.next() == [66])
        }
        #expect(await iterator.next() == nil)
    }

    @Test("descriptors are given back") func noLeak() async throws {
        let executor = try oneThread()
        let before = OpenDescriptors().targets.values.count { $0.contains("eventfd") }
        for _ in 0..<100 {
            var command = copying()
            command.standardInput = .sequence(chunks(bytes(10)))
            let (output, chunks) = StandardOutput.makeSequence()
            command.standardOutput = output
            async let result = command.run(on: executor)
            for await _ in chunks {}
            #expect(try await result.status.isSuccess)
        }
        // Other tests have some meanwhile; one a run would be 100.
        #expect(OpenDescriptors().targets.values.count { $0.contains("eventfd") } < before + 50)
    }
}

private struct Disconnected: Error, CustomStringConvertible {
    var description: String { "the client is gone" }
}

private final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .relaxed) }
    func add(_ more: Int) { count.add(more, ordering: .relaxed) }
}

/// Counts what has been written.
private final class CountingSystem: ForwardingSystem {
    let base: any SystemInterface
    private let counter: Counter

    init(_ base: any SystemInterface, _ counter: Counter) {
        self.base = base
        self.counter = counter
    }

    func write(_ fd: Descriptor, from buffers: borrowing GatherBuffers) throws(Errno) -> Int {
        let count = try base.write(fd, from: buffers)
        counter.add(count)
        return count
    }
}
