// Where a guest is: its stack, walked from a signal handler or from another thread.
//
// The engine's code keeps frame pointers, and what it compiles is an object file in memory whose symbols tell the functions apart. So
// nothing has to be compiled differently for a guest to be looked at, and a guest that nobody looks at pays nothing.
#ifndef SWIFT_WASI_CWASMTIME_SAMPLING_H
#define SWIFT_WASI_CWASMTIME_SAMPLING_H

#include "CWasmtimeControl.h"

// The most frames that are kept of a stack, from the innermost on.
#define CWT_MAXIMUM_FRAMES 2048

// What a guest was doing.
enum {
    // Executing its own code.
    CWT_IN_CODE = 0,
    // In a host call.
    CWT_IN_CALL = 1,
    // In the engine, on behalf of an instruction such as memory.grow, or on the way to or from a host call.
    CWT_IN_ENGINE = 2,
};

typedef struct cwt_sample {
    int32_t state;
    int32_t place;
    // The name of the host call.
    const char *call;
    // Nanoseconds of a clock that only goes forward, and of the thread's use of a processor.
    uint64_t time;
    uint64_t processor_time;
    // Whether the thread had a processor.
    bool is_on_processor;
    // The addresses in the guest's code, innermost first: where it is, then where it will return to.
    size_t count;
    uintptr_t frames[CWT_MAXIMUM_FRAMES];
} cwt_sample_t;

// Takes SIGPROF over; false if somebody else has it.
bool cwt_sampling_install(void);

// What an attempt to look at a guest has come to.
enum {
    // It is not being executed.
    CWT_SAMPLE_NONE = 0,
    // It will be known at the next attempt.
    CWT_SAMPLE_PENDING = 1,
    // It is in the guest's `sample`, until the next attempt.
    CWT_SAMPLE_READY = 2,
};

// Looks at a guest from another thread. One thread at a time may do so.
int cwt_sample_take(cwt_control_t *control);

// Frees what samples have taken.
void cwt_sample_free(cwt_control_t *control);

// The stack of the guest that the calling thread executes; for signal handlers.
//
// `context` is what the handler was given. Returns the number of frames.
size_t cwt_sample_walk(const cwt_control_t *control, const void *context, uintptr_t *frames, size_t capacity, int *place);

// Waits for a descriptor to become readable, or for some time; true if it has become so.
bool cwt_wait(int descriptor, uint64_t nanoseconds);

// Nanoseconds of the clock of samples.
uint64_t cwt_sample_clock(void);

// Nanoseconds since 1970.
int64_t cwt_wall_clock(void);

// A symbol of a compiled module.
typedef struct cwt_symbol {
    uintptr_t start;
    size_t size;
    // Ends with a zero byte.
    const char *name;
} cwt_symbol_t;

// The symbols of a compiled module, and where they are.
typedef struct cwt_symbols {
    const char *image;
    size_t count;
    size_t entries;
    size_t names;
    size_t names_size;
    uintptr_t text;
    size_t text_size;
} cwt_symbols_t;

// Finds them; false if the image is none that is understood.
bool cwt_symbols_find(const void *begin, const void *end, cwt_symbols_t *symbols);

// One of them; false for what is no function.
bool cwt_symbols_get(const cwt_symbols_t *symbols, size_t index, cwt_symbol_t *symbol);

#endif
