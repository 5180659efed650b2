// Connects, sends a word and prints what comes back until its end: connect ADDRESS PORT WORD [now], with "now" without waiting in the
// call. ADDRESS is a.b.c.d, ::1 or the path of a local socket. Prints the error's number if there is none to talk to.

#include "sockets.h"

static wasi_errno connect_now(wasi_fd fd, const place *target) {
    set_nonblocking(fd, true);
    wasi_errno error = wasmedge_connect(fd, &target->address, target->port);
    if (error != WASI_EINPROGRESS) return error;
    wait_for(fd, WASI_EVENT_WRITE);
    return (wasi_errno)option_of(fd, WASMEDGE_ERROR);
}

void _start(void) {
    read_arguments();
    require(word_count >= 4, "an address, a port and a word are given");
    place target;
    if (words[1][0] == '/') make_unix(&target, words[1]); else parse_ip(&target, words[1]);
    target.port = number(words[2]);
    wasi_fd fd = open_socket(&target, WASMEDGE_STREAM);
    wasi_errno error = word_count > 4 && same_text(words[4], "now")
        ? connect_now(fd, &target) : wasmedge_connect(fd, &target.address, target.port);
    if (error != WASI_SUCCESS) {
        print("error ");
        print_number(error);
        print("\n");
        return;
    }
    expect(send_text(fd, words[3]), WASI_SUCCESS, "sock_send");
    expect(sock_shutdown(fd, WASI_SHUT_WRITE), WASI_SUCCESS, "sock_shutdown");
    while (1) {
        char bytes[256];
        wasi_buffer buffer = {bytes, sizeof bytes};
        uint32_t size = 0;
        wait_for(fd, WASI_EVENT_READ);
        error = fd_read(fd, &buffer, 1, &size);
        if (error == WASI_EAGAIN) continue;
        expect(error, WASI_SUCCESS, "fd_read");
        if (size == 0) break;
        write_bytes(1, bytes, size);
    }
    print("\n");
}
