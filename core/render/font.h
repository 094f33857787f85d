/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * font - the shipped faces: measuring text and making subsets.
 */
#ifndef STEG_RENDER_FONT_H
#define STEG_RENDER_FONT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include <stddef.h>
#include <stdint.h>

typedef enum steg_face {
  STEG_FACE_SANS = 1,
  STEG_FACE_SANS_SEMIBOLD = 2,
  STEG_FACE_SANS_BOLD = 3,
  STEG_FACE_SANS_ITALIC = 4,
  STEG_FACE_SERIF = 5,
  STEG_FACE_SERIF_ITALIC = 6,
  STEG_FACE_SERIF_BOLD = 7,
  STEG_FACE_END
} steg_face;

typedef struct steg_fonts steg_fonts;

/* Faces are opened when first used. */
int steg_fonts_open(const char *folder, steg_fonts **ret_fonts, steg_error *err);
void steg_fonts_close(steg_fonts *fonts);

/* Width of a UTF-8 text in font units of 1/1000 em, kerning and ligatures included; cached. */
int64_t steg_fonts_width(steg_fonts *fonts, steg_face face, const char *text);
/* Lines of at most `width` (in the same unit as size): broken at spaces, a longer word on its own line. */
size_t steg_fonts_wrap(steg_fonts *fonts, steg_face face, double size, double width, const char *text, steg_arena *arena,
                       const char ***ret_lines);
/* The face cut down to the characters of `text` (UTF-8, any order, repeats fine), as WOFF 1. */
int steg_fonts_subset_woff(steg_fonts *fonts, steg_face face, const char *text, size_t size, steg_buffer *out,
                           steg_error *err);

#endif
