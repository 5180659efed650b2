// What a running guest shares with other threads and with signal handlers: plain memory, so that both may touch it.
#ifndef SWIFT_WASI_CWASMTIME_CONTROL_H
#define SWIFT_WASI_CWASMTIME_CONTROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cwt_control {
    // Why the guest is to be left; 0 while it is not. Set once.
    int32_t reason;
    // Whether the guest is being executed, in its own code or in a host call.
    int32_t is_running;
    // Whether it is to let others have the thread when an epoch has come; set before it runs.
    int32_t yields;
    // The name of the host call that it is in; null in its own code.
    const char *call;
    // Where that call's arguments are: in the innermost of the guest's frames, from which its stack can be walked.
    const void *arguments;
    // What the guest's code was compiled to, as an object file in memory.
    const void *image_begin;
    const void *image_end;
    // The thread that executes the guest (a pthread_t), and the end of its stack. Valid while it does.
    uintptr_t thread;
    uint64_t thread_clock;
    uintptr_t stack_end;
    // Whether somebody is about to send that thread a signal.
    int32_t is_signaled;
    // Whether the thread has had SIGPROF blocked, as those of pools have.
    bool had_blocked;
    // The guest that the thread executed before, if one calls another.
    struct cwt_control *outer;
    // Where samples of the guest go; null until one is wanted.
    struct cwt_sample *sample;
} cwt_control_t;

static inline int32_t cwt_control_reason(const cwt_control_t *control) {
    return __atomic_load_n(&control->reason, __ATOMIC_RELAXED);
}

// Asks for the guest to be left; false if somebody has before.
static inline bool cwt_control_stop(cwt_control_t *control, int32_t reason) {
    int32_t none = 0;
    return __atomic_compare_exchange_n(&control->reason, &none, reason, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

// Notes the beginning of a host call.
//
// Returns whether the guest may go on. That is asked before a call and not after it: what comes behind a system call finds the
// processor's predictions gone, and a branch there costs ten times what it costs here.
static inline bool cwt_control_enter_call(cwt_control_t *control, const char *call, const void *arguments) {
    __atomic_store_n(&control->arguments, arguments, __ATOMIC_RELAXED);
    // Who sees the call sees its arguments.
    __atomic_store_n(&control->call, call, __ATOMIC_RELEASE);
    return __builtin_expect(__atomic_load_n(&control->reason, __ATOMIC_RELAXED) == 0, 1);
}

static inline void cwt_control_leave_call(cwt_control_t *control) {
    __atomic_store_n(&control->call, (const char *)NULL, __ATOMIC_RELAXED);
}

static inline const void *cwt_control_arguments(const cwt_control_t *control) {
    return __atomic_load_n(&control->arguments, __ATOMIC_RELAXED);
}

static inline const char *cwt_control_call(const cwt_control_t *control) {
    return __atomic_load_n(&control->call, __ATOMIC_RELAXED);
}

// Notes that the calling thread begins, or ends, to execute the guest.
void cwt_control_begin(cwt_control_t *control);
void cwt_control_end(cwt_control_t *control);

// The guest that the calling thread executes; null if it executes none.
cwt_control_t *cwt_control_current(void);

static inline bool cwt_control_is_running(const cwt_control_t *control) {
    return __atomic_load_n(&control->is_running, __ATOMIC_RELAXED) != 0;
}

#endif
