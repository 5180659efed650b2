// Reads the four clocks: wall time is of this century, monotonic time and the CPU clocks only grow, work costs CPU time.

#include "print.h"

static uint64_t now(uint32_t clock) {
    uint64_t time = 0, resolution = 0;
    require(clock_time_get(clock, 1, &time) == WASI_SUCCESS, "the clock can be read");
    require(clock_res_get(clock, &resolution) == WASI_SUCCESS && resolution > 0, "it has a resolution");
    return time;
}

void _start(void) {
    require(now(WASI_REALTIME) > 1700000000ull * 1000000000ull, "the year is 2023 or later");
    uint64_t process = now(WASI_PROCESS_CPU), thread = now(WASI_THREAD_CPU), last = now(WASI_MONOTONIC);
    volatile uint32_t work = 1;
    for (uint32_t round = 0; round < 1000; round++) {
        for (uint32_t step = 0; step < 10000; step++) work = work * 1664525 + 1013904223;
        uint64_t time = now(WASI_MONOTONIC);
        require(time >= last, "monotonic time does not run back");
        last = time;
    }
    require(now(WASI_PROCESS_CPU) > process, "work takes CPU time of the process");
    require(now(WASI_THREAD_CPU) > thread, "and of the thread");
    uint64_t time;
    require(clock_time_get(99, 0, &time) == WASI_EINVAL, "an unknown clock is EINVAL");
    print("four clocks\n");
}
