// The types of wasmtime's C API that cross the boundary. Sizes are asserted in loader.c.
#ifndef SWIFT_WASI_CWASMTIME_TYPES_H
#define SWIFT_WASI_CWASMTIME_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Known by pointer only.
typedef struct wasm_config_t wasm_config_t;
typedef struct wasmtime_pooling_allocation_config_t wasmtime_pooling_allocation_config_t;
typedef struct wasm_engine_t wasm_engine_t;
typedef struct wasm_trap_t wasm_trap_t;
typedef struct wasm_frame_t wasm_frame_t;
typedef struct wasm_valtype_t wasm_valtype_t;
typedef struct wasm_functype_t wasm_functype_t;
typedef struct wasm_memorytype_t wasm_memorytype_t;
typedef struct wasm_externtype_t wasm_externtype_t;
typedef struct wasm_importtype_t wasm_importtype_t;
typedef struct wasm_exporttype_t wasm_exporttype_t;
typedef struct wasmtime_error wasmtime_error_t;
typedef struct wasmtime_module wasmtime_module_t;
typedef struct wasmtime_store wasmtime_store_t;
typedef struct wasmtime_context wasmtime_context_t;
typedef struct wasmtime_caller wasmtime_caller_t;

// Vectors: a length and a buffer that the engine allocates and frees.
#define CWT_VECTOR(name, element) \
    typedef struct name {         \
        size_t size;              \
        element *data;            \
    } name;
CWT_VECTOR(wasm_byte_vec_t, char)
CWT_VECTOR(wasm_frame_vec_t, wasm_frame_t *)
CWT_VECTOR(wasm_valtype_vec_t, wasm_valtype_t *)
CWT_VECTOR(wasm_importtype_vec_t, wasm_importtype_t *)
CWT_VECTOR(wasm_exporttype_vec_t, wasm_exporttype_t *)
#undef CWT_VECTOR

// What belongs to a store, as values.
typedef struct wasmtime_func {
    uint64_t store_id;
    void *private_;
} wasmtime_func_t;

typedef struct wasmtime_memory {
    struct {
        uint64_t store_id;
        uint32_t private1;
    } store;
    uint32_t private2;
} wasmtime_memory_t;

typedef struct wasmtime_global {
    uint64_t store_id;
    uint32_t private1;
    uint32_t private2;
    uint32_t private3;
} wasmtime_global_t;

typedef struct wasmtime_instance {
    uint64_t store_id;
    size_t private_;
} wasmtime_instance_t;

typedef union wasmtime_extern_union {
    wasmtime_func_t func;
    wasmtime_global_t global;
    // Tables and tags have the layout of memories and are not used here.
    wasmtime_memory_t memory;
    void *sharedmemory;
} wasmtime_extern_union_t;

typedef struct wasmtime_extern {
    uint8_t kind;
    wasmtime_extern_union_t of;
} wasmtime_extern_t;

enum {
    WASMTIME_EXTERN_FUNC = 0,
    WASMTIME_EXTERN_GLOBAL = 1,
    WASMTIME_EXTERN_TABLE = 2,
    WASMTIME_EXTERN_MEMORY = 3,
    WASMTIME_EXTERN_SHAREDMEMORY = 4,
    WASMTIME_EXTERN_TAG = 5,
};

// The kinds of a type, which are numbered differently from the kinds of a value above.
enum {
    WASM_EXTERN_FUNC = 0,
    WASM_EXTERN_GLOBAL = 1,
    WASM_EXTERN_TABLE = 2,
    WASM_EXTERN_MEMORY = 3,
    WASM_EXTERN_TAG = 4,
};

// A value's type. `wasm_valtype_kind` is not declared: it ends the process when a module uses vectors or garbage-collected
// references, so the complete form is asked for instead.
typedef struct wasmtime_valtype {
    uint8_t kind;
    struct {
        bool nullable;
        struct {
            uint8_t kind;
            void *concrete;
        } heaptype;
    } reftype;
} wasmtime_valtype_t;

enum {
    WASMTIME_VALTYPE_KIND_I32 = 0,
    WASMTIME_VALTYPE_KIND_I64 = 1,
    WASMTIME_VALTYPE_KIND_F32 = 2,
    WASMTIME_VALTYPE_KIND_F64 = 3,
    WASMTIME_VALTYPE_KIND_V128 = 4,
    WASMTIME_VALTYPE_KIND_REF = 5,
};

enum {
    WASMTIME_HEAPTYPE_KIND_EXTERN = 0,
    WASMTIME_HEAPTYPE_KIND_FUNC = 2,
};

// A slot of an unchecked call. Its first bytes hold the value, little-endian.
typedef struct wasmtime_val_raw {
    uint64_t low;
    uint64_t high;
} wasmtime_val_raw_t;

typedef wasm_trap_t *(*wasmtime_func_unchecked_callback_t)(
    void *env, wasmtime_caller_t *caller, wasmtime_val_raw_t *args_and_results,
    size_t num_args_and_results);

// A value of a checked call. Only numbers are passed; the room is that of the widest kind.
typedef struct wasmtime_val {
    uint8_t kind;
    union {
        int32_t i32;
        int64_t i64;
        float f32;
        double f64;
        // As many bytes as a reference takes.
        uint64_t words[3];
    } of;
} wasmtime_val_t;

typedef struct wasmtime_linker wasmtime_linker_t;
typedef struct wasmtime_instance_pre wasmtime_instance_pre_t;
typedef struct wasmtime_call_future wasmtime_call_future_t;

// What a host function that is not finished leaves behind: asked again and again until it says that it is.
typedef struct wasmtime_async_continuation {
    bool (*callback)(void *env);
    void *env;
    void (*finalizer)(void *);
} wasmtime_async_continuation_t;

// The arguments stay where they are until the continuation has said that it is finished.
typedef void (*wasmtime_func_async_callback_t)(
    void *env, wasmtime_caller_t *caller, const wasmtime_val_t *arguments, size_t argument_count, wasmtime_val_t *results,
    size_t result_count, wasm_trap_t **trap, wasmtime_async_continuation_t *continuation);

enum {
    WASMTIME_STRATEGY_CRANELIFT = 1,
    WASMTIME_STRATEGY_WINCH = 2,
};

// How profilers of the system are told of compiled code.
enum {
    WASMTIME_PROFILING_STRATEGY_JITDUMP = 1,
    WASMTIME_PROFILING_STRATEGY_PERFMAP = 3,
};

// What is called when a store's epoch has come: an error leaves the guest; otherwise it goes on for `delta` more epochs: at once
// (kind 0), or after the call that runs it has been interrupted and polled again (kind 1).
typedef wasmtime_error_t *(*cwt_epoch_callback_t)(wasmtime_context_t *context, void *data, uint64_t *delta, uint8_t *kind);

#endif
