// The little that a program without a C library needs to say what it saw.

#ifndef PRINT_H
#define PRINT_H

#include "wasi.h"

static inline uint32_t length(const char *text) {
    uint32_t size = 0;
    while (text[size]) size++;
    return size;
}

static inline void write_bytes(wasi_fd fd, const void *bytes, uint32_t size) {
    const char *next = bytes;
    while (size) {
        uint32_t written = 0;
        wasi_buffer buffer = {(void *)next, size};
        if (fd_write(fd, &buffer, 1, &written) != WASI_SUCCESS) proc_exit(74);
        next += written;
        size -= written;
    }
}

static inline void print(const char *text) { write_bytes(1, text, length(text)); }

static inline void print_number(uint64_t number) {
    char digits[20];
    uint32_t start = sizeof digits;
    do digits[--start] = (char)('0' + number % 10); while (number /= 10);
    write_bytes(1, digits + start, sizeof digits - start);
}

// Ends the program with a sentence when something is not as it must be.
static inline void require(bool holds, const char *what) {
    if (holds) return;
    print("not so: ");
    print(what);
    print("\n");
    proc_exit(1);
}

// clang turns loops into calls of these two, and no library is there to have them.
__attribute__((weak)) void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    char *target = to;
    for (const char *source = from; size--;) *target++ = *source++;
    return to;
}

__attribute__((weak)) void *memset(void *at, int value, size_t size) {
    for (char *next = at; size--;) *next++ = (char)value;
    return at;
}

#endif
