/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file may call an initiative by, and which one it is when two could be meant. */
#include "intake/initiative_names.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static const char *const first_aliases[] = {"Jobbsam 3.0", "JS", NULL};
static const char *const second_aliases[] = {"Steget Vidare", "js", NULL};
static const steg_import_initiative few[] = {
    {.id = "jobbsam", .title = "JobbSam 3.0", .aliases = first_aliases},
    {.id = "steget", .title = "Första steget", .aliases = second_aliases},
    {.id = "jobb_sam", .title = "Steget"},
    {.id = "utan_titel"},
};

static const struct {
  const char *text;
  int32_t initiative;
  bool exact;
} cases[] = {
    {"jobbsam", 0, true},         {"JobbSam 3.0", 0, true},
    {"jobbsam 3.0", 0, true},                            /* a title in other letters is the title */
    {"JOBBSAM30", 0, true},       {"JS", 0, false},      /* the first of two that go by it */
    {"Jobb-Sam", 0, false},       {"jobb_sam", 2, true}, /* an id to the letter goes before the folded id of another */
    {"steget", 1, true},                                 /* the second's id, and the third's title: the first of them */
    {"STEGET", 2, true},                                 /* the third's title only: an id must be to the letter */
    {"första  STEGET", 1, true},  {"Fo\xCC\x88rsta steget", 1, true}, /* ö in two characters */
    {"Forsta steget", -1, false}, {"stegetvidare", 1, false},
    {"Utan titel", 3, false},     {"", -1, false},
    {"Jobb", -1, false},
};

static void finds_the_one_that_is_meant(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_import_options options = {.initiatives = few, .initiative_count = sizeof few / sizeof *few};
  const steg_initiative_names *names = steg_initiative_names_make(&options, arena);
  assert_non_null(names);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bool exact = !cases[i].exact;
    int32_t found = steg_initiative_names_find(names, cases[i].text, &exact);
    if (found != cases[i].initiative || exact != cases[i].exact)
      fail_msg("\"%s\" is %d%s", cases[i].text, (int)found, exact ? ", exact" : "");
  }
  steg_arena_free(arena);
}

static void finds_each_of_many(void **state) {
  enum { MANY = 3000 };
  static steg_import_initiative many[MANY];
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  for (int i = 0; i < MANY; i++)
    many[i] = (steg_import_initiative){.id = steg_arena_printf(arena, "insats_%d", i),
                                       .title = steg_arena_printf(arena, "Insats nr %d", i)};
  steg_import_options options = {.initiatives = many, .initiative_count = MANY};
  const steg_initiative_names *names = steg_initiative_names_make(&options, arena);
  assert_non_null(names);
  for (int i = 0; i < MANY; i++) {
    char text[32];
    bool exact = false;
    snprintf(text, sizeof text, "insats NR %d", i);
    assert_int_equal(steg_initiative_names_find(names, text, &exact), i);
    assert_true(exact);
    assert_int_equal(steg_initiative_names_find(names, many[i].id, &exact), i);
    snprintf(text, sizeof text, "INSATS-%d", i);
    assert_int_equal(steg_initiative_names_find(names, text, &exact), i);
    assert_false(exact);
  }
  steg_arena_free(arena);
}

static void finds_none_where_there_is_none(void **state) {
  (void)state;
  bool exact = true;
  steg_arena *arena = steg_arena_new(0);
  steg_import_options options = {0};
  const steg_initiative_names *names = steg_initiative_names_make(&options, arena);
  assert_non_null(names);
  assert_int_equal(steg_initiative_names_find(names, "jobbsam", &exact), -1);
  assert_false(exact);
  steg_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_one_that_is_meant),
      cmocka_unit_test(finds_each_of_many),
      cmocka_unit_test(finds_none_where_there_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
