// File times: set, kept, "now", and read back to the nanosecond.

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "require.h"

int main(void) {
    struct stat status;
    int file = open("clockwork", O_RDWR | O_CREAT, 0644);
    require(file >= 0);
    struct timespec times[2] = {{.tv_sec = 1000000000, .tv_nsec = 123456789}, {.tv_sec = 1234567890, .tv_nsec = 987654321}};
    require(futimens(file, times) == 0);
    require(fstat(file, &status) == 0);
    require(status.st_atim.tv_sec == 1000000000 && status.st_atim.tv_nsec == 123456789);
    require(status.st_mtim.tv_sec == 1234567890 && status.st_mtim.tv_nsec == 987654321);

    times[0].tv_nsec = UTIME_OMIT;
    times[1].tv_sec = 1;
    times[1].tv_nsec = 0;
    require(utimensat(AT_FDCWD, "clockwork", times, 0) == 0);
    require(stat("clockwork", &status) == 0);
    require(status.st_atim.tv_sec == 1000000000 && status.st_mtim.tv_sec == 1 && status.st_mtim.tv_nsec == 0);

    time_t before = time(NULL);
    times[0].tv_nsec = UTIME_NOW;
    times[1].tv_nsec = UTIME_OMIT;
    require(futimens(file, times) == 0);
    require(fstat(file, &status) == 0);
    require(status.st_atim.tv_sec >= before - 1 && status.st_atim.tv_sec <= time(NULL) + 1);
    require(status.st_mtim.tv_sec == 1);
    require(close(file) == 0 && unlink("clockwork") == 0);
    printf("times\n");
    return 0;
}
