// Copies standard input to standard output. With the argument "poll" it waits with poll_oneoff before each read and
// counts what it saw on standard error; with a non-blocking input it must.

#include "print.h"

static char *pointers[4];
static char text[256];
static char bytes[4096];

void _start(void) {
    uint32_t count, size;
    require(args_sizes_get(&count, &size) == WASI_SUCCESS && count <= 4 && size <= sizeof text, "a few arguments");
    require(args_get(pointers, text) == WASI_SUCCESS, "args_get answers");
    bool poll = count > 1 && pointers[1][0] == 'p';
    for (;;) {
        if (poll) {
            wasi_subscription subscription = {.userdata = 7, .tag = WASI_EVENT_READ};
            subscription.file.fd = 0;
            wasi_event event = {0};
            uint32_t happened = 0;
            require(poll_oneoff(&subscription, &event, 1, &happened) == WASI_SUCCESS, "poll_oneoff answers");
            require(happened == 1 && event.userdata == 7 && event.type == WASI_EVENT_READ, "standard input is ready");
            require(event.error == WASI_SUCCESS, "without an error");
        }
        wasi_buffer buffer = {bytes, sizeof bytes};
        uint32_t read = 0;
        wasi_errno error = fd_read(0, &buffer, 1, &read);
        if (error == WASI_EAGAIN) {
            require(poll, "only a program that polls meets EAGAIN");
            continue;
        }
        require(error == WASI_SUCCESS, "standard input can be read");
        if (read == 0) return;
        write_bytes(1, bytes, read);
    }
}
