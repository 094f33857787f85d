/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * renderer - the table of formats: one row and one file each.
 */
#ifndef STEG_RENDER_RENDERER_H
#define STEG_RENDER_RENDERER_H

#include "base/buffer.h"
#include "base/error.h"
#include "document/document.h"
#include "document/theme.h"

typedef struct steg_render_context {
  const steg_theme *theme;
  const char *font_folder; /* with SourceSans3-*.ttf, SourceSerif4-*.ttf */
  size_t width;            /* TEXT: columns, 0 = 80 */
  bool color;              /* TEXT: terminal escapes allowed */
} steg_render_context;

typedef struct steg_renderer {
  const char *id;     /* "html" */
  const char *suffix; /* ".html" */
  const char *label_sv, *label_en;
  int (*write)(const steg_document *document, const steg_render_context *context, steg_buffer *out, steg_error *err);
} steg_renderer;

const steg_renderer *steg_renderer_find(const char *id); /* NULL when there is none */
size_t steg_renderer_count(void);
const steg_renderer *steg_renderer_at(size_t index);

#endif
