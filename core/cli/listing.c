/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/listing.h"

#include "base/buffer.h"
#include "base/text.h"
#include "cli/session.h"
#include <string.h>

void steg_listing_row(steg_listing *listing, const char *const *cells) {
  if (listing->cell_count + listing->column_count > listing->cell_room) {
    size_t room = listing->cell_room ? 2 * listing->cell_room : 64 * listing->column_count;
    const char **larger = steg_arena_array(listing->arena, room, sizeof *larger);
    if (!larger)
      return; /* the arena remembers: steg_listing_print says so */
    if (listing->cell_count)
      memcpy(larger, listing->cells, listing->cell_count * sizeof *larger);
    listing->cells = larger;
    listing->cell_room = room;
  }
  for (size_t i = 0; i < listing->column_count; i++) {
    char clean[512];
    const char *cell = steg_arena_text(listing->arena, steg_session_clean(cells[i], clean, sizeof clean));
    size_t width = steg_text_width(cell ? cell : "");
    if (width > listing->widths[i])
      listing->widths[i] = width;
    listing->cells[listing->cell_count++] = cell ? cell : "";
  }
}

void steg_listing_start(steg_listing *listing, steg_arena *arena, const char *const *headers, size_t column_count) {
  memset(listing, 0, sizeof *listing);
  listing->arena = arena;
  listing->column_count = column_count;
  steg_listing_row(listing, headers);
}

int steg_listing_print(const steg_listing *listing, steg_error *err) {
  if (steg_arena_failed(listing->arena))
    return steg_error_memory(err);
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 26);
  for (size_t i = 0; i < listing->cell_count; i++) {
    size_t column = i % listing->column_count;
    steg_buffer_text(&out, listing->cells[i]);
    if (column + 1 == listing->column_count) {
      steg_buffer_char(&out, '\n');
      continue;
    }
    for (size_t pad = steg_text_width(listing->cells[i]); pad < listing->widths[column] + 2; pad++)
      steg_buffer_char(&out, ' ');
  }
  int status = steg_session_put(&out, err);
  steg_buffer_release(&out);
  return status;
}
