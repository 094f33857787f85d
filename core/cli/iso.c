/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/iso.h"

const char *steg_iso_text(steg_arena *arena, steg_date date) {
  steg_buffer text;
  if (date == STEG_DATE_NONE)
    return NULL;
  steg_buffer_init(&text, 64);
  steg_date_write_iso(&text, date);
  const char *kept = steg_buffer_failed(&text) ? NULL : steg_arena_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return kept;
}
