#pragma once

/// Whether allocations are counted: with glibc, and without a sanitizer that has an allocator of its own.
int ctest_counts_allocations(void);

/// How many blocks of memory the calling thread has asked for so far.
long ctest_allocation_count(void);

/// Whether the test library is to be told of errors that this thread throws, for which it allocates. With glibc only.
void ctest_ignore_throws(int ignores);
