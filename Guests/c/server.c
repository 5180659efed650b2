// Echoes what comes in over the connections to a socket that it was given, several at a time, until as many as the argument says
// have ended; keeps a record of them in /served, beside the directories and not instead of them.

#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "require.h"

enum { PLACES = 64 };

static struct pollfd places[PLACES + 1];
static char bytes[1 << 16];

// The first descriptor that is a socket: it stands behind the directories.
static int granted_socket(void) {
    for (int fd = 3; fd < 16; fd++) {
        struct stat status;
        if (fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode)) return fd;
    }
    return -1;
}

static bool is_nonblocking(int fd) { return fcntl(fd, F_GETFL) & O_NONBLOCK; }

static void await(struct pollfd *place, short events) {
    struct pollfd alone = {.fd = place->fd, .events = events};
    require(poll(&alone, 1, -1) == 1);
}

static void send_all(struct pollfd *place, size_t size) {
    for (size_t sent = 0; sent < size;) {
        ssize_t count = send(place->fd, bytes + sent, size - sent, 0);
        if (count < 0 && errno == EAGAIN) {
            await(place, POLLOUT);
            continue;
        }
        require(count > 0);
        sent += (size_t)count;
    }
}

static void accept_all(int listener) {
    do {
        int place = 1;
        while (place <= PLACES && places[place].fd >= 0) place++;
        if (place > PLACES) return;
        struct sockaddr_storage address;
        socklen_t size = sizeof address;
        // Where the listener waits, so may the connection: poll says when not.
        int fd = is_nonblocking(listener)
            ? accept4(listener, (struct sockaddr *)&address, &size, SOCK_NONBLOCK)
            : accept(listener, (struct sockaddr *)&address, &size);
        if (fd < 0 && errno == EAGAIN) return;
        require(fd >= 0);
        require(is_nonblocking(fd) == is_nonblocking(listener));
        int type = 0;
        size = sizeof type;
        require(getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM);
        places[place] = (struct pollfd){.fd = fd, .events = POLLIN};
    } while (is_nonblocking(listener));
}

int main(int argc, char **argv) {
    require(argc == 2);
    int wanted = atoi(argv[1]), ended = 0;
    int listener = granted_socket();
    require(listener >= 0);
    FILE *record = fopen("/served", "a");
    require(record);
    for (int place = 0; place <= PLACES; place++) places[place].fd = -1;
    places[0] = (struct pollfd){.fd = listener, .events = POLLIN};
    long total = 0;
    while (ended < wanted) {
        require(poll(places, PLACES + 1, -1) > 0);
        if (places[0].revents) accept_all(listener);
        for (struct pollfd *place = places + 1; place <= places + PLACES; place++) {
            if (place->fd < 0 || !place->revents) continue;
            // A byte is looked at before it is taken.
            char peeked;
            ssize_t seen = recv(place->fd, &peeked, 1, MSG_PEEK);
            if (seen < 0 && errno == EAGAIN) continue;
            require(seen >= 0);
            if (seen == 1) {
                ssize_t count = recv(place->fd, bytes, sizeof bytes, 0);
                require(count > 0 && bytes[0] == peeked);
                send_all(place, (size_t)count);
                total += count;
                continue;
            }
            require(shutdown(place->fd, SHUT_WR) == 0);
            require(close(place->fd) == 0);
            place->fd = -1;
            ended++;
            require(fprintf(record, "connection %d\n", ended) > 0 && fflush(record) == 0);
        }
    }
    require(fclose(record) == 0);
    printf("echoed %ld bytes over %d connections\n", total, ended);
    return 0;
}
