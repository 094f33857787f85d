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

/* `folder` holds SourceSans3-*.ttf and SourceSerif4-*.ttf (README.md there). Faces are opened (mapped, not read) when
 * first used; here it is only seen that all files are there. Not for several threads at once. */
int steg_fonts_open(const char *folder, steg_fonts **ret_fonts, steg_error *err);
void steg_fonts_close(steg_fonts *fonts);

/* What a text's character is set as: 0 for control characters and those XML can't hold (dropped), a space for tab and
 * line ends, else the character. Whoever writes measured text goes by the same rule. */
uint32_t steg_fonts_character(uint32_t c);

/* Width of a UTF-8 text in font units of 1/1000 em, kerning and ligatures included; cached. A character that the face
 * lacks, which will be shown in another font, counts a whole em. With a damaged face: 550 a character (the error comes
 * from subset_woff). */
int64_t steg_fonts_width(steg_fonts *fonts, steg_face face, const char *text);
/* Lines of at most `width` (in the same unit as size): broken at spaces, runs of which count as one. A word wider than
 * that is broken after a - / – . _ or @ in it, else where it must, with a hyphen added. Never between a letter and its
 * combining marks, so a line is wider only when one letter is. Returns the number of lines, 0 for a blank text and when
 * memory is out. */
size_t steg_fonts_wrap(steg_fonts *fonts, steg_face face, double size, double width, const char *text,
                       steg_arena *arena, const char ***ret_lines);
/* The face cut down to the characters of `text` (UTF-8, any order, repeats fine; NFC forms, space, no-break space and
 * hyphen are added), as WOFF 1. Keeps kern, liga, mark, locl, ccmp, tnum for Latin script; drops hinting. Same bytes
 * for the same characters and library versions. */
int steg_fonts_subset_woff(steg_fonts *fonts, steg_face face, const char *text, size_t size, steg_buffer *out,
                           steg_error *err);

#endif
