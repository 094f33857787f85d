/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number - the one formatter of numbers for every output.
 *
 * Swedish: decimal comma, thousands by no-break space, minus U+2212, percent
 * after a no-break space. English: decimal point, thousands by comma, "75 %"
 * likewise with a no-break space. Rounding is half away from zero on the decimal
 * value: the shortest decimal digits that read back as the same double, which is
 * the number somebody typed. 0.285 is 0,29 and 2.675 is 2,68, although both doubles
 * lie below the half. Minus is U+2212 in English too. The C locale plays no part.
 */
#ifndef STEG_BASE_NUMBER_H
#define STEG_BASE_NUMBER_H

#include "base/buffer.h"
#include "base/text.h"
#include <stdint.h>

void steg_number_write_integer(steg_buffer *out, steg_lang lang, int64_t value);
/* decimals 0..9. NaN and infinities write nothing. Never "−0". */
void steg_number_write_real(steg_buffer *out, steg_lang lang, double value, int decimals);
/* Whole percent of count in base (base > 0; else 0), half away from zero from the integers: 57 of 200 is 29. */
int64_t steg_number_percent(int64_t count, int64_t base);
void steg_number_write_percent(steg_buffer *out, steg_lang lang, int64_t count, int64_t base); /* "29 %" */

/* The shortest decimal text that reads back as the same double, with a point: for JSON and files, never for people.
 * Spelled as JavaScript spells it (1e+21, 0.000001, 1e-7), but a negative zero is -0. NaN and infinities write nothing. */
void steg_number_write_exact(steg_buffer *out, double value);

#endif
