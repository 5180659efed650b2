#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CWasmtimeCoroutine.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct cwt_coroutine {
    // Where the side that does not run has its stack.
    void *other;
    // The low end of the stack.
    uint64_t *lowest;
    size_t size;
    void (*body)(void *);
    void *data;
    bool has_returned;
};

#if defined(__x86_64__) || defined(__aarch64__)

// Saves what a function must preserve on the present stack, notes that in `*from`, and goes on where `to` was noted.
void cwt_switch_stack(void **from, void *to) __asm__("cwt_switch_stack");

#if defined(__x86_64__)
__asm__(
    ".text\n"
    ".p2align 4\n"
    "cwt_switch_stack:\n"
    "  pushq %rbp\n"
    "  pushq %rbx\n"
    "  pushq %r12\n"
    "  pushq %r13\n"
    "  pushq %r14\n"
    "  pushq %r15\n"
    "  movq %rsp, (%rdi)\n"
    "  movq %rsi, %rsp\n"
    "  popq %r15\n"
    "  popq %r14\n"
    "  popq %r13\n"
    "  popq %r12\n"
    "  popq %rbx\n"
    "  popq %rbp\n"
    "  retq\n");
// Six registers and where to return to; above that, the place of the return address that a called function expects.
enum { FRAME_WORDS = 8, ENTRY_WORD = 6 };
#else
__asm__(
    ".text\n"
    ".p2align 4\n"
    "cwt_switch_stack:\n"
    "  sub sp, sp, #160\n"
    "  stp x19, x20, [sp, #0]\n"
    "  stp x21, x22, [sp, #16]\n"
    "  stp x23, x24, [sp, #32]\n"
    "  stp x25, x26, [sp, #48]\n"
    "  stp x27, x28, [sp, #64]\n"
    "  stp x29, x30, [sp, #80]\n"
    "  stp d8, d9, [sp, #96]\n"
    "  stp d10, d11, [sp, #112]\n"
    "  stp d12, d13, [sp, #128]\n"
    "  stp d14, d15, [sp, #144]\n"
    "  mov x9, sp\n"
    "  str x9, [x0]\n"
    "  mov sp, x1\n"
    "  ldp x19, x20, [sp, #0]\n"
    "  ldp x21, x22, [sp, #16]\n"
    "  ldp x23, x24, [sp, #32]\n"
    "  ldp x25, x26, [sp, #48]\n"
    "  ldp x27, x28, [sp, #64]\n"
    "  ldp x29, x30, [sp, #80]\n"
    "  ldp d8, d9, [sp, #96]\n"
    "  ldp d10, d11, [sp, #112]\n"
    "  ldp d12, d13, [sp, #128]\n"
    "  ldp d14, d15, [sp, #144]\n"
    "  add sp, sp, #160\n"
    "  ret\n");
// Twelve general registers, of which the last says where to return to, and eight of floating point.
enum { FRAME_WORDS = 20, ENTRY_WORD = 11 };
#endif

// What a new stack is for, since nothing can be passed to the first function on it.
static _Thread_local cwt_coroutine_t *beginning;

// The first and only function on a stack.
static void run(void) {
    cwt_coroutine_t *coroutine = beginning;
    for (;;) {
        coroutine->body(coroutine->data);
        coroutine->has_returned = true;
        cwt_switch_stack(&coroutine->other, coroutine->other);
    }
}

// How many words at the low end of a stack are 0 as long as nothing has come near.
enum { UNTOUCHED_WORDS = 32 };

static size_t page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); }

void *cwt_coroutine_room(size_t count, size_t stack_size) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
#if defined(__linux__)
    flags |= MAP_NORESERVE | MAP_STACK;
#endif
    size_t size = count * stack_size + page_size();
    char *base = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (base == MAP_FAILED) return NULL;
    if (mprotect(base, page_size(), PROT_NONE) != 0) {
        munmap(base, size);
        return NULL;
    }
    return base + page_size();
}

void cwt_coroutine_room_delete(void *room, size_t count, size_t stack_size) {
    munmap((char *)room - page_size(), count * stack_size + page_size());
}

cwt_coroutine_t *cwt_coroutine_in_room(void *room, size_t index, size_t stack_size) {
    char *base = (char *)room + index * stack_size;
    // At the top of its own stack, in a page that is in use anyway.
    uintptr_t top = ((uintptr_t)base + stack_size - sizeof(cwt_coroutine_t)) & ~(uintptr_t)63;
    cwt_coroutine_t *coroutine = (cwt_coroutine_t *)top;
    memset(coroutine, 0, sizeof *coroutine);
    coroutine->lowest = (uint64_t *)base;
    coroutine->size = stack_size;
    void **frame = (void **)top - FRAME_WORDS;
    memset(frame, 0, FRAME_WORDS * sizeof *frame);
    frame[ENTRY_WORD] = (void *)run;
    coroutine->other = frame;
    return coroutine;
}

void cwt_coroutine_trim(cwt_coroutine_t *coroutine) {
    // What is on the stack of one that rests is in its last page or two.
    size_t kept = 4 * page_size();
    if (coroutine->size > kept) madvise(coroutine->lowest, coroutine->size - kept, MADV_DONTNEED);
}

bool cwt_coroutine_resume(cwt_coroutine_t *coroutine) {
    cwt_switch_stack(&coroutine->other, coroutine->other);
    uint64_t touched = 0;
    for (size_t index = 0; index < UNTOUCHED_WORDS; index++) touched |= coroutine->lowest[index];
    if (__builtin_expect(touched != 0, 0)) {
        static const char message[] = "swift-wasi: a host function has overflowed its stack\n";
        (void)!write(STDERR_FILENO, message, sizeof message - 1);
        abort();
    }
    return coroutine->has_returned;
}

bool cwt_coroutine_start(cwt_coroutine_t *coroutine, void (*body)(void *), void *data) {
    coroutine->body = body;
    coroutine->data = data;
    coroutine->has_returned = false;
    beginning = coroutine;
    return cwt_coroutine_resume(coroutine);
}

void cwt_coroutine_suspend(cwt_coroutine_t *coroutine) { cwt_switch_stack(&coroutine->other, coroutine->other); }

#if defined(__linux__)
__asm__(".section .note.GNU-stack,\"\",%progbits\n.text\n");
#endif

#else

void *cwt_coroutine_room(size_t count, size_t stack_size) {
    (void)count;
    (void)stack_size;
    return NULL;
}
void cwt_coroutine_room_delete(void *room, size_t count, size_t stack_size) {
    (void)room;
    (void)count;
    (void)stack_size;
}
cwt_coroutine_t *cwt_coroutine_in_room(void *room, size_t index, size_t stack_size) {
    (void)room;
    (void)index;
    (void)stack_size;
    return NULL;
}
void cwt_coroutine_trim(cwt_coroutine_t *coroutine) { (void)coroutine; }
bool cwt_coroutine_start(cwt_coroutine_t *coroutine, void (*body)(void *), void *data) {
    (void)coroutine;
    body(data);
    return true;
}
bool cwt_coroutine_resume(cwt_coroutine_t *coroutine) {
    (void)coroutine;
    return true;
}
void cwt_coroutine_suspend(cwt_coroutine_t *coroutine) { (void)coroutine; }

#endif
