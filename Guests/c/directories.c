// The life of folders: make, list, rewind, remove; and what is refused.

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "require.h"

enum { files = 300 };

// Lists a folder; returns how many entries it has, and checks that each file is seen once.
static int list(DIR *folder) {
    static char seen[files];
    memset(seen, 0, sizeof seen);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder)); count++) {
        int number = -1;
        if (sscanf(entry->d_name, "file-%d", &number) == 1) {
            require(number >= 0 && number < files && !seen[number]);
            require(entry->d_type == DT_REG);
            seen[number] = 1;
        } else if (strcmp(entry->d_name, "inner") == 0) {
            require(entry->d_type == DT_DIR);
        } else {
            require(strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
        }
    }
    for (int number = 0; number < files; number++) require(seen[number]);
    return count;
}

int main(void) {
    char name[64];
    require(mkdir("shelf", 0755) == 0);
    refuse(mkdir("shelf", 0755), EEXIST);
    require(mkdir("shelf/inner", 0755) == 0);
    for (int number = 0; number < files; number++) {
        snprintf(name, sizeof name, "shelf/file-%d", number);
        int file = open(name, O_WRONLY | O_CREAT, 0644);
        require(file >= 0 && close(file) == 0);
    }
    DIR *folder = opendir("shelf");
    require(folder != NULL);
    require(list(folder) == files + 3);
    rewinddir(folder);
    require(list(folder) == files + 3);

    int inside = dirfd(folder);
    require(faccessat(inside, "file-7", F_OK, 0) == 0);
    int file = openat(inside, "inner/../file-7", O_RDONLY);
    require(file >= 0 && close(file) == 0);
    require(closedir(folder) == 0);

    refuse(rmdir("shelf"), ENOTEMPTY);
    refuse(rmdir("shelf/file-1"), ENOTDIR);
    refuse(unlink("shelf/inner"), EISDIR);
    refuse(open("shelf", O_WRONLY), EISDIR);
    refuse(open("shelf/file-1/", O_RDONLY), ENOTDIR);
    require(rename("shelf/inner", "inner") == 0);
    require(rmdir("inner") == 0);
    for (int number = 0; number < files; number++) {
        snprintf(name, sizeof name, "shelf/file-%d", number);
        require(unlink(name) == 0);
    }
    require(rmdir("shelf") == 0);
    require(opendir("shelf") == NULL && errno == ENOENT);
    printf("directories\n");
    return 0;
}
