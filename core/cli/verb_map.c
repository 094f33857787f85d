/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/listing.h"
#include "cli/mapping_faults.h"
#include "cli/today.h"
#include "cli/verb.h"

#include "base/file.h"
#include "intake/header_source.h"
#include "intake/learn.h"
#include "project/mappings.h"
#include <string.h>

/* What a run of `map` works with. */
typedef struct map_work {
  steg_session *session;
  steg_arena *arena;
  const char *path;
  steg_grid grid;
  steg_import_options options;
  const steg_registry_entry *entry;
  const steg_lexicon *sources; /* the mappings that there are */
  size_t source_count;
  const steg_lexicon *known; /* the one that is learned anew; NULL */
  steg_learned learned;
} map_work;

/* ---- the instrument, when it was not named */

static int choose_instrument(map_work *work, steg_error *err) {
  const steg_registry *registry = work->session->project->registry;
  const steg_registry_entry *best = NULL, *other = NULL;
  size_t score = 0;
  for (size_t i = 0; i < steg_registry_count(registry); i++) {
    steg_learned learned;
    const steg_registry_entry *entry = steg_registry_at(registry, i);
    if (steg_learn(&work->grid, entry, &work->options, NULL, work->arena, &learned, err) < 0)
      return -1;
    if (learned.sure + learned.proposed < 2 || learned.score < score)
      continue;
    other = learned.score == score ? best : NULL;
    best = entry;
    score = learned.score;
  }
  if (!best)
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "no instrument has headers like these: name one, as in `stegvis map bip %s`",
                          steg_file_name(work->path));
  if (other)
    return steg_error_set(err, STEG_ERROR_USAGE, "%s and %s fit equally: name the one, as in `stegvis map %s %s`",
                          other->instrument->id, best->instrument->id, best->instrument->id,
                          steg_file_name(work->path));
  work->entry = best;
  return 0;
}

/* ---- the mapping's name */

/* A mapping of the file's headers is learned anew; else one of the name asked for; else a new one. */
static int choose_name(map_work *work, const char *given, const char **ret_name, steg_error *err) {
  const steg_project *project = work->session->project;
  const char *id = work->entry->instrument->id;
  if (given && steg_mappings_judge_name(given, err) < 0)
    return -1;
  work->options.sources = work->sources;
  work->options.source_count = work->source_count;
  work->known = given ? steg_mappings_find(work->sources, work->source_count, given)
                      : steg_header_source_choose(&work->options, work->grid.headers, work->grid.column_count);
  if (work->known && work->known->instrument && strcmp(work->known->instrument, id) != 0) {
    if (given)
      return steg_error_set(err, STEG_ERROR_USAGE, "the mapping %s is of %s: choose another --name", given,
                            work->known->instrument);
    work->known = NULL;
  }
  const char *base = given ? given : work->known ? work->known->name : steg_mappings_name(project, work->path, id);
  const char *name = base;
  for (int n = 2; name && !given && !work->known && steg_mappings_find(work->sources, work->source_count, name); n++)
    name = steg_arena_printf(work->arena, "%s-%d", base, n);
  *ret_name = name;
  return name ? 0 : steg_error_memory(err);
}

/* ---- telling */

static steg_tree *value_tree(steg_arena *arena, const steg_lexicon_value *value) {
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "value", steg_tree_text(arena, value->spelling));
  steg_tree_put(arena, node, "means", steg_tree_text(arena, *value->meaning ? value->meaning : NULL));
  steg_tree_put(arena, node, "certainty", steg_tree_text(arena, steg_certainty_id(value->certainty)));
  return node;
}

static const char *order_id(steg_date_order order) {
  return order == STEG_DATE_DAY_FIRST     ? "day_first"
         : order == STEG_DATE_MONTH_FIRST ? "month_first"
         : order == STEG_DATE_SERIAL      ? "serial"
                                          : NULL;
}

static steg_tree *source_tree(steg_arena *arena, const steg_lexicon *source) {
  steg_tree *root = steg_tree_map(arena), *columns = steg_tree_list(arena);
  for (size_t i = 0; i < source->column_count; i++) {
    const steg_lexicon_column *column = &source->columns[i];
    steg_tree *node = steg_tree_map(arena), *values = steg_tree_list(arena);
    for (size_t k = 0; k < column->value_count; k++)
      steg_tree_append(arena, values, value_tree(arena, &column->values[k]));
    steg_tree_put(arena, node, "header", steg_tree_text(arena, column->header));
    steg_tree_put(arena, node, "means", steg_tree_text(arena, steg_lexicon_is_meant(column) ? column->meaning : NULL));
    steg_tree_put(arena, node, "unused", steg_tree_bool(arena, *column->meaning && !steg_lexicon_is_meant(column)));
    steg_tree_put(arena, node, "certainty", steg_tree_text(arena, steg_certainty_id(column->certainty)));
    steg_tree_put(arena, node, "dates", steg_tree_text(arena, order_id(column->dates)));
    steg_tree_put(arena, node, "values", values);
    steg_tree_append(arena, columns, node);
  }
  steg_tree_put(arena, root, "mapping", steg_tree_text(arena, source->name));
  steg_tree_put(arena, root, "instrument", steg_tree_text(arena, source->instrument));
  steg_tree_put(arena, root, "sheet", steg_tree_text(arena, source->sheet));
  steg_tree_put(arena, root, "columns", columns);
  return root;
}

static int print_table(const map_work *work, steg_error *err) {
  const steg_session *session = work->session;
  const char *const heads[] = {steg_session_pick(session, "Kolumn i filen", "Column in the file"),
                               steg_session_pick(session, "Betyder", "Means"),
                               steg_session_pick(session, "Säkerhet", "Certainty")};
  const char *question = steg_session_pick(session, "? fyll i", "? fill in");
  steg_listing listing;
  steg_listing_start(&listing, work->arena, heads, 3);
  for (size_t i = 0; i < work->learned.source.column_count; i++) {
    const steg_lexicon_column *column = &work->learned.source.columns[i];
    const char *cells[] = {column->header, *column->meaning ? column->meaning : "–",
                           steg_certainty_word(column->certainty, session->lang)};
    steg_listing_row(&listing, cells);
    if (column->dates) {
      const char *dates[] = {steg_session_pick(session, "    datum", "    dates"),
                             steg_date_order_word(column->dates, session->lang),
                             steg_certainty_word(column->date_certainty, session->lang)};
      steg_listing_row(&listing, dates);
    }
    for (size_t k = 0; k < column->value_count; k++) {
      const steg_lexicon_value *value = &column->values[k];
      const char *row[] = {steg_arena_printf(work->arena, "    \"%s\"", value->spelling),
                           *value->meaning ? value->meaning : question,
                           steg_certainty_word(value->certainty, session->lang)};
      steg_listing_row(&listing, row);
    }
  }
  return steg_listing_print(&listing, err);
}

static size_t open_values(const steg_lexicon *source) {
  size_t count = 0;
  for (size_t i = 0; i < source->column_count; i++)
    for (size_t k = 0; k < source->columns[i].value_count; k++)
      count += !*source->columns[i].values[k].meaning;
  return count;
}

static int tell(const map_work *work, const char *path, size_t left, steg_error *err) {
  const steg_session *session = work->session;
  const steg_learned *learned = &work->learned;
  const char *id = work->entry->instrument->id;
  if (session->json) {
    steg_tree *root = source_tree(work->arena, &learned->source);
    steg_tree_put(work->arena, root, "file", steg_tree_text(work->arena, path));
    steg_tree_put(work->arena, root, "known", steg_tree_bool(work->arena, work->known != NULL));
    steg_tree_put(work->arena, root, "sure", steg_tree_integer(work->arena, (int64_t)learned->sure));
    steg_tree_put(work->arena, root, "proposed", steg_tree_integer(work->arena, (int64_t)learned->proposed));
    steg_tree_put(work->arena, root, "unknown", steg_tree_integer(work->arena, (int64_t)learned->unknown));
    return steg_session_put_json(root, err);
  }
  if (print_table(work, err) < 0)
    return -1;
  steg_session_say(session, "%s: %zu %s, %zu %s, %zu %s", id, learned->sure,
                   steg_session_pick(session, "säkra", "sure"), learned->proposed,
                   steg_session_pick(session, "föreslagna", "proposed"), learned->unknown,
                   steg_session_pick(session, "okända", "unknown"));
  size_t open = open_values(&learned->source);
  if (open)
    steg_session_say(session, "%zu %s", open,
                     open == 1 ? steg_session_pick(session, "värde har ingen betydelse än: fyll i den i filen",
                                                   "value has no meaning yet: fill it in in the file")
                               : steg_session_pick(session, "värden har ingen betydelse än: fyll i dem i filen",
                                                   "values have no meaning yet: fill them in in the file"));
  if (left)
    steg_session_say(session, "%zu %s", left,
                     steg_session_pick(session, "kolumner som filen inte har längre togs bort ur mappningen",
                                       "columns that the file no longer has were taken out of the mapping"));
  if (path)
    steg_session_say(session, "%s: %s %s", path,
                     steg_session_pick(session,
                                       "sparad; se över den i Excel. Nästa inläsning använder den: stegvis import",
                                       "saved; look it over in Excel. The next import uses it: stegvis import"),
                     id);
  if (path && learned->proposed)
    steg_session_say(
        session, "%s stegvis map --confirm %s",
        steg_session_pick(session, "Stämmer förslagen, så bekräfta dem:", "If the proposals are right, confirm them:"),
        learned->source.name);
  if (!path)
    steg_session_say(session, "%s",
                     steg_session_pick(session, "Provkörning: ingenting sparades.", "Dry run: nothing was saved."));
  return 0;
}

/* ---- the list */

static int list_mappings(steg_session *session, steg_error *err) {
  steg_arena *arena = session->project->arena;
  const steg_lexicon *sources = NULL;
  size_t count = 0;
  if (steg_mappings_list(session->project, NULL, NULL, &sources, &count, err) < 0)
    return -1;
  steg_tree *root = steg_tree_map(arena), *list = steg_tree_list(arena);
  const char *const heads[] = {steg_session_pick(session, "mappning", "mapping"), "instrument",
                               steg_session_pick(session, "kolumner", "columns")};
  steg_listing listing;
  steg_listing_start(&listing, arena, heads, 3);
  for (size_t i = 0; i < count; i++) {
    const char *cells[] = {sources[i].name, sources[i].instrument,
                           steg_arena_printf(arena, "%zu", sources[i].column_count)};
    steg_listing_row(&listing, cells);
    steg_tree_append(arena, list, source_tree(arena, &sources[i]));
  }
  steg_tree_put(arena, root, "mappings", list);
  return session->json ? steg_session_put_json(root, err) : steg_listing_print(&listing, err);
}

/* ---- the verb */

/* Columns of the known mapping that are not in the file. */
static size_t count_left(const map_work *work) {
  size_t count = 0;
  for (size_t i = 0; work->known && i < work->known->column_count; i++)
    count += !steg_lexicon_column_of(&work->learned.source, work->known->columns[i].header);
  return count;
}

static int learn(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const steg_project *project = session->project;
  const bool named = arguments->word_count == 2;
  const char *sheet = steg_arguments_get(arguments, "sheet"), *name = NULL, *path = NULL;
  map_work work = {.session = session,
                   .arena = project->arena,
                   .path = arguments->words[arguments->word_count - 1],
                   .options = {.decimal_mark = project->settings.decimal_mark,
                               .thousands_dot = project->settings.thousands_dot,
                               .century_by_sign = project->settings.century_by_sign,
                               .today = steg_today(),
                               .lang = session->lang}};
  if (named && !(work.entry = steg_registry_find(project->registry, arguments->words[0])))
    return steg_project_unknown_instrument(project, arguments->words[0], err);
  if (steg_project_import_initiatives(project, &work.options.initiatives, &work.options.initiative_count, err) < 0 ||
      steg_grid_read(work.path, sheet, work.arena, &work.grid, err) < 0 ||
      (!named && choose_instrument(&work, err) < 0) ||
      steg_mappings_list(project, NULL, NULL, &work.sources, &work.source_count, err) < 0 ||
      choose_name(&work, steg_arguments_get(arguments, "name"), &name, err) < 0 ||
      steg_learn(&work.grid, work.entry, &work.options, work.known, work.arena, &work.learned, err) < 0)
    return -1;
  work.learned.source.name = name;
  if (sheet)
    work.learned.source.sheet = sheet;
  if (!steg_arguments_get(arguments, "dry-run") && steg_mappings_save(project, &work.learned.source, &path, err) < 0)
    return -1;
  if (tell(&work, path, count_left(&work), err) < 0)
    return -1;
  steg_mapping_faults faults = {.session = session};
  return steg_learn_check(&work.learned.source, work.entry, &work.options, steg_mapping_faults_line, &faults, err) < 0
             ? -1
             : steg_mapping_faults_end(&faults, err);
}

static int confirm(const steg_session *session, const char *name, steg_error *err) {
  size_t count = 0;
  if (steg_mappings_confirm(session->project, name, &count, err) < 0)
    return -1;
  steg_session_say(session, "mappings/%s.csv: %zu %s", name, count,
                   steg_session_pick(session, "förslag bekräftade", "proposals confirmed"));
  return 0;
}

int steg_verb_map(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const char *forgotten = steg_arguments_get(arguments, "forget"),
             *confirmed = steg_arguments_get(arguments, "confirm");
  const bool list = steg_arguments_get(arguments, "list") != NULL;
  if (list + (forgotten != NULL) + (confirmed != NULL) + (arguments->word_count > 0) != 1)
    return steg_error_set(err, STEG_ERROR_USAGE, "map: give a file, or --list, --confirm NAME or --forget NAME");
  if (steg_session_open(session,
                        list || forgotten || confirmed ? STEG_PROJECT_SETTINGS
                                                       : STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES,
                        err) < 0)
    return -1;
  if (list)
    return list_mappings(session, err);
  if (confirmed)
    return confirm(session, confirmed, err);
  if (!forgotten)
    return learn(session, arguments, err);
  if (steg_mappings_forget(session->project, forgotten, err) < 0)
    return -1;
  steg_session_say(session, "mappings/%s.csv: %s", forgotten, steg_session_pick(session, "borttagen", "removed"));
  return 0;
}
