#if defined(__linux__)
#define _GNU_SOURCE
#elif defined(__APPLE__)
#define _XOPEN_SOURCE 700
#define _DARWIN_C_SOURCE
#endif
#include "CWasmtimeSampling.h"

#include <string.h>
#include <ucontext.h>

// What is read here are other frames of a stack, between an address in it and its end: mapped memory, whatever it holds. A sanitizer
// takes that for a mistake.
#define WALKS __attribute__((no_sanitize("address", "thread")))

typedef struct {
    uintptr_t pc, fp, sp, lr;
} registers_t;

static bool registers_of(const void *context, registers_t *registers) {
    if (!context) return false;
    const ucontext_t *machine = context;
    registers->lr = 0;
#if defined(__linux__) && defined(__x86_64__)
    registers->pc = (uintptr_t)machine->uc_mcontext.gregs[REG_RIP];
    registers->fp = (uintptr_t)machine->uc_mcontext.gregs[REG_RBP];
    registers->sp = (uintptr_t)machine->uc_mcontext.gregs[REG_RSP];
    return true;
#elif defined(__linux__) && defined(__aarch64__)
    registers->pc = machine->uc_mcontext.pc;
    registers->fp = machine->uc_mcontext.regs[29];
    registers->sp = machine->uc_mcontext.sp;
    registers->lr = machine->uc_mcontext.regs[30];
    return true;
#elif defined(__APPLE__) && defined(__aarch64__)
    registers->pc = __darwin_arm_thread_state64_get_pc(machine->uc_mcontext->__ss);
    registers->fp = __darwin_arm_thread_state64_get_fp(machine->uc_mcontext->__ss);
    registers->sp = __darwin_arm_thread_state64_get_sp(machine->uc_mcontext->__ss);
    registers->lr = __darwin_arm_thread_state64_get_lr(machine->uc_mcontext->__ss);
    return true;
#elif defined(__APPLE__) && defined(__x86_64__)
    registers->pc = machine->uc_mcontext->__ss.__rip;
    registers->fp = machine->uc_mcontext->__ss.__rbp;
    registers->sp = machine->uc_mcontext->__ss.__rsp;
    return true;
#else
    return false;
#endif
}

// A return address without the signature that some processors put into it.
static uintptr_t plain(uintptr_t address) {
#if defined(__aarch64__)
    register uintptr_t link __asm__("x30") = address;
    __asm__("hint #7" : "+r"(link));
    return link;
#else
    return address;
#endif
}

static bool is_code(const cwt_control_t *control, uintptr_t address) {
    return address >= (uintptr_t)control->image_begin && address < (uintptr_t)control->image_end;
}

WALKS static uintptr_t word(uintptr_t address) { return *(const uintptr_t *)address; }

static bool is_on_stack(const cwt_control_t *control, uintptr_t address, uintptr_t lowest) {
    return address >= lowest && address % sizeof(uintptr_t) == 0 && control->stack_end > 2 * sizeof(uintptr_t)
        && address <= control->stack_end - 2 * sizeof(uintptr_t);
}

// Follows the frame pointers from `fp` on.
//
// Returns whether the chain has led out of the guest where the host had called it, which is what tells a chain from an accident.
WALKS static bool follow(
    const cwt_control_t *control, uintptr_t fp, uintptr_t lowest, uintptr_t *frames, size_t *count, size_t capacity) {
    while (is_on_stack(control, fp, lowest)) {
        uintptr_t address = plain(word(fp + sizeof(uintptr_t)));
        if (!is_code(control, address)) return true;
        if (*count == capacity) return true;
        frames[(*count)++] = address;
        lowest = fp + 2 * sizeof(uintptr_t);
        fp = word(fp);
    }
    return false;
}

// Looks for the innermost frame of the guest between two addresses of the stack, where host code lies in front of it.
WALKS static size_t search(
    const cwt_control_t *control, uintptr_t from, size_t distance, uintptr_t *frames, size_t capacity) {
    from = (from + sizeof(uintptr_t) - 1) / sizeof(uintptr_t) * sizeof(uintptr_t);
    for (uintptr_t place = from; place - from < distance && is_on_stack(control, place, from); place += sizeof(uintptr_t)) {
        if (!is_code(control, plain(word(place + sizeof(uintptr_t)))) || word(place) <= place) continue;
        size_t count = 0;
        if (follow(control, place, place, frames, &count, capacity)) return count;
    }
    return 0;
}

// The arguments of a host call lie in the frame of the code that leads from the guest to the host, a few words below its frame pointer.
static size_t walk_call(const cwt_control_t *control, uintptr_t *frames, size_t capacity) {
    uintptr_t arguments = (uintptr_t)__atomic_load_n(&control->arguments, __ATOMIC_RELAXED);
    return search(control, arguments, 1024, frames, capacity);
}

// Where a function that has not made its frame yet, or has undone it, will return to; 0 if its frame is there.
WALKS static uintptr_t unframed(const cwt_control_t *control, const registers_t *registers) {
    uintptr_t pc = registers->pc;
    uintptr_t caller = 0;
#if defined(__x86_64__)
    static const unsigned char enters[] = {0x55, 0x48, 0x89, 0xe5};
    const unsigned char *code = (const unsigned char *)pc;
    bool has_more = is_code(control, pc - 1) && is_code(control, pc + sizeof enters);
    if (!has_more || !is_on_stack(control, registers->sp, 0)) return 0;
    if (memcmp(code, enters, 4) == 0 || code[0] == 0xc3) {
        caller = word(registers->sp);
    } else if (code[-1] == 0x55 && memcmp(code, enters + 1, 3) == 0) {
        caller = word(registers->sp + sizeof(uintptr_t));
    }
#elif defined(__aarch64__)
    uint32_t instruction;
    memcpy(&instruction, (const void *)pc, sizeof instruction);
    // stp x29, x30, [sp, #-16]!; mov x29, sp; ret
    if (instruction == 0xa9bf7bfd || instruction == 0x910003fd || instruction == 0xd65f03c0) caller = plain(registers->lr);
#endif
    return is_code(control, caller) ? caller : 0;
}

size_t cwt_sample_walk(const cwt_control_t *control, const void *context, uintptr_t *frames, size_t capacity, int *place) {
    if (cwt_control_call(control)) {
        *place = CWT_IN_CALL;
        return walk_call(control, frames, capacity);
    }
    registers_t registers;
    *place = CWT_IN_ENGINE;
    if (capacity < 2 || !registers_of(context, &registers)) return 0;
    // The engine's own frames are shallow.
    if (!is_code(control, registers.pc)) return search(control, registers.sp, 64 << 10, frames, capacity);
    *place = CWT_IN_CODE;
    size_t count = 0;
    frames[count++] = registers.pc;
    uintptr_t caller = unframed(control, &registers);
    if (caller) frames[count++] = caller;
    follow(control, registers.fp, registers.sp, frames, &count, capacity);
    return count;
}
