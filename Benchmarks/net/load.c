// Loads a server on loopback for a fixed time and counts what it answered. One thread; Linux waits with epoll, other systems
// with poll.
//
// usage: load echo|echo-once|http|http-once PORT CONNECTIONS MILLISECONDS [SIZE]
//
//     echo         each connection sends SIZE bytes (64) and waits until the same bytes are back, again and again
//     echo-once    the same, with a new connection each time
//     http         each connection asks for / and waits for the answer, again and again
//     http-once    the same, with a new connection each time, which the server is asked to end
//
// Prints, separated by tabs: answers, failures, how many of CONNECTIONS got an answer at all, nanoseconds of the whole, then
// within how many nanoseconds 50, 90, 99 and 100 % of the answers came. A failure is a connection that was refused or lost, or an answer that is not what was asked for.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/epoll.h>
#endif

enum { most_connections = 8192, most_bytes = 1 << 20, head_limit = 1024 };

struct connection {
    int fd;
    bool connecting;
    // What is waited for besides something to read.
    bool awaits_room;
    size_t sent, received;
    // The size of the answer; of HTTP it is known once the head has come.
    size_t expected;
    uint64_t begun;
    char head[head_limit];
};

static struct connection connections[most_connections];
static struct sockaddr_in server;
static bool speaks_http, once;
static char *message, *buffer;
static size_t message_size;
static uint64_t answers, failures, served;
static bool is_served[most_connections];

// How many answers took how long, in steps of 1/64 of a power of two.
enum { step_bits = 6 };
static uint64_t latencies[64 << step_bits];

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static unsigned bucket(uint64_t time) {
    if (time < 1 << step_bits) return (unsigned)time;
    unsigned shift = 63 - (unsigned)__builtin_clzll(time) - step_bits;
    return ((shift + 1) << step_bits) + (unsigned)((time >> shift) & ((1 << step_bits) - 1));
}

// The longest time that a bucket counts.
static uint64_t bucket_end(unsigned index) {
    if (index < 1 << step_bits) return index;
    unsigned shift = (index >> step_bits) - 1;
    uint64_t first = ((uint64_t)(1 << step_bits) + (index & ((1 << step_bits) - 1))) << shift;
    return first + ((uint64_t)1 << shift) - 1;
}

static uint64_t percentile(unsigned percent) {
    uint64_t seen = 0, wanted = (answers * percent + 99) / 100;
    for (unsigned index = 0; index < sizeof latencies / sizeof *latencies; index++) {
        seen += latencies[index];
        if (latencies[index] && seen >= wanted) return bucket_end(index);
    }
    return 0;
}

#ifdef __linux__
static int watcher;

static void watch(int slot, bool is_new) {
    struct epoll_event event = {.events = connections[slot].awaits_room ? EPOLLIN | EPOLLOUT : EPOLLIN, .data.fd = slot};
    if (epoll_ctl(watcher, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, connections[slot].fd, &event) < 0) fail("epoll_ctl");
}
#else
static struct pollfd polled[most_connections];

static void watch(int slot, bool is_new) {
    (void)is_new;
    short events = connections[slot].awaits_room ? POLLIN | POLLOUT : POLLIN;
    polled[slot] = (struct pollfd){.fd = connections[slot].fd, .events = events};
}
#endif

static void start(int slot) {
    struct connection *connection = &connections[slot];
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    if (fd < 0) fail("socket");
    *connection = (struct connection){.fd = fd, .connecting = true, .awaits_room = true, .begun = now()};
    fcntl(fd, F_SETFL, O_NONBLOCK);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
#ifdef __linux__
    // From many addresses, because a port that was just used cannot be used again from the same one.
    static uint32_t source;
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + source++ % 200)};
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&from, sizeof from) < 0) fail("bind");
#endif
    if (connect(fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS) fail("connect");
    watch(slot, true);
}

static void restart(int slot) {
    close(connections[slot].fd);
    start(slot);
}

static void lose(int slot) {
    failures++;
    restart(slot);
}

// Takes what came of an answer. False if it is wrong.
static bool take(struct connection *connection, size_t count) {
    if (!speaks_http) {
        connection->expected = message_size;
        if (connection->received + count > connection->sent) return false;
        if (memcmp(buffer, message + connection->received, count) != 0) return false;
        connection->received += count;
        return true;
    }
    if (!connection->expected) {
        size_t kept = head_limit - connection->received;
        memcpy(connection->head + connection->received, buffer, count < kept ? count : kept);
        kept = connection->received + (count < kept ? count : kept);
        char *end = memmem(connection->head, kept, "\r\n\r\n", 4);
        if (end) {
            size_t size = (size_t)(end - connection->head);
            char *length = memmem(connection->head, size, "Content-Length: ", 16);
            if (!length || memcmp(connection->head, "HTTP/1.1 200", 12) != 0) return false;
            connection->expected = size + 4 + strtoul(length + 16, NULL, 10);
        } else if (kept == head_limit) {
            return false;
        }
    }
    connection->received += count;
    return !connection->expected || connection->received <= connection->expected;
}

// Receives and sends what can be. The connection may be another one afterwards.
static void advance(int slot, bool readable) {
    struct connection *connection = &connections[slot];
    if (connection->connecting) {
        int problem = 0;
        socklen_t size = sizeof problem;
        getsockopt(connection->fd, SOL_SOCKET, SO_ERROR, &problem, &size);
        if (problem) return lose(slot);
        connection->connecting = readable = false;
    }
    if (readable) {
        ssize_t count = recv(connection->fd, buffer, most_bytes, 0);
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0 || !take(connection, (size_t)count)) return lose(slot);
        if (connection->expected && connection->received == connection->expected) {
            uint64_t end = now();
            answers++;
            served += !is_served[slot];
            is_served[slot] = true;
            latencies[bucket(end - connection->begun)]++;
            if (once) return restart(slot);
            connection->sent = connection->received = connection->expected = 0;
            connection->begun = end;
        }
    }
    if (connection->sent < message_size) {
        ssize_t sent = send(connection->fd, message + connection->sent, message_size - connection->sent, 0);
        if (sent < 0 && errno != EAGAIN) return lose(slot);
        if (sent > 0) connection->sent += (size_t)sent;
    }
    if (connection->awaits_room != (connection->sent < message_size)) {
        connection->awaits_room = !connection->awaits_room;
        watch(slot, false);
    }
}

// Waits once, and serves the connections that something happened to.
static void turn(int total) {
#ifdef __linux__
    (void)total;
    struct epoll_event events[512];
    int count = epoll_wait(watcher, events, 512, 100);
    for (int index = 0; index < count; index++) {
        advance(events[index].data.fd, (events[index].events & ~(uint32_t)EPOLLOUT) != 0);
    }
#else
    if (poll(polled, (nfds_t)total, 100) <= 0) return;
    for (int slot = 0; slot < total; slot++) {
        if (polled[slot].revents) advance(slot, (polled[slot].revents & ~POLLOUT) != 0);
    }
#endif
}

static void compose(const char *mode, size_t size) {
    speaks_http = strncmp(mode, "http", 4) == 0;
    once = strstr(mode, "-once") != NULL;
    const char *request = once ? "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                               : "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    message_size = speaks_http ? strlen(request) : size;
    message = malloc(message_size);
    buffer = malloc(most_bytes);
    if (!message || !buffer) fail("malloc");
    for (size_t index = 0; index < size && !speaks_http; index++) message[index] = (char)(index * 7);
    if (speaks_http) memcpy(message, request, message_size);
}

int main(int count, char **arguments) {
    if (count < 5 || count > 6) {
        return fprintf(stderr, "usage: load echo|echo-once|http|http-once PORT CONNECTIONS MILLISECONDS [SIZE]\n"), 64;
    }
    int total = atoi(arguments[3]), size = count > 5 ? atoi(arguments[5]) : 64;
    if (total < 1 || total > most_connections || size < 1 || size > most_bytes) {
        return fprintf(stderr, "load: at most %d connections, %d bytes\n", most_connections, most_bytes), 64;
    }
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[2]))};
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    compose(arguments[1], (size_t)size);
#ifdef __linux__
    if ((watcher = epoll_create1(EPOLL_CLOEXEC)) < 0) fail("epoll_create1");
#endif
    signal(SIGPIPE, SIG_IGN);
    uint64_t begun = now();
    uint64_t deadline = begun + (uint64_t)atoi(arguments[4]) * 1000000;
    for (int slot = 0; slot < total; slot++) start(slot);
    while (now() < deadline) turn(total);
    uint64_t time = now() - begun;
    printf("%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64, answers, failures, served, time);
    for (unsigned index = 0; index < 4; index++) printf("\t%" PRIu64, percentile((const unsigned[]){50, 90, 99, 100}[index]));
    printf("\n");
    return 0;
}
