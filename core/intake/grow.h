/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grow - arrays that grow by doubling, for the rows of a file whose number is not known before its end.
 */
#ifndef STEG_INTAKE_GROW_H
#define STEG_INTAKE_GROW_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Makes room for `needed` items in *items. Returns 0, or -1 when memory is out: *items is then as before. */
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
  void *grown = realloc(*(void **)items, larger * item_size);
  if (!grown)
    return -1;
  *(void **)items = grown;
  *capacity = larger;
  return 0;
}

#endif
