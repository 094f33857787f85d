/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file against what is stored: every rule once, where its finding stands, and what of the file is left then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/file.h"
#include "instrument/fingerprint.h"
#include "intake/settle.h"
#include "store/consent.h"
#include "store/forgetting.h"
#include "store/individual.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- a register, and a card whose coach's question mirrors the participant's */

static const steg_level levels[] = {{.value = 1, .code = "l1", .label_sv = "Ett", .kind = STEG_LEVEL_STEP},
                                    {.value = 2, .code = "l2", .label_sv = "Två", .kind = STEG_LEVEL_STEP}};
static const steg_scale scales[] = {{.id = "s", .levels = STEG_ROWS(levels), .ordered = 1, .better = STEG_BETTER_UP}};
static const steg_role roles[] = {{.id = "deltagare", .label_sv = "Deltagare"}, {.id = "coach", .label_sv = "Coach"}};
#define ITEM(ID, ROLES)                                                                                                \
  .id = ID, .text_sv = ID, .type = STEG_ITEM_SCALE, .scale = "s", .roles = ROLES, .sensitivity = STEG_SENSITIVE
static const steg_item register_items[] = {{ITEM("q1", NULL)}};
static const steg_item card_items[] = {{ITEM("q1", "deltagare")}, {ITEM("c1", "coach"), .mirrors = "q1"}};
#define ATTRIBUTE(HEADER, WHICH)                                                                                       \
  { .header = HEADER, .target = STEG_COLUMN_ATTRIBUTE, .attribute = WHICH }
static const steg_column register_columns[] = {{.header = "Person", .target = STEG_COLUMN_PERSON, .required = 1},
                                               ATTRIBUTE("Start", STEG_ATTRIBUTE_START),
                                               ATTRIBUTE("Slut", STEG_ATTRIBUTE_END),
                                               ATTRIBUTE("Kön", STEG_ATTRIBUTE_SEX),
                                               ATTRIBUTE("Född", STEG_ATTRIBUTE_BIRTH_YEAR),
                                               {.header = "q1", .target = STEG_COLUMN_ITEM, .item = "q1"}};
static const steg_column card_columns[] = {
    {.header = "Person", .target = STEG_COLUMN_PERSON, .required = 1},
    {.header = "Datum", .target = STEG_COLUMN_DATE},
    {.header = "Tillfälle", .target = STEG_COLUMN_OCCASION},
    {.header = "Roll", .target = STEG_COLUMN_ROLE},
    {.header = "q1", .target = STEG_COLUMN_ITEM, .item = "q1", .role = "deltagare"},
    {.header = "c1", .target = STEG_COLUMN_ITEM, .item = "c1", .role = "coach"}};
#define INSTRUMENT(ID, KIND, ITEMS, COLUMNS)                                                                           \
  {                                                                                                                    \
    STEG_HEAD, .id = ID, .version = "1", .title_sv = "Prov", .owner = "p", .licence = "p", .source = "p",              \
               .provenance = "p", .kind = KIND, .scales = STEG_ROWS(scales), .roles = STEG_ROWS(roles),                \
               .items = STEG_ROWS(ITEMS), .columns = STEG_ROWS(COLUMNS), .checks = STEG_NO_ROWS,                       \
               .indexes = STEG_NO_ROWS, .crosswalk = STEG_NO_ROWS                                                      \
  }
static const steg_instrument instruments[] = {INSTRUMENT("reg", STEG_KIND_REGISTER, register_items, register_columns),
                                              INSTRUMENT("kort", STEG_KIND_REPEATED, card_items, card_columns)};
enum { REG = 0, KORT = 1 };
static const steg_import_initiative initiatives[] = {{.id = "insats", .title = "Insats", .federation = "f"}};

/* ---- a store of its own for each example */

typedef struct place {
  char folder[64], path[96], keys[96], file[96];
  steg_arena *arena;
  steg_registry_entry entries[2];
  steg_store *store;
} place;

static void well(int result, const steg_error *err) {
  if (result < 0)
    fail_msg("%s", err->text);
}

static void open_place(place *p) {
  steg_error err = {0};
  *p = (place){.arena = steg_arena_new(0)};
  strcpy(p->folder, "/tmp/stegvis-settle-XXXXXX");
  assert_non_null(mkdtemp(p->folder));
  snprintf(p->path, sizeof p->path, "%s/stegvis.db", p->folder);
  snprintf(p->keys, sizeof p->keys, "%s/keys", p->folder);
  snprintf(p->file, sizeof p->file, "%s/fil.csv", p->folder);
  for (int i = 0; i < 2; i++) {
    p->entries[i] = (steg_registry_entry){.instrument = &instruments[i],
                                          .layout = steg_layout_make(&instruments[i], p->arena),
                                          .door = STEG_DOOR_PLUGIN,
                                          .path = "prov"};
    steg_fingerprint_content(&instruments[i], p->entries[i].fingerprint);
  }
  well(steg_store_create(p->path, p->keys, &err), &err);
  well(steg_store_open(p->path, STEG_STORE_WRITE, p->keys, &p->store, &err), &err);
}

static void close_place(place *p) {
  char command[128];
  steg_store_close(p->store);
  snprintf(command, sizeof command, "rm -rf '%s'", p->folder);
  assert_int_equal(system(command), 0);
  steg_arena_free(p->arena);
}

static steg_import *settle(place *p, int instrument, const char *text, steg_import_keep keep, steg_lang lang) {
  static const char *const headers[] = {"Person;Start;Slut;Kön;Född;q1\n", "Person;Datum;Tillfälle;Roll;q1;c1\n"};
  steg_error err = {0};
  steg_import *import = NULL;
  const char *whole = steg_arena_printf(p->arena, "%s%s", headers[instrument], text);
  steg_import_options options = {.initiative = "insats",
                                 .initiatives = initiatives,
                                 .initiative_count = 1,
                                 .keep = keep,
                                 .today = steg_date_make(2025, 1, 1),
                                 .lang = lang};
  well(steg_file_write(p->file, whole, strlen(whole), 0600, &err), &err);
  well(steg_import_read(p->file, &p->entries[instrument], &options, &import, &err), &err);
  well(steg_import_settle(import, p->store, NULL, options.today, &err), &err);
  return import;
}

static void store_rows(place *p, int instrument, const char *text) {
  steg_error err = {0};
  steg_commit_result result;
  if (!text)
    return;
  steg_import *import = settle(p, instrument, text, STEG_IMPORT_ALL_OR_NOTHING, STEG_LANG_SV);
  const steg_import_result *read = steg_import_result_of(import);
  if (read->rejected)
    fail_msg("what is to be stored has errors: %s", read->findings.rows[0].message);
  steg_commit_source source = {.file_name = "fil.csv", .last_date = read->last_date};
  steg_hash_of("fil", 3, source.file_hash);
  well(steg_commit_run(p->store, &read->set, &source, STEG_COMMIT_STORE, NULL, NULL, p->arena, &result, &err), &err);
  steg_import_free(import);
}

/* ---- examples */

typedef enum act { NOTHING, FORGET, WITHDRAW, WITHDRAW_AND_GIVE, END } act;

static void do_to_a(place *p, act what) {
  static const steg_person_key key = {.kind = STEG_KEY_CODE, .text = "HEMLIG-A"};
  steg_error err = {0};
  steg_forgetting forgotten;
  steg_consent_result result;
  int64_t person = 0;
  if (what == NOTHING)
    return;
  if (what == FORGET) {
    well(steg_individual_find(p->store, "f", &key, &person, &err), &err);
    well(steg_forgetting_run(p->store, person, p->arena, &forgotten, &err), &err);
    return;
  }
  steg_consent_change change = {.act = what == END ? STEG_CONSENT_GIVE : STEG_CONSENT_WITHDRAW,
                                .federation = "f",
                                .key = &key,
                                .initiative = "insats",
                                .date = steg_date_make(2024, 1, 1),
                                .until = what == END ? steg_date_make(2024, 6, 1) : STEG_DATE_NONE};
  well(steg_consent_run(p->store, &change, &result, &err), &err);
  change.act = STEG_CONSENT_GIVE;
  if (what == WITHDRAW_AND_GIVE)
    well(steg_consent_run(p->store, &change, &result, &err), &err);
}

#define A "HEMLIG-A"
#define B "HEMLIG-B"
typedef struct settle_example {
  const char *what;
  const char *registered, *answered; /* stored before */
  act act;                           /* upon A */
  int instrument;
  const char *text;
  const char *findings; /* CODE@row,column … */
  size_t accepted;      /* lines, all or nothing */
  size_t kept;          /* with KEEP_VALID */
  const char *rejected; /* then: lines */
} settle_example;

#define A_2024 A ";2024-01-10;2024-11-10;Kvinna;1980;Ett\n"
static const settle_example examples[] = {
    {"a new file says nothing", NULL, NULL, NOTHING, REG, A_2024, "", 1, 1, ""},
    {"erased", A_2024, NULL, FORGET, REG, A_2024 B ";2024-02-01;;;;Två\n", "E_ERASED@2,0", 0, 1, "2"},
    {"withdrawn", A_2024, NULL, WITHDRAW, KORT, B ";2024-02-01;;;Ett;\n" A ";2024-02-02;;;Ett;\n", "E_ERASED@3,0", 0, 1,
     "3"},
    {"given again", A_2024, NULL, WITHDRAW_AND_GIVE, REG, A_2024, "", 1, 1, ""},
    {"after the end of a consent, and on its last day", A_2024, NULL, END, KORT,
     A ";2024-06-01;;;Ett;\n" A ";2024-06-02;;;Ett;\n", "E_CONSENT_ENDED@3,0", 0, 1, "3"},
    {"start and end from the register", A_2024, NULL, NOTHING, KORT, A ";;start;;Ett;\n" A ";;slut;;Två;\n", "", 2, 2,
     ""},
    {"an end that has not come", A ";2024-01-10;;;;Ett\n", NULL, NOTHING, KORT, A ";;slut;;Ett;\n",
     "E_DATE_MISSING@2,0", 0, 0, "2"},
    {"nobody of the register", A_2024, NULL, NOTHING, KORT, B ";;start;;Ett;\n" A ";;start;;Ett;\n",
     "E_DATE_MISSING@2,0", 0, 1, "2"},
    {"two participations to choose from", A_2024 A ";2022-01-10;2022-11-10;Kvinna;1980;Ett\n", NULL, NOTHING, KORT,
     A ";;start;;Ett;\n", "E_DATE_MISSING@2,0", 0, 0, "2"},
    {"the same row twice, once it has its date", A_2024, NULL, NOTHING, KORT,
     A ";2024-01-10;start;;Ett;\n" A ";;start;;Ett;\n", "W_DUP@3,0", 2, 2, ""},
    {"other answers, once it has its date", A_2024, NULL, NOTHING, KORT,
     A ";2024-01-10;start;;Ett;\n" A ";;start;;Två;\n" B ";2024-02-02;;;Ett;\n", "E_DUP_CONFLICT@3,0", 0, 1, "2 3"},
    {"a start after the stored end", A ";2024-01-10;2024-01-15;;;Ett\n", NULL, NOTHING, REG,
     A ";2024-01-20;;;;Ett\n" B ";2024-01-20;;;;Ett\n", "E_ORDER@2,3", 0, 1, "2"},
    {"two that go on", A ";2024-01-10;;;;Ett\n", NULL, NOTHING, REG, A ";2024-09-10;;;;Ett\n", "W_TWO_OPEN@2,3", 1, 1,
     ""},
    {"two at once", A_2024, NULL, NOTHING, REG, A ";2024-05-10;2024-12-10;Kvinna;1980;Ett\n", "W_OVERLAP@2,2", 1, 1,
     ""},
    {"outside the window", A_2024, NULL, NOTHING, KORT, A ";2024-12-11;;;Ett;\n" A ";2024-12-10;;;Ett;\n",
     "W_OUTSIDE@2,2", 2, 2, ""},
    {"stored responses left outside", A_2024, A ";2024-10-10;;;Ett;\n", NOTHING, REG,
     A ";2024-01-10;2024-03-10;Kvinna;1980;Ett\n", "W_OUTSIDE@2,2", 1, 1, ""},
    {"a coach alone", A_2024, NULL, NOTHING, KORT, A ";2024-02-02;;Coach;;Ett\n", "W_COACH_ALONE@2,4", 1, 1, ""},
    {"a coach beside a stored card", A_2024, A ";2024-02-02;;;Ett;\n", NOTHING, KORT, A ";2024-03-03;;Coach;;Ett\n", "",
     1, 1, ""},
    {"another year of birth", A_2024, NULL, NOTHING, REG, A ";2022-01-10;2022-02-10;Kvinna;1979;Ett\n", "W_BIRTH@2,5",
     1, 1, ""},
    {"another sex", A_2024, NULL, NOTHING, REG, A ";2022-01-10;2022-02-10;Man;1980;Ett\n", "W_SEX@2,4", 1, 1, ""},
    {"too young by the stored year", A_2024, NULL, NOTHING, REG, A ";1994-01-10;1994-02-10;;;Ett\n", "W_AGE@2,2", 1, 1,
     ""},
    {"a child by the stored year", A ";2024-01-10;2024-11-10;;2005;Ett\n", NULL, NOTHING, REG,
     A ";2012-01-10;2012-02-10;;;Ett\n", "W_AGE@2,2", 1, 1, ""},
    {"not born by the stored year", A ";2024-01-10;2024-11-10;;2005;Ett\n", NULL, NOTHING, KORT,
     A ";2004-12-31;;;Ett;\n" B ";2024-02-02;;;Ett;\n", "W_OUTSIDE@2,2 E_BIRTH@2,2", 0, 1, "2"},
    {"judged although the file is refused already", A_2024, NULL, NOTHING, KORT,
     B ";2024-02-02;;;Nio;\n" A ";2024-12-31;;;Ett;\n", "E_CAT@2,5 W_OUTSIDE@3,2", 0, 1, "2"},
};

static bool holds(const settle_example *example, steg_import_keep keep, steg_lang lang) {
  place p;
  steg_buffer said, lines;
  open_place(&p);
  store_rows(&p, REG, example->registered);
  store_rows(&p, KORT, example->answered);
  do_to_a(&p, example->act);
  steg_import *import = settle(&p, example->instrument, example->text, keep, lang);
  const steg_import_result *result = steg_import_result_of(import);
  steg_buffer_init(&said, 10000);
  steg_buffer_init(&lines, 10000);
  for (size_t i = 0; i < result->findings.count; i++) {
    const steg_finding *finding = &result->findings.rows[i];
    steg_buffer_printf(&said, "%s%s@%u,%u", i ? " " : "", finding->code, finding->row, finding->column);
    if (strstr(finding->message, "HEMLIG") || (finding->hint && strstr(finding->hint, "HEMLIG")))
      fail_msg("%s: %s tells who", example->what, finding->code);
  }
  for (size_t i = 0; i < result->rejected; i++)
    steg_buffer_printf(&lines, "%s%u", i ? " " : "", result->rejected_lines[i]);
  const size_t accepted = keep == STEG_IMPORT_KEEP_VALID ? example->kept : example->accepted;
  const bool held = !strcmp(said.bytes ? said.bytes : "", example->findings) &&
                    !strcmp(lines.bytes ? lines.bytes : "", example->rejected) && result->accepted == accepted;
  if (!held)
    print_error("%s: %s, accepted %zu, rejected %s; expected %s, %zu, %s\n", example->what, said.bytes,
                result->accepted, lines.bytes, example->findings, accepted, example->rejected);
  assert_int_equal(result->set.row_count > 0, accepted > 0);
  steg_buffer_release(&said);
  steg_buffer_release(&lines);
  steg_import_free(import);
  close_place(&p);
  return held;
}

static void judges_by_what_is_stored(void **state) {
  (void)state;
  int broken = 0;
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
    broken += !holds(&examples[i], STEG_IMPORT_ALL_OR_NOTHING, STEG_LANG_SV);
    broken += !holds(&examples[i], STEG_IMPORT_KEEP_VALID, STEG_LANG_EN);
  }
  assert_int_equal(broken, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(judges_by_what_is_stored)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
