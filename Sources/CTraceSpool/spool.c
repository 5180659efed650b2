#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CTraceSpool.h"

#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// A power of two.
#define SIZE ((size_t)1 << 20)

// What both processes see.
struct area {
    // How many bytes were ever handed over, and how many of them are done with. Each is changed by one side.
    _Alignas(64) _Atomic uint64_t given;
    _Alignas(64) _Atomic uint64_t done;
    // Whether the writing process waits to be woken.
    _Alignas(64) _Atomic bool is_asleep;
    // The errno of the first write that failed.
    _Atomic int failure;
    _Alignas(4096) unsigned char bytes[SIZE];
};

struct cspool {
    struct area *area;
    int file;
    // Where in the file the first byte goes.
    off_t start;
    // A byte wakes the other process; that it is closed, which the system sees to as well, ends it.
    int wake;
    // The other end, kept so that a byte for a process that is gone raises no signal.
    int unused;
    pid_t process;
    bool has_ended;
};

// MARK: Writing

static void write_all(struct area *area, int file, const unsigned char *bytes, size_t count) {
    while (count > 0 && atomic_load_explicit(&area->failure, memory_order_relaxed) == 0) {
        ssize_t written = write(file, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            atomic_store(&area->failure, written < 0 ? errno : EIO);
            return;
        }
        bytes += written;
        count -= (size_t)written;
    }
}

// Writes what was handed over. Returns whether there was anything.
static bool drain(struct area *area, int file) {
    uint64_t done = atomic_load_explicit(&area->done, memory_order_relaxed);
    uint64_t given = atomic_load(&area->given);
    if (done == given) return false;
    while (done != given) {
        size_t place = (size_t)done & (SIZE - 1);
        size_t count = (size_t)(given - done);
        if (count > SIZE - place) count = SIZE - place;
        write_all(area, file, area->bytes + place, count);
        done += count;
        atomic_store_explicit(&area->done, done, memory_order_release);
    }
    return true;
}

// MARK: The other process

_Noreturn static void run(struct area *area, int file, int wake) {
    cspool_close_others(file, wake);
    // What stops or ends the terminal's programs does not concern it, and no folder stays in use for it.
    setsid();
    if (chdir("/") != 0) {}
    cspool_name_process();
    struct pollfd waiting = {.fd = wake, .events = POLLIN};
    while (true) {
        // After some work, more is likely to come: to be woken for each line would cost the guest a system call again.
        int patience = drain(area, file) ? 1 : -1;
        if (patience < 0) {
            atomic_store(&area->is_asleep, true);
            if (atomic_load(&area->given) != atomic_load(&area->done)) patience = 0;
        }
        waiting.revents = 0;
        int ready = poll(&waiting, 1, patience);
        if (ready <= 0) continue;
        char byte;
        if (read(wake, &byte, 1) == 0) break;
    }
    drain(area, file);
    _exit(0);
}

cspool_t *cspool_start(int file) {
    // Of a name space of processes, all end with the first one.
    if (getpid() == 1) return NULL;
    cspool_t *spool = calloc(1, sizeof *spool);
    if (!spool) return NULL;
    int ends[2] = {-1, -1};
    off_t start = 0;
    void *area = mmap(NULL, sizeof(struct area), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    spool->process = -1;
    if (area != MAP_FAILED && pipe(ends) == 0) {
        fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        fcntl(ends[1], F_SETFD, FD_CLOEXEC);
        // Handlers of this process must not run in the other one, not even for an instant.
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        start = lseek(file, 0, SEEK_CUR);
        spool->process = fork();
        if (spool->process == 0) run(area, file, ends[0]);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    if (spool->process < 0) {
        if (area != MAP_FAILED) munmap(area, sizeof(struct area));
        if (ends[0] >= 0) {
            close(ends[0]);
            close(ends[1]);
        }
        free(spool);
        return NULL;
    }
    spool->area = area;
    spool->file = file;
    spool->start = start;
    spool->wake = ends[1];
    spool->unused = ends[0];
    return spool;
}

// MARK: This process

// Whatever the other process was killed at, the place in the file, which both share, says what it has written.
static void settle(cspool_t *spool) {
    struct area *area = spool->area;
    uint64_t written = (uint64_t)(lseek(spool->file, 0, SEEK_CUR) - spool->start);
    if (written > atomic_load(&area->done) && written <= atomic_load(&area->given)) atomic_store(&area->done, written);
}

// Whether the other process is gone. `options` as those of waitpid.
static bool has_ended(cspool_t *spool, int options) {
    if (spool->has_ended) return true;
    pid_t found;
    do {
        found = waitpid(spool->process, NULL, options);
    } while (found < 0 && errno == EINTR);
    // No such child: it was waited for by the system, where SIGCHLD is ignored.
    if (found == 0) return false;
    spool->has_ended = true;
    settle(spool);
    return true;
}

// Waits for room. Somebody may have killed the other process: what it has left is written here then.
static void make_room(cspool_t *spool) {
    if (has_ended(spool, WNOHANG)) {
        drain(spool->area, spool->file);
        return;
    }
    struct timespec moment = {.tv_nsec = 50000};
    nanosleep(&moment, NULL);
}

void cspool_write(cspool_t *spool, const void *bytes, size_t count) {
    struct area *area = spool->area;
    uint64_t given = atomic_load_explicit(&area->given, memory_order_relaxed);
    while (count > 0) {
        size_t room = SIZE - (size_t)(given - atomic_load_explicit(&area->done, memory_order_acquire));
        if (room < count && room < SIZE) {
            make_room(spool);
            continue;
        }
        size_t part = count < room ? count : room;
        size_t place = (size_t)given & (SIZE - 1);
        size_t first = part < SIZE - place ? part : SIZE - place;
        memcpy(area->bytes + place, bytes, first);
        memcpy(area->bytes, (const unsigned char *)bytes + first, part - first);
        given += part;
        bytes = (const unsigned char *)bytes + part;
        count -= part;
        atomic_store(&area->given, given);
        if (atomic_load(&area->is_asleep) && atomic_exchange(&area->is_asleep, false)) {
            char byte = 0;
            while (write(spool->wake, &byte, 1) < 0 && errno == EINTR) {}
        }
    }
    if (spool->has_ended) drain(area, spool->file);
}

int cspool_finish(cspool_t *spool) {
    if (spool->wake >= 0) {
        close(spool->wake);
        close(spool->unused);
        spool->wake = -1;
    }
    has_ended(spool, 0);
    drain(spool->area, spool->file);
    return atomic_load(&spool->area->failure);
}
