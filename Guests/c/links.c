// Symbolic links inside the grant work; those that lead out of it do not.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "require.h"

// Opening must fail, with whatever error.
static void cannot_open(const char *path) {
    int file = open(path, O_RDONLY);
    if (file < 0) return;
    printf("%s was opened\n", path);
    exit(1);
}

int main(void) {
    char buffer[64] = {0};
    struct stat status;
    require(mkdir("real", 0755) == 0);
    int file = open("real/text", O_WRONLY | O_CREAT, 0644);
    require(write(file, "within", 6) == 6 && close(file) == 0);

    require(symlink("real/text", "to-file") == 0);
    require(symlink("real", "to-folder") == 0);
    require(readlink("to-file", buffer, sizeof buffer) == 9 && memcmp(buffer, "real/text", 9) == 0);
    require(readlink("to-file", buffer, 4) == 4);
    require(lstat("to-file", &status) == 0 && S_ISLNK(status.st_mode));
    require(stat("to-file", &status) == 0 && S_ISREG(status.st_mode) && status.st_size == 6);
    file = open("to-folder/text", O_RDONLY);
    require(read(file, buffer, 6) == 6 && memcmp(buffer, "within", 6) == 0 && close(file) == 0);
    refuse(open("to-file", O_RDONLY | O_NOFOLLOW), ELOOP);

    require(symlink("loop", "loop") == 0);
    refuse(open("loop", O_RDONLY), ELOOP);
    require(symlink("nowhere", "dangling") == 0);
    refuse(open("dangling", O_RDONLY), ENOENT);

    // However a program climbs, it stays inside. A host may refuse to make such a link, or to follow it.
    if (symlink("../../../../../../etc/passwd", "climbing") == 0) cannot_open("climbing");
    if (symlink("/etc/passwd", "absolute") == 0) cannot_open("absolute");
    if (symlink("..", "up") == 0) cannot_open("up/etc/passwd");
    cannot_open("../outside");
    cannot_open("real/../../outside");

    require(rename("to-file", "renamed") == 0);
    require(lstat("renamed", &status) == 0 && S_ISLNK(status.st_mode));
    require(unlink("renamed") == 0);
    require(stat("real/text", &status) == 0);
    printf("links\n");
    return 0;
}
