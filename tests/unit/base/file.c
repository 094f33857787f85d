/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- a folder of our own for each test */

static int make_folder(void **state) {
  char template[] = "/tmp/stegvis-file-XXXXXX";
  char *folder = mkdtemp(template);
  *state = folder ? strdup(folder) : NULL;
  return *state ? 0 : -1;
}

static int entry_count(const char *folder) {
  DIR *directory = opendir(folder);
  assert_non_null(directory);
  int count = 0;
  for (struct dirent *entry; (entry = readdir(directory));)
    count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  closedir(directory);
  return count;
}

static int remove_folder(void **state) {
  char *folder = *state;
  char path[PATH_MAX + 300];
  DIR *directory = opendir(folder);
  if (!directory)
    return -1;
  for (struct dirent *entry; (entry = readdir(directory));) {
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (unlink(path) != 0)
      rmdir(path);
  }
  closedir(directory);
  int result = rmdir(folder);
  free(folder);
  return result;
}

static const char *in_folder(void **state, const char *name) {
  static char path[PATH_MAX];
  steg_error err = {0};
  assert_int_equal(steg_file_join(path, sizeof path, *state, name, &err), 0);
  return path;
}

static void assert_holds(const char *path, const char *expected) {
  steg_buffer buffer;
  steg_error err = {0};
  steg_buffer_init(&buffer, 1 << 20);
  assert_int_equal(steg_file_read(path, 1 << 20, &buffer, &err), 0);
  assert_string_equal(buffer.bytes, expected);
  steg_buffer_release(&buffer);
}

/* ---- reading */

static void a_file_is_read_up_to_its_maximum(void **state) {
  const char *path = in_folder(state, "data");
  steg_error err = {0};
  size_t size = 200000;
  char *bytes = malloc(size);
  for (size_t i = 0; i < size; i++)
    bytes[i] = (char)(i % 251);
  assert_int_equal(steg_file_write(path, bytes, size, 0600, &err), 0);
  static const struct {
    size_t max_size;
    size_t room;
    int expected;
    const char *text;
  } rows[] = {
      {200000, 200000, 0, NULL},
      {SIZE_MAX, SIZE_MAX, 0, NULL},
      {199999, 200000, -1, "larger than the 199999 bytes"},
      {0, 200000, -1, "larger than the 0 bytes"},
      {200000, 199999, -1, "out of memory"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer buffer;
    steg_buffer_init(&buffer, rows[i].room);
    err = (steg_error){0};
    assert_int_equal(steg_file_read(path, rows[i].max_size, &buffer, &err), rows[i].expected);
    if (rows[i].text) {
      assert_non_null(strstr(err.text, rows[i].text));
      assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
    } else {
      assert_int_equal(buffer.size, size);
      assert_memory_equal(buffer.bytes, bytes, size);
    }
    steg_buffer_release(&buffer);
  }
  free(bytes);
}

static void what_is_no_file_is_refused(void **state) {
  char pipe_path[PATH_MAX];
  snprintf(pipe_path, sizeof pipe_path, "%s", in_folder(state, "pipe"));
  assert_int_equal(mkfifo(pipe_path, 0600), 0);
  const struct {
    const char *path;
    const char *text;
  } rows[] = {
      {*state, "is a folder, not a file"},
      {pipe_path, "is a device or a pipe, not a file"}, /* and does not wait for a writer */
      {"/dev/null", "is a device or a pipe, not a file"},
      {"/nowhere/at/all", "can't be opened: No such file or directory"},
      {"", "can't be opened: No such file or directory"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer buffer;
    steg_error err = {0};
    steg_buffer_init(&buffer, 100);
    assert_int_equal(steg_file_read(rows[i].path, 100, &buffer, &err), -1);
    assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
    assert_non_null(strstr(err.text, rows[i].text));
    assert_int_equal(buffer.size, 0);
    steg_buffer_release(&buffer);
  }
}

/* ---- writing */

static void a_file_is_made_and_replaced(void **state) {
  const char *path = in_folder(state, "report.html");
  steg_error err = {0};
  mode_t old = umask(0022);
  assert_int_equal(steg_file_write(path, "one", 3, 0644, &err), 0);
  assert_holds(path, "one");
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_mode & 07777, 0644);
  assert_int_equal(steg_file_write(path, "two, longer", 11, 0600, &err), 0);
  assert_holds(path, "two, longer");
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_mode & 07777, 0600);
  assert_int_equal(steg_file_write(path, NULL, 0, 0666, &err), 0);
  assert_holds(path, "");
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_mode & 07777, 0644); /* the umask counts */
  umask(old);
  assert_int_equal(entry_count(*state), 1);
}

static void names_of_every_kind_are_written(void **state) {
  char here[PATH_MAX];
  assert_non_null(getcwd(here, sizeof here));
  assert_int_equal(chdir(*state), 0);
  steg_error err = {0};
  char longest[256];
  memset(longest, 'n', 255);
  longest[255] = '\0';
  assert_int_equal(steg_file_write("plain", "a", 1, 0600, &err), 0);
  assert_int_equal(steg_file_write("./dotted", "b", 1, 0600, &err), 0);
  assert_int_equal(steg_file_write(".//slashed", "c", 1, 0600, &err), 0);
  assert_int_equal(steg_file_write(longest, "d", 1, 0600, &err), 0); /* the temporary name must not be longer still */
  assert_holds("plain", "a");
  assert_holds("dotted", "b");
  assert_holds("slashed", "c");
  assert_holds(longest, "d");
  assert_int_equal(entry_count(*state), 4);
  assert_int_equal(chdir(here), 0);
}

static void a_folder_or_device_is_never_replaced(void **state) {
  char folder[PATH_MAX], pipe_path[PATH_MAX], link_path[PATH_MAX], slash[PATH_MAX];
  snprintf(folder, sizeof folder, "%s", in_folder(state, "folder"));
  snprintf(pipe_path, sizeof pipe_path, "%s", in_folder(state, "pipe"));
  snprintf(link_path, sizeof link_path, "%s", in_folder(state, "null"));
  snprintf(slash, sizeof slash, "%s", in_folder(state, "new/"));
  assert_int_equal(mkdir(folder, 0700), 0);
  assert_int_equal(mkfifo(pipe_path, 0600), 0);
  assert_int_equal(symlink("/dev/null", link_path), 0);
  const struct {
    const char *path;
    const char *text;
  } rows[] = {
      {folder, "is a folder"},
      {pipe_path, "is a device or a pipe"},
      {link_path, "is a device or a pipe"},
      {"/dev/null", "is a device or a pipe"},
      {slash, "is no file name"},
      {"", "is no file name"},
      {"/nowhere/at/all", "the folder can't be opened: No such file or directory"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_error err = {0};
    assert_int_equal(steg_file_write(rows[i].path, "x", 1, 0600, &err), -1);
    assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
    assert_non_null(strstr(err.text, rows[i].text));
  }
  assert_int_equal(entry_count(*state), 3);
  struct stat status;
  assert_int_equal(stat("/dev/null", &status), 0);
  assert_true(S_ISCHR(status.st_mode));
}

/* Someone who may write the folder lays out links under the very names we would use. */
static void a_planted_temporary_file_is_not_followed(void **state) {
  char victim[PATH_MAX];
  steg_error err = {0};
  snprintf(victim, sizeof victim, "%s", in_folder(state, "victim"));
  assert_int_equal(steg_file_write(victim, "precious", 8, 0600, &err), 0);
  for (int i = 0; i < 5; i++) {
    char name[64];
    snprintf(name, sizeof name, ".stegvis-%ld-%d.tmp", (long)getpid(), i);
    assert_int_equal(symlink(victim, in_folder(state, name)), 0);
  }
  assert_int_equal(steg_file_write(in_folder(state, "report"), "new", 3, 0600, &err), 0);
  assert_holds(in_folder(state, "report"), "new");
  assert_holds(victim, "precious");
  assert_int_equal(entry_count(*state), 7);
}

/* A link to a file is replaced by the file; what it led to stays. */
static void a_link_is_replaced_not_followed(void **state) {
  char target[PATH_MAX];
  steg_error err = {0};
  snprintf(target, sizeof target, "%s", in_folder(state, "target"));
  assert_int_equal(steg_file_write(target, "old", 3, 0600, &err), 0);
  assert_int_equal(symlink(target, in_folder(state, "link")), 0);
  assert_int_equal(steg_file_write(in_folder(state, "link"), "new", 3, 0600, &err), 0);
  assert_holds(in_folder(state, "link"), "new");
  assert_holds(target, "old");
}

/* RLIMIT_FSIZE stops a write midway as a full disk does; /dev/full is no regular file. */
static void a_write_that_fails_leaves_the_old_file(void **state) {
  const char *path = in_folder(state, "data");
  steg_error err = {0};
  assert_int_equal(steg_file_write(path, "old", 3, 0600, &err), 0);
  struct rlimit before, small;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 4096;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  static char large[100000];
  int result = steg_file_write(path, large, sizeof large, 0600, &err);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  assert_int_equal(result, -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_non_null(strstr(err.text, "data: can't be written: File too large"));
  assert_holds(path, "old");
  assert_int_equal(entry_count(*state), 1); /* no temporary file is left */
}

/* ---- a reader beside a writer sees one whole file or the other */

enum { SIZE = 50000, ROUNDS = 200 };

typedef struct race {
  const char *path;
  atomic_bool done;
  int torn;
  int reads;
} race;

static void *read_on(void *context) {
  race *shared = context;
  do {
    steg_buffer buffer;
    steg_error err = {0};
    steg_buffer_init(&buffer, SIZE * 2);
    bool whole = steg_file_read(shared->path, SIZE * 2, &buffer, &err) == 0 && buffer.size == SIZE;
    for (size_t i = 1; whole && i < SIZE; i++)
      whole = buffer.bytes[i] == buffer.bytes[0];
    shared->torn += !whole;
    shared->reads++;
    steg_buffer_release(&buffer);
  } while (!atomic_load(&shared->done));
  return NULL;
}

static void a_reader_sees_the_old_or_the_new_file(void **state) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s", in_folder(state, "data"));
  static char bytes[SIZE];
  steg_error err = {0};
  race shared = {.path = path};
  assert_int_equal(steg_file_write(path, bytes, SIZE, 0600, &err), 0);
  pthread_t reader;
  assert_int_equal(pthread_create(&reader, NULL, read_on, &shared), 0);
  for (int i = 0; i < ROUNDS; i++) {
    memset(bytes, 'a' + i % 26, SIZE);
    assert_int_equal(steg_file_write(path, bytes, SIZE, 0600, &err), 0);
  }
  atomic_store(&shared.done, true);
  pthread_join(reader, NULL);
  assert_int_equal(shared.torn, 0);
  assert_true(shared.reads > 0);
}

/* ---- names and folders */

static void folders_are_made_and_seen(void **state) {
  const char *path = in_folder(state, "sub");
  steg_error err = {0};
  assert_false(steg_file_exists(path));
  assert_int_equal(steg_file_make_folder(path, &err), 0);
  assert_true(steg_file_is_folder(path));
  assert_true(steg_file_exists(path));
  assert_int_equal(steg_file_make_folder(path, &err), 0);
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_mode & 0077, 0);
  path = in_folder(state, "file");
  assert_int_equal(steg_file_write(path, "x", 1, 0600, &err), 0);
  assert_true(steg_file_exists(path));
  assert_false(steg_file_is_folder(path));
  assert_int_equal(steg_file_make_folder(path, &err), -1);
  assert_non_null(strstr(err.text, "the folder can't be made: File exists"));
  assert_int_equal(steg_file_make_folder(in_folder(state, "no/such"), &err), -1);
}

static void paths_are_joined_within_their_room(void **state) {
  (void)state;
  static const struct {
    const char *folder, *name, *expected;
    size_t size;
  } rows[] = {
      {"a", "b", "a/b", 4}, {"a", "b", NULL, 3}, {"a/", "b", "a/b", 4}, {"/", "b", "/b", 3},   {"", "b", "b", 2},
      {"a", "", "a/", 3},   {"a", "", NULL, 2},  {"abc", "d", NULL, 3}, {"abc", "d", NULL, 5}, {"abc", "d", "abc/d", 6},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char out[16] = "untouched";
    steg_error err = {0};
    int result = steg_file_join(out, rows[i].size, rows[i].folder, rows[i].name, &err);
    assert_int_equal(result, rows[i].expected ? 0 : -1);
    assert_string_equal(out, rows[i].expected ? rows[i].expected : "untouched");
    assert_int_equal(err.kind, rows[i].expected ? STEG_ERROR_NONE : STEG_ERROR_ENVIRONMENT);
  }
  char out[4];
  steg_error err = {0};
  assert_int_equal(steg_file_join(out, 0, "", "", &err), -1);
  assert_string_equal(steg_file_name("/a/b.csv"), "b.csv");
  assert_string_equal(steg_file_name("b.csv"), "b.csv");
  assert_string_equal(steg_file_name("a/"), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_file_is_read_up_to_its_maximum, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(what_is_no_file_is_refused, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_file_is_made_and_replaced, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(names_of_every_kind_are_written, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_folder_or_device_is_never_replaced, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_planted_temporary_file_is_not_followed, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_link_is_replaced_not_followed, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_write_that_fails_leaves_the_old_file, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_reader_sees_the_old_or_the_new_file, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(folders_are_made_and_seen, make_folder, remove_folder),
      cmocka_unit_test(paths_are_joined_within_their_room),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
