// Firmware for an ATmega328P that uses a table, a multiplication and a division: enough for cc1, as, ld and objcopy, and
// for a helper out of libgcc.

#include <stdint.h>

#define PORTB (*(volatile uint8_t *)0x25)
#define DDRB (*(volatile uint8_t *)0x24)

static uint8_t table[4] = {1, 2, 4, 8};

static uint16_t mix(uint16_t value) { return value * 31u + 7u; }

int main(void) {
    uint16_t state = 1;
    DDRB = 0xff;
    for (;;) {
        state = mix(state);
        PORTB = table[state & 3] ^ (uint8_t)(state / 10);
    }
}
