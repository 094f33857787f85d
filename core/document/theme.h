/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme - colours and sizes of a report, as data. Contrast is checked on load.
 */
#ifndef STEG_DOCUMENT_THEME_H
#define STEG_DOCUMENT_THEME_H

#include "base/error.h"
#include "base/tree.h"
#include <stdint.h>

typedef struct steg_theme {
  uint32_t ink, muted, grid, axis, link, callout, paper; /* 0xRRGGBB */
  uint32_t likert[5];                                    /* most negative .. most positive */
  uint32_t likert_ink[5];                                /* text on them */
  uint32_t category[6];
  uint32_t highlight, rest; /* one highlight, the rest grey */
} steg_theme;

extern const steg_theme steg_theme_default;

/* Contrast of two colours as WCAG 2.1 defines it, 1..21. */
double steg_theme_contrast(uint32_t a, uint32_t b);
/* Overrides from a tree {ink = "#1B1B1B", ...}; refused when a text colour has less than 4.5:1 on its ground. */
int steg_theme_read(const steg_tree *tree, steg_theme *theme, steg_error *err);

#endif
