// Measures host calls from inside a guest. Descriptor 3 is the folder that Benchmarks/run prepares; 4 and 5 are the ends of a
// local stream that does not block. In a runtime that grants no sockets, those rows fail and the others do not.
//
// usage: guest ROUNDS [ROW]      prints a line for each row: its name, a tab, and picoseconds a call or the word "failed"

#include "print.h"

#include "rows.h"

enum { folder = 3, sender = 4, receiver = 5 };

static wasi_fd data_file, list_folder;
static char bytes[data_size];
static char entries[data_size];

static uint64_t now(void) {
    uint64_t time;
    require(clock_time_get(WASI_MONOTONIC, 1, &time) == WASI_SUCCESS, "the monotonic clock can be read");
    return time;
}

static bool call_clock_time_get(void) {
    uint64_t time;
    return clock_time_get(WASI_MONOTONIC, 1, &time) == WASI_SUCCESS;
}

static bool call_random_get_16(void) { return random_get(bytes, 16) == WASI_SUCCESS; }

static bool call_fd_fdstat_get(void) {
    wasi_status status;
    return fd_fdstat_get(data_file, &status) == WASI_SUCCESS;
}

static bool call_fd_filestat_get(void) {
    wasi_attributes attributes;
    return fd_filestat_get(data_file, &attributes) == WASI_SUCCESS;
}

static bool call_fd_seek(void) {
    uint64_t position;
    return fd_seek(data_file, 0, WASI_SET, &position) == WASI_SUCCESS;
}

static bool call_fd_pwrite_1(void) {
    wasi_buffer buffer = {bytes, 1};
    uint32_t size;
    return fd_pwrite(data_file, &buffer, 1, 0, &size) == WASI_SUCCESS && size == 1;
}

static bool call_fd_pread_1(void) {
    wasi_buffer buffer = {bytes, 1};
    uint32_t size;
    return fd_pread(data_file, &buffer, 1, 0, &size) == WASI_SUCCESS && size == 1;
}

static bool call_fd_pread_4x16(void) {
    wasi_buffer buffers[4] = {{bytes, 16}, {bytes + 64, 16}, {bytes + 128, 16}, {bytes + 192, 16}};
    uint32_t size;
    // A host may fill the first buffer only; the row says what a call costs all the same.
    return fd_pread(data_file, buffers, 4, 0, &size) == WASI_SUCCESS && size >= 16;
}

static bool call_fd_pread_64k(void) {
    wasi_buffer buffer = {bytes, data_size};
    uint32_t size;
    return fd_pread(data_file, &buffer, 1, 0, &size) == WASI_SUCCESS && size == data_size;
}

static bool call_fd_write_1(void) {
    wasi_buffer buffer = {bytes, 1};
    uint32_t size;
    return fd_write(data_file, &buffer, 1, &size) == WASI_SUCCESS && size == 1;
}

static bool call_fd_read_1(void) {
    wasi_buffer buffer = {bytes, 1};
    uint32_t size;
    return fd_read(data_file, &buffer, 1, &size) == WASI_SUCCESS && size == 1;
}

static bool call_path_filestat_get(void) {
    wasi_attributes attributes;
    return path_filestat_get(folder, WASI_FOLLOW, "data", 4, &attributes) == WASI_SUCCESS;
}

static bool call_path_open_close(void) {
    wasi_fd file;
    return path_open(folder, WASI_FOLLOW, "data", 4, 0, WASI_RIGHT_READ, 0, 0, &file) == WASI_SUCCESS
        && fd_close(file) == WASI_SUCCESS;
}

static bool call_fd_readdir_100(void) {
    uint32_t size;
    return fd_readdir(list_folder, entries, data_size, 0, &size) == WASI_SUCCESS && size > 100 * sizeof(wasi_entry)
        && size < data_size;
}

static bool call_poll_oneoff_due(void) {
    wasi_subscription subscription = {.tag = WASI_EVENT_CLOCK};
    subscription.clock.id = WASI_MONOTONIC;
    wasi_event event;
    uint32_t happened;
    return poll_oneoff(&subscription, &event, 1, &happened) == WASI_SUCCESS && happened == 1;
}

static bool call_sock_send_64(void) {
    wasi_buffer buffer = {bytes, message_size};
    uint32_t size;
    return sock_send(sender, &buffer, 1, 0, &size) == WASI_SUCCESS && size == message_size;
}

static bool call_sock_recv_64(void) {
    wasi_buffer buffer = {bytes, message_size};
    uint32_t size;
    uint16_t flags;
    return sock_recv(receiver, &buffer, 1, 0, &size, &flags) == WASI_SUCCESS && size == message_size;
}

static void drain(void) {
    while (call_sock_recv_64()) continue;
}

static void fill(void) {
    drain();
    for (int count = 0; count < messages; count++) call_sock_send_64();
}

static void rewind_data(void) { call_fd_seek(); }
static void nothing(void) {}

ROWS(MEASURE)

static void report(const char *name, uint64_t picoseconds) {
    print(name);
    print("\t");
    if (picoseconds) print_number(picoseconds);
    else print("failed");
    print("\n");
}

static bool same(const char *first, const char *second) {
    while (*first && *first == *second) first++, second++;
    return *first == *second;
}

#define REPORT(name, calls, before) \
    if (!only || same(only, #name)) report(#name, measure_##name(rounds));

void _start(void) {
    static char *pointers[4];
    static char text[4096];
    uint32_t count, size, rounds = 0;
    require(args_sizes_get(&count, &size) == WASI_SUCCESS && count >= 2 && count <= 3, "arguments: rounds, and perhaps a row");
    require(size <= sizeof text, "short arguments");
    require(args_get(pointers, text) == WASI_SUCCESS, "args_get answers");
    const char *only = count > 2 ? pointers[2] : NULL;
    for (const char *digit = pointers[1]; *digit; digit++) rounds = rounds * 10 + (uint32_t)(*digit - '0');

    uint64_t rights = WASI_RIGHT_READ | WASI_RIGHT_WRITE | WASI_RIGHT_SEEK | WASI_RIGHT_TELL | WASI_RIGHT_FILESTAT_GET;
    require(path_open(folder, 0, "data", 4, 0, rights, 0, 0, &data_file) == WASI_SUCCESS, "the file opens");
    rights = WASI_RIGHT_READDIR;
    require(path_open(folder, 0, "list", 4, WASI_DIRECTORY, rights, 0, 0, &list_folder) == WASI_SUCCESS, "the folder opens");
    ROWS(REPORT)
}
