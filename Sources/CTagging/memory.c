#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>

#include "ctagging.h"

enum { HUGE = 2 << 20 };

// What is mapped for `size` bytes: whole huge pages where there is at least one.
static size_t mapped(size_t size) {
  size_t page = size < HUGE ? 4096 : HUGE;
  return (size + page - 1) / page * page;
}

void *ctagging_allocate(size_t size) {
  size_t length = mapped(size ? size : 1), slack = length < HUGE ? 0 : HUGE;
  char *memory = mmap(NULL, length + slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  if (slack == 0) return memory;
  char *start = (char *)(((uintptr_t)memory + HUGE - 1) / HUGE * HUGE);
  if (start > memory) munmap(memory, start - memory);
  if (start + length < memory + length + slack) munmap(start + length, memory + slack - start);
  madvise(start, length, MADV_HUGEPAGE);
  return start;
}

void ctagging_free(void *memory, size_t size) { munmap(memory, mapped(size ? size : 1)); }
