// Talks over a connection that it was given: sends its arguments, one a line, ends its half, and prints all that comes back.

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "require.h"

// The first descriptor behind the directories, of which it has none.
static const int connection = 3;

static void await(short events) {
    struct pollfd place = {.fd = connection, .events = events};
    require(poll(&place, 1, -1) == 1);
}

int main(int argc, char **argv) {
    for (int index = 1; index < argc; index++) {
        char line[4096];
        size_t size = (size_t)snprintf(line, sizeof line, "%s\n", argv[index]);
        for (size_t sent = 0; sent < size;) {
            // A connection that does not wait may still be about to be made.
            await(POLLOUT);
            ssize_t count = send(connection, line + sent, size - sent, 0);
            if (count < 0 && errno == EAGAIN) continue;
            if (count < 0) {
                printf("not sent: %s\n", strerror(errno));
                return 1;
            }
            sent += (size_t)count;
        }
    }
    require(shutdown(connection, SHUT_WR) == 0);
    while (1) {
        char bytes[4096];
        ssize_t count = read(connection, bytes, sizeof bytes);
        if (count < 0 && errno == EAGAIN) {
            await(POLLIN);
            continue;
        }
        require(count >= 0);
        if (count == 0) break;
        fwrite(bytes, 1, (size_t)count, stdout);
    }
    return 0;
}
