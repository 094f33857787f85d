/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letters - a spreadsheet's name of a column.
 */
#ifndef STEG_INTAKE_LETTERS_H
#define STEG_INTAKE_LETTERS_H

#include <stdint.h>

/* 1 = A, 27 = AA; 0 = none. Returns `out`. */
const char *steg_letters_of_column(uint32_t column, char out[8]);

#endif
