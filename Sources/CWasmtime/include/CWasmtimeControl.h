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
static inline bool cwt_control_enter_call(cwt_control_t *control, const char *call) {
    __atomic_store_n(&control->call, call, __ATOMIC_RELAXED);
    return __builtin_expect(__atomic_load_n(&control->reason, __ATOMIC_RELAXED) == 0, 1);
}

static inline void cwt_control_leave_call(cwt_control_t *control) {
    __atomic_store_n(&control->call, (const char *)NULL, __ATOMIC_RELAXED);
}

static inline const char *cwt_control_call(const cwt_control_t *control) {
    return __atomic_load_n(&control->call, __ATOMIC_RELAXED);
}

static inline void cwt_control_set_running(cwt_control_t *control, bool is_running) {
    __atomic_store_n(&control->is_running, is_running ? 1 : 0, __ATOMIC_RELAXED);
}

static inline bool cwt_control_is_running(const cwt_control_t *control) {
    return __atomic_load_n(&control->is_running, __ATOMIC_RELAXED) != 0;
}

#endif
