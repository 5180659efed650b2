import EngineTestSupport
import Testing
import WASICore
import WASIHost
import WASIWasmtime

@Suite("Memories", .needsEngine)
struct MemoryTests {
    @Test("host functions see a memory that has grown since")
    func growth() throws {
        let journal = Journal()
        let guest = try instance(
            """
            (module
              (import "test" "say" (func $say (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (drop (call $say (i32.const 0) (i32.const 0)))
                (drop (memory.grow (i32.const 1000)))
                (i32.store8 (i32.const 65600000) (i32.const 0x78))
                (drop (call $say (i32.const 65600000) (i32.const 1)))))
            """, [.say(journal)])
        #expect(try guest.start() == .finished)
        #expect(journal.text == "x")
        #expect(guest.memory()?.byteCount == 1001 * 65536)
    }

    @Test("the last byte of a memory of 4 GiB is inside, the next call's is outside")
    func fourGigabytes() throws {
        let journal = Journal()
        let guest = try instance(
            """
            (module
              (import "test" "say" (func $say (param i32 i32) (result i32)))
              (memory (export "memory") 65536)
              (func (export "inside") (i32.store8 (i32.const -1) (i32.const 0x79)) (drop (call $say (i32.const -1) (i32.const 1)))))
            """, [.say(journal)])
        #expect(try guest.call("inside") == .returned([]))
        #expect(journal.text == "y")
        #expect(guest.memory()?.byteCount == 1 << 32)
    }

    @Test("system calls work in the start function, before the instance is complete")
    func startFunction() throws {
        let journal = Journal()
        _ = try instance(
            """
            (module
              (import "test" "say" (func $say (param i32 i32) (result i32)))
              (memory (export "memory") 1) (data (i32.const 0) "early")
              (func $start (drop (call $say (i32.const 0) (i32.const 5))))
              (start $start))
            """, [.say(journal)])
        #expect(journal.text == "early")
    }

    @Test("a guest that ends in its start function is an error that says so")
    func endedStart() throws {
        let exit = #expect(throws: InstantiationError.self) {
            try instance(
                """
                (module (import "test" "exit" (func $exit (param i32)))
                  (func $start (call $exit (i32.const 3))) (start $start))
                """, [.exit])
        }
        #expect(exit?.kind == .ended(.exited(ExitCode(rawValue: 3))))
        let trap = #expect(throws: InstantiationError.self) {
            try instance("(module (func $start unreachable) (start $start))")
        }
        guard case .ended(.trapped(let reason)) = trap?.kind else { return #expect(Bool(false)) }
        #expect(reason.kind == .unreachable && reason.frames.map(\.function) == ["start"])
    }

    @Test("a segment that does not fit ends the instantiation with a sentence")
    func segment() throws {
        let error = #expect(throws: InstantiationError.self) {
            try instance(#"(module (memory 1) (data (i32.const 65536) "x"))"#)
        }
        #expect(
            error?.description
                == "the engine cannot make an instance of the module: an access outside the guest's memory")
    }

    @Test("shared memories and those with 64-bit addresses are refused")
    func unsupported() throws {
        let shared = #expect(throws: InstantiationError.self) {
            try instance(#"(module (memory (export "memory") 1 2 shared))"#)
        }
        #expect(shared?.kind == .unsupportedMemory)
        #expect(shared?.description == "the module's memory is shared between threads, which this host does not offer")
        let large = #expect(throws: InstantiationError.self) { try instance(#"(module (memory (export "memory") i64 1))"#) }
        #expect(large?.kind == .unsupportedMemory)
        #expect(
            large?.description == "the module's memory has 64-bit addresses, for which WASI preview 1 has no calls")
    }

    @Test("an export named memory that is none is no memory")
    func otherExport() throws {
        let guest = try instance(#"(module (func (export "memory")) (func (export "_start")))"#)
        #expect(guest.memory() == nil)
        #expect(try guest.start() == .finished)
    }

    @Test("an exported memory is read and written within its bounds")
    func access() throws {
        let guest = try instance(#"(module (memory (export "memory") 1) (data (i32.const 65534) "ab"))"#)
        let memory = try #require(guest.memory())
        #expect(memory.read(at: 65534, count: 2) == Array("ab".utf8))
        #expect(memory.read(at: 65534, count: 3) == nil)
        #expect(memory.read(at: .max, count: 1) == nil)
        #expect(memory.read(at: 65536, count: 0) == [])
        #expect(memory.write([1, 2], at: 65534) && memory.read(at: 65534, count: 2) == [1, 2])
        #expect(!memory.write([3, 4, 5], at: 65534) && memory.read(at: 65534, count: 2) == [1, 2])
    }

    @Test("a thousand instances of one module leave nothing behind")
    func thousand() throws {
        let module = try WasmModule(
            text:
                #"(module (memory (export "memory") 16) (func (export "_start") (i32.store (i32.const 0) (i32.const 1))))"#,
            engine: TestEngine.shared)
        let linked = try LinkedModule(module, functions: [])
        func run(_ count: Int) throws {
            for _ in 0..<count { #expect(try WasmInstance(linked, system: BareSystem()).start() == .finished) }
        }
        try run(10)
        let before = ProcessFacts.mappings()
        try run(1000)
        // Every instance has mappings of its own; other tests of the run have a few as well.
        #expect(ProcessFacts.mappings() < before + 200)
    }
}
