// Exits with the number in its first argument, after a line that must not get lost.

#include "print.h"

static char *pointers[2];
static char text[256];

void _start(void) {
    uint32_t count, size, code = 0;
    require(args_sizes_get(&count, &size) == WASI_SUCCESS && count == 2 && size <= sizeof text, "one argument");
    require(args_get(pointers, text) == WASI_SUCCESS, "args_get answers");
    for (const char *digit = pointers[1]; *digit; digit++) code = code * 10 + (uint32_t)(*digit - '0');
    print("leaving\n");
    proc_exit(code);
}
