// Polls a silent standard input, a file, standard output and a connection in one call: what is ready at once, and then what becomes so.

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "require.h"

enum { INPUT, FILE_TO_READ, FILE_TO_WRITE, OUTPUT, CONNECTION, COUNT };

int main(void) {
    int file = open("/file", O_CREAT | O_RDWR, 0600);
    require(file >= 0);
    struct pollfd places[COUNT] = {
        [INPUT] = {.fd = 0, .events = POLLIN},
        [FILE_TO_READ] = {.fd = file, .events = POLLIN},
        [FILE_TO_WRITE] = {.fd = file, .events = POLLOUT},
        [OUTPUT] = {.fd = 1, .events = POLLOUT},
        // Behind the directory.
        [CONNECTION] = {.fd = 4, .events = POLLIN | POLLOUT},
    };
    require(poll(places, COUNT, 60000) == 4);
    require(places[INPUT].revents == 0);
    require(places[FILE_TO_READ].revents & POLLIN && places[FILE_TO_WRITE].revents & POLLOUT);
    require(places[OUTPUT].revents & POLLOUT);
    require(places[CONNECTION].revents == POLLOUT);

    // Without what is always ready, until the peer answers.
    require(send(4, "?", 1, 0) == 1);
    places[FILE_TO_READ].fd = places[FILE_TO_WRITE].fd = places[OUTPUT].fd = -1;
    places[CONNECTION].events = POLLIN;
    require(poll(places, COUNT, 60000) == 1);
    require(places[INPUT].revents == 0 && places[CONNECTION].revents & POLLIN);
    char answer;
    require(read(4, &answer, 1) == 1 && answer == '!');

    // Nothing more comes, and the clock ends the wait.
    require(poll(places, COUNT, 20) == 0);
    printf("polling\n");
    return 0;
}
