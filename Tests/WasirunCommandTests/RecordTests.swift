import ArgumentParser
import TestSupport
import Testing
import WASICore

@testable import WasirunCommand

@Suite("wasirun record and replay", .needsEngine) struct RecordTests {
    let tree = TemporaryTree()

    private func run(_ arguments: [String], input: String = "", shell: String = "exec \"$@\"") -> CommandRun {
        CommandRun(arguments, in: tree, input: input, shell: shell)
    }

    /// Records a program, and replays it without what it was granted and given.
    private func both(
        _ program: String, _ options: [String] = [], _ arguments: [String] = [], input: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> (recorded: CommandRun, replayed: CommandRun) {
        tree.file("x.wat", program)
        let recorded = run(
            ["record", "-o", "r", "--trace-output", "before"] + options + ["x.wat"] + arguments, input: input)
        let replayed = run(["replay", "--trace-output", "after", "r"])
        #expect(tree.text("before") == tree.text("after"), sourceLocation: sourceLocation)
        #expect(tree.text("before") != nil, sourceLocation: sourceLocation)
        #expect(replayed.output == recorded.output, sourceLocation: sourceLocation)
        #expect(replayed.status == recorded.status, sourceLocation: sourceLocation)
        return (recorded, replayed)
    }

    @Test("what was read from standard input is read again") func input() {
        let (recorded, replayed) = both(Programs.copying, input: "a line\nand another\n")
        #expect(recorded.output == "a line\nand another\n")
        #expect(replayed.errors == "")
    }

    @Test("arguments and environment are those of the recording") func program() {
        #expect(both(Programs.arguments, [], ["--one", "two"]).recorded.output == "x.wat\0--one\0two\0")
        #expect(both(Programs.environment, ["--env", "A=b"]).recorded.output == "A=b\0")
    }

    @Test("exit codes come back", arguments: [0, 1, 3, 122, 255]) func exitCodes(code: UInt32) {
        #expect(both(Programs.exiting(code)).recorded.status == Int32(code))
    }

    @Test("a trap is one again, and needs neither the directory nor the file in it") func trap() {
        tree.directory("d")
        let (recorded, replayed) = both(Programs.writingAndTrapping, ["--dir", "d"])
        #expect(recorded.status == 134)
        #expect(recorded.errors.hasPrefix("kept\nwasirun: the program was stopped: "))
        #expect(replayed.errors == recorded.errors)
        #expect(tree.text("d/f") == "kept\n")
    }

    private let endless = """
        (module
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\\20\\00\\00\\00\\06\\00\\00\\00") (data (i32.const 32) "ready\\0a")
          (func (export "_start")
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
            (loop $again (br $again))))
        """

    @Test(
        "a run that was stopped at a limit is stopped behind the same call",
        arguments: [
            (["--timeout", "100ms"], 124), (["--cpu-time", "50ms"], 124), (["--fuel", "100000"], 123),
        ] as [([String], Int32)])
    func limits(options: [String], status: Int32) {
        let (recorded, replayed) = both(endless, options)
        #expect(recorded.status == status)
        #expect(recorded.output == "ready\n")
        #expect(replayed.errors.hasPrefix("wasirun: the program was stopped, as when it was recorded: it has "))
    }

    @Test("a run whose output reached its limit is stopped where it was") func outputLimit() {
        let (recorded, _) = both(Programs.copying, ["--max-output", "5000"], input: String(repeating: "x", count: 20_000))
        #expect(recorded.status == 123)
        #expect(recorded.output.utf8.count == 4096)
    }

    @Test("a signal in the program's own code leaves a whole recording") func signal() {
        tree.file("x.wat", endless)
        let recorded = run(
            ["record", "-o", "r", "x.wat"],
            shell: "{ (until test -s out; do sleep 0.01; done; sleep 0.05; kill -TERM $$) & exec \"$@\" > out; }")
        #expect(recorded.status == 143)
        #expect(run(["replay", "--info", "r"]).output.contains("the program was stopped (it was stopped by the signal 15)"))
    }

    @Test("the call of an export is made again") func invocation() {
        tree.file("x.wat", Programs.library)
        let recorded = run(["record", "-o", "r", "--invoke", "divide", "x.wat", "--", "7", "-2"])
        #expect(recorded.output == "-3\n")
        let replayed = run(["replay", "r"])
        #expect(replayed.output == "-3\n")
        #expect(replayed.status == 0)
    }

    @Test("a recording can do without the module, and takes no other one") func withoutModule() {
        tree.file("x.wat", Programs.exiting(3))
        tree.file("y.wat", Programs.exiting(4))
        #expect(run(["record", "-o", "r", "--without-module", "x.wat"]).status == 3)
        let alone = run(["replay", "r"])
        #expect(alone.status == 126)
        #expect(
            alone.errors
                == "wasirun: \"r\" cannot be replayed: it does not have the module \"x.wat\" in it, which must be given with --module\n"
        )
        let other = run(["replay", "--module", "y.wat", "r"])
        #expect(other.status == 126)
        #expect(other.errors == "wasirun: \"r\" cannot be replayed: \"y.wat\" is another module than was recorded\n")
        #expect(run(["replay", "--module", "x.wat", "r"]).status == 3)
    }

    @Test("a recording that is cut ends the replay with 122") func cut() throws {
        tree.file("x.wat", Programs.copying)
        #expect(run(["record", "-o", "r", "x.wat"], input: "text").status == 0)
        let bytes = try #require(tree.content("r"))
        // Without its last byte, it has no end.
        tree.file("cut", Array(bytes.dropLast()))
        let replayed = run(["replay", "cut"])
        #expect(replayed.status == 122)
        #expect(replayed.output == "text")
        #expect(
            replayed.errors
                == "wasirun: the recording ends after call 3, before the program did: whoever recorded it was stopped\n")
        #expect(run(["replay", "--info", "cut"]).output.contains("cut: whoever recorded it was stopped"))
        var damaged = bytes
        damaged[damaged.count - 1] ^= 1
        tree.file("damaged", damaged)
        #expect(run(["replay", "damaged"]).status == 122)
    }

    @Test("what cannot be replayed is said in one sentence") func errors() {
        tree.file("x.wat", Programs.exiting(0))
        let lines = [
            ["replay", "nothing"], ["replay", "x.wat"], ["replay", "."], ["replay"], ["record", "x.wat"],
            ["record", "-o", "r"], ["record", "-o", "no/r", "x.wat"], ["record", "-o", "r", "nothing.wasm"],
            ["replay", "--info", "x.wat"], ["replay", "--invoke", "f", "r"],
        ].map { line in
            let run = run(line)
            return "$ wasirun \(line.joined(separator: " "))\n\(run.status) \(run.output)\(run.errors)"
        }
        expectSnapshot(lines.joined(separator: "\n"), "record-errors")
        #expect(!tree.exists("r"))
    }

    @Test("a mistake leaves the recording that is there") func replaced() {
        tree.file("x.wat", Programs.exiting(0))
        tree.file("r", "old")
        #expect(run(["record", "-o", "r", "missing.wasm"]).status == 127)
        #expect(run(["record", "-o", "r", "--invoke", "missing", "x.wat"]).status == 64)
        #expect(tree.text("r") == "old")
        #expect(run(["record", "-o", "r", "x.wat"]).status == 0)
        #expect(tree.text("r") != "old")
    }

    #if os(Linux)
        @Test("a full disk is told, and the program goes on") func full() {
            tree.file("x.wat", Programs.copying)
            let recorded = run(["record", "-o", "/dev/full", "x.wat"], input: "text")
            #expect(recorded.status == 125)
            #expect(recorded.output == "text")
            #expect(
                recorded.errors
                    == "wasirun: the recording \"/dev/full\" cannot be written any further: No space left on device; the program goes on without being recorded\n"
            )
        }
    #endif

    @Test("--info shows what is in a recording") func information() {
        tree.file("x.wat", Programs.arguments)
        #expect(run(["record", "-o", "r", "--env", "A=b c", "--fuel", "10000", "x.wat", "one", "two words"]).status == 0)
        let lines = run(["replay", "--info", "r"]).output.split(separator: "\n").map { line in
            // What differs from run to run and from machine to machine; the size, since batches are stored as they are when many wait.
            for beginning in ["r: a recording of x.wat, ", "  recorded ", "  setting      max-stack "]
            where line.hasPrefix(beginning) {
                return beginning + "…"
            }
            return String(line)
        }
        expectSnapshot(lines.joined(separator: "\n"), "replay-info")
    }

    @Test("help is as recorded") func help() {
        // What a run has too is in its own help.
        let run = RunOptions.helpMessage(columns: 100).split(separator: "\n")
        let own = RecordOptions.helpMessage(columns: 100).split(separator: "\n", omittingEmptySubsequences: false)
        expectSnapshot(own.filter { !$0.isEmpty && !run.contains($0) }.joined(separator: "\n"), "help-record")
        expectSnapshot(ReplayOptions.helpMessage(columns: 100), "help-replay")
    }
}
