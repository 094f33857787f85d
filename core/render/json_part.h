/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json_part - what json*.c share: figures as tree nodes.
 */
#ifndef STEG_RENDER_JSON_PART_H
#define STEG_RENDER_JSON_PART_H

#include "base/tree.h"
#include "document/document.h"

/* {"hidden": true} */
steg_tree *steg_json_part_hidden(steg_arena *arena);
/* The figure's number alone: an integer for counts, a real for others; hidden; null. */
steg_tree *steg_json_part_value(steg_arena *arena, const steg_figure *figure);
/* The same of its count, whatever the unit: a table of counts holds shares' counts too. */
steg_tree *steg_json_part_count(steg_arena *arena, const steg_figure *figure);
/* {"count", "base", "share", "low", "high"} */
steg_tree *steg_json_part_share(steg_arena *arena, const steg_figure *figure);
/* {"value", "low", "high"}; without "value" for a median, which is the two. */
steg_tree *steg_json_part_interval(steg_arena *arena, const steg_figure *figure);
steg_tree *steg_json_part_median(steg_arena *arena, const steg_figure *figure);
steg_tree *steg_json_part_date(steg_arena *arena, steg_date date); /* "2024-12-31", null for none */
/* {"first", "last"} */
steg_tree *steg_json_part_period(steg_arena *arena, steg_period period);
/* Whole object of one measure. */
steg_tree *steg_json_part_result(steg_arena *arena, const steg_result *result);

static inline void steg_json_part_put(steg_arena *arena, steg_tree *map, const char *key, steg_tree *node) {
  (void)steg_tree_put(arena, map, key, node ? node : steg_tree_null(arena));
}

#endif
