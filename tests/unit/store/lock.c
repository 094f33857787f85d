/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "store/lock.h"
#include <linux/magic.h>
#include <sys/wait.h>

static void file_systems(void **state) {
  (void)state;
  static const struct {
    long type;
    bool remote;
  } cases[] = {
      {NFS_SUPER_MAGIC, true},    {SMB_SUPER_MAGIC, true},  {CIFS_SUPER_MAGIC, true}, {(int)CIFS_SUPER_MAGIC, true},
      {SMB2_SUPER_MAGIC, true},   {V9FS_MAGIC, true},       {CODA_SUPER_MAGIC, true}, {AFS_SUPER_MAGIC, true},
      {AFS_FS_MAGIC, true},       {CEPH_SUPER_MAGIC, true}, {FUSE_SUPER_MAGIC, true}, {EXT4_SUPER_MAGIC, false},
      {BTRFS_SUPER_MAGIC, false}, {XFS_SUPER_MAGIC, false}, {TMPFS_MAGIC, false},     {OVERLAYFS_SUPER_MAGIC, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_int_equal(steg_lock_is_remote_type(cases[i].type), cases[i].remote);
  assert_false(steg_lock_is_remote("/tmp"));
  assert_false(steg_lock_is_remote("/nowhere"));
}

static void put(const fixture *f, const char *text) {
  steg_error err = {0};
  fixture_ok(steg_file_write(steg_arena_printf(f->arena, "%s.lock", f->path), text, strlen(text), 0600, &err), &err);
}

static void one_at_a_time(void **state) {
  fixture *f = *state;
  steg_error err = {0};
  char machine[65] = "";
  gethostname(machine, sizeof machine - 1);
  fixture_ok(steg_lock_take(f->path, &err), &err);
  assert_int_equal(steg_lock_take(f->path, &err), -1); /* by this very process */
  assert_non_null(
      strstr(err.text, steg_arena_printf(f->arena, "process %d on the machine %s", (int)getpid(), machine)));
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  steg_lock_release(f->path);
  assert_false(steg_file_exists(steg_arena_printf(f->arena, "%s.lock", f->path)));
  /* Left by a process that is gone: taken over when it was of this machine, else not. */
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  waitpid(child, NULL, 0);
  put(f, steg_arena_printf(f->arena, "%s %d\n", machine, (int)child));
  fixture_ok(steg_lock_take(f->path, &err), &err);
  put(f, steg_arena_printf(f->arena, "en-annan-maskin %d\n", (int)child));
  assert_int_equal(steg_lock_take(f->path, &err), -1);
  assert_non_null(strstr(err.text, "en-annan-maskin"));
  put(f, "skräp");
  assert_int_equal(steg_lock_take(f->path, &err), -1);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {cmocka_unit_test(file_systems), TEST(one_at_a_time)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
