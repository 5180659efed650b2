import TestSupport
import Testing

@testable import WasirunCommand

@Suite("wasirun inspect", .needsEngine) struct InspectTests {
    let tree = TemporaryTree()

    private func inspect(_ arguments: String...) -> CommandRun { CommandRun(["inspect"] + arguments, in: tree) }

    @Test("a module is shown with what it needs and offers") func text() {
        tree.file("command.wat", Programs.opening("x"))
        tree.file("library.wat", Programs.library)
        tree.file(
            "mixed.wat",
            """
            (module
              (import "wasi_snapshot_preview1" "sock_accept" (func (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_getlocaladdr" (func (param i32 i32 i32) (result i32)))
              (import "env" "table" (table 1 funcref))
              (memory (export "memory") 2 3)
              (global (export "version") i32 (i32.const 3))
              (func (export "_start") (result v128) (v128.const i64x2 1 2)))
            """)
        let runs = ["command.wat", "library.wat", "mixed.wat"].map { inspect("--cache", "off", $0) }
        #expect(runs.allSatisfy { $0.status == 0 && $0.errors == "" })
        expectSnapshot(runs.map(\.output).joined(separator: "\n----\n\n"), "inspect")
    }

    @Test("the same as JSON") func json() {
        tree.file("command.wat", Programs.opening("x"))
        let run = inspect("--json", "--cache=off", "command.wat")
        #expect(run.status == 0)
        expectSnapshot(run.output, "inspect-json")
    }

    @Test("a component is shown by name") func component() {
        let name = Array("wasi:cli/environment@0.2.3".utf8)
        tree.file(
            "c.wasm",
            [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0, 10, UInt8(name.count + 5), 1, 0, UInt8(name.count)] + name + [5, 0])
        expectSnapshot(inspect("c.wasm").output + "\n" + inspect("--json", "c.wasm").output, "inspect-component")
    }

    @Test("what cannot be inspected is an error") func errors() {
        tree.file("notes.txt", "hello")
        #expect(inspect("missing").status == 127)
        #expect(inspect("notes.txt").status == 126)
        #expect(inspect("--json", "notes.txt").output == "")
    }

    @Test("without an engine, a binary is shown all the same") func withoutEngine() {
        tree.file("x.wasm", [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
        let run = CommandRun(["inspect", "x.wasm"], in: tree, environment: ["WASIRUN_ENGINE=/nowhere"])
        #expect(run.status == 0)
        #expect(run.output.contains("features    unknown, as the engine cannot be asked\n"))
    }
}

@Suite("JSON") struct JSONTests {
    @Test("texts are escaped") func escapes() {
        #expect(JSON.string("a\"\\\n\r\t\u{1}\u{7f}\u{2028}ü🙂").text == #""a\"\\\n\r\t\u0001\u007f\u2028ü🙂""#)
    }

    @Test("values are laid out with an entry on a line") func layout() {
        let value = JSON.object([
            ("a", .array([.number(.max), .null])), ("b", .object([])), ("c", .array([])), ("d", .bool(true)),
        ])
        #expect(
            value.text
                == "{\n  \"a\": [\n    18446744073709551615,\n    null\n  ],\n  \"b\": {},\n  \"c\": [],\n  \"d\": true\n}")
    }
}
