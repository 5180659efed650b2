// Counts what a program allocates and retains between two calls of sched_yield, and says so on the descriptor 9.
//
// Preloaded into wasirun by Scripts/check-allocations. A guest calls sched_yield before and after what is measured, so that
// nothing of starting and ending is counted.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

static unsigned long allocations, retains;
#include "../../Tests/CTestSupport/counting/allocation-functions.h"

#define COUNTED(result, name, parameters, arguments)                  \
    result name parameters {                                          \
        static result(*original) parameters;                          \
        if (!original) *(void **)&original = dlsym(RTLD_NEXT, #name); \
        retains++;                                                    \
        return original arguments;                                    \
    }
COUNTED(void *, swift_retain, (void *object), (object))
COUNTED(void *, swift_retain_n, (void *object, unsigned count), (object, count))
COUNTED(void, swift_release, (void *object), (object))
COUNTED(void, swift_release_n, (void *object, unsigned count), (object, count))
COUNTED(void *, swift_unknownObjectRetain, (void *object), (object))
COUNTED(void, swift_unknownObjectRelease, (void *object), (object))
COUNTED(void *, swift_bridgeObjectRetain, (void *object), (object))
COUNTED(void, swift_bridgeObjectRelease, (void *object), (object))
COUNTED(void *, swift_nonatomic_retain, (void *object), (object))
COUNTED(void, swift_nonatomic_release, (void *object), (object))

int sched_yield(void) {
    char line[64];
    int length = snprintf(line, sizeof line, "%lu %lu\n", allocations, retains);
    if (write(9, line, (size_t)length) != length) return 0;
    allocations = retains = 0;
    return 0;
}
