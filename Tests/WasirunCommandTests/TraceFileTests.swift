import TestSupport
import Testing

@Suite("a file that takes a trace", .needsEngine) struct TraceFileTests {
    let tree = TemporaryTree()

    private func run(_ options: String..., shell: String = "exec \"$@\"") -> CommandRun {
        CommandRun(["--trace"] + options + ["x.wat"], in: tree, shell: shell)
    }

    /// Yields some thousand times, then does `end`.
    private func yielding(_ thousands: Int, _ end: String = "") -> String {
        """
        (module
          (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\\10\\00\\00\\00\\02\\00\\00\\00")
          (data (i32.const 16) ".\\n")
          (func (export "_start") (local $left i32)
            (local.set $left (i32.const \(thousands)000))
            (loop $more
              (drop (call $yield))
              (br_if $more (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            \(end)))
        """
    }

    /// As many lines, and not one byte more.
    private func expectLines(_ thousands: Int, then last: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let lines = String(repeating: "sched_yield() = 0\n", count: thousands * 1000) + last
        #expect(readFile(tree.absolute("t")) == lines, sourceLocation: sourceLocation)
    }

    private let written = "fd_write(1<stdout>, \".\\n\", 2) = 2\n"
    /// Waits until the last call is in the file, which its own process writes.
    private let settled = "until grep -q fd_write t 2>/dev/null; do sleep 0.01; done"

    @Test("has every line when wasirun has ended, of more than is kept in memory at a time") func many() {
        tree.file("x.wat", yielding(200))
        let run = run("--trace-output", "t")
        #expect(run.status == 0)
        expectLines(200, then: written)
    }

    @Test("has every line of a program that was killed while it made calls as fast as it can") func killed() {
        tree.file("x.wat", yielding(100, "(loop $forever (drop (call $yield)) (br $forever))"))
        let run = run(
            "--trace-output", "t",
            shell: """
                { "$@" >o & until grep -q . o 2>/dev/null; do sleep 0.01; done
                kill -9 $!; wait $!; echo $?; \(settled); }
                """)
        #expect(run.output == "137\n")
        let lines = String(repeating: "sched_yield() = 0\n", count: 100_000) + written
        #expect(readFile(tree.absolute("t"))?.hasPrefix(lines) == true)
    }

    @Test("has every line when a signal has ended wasirun in the program's own code") func signal() {
        tree.file("x.wat", yielding(100, "(loop $forever (br $forever))"))
        let run = run(
            "--trace-output", "t",
            shell: "{ \"$@\" >o & until grep -q . o 2>/dev/null; do sleep 0.01; done; kill -TERM $!; wait $!; }")
        #expect(run.status == 143)
        expectLines(100, then: written)
    }

    #if os(Linux)
        @Test(
            "has every line although the process that writes it was killed",
            .enabled(if: readFile("/proc/thread-self/children") != nil, "the kernel does not list a process's children"))
        func writerKilled() {
            tree.file("x.wat", yielding(500))
            let run = run(
                "--trace-output", "t",
                shell: """
                    { "$@" & until [ -s t ]; do :; done
                    kill -9 $(cat /proc/$!/task/$!/children) || echo none is running; wait $!; }
                    """)
            #expect(run.status == 0)
            #expect(!run.output.contains("none"))
            expectLines(500, then: written)
        }
    #endif

    @Test("that may not grow is told at the end, and the program goes on") func limited() {
        tree.file("x.wat", yielding(100))
        // In blocks of 512 or 1024 bytes.
        let run = run("--trace-output", "t", shell: "ulimit -f 100; exec \"$@\"")
        #expect(run.output == ".\n")
        #expect(run.errors == "wasirun: --trace-output t: File too large; lines are missing\n")
        #expect(run.status == 0)
        #expect(readFile(tree.absolute("t"))?.hasPrefix("sched_yield() = 0\n") == true)
    }

    #if os(Linux)
        @Test("that is a device without room is told at the end, too") func full() {
            tree.file("x.wat", yielding(1))
            let run = run("--trace-output", "/dev/full")
            #expect(run.errors == "wasirun: --trace-output /dev/full: No space left on device; lines are missing\n")
            #expect(run.status == 0)
        }
    #endif

    @Test("that is a pipe gets each line by itself") func pipe() {
        tree.file("x.wat", yielding(1))
        let run = run("--trace-output", "fifo", shell: "mkfifo fifo; { cat fifo >t & \"$@\"; wait; }")
        #expect(run.status == 0)
        expectLines(1, then: written)
    }

    @Test("is not waited for by who reads what wasirun prints") func streams() {
        tree.file("x.wat", yielding(1, "(loop $forever (br $forever))"))
        // Reading ends when no process holds the other end of the pipe any more.
        let run = run(
            "--trace-output", "t",
            shell: """
                sh -c 'echo $$ >pid; exec "$@"' sh "$@" | { read -r line; echo read $line; kill -9 $(cat pid); cat; }
                """)
        #expect(run.output == "read .\n")
    }
}
