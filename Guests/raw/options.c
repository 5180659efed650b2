// Every option of a socket as WasmEdge numbers them: read, set, read again; sizes as places and as numbers; limits of time that
// take effect.

#include "sockets.h"

static void reads(wasi_fd fd, uint32_t option, int32_t value, const char *what) {
    require(option_of(fd, option) == value, what);
    int32_t again = -1;
    expect(wasmedge_getsockopt_of_size(fd, WASMEDGE_LEVEL_SOCKET, option, &again, 4), WASI_SUCCESS, what);
    require(again == value, what);
}

static void keeps_flag(wasi_fd fd, uint32_t option, const char *what) {
    reads(fd, option, 0, what);
    set_option(fd, option, 1);
    reads(fd, option, 1, what);
    set_option(fd, option, 0);
    reads(fd, option, 0, what);
}

static wasi_errno get(wasi_fd fd, uint32_t option, void *value, uint32_t *size) {
    return wasmedge_getsockopt(fd, WASMEDGE_LEVEL_SOCKET, option, value, size);
}

static wasi_errno set(wasi_fd fd, uint32_t option, const void *value, uint32_t size) {
    return wasmedge_setsockopt(fd, WASMEDGE_LEVEL_SOCKET, option, value, size);
}

static void keeps_time(wasi_fd fd, uint32_t option, const char *what) {
    wasmedge_time time = {9, 9};
    uint32_t size = sizeof time;
    expect(get(fd, option, &time, &size), WASI_SUCCESS, what);
    require(size == 16 && time.seconds == 0 && time.microseconds == 0, "there is no limit of time at first");
    time = (wasmedge_time){2, 500000};
    expect(set(fd, option, &time, sizeof time), WASI_SUCCESS, what);
    time = (wasmedge_time){9, 9};
    expect(get(fd, option, &time, &size), WASI_SUCCESS, what);
    require(time.seconds == 2 && time.microseconds == 500000, "a limit of time is kept");
    time = (wasmedge_time){0, 0};
    expect(set(fd, option, &time, sizeof time), WASI_SUCCESS, what);
}

static uint64_t now(void) {
    uint64_t time = 0;
    expect(clock_time_get(WASI_MONOTONIC, 0, &time), WASI_SUCCESS, "clock_time_get");
    return time;
}

static void ends_waiting(void) {
    place at;
    make_ip(&at, '4');
    wasi_fd fd = open_socket(&at, WASMEDGE_DATAGRAM);
    expect(wasmedge_bind(fd, &at.address, 0), WASI_SUCCESS, "sock_bind");
    wasmedge_time limit = {0, 30000};
    expect(set(fd, WASMEDGE_RCVTIMEO, &limit, sizeof limit), WASI_SUCCESS, "sock_setsockopt of a limit");
    uint64_t start = now();
    char byte;
    wasi_buffer buffer = {&byte, 1};
    uint32_t size = 0;
    uint16_t flags = 0;
    expect(sock_recv(fd, &buffer, 1, 0, &size, &flags), WASI_EAGAIN, "sock_recv at the end of its limit");
    require(now() - start >= 30000000, "sock_recv waits as long as it may");
    expect(fd_close(fd), WASI_SUCCESS, "fd_close");
}

void _start(void) {
    place at;
    make_ip(&at, '4');
    wasi_fd stream = open_socket(&at, WASMEDGE_STREAM), datagram = open_socket(&at, WASMEDGE_DATAGRAM);

    reads(stream, WASMEDGE_TYPE, WASMEDGE_STREAM, "SO_TYPE of a stream");
    reads(datagram, WASMEDGE_TYPE, WASMEDGE_DATAGRAM, "SO_TYPE of datagrams");
    reads(stream, WASMEDGE_ERROR, 0, "SO_ERROR");
    reads(stream, WASMEDGE_ACCEPTCONN, 0, "SO_ACCEPTCONN");
    keeps_flag(stream, WASMEDGE_REUSEADDR, "SO_REUSEADDR");
    keeps_flag(stream, WASMEDGE_KEEPALIVE, "SO_KEEPALIVE");
    keeps_flag(stream, WASMEDGE_OOBINLINE, "SO_OOBINLINE");
    keeps_flag(stream, WASMEDGE_DONTROUTE, "SO_DONTROUTE");
    keeps_flag(datagram, WASMEDGE_BROADCAST, "SO_BROADCAST");

    require(option_of(stream, WASMEDGE_SNDBUF) > 0 && option_of(stream, WASMEDGE_RCVBUF) > 0, "buffers have a size");
    set_option(datagram, WASMEDGE_SNDBUF, 20000);
    set_option(datagram, WASMEDGE_RCVBUF, 30000);
    reads(datagram, WASMEDGE_SNDBUF, 20000, "SO_SNDBUF is what it was set to");
    reads(datagram, WASMEDGE_RCVBUF, 30000, "SO_RCVBUF is what it was set to");
    reads(stream, WASMEDGE_RCVLOWAT, 1, "SO_RCVLOWAT");

    keeps_time(stream, WASMEDGE_RCVTIMEO, "SO_RCVTIMEO");
    keeps_time(stream, WASMEDGE_SNDTIMEO, "SO_SNDTIMEO");
    ends_waiting();

    wasmedge_linger linger = {9, 9};
    uint32_t size = sizeof linger;
    expect(get(stream, WASMEDGE_LINGER, &linger, &size), WASI_SUCCESS, "SO_LINGER");
    require(size == 8 && linger.on == 0, "closing does not linger at first");
    linger = (wasmedge_linger){1, 3};
    expect(set(stream, WASMEDGE_LINGER, &linger, sizeof linger), WASI_SUCCESS, "SO_LINGER");
    linger = (wasmedge_linger){0, 0};
    expect(get(stream, WASMEDGE_LINGER, &linger, &size), WASI_SUCCESS, "SO_LINGER");
    require(linger.on == 1 && linger.seconds == 3, "lingering is kept");

    char device[16] = {9};
    size = sizeof device;
    expect(get(stream, WASMEDGE_BINDTODEVICE, device, &size), WASI_SUCCESS, "SO_BINDTODEVICE");

    int32_t value = 0;
    size = sizeof value;
    expect(wasmedge_getsockopt(stream, WASMEDGE_LEVEL_TCP, WASMEDGE_NODELAY, &value, &size), WASI_SUCCESS, "TCP_NODELAY");
    value = 1;
    expect(wasmedge_setsockopt(stream, WASMEDGE_LEVEL_TCP, WASMEDGE_NODELAY, &value, sizeof value), WASI_SUCCESS,
        "TCP_NODELAY");
    value = 0;
    expect(wasmedge_getsockopt_of_size(stream, WASMEDGE_LEVEL_TCP, WASMEDGE_NODELAY, &value, 4), WASI_SUCCESS,
        "TCP_NODELAY");
    require(value == 1, "TCP_NODELAY is kept");

    require(set(stream, WASMEDGE_TYPE, &value, sizeof value) != WASI_SUCCESS, "SO_TYPE can only be read");
    require(set(stream, WASMEDGE_ERROR, &value, sizeof value) != WASI_SUCCESS, "SO_ERROR can only be read");
    require(set(stream, WASMEDGE_KEEPALIVE, &value, 0) != WASI_SUCCESS, "a number has bytes");
    require(set(stream, 99, &value, sizeof value) != WASI_SUCCESS, "there is no option 99");
    require(set(1, WASMEDGE_KEEPALIVE, &value, sizeof value) != WASI_SUCCESS, "standard output has no options of sockets");
    expect(set(77, WASMEDGE_KEEPALIVE, &value, sizeof value), WASI_EBADF, "an option of nothing");
    print("options\n");
}
