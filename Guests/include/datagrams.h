// Messages within one program, by either version of WasmEdge's calls: its first argument says between which addresses, 4 or 6; or
// the first two do, as names of local sockets. `VERSION` is that of the calls.

#include "addresses.h"

static wasi_fd bind_socket(place *at) {
    wasi_fd fd = open_socket(at, WASMEDGE_DATAGRAM);
    require(option_of(fd, WASMEDGE_TYPE) == WASMEDGE_DATAGRAM, "the socket is for datagrams");
    expect(wasmedge_bind(fd, &at->address, at->port), WASI_SUCCESS, "sock_bind");
    place own;
    expect(local_place(fd, &own), WASI_SUCCESS, "sock_getlocaladdr");
    at->port = own.port;
    require(same_place(at, &own), "the socket is where it was bound");
    wasi_status status;
    expect(fd_fdstat_get(fd, &status), WASI_SUCCESS, "fd_fdstat_get");
    require(status.type == 5, "the descriptor is a socket for datagrams");
    return fd;
}

static void send_message(wasi_fd fd, const char *text, const place *to, wasi_errno wanted) {
    wasi_buffer buffer = {(void *)text, length(text)};
    uint32_t size = 0;
    expect(wasmedge_send_to(fd, &buffer, 1, &to->address, to->port, 0, &size), wanted, "sock_send_to");
    if (wanted == WASI_SUCCESS) require(size == length(text), "a message is sent whole");
}

// Receives a message of which at most `capacity` bytes are wanted.
static void receive_message(
    wasi_fd fd, uint32_t capacity, uint16_t how, const char *text, uint16_t wanted_flags, const place *from
) {
    char bytes[64];
    wasi_buffer buffer = {bytes, capacity};
    uint32_t size = 99;
    uint16_t flags = 9;
    place sender;
    wait_for(fd, WASI_EVENT_READ);
    expect(receive_from(fd, &buffer, how, &size, &flags, &sender), WASI_SUCCESS, "sock_recv_from");
    require(size == length(text) && same_bytes(bytes, text, size), "the message is the one that was sent");
    require(flags == wanted_flags, "the message says whether it is whole");
    require(is_sender(&sender, from), "the message says who sent it");
}

static char long_message[70000];

void _start(void) {
    read_arguments();
    require(word_count >= 2, "an argument names the place");
    place first, second;
    make_place(&first, words[1]);
    make_place(&second, words[word_count - 1]);
    wasi_fd one = bind_socket(&first), other = bind_socket(&second);

    require(!is_readable(other), "there is no message yet");
    send_message(one, "first", &second, WASI_SUCCESS);
    send_message(one, "", &second, WASI_SUCCESS);
    send_message(one, "a longer one", &second, WASI_SUCCESS);
    receive_message(other, 64, WASI_PEEK, "first", 0, &first);
    receive_message(other, 64, 0, "first", 0, &first);
    receive_message(other, 64, 0, "", 0, &first);
    receive_message(other, 8, 0, "a longer", WASI_TRUNCATED, &first);
    send_message(other, "back", &first, WASI_SUCCESS);
    receive_message(one, 64, 0, "back", 0, &second);

    char byte;
    wasi_buffer buffer = {&byte, 1};
    uint32_t size = 0;
    uint16_t flags = 0;
    place nobody;
    set_nonblocking(one, true);
    expect(receive_from(one, &buffer, 0, &size, &flags, &nobody), WASI_EAGAIN, "sock_recv_from without a message");

    // With a peer, the plain calls do.
    expect(send_text(one, "nobody"), first.address.size == 128 ? WASI_ENOTCONN : 17, "sock_send without a peer");
    expect(wasmedge_connect(one, &second.address, second.port), WASI_SUCCESS, "sock_connect");
    expect(send_text(one, "to my peer"), WASI_SUCCESS, "sock_send");
    receive_message(other, 64, 0, "to my peer", 0, &first);
    send_message(one, "again", &second, WASI_EISCONN);
    place peer;
    expect(peer_place(one, &peer), WASI_SUCCESS, "sock_getpeeraddr");
    require(same_place(&peer, &second), "the peer is the one it was connected to");
    if (first.address.size != 128) {
        buffer = (wasi_buffer){long_message, sizeof long_message};
        expect(sock_send(one, &buffer, 1, 0, &size), WASI_EMSGSIZE, "sock_send of more than a datagram can hold");
    }
    expect(fd_close(one), WASI_SUCCESS, "fd_close");
    expect(fd_close(other), WASI_SUCCESS, "fd_close");
    print("datagrams\n");
}
