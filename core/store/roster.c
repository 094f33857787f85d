/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/roster.h"

#include <stdlib.h>

static const char *const columns[] = {"initiative", "id",         "person",       "nth",   "derived", "start",
                                      "end",        "birth_year", "municipality", "sex",   "area",    "coach",
                                      "referrer",   "team",       "priority",     "source"};
/* What a column is to the person who reads of a change; 0 = ours. */
static const steg_attribute attributes_of[] = {0,
                                               0,
                                               0,
                                               0,
                                               0,
                                               STEG_ATTRIBUTE_START,
                                               STEG_ATTRIBUTE_END,
                                               STEG_ATTRIBUTE_BIRTH_YEAR,
                                               STEG_ATTRIBUTE_MUNICIPALITY,
                                               STEG_ATTRIBUTE_SEX,
                                               STEG_ATTRIBUTE_AREA,
                                               STEG_ATTRIBUTE_COACH,
                                               STEG_ATTRIBUTE_REFERRER,
                                               STEG_ATTRIBUTE_TEAM,
                                               STEG_ATTRIBUTE_PRIORITY,
                                               STEG_ATTRIBUTE_SOURCE};
enum { COLUMNS = sizeof columns / sizeof columns[0], SAID = 7 };
_Static_assert(sizeof attributes_of / sizeof attributes_of[0] == COLUMNS, "one for each column");

typedef struct steg_roster {
  const steg_places *places;
  const steg_order *order; /* row: place */
  steg_roster_changed_fn changed;
  void *context;
} steg_roster;

static steg_cell date_cell(steg_date date) {
  return date == STEG_DATE_NONE ? steg_cell_null() : steg_cell_integer(date);
}

static steg_cell number_cell(int32_t value) {
  return value ? steg_cell_integer(value) : steg_cell_null();
}

static void place_cells(const void *context, size_t at, steg_cell *ret_cells) {
  const steg_roster *feed = context;
  const steg_place *place = &feed->places->rows[feed->order[at].row];
  static const steg_attributes nothing = {0};
  const steg_attributes *said = place->attributes ? place->attributes : &nothing;
  steg_cell *cell = ret_cells;
  *cell++ = steg_cell_integer(place->initiative);
  *cell++ = steg_cell_integer(place->id);
  *cell++ = place->person ? steg_cell_integer(place->person) : steg_cell_null();
  *cell++ = number_cell(place->nth);
  *cell++ = steg_cell_integer(place->derived);
  *cell++ = date_cell(place->start);
  *cell++ = date_cell(place->end);
  *cell++ = number_cell(said->birth_year);
  *cell++ = number_cell(said->municipality);
  *cell++ = number_cell((int32_t)said->sex);
  *cell++ = number_cell((int32_t)said->area);
  *cell++ = steg_cell_text(said->coach);
  *cell++ = steg_cell_text(said->referrer);
  *cell++ = steg_cell_text(said->team);
  *cell++ = steg_cell_text(said->priority);
  *cell++ = steg_cell_text(said->source);
}

static void tell_changed(void *watcher, size_t at, int column, const steg_cell *before, const steg_cell *after) {
  const steg_roster *roster = watcher;
  if (attributes_of[column])
    roster->changed(roster->context, roster->order[at].row, attributes_of[column], before, after);
}

/* Which places are written at once: all, or only derived or registered ones, whose empty cells mean different things. */
typedef enum steg_roster_part {
  STEG_ROSTER_ALL = 1,
  STEG_ROSTER_DERIVED = 2,
  STEG_ROSTER_REGISTERED = 3
} steg_roster_part;

static bool is_of_part(const steg_place *place, steg_roster_part part) {
  return place->touched && !place->gone &&
         (part == STEG_ROSTER_ALL || (part == STEG_ROSTER_DERIVED) == (place->derived && !place->attributes));
}

/* Where the set replaces, a column that some row fills counts for every row. */
static void let_said_replace(const steg_roster *roster, size_t count, steg_feed_policy *policies) {
  steg_cell cells[COLUMNS];
  for (size_t i = 0; i < count; i++) {
    place_cells(roster, i, cells);
    for (int column = 0; column < COLUMNS; column++)
      if (attributes_of[column] && cells[column].kind != STEG_CELL_NULL)
        policies[column] = STEG_FEED_REPLACE;
  }
}

static int write_part(sqlite3 *db, const steg_places *places, steg_kind kind, steg_roster_part part,
                      steg_merge_mode mode, int64_t batch, uint8_t *actions, steg_roster_changed_fn changed,
                      void *context, steg_digest *digest, steg_feed_progress *progress, steg_error *err) {
  size_t count = 0;
  steg_feed_policy policies[COLUMNS];
  int result = -1;
  steg_order *order = malloc(sizeof *order * (places->count + (size_t)1));
  uint8_t *done = malloc(places->count + (size_t)1);
  if (!order || !done) {
    steg_error_memory(err);
    goto done;
  }
  for (uint32_t i = 0; i < places->count; i++) {
    const steg_place *place = &places->rows[i];
    if (is_of_part(place, part))
      order[count++] = (steg_order){.high = (uint64_t)place->initiative << 32 | (uint32_t)place->id, .row = i};
  }
  if (steg_order_sort(order, count, err) < 0)
    goto done;
  for (int i = 0; i < COLUMNS; i++)
    policies[i] = i < SAID || kind == STEG_KIND_REGISTER ? STEG_FEED_KEEP : STEG_FEED_FILL;
  steg_roster roster = {.places = places, .order = order, .changed = changed, .context = context};
  if (part == STEG_ROSTER_REGISTERED)
    let_said_replace(&roster, count, policies);
  steg_feed feed = {.schema = "main",
                    .table = "participations",
                    .replaced = "participations_replaced",
                    .columns = columns,
                    .column_count = COLUMNS,
                    .key_count = 2,
                    .policies = policies,
                    .batch_column = "batch",
                    .batch = batch,
                    .row_count = count,
                    .cells = place_cells,
                    .context = &roster,
                    .changed = changed ? tell_changed : NULL,
                    .watcher = &roster};
  if (steg_merge_run(db, &feed, NULL, mode, done, digest, progress, err) < 0 ||
      (mode == STEG_MERGE_APPLY && steg_feed_insert(db, &feed, done, STEG_MERGE_INSERT, digest, progress, err) < 0))
    goto done;
  for (size_t i = 0; i < count; i++)
    actions[order[i].row] = done[i];
  result = 0;
done:
  free(order);
  free(done);
  return result;
}

int steg_roster_write(sqlite3 *db, const steg_places *places, steg_kind kind, steg_merge_mode mode, int64_t batch,
                      uint8_t *actions, steg_roster_changed_fn changed, void *context, steg_digest *digest,
                      steg_feed_progress *progress, steg_error *err) {
  if (!places->replaces)
    return write_part(db, places, kind, STEG_ROSTER_ALL, mode, batch, actions, changed, context, digest, progress, err);
  return write_part(db, places, kind, STEG_ROSTER_DERIVED, mode, batch, actions, changed, context, digest, progress,
                    err) < 0 ||
                 write_part(db, places, kind, STEG_ROSTER_REGISTERED, mode, batch, actions, changed, context, digest,
                            progress, err) < 0
             ? -1
             : 0;
}
