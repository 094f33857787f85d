/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "base/file.h"
#include "project/example.h"
#include <string.h>

/* The example's files go through the very import that a person would type. */
static int import_example(steg_session *session, const char *instrument, const char *path, steg_error *err) {
  const char *const words[] = {instrument, path};
  const steg_arguments arguments = {.words = words, .word_count = 2};
  return steg_verb_import(session, &arguments, err);
}

static int import_files(steg_session *session, const char *folder, steg_error *err) {
  steg_example_file *files = NULL;
  size_t count = 0;
  session->project_folder = folder;
  session->store_file = NULL;
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0 ||
      steg_example_files(session->project, &files, &count, err) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    if (import_example(session, files[i].instrument, files[i].path, err) < 0)
      return -1;
  return 0;
}

int steg_verb_init(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const char *folder = arguments->words[0];
  const bool example = steg_arguments_get(arguments, "example") != NULL;
  const bool json = session->json;
  if (steg_example_make(folder, example ? STEG_INIT_EXAMPLE : STEG_INIT_EMPTY, session->store_file, err) < 0)
    return -1;
  session->json = false; /* the imports talk as people read; one object answers for all */
  if (example && import_files(session, folder, err) < 0)
    return -1;
  session->json = json;
  if (json) {
    steg_arena *arena = steg_arena_new(0);
    steg_tree *root = steg_tree_map(arena);
    steg_tree_put(arena, root, "project", steg_tree_text(arena, folder));
    int status = steg_session_put_json(root, err);
    steg_arena_free(arena);
    return status;
  }
  steg_session_say(session, "%s: %s", steg_session_pick(session, "Projektet är klart", "The project is made"), folder);
  return 0;
}
