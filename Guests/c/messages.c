// Sends its arguments as messages over the socket that it was given, one at a time, and prints the answer to each.

#include <poll.h>
#include <sys/socket.h>

#include "require.h"

// The first descriptor behind the directories, of which it has none.
static const int peer = 3;

int main(int argc, char **argv) {
    int type = 0;
    socklen_t size = sizeof type;
    require(getsockopt(peer, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_DGRAM);
    for (int index = 1; index < argc; index++) {
        require(send(peer, argv[index], strlen(argv[index]), 0) == (ssize_t)strlen(argv[index]));
        struct pollfd place = {.fd = peer, .events = POLLIN};
        require(poll(&place, 1, 60000) == 1);
        char bytes[2048];
        ssize_t count = recv(peer, bytes, sizeof bytes, 0);
        require(count >= 0);
        printf("%.*s\n", (int)count, bytes);
    }
    return 0;
}
