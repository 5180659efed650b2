// Sockets for programs without a C library: places to connect to, waiting, and the words of a command line.

#ifndef SOCKETS_H
#define SOCKETS_H

#include "print.h"
#include "wasmedge.h"

// An address in the form that a program hands over, with its port.
typedef struct {
    wasmedge_storage storage;
    wasmedge_address address;
    uint32_t port;
} place;

// Ends the program with a sentence and the error when a call gives another result than it must.
static inline void expect(wasi_errno error, wasi_errno wanted, const char *what) {
    if (error == wanted) return;
    print("not so: ");
    print(what);
    print(" gives ");
    print_number(error);
    print(", not ");
    print_number(wanted);
    print("\n");
    proc_exit(1);
}

static inline bool same_bytes(const void *left, const void *right, uint32_t size) {
    const char *one = left, *other = right;
    while (size--) if (*one++ != *other++) return false;
    return true;
}

static inline bool same_text(const char *left, const char *right) {
    return length(left) == length(right) && same_bytes(left, right, length(left));
}

static inline wasi_errno send_text(wasi_fd fd, const char *text) {
    wasi_buffer buffer = {(void *)text, length(text)};
    uint32_t sent = 0;
    wasi_errno error = sock_send(fd, &buffer, 1, 0, &sent);
    if (error == WASI_SUCCESS) require(sent == length(text), "a short text is sent whole");
    return error;
}

// Waits until the descriptor can be read or written.
static inline wasi_event wait_for(wasi_fd fd, uint8_t tag) {
    wasi_subscription subscription = {.userdata = 42, .tag = tag};
    subscription.file.fd = fd;
    wasi_event event;
    uint32_t happened = 0;
    expect(poll_oneoff(&subscription, &event, 1, &happened), WASI_SUCCESS, "poll_oneoff");
    require(happened == 1 && event.userdata == 42 && event.type == tag, "poll_oneoff reports the one event");
    expect(event.error, WASI_SUCCESS, "the event");
    return event;
}

// Whether a descriptor can be read now.
static inline bool is_readable(wasi_fd fd) {
    wasi_subscription subscriptions[2] = {{.userdata = 1, .tag = WASI_EVENT_READ}, {.userdata = 2, .tag = WASI_EVENT_CLOCK}};
    subscriptions[0].file.fd = fd;
    subscriptions[1].clock.id = WASI_MONOTONIC;
    wasi_event events[2];
    uint32_t happened = 0;
    expect(poll_oneoff(subscriptions, events, 2, &happened), WASI_SUCCESS, "poll_oneoff");
    return happened > 0 && events[0].userdata == 1;
}

static inline void set_nonblocking(wasi_fd fd, bool on) {
    expect(fd_fdstat_set_flags(fd, on ? WASI_NONBLOCK : 0), WASI_SUCCESS, "fd_fdstat_set_flags");
}

static inline void set_option(wasi_fd fd, uint32_t option, int32_t value) {
    expect(wasmedge_setsockopt(fd, WASMEDGE_LEVEL_SOCKET, option, &value, sizeof value), WASI_SUCCESS, "sock_setsockopt");
}

static inline int32_t option_of(wasi_fd fd, uint32_t option) {
    int32_t value = -1;
    uint32_t size = sizeof value;
    expect(wasmedge_getsockopt(fd, WASMEDGE_LEVEL_SOCKET, option, &value, &size), WASI_SUCCESS, "sock_getsockopt");
    require(size == sizeof value, "an option's size is told");
    return value;
}

// MARK: Places

// Places are named by their family: 4 and 6 mean this machine, by its own address.
static inline void make_ip(place *made, char family) {
    *made = (place){0};
    made->address = (wasmedge_address){made->storage.data, family == '4' ? 4 : 16};
    if (family == '4') {
        made->storage.data[0] = 127;
        made->storage.data[3] = 1;
    } else {
        made->storage.data[15] = 1;
    }
}

static inline void make_unix(place *made, const char *name) {
    *made = (place){.storage = {.family = WASMEDGE_UNIX}};
    made->address = (wasmedge_address){&made->storage, sizeof made->storage};
    memcpy(made->storage.data, name, length(name));
}

static inline uint32_t number(const char *digits) {
    uint32_t value = 0;
    while (*digits >= '0' && *digits <= '9') value = value * 10 + (uint32_t)(*digits++ - '0');
    return value;
}

// An address as people write it: a.b.c.d, or ::1.
static inline void parse_ip(place *made, const char *text) {
    make_ip(made, same_text(text, "::1") ? '6' : '4');
    if (made->address.size == 16) return;
    for (uint32_t part = 0; part < 4; part++) {
        made->storage.data[part] = (uint8_t)number(text);
        while (*text && *text++ != '.') {}
    }
}

static inline uint32_t family_of(const place *at) {
    return at->address.size == 4 ? WASMEDGE_INET4 : at->address.size == 16 ? WASMEDGE_INET6 : WASMEDGE_UNIX;
}

static inline wasi_fd open_socket(const place *at, uint32_t type) {
    wasi_fd fd = -1;
    expect(wasmedge_open(family_of(at), type, &fd), WASI_SUCCESS, "sock_open");
    require(fd > 2, "sock_open gives a descriptor");
    return fd;
}

// MARK: Arguments

static char *words[16];
static uint32_t word_count;

static inline void read_arguments(void) {
    static char text[1024];
    uint32_t size = 0;
    expect(args_sizes_get(&word_count, &size), WASI_SUCCESS, "args_sizes_get");
    require(word_count <= 16 && size <= sizeof text, "there are few arguments");
    expect(args_get(words, text), WASI_SUCCESS, "args_get");
}

#endif
