/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * municipality - Sweden's 290 kommuner by code and name (SCB's division since 2003).
 *
 * The key is the four-digit code, as a number here. Names are compared folded, but å ä ö are letters of their own: Habo (0643)
 * and Håbo (0305) are two.
 */
#ifndef STEG_BASE_MUNICIPALITY_H
#define STEG_BASE_MUNICIPALITY_H

#include <stdint.h>

const char *steg_municipality_name(int32_t code); /* NULL when there is none */
/* By name, also as "Habo kommun", "Gävle stad", "Region Gotland", "Mullsjös kommun"; 0 when there is none. */
int32_t steg_municipality_find(const char *name);
/* The nearest name; NULL when none is near. */
const char *steg_municipality_nearest(const char *name);

#endif
