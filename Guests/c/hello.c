#include <stdio.h>

int main(void) {
    printf("Hello from C, %d.\n", 42);
    return 0;
}
