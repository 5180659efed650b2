import TestSupport
import Testing

@Suite("wasirun --trace", .needsEngine) struct TraceTests {
    let tree = TemporaryTree()

    private func run(_ arguments: String..., input: String = "", shell: String = "exec \"$@\"") -> CommandRun {
        CommandRun(arguments, in: tree, input: input, shell: shell)
    }

    /// Yields, then reads up to 16 bytes, then does `end`.
    private func reading(_ end: String) -> String {
        """
        (module
          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\\10\\00\\00\\00\\10\\00\\00\\00")
          (func (export "_start")
            (drop (call $yield))
            (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
            \(end)))
        """
    }

    @Test("calls are shown on standard error") func standardError() {
        tree.file("x.wat", reading(""))
        let run = run("--trace", "x.wat", input: "hey\u{7}")
        #expect(run.errors == "sched_yield() = 0\nfd_read(0<stdin>, \"hey\\x07\", 16) = 4\n")
        #expect(run.status == 0)
    }

    @Test("a list chooses calls, and a file takes them") func file() {
        tree.file("x.wat", reading(""))
        let run = run("--trace=process", "--trace-output", "t", "x.wat", input: "hey")
        #expect(run.errors == "")
        #expect(readFile(tree.absolute("t")) == "sched_yield() = 0\n")
    }

    @Test("a trap loses no line") func trap() {
        tree.file("x.wat", reading("unreachable"))
        let run = run("--trace", "--trace-output", "t", "x.wat")
        #expect(run.status == 134)
        #expect(readFile(tree.absolute("t")) == "sched_yield() = 0\nfd_read(0<stdin>, \"\", 16) = 0\n")
    }

    @Test("being killed loses no line") func killed() {
        tree.file("x.wat", reading("(loop $forever (br $forever))"))
        let run = run(
            "--trace", "--trace-output", "t", "x.wat",
            shell: "{ \"$@\" & until grep -q fd_read t 2>/dev/null; do sleep 0.01; done; kill -9 $!; wait $!; }")
        #expect(run.status == 137)
        #expect(readFile(tree.absolute("t"))?.hasSuffix(" = 0\n") == true)
    }

    @Test(
        "a call that waits is in the file while it does, and is all that is there of it when it is killed",
        arguments: [
            ("text", "sched_yield() = 0\nfd_read(0<stdin>"),
            ("json", #""arguments":{"fd":0,"fd_name":"stdin"},"waiting":true}"# + "\n"),
            ("chrome", #""args":{"arguments":{"fd":0,"fd_name":"stdin"}}},"# + "\n"),
        ])
    func waiting(form: String, end: String) {
        tree.file("x.wat", reading(""))
        let run = run(
            "--trace", "--trace-format", form, "--trace-output", "t", "x.wat",
            shell: """
                mkfifo fifo
                { "$@" 0<> fifo & until grep -q fd_read t 2>/dev/null; do sleep 0.01; done; kill -9 $!; wait $!; }
                """)
        #expect(run.status == 137)
        #expect(readFile(tree.absolute("t"))?.hasSuffix(end) == true, "\(readFile(tree.absolute("t")) ?? "")")
    }

    @Test("a call that waits and is interrupted is whole in the file") func interrupted() {
        tree.file("x.wat", reading(""))
        let run = run(
            "--trace", "--trace-output", "t", "--timeout", "400ms", "x.wat", shell: "mkfifo fifo; exec 0<> fifo; exec \"$@\""
        )
        #expect(run.status == 124)
        #expect(
            readFile(tree.absolute("t")) == "sched_yield() = 0\nfd_read(0<stdin>, 16) = ECANCELED (Operation canceled)\n")
    }

    @Test("a file that cannot be written is told before the program runs") func unwritable() {
        tree.file("x.wat", reading(""))
        let run = run("--trace-output", "no/t", "x.wat")
        #expect(run.errors == "wasirun: --trace-output no/t: No such file or directory\n")
        #expect(run.status == 125)
    }
}
