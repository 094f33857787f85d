/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/budget.h"
#include "resolve/sheet.h"
#include <math.h>
#include <string.h>

enum { QUARTERS = 4, WHOLE_YEAR = 0, PARTS = QUARTERS + 1 };

/* A line of the table. Amounts: NaN = none. */
typedef struct budget_line {
  const char *label;
  const char *organisation;
  double parts[PARTS]; /* the whole year's, then by quarter */
  double computed;     /* sum of the parts */
  double stated;
  bool total;
} budget_line;

typedef struct budget_sheet {
  const steg_resolve_context *context;
  budget_line *lines;
  size_t count;
  bool has_quarters, has_organisations, has_stated;
} budget_sheet;

static double sum_of(double a, double b) {
  return isnan(a) ? b : isnan(b) ? a : a + b;
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && !strcmp(a, b));
}

static budget_line *add_line(budget_sheet *sheet, const char *label, const char *organisation) {
  budget_line *line = &sheet->lines[sheet->count++];
  *line = (budget_line){.label = label, .organisation = organisation, .computed = NAN, .stated = NAN};
  for (size_t p = 0; p < PARTS; p++)
    line->parts[p] = NAN;
  return line;
}

static void add_amount(budget_line *line, int part, double amount) {
  line->parts[part] = sum_of(line->parts[part], amount);
  line->computed = sum_of(line->computed, amount);
}

/* The quarters of a post share its line; a post that stands twice in the application keeps both its lines. */
static budget_line *line_of(budget_sheet *sheet, const char *label, const char *organisation, int part) {
  for (size_t i = 0; part != WHOLE_YEAR && i < sheet->count; i++) {
    budget_line *line = &sheet->lines[i];
    if (same_text(line->label, label) && same_text(line->organisation, organisation) && isnan(line->parts[part]))
      return line;
  }
  return add_line(sheet, label, organisation);
}

static const char *category(const budget_sheet *sheet, const steg_budget_row *row) {
  return steg_text_pick(sheet->context->lang, row->category_sv, row->category_en);
}

static void add_posts(budget_sheet *sheet, const steg_initiative *initiative, int year) {
  for (size_t i = 0; i < initiative->budget_count; i++) {
    const steg_budget_row *row = &initiative->budget[i];
    if (row->year != year || row->stated_sum)
      continue;
    add_amount(line_of(sheet, category(sheet, row), row->organisation, row->quarter), row->quarter, row->amount);
    sheet->has_quarters = sheet->has_quarters || row->quarter != WHOLE_YEAR;
    sheet->has_organisations = sheet->has_organisations || row->organisation;
  }
}

/* A total of the posts (of one organisation; NULL = of all). */
static budget_line *add_total(budget_sheet *sheet, size_t posts, const char *label, const char *organisation) {
  budget_line *total = add_line(sheet, label, organisation);
  total->total = true;
  for (size_t i = 0; i < posts; i++)
    if (!organisation || same_text(sheet->lines[i].organisation, organisation))
      for (int p = 0; p < PARTS; p++)
        if (!isnan(sheet->lines[i].parts[p]))
          add_amount(total, p, sheet->lines[i].parts[p]);
  return total;
}

/* What the application states: of a post, of an organisation, of everything, or of something that no row adds up to. */
static void add_stated(budget_sheet *sheet, const steg_initiative *initiative, int year) {
  size_t posts = sheet->count;
  double of_all = NAN;
  for (size_t i = 0; i < initiative->budget_count; i++) {
    const steg_budget_row *row = &initiative->budget[i];
    if (row->year != year || !row->stated_sum)
      continue;
    sheet->has_stated = true;
    size_t at = 0;
    while (row->category_sv && at < posts &&
           !(same_text(sheet->lines[at].label, category(sheet, row)) &&
             same_text(sheet->lines[at].organisation, row->organisation)))
      at++;
    if (row->category_sv && at < posts)
      sheet->lines[at].stated = row->amount;
    else if (row->category_sv)
      continue; /* after the total */
    else if (row->organisation)
      add_total(sheet, posts, steg_wording_fill(sheet->context, STEG_WORD_budget_sum_of, row->organisation, NULL),
                row->organisation)
          ->stated = row->amount;
    else
      of_all = row->amount;
  }
  add_total(sheet, posts, steg_wording_get(sheet->context, STEG_WORD_budget_sum), NULL)->stated = of_all;
  for (size_t i = 0; i < initiative->budget_count; i++) {
    const steg_budget_row *row = &initiative->budget[i];
    bool of_post = false;
    for (size_t p = 0; p < posts && row->category_sv; p++)
      of_post = of_post || (same_text(sheet->lines[p].label, category(sheet, row)) &&
                            same_text(sheet->lines[p].organisation, row->organisation));
    if (row->year == year && row->stated_sum && row->category_sv && !of_post)
      add_line(sheet, category(sheet, row), row->organisation)->stated = row->amount;
  }
}

/* Year by year, in the order of time. */
static void add_years(budget_sheet *sheet, const steg_initiative *initiative) {
  budget_line *all;
  int last = 0;
  for (;;) {
    int year = 0;
    for (size_t i = 0; i < initiative->budget_count; i++)
      if (initiative->budget[i].year > last && (year == 0 || initiative->budget[i].year < year))
        year = initiative->budget[i].year;
    if (year == 0)
      break;
    last = year;
    budget_line *line = add_line(sheet, steg_arena_printf(sheet->context->arena, "%d", year), NULL);
    for (size_t i = 0; i < initiative->budget_count; i++) {
      const steg_budget_row *row = &initiative->budget[i];
      if (row->year != year)
        continue;
      if (!row->stated_sum)
        add_amount(line, WHOLE_YEAR, row->amount);
      else if (!row->category_sv && !row->organisation)
        line->stated = row->amount;
    }
    sheet->has_stated = sheet->has_stated || !isnan(line->stated);
  }
  size_t years = sheet->count;
  if (years < 2)
    return;
  all = add_total(sheet, years, steg_wording_get(sheet->context, STEG_WORD_budget_sum), NULL);
  for (size_t i = 0; i < years; i++)
    all->stated =
        i == 0 ? sheet->lines[0].stated : all->stated + sheet->lines[i].stated; /* NaN unless every year has one */
}

/* ---- written */

static const char *amount_text(const steg_resolve_context *context, double amount) {
  return isnan(amount) ? STEG_SIGN_MISSING : steg_wording_real(context, amount, amount == floor(amount) ? 0 : 2);
}

static bool differs(const budget_line *line) {
  return !isnan(line->stated) && !isnan(line->computed) && fabs(line->stated - line->computed) > 0.005;
}

static const char *difference_text(const steg_resolve_context *context, const budget_line *line) {
  if (isnan(line->stated) || isnan(line->computed))
    return STEG_SIGN_MISSING;
  double difference = line->stated - line->computed;
  return steg_wording_signed(context, difference, difference == floor(difference) ? 0 : 2);
}

static const steg_table *write_sheet(const budget_sheet *budget, steg_word first, const char *caption) {
  const steg_resolve_context *context = budget->context;
  size_t organisation = 0, quarters = 0, stated = 0, difference = 0;
  steg_sheet sheet;
  steg_sheet_start(&sheet, context);
  steg_sheet_add_column(&sheet, steg_wording_get(context, first), false);
  if (budget->has_organisations)
    organisation = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_organisation), false);
  for (int q = 1; budget->has_quarters && q <= QUARTERS; q++) {
    const char *label = steg_wording_fill(context, STEG_WORD_column_quarter, steg_wording_integer(context, q), NULL);
    size_t column = steg_sheet_add_column(&sheet, label, true);
    quarters = quarters ? quarters : column;
  }
  size_t computed = steg_sheet_add_column(
      &sheet, steg_wording_get(context, budget->has_stated ? STEG_WORD_column_computed : STEG_WORD_column_amount),
      true);
  if (budget->has_stated) {
    stated = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_stated), true);
    difference = steg_sheet_add_column(&sheet, steg_wording_get(context, STEG_WORD_column_difference), true);
  }
  for (size_t i = 0; i < budget->count; i++) {
    const budget_line *line = &budget->lines[i];
    steg_table_row *row = steg_sheet_add_row(&sheet, line->label);
    if (!row)
      break;
    row->total = line->total;
    if (organisation)
      steg_sheet_set_text(&sheet, row, organisation, line->organisation ? line->organisation : "");
    for (int q = 1; quarters && q <= QUARTERS; q++)
      steg_sheet_set_text(&sheet, row, quarters + (size_t)q - 1, amount_text(context, line->parts[q]));
    steg_sheet_set_text(&sheet, row, computed, amount_text(context, line->computed));
    if (budget->has_stated) {
      steg_sheet_set_text(&sheet, row, stated, amount_text(context, line->stated));
      steg_sheet_set_text(&sheet, row, difference, difference_text(context, line));
    }
  }
  return steg_sheet_finish(&sheet, caption, steg_wording_get(context, STEG_WORD_note_budget));
}

/* The sums that do not agree, named with both amounts; NULL when all do. */
static const char *warning_text(const budget_sheet *budget) {
  const steg_resolve_context *context = budget->context;
  const char **named =
      steg_arena_array(context->arena, budget->count, sizeof *named); /* NOLINT(bugprone-sizeof-expression) */
  size_t count = 0;
  for (size_t i = 0; named && i < budget->count; i++) {
    const budget_line *line = &budget->lines[i];
    if (!differs(line))
      continue;
    const char *amounts = steg_wording_fill(context, STEG_WORD_budget_against, amount_text(context, line->stated),
                                            amount_text(context, line->computed));
    named[count++] = steg_arena_printf(context->arena, "%s (%s)", steg_wording_escape(context, line->label), amounts);
  }
  return count ? steg_wording_fill(context, STEG_WORD_budget_warning, steg_wording_join(context, named, count), NULL)
               : NULL;
}

int steg_budget_table(const steg_resolve_context *context, const steg_initiative *initiative, int year,
                      const steg_table **ret_table, const char **ret_text) {
  const char *title = steg_text_pick(context->lang, initiative->title_sv, initiative->title_en);
  const char *when = steg_arena_printf(context->arena, "%d", year);
  budget_sheet budget = {.context = context};
  /* Each row of the application gives a line at most, and there is one total more. */
  budget.lines = steg_arena_array(context->arena, initiative->budget_count + 2, sizeof *budget.lines);
  if (!budget.lines || !when)
    return -1;
  if (year)
    add_posts(&budget, initiative, year);
  else
    add_years(&budget, initiative);
  if (budget.count == 0) {
    *ret_table = NULL;
    *ret_text = year ? steg_wording_fill(context, STEG_WORD_budget_none, when, NULL)
                     : steg_wording_get(context, STEG_WORD_budget_none_at_all);
    return *ret_text ? 0 : -1;
  }
  if (year)
    add_stated(&budget, initiative, year);
  *ret_table = write_sheet(&budget, year ? STEG_WORD_column_post : STEG_WORD_column_year,
                           year ? steg_wording_fill(context, STEG_WORD_caption_budget, when, title)
                                : steg_wording_fill(context, STEG_WORD_caption_budget_years, title, NULL));
  *ret_text = warning_text(&budget);
  return *ret_table ? 0 : -1;
}
