// Opens sockets like files, for wasirun's --sockets path_open: paths ADDRESS WORD. Connects to the first, which is a path like
// tcp+dial://127.0.0.1:8080, sends the word and prints the answer.

#include "print.h"

static char text[1024], bytes[256];
static char *words[8];

static wasi_errno open_path(const char *path, wasi_fd *fd) {
    return path_open(-1, 0, path, length(path), 0, ~0ull >> 34, ~0ull >> 34, 0, fd);
}

static void wait_for(wasi_fd fd, uint8_t tag) {
    wasi_subscription subscription = {.tag = tag};
    subscription.file.fd = fd;
    wasi_event event;
    uint32_t happened = 0;
    require(poll_oneoff(&subscription, &event, 1, &happened) == WASI_SUCCESS && happened == 1, "poll_oneoff answers");
}

void _start(void) {
    uint32_t count = 0, size = 0;
    require(args_sizes_get(&count, &size) == WASI_SUCCESS && count == 3 && size <= sizeof text, "two arguments");
    require(args_get(words, text) == WASI_SUCCESS, "args_get answers");

    wasi_fd listener = -1, fd = -1;
    wasi_errno error = open_path("tcp+listen://127.0.0.1:0?backlog=4", &listener);
    if (error == WASI_EACCES) {
        print("not allowed\n");
        return;
    }
    require(error == WASI_SUCCESS, "an address to listen at opens");
    wasi_status status;
    require(fd_fdstat_get(listener, &status) == WASI_SUCCESS && status.type == 6, "it is a socket for streams");
    require(sock_accept(listener, 0, &fd) == WASI_EAGAIN, "nobody has connected, and the socket does not wait");
    require(open_path("tcp+listen://127.0.0.1", &fd) == WASI_EINVAL, "an address needs a port");
    require(open_path("tcp:listen://127.0.0.1:0", &fd) == WASI_EBADF, "other paths are paths");

    require(open_path(words[1], &fd) == WASI_SUCCESS, "an address to connect to opens");
    wait_for(fd, WASI_EVENT_WRITE);
    wasi_buffer buffer = {words[2], length(words[2])};
    require(fd_write(fd, &buffer, 1, &size) == WASI_SUCCESS && size == buffer.size, "the word is sent");
    require(sock_shutdown(fd, WASI_SHUT_WRITE) == WASI_SUCCESS, "the end is sent");
    while (1) {
        buffer = (wasi_buffer){bytes, sizeof bytes};
        error = fd_read(fd, &buffer, 1, &size);
        if (error == WASI_EAGAIN) {
            wait_for(fd, WASI_EVENT_READ);
            continue;
        }
        require(error == WASI_SUCCESS, "the answer is read");
        if (size == 0) break;
        write_bytes(1, bytes, size);
    }
    print("\n");
}
