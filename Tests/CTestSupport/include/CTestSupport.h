// What tests need of the operating system that Swift cannot say.
#pragma once

#include "CTestAllocations.h"
#include "CTestTerminal.h"

#if defined(__linux__)

// Makes openat2 fail with `error` in the calling thread, for the rest of its life. 0, or -1 and errno.
int ctest_refuse_openat2(int error);

// Whether a process may install such a filter here; tried in a child process.
int ctest_can_refuse_openat2(void);

// renameat2(RENAME_EXCHANGE): two names change places at once. 0, or -1 and errno.
int ctest_exchange(int directory, const char *first, const char *second);

#endif
