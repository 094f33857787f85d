/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model - look-ups in an instrument. The model is the plugin header's own steg_instrument, whichever door it came in by.
 *
 * Indexes are positions in the instrument's tables; -1 means "not there".
 */
#ifndef STEG_INSTRUMENT_MODEL_H
#define STEG_INSTRUMENT_MODEL_H

#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>
#include <stegvis/instrument.h>

int32_t steg_model_item_index(const steg_instrument *instrument, const char *id);
const steg_item *steg_model_item(const steg_instrument *instrument, const char *id);
const steg_scale *steg_model_scale(const steg_instrument *instrument, const char *id);
/* Scale of an item, NULL when the type has none. */
const steg_scale *steg_model_item_scale(const steg_instrument *instrument, const steg_item *item);
int32_t steg_model_role_index(const steg_instrument *instrument, const char *id_or_alias); /* folded comparison */
bool steg_model_role_answers(const steg_instrument *instrument, const steg_item *item, int32_t role);
/* Whether the item is asked at the occasion; true when either says nothing (occasion 0, item without occasions). */
bool steg_model_occasion_asks(const steg_item *item, steg_occasion occasion);

/* Level by stored value, by code, and by any spelling on a form or in a file (code, label sv/en, alias, number). */
int32_t steg_model_level_of_value(const steg_scale *scale, int32_t value);
int32_t steg_model_level_of_code(const steg_scale *scale, const char *code);
int32_t steg_model_level_of_spelling(const steg_scale *scale, const char *text);
/* Levels that are steps (not off-scale), in order: their count, and the n-th one's index in `levels`. */
uint32_t steg_model_step_count(const steg_scale *scale);
int32_t steg_model_step(const steg_scale *scale, uint32_t nth);
/* Whether the level counts as positive for the item (its own list, else the scale's marks). */
bool steg_model_is_positive(const steg_item *item, const steg_level *level);

/* Of an aggregate: a value (NUMBER, PERCENT), or else a dimension, which is part of the row's key. */
bool steg_model_is_value(const steg_item *item);
/* A column of an aggregate whose cells are kommuner, by name or code: the four-digit code goes to its TEXT item. */
bool steg_model_is_municipality(const steg_instrument *instrument, const steg_column *column);
/* The sum of the kind TOTAL; NULL when the instrument has none. */
const steg_sum *steg_model_total(const steg_instrument *instrument);

const char *steg_model_item_label(const steg_item *item, steg_lang lang); /* short label, else the text */
const char *steg_model_occasion_name(steg_occasion occasion); /* "start", "ongoing", "end", "follow_up"; NULL for 0 */
const char *steg_model_kind_name(steg_kind kind); /* "register", "repeated", "anonymous", "event", "aggregate" */
const char *steg_model_item_type_name(steg_item_type type); /* "scale", "choice" ... */

/* Runs through the texts of a list ("a|b", "a b"): moves *cursor and returns the next non-empty text with its size, NULL at
 * the end. A NULL list holds nothing. */
const char *steg_model_next_word(const char **cursor, char separator, size_t *ret_size);

#endif
