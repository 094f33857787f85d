/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/source.h"

#include "instrument/crosswalk.h"
#include "instrument/model.h"
#include <string.h>

typedef struct answers_node {
  steg_readings answers;
  const steg_source_initiative *initiative;
  struct answers_node *next;
} answers_node;

typedef struct initiative_node {
  steg_source_initiative initiative;
  struct initiative_node *next;
} initiative_node;

struct steg_source {
  const steg_evaluate_context *context;
  steg_arena *arena;
  initiative_node *initiatives;
  answers_node *answers;
};

steg_source *steg_source_new(const steg_evaluate_context *context) {
  steg_arena *arena = steg_arena_new(0);
  steg_source *source = arena ? steg_arena_alloc(arena, sizeof *source) : NULL;
  if (!source) {
    steg_arena_free(arena);
    return NULL;
  }
  source->context = context;
  source->arena = arena;
  return source;
}

void steg_source_free(steg_source *source) {
  if (source)
    steg_arena_free(source->arena);
}

int steg_source_readings(steg_source *source, const steg_source_initiative *initiative, const char *instrument,
                         const steg_readings **ret_answers, steg_error *err) {
  for (const answers_node *node = source->answers; node; node = node->next)
    if (node->initiative == initiative && !strcmp(node->answers.entry->instrument->id, instrument)) {
      *ret_answers = &node->answers;
      return 0;
    }
  const steg_registry_entry *entry = steg_registry_find(source->context->registry, instrument);
  if (!entry)
    return steg_error_set(err, STEG_ERROR_USAGE, "there is no instrument \"%s\"", instrument);
  answers_node *node = steg_arena_alloc(source->arena, sizeof *node);
  if (!node)
    return steg_error_memory(err);
  if (steg_readings_read(source->context, initiative->rows, initiative->count, entry, source->arena, &node->answers,
                         err) < 0)
    return steg_error_prefix(err, "reading %s of %s", instrument, initiative->id);
  node->initiative = initiative;
  node->next = source->answers;
  source->answers = node;
  *ret_answers = &node->answers;
  return 0;
}

/* ---- reading participations */

/* The register's choice item that has the level of a registration by mistake; -1 when there is none. */
static int32_t mistake_item(const steg_instrument *instrument, int32_t *ret_value) {
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    const steg_scale *scale = item->type == STEG_ITEM_CHOICE ? steg_model_item_scale(instrument, item) : NULL;
    int32_t level = scale ? steg_model_level_of_code(scale, STEG_CROSSWALK_MISTAKE) : -1;
    if (level >= 0) {
      *ret_value = scale->levels.rows[level].value;
      return (int32_t)i;
    }
  }
  return -1;
}

static int find_mistaken(steg_source *source, steg_source_initiative *initiative, steg_error *err) {
  const char *id = source->context->register_instrument;
  const steg_registry_entry *entry = id ? steg_registry_find(source->context->registry, id) : NULL;
  int32_t value = 0, item = entry ? mistake_item(entry->instrument, &value) : -1;
  if (item < 0 || initiative->count == 0)
    return 0;
  const steg_readings *answers = NULL;
  if (steg_source_readings(source, initiative, id, &answers, err) < 0)
    return -1;
  bool *mistaken = steg_arena_array(source->arena, initiative->count, sizeof *mistaken);
  if (!mistaken)
    return steg_error_memory(err);
  uint32_t slot = entry->layout->first_slot[item];
  for (size_t i = 0; i < initiative->count; i++) {
    const int32_t *slots = steg_readings_slots(answers, steg_readings_pairing(answers, i, -1)->latest);
    mistaken[i] = slots && slots[slot] == value;
    initiative->mistaken_count += mistaken[i];
  }
  initiative->mistaken = mistaken;
  return 0;
}

static const steg_initiative *definition_of(const steg_evaluate_context *context, const char *id) {
  for (size_t i = 0; i < context->initiative_count; i++)
    if (!strcmp(context->initiatives[i].id, id))
      return &context->initiatives[i];
  return NULL;
}

int steg_source_load(steg_source *source, const char *initiative, const steg_source_initiative **ret_initiative,
                     steg_error *err) {
  for (const initiative_node *node = source->initiatives; node; node = node->next)
    if (!strcmp(node->initiative.id, initiative)) {
      *ret_initiative = &node->initiative;
      return 0;
    }
  initiative_node *node = steg_arena_alloc(source->arena, sizeof *node);
  char *id = steg_arena_text(source->arena, initiative);
  if (!node || !id)
    return steg_error_memory(err);
  steg_source_initiative *loaded = &node->initiative;
  loaded->id = id;
  loaded->definition = definition_of(source->context, id);
  loaded->number = steg_participation_initiative(source->context->store, id, err);
  if (loaded->number < 0)
    return -1;
  if (loaded->number > 0) {
    steg_participation *rows = NULL;
    if (steg_participation_load(source->context->store, &loaded->number, 1, source->arena, &rows, &loaded->count, err) <
        0)
      return -1;
    loaded->rows = rows;
  }
  node->next = source->initiatives;
  source->initiatives = node;
  if (find_mistaken(source, loaded, err) < 0)
    return -1;
  *ret_initiative = loaded;
  return 0;
}
