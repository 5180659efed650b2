#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CWasmtimeStack.h"

#include <pthread.h>
#include <stdint.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#endif

// The lowest and highest address of the calling thread's stack; both 0 where they cannot be told.
static void stack_bounds(uintptr_t *lowest, uintptr_t *highest) {
    *lowest = *highest = 0;
#if defined(__APPLE__)
    *highest = (uintptr_t)pthread_get_stackaddr_np(pthread_self());
    *lowest = *highest - pthread_get_stacksize_np(pthread_self());
#elif defined(__linux__)
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
    void *base = 0;
    size_t size = 0;
    if (pthread_attr_getstack(&attributes, &base, &size) == 0) {
        *lowest = (uintptr_t)base;
        *highest = *lowest + size;
    }
    pthread_attr_destroy(&attributes);
#endif
}

// For the first thread the C library reads /proc/self/maps, which takes longer than starting a small guest: asked once.
static _Thread_local uintptr_t lowest, highest;

uintptr_t cwt_stack_highest(void) {
    if (highest == 0) stack_bounds(&lowest, &highest);
    return highest;
}

size_t cwt_stack_remaining(void) {
    cwt_stack_highest();
    if (highest == 0) return SIZE_MAX;
    uintptr_t end = lowest;
#if defined(__linux__)
    // The first thread's stack grows to a limit that may have been raised since.
    if (getpid() == (pid_t)syscall(SYS_gettid)) {
        struct rlimit limit;
        if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
            end = limit.rlim_cur < highest ? highest - limit.rlim_cur : 0;
        }
    }
#endif
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    // On a stack that is not the thread's own, such as a suspended call's, there is no room for another guest.
    return here > end && here <= highest ? here - end : 0;
}
