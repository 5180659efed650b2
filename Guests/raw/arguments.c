// Prints the arguments and the environment as the host gives them, one to a line.

#include "print.h"

static char *pointers[256];
static char text[65536];

void _start(void) {
    uint32_t count, size;
    require(args_sizes_get(&count, &size) == WASI_SUCCESS, "args_sizes_get answers");
    require(count <= 256 && size <= sizeof text, "the arguments fit this program");
    require(args_get(pointers, text) == WASI_SUCCESS, "args_get answers");
    for (uint32_t index = 0; index < count; index++) {
        print("argument ");
        print(pointers[index]);
        print("\n");
    }
    require(environ_sizes_get(&count, &size) == WASI_SUCCESS, "environ_sizes_get answers");
    require(count <= 256 && size <= sizeof text, "the environment fits this program");
    require(environ_get(pointers, text) == WASI_SUCCESS, "environ_get answers");
    for (uint32_t index = 0; index < count; index++) {
        print("variable ");
        print(pointers[index]);
        print("\n");
    }
}
