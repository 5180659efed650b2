#include "CTimestampCounter.h"

#if defined(__x86_64__) && defined(__linux__)
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

// The kernel takes it for its own clock only if it is one, and goes on comparing it with others.
bool cts_is_clock(void) {
    char name[8] = {0};
    int file = open("/sys/devices/system/clocksource/clocksource0/current_clocksource", O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    ssize_t count = read(file, name, sizeof name - 1);
    close(file);
    return count >= 3 && strncmp(name, "tsc", 3) == 0 && (name[3] == '\n' || name[3] == 0);
}

#elif defined(__x86_64__)
#include <cpuid.h>

// The processor's word for it: "invariant TSC", leaf 80000007H of CPUID.
bool cts_is_clock(void) {
    unsigned eax, ebx, ecx, edx;
    return __get_cpuid(0x80000007, &eax, &ebx, &ecx, &edx) && (edx >> 8 & 1);
}

#else

// ARM's virtual counter is one by its definition.
bool cts_is_clock(void) {
#if defined(__aarch64__)
    return true;
#else
    return false;
#endif
}

#endif
