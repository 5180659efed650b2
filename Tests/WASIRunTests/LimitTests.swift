import EngineTestSupport
import Synchronization
import TestSupport
import Testing
import WASIRun
import WASIWasmtime

@Suite("Limits", .needsEngine)
struct LimitTests {
    private func command(_ text: String) -> WASICommand {
        var command = WASICommand(Array(text.utf8), name: "test.wat")
        command.cache = .off
        return command
    }

    @Test("a program is stopped from another thread within 50 ms, whatever it does", arguments: EndlessProgram.all)
    func stop(program: EndlessProgram) throws {
        // On a busy machine a thread may have to wait for its turn: the best of some tries counts.
        var best = Duration.seconds(60)
        for _ in 0..<5 where best > .milliseconds(50) {
            var (command, kept) = program.command()
            let control = RunControl()
            command.control = control
            let stopped = Mutex(ContinuousClock.now)
            let thread = HostThread {
                HostThread.pause(milliseconds: 60)
                stopped.withLock { $0 = .now }
                control.stop()
            }
            let result = try command.run()
            best = min(best, ContinuousClock.now - stopped.withLock { $0 })
            thread.join()
            #expect(result.status == .interrupted(.caller))
            withExtendedLifetime(kept) {}
            kept = nil
        }
        #expect(best <= .milliseconds(50))
    }

    @Test("a program is stopped within 50 ms of its time being up, whatever it does", arguments: EndlessProgram.all)
    func timeout(program: EndlessProgram) throws {
        var best = Duration.seconds(60)
        for _ in 0..<5 where best > .milliseconds(80) {
            let (start, kept) = program.command()
            var command = start
            command.timeout = .milliseconds(30)
            let result = try command.run()
            // The run itself, without what came before it.
            best = min(best, result.statistics.run)
            #expect(result.status == .interrupted(.timeout))
            withExtendedLifetime(kept) {}
        }
        #expect(best <= .milliseconds(80))
    }

    @Test("without checks in its code, a program is stopped in a host call and when one returns") func withoutChecks() throws
    {
        for program in EndlessProgram.all.dropFirst() {
            var (command, kept) = program.command()
            let control = RunControl(reachesOwnCode: false)
            command.control = control
            let thread = HostThread {
                HostThread.pause(milliseconds: 30)
                control.stop(.signal(15))
            }
            #expect(try command.run().status == .interrupted(.signal(15)), "\(program.testDescription)")
            thread.join()
            withExtendedLifetime(kept) {}
            kept = nil
        }
    }

    /// Stops a run when it is about to wait.
    private final class Stopper: Interceptor {
        private let control: RunControl

        init(_ control: RunControl) { self.control = control }

        func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
            if call.name == .pollOneoff { control.stop() }
            return try proceed()
        }
    }

    @Test("a control ends the waiting of a system that an interceptor stands in front of") func intercepted() throws {
        let control = RunControl()
        var command = command(
            """
            (module
              (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const 5000000000))
                (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))))
            """)
        command.control = control
        command.makeSystem = { try UnixSystem($0).intercepted(by: Stopper(control)) }
        let result = try command.run()
        #expect(result.status == .interrupted(.caller))
        #expect(result.statistics.run < .seconds(4))
    }

    @Test("a control that has stopped stops what begins later, too") func later() throws {
        let control = RunControl()
        control.stop(.signal(2))
        control.stop(.caller)
        var command = command("(module (func (export \"_start\")))")
        command.control = control
        #expect(try command.run().status == .interrupted(.signal(2)))
        #expect(control.reason == .signal(2))
    }

    @Test("a start section is bounded, too") func startSection() throws {
        var command = command("(module (func $loop (loop $again (br $again))) (start $loop) (func (export \"_start\")))")
        command.timeout = .milliseconds(20)
        #expect(try command.run().status == .interrupted(.timeout))
        #expect(try command.call("_start", []).status == .interrupted(.timeout))
    }

    @Test("processor time is what counts for its limit: computing is stopped, waiting is not") func cpuTime() throws {
        var (computing, _) = EndlessProgram.all[0].command()
        computing.cpuTime = .milliseconds(20)
        #expect(try computing.run().status == .interrupted(.cpuTime))

        var (sleeping, _) = EndlessProgram.all[2].command()
        sleeping.cpuTime = .milliseconds(50)
        sleeping.timeout = .milliseconds(200)
        #expect(try sleeping.run().status == .interrupted(.timeout))
    }

    @Test("a program in time is not touched by its limits") func inTime() throws {
        var command = command("(module (func (export \"_start\")))")
        command.timeout = .seconds(3600)
        command.cpuTime = .seconds(Int64.max)
        command.fuel = 1000
        command.maximumMemoryBytes = 65536
        command.maximumTableElements = 0
        #expect(try command.run().status == .exited(.success))
    }

    @Test("a mistake of the program's stays a trap, and its own end stays its own") func otherEnds() throws {
        var trapping = command("(module (func (export \"_start\") unreachable))")
        trapping.timeout = .seconds(3600)
        guard case .trapped(let trap) = try trapping.run().status else { return #expect(Bool(false)) }
        #expect(trap.kind == .unreachable)
    }

    @Test("fuel that is used up ends the program, and the same fuel is always enough for the same program") func fuel()
        throws
    {
        var (endless, _) = EndlessProgram.all[0].command()
        endless.fuel = 100_000
        #expect(try endless.run().status == .interrupted(.fuel))

        var counting = command(
            """
            (module (func (export "_start") (local $i i32)
              (loop $again (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1000))))))
            """)
        counting.fuel = 3000
        #expect(try counting.run().status == .interrupted(.fuel))
        counting.fuel = 20_000
        #expect(try counting.run().status == .exited(.success))
    }

    @Test("memory and tables grow up to their limits and not beyond") func growing() throws {
        var command = command(
            """
            (module (memory 1) (table 1 funcref)
              (func (export "memory") (param i32) (result i32) (memory.grow (local.get 0)))
              (func (export "table") (param i32) (result i32) (table.grow (ref.null func) (local.get 0))))
            """)
        command.maximumMemoryBytes = 4 << 16
        command.maximumTableElements = 100
        #expect(try command.call("memory", [.i32(3)]).values == [.i32(1)])
        #expect(try command.call("memory", [.i32(4)]).values == [.i32(-1)])
        #expect(try command.call("table", [.i32(99)]).values == [.i32(1)])
        #expect(try command.call("table", [.i32(100)]).values == [.i32(-1)])
    }

    @Test("a module that needs more from the start is refused") func tooLarge() {
        var large = command("(module (memory 2) (table 5 funcref) (func (export \"_start\")))")
        large.maximumMemoryBytes = 65536
        #expect(
            throws: RunError.refused(
                module: "test.wat", reason: "the module needs more memory from the start than the limit of 65536 bytes")
        ) { try large.run() }
        large.maximumMemoryBytes = nil
        large.maximumTableElements = 4
        #expect(
            throws: RunError.refused(
                module: "test.wat", reason: "the module needs a larger table from the start than the limit of 4 elements")
        ) { try large.run() }
    }
}
