import EngineTestSupport
import Testing
import WASICore
import WASIHost
import WASIWasmtime

@Suite("Traps", .needsEngine)
struct TrapTests {
    private func trap(_ text: String, _ functions: [HostFunction] = []) throws -> WasmTrap? {
        if case .trapped(let trap) = try instance(text, functions).start() { return trap }
        return nil
    }

    @Test("a trap says where it happened, innermost first")
    func backtrace() throws {
        let trap = try #require(
            try trap(
                """
                (module $app
                  (func $inner unreachable)
                  (func $outer (call $inner))
                  (func (export "_start") (call $outer)))
                """))
        #expect(trap.kind == .unreachable)
        #expect(trap.message == "an `unreachable` instruction")
        #expect(trap.frames.map(\.function) == ["inner", "outer", nil])
        #expect(trap.frames.map(\.module) == ["app", "app", "app"])
        #expect(trap.frames.map(\.functionIndex) == [0, 1, 2])
        #expect(trap.frames.allSatisfy { $0.moduleOffset != nil })
    }

    @Test(
        "every kind of trap has its name",
        arguments: [
            ("(drop (i32.load (i32.const -4)))", .memoryOutOfBounds),
            ("(drop (i32.div_u (i32.const 1) (i32.const 0)))", .divisionByZero),
            ("(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))", .integerOverflow),
            ("(drop (i32.trunc_f32_s (f32.const nan)))", .badConversion),
            ("(call_indirect (i32.const 9))", .tableOutOfBounds),
            ("(call_indirect (i32.const 0))", .indirectCallToNull),
            ("(call_indirect (type $other) (i32.const 1) (i32.const 1))", .badSignature),
            ("(drop (i32.atomic.load (i32.const 1)))", .misaligned),
            ("(throw $tag)", .uncaughtException),
        ] as [(String, WasmTrap.Kind)])
    func kinds(body: String, kind: WasmTrap.Kind) throws {
        let trap = try trap(
            """
            (module
              (type $other (func (param i32)))
              (tag $tag) (memory 1) (table 2 funcref)
              (elem (i32.const 1) $start)
              (func $start (export "_start") \(body)))
            """)
        #expect(trap?.kind == kind)
    }

    @Test("a stack that overflows is a trap, not the end of the process")
    func stackOverflow() throws {
        let trap = try #require(try trap(#"(module (func $f (export "_start") (call $f) (call $f)))"#))
        #expect(trap.kind == .stackOverflow)
        #expect(trap.message == "the guest's stack overflowed")
        // The innermost was about to be entered, which is no place in it.
        #expect(trap.frames.first?.description == "f (function 0)")
    }

    @Test("a pointer outside the memory traps with the call and the address")
    func fault() throws {
        let trap = try #require(
            try trap(
                """
                (module
                  (import "test" "say" (func $say (param i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (func $main (export "_start") (drop (call $say (i32.const 65535) (i32.const 2)))))
                """, [.say(Journal())]))
        #expect(trap.message == "say: 1 byte at address 0x10000 is outside the guest's memory of 0x10000 bytes")
        #expect(trap.frames.map(\.function) == ["main"])
        guard case .fault(let fault) = trap.kind else { return #expect(Bool(false), "\(trap.kind)") }
        #expect(fault.function == "say" && fault.address == 0x10000 && fault.memorySize == 0x10000)
    }

    @Test("a guest without memory has no address")
    func noMemory() throws {
        let trap = try #require(
            try trap(
                """
                (module
                  (import "test" "say" (func $say (param i32 i32) (result i32)))
                  (func (export "_start") (drop (call $say (i32.const 0) (i32.const 1)))))
                """, [.say(Journal())]))
        #expect(trap.message == "say: 1 byte at address 0x0: the guest exports no memory")
    }
}
