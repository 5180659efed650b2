// Lists every open descriptor: its number, its type, and the name it was granted under.

#include "print.h"

void _start(void) {
    for (wasi_fd fd = 0; fd < 64; fd++) {
        wasi_status status;
        if (fd_fdstat_get(fd, &status) != WASI_SUCCESS) continue;
        wasi_preopen preopen;
        if (fd_prestat_get(fd, &preopen) != WASI_SUCCESS) continue;
        char name[256] = {0};
        require(preopen.name_size < sizeof name, "the name fits");
        require(fd_prestat_dir_name(fd, name, preopen.name_size) == WASI_SUCCESS, "fd_prestat_dir_name answers");
        print_number((uint64_t)fd);
        print(" ");
        print(name);
        print(status.rights & WASI_RIGHT_READDIR ? " folder" : " other");
        print("\n");
    }
}
