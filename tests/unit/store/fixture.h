/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fixture - what the store's tests share: a folder of their own, three small instruments, and sets of rows.
 *
 * The instruments have an item of every type: "kort" is repeated, "reg" a register, "enkat" anonymous. Personnummer are of people
 * born in the 1890s.
 */
#ifndef STEG_TEST_STORE_FIXTURE_H
#define STEG_TEST_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "instrument/fingerprint.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/batch.h"
#include "store/commit.h"
#include "store/participation.h"
#include "store/response.h"
#include "store/store.h"
#include <dirent.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- instruments */

static const steg_level fixture_steps[] = {
    {.value = 1, .code = "lag", .label_sv = "Låg", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "mellan", .label_sv = "Mellan", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "hog", .label_sv = "Hög's", .kind = STEG_LEVEL_STEP, .positive = 1},
    {.value = -1, .code = "vet_ej", .label_sv = "Kan inte svara", .kind = STEG_LEVEL_OFF_SCALE},
};
static const steg_level fixture_incomes[] = {
    {.value = 1, .code = "lon", .label_sv = "Lön", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "sjukpenning", .label_sv = "Sjukpenning", .kind = STEG_LEVEL_STEP},
};
static const steg_scale fixture_scales[] = {
    {.id = "steg", .levels = STEG_ROWS(fixture_steps), .ordered = 1, .better = STEG_BETTER_UP},
    {.id = "inkomst", .levels = STEG_ROWS(fixture_incomes), .better = STEG_BETTER_NONE},
};
static const steg_role fixture_roles[] = {
    {.id = "deltagare", .label_sv = "Deltagare"},
    {.id = "coach", .label_sv = "Coach"},
};
/* Items named as our own columns would be without their underscore. */
static const steg_item fixture_items[] = {
    {.id = "date", .text_sv = "Skala", .type = STEG_ITEM_SCALE, .scale = "steg", .sensitivity = STEG_SENSITIVE},
    {.id = "batch", .text_sv = "Val", .type = STEG_ITEM_CHOICE, .scale = "inkomst", .sensitivity = STEG_SENSITIVE},
    {.id = "inkomst",
     .text_sv = "Flera",
     .type = STEG_ITEM_MULTI,
     .scale = "inkomst",
     .sensitivity = STEG_SENSITIVE,
     .extent = 1},
    {.id = "tal", .text_sv = "Tal", .type = STEG_ITEM_NUMBER, .sensitivity = STEG_NEUTRAL},
    {.id = "andel", .text_sv = "Procent", .type = STEG_ITEM_PERCENT, .sensitivity = STEG_NEUTRAL},
    {.id = "dag", .text_sv = "Dag", .type = STEG_ITEM_DATE, .sensitivity = STEG_NEUTRAL},
    {.id = "ord", .text_sv = "Fritext", .type = STEG_ITEM_TEXT, .sensitivity = STEG_SENSITIVE},
    {.id = "flagga", .text_sv = "Flagga", .type = STEG_ITEM_FLAG, .sensitivity = STEG_NEUTRAL},
};
/* Slots: date 0, batch 1, inkomst__lon 2, inkomst__sjukpenning 3, tal 4, andel 5, dag 6, ord 7, flagga 8. */
enum { FIXTURE_SLOTS = 9 };

#define FIXTURE_INSTRUMENT(id_, kind_)                                                                                 \
  {                                                                                                                    \
    STEG_HEAD, .id = id_, .version = "1", .title_sv = "Prov", .owner = "ingen", .licence = "fri",                      \
               .source = "påhittad", .provenance = "prov", .kind = kind_, .scales = STEG_ROWS(fixture_scales),         \
               .roles = STEG_ROWS(fixture_roles), .items = STEG_ROWS(fixture_items), .columns = STEG_NO_ROWS,          \
               .checks = STEG_NO_ROWS, .indexes = STEG_NO_ROWS, .crosswalk = STEG_NO_ROWS                              \
  }
static const steg_instrument fixture_kort = FIXTURE_INSTRUMENT("kort", STEG_KIND_REPEATED);
static const steg_instrument fixture_reg = FIXTURE_INSTRUMENT("reg", STEG_KIND_REGISTER);
static const steg_instrument fixture_enkat = FIXTURE_INSTRUMENT("enkat", STEG_KIND_ANONYMOUS);

/* ---- a folder with a store */

typedef struct fixture {
  char folder[64];
  char path[96];
  char keys[96];
  steg_arena *arena;
  steg_registry_entry kort, reg, enkat;
  steg_store *store; /* open for writing */
} fixture;

static inline steg_registry_entry fixture_entry(const steg_instrument *instrument, steg_arena *arena) {
  steg_registry_entry entry = {.instrument = instrument,
                               .layout = steg_layout_make(instrument, arena),
                               .door = STEG_DOOR_PLUGIN,
                               .path = "prov"};
  steg_fingerprint_content(instrument, entry.fingerprint);
  return entry;
}

static inline void fixture_ok(int result, const steg_error *err) {
  if (result < 0)
    print_error("%s\n", err->text);
  assert_true(result >= 0);
}

static inline void fixture_open(fixture *f) {
  steg_error err = {0};
  fixture_ok(steg_store_open(f->path, STEG_STORE_WRITE, f->keys, &f->store, &err), &err);
}

static inline int fixture_setup(void **state) {
  steg_error err = {0};
  fixture *f = calloc(1, sizeof *f);
  strcpy(f->folder, "/tmp/stegvis-store-XXXXXX");
  assert_non_null(mkdtemp(f->folder));
  snprintf(f->path, sizeof f->path, "%s/stegvis.db", f->folder);
  snprintf(f->keys, sizeof f->keys, "%s/keys/deep", f->folder);
  f->arena = steg_arena_new(0);
  f->kort = fixture_entry(&fixture_kort, f->arena);
  f->reg = fixture_entry(&fixture_reg, f->arena);
  f->enkat = fixture_entry(&fixture_enkat, f->arena);
  fixture_ok(steg_store_create(f->path, f->keys, &err), &err);
  fixture_open(f);
  *state = f;
  return 0;
}

static inline void fixture_close(fixture *f) {
  steg_store_close(f->store);
  f->store = NULL;
}

static inline int fixture_teardown(void **state) {
  fixture *f = *state;
  char command[128];
  fixture_close(f);
  snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
  assert_int_equal(system(command), 0);
  steg_arena_free(f->arena);
  free(f);
  return 0;
}

/* ---- rows */

/* One row as a test writes it. who: "1890…" twelve digits, another text is an own code, NULL is nobody. Dates as YYYY-MM-DD. */
typedef struct fixture_row {
  const char *who;
  const char *initiative;
  const char *date;
  int role;  /* index; -1 none */
  int scale; /* answer to the scale item, 0 = none */
  const char *text;
  const char *start, *end; /* attributes */
  int sex;
  const char *coach;
  int occasion;
  int income;    /* extent of inkomst__lon, 0 = none */
  double number; /* 0 = none */
} fixture_row;

static inline steg_date fixture_date(const char *text) {
  return text ? steg_date_parse_iso(text) : STEG_DATE_NONE;
}

/* distinct: every row is about somebody new, so nobody is looked for. */
static inline const steg_row_set *fixture_set_of(fixture *f, const steg_registry_entry *entry, const fixture_row *rows,
                                                 size_t count, bool distinct) {
  steg_arena *arena = f->arena;
  steg_row_set *set = steg_arena_alloc(arena, sizeof *set);
  steg_person_key *people = steg_arena_array(arena, count, sizeof *people);
  steg_row_initiative *initiatives = steg_arena_array(arena, count, sizeof *initiatives);
  steg_attributes *attributes = steg_arena_array(arena, count, sizeof *attributes);
  const char **texts = steg_arena_array(arena, count, sizeof *texts);
  double *numbers = steg_arena_array(arena, count, sizeof *numbers);
  uint32_t slots = entry->layout->slot_count;
  assert_int_equal(slots, FIXTURE_SLOTS);
  set->entry = entry;
  set->rows = steg_arena_array(arena, count, sizeof *set->rows);
  set->slots = steg_arena_array(arena, count * slots, sizeof *set->slots);
  set->row_count = count;
  for (size_t i = 0; i < count; i++) {
    const fixture_row *row = &rows[i];
    int32_t person = STEG_ROW_NOBODY;
    size_t initiative = 0;
    if (row->who) {
      for (person = distinct ? (int32_t)set->person_count : 0;
           (size_t)person < set->person_count && strcmp(people[person].text, row->who) != 0; person++)
        ;
      if ((size_t)person == set->person_count)
        people[set->person_count++] = (steg_person_key){
            .kind = strlen(row->who) == 12 && strspn(row->who, "0123456789") == 12 ? STEG_KEY_NATIONAL : STEG_KEY_CODE,
            .text = row->who};
    }
    const char *id = row->initiative ? row->initiative : "jobbsam";
    while (initiative < set->initiative_count && strcmp(initiatives[initiative].id, id) != 0)
      initiative++;
    if (initiative == set->initiative_count)
      initiatives[set->initiative_count++] =
          (steg_row_initiative){.id = id, .federation = strncmp(id, "b_", 2) == 0 ? "forbund_b" : "forbund_a"};
    bool said = row->start || row->end || row->sex || row->coach;
    set->rows[i] = (steg_row){.line = (uint32_t)i + 2,
                              .initiative = (int32_t)initiative,
                              .person = person,
                              .date = fixture_date(row->date),
                              .role = (int16_t)row->role,
                              .occasion = (int16_t)row->occasion,
                              .attributes = said ? (int32_t)set->attribute_count : -1};
    if (said)
      attributes[set->attribute_count++] = (steg_attributes){.start = fixture_date(row->start),
                                                             .end = fixture_date(row->end),
                                                             .sex = (steg_sex)row->sex,
                                                             .coach = row->coach};
    int32_t *slot = set->slots + i * slots;
    for (uint32_t s = 0; s < slots; s++)
      slot[s] = STEG_SLOT_NONE;
    if (row->scale)
      slot[0] = row->scale;
    if (row->income)
      slot[2] = row->income;
    if (row->number != 0) {
      numbers[set->number_count] = row->number;
      slot[4] = (int32_t)set->number_count++;
    }
    if (row->text) {
      texts[set->text_count] = row->text;
      slot[7] = (int32_t)set->text_count++;
    }
  }
  set->people = people;
  set->initiatives = initiatives;
  set->attributes = attributes;
  set->texts = texts;
  set->numbers = numbers;
  return set;
}

static inline const steg_row_set *fixture_set(fixture *f, const steg_registry_entry *entry, const fixture_row *rows,
                                              size_t count) {
  return fixture_set_of(f, entry, rows, count, false);
}

static inline const steg_row_set *fixture_set_distinct(fixture *f, const steg_registry_entry *entry,
                                                       const fixture_row *rows, size_t count) {
  return fixture_set_of(f, entry, rows, count, true);
}

static inline int fixture_try(fixture *f, const steg_registry_entry *entry, const fixture_row *rows, size_t count,
                              steg_commit_mode mode, steg_commit_result *ret_result, steg_error *err) {
  steg_commit_source source = {.file_name = "prov.csv", .last_date = STEG_DATE_NONE};
  const steg_row_set *set = fixture_set(f, entry, rows, count);
  for (size_t i = 0; i < count; i++)
    if (set->rows[i].date > source.last_date)
      source.last_date = set->rows[i].date;
  steg_hash_of("prov", 4, source.file_hash);
  return steg_commit_run(f->store, set, &source, mode, NULL, NULL, f->arena, ret_result, err);
}

static inline steg_commit_result fixture_commit(fixture *f, const steg_registry_entry *entry, const fixture_row *rows,
                                                size_t count) {
  steg_error err = {0};
  steg_commit_result result = {0};
  fixture_ok(fixture_try(f, entry, rows, count, STEG_COMMIT_STORE, &result, &err), &err);
  return result;
}
#define FIXTURE_COMMIT(f, entry, rows) fixture_commit(f, entry, rows, sizeof(rows) / sizeof((rows)[0]))

/* ---- looking with another pair of eyes: a plain connection of SQLite */

static inline sqlite3 *fixture_sqlite(const char *path) {
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
  return db;
}

/* All cells of all rows, "|" between cells and "\n" after rows; to be freed. */
static inline char *fixture_query(const char *path, const char *sql) {
  sqlite3 *db = fixture_sqlite(path);
  sqlite3_stmt *statement = NULL;
  size_t size = 0;
  char *text = NULL;
  FILE *out = open_memstream(&text, &size);
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
      fputs(i ? "|" : "", out);
      if (sqlite3_column_type(statement, i) == SQLITE_BLOB) {
        const unsigned char *bytes = sqlite3_column_blob(statement, i);
        for (int b = 0; b < sqlite3_column_bytes(statement, i); b++)
          fprintf(out, "%02x", bytes[b]);
      } else if (sqlite3_column_type(statement, i) != SQLITE_NULL)
        fputs((const char *)sqlite3_column_text(statement, i), out);
    }
    fputc('\n', out);
  }
  fclose(out);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return text;
}

static inline void fixture_expect(const char *path, const char *sql, const char *expected) {
  char *found = fixture_query(path, sql);
  assert_string_equal(found, expected);
  free(found);
}

static inline void fixture_run(const char *path, const char *sql) {
  sqlite3 *db = fixture_sqlite(path);
  char *message = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
    fail_msg("%s: %s", sql, message);
  sqlite3_close(db);
}

/* ---- the whole content, for "as it was before" */

/* Every row of every table of both files, sorted, without what tells of the past: meta, batches, audit, sqlite_*. To be freed. */
static inline char *fixture_dump(const fixture *f) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  for (int file = 0; file < 2; file++) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", f->folder, file ? "identity.db" : "stegvis.db");
    char *names = fixture_query(
        path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'batches', 'audit')"
              " ORDER BY name");
    for (char *name = strtok(names, "\n"); name; name = strtok(NULL, "\n")) {
      char sql[256];
      snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY 1, 2", name);
      char *rows = fixture_query(path, sql);
      fprintf(out, "-- %s\n%s", name, rows);
      free(rows);
    }
    free(names);
  }
  fclose(out);
  return text;
}

/* Frees `before`. */
static inline void fixture_same_dump(const fixture *f, char *before) {
  char *after = fixture_dump(f);
  assert_string_equal(before, after);
  free(before);
  free(after);
}

static inline void fixture_print_fault(void *context, const steg_error *found) {
  (void)context;
  print_error("%s\n", found->text);
}

/* No fault by the store's own check. */
static inline void fixture_sound(fixture *f) {
  steg_error err = {0};
  int faults = steg_store_check(f->store, NULL, fixture_print_fault, NULL, &err);
  if (faults < 0)
    print_error("%s\n", err.text);
  assert_int_equal(faults, 0);
}

/* Nothing but the two files and the keys stands in the folder. */
static inline void fixture_no_journal(const fixture *f) {
  DIR *folder = opendir(f->folder);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (strstr(entry->d_name, "-journal") || strstr(entry->d_name, "-mj") || strstr(entry->d_name, "-wal"))
      fail_msg("%s was left behind", entry->d_name);
  closedir(folder);
}

#endif
