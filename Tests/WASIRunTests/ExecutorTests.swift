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

@Suite("Executor", .needsEngine)
struct ExecutorTests {
    private func executor(threads: Int = 2, _ change: (inout GuestExecutor.Configuration) -> Void = { _ in }) throws
        -> GuestExecutor
    {
        var configuration = GuestExecutor.Configuration()
        configuration.threadCount = threads
        change(&configuration)
        return try GuestExecutor(configuration)
    }

    private func module(_ body: String, imports: String = "") throws -> PreparedModule {
        let text = """
            (module
              \(imports.split(separator: "\n").map { "(import \"wasi_snapshot_preview1\" \($0))" }.joined(separator: "\n  "))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start") \(body)))
            """
        var options = ModuleOptions()
        options.cache = .off
        return try PreparedModule(.bytes(Array(text.utf8), name: "test.wat"), options: options)
    }

    private let polls = "\"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32))"
    private let reads = "\"fd_read\" (func $read (param i32 i32 i32 i32) (result i32))"
    private let writes = "\"fd_write\" (func $write (param i32 i32 i32 i32) (result i32))"

    /// Sleeps and exits with 7.
    private func sleeping(milliseconds: Int) throws -> PreparedModule {
        try module(
            """
            (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const \(milliseconds * 1_000_000)))
            (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128))) (call $exit (i32.const 7))
            """, imports: polls)
    }

    /// Polls standard input for reading, and exits with the event's error.
    private func polling() throws -> PreparedModule {
        try module(
            """
            (i32.store8 (i32.const 8) (i32.const 1))
            (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
            (call $exit (i32.load16_u (i32.const 72)))
            """, imports: polls)
    }

    @Test("a program's end, exit code and output are those of any run") func ends() async throws {
        let executor = try executor()
        #expect(try await WASICommand(module("(nop)")).run(on: executor).status == .exited(.success))
        #expect(
            try await WASICommand(module("(call $exit (i32.const 300))")).run(on: executor).status
                == .exited(ExitCode(rawValue: 300)))
        guard case .trapped(let trap) = try await WASICommand(module("unreachable")).run(on: executor).status else {
            return #expect(Bool(false))
        }
        #expect(trap.kind == .unreachable)
        var command = WASICommand(
            try module(
                """
                (i32.store (i32.const 0) (i32.const 100)) (i32.store (i32.const 4) (i32.const 2))
                (i32.store16 (i32.const 100) (i32.const 0x6968))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
                """, imports: writes))
        command.standardOutput = .collect(limit: 10)
        let result = try await command.run(on: executor)
        #expect(result.output.text == "hi")
        #expect(result.statistics.memoryByteCount == 65536)
        #expect(executor.guestCount == 0)
    }

    @Test("an access outside memory traps, in the guest's code and in a call that may wait") func traps() async throws {
        let executor = try executor()
        for (body, kind) in [
            ("(drop (i32.load (i32.const 70000)))", "memoryOutOfBounds"),
            ("(drop (call $read (i32.const 0) (i32.const 70000) (i32.const 1) (i32.const 8)))", "fault"),
        ] {
            guard case .trapped(let trap) = try await WASICommand(module(body, imports: reads)).run(on: executor).status
            else {
                Issue.record("\(body) did not trap")
                continue
            }
            #expect("\(trap.kind)".hasPrefix(kind))
        }
    }

    @Test("a module that comes unprepared is compiled, and one that is refused says why") func unprepared() async throws {
        let executor = try executor()
        var command = WASICommand(Array("(module (func (export \"_start\")))".utf8), name: "plain.wat")
        command.cache = .off
        #expect(try await command.run(on: executor).status.isSuccess)
        #expect(try await command.runDetached().status.isSuccess)
        command.module = .bytes(Array("(module)".utf8), name: "library.wat")
        await #expect(throws: RunError.noStart(module: "library.wat", exports: [])) { try await command.run(on: executor) }
        command.module = .file("/nowhere.wasm")
        await #expect(throws: RunError.notFound(module: "/nowhere.wasm")) { try await command.run(on: executor) }
    }

    @Test("a hundred guests sleep on one thread, and one that sleeps less long ends before them") func sleepers()
        async throws
    {
        let executor = try executor(threads: 1)
        let long = try sleeping(milliseconds: 3_600_000)
        let sleepers = (0..<100).map { _ in Task { try await WASICommand(long).run(on: executor) } }
        while executor.guestCount < 100 { try await Task.sleep(for: .milliseconds(1)) }
        let begin = ContinuousClock.now
        let short = WASICommand(try sleeping(milliseconds: 30))
        #expect(try await short.run(on: executor).status == .exited(ExitCode(rawValue: 7)))
        #expect(ContinuousClock.now - begin >= .milliseconds(30))
        #expect(executor.guestCount == 100)
        for task in sleepers { task.cancel() }
        for task in sleepers { #expect(try await task.value.status == .interrupted(.caller)) }
    }

    @Test("500 guests that poll one pipe all hear of its end") func pollers() async throws {
        let executor = try executor()
        let module = try polling()
        let pipe = HostPair.pipe()
        let reader = pipe.reader
        let counter = Shared(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    var command = WASICommand(module)
                    command.standardInput = .descriptor(reader)
                    if try await command.run(on: executor).status.isSuccess { counter.withLock { $0 += 1 } }
                }
            }
            while executor.guestCount < 500 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(counter.withLock { $0 } == 0)
            pipe.closeWriter()
            try await group.waitForAll()
        }
        #expect(counter.withLock { $0 } == 500)
        #expect(executor.guestCount == 0)
    }

    @Test("cancelling the task stops its guest, whatever it does", arguments: EndlessProgram.all)
    func cancel(program: EndlessProgram) async throws {
        let executor = try executor(threads: 1)
        let (command, kept) = program.command()
        let prepared = WASICommand(module: .prepared(try prepare(command)), like: command)
        let task = Task { try await prepared.run(on: executor) }
        while executor.guestCount < 1 { try await Task.sleep(for: .milliseconds(1)) }
        try await Task.sleep(for: .milliseconds(20))
        let begin = ContinuousClock.now
        task.cancel()
        #expect(try await task.value.status == .interrupted(.caller))
        #expect(ContinuousClock.now - begin < .seconds(2))
        #expect(executor.guestCount == 0)
        withExtendedLifetime(kept) {}
    }

    @Test("a guest is stopped when its time is up, whatever it does", arguments: EndlessProgram.all)
    func timeout(program: EndlessProgram) async throws {
        let executor = try executor(threads: 1)
        let (start, kept) = program.command()
        var command = WASICommand(module: .prepared(try prepare(start)), like: start)
        command.timeout = .milliseconds(30)
        #expect(try await command.run(on: executor).status == .interrupted(.timeout))
        withExtendedLifetime(kept) {}
    }

    private func prepare(_ command: WASICommand) throws -> PreparedModule {
        var options = ModuleOptions()
        options.cache = .off
        return try PreparedModule(command.module, options: options)
    }

    @Test("a control, processor time, fuel and output stop guests that share threads, too") func limits() async throws {
        let executor = try executor(threads: 1)
        let computing = try module("(loop $again (br $again))")
        var command = WASICommand(computing)
        command.cpuTime = .milliseconds(20)
        #expect(try await command.run(on: executor).status == .interrupted(.cpuTime))
        command.cpuTime = nil
        let control = RunControl()
        command.control = control
        async let stopped = command.run(on: executor)
        try await Task.sleep(for: .milliseconds(20))
        control.stop(.signal(15))
        #expect(try await stopped.status == .interrupted(.signal(15)))

        var writing = WASICommand(
            try module(
                """
                (i32.store (i32.const 4) (i32.const 100))
                (loop $again (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))) (br $again))
                """, imports: writes))
        writing.maximumOutputBytes = 1000
        writing.standardOutput = .collect(limit: 5000)
        let result = try await writing.run(on: executor)
        #expect(result.status == .interrupted(.output))
        #expect(result.output.bytes.count == 1000)
    }

    @Test("guests that compute do not keep others from their turns") func fairness() async throws {
        let executor = try executor(threads: 1)
        let computing = try module("(loop $again (br $again))")
        let busy = (0..<3).map { _ in Task { try await WASICommand(computing).run(on: executor) } }
        while executor.guestCount < 3 { try await Task.sleep(for: .milliseconds(1)) }
        for _ in 0..<10 { #expect(try await WASICommand(module("(nop)")).run(on: executor).status.isSuccess) }
        #expect(executor.guestCount == 3)
        for task in busy { task.cancel() }
        for task in busy { #expect(try await task.value.status == .interrupted(.caller)) }
    }

    @Test("as many guests as may run at a time, and as many wait as may") func backpressure() async throws {
        let executor = try executor(threads: 1) {
            $0.maximumGuests = 2
            $0.maximumQueuedRuns = 1
        }
        let module = try polling()
        let pipe = HostPair.pipe()
        let reader = pipe.reader
        var command = WASICommand(module)
        command.standardInput = .descriptor(reader)
        let blocked = command
        var running: [Task<RunResult, any Error>] = []
        for count in 1...2 {
            running.append(Task { try await blocked.run(on: executor) })
            // One after the other: only one may wait for its beginning.
            while executor.guestCount < count { try await Task.sleep(for: .milliseconds(1)) }
        }
        let queued = Task { try await blocked.run(on: executor) }
        while executor.queuedRunCount < 1 { try await Task.sleep(for: .milliseconds(1)) }
        await #expect(throws: RunError.busy) { try await blocked.run(on: executor) }
        // A queued run is cancelled without its guest's ever having been there.
        queued.cancel()
        #expect(try await queued.value.status == .interrupted(.caller))
        #expect(executor.queuedRunCount == 0)
        let next = Task { try await blocked.run(on: executor) }
        pipe.closeWriter()
        for task in running + [next] { #expect(try await task.value.status.isSuccess) }
    }

    @Test("a suspended call is one call to what stands before the system") func tracedOnce() async throws {
        let executor = try executor(threads: 1)
        let seen = Shared<[String]>([])
        var command = WASICommand(try sleeping(milliseconds: 30))
        command.wrappers = [
            { system in InterceptedSystem(system, by: Noting { line in seen.withLock { $0.append(line) } }) }
        ]
        #expect(try await command.run(on: executor).status == .exited(ExitCode(rawValue: 7)))
        #expect(seen.withLock { $0 } == ["before poll_oneoff", "after poll_oneoff", "before proc_exit", "after proc_exit"])
    }

    @Test("a system of one's own waits without a thread, too") func ownSystem() async throws {
        let executor = try executor(threads: 1)
        let gate = Gate()
        var command = WASICommand(
            try module(
                """
                (i32.store (i32.const 0) (i32.const 100)) (i32.store (i32.const 4) (i32.const 2))
                (call $exit (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                """, imports: reads))
        command.makeSystem = { configuration in GatedSystem(try UnixSystem(configuration), gate) }
        let waiting = command
        let tasks = (0..<3).map { _ in Task { try await waiting.run(on: executor) } }
        while gate.waiterCount < 3 { try await Task.sleep(for: .milliseconds(1)) }
        tasks[2].cancel()
        #expect(try await tasks[2].value.status == .interrupted(.caller))
        gate.open()
        for task in tasks[..<2] { #expect(try await task.value.status == .exited(.success)) }
    }

    @Test("descriptors and memory are given back, run after run") func noLeak() async throws {
        let executor = try executor()
        let module = try sleeping(milliseconds: 1)
        func batch() async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        let task = Task { try await WASICommand(module).run(on: executor) }
                        if index.isMultiple(of: 3) { task.cancel() }
                        _ = try await task.value
                    }
                }
                try await group.waitForAll()
            }
        }
        try await batch()
        let before = openDescriptorCount()
        for _ in 0..<5 { try await batch() }
        #expect(executor.guestCount == 0)
        // Other tests open some meanwhile; a descriptor a run would be 500.
        #expect(openDescriptorCount() < before + 200)
    }

    private func openDescriptorCount() -> Int { (0..<4096).count { fcntl(Int32($0), F_GETFD) >= 0 } }
}

extension WASICommand {
    /// Another module with what a command is given.
    fileprivate init(module: ModuleSource, like command: WASICommand) {
        self = command
        self.module = module
    }
}

private final class Noting: Interceptor {
    private let note: (String) -> Void
    init(_ note: @escaping (String) -> Void) { self.note = note }

    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        note("before \(call.name)")
        defer { note("after \(call.name)") }
        return try proceed()
    }
}

/// A value that several tasks change.
private final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result { value.withLock { body(&$0) } }
}

/// What several guests wait for.
private final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, wakers: [@Sendable () -> Void])>((false, []))

    var waiterCount: Int { state.withLock { $0.wakers.count } }

    func open() {
        let wakers = state.withLock { state in
            state.isOpen = true
            return state.wakers
        }
        for wake in wakers { wake() }
    }

    func isOpen(orWake waker: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if !state.isOpen { state.wakers.append(waker) }
            return state.isOpen
        }
    }
}

/// Reads nothing until the gate is open.
private final class GatedSystem: ForwardingSystem, SuspendableSystem {
    let base: any SystemInterface
    private let gate: Gate
    private var waiter: (any SystemWaiter)?

    init(_ base: any SystemInterface, _ gate: Gate) {
        self.base = base
        self.gate = gate
    }

    func suspend(with waiter: any SystemWaiter) { self.waiter = waiter }

    func read(_ fd: Descriptor, into buffers: inout ScatterBuffers) throws(Errno) -> Int {
        guard let waiter else { throw .notSupported }
        while !gate.isOpen(orWake: waiter.waker) { try waiter.wait() }
        return 0
    }
}
