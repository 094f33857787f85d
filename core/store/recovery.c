/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/recovery.h"

#include "base/file.h"
#include <dirent.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* "<file>-journal" of either file, or "<stegvis.db>-mj" and hexadecimal digits. */
static bool is_journal(const steg_store *store, const char *name) {
  const char *const files[] = {steg_file_name(store->path), steg_file_name(store->identity_path)};
  for (int i = 0; i < 2; i++) {
    size_t size = strlen(files[i]);
    if (strncmp(name, files[i], size) != 0)
      continue;
    const char *rest = name + size;
    if (strcmp(rest, "-journal") == 0)
      return true;
    if (strncmp(rest, "-mj", 3) == 0 && rest[3] && strspn(rest + 3, "0123456789ABCDEFabcdef") == strlen(rest + 3))
      return true;
  }
  return false;
}

/* Runs through the folder; returns whether there is a journal, and removes them when told. */
static bool find_journals(const steg_store *store, bool removing) {
  char folder[PATH_MAX];
  char path[PATH_MAX];
  bool found = false;
  size_t size = (size_t)(steg_file_name(store->path) - store->path);
  if (size >= sizeof folder)
    return false;
  memcpy(folder, store->path, size);
  folder[size] = '\0';
  DIR *entries = opendir(folder);
  for (struct dirent *entry; entries && (entry = readdir(entries));) {
    if (!is_journal(store, entry->d_name))
      continue;
    found = true;
    if (removing && steg_file_join(path, sizeof path, folder, entry->d_name, NULL) == 0)
      unlink(path);
  }
  if (entries)
    closedir(entries);
  return found;
}

void steg_recovery_roll_back(const steg_store *store) {
  sqlite3 *db = NULL;
  int64_t ignored = 0;
  if (!find_journals(store, false))
    return;
  if (steg_connection_open(store->path, STEG_CONNECTION_WRITE, &db, NULL) < 0)
    return;
  if (steg_file_exists(store->identity_path) && steg_connection_attach(db, store->identity_path, NULL) == 0)
    steg_connection_integer(db, "SELECT generation FROM identity.meta", 0, &ignored, NULL);
  steg_connection_integer(db, "SELECT generation FROM main.meta", 0, &ignored, NULL);
  sqlite3_close(db);
}

void steg_recovery_tidy(steg_store *store) {
  if (!find_journals(store, false))
    return;
  /* With the exclusive lock on both files SQLite has rolled back what was to be rolled back, nobody else is at work, and our own
   * journal is not made before the first write: whatever lies there is of no use. */
  sqlite3_busy_timeout(store->db, 0);
  if (steg_connection_run(store->db, "BEGIN EXCLUSIVE", NULL) == 0)
    find_journals(store, true);
  steg_connection_rollback(store->db);
  sqlite3_busy_timeout(store->db, STEG_CONNECTION_WAIT_MS);
}
