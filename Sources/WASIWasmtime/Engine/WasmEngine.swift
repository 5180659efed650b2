import CWasmtime

/// The engine: settings, compiler and run time that modules and instances share.
///
/// Making one takes a fifth of a millisecond, and a millisecond more for the first, which loads the library.
@safe
public final class WasmEngine: Sendable {
    /// How it compiles and runs.
    public let configuration: EngineConfiguration

    // The engine's own object is thread-safe.
    @safe nonisolated(unsafe) let handle: OpaquePointer
    /// The places of its pool, if it has one.
    package let slots: InstanceSlots?

    /// Makes an engine.
    ///
    /// - Throws: ``EngineUnavailable`` if the library cannot be loaded, or the pool cannot be had.
    public init(_ configuration: EngineConfiguration = EngineConfiguration()) throws(EngineUnavailable) {
        try WasmtimeLibrary.load()
        self.configuration = configuration
        if let problem = configuration.pool?.problem(stackByteCount: configuration.fiberStackByteCount) {
            throw EngineUnavailable(problem: problem)
        }
        slots = (configuration.pool?.maximumInstances).map(InstanceSlots.init)
        unsafe handle = wasm_engine_new_with_config(configuration.makeHandle())
    }

    deinit { unsafe wasm_engine_delete(handle) }

    /// Has all guests of the engine that compute look whether they are to stop or to give way.
    package func tick() { unsafe wasmtime_engine_increment_epoch(handle) }
}

extension EngineConfiguration {
    /// The engine's form of the settings, for the engine to take over.
    ///
    /// The engine ends the process when settings contradict each other, so every combination must be made consistent here.
    @unsafe
    fileprivate func makeHandle() -> OpaquePointer {
        // Only out of memory gives no configuration, and then the engine has ended the process.
        let config: OpaquePointer = unsafe wasm_config_new()
        unsafe wasmtime_config_strategy_set(
            config, UInt8(compiler == .winch ? WASMTIME_STRATEGY_WINCH : WASMTIME_STRATEGY_CRANELIFT))
        unsafe wasmtime_config_parallel_compilation_set(config, compilesInParallel)

        unsafe wasmtime_config_epoch_interruption_set(config, interruptsOwnCode)
        unsafe wasmtime_config_consume_fuel_set(config, countsFuel)

        switch perf {
        case .dump: unsafe wasmtime_config_profiler_set(config, UInt8(WASMTIME_PROFILING_STRATEGY_JITDUMP))
        case .map: unsafe wasmtime_config_profiler_set(config, UInt8(WASMTIME_PROFILING_STRATEGY_PERFMAP))
        case nil: break
        }

        // The host keeps a memory's base; see `GuestMemory`.
        unsafe wasmtime_config_memory_may_move_set(config, false)

        unsafe wasmtime_config_max_wasm_stack_set(config, stackBytes)
        unsafe wasmtime_config_async_stack_size_set(config, fiberStackByteCount)
        if let pool { unsafe pool.apply(to: config) }

        // Components run on code of our own. The engine's own support would let one end the process (streams as arguments).
        unsafe wasmtime_config_wasm_component_model_async_set(config, false)
        unsafe wasmtime_config_wasm_component_model_set(config, false)

        if allowsUnfinishedFeatures { unsafe WasmFeature.customPageSizes.set(true, in: config) }
        var disabled = disabledFeatures
        // The fast compiler takes them, and turns throwing into a trap that nobody can catch.
        if compiler == .winch { disabled.insert(.exceptions) }
        // A contradiction otherwise.
        if disabled.contains(.simd) { disabled.insert(.relaxedSIMD) }
        for feature in disabled { unsafe feature.set(false, in: config) }
        return unsafe config
    }
}

extension InstancePool {
    /// Has an engine keep what its instances use.
    @unsafe
    fileprivate func apply(to config: OpaquePointer) {
        let pool: OpaquePointer = unsafe wasmtime_pooling_allocation_config_new()
        defer { unsafe wasmtime_pooling_allocation_config_delete(pool) }
        let count = UInt32(clamping: maximumInstances)
        unsafe wasmtime_pooling_allocation_config_total_core_instances_set(pool, count)
        unsafe wasmtime_pooling_allocation_config_total_memories_set(pool, count)
        unsafe wasmtime_pooling_allocation_config_total_stacks_set(pool, count)
        unsafe wasmtime_pooling_allocation_config_total_gc_heaps_set(pool, count)
        unsafe wasmtime_pooling_allocation_config_max_tables_per_module_set(pool, UInt32(InstancePool.tablesPerInstance))
        unsafe wasmtime_pooling_allocation_config_total_tables_set(pool, count * UInt32(InstancePool.tablesPerInstance))
        unsafe wasmtime_pooling_allocation_config_table_elements_set(pool, maximumTableElements)
        unsafe wasmtime_pooling_allocation_config_max_core_instance_size_set(pool, InstancePool.instanceByteCount)
        unsafe wasmtime_pooling_allocation_config_linear_memory_keep_resident_set(pool, residentBytes)
        unsafe wasmtime_pooling_allocation_config_table_keep_resident_set(pool, residentBytes)
        unsafe wasmtime_pooling_allocation_config_async_stack_keep_resident_set(pool, residentBytes)
        unsafe wasmtime_pooling_allocation_strategy_set(config, pool)
    }
}

extension WasmFeature {
    @unsafe
    fileprivate func set(_ on: Bool, in config: OpaquePointer) {
        switch self {
        case .multipleValues: unsafe wasmtime_config_wasm_multi_value_set(config, on)
        case .bulkMemory: unsafe wasmtime_config_wasm_bulk_memory_set(config, on)
        case .referenceTypes: unsafe wasmtime_config_wasm_reference_types_set(config, on)
        case .simd: unsafe wasmtime_config_wasm_simd_set(config, on)
        case .relaxedSIMD: unsafe wasmtime_config_wasm_relaxed_simd_set(config, on)
        case .tailCalls: unsafe wasmtime_config_wasm_tail_call_set(config, on)
        case .multipleMemories: unsafe wasmtime_config_wasm_multi_memory_set(config, on)
        case .memory64: unsafe wasmtime_config_wasm_memory64_set(config, on)
        case .threads: unsafe wasmtime_config_wasm_threads_set(config, on)
        case .functionReferences: unsafe wasmtime_config_wasm_function_references_set(config, on)
        case .garbageCollection: unsafe wasmtime_config_wasm_gc_set(config, on)
        case .exceptions: unsafe wasmtime_config_wasm_exceptions_set(config, on)
        case .wideArithmetic: unsafe wasmtime_config_wasm_wide_arithmetic_set(config, on)
        case .customPageSizes: unsafe wasmtime_config_wasm_custom_page_sizes_set(config, on)
        }
    }
}
