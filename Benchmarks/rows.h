// What is measured: one row an operation, the same in a guest and in its native twin.
//
// A row is measured in rounds of a few calls. A round is short, so that among many some are not disturbed; the best one
// counts. `guest.c` and `native.c` each define `bool call_NAME(void)` for every row, which makes one call and says whether
// it worked, and the steps that prepare a round and are not timed.

#ifndef ROWS_H
#define ROWS_H

//      name               calls     before each round
#define ROWS(ROW)                                 \
    ROW(clock_time_get,    500,      nothing)     \
    ROW(random_get_16,     200,      nothing)     \
    ROW(fd_fdstat_get,     200,      nothing)     \
    ROW(fd_filestat_get,   100,      nothing)     \
    ROW(fd_seek,           200,      nothing)     \
    ROW(fd_pwrite_1,       20,       nothing)     \
    ROW(fd_pread_1,        100,      nothing)     \
    ROW(fd_pread_4x16,     100,      nothing)     \
    ROW(fd_pread_64k,      20,       nothing)     \
    ROW(fd_write_1,        20,       rewind_data) \
    ROW(fd_read_1,         100,      rewind_data) \
    ROW(path_filestat_get, 40,       nothing)     \
    ROW(path_open_close,   20,       nothing)     \
    ROW(fd_readdir_100,    4,        nothing)     \
    ROW(poll_oneoff_due,   200,      nothing)     \
    ROW(sock_send_64,      messages, drain)       \
    ROW(sock_recv_64,      messages, fill)

// The folder that is measured in holds `data`, a file of this many bytes, and `list`, a folder of a hundred files.
enum { data_size = 65536 };

// The ends of a local stream, which one row fills and the other empties; a round sends no more than fits.
enum { message_size = 64, messages = 50 };

// Measures one row; gives picoseconds a call, or 0 if a call failed. Needs `uint64_t now(void)` in nanoseconds.
#define MEASURE(name, calls, before)                                                \
    static uint64_t measure_##name(uint32_t rounds) {                               \
        uint64_t best = UINT64_MAX;                                                 \
        for (uint32_t round = 0; round < rounds; round++) {                         \
            before();                                                               \
            bool worked = true;                                                     \
            uint64_t start = now();                                                 \
            for (uint32_t call = 0; call < (calls); call++) worked &= call_##name(); \
            uint64_t time = now() - start;                                          \
            if (!worked) return 0;                                                  \
            if (time < best) best = time;                                           \
        }                                                                           \
        return best * 1000 / (calls);                                               \
    }

#endif
