/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * class - what a named figure of a measure tells, which decides the rule it is judged by.
 */
#ifndef STEG_DISCLOSE_CLASS_H
#define STEG_DISCLOSE_CLASS_H

#include "document/figure.h"

typedef enum steg_class {
  STEG_CLASS_CATEGORY = 1,  /* one of several that make up the base, or one of many: E1 */
  STEG_CLASS_DICHOTOMY = 2, /* a share whose other side is as telling: E1 on both sides */
  STEG_CLASS_MEAN = 3,      /* base >= 10 and away from the extremes */
  STEG_CLASS_MEDIAN = 4,    /* base >= 10 */
  STEG_CLASS_TEST = 5,      /* base >= k; computed from the movement, and hidden with it */
  STEG_CLASS_FOLLOWS = 6    /* computed from other figures of its line, and hidden with them alone */
} steg_class;

/* measure NULL: a derived figure. A name that is not in the table is judged by its unit, strictly. */
steg_class steg_class_of(const steg_measure *measure, const char *name, const steg_figure *figure);

#endif
