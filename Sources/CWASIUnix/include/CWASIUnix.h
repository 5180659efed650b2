// What Swift's view of the C library leaves out, and nothing else: no logic lives here.
//
// Every function has the contract of the system call that it is named after: -1 and errno on failure. What exists on one
// platform only is declared for that platform only.
#pragma once

#include <stdint.h>
#include <sys/types.h>

#include <sys/socket.h>

struct iovec;
struct pollfd;
struct stat;
struct timespec;

// errno of the calling thread.
int cwasi_errno(void);

// For utimensat.
extern const long cwasi_utime_now;
extern const long cwasi_utime_omit;

// ioctl(FIONREAD): the number of bytes that can be read at once.
int cwasi_bytes_available(int fd, int *count);

// fstat, by its own system call where the C library makes a slower one (glibc: newfstatat with an empty path, 50 ns more).
int cwasi_fstat(int fd, struct stat *status);

// poll that does not wait. In Swift, the name of the call is hidden by the function that wraps it.
int cwasi_poll_now(struct pollfd *descriptors, size_t count);

// open, openat and fcntl are variadic in C and so not all forms can be called from Swift.
int cwasi_openat(int directory, const char *path, int flags, mode_t mode);
int cwasi_duplicate(int fd);
int cwasi_status_flags(int fd);
int cwasi_set_status_flags(int fd, int flags);

// recvmsg and sendmsg without control data; without an address if it is NULL. The flags are combinations of those below; a call
// never raises SIGPIPE where the platform can say so per call.
ssize_t cwasi_recvmsg(int fd, const struct iovec *vectors, int count, int flags, int *result_flags, struct sockaddr *address,
                      socklen_t *length);
ssize_t cwasi_sendmsg(int fd, const struct iovec *vectors, int count, int flags, const struct sockaddr *address,
                      socklen_t length);
// recv and send, for one stretch of memory.
ssize_t cwasi_recv(int fd, void *buffer, size_t count, int flags);
ssize_t cwasi_send(int fd, const void *buffer, size_t count, int flags);
extern const int cwasi_msg_dontwait;
extern const int cwasi_msg_peek;
extern const int cwasi_msg_trunc;

// socket: closed on exec, not blocking, and without SIGPIPE where the platform can say so per socket.
int cwasi_socket(int family, int type, int protocol);

// Names that are macros or enumerations, and so differ in Swift from one C library to the next.
extern const int cwasi_sock_stream;
extern const int cwasi_sock_dgram;
extern const int cwasi_ipproto_tcp;
extern const int cwasi_ipproto_udp;
extern const int cwasi_ipproto_ipv6;
extern const int cwasi_tcp_nodelay;
extern const int cwasi_ipv6_v6only;

// ioctl(TIOCOUTQ) or getsockopt(SO_NWRITE): the number of bytes that the peer has not acknowledged.
int cwasi_bytes_unsent(int fd, int *count);

// The environment of the process, ended by a null pointer.
char **cwasi_environment(void);

// Ignores SIGPIPE, unless the process has decided about it already.
void cwasi_ignore_sigpipe(void);

#if defined(__linux__)

#include <sys/epoll.h>

extern const int cwasi_o_path;
extern const int cwasi_at_empty_path;
extern const int cwasi_pollrdhup;
extern const int cwasi_so_bindtodevice;

// struct open_how of openat2(2).
struct cwasi_open_how {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};

extern const uint64_t cwasi_resolve_no_xdev;
extern const uint64_t cwasi_resolve_no_magiclinks;
extern const uint64_t cwasi_resolve_no_symlinks;
extern const uint64_t cwasi_resolve_beneath;

int cwasi_openat2(int directory, const char *path, const struct cwasi_open_how *how);

// fstatfs: what kind of file system holds the file.
extern const uint64_t cwasi_proc_super_magic;
int cwasi_file_system_type(int fd, uint64_t *type);

ssize_t cwasi_getrandom(void *buffer, size_t count);
int cwasi_accept4(int fd, int flags);
int cwasi_eventfd(void);
int cwasi_fallocate(int fd, int64_t offset, int64_t length);
int cwasi_ppoll(struct pollfd *descriptors, size_t count, const struct timespec *timeout);
ssize_t cwasi_getdents64(int fd, void *buffer, size_t count);

// epoll: the data of an event is the descriptor. Collecting does not wait.
int cwasi_epoll_create(void);
int cwasi_epoll_add(int queue, int fd, uint32_t events);
int cwasi_epoll_change(int queue, int fd, uint32_t events);
int cwasi_epoll_remove(int queue, int fd);
int cwasi_epoll_collect(int queue, struct epoll_event *events, int capacity);

// readv and writev at the descriptor's position that fail with EAGAIN instead of waiting, whatever the descriptor's flags;
// EOPNOTSUPP where the file cannot do so.
ssize_t cwasi_readv_nowait(int fd, const struct iovec *vectors, int count);
ssize_t cwasi_writev_nowait(int fd, const struct iovec *vectors, int count);

// Anonymous memory that a child process sees zeroed after a fork; NULL on failure.
void *cwasi_map_wiped_on_fork(size_t count);

#endif

#if defined(__APPLE__)

// Gives the calling thread a working directory of its own; -1 takes it away.
int cwasi_thread_fchdir(int directory);

#endif
