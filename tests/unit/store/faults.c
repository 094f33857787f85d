/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every call of SQLite into the operating system fails once, and from then on; every allocation of SQLite fails once. Each time an
 * import or an undo must have stored all or nothing, have said which, and leave a store that opens and is sound.
 *
 * A VFS named "unix" stands before SQLite's own and counts the calls that may fail.
 */
#include "fixture.h"

#include <fcntl.h>

/* ---- a VFS that fails */

static struct {
  sqlite3_vfs *real;
  long calls;    /* since the last reset */
  long fail_at;  /* number of the call that fails; 0 = none */
  bool for_good; /* all later ones too */
  int code;
} fault;

static bool fails(void) {
  fault.calls++;
  return fault.fail_at && (fault.for_good ? fault.calls >= fault.fail_at : fault.calls == fault.fail_at);
}

typedef struct fault_file {
  sqlite3_file base;
  sqlite3_file *real; /* lies behind */
} fault_file;

static sqlite3_file *real(sqlite3_file *file) {
  return ((fault_file *)file)->real;
}

static int f_close(sqlite3_file *file) {
  return real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
}
static int f_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at) {
  return fails() ? SQLITE_IOERR_READ : real(file)->pMethods->xRead(real(file), bytes, size, at);
}
static int f_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at) {
  return fails() ? fault.code : real(file)->pMethods->xWrite(real(file), bytes, size, at);
}
static int f_truncate(sqlite3_file *file, sqlite3_int64 size) {
  return fails() ? SQLITE_IOERR_TRUNCATE : real(file)->pMethods->xTruncate(real(file), size);
}
static int f_sync(sqlite3_file *file, int flags) {
  return fails() ? SQLITE_IOERR_FSYNC : real(file)->pMethods->xSync(real(file), flags);
}
static int f_size(sqlite3_file *file, sqlite3_int64 *size) {
  return fails() ? SQLITE_IOERR_FSTAT : real(file)->pMethods->xFileSize(real(file), size);
}
static int f_lock(sqlite3_file *file, int level) {
  return fails() ? SQLITE_IOERR_LOCK : real(file)->pMethods->xLock(real(file), level);
}
static int f_unlock(sqlite3_file *file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
static int f_reserved(sqlite3_file *file, int *out) {
  return fails() ? SQLITE_IOERR_CHECKRESERVEDLOCK : real(file)->pMethods->xCheckReservedLock(real(file), out);
}
static int f_control(sqlite3_file *file, int op, void *arg) {
  return real(file)->pMethods->xFileControl(real(file), op, arg);
}
static int f_sector(sqlite3_file *file) {
  return real(file)->pMethods->xSectorSize(real(file));
}
static int f_device(sqlite3_file *file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
static const sqlite3_io_methods methods = {1,      f_close,  f_read,     f_write,   f_truncate, f_sync,   f_size,
                                           f_lock, f_unlock, f_reserved, f_control, f_sector,   f_device, NULL,
                                           NULL,   NULL,     NULL,       NULL,      NULL};

static int f_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  fault_file *ours = (fault_file *)file;
  (void)vfs;
  ours->real = (sqlite3_file *)&ours[1];
  ours->base.pMethods = NULL;
  if (fails())
    return SQLITE_CANTOPEN;
  int rc = fault.real->xOpen(fault.real, name, ours->real, flags, out);
  if (rc == SQLITE_OK)
    ours->base.pMethods = &methods;
  return rc;
}
/* Fails after the fact, as when the name is gone but the folder can't be synced: the case in which a COMMIT fails and has stored. */
static int f_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  int rc = fault.real->xDelete(fault.real, name, sync);
  return fails() ? SQLITE_IOERR_DIR_FSYNC : rc;
}
static int f_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
  (void)vfs;
  return fails() ? SQLITE_IOERR_ACCESS : fault.real->xAccess(fault.real, name, flags, out);
}
static int f_full(sqlite3_vfs *vfs, const char *name, int size, char *out) {
  (void)vfs;
  return fault.real->xFullPathname(fault.real, name, size, out);
}
static sqlite3_vfs vfs;

/* ---- memory that fails */

static sqlite3_mem_methods real_memory;
static struct { long calls, fail_at; } memory;

static void *m_malloc(int size) {
  return ++memory.calls == memory.fail_at ? NULL : real_memory.xMalloc(size);
}
static void *m_realloc(void *old, int size) {
  return ++memory.calls == memory.fail_at ? NULL : real_memory.xRealloc(old, size);
}

static int install(void **state) {
  (void)state;
  sqlite3_mem_methods wrapped;
  sqlite3_shutdown();
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
  wrapped = real_memory;
  wrapped.xMalloc = m_malloc;
  wrapped.xRealloc = m_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &wrapped);
  sqlite3_initialize();
  fault.real = sqlite3_vfs_find("unix");
  vfs = *fault.real;
  vfs.pNext = NULL;
  vfs.szOsFile = (int)sizeof(fault_file) + fault.real->szOsFile;
  vfs.xOpen = f_open;
  vfs.xDelete = f_delete;
  vfs.xAccess = f_access;
  vfs.xFullPathname = f_full;
  sqlite3_vfs_register(&vfs, 1);
  return sqlite3_vfs_find("unix") == &vfs ? 0 : -1;
}

/* ---- what is tried */

enum { ROWS = 60 };

typedef struct trial {
  fixture_row rows[ROWS];
  bool undo; /* takes batch 1 back, else imports it */
} trial;

/* Opens, does it, closes. Returns whether it said that it had been done. */
static bool attempt(fixture *f, trial *t, steg_error *err) {
  steg_commit_result result;
  size_t rows = 0;
  bool done = false;
  if (steg_store_open(f->path, STEG_STORE_WRITE, f->keys, &f->store, err) == 0)
    done = (t->undo ? steg_batch_undo(f->store, 1, &rows, err)
                    : fixture_try(f, &f->kort, t->rows, ROWS, STEG_COMMIT_STORE, &result, err)) == 0;
  fixture_close(f);
  return done;
}

static void copy_file(const fixture *f, const char *from, const char *to, const char *name) {
  static char bytes[1 << 20];
  char path[256];
  snprintf(path, sizeof path, "%s/%s%s", f->folder, from, name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  size_t size = fread(bytes, 1, sizeof bytes, file);
  assert_true(size < sizeof bytes);
  fclose(file);
  snprintf(path, sizeof path, "%s/%s%s", f->folder, to, name);
  unlink(path);
  int handle = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  assert_int_equal(write(handle, bytes, size), (ssize_t)size);
  close(handle);
}

/* Both files under another prefix, and what a failed attempt left beside them away. */
static void copy_store(const fixture *f, const char *from, const char *to) {
  copy_file(f, from, to, "stegvis.db");
  copy_file(f, from, to, "identity.db");
  DIR *folder = opendir(f->folder);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (strstr(entry->d_name, "-journal") || strstr(entry->d_name, "-mj"))
      unlinkat(dirfd(folder), entry->d_name, 0);
  closedir(folder);
}

/* The store must be as it was said to be. */
static void judge(fixture *f, const trial *t, bool done, const steg_error *err, const char *when, long number) {
  fault.fail_at = 0;
  memory.fail_at = 0;
  if (!done && (err->kind != STEG_ERROR_ENVIRONMENT || strlen(err->text) < 10))
    fail_msg("%s %ld: no sentence: %d %s", when, number, err->kind, err->text);
  fixture_open(f);
  fixture_sound(f);
  fixture_close(f);
  fixture_no_journal(f);
  char *count =
      fixture_query(f->path, "SELECT (SELECT count(*) FROM answers_kort), (SELECT count(*) FROM participations)");
  char *keys = fixture_query(steg_arena_printf(f->arena, "%s/identity.db", f->folder), "SELECT count(*) FROM keys");
  bool there = done != t->undo;
  if (!done &&
      strstr(err->text, "can't be told")) /* the disk went away for good with the COMMIT: either is right, if whole */
    there = count[0] != '0';
  if (strcmp(count, there ? "60|30\n" : "0|0\n") != 0 || strcmp(keys, there ? "30\n" : "0\n") != 0)
    fail_msg("%s %ld: said %s (%s), but there are %s and %s", when, number, done ? "done" : "not done", err->text,
             count, keys);
  free(count);
  free(keys);
}

static void prepare(fixture *f, trial *t, bool undo) {
  static const char *const dates[] = {"2024-01-10", "2024-04-10"};
  steg_error err = {0};
  t->undo = false;
  for (int i = 0; i < ROWS; i++)
    t->rows[i] = (fixture_row){
        .who = steg_arena_printf(f->arena, "D%d", i / 2), .date = dates[i % 2], .scale = 1 + i % 3, .text = "text"};
  fixture_ok(steg_store_prepare(f->store, &f->kort, &err), &err);
  fixture_close(f);
  if (undo)
    assert_true(attempt(f, t, &err));
  t->undo = undo;
  copy_store(f, "", "kept_");
}

static void every_call_fails(fixture *f, bool undo, bool for_good, int code) {
  trial t;
  int failed = 0;
  prepare(f, &t, undo);
  for (long number = 1;; number++) {
    steg_error err = {0};
    copy_store(f, "kept_", "");
    fault.calls = 0;
    fault.for_good = for_good;
    fault.code = code;
    fault.fail_at = number;
    bool done = attempt(f, &t, &err);
    bool reached = fault.calls >= number;
    failed += !done;
    judge(f, &t, done, &err, for_good ? "from call" : "call", number);
    if (!reached)
      break;
  }
  assert_true(failed > 30); /* it did get in the way */
}

static void an_import_whose_calls_fail_once(void **state) {
  every_call_fails(*state, false, false, SQLITE_IOERR_WRITE);
}
static void an_import_whose_calls_fail_for_good(void **state) {
  every_call_fails(*state, false, true, SQLITE_IOERR_WRITE);
}
static void an_import_on_a_disk_that_gets_full(void **state) {
  every_call_fails(*state, false, true, SQLITE_FULL);
}
static void an_undo_whose_calls_fail_for_good(void **state) {
  every_call_fails(*state, true, true, SQLITE_IOERR_WRITE);
}

static void every_allocation_fails(fixture *f, bool undo) {
  trial t;
  int failed = 0;
  prepare(f, &t, undo);
  for (long number = 1;; number += number < 150 ? 1 : 13) {
    steg_error err = {0};
    copy_store(f, "kept_", "");
    memory.calls = 0;
    memory.fail_at = number;
    bool done = attempt(f, &t, &err);
    bool reached = memory.calls >= number;
    failed += !done;
    judge(f, &t, done, &err, "allocation", number);
    if (!reached)
      break;
  }
  assert_true(failed > 100);
}

static void an_import_without_memory(void **state) {
  every_allocation_fails(*state, false);
}
static void an_undo_without_memory(void **state) {
  every_allocation_fails(*state, true);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
      TEST(an_import_whose_calls_fail_once),    TEST(an_import_whose_calls_fail_for_good),
      TEST(an_import_on_a_disk_that_gets_full), TEST(an_undo_whose_calls_fail_for_good),
      TEST(an_import_without_memory),           TEST(an_undo_without_memory),
  };
  return cmocka_run_group_tests(tests, install, NULL);
}
