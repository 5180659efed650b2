import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Limits and signals of wasirun", .needsEngine) struct SignalTests {
    let tree = TemporaryTree()

    /// Says "ready", then does something without end.
    private func endless(_ imports: String = "", _ body: String) -> String {
        """
        (module
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          \(imports)
          (memory (export "memory") 1)
          (data (i32.const 0) "\\20\\00\\00\\00\\06\\00\\00\\00") (data (i32.const 32) "ready\\0a")
          (func $inner \(body))
          (func $outer (call $inner))
          (func (export "_start")
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
            (call $outer)))
        """
    }

    /// What SIGQUIT says of its calls.
    ///
    /// - Parameter first: The number of its first function.
    private func calls(_ first: Int) -> String {
        "  0: inner (function \(first))\n  1: outer (function \(first + 1))\n  2: function \(first + 2)\n"
    }

    private var computing: String { endless("", "(loop $again (br $again))") }

    private var sleeping: String {
        endless(
            """
            (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
            """,
            """
            (i32.store (i32.const 144) (i32.const 1)) (i64.store (i32.const 152) (i64.const 3600000000000))
            (loop $again
              (drop (call $poll (i32.const 128) (i32.const 256) (i32.const 1) (i32.const 512))) (br $again))
            """)
    }

    private func run(_ arguments: String..., shell: String = "exec \"$@\"") -> CommandRun {
        CommandRun(arguments, in: tree, shell: shell)
    }

    /// A shell's words that run wasirun and send signals to it once its program is ready.
    private func sending(_ signals: String...) -> String {
        let kills = signals.map { "kill -\($0) $$; sleep 0.1" }.joined(separator: "; ")
        // The shell's own process becomes wasirun.
        return
            "{ (tries=0; until test -s out || test $((tries += 1)) = 2000; do sleep 0.01; done; sleep 0.05; \(kills)) 2> /dev/null & exec \"$@\" > out; }"
    }

    @Test("time that is up ends the command with 124", arguments: ["--timeout", "--cpu-time"]) func timeLimits(
        option: String
    ) {
        tree.file("x.wat", computing)
        let run = run(option, "50ms", "x.wat")
        #expect(run.status == 124)
        #expect(run.output == "ready\n")
        let what = option == "--timeout" ? "it has run for longer" : "it has used more processor time"
        #expect(run.errors == "wasirun: the program was stopped: \(what) than \(option) 50ms allows\n")
    }

    @Test("fuel that is used up ends the command with 123") func fuel() {
        tree.file("x.wat", computing)
        let run = run("--fuel", "10000", "x.wat")
        #expect(run.status == 123)
        #expect(run.errors == "wasirun: the program was stopped: it has executed more than --fuel 10000 allows\n")
    }

    @Test("output beyond its limit is not written and ends the command with 123") func output() {
        tree.file("x.wat", Programs.copying)
        let run = CommandRun(["--max-output", "10K", "x.wat"], in: tree, shell: "exec \"$@\" < /dev/zero")
        #expect(run.status == 123)
        #expect(run.output.utf8.count <= 10 << 10)
        #expect(run.errors == "wasirun: the program was stopped: it wants to write more than --max-output 10K allows\n")
        let small = CommandRun(["--max-output", "3", "x.wat"], in: tree, input: "abc")
        #expect(small.output == "abc" && small.status == 0)
    }

    @Test("a module that needs more memory than it may have is refused") func memory() {
        tree.file("x.wat", "(module (memory 2) (func (export \"_start\")))")
        let run = run("--max-memory", "100K", "x.wat")
        #expect(run.status == 126)
        #expect(run.errors.contains("needs more memory from the start than the limit of 102400 bytes"))
        #expect(self.run("--max-memory", "128K", "x.wat").status == 0)
    }

    @Test("a recursion deeper than the stack that was given is a trap") func stack() {
        tree.file("x.wat", "(module (func $down (export \"_start\") (call $down)))")
        for size in ["64K", "1M", "60M"] {
            let run = run("--max-stack", size, "x.wat")
            #expect(run.status == 134)
            #expect(run.errors.contains("the guest's stack overflowed"))
        }
    }

    @Test(
        "limits that are none are mistakes of the command line",
        arguments: [
            ("--timeout", "5"), ("--timeout", "s"), ("--timeout", "-1s"), ("--timeout", "0s"), ("--cpu-time", "1 s"),
            ("--timeout", "99999999999999999999s"), ("--timeout", "9999999999h"), ("--max-memory", "0"),
            ("--max-memory", "1X"),
            ("--max-memory", "99999999T"), ("--max-stack", "1K"), ("--max-stack", "1G"), ("--max-table-elements", "-1"),
            ("--fuel", "-1"),
        ])
    func mistakes(option: String, value: String) {
        let run = run("\(option)=\(value)", "x.wat")
        #expect(run.status == 64)
        #expect(run.errors.contains(option))
    }

    @Test(
        "a signal ends a program in its own code and one that waits", arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
    func signals(name: String, status: Int32) {
        tree.file("computing.wat", computing)
        tree.file("sleeping.wat", sleeping)
        for arguments in [["computing.wat"], ["sleeping.wat"], ["--timeout", "1h", "computing.wat"]] {
            tree.file("out", "")
            let run = CommandRun(arguments, in: tree, shell: sending(name))
            #expect(run.status == status, "\(arguments)")
            #expect(run.errors == "", "\(arguments)")
        }
    }

    @Test("a signal ends a program that waits for a connection, and one that waits for input", arguments: ["INT", "TERM"])
    func waiting(name: String) {
        tree.file(
            "accepting.wat",
            endless(
                #"(import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))"#,
                "(drop (call $accept (i32.const 3) (i32.const 0) (i32.const 64))) unreachable"))
        tree.file(
            "reading.wat",
            endless(
                #"(import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))"#,
                "(drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 64))) unreachable"))
        for arguments in [["--listen", "127.0.0.1:0?nonblock=0", "accepting.wat"], ["reading.wat"]] {
            tree.file("out", "")
            // Opened for both, so that there is no end of it.
            let run = CommandRun(
                arguments, in: tree, shell: "rm -f fifo; mkfifo fifo; exec 0<> fifo; " + sending(name))
            #expect(run.status == (name == "INT" ? 130 : 143), "\(arguments)")
            #expect(run.errors == "", "\(arguments)")
        }
    }

    @Test("signals that were ignored stay ignored") func ignored() {
        tree.file("x.wat", sleeping)
        let run = CommandRun(["--timeout", "500ms", "x.wat"], in: tree, shell: "trap '' HUP; " + sending("HUP"))
        #expect(run.status == 124)
    }

    @Test(
        "SIGQUIT says where the program is, and by which calls it got there, and the program goes on",
        arguments: ["cranelift", "winch"])
    func quit(compiler: String) {
        tree.file("computing.wat", computing)
        tree.file("sleeping.wat", sleeping)
        let arguments = ["--compiler", compiler]
        let busy = CommandRun(arguments + ["computing.wat"], in: tree, shell: sending("QUIT", "QUIT", "TERM"))
        #expect(
            busy.errors
                == String(repeating: "wasirun: the program is executing its own code\n" + calls(1), count: 2))
        #expect(busy.status == 143)
        tree.file("out", "")
        let waiting = CommandRun(arguments + ["sleeping.wat"], in: tree, shell: sending("QUIT", "TERM"))
        #expect(waiting.errors == "wasirun: the program is in poll_oneoff\n" + calls(2))
        #expect(waiting.status == 143)
    }

    @Test("SIGQUIT shows the innermost calls of a deep recursion") func quitDeep() {
        tree.file(
            "deep.wat",
            endless(
                """
                (func $down (param $n i32)
                  (if (local.get $n)
                    (then (call $down (i32.sub (local.get $n) (i32.const 1)))) (else (loop $again (br $again)))))
                """,
                "(call $down (i32.const 199))"))
        let run = CommandRun(["deep.wat"], in: tree, shell: sending("QUIT", "TERM"))
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 66, "\(run.errors)")
        #expect(lines.dropFirst().first == "  0: down (function 1)")
        #expect(lines.last == "  and 139 more")
    }

    /// A shell's words after which standard error is a pipe that is full, with nobody who empties it: what writes there stays there.
    private let stuck =
        "mkfifo full; { sleep 5 < full & }; dd if=/dev/zero of=full bs=65536 count=1 2> /dev/null; exec 2> full; "

    @Test("a second signal ends at once what the first one's work keeps") func second() {
        tree.file("x.wat", computing)
        let run = CommandRun(["--stats", "x.wat"], in: tree, shell: stuck + sending("INT", "TERM"))
        // With the number of the second, and not after a second with that of the first.
        #expect(run.status == 143)
    }

    @Test("a second after a signal the program ends, whatever keeps it") func alarm() {
        tree.file("x.wat", computing)
        let begin = SuspendingClock.now
        let run = CommandRun(["--stats", "x.wat"], in: tree, shell: stuck + sending("INT"))
        #expect(run.status == 130)
        #expect(SuspendingClock.now - begin >= .milliseconds(1000))
    }

    @Test("what was counted is written when a signal ends the program, in its own code too") func statistics() {
        tree.file("computing.wat", computing)
        tree.file("sleeping.wat", sleeping)
        for name in ["computing.wat", "sleeping.wat"] {
            tree.file("out", "")
            let run = CommandRun(["--stats", name], in: tree, shell: sending("TERM"))
            #expect(run.status == 143)
            #expect(run.errors.contains("fd_write"), "\(name)")
        }
    }

    @Test("a signal leaves no socket file behind") func socketFiles() {
        tree.file("computing.wat", computing)
        tree.file("sleeping.wat", sleeping)
        for name in ["computing.wat", "sleeping.wat"] {
            tree.file("out", "")
            let run = CommandRun(["--listen", "unix:socket", name], in: tree, shell: sending("TERM"))
            #expect(run.status == 143, "\(name)")
            #expect(access(tree.absolute("socket"), F_OK) != 0, "\(name)")
        }
    }
}
