import TestSupport
import Testing
import WASICore
import WASIMiddleware

@testable import WasirunCommand

@Suite("--chaos, --deterministic, --max-written and --max-files") struct ExperimentOptionTests {
    private func plan(_ arguments: String...) throws -> WrapperPlan? {
        guard case .run(let plan) = try Request(arguments + ["x.wasm"], environment: []) else { return nil }
        return plan.wrappers
    }

    private func message(_ arguments: String...) -> String {
        do throws(CommandFailure) {
            _ = try Request(arguments + ["x.wasm"], environment: [])
            return ""
        } catch {
            return error.message
        }
    }

    @Test("nothing is put between without an option, and what is behind the module is the program's") func off() throws {
        #expect(try plan() == WrapperPlan())
        guard case .run(let plan) = try Request(["x.wasm", "--deterministic=3"], environment: []) else { return }
        #expect(plan.wrappers == WrapperPlan() && plan.arguments == ["x.wasm", "--deterministic=3"])
    }

    @Test("runs are made the same, with a seed or without") func deterministic() throws {
        #expect(try plan("--deterministic")?.determinism == Determinism(seed: 0))
        #expect(try plan("--deterministic=7")?.determinism == Determinism(seed: 7))
        #expect(try plan("--deterministic-seed", "7")?.determinism == Determinism(seed: 7))
        #expect(message("--deterministic=x") == "--deterministic=x: the seed must be a whole number from 0 on")
    }

    @Test("each --chaos is a rule") func chaos() throws {
        #expect(try plan("--chaos", "seed=4")?.chaos == ChaosOptions(seed: 4))
        let options = try plan("--chaos", "seed=4,calls=fd_read", "--chaos", "calls=fd_write,rate=1")?.chaos
        #expect(options?.rules.map(\.calls) == [[.fdRead], [.fdWrite]])
        #expect(try plan("--chaos-log", "f")?.chaos == ChaosOptions())
        #expect(
            message("--chaos", "sead=4")
                == "--chaos: \"sead\" is not known; there are seed, rate, faults, calls, fds, errno, latency, skip and max")
    }

    @Test("limits of what is written and made") func limits() throws {
        var limits = QuotaLimits()
        (limits.writtenBytes, limits.createdFiles) = (2048, 3)
        #expect(try plan("--max-written", "2K", "--max-files", "3")?.limits == limits)
        #expect(message("--max-written", "x").hasPrefix("--max-written \"x\": a size is a number of bytes"))
    }
}

@Suite("wasirun under chaos, the same twice, and within its quota", .needsEngine) struct ExperimentRunTests {
    let tree = TemporaryTree()

    private func run(_ arguments: String...) -> CommandRun { CommandRun(arguments, in: tree) }

    /// Writes the time and eight random bytes to standard output.
    private let looking = """
        (module
          (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\\40\\00\\00\\00\\10\\00\\00\\00")
          (func (export "_start")
            (drop (call $time (i32.const 0) (i64.const 0) (i32.const 64)))
            (drop (call $random (i32.const 72) (i32.const 8)))
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32)))))
        """

    @Test("the same run twice has the same output and the same trace") func deterministic() {
        tree.file("x.wat", looking)
        let first = run("--deterministic", "--trace", "x.wat"), second = run("--deterministic", "--trace", "x.wat")
        #expect(first.status == 0)
        #expect(first.output == second.output && first.errors == second.errors)
        #expect(first.errors.hasPrefix("clock_time_get(realtime, 0.000000000) = 1577836800.000000000\n"))
        #expect(run("--deterministic=1", "x.wat").output != first.output)
    }

    @Test("a fault is in the trace, in the log and in a note") func chaos() {
        tree.file("x.wat", Programs.opening("f", create: true))
        let run = run(
            "--dir", ".", "--trace=path_*", "--chaos", "rate=1,faults=errno,errno=ENOSPC,calls=path_open", "--chaos-log",
            "log",
            "x.wat")
        #expect(run.status == 51)
        #expect(run.errors.contains(" = ENOSPC (No space left on device)\n"))
        #expect(run.errors.hasSuffix("wasirun: note: --chaos has made one fault: #1 path_open(3): ENOSPC\n"))
        #expect(tree.text("log") == "#1 path_open(3): ENOSPC\n")
    }

    @Test("a file that is not to be made is not, and the note says why") func files() {
        tree.file("x.wat", Programs.opening("f", create: true))
        let run = run("--dir", ".", "--max-files", "0", "x.wat")
        #expect(run.status == 19)
        #expect(
            run.errors == "wasirun: note: the program was refused to make more files than --max-files 0 allows\n")
        #expect(!tree.exists("f"))
    }

    @Test("a log that cannot be written is told before the program runs") func unwritable() {
        tree.file("x.wat", Programs.arguments)
        let run = run("--chaos-log", "no/log", "x.wat")
        #expect(run.status == 125)
        #expect(run.output == "")
    }
}
