// The life of files: create, write, append, seek, read at a place, truncate, rename, unlink.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "require.h"

static off_t size_of(const char *path) {
    struct stat status;
    require(stat(path, &status) == 0);
    require(S_ISREG(status.st_mode));
    return status.st_size;
}

int main(void) {
    char buffer[64] = {0};
    int file = open("letter.txt", O_RDWR | O_CREAT | O_EXCL, 0644);
    require(file >= 0);
    refuse(open("letter.txt", O_RDWR | O_CREAT | O_EXCL, 0644), EEXIST);
    require(write(file, "Dear reader,", 12) == 12);
    require(lseek(file, 0, SEEK_CUR) == 12);
    require(lseek(file, 5, SEEK_SET) == 5);
    require(read(file, buffer, 6) == 6);
    require(memcmp(buffer, "reader", 6) == 0);
    require(pwrite(file, "writer", 6, 5) == 6);
    require(pread(file, buffer, sizeof buffer, 0) == 12);
    require(memcmp(buffer, "Dear writer,", 12) == 0);
    require(lseek(file, 0, SEEK_CUR) == 11);
    require(lseek(file, -1, SEEK_END) == 11);
    refuse(lseek(file, -1, SEEK_SET), EINVAL);
    require(fsync(file) == 0 && fdatasync(file) == 0);
    require(close(file) == 0);
    refuse(close(file), EBADF);

    file = open("letter.txt", O_WRONLY | O_APPEND);
    require(file >= 0);
    require((fcntl(file, F_GETFL) & O_APPEND) != 0);
    require(lseek(file, 0, SEEK_SET) == 0);
    require(write(file, "\nyours", 6) == 6);
    refuse(read(file, buffer, 1), EBADF);
    require(close(file) == 0);
    require(size_of("letter.txt") == 18);

    require(truncate("letter.txt", 4) == 0);
    require(size_of("letter.txt") == 4);
    file = open("letter.txt", O_RDWR);
    require(ftruncate(file, 1000) == 0);
    require(pread(file, buffer, 2, 3) == 2);
    require(buffer[0] == 'r' && buffer[1] == 0);
    require(posix_fallocate(file, 0, 2000) == 0);
    require(size_of("letter.txt") == 2000);
    require(close(file) == 0);

    require(rename("letter.txt", "sent.txt") == 0);
    refuse(open("letter.txt", O_RDONLY), ENOENT);
    file = open("sent.txt", O_RDONLY | O_TRUNC);
    if (file >= 0) close(file);
    file = open("sent.txt", O_WRONLY | O_TRUNC);
    require(file >= 0 && close(file) == 0);
    require(size_of("sent.txt") == 0);
    require(link("sent.txt", "copy.txt") == 0);
    struct stat first, second;
    require(stat("sent.txt", &first) == 0 && stat("copy.txt", &second) == 0);
    require(first.st_ino == second.st_ino && first.st_dev == second.st_dev && first.st_nlink == 2);
    require(unlink("sent.txt") == 0);
    refuse(unlink("sent.txt"), ENOENT);
    require(unlink("copy.txt") == 0);

    FILE *stream = fopen("lines.txt", "w+");
    require(stream != NULL);
    for (int line = 0; line < 1000; line++) fprintf(stream, "line %d\n", line);
    rewind(stream);
    int lines = 0;
    while (fgets(buffer, sizeof buffer, stream)) lines++;
    require(lines == 1000);
    require(fclose(stream) == 0);
    require(remove("lines.txt") == 0);
    printf("files\n");
    return 0;
}
