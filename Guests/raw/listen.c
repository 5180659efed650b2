// Listens at an address, prints the port, answers the first connection with what it says, and ends: listen ADDRESS [PORT].
// Prints the error's number if it may not.

#include "sockets.h"

static void fail(wasi_errno error) {
    if (error == WASI_SUCCESS) return;
    print("error ");
    print_number(error);
    print("\n");
    proc_exit(0);
}

void _start(void) {
    read_arguments();
    require(word_count >= 2, "an address is given");
    place at, own = {.address = {&own.storage, sizeof own.storage}};
    parse_ip(&at, words[1]);
    if (word_count > 2) at.port = number(words[2]);
    wasi_fd listener = open_socket(&at, WASMEDGE_STREAM), fd = -1;
    set_option(listener, WASMEDGE_REUSEADDR, 1);
    fail(wasmedge_bind(listener, &at.address, at.port));
    fail(wasmedge_listen(listener, 4));
    expect(wasmedge_getlocaladdr(listener, &own.address, &own.port), WASI_SUCCESS, "sock_getlocaladdr");
    print("port ");
    print_number(own.port);
    print("\n");
    expect(sock_accept(listener, 0, &fd), WASI_SUCCESS, "sock_accept");
    while (1) {
        char bytes[256];
        wasi_buffer buffer = {bytes, sizeof bytes};
        uint32_t size = 0;
        uint16_t flags = 0;
        expect(sock_recv(fd, &buffer, 1, 0, &size, &flags), WASI_SUCCESS, "sock_recv");
        if (size == 0) break;
        buffer.size = size;
        expect(sock_send(fd, &buffer, 1, 0, &size), WASI_SUCCESS, "sock_send");
    }
    expect(fd_close(fd), WASI_SUCCESS, "fd_close");
}
