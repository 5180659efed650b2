// Waits on the descriptor that its argument names until no more can come, and says what it read and whether poll called the end a
// hang-up: that of a pipe and of a connection is one, that of a file is not.

#include "print.h"

static char text[256], bytes[4096];
static char *arguments[8];

void _start(void) {
    uint32_t count = 0, size = 0;
    require(args_sizes_get(&count, &size) == WASI_SUCCESS && count == 2 && size <= sizeof text, "one argument");
    require(args_get(arguments, text) == WASI_SUCCESS, "args_get answers");
    wasi_fd fd = arguments[1][0] - '0';
    uint64_t total = 0;
    while (1) {
        wasi_subscription subscription = {.userdata = 7, .tag = WASI_EVENT_READ};
        subscription.file.fd = fd;
        wasi_event event;
        uint32_t happened = 0;
        require(poll_oneoff(&subscription, &event, 1, &happened) == WASI_SUCCESS && happened == 1, "poll_oneoff answers");
        require(event.userdata == 7 && event.error == WASI_SUCCESS && event.type == WASI_EVENT_READ, "the event is ours");
        wasi_buffer buffer = {bytes, sizeof bytes};
        uint32_t read = 0;
        wasi_errno error = fd_read(fd, &buffer, 1, &read);
        if (error == WASI_EAGAIN) continue;
        require(error == WASI_SUCCESS, "what poll announces can be read");
        total += read;
        if (read == 0) {
            print_number(total);
            print(event.flags & WASI_HANGUP ? " bytes, then a hang-up\n" : " bytes, then their end\n");
            return;
        }
        require(event.bytes > 0, "poll says how much there is");
    }
}
