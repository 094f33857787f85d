/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/crosswalk.h"

#include "base/buffer.h"
#include "instrument/fingerprint.h"
#include "instrument/model.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- versions in order */

static size_t digits_at(const char *text) {
  size_t size = 0;
  while (isdigit((unsigned char)text[size]))
    size++;
  return size;
}

static int compare_digits(const char *a, size_t a_size, const char *b, size_t b_size) {
  while (a_size > 1 && *a == '0') {
    a++;
    a_size--;
  }
  while (b_size > 1 && *b == '0') {
    b++;
    b_size--;
  }
  if (a_size != b_size)
    return a_size < b_size ? -1 : 1;
  return strncmp(a, b, a_size);
}

int steg_crosswalk_compare(const char *a, const char *b) {
  while (*a && *b) {
    size_t a_digits = digits_at(a), b_digits = digits_at(b);
    if (a_digits && b_digits) {
      int order = compare_digits(a, a_digits, b, b_digits);
      if (order)
        return order < 0 ? -1 : 1;
      a += a_digits;
      b += b_digits;
      continue;
    }
    if (*a != *b)
      return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
    a++;
    b++;
  }
  return *a ? 1 : *b ? -1 : 0;
}

/* ---- the way from one version to the current one */

typedef struct way {
  const steg_instrument *instrument;
  const steg_former *formers;
  size_t former_count;
  const steg_former *origin;
  const char **versions; /* the origin's, then those between; the current one is not among them */
  size_t count;
  steg_arena *arena;
} way;

static const steg_former *find_former(const way *along, const char *version) {
  for (size_t i = 0; i < along->former_count; i++)
    if (!strcmp(along->formers[i].version, version))
      return &along->formers[i];
  return NULL;
}

static const steg_former_item *find_item(const steg_former *former, const char *id) {
  for (size_t i = 0; former && i < former->item_count; i++)
    if (!strcmp(former->items[i].id, id))
      return &former->items[i];
  return NULL;
}

/* The versions that rows lead from and that come after the origin, each once, in order. */
static int list_versions(way *along) {
  const steg_instrument *instrument = along->instrument;
  along->versions = steg_arena_array(along->arena, instrument->crosswalk.count + 1, sizeof *along->versions);
  if (!along->versions)
    return -1;
  along->versions[along->count++] = along->origin->version;
  for (uint32_t i = 0; i < instrument->crosswalk.count; i++) {
    const char *version = instrument->crosswalk.rows[i].from_version;
    if (steg_crosswalk_compare(version, along->origin->version) <= 0)
      continue;
    size_t at = along->count;
    while (at > 1 && steg_crosswalk_compare(along->versions[at - 1], version) > 0)
      at--;
    if (!strcmp(along->versions[at - 1], version))
      continue;
    memmove(along->versions + at + 1, along->versions + at, (along->count - at) * sizeof *along->versions);
    along->versions[at] = version;
    along->count++;
  }
  return 0;
}

static const steg_crosswalk *find_row(const steg_instrument *instrument, const char *version, const char *item) {
  for (uint32_t i = 0; i < instrument->crosswalk.count; i++) {
    const steg_crosswalk *row = &instrument->crosswalk.rows[i];
    if (!strcmp(row->from_version, version) && !strcmp(row->item, item))
      return row;
  }
  return NULL;
}

static bool asks_as_now(const way *along, const steg_former *former, const steg_item *item) {
  const steg_former_item *then = find_item(former, item->id);
  char now[STEG_HASH_TEXT];
  if (!then)
    return false;
  steg_fingerprint_item(along->instrument, item, now);
  return !strcmp(then->fingerprint, now);
}

/* Whether the step from versions[at] to the next leaves the item `id` as it was, no row saying anything. */
static bool step_is_same(const way *along, size_t at, const char *id) {
  const steg_former_item *then = find_item(find_former(along, along->versions[at]), id);
  if (!then)
    return false;
  if (at + 1 == along->count) {
    const steg_item *item = steg_model_item(along->instrument, id);
    return item && asks_as_now(along, find_former(along, along->versions[at]), item);
  }
  const steg_former_item *next = find_item(find_former(along, along->versions[at + 1]), id);
  return next && !strcmp(then->fingerprint, next->fingerprint);
}

/* Answers of the two types lie in columns of one sort. */
static bool same_sort(steg_item_type a, steg_item_type b) {
  static const int sorts[] = {
      [STEG_ITEM_SCALE] = 1,   [STEG_ITEM_CHOICE] = 1, [STEG_ITEM_FLAG] = 1, [STEG_ITEM_NUMBER] = 2,
      [STEG_ITEM_PERCENT] = 2, [STEG_ITEM_MULTI] = 3,  [STEG_ITEM_DATE] = 4, [STEG_ITEM_TEXT] = 5};
  return a > 0 && a <= STEG_ITEM_FLAG && sorts[a] == sorts[b];
}

/* ---- recodings */

static bool read_pair(const char *word, size_t size, int32_t *ret_from, int32_t *ret_to) {
  char *end = NULL;
  long from = strtol(word, &end, 10);
  if (end == word || *end != '=')
    return false;
  const char *second = end + 1;
  long to = strtol(second, &end, 10);
  if (end == second || end != word + size)
    return false;
  *ret_from = (int32_t)from;
  *ret_to = (int32_t)to;
  return true;
}

static size_t count_words(const char *list) {
  size_t count = 0, size = 0;
  for (const char *cursor = list; steg_model_next_word(&cursor, ' ', &size);)
    count++;
  return count;
}

/* The recode lists in the order the answer meets them: from the origin on. */
static int put_recodes(const way *along, const char *const *lists, steg_crossing *crossing) {
  size_t most = 0, size = 0;
  for (size_t s = 0; s < along->count; s++)
    most += lists[s] ? count_words(lists[s]) : 0;
  steg_recode *rows = steg_arena_array(along->arena, most, sizeof *rows);
  if (!rows)
    return -1;
  for (size_t s = 0; s < along->count; s++) {
    if (!lists[s])
      continue;
    for (const char *cursor = lists[s], *word; (word = steg_model_next_word(&cursor, ' ', &size));) {
      steg_recode *row = &rows[crossing->recode_count];
      row->step = crossing->step_count;
      crossing->recode_count += read_pair(word, size, &row->from, &row->to);
    }
    crossing->step_count++;
  }
  crossing->recodes = rows;
  return 0;
}

/* ---- registered by mistake */

/* The value that the code of a mistake had in that version. */
static bool mistake_value(const steg_former_item *former, int32_t *ret_value) {
  static const char code[] = STEG_CROSSWALK_MISTAKE;
  size_t size = 0;
  if (!former || former->type != STEG_ITEM_CHOICE || !former->levels)
    return false;
  for (const char *cursor = former->levels, *word; (word = steg_model_next_word(&cursor, ' ', &size));) {
    const char *sign = memchr(word, '=', size);
    size_t code_size = sign ? size - (size_t)(sign + 1 - word) : 0;
    if (code_size != sizeof code - 1 || memcmp(sign + 1, code, code_size) != 0)
      continue;
    *ret_value = (int32_t)strtol(word, NULL, 10);
    return true;
  }
  return false;
}

/* The exit reasons of the origin, where the item has them now and had another id then; NULL when it is no such item. */
static const steg_former_item *find_exits(const way *along, const steg_item *item) {
  const steg_scale *scale = steg_model_item_scale(along->instrument, item);
  int32_t value = 0;
  if (item->type != STEG_ITEM_CHOICE || !scale || steg_model_level_of_code(scale, STEG_CROSSWALK_MISTAKE) < 0)
    return NULL;
  for (size_t i = 0; i < along->origin->item_count; i++)
    if (mistake_value(&along->origin->items[i], &value) &&
        !steg_model_item(along->instrument, along->origin->items[i].id))
      return &along->origin->items[i];
  return NULL;
}

/* ---- one item */

static int cross(const way *along, const steg_item *item, steg_crossing *ret_crossing) {
  const char **lists = steg_arena_array(along->arena, along->count, sizeof *lists);
  if (!lists)
    return -1;
  steg_crossing crossing = {.kind = STEG_CROSSING_SAME, .from_item = item->id};
  const char *id = item->id;
  bool known = true;
  for (size_t at = along->count; at > 0; at--) {
    const steg_crosswalk *row = find_row(along->instrument, along->versions[at - 1], id);
    known = known && (row || step_is_same(along, at - 1, id));
    if (!row)
      continue;
    if (row->kind == STEG_CROSSWALK_BROKEN)
      crossing.kind = STEG_CROSSING_BROKEN;
    else if (row->kind == STEG_CROSSWALK_RECODED && crossing.kind == STEG_CROSSING_SAME)
      crossing.kind = STEG_CROSSING_RECODED;
    lists[at - 1] = row->kind == STEG_CROSSWALK_RECODED ? row->recode : NULL;
    id = row->from_item ? row->from_item : id;
  }
  crossing.from_item = id;
  crossing.former = find_item(along->origin, id);
  if (!known && crossing.kind != STEG_CROSSING_BROKEN) {
    bool as_now =
        crossing.kind == STEG_CROSSING_SAME && !strcmp(id, item->id) && asks_as_now(along, along->origin, item);
    crossing.kind = as_now ? STEG_CROSSING_SAME : STEG_CROSSING_BROKEN;
  }
  const steg_former_item *exits = crossing.former ? NULL : find_exits(along, item);
  if (exits) {
    crossing.kind = STEG_CROSSING_BROKEN;
    crossing.from_item = exits->id;
    crossing.former = exits;
  }
  if (along->origin->item_count > 0 && !crossing.former)
    crossing.kind = STEG_CROSSING_ABSENT;
  else if (crossing.former && !same_sort(crossing.former->type, item->type))
    crossing.kind = STEG_CROSSING_BROKEN;
  if (crossing.kind == STEG_CROSSING_RECODED && put_recodes(along, lists, &crossing) < 0)
    return -1;
  *ret_crossing = crossing;
  return 0;
}

const steg_crossing *steg_crosswalk_make(const steg_instrument *instrument, const char *fingerprint,
                                         const steg_former *formers, size_t former_count, size_t which,
                                         steg_arena *arena) {
  way along = {.instrument = instrument,
               .formers = formers,
               .former_count = former_count,
               .origin = &formers[which],
               .arena = arena};
  steg_crossing *crossings = steg_arena_array(arena, instrument->items.count + 1, sizeof *crossings);
  if (!crossings || list_versions(&along) < 0)
    return NULL;
  /* The same content under another name of the version: nothing has changed. */
  bool alike = !strcmp(along.origin->fingerprint, fingerprint);
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    const steg_item *item = &instrument->items.rows[i];
    if (alike)
      crossings[i] = (steg_crossing){
          .kind = STEG_CROSSING_SAME, .from_item = item->id, .former = find_item(along.origin, item->id)};
    else if (cross(&along, item, &crossings[i]) < 0)
      return NULL;
  }
  return crossings;
}

static bool comparable_value(const steg_crossing *crossing, const steg_scale *scale, int32_t value,
                             int32_t *ret_value) {
  if (crossing->kind == STEG_CROSSING_BROKEN || crossing->kind == STEG_CROSSING_ABSENT)
    return false;
  for (uint32_t step = 0; step < crossing->step_count; step++) {
    bool found = value < 0; /* an answer beside the scale is no step: a list need not name it */
    for (size_t r = 0; r < crossing->recode_count; r++)
      if (crossing->recodes[r].step == step && crossing->recodes[r].from == value) {
        value = crossing->recodes[r].to;
        found = true;
        break;
      }
    if (!found)
      return false;
  }
  if (scale ? steg_model_level_of_value(scale, value) < 0 : value != 0 && value != 1)
    return false;
  *ret_value = value;
  return true;
}

bool steg_crosswalk_keeps_mistake(const steg_crossing *crossing) {
  int32_t mistake = 0;
  return mistake_value(crossing->former, &mistake);
}

bool steg_crosswalk_value(const steg_crossing *crossing, const steg_scale *scale, int32_t value, int32_t *ret_value) {
  int32_t mistake = 0, level = -1;
  if (comparable_value(crossing, scale, value, ret_value))
    return true;
  if (scale && mistake_value(crossing->former, &mistake) && value == mistake)
    level = steg_model_level_of_code(scale, STEG_CROSSWALK_MISTAKE);
  if (level < 0)
    return false;
  *ret_value = scale->levels.rows[level].value;
  return true;
}

steg_crossing_kind steg_crosswalk_index(const steg_instrument *instrument, const steg_crossing *crossings,
                                        const steg_index *index) {
  steg_crossing_kind worst = STEG_CROSSING_SAME;
  for (uint32_t i = 0; i < instrument->items.count; i++) {
    if (index->items && *index->items && !steg_text_in_list(index->items, ' ', instrument->items.rows[i].id))
      continue;
    if (crossings[i].kind >= STEG_CROSSING_BROKEN)
      return STEG_CROSSING_BROKEN;
    if (crossings[i].kind == STEG_CROSSING_RECODED)
      worst = STEG_CROSSING_RECODED;
  }
  return worst;
}

const char *steg_crosswalk_levels(const steg_instrument *instrument, const steg_item *item, steg_arena *arena) {
  const steg_scale *scale = steg_model_item_scale(instrument, item);
  if (!scale)
    return NULL;
  steg_buffer out;
  steg_buffer_init(&out, 1 << 20);
  for (uint32_t l = 0; l < scale->levels.count; l++)
    steg_buffer_printf(&out, "%s%d=%s", l ? " " : "", (int)scale->levels.rows[l].value, scale->levels.rows[l].code);
  const char *text = steg_buffer_failed(&out) ? NULL : steg_arena_text_n(arena, out.bytes, out.size);
  steg_buffer_release(&out);
  return text;
}

const char *steg_crosswalk_kind_name(steg_crossing_kind kind) {
  static const char *const names[] = {"own", "same", "recoded", "broken", "absent"};
  return names[kind];
}
