/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/header_part.h"

#include "instrument/model.h"
#include "intake/header_source.h"
#include <string.h>

static int32_t group_of(steg_mapping *mapping, int32_t role, steg_occasion occasion, steg_span span) {
  if (role < 0 && !occasion && !span.first_month)
    return -1;
  for (size_t i = 0; i < mapping->group_count; i++) {
    const steg_header_group *group = &mapping->groups[i];
    if (group->role == role && group->occasion == occasion && group->span.year == span.year &&
        group->span.first_month == span.first_month && group->span.last_month == span.last_month)
      return (int32_t)i;
  }
  if (mapping->group_count == STEG_HEADER_GROUPS)
    return -1;
  mapping->groups[mapping->group_count] = (steg_header_group){role, occasion, span};
  return (int32_t)mapping->group_count++;
}

static steg_mapped mapped_of(const steg_header_names *names, const steg_header_row *target, steg_mapping *mapping) {
  const steg_column *column = target->column;
  bool free_text = target->item >= 0 && names->instrument->items.rows[target->item].type == STEG_ITEM_TEXT &&
                   names->instrument->kind != STEG_KIND_AGGREGATE; /* a category is nobody's */
  steg_mapped mapped = {.target = column ? column->target : STEG_COLUMN_ITEM,
                        .item = target->item,
                        .group = -1,
                        .attribute = column ? column->attribute : 0,
                        .required = column && column->required,
                        .personal = steg_header_is_personal(column) || free_text,
                        .named = true};
  if (column && column->target != STEG_COLUMN_IGNORE)
    mapped.group = group_of(mapping, target->role, column->occasion, (steg_span){0});
  return mapped;
}

/* Nearest of the instrument's names that the file does not have already; NULL when none is near. */
static const char *nearest_free(const steg_header_names *names, const char *header, const bool *taken,
                                steg_arena *arena) {
  const char **free_names = steg_arena_array(arena, names->target_count, sizeof *free_names);
  size_t count = 0;
  for (size_t i = 0; free_names && i < names->target_count; i++)
    if (!taken[i])
      free_names[count++] = names->targets[i].name;
  return count ? steg_text_nearest(header, free_names, count) : NULL;
}

typedef struct header_work {
  const steg_header_names *names;
  const steg_line *line;
  const char *const *above; /* by column, NULL = nothing there */
  bool grouped;             /* a header and the one above it were read as one */
  steg_arena *arena;
  steg_findings_book *book;
  steg_mapping *mapping;
  bool *taken;         /* by target */
  const char **header; /* by column, cleaned; "" = none */
  bool *unknown;       /* by column */
} header_work;

/* The number that a header without a name of its own holds: the first one. */
static int32_t first_value(const steg_instrument *instrument) {
  for (uint32_t i = 0; i < instrument->items.count; i++)
    if (steg_model_is_value(&instrument->items.rows[i]))
      return (int32_t)i;
  return -1;
}

/* A period as header: of the number that is named beside it, of the first number where none is. False when it is neither. */
static bool map_period(header_work *work, size_t index) {
  const steg_instrument *instrument = work->names->instrument;
  char rest[STEG_SPAN_REST];
  steg_span span;
  int32_t item = -1, role = -1;
  if (instrument->kind != STEG_KIND_AGGREGATE || !steg_span_read(work->header[index], &span, rest))
    return false;
  if (!*rest)
    item = first_value(instrument);
  else {
    char *folded = steg_text_fold(work->arena, rest, strlen(rest));
    int32_t found = folded ? steg_header_find_folded(work->names, folded) : -1;
    item = found < 0 ? -1 : work->names->targets[found].item;
    role = found < 0 ? -1 : work->names->targets[found].role;
  }
  if (item < 0 || !steg_model_is_value(&instrument->items.rows[item]))
    return false;
  int32_t group = group_of(work->mapping, role, 0, span);
  for (size_t i = 0; i < index; i++)
    if (work->mapping->columns[i].group == group && work->mapping->columns[i].item == item)
      return false; /* the same once more: told as an unknown header */
  steg_findings_name_column(work->book, (uint32_t)index + 1, work->header[index]);
  work->mapping->columns[index] =
      (steg_mapped){.target = STEG_COLUMN_ITEM, .item = item, .group = group, .named = true};
  work->mapping->has_spans = true;
  return group >= 0;
}

/* "Start" over "Fråga 1": a name in either order. -1 when it is none. */
static int32_t find_grouped(header_work *work, size_t index) {
  const char *group = work->above ? work->above[index] : NULL, *header = work->header[index];
  for (int order = 0; group && order < 2; order++) {
    const char *both = steg_arena_printf(work->arena, "%s %s", order ? group : header, order ? header : group);
    char *folded = both ? steg_text_fold(work->arena, both, strlen(both)) : NULL;
    int32_t found = folded ? steg_header_find_folded(work->names, folded) : -1;
    if (found < 0)
      continue;
    if (!work->grouped)
      steg_findings_add(work->book, &(steg_findings_report){.id = STEG_FINDING_HDR_GROUPS, .a = both});
    work->grouped = true;
    return found;
  }
  return -1;
}

static bool is_said_by_option(const header_work *work, const char *header) {
  const steg_import_options *options = work->names->options;
  for (size_t i = 0; i < options->column_count; i++)
    if (steg_text_same(options->columns[i].header, header))
      return true;
  return false;
}

/* Where the mapping names another header for the target, this one is no longer it. */
static bool is_meant_elsewhere(const header_work *work, int32_t target) {
  const steg_lexicon *source = work->mapping->source;
  for (size_t i = 0; source && i < source->column_count; i++)
    if (steg_lexicon_is_meant(&source->columns[i]) &&
        steg_header_find(work->names, source->columns[i].meaning) == target)
      for (size_t k = 0; k < work->mapping->count; k++)
        if (steg_text_same(work->header[k], source->columns[i].header))
          return true;
  return false;
}

/* The user's word, the mapping's, the header with the one above it, the header alone. -1 = unknown, -2 = not to be read. */
static int32_t find_column(header_work *work, size_t index, const char *folded,
                           const steg_lexicon_column **ret_source) {
  const steg_lexicon *source = work->mapping->source;
  const steg_lexicon_column *column = source ? steg_lexicon_column_of(source, work->header[index]) : NULL;
  *ret_source = column;
  if (is_said_by_option(work, work->header[index]))
    return steg_header_find_cell(work->names, folded, work->arena);
  if (column && *column->meaning)
    return steg_lexicon_is_meant(column) ? steg_header_find(work->names, column->meaning) : -2;
  int32_t found = find_grouped(work, index);
  found = found < 0 ? steg_header_find_cell(work->names, folded, work->arena) : found;
  return found >= 0 && is_meant_elsewhere(work, found) ? -1 : found;
}

/* What the mapping only proposes is used, and told until somebody has confirmed it. */
static void report_proposals(header_work *work, const steg_lexicon_column *column, uint32_t place) {
  steg_findings_report report = {.row = work->line->row, .column = place, .b = work->mapping->source->name};
  if (steg_lexicon_is_meant(column) && column->certainty == STEG_CERTAINTY_PROPOSED) {
    report.id = STEG_FINDING_MAPPING_COLUMN;
    report.a = column->meaning;
    steg_findings_add(work->book, &report);
  }
  if (column->dates && column->date_certainty == STEG_CERTAINTY_PROPOSED) {
    report.id = STEG_FINDING_MAPPING_DATES;
    report.a = steg_date_order_word(column->dates, work->names->options->lang);
    steg_findings_add(work->book, &report);
  }
}

static int map_column(header_work *work, size_t index) {
  const steg_lexicon_column *source = NULL;
  steg_mapping *mapping = work->mapping;
  char *folded = steg_header_fold_cell(work->arena, work->line->cells[index]);
  if (!folded)
    return -1;
  mapping->folded[index] = folded;
  mapping->columns[index] = (steg_mapped){.item = -1, .group = -1, .named = *folded != '\0'};
  if (!*folded)
    return 0;
  uint32_t place = (uint32_t)index + 1;
  int32_t found = find_column(work, index, folded, &source);
  if (found == -2) {
    steg_findings_name_column(work->book, place, work->header[index]);
    mapping->columns[index].target = STEG_COLUMN_IGNORE;
    return 0;
  }
  if (found < 0 && map_period(work, index))
    return 0;
  if (found < 0) {
    work->unknown[index] = true;
    return 0;
  }
  const steg_header_row *target = &work->names->targets[found];
  steg_findings_name_column(work->book, place, work->header[index]);
  if (work->taken[found] && !(target->column && target->column->target == STEG_COLUMN_IGNORE))
    steg_findings_add(work->book,
                      &(steg_findings_report){
                          .id = STEG_FINDING_HDR_DUP, .row = work->line->row, .column = place, .a = target->name});
  work->taken[found] = true;
  mapping->columns[index] = mapped_of(work->names, target, mapping);
  mapping->columns[index].source = source;
  if (source && !is_said_by_option(work, work->header[index]))
    report_proposals(work, source, place);
  return 0;
}

/* Two unknown columns of one name are one too many as well: either might be the instrument's next year. */
static void report_unknown(header_work *work, size_t index) {
  uint32_t place = (uint32_t)index + 1;
  const char *header = work->header[index];
  const char *near = nearest_free(work->names, header, work->taken, work->arena);
  steg_findings_name_column(work->book, place, header);
  steg_findings_add(work->book,
                    &(steg_findings_report){.id = near ? STEG_FINDING_HDR_UNKNOWN_NEAR : STEG_FINDING_HDR_UNKNOWN,
                                            .row = work->line->row,
                                            .column = place,
                                            .a = near});
}

static void report_missing(header_work *work, size_t index) {
  const steg_header_row *target = &work->names->targets[index];
  const steg_column *column = target->column;
  bool initiative = column->target == STEG_COLUMN_INITIATIVE;
  const char *near = NULL;
  for (size_t i = 0; !near && i < work->mapping->count; i++)
    if (work->unknown[i] && steg_text_nearest(work->header[i], &target->name, 1))
      near = work->header[i];
  steg_findings_add(work->book, &(steg_findings_report){.id = near         ? STEG_FINDING_HDR_MISSING_NEAR
                                                              : initiative ? STEG_FINDING_HDR_INITIATIVE
                                                                           : STEG_FINDING_HDR_MISSING,
                                                        .row = work->line->row,
                                                        .a = target->name,
                                                        .b = near});
}

/* A required column is there when it or another one with the same meaning is (a wide sheet names an item several times). */
static bool is_met(const header_work *work, size_t index) {
  const steg_column *column = work->names->targets[index].column;
  if (column->target == STEG_COLUMN_INITIATIVE && work->names->options->initiative)
    return true;
  if (column->target == STEG_COLUMN_PERIOD && work->mapping->has_spans)
    return true; /* its headers say it; or a row's own finding will */
  for (size_t i = 0; i < work->names->target_count; i++) {
    const steg_column *other = work->names->targets[i].column;
    if (!work->taken[i])
      continue;
    if (i == index || (other && other->target == column->target && other->attribute == column->attribute &&
                       work->names->targets[i].item == work->names->targets[index].item))
      return true;
  }
  return false;
}

static void check_options(header_work *work) {
  const steg_import_options *options = work->names->options;
  for (size_t i = 0; i < options->column_count; i++) {
    int32_t found = steg_header_target_of_option(work->names, options->columns[i].target, work->arena);
    if (found >= 0 && work->taken[found])
      continue;
    steg_findings_add(work->book, &(steg_findings_report){.id = STEG_FINDING_COLUMN_OPTION,
                                                          .a = options->columns[i].target,
                                                          .b = options->columns[i].header});
  }
}

static int clean_headers(header_work *work) {
  steg_buffer clean;
  steg_buffer_init(&clean, STEG_FIELD_MAX + 1);
  size_t stored = steg_line_stored(work->line);
  for (size_t i = 0; i < stored; i++) {
    if (steg_field_clean(work->line->cells[i], STEG_FIELD_TRIM, &clean) < 0)
      steg_buffer_clear(&clean);
    work->header[i] = steg_arena_text_n(work->arena, clean.bytes, clean.size);
    if (work->header[i] && clean.size)
      work->mapping->count = i + 1;
  }
  steg_buffer_release(&clean);
  work->mapping->surplus = work->line->count - work->mapping->count;
  return steg_arena_failed(work->arena) ? -1 : 0;
}

/* The mapping that was learned of such files, told. */
static void choose_source(header_work *work) {
  steg_mapping *mapping = work->mapping;
  mapping->source = steg_header_source_choose(work->names->options, work->header, mapping->count);
  if (!mapping->source)
    return;
  const steg_lexicon_column *lacks = steg_header_source_lacks(mapping->source, work->header, mapping->count);
  steg_findings_add(work->book, &(steg_findings_report){.id = STEG_FINDING_MAPPING, .a = mapping->source->name});
  if (lacks)
    steg_findings_add(
        work->book,
        &(steg_findings_report){.id = STEG_FINDING_MAPPING_MISSING, .a = mapping->source->name, .b = lacks->header});
}

int steg_header_map(const steg_header_names *names, const steg_line *line, const char *const *above, steg_arena *arena,
                    steg_findings_book *book, steg_mapping *ret_mapping) {
  steg_mapping *mapping = ret_mapping;
  *mapping = (steg_mapping){.row = line->row};
  header_work work = {.names = names, .line = line, .above = above, .arena = arena, .book = book, .mapping = mapping};
  work.taken = steg_arena_array(arena, names->target_count, sizeof *work.taken);
  work.header = steg_arena_array(arena, STEG_COLUMNS_MAX, sizeof *work.header);
  work.unknown = steg_arena_array(arena, STEG_COLUMNS_MAX, sizeof *work.unknown);
  if (!work.taken || !work.header || !work.unknown || clean_headers(&work))
    return -1;
  choose_source(&work);
  for (size_t i = 0; i < mapping->count; i++)
    if (map_column(&work, i))
      return -1;
  for (size_t i = 0; i < mapping->count; i++)
    if (work.unknown[i])
      report_unknown(&work, i);
  for (size_t i = 0; i < names->target_count; i++)
    if (names->targets[i].column && names->targets[i].column->required && !is_met(&work, i))
      report_missing(&work, i);
  check_options(&work);
  return steg_findings_failed(book) ? -1 : 0;
}

void steg_header_report_none(const steg_header_names *names, steg_findings_book *book) {
  const char *first = names->target_count ? names->targets[0].name : NULL;
  for (size_t i = 0; i < names->target_count; i++)
    if (names->targets[i].column && names->targets[i].column->required) {
      first = names->targets[i].name;
      break;
    }
  steg_findings_add(book, &(steg_findings_report){.id = STEG_FINDING_HDR_NONE, .a = first});
}

/* Whether the cell can't fold to `wanted`, told by its first ASCII letters, which cost nothing to compare; a letter before
 * something else may combine with it. */
static bool differs_at_once(steg_field cell, const char *wanted) {
  for (size_t i = 0; i < cell.size; i++) {
    unsigned char byte = (unsigned char)cell.bytes[i], next = i + 1 < cell.size ? (unsigned char)cell.bytes[i + 1] : 0;
    bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z', digit = byte >= '0' && byte <= '9';
    if ((!letter && !digit) || next >= 0x80)
      return false;
    if ((letter ? byte | 0x20 : byte) != (unsigned char)*wanted++)
      return true;
  }
  return false;
}

bool steg_header_is_repeat(const steg_mapping *mapping, const steg_line *line) {
  size_t compared = 0;
  if (steg_line_stored(line) < mapping->count)
    return false;
  /* The first column decides for nearly every line; the rest is only looked at when it agrees. */
  steg_arena *scratch = NULL;
  bool same = true;
  for (size_t i = 0; same && i < mapping->count; i++) {
    const char *wanted = mapping->folded[i];
    if (!*wanted)
      continue;
    if (line->cells[i].size > 4096 || line->cells[i].size < 1) {
      same = false;
      break;
    }
    if (differs_at_once(line->cells[i], wanted)) {
      same = false;
      break;
    }
    scratch = scratch ? scratch : steg_arena_new(0);
    char *folded = scratch ? steg_header_fold_cell(scratch, line->cells[i]) : NULL;
    same = folded && !strcmp(folded, wanted);
    compared++;
  }
  steg_arena_free(scratch);
  return same && compared > 0;
}
