#ifndef SWIFT_WASI_CWASMTIME_STACK_H
#define SWIFT_WASI_CWASMTIME_STACK_H

#include <stddef.h>

// How many bytes the calling thread's stack can still grow by; SIZE_MAX if the system does not say.
size_t cwt_stack_remaining(void);

#endif
