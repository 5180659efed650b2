// Random bytes differ from call to call, and a large request is filled to the end.

#include <unistd.h>

#include "require.h"

static unsigned char large[100000];

int main(void) {
    unsigned char first[32], second[32];
    require(getentropy(first, sizeof first) == 0 && getentropy(second, sizeof second) == 0);
    require(memcmp(first, second, sizeof first) != 0);
    for (size_t at = 0; at < sizeof large; at += 200) require(getentropy(large + at, 200) == 0);
    int zero = 0;
    for (size_t at = 0; at < sizeof large; at++) zero += large[at] == 0;
    require(zero > 200 && zero < 600);
    printf("random\n");
    return 0;
}
