/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/fingerprint.h"

#include "instrument/model.h"
#include <string.h>

static void add_text(steg_hash *hash, const char *text) {
  steg_hash_add_field(hash, text, text ? strlen(text) : 0);
}

/* Little-endian by hand, so that the same form has the same fingerprint on every machine. */
static void add_integer(steg_hash *hash, int64_t value) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; i++)
    bytes[i] = (unsigned char)((uint64_t)value >> (8 * i));
  steg_hash_add(hash, bytes, sizeof bytes);
}

static void add_level(steg_hash *hash, const steg_level *level) {
  add_integer(hash, level->value);
  add_text(hash, level->code);
  add_text(hash, level->label_sv);
  add_text(hash, level->label_en);
  add_integer(hash, level->kind);
}

static void add_scale(steg_hash *hash, const steg_scale *scale) {
  add_integer(hash, scale->ordered);
  add_integer(hash, scale->better);
  add_integer(hash, scale->levels.count);
  for (uint32_t i = 0; i < scale->levels.count; i++)
    add_level(hash, &scale->levels.rows[i]);
}

static void add_item(steg_hash *hash, const steg_instrument *instrument, const steg_item *item) {
  const steg_scale *scale = steg_model_item_scale(instrument, item);
  add_text(hash, item->id);
  add_text(hash, item->text_sv);
  add_text(hash, item->text_en);
  add_integer(hash, item->type);
  add_text(hash, item->roles);
  add_text(hash, item->occasions);
  add_integer(hash, item->reversed);
  add_integer(hash, item->retrospective);
  add_integer(hash, item->extent);
  add_text(hash, item->after);
  add_text(hash, item->goal_of);
  add_text(hash, item->unit);
  add_integer(hash, scale != NULL);
  if (scale)
    add_scale(hash, scale);
}

static void finish(steg_hash *hash, char ret_text[STEG_HASH_TEXT]) {
  unsigned char digest[STEG_HASH_BYTES];
  steg_hash_end(hash, digest);
  steg_hash_text(digest, ret_text);
}

/* The row whose id comes next after `last` in byte order, -1 at the end: moving a question to another place in the file
 * changes no answer's meaning, so items and roles are taken by id and not by place. */
static int32_t next_item(const steg_instrument *instrument, const char *last) {
  int32_t best = -1;
  const char *best_id = NULL;
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const char *id = instrument->items.rows[i].id;
    if ((last && strcmp(id, last) <= 0) || (best_id && strcmp(id, best_id) >= 0))
      continue;
    best = (int32_t)i;
    best_id = id;
  }
  return best;
}

static int32_t next_role(const steg_instrument *instrument, const char *last) {
  int32_t best = -1;
  const char *best_id = NULL;
  for (uint32_t i = 0; i < instrument->roles.count; i++) {
    const char *id = instrument->roles.rows[i].id;
    if ((last && strcmp(id, last) <= 0) || (best_id && strcmp(id, best_id) >= 0))
      continue;
    best = (int32_t)i;
    best_id = id;
  }
  return best;
}

void steg_fingerprint_content(const steg_instrument *instrument, char ret_text[STEG_HASH_TEXT]) {
  steg_hash hash;
  steg_hash_start(&hash);
  add_text(&hash, "stegvis content 1");
  add_integer(&hash, instrument->kind);
  add_integer(&hash, instrument->items.count);
  const char *last = NULL;
  for (int32_t i; (i = next_item(instrument, last)) >= 0; last = instrument->items.rows[i].id)
    add_item(&hash, instrument, &instrument->items.rows[i]);
  add_integer(&hash, instrument->roles.count);
  last = NULL;
  for (int32_t i; (i = next_role(instrument, last)) >= 0; last = instrument->roles.rows[i].id) {
    add_text(&hash, instrument->roles.rows[i].id);
    add_text(&hash, instrument->roles.rows[i].label_sv);
  }
  finish(&hash, ret_text);
}

void steg_fingerprint_item(const steg_instrument *instrument, const steg_item *item, char ret_text[STEG_HASH_TEXT]) {
  steg_hash hash;
  steg_hash_start(&hash);
  add_text(&hash, "stegvis item 1");
  add_item(&hash, instrument, item);
  finish(&hash, ret_text);
}

void steg_fingerprint_wording(const steg_instrument *instrument, const steg_item *item, char ret_text[STEG_HASH_TEXT]) {
  steg_hash hash;
  steg_hash_start(&hash);
  add_text(&hash, "stegvis wording 1");
  add_text(&hash, item->text_sv);
  add_text(&hash, item->text_en);
  const steg_scale *scale = steg_model_item_scale(instrument, item);
  add_integer(&hash, scale ? scale->levels.count : 0);
  for (uint32_t i = 0; scale && i < scale->levels.count; i++) {
    add_text(&hash, scale->levels.rows[i].label_sv);
    add_text(&hash, scale->levels.rows[i].label_en);
  }
  finish(&hash, ret_text);
}
