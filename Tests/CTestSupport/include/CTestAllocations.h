#pragma once

/// Whether allocations are counted: with glibc, and without a sanitizer that has an allocator of its own.
int ctest_counts_allocations(void);

/// How many blocks of memory the calling thread has asked for so far.
long ctest_allocation_count(void);
