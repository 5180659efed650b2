import TestSupport
import Testing

@Suite("wasirun --overlay", .needsEngine) struct OverlayTests {
    let tree = TemporaryTree()

    private func run(_ options: String..., program: String) -> CommandRun {
        tree.file("x.wat", program)
        return CommandRun(options + ["x.wat"], in: tree)
    }

    @Test("what a program makes is gone when it ends, though it was told that it is there") func creating() {
        tree.directory("granted")
        let create = Programs.opening("new", create: true)
        #expect(run("--overlay", "--dir", "granted", program: create).status == 0)
        #expect(tree.names("granted") == [])
        #expect(run("--dir", "granted", program: create).status == 0)
        #expect(tree.names("granted") == ["new"])
    }

    @Test("what is granted for reading only stays so") func readOnly() {
        tree.directory("granted")
        // EROFS.
        #expect(run("--overlay", "--dir", "granted:ro", program: Programs.opening("new", create: true)).status == 69)
    }

    @Test("a refused path is followed by a note, and a trace shows the program's calls, as without") func notes() {
        tree.directory("granted")
        let program = Programs.opening("../outside")
        let plain = run("--trace", "--dir", "granted", program: program)
        let overlaid = run("--overlay", "--trace", "--dir", "granted", program: program)
        #expect(overlaid.status == plain.status)
        #expect(overlaid.errors == plain.errors)
        #expect(plain.errors.contains("note:"))
    }
}
