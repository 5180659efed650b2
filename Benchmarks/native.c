// The native twin of guest.c: the same operations as plain system calls, which is what a host call cannot do without.
//
// usage: native FOLDER ROUNDS      prints a line for each row: its name, a tab, and picoseconds a call or the word "failed"

#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "rows.h"

static int folder, data_file, trace_file, ends[2];
static DIR *list_folder;
static char bytes[data_size];

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static bool call_clock_time_get(void) {
    struct timespec time;
    return clock_gettime(CLOCK_MONOTONIC, &time) == 0;
}

static bool call_random_get_16(void) { return getentropy(bytes, 16) == 0; }

static bool call_fd_fdstat_get(void) { return fcntl(data_file, F_GETFL) >= 0; }

static bool call_fd_filestat_get(void) {
    struct stat status;
    return fstat(data_file, &status) == 0;
}

static bool call_fd_seek(void) { return lseek(data_file, 0, SEEK_SET) == 0; }

static bool call_fd_pwrite_1(void) { return pwrite(data_file, bytes, 1, 0) == 1; }

static bool call_fd_pread_1(void) { return pread(data_file, bytes, 1, 0) == 1; }

static bool call_fd_pread_4x16(void) {
    struct iovec buffers[4] = {{bytes, 16}, {bytes + 64, 16}, {bytes + 128, 16}, {bytes + 192, 16}};
    return preadv(data_file, buffers, 4, 0) == 64;
}

static bool call_fd_pread_64k(void) { return pread(data_file, bytes, data_size, 0) == data_size; }

static bool call_fd_write_1(void) { return write(data_file, bytes, 1) == 1; }

static bool call_fd_read_1(void) { return read(data_file, bytes, 1) == 1; }

static bool call_path_filestat_get(void) {
    struct stat status;
    return fstatat(folder, "data", &status, 0) == 0;
}

static bool call_path_open_close(void) {
    int file = openat(folder, "data", O_RDONLY | O_CLOEXEC);
    return file >= 0 && close(file) == 0;
}

// Only here: what the one system call more costs that opening for a guest needs, on a file that was just opened.
static bool call_path_open_stat_close(void) {
    struct stat status;
    int file = openat(folder, "data", O_RDONLY | O_CLOEXEC);
    return file >= 0 && fstat(file, &status) == 0 && close(file) == 0;
}

// Only here: what the system asks for a line of a trace.
static bool call_append_64(void) { return write(trace_file, bytes, 64) == 64; }

static bool call_fd_readdir_100(void) {
    int count = 0;
    rewinddir(list_folder);
    while (readdir(list_folder)) count++;
    return count == 102;
}

static bool call_poll_oneoff_due(void) { return poll(NULL, 0, 0) == 0; }

static bool call_sock_send_64(void) { return send(ends[0], bytes, message_size, 0) == message_size; }

static bool call_sock_recv_64(void) { return recv(ends[1], bytes, message_size, 0) == message_size; }

static void drain(void) {
    while (call_sock_recv_64()) continue;
}

static void fill(void) {
    drain();
    for (int count = 0; count < messages; count++) call_sock_send_64();
}

static void rewind_data(void) { lseek(data_file, 0, SEEK_SET); }
static void nothing(void) {}

ROWS(MEASURE)
MEASURE(path_open_stat_close, 20, nothing)
MEASURE(append_64, 50, nothing)

static void report(const char *name, uint64_t picoseconds) {
    if (picoseconds) printf("%s\t%" PRIu64 "\n", name, picoseconds);
    else printf("%s\tfailed\n", name);
}

#define REPORT(name, calls, before) report(#name, measure_##name(rounds));

int main(int count, char **arguments) {
    if (count != 3) return fprintf(stderr, "usage: native FOLDER ROUNDS\n"), 64;
    uint32_t rounds = (uint32_t)atoi(arguments[2]);
    folder = open(arguments[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    data_file = openat(folder, "data", O_RDWR | O_CLOEXEC);
    trace_file = openat(folder, "native-trace", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
    list_folder = fdopendir(openat(folder, "list", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder < 0 || data_file < 0 || trace_file < 0 || !list_folder) return perror(arguments[1]), 1;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) return perror("socketpair"), 1;
    for (int end = 0; end < 2; end++) fcntl(ends[end], F_SETFL, O_NONBLOCK);
    ROWS(REPORT)
    REPORT(path_open_stat_close, , )
    REPORT(append_64, , )
    return 0;
}
