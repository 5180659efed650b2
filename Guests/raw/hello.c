// A program without a C library: the import, a string and nothing else.

#include "print.h"

void _start(void) { print("Hello from C without a library.\n"); }
