// A process beside this one that writes a file: what is handed to it is in memory that both share, and is written even if this
// process is killed in the next instruction. Handing over takes no system call, which is most of what a line of a trace costs.
#pragma once

#include <stddef.h>
#include <stdbool.h>

typedef struct cspool cspool_t;

// Starts the process, which writes to an open file. It takes no signals, holds no other descriptor of this process, and ends with
// the spool or with this process. NULL if there is none to be had; the file is used by the caller's own means then.
cspool_t *cspool_start(int file);

// Hands bytes over, in order. Waits when a megabyte has not been written yet. By one thread at a time.
void cspool_write(cspool_t *spool, const void *bytes, size_t count);

// Waits until all of it is in the file, and ends the process. Nothing is to be handed over afterwards; the spool stays valid.
// May be called from a signal's handler, and again.
//
// Returns 0, or the errno of the first write that failed; nothing was written from there on.
int cspool_finish(cspool_t *spool);
