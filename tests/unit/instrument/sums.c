/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stated sums against computed ones. The amounts of the budgets are those of two applications, whose stated sums are wrong by 100 000 and
 * by 600; what they make was added by hand. */
#include "instrument/sums.h"

#include "instrument/layout.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NUMBER(name)                                                                                                   \
  { .id = name, .text_sv = name, .type = STEG_ITEM_NUMBER, .sensitivity = STEG_NEUTRAL }
#define TEXT(name)                                                                                                     \
  { .id = name, .text_sv = name, .type = STEG_ITEM_TEXT, .sensitivity = STEG_NEUTRAL }

static const steg_role roles[] = {{.id = "post", .label_sv = "Post"}, {.id = "summa", .label_sv = "Summa"}};
static const steg_item budget_items[] = {NUMBER("budget"), TEXT("kategori")};
static const steg_sum budget_sums[] = {
    {.id = "summa", .kind = STEG_SUM_TOTAL, .items = "budget", .part = "post", .total = "summa"}};
static const steg_instrument budget = {.id = "b",
                                       .kind = STEG_KIND_AGGREGATE,
                                       .roles = STEG_ROWS(roles),
                                       .items = STEG_ROWS(budget_items),
                                       .sums = STEG_ROWS(budget_sums)};

static const steg_item table_items[] = {
    NUMBER("antal"),
    NUMBER("bas"),
    {.id = "andel", .text_sv = "andel", .type = STEG_ITEM_PERCENT, .sensitivity = STEG_NEUTRAL},
    TEXT("fraga"),
    TEXT("steg")};
static const steg_sum table_sums[] = {
    {.id = "bas", .kind = STEG_SUM_BASE, .items = "antal", .over = "steg", .stated = "bas"},
    {.id = "andel", .kind = STEG_SUM_SHARE, .items = "antal", .over = "steg", .stated = "andel", .base = "bas"}};
static const steg_instrument table = {
    .id = "t", .kind = STEG_KIND_AGGREGATE, .items = STEG_ROWS(table_items), .sums = STEG_ROWS(table_sums)};

enum { POST = 0, SUMMA = 1 };

typedef struct amount {
  const char *period;
  int role;
  const char *category;
  double amount;
} amount;

static steg_sums *with_amounts(const amount *rows, size_t count, steg_arena *arena) {
  steg_sums *sums = steg_sums_new(&budget, arena);
  for (size_t i = 0; i < count; i++) {
    steg_period period;
    assert_int_equal(steg_period_parse(rows[i].period, &period), 0);
    const int32_t codes[] = {0, STEG_SLOT_NONE};
    const double numbers[] = {rows[i].amount, NAN};
    const char *const texts[] = {NULL, rows[i].category};
    assert_int_equal(steg_sums_add(sums, &(steg_sums_row){.role = rows[i].role,
                                                          .first = period.first,
                                                          .last = period.last,
                                                          .codes = codes,
                                                          .numbers = numbers,
                                                          .texts = texts}),
                     0);
  }
  return sums;
}

/* By case: the rows, and for each total in their order what it makes, of how many rows, and whether that is another sum. */
typedef struct total_case {
  const char *name;
  amount rows[12];
  struct {
    double computed;
    size_t parts;
    bool differs;
  } wanted[4];
} total_case;

static const total_case total_cases[] = {
    {"three years of one application; empty is not zero",
     {{"2020", POST, "personal", 550000},
      {"2020", POST, "utbildning", 50000},
      {"2020", POST, "tjänster", 15000},
      {"2020", POST, "övrigt", 20000},
      {"2020", POST, "lokaler", NAN},
      {"2020", SUMMA, NULL, 735000},
      {"2021", POST, "personal", 800000},
      {"2021", POST, "tjänster", 15000},
      {"2021", POST, "övrigt", 5000},
      {"2021", SUMMA, NULL, 820000}},
     {{635000, 4, true}, {820000, 3, false}}},
    {"quarters against the year of one category, as spelled otherwise",
     {{"2020-Q3", POST, "Lokaler", 80000},
      {"2020-Q4", POST, "lokaler ", 12600},
      {"2020-Q3", POST, "löner", 160500},
      {"2020", SUMMA, "LOKALER", 92000}},
     {{92600, 2, true}}},
    {"a sum with nothing under it counts in a wider one as it stands, a sum with rows does not",
     {{"2020-Q3", POST, "bil", 3000},
      {"2020-Q4", POST, "bil", 5000},
      {"2020", SUMMA, "bil", 8000},
      {"2020", SUMMA, "dator", 12500},
      {"2020", SUMMA, NULL, 20500}},
     {{8000, 2, false}, {0, 0, false}, {20500, 3, false}}},
    {"the year's parts only, to half an öre",
     {{"2021", POST, "a", 0.1}, {"2021", POST, "b", 0.2}, {"2022", POST, "a", 7}, {"2021", SUMMA, NULL, 0.3}},
     {{0.3, 2, false}}},
};

static void test_totals(void **state) {
  (void)state;
  for (size_t c = 0; c < sizeof total_cases / sizeof *total_cases; c++) {
    const total_case *this = &total_cases[c];
    steg_arena *arena = steg_arena_new(0);
    const steg_sums_figure *figures = NULL;
    size_t rows = 0, count = 0, wanted = 0;
    while (rows < 12 && this->rows[rows].period)
      rows++;
    while (wanted < 4 && (this->wanted[wanted].parts || this->wanted[wanted + 1 < 4 ? wanted + 1 : wanted].parts))
      wanted++;
    assert_int_equal(steg_sums_run(with_amounts(this->rows, rows, arena), &figures, &count), 0);
    if (count != wanted)
      fail_msg("%s: %zu totals", this->name, count);
    for (size_t i = 0; i < count; i++) {
      if (figures[i].parts != this->wanted[i].parts || figures[i].differs != this->wanted[i].differs ||
          (figures[i].parts && fabs(figures[i].computed - this->wanted[i].computed) > 1e-9))
        fail_msg("%s: total %zu is %g of %zu rows", this->name, i, figures[i].computed, figures[i].parts);
      assert_int_equal(this->rows[figures[i].row].role, SUMMA);
      assert_true(figures[i].stated == this->rows[figures[i].row].amount);
    }
    steg_arena_free(arena);
  }
}

static void test_counted_twice(void **state) {
  (void)state;
  const amount rows[] = {{"2020", POST, "löner", 4},    {"2020-Q3", POST, "löner", 1}, {"2020-Q4", POST, "Löner", 1},
                         {"2020", POST, "resor", 4},    {"2021-Q1", POST, "resor", 1}, {"2020", SUMMA, "resor", 4},
                         {"2020-Q1", POST, "resor2", 1}};
  steg_arena *arena = steg_arena_new(0);
  const steg_sums_overlap *found = NULL;
  size_t count = 0;
  assert_int_equal(steg_sums_overlaps(with_amounts(rows, sizeof rows / sizeof *rows, arena), &found, &count), 0);
  assert_int_equal(count, 2);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(found[i].outer, 0);
    assert_int_equal(found[i].inner, 1 + i);
  }
  steg_arena_free(arena);
}

/* A published page had 27 of 179 as 19 %; it is 15.08. */
static const struct {
  double count, base, share;
  const char *step;
  bool base_differs, share_differs;
} shares[] = {
    {27, 179, 19, "a", false, true}, {100, 179, 56, "b", false, false}, {52, 179, 29.1, "c", false, false},
    {1, NAN, 33, "a", false, false}, {1, NAN, 33.3, "b", false, false}, {1, NAN, 33.4, "c", false, true},
    {10, 30, 33, "a", true, false},  {15, 30, 50, "b", true, false},    {0, 0, 0, "a", false, false},
    {0, 0, NAN, "b", false, false},
};

static void test_shares(void **state) {
  (void)state;
  static const char *const questions[] = {"d1", "d1", "d1", "d2", "d2", "d2", "d3", "d3", "d4", "d4"};
  steg_arena *arena = steg_arena_new(0);
  steg_sums *sums = steg_sums_new(&table, arena);
  enum { COUNT = sizeof shares / sizeof *shares };
  const steg_sums_figure *figures = NULL;
  size_t count = 0;
  bool base[COUNT] = {false}, share[COUNT] = {false};
  for (size_t i = 0; i < COUNT; i++) {
    const int32_t codes[] = {0, 0, 0, STEG_SLOT_NONE, STEG_SLOT_NONE};
    const double numbers[] = {shares[i].count, shares[i].base, shares[i].share, NAN, NAN};
    const char *const texts[] = {NULL, NULL, NULL, questions[i], shares[i].step};
    assert_int_equal(
        steg_sums_add(sums, &(steg_sums_row){.role = -1, .codes = codes, .numbers = numbers, .texts = texts}), 0);
  }
  assert_int_equal(steg_sums_run(sums, &figures, &count), 0);
  for (size_t i = 0; i < count; i++)
    *(figures[i].sum == 0 ? &base[figures[i].row] : &share[figures[i].row]) = figures[i].differs;
  for (size_t i = 0; i < COUNT; i++)
    if (base[i] != shares[i].base_differs || share[i] != shares[i].share_differs)
      fail_msg("row %zu: base %d, share %d", i, base[i], share[i]);
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_totals), cmocka_unit_test(test_counted_twice),
                                     cmocka_unit_test(test_shares)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
