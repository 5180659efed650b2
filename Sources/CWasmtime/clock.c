#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CWasmtimeSupport.h"

#include <pthread.h>
#include <time.h>

#if defined(__APPLE__)
#include <mach/mach.h>

uint64_t cwt_current_thread(void) { return pthread_mach_thread_np(pthread_self()); }

uint64_t cwt_thread_processor_time(uint64_t thread) {
    thread_basic_info_data_t info;
    mach_msg_type_number_t count = THREAD_BASIC_INFO_COUNT;
    if (thread_info((thread_act_t)thread, THREAD_BASIC_INFO, (thread_info_t)&info, &count) != KERN_SUCCESS) return 0;
    uint64_t seconds = (uint64_t)info.user_time.seconds + (uint64_t)info.system_time.seconds;
    uint64_t microseconds = (uint64_t)info.user_time.microseconds + (uint64_t)info.system_time.microseconds;
    return seconds * 1000000000 + microseconds * 1000;
}
bool cwt_thread_is_running(uint64_t thread, uint64_t time) {
    (void)time;
    thread_basic_info_data_t info;
    mach_msg_type_number_t count = THREAD_BASIC_INFO_COUNT;
    if (thread_info((thread_act_t)thread, THREAD_BASIC_INFO, (thread_info_t)&info, &count) != KERN_SUCCESS) return false;
    return info.run_state == TH_STATE_RUNNING;
}
#else
uint64_t cwt_current_thread(void) {
    clockid_t clock;
    if (pthread_getcpuclockid(pthread_self(), &clock) != 0) return 0;
    return (uint64_t)(uint32_t)clock;
}

uint64_t cwt_thread_processor_time(uint64_t thread) {
    struct timespec time;
    if (clock_gettime((clockid_t)(uint32_t)thread, &time) != 0) return 0;
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

// The clock of a thread goes on by nanoseconds while it runs, and stands still while it does not.
bool cwt_thread_is_running(uint64_t thread, uint64_t time) { return cwt_thread_processor_time(thread) != time; }
#endif
