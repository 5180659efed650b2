// Answers every message to the socket for datagrams that it was given as descriptor 3 with the same in capitals, until an empty one.

#include "sockets.h"

void _start(void) {
    wasi_status status;
    expect(fd_fdstat_get(3, &status), WASI_SUCCESS, "fd_fdstat_get");
    require(status.type == 5, "descriptor 3 is a socket for datagrams");
    while (1) {
        char bytes[2048];
        wasi_buffer buffer = {bytes, sizeof bytes};
        uint32_t size = 0;
        uint16_t flags = 0;
        place sender = {.address = {&sender.storage, sizeof sender.storage}};
        wait_for(3, WASI_EVENT_READ);
        wasi_errno error = wasmedge_recv_from(3, &buffer, 1, &sender.address, 0, &sender.port, &size, &flags);
        if (error == WASI_EAGAIN) continue;
        expect(error, WASI_SUCCESS, "sock_recv_from");
        for (uint32_t index = 0; index < size; index++) if (bytes[index] >= 'a' && bytes[index] <= 'z') bytes[index] -= 32;
        buffer.size = size;
        expect(wasmedge_send_to(3, &buffer, 1, &sender.address, sender.port, 0, &size), WASI_SUCCESS, "sock_send_to");
        if (size == 0) break;
    }
    print("answered\n");
}
