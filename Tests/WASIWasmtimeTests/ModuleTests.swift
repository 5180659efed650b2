import CWasmtime
import EngineTestSupport
import Testing
import WASIHost
@testable import WASIWasmtime

@Suite("What is not a module", .needsEngine)
struct ModuleTests {
    private func error(_ bytes: [UInt8]) throws -> ModuleError? {
        let engine = try TestEngine.shared
        do throws(ModuleError) {
            _ = try WasmModule(bytes, engine: engine)
            return nil
        } catch {
            return error
        }
    }

    private static let header: [UInt8] = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

    @Test(
        "it is named for what it is",
        arguments: [
            ([], .empty, "the module is empty"),
            (
                [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0], .component,
                "this is a component (WASI 0.2 or later), not a module of WASI preview 1"
            ),
            (
                Array("(component)".utf8), .component,
                "this is a component (WASI 0.2 or later), not a module of WASI preview 1"
            ),
            (
                [0, 0x61, 0x73, 0x6d, 2, 0, 0, 0], .invalid,
                "the module has version 0x2 of the binary format; known is version 1"
            ),
            (
                Array("#!/bin/sh\necho hello\n".utf8), .notWebAssembly,
                "this is neither a WebAssembly module nor one in the text format"
            ),
            (
                [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], .notWebAssembly,
                "this is neither a WebAssembly module nor one in the text format"
            ),
        ] as [([UInt8], ModuleError.Kind, String)])
    func formats(bytes: [UInt8], kind: ModuleError.Kind, description: String) throws {
        let error = try #require(try error(bytes))
        #expect(error.kind == kind)
        #expect(error.description == description)
    }

    @Test("a mistake in a text is shown where it is")
    func text() throws {
        let error = try #require(try error(Array("(module\n  (func (export \"f\") (i32.cnst 1)))".utf8)))
        #expect(error.kind == .text)
        #expect(
            error.description
                == "the text is not a WebAssembly module: unknown operator or unexpected token, in line 2, column 23")
    }

    @Test("a text that is not UTF-8 is an error")
    func notUTF8() throws {
        #expect(try error(Array("(module ".utf8) + [0xff, 0xfe, 0x29])?.kind == .text)
    }

    @Test("a module that is cut off anywhere is an error with a sentence")
    func truncated() throws {
        let binary = try binary(
            """
            (module (import "test" "say" (func $say (param i32 i32) (result i32)))
              (memory (export "memory") 1) (data (i32.const 16) "hello")
              (func (export "_start") (drop (call $say (i32.const 16) (i32.const 5)))))
            """)
        var failures = 0
        for length in 1..<binary.count {
            guard let error = try error(Array(binary[..<length])) else { continue }
            failures += 1
            #expect(error.kind == .invalid || length < 8)
            #expect(!error.description.contains("\n"))
        }
        // A module may end after a section; every other cut is a mistake.
        #expect(failures > binary.count * 3 / 4)
    }

    @Test("flipped bits never end the process")
    func damaged() throws {
        let binary = try binary(
            """
            (module (memory (export "memory") 1) (table 4 funcref) (global (mut i64) (i64.const 5))
              (func $f (param i32) (result i32) (block (result i32) (loop (br_if 0 (local.get 0))) (i32.const 1)))
              (elem (i32.const 0) $f) (func (export "_start") (drop (call_indirect (param i32) (result i32) (i32.const 0) (i32.const 0)))))
            """)
        for index in binary.indices {
            for bit in 0..<8 {
                var damaged = binary
                damaged[index] ^= 1 << UInt8(bit)
                _ = try error(damaged)
            }
        }
    }

    @Test(
        "huge declarations cost nothing but an error",
        arguments: [
            #"(module (memory (export "memory") 65536) (memory 65536) (memory 65536))"#,
            "(module (memory i64 0xffffffffffff))",
            "(module (table 0xffffffff funcref) (table 0xffffffff externref))",
            "(module (memory 65537))",
            "(module (func (local i64 i64)))",
        ])
    func huge(text: String) throws {
        do {
            _ = try instance(text)
        } catch let error as InstantiationError {
            #expect(error.kind == .engine)
        } catch let error as ModuleError {
            #expect(error.kind == .invalid || error.kind == .text)
        }
    }

    @Test("deep nesting and many locals are an error, or work")
    func deep() throws {
        let nested = String(repeating: "(block ", count: 20_000) + String(repeating: ")", count: 20_000)
        for body in [nested, String(repeating: "(local i64) ", count: 60_000)] {
            _ = try error(Array("(module (func (export \"_start\") \(body)))".utf8))
        }
        let parentheses = Array(String(repeating: "(", count: 1_000_000).utf8)
        #expect(try error(parentheses)?.kind == .text)
    }

    @Test("a number of locals that no stack holds traps when the function is entered")
    func largeFrame() throws {
        // Run-length encoded: 50,000 locals in five bytes.
        let body: [UInt8] = [0x01, 0xd0, 0x86, 0x03, 0x7e, 0x0b]
        let module: [UInt8] =
            Self.header + [1, 4, 1, 0x60, 0, 0] + [3, 2, 1, 0] + [7, 10, 1, 6] + Array("_start".utf8) + [0, 0]
            + [10, UInt8(body.count + 2), 1, UInt8(body.count)] + body
        let guest = try WasmInstance(
            WasmModule(module, engine: TestEngine.shared), functions: [], system: BareSystem())
        _ = try guest.start()
    }

    /// A text in the binary format.
    private func binary(_ text: String) throws -> [UInt8] {
        var vector = try Array(text.utf8).withUnsafeBytes { try WasmModule.translateText($0) }
        defer { wasm_byte_vec_delete(&vector) }
        return Array(UnsafeRawBufferPointer(start: vector.data, count: vector.size))
    }
}
