// Functions that can be left in the middle and gone on with later, each on a stack of its own.
//
// A coroutine belongs to the thread that made it: what Swift and the C library keep for a thread must be the same before and after.
#ifndef SWIFT_WASI_CWASMTIME_COROUTINE_H
#define SWIFT_WASI_CWASMTIME_COROUTINE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cwt_coroutine cwt_coroutine_t;

// Makes room for the stacks of `count` coroutines, `stack_size` bytes each (whole pages), taken from the system as they are used.
//
// In one piece, because Linux counts the pieces of memory that a process has and a page that ends the process when it is touched
// makes two more of each: there is one such page below all of them, and the low end of each stack must stay untouched. A coroutine that
// has come there has overflowed its stack, and ends the process when it is left.
//
// Null if there is no room, or the processor is none of those that the switch is written for (x86-64, arm64).
void *cwt_coroutine_room(size_t count, size_t stack_size);
void cwt_coroutine_room_delete(void *room, size_t count, size_t stack_size);

// The coroutine on one of the stacks of a room; to be called once for each.
cwt_coroutine_t *cwt_coroutine_in_room(void *room, size_t index, size_t stack_size);

// Gives the memory of a stack back, but for the part that is always in use. Must not be in the middle of a function.
void cwt_coroutine_trim(cwt_coroutine_t *coroutine);

// Runs a function until it returns or suspends itself. Must not be in the middle of another one.
//
// Returns whether it has returned.
bool cwt_coroutine_start(cwt_coroutine_t *coroutine, void (*body)(void *), void *data);

// Goes on with a function that has suspended itself. Returns whether it has returned now.
bool cwt_coroutine_resume(cwt_coroutine_t *coroutine);

// Leaves the function that runs on the coroutine; returns when it is resumed.
void cwt_coroutine_suspend(cwt_coroutine_t *coroutine);

#endif
