import CTestSupport
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs a program in an empty folder of its own, granted as `/`; it prints one word when all it checked is so.
private func runInFolder(_ name: String, _ arguments: [String] = [], options: [String] = []) throws -> Run {
    let tree = TemporaryTree()
    return try Run.program(name, arguments, options: ["--dir", "\(tree.path)::/", "--env", "PWD=/"] + options)
}

private let nothingGranted =
    "the guest looked for granted directories and has none; if it was in want of a file, --dir . would grant this directory"

@Suite("C programs", .enabled(if: Checkout.has("c"), "`make programs engine` provides them"))
struct CProgramTests {
    @Test("printf works")
    func hello() throws {
        #expect(try Run.program("c/hello") == Run(output: "Hello from C, 42.\n", errors: "", status: 0))
    }

    @Test(
        "what libc promises of files, folders, links, times, waiting and random bytes holds",
        arguments: [
            "files", "directories", "links", "times", "waiting", "random",
        ])
    func library(name: String) throws {
        #expect(try runInFolder("c/\(name)") == Run(output: "\(name)\n", errors: "", status: 0))
    }

    @Test("without a grant there are no files")
    func noGrant() throws {
        let run = try Run.program("c/files")
        #expect(run.status == 1)
        #expect(run.errors.hasSuffix("wasirun: note: \(nothingGranted)\n"))
    }

    @Test("a program that fails for another reason gets no advice on grants")
    func unrelatedFailure() throws {
        #expect(!(try Run.program("raw/exit", ["3"]).errors.contains("note:")))
        #expect(!(try Run.program("go/echo", ["3"]).errors.contains("note:")))
    }

    @Test("files and pipes are no terminals")
    func noTerminal() throws {
        #expect(try Run.program("c/terminal").output == "0 no terminal\n1 no terminal\n2 no terminal\n")
    }

    @Test("a terminal is one")
    func terminal() throws {
        var (controller, terminal): (Int32, Int32) = (-1, -1)
        let opened = test_open_terminal(&controller, &terminal)
        try #require(opened == 0)
        defer {
            close(controller)
            close(terminal)
        }
        let tree = TemporaryTree()
        let process = try Run.start(
            [Checkout.wasirun, Checkout.program("c/terminal")], input: terminal, output: tree.absolute("output"),
            errors: String(cString: ttyname(terminal)))
        #expect(try Run.wait(for: process) == 0)
        #expect(tree.text("output") == "0 terminal\n1 no terminal\n2 terminal\n")
    }
}

@Suite("Go programs", .enabled(if: Checkout.has("go"), "`make programs engine` provides them"))
struct GoProgramTests {
    @Test("fmt.Println works")
    func hello() throws {
        #expect(try Run.program("go/hello") == Run(output: "Hello from Go.\n", errors: "", status: 0))
    }

    @Test("os, io/fs and path/filepath find, make and remove what they should")
    func files() throws {
        #expect(try runInFolder("go/files") == Run(output: "files\n", errors: "", status: 0))
    }

    @Test("goroutines, timers, tickers and deadlines run while the program waits")
    func timers() throws {
        #expect(try Run.program("go/timers") == Run(output: "timers\n", errors: "", status: 0))
    }

    @Test("arguments, a variable, standard input and the exit code pass through", arguments: [[], ["--non-blocking-stdio"]])
    func echo(options: [String]) throws {
        let run = try Run.program(
            "go/echo", ["fail", "-x"], options: ["--env", "GREETING=hello"] + options, input: .text("one\ntwo\n"))
        #expect(run == Run(output: "fail|-x hello\nONE\nTWO\n", errors: "", status: 3))
    }
}

@Suite("Swift programs", .enabled(if: Checkout.has("swift"), "`make programs engine` provides them"))
struct SwiftProgramTests {
    @Test("Embedded Swift prints")
    func hello() throws {
        let run = try Run.program("swift/hello")
        #expect(run == Run(output: "Hello from Swift.\nSeven times eight is 56.\n", errors: "", status: 0))
    }

    @Test("Embedded Swift writes and reads a file")
    func files() throws {
        let run = try runInFolder("swift/files")
        #expect(
            run.output == """
                wrote 3890 bytes, error 0
                read 1000 lines, error 0
                10 different digits, 300 sevens

                """)
    }
}

@Suite("Rust programs", .enabled(if: Checkout.has("rust"), "rustc on this machine cannot build for WASI"))
struct RustProgramTests {
    @Test("println! works")
    func hello() throws {
        #expect(try Run.program("rust/hello") == Run(output: "Hello from Rust.\n", errors: "", status: 0))
    }

    @Test("std::fs and std::time work")
    func files() throws {
        #expect(try runInFolder("rust/files") == Run(output: "files\n", errors: "", status: 0))
    }
}
