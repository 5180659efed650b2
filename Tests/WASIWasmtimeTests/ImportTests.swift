import EngineTestSupport
import TestSupport
import Testing
import WASICore
import WASIHost
import WASIWasmtime

@Suite("Imports", .needsEngine)
struct ImportTests {
    private func number(_ value: UInt64, _ name: String, _ parameters: [ValueType]) -> HostFunction {
        HostFunction(module: "test", name, parameters, results: [.i32]) { _, _ throws(Errno) in
            throw Errno(rawValue: UInt16(value))
        }
    }

    @Test("a function can be imported twice")
    func twice() throws {
        let guest = try instance(
            """
            (module
              (import "test" "f" (func $a (result i32)))
              (import "test" "f" (func $b (result i32)))
              (func (export "sum") (result i32) (i32.add (call $a) (call $b))))
            """, [number(21, "f", [])])
        #expect(try guest.call("sum") == .returned([.i32(42)]))
    }

    @Test("imports of one name with two types get the function of their type")
    func byType() throws {
        let guest = try instance(
            """
            (module
              (import "test" "f" (func $a (param i32) (result i32)))
              (import "test" "f" (func $b (param i64) (result i32)))
              (func (export "both") (result i32 i32) (call $a (i32.const 0)) (call $b (i64.const 0))))
            """, [number(1, "f", [.i32]), number(2, "f", [.i64])])
        #expect(try guest.call("both") == .returned([.i32(1), .i32(2)]))
    }

    @Test(
        "the names of such imports are the module's own, also of code from the cache, and of a name that looks like the engine's"
    )
    func names() throws {
        let text = """
            (module
              (import "test" "f" (func $a (param i32) (result i32)))
              (import "test" "f" (func $b (param i64) (result i32)))
              (import "test" "f\\1f1\\1f06\\1f" (func $c (result i32)))
              (func (export "all") (result i32 i32 i32) (call $a (i32.const 0)) (call $b (i64.const 0)) (call $c)))
            """
        let functions = [number(1, "f", [.i32]), number(2, "f", [.i64]), number(3, "f\u{1f}1\u{1f}06\u{1f}", [])]
        let tree = TemporaryTree()
        for isFromCache in [false, true] {
            let loader = ModuleLoader(cache: try ModuleCache(directory: tree.absolute("cache")))
            let loaded = try loader.load(Array(text.utf8))
            #expect(loaded.isFromCache == isFromCache)
            #expect(loaded.module.imports.map(\.name) == ["f", "f", "f\u{1f}1\u{1f}06\u{1f}"])
            let guest = try WasmInstance(loaded.module, functions: functions, system: BareSystem())
            #expect(try guest.call("all") == .returned([.i32(1), .i32(2), .i32(3)]))
        }
    }

    @Test("a trap in a module with such imports is where it is in the module's file")
    func place() throws {
        _ = try TestEngine.shared
        let binary = try WasmText.binary(
            of: Array(
                """
                (module
                  (import "test" "f" (func (param i32) (result i32)))
                  (import "test" "f" (func (param i64) (result i32)))
                  (func (export "trap") (drop (i64.const 42)) unreachable))
                """.utf8))
        let code: [UInt8] = [0x42, 42, 0x1a, 0x00, 0x0b]
        let place = try #require(binary.indices.first { binary[$0...].starts(with: code) })
        let module = try WasmModule(binary, engine: TestEngine.shared)
        let functions = [number(1, "f", [.i32]), number(2, "f", [.i64])]
        guard
            case .trapped(let trap) = try WasmInstance(module, functions: functions, system: BareSystem()).call("trap")
        else { return #expect(Bool(false)) }
        #expect(trap.frames.map(\.moduleOffset) == [place + 3])
    }

    @Test("a module whose imports have names as long as names may be is run as it is")
    func longNames() throws {
        let name = String(repeating: "f", count: 100_000)
        let guest = try instance(
            """
            (module
              (import "test" "\(name)" (func $a (param i32) (result i32)))
              (import "test" "\(name)" (func $b (param i64) (result i32)))
              (func (export "both") (result i32 i32) (call $a (i32.const 0)) (call $b (i64.const 0))))
            """, [number(1, name, [.i32]), number(2, name, [.i64])])
        #expect(try guest.call("both") == .returned([.i32(1), .i32(2)]))
    }

    @Test("what nobody provides is named with its type and with what there is")
    func missing() throws {
        let error = #expect(throws: InstantiationError.self) {
            try instance(
                """
                (module
                  (import "env" "f" (func (param i32 f64) (result i64)))
                  (import "test" "g" (func (param i64)))
                  (import "test" "m" (memory 1))
                  (import "test" "h" (func (param v128 externref))))
                """, [number(1, "g", [.i32]), number(2, "g", [])])
        }
        #expect(
            error?.description
                == "the module asks for what is not provided: env.f (i32, f64) -> i64; "
                + "test.g (i64) -> () (provided as (i32) -> i32, () -> i32); memory test.m; test.h (v128, externref) -> (). "
                + "Functions are provided from test")
        guard case .missingImports(let imports) = error?.kind else { return #expect(Bool(false)) }
        #expect(imports.map(\.wanted.name) == ["f", "g", "m", "h"])
    }

    @Test("a linked module makes any number of instances, each with its own memory")
    func instances() throws {
        let module = try WasmModule(
            text: """
                (module (memory (export "memory") 1)
                  (func (export "count") (result i32)
                    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
                    (i32.load (i32.const 0))))
                """, engine: TestEngine.shared)
        let linked = try LinkedModule(module, functions: [])
        let first = try WasmInstance(linked, system: BareSystem())
        let second = try WasmInstance(linked, system: BareSystem())
        #expect(try first.call("count") == .returned([.i32(1)]))
        #expect(try first.call("count") == .returned([.i32(2)]))
        #expect(try second.call("count") == .returned([.i32(1)]))
    }

    @Test("modules and exports are described, also with types that cannot be called")
    func description() throws {
        let module = try WasmModule(
            text: """
                (module
                  (type $f (func))
                  (import "a" "b" (func (param i32)))
                  (memory (export "memory") 1 9)
                  (func (export "exotic") (param v128 (ref $f) anyref) (result funcref externref) unreachable)
                  (global (export "g") i32 (i32.const 0))
                  (table (export "t") 1 funcref)
                  (tag (export "e")))
                """, engine: TestEngine.shared)
        #expect(module.imports.map(\.type) == [.function(.init([.i32]))])
        #expect(module.exports.map(\.name) == ["memory", "exotic", "g", "t", "e"])
        #expect(
            module.exports.map(\.type.description) == [
                "memory", "function (v128, ref, ref) -> funcref, externref", "global", "table", "tag",
            ])
        guard case .memory(let memory) = module.exports[0].type else { return #expect(Bool(false)) }
        #expect(memory.minimumPages == 1 && memory.maximumPages == 9 && !memory.is64Bit && memory.pageBytes == 65536)
    }
}
