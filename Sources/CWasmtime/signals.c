#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CWasmtimeSignals.h"

#include "CWasmtimeFunctions.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// No thread waits for signals: a second one would make every system call of the guest's dearer, and starting it is a good part of what
// a small program takes. The handler runs on the guest's own thread instead and does as little as possible: in a host call it wakes
// what waits, and the guest is left when the call returns. In the guest's own code, where nobody else's locks are held, it ends the
// process from there, or, if the code carries checks, leaves that to them.

static cwt_control_t *volatile guest;
static volatile int wake_descriptor = -1;
static wasm_engine_t *volatile checking_engine;
static void (*volatile finish_run)(int signal);
static volatile sig_atomic_t first_signal;

#define MAXIMUM_FILES 16
static struct {
    char path[PATH_MAX];
    dev_t device;
    ino_t inode;
} files[MAXIMUM_FILES];
static volatile sig_atomic_t file_count;

_Noreturn static void end(int signal) {
    for (int index = 0; index < file_count; index++) {
        struct stat status;
        if (lstat(files[index].path, &status) != 0) continue;
        if (status.st_dev == files[index].device && status.st_ino == files[index].inode) unlink(files[index].path);
    }
    _exit(128 + signal);
}

// Whether the signal has come to another thread than the guest's, to which it is then sent on: only there the stack can be seen.
static bool is_passed_on(cwt_control_t *control, int signal) {
    if (!control || !cwt_control_is_running(control) || pthread_equal((pthread_t)control->thread, pthread_self())) return false;
    return pthread_kill((pthread_t)control->thread, signal) == 0;
}

static void handle(int signal, siginfo_t *information, void *context) {
    (void)information;
    int saved = errno;
    if (signal == SIGQUIT) {
        cwt_control_t *control = guest;
        if (!is_passed_on(control, signal)) cwt_signals_say_where(control, context);
        errno = saved;
        return;
    }
    // What was to end has not.
    if (signal == SIGALRM) end(first_signal != 0 ? first_signal : signal);
    cwt_control_t *control = guest;
    if (first_signal != 0 || !control) end(signal);
    first_signal = signal;
    // A host call that cannot be woken, such as the opening of a file on a disk that does not answer, gets a second.
    alarm(1);
    // The same number as in StopReason.swift.
    cwt_control_stop(control, 0x100 + signal);
    if (wake_descriptor >= 0) {
        uint64_t one = 1;
        if (write(wake_descriptor, &one, sizeof one) < 0) {}
    }
    if (checking_engine) {
        wasmtime_engine_increment_epoch(checking_engine);
    } else if (cwt_control_is_running(control) && !cwt_control_call(control)) {
        if (finish_run) finish_run(signal);
        end(signal);
    }
    errno = saved;
}

static void install(int signal) {
    struct sigaction action, before;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_sigaction = handle;
    // A second signal must be heard while the first one's work is done. The guest's calls go on after SIGQUIT.
    action.sa_flags = SA_SIGINFO | SA_RESTART | (signal == SIGQUIT ? 0 : SA_NODEFER);
    // nohup, and shells for what runs in the background, have signals ignored.
    if (signal != SIGALRM && sigaction(signal, NULL, &before) == 0 && before.sa_handler == SIG_IGN) return;
    sigaction(signal, &action, NULL);
}

void cwt_signals_install(void) {
    install(SIGINT);
    install(SIGTERM);
    install(SIGHUP);
    install(SIGQUIT);
    install(SIGALRM);
}

void cwt_signals_watch(cwt_control_t *control, int wake, wasm_engine_t *engine, void (*finish)(int signal)) {
    wake_descriptor = wake;
    checking_engine = engine;
    finish_run = finish;
    guest = control;
}

void cwt_signals_forget(void) {
    guest = NULL;
    alarm(0);
    finish_run = NULL;
    checking_engine = NULL;
    wake_descriptor = -1;
}

bool cwt_signals_remove_file(const char *path) {
    struct stat status;
    size_t size = strlen(path) + 1;
    if (file_count == MAXIMUM_FILES || size > PATH_MAX || lstat(path, &status) != 0) return false;
    memcpy(files[file_count].path, path, size);
    files[file_count].device = status.st_dev;
    files[file_count].inode = status.st_ino;
    file_count++;
    return true;
}
