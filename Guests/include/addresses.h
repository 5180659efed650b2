// Where sockets are, by either version of WasmEdge's calls; `VERSION` says which. Version 1 knows no local sockets.

#ifndef ADDRESSES_H
#define ADDRESSES_H

#include "sockets.h"

static void make_place(place *made, const char *name) {
    if (same_text(name, "4") || same_text(name, "6")) {
        make_ip(made, name[0]);
    } else {
        make_unix(made, name);
    }
}

// Whether two places are the same, by their addresses of 4, 16 or 128 bytes.
static bool same_place(const place *one, const place *other) {
    return one->port == other->port && one->address.size == other->address.size
        && same_bytes(one->address.data, other->address.data, one->address.size);
}

#if VERSION == 1

// Version 1 answers with 16 bytes for either family, and says which by a number of its own.
static wasi_errno read_place(place *read, wasi_errno error, uint32_t type) {
    if (error == WASI_SUCCESS) {
        require(type == 4 || type == 6, "a type of 4 or 6 is told");
        read->address.size = type == 4 ? 4 : 16;
    }
    return error;
}

static void make_room(place *read) {
    *read = (place){0};
    read->address = (wasmedge_address){read->storage.data, 16};
}

static wasi_errno local_place(wasi_fd fd, place *read) {
    uint32_t type = 0;
    make_room(read);
    wasi_errno error = wasmedge_v1_getlocaladdr(fd, &read->address, &type, &read->port);
    return read_place(read, error, type);
}

static wasi_errno peer_place(wasi_fd fd, place *read) {
    uint32_t type = 0;
    make_room(read);
    wasi_errno error = wasmedge_v1_getpeeraddr(fd, &read->address, &type, &read->port);
    return read_place(read, error, type);
}

#else

// Version 2 answers with the family and the rest, from which the program makes what it would hand over itself.
static wasi_errno read_place(place *read, wasi_errno error) {
    if (error != WASI_SUCCESS) return error;
    switch (read->storage.family) {
    case WASMEDGE_INET4: read->address = (wasmedge_address){read->storage.data, 4}; break;
    case WASMEDGE_INET6: read->address = (wasmedge_address){read->storage.data, 16}; break;
    default: require(read->storage.family == WASMEDGE_UNIX && read->port == 0, "a local socket has no port");
    }
    return error;
}

static void make_room(place *read) {
    *read = (place){0};
    read->address = (wasmedge_address){&read->storage, sizeof read->storage};
}

static wasi_errno local_place(wasi_fd fd, place *read) {
    make_room(read);
    return read_place(read, wasmedge_getlocaladdr(fd, &read->address, &read->port));
}

static wasi_errno peer_place(wasi_fd fd, place *read) {
    make_room(read);
    return read_place(read, wasmedge_getpeeraddr(fd, &read->address, &read->port));
}

#endif

// Receives with the sender's place, of which version 1 tells neither the port nor the family.
static wasi_errno receive_from(
    wasi_fd fd, const wasi_buffer *buffer, uint32_t flags, uint32_t *size, uint16_t *received, place *sender
) {
    make_room(sender);
#if VERSION == 1
    return wasmedge_v1_recv_from(fd, buffer, 1, &sender->address, flags, size, received);
#else
    return read_place(sender, wasmedge_recv_from(fd, buffer, 1, &sender->address, flags, &sender->port, size, received));
#endif
}

// Whether a message's sender is the one expected, as far as the version tells.
static bool is_sender(const place *sender, const place *expected) {
#if VERSION == 1
    return same_bytes(sender->address.data, expected->address.data, expected->address.size);
#else
    return same_place(sender, expected);
#endif
}

#endif
