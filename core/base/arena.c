/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under AddressSanitizer what is not handed out yet is poisoned, so that a write past the last allocation is seen. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(bytes, size) ((void)(bytes), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(bytes, size) ((void)(bytes), (void)(size))
#endif

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 24 };

typedef struct block {
  struct block *previous;
  size_t size; /* of bytes */
  size_t used;
  alignas(max_align_t) unsigned char bytes[];
} block;

struct steg_arena {
  block *last;
  size_t max_bytes;   /* of all blocks' bytes together; SIZE_MAX = no limit */
  size_t block_bytes; /* the blocks' bytes so far */
  size_t used;
  bool failed;
};

steg_arena *steg_arena_new(size_t max_bytes) {
  steg_arena *arena = calloc(1, sizeof *arena);
  if (arena)
    arena->max_bytes = max_bytes ? max_bytes : SIZE_MAX;
  return arena;
}

void steg_arena_free(steg_arena *arena) {
  if (!arena)
    return;
  for (block *one = arena->last; one;) {
    block *previous = one->previous;
    ASAN_UNPOISON_MEMORY_REGION(one->bytes, one->size);
    free(one);
    one = previous;
  }
  free(arena);
}

/* A new last block with room for `size` bytes: twice the one before, but no more than the maximum still allows. */
static block *grow(steg_arena *arena, size_t size) {
  size_t left = arena->max_bytes - arena->block_bytes;
  if (size > left || size > SIZE_MAX - sizeof(block))
    return NULL;
  size_t step = arena->last ? arena->last->size : FIRST_BLOCK / 2;
  step = step < LARGEST_STEP / 2 ? step * 2 : LARGEST_STEP;
  size_t wanted = step > size ? step : size;
  if (wanted > left)
    wanted = left;
  block *one = calloc(1, sizeof *one + wanted); /* calloc: arena memory is zeroed */
  if (!one)
    return NULL;
  ASAN_POISON_MEMORY_REGION(one->bytes, wanted);
  one->size = wanted;
  one->previous = arena->last;
  arena->last = one;
  arena->block_bytes += wanted;
  return one;
}

static void *take(steg_arena *arena, size_t size, size_t alignment) {
  if (!arena)
    return NULL;
  if (size == 0)
    size = 1; /* a pointer of its own */
  block *one = arena->last;
  if (one) {
    size_t start = (one->used + alignment - 1) & ~(alignment - 1);
    if (start <= one->size && size <= one->size - start) {
      one->used = start + size;
      arena->used += size;
      ASAN_UNPOISON_MEMORY_REGION(one->bytes + start, size);
      return one->bytes + start;
    }
  }
  one = grow(arena, size);
  if (!one) {
    arena->failed = true;
    return NULL;
  }
  one->used = size;
  arena->used += size;
  ASAN_UNPOISON_MEMORY_REGION(one->bytes, size);
  return one->bytes;
}

void *steg_arena_alloc(steg_arena *arena, size_t size) {
  return take(arena, size, alignof(max_align_t));
}

void *steg_arena_array(steg_arena *arena, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) {
    if (arena)
      arena->failed = true;
    return NULL;
  }
  return steg_arena_alloc(arena, total);
}

char *steg_arena_text(steg_arena *arena, const char *text) {
  return text ? steg_arena_text_n(arena, text, strlen(text)) : NULL;
}

char *steg_arena_text_n(steg_arena *arena, const char *text, size_t byte_count) {
  if (byte_count == SIZE_MAX) {
    if (arena)
      arena->failed = true;
    return NULL;
  }
  char *copy = take(arena, byte_count + 1, 1); /* the terminator is there: memory is zeroed */
  if (copy && byte_count)
    memcpy(copy, text, byte_count);
  return copy;
}

char *steg_arena_printf(steg_arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length < 0) {
    if (arena)
      arena->failed = true;
    return NULL;
  }
  char *text = take(arena, (size_t)length + 1, 1);
  if (!text)
    return NULL;
  va_start(arguments, format);
  vsnprintf(text, (size_t)length + 1, format, arguments);
  va_end(arguments);
  return text;
}

bool steg_arena_failed(const steg_arena *arena) {
  return !arena || arena->failed;
}

size_t steg_arena_used(const steg_arena *arena) {
  return arena ? arena->used : 0;
}
