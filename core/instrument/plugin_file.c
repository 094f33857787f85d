/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/plugin_file.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_private_group(uid_t owner, gid_t group) {
  const struct group *entry = getgrgid(group);
  const struct passwd *user = getpwuid(owner);
  if (!entry || !user)
    return owner == group;
  if (user->pw_gid != group || (owner != group && strcmp(user->pw_name, entry->gr_name) != 0))
    return false;
  for (char **member = entry->gr_mem; *member; member++)
    if (strcmp(*member, user->pw_name) != 0)
      return false;
  return true;
}

typedef enum writer { WRITER_NONE = 0, WRITER_GROUP, WRITER_EVERYBODY } writer;

/* Who beside the owner may write. */
static writer writer_of(const struct stat *status) {
  if (status->st_mode & S_IWOTH)
    return WRITER_EVERYBODY;
  if ((status->st_mode & S_IWGRP) && !is_private_group(status->st_uid, status->st_gid))
    return WRITER_GROUP;
  return WRITER_NONE;
}

/* Judges `real` (absolute, without links) and every folder above it. */
static int check_folders(const char *real, steg_error *err) {
  char path[STEG_PLUGIN_PATH];
  size_t size = strlen(real);
  memcpy(path, real, size + 1);
  for (bool first = true;; first = false) {
    struct stat status;
    if (stat(path, &status))
      return steg_error_system(err, errno, "The folder %s could not be looked at", path);
    writer who = first || !(status.st_mode & S_ISVTX) ? writer_of(&status) : WRITER_NONE;
    if (who == WRITER_EVERYBODY)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "The folder %s may be written by everybody, who could put any program there. "
                            "Take the right away (chmod go-w), or keep plugins elsewhere.",
                            path);
    if (who == WRITER_GROUP)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                            "The folder %s may be written by its group, who could put any program there. "
                            "Take the right away (chmod go-w), or keep plugins elsewhere.",
                            path);
    char *slash = strrchr(path, '/');
    if (!slash || !path[1])
      return 0;
    slash[slash == path] = '\0';
  }
}

static int real_path(const char *path, char ret_real[STEG_PLUGIN_PATH], steg_error *err) {
  char *real = realpath(path, NULL);
  if (!real)
    return steg_error_system(err, errno, "The file could not be found");
  size_t size = strlen(real);
  if (size >= STEG_PLUGIN_PATH) {
    free(real);
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "Its path is too long. Move it nearer to the root.");
  }
  memcpy(ret_real, real, size + 1);
  free(real);
  return 0;
}

int steg_plugin_folder_check(const char *folder, steg_error *err) {
  char real[STEG_PLUGIN_PATH];
  if (real_path(folder, real, err))
    return -1;
  return check_folders(real, err);
}

#if defined(__x86_64__)
enum { OWN_MACHINE = EM_X86_64 };
#elif defined(__aarch64__)
enum { OWN_MACHINE = EM_AARCH64 };
#else
enum { OWN_MACHINE = 0 }; /* not known: the system's loader decides */
#endif

static int check_elf(int descriptor, steg_error *err) {
  Elf64_Ehdr header;
  ssize_t size = read(descriptor, &header, sizeof header);
  if (size < (ssize_t)SELFMAG || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "It is no shared object (ELF) at all, whatever its name says. Build it with -shared -fPIC.");
  if (size < (ssize_t)sizeof header)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "The file is cut short. Build or copy it again.");
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_type != ET_DYN ||
      (OWN_MACHINE && header.e_machine != OWN_MACHINE))
    return steg_error_set(
        err, STEG_ERROR_ENVIRONMENT,
        "It is an ELF file, but no shared object for this machine. Build it here with -shared -fPIC.");
  return 0;
}

int steg_plugin_file_check(const char *path, char ret_real[STEG_PLUGIN_PATH], steg_error *err) {
  char real[STEG_PLUGIN_PATH];
  if (real_path(path, real, err))
    return -1;
  int descriptor = open(real, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0)
    return steg_error_system(err, errno, "The file could not be opened");
  struct stat status;
  int result = -1;
  if (fstat(descriptor, &status))
    steg_error_system(err, errno, "The file could not be looked at");
  else if (!S_ISREG(status.st_mode))
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "It is no regular file. Put the built plugin itself there.");
  else if (writer_of(&status) == WRITER_EVERYBODY)
    steg_error_set(
        err, STEG_ERROR_ENVIRONMENT,
        "The file may be written by everybody, who could put any program in it. Take the right away (chmod go-w).");
  else if (writer_of(&status) == WRITER_GROUP)
    steg_error_set(
        err, STEG_ERROR_ENVIRONMENT,
        "The file may be written by its group, who could put any program in it. Take the right away (chmod go-w).");
  else
    result = check_elf(descriptor, err);
  close(descriptor);
  if (result)
    return -1;

  char folder[STEG_PLUGIN_PATH];
  memcpy(folder, real, strlen(real) + 1);
  char *slash = strrchr(folder, '/');
  slash[slash == folder] = '\0';
  if (check_folders(folder, err))
    return -1;
  memcpy(ret_real, real, strlen(real) + 1);
  return 0;
}
