/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "store/batch.h"
#include <stdlib.h>

int steg_verb_undo(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  char *end = NULL;
  long long batch = strtoll(arguments->words[0], &end, 10);
  if (batch <= 0 || *end)
    return steg_error_set(err, STEG_ERROR_USAGE, "undo: expected the number of a batch; `stegvis batches` lists them");
  size_t rows = 0;
  if (steg_session_open(session, STEG_PROJECT_SETTINGS, err) < 0 ||
      steg_session_store(session, STEG_STORE_WRITE, err) < 0 || steg_batch_undo(session->store, batch, &rows, err) < 0)
    return -1;
  if (session->json) {
    steg_arena *arena = session->project->arena;
    steg_tree *root = steg_tree_map(arena);
    steg_tree_put(arena, root, "batch", steg_tree_integer(arena, batch));
    steg_tree_put(arena, root, "rows", steg_tree_integer(arena, (int64_t)rows));
    return steg_session_put_json(root, err);
  }
  if (session->lang == STEG_LANG_EN)
    steg_session_say(session, "Batch %lld is taken back: %zu rows restored.", batch, rows);
  else
    steg_session_say(session, "Inläsning %lld är tillbakatagen: %zu rader återställda.", batch, rows);
  return 0;
}
