/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loader against the fixtures of tests/plugins, which the build puts into <build>/fixtures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "instrument/model.h"
#include "instrument/registry.h"
#include "instrument/rows.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SOUND_EXPORT static
#include "../../plugins/sound.h"

#define FIXTURES STEGVIS_BUILD "/fixtures/"

static const struct {
  const char *file;
  const char *reason[3]; /* pieces of the sentence: what was found, what was expected, what to do */
  const char *code;      /* of the checker's finding, or NULL when the loader itself refuses */
} refusals[] = {
    {"wrong_magic", {"begins with 4d414749", "53544547", "STEG_HEAD"}, "D_HEAD_MAGIC"},
    {"wrong_major", {"version 2 of the plugin header", "needs version 1", "rebuild"}, "D_HEAD_MAJOR"},
    {"newer_minor", {"version 1.2 of the plugin header", "knows 1.1", "newer program"}, "D_HEAD_MINOR"},
    {"lying_size", {"says it is", "the file holds", "STEG_HEAD"}, NULL},
    {"short_size", {"says it is", "makes it", "rebuild"}, "D_HEAD_SIZE"},
    {"wrong_row_size", {"items: A row is", "built against another header", "rebuild"}, "D_ROW_SIZE"},
    {"wrong_level_size", {"scales[0] steps / levels", "built against another header", "rebuild"}, "D_ROW_SIZE"},
    {"null_table", {"items: ", "points nowhere", "STEG_NO_ROWS"}, "D_TABLE_NULL"},
    {"missing_symbol", {"exports no \"stegvis_instrument\"", "STEG_EXPORT", "STEG_HEAD"}, NULL},
    {"function_symbol", {"\"stegvis_instrument\" is no data", "", "const steg_instrument"}, NULL},
    {"short_symbol", {"\"stegvis_instrument\" is no data", "too short for a head", "const steg_instrument"}, NULL},
    {"undefined_symbol", {"needs the symbol \"steg_host_function\"", "nothing from the program", "-Wl,-z,defs"}, NULL},
    {"null_id", {"id is missing", "", "give it one"}, "D_ID_MISSING"},
    {"bad_id", {"\"Sound Form\"", "which is no id", "a-z"}, "D_ID"},
    {"duplicate_item_id", {"items[2] q3", "already that of row 1", "another id"}, "D_ID_TWICE"},
    {"unknown_scale", {"items[1] q2", "\"stepz\" is not there", "one of the scales"}, "D_ITEM_SCALE"},
    {"empty_scale", {"scales[0] steps", "has no levels", "add its levels"}, "D_SCALE_EMPTY"},
    {"duplicate_level_value", {"levels[2] always", "already that of level 1", "its own value"}, "D_LEVEL_TWICE"},
    {"off_scale_value", {"levels[3] cannot", "9 is not in -99..-1", "-99 to -1"}, "D_LEVEL_OFF_SCALE"},
    {"unknown_role", {"items[0] q1", "\"chef\"", "ids of roles"}, "D_ROLE_UNKNOWN"},
    {"column_of_unknown_item", {"columns[5]", "\"q11\"", "the nearest is q1"}, "D_ITEM_UNKNOWN"},
    {"check_of_unknown_item", {"checks[0] days_odd", "\"dayz\"", "the nearest is days"}, "D_ITEM_UNKNOWN"},
    {"custom_without_score", {"indexes[0] wellbeing", "no score callback", "MEAN or SUM"}, "D_SCORE_MISSING"},
    {"not_utf8", {"title_sv is not UTF-8", "byte 11", "save the source file as UTF-8"}, "D_TEXT_UTF8"},
};

static void test_refusals(void **state) {
  (void)state;
  unsigned wrong = 0;
  for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
    char path[4096];
    snprintf(path, sizeof path, FIXTURES "%s.so", refusals[i].file);
    steg_registry *registry = steg_registry_new();
    steg_error err = {0};
    int result = steg_registry_load_file(registry, path, &err);
    bool as_expected = result == -1 && err.kind == STEG_ERROR_ENVIRONMENT && strstr(err.text, path) == err.text &&
                       steg_registry_count(registry) == 0 && steg_registry_refusal_count(registry) == 1;
    const steg_refusal *refusal = steg_registry_refusal_at(registry, 0);
    for (int p = 0; p < 3 && as_expected; p++)
      as_expected = strstr(refusal->reason, refusals[i].reason[p]) != NULL;
    if (as_expected && refusals[i].code)
      as_expected = refusal->defects.count && !strcmp(refusal->defects.rows[0].code, refusals[i].code);
    else if (as_expected)
      as_expected = !refusal->defects.count;
    if (!as_expected) {
      print_error("%s: %d %s\n", refusals[i].file, result, err.text);
      wrong++;
    }
    steg_registry_free(registry);
  }
  assert_int_equal(wrong, 0);
}

static void test_sound(void **state) {
  (void)state;
  steg_registry *registry = steg_registry_new();
  steg_error err = {0};
  if (steg_registry_load_file(registry, FIXTURES "sound.so", &err) ||
      steg_registry_load_file(registry, FIXTURES "cplusplus.so", &err) ||
      steg_registry_load_file(registry, FIXTURES "callbacks.so", &err))
    fail_msg("%s", err.text);
  assert_int_equal(steg_registry_count(registry), 3);
  static const char *const ids[] = {"callbacks", "cplusplus", "sound"}; /* sorted, whatever the order of loading */
  for (size_t i = 0; i < 3; i++)
    assert_string_equal(steg_registry_at(registry, i)->instrument->id, ids[i]);
  assert_null(steg_registry_at(registry, 3));
  assert_null(steg_registry_refusal_at(registry, 0));
  assert_null(steg_registry_find(registry, "soun"));
  assert_null(steg_registry_find(registry, NULL));

  const steg_registry_entry *entry = steg_registry_find(registry, "sound");
  assert_int_equal(entry->door, STEG_DOOR_PLUGIN);
  assert_string_equal(entry->path, FIXTURES "sound.so");
  assert_int_equal(entry->instrument->items.count, 13);
  assert_int_equal(entry->layout->slot_count, 15);
  assert_ptr_equal(entry->layout->instrument, entry->instrument);
  assert_string_equal(entry->fingerprint, "4e6aeea302ab70bb6479b53ac560d490594489c9f6efc50c090c05d365bc4595");
  steg_registry_free(registry);
}

/* A plugin of version 1.0, which knows neither whom an event happens to nor sums, is the same instrument as today's. */
static void test_older(void **state) {
  (void)state;
  steg_registry *registry = steg_registry_new();
  steg_error err = {0};
  if (steg_registry_load_file(registry, FIXTURES "older_minor.so", &err) ||
      steg_registry_load_file(registry, FIXTURES "sound.so", &err))
    fail_msg("%s", err.text);
  const steg_instrument *older = steg_registry_find(registry, "older")->instrument;
  const steg_instrument *sound = steg_registry_find(registry, "sound")->instrument;
  assert_int_equal(older->head.minor, STEG_ABI_MINOR);
  assert_int_equal(older->sums.count, 0);
  assert_int_equal(older->roles.count, sound->roles.count);
  for (uint32_t i = 0; i < older->roles.count; i++) {
    assert_string_equal(older->roles.rows[i].label_sv, sound->roles.rows[i].label_sv);
    assert_int_equal(older->roles.rows[i].subject, 0);
  }
  assert_int_equal(older->items.count, sound->items.count);
  assert_string_equal(older->crosswalk.rows[0].item, sound->crosswalk.rows[0].item);
  steg_registry_free(registry);
}

/* ---- callbacks: the whole border that is crossed with values ----------------------------------------------------------- */

typedef struct seen {
  unsigned count;
  steg_severity severity;
  int32_t item;
  char code[32];
} seen;

static void see(void *sink, steg_severity severity, int32_t item, const char *code, const char *message_sv,
                const char *message_en) {
  seen *last = sink;
  (void)message_en;
  assert_non_null(message_sv);
  last->count++;
  last->severity = severity;
  last->item = item;
  snprintf(last->code, sizeof last->code, "%s", code);
}

static void test_callbacks(void **state) {
  (void)state;
  static const struct {
    double q1, q3; /* 0 = no answer */
    double index;
    int scored; /* what score returns */
    unsigned findings;
  } rows[] = {{3, 1, 9, 0, 0}, {1, 3, 3, 0, 0}, {2, 2, 6, 0, 1}, {0, 2, 0, 1, 0}, {3, 0, 0, 1, 0}};
  steg_registry *registry = steg_registry_new();
  steg_error err = {0};
  assert_int_equal(steg_registry_load_file(registry, FIXTURES "callbacks.so", &err), 0);
  const steg_registry_entry *entry = steg_registry_find(registry, "callbacks");
  assert_int_equal(entry->layout->slots[15].kind, STEG_SLOT_INDEX);
  const steg_services services = {sizeof services, see};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_value values[13] = {{0}};
    values[0] = (steg_value){.missing = rows[i].q1 > 0 ? 0 : STEG_MISSING_NO_ANSWER, .number = rows[i].q1};
    values[2] = (steg_value){.missing = rows[i].q3 > 0 ? 0 : STEG_MISSING_NO_ANSWER, .number = rows[i].q3};
    const steg_record record = {sizeof record, 13, values, 0, 0, INT32_MIN};
    seen last = {0};
    double index = -7;
    assert_int_equal(entry->instrument->validate(&record, &services, &last), 0);
    assert_int_equal(last.count, rows[i].findings);
    if (last.count) {
      assert_int_equal(last.severity, STEG_SEVERITY_WARNING);
      assert_int_equal(last.item, 2);
      assert_string_equal(last.code, "E_OPPOSITE");
    }
    assert_int_equal(entry->instrument->score(&record, 0, &index, &services, &last), rows[i].scored);
    assert_true(rows[i].scored ? index == -7 : index == rows[i].index);
  }
  steg_registry_free(registry);
}

/* ---- files ------------------------------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/stegvis-registry-XXXXXX";

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -r %s", folder);
  return system(command);
}

static const char *inside(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void copy(const char *from, const char *name, mode_t mode) {
  char bytes[65536];
  FILE *in = fopen(from, "rb"), *out = fopen(inside(name), "wb");
  assert_true(in && out);
  for (size_t size; (size = fread(bytes, 1, sizeof bytes, in));)
    assert_int_equal(fwrite(bytes, 1, size, out), size);
  fclose(in);
  assert_int_equal(fclose(out), 0);
  assert_int_equal(chmod(inside(name), mode), 0);
}

static void write_bytes(const char *name, const void *bytes, size_t size) {
  FILE *out = fopen(inside(name), "wb");
  assert_non_null(out);
  assert_int_equal(fwrite(bytes, 1, size, out), size);
  assert_int_equal(fclose(out), 0);
}

static void expect_refusal(const char *path, const char *piece) {
  steg_registry *registry = steg_registry_new();
  steg_error err = {0};
  assert_int_equal(steg_registry_load_file(registry, path, &err), -1);
  if (!strstr(err.text, piece))
    fail_msg("%s: no \"%s\" in: %s", path, piece, err.text);
  steg_registry_free(registry);
}

static void test_no_plugin(void **state) {
  (void)state;
  write_bytes("text.so", "this is no plugin\n", 18);
  expect_refusal(inside("text.so"), "no shared object (ELF) at all");
  write_bytes("empty.so", "", 0);
  expect_refusal(inside("empty.so"), "no shared object (ELF) at all");
  write_bytes("short.so", "\177ELF\2\1\1", 7);
  expect_refusal(inside("short.so"), "cut short");
  unsigned char header[64] = {0x7F, 'E', 'L', 'F', 2, 1, 1}; /* type 3 = shared object, machine 8 = MIPS */
  header[16] = 3;
  header[18] = 8;
  write_bytes("mips.so", header, sizeof header);
  expect_refusal(inside("mips.so"), "no shared object for this machine");
  copy("/proc/self/exe", "cut.so", 0600); /* ours, for this machine, but cut after its head */
  assert_int_equal(truncate(inside("cut.so"), 200), 0);
  expect_refusal(inside("cut.so"), "could not load it");
  expect_refusal(inside("nothing.so"), "could not be found");
  assert_int_equal(mkfifo(inside("pipe.so"), 0600), 0);
  expect_refusal(inside("pipe.so"), "no regular file");
  assert_int_equal(mkdir(inside("folder.so"), 0700), 0);
  expect_refusal(inside("folder.so"), "no regular file");
}

static void test_writable(void **state) {
  (void)state;
  copy(FIXTURES "sound.so", "sound.so", 0602);
  expect_refusal(inside("sound.so"), "may be written by everybody");
  assert_int_equal(chmod(inside("sound.so"), 0644), 0);
  assert_int_equal(chmod(folder, 0777), 0);
  expect_refusal(inside("sound.so"), "may be written by everybody");
  assert_int_equal(chmod(folder, 01777), 0); /* sticky, but what stands in it was put there by anybody */
  expect_refusal(inside("sound.so"), "may be written by everybody");
  assert_int_equal(chmod(folder, 0755), 0);

  steg_registry *registry = steg_registry_new();
  steg_error err = {0};
  if (steg_registry_load_file(registry, inside("sound.so"), &err)) /* below /tmp, which is sticky */
    fail_msg("%s", err.text);
  steg_registry_free(registry);

  /* A link is judged by what it leads to. */
  assert_int_equal(mkdir(inside("open"), 0777), 0);
  assert_int_equal(chmod(inside("open"), 0777), 0);
  copy(FIXTURES "sound.so", "open/sound.so", 0644);
  char target[256];
  snprintf(target, sizeof target, "%s", inside("open/sound.so"));
  assert_int_equal(symlink(target, inside("link.so")), 0);
  expect_refusal(inside("link.so"), "may be written by everybody");
  assert_int_equal(unlink(inside("link.so")), 0);

  /* Whoever may write a folder above can put another folder in the place of the plugin's. */
  assert_int_equal(mkdir(inside("open/own"), 0700), 0);
  copy(FIXTURES "sound.so", "open/own/sound.so", 0600);
  expect_refusal(inside("open/own/sound.so"), "open may be written by everybody");
  assert_int_equal(unlink(inside("sound.so")), 0);
}

/* The owner's private group may write, any other group may not. Needs the right to give files away. */
static void test_group(void **state) {
  (void)state;
  if (geteuid() != 0) {
    print_message("not root: groups not tested\n");
    skip();
  }
  copy(FIXTURES "sound.so", "group.so", 0664);
  static const struct {
    uid_t owner;
    gid_t group;
    bool taken;
  } rows[] = {
      {0, 0, true},         /* root and its group */
      {1, 1, true},         /* daemon and its group */
      {0, 100, false},      /* the group "users" */
      {1, 0, false},        /* daemon's file, writable for the group root */
      {5, 5, false},        /* games, and a group whose number happens to be that, but is another's */
      {4, 65534, false},    /* sync's own group, which it shares */
      {65533, 65533, true}, /* a user that only a container's host knows: the number tells */
      {65533, 65532, false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(chown(inside("group.so"), rows[i].owner, rows[i].group), 0);
    assert_int_equal(chmod(inside("group.so"), 0664), 0);
    steg_registry *registry = steg_registry_new();
    steg_error err = {0};
    int result = steg_registry_load_file(registry, inside("group.so"), &err);
    if ((result == 0) != rows[i].taken || (!rows[i].taken && !strstr(err.text, "may be written by its group")))
      fail_msg("owner %u, group %u: %d %s", (unsigned)rows[i].owner, (unsigned)rows[i].group, result, err.text);
    steg_registry_free(registry);
  }
  assert_int_equal(unlink(inside("group.so")), 0);
}

static void test_folder(void **state) {
  (void)state;
  assert_int_equal(mkdir(inside("many"), 0700), 0);
  copy(FIXTURES "same_id.so", "many/a.so", 0600);
  copy(FIXTURES "sound.so", "many/b.so", 0600);
  copy(FIXTURES "callbacks.so", "many/c.so", 0600);
  copy(FIXTURES "null_id.so", "many/d.so", 0600);
  write_bytes("many/e.txt", "no plugin", 9);
  write_bytes("many/.f.so", "hidden", 6);
  char path[256];
  snprintf(path, sizeof path, "%s", inside("many"));

  steg_registry *registry = steg_registry_new();
  steg_error err = {0};
  assert_int_equal(steg_registry_load_folder(registry, path, &err), 0);
  assert_int_equal(steg_registry_count(registry), 2);
  assert_non_null(strstr(steg_registry_find(registry, "sound")->path, "/a.so"));
  assert_int_equal(steg_registry_refusal_count(registry), 2);
  const steg_refusal *taken = steg_registry_refusal_at(registry, 0);
  assert_non_null(strstr(taken->path, "/b.so"));
  assert_non_null(strstr(taken->reason, "/a.so")); /* both are named */
  assert_non_null(strstr(steg_registry_refusal_at(registry, 1)->path, "/d.so"));

  /* A folder that is not there is no fault; one that others may write is refused whole. */
  assert_int_equal(steg_registry_load_folder(registry, inside("nowhere"), &err), 0);
  assert_int_equal(steg_registry_refusal_count(registry), 2);
  assert_int_equal(chmod(path, 0707), 0);
  assert_int_equal(steg_registry_load_folder(registry, path, &err), 0);
  assert_int_equal(steg_registry_refusal_count(registry), 3);
  assert_string_equal(steg_registry_refusal_at(registry, 2)->path, path);
  assert_int_equal(steg_registry_count(registry), 2);
  steg_registry_free(registry);
}

/* ---- instruments made elsewhere ---------------------------------------------------------------------------------------- */

static void test_add(void **state) {
  (void)state;
  steg_registry *registry = steg_registry_new();
  steg_arena *arena = steg_arena_new(0);
  steg_instrument *form = (steg_instrument *)(void *)steg_rows_copy(&stegvis_instrument, arena);
  steg_error err = {0};
  assert_int_equal(steg_registry_add(registry, form, STEG_DOOR_DEFINITION, "sound.lua", &err), 0);
  assert_int_equal(steg_registry_add(registry, form, STEG_DOOR_DEFINITION, "again.lua", &err), -1);
  assert_non_null(strstr(err.text, "\"sound\" is already that of sound.lua"));
  form->id = "third";
  form->owner = NULL;
  assert_int_equal(steg_registry_add(registry, form, STEG_DOOR_DEFINITION, "third.lua", &err), -1);
  assert_non_null(strstr(err.text, "owner is missing"));
  steg_arena_free(arena); /* the registry has its own copy */
  const steg_registry_entry *entry = steg_registry_find(registry, "sound");
  assert_string_equal(entry->instrument->items.rows[0].text_sv, "Hur ofta sover du gott?");
  assert_int_equal(entry->door, STEG_DOOR_DEFINITION);
  assert_int_equal(steg_registry_count(registry), 1);
  steg_registry_free(registry);
  steg_registry_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refusals),  cmocka_unit_test(test_sound),     cmocka_unit_test(test_older),
      cmocka_unit_test(test_callbacks), cmocka_unit_test(test_no_plugin), cmocka_unit_test(test_writable),
      cmocka_unit_test(test_group),     cmocka_unit_test(test_folder),    cmocka_unit_test(test_add),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
