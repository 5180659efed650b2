#include "CWasmtimeSampling.h"

#include "CWasmtimeSignals.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

// Runs in signal handlers: nothing here takes a lock or memory.

typedef struct {
    char bytes[512];
    size_t count;
} line_t;

static void append(line_t *line, const char *text, size_t size) {
    size_t left = sizeof line->bytes - 1 - line->count;
    if (size > left) size = left;
    for (size_t index = 0; index < size; index++) {
        // Names are a compiler's, and this may be a terminal.
        char byte = text[index];
        line->bytes[line->count++] = byte < 0x20 || byte > 0x7e ? '?' : byte;
    }
}

static void append_text(line_t *line, const char *text) { append(line, text, strlen(text)); }

static void append_number(line_t *line, size_t number) {
    char digits[20];
    size_t first = sizeof digits;
    do digits[--first] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    append(line, digits + first, sizeof digits - first);
}

static void say(line_t *line) {
    line->bytes[line->count++] = '\n';
    const char *text = line->bytes;
    while (line->count > 0) {
        ssize_t count = write(STDERR_FILENO, text, line->count);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        text += count;
        line->count -= (size_t)count;
    }
}

// What the engine calls a function, "wasm[0]::function[12]::name" or without a name, as "name (function 12)"; false for other code.
static bool append_function(line_t *line, const char *symbol) {
    const char *number = strstr(symbol, "::function[");
    if (!number) return false;
    number += strlen("::function[");
    const char *end = strchr(number, ']');
    if (!end) return false;
    bool is_named = strncmp(end, "]::", 3) == 0 && end[3] != 0;
    if (is_named) {
        append_text(line, end + 3);
        append_text(line, " (");
    }
    append_text(line, "function ");
    append(line, number, (size_t)(end - number));
    if (is_named) append_text(line, ")");
    return true;
}

static bool find(const cwt_symbols_t *symbols, uintptr_t address, cwt_symbol_t *symbol) {
    for (size_t index = 0; index < symbols->count; index++) {
        if (cwt_symbols_get(symbols, index, symbol) && address - symbol->start < symbol->size) return true;
    }
    return false;
}

void cwt_signals_say_where(const cwt_control_t *control, const void *context) {
    // The one whose turn it is, in a process that handles one signal of this kind at a time.
    static uintptr_t frames[CWT_MAXIMUM_FRAMES];
    line_t line = {.count = 0};
    if (!control || !cwt_control_is_running(control)) {
        append_text(&line, "wasirun: the program is not running");
        return say(&line);
    }
    int place;
    const char *call = cwt_control_call(control);
    size_t count = cwt_sample_walk(control, context, frames, CWT_MAXIMUM_FRAMES, &place);
    append_text(&line, call ? "wasirun: the program is in " : "wasirun: the program is executing its own code");
    if (call) append_text(&line, call);
    cwt_symbols_t symbols;
    bool is_known = cwt_symbols_find(control->image_begin, control->image_end, &symbols);
    if (count == 0 || !is_known) {
        append_text(&line, is_known ? "; no backtrace, since it was just being entered or left"
                                    : "; no backtrace, since its compiled code has no symbols");
        return say(&line);
    }
    say(&line);
    size_t shown = 0, functions = 0;
    for (size_t index = 0; index < count; index++) {
        // A return address may be that of the next function.
        uintptr_t address = frames[index] - (index == 0 && place == CWT_IN_CODE ? 0 : 1);
        cwt_symbol_t symbol;
        if (!find(&symbols, address, &symbol)) continue;
        line.count = 0;
        append_text(&line, "  ");
        append_number(&line, functions);
        append_text(&line, ": ");
        if (!append_function(&line, symbol.name)) continue;
        functions++;
        if (shown == 64) continue;
        shown++;
        say(&line);
    }
    if (functions == shown) return;
    line.count = 0;
    append_text(&line, "  and ");
    append_number(&line, functions - shown);
    append_text(&line, count == CWT_MAXIMUM_FRAMES ? " or more" : " more");
    say(&line);
}
