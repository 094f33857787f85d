/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/synth_part.h"

#include "instrument/model.h"
#include <string.h>

enum { OCCASIONS_MAX = 64, MONTHS_BETWEEN = 6, NOT_MEASURED_AT_END = 12 };
/* Days. */
enum { SHORTEST = 120, LONGEST = 420, FIRST_WITHIN = 14, ABOUT = 7, APART = 21 };

/* ---- chance */

uint64_t steg_chance_next(steg_chance *chance) {
  uint64_t z = chance->state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

uint32_t steg_chance_below(steg_chance *chance, uint32_t limit) {
  return (uint32_t)(((steg_chance_next(chance) >> 32) * limit) >> 32);
}

int32_t steg_chance_normal(steg_chance *chance) {
  int32_t sum = -6000;
  for (int i = 0; i < 12; i++)
    sum += (int32_t)steg_chance_below(chance, 1001);
  return sum;
}

steg_chance steg_chance_of(uint64_t seed, uint64_t nth) {
  steg_chance mixed = {.state = seed ^ (nth * UINT64_C(0xd1342543de82ef95))};
  return (steg_chance){.state = steg_chance_next(&mixed)};
}

/* ---- the file in the making */

typedef struct synth {
  const steg_synth_order *order;
  steg_sheet sheet;
  steg_buffer *out;
  steg_arena *arena;   /* of the whole */
  steg_arena *scratch; /* of one person */
  steg_synth_answer *answers;
  bool has_role, has_occasion;
} synth;

/* What stands on a row besides the answers. */
typedef struct person {
  const char *key;
  const char *initiative;
  steg_synth_life life;
  uint64_t seed; /* of sex, birth year and the like */
} person;

static bool left_out(const synth *made, const steg_sheet_column *column) {
  if (column->column->target != STEG_COLUMN_INITIATIVE || made->order->initiative)
    return false;
  return !made->order->like_count || !made->order->like[0].initiative;
}

static const char *attribute(const synth *made, const steg_sheet_column *column, const person *who) {
  static const char *const codes[] = {"0980", "2061", "2085", "0642", "0665", "0680"};
  static const char *const referrers[] = {"Arbetsförmedlingen", "Försäkringskassan", "Kommunen", "Regionen"};
  static const char *const coaches[] = {"Coach A", "Coach B", "Coach C"};
  steg_chance chance = steg_chance_of(who->seed, column->column->attribute);
  uint32_t draw = steg_chance_below(&chance, 100);
  int year = steg_date_year(who->life.start);
  switch (column->column->attribute) {
  case STEG_ATTRIBUTE_SEX:
    return column->words[draw < 56 ? 0 : draw < 97 ? 1 : draw < 98 ? 2 : 3];
  case STEG_ATTRIBUTE_BIRTH_YEAR:
    return steg_arena_printf(made->scratch, "%d", year - 18 - (int)(draw * 44 / 100));
  case STEG_ATTRIBUTE_AGE:
    return steg_arena_printf(made->scratch, "%d", 18 + (int)(draw * 44 / 100));
  case STEG_ATTRIBUTE_MUNICIPALITY: {
    size_t count = made->order->municipality_count;
    return count ? steg_arena_printf(made->scratch, "%04d", (int)made->order->municipalities[draw % count])
                 : codes[draw % (sizeof codes / sizeof codes[0])];
  }
  case STEG_ATTRIBUTE_AREA:
    return column->words[draw < 65 ? 0 : 1];
  case STEG_ATTRIBUTE_START:
    return steg_synth_date(who->life.start, made->scratch);
  case STEG_ATTRIBUTE_END:
    return who->life.end == STEG_DATE_NONE ? NULL : steg_synth_date(who->life.end, made->scratch);
  case STEG_ATTRIBUTE_COACH:
    return coaches[draw % (sizeof coaches / sizeof coaches[0])];
  case STEG_ATTRIBUTE_REFERRER:
    return referrers[draw % (sizeof referrers / sizeof referrers[0])];
  case STEG_ATTRIBUTE_CONSENT:
    return steg_sheet_flag(STEG_LANG_SV, true);
  case STEG_ATTRIBUTE_PROTECTED:
    return steg_sheet_flag(STEG_LANG_SV, false);
  case STEG_ATTRIBUTE_SOURCE:
    return "lokal";
  default:
    return NULL;
  }
}

static bool has_extent_column(const steg_sheet *sheet, const steg_item *item) {
  for (uint32_t i = 0; i < sheet->column_count; i++)
    if (sheet->columns[i].column->target == STEG_COLUMN_EXTENT && sheet->columns[i].item == item)
      return true;
  return false;
}

/* A column that is asked on an occasion or of a role of its own has its answer on rows of that kind alone. */
static bool fits(const synth *made, const steg_sheet_column *column, const steg_synth_moment *moment) {
  const steg_column *row = column->column;
  if (row->occasion && moment->occasion && row->occasion != moment->occasion)
    return false;
  return steg_sheet_role_fills(&made->sheet, column, moment->role);
}

static const char *cell(const synth *made, const steg_sheet_column *column, const person *who,
                        const steg_synth_moment *moment) {
  const steg_instrument *form = made->sheet.instrument;
  switch (column->column->target) {
  case STEG_COLUMN_PERSON: {
    bool own = moment->role >= 0 && form->roles.rows[moment->role].subject == STEG_EVENT_OF_INITIATIVE;
    return own ? NULL : who->key;
  }
  case STEG_COLUMN_INITIATIVE:
    return who->initiative;
  case STEG_COLUMN_DATE:
    return moment->date == STEG_DATE_NONE ? NULL : steg_synth_date(moment->date, made->scratch);
  case STEG_COLUMN_OCCASION:
    return steg_sheet_occasion(STEG_LANG_SV, moment->occasion);
  case STEG_COLUMN_ROLE:
  case STEG_COLUMN_GROUP:
    return moment->role < 0 ? NULL : form->roles.rows[moment->role].label_sv;
  case STEG_COLUMN_PERIOD:
    return steg_arena_printf(made->scratch, "%d", steg_date_year(moment->date));
  case STEG_COLUMN_ATTRIBUTE:
    return attribute(made, column, who);
  case STEG_COLUMN_ITEM:
  case STEG_COLUMN_EXTENT:
    return fits(made, column, moment)
               ? steg_synth_cell(&made->sheet, column, &made->answers[column->item - form->items.rows],
                                 has_extent_column(&made->sheet, column->item), made->scratch)
               : NULL;
  case STEG_COLUMN_IGNORE:
    break;
  }
  return NULL;
}

static void row(synth *made, const person *who, const steg_synth_moment *moment, steg_chance *chance) {
  const steg_instrument *form = made->sheet.instrument;
  steg_synth_answers(&made->sheet, &who->life, moment, chance, made->scratch, made->answers);
  bool first = true, answered = form->kind == STEG_KIND_REGISTER || form->kind == STEG_KIND_EVENT;
  for (uint32_t i = 0; i < form->items.count; i++)
    answered = answered || made->answers[i].answered;
  if (!answered)
    return; /* a form that nobody filled in is not handed in */
  for (uint32_t i = 0; i < made->sheet.column_count; i++) {
    const steg_sheet_column *column = &made->sheet.columns[i];
    if (left_out(made, column))
      continue;
    if (!first)
      steg_buffer_char(made->out, ';');
    first = false;
    steg_sheet_write_cell(made->out, cell(made, column, who, moment));
  }
  steg_buffer_text(made->out, "\r\n");
}

/* ---- people and their occasions */

static person person_of(synth *made, uint32_t index, steg_chance *chance) {
  const steg_synth_order *order = made->order;
  const steg_synth_person *like = order->like_count > index ? &order->like[index] : NULL;
  uint32_t days = (uint32_t)(order->period.last - order->period.first);
  person who = {.initiative = order->initiative};
  who.seed = steg_chance_next(chance);
  who.life.seed = steg_chance_next(chance);
  who.life.standing = steg_chance_normal(chance);
  who.life.pace = 600 + steg_chance_normal(chance) * 7 / 10;
  who.life.start = order->period.first + (steg_date)steg_chance_below(chance, days * 3 / 4 + 1);
  steg_date end = who.life.start + SHORTEST + (steg_date)steg_chance_below(chance, LONGEST - SHORTEST);
  who.life.end = end <= order->period.last ? end : STEG_DATE_NONE;
  who.life.latest = order->period.last;
  who.key = like ? like->key : steg_arena_printf(made->scratch, "P-%04u", index + 1);
  if (like && like->initiative && !order->initiative)
    who.initiative = like->initiative;
  if (like && like->start != STEG_DATE_NONE) {
    who.life.start = like->start;
    who.life.end = like->end;
    if (who.life.latest < like->start)
      who.life.latest = like->start;
    if (like->end != STEG_DATE_NONE)
      who.life.latest = like->end;
  }
  return who;
}

/* Days of measurement, rising: a start, one about every interval, and an end for most of those who ended. */
static size_t dates_of(const synth *made, const person *who, steg_chance *chance, steg_synth_moment *moments) {
  const steg_synth_life *life = &who->life;
  steg_date last = life->end != STEG_DATE_NONE ? life->end : life->latest;
  int months = (int)made->sheet.instrument->interval_months;
  size_t count = 0;
  steg_date first = life->start + (steg_date)steg_chance_below(chance, FIRST_WITHIN + 1);
  first = first > last ? life->start : first;
  moments[count++] = (steg_synth_moment){.occasion = STEG_OCCASION_START, .date = first};
  bool end_too = life->end != STEG_DATE_NONE && !steg_chance_hits(chance, NOT_MEASURED_AT_END);
  steg_date end = last - (steg_date)steg_chance_below(chance, ABOUT + 1);
  for (int n = 1; count < OCCASIONS_MAX - 1; n++) {
    steg_date about = steg_date_add_months(first, n * (months ? months : MONTHS_BETWEEN));
    if (about == STEG_DATE_NONE || about + APART > last || !months)
      break;
    about += (steg_date)steg_chance_below(chance, 2 * ABOUT + 1) - ABOUT;
    if (about > moments[count - 1].date)
      moments[count++] = (steg_synth_moment){.occasion = STEG_OCCASION_ONGOING, .date = about};
  }
  if (end_too && end > moments[count - 1].date)
    moments[count++] = (steg_synth_moment){.occasion = STEG_OCCASION_END, .date = end};
  steg_date whole = last > life->start ? last - life->start : 1;
  for (size_t i = 0; i < count; i++)
    moments[i].elapsed = (int32_t)((int64_t)(moments[i].date - life->start) * 1000 / whole);
  return count;
}

static void repeated(synth *made, const person *who, steg_chance *chance) {
  steg_synth_moment moments[OCCASIONS_MAX];
  size_t count = dates_of(made, who, chance, moments);
  uint32_t roles = made->has_role ? made->sheet.instrument->roles.count : 0;
  for (size_t i = 0; i < count; i++) {
    for (uint32_t role = 0; role < roles; role++) {
      moments[i].role = (int32_t)role;
      row(made, who, &moments[i], chance);
    }
    moments[i].role = -1;
    if (!roles)
      row(made, who, &moments[i], chance);
  }
}

/* A form answered by nobody in particular: its day is only known by its period. */
static void anonymous(synth *made, const person *who, steg_chance *chance) {
  uint32_t roles = made->sheet.instrument->roles.count;
  steg_synth_moment moment = {.role = -1, .date = who->life.start};
  if (roles) /* the first role is the usual one */
    moment.role = steg_chance_hits(chance, 50) ? 0 : (int32_t)steg_chance_below(chance, roles);
  if (made->has_occasion)
    moment.occasion = steg_chance_hits(chance, 60) ? STEG_OCCASION_ONGOING : STEG_OCCASION_END;
  moment.elapsed = moment.occasion == STEG_OCCASION_END ? 1000 : 500;
  row(made, who, &moment, chance);
}

/* One event of each of some kinds, on days within the participation; what happens to the initiative, in the first person's name. */
static void events(synth *made, const person *who, uint32_t index, steg_chance *chance) {
  const steg_instrument *form = made->sheet.instrument;
  steg_date last = who->life.end != STEG_DATE_NONE ? who->life.end : who->life.latest;
  uint32_t days = last > who->life.start ? (uint32_t)(last - who->life.start) : 0;
  for (uint32_t role = 0; role < form->roles.count; role++) {
    bool own = form->roles.rows[role].subject == STEG_EVENT_OF_INITIATIVE;
    steg_synth_moment moment = {.role = (int32_t)role,
                                .date = who->life.start + (steg_date)steg_chance_below(chance, days + 1)};
    if (own ? index == 0 : steg_chance_hits(chance, 50))
      row(made, who, &moment, chance);
  }
}

/* Numbers of a year: the first person stands for the first year of the period, the second for the next, and so on around. */
static void aggregate(synth *made, const person *who, uint32_t index, steg_chance *chance) {
  uint32_t roles = made->sheet.instrument->roles.count;
  int years = steg_date_year(made->order->period.last) - steg_date_year(made->order->period.first) + 1;
  uint32_t kinds = roles ? roles : 1;
  uint32_t cell = index % ((uint32_t)years * kinds);
  if (index >= (uint32_t)years * kinds)
    return; /* the same key again: an aggregate has one row for each */
  int year = steg_date_year(made->order->period.first) + (int)(cell / kinds);
  steg_synth_moment moment = {.role = roles ? (int32_t)(cell % kinds) : -1, .date = steg_date_make(year, 1, 1)};
  row(made, who, &moment, chance);
}

static void one(synth *made, uint32_t index) {
  steg_chance chance = steg_chance_of(made->order->seed, index);
  person who = person_of(made, index, &chance);
  switch (made->sheet.instrument->kind) {
  case STEG_KIND_REGISTER:
    row(made, &who, &(steg_synth_moment){.role = -1, .date = who.life.latest, .elapsed = 1000}, &chance);
    break;
  case STEG_KIND_REPEATED:
    repeated(made, &who, &chance);
    break;
  case STEG_KIND_ANONYMOUS:
    anonymous(made, &who, &chance);
    break;
  case STEG_KIND_EVENT:
    events(made, &who, index, &chance);
    break;
  case STEG_KIND_AGGREGATE:
    aggregate(made, &who, index, &chance);
    break;
  }
}

static void headers(synth *made) {
  steg_sheet shown = made->sheet;
  steg_sheet_column *columns = steg_arena_array(made->arena, shown.column_count + 1u, sizeof *columns);
  if (!columns)
    return;
  shown.columns = columns;
  shown.column_count = 0;
  for (uint32_t i = 0; i < made->sheet.column_count; i++)
    if (!left_out(made, &made->sheet.columns[i]))
      columns[shown.column_count++] = made->sheet.columns[i];
  steg_sheet_write_headers(&shown, made->out);
}

int steg_synth_write(const steg_instrument *instrument, const steg_synth_order *order, steg_buffer *out) {
  synth made = {.order = order, .out = out, .arena = steg_arena_new(0)};
  bool failed = !made.arena || steg_sheet_make(instrument, STEG_LANG_SV, made.arena, &made.sheet) < 0;
  if (!failed) {
    made.answers = steg_arena_array(made.arena, instrument->items.count + 1u, sizeof *made.answers);
    for (uint32_t i = 0; i < made.sheet.column_count; i++) {
      steg_column_target target = made.sheet.columns[i].column->target;
      made.has_role = made.has_role || target == STEG_COLUMN_ROLE;
      made.has_occasion = made.has_occasion || target == STEG_COLUMN_OCCASION;
    }
    headers(&made);
  }
  for (uint32_t i = 0; !failed && made.answers && i < order->people && !steg_buffer_failed(out); i++) {
    made.scratch = steg_arena_new(0);
    if (made.scratch)
      one(&made, i);
    failed = !made.scratch || steg_arena_failed(made.scratch);
    steg_arena_free(made.scratch);
  }
  failed = failed || !made.answers || steg_arena_failed(made.arena) || steg_buffer_failed(out);
  steg_arena_free(made.arena);
  return failed ? -1 : 0;
}
