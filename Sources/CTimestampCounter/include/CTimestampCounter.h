// The processor's time stamp counter: the cheapest clock there is, a third of the price of the system's.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// Whether the counter runs at one rate, whatever the processor does, and on all of its cores alike. May read a file.
bool cts_is_clock(void);

// The counter's ticks; of no meaning where it is no clock. Not ordered with what stands around it by more than a few nanoseconds.
static inline uint64_t cts_ticks(void) {
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    uint64_t ticks;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    return 0;
#endif
}
