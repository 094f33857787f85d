/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * order - rows sorted by their printed value, largest first, and cut to the top n.
 *
 * A row without a value (hidden, missing) has no place among the sorted ones: it stands after them, in the definition's
 * order, so that its place tells nothing; under a top n it is left out.
 */
#ifndef STEG_RESOLVE_ORDER_H
#define STEG_RESOLVE_ORDER_H

#include "resolve/lookup.h"

/* Fills `ret_order` (count of them) with the indexes of `values` (NaN = no value); returns how many to show.
 * `sort`: "value" or NULL; `top` 0 = all. Ties keep the definition's order. */
size_t steg_order_make(const double *values, size_t count, const char *sort, size_t top, size_t *ret_order);

/* Reorders and cuts subjects by the printed value of `field` on their totals, as the block asks. Returns the new count.
 */
size_t steg_order_subjects(const steg_resolve_context *context, const steg_block *block, const char *field,
                           steg_subject *subjects, size_t count);

#endif
