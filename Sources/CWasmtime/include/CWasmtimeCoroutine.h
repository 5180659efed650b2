// Functions that can be left in the middle and gone on with later, each on a stack of its own.
//
// A coroutine belongs to the thread that made it: what Swift and the C library keep for a thread must be the same before and after.
#ifndef SWIFT_WASI_CWASMTIME_COROUTINE_H
#define SWIFT_WASI_CWASMTIME_COROUTINE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cwt_coroutine cwt_coroutine_t;

// Makes one with `stack_size` bytes of stack, which are taken from the system as they are used, and a page below that ends the process
// when it is touched. Null if there is no room, or the processor is none of those that the switch is written for (x86-64, arm64).
cwt_coroutine_t *cwt_coroutine_new(size_t stack_size);

// Must not be in the middle of a function.
void cwt_coroutine_delete(cwt_coroutine_t *coroutine);

// Runs a function until it returns or suspends itself. Must not be in the middle of another one.
//
// Returns whether it has returned.
bool cwt_coroutine_start(cwt_coroutine_t *coroutine, void (*body)(void *), void *data);

// Goes on with a function that has suspended itself. Returns whether it has returned now.
bool cwt_coroutine_resume(cwt_coroutine_t *coroutine);

// Leaves the function that runs on the coroutine; returns when it is resumed.
void cwt_coroutine_suspend(cwt_coroutine_t *coroutine);

#endif
