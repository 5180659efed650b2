import TestSupport
import Testing

/// Every error of the command, as a person sees it: sentence and exit code.
@Suite("Errors of wasirun", .needsEngine) struct ErrorTests {
    let tree = TemporaryTree()

    /// Runs and notes, with the temporary directory's name replaced.
    private func transcript(_ lines: [[String]], environment: [String] = []) -> String {
        lines.map { arguments in
            let run = CommandRun(arguments, in: tree, environment: environment)
            let words = arguments.map { $0.isEmpty ? "''" : $0 }.joined(separator: " ")
            return "$ wasirun \(words)\n\(run.output)\(run.errors)[\(run.status)]\n"
        }.joined(separator: "\n").replacing(tree.path, with: "TREE")
    }

    @Test("what is not a runnable module is told apart") func modules() {
        tree.file("empty.wasm")
        tree.file("component.wasm", [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0])
        tree.file("component.wat", "(component)")
        tree.file("start.wasm", [0, 0x61, 0x73, 0x6d, 1])
        tree.file("future.wasm", [0, 0x61, 0x73, 0x6d, 2, 0, 0, 0])
        tree.file("cut.wasm", [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 100, 1, 0x60])
        tree.file(
            "forbidden.wasm", [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 5, 1, 3, 0, 0x6a, 0x0b])
        tree.file("notes.txt", "Dear all,\n")
        tree.file("program", "#!/bin/sh\n")
        tree.file("elf", [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        tree.file("page.wasm", "<!DOCTYPE html>\n<html></html>")
        tree.file("packed.wasm.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
        tree.file("mistake.wat", "(module\n  (func (export \"_start\") (i32.ad)))\n")
        tree.file("object.wasm", object)
        tree.directory("directory.wasm")
        tree.file("library.wat", Programs.library)
        tree.file("data.wat", "(module (memory (export \"memory\") 1))")
        tree.file("huge.wat", "(module (memory (export \"memory\") i64 0xffffffffff) (func (export \"_start\")))")
        expectSnapshot(
            transcript(
                [
                    "missing.wasm", "notes.txt/x.wasm", "directory.wasm", "empty.wasm", "component.wasm", "component.wat",
                    "start.wasm",
                    "future.wasm", "cut.wasm", "forbidden.wasm", "notes.txt", "program", "elf", "page.wasm",
                    "packed.wasm.gz",
                    "mistake.wat", "object.wasm", "library.wat", "data.wat", "huge.wat",
                ].map { [$0] }), "module-errors")
    }

    @Test("names of the module's choice can neither command the terminal nor pretend to be a line of ours") func names() {
        let name = "\\1b[2J\\0awasirun: note"
        tree.file("import.wat", "(module (import \"\(name)\" \"\(name)\" (func)) (func (export \"_start\")))")
        tree.file("export.wat", "(module (func (export \"\(name)\")))")
        tree.file("trap.wat", "(module (func $\"\(name)\" (export \"_start\") unreachable))")
        for arguments in [
            ["import.wat"], ["export.wat"], ["trap.wat"], ["inspect", "import.wat"], ["inspect", "export.wat"],
        ] {
            let run = CommandRun(arguments, in: tree)
            let text = run.output + run.errors
            #expect(text.contains("\\u{1b}[2J\\u{a}wasirun: note"), "\(arguments)")
            #expect(!text.contains("\u{1b}"), "\(arguments)")
        }
    }

    @Test("imports that nobody provides are named, with their type and a hint") func imports() {
        tree.file("other-type.wat", importing("wasi_snapshot_preview1", "fd_close", "(param i64) (result i32)"))
        tree.file("unknown-name.wat", importing("wasi_snapshot_preview1", "sock_pair", "(param i32 i32 i32) (result i32)"))
        tree.file("old.wat", importing("wasi_unstable", "fd_shut", "(param i32) (result i32)"))
        tree.file("js.wat", importing("wbg", "__wbg_log_1", "(param i32)"))
        tree.file("env.wat", importing("env", "sqlite3_open", "(param i32 i32) (result i32)"))
        tree.file("memory.wat", "(module (import \"env\" \"memory\" (memory 1)) (func (export \"_start\")))")
        let many = (0..<12).map { "(import \"env\" \"f\($0)\" (func))" }.joined()
        tree.file("many.wat", "(module \(many) (func (export \"_start\")))")
        expectSnapshot(
            transcript(
                ["other-type.wat", "unknown-name.wat", "old.wat", "js.wat", "env.wat", "memory.wat", "many.wat"].map { [$0] }
            ),
            "import-errors")
    }

    @Test("socket calls that --sockets leaves out are named, with the option") func sockets() {
        tree.file("open.wat", importing("wasi_snapshot_preview1", "sock_open", "(param i32 i32 i32) (result i32)"))
        tree.file("v1.wat", importing("wasi_snapshot_preview1", "sock_accept", "(param i32 i32) (result i32)"))
        tree.file("v2.wat", importing("wasi_snapshot_preview1", "sock_getpeeraddr", "(param i32 i32 i32) (result i32)"))
        tree.file("preview1.wat", importing("wasi_snapshot_preview1", "sock_accept", "(param i32 i32 i32) (result i32)"))
        expectSnapshot(
            transcript([
                ["--sockets", "none", "open.wat"], ["--sockets", "none", "v1.wat"], ["--sockets", "wasmedgev2", "v1.wat"],
                ["--sockets", "wasmedgev1", "v2.wat"], ["--sockets", "path_open", "open.wat"],
                ["--sockets", "none", "preview1.wat"], ["--sockets", "wasmedgev1", "v1.wat"], ["--sockets=auto", "v2.wat"],
            ]), "socket-import-errors")
    }

    @Test("mistakes in a call are usage errors") func calls() {
        tree.file("x.wat", Programs.library)
        expectSnapshot(
            transcript([
                ["--invoke", "nothing", "x.wat"], ["--invoke", "memory", "x.wat"], ["--invoke", "divide", "x.wat", "1"],
                ["--invoke", "ready", "x.wat", "1"], ["--invoke", "divide", "x.wat", "1", "two"],
                ["--invoke", "divide", "x.wat", "1", "99999999999"], ["--invoke", "take", "x.wat", "1"],
            ]), "call-errors")
    }

    @Test("what wasirun itself cannot do is told") func failures() {
        tree.file("x.wat", Programs.exiting(0))
        tree.directory("data")
        tree.file("file")
        expectSnapshot(
            transcript([
                ["--dir", "missing", "x.wat"], ["--dir", "file", "x.wat"], ["--dir", "data:/d", "x.wat"],
                ["--dir", "no:/d", "x.wat"],
                ["--cache", "file", "x.wat"], ["--env", "UNSET", "x.wat"],
            ]) + transcript([["x.wat"]], environment: ["WASIRUN_ENGINE=\(tree.path)/nowhere.so"])
                + transcript([["x.wat"]], environment: ["WASIRUN_ENGINE=\(tree.path)/file"]), "own-errors")
    }

    private func importing(_ module: String, _ name: String, _ type: String) -> String {
        "(module (import \"\(module)\" \"\(name)\" (func \(type))) (func (export \"_start\")))"
    }

    /// What a compiler leaves to the linker: it imports its memory and has a section about linking.
    private var object: [UInt8] {
        [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, 12, 1, 3] + Array("env".utf8) + [3] + Array("mem".utf8) + [2, 0, 1, 0, 9, 7]
            + Array("linking".utf8) + [2]
    }
}
