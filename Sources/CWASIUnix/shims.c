#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

#include "CWASIUnix.h"

#include <errno.h>
#include <fcntl.h>
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

ssize_t cwasi_recvmsg(int fd, const struct iovec *vectors, int count, int flags, int *result_flags) {
    struct msghdr message = {.msg_iov = (struct iovec *)vectors, .msg_iovlen = (size_t)count};
    ssize_t result = recvmsg(fd, &message, flags);
    *result_flags = message.msg_flags;
    return result;
}

ssize_t cwasi_sendmsg(int fd, const struct iovec *vectors, int count, int flags) {
    struct msghdr message = {.msg_iov = (struct iovec *)vectors, .msg_iovlen = (size_t)count};
#if defined(MSG_NOSIGNAL)
    flags |= MSG_NOSIGNAL;
#endif
    return sendmsg(fd, &message, flags);
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
