#ifndef SWIFT_WASI_CWASMTIME_STACK_H
#define SWIFT_WASI_CWASMTIME_STACK_H

#include <stddef.h>
#include <stdint.h>

// How many bytes the calling thread's stack can still grow by; SIZE_MAX if the system does not say.
size_t cwt_stack_remaining(void);

// The highest address of the calling thread's stack; 0 where it cannot be told.
uintptr_t cwt_stack_highest(void);

#endif
