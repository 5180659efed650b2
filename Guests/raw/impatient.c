// Reads standard input once without waiting and says what came of it; then waits for input or 20 ms, whatever is first.

#include "print.h"

static char bytes[64];

void _start(void) {
    wasi_buffer buffer = {bytes, sizeof bytes};
    uint32_t read = 0;
    wasi_errno error = fd_read(0, &buffer, 1, &read);
    print(error == WASI_EAGAIN ? "nothing yet" : error == WASI_SUCCESS ? "something" : "an error");
    wasi_subscription subscriptions[2] = {{.userdata = 1, .tag = WASI_EVENT_READ}, {.userdata = 2, .tag = WASI_EVENT_CLOCK}};
    subscriptions[0].file.fd = 0;
    subscriptions[1].clock.id = WASI_MONOTONIC;
    subscriptions[1].clock.timeout = 20000000;
    wasi_event events[2];
    uint32_t happened = 0;
    require(poll_oneoff(subscriptions, events, 2, &happened) == WASI_SUCCESS, "poll_oneoff answers");
    print(happened == 1 && events[0].userdata == 2 ? ", then the clock\n" : ", then input\n");
}
