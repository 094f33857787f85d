/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/form.h"

int steg_form_csv(const steg_instrument *instrument, const steg_form_context *context, steg_buffer *out,
                  steg_error *err) {
  steg_arena *arena = steg_arena_new(0);
  steg_sheet sheet;
  int status = arena ? steg_sheet_make(instrument, context->lang, arena, &sheet) : -1;
  if (status == 0)
    steg_sheet_write_headers(&sheet, out);
  steg_arena_free(arena);
  return status < 0 || steg_buffer_failed(out) ? steg_error_memory(err) : 0;
}
