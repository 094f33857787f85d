/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading answers of earlier versions: which items are comparable, over one step and over several. Expectations by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "instrument/crosswalk.h"
#include "instrument/fingerprint.h"
#include <stdio.h>
#include <string.h>

static const steg_level levels[] = {
    {.value = 1, .code = "s1", .label_sv = "Låg", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "s2", .label_sv = "Mellan", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "s3", .label_sv = "Hög", .kind = STEG_LEVEL_STEP},
    {.value = -1, .code = "off1", .label_sv = "Vet inte", .kind = STEG_LEVEL_OFF_SCALE}};
static const steg_scale scales[] = {
    {.id = "tre", .levels = STEG_ROWS(levels), .groups = STEG_NO_ROWS, .ordered = 1, .better = STEG_BETTER_UP}};

#define ITEM(name, words)                                                                                              \
  { .id = name, .text_sv = words, .type = STEG_ITEM_SCALE, .scale = "tre", .sensitivity = STEG_NEUTRAL }

static const steg_item items[] = {ITEM("a", "A?"), ITEM("b", "B?"), ITEM("c", "C?"), ITEM("d", "D?")};
static const steg_index indexes[] = {
    {.id = "ab", .label_sv = "A och B", .kind = STEG_INDEX_MEAN, .items = "a b", .better = STEG_BETTER_UP},
    {.id = "allt", .label_sv = "Allt", .kind = STEG_INDEX_CUSTOM, .better = STEG_BETTER_UP}};

static steg_arena *arena;

static int begin(void **state) {
  (void)state;
  arena = steg_arena_new(0);
  return arena ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  steg_arena_free(arena);
  return 0;
}

/* An instrument of version "10" with the items a b c d and these steps. */
static steg_instrument form_with(const steg_crosswalk *rows, uint32_t count) {
  return (steg_instrument){.head = STEG_HEAD,
                           .id = "form",
                           .version = "10",
                           .kind = STEG_KIND_REPEATED,
                           .scales = STEG_ROWS(scales),
                           .items = STEG_ROWS(items),
                           .indexes = STEG_ROWS(indexes),
                           .crosswalk = {rows, count, sizeof *rows}};
}

/* "a b=x": a as it is asked today, b in other words. */
static steg_former former(const char *version, const char *list) {
  static const steg_instrument today = {.scales = STEG_ROWS(scales), .items = STEG_ROWS(items)};
  char copy[100], *at = copy;
  steg_former_item *rows = steg_arena_array(arena, 8, sizeof *rows);
  steg_former made = {.version = version, .fingerprint = version, .items = rows};
  snprintf(copy, sizeof copy, "%s", list);
  for (char *word; (word = strtok_r(at, " ", &at));) {
    char *other = strchr(word, '=');
    if (other)
      *other++ = '\0';
    char *text = steg_arena_alloc(arena, STEG_HASH_TEXT);
    if (other)
      snprintf(text, STEG_HASH_TEXT, "%s", other);
    for (size_t i = 0; !other && i < sizeof items / sizeof items[0]; i++)
      if (!strcmp(items[i].id, word))
        steg_fingerprint_item(&today, &items[i], text);
    rows[made.item_count++] = (steg_former_item){
        .id = steg_arena_text(arena, word), .type = STEG_ITEM_SCALE, .fingerprint = text, .levels = "1=s1 2=s2 3=s3"};
  }
  return made;
}

/* The kinds of a, b, c and d: "same broken absent recoded". */
static const char *kinds_of(const steg_crossing *crossings) {
  static char text[100];
  text[0] = '\0';
  for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
             steg_crosswalk_kind_name(crossings[i].kind));
  return text;
}

static const steg_crossing *read_from(const steg_instrument *form, const steg_former *formers, size_t count,
                                      size_t which) {
  const steg_crossing *crossings = steg_crosswalk_make(form, "today", formers, count, which, arena);
  assert_non_null(crossings);
  return crossings;
}

static void test_order(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    int expected;
  } rows[] = {{"1", "2", -1},   {"2", "10", -1},  {"10", "2", 1},      {"1", "1", 0},
              {"01", "1", 0},   {"1", "1-2", -1}, {"1", "2024-1", -1}, {"2024-2", "2024-10", -1},
              {"a", "a.2", -1}, {"a.2", "b", -1}, {"1.2", "1.10", -1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (steg_crosswalk_compare(rows[i].a, rows[i].b) != rows[i].expected)
      fail_msg("%s against %s", rows[i].a, rows[i].b);
    assert_int_equal(steg_crosswalk_compare(rows[i].b, rows[i].a), -rows[i].expected);
  }
}

/* No row at all: as it was asked, or not comparable. */
static void test_without_rows(void **state) {
  (void)state;
  const steg_instrument form = form_with(NULL, 0);
  const steg_former formers[] = {former("1", "a b=other c"), former("2", ""), former("3", "a b c d")};
  assert_string_equal(kinds_of(read_from(&form, formers, 3, 0)), "same broken same absent");
  /* a version that nothing is known of */
  assert_string_equal(kinds_of(read_from(&form, formers, 3, 1)), "broken broken broken broken");
  assert_string_equal(kinds_of(read_from(&form, formers, 3, 2)), "same same same same");
  /* the same content under another version */
  const steg_former renamed = {.version = "9", .fingerprint = "today"};
  assert_string_equal(kinds_of(read_from(&form, &renamed, 1, 0)), "same same same same");
}

static void test_one_step(void **state) {
  (void)state;
  static const steg_crosswalk rows[] = {
      {.from_version = "1", .item = "a", .kind = STEG_CROSSWALK_SAME},
      {.from_version = "1", .item = "b", .kind = STEG_CROSSWALK_RECODED, .recode = "1=1 2=1 3=2 4=3"},
      {.from_version = "1", .item = "c", .kind = STEG_CROSSWALK_BROKEN},
      {.from_version = "1", .item = "d", .from_item = "e", .kind = STEG_CROSSWALK_SAME}};
  const steg_instrument form = form_with(rows, 4);
  const steg_former formers[] = {former("1", "a=x b=x c e=x"), former("0", "a b=x c=x d"), former("5", "a b c=x d=x")};
  const steg_crossing *crossings = read_from(&form, formers, 3, 0);
  assert_string_equal(kinds_of(crossings), "same recoded broken same");
  assert_string_equal(crossings[3].from_item, "e");
  assert_int_equal(steg_crosswalk_index(&form, crossings, &indexes[0]), STEG_CROSSING_RECODED);
  assert_int_equal(steg_crosswalk_index(&form, crossings, &indexes[1]), STEG_CROSSING_BROKEN);
  static const struct {
    int32_t old, now; /* now 0 = not comparable */
  } values[] = {{1, 1}, {2, 1}, {3, 2}, {4, 3}, {5, 0}, {-1, -1}, {-2, 0}};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    int32_t now = 0;
    assert_int_equal(steg_crosswalk_value(&crossings[1], &scales[0], values[i].old, &now), values[i].now != 0);
    assert_int_equal(now, values[i].now);
  }
  int32_t now = 0;
  assert_false(steg_crosswalk_value(&crossings[2], &scales[0], 1, &now)); /* broken */
  assert_false(steg_crosswalk_value(&crossings[0], &scales[0], 4, &now)); /* same, but the step is gone */
  assert_true(steg_crosswalk_value(&crossings[0], &scales[0], 3, &now));
  /* Older than the rows' version. a is as today; b was asked alike in both, so its row counts on; c breaks later, whatever its words
   * once were; what d came from was not there. */
  assert_string_equal(kinds_of(read_from(&form, formers, 3, 1)), "same recoded broken absent");
  /* Between the rows' version and this one. */
  assert_string_equal(kinds_of(read_from(&form, formers, 3, 2)), "same same broken broken");
}

/* 1 -> 2 -> 10. */
static void test_steps(void **state) {
  (void)state;
  static const steg_crosswalk rows[] = {
      {.from_version = "2", .item = "a", .kind = STEG_CROSSWALK_SAME},
      {.from_version = "2", .item = "b", .kind = STEG_CROSSWALK_RECODED, .recode = "1=1 2=3"},
      {.from_version = "2", .item = "c", .kind = STEG_CROSSWALK_BROKEN},
      {.from_version = "2", .item = "d", .from_item = "d2", .kind = STEG_CROSSWALK_SAME},
      {.from_version = "1", .item = "a", .kind = STEG_CROSSWALK_BROKEN},
      {.from_version = "1", .item = "b", .kind = STEG_CROSSWALK_RECODED, .recode = "1=1 2=1 3=2"},
      {.from_version = "1", .item = "c", .kind = STEG_CROSSWALK_SAME},
      {.from_version = "1", .item = "d2", .from_item = "d1", .kind = STEG_CROSSWALK_SAME}};
  const steg_instrument form = form_with(rows, 8);
  const steg_former formers[] = {former("2", "a b=x c=x d2=x"), former("1", "a b=x c=x d1=x")};
  assert_string_equal(kinds_of(read_from(&form, formers, 2, 0)), "same recoded broken same");
  const steg_crossing *crossings = read_from(&form, formers, 2, 1);
  assert_string_equal(kinds_of(crossings), "broken recoded broken same");
  assert_string_equal(crossings[3].from_item, "d1");
  static const int32_t now[] = {1, 1, 3}; /* 1>1>1, 2>1>1, 3>2>3 */
  for (int32_t old = 1; old <= 3; old++) {
    int32_t value = 0;
    assert_true(steg_crosswalk_value(&crossings[1], &scales[0], old, &value));
    assert_int_equal(value, now[old - 1]);
  }
}

/* A step that no row tells of, between two that are the same by their wording. */
static void test_step_without_row(void **state) {
  (void)state;
  static const steg_crosswalk rows[] = {{.from_version = "2", .item = "a", .kind = STEG_CROSSWALK_SAME},
                                        {.from_version = "2", .item = "b", .kind = STEG_CROSSWALK_SAME}};
  const steg_instrument form = form_with(rows, 2);
  /* a: 1 and 2 asked alike, so what 2 says counts for 1; b: they did not */
  const steg_former formers[] = {former("1", "a=x b=x"), former("2", "a=x b=y")};
  assert_string_equal(kinds_of(read_from(&form, formers, 2, 0)), "same broken absent absent");
}

/* What no row tells is not made good by a row before it, nor by one that recodes or renames. */
static void test_gap(void **state) {
  (void)state;
  static const steg_crosswalk rows[] = {
      {.from_version = "1", .item = "a", .kind = STEG_CROSSWALK_SAME},
      {.from_version = "1", .item = "b", .kind = STEG_CROSSWALK_RECODED, .recode = "1=1"},
      {.from_version = "1", .item = "c", .from_item = "c1", .kind = STEG_CROSSWALK_SAME},
      {.from_version = "2", .item = "d", .kind = STEG_CROSSWALK_SAME}};
  const steg_instrument form = form_with(rows, 4);
  /* 2 asked all but d otherwise than today; 1 asked b and c as today, but they led to those */
  const steg_former formers[] = {former("1", "a=x b c c1=x d=y"), former("2", "a=y b=y c=y d=y")};
  assert_string_equal(kinds_of(read_from(&form, formers, 2, 0)), "broken broken broken same");
}

/* Steps are taken in the versions' natural order, whatever the order of the rows. */
static void test_order_of_steps(void **state) {
  (void)state;
  static const steg_crosswalk rows[] = {
      {.from_version = "10", .item = "a", .kind = STEG_CROSSWALK_RECODED, .recode = "3=1"},
      {.from_version = "8", .item = "a", .kind = STEG_CROSSWALK_RECODED, .recode = "1=2"},
      {.from_version = "9", .item = "a", .kind = STEG_CROSSWALK_RECODED, .recode = "2=3"},
      {.from_version = "08", .item = "a", .kind = STEG_CROSSWALK_BROKEN}}; /* no later version than "8" */
  const steg_instrument form = form_with(rows, 4);
  const steg_former formers[] = {former("8", "a=x"), former("9", "a=y"), former("10", "a=z")};
  static const int32_t first[] = {1, 2, 3};
  for (size_t v = 0; v < 3; v++) {
    int32_t value = 0;
    assert_true(steg_crosswalk_value(&read_from(&form, formers, 3, v)[0], &scales[0], first[v], &value));
    assert_int_equal(value, 1);
    assert_int_equal(read_from(&form, formers, 3, v)[0].recode_count, 3 - v);
  }
}

/* An answer of another sort is never read as one of this, whatever a row says. */
static void test_other_sort(void **state) {
  (void)state;
  static const steg_crosswalk rows[] = {{.from_version = "1", .item = "a", .kind = STEG_CROSSWALK_SAME}};
  const steg_instrument form = form_with(rows, 1);
  static const steg_former_item number = {.id = "a", .type = STEG_ITEM_NUMBER, .fingerprint = "x"};
  const steg_former formers[] = {{.version = "1", .fingerprint = "1", .items = &number, .item_count = 1}};
  assert_string_equal(kinds_of(read_from(&form, formers, 1, 0)), "broken absent absent absent");
}

/* Exit reasons, and what a registration by mistake (3 once, 9 now) becomes under every sort of step. */
static void test_mistake(void **state) {
  (void)state;
  static const steg_level reasons[] = {
      {.value = 1, .code = "arbete", .label_sv = "Arbete", .kind = STEG_LEVEL_STEP},
      {.value = 2, .code = "annan", .label_sv = "Annan", .kind = STEG_LEVEL_STEP},
      {.value = 9, .code = "felregistrering", .label_sv = "Felregistrering", .kind = STEG_LEVEL_STEP}};
  static const steg_scale exits[] = {
      {.id = "exit", .levels = STEG_ROWS(reasons), .groups = STEG_NO_ROWS, .better = STEG_BETTER_NONE},
      {.id = "two", .levels = {reasons, 2, sizeof *reasons}, .groups = STEG_NO_ROWS, .better = STEG_BETTER_NONE}};
  static const steg_item now[] = {
      {.id = "avslut", .text_sv = "Varför?", .type = STEG_ITEM_CHOICE, .scale = "exit"},
      {.id = "annat", .text_sv = "Annat?", .type = STEG_ITEM_CHOICE, .scale = "exit"},
      {.id = "kort", .text_sv = "Kort?", .type = STEG_ITEM_CHOICE, .scale = "two"},
  };
  static const steg_former_item then[] = {
      {.id = "gammalt", .type = STEG_ITEM_CHOICE, .fingerprint = "x", .levels = "1=arbete 4=felreg 3=felregistrering"},
      {.id = "annat", .type = STEG_ITEM_CHOICE, .fingerprint = "x", .levels = "1=felregistreringar 3=xfelregistrering"},
      {.id = "kort", .type = STEG_ITEM_CHOICE, .fingerprint = "x", .levels = "1=arbete 2=annan"},
      {.id = "flera", .type = STEG_ITEM_MULTI, .fingerprint = "x", .levels = "1=felregistrering"},
  };
  static const struct {
    steg_crosswalk row;
    int32_t values[3]; /* of 1, 3 and 4; 0 = not comparable */
    steg_crossing_kind kind;
  } rows[] = {
      {{"1", "avslut", "gammalt", STEG_CROSSWALK_BROKEN, NULL}, {0, 9, 0}, STEG_CROSSING_BROKEN},
      {{"1", "avslut", "gammalt", STEG_CROSSWALK_SAME, NULL}, {1, 9, 0}, STEG_CROSSING_SAME},
      {{"1", "avslut", "gammalt", STEG_CROSSWALK_RECODED, "1=1 4=2"}, {1, 9, 2}, STEG_CROSSING_RECODED},
      {{"1", "avslut", "gammalt", STEG_CROSSWALK_RECODED, "1=1 3=2"}, {1, 2, 0}, STEG_CROSSING_RECODED},
      {{"1", "kort", NULL, STEG_CROSSWALK_SAME, NULL}, {0, 9, 0}, STEG_CROSSING_BROKEN}, /* no word of avslut */
      {{"1", "avslut", "flera", STEG_CROSSWALK_SAME, NULL}, {0, 0, 0}, STEG_CROSSING_BROKEN},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_instrument form = form_with(&rows[i].row, 1);
    form.items.rows = now;
    form.items.count = 3;
    form.scales.rows = exits;
    form.scales.count = 2;
    const steg_former was = {.version = "1", .fingerprint = "1", .items = then, .item_count = 4};
    const steg_crossing *crossings = read_from(&form, &was, 1, 0);
    assert_int_equal(crossings[0].kind, rows[i].kind);
    static const int32_t old[] = {1, 3, 4};
    for (size_t v = 0; v < 3; v++) {
      int32_t value = 0;
      if (steg_crosswalk_value(&crossings[0], &exits[0], old[v], &value) != (rows[i].values[v] != 0) ||
          value != rows[i].values[v])
        fail_msg("row %zu: %d became %d", i, old[v], value);
    }
    /* the list of an item that is still there is its own: another item has had none */
    static const steg_former_item own = {
        .id = "annat", .type = STEG_ITEM_CHOICE, .fingerprint = "x", .levels = "1=felregistrering"};
    const steg_former had = {.version = "2", .fingerprint = "2", .items = &own, .item_count = 1};
    assert_int_equal(read_from(&form, &had, 1, 0)[0].kind, STEG_CROSSING_ABSENT);
    /* codes that only begin or end alike, and an item that has no such level today */
    int32_t value = 0;
    assert_int_equal(crossings[1].kind, STEG_CROSSING_BROKEN);
    assert_false(steg_crosswalk_value(&crossings[1], &exits[0], 1, &value));
    assert_false(steg_crosswalk_value(&crossings[1], &exits[0], 3, &value));
    assert_true(steg_crosswalk_keeps_mistake(&crossings[0]) == (i != 5));
    assert_false(steg_crosswalk_keeps_mistake(&crossings[1]));
    assert_false(steg_crosswalk_keeps_mistake(&crossings[2]));
  }
}

static void test_levels(void **state) {
  (void)state;
  const steg_instrument form = form_with(NULL, 0);
  assert_string_equal(steg_crosswalk_levels(&form, &items[0], arena), "1=s1 2=s2 3=s3 -1=off1");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
  const struct CMUnitTest tests[] = {TEST(test_order),         TEST(test_without_rows),     TEST(test_one_step),
                                     TEST(test_steps),         TEST(test_step_without_row), TEST(test_other_sort),
                                     TEST(test_levels),        TEST(test_mistake),          TEST(test_gap),
                                     TEST(test_order_of_steps)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
