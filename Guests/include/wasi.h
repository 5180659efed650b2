// WASI preview 1 as a C header, for programs that use no C library: types, numbers and the functions themselves.
// The Swift toolchain's own clang and wasm-ld compile what includes it; nothing needs to be downloaded.

#ifndef WASI_H
#define WASI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint16_t wasi_errno;
typedef int32_t wasi_fd;

enum {
    WASI_SUCCESS = 0, WASI_EACCES = 2, WASI_EADDRINUSE = 3, WASI_EAFNOSUPPORT = 5, WASI_EAGAIN = 6, WASI_EBADF = 8,
    WASI_ECONNREFUSED = 14, WASI_EEXIST = 20, WASI_EINPROGRESS = 26, WASI_EINVAL = 28, WASI_EISCONN = 30, WASI_EISDIR = 31,
    WASI_EMSGSIZE = 35, WASI_ENOENT = 44, WASI_ENOPROTOOPT = 50, WASI_ENOTCONN = 53, WASI_ENOTDIR = 54, WASI_ENOTSUP = 58,
    WASI_EPERM = 63, WASI_EROFS = 69, WASI_ENOTCAPABLE = 76,
};

enum { WASI_REALTIME = 0, WASI_MONOTONIC = 1, WASI_PROCESS_CPU = 2, WASI_THREAD_CPU = 3 };
enum { WASI_FOLLOW = 1 };
enum { WASI_CREATE = 1, WASI_DIRECTORY = 2, WASI_EXCLUSIVE = 4, WASI_TRUNCATE = 8 };
enum { WASI_APPEND = 1, WASI_DSYNC = 2, WASI_NONBLOCK = 4, WASI_RSYNC = 8, WASI_SYNC = 16 };
enum { WASI_SET = 0, WASI_CURRENT = 1, WASI_END = 2 };
enum { WASI_EVENT_CLOCK = 0, WASI_EVENT_READ = 1, WASI_EVENT_WRITE = 2 };
enum { WASI_ABSOLUTE = 1 };
enum { WASI_HANGUP = 1 };
enum { WASI_PEEK = 1, WASI_WAITALL = 2 };
enum { WASI_TRUNCATED = 1 };
enum { WASI_SHUT_READ = 1, WASI_SHUT_WRITE = 2 };

#define WASI_RIGHT_DATASYNC (1ull << 0)
#define WASI_RIGHT_READ (1ull << 1)
#define WASI_RIGHT_SEEK (1ull << 2)
#define WASI_RIGHT_SET_FLAGS (1ull << 3)
#define WASI_RIGHT_SYNC (1ull << 4)
#define WASI_RIGHT_TELL (1ull << 5)
#define WASI_RIGHT_WRITE (1ull << 6)
#define WASI_RIGHT_READDIR (1ull << 14)
#define WASI_RIGHT_FILESTAT_GET (1ull << 21)
#define WASI_RIGHT_POLL (1ull << 27)

typedef struct { void *data; uint32_t size; } wasi_buffer;

typedef struct {
    uint8_t type;
    uint16_t flags;
    uint64_t rights, inheriting;
} wasi_status;

typedef struct {
    uint64_t device, inode;
    uint8_t type;
    uint64_t links, size, accessed, modified, changed;
} wasi_attributes;

typedef struct {
    uint64_t next, inode;
    uint32_t name_size;
    uint8_t type;
} wasi_entry;

typedef struct {
    uint64_t userdata;
    uint8_t tag;
    union {
        struct { uint32_t id; uint64_t timeout, precision; uint16_t flags; } clock;
        struct { wasi_fd fd; } file;
    };
} wasi_subscription;

typedef struct {
    uint64_t userdata;
    wasi_errno error;
    uint8_t type;
    uint64_t bytes;
    uint16_t flags;
} wasi_event;

typedef struct { uint8_t tag; uint32_t name_size; } wasi_preopen;

_Static_assert(sizeof(wasi_buffer) == 8, "iovec");
_Static_assert(sizeof(wasi_status) == 24, "fdstat");
_Static_assert(sizeof(wasi_attributes) == 64, "filestat");
_Static_assert(sizeof(wasi_entry) == 24, "dirent");
_Static_assert(sizeof(wasi_subscription) == 48, "subscription");
_Static_assert(sizeof(wasi_event) == 32, "event");
_Static_assert(sizeof(wasi_preopen) == 8, "prestat");

#define WASI_IMPORT(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name)))
#define WASI_CALL(name, ...) WASI_IMPORT(name) wasi_errno name(__VA_ARGS__);

WASI_CALL(args_get, char **pointers, char *text)
WASI_CALL(args_sizes_get, uint32_t *count, uint32_t *size)
WASI_CALL(environ_get, char **pointers, char *text)
WASI_CALL(environ_sizes_get, uint32_t *count, uint32_t *size)
WASI_CALL(clock_res_get, uint32_t clock, uint64_t *resolution)
WASI_CALL(clock_time_get, uint32_t clock, uint64_t precision, uint64_t *time)
WASI_CALL(fd_advise, wasi_fd fd, uint64_t offset, uint64_t length, uint8_t advice)
WASI_CALL(fd_allocate, wasi_fd fd, uint64_t offset, uint64_t length)
WASI_CALL(fd_close, wasi_fd fd)
WASI_CALL(fd_datasync, wasi_fd fd)
WASI_CALL(fd_fdstat_get, wasi_fd fd, wasi_status *status)
WASI_CALL(fd_fdstat_set_flags, wasi_fd fd, uint16_t flags)
WASI_CALL(fd_fdstat_set_rights, wasi_fd fd, uint64_t rights, uint64_t inheriting)
WASI_CALL(fd_filestat_get, wasi_fd fd, wasi_attributes *attributes)
WASI_CALL(fd_filestat_set_size, wasi_fd fd, uint64_t size)
WASI_CALL(fd_filestat_set_times, wasi_fd fd, uint64_t accessed, uint64_t modified, uint16_t which)
WASI_CALL(fd_pread, wasi_fd fd, const wasi_buffer *buffers, uint32_t count, uint64_t offset, uint32_t *size)
WASI_CALL(fd_prestat_get, wasi_fd fd, wasi_preopen *preopen)
WASI_CALL(fd_prestat_dir_name, wasi_fd fd, char *name, uint32_t size)
WASI_CALL(fd_pwrite, wasi_fd fd, const wasi_buffer *buffers, uint32_t count, uint64_t offset, uint32_t *size)
WASI_CALL(fd_read, wasi_fd fd, const wasi_buffer *buffers, uint32_t count, uint32_t *size)
WASI_CALL(fd_readdir, wasi_fd fd, void *buffer, uint32_t capacity, uint64_t cookie, uint32_t *size)
WASI_CALL(fd_renumber, wasi_fd from, wasi_fd to)
WASI_CALL(fd_seek, wasi_fd fd, int64_t offset, uint8_t whence, uint64_t *position)
WASI_CALL(fd_sync, wasi_fd fd)
WASI_CALL(fd_tell, wasi_fd fd, uint64_t *position)
WASI_CALL(fd_write, wasi_fd fd, const wasi_buffer *buffers, uint32_t count, uint32_t *size)
WASI_CALL(path_create_directory, wasi_fd fd, const char *path, uint32_t length)
WASI_CALL(path_filestat_get, wasi_fd fd, uint32_t lookup, const char *path, uint32_t length, wasi_attributes *attributes)
WASI_CALL(path_filestat_set_times, wasi_fd fd, uint32_t lookup, const char *path, uint32_t length, uint64_t accessed,
    uint64_t modified, uint16_t which)
WASI_CALL(path_link, wasi_fd from, uint32_t lookup, const char *path, uint32_t length, wasi_fd to, const char *new_path,
    uint32_t new_length)
WASI_CALL(path_open, wasi_fd fd, uint32_t lookup, const char *path, uint32_t length, uint16_t options, uint64_t rights,
    uint64_t inheriting, uint16_t flags, wasi_fd *opened)
WASI_CALL(path_readlink, wasi_fd fd, const char *path, uint32_t length, char *buffer, uint32_t capacity, uint32_t *size)
WASI_CALL(path_remove_directory, wasi_fd fd, const char *path, uint32_t length)
WASI_CALL(path_rename, wasi_fd from, const char *path, uint32_t length, wasi_fd to, const char *new_path,
    uint32_t new_length)
WASI_CALL(path_symlink, const char *target, uint32_t target_length, wasi_fd fd, const char *path, uint32_t length)
WASI_CALL(path_unlink_file, wasi_fd fd, const char *path, uint32_t length)
WASI_CALL(poll_oneoff, const wasi_subscription *subscriptions, wasi_event *events, uint32_t count, uint32_t *happened)
WASI_IMPORT(proc_exit) _Noreturn void proc_exit(uint32_t code);
WASI_CALL(proc_raise, uint8_t signal)
WASI_CALL(sched_yield, void)
WASI_CALL(random_get, void *buffer, uint32_t size)
WASI_CALL(sock_accept, wasi_fd fd, uint16_t flags, wasi_fd *accepted)
WASI_CALL(sock_recv, wasi_fd fd, const wasi_buffer *buffers, uint32_t count, uint16_t flags, uint32_t *size,
    uint16_t *received)
WASI_CALL(sock_send, wasi_fd fd, const wasi_buffer *buffers, uint32_t count, uint16_t flags, uint32_t *size)
WASI_CALL(sock_shutdown, wasi_fd fd, uint8_t how)

#endif
