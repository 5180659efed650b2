#if defined(__linux__)
#define _GNU_SOURCE
#elif defined(__APPLE__)
#define _DARWIN_C_SOURCE
#endif
#include "CWasmtimeSampling.h"

#include "CWasmtimeStack.h"
#include "CWasmtimeSupport.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// States of a sample.
enum { IDLE = 0, REQUESTED = 1, READY = 2 };

static _Thread_local cwt_control_t *current;

// Whether guests may be asked where they are.
static bool is_installed;

// Changes whether the calling thread takes SIGPROF; returns whether it had it blocked.
static bool mask(int how) {
    sigset_t signals, before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPROF);
    return pthread_sigmask(how, &signals, &before) == 0 && sigismember(&before, SIGPROF) == 1;
}

cwt_control_t *cwt_control_current(void) { return current; }

void cwt_control_begin(cwt_control_t *control) {
    control->thread = (uintptr_t)pthread_self();
    control->thread_clock = cwt_current_thread();
    control->stack_end = cwt_stack_highest();
    control->had_blocked = __atomic_load_n(&is_installed, __ATOMIC_RELAXED) && mask(SIG_UNBLOCK);
    control->outer = current;
    current = control;
    __atomic_store_n(&control->is_running, 1, __ATOMIC_SEQ_CST);
}

void cwt_control_end(cwt_control_t *control) {
    __atomic_store_n(&control->is_running, 0, __ATOMIC_SEQ_CST);
    current = control->outer;
    // The thread may end as soon as this returns, and must not be sent anything then.
    while (__atomic_load_n(&control->is_signaled, __ATOMIC_SEQ_CST)) sched_yield();
    // A request that has not been met will not be.
    cwt_sample_t *sample = __atomic_load_n(&control->sample, __ATOMIC_ACQUIRE);
    if (sample) __atomic_store_n(&sample->state, IDLE, __ATOMIC_RELEASE);
    if (control->had_blocked) mask(SIG_BLOCK);
}

uint64_t cwt_sample_clock(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

int64_t cwt_wall_clock(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void note_times(const cwt_control_t *control, cwt_sample_t *sample) {
    sample->time = cwt_sample_clock();
    sample->processor_time = cwt_thread_processor_time(control->thread_clock);
}

static void look(int signal, siginfo_t *information, void *context) {
    (void)signal;
    (void)information;
    int saved = errno;
    cwt_control_t *control = current;
    cwt_sample_t *sample = control ? __atomic_load_n(&control->sample, __ATOMIC_ACQUIRE) : NULL;
    if (sample && __atomic_load_n(&sample->state, __ATOMIC_ACQUIRE) == REQUESTED) {
        note_times(control, sample);
        sample->is_on_processor = true;
        sample->call = cwt_control_call(control);
        int place;
        sample->count = cwt_sample_walk(control, context, sample->frames, CWT_MAXIMUM_FRAMES, &place);
        sample->place = place;
        __atomic_store_n(&sample->state, READY, __ATOMIC_RELEASE);
    }
    errno = saved;
}

bool cwt_sampling_install(void) {
    struct sigaction action, before;
    if (sigaction(SIGPROF, NULL, &before) != 0) return false;
    if ((before.sa_flags & SA_SIGINFO) && before.sa_sigaction == look) return true;
    if ((before.sa_flags & SA_SIGINFO) || (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN)) return false;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_sigaction = look;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    if (sigaction(SIGPROF, &action, NULL) != 0) return false;
    __atomic_store_n(&is_installed, true, __ATOMIC_RELAXED);
    return true;
}

// A guest in a host call does not move, so that its stack can be read from here, and the call need not be disturbed.
static bool look_at_call(const cwt_control_t *control, cwt_sample_t *sample) {
    const char *call = __atomic_load_n(&control->call, __ATOMIC_ACQUIRE);
    if (!call) return false;
    const void *arguments = __atomic_load_n(&control->arguments, __ATOMIC_RELAXED);
    note_times(control, sample);
    sample->is_on_processor = cwt_thread_is_running(control->thread_clock, sample->processor_time);
    int place;
    sample->count = cwt_sample_walk(control, NULL, sample->frames, CWT_MAXIMUM_FRAMES, &place);
    sample->place = place;
    sample->call = call;
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return place == CWT_IN_CALL && sample->count > 0 && call == cwt_control_call(control)
        && arguments == __atomic_load_n(&control->arguments, __ATOMIC_RELAXED);
}

static void request(cwt_control_t *control, cwt_sample_t *sample) {
    __atomic_store_n(&sample->state, REQUESTED, __ATOMIC_RELEASE);
    pthread_kill((pthread_t)control->thread, SIGPROF);
}

int cwt_sample_take(cwt_control_t *control) {
    cwt_sample_t *sample = __atomic_load_n(&control->sample, __ATOMIC_ACQUIRE);
    if (!sample) {
        sample = calloc(1, sizeof *sample);
        if (!sample) return CWT_SAMPLE_NONE;
        __atomic_store_n(&control->sample, sample, __ATOMIC_RELEASE);
    }
    int result = CWT_SAMPLE_NONE;
    // Holds the thread back from ending; see `cwt_control_end`.
    __atomic_store_n(&control->is_signaled, 1, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&control->is_running, __ATOMIC_SEQ_CST)) {
        switch (__atomic_load_n(&sample->state, __ATOMIC_ACQUIRE)) {
        case READY:
            sample->state = IDLE;
            result = CWT_SAMPLE_READY;
            break;
        case REQUESTED: result = CWT_SAMPLE_PENDING; break;
        default:
            if (look_at_call(control, sample)) {
                result = CWT_SAMPLE_READY;
            } else {
                request(control, sample);
                result = CWT_SAMPLE_PENDING;
            }
        }
    }
    __atomic_store_n(&control->is_signaled, 0, __ATOMIC_SEQ_CST);
    return result;
}

void cwt_sample_free(cwt_control_t *control) { free(control->sample); }

bool cwt_wait(int descriptor, uint64_t nanoseconds) {
    struct pollfd waited = {.fd = descriptor, .events = POLLIN};
#if defined(__linux__)
    struct timespec time = {.tv_sec = (time_t)(nanoseconds / 1000000000), .tv_nsec = (long)(nanoseconds % 1000000000)};
    return ppoll(&waited, 1, &time, NULL) > 0;
#else
    uint64_t milliseconds = (nanoseconds + 999999) / 1000000;
    return poll(&waited, 1, milliseconds > 60000 ? 60000 : (int)milliseconds) > 0;
#endif
}
