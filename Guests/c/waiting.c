// Clocks and waiting as libc offers them: nanosleep, usleep, clock_nanosleep, poll with a time limit.

#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "require.h"

static double now(void) {
    struct timespec time;
    require(clock_gettime(CLOCK_MONOTONIC, &time) == 0);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(void) {
    double before = now();
    struct timespec nap = {.tv_nsec = 20000000};
    require(nanosleep(&nap, NULL) == 0);
    require(now() - before >= 0.020);
    before = now();
    require(usleep(10000) == 0);
    require(now() - before >= 0.010);
    struct timespec moment;
    require(clock_gettime(CLOCK_MONOTONIC, &moment) == 0);
    moment.tv_nsec += 15000000;
    if (moment.tv_nsec >= 1000000000) moment.tv_sec++, moment.tv_nsec -= 1000000000;
    before = now();
    require(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, NULL) == 0);
    require(now() - before >= 0.014);
    struct pollfd output = {.fd = 1, .events = POLLOUT};
    require(poll(&output, 1, 1000) == 1);
    require(output.revents & POLLOUT);
    struct timespec resolution;
    require(clock_getres(CLOCK_REALTIME, &resolution) == 0 && resolution.tv_nsec > 0);
    printf("waiting\n");
    return 0;
}
