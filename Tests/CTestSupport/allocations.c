// Counts allocations by standing before libc's allocator: a definition in the program goes before one in a library.
#include "CTestAllocations.h"

#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)

static __thread long allocations;
#include "counting/allocation-functions.h"

int ctest_counts_allocations(void) { return 1; }
long ctest_allocation_count(void) { return allocations; }

// The test library has the runtime tell it of each error that is thrown, and allocates a note of it.
typedef void (*throw_handler)(void *value, const void *type, const void *conformance);
extern throw_handler _swift_willThrowTypedImpl __attribute__((weak));

static throw_handler original;
static __thread int ignores_throws;

static void forward(void *value, const void *type, const void *conformance) {
  if (!ignores_throws && original) original(value, type, conformance);
}

void ctest_ignore_throws(int ignores) {
  ignores_throws = ignores;
  if (!ignores || !&_swift_willThrowTypedImpl) return;
  throw_handler handler = __atomic_load_n(&_swift_willThrowTypedImpl, __ATOMIC_ACQUIRE);
  if (!handler || handler == forward) return;
  original = handler;
  __atomic_store_n(&_swift_willThrowTypedImpl, forward, __ATOMIC_RELEASE);
}

#else
void ctest_ignore_throws(int ignores) { (void)ignores; }

int ctest_counts_allocations(void) { return 0; }
long ctest_allocation_count(void) { return 0; }

#endif
