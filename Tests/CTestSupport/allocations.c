// Counts allocations by standing before libc's allocator: a definition in the program goes before one in a library.
#include "CTestAllocations.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static __thread long allocations;

void *malloc(size_t size) {
  allocations++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  allocations++;
  return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
  allocations++;
  return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
  allocations++;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  allocations++;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
  allocations++;
  void *memory = __libc_memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *block = memory;
  return 0;
}

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
