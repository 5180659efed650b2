#define _GNU_SOURCE
#include "CTestTerminal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int test_open_terminal(int *controller, int *terminal) {
    *controller = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*controller < 0) return -1;
    *terminal = -1;
    if (grantpt(*controller) == 0 && unlockpt(*controller) == 0) {
        *terminal = open(ptsname(*controller), O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    if (*terminal >= 0) return 0;
    close(*controller);
    return -1;
}
