/* SPDX-License-Identifier: GPL-3.0-or-later */
// rooms: base instrument store intake
/*
 * Any bytes as the file of a mapping. What is refused says why in both languages; what is taken has all its texts, and what is
 * written of it can be read, without a fault, and gives the same bytes again.
 */
#include "intake/lexicon.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(bool holds) {
  if (!holds)
    abort();
}

static void told(void *context, uint32_t line, const char *sv, const char *en) {
  (void)line;
  require(sv && *sv && en && *en);
  (*(size_t *)context)++;
}

static void check(const steg_lexicon *lexicon) {
  for (size_t i = 0; i < lexicon->column_count; i++) {
    const steg_lexicon_column *column = &lexicon->columns[i];
    require(column->header && column->meaning);
    steg_lexicon_column_of(lexicon, column->header);
    for (size_t k = 0; k < column->value_count; k++)
      require(column->values[k].spelling && column->values[k].meaning);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  steg_arena *arena = steg_arena_new(0);
  steg_error err = {0};
  steg_lexicon lexicon = {0}, again = {0};
  size_t faults = 0, more = 0;
  steg_buffer first, second;
  steg_buffer_init(&first, (size_t)64 << 20);
  steg_buffer_init(&second, (size_t)64 << 20);
  if (steg_lexicon_read((const char *)bytes, size, "fuzz", arena, told, &faults, &lexicon, &err) == 0 && !faults) {
    check(&lexicon);
    steg_lexicon_write(&lexicon, &first);
    require(steg_lexicon_read(first.bytes, first.size, "fuzz", arena, told, &more, &again, &err) == 0);
    require(!more);
    check(&again);
    steg_lexicon_write(&again, &second);
    require(first.size == second.size && !memcmp(first.bytes, second.bytes, first.size));
  }
  steg_buffer_release(&first);
  steg_buffer_release(&second);
  steg_arena_free(arena);
  return 0;
}
