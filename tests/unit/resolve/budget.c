/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Budgets as real applications write them: sums that do not add up, quarters, organisations, posts left empty. Expected: by hand. */
#include "resolve/budget.h"
#include "judged.h"
#include <math.h>
#include <stdio.h>

enum { ROWS_MAX = 8, CELLS_MAX = 8 };

typedef struct budget_case {
  const char *name;
  int year;
  steg_budget_row budget[ROWS_MAX];
  const char *rows[ROWS_MAX + 2]; /* label and cells joined by "|" */
  const char *text;               /* NULL = no warning */
} budget_case;

#define POST(y, q, who, what, kr)                                                                                      \
  { .year = (y), .quarter = (q), .organisation = (who), .category_sv = (what), .amount = (kr) }
#define STATED(y, who, what, kr)                                                                                       \
  { .year = (y), .organisation = (who), .category_sv = (what), .amount = (kr), .stated_sum = true }

static const budget_case cases[] = {
    {"a sum that does not add up, and a post left empty",
     2020,
     {POST(2020, 0, NULL, "Personal", 550000), POST(2020, 0, NULL, "Utbildning", 85000),
      POST(2020, 0, NULL, "Utvärdering", NAN), STATED(2020, NULL, NULL, 735000)},
     {"Personal|550 000|–|–", "Utbildning|85 000|–|–", "Utvärdering|–|–|–", "Summa|635 000|735 000|+100 000"},
     "**Varning:** ansökans summor stämmer inte med dess rader: Summa (735 000 kr mot radernas 635 000 kr). Båda står "
     "i tabellen."},
    {"quarters share a line; a stated sum of one post, and one that is no sum of rows",
     2020,
     {POST(2020, 3, NULL, "Lokaler", 80000), POST(2020, 4, NULL, "Lokaler", 12600), POST(2020, 0, NULL, "Dator", 12500),
      STATED(2020, NULL, "Lokaler", 92000), STATED(2020, NULL, "Årsbudget", 200000)},
     {"Lokaler|–|–|80 000|12 600|92 600|92 000|−600", "Dator|–|–|–|–|12 500|–|–", "Summa|–|–|80 000|12 600|105 100|–|–",
      "Årsbudget|–|–|–|–|–|200 000|–"},
     "**Varning:** ansökans summor stämmer inte med dess rader: Lokaler (92 000 kr mot radernas 92 600 kr). Båda står "
     "i tabellen."},
    {"the same post twice, two organisations, everything adds up",
     2021,
     {POST(2021, 0, "Håbo", "Löner", 700000), POST(2021, 0, "Håbo", "Löner", 600000),
      POST(2021, 0, "AF", "Lön", 700000), STATED(2021, "Håbo", NULL, 1300000), STATED(2021, NULL, NULL, 2000000),
      POST(2022, 0, NULL, "Annat år", 1)},
     {"Löner|Håbo|700 000|–|–", "Löner|Håbo|600 000|–|–", "Lön|AF|700 000|–|–", "Summa Håbo|Håbo|1 300 000|1 300 000|0",
      "Summa||2 000 000|2 000 000|0"},
     NULL},
    {"year by year, in the order of time; no total is stated when a year has none",
     0,
     {POST(2021, 0, NULL, "Allt", 300), POST(2020, 0, NULL, "Allt", 100), STATED(2020, NULL, NULL, 100)},
     {"2020|100|100|0", "2021|300|–|–", "Summa|400|–|–"},
     NULL},
    {"nothing for the year",
     2023,
     {POST(2021, 0, NULL, "Allt", 300)},
     {NULL},
     "Insatsens uppgifter innehåller ingen budget för 2023."},
};

static void plain(char *to, size_t size, const char *from) { /* no-break spaces as spaces */
  size_t used = 0;
  for (; *from && used + 1 < size; from++)
    if (from[0] == '\xC2' && from[1] == '\xA0') {
      to[used++] = ' ';
      from++;
    } else
      to[used++] = *from;
  to[used] = '\0';
}

static void test_budgets(void **state) {
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    judged test;
    judged_start(&test, STEG_LANG_SV);
    steg_resolve_context context = {.document = &test.document, .arena = test.arena, .lang = STEG_LANG_SV};
    size_t count = 0;
    while (count < ROWS_MAX && cases[c].budget[count].year)
      count++;
    const steg_initiative initiative = {
        .id = "prov", .title_sv = "Provet", .budget = cases[c].budget, .budget_count = count};
    const steg_table *table = NULL;
    const char *text = NULL;
    assert_int_equal(steg_budget_table(&context, &initiative, cases[c].year, &table, &text), 0);
    char line[512], row[512];
    if (cases[c].text) {
      assert_non_null(text);
      plain(line, sizeof line, text);
      assert_string_equal(line, cases[c].text);
    } else
      assert_null(text);
    size_t r = 0;
    for (; cases[c].rows[r]; r++) {
      assert_non_null(table);
      assert_true(r < table->row_count);
      row[0] = '\0';
      for (size_t i = 0; i < table->column_count; i++)
        snprintf(row + strlen(row), sizeof row - strlen(row), "%s%s", i ? "|" : "", table->rows[r].cells[i].text);
      plain(line, sizeof line, row);
      if (strcmp(line, cases[c].rows[r]) != 0)
        fail_msg("%s: row %zu is \"%s\", expected \"%s\"", cases[c].name, r, line, cases[c].rows[r]);
    }
    assert_int_equal(table ? table->row_count : 0, r);
    judged_end(&test);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_budgets)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
