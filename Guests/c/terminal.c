// Says of each standard stream whether it is a terminal.

#include <stdio.h>
#include <unistd.h>

int main(void) {
    for (int stream = 0; stream < 3; stream++) printf("%d %s\n", stream, isatty(stream) ? "terminal" : "no terminal");
    return 0;
}
