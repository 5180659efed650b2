// WasmEdge's socket calls as a C header, in both versions, for programs with and without a C library: types, numbers and the
// functions themselves. Every call gives an error number of WASI, 0 for success. Pairs of data and size are passed as `void *`, so
// that `wasi_buffer` and wasi-libc's `__wasi_iovec_t` both fit.

#ifndef WASMEDGE_H
#define WASMEDGE_H

#include <stdint.h>

enum { WASMEDGE_UNSPECIFIED = 0, WASMEDGE_INET4 = 1, WASMEDGE_INET6 = 2, WASMEDGE_UNIX = 3 };
enum { WASMEDGE_ANY = 0, WASMEDGE_DATAGRAM = 1, WASMEDGE_STREAM = 2 };
enum { WASMEDGE_IP = 0, WASMEDGE_TCP = 1, WASMEDGE_UDP = 2 };

// Levels of options.
enum { WASMEDGE_LEVEL_SOCKET = 0, WASMEDGE_LEVEL_TCP = 6 };

// Options of level 0.
enum {
    WASMEDGE_REUSEADDR = 0, WASMEDGE_TYPE = 1, WASMEDGE_ERROR = 2, WASMEDGE_DONTROUTE = 3, WASMEDGE_BROADCAST = 4,
    WASMEDGE_SNDBUF = 5, WASMEDGE_RCVBUF = 6, WASMEDGE_KEEPALIVE = 7, WASMEDGE_OOBINLINE = 8, WASMEDGE_LINGER = 9,
    WASMEDGE_RCVLOWAT = 10, WASMEDGE_RCVTIMEO = 11, WASMEDGE_SNDTIMEO = 12, WASMEDGE_ACCEPTCONN = 13,
    WASMEDGE_BINDTODEVICE = 14,
};

// The option of level 6.
enum { WASMEDGE_NODELAY = 15 };

// Flags of look-ups.
enum {
    WASMEDGE_AI_PASSIVE = 1, WASMEDGE_AI_CANONNAME = 2, WASMEDGE_AI_NUMERICHOST = 4, WASMEDGE_AI_NUMERICSERV = 8,
    WASMEDGE_AI_V4MAPPED = 16, WASMEDGE_AI_ALL = 32, WASMEDGE_AI_ADDRCONFIG = 64,
};

// An address, or room for one: 4 bytes of IPv4, 16 of IPv6 (and, where version 1 answers, of either), or 128 as below.
typedef struct { void *data; uint32_t size; } wasmedge_address;

// The address of version 2: its family, then 4 or 16 bytes in network order, or a name that ends with a NUL.
typedef struct { uint16_t family; uint8_t data[126]; } wasmedge_storage;

// What SO_RCVTIMEO and SO_SNDTIMEO take; both 0 for no limit.
typedef struct { int64_t seconds, microseconds; } wasmedge_time;

typedef struct { int32_t on, seconds; } wasmedge_linger;

// The address of an answer; `data` holds the port in network order, then IPv4 at 2, or IPv6 at 2 (size 18 or more) or,
// if the program gives the size as 14, at 6, as WasmEdge itself has it: there must be room for 26 bytes in any case.
typedef struct { uint8_t family; uint32_t size; uint8_t *data; } wasmedge_sockaddr;

// One answer, and on input one hint. The program makes the list that the answers are stored into, with room at all its pointers.
typedef struct wasmedge_info {
    uint16_t flags;
    uint8_t family, type;
    uint8_t protocol;
    uint32_t address_size;
    wasmedge_sockaddr *address;
    char *name;
    uint32_t name_size;
    struct wasmedge_info *next;
} wasmedge_info;

#ifdef __wasm__
_Static_assert(sizeof(wasmedge_address) == 8, "address");
_Static_assert(sizeof(wasmedge_storage) == 128, "address of version 2");
_Static_assert(sizeof(wasmedge_time) == 16, "timeval");
_Static_assert(sizeof(wasmedge_linger) == 8, "linger");
_Static_assert(sizeof(wasmedge_sockaddr) == 12, "sockaddr");
_Static_assert(sizeof(wasmedge_info) == 28, "addrinfo");
#endif

#define WASMEDGE_CALL(function, name, ...)                                              \
    __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) uint16_t \
    function(__VA_ARGS__);

// Both versions. Ports are numbers, not in network order.
WASMEDGE_CALL(wasmedge_open, sock_open, uint32_t family, uint32_t type, int32_t *fd)
WASMEDGE_CALL(wasmedge_bind, sock_bind, int32_t fd, const wasmedge_address *address, uint32_t port)
WASMEDGE_CALL(wasmedge_connect, sock_connect, int32_t fd, const wasmedge_address *address, uint32_t port)
WASMEDGE_CALL(wasmedge_listen, sock_listen, int32_t fd, int32_t backlog)
WASMEDGE_CALL(wasmedge_send_to, sock_send_to, int32_t fd, const void *buffers, uint32_t count,
    const wasmedge_address *address, uint32_t port, uint32_t flags, uint32_t *size)
WASMEDGE_CALL(wasmedge_setsockopt, sock_setsockopt, int32_t fd, uint32_t level, uint32_t option, const void *value,
    uint32_t size)
// The size by its place, as WasmEdge and its Rust library have it…
WASMEDGE_CALL(wasmedge_getsockopt, sock_getsockopt, int32_t fd, uint32_t level, uint32_t option, void *value,
    uint32_t *size)
// … and as a number, as programs made for wasi-go have it.
WASMEDGE_CALL(wasmedge_getsockopt_of_size, sock_getsockopt, int32_t fd, uint32_t level, uint32_t option, void *value,
    uint32_t size)
WASMEDGE_CALL(wasmedge_getaddrinfo, sock_getaddrinfo, const char *node, uint32_t node_size, const char *service,
    uint32_t service_size, const wasmedge_info *hints, wasmedge_info **answers, uint32_t capacity, uint32_t *count)

// Version 1: accepted sockets wait, and addresses are 16 bytes with a type of 4 or 6.
WASMEDGE_CALL(wasmedge_v1_accept, sock_accept, int32_t fd, int32_t *accepted)
WASMEDGE_CALL(wasmedge_v1_recv_from, sock_recv_from, int32_t fd, const void *buffers, uint32_t count,
    wasmedge_address *address, uint32_t flags, uint32_t *size, uint16_t *received)
WASMEDGE_CALL(wasmedge_v1_getlocaladdr, sock_getlocaladdr, int32_t fd, wasmedge_address *address, uint32_t *type,
    uint32_t *port)
WASMEDGE_CALL(wasmedge_v1_getpeeraddr, sock_getpeeraddr, int32_t fd, wasmedge_address *address, uint32_t *type,
    uint32_t *port)

// Version 2: addresses are a `wasmedge_storage`. `sock_accept` is preview 1's own.
WASMEDGE_CALL(wasmedge_recv_from, sock_recv_from, int32_t fd, const void *buffers, uint32_t count,
    wasmedge_address *address, uint32_t flags, uint32_t *port, uint32_t *size, uint16_t *received)
WASMEDGE_CALL(wasmedge_getlocaladdr, sock_getlocaladdr, int32_t fd, wasmedge_address *address, uint32_t *port)
WASMEDGE_CALL(wasmedge_getpeeraddr, sock_getpeeraddr, int32_t fd, wasmedge_address *address, uint32_t *port)

#endif
