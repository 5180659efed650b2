import EngineTestSupport
import TestSupport
import Testing
import WASIRun

@Suite("Pooled runs", .needsEngine)
struct PooledRunTests {
    /// Polls standard input for reading, and exits with what its memory holds, which should be zero.
    private func polling(pool: InstancePool) throws -> PreparedModule {
        let text = """
            (module
              (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (if (i32.load (i32.const 512)) (then unreachable))
                (i32.store (i32.const 512) (i32.const 1))
                (i32.store8 (i32.const 8) (i32.const 1))
                (call $exit (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))))
            """
        var options = ModuleOptions()
        options.cache = .off
        options.pool = pool
        return try PreparedModule(.bytes(Array(text.utf8), name: "test.wat"), options: options)
    }

    private func executor() throws -> GuestExecutor {
        var configuration = GuestExecutor.Configuration()
        configuration.threadCount = 2
        return try GuestExecutor(configuration)
    }

    @Test("on an executor, runs wait for a place in the pool, and all of them are run") func waiting() async throws {
        let executor = try executor()
        let module = try polling(pool: InstancePool(maximumInstances: 3))
        let pipe = HostPair.pipe()
        let reader = pipe.reader
        try await withThrowingTaskGroup(of: ExitStatus.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    var command = WASICommand(module)
                    command.standardInput = .descriptor(reader)
                    return try await command.run(on: executor).status
                }
            }
            while executor.guestCount < 3 || executor.queuedRunCount < 47 { try await Task.sleep(for: .milliseconds(1)) }
            #expect(executor.guestCount == 3)
            pipe.closeWriter()
            for try await status in group { #expect(status == .exited(.success)) }
        }
        #expect(executor.guestCount == 0)
        #expect(executor.queuedRunCount == 0)
    }

    @Test("a run that waits for a place is cancelled without having been there, and the next gets the place")
    func cancelled() async throws {
        let executor = try executor()
        let module = try polling(pool: InstancePool(maximumInstances: 1))
        let pipe = HostPair.pipe()
        var command = WASICommand(module)
        command.standardInput = .descriptor(pipe.reader)
        let blocked = command
        let first = Task { try await blocked.run(on: executor) }
        while executor.guestCount < 1 { try await Task.sleep(for: .milliseconds(1)) }
        let cancelled = (0..<10).map { _ in Task { try await blocked.run(on: executor) } }
        while executor.queuedRunCount < 10 { try await Task.sleep(for: .milliseconds(1)) }
        let last = Task { try await blocked.run(on: executor) }
        while executor.queuedRunCount < 11 { try await Task.sleep(for: .milliseconds(1)) }
        for task in cancelled { task.cancel() }
        for task in cancelled { #expect(try await task.value.status == .interrupted(.caller)) }
        #expect(executor.queuedRunCount == 1)
        pipe.closeWriter()
        #expect(try await first.value.status.isSuccess)
        #expect(try await last.value.status.isSuccess)
    }

    @Test("a place that another executor's guest or a thread's instance gives back is used") func shared() async throws {
        let (first, second) = (try executor(), try executor())
        let module = try polling(pool: InstancePool(maximumInstances: 1))
        let pipe = HostPair.pipe()
        var command = WASICommand(module)
        command.standardInput = .descriptor(pipe.reader)
        let blocked = command
        var instance: GuestInstance? = try command.instance()
        let tasks = [first, second].map { executor in Task { try await blocked.run(on: executor) } }
        while first.queuedRunCount + second.queuedRunCount < 2 { try await Task.sleep(for: .milliseconds(1)) }
        instance = nil
        while first.guestCount + second.guestCount < 1 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(first.queuedRunCount + second.queuedRunCount == 1)
        pipe.closeWriter()
        for task in tasks { #expect(try await task.value.status.isSuccess) }
        _ = instance
    }

    @Test("on a thread of its own, a run fails if all places are taken") func busy() throws {
        let module = try polling(pool: InstancePool(maximumInstances: 1))
        let command = WASICommand(module)
        var instance: GuestInstance? = try command.instance()
        #expect(throws: RunError.busy) { try command.run() }
        #expect(
            "\(RunError.busy)" == "as many runs are under way or wait for their executor as may")
        instance = nil
        #expect(try command.run().status.isSuccess)
        _ = instance
    }

    @Test("what cannot be had is told when the module is prepared") func impossible() {
        let error = #expect(throws: RunError.self) { try polling(pool: InstancePool(maximumInstances: 0)) }
        #expect(error.map { "\($0)" } == "a pool is for 1 to 10000 instances, not 0")
    }
}
