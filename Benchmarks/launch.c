// Times whole processes. Being small itself, it does not add to the peak memory that the kernel reports of a child: a
// child's peak begins with what its parent held.
//
// usage: launch TIMES COMMAND ARGUMENT…      prints nanoseconds of the quickest run, and its peak memory in bytes

#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

int main(int count, char **arguments) {
    if (count < 3) return fprintf(stderr, "usage: launch TIMES COMMAND ARGUMENT…\n"), 64;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    uint64_t best = UINT64_MAX;
    long memory = 0;
    for (int times = atoi(arguments[1]); times > 0; times--) {
        pid_t process;
        int status;
        struct rusage usage;
        uint64_t start = now();
        if (posix_spawnp(&process, arguments[2], &actions, NULL, arguments + 2, environ) != 0) return 127;
        if (wait4(process, &status, 0, &usage) < 0) return 1;
        uint64_t time = now() - start;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return fprintf(stderr, "%s failed\n", arguments[2]), 1;
        if (time >= best) continue;
        best = time;
        memory = usage.ru_maxrss;
    }
#ifndef __APPLE__
    memory *= 1024;
#endif
    printf("%" PRIu64 " %ld\n", best, memory);
    return 0;
}
