import EngineTestSupport
import Testing
import WASICore
import WASIHost
import WASIWasmtime

@Suite("Running guests", .needsEngine)
struct RunTests {
    @Test("a command's _start runs and reaches host functions")
    func hello() throws {
        let journal = Journal()
        let guest = try instance(
            """
            (module
              (import "test" "say" (func $say (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "hello")
              (func (export "_start") (drop (call $say (i32.const 16) (i32.const 5)))))
            """, [.say(journal)])
        #expect(try guest.start() == .finished)
        #expect(journal.text == "hello")
    }

    @Test("a guest that ends itself is not a trap", arguments: [0, 1, 10, 255, .max] as [UInt32])
    func exitCode(code: UInt32) throws {
        let guest = try instance(
            """
            (module
              (import "test" "exit" (func $exit (param i32)))
              (func (export "_start") (call $exit (i32.const \(Int32(bitPattern: code)))) unreachable))
            """, [.exit])
        #expect(try guest.start() == .exited(ExitCode(rawValue: code)))
    }

    @Test("a reactor's _initialize runs once, and before its _start")
    func initialize() throws {
        let journal = Journal()
        let guest = try instance(
            """
            (module
              (import "test" "note" (func $note (param i64)))
              (func (export "_initialize") (call $note (i64.const 1)))
              (func (export "_start") (call $note (i64.const 2)))
              (func (export "more") (call $note (i64.const 3))))
            """, [.note(journal)])
        #expect(try guest.start() == .finished)
        #expect(try guest.initialize() == .finished)
        #expect(try guest.call("more") == .returned([]))
        #expect(journal.numbers == [1, 2, 3])
    }

    @Test("a module that exports neither _start nor _initialize is no program")
    func noStart() throws {
        let guest = try instance("(module)")
        #expect(throws: CallError.noSuchFunction("_start")) { try guest.start() }
    }

    @Test("numbers of every type go in and come out")
    func values() throws {
        let guest = try instance(
            """
            (module
              (func (export "swap") (param i32 i64 f32 f64) (result f64 f32 i64 i32)
                local.get 3 local.get 2 local.get 1 local.get 0))
            """)
        let outcome = try guest.call("swap", [.i32(-1), .i64(.min), .f32(1.5), .f64(-0.25)])
        #expect(outcome == .returned([.f64(-0.25), .f32(1.5), .i64(.min), .i32(-1)]))
    }

    @Test("wrong arguments are refused before the guest runs")
    func wrongArguments() throws {
        let guest = try instance(
            """
            (module
              (func (export "f") (param i32))
              (func (export "v") (result v128) unreachable)
              (func (export "r") (result externref) unreachable))
            """)
        #expect(throws: CallError.wrongArguments(function: "f", type: .init([.i32]), given: [])) { try guest.call("f") }
        #expect(throws: CallError.wrongArguments(function: "f", type: .init([.i32]), given: [.i64])) {
            try guest.call("f", [.i64(1)])
        }
        #expect(throws: CallError.unsupportedType(function: "v", type: .init([], [.v128]))) { try guest.call("v") }
        #expect(throws: CallError.unsupportedType(function: "r", type: .init([], [.externref]))) { try guest.call("r") }
        #expect(throws: CallError.noSuchFunction("g")) { try guest.call("g") }
    }

    @Test("a host function that calls back into its running guest is refused")
    func reentry() throws {
        final class Holder: @unchecked Sendable { var guest: WasmInstance?; var error: CallError? }
        let holder = Holder()
        let back = HostFunction(module: "test", "back", [], results: []) { _, _ throws(Errno) in
            do throws(CallError) { _ = try holder.guest?.call("f") } catch { holder.error = error }
        }
        let guest = try instance(
            #"(module (import "test" "back" (func $b)) (func (export "_start") (call $b)) (func (export "f")))"#, [back])
        holder.guest = guest
        #expect(try guest.start() == .finished)
        #expect(holder.error == .alreadyRunning)
        holder.guest = nil
    }
}
