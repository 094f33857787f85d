/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "instrument/layout.h"

#define SOUND_EXPORT static
#define SOUND_INDEX_KIND STEG_INDEX_CUSTOM
#include "../../plugins/sound.h"

static void test_slots(void **state) {
  (void)state;
  static const struct {
    const char *name;
    steg_slot_kind kind;
    uint32_t item;
    int32_t level;
    int32_t index;
  } expected[] = {
      {"q1", STEG_SLOT_LEVEL, 0, -1, -1},
      {"q2", STEG_SLOT_LEVEL, 1, -1, -1},
      {"q3", STEG_SLOT_LEVEL, 2, -1, -1},
      {"q1_goal", STEG_SLOT_LEVEL, 3, -1, -1},
      {"c1", STEG_SLOT_LEVEL, 4, -1, -1},
      {"main_income", STEG_SLOT_LEVEL, 5, -1, -1},
      {"incomes__wage", STEG_SLOT_EXTENT, 6, 0, -1},
      {"incomes__sickness", STEG_SLOT_EXTENT, 6, 1, -1},
      {"incomes__other", STEG_SLOT_EXTENT, 6, 2, -1},
      {"days", STEG_SLOT_NUMBER, 7, -1, -1},
      {"share", STEG_SLOT_NUMBER, 8, -1, -1},
      {"began", STEG_SLOT_DATE, 9, -1, -1},
      {"ended", STEG_SLOT_DATE, 10, -1, -1},
      {"words", STEG_SLOT_TEXT, 11, -1, -1},
      {"works", STEG_SLOT_FLAG, 12, -1, -1},
      {"wellbeing", STEG_SLOT_INDEX, STEG_SLOT_NO_ITEM, -1, 0},
  };
  static const uint32_t first[] = {0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14};
  steg_arena *arena = steg_arena_new(0);
  const steg_layout *layout = steg_layout_make(&stegvis_instrument, arena);
  assert_non_null(layout);
  assert_ptr_equal(layout->instrument, &stegvis_instrument);
  assert_int_equal(layout->slot_count, sizeof expected / sizeof expected[0]);
  for (uint32_t i = 0; i < layout->slot_count; i++) {
    assert_string_equal(layout->slots[i].name, expected[i].name);
    assert_int_equal(layout->slots[i].kind, expected[i].kind);
    assert_int_equal(layout->slots[i].item, expected[i].item);
    assert_int_equal(layout->slots[i].level, expected[i].level);
    assert_int_equal(layout->slots[i].index, expected[i].index);
  }
  for (uint32_t i = 0; i < sizeof first / sizeof first[0]; i++)
    assert_int_equal(layout->first_slot[i], first[i]);
  steg_arena_free(arena);
}

static void test_memory(void **state) {
  (void)state;
  for (size_t room = 1; room < 4000; room += 250) {
    steg_arena *arena = steg_arena_new(room);
    const steg_layout *layout = arena ? steg_layout_make(&stegvis_instrument, arena) : NULL;
    assert_true(!layout || layout->slot_count == 16);
    steg_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_slots), cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
