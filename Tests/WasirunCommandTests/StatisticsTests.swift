import TestSupport
import Testing
import WASICore

@testable import WasirunCommand

@Suite("--stats") struct StatisticsOptionTests {
    private func statistics(_ arguments: String...) throws -> StatisticsArguments? {
        guard case .run(let plan) = try Request(arguments, environment: []) else { return nil }
        return plan.statistics
    }

    @Test("they are off until they are asked for") func off() throws {
        #expect(try statistics("x.wasm", "--stats") == nil)
        #expect(try statistics("x.wasm", "--stats=json") == nil)
        #expect(try statistics("--dir", ".", "x.wasm", "--stats=json") == nil)
    }

    @Test("each option asks for them") func on() throws {
        #expect(try statistics("--stats", "x.wasm") == StatisticsArguments())
        #expect(try statistics("--stats=json", "x.wasm") == StatisticsArguments(format: .json))
        #expect(try statistics("--dir", ".", "--net", "--stats=json", "x.wasm") == StatisticsArguments(format: .json))
        #expect(try statistics("--stats=text", "x.wasm") == StatisticsArguments())
        #expect(try statistics("--stats-format", "json", "x.wasm") == StatisticsArguments(format: .json))
        #expect(try statistics("--stats-output", "f", "x.wasm") == StatisticsArguments(output: "f"))
    }

    @Test("a form that is not known is a mistake") func wrong() {
        #expect(throws: CommandFailure.self) { try statistics("--stats=xml", "x.wasm") }
    }
}

@Suite("wasirun --stats", .needsEngine) struct StatisticsRunTests {
    let tree = TemporaryTree()

    private func run(_ arguments: String...) -> CommandRun { CommandRun(arguments, in: tree) }

    /// What a line of the JSON has before its times.
    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { line in
            guard let end = line.firstRange(of: ", \"nanoseconds\"") else { return String(line) }
            return String(line[..<end.lowerBound])
        }
    }

    @Test("calls and bytes are those that the program makes") func counts() {
        tree.file("x.wat", Programs.arguments)
        let run = run("--stats=json", "x.wat", "abc")
        #expect(run.output == "x.wat\0abc\0")
        let lines = lines(run.errors)
        // The sizes and the arguments are two calls of the guest and one of the system, made twice.
        #expect(lines.contains("    {\"name\": \"args_get\", \"count\": 2, \"errors\": 0"))
        #expect(lines.contains("    {\"name\": \"fd_write\", \"count\": 1, \"errors\": 0"))
        #expect(lines.contains("    {\"descriptor\": 1, \"name\": \"stdout\", \"bytesIn\": 0, \"bytesOut\": 10}"))
        #expect(run.errors.contains("\"memory\": {\"guest\": 262144, \"process\": "))
    }

    @Test("the table comes also when the program fails or is stopped") func failures() {
        tree.file("exit.wat", Programs.exiting(3))
        let exit = run("--stats", "exit.wat")
        #expect(exit.status == 3)
        #expect(exit.errors.hasPrefix("% time"))
        #expect(exit.errors.contains("  proc_exit\n"))
        tree.file("trap.wat", "(module (func (export \"_start\") unreachable))")
        let trap = run("--stats", "trap.wat")
        #expect(trap.status == 134)
        #expect(trap.errors.contains("\n% time"))
    }

    @Test("a file gets them instead of standard error") func output() {
        tree.file("x.wat", Programs.exiting(0))
        let run = run("--stats=json", "--stats-output", "stats.json", "x.wat")
        #expect(run.errors == "")
        #expect(tree.text("stats.json")?.hasPrefix("{\n  \"version\": 1,") == true)
    }

    @Test("a file that cannot be written is told before the program runs") func unwritable() {
        tree.file("x.wat", Programs.arguments)
        let run = run("--stats-output", "missing/stats", "x.wat")
        #expect(run.status == 125)
        #expect(run.output == "")
        #expect(run.errors.contains("--stats-output missing/stats: cannot write"))
    }
}
