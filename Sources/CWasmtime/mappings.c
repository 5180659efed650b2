#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CWasmtimeSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// macOS sets memory aside in any case.
#if !defined(MAP_NORESERVE)
#define MAP_NORESERVE 0
#endif

bool cwt_can_map(size_t set_aside, size_t used) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    void *first = mmap(NULL, set_aside, PROT_NONE, flags, -1, 0);
    if (first == MAP_FAILED) return false;
    void *second = mmap(NULL, used, PROT_READ | PROT_WRITE, flags, -1, 0);
    int reason = errno;
    munmap(first, set_aside);
    if (second == MAP_FAILED) {
        errno = reason;
        return false;
    }
    munmap(second, used);
    return true;
}

#if defined(__linux__)

// Reads a file, a piece at a time.
static bool each_piece(const char *path, void (*take)(const char *piece, size_t count, size_t *value), size_t *value) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    char piece[16384];
    ssize_t count;
    while ((count = read(file, piece, sizeof piece)) > 0) take(piece, (size_t)count, value);
    close(file);
    return count == 0;
}

static void count_lines(const char *piece, size_t count, size_t *value) {
    for (size_t index = 0; index < count; index++) *value += piece[index] == '\n';
}

static void read_number(const char *piece, size_t count, size_t *value) {
    for (size_t index = 0; index < count && piece[index] >= '0' && piece[index] <= '9' && *value < SIZE_MAX / 20; index++) {
        *value = *value * 10 + (size_t)(piece[index] - '0');
    }
}

size_t cwt_mappings_left(void) {
    size_t limit = 0, lines = 0;
    if (!each_piece("/proc/sys/vm/max_map_count", read_number, &limit)) return SIZE_MAX;
    if (!each_piece("/proc/self/maps", count_lines, &lines)) return SIZE_MAX;
    return lines < limit ? limit - lines : 0;
}

#else

size_t cwt_mappings_left(void) { return SIZE_MAX; }

#endif
