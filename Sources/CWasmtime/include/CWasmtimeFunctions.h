// The functions of wasmtime's C API that swift-wasi uses.
//
// One list makes the table, the wrappers below and the code that fills the table.
#ifndef SWIFT_WASI_CWASMTIME_FUNCTIONS_H
#define SWIFT_WASI_CWASMTIME_FUNCTIONS_H

#include "CWasmtimeTypes.h"

// A switch of the configuration.
#define CWT_SWITCH(V, name) V(wasmtime_config_##name##_set, (wasm_config_t * config, bool on), (config, on))

// A number of the configuration of pools.
#define CWT_POOL(V, type, name)                                                                                              \
    V(wasmtime_pooling_allocation_config_##name##_set, (wasmtime_pooling_allocation_config_t * pool, type value), (pool, value))

// R(result, name, parameters, arguments) for functions with a result, V(name, parameters, arguments) for the others.
#define CWT_FUNCTIONS(R, V)                                                                                                  \
    /* Configuration and engine */                                                                                           \
    R(wasm_config_t *, wasm_config_new, (void), ())                                                                          \
    R(wasm_engine_t *, wasm_engine_new_with_config, (wasm_config_t * config), (config))                                      \
    V(wasm_engine_delete, (wasm_engine_t * engine), (engine))                                                                \
    V(wasmtime_engine_increment_epoch, (wasm_engine_t * engine), (engine))                                                   \
    V(wasmtime_config_strategy_set, (wasm_config_t * config, uint8_t strategy), (config, strategy))                          \
    V(wasmtime_config_profiler_set, (wasm_config_t * config, uint8_t strategy), (config, strategy))                          \
    V(wasmtime_config_max_wasm_stack_set, (wasm_config_t * config, size_t bytes), (config, bytes))                           \
    V(wasmtime_config_async_stack_size_set, (wasm_config_t * config, size_t bytes), (config, bytes))                         \
    CWT_SWITCH(V, consume_fuel)                                                                                              \
    CWT_SWITCH(V, epoch_interruption)                                                                                        \
    CWT_SWITCH(V, parallel_compilation)                                                                                      \
    V(wasmtime_config_memory_reservation_set, (wasm_config_t * config, uint64_t bytes), (config, bytes))                     \
    CWT_SWITCH(V, memory_may_move)                                                                                           \
    CWT_SWITCH(V, wasm_component_model)                                                                                      \
    CWT_SWITCH(V, wasm_component_model_async)                                                                                \
    CWT_SWITCH(V, wasm_bulk_memory)                                                                                          \
    CWT_SWITCH(V, wasm_custom_page_sizes)                                                                                    \
    CWT_SWITCH(V, wasm_exceptions)                                                                                           \
    CWT_SWITCH(V, wasm_function_references)                                                                                  \
    CWT_SWITCH(V, wasm_gc)                                                                                                   \
    CWT_SWITCH(V, wasm_memory64)                                                                                             \
    CWT_SWITCH(V, wasm_multi_memory)                                                                                         \
    CWT_SWITCH(V, wasm_multi_value)                                                                                          \
    CWT_SWITCH(V, wasm_reference_types)                                                                                      \
    CWT_SWITCH(V, wasm_relaxed_simd)                                                                                         \
    CWT_SWITCH(V, wasm_simd)                                                                                                 \
    CWT_SWITCH(V, wasm_tail_call)                                                                                            \
    CWT_SWITCH(V, wasm_threads)                                                                                              \
    CWT_SWITCH(V, wasm_wide_arithmetic)                                                                                      \
    /* New in version 50: its presence tells that the layouts in CWasmtimeTypes.h hold. */                                   \
    CWT_SWITCH(V, wasm_compact_imports)                                                                                      \
    /* Pools of instances */                                                                                                 \
    R(wasmtime_pooling_allocation_config_t *, wasmtime_pooling_allocation_config_new, (void), ())                            \
    V(wasmtime_pooling_allocation_config_delete, (wasmtime_pooling_allocation_config_t * pool), (pool))                      \
    V(wasmtime_pooling_allocation_strategy_set,                                                                              \
      (wasm_config_t * config, const wasmtime_pooling_allocation_config_t *pool), (config, pool))                            \
    CWT_POOL(V, uint32_t, total_core_instances)                                                                              \
    CWT_POOL(V, uint32_t, total_memories)                                                                                    \
    CWT_POOL(V, uint32_t, total_tables)                                                                                      \
    CWT_POOL(V, uint32_t, total_stacks)                                                                                      \
    CWT_POOL(V, uint32_t, total_gc_heaps)                                                                                    \
    CWT_POOL(V, uint32_t, max_tables_per_module)                                                                             \
    CWT_POOL(V, size_t, table_elements)                                                                                      \
    CWT_POOL(V, size_t, max_core_instance_size)                                                                              \
    CWT_POOL(V, size_t, linear_memory_keep_resident)                                                                         \
    CWT_POOL(V, size_t, table_keep_resident)                                                                                 \
    CWT_POOL(V, size_t, async_stack_keep_resident)                                                                           \
    /* Modules */                                                                                                            \
    R(wasmtime_error_t *, wasmtime_wat2wasm, (const char *text, size_t size, wasm_byte_vec_t *binary), (text, size, binary)) \
    R(wasmtime_error_t *, wasmtime_module_new,                                                                               \
      (wasm_engine_t * engine, const uint8_t *binary, size_t size, wasmtime_module_t **module),                              \
      (engine, binary, size, module))                                                                                        \
    R(wasmtime_error_t *, wasmtime_module_validate, (wasm_engine_t * engine, const uint8_t *binary, size_t size),            \
      (engine, binary, size))                                                                                                \
    R(wasmtime_error_t *, wasmtime_module_serialize, (const wasmtime_module_t *module, wasm_byte_vec_t *code),               \
      (module, code))                                                                                                        \
    R(wasmtime_error_t *, wasmtime_module_deserialize_file,                                                                  \
      (wasm_engine_t * engine, const char *path, wasmtime_module_t **module), (engine, path, module))                        \
    V(wasmtime_module_delete, (wasmtime_module_t * module), (module))                                                        \
    V(wasmtime_module_image_range, (const wasmtime_module_t *module, void **begin, void **end), (module, begin, end))        \
    V(wasmtime_module_imports, (const wasmtime_module_t *module, wasm_importtype_vec_t *imports), (module, imports))         \
    V(wasmtime_module_exports, (const wasmtime_module_t *module, wasm_exporttype_vec_t *exports), (module, exports))         \
    /* Types */                                                                                                              \
    R(const wasm_byte_vec_t *, wasm_importtype_module, (const wasm_importtype_t *type), (type))                              \
    R(const wasm_byte_vec_t *, wasm_importtype_name, (const wasm_importtype_t *type), (type))                                \
    R(const wasm_externtype_t *, wasm_importtype_type, (const wasm_importtype_t *type), (type))                              \
    R(const wasm_byte_vec_t *, wasm_exporttype_name, (const wasm_exporttype_t *type), (type))                                \
    R(const wasm_externtype_t *, wasm_exporttype_type, (const wasm_exporttype_t *type), (type))                              \
    R(uint8_t, wasm_externtype_kind, (const wasm_externtype_t *type), (type))                                                \
    R(const wasm_functype_t *, wasm_externtype_as_functype_const, (const wasm_externtype_t *type), (type))                   \
    R(const wasm_memorytype_t *, wasm_externtype_as_memorytype_const, (const wasm_externtype_t *type), (type))               \
    R(const wasm_valtype_vec_t *, wasm_functype_params, (const wasm_functype_t *type), (type))                               \
    R(const wasm_valtype_vec_t *, wasm_functype_results, (const wasm_functype_t *type), (type))                              \
    V(wasmtime_valtype_new, (const wasm_valtype_t *type, wasmtime_valtype_t *value_type), (type, value_type))                \
    V(wasmtime_valtype_delete, (wasmtime_valtype_t * type), (type))                                                          \
    R(uint64_t, wasmtime_memorytype_minimum, (const wasm_memorytype_t *type), (type))                                        \
    R(bool, wasmtime_memorytype_maximum, (const wasm_memorytype_t *type, uint64_t *pages), (type, pages))                    \
    R(bool, wasmtime_memorytype_is64, (const wasm_memorytype_t *type), (type))                                               \
    R(bool, wasmtime_memorytype_isshared, (const wasm_memorytype_t *type), (type))                                           \
    R(uint64_t, wasmtime_memorytype_page_size, (const wasm_memorytype_t *type), (type))                                      \
    V(wasm_functype_delete, (wasm_functype_t * type), (type))                                                                \
    V(wasm_memorytype_delete, (wasm_memorytype_t * type), (type))                                                            \
    V(wasm_importtype_vec_delete, (wasm_importtype_vec_t * vector), (vector))                                                \
    V(wasm_exporttype_vec_delete, (wasm_exporttype_vec_t * vector), (vector))                                                \
    V(wasm_byte_vec_delete, (wasm_byte_vec_t * vector), (vector))                                                            \
    /* Stores and instances */                                                                                               \
    R(wasmtime_store_t *, wasmtime_store_new, (wasm_engine_t * engine, void *data, void (*finalizer)(void *)),               \
      (engine, data, finalizer))                                                                                             \
    R(wasmtime_context_t *, wasmtime_store_context, (wasmtime_store_t * store), (store))                                     \
    V(wasmtime_store_delete, (wasmtime_store_t * store), (store))                                                            \
    V(wasmtime_store_limiter,                                                                                                \
      (wasmtime_store_t * store, int64_t memory_bytes, int64_t table_elements, int64_t instances, int64_t tables,            \
       int64_t memories),                                                                                                    \
      (store, memory_bytes, table_elements, instances, tables, memories))                                                    \
    V(wasmtime_store_epoch_deadline_callback,                                                                                \
      (wasmtime_store_t * store, cwt_epoch_callback_t callback, void *data, void (*finalizer)(void *)),                      \
      (store, callback, data, finalizer))                                                                                    \
    V(wasmtime_context_set_epoch_deadline, (wasmtime_context_t * context, uint64_t ticks), (context, ticks))                 \
    R(wasmtime_error_t *, wasmtime_context_set_fuel, (wasmtime_context_t * context, uint64_t fuel), (context, fuel))         \
    R(wasmtime_error_t *, wasmtime_context_get_fuel, (const wasmtime_context_t *context, uint64_t *fuel), (context, fuel))   \
    R(wasmtime_error_t *, wasmtime_instance_new,                                                                             \
      (wasmtime_context_t * context, const wasmtime_module_t *module, const wasmtime_extern_t *imports, size_t count,        \
       wasmtime_instance_t *instance, wasm_trap_t **trap),                                                                   \
      (context, module, imports, count, instance, trap))                                                                     \
    R(bool, wasmtime_instance_export_get,                                                                                    \
      (wasmtime_context_t * context, const wasmtime_instance_t *instance, const char *name, size_t size,                     \
       wasmtime_extern_t *item),                                                                                             \
      (context, instance, name, size, item))                                                                                 \
    V(wasmtime_extern_delete, (wasmtime_extern_t * item), (item))                                                            \
    /* Functions */                                                                                                          \
    V(wasmtime_func_new_unchecked,                                                                                           \
      (wasmtime_context_t * context, const wasm_functype_t *type, wasmtime_func_unchecked_callback_t callback, void *env,    \
       void (*finalizer)(void *), wasmtime_func_t *function),                                                                \
      (context, type, callback, env, finalizer, function))                                                                   \
    R(wasm_functype_t *, wasmtime_func_type, (const wasmtime_context_t *context, const wasmtime_func_t *function),           \
      (context, function))                                                                                                   \
    R(wasmtime_error_t *, wasmtime_func_call_unchecked,                                                                      \
      (wasmtime_context_t * context, const wasmtime_func_t *function, wasmtime_val_raw_t *slots, size_t count,               \
       wasm_trap_t **trap),                                                                                                  \
      (context, function, slots, count, trap))                                                                               \
    R(bool, wasmtime_caller_export_get,                                                                                      \
      (wasmtime_caller_t * caller, const char *name, size_t size, wasmtime_extern_t *item), (caller, name, size, item))      \
    R(wasmtime_context_t *, wasmtime_caller_context, (wasmtime_caller_t * caller), (caller))                                 \
    /* Guests on stacks of their own */                                                                                      \
    V(wasmtime_context_set_data, (wasmtime_context_t * context, void *data), (context, data))                                \
    R(void *, wasmtime_context_get_data, (const wasmtime_context_t *context), (context))                                     \
    R(wasmtime_linker_t *, wasmtime_linker_new, (wasm_engine_t * engine), (engine))                                          \
    V(wasmtime_linker_delete, (wasmtime_linker_t * linker), (linker))                                                        \
    R(wasmtime_error_t *, wasmtime_linker_define_func_unchecked,                                                             \
      (wasmtime_linker_t * linker, const char *module, size_t module_size, const char *name, size_t name_size,               \
       const wasm_functype_t *type, wasmtime_func_unchecked_callback_t callback, void *env, void (*finalizer)(void *)),      \
      (linker, module, module_size, name, name_size, type, callback, env, finalizer))                                        \
    R(wasmtime_error_t *, wasmtime_linker_define_async_func,                                                                 \
      (wasmtime_linker_t * linker, const char *module, size_t module_size, const char *name, size_t name_size,               \
       const wasm_functype_t *type, wasmtime_func_async_callback_t callback, void *env, void (*finalizer)(void *)),          \
      (linker, module, module_size, name, name_size, type, callback, env, finalizer))                                        \
    R(wasmtime_error_t *, wasmtime_linker_instantiate_pre,                                                                   \
      (const wasmtime_linker_t *linker, const wasmtime_module_t *module, wasmtime_instance_pre_t **instance),                \
      (linker, module, instance))                                                                                            \
    V(wasmtime_instance_pre_delete, (wasmtime_instance_pre_t * instance), (instance))                                        \
    R(wasmtime_call_future_t *, wasmtime_instance_pre_instantiate_async,                                                     \
      (const wasmtime_instance_pre_t *pre, wasmtime_context_t *context, wasmtime_instance_t *instance, wasm_trap_t **trap,   \
       wasmtime_error_t **error),                                                                                            \
      (pre, context, instance, trap, error))                                                                                 \
    R(wasmtime_call_future_t *, wasmtime_func_call_async,                                                                    \
      (wasmtime_context_t * context, const wasmtime_func_t *function, const wasmtime_val_t *arguments, size_t count,         \
       wasmtime_val_t *results, size_t result_count, wasm_trap_t **trap, wasmtime_error_t **error),                          \
      (context, function, arguments, count, results, result_count, trap, error))                                             \
    R(bool, wasmtime_call_future_poll, (wasmtime_call_future_t * future), (future))                                          \
    V(wasmtime_call_future_delete, (wasmtime_call_future_t * future), (future))                                              \
    /* Memories */                                                                                                           \
    R(uint8_t *, wasmtime_memory_data, (wasmtime_context_t * context, const wasmtime_memory_t *memory), (context, memory))   \
    R(size_t, wasmtime_memory_data_size, (const wasmtime_context_t *context, const wasmtime_memory_t *memory),               \
      (context, memory))                                                                                                     \
    R(wasm_memorytype_t *, wasmtime_memory_type, (const wasmtime_context_t *context, const wasmtime_memory_t *memory),       \
      (context, memory))                                                                                                     \
    /* Tables, whose handles have the layout of memories */                                                                  \
    R(uint64_t, wasmtime_table_size, (const wasmtime_context_t *context, const wasmtime_memory_t *table), (context, table))  \
    /* Errors and traps */                                                                                                   \
    R(wasmtime_error_t *, wasmtime_error_new, (const char *message), (message))                                              \
    V(wasmtime_error_message, (const wasmtime_error_t *error, wasm_byte_vec_t *message), (error, message))                   \
    V(wasmtime_error_wasm_trace, (const wasmtime_error_t *error, wasm_frame_vec_t *frames), (error, frames))                 \
    V(wasmtime_error_delete, (wasmtime_error_t * error), (error))                                                            \
    R(wasm_trap_t *, wasmtime_trap_new, (const char *message, size_t size), (message, size))                                 \
    R(bool, wasmtime_trap_code, (const wasm_trap_t *trap, uint8_t *code), (trap, code))                                      \
    V(wasm_trap_message, (const wasm_trap_t *trap, wasm_byte_vec_t *message), (trap, message))                               \
    V(wasm_trap_trace, (const wasm_trap_t *trap, wasm_frame_vec_t *frames), (trap, frames))                                  \
    V(wasm_trap_delete, (wasm_trap_t * trap), (trap))                                                                        \
    R(const wasm_byte_vec_t *, wasmtime_frame_func_name, (const wasm_frame_t *frame), (frame))                               \
    R(const wasm_byte_vec_t *, wasmtime_frame_module_name, (const wasm_frame_t *frame), (frame))                             \
    R(uint32_t, wasm_frame_func_index, (const wasm_frame_t *frame), (frame))                                                 \
    R(size_t, wasm_frame_module_offset, (const wasm_frame_t *frame), (frame))                                                \
    V(wasm_frame_vec_delete, (wasm_frame_vec_t * frames), (frames))

#define CWT_FIELD_R(result, name, parameters, arguments) result(*name) parameters;
#define CWT_FIELD_V(name, parameters, arguments) void(*name) parameters;
struct cwt_table {
    CWT_FUNCTIONS(CWT_FIELD_R, CWT_FIELD_V)
};
#undef CWT_FIELD_R
#undef CWT_FIELD_V

// Not for use outside the wrappers: Swift sees a variable, and rightly distrusts it.
extern struct cwt_table cwt_table_;

#define CWT_WRAPPER_R(result, name, parameters, arguments) \
    static inline result name parameters { return cwt_table_.name arguments; }
#define CWT_WRAPPER_V(name, parameters, arguments) \
    static inline void name parameters { cwt_table_.name arguments; }
CWT_FUNCTIONS(CWT_WRAPPER_R, CWT_WRAPPER_V)
#undef CWT_WRAPPER_R
#undef CWT_WRAPPER_V

#endif
