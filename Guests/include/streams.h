// Connections within one program, by either version of WasmEdge's calls: its first argument says between which addresses, 4 or 6
// or the name of a local socket. `VERSION` is that of the calls.

#include "addresses.h"

#if VERSION == 1
static wasi_errno accept_at(wasi_fd listener, wasi_fd *accepted) { return wasmedge_v1_accept(listener, accepted); }
#else
static wasi_errno accept_at(wasi_fd listener, wasi_fd *accepted) { return sock_accept(listener, 0, accepted); }
#endif


static void converse(wasi_fd client, wasi_fd server, const place *client_place) {
    // From one in two pieces to the other.
    wasi_buffer pieces[2] = {{"pi", 2}, {"ng", 2}};
    uint32_t size = 0;
    expect(sock_send(client, pieces, 2, 0, &size), WASI_SUCCESS, "sock_send");
    require(size == 4, "all of it is sent");
    char bytes[16];
    wasi_buffer buffer = {bytes, sizeof bytes};
    uint16_t flags = 9;
    expect(sock_recv(server, &buffer, 1, WASI_PEEK, &size, &flags), WASI_SUCCESS, "sock_recv, to look");
    require(size == 4 && flags == 0 && same_bytes(bytes, "ping", 4), "what was sent is there");
    place sender;
    expect(receive_from(server, &buffer, 0, &size, &flags, &sender), WASI_SUCCESS, "sock_recv_from");
    require(size == 4 && flags == 0 && same_bytes(bytes, "ping", 4), "what was sent is still there");
    require(is_sender(&sender, client_place), "a connection's messages come from its peer");

    expect(sock_recv(client, &buffer, 1, 0, &size, &flags), WASI_EAGAIN, "sock_recv without a message");
    buffer = (wasi_buffer){"pong", 4};
    expect(fd_write(server, &buffer, 1, &size), WASI_SUCCESS, "fd_write");
    wasi_event event = wait_for(client, WASI_EVENT_READ);
    require(event.bytes == 4, "poll says how much there is");
    buffer = (wasi_buffer){bytes, sizeof bytes};
    expect(fd_read(client, &buffer, 1, &size), WASI_SUCCESS, "fd_read");
    require(size == 4 && same_bytes(bytes, "pong", 4), "the answer is there");
}

static void end(wasi_fd client, wasi_fd server) {
    char bytes[16];
    wasi_buffer buffer = {bytes, sizeof bytes};
    uint32_t size = 9;
    uint16_t flags = 9;
    expect(sock_shutdown(client, WASI_SHUT_WRITE), WASI_SUCCESS, "sock_shutdown");
    expect(sock_recv(server, &buffer, 1, 0, &size, &flags), WASI_SUCCESS, "sock_recv at the end");
    require(size == 0, "the end is read");
    expect(send_text(server, "rest"), WASI_SUCCESS, "sending in the other direction");
    expect(fd_close(server), WASI_SUCCESS, "fd_close");
    wait_for(client, WASI_EVENT_READ);
    expect(sock_recv(client, &buffer, 1, 0, &size, &flags), WASI_SUCCESS, "sock_recv of the rest");
    require(size == 4 && same_bytes(bytes, "rest", 4), "what was sent before the end arrives");
    wasi_event event = wait_for(client, WASI_EVENT_READ);
    require(event.flags & WASI_HANGUP, "the end of both directions is a hang-up");
    expect(sock_recv(client, &buffer, 1, 0, &size, &flags), WASI_SUCCESS, "sock_recv after the end");
    require(size == 0, "nothing more comes");
    expect(fd_close(client), WASI_SUCCESS, "fd_close");
}

// Connects a socket that does not wait.
static void connect_to(wasi_fd client, const place *target, wasi_errno wanted) {
    set_nonblocking(client, true);
    wasi_errno error = wasmedge_connect(client, &target->address, target->port);
    if (error == WASI_EINPROGRESS) {
        wait_for(client, WASI_EVENT_WRITE);
        error = (wasi_errno)option_of(client, WASMEDGE_ERROR);
        expect((wasi_errno)option_of(client, WASMEDGE_ERROR), WASI_SUCCESS, "the error of a connection, asked for again,");
    }
    expect(error, wanted, "sock_connect");
}

void _start(void) {
    read_arguments();
    require(word_count >= 2, "an argument names the place");
    place target;
    make_place(&target, words[1]);

    wasi_fd listener = open_socket(&target, WASMEDGE_STREAM);
    if (family_of(&target) != WASMEDGE_UNIX) set_option(listener, WASMEDGE_REUSEADDR, 1);
    expect(wasmedge_bind(listener, &target.address, target.port), WASI_SUCCESS, "sock_bind");
    expect(wasmedge_listen(listener, 16), WASI_SUCCESS, "sock_listen");
    require(option_of(listener, WASMEDGE_ACCEPTCONN) == 1, "a listening socket says that it listens");
    place own;
    expect(local_place(listener, &own), WASI_SUCCESS, "sock_getlocaladdr");
    if (family_of(&target) != WASMEDGE_UNIX) {
        require(own.port != 0, "a port was chosen");
        target.port = own.port;
    }
    require(same_place(&own, &target), "the socket is where it was bound");

    wasi_fd client = open_socket(&target, WASMEDGE_STREAM), server = -1;
    require(!is_readable(listener), "nobody has connected yet");
    connect_to(client, &target, WASI_SUCCESS);
    wait_for(listener, WASI_EVENT_READ);
    expect(accept_at(listener, &server), WASI_SUCCESS, "sock_accept");
    wasi_status status;
    expect(fd_fdstat_get(server, &status), WASI_SUCCESS, "fd_fdstat_get");
    require(status.type == 6 && status.flags == 0, "an accepted connection is a stream that waits");
    expect(wasmedge_connect(client, &target.address, target.port), WASI_EISCONN, "sock_connect of a connected socket");

    place client_place, seen;
    expect(local_place(client, &client_place), WASI_SUCCESS, "sock_getlocaladdr");
    expect(peer_place(server, &seen), WASI_SUCCESS, "sock_getpeeraddr");
    require(same_place(&seen, &client_place), "the server sees the client");
    expect(peer_place(client, &seen), WASI_SUCCESS, "sock_getpeeraddr");
    require(same_place(&seen, &target), "the client sees the server");
    expect(peer_place(listener, &seen), WASI_ENOTCONN, "sock_getpeeraddr of a listening socket");

    converse(client, server, &client_place);
    end(client, server);

    expect(fd_close(listener), WASI_SUCCESS, "fd_close");
    client = open_socket(&target, WASMEDGE_STREAM);
    connect_to(client, &target, WASI_ECONNREFUSED);
    expect(fd_close(client), WASI_SUCCESS, "fd_close");
    print("streams\n");
}
