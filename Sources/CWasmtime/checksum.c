#include "CWasmtimeSupport.h"

#include <string.h>

// Four independent lanes keep the multiplier busy; each is a bijection of its state, so that a changed word always changes it.
uint64_t cwt_checksum(const void *bytes, size_t count) {
    const uint64_t odd = 0x9e3779b97f4a7c15u;
    const unsigned char *next = bytes;
    uint64_t lanes[4] = {odd, odd << 1, odd << 2, odd << 3};
    size_t left = count;
    for (; left >= 32; left -= 32, next += 32) {
        uint64_t words[4];
        memcpy(words, next, 32);
        for (int lane = 0; lane < 4; lane++) {
            lanes[lane] = (lanes[lane] ^ words[lane]) * odd;
            lanes[lane] ^= lanes[lane] >> 29;
        }
    }
    uint64_t words[4] = {0, 0, 0, 0};
    memcpy(words, next, left);
    uint64_t sum = (uint64_t)count * odd;
    for (int lane = 0; lane < 4; lane++) {
        lanes[lane] = (lanes[lane] ^ words[lane]) * odd;
        sum = (sum ^ lanes[lane] ^ (lanes[lane] >> 32)) * odd;
    }
    return sum ^ (sum >> 32);
}
