// What Embedded Swift asks of a C library: memory, random bytes and a place for characters. With it, the Swift toolchain alone makes a
// WASI program.

#include "wasi.h"

extern unsigned char __heap_base;

static uintptr_t heap = (uintptr_t)&__heap_base;

// Memory is taken and never given back: these programs end before that matters.
int posix_memalign(void **result, size_t alignment, size_t size) {
    uintptr_t start = (heap + alignment - 1) & ~(uintptr_t)(alignment - 1);
    uintptr_t end = start + size;
    uintptr_t available = (uintptr_t)__builtin_wasm_memory_size(0) << 16;
    if (end < start) return 12;
    if (end > available && __builtin_wasm_memory_grow(0, (end - available + 65535) >> 16) == (size_t)-1) return 12;
    heap = end;
    *result = (void *)start;
    return 0;
}

void free(void *memory) { (void)memory; }

// Seeds the hashes of dictionaries and sets.
void arc4random_buf(void *buffer, size_t size) { random_get(buffer, (uint32_t)size); }

static char line[512];
static uint32_t used;

static void flush(void) {
    wasi_buffer buffer = {line, used};
    uint32_t written;
    used = fd_write(1, &buffer, 1, &written) == WASI_SUCCESS && written < used ? used - written : 0;
    for (uint32_t at = 0; at < used; at++) line[at] = line[at + written];
}

int putchar(int character) {
    line[used++] = (char)character;
    if (character == '\n') flush();
    while (used == sizeof line) flush();
    return character;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    char *target = to;
    for (const char *source = from; size--;) *target++ = *source++;
    return to;
}

void *memmove(void *to, const void *from, size_t size) {
    char *target = to;
    const char *source = from;
    if (target < source) {
        for (size_t at = 0; at < size; at++) target[at] = source[at];
    } else {
        while (size--) target[size] = source[size];
    }
    return to;
}

void *memset(void *at, int value, size_t size) {
    for (char *next = at; size--;) *next++ = (char)value;
    return at;
}

int main(int count, char **arguments);

void _start(void) {
    int code = main(0, 0);
    while (used) flush();
    if (code != 0) proc_exit((uint32_t)code);
}
