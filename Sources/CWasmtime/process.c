#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CWasmtimeSupport.h"

#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>

extern char **environ;

bool cwt_start_detached(const char *program, char *const *arguments) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0) return false;
    bool started = false;
    if (posix_spawnattr_init(&attributes) == 0) {
        bool ready = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID) == 0;
        for (int descriptor = 0; descriptor <= 2; descriptor++) {
            ready = ready && posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) == 0;
        }
        pid_t process;
        started = ready && posix_spawn(&process, program, &actions, &attributes, arguments, environ) == 0;
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return started;
}

void cwt_stand_back(void) {
    setpriority(PRIO_PROCESS, 0, 19);
#if defined(__linux__)
    struct sched_param parameters = {0};
    sched_setscheduler(0, SCHED_IDLE, &parameters);
#endif
    // What the parent had open without knowing, such as the pipe of whoever waits for its end, must not stay open.
    long limit = sysconf(_SC_OPEN_MAX);
    if (limit < 256 || limit > 65536) limit = 65536;
    for (int descriptor = 3; descriptor < limit; descriptor++) close(descriptor);
    if (chdir("/") != 0) return;
}
