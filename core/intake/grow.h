/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grow - arrays that grow by doubling, for the rows of a file whose number is not known before its end.
 */
#ifndef STEG_INTAKE_GROW_H
#define STEG_INTAKE_GROW_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* GCC's analyser loses the memory on its way through memcpy and calls it leaked. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif

/* Makes room for `needed` items in the array that the pointer at `items` points to. Returns 0, or -1 when memory is out: *items is then as before. */
static inline int steg_grow(void *items, size_t *capacity, size_t needed, size_t item_size) {
  if (needed <= *capacity)
    return 0;
  size_t larger = *capacity ? *capacity : 64;
  while (larger < needed) {
    if (larger > SIZE_MAX / 2)
      return -1;
    larger *= 2;
  }
  if (item_size && larger > SIZE_MAX / item_size)
    return -1;
  /* The pointer is copied, not cast: an object pointer of one type may not be read as one of another. */
  void *old = NULL;
  memcpy(&old, items, sizeof old);
  void *grown = realloc(old, larger * item_size);
  if (!grown)
    return -1;
  memcpy(items, &grown, sizeof grown);
  *capacity = larger;
  return 0;
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#endif
