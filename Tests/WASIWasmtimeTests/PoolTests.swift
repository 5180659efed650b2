import EngineTestSupport
import Testing

@testable import WASIWasmtime

@Suite("Pools", .needsEngine)
struct PoolTests {
    private func engine(_ pool: InstancePool) throws -> WasmEngine {
        var configuration = EngineConfiguration()
        configuration.compilesInParallel = false
        configuration.pool = pool
        return try WasmEngine(configuration)
    }

    private func instance(_ module: WasmModule) throws -> WasmInstance {
        try WasmInstance(module, functions: [], system: BareSystem())
    }

    private func number(_ outcome: CallOutcome) -> WasmValue? {
        guard case .returned(let values) = outcome else { return nil }
        return values.first
    }

    /// Shows and changes all that an instance has of its own.
    private static let state = """
        (module
          (memory (export "memory") 1 4)
          (data (i32.const 8) "made")
          (global $global (mut i32) (i32.const 5))
          (table $table 2 funcref)
          (elem (i32.const 0) $one)
          (func $one)
          (func (export "spoil")
            (drop (memory.grow (i32.const 2)))
            (memory.fill (i32.const 0) (i32.const 0xee) (i32.const 196608))
            (global.set $global (i32.const 6))
            (table.set $table (i32.const 0) (ref.null func))
            (table.set $table (i32.const 1) (ref.func $one)))
          (func (export "pages") (result i32) (memory.size))
          (func (export "word") (param i32) (result i32) (i32.load (local.get 0)))
          (func (export "global") (result i32) (global.get $global))
          (func (export "is_null") (param i32) (result i32) (ref.is_null (table.get $table (local.get 0)))))
        """

    @Test("an instance finds everything as its module describes it, whatever the one before has left")
    func fresh() throws {
        let module = try WasmModule(text: Self.state, engine: engine(InstancePool(maximumInstances: 1)))
        for _ in 0..<3 {
            let instance = try instance(module)
            #expect(try number(instance.call("pages")) == .i32(1))
            // "made", and zeros in the first page and where the memory ends.
            #expect(try number(instance.call("word", [.i32(8)])) == .i32(0x6564_616d))
            #expect(try number(instance.call("word", [.i32(0)])) == .i32(0))
            #expect(try number(instance.call("word", [.i32(65532)])) == .i32(0))
            #expect(try number(instance.call("global")) == .i32(5))
            #expect(try number(instance.call("is_null", [.i32(0)])) == .i32(0))
            #expect(try number(instance.call("is_null", [.i32(1)])) == .i32(1))
            guard case .trapped = try instance.call("word", [.i32(65536)]) else {
                return #expect(Bool(false), "memory that the one before has grown can be read")
            }
            guard case .returned = try instance.call("spoil") else { return #expect(Bool(false)) }
            #expect(try number(instance.call("word", [.i32(196604)])) == .i32(-0x1111_1112))
        }
    }

    @Test("memory that an instance grows into is empty, whatever the one before has left there")
    func grown() throws {
        let module = try WasmModule(
            text: """
                (module (memory (export "memory") 0 4)
                  (func (export "grow") (result i32) (memory.grow (i32.const 4)))
                  (func (export "sum") (result i64) (local $at i32) (local $sum i64)
                    (loop $more
                      (local.set $sum (i64.add (local.get $sum) (i64.load (local.get $at))))
                      (br_if $more (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (i32.const 262144))))
                    (local.get $sum))
                  (func (export "fill") (memory.fill (i32.const 0) (i32.const 1) (i32.const 262144))))
                """, engine: engine(InstancePool(maximumInstances: 1)))
        for _ in 0..<2 {
            let instance = try instance(module)
            #expect(try number(instance.call("grow")) == .i32(0))
            #expect(try number(instance.call("sum")) == .i64(0))
            _ = try instance.call("fill")
            #expect(try number(instance.call("sum")) == .i64(0x0101_0101_0101_0101 &* 32768))
        }
    }

    @Test("there are as many instances as the pool is for, and one more when one has gone") func full() throws {
        let module = try WasmModule(text: Self.state, engine: engine(InstancePool(maximumInstances: 2)))
        var kept = [try instance(module), try instance(module)]
        let error = #expect(throws: InstantiationError.self) { try instance(module) }
        #expect(error?.description == "all 2 instances of the module's pool are in use")
        _ = kept.removeLast()
        kept.append(try instance(module))
        #expect(throws: InstantiationError.self) { try instance(module) }
    }

    @Test("an instance that is not made takes no place") func refused() throws {
        let module = try WasmModule(
            text: "(module (memory 1) (func $start unreachable) (start $start))",
            engine: engine(InstancePool(maximumInstances: 1)))
        for _ in 0..<3 {
            let error = #expect(throws: InstantiationError.self) { try instance(module) }
            guard case .ended(.trapped) = error?.kind else { return #expect(Bool(false)) }
        }
    }

    @Test(
        "numbers that make no pool are named",
        arguments: [
            (0, 1, 1, "a pool is for 1 to 10000 instances, not 0"),
            (-5, 1, 1, "a pool is for 1 to 10000 instances, not -5"),
            (10_001, 1, 1, "a pool is for 1 to 10000 instances, not 10001"),
            (1, -1, 1, "a pool's residentBytes are 0 to 1073741824, not -1"),
            (1, .max, 1, "a pool's residentBytes are 0 to 1073741824, not 9223372036854775807"),
            (1, 1, -1, "a pool's maximumTableElements are 0 to 10000000, not -1"),
        ])
    func senseless(instances: Int, resident: Int, elements: Int, text: String) {
        var pool = InstancePool(maximumInstances: instances)
        pool.residentBytes = resident
        pool.maximumTableElements = elements
        let error = #expect(throws: EngineUnavailable.self) { try engine(pool) }
        #expect(error?.description == text)
    }

    @Test("a pool for which there is no address space is refused, and the process goes on") func exhausted() throws {
        var configuration = EngineConfiguration()
        configuration.pool = InstancePool(maximumInstances: 10_000)
        configuration.maximumStackBytes = 1 << 40
        let error = #expect(throws: EngineUnavailable.self) { try WasmEngine(configuration) }
        #expect(
            error?.description
                == "the process cannot set aside what a pool of 10000 instances needs: Cannot allocate memory")
    }

    #if os(Linux)
        @Test("a pool that takes more mappings than the system allows is refused with how many there are")
        func mappings() {
            #expect(AddressSpace.reason(against: 4096, used: 4096, mappings: 1) == nil)
            let reason = AddressSpace.reason(against: 4096, used: 4096, mappings: 1_000_000_000)
            #expect(reason?.hasPrefix("it takes 1000000000 mappings of memory, of which the system allows ") == true)
            #expect(reason?.hasSuffix(" more (vm.max_map_count)") == true)
        }
    #endif

    @Test("a module that needs more than an instance of the pool has is refused with what is too large")
    func tooLarge() throws {
        var pool = InstancePool(maximumInstances: 1)
        pool.maximumTableElements = 10
        let error = #expect(throws: ModuleError.self) {
            try WasmModule(text: "(module (table 11 funcref))", engine: engine(pool))
        }
        #expect(
            error?.description
                == "the module asks for more than an instance of its pool has: table index 0 has a minimum element size of 11 which exceeds the limit of 10"
        )
        let memories = #expect(throws: ModuleError.self) {
            try WasmModule(text: "(module (memory 1) (memory 1))", engine: engine(pool))
        }
        #expect(
            memories?.description
                == "the module asks for more than an instance of its pool has: defined memories count of 2 exceeds the per-instance limit of 1"
        )
    }
}
