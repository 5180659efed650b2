// Looks a host and a service up and prints every answer: lookup HOST SERVICE [4|6] [FLAGS], "-" for an empty word.

#include "sockets.h"

enum { CAPACITY = 16 };

static wasmedge_info answers[CAPACITY];
static wasmedge_sockaddr addresses[CAPACITY];
static uint8_t data[CAPACITY][26];
static char names[CAPACITY][64];

static void print_hexadecimal(uint32_t value) {
    char digits[8];
    uint32_t start = sizeof digits;
    do digits[--start] = "0123456789abcdef"[value % 16]; while (value /= 16);
    write_bytes(1, digits + start, sizeof digits - start);
}

static void print_address(const wasmedge_sockaddr *address) {
    const uint8_t *bytes = address->data;
    if (address->family == WASMEDGE_INET4) {
        for (int part = 0; part < 4; part++) {
            if (part) print(".");
            print_number(bytes[2 + part]);
        }
    } else {
        print("[");
        for (int part = 0; part < 8; part++) {
            if (part) print(":");
            print_hexadecimal((uint32_t)(bytes[2 + part * 2] << 8 | bytes[3 + part * 2]));
        }
        print("]");
    }
    print(":");
    print_number((uint32_t)(bytes[0] << 8 | bytes[1]));
}

void _start(void) {
    read_arguments();
    require(word_count >= 3, "a host and a service are named");
    const char *host = same_text(words[1], "-") ? "" : words[1], *service = same_text(words[2], "-") ? "" : words[2];
    wasmedge_info hints = {.type = WASMEDGE_STREAM, .protocol = WASMEDGE_TCP};
    if (word_count > 3) hints.family = words[3][0] == '4' ? WASMEDGE_INET4 : words[3][0] == '6' ? WASMEDGE_INET6 : 0;
    if (word_count > 4) hints.flags = (uint16_t)number(words[4]);
    for (uint32_t index = 0; index < CAPACITY; index++) {
        addresses[index] = (wasmedge_sockaddr){.size = sizeof data[index], .data = data[index]};
        answers[index] = (wasmedge_info){
            .address = &addresses[index], .name = names[index], .name_size = sizeof names[index],
            .next = index + 1 < CAPACITY ? &answers[index + 1] : NULL,
        };
    }
    wasmedge_info *first = answers;
    uint32_t count = 0;
    wasi_errno error = wasmedge_getaddrinfo(
        host, length(host), service, length(service), &hints, &first, CAPACITY, &count);
    if (error != WASI_SUCCESS) {
        print("error ");
        print_number(error);
        print("\n");
        return;
    }
    for (uint32_t index = 0; index < count; index++, first = first->next) {
        require(first != NULL && first->family == first->address->family, "an answer says its family twice");
        require(first->type == WASMEDGE_STREAM && first->protocol == WASMEDGE_TCP, "an answer is of the type wanted");
        print_address(first->address);
        if (index == 0 && (hints.flags & WASMEDGE_AI_CANONNAME)) {
            print(" ");
            print(first->name);
        }
        print("\n");
    }
}
