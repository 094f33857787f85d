/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * svg - the characters of SVG: numbers, colours and text as they stand in an element.
 */
#ifndef STEG_RENDER_SVG_H
#define STEG_RENDER_SVG_H

#include "base/buffer.h"
#include <stdint.h>

/* Rounded to 1/100, half away from zero, shortest form, with a point: "12.5", "-0.03", "0". Not finite: "0". */
void steg_svg_write_number(steg_buffer *out, double value);
/* "#1b5a87" */
void steg_svg_write_color(steg_buffer *out, uint32_t color);
/* For element content and "quoted" attributes: & < > " escaped, characters as steg_fonts_character, invalid UTF-8 as
 * U+FFFD. */
void steg_svg_write_text(steg_buffer *out, const char *text);
/* An XML id: `id` with every character but [A-Za-z0-9_-] as "-" (a space would make two ids of it in aria-labelledby).
 * NULL is "chart". */
void steg_svg_write_id(steg_buffer *out, const char *id);

#endif
