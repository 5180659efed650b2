#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

#include "CWASIUnix.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/syscall.h>
#endif

// WASICore.BufferSegment is handed to readv as it is: a pointer, then a size.
_Static_assert(sizeof(struct iovec) == 2 * sizeof(void *), "struct iovec is not a pointer and a size");
_Static_assert(offsetof(struct iovec, iov_base) == 0, "struct iovec does not begin with the pointer");
_Static_assert(offsetof(struct iovec, iov_len) == sizeof(void *), "struct iovec does not end with the size");
_Static_assert(sizeof(size_t) == 8 && sizeof(off_t) == 8, "a 64-bit host with 64-bit file offsets is needed");

int cwasi_errno(void) { return errno; }

const long cwasi_utime_now = UTIME_NOW;
const long cwasi_utime_omit = UTIME_OMIT;

int cwasi_bytes_available(int fd, int *count) { return ioctl(fd, FIONREAD, count); }

int cwasi_fstat(int fd, struct stat *status) {
// Where the kernel's struct stat is the C library's.
#if defined(__linux__) && defined(__LP64__) && (defined(__x86_64__) || defined(__aarch64__))
    return (int)syscall(SYS_fstat, fd, status);
#else
    return fstat(fd, status);
#endif
}

int cwasi_poll_now(struct pollfd *descriptors, size_t count) { return poll(descriptors, (nfds_t)count, 0); }

int cwasi_openat(int directory, const char *path, int flags, mode_t mode) { return openat(directory, path, flags, mode); }
int cwasi_duplicate(int fd) { return fcntl(fd, F_DUPFD_CLOEXEC, 0); }
int cwasi_status_flags(int fd) { return fcntl(fd, F_GETFL); }
int cwasi_set_status_flags(int fd, int flags) { return fcntl(fd, F_SETFL, flags); }

const int cwasi_msg_dontwait = MSG_DONTWAIT;
const int cwasi_msg_peek = MSG_PEEK;
const int cwasi_msg_trunc = MSG_TRUNC;

// Never raises SIGPIPE; Darwin says so per socket.
#if defined(MSG_NOSIGNAL)
static const int quiet = MSG_NOSIGNAL;
#else
static const int quiet = 0;
#endif

ssize_t cwasi_recvmsg(int fd, const struct iovec *vectors, int count, int flags, int *result_flags, struct sockaddr *address,
                      socklen_t *length) {
    struct msghdr message = {.msg_iov = (struct iovec *)vectors, .msg_name = address};
    message.msg_iovlen = (__typeof__(message.msg_iovlen))count;
    if (address) message.msg_namelen = *length;
    ssize_t result = recvmsg(fd, &message, flags);
    *result_flags = message.msg_flags;
    if (address) *length = message.msg_namelen;
    return result;
}

ssize_t cwasi_sendmsg(int fd, const struct iovec *vectors, int count, int flags, const struct sockaddr *address,
                      socklen_t length) {
    struct msghdr message = {.msg_iov = (struct iovec *)vectors, .msg_name = (void *)address, .msg_namelen = length};
    message.msg_iovlen = (__typeof__(message.msg_iovlen))count;
    return sendmsg(fd, &message, flags | quiet);
}

ssize_t cwasi_recv(int fd, void *buffer, size_t count, int flags) { return recv(fd, buffer, count, flags); }
ssize_t cwasi_send(int fd, const void *buffer, size_t count, int flags) { return send(fd, buffer, count, flags | quiet); }

int cwasi_socket(int family, int type, int protocol) {
#if defined(__linux__)
    return socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
#else
    int fd = socket(family, type, protocol);
    if (fd < 0) return -1;
    int one = 1;
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && fcntl(fd, F_SETFL, O_NONBLOCK) == 0 &&
        setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &one, sizeof one) == 0)
        return fd;
    int number = errno;
    close(fd);
    errno = number;
    return -1;
#endif
}

const int cwasi_sock_stream = SOCK_STREAM;
const int cwasi_sock_dgram = SOCK_DGRAM;
const int cwasi_ipproto_tcp = IPPROTO_TCP;
const int cwasi_ipproto_udp = IPPROTO_UDP;
const int cwasi_ipproto_ipv6 = IPPROTO_IPV6;
const int cwasi_tcp_nodelay = TCP_NODELAY;
const int cwasi_ipv6_v6only = IPV6_V6ONLY;

int cwasi_bytes_unsent(int fd, int *count) {
#if defined(__APPLE__)
    socklen_t size = sizeof *count;
    return getsockopt(fd, SOL_SOCKET, SO_NWRITE, count, &size);
#else
    return ioctl(fd, TIOCOUTQ, count);
#endif
}

void cwasi_ignore_sigpipe(void) {
    struct sigaction action;
    if (sigaction(SIGPIPE, NULL, &action) != 0 || action.sa_handler != SIG_DFL) return;
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

#if defined(__linux__)

#include <linux/magic.h>
#include <linux/openat2.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/vfs.h>

_Static_assert(sizeof(struct cwasi_open_how) == sizeof(struct open_how), "struct open_how has changed");

const int cwasi_o_path = O_PATH;
const int cwasi_at_empty_path = AT_EMPTY_PATH;
const int cwasi_pollrdhup = POLLRDHUP;
const int cwasi_so_bindtodevice = SO_BINDTODEVICE;
const uint64_t cwasi_resolve_no_xdev = RESOLVE_NO_XDEV;
const uint64_t cwasi_resolve_no_magiclinks = RESOLVE_NO_MAGICLINKS;
const uint64_t cwasi_resolve_no_symlinks = RESOLVE_NO_SYMLINKS;
const uint64_t cwasi_resolve_beneath = RESOLVE_BENEATH;

int cwasi_openat2(int directory, const char *path, const struct cwasi_open_how *how) {
    return (int)syscall(SYS_openat2, directory, path, how, sizeof *how);
}

const uint64_t cwasi_proc_super_magic = PROC_SUPER_MAGIC;

int cwasi_file_system_type(int fd, uint64_t *type) {
    struct statfs status;
    if (fstatfs(fd, &status) != 0) return -1;
    *type = (uint64_t)status.f_type;
    return 0;
}

ssize_t cwasi_getrandom(void *buffer, size_t count) { return getrandom(buffer, count, 0); }
int cwasi_accept4(int fd, int flags) { return accept4(fd, NULL, NULL, flags); }
int cwasi_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int cwasi_fallocate(int fd, int64_t offset, int64_t length) { return fallocate(fd, 0, offset, length); }

int cwasi_ppoll(struct pollfd *descriptors, size_t count, const struct timespec *timeout) {
    return ppoll(descriptors, (nfds_t)count, timeout, NULL);
}

int cwasi_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int cwasi_epoll_add(int queue, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    return epoll_ctl(queue, EPOLL_CTL_ADD, fd, &event);
}

int cwasi_epoll_change(int queue, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    return epoll_ctl(queue, EPOLL_CTL_MOD, fd, &event);
}

int cwasi_epoll_remove(int queue, int fd) { return epoll_ctl(queue, EPOLL_CTL_DEL, fd, NULL); }

int cwasi_epoll_collect(int queue, struct epoll_event *events, int capacity) { return epoll_wait(queue, events, capacity, 0); }

_Static_assert(EPOLLIN == POLLIN && EPOLLOUT == POLLOUT && EPOLLERR == POLLERR && EPOLLHUP == POLLHUP && EPOLLRDHUP == POLLRDHUP,
               "the events of poll and of epoll have the same numbers");

ssize_t cwasi_getdents64(int fd, void *buffer, size_t count) { return syscall(SYS_getdents64, fd, buffer, count); }

ssize_t cwasi_readv_nowait(int fd, const struct iovec *vectors, int count) {
    return preadv2(fd, vectors, count, -1, RWF_NOWAIT);
}

ssize_t cwasi_writev_nowait(int fd, const struct iovec *vectors, int count) {
    return pwritev2(fd, vectors, count, -1, RWF_NOWAIT);
}

void *cwasi_map_wiped_on_fork(size_t count) {
    void *place = mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) return NULL;
    if (madvise(place, count, MADV_WIPEONFORK) == 0) return place;
    munmap(place, count);
    return NULL;
}

#endif

#if defined(__APPLE__)

// Exported by the system's library for many years, but not declared in its headers.
int pthread_fchdir_np(int directory);

int cwasi_thread_fchdir(int directory) { return pthread_fchdir_np(directory); }

#endif
