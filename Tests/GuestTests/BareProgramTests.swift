import TestSupport
import Testing

@Suite("Programs without a C library", .enabled(if: Checkout.has("raw"), "`make programs engine` provides them"))
struct BareProgramTests {
    @Test("a program prints its line")
    func hello() throws {
        #expect(try Run.program("raw/hello") == Run(output: "Hello from C without a library.\n", errors: "", status: 0))
    }

    @Test("arguments and variables arrive as they were given, in their order")
    func arguments() throws {
        let run = try Run.program(
            "raw/arguments", ["--help", "", "two words", "ünï", "--"],
            options: ["--argv0", "me", "--env", "FIRST=1", "--env", "EMPTY=", "--env", "EQUALS=a=b"])
        #expect(
            run.output == """
                argument me
                argument --help
                argument 
                argument two words
                argument ünï
                argument --
                variable FIRST=1
                variable EMPTY=
                variable EQUALS=a=b

                """)
        #expect(run.status == 0)
    }

    @Test("nothing of the host's environment reaches a program that was given none")
    func noEnvironment() throws {
        #expect(try Run.program("raw/arguments", options: ["--argv0", "me"]).output == "argument me\n")
    }

    @Test("granted folders are descriptors from 3 on, in their order, under the names they were given")
    func preopens() throws {
        let (first, second) = (TemporaryTree(), TemporaryTree())
        let run = try Run.program(
            "raw/preopens", options: ["--dir", "\(second.path)::/b", "--dir", "\(first.path)::a:ro", "--dir", second.path])
        #expect(run.output == "3 /b folder\n4 a folder\n5 \(second.path) folder\n")
    }

    @Test("sleeps on either clock, relative or absolute, never end early")
    func sleep() throws {
        #expect(try Run.program("raw/sleep") == Run(output: "slept\n", errors: "", status: 0))
    }

    @Test("the four clocks run")
    func clocks() throws {
        #expect(try Run.program("raw/clocks") == Run(output: "four clocks\n", errors: "", status: 0))
    }

    @Test("standard input is copied to standard output", arguments: [[], ["poll"]])
    func echo(arguments: [String]) throws {
        let text = String(repeating: "The quick brown fox jumps over the lazy dog.\n", count: 1000)
        #expect(try Run.program("raw/echo", arguments, input: .text(text)).output == text)
    }

    @Test("a program that polls copies a non-blocking standard input")
    func echoWithoutBlocking() throws {
        let run = try Run.program("raw/echo", ["poll"], options: ["--non-blocking-stdio"], input: .text("some\ntext\n"))
        #expect(run == Run(output: "some\ntext\n", errors: "", status: 0))
    }

    @Test("a read of a silent non-blocking input returns at once, and a poll of it ends with its clock")
    func impatience() throws {
        let run = try Run.program("raw/impatient", options: ["--non-blocking-stdio"], input: .silence)
        #expect(run == Run(output: "nothing yet, then the clock\n", errors: "", status: 0))
    }

    @Test("the exit code is the program's own", arguments: [0, 1, 42, 125, 126, 134, 255])
    func exitCode(code: Int32) throws {
        #expect(try Run.program("raw/exit", ["\(code)"]) == Run(output: "leaving\n", errors: "", status: code))
    }
}

@Suite("Programs written as text", .enabled(if: Checkout.has("wat"), "`make engine` fetches what runs them"))
struct TextProgramTests {
    @Test("a text module runs like a binary one")
    func hello() throws {
        #expect(try Run.program("wat/hello") == Run(output: "Hello from WebAssembly.\n", errors: "", status: 0))
    }

    @Test("a module is read from standard input")
    func standardInput() throws {
        let text =
            "(module (import \"wasi_snapshot_preview1\" \"proc_exit\" (func (param i32))) (memory (export \"memory\") 1) (func (export \"_start\") (call 0 (i32.const 9))))"
        #expect(try Run.command([Checkout.wasirun, "-"], input: .text(text)).status == 9)
    }

    @Test("a function imported twice is bound twice")
    func importedTwice() throws {
        #expect(try Run.program("wat/imported-twice").status == 17)
    }

    @Test("a trap ends with 134 and the names of the functions that led to it")
    func trap() throws {
        let run = try Run.program("wat/trap")
        #expect(run.status == 134)
        #expect(run.errors.contains("unreachable"))
        #expect(run.errors.contains("deepest") && run.errors.contains("middle"))
    }

    @Test("an import that nobody provides ends with 126 and its name")
    func unknownImport() throws {
        let run = try Run.program("wat/unknown-import")
        #expect(run.status == 126)
        #expect(run.errors.contains("launch_rocket") && run.errors.contains("env"))
    }

    @Test(
        "exports of a reactor are called after it was initialized",
        arguments: [
            ("ready", [], "40\n"), ("add", ["1", "2"], "43\n"), ("half", ["3"], "1.5\n"), ("nothing", [], ""),
        ])
    func reactor(export: String, arguments: [String], output: String) throws {
        let run = try Run.program("wat/exports", arguments, options: ["--invoke", export])
        #expect(run == Run(output: output, errors: "", status: 0))
    }
}
