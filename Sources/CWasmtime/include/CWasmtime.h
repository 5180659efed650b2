// The part of wasmtime's C API that swift-wasi uses, declared by hand and reached through a table that is filled at run time.
//
// Nothing of the engine is needed to build this package, and a missing engine is an error that can be reported, not a loader
// failure. The functions keep the engine's own names, so that its documentation applies as it stands.
#ifndef SWIFT_WASI_CWASMTIME_H
#define SWIFT_WASI_CWASMTIME_H

#include "CWasmtimeControl.h"
#include "CWasmtimeCoroutine.h"
#include "CWasmtimeFunctions.h"
#include "CWasmtimeSampling.h"
#include "CWasmtimeSignals.h"
#include "CWasmtimeStack.h"
#include "CWasmtimeSupport.h"
#include "CWasmtimeTypes.h"

// What `cwt_load` found.
enum {
    CWT_LOADED = 0,
    // The file is missing or the system's loader refuses it.
    CWT_NOT_LOADABLE = 1,
    // It is a library, but not wasmtime 50: a function is missing.
    CWT_NOT_WASMTIME = 2,
};

// Loads the engine at `path` and fills the table. Not thread-safe; the table must be filled before any other function of this
// header is called. `message` receives the loader's words, or the name of the missing function.
int cwt_load(const char *path, char *message, size_t message_size);

// The file that the loaded engine is in; false if the system does not say.
bool cwt_library_file(char *path, size_t size);

#endif
