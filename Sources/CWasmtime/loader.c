#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CWasmtime.h"

#include <dlfcn.h>
#include <stdio.h>

struct cwt_table cwt_table_;

// The layouts of version 50, as the engine's own Python bindings of the same release declare them.
_Static_assert(sizeof(wasm_byte_vec_t) == 2 * sizeof(void *), "vector");
_Static_assert(sizeof(wasmtime_func_t) == 16, "wasmtime_func_t");
_Static_assert(sizeof(wasmtime_memory_t) == 24, "wasmtime_memory_t");
_Static_assert(sizeof(wasmtime_global_t) == 24, "wasmtime_global_t");
_Static_assert(sizeof(wasmtime_instance_t) == 16, "wasmtime_instance_t");
_Static_assert(sizeof(wasmtime_extern_union_t) == 24, "wasmtime_extern_union_t");
_Static_assert(sizeof(wasmtime_extern_t) == 32, "wasmtime_extern_t");
_Static_assert(offsetof(wasmtime_extern_t, of) == 8, "wasmtime_extern_t.of");
_Static_assert(offsetof(wasmtime_memory_t, private2) == 16, "wasmtime_memory_t.private2");
_Static_assert(sizeof(wasmtime_valtype_t) == 32, "wasmtime_valtype_t");
_Static_assert(offsetof(wasmtime_valtype_t, reftype.heaptype.kind) == 16, "wasmtime_valtype_t.reftype.heaptype");
_Static_assert(sizeof(wasmtime_val_raw_t) == 16, "wasmtime_val_raw_t");
_Static_assert(sizeof(wasmtime_val_t) == 32, "wasmtime_val_t");
_Static_assert(offsetof(wasmtime_val_t, of) == 8, "wasmtime_val_t.of");
_Static_assert(sizeof(wasmtime_async_continuation_t) == 3 * sizeof(void *), "wasmtime_async_continuation_t");

int cwt_load(const char *path, char *message, size_t message_size) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        snprintf(message, message_size, "%s", reason ? reason : "the system's loader refuses it");
        return CWT_NOT_LOADABLE;
    }
    struct cwt_table table;
#define CWT_RESOLVE(name)                                    \
    *(void **)&table.name = dlsym(library, #name);           \
    if (!table.name) {                                       \
        snprintf(message, message_size, "%s", #name);        \
        dlclose(library);                                    \
        return CWT_NOT_WASMTIME;                             \
    }
#define CWT_RESOLVE_R(result, name, parameters, arguments) CWT_RESOLVE(name)
#define CWT_RESOLVE_V(name, parameters, arguments) CWT_RESOLVE(name)
    CWT_FUNCTIONS(CWT_RESOLVE_R, CWT_RESOLVE_V)
    cwt_table_ = table;
    return CWT_LOADED;
}

bool cwt_library_file(char *path, size_t size) {
    Dl_info info;
    if (!dladdr(*(void **)&cwt_table_.wasm_config_new, &info) || !info.dli_fname) return false;
    return (size_t)snprintf(path, size, "%s", info.dli_fname) < size;
}
