// Ends a program with a sentence, the place and the error when something is not as it must be.

#ifndef REQUIRE_H
#define REQUIRE_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define require(condition)                                                                            \
    do {                                                                                              \
        errno = 0;                                                                                    \
        if (!(condition)) {                                                                           \
            printf("%s:%d: not so: %s (%s)\n", __FILE_NAME__, __LINE__, #condition, strerror(errno)); \
            exit(1);                                                                                  \
        }                                                                                             \
    } while (0)

// The call must fail with just this error.
#define refuse(call, error)                                                                                         \
    do {                                                                                                            \
        errno = 0;                                                                                                  \
        if ((call) != -1 || errno != (error)) {                                                                     \
            printf("%s:%d: %s gave %s, not %s\n", __FILE_NAME__, __LINE__, #call, strerror(errno), strerror(error)); \
            exit(1);                                                                                                \
        }                                                                                                           \
    } while (0)

#endif
