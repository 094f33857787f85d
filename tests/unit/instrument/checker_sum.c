/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events and aggregates: each defect of a sound one is found, at its place. */
#include "instrument/checker.h"

#include "instrument/model.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                                           \
  .head = STEG_HEAD, .version = "1", .title_sv = "Prov", .owner = "ingen", .licence = "fri", .source = "här",          \
  .provenance = "påhittat"
enum { ITEMS = 4, ROLES = 2, COLUMNS = 7, SUMS = 3 };

typedef struct made {
  steg_item items[ITEMS];
  steg_role roles[ROLES];
  steg_column columns[COLUMNS];
  steg_sum sums[SUMS];
  steg_instrument form;
} made;

static void make(made *all) {
  *all = (made){
      .items = {{.id = "belopp", .text_sv = "B", .type = STEG_ITEM_NUMBER, .sensitivity = STEG_NEUTRAL},
                {.id = "bas", .text_sv = "Bas", .type = STEG_ITEM_NUMBER, .sensitivity = STEG_NEUTRAL},
                {.id = "andel", .text_sv = "A", .type = STEG_ITEM_PERCENT, .sensitivity = STEG_NEUTRAL},
                {.id = "slag", .text_sv = "S", .type = STEG_ITEM_TEXT, .sensitivity = STEG_NEUTRAL}},
      .roles = {{.id = "post", .label_sv = "Post"}, {.id = "summa", .label_sv = "Summa"}},
      .columns = {{.header = "Insats", .target = STEG_COLUMN_INITIATIVE},
                  {.header = "Period", .target = STEG_COLUMN_PERIOD},
                  {.header = "Rad", .target = STEG_COLUMN_ROLE},
                  {.header = "Kommun",
                   .target = STEG_COLUMN_ATTRIBUTE,
                   .attribute = STEG_ATTRIBUTE_MUNICIPALITY,
                   .item = "slag"},
                  {.header = "Belopp", .target = STEG_COLUMN_ITEM, .item = "belopp"},
                  {.header = "Bas", .target = STEG_COLUMN_ITEM, .item = "bas"},
                  {.header = "Andel", .target = STEG_COLUMN_ITEM, .item = "andel"}},
      .sums =
          {{.id = "s", .kind = STEG_SUM_TOTAL, .items = "belopp bas", .part = "post", .total = "summa"},
           {.id = "b", .kind = STEG_SUM_BASE, .items = "belopp", .over = "slag", .stated = "bas"},
           {.id = "a", .kind = STEG_SUM_SHARE, .items = "belopp", .over = "slag", .stated = "andel", .base = "bas"}},
      .form = {HEAD, .id = "prov", .kind = STEG_KIND_AGGREGATE}};
  all->form.items.rows = all->items, all->form.items.count = ITEMS, all->form.items.row_size = sizeof *all->items;
  all->form.roles.rows = all->roles, all->form.roles.count = ROLES, all->form.roles.row_size = sizeof *all->roles;
  all->form.columns.rows = all->columns, all->form.columns.count = COLUMNS;
  all->form.columns.row_size = sizeof *all->columns;
  all->form.sums.rows = all->sums, all->form.sums.count = SUMS, all->form.sums.row_size = sizeof *all->sums;
}

/* A sound list of events: a participant, a day and a kind. */
static void make_event(made *all) {
  make(all);
  all->form.kind = STEG_KIND_EVENT;
  all->form.sums.count = 0;
  all->roles[0].subject = STEG_EVENT_OF_PERSON;
  all->columns[1] = (steg_column){.header = "Datum", .target = STEG_COLUMN_DATE};
  all->columns[3] = (steg_column){.header = "Deltagare", .target = STEG_COLUMN_PERSON};
  all->form.items.count = 3;
}

#define DEFECTS(ROW)                                                                                                   \
  ROW(sound, make, , NULL, NULL)                                                                                       \
  ROW(no_period, make, all->columns[1].target = STEG_COLUMN_IGNORE, "D_COLUMN_AGGREGATE", "columns")                   \
  ROW(date, make, all->columns[2].target = STEG_COLUMN_DATE, "D_COLUMN_AGGREGATE", "columns[2] Rad")                   \
  ROW(occasion, make, all->columns[4].occasion = STEG_OCCASION_START, "D_COLUMN_AGGREGATE", "columns[4] Belopp")       \
  ROW(person, make, all->columns[2].target = STEG_COLUMN_PERSON, "D_COLUMN_ANONYMOUS", "columns[2] Rad")               \
  ROW(attribute, make, all->columns[3].item = NULL, "D_COLUMN_ANONYMOUS", "columns[3] Kommun")                         \
  ROW(group, make, all->columns[2].target = STEG_COLUMN_GROUP, "D_COLUMN_PERIOD", "columns[2] Rad")                    \
  ROW(code_type, make, all->columns[3].item = "bas", "D_COLUMN_MUNICIPALITY", "columns[3] Kommun")                     \
  ROW(code_item, make, all->columns[3].item = "kommun", "D_ITEM_UNKNOWN", "columns[3] Kommun")                         \
  ROW(subject_of_row, make, all->roles[0].subject = STEG_EVENT_OF_PERSON, "D_ROLE_SUBJECT", "roles[0] post")           \
  ROW(sum_id, make, all->sums[1].id = "s", "D_ID_TWICE", "sums[1] s")                                                  \
  ROW(sum_kind, make, all->sums[0].kind = 4, "D_ENUM", "sums[0] s")                                                    \
  ROW(sum_of_what, make, all->sums[0].items = NULL, "D_SUM_FIELD", "sums[0] s")                                        \
  ROW(sum_of_text, make, all->sums[0].items = "slag", "D_SUM_ITEM", "sums[0] s")                                       \
  ROW(sum_unknown, make, all->sums[0].items = "utfall", "D_ITEM_UNKNOWN", "sums[0] s")                                 \
  ROW(sum_part, make, all->sums[0].part = "rad", "D_ROLE_UNKNOWN", "sums[0] s")                                        \
  ROW(sum_no_total, make, all->sums[0].total = NULL, "D_ROLE_UNKNOWN", "sums[0] s")                                    \
  ROW(sum_same, make, all->sums[0].total = "post", "D_SUM_FIELD", "sums[0] s")                                         \
  ROW(sum_over, make, all->sums[0].over = "slag", "D_SUM_FIELD", "sums[0] s")                                          \
  ROW(base_two, make, all->sums[1].items = "belopp bas", "D_SUM_FIELD", "sums[1] b")                                   \
  ROW(base_over, make, all->sums[1].over = NULL, "D_SUM_FIELD", "sums[1] b")                                           \
  ROW(base_over_value, make, all->sums[1].over = "andel", "D_SUM_ITEM", "sums[1] b")                                   \
  ROW(base_stated, make, all->sums[1].stated = NULL, "D_SUM_FIELD", "sums[1] b")                                       \
  ROW(base_base, make, all->sums[1].base = "andel", "D_SUM_FIELD", "sums[1] b")                                        \
  ROW(base_words, make, all->sums[1].words = "Summa", "D_SUM_FIELD", "sums[1] b")                                      \
  ROW(share_base, make, all->sums[2].base = "slag", "D_SUM_ITEM", "sums[2] a")                                         \
  ROW(no_number, make, all->form.sums.count = 0; all->form.columns.count = 4;                                          \
      for (int i = 0; i < 3; i++) all->items[i].type = STEG_ITEM_DATE, "D_ITEM_AGGREGATE", "items")                    \
  ROW(sums_elsewhere, make_event, all->form.sums.count = 1, "D_SUM_KIND", "sums[0] s")                                 \
  ROW(sound_event, make_event, , NULL, NULL)                                                                           \
  ROW(event_subject, make_event, all->roles[1].subject = 3, "D_ENUM", "roles[1] summa")                                \
  ROW(event_date, make_event, all->columns[1].target = STEG_COLUMN_IGNORE, "D_COLUMN_EVENT", "columns")                \
  ROW(event_kind, make_event, all->columns[2].target = STEG_COLUMN_IGNORE, "D_COLUMN_EVENT", "columns")                \
  ROW(event_roles, make_event, all->form.roles.count = 0, "D_COLUMN_EVENT", "columns")                                 \
  ROW(event_person, make_event, all->columns[3].target = STEG_COLUMN_IGNORE, "D_COLUMN_PERSON", "columns")             \
  ROW(event_period, make_event, all->columns[3].target = STEG_COLUMN_PERIOD, "D_COLUMN_PERIOD", "columns[3] Deltagare")

#define BREAK(name, form, broken, code, place)                                                                         \
  static void break_##name(made *all) {                                                                                \
    form(all);                                                                                                         \
    broken;                                                                                                            \
  }
DEFECTS(BREAK)

#define TABLE_ROW(name, form, broken, code, place) {#name, break_##name, code, place},
static const struct {
  const char *name;
  void (*apply)(made *all);
  const char *code, *place;
} cases[] = {DEFECTS(TABLE_ROW)};

static void test_each_defect(void **state) {
  (void)state;
  unsigned wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    steg_arena *arena = steg_arena_new(0);
    made all;
    steg_defects defects = {0};
    bool found = !cases[i].code;
    cases[i].apply(&all);
    assert_int_equal(steg_checker_run(&all.form, arena, &defects), 0);
    for (size_t d = 0; cases[i].code && d < defects.count; d++)
      found = found || (!strcmp(defects.rows[d].code, cases[i].code) && !strcmp(defects.rows[d].place, cases[i].place));
    if (!found || (!cases[i].code && defects.count)) {
      print_error("%s: %zu findings\n", cases[i].name, defects.count);
      for (size_t d = 0; d < defects.count; d++)
        print_error("    %s at %s: %s\n", defects.rows[d].code, defects.rows[d].place, defects.rows[d].found);
      wrong++;
    }
    steg_arena_free(arena);
  }
  assert_int_equal(wrong, 0);
}

static void test_model(void **state) {
  (void)state;
  made all;
  make(&all);
  assert_true(steg_model_is_value(&all.items[0]));
  assert_true(steg_model_is_value(&all.items[2]));
  assert_false(steg_model_is_value(&all.items[3]));
  assert_ptr_equal(steg_model_total(&all.form), &all.sums[0]);
  assert_true(steg_model_is_municipality(&all.form, &all.columns[3]));
  assert_false(steg_model_is_municipality(&all.form, &all.columns[4]));
  assert_string_equal(steg_model_kind_name(STEG_KIND_EVENT), "event");
  assert_string_equal(steg_model_kind_name(STEG_KIND_AGGREGATE), "aggregate");
  all.form.kind = STEG_KIND_REGISTER;
  assert_false(steg_model_is_municipality(&all.form, &all.columns[3]));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_defect), cmocka_unit_test(test_model)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
