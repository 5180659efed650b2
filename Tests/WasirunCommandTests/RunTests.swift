import TestSupport
import Testing

@Suite("wasirun", .needsEngine) struct RunTests {
    let tree = TemporaryTree()

    private func run(
        _ arguments: String..., input: String = "", environment: [String] = [], shell: String = "exec \"$@\""
    ) -> CommandRun {
        CommandRun(arguments, in: tree, input: input, environment: environment, shell: shell)
    }

    @Test(
        "the guest's exit code is the command's, of which the system keeps eight bits",
        arguments: [
            (0, 0), (1, 1), (42, 42), (125, 125), (255, 255), (256, 0), (259, 3), (.max, 255),
        ] as [(UInt32, Int32)])
    func exitCodes(_ code: UInt32, _ status: Int32) {
        tree.file("x.wat", Programs.exiting(code))
        let run = run("x.wat")
        #expect(run.status == status)
        #expect(run.errors == "")
    }

    @Test("the guest gets its arguments, its own name first") func arguments() {
        tree.directory("dir")
        tree.file("dir/x.wat", Programs.arguments)
        #expect(run("dir/x.wat").output == "x.wat\0")
        #expect(run("dir/x.wat", "--", "a", "", "--help", "--").output == "x.wat\0a\0\0--help\0--\0")
        #expect(run("--argv0", "me", "dir/x.wat", "ü").output == "me\0ü\0")
    }

    @Test("the guest gets the environment that was asked for and no other") func environment() {
        tree.file("x.wat", Programs.environment)
        #expect(run("x.wat", environment: ["A=1"]).output == "")
        #expect(run("--env", "A", "--env", "B=2", "x.wat", environment: ["A=1"]).output == "A=1\0B=2\0")
        let inherited = run("--env-inherit", "--env", "A=3", "x.wat", environment: ["A=1", "C=2"]).output
        #expect(inherited.contains("A=3\0") && inherited.contains("C=2\0") && !inherited.contains("A=1\0"))
    }

    @Test("the standard streams are inherited as they are") func streams() {
        tree.file("x.wat", Programs.copying)
        #expect(run("x.wat", input: "one\ntwo\n").output == "one\ntwo\n")
        tree.file("log", "before\n")
        _ = run("x.wat", input: "after\n", shell: "\"$@\" >> log")
        #expect(tree.text("log") == "before\nafter\n")
        #expect(run("x.wat", shell: "echo piped | \"$@\" | cat").output == "piped\n")
    }

    @Test("a closed pipe does not end the command by a signal") func closedPipe() {
        tree.file("x.wat", Programs.copying)
        let run = run("x.wat", shell: "{ \"$@\" < /dev/zero; echo $? > code; } | head -c 1 > /dev/null")
        #expect(run.errors == "")
        #expect(tree.text("code") == "0\n")
    }

    @Test("closed streams are null devices for the guest, and no file of its own takes their place") func closedStreams() {
        tree.directory("granted")
        tree.file("x.wat", Programs.writingAndTrapping)
        let run = run("--dir", "granted::/", "x.wat", input: "unread", shell: "exec \"$@\" <&- 2>&-")
        #expect(run.status == 134)
        #expect(run.errors == "")
        // What wasirun says of the trap goes nowhere, and least of all to the file that was open at the time.
        #expect(tree.text("granted/f") == "kept\n")
    }

    @Test("the module can come from standard input, which the guest then finds at its end") func moduleFromInput() {
        #expect(run("-", input: Programs.exiting(7)).status == 7)
        #expect(run("-", "a", input: Programs.arguments).output == "-\0a\0")
        #expect(run("-", input: Programs.copying).output == "")
    }

    @Test("a module called inspect is run as ./inspect") func inspectFile() {
        tree.file("inspect", Programs.exiting(5))
        #expect(run("./inspect").status == 5)
        #expect(run("inspect").status == 64)
        #expect(run("inspect", "inspect").output.hasPrefix("inspect: a command in text form"))
    }

    @Test("a trap is 134, with the reason and the calls") func trap() {
        tree.file("x.wat", Programs.trapping)
        let run = run("x.wat")
        #expect(run.status == 134)
        expectSnapshot(run.errors, "trap")
    }

    @Test("a deep recursion finds eight megabytes of stack, and a deeper one a trap") func recursion() {
        tree.file("deep.wat", Programs.recursing(6 << 10))
        tree.file("endless.wat", Programs.recursing(1 << 20))
        for compiler in ["cranelift", "winch"] {
            #expect(run("--compiler", compiler, "endless.wat").status == 134)
        }
        let deep = run("--compiler", "cranelift", "deep.wat")
        #expect(deep.status == 0, "\(deep.errors)")
    }

    @Test("where the system allows less stack, the guest gets less, and still no crash") func smallStack() {
        tree.file("x.wat", Programs.exiting(3))
        tree.file("endless.wat", Programs.recursing(1 << 20))
        #expect(run("x.wat", shell: "ulimit -S -s 2048; ulimit -H -s 2048; \"$@\"").status == 3)
        #expect(run("endless.wat", shell: "ulimit -S -s 2048; ulimit -H -s 2048; \"$@\"").status == 134)
    }

    @Test("--invoke calls an export after _initialize, and prints what it returns") func invoke() {
        tree.file("x.wat", Programs.library)
        #expect(run("--invoke", "ready", "x.wat").output == "1\n")
        #expect(run("--invoke", "divide", "x.wat", "42", "-2").output == "-21\n")
        #expect(run("--invoke", "divide", "x.wat", "--", "-42", "0x2").output == "-21\n")
        #expect(run("--invoke=swap", "x.wat", "0xffffffffffffffff", "2.5").output == "2.5\n-1\n")
        let trap = run("--invoke", "divide", "x.wat", "1", "0")
        #expect(trap.status == 134)
        #expect(trap.errors.hasPrefix("wasirun: the program was stopped: an integer division by zero\n"))
    }

    @Test("code is kept where --cache says, and used again") func cache() {
        tree.file("x.wat", Programs.exiting(4))
        #expect(run("--cache", "kept", "x.wat").status == 4)
        #expect(tree.names("kept").contains("code"))
        #expect(tree.names("kept/code").count == 1)
        #expect(run("--cache", "kept", "x.wat").status == 4)
        #expect(run("inspect", "--cache", "kept", "x.wat").output.contains("code made by cranelift"))
        #expect(run("--cache", "off", "x.wat", environment: ["XDG_CACHE_HOME=\(tree.path)/none"]).status == 4)
        #expect(!tree.exists("none"))
    }

    @Test("a cache that cannot be had is no obstacle unless it was named") func unusableCache() {
        tree.file("x.wat", Programs.exiting(4))
        tree.file("occupied", "")
        #expect(run("x.wat", environment: ["XDG_CACHE_HOME=\(tree.path)/occupied"]).status == 4)
        #expect(run("x.wat", environment: ["XDG_CACHE_HOME=", "HOME="]).status == 4)
        #expect(run("--cache", "occupied", "x.wat").status == 125)
    }

    @Test("a full disk and a read-only cache folder are no obstacle", arguments: ["size=8k", "size=8k,ro"])
    func fullDisk(options: String) throws {
        tree.file("x.wat", Programs.exiting(4))
        let mounting = """
            mkdir small && mount -t tmpfs -o \(options) none small 2>/dev/null || exit 99
            XDG_CACHE_HOME="$PWD/small" "$@"; code=$?
            XDG_CACHE_HOME="$PWD/small" "$@" && exit 98
            umount small && exit $code
            """
        let run = run("x.wat", shell: mounting)
        if run.status == 99 { try Test.cancel("no file system can be mounted here") }
        #expect(run.status == 4)
        #expect(run.errors == "")
    }

    @Test("without a home directory the guest runs all the same") func noHome() {
        tree.file("x.wat", Programs.exiting(4))
        let run = run("x.wat", environment: ["XDG_CACHE_HOME="], shell: "unset XDG_CACHE_HOME HOME; exec \"$@\"")
        #expect(run.status == 4)
        #expect(run.errors == "")
    }

    @Test("help and version go to standard output") func help() {
        let version = run("--version")
        #expect(version.output == "wasirun 0.1.0\n")
        #expect(version.status == 0)
        let help = run("--help", "x.wasm")
        #expect(help.output.hasPrefix("OVERVIEW: Runs WebAssembly programs"))
        #expect(help.errors == "")
        #expect(help.status == 0)
    }
}
