#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "process.h"

#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

// Only what may be called behind a fork: the process that was forked may have had other threads, with locks held.

static void close_range_of(unsigned first, unsigned last) {
    if (first > last) return;
#if defined(__linux__) && defined(SYS_close_range)
    if (syscall(SYS_close_range, first, last, 0) == 0) return;
#endif
    long limit = sysconf(_SC_OPEN_MAX);
    for (unsigned descriptor = first; descriptor <= last && descriptor < (limit < 0 ? 1024 : limit); descriptor++) {
        close((int)descriptor);
    }
}

void cspool_close_others(int first, int second) {
    unsigned low = (unsigned)(first < second ? first : second), high = (unsigned)(first < second ? second : first);
    if (low > 0) close_range_of(0, low - 1);
    close_range_of(low + 1, high - 1);
    close_range_of(high + 1, ~0u);
}

void cspool_name_process(void) {
#if defined(__linux__)
    prctl(PR_SET_NAME, "wasirun-trace");
#endif
}
