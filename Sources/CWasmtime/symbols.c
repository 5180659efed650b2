#include "CWasmtimeSampling.h"

#include <string.h>

// The object file's own layout (ELF, 64 bits, little-endian), which is the same on every platform: the engine writes it for itself.
typedef struct {
    unsigned char identification[16];
    uint16_t type, machine;
    uint32_t version;
    uint64_t entry, segments, sections;
    uint32_t flags;
    uint16_t header_size, segment_size, segment_count, section_size, section_count, section_names;
} object_header_t;

typedef struct {
    uint32_t name, type;
    uint64_t flags, address, offset, size;
    uint32_t link, information;
    uint64_t alignment, entry_size;
} object_section_t;

typedef struct {
    uint32_t name;
    uint8_t information, other;
    uint16_t section;
    uint64_t value, size;
} object_symbol_t;

_Static_assert(sizeof(object_header_t) == 64, "ELF header");
_Static_assert(sizeof(object_section_t) == 64, "ELF section");
_Static_assert(sizeof(object_symbol_t) == 24, "ELF symbol");

enum { SYMBOL_TABLE = 2, FUNCTION = 2 };

static bool contains(size_t size, uint64_t offset, uint64_t count) { return offset <= size && count <= size - offset; }

bool cwt_symbols_find(const void *begin, const void *end, cwt_symbols_t *symbols) {
    memset(symbols, 0, sizeof *symbols);
    const char *image = begin;
    if (!begin || (const char *)end < image) return false;
    size_t size = (size_t)((const char *)end - image);
    object_header_t header;
    if (size < sizeof header) return false;
    memcpy(&header, image, sizeof header);
    // 64 bits, little-endian.
    if (memcmp(header.identification, "\177ELF\2\1", 6) != 0 || header.section_size != sizeof(object_section_t)) return false;
    if (!contains(size, header.sections, (uint64_t)header.section_count * sizeof(object_section_t))) return false;
    for (uint16_t index = 0; index < header.section_count; index++) {
        object_section_t table, names, text;
        memcpy(&table, image + header.sections + index * sizeof table, sizeof table);
        if (table.type != SYMBOL_TABLE || table.link >= header.section_count) continue;
        memcpy(&names, image + header.sections + table.link * sizeof names, sizeof names);
        if (!contains(size, table.offset, table.size) || !contains(size, names.offset, names.size)) return false;
        // The last byte ends every name.
        if (names.size == 0 || image[names.offset + names.size - 1] != 0) return false;
        // All functions are in one section.
        for (size_t entry = 0; entry < table.size / sizeof(object_symbol_t); entry++) {
            object_symbol_t symbol;
            memcpy(&symbol, image + table.offset + entry * sizeof symbol, sizeof symbol);
            if ((symbol.information & 15) != FUNCTION || symbol.section >= header.section_count) continue;
            memcpy(&text, image + header.sections + symbol.section * sizeof text, sizeof text);
            if (!contains(size, text.offset, text.size)) return false;
            symbols->image = image;
            symbols->entries = table.offset;
            symbols->count = table.size / sizeof(object_symbol_t);
            symbols->names = names.offset;
            symbols->names_size = names.size;
            symbols->text = (uintptr_t)image + text.offset;
            symbols->text_size = text.size;
            return true;
        }
    }
    return false;
}

bool cwt_symbols_get(const cwt_symbols_t *symbols, size_t index, cwt_symbol_t *result) {
    if (index >= symbols->count) return false;
    object_symbol_t symbol;
    memcpy(&symbol, symbols->image + symbols->entries + index * sizeof symbol, sizeof symbol);
    if ((symbol.information & 15) != FUNCTION || symbol.name >= symbols->names_size) return false;
    if (!contains(symbols->text_size, symbol.value, symbol.size)) return false;
    result->start = symbols->text + symbol.value;
    result->size = symbol.size;
    result->name = symbols->image + symbols->names + symbol.name;
    return true;
}
