/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "instrument/codebook.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOUND_EXPORT static
#include "../../plugins/sound.h"

/* A path such as "items.0.text.sv" into the tree; NULL when it leads nowhere. */
static const steg_tree *follow(const steg_tree *node, const char *path) {
  char copy[128];
  snprintf(copy, sizeof copy, "%s", path);
  for (char *step = strtok(copy, "."); step; step = strtok(NULL, ".")) {
    if (steg_tree_kind_of(node) == STEG_TREE_LIST)
      node = steg_tree_at(node, strtoul(step, NULL, 10));
    else
      node = steg_tree_get(node, step);
  }
  return node;
}

static void test_values(void **state) {
  (void)state;
  static const struct {
    const char *path;
    const char *json; /* the node as JSON, without the newline at its end */
  } rows[] = {
      {"id", "\"sound\""},
      {"version", "\"2\""},
      {"title.sv", "\"Provformulär\""},
      {"title.en", "\"Form for tests\""},
      {"kind", "\"repeated\""},
      {"interval_months", "3"},
      {"retention_months", "24"},
      {"provenance", "\"Allt är påhittat.\""},
      {"scales.0.id", "\"steps\""},
      {"scales.0.ordered", "true"},
      {"scales.0.better", "\"up\""},
      {"scales.1.better", "\"none\""},
      {"scales.0.levels.2.value", "3"},
      {"scales.0.levels.2.positive", "true"},
      {"scales.0.levels.2.label.en", "null"},
      {"scales.0.levels.3.kind", "\"off_scale\""},
      {"scales.0.levels.3.value", "-1"},
      {"scales.1.levels.0.group", "\"own\""},
      {"scales.1.groups.1.label.sv", "\"Offentlig\""},
      {"roles.1.id", "\"coach\""},
      {"items.0.label.sv", "\"Sömn\""},
      {"items.0.roles.0", "\"deltagare\""},
      {"items.0.roles.1", "null"},
      {"items.1.roles.1", "\"coach\""}, /* says nothing, so all */
      {"items.1.label", "null"},
      {"items.1.occasions.1", "\"end\""},
      {"items.0.sensitive", "true"},
      {"items.1.sensitive", "false"},
      {"items.0.positive.0", "\"always\""},
      {"items.1.positive.0", "\"so_so\""},
      {"items.1.positive.1", "\"always\""},
      {"items.2.positive.0", "\"never\""},
      {"items.4.mirrors", "\"q1\""},
      {"items.3.goal_of", "\"q1\""},
      {"items.6.type", "\"multi\""},
      {"items.6.extent", "true"},
      {"items.7.high", "31"},
      {"items.8.high", "null"},
      {"items.7.unit", "\"dagar\""},
      {"columns.0.aliases.1", "\"Personnummer\""},
      {"columns.0.required", "true"},
      {"columns.4.attribute", "\"sex\""},
      {"columns.5.target", "\"item\""},
      {"columns.5.item", "\"q1\""},
      {"columns.6.occasion", "\"start\""},
      {"columns.10.role", "\"coach\""},
      {"columns.13.target", "\"extent\""},
      {"columns.20.target", "\"ignore\""},
      {"indexes.0.kind", "\"mean\""},
      {"indexes.0.items.1", "\"q3\""},
      {"indexes.0.meaningful_change", "0.5"},
  };
  steg_arena *arena = steg_arena_new(0);
  const steg_tree *book = steg_codebook_make(&stegvis_instrument, arena);
  assert_non_null(book);
  unsigned wrong = 0;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer text;
    steg_buffer_init(&text, 4096);
    steg_tree_write_json(&text, follow(book, rows[i].path));
    text.bytes[strcspn(text.bytes, "\n")] = '\0';
    if (strcmp(text.bytes, rows[i].json) != 0) {
      print_error("%s is %s, expected %s\n", rows[i].path, text.bytes, rows[i].json);
      wrong++;
    }
    steg_buffer_release(&text);
  }
  assert_int_equal(wrong, 0);
  assert_int_equal(steg_tree_size(steg_tree_get(book, "items")), 13);
  assert_int_equal(steg_tree_size(steg_tree_get(book, "columns")), 21);
  steg_arena_free(arena);
}

static void test_memory(void **state) {
  (void)state;
  unsigned failures = 0;
  for (size_t room = 1024; room < 64 * 1024; room += 1024) {
    steg_arena *arena = steg_arena_new(room);
    const steg_tree *book = arena ? steg_codebook_make(&stegvis_instrument, arena) : NULL;
    failures += !book;
    if (book)
      assert_int_equal(steg_tree_size(steg_tree_get(book, "indexes")), 1);
    steg_arena_free(arena);
  }
  assert_true(failures > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_values), cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
