// What the code cache needs of C.
#ifndef SWIFT_WASI_CWASMTIME_SUPPORT_H
#define SWIFT_WASI_CWASMTIME_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A checksum against damage (not against forgery), made for speed: gigabytes a second, so that checking takes less time than
// mapping.
uint64_t cwt_checksum(const void *bytes, size_t count);

// Starts a program in a session of its own, with nothing on its standard streams. Does not wait; false if it was not started.
// `arguments` begins with the program's name and ends with a null pointer.
bool cwt_start_detached(const char *program, char *const *arguments);

// Puts this process behind all others: lowest priority, root as working directory, nothing open but the standard streams.
void cwt_stand_back(void);

// The calling thread, for `cwt_thread_processor_time`.
uint64_t cwt_current_thread(void);

// The processor time that a thread of this process has used, in nanoseconds; 0 if it is not known.
uint64_t cwt_thread_processor_time(uint64_t thread);

// Whether a thread has a processor at present.
//
// `time` is what `cwt_thread_processor_time` has just said of it.
bool cwt_thread_is_running(uint64_t thread, uint64_t time);

// Whether the process can have this much address space, in bytes: to set aside, and to use. Says it in errno if not. What the engine
// cannot have when it is made ends the process.
bool cwt_can_map(size_t set_aside, size_t used);

// How many more mappings the process may have; SIZE_MAX where that is not known or not bounded.
size_t cwt_mappings_left(void);

#endif
