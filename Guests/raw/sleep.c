// Sleeps 30 ms on each clock, relative and absolute, and checks that it never woke early.

#include "print.h"

static const uint64_t nap = 30000000;

static uint64_t now(uint32_t clock) {
    uint64_t time = 0;
    require(clock_time_get(clock, 0, &time) == WASI_SUCCESS, "the clock can be read");
    return time;
}

static void check(uint32_t clock, bool absolute) {
    uint64_t before = now(clock);
    wasi_subscription subscription = {.userdata = 42, .tag = WASI_EVENT_CLOCK};
    subscription.clock.id = clock;
    subscription.clock.timeout = absolute ? before + nap : nap;
    subscription.clock.flags = absolute ? WASI_ABSOLUTE : 0;
    wasi_event event = {0};
    uint32_t happened = 0;
    require(poll_oneoff(&subscription, &event, 1, &happened) == WASI_SUCCESS, "poll_oneoff answers");
    uint64_t slept = now(clock) - before;
    require(happened == 1 && event.userdata == 42, "the event is the one asked for");
    require(event.type == WASI_EVENT_CLOCK && event.error == WASI_SUCCESS, "it is a clock's, without an error");
    require(slept >= nap, "the sleep lasted as long as asked");
    require(slept < 100 * nap, "and not very much longer");
}

void _start(void) {
    check(WASI_REALTIME, false);
    check(WASI_REALTIME, true);
    check(WASI_MONOTONIC, false);
    check(WASI_MONOTONIC, true);
    // A moment that has passed is due at once.
    uint64_t before = now(WASI_MONOTONIC);
    wasi_subscription past = {.tag = WASI_EVENT_CLOCK};
    past.clock.id = WASI_MONOTONIC;
    past.clock.timeout = 1;
    past.clock.flags = WASI_ABSOLUTE;
    wasi_event event;
    uint32_t happened = 0;
    require(poll_oneoff(&past, &event, 1, &happened) == WASI_SUCCESS && happened == 1, "the past is due");
    require(now(WASI_MONOTONIC) - before < nap, "at once");
    print("slept\n");
}
