// What a program that runs one guest does when it is told to end.
#ifndef SWIFT_WASI_CWASMTIME_SIGNALS_H
#define SWIFT_WASI_CWASMTIME_SIGNALS_H

#include "CWasmtimeControl.h"
#include "CWasmtimeTypes.h"

// SIGINT, SIGTERM and SIGHUP end the guest, and the process with 128 and the signal's number; a second one does so at once. SIGQUIT
// says where the guest is. Signals that were ignored stay so.
//
// Before a guest is there they end the process at once.
void cwt_signals_install(void);

// The guest that they are for.
//
// `wake`: a descriptor to which eight bytes are written to end the guest's waiting, or -1.
// `engine`: its engine if the guest's code carries checks, or null.
// `finish`: what is called on the guest's thread before the process is ended from within the guest's code.
void cwt_signals_watch(cwt_control_t *control, int wake, wasm_engine_t *engine, void (*finish)(int signal));

// The guest is over: nothing of it must be touched any more.
void cwt_signals_forget(void);

// Says on standard error where a guest is, with its stack. For handlers of signals on the guest's thread.
//
// `context` is what the handler was given.
void cwt_signals_say_where(const cwt_control_t *control, const void *context);

// Has a socket's file removed when a signal ends the process without the guest's having come back. The file that is there now, and no
// other that may have taken its place. At most 16 of them; `false` if it cannot be noted.
bool cwt_signals_remove_file(const char *path);

#endif
