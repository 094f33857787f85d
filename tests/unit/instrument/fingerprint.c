/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "instrument/fingerprint.h"
#include "instrument/model.h"
#include "instrument/rows.h"
#include <string.h>

#define SOUND_EXPORT static
#include "../../plugins/sound.h"

/* Computed by a program of its own (Python, hashlib) from the layout of bytes that fingerprint.h describes. */
static void test_known(void **state) {
  (void)state;
  char text[STEG_HASH_TEXT];
  steg_fingerprint_content(&stegvis_instrument, text);
  assert_string_equal(text, "4e6aeea302ab70bb6479b53ac560d490594489c9f6efc50c090c05d365bc4595");
  steg_fingerprint_wording(&stegvis_instrument, &stegvis_instrument.items.rows[0], text);
  assert_string_equal(text, "e1382fb987b1c8756c6e438194929f2767b41fc4ef39f695f613be34c93c5d1e");
  steg_fingerprint_wording(&stegvis_instrument, &stegvis_instrument.items.rows[7], text);
  assert_string_equal(text, "ddc8fe2620811d2e5d0c73da5a070229ce95f9f812e436973bbbb5702f5e09f0");
}

#define LEVEL(s, n) ((steg_level *)(void *)form->scales.rows[s].levels.rows)[n]
#define SCALE(n) ((steg_scale *)(void *)form->scales.rows)[n]
#define ITEM(n) ((steg_item *)(void *)form->items.rows)[n]
#define ROLE(n) ((steg_role *)(void *)form->roles.rows)[n]
#define COLUMN(n) ((steg_column *)(void *)form->columns.rows)[n]
#define CHECK(n) ((steg_check *)(void *)form->checks.rows)[n]
#define INDEX(n) ((steg_index *)(void *)form->indexes.rows)[n]

/* name, what is changed, whether the content changes, whether the wording of q1 does */
/* clang-format off */
#define CHANGES(ROW)                                                                                                   \
  ROW(nothing, (void)form, 0, 0)                                                                                       \
  ROW(kind, form->kind = STEG_KIND_REGISTER, 1, 0)                                                                     \
  ROW(item_text, ITEM(0).text_sv = "Sover du gott?", 1, 1)                                                             \
  ROW(item_english, ITEM(0).text_en = NULL, 1, 1)                                                                      \
  ROW(item_id, ITEM(0).id = "q0", 1, 0)                                                                                \
  ROW(other_text, ITEM(1).text_sv = "Äter du gott?", 1, 0)                                                             \
  ROW(item_type, ITEM(8).type = STEG_ITEM_NUMBER, 1, 0)                                                                \
  ROW(item_scale, ITEM(0).scale = "income", 1, 1)                                                                      \
  ROW(item_roles, ITEM(0).roles = NULL, 1, 0)                                                                          \
  ROW(item_occasions, ITEM(0).occasions = "end", 1, 0)                                                                 \
  ROW(item_reversed, ITEM(0).reversed = 1, 1, 0)                                                                       \
  ROW(item_retrospective, ITEM(0).retrospective = 1, 1, 0)                                                             \
  ROW(item_extent, ITEM(6).extent = 0, 1, 0)                                                                           \
  ROW(item_after, ITEM(0).after = "q3", 1, 0)                                                                          \
  ROW(item_goal, ITEM(3).goal_of = "q3", 1, 0)                                                                         \
  ROW(item_unit, ITEM(7).unit = "veckor", 1, 0)                                                                        \
  ROW(item_gone, form->items.count--, 1, 0)                                                                            \
  ROW(level_label, LEVEL(0, 2).label_sv = "Jämt och ständigt", 1, 1)                                                   \
  ROW(level_english, LEVEL(0, 2).label_en = "Always", 1, 1)                                                            \
  ROW(level_value, LEVEL(0, 2).value = 4, 1, 0)                                                                        \
  ROW(level_code, LEVEL(0, 2).code = "ever", 1, 0)                                                                     \
  ROW(level_kind, LEVEL(0, 1).kind = STEG_LEVEL_STEP, 1, 0)                                                            \
  ROW(level_gone, SCALE(0).levels.count--, 1, 1)                                                                       \
  ROW(better, SCALE(0).better = STEG_BETTER_DOWN, 1, 0)                                                                \
  ROW(ordered, SCALE(1).ordered = 1, 1, 0)                                                                             \
  ROW(role_id, ROLE(1).id = "handledare", 1, 0)                                                                        \
  ROW(role_label, ROLE(1).label_sv = "Handledare", 1, 0)                                                               \
  ROW(title, form->title_sv = "Annan", 0, 0)                                                                           \
  ROW(version, form->version = "3", 0, 0)                                                                              \
  ROW(item_label, ITEM(0).label_sv = "Sover", 0, 0)                                                                    \
  ROW(item_topic, ITEM(0).topic = NULL, 0, 0)                                                                          \
  ROW(item_positive, ITEM(0).positive = "always", 0, 0)                                                                \
  ROW(item_required, ITEM(0).required = 0, 0, 0)                                                                       \
  ROW(item_sensitivity, ITEM(0).sensitivity = STEG_NEUTRAL, 0, 0)                                                      \
  ROW(level_aliases, LEVEL(0, 2).aliases = NULL, 0, 0)                                                                 \
  ROW(level_positive, LEVEL(0, 1).positive = 1, 0, 0)                                                                  \
  ROW(level_group, LEVEL(1, 0).group = NULL, 0, 0)                                                                     \
  ROW(missing, SCALE(0).missing = NULL, 0, 0)                                                                          \
  ROW(column, COLUMN(5).header = "Fråga ett", 0, 0)                                                                    \
  ROW(check, CHECK(0).high = 20, 0, 0)                                                                                 \
  ROW(index, INDEX(0).minimum_answered = 1, 0, 0)                                                                      \
  ROW(place, steg_item last = ITEM(12); ITEM(12) = ITEM(11); ITEM(11) = last, 0, 0)                                    \
  ROW(role_place, steg_role last = ROLE(1); ROLE(1) = ROLE(0); ROLE(0) = last, 0, 0)
/* clang-format on */

#define APPLY(name, change, content, wording)                                                                          \
  static void apply_##name(steg_instrument *form) {                                                                    \
    change;                                                                                                            \
  }
CHANGES(APPLY)

#define TABLE_ROW(name, change, content, wording) {#name, apply_##name, content, wording},
static const struct {
  const char *name;
  void (*apply)(steg_instrument *form);
  int content;
  int wording;
} changes[] = {CHANGES(TABLE_ROW)};

static void test_changes(void **state) {
  (void)state;
  char content[STEG_HASH_TEXT], wording[STEG_HASH_TEXT], text[STEG_HASH_TEXT];
  steg_fingerprint_content(&stegvis_instrument, content);
  steg_fingerprint_wording(&stegvis_instrument, &stegvis_instrument.items.rows[0], wording);
  unsigned wrong = 0;
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    steg_instrument *form = (steg_instrument *)(void *)steg_rows_copy(&stegvis_instrument, arena);
    changes[i].apply(form);
    steg_fingerprint_content(form, text);
    int content_changed = strcmp(text, content) != 0;
    steg_fingerprint_wording(form, &form->items.rows[0], text);
    int wording_changed = strcmp(text, wording) != 0;
    if (content_changed != changes[i].content || wording_changed != changes[i].wording) {
      print_error("%s: content %d, wording %d\n", changes[i].name, content_changed, wording_changed);
      wrong++;
    }
    steg_arena_free(arena);
  }
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_known), cmocka_unit_test(test_changes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
