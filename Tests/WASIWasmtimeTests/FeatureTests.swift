import EngineTestSupport
import Testing
import WASIWasmtime

@Suite("Features", .needsEngine)
struct FeatureTests {
    @Test(
        "a module needs what it uses, with what that builds on",
        arguments: [
            ("(module (func (export \"_start\")))", []),
            ("(module (func (result i32 i32) unreachable))", [.multipleValues]),
            ("(module (memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))))", [.bulkMemory]),
            ("(module (func (param externref)))", [.referenceTypes]),
            ("(module (func (drop (v128.const i64x2 0 0))))", [.simd]),
            (
                "(module (func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0)))))",
                [.simd, .relaxedSIMD]
            ),
            ("(module (func (return_call 0)))", [.tailCalls]),
            ("(module (memory 1) (memory 1))", [.multipleMemories]),
            ("(module (memory i64 1))", [.memory64]),
            ("(module (memory 1 1 shared))", [.threads]),
            ("(module (tag) (func (throw 0)))", [.exceptions]),
            (
                "(module (func (param i64) (result i64 i64) (i64.mul_wide_u (local.get 0) (local.get 0))))",
                [.multipleValues, .wideArithmetic]
            ),
            ("(module (memory 1 (pagesize 1)))", [.customPageSizes]),
        ] as [(String, Set<WasmFeature>)])
    func required(text: String, features: Set<WasmFeature>) throws {
        #expect(try WasmFeature.required(by: Array(text.utf8)) == features)
    }

    @Test("garbage collection needs references")
    func garbageCollection() throws {
        let features = try WasmFeature.required(
            by: Array("(module (type (struct (field i32))) (func (drop (struct.new_default 0))))".utf8))
        #expect(features.contains(.garbageCollection))
    }

    @Test("an engine without a feature refuses modules that need it", arguments: WasmFeature.allCases)
    func disabled(feature: WasmFeature) throws {
        var configuration = EngineConfiguration()
        configuration.disabledFeatures = [feature]
        configuration.compilesInParallel = false
        let engine = try WasmEngine(configuration)
        _ = try WasmModule(text: "(module)", engine: engine)
        if feature == .simd {
            #expect(throws: ModuleError.self) {
                try WasmModule(text: "(module (func (drop (v128.const i64x2 0 0))))", engine: engine)
            }
        }
    }

    @Test("an engine without any of them still runs the core")
    func withoutAny() throws {
        for compiler in WasmCompiler.allCases {
            var configuration = EngineConfiguration()
            configuration.compiler = compiler
            configuration.disabledFeatures = Set(WasmFeature.allCases)
            _ = try WasmModule(text: "(module (func))", engine: WasmEngine(configuration))
        }
    }

    @Test("the quick compiler refuses exceptions, which it would turn into traps")
    func winchExceptions() throws {
        var configuration = EngineConfiguration()
        configuration.compiler = .winch
        let engine = try WasmEngine(configuration)
        let error = #expect(throws: ModuleError.self) {
            try WasmModule(text: "(module (tag) (func (throw 0)))", engine: engine)
        }
        #expect(error?.kind == .compiler)
        #expect(error?.description.hasPrefix("the winch compiler refuses the module: ") == true)
    }
}
