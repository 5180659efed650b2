// A server for measuring: one thread, one poll loop, no blocking call but poll. The same source is compiled natively and for
// WASI, where it uses what wasi-libc has: accept, recv, send, poll on a listening socket that was opened for it.
//
// usage: server echo|http [DESCRIPTOR]      the listening socket: 3 unless told otherwise
//
// echo sends back what comes. http answers each request with the same few bytes; keep-alive unless the request says
// "Connection: close". What a peer does not read is kept, and no more is read from it until it has taken that.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __wasi__
#define ignore_signals() // There are none.
#else
#include <signal.h>
#define ignore_signals() signal(SIGPIPE, SIG_IGN)
#endif

enum { most_connections = 16384, chunk = 65536, request_limit = 8192 };

struct connection {
    // What is still to be sent.
    char *unsent;
    size_t start, end;
    // How far the end of a request was matched; its text, for http.
    size_t requested;
    char *request;
    // Whether the connection ends once all is sent.
    bool closing;
};

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 14\r\n\r\nHello, World!\n";
static const char last_answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 14\r\nConnection: close\r\n\r\n"
    "Hello, World!\n";

// Slot 0 is the listening socket.
static struct pollfd polled[most_connections + 1];
static struct connection connections[most_connections + 1];
static nfds_t used = 1;
static bool speaks_http;
static char received[chunk];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

// Sends now, or keeps what the socket does not take. False if the peer is gone.
static bool send_all(nfds_t slot, const char *bytes, size_t size) {
    struct connection *connection = &connections[slot];
    if (!connection->unsent) {
        ssize_t sent = send(polled[slot].fd, bytes, size, 0);
        if (sent < 0 && errno != EAGAIN) return false;
        if (sent < 0) sent = 0;
        if ((size_t)sent == size) return true;
        bytes += sent;
        size -= (size_t)sent;
    }
    size_t waiting = connection->end - connection->start;
    char *kept = malloc(waiting + size);
    if (!kept) return false;
    if (waiting) memcpy(kept, connection->unsent + connection->start, waiting);
    memcpy(kept + waiting, bytes, size);
    free(connection->unsent);
    connection->unsent = kept;
    connection->start = 0;
    connection->end = waiting + size;
    return true;
}

// Goes on sending what was kept. False if the peer is gone.
static bool flush(nfds_t slot) {
    struct connection *connection = &connections[slot];
    char *next = connection->unsent + connection->start;
    ssize_t sent = send(polled[slot].fd, next, connection->end - connection->start, 0);
    if (sent < 0) return errno == EAGAIN;
    connection->start += (size_t)sent;
    if (connection->start == connection->end) {
        free(connection->unsent);
        connection->unsent = NULL;
        connection->start = connection->end = 0;
    }
    return true;
}

// Answers the requests that are complete. A request is a text up to an empty line; it has no body.
static bool take_requests(nfds_t slot, const char *bytes, size_t size) {
    struct connection *connection = &connections[slot];
    if (!connection->request && !(connection->request = malloc(request_limit))) return false;
    while (size > 0 && !connection->closing) {
        size_t room = request_limit - connection->requested;
        size_t part = size < room ? size : room;
        if (part == 0) return false;
        memcpy(connection->request + connection->requested, bytes, part);
        size_t searched = connection->requested > 3 ? connection->requested - 3 : 0;
        size_t filled = connection->requested + part;
        char *end = memmem(connection->request + searched, filled - searched, "\r\n\r\n", 4);
        if (!end) {
            connection->requested = filled;
            bytes += part;
            size -= part;
            continue;
        }
        size_t length = (size_t)(end - connection->request) + 4;
        bytes += length - connection->requested;
        size -= length - connection->requested;
        connection->requested = 0;
        connection->closing = memmem(connection->request, length, "Connection: close", 17) != NULL;
        bool worked = connection->closing ? send_all(slot, last_answer, sizeof last_answer - 1)
                                          : send_all(slot, answer, sizeof answer - 1);
        if (!worked) return false;
    }
    return true;
}

// Does what a connection is ready for. False if it is over.
static bool serve(nfds_t slot) {
    struct connection *connection = &connections[slot];
    if (connection->unsent) {
        if (!flush(slot)) return false;
    } else {
        ssize_t count = recv(polled[slot].fd, received, sizeof received, 0);
        if (count < 0) return errno == EAGAIN;
        if (count == 0) connection->closing = true;
        else if (!(speaks_http ? take_requests : send_all)(slot, received, (size_t)count)) return false;
    }
    polled[slot].events = connection->unsent ? POLLOUT : POLLIN;
    return connection->unsent || !connection->closing;
}

// The last slot moves to where one was freed.
static void end(nfds_t slot) {
    close(polled[slot].fd);
    free(connections[slot].unsent);
    free(connections[slot].request);
    used--;
    polled[slot] = polled[used];
    connections[slot] = connections[used];
    memset(&connections[used], 0, sizeof connections[used]);
}

// Takes connections until none waits. False if there is no room for more.
static bool accept_all(void) {
    while (used <= most_connections) {
#ifdef SOCK_NONBLOCK
        int fd = accept4(polled[0].fd, NULL, NULL, SOCK_NONBLOCK);
#else
        int fd = accept(polled[0].fd, NULL, NULL);
        if (fd >= 0) fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
#endif
        if (fd < 0) {
            if (errno == EAGAIN || errno == ECONNABORTED) return true;
            if (errno == EMFILE || errno == ENFILE) return false;
            fail("accept");
        }
        polled[used] = (struct pollfd){.fd = fd, .events = POLLIN};
        used++;
    }
    return false;
}

int main(int count, char **arguments) {
    if (count < 2 || count > 3) return fprintf(stderr, "usage: server echo|http [DESCRIPTOR]\n"), 64;
    ignore_signals();
    speaks_http = strcmp(arguments[1], "http") == 0;
    polled[0] = (struct pollfd){.fd = count > 2 ? atoi(arguments[2]) : 3, .events = POLLIN};
    int flags = fcntl(polled[0].fd, F_GETFL);
    if (flags < 0 || fcntl(polled[0].fd, F_SETFL, flags | O_NONBLOCK) < 0) fail("the listening socket");
    bool has_room = true;
    while (true) {
        // Without room, the listening socket is left out: it stays ready, and nothing could be done about it.
        nfds_t first = has_room ? 0 : 1;
        polled[0].revents = 0;
        if (poll(polled + first, used - first, has_room ? -1 : 100) < 0) fail("poll");
        nfds_t before = used;
        // From the end, so that the slot that moves to a freed one was served already.
        for (nfds_t slot = before - 1; slot >= 1; slot--) {
            if (polled[slot].revents && !serve(slot)) end(slot);
        }
        if (!has_room || polled[0].revents) has_room = accept_all();
    }
}
