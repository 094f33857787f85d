/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * font_part - what font*.c share: the opened faces and the measuring of a part of a text.
 */
#ifndef STEG_RENDER_FONT_PART_H
#define STEG_RENDER_FONT_PART_H

#include "render/font.h"
#include <hb.h>

/* The face, opened on first use; owned by `fonts`. NULL with an environment error when the file can't be used. */
hb_face_t *steg_font_part_face(steg_fonts *fonts, steg_face face, steg_error *err);
/* As steg_fonts_width, of the first `size` bytes. */
int64_t steg_font_part_width(steg_fonts *fonts, steg_face face, const char *text, size_t size);

#endif
