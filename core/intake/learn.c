/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/learn_part.h"

#include "intake/national.h"
#include <string.h>

size_t steg_learn_cells(const steg_learning *learning, size_t column, steg_learn_cell *cells, size_t most,
                        bool *ret_more) {
  const steg_grid *grid = learning->grid;
  size_t count = 0;
  *ret_more = false;
  for (size_t row = 0; row < grid->row_count; row++) {
    const char *text = steg_grid_cell(grid, row, column);
    size_t at = 0;
    if (steg_value_absence_of(text, strlen(text)))
      continue;
    while (at < count && strcmp(cells[at].text, text) != 0)
      at++;
    if (at < count) {
      cells[at].count++;
    } else if (count < most) {
      cells[count++] = (steg_learn_cell){text, 1};
    } else {
      *ret_more = true;
    }
  }
  return count;
}

/* ---- the columns */

/* What the known mapping says, then what is a name. */
static void take_names(steg_learning *learning, const steg_lexicon *known) {
  for (size_t i = 0; i < learning->grid->column_count; i++) {
    const char *header = learning->grid->headers[i];
    const steg_lexicon_column *column = known && *header ? steg_lexicon_column_of(known, header) : NULL;
    learning->targets[i] = -1;
    learning->certainties[i] = STEG_CERTAINTY_UNKNOWN;
    if (!column || !*column->meaning)
      continue;
    learning->targets[i] = steg_lexicon_is_meant(column) ? steg_header_find(learning->names, column->meaning) : -2;
    learning->certainties[i] = column->certainty;
    if (learning->targets[i] >= 0)
      learning->taken[learning->targets[i]] = true;
  }
  for (size_t i = 0; i < learning->grid->column_count; i++) {
    const char *header = learning->grid->headers[i];
    int32_t found = learning->targets[i] == -1 && *header ? steg_header_find(learning->names, header) : -1;
    if (found < 0 || learning->taken[found])
      continue;
    learning->targets[i] = found;
    learning->certainties[i] = STEG_CERTAINTY_SURE;
    learning->taken[found] = true;
  }
}

static int learn_column(const steg_learning *learning, size_t index, const steg_lexicon *known,
                        steg_lexicon_column *ret_column) {
  const char *header = learning->grid->headers[index];
  const steg_lexicon_column *before = known ? steg_lexicon_column_of(known, header) : NULL;
  steg_lexicon_column column = {.header = header,
                               .meaning = learning->targets[index] == -2 ? steg_lexicon_unused : "",
                               .certainty = learning->certainties[index],
                               .line = before ? before->line : 0,
                               .place = (uint32_t)index + 1};
  if (learning->targets[index] >= 0) {
    column.meaning = steg_header_target_of(learning->names, (size_t)learning->targets[index]).name;
    if (steg_learn_values(learning, index, before, &column))
      return -1;
  } else if (before) {
    column.values = before->values;
    column.value_count = before->value_count;
    column.dates = before->dates;
    column.date_certainty = before->date_certainty;
    column.meaning = before->meaning;
  }
  *ret_column = column;
  return 0;
}

/* A header that could say who somebody is has no place in a file that is kept. */
static bool is_fit(const char *header) {
  return *header && !steg_national_like_in_text(header, strlen(header));
}

static bool is_doubled(const steg_lexicon_column *columns, size_t count, const char *header) {
  for (size_t i = 0; i < count; i++)
    if (steg_text_same(columns[i].header, header))
      return true;
  return false;
}

static void count_column(const steg_learning *learning, size_t index, steg_learned *learned) {
  steg_certainty certainty = learning->certainties[index];
  bool known = learning->targets[index] != -1;
  learned->sure += known && certainty != STEG_CERTAINTY_PROPOSED;
  learned->proposed += known && certainty == STEG_CERTAINTY_PROPOSED;
  learned->unknown += !known;
  learned->score += learning->targets[index] < 0 ? 0 : certainty == STEG_CERTAINTY_PROPOSED ? 1 : 3;
}

int steg_learn(const steg_grid *grid, const steg_registry_entry *entry, const steg_import_options *options,
               const steg_lexicon *known, steg_arena *arena, steg_learned *ret_learned, steg_error *err) {
  size_t count = 0;
  steg_learning learning = {
      .grid = grid, .arena = arena, .names = steg_header_names_make(entry->instrument, options, arena)};
  steg_learned learned = {.score = 0};
  steg_lexicon_column *columns = steg_arena_array(arena, grid->column_count, sizeof *columns);
  learning.targets = steg_arena_array(arena, grid->column_count, sizeof *learning.targets);
  learning.certainties = steg_arena_array(arena, grid->column_count, sizeof *learning.certainties);
  if (learning.names)
    learning.taken = steg_arena_array(arena, steg_header_target_count(learning.names), sizeof *learning.taken);
  if (!columns || !learning.targets || !learning.certainties || !learning.taken ||
      steg_meaning_start(entry->instrument, options, arena, &learning.meaning))
    return steg_error_memory(err);
  take_names(&learning, known);
  if (steg_learn_headers(&learning))
    return steg_error_memory(err);
  for (size_t i = 0; i < grid->column_count; i++) {
    if (!is_fit(grid->headers[i]) || is_doubled(columns, count, grid->headers[i]))
      continue;
    if (learn_column(&learning, i, known, &columns[count++]))
      return steg_error_memory(err);
    count_column(&learning, i, &learned);
  }
  learned.source = (steg_lexicon){.name = known ? known->name : NULL,
                                 .instrument = entry->instrument->id,
                                 .sheet = known ? known->sheet : NULL,
                                 .columns = columns,
                                 .column_count = count};
  *ret_learned = learned;
  return 0;
}

/* ---- checking */

typedef struct checking {
  const steg_header_names *names;
  steg_meaning meaning;
  steg_arena *arena;
  steg_lexicon_told_fn told;
  void *context;
  int count;
} checking;

static void tell(checking *on, uint32_t line, const char *sv, const char *en) {
  on->told(on->context, line, sv ? sv : "", en ? en : "");
  on->count++;
}

static const char *nearest_target(const checking *on, const char *meaning) {
  size_t count = steg_header_target_count(on->names);
  const char **list = steg_arena_array(on->arena, count, sizeof *list);
  for (size_t i = 0; list && i < count; i++)
    list[i] = steg_header_target_of(on->names, i).name;
  return list ? steg_text_nearest(meaning, list, count) : NULL;
}

static void check_value(checking *on, const steg_header_target *target, const steg_lexicon_value *value) {
  steg_arena *arena = on->arena;
  if (!*value->meaning || !strcmp(value->meaning, steg_lexicon_no_answer))
    return;
  steg_reading reading = steg_meaning_read(&on->meaning, target, value->meaning);
  if (reading.kind != STEG_READING_REFUSED)
    return;
  const char *near = reading.a && reading.finding != STEG_FINDING_DATE_AMBIG ? reading.a : NULL;
  tell(on, value->line,
       steg_arena_printf(arena, "Värdet \"%s\" finns inte i %s: skriv ett av dess värden%s%s%s eller (inget svar).",
                         value->meaning, target->name, near ? ", kanske " : "", near ? near : "", near ? "," : ""),
       steg_arena_printf(arena, "There is no value \"%s\" of %s: write one of its values%s%s%s or (inget svar).",
                         value->meaning, target->name, near ? ", perhaps " : "", near ? near : "", near ? "," : ""));
}

static void check_column(checking *on, const steg_lexicon_column *column, bool *taken) {
  steg_arena *arena = on->arena;
  if (!steg_lexicon_is_meant(column))
    return;
  int32_t found = steg_header_find(on->names, column->meaning);
  if (found < 0) {
    const char *near = nearest_target(on, column->meaning);
    tell(on, column->line,
         steg_arena_printf(arena, "Kolumnen \"%s\" finns inte i instrumentet%s%s%s.", column->meaning,
                           near ? ": menas " : "", near ? near : "; stegvis instruments ID visar dem som finns",
                           near ? "?" : ""),
         steg_arena_printf(arena, "There is no column \"%s\" in the instrument%s%s%s.", column->meaning,
                           near ? ": is " : "", near ? near : "; stegvis instruments ID shows those there are",
                           near ? " meant?" : ""));
    return;
  }
  steg_header_target target = steg_header_target_of(on->names, (size_t)found);
  if (taken[found] && !(target.column && target.column->target == STEG_COLUMN_IGNORE))
    tell(on, column->line,
         steg_arena_printf(arena, "Två kolumner i filen betyder %s: låt den ena vara tom eller %s.", target.name,
                           steg_lexicon_unused),
         steg_arena_printf(arena, "Two columns of the file mean %s: leave one of them empty or %s.", target.name,
                           steg_lexicon_unused));
  taken[found] = true;
  for (size_t i = 0; i < column->value_count; i++)
    check_value(on, &target, &column->values[i]);
}

int steg_learn_check(const steg_lexicon *source, const steg_registry_entry *entry, const steg_import_options *options,
                     steg_lexicon_told_fn told, void *context, steg_error *err) {
  checking on = {.told = told, .context = context, .arena = steg_arena_new(0)};
  bool *taken = NULL;
  if (on.arena)
    on.names = steg_header_names_make(entry->instrument, options, on.arena);
  if (on.names)
    taken = steg_arena_array(on.arena, steg_header_target_count(on.names), sizeof *taken);
  if (!taken || steg_meaning_start(entry->instrument, options, on.arena, &on.meaning)) {
    steg_arena_free(on.arena);
    return steg_error_memory(err);
  }
  for (size_t i = 0; i < source->column_count; i++)
    check_column(&on, &source->columns[i], taken);
  steg_arena_free(on.arena);
  return on.count;
}
