/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "store/audit.h"
#include <string.h>

int steg_verb_audit(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (strcmp(arguments->words[0], "verify") != 0)
    return steg_error_set(err, STEG_ERROR_USAGE, "usage: stegvis audit verify");
  size_t count = 0;
  if (steg_session_open(session, STEG_PROJECT_SETTINGS, err) < 0 ||
      steg_session_store(session, STEG_STORE_READ, err) < 0 || steg_audit_verify(session->store, &count, err) < 0)
    return -1;
  if (session->json) {
    steg_arena *arena = session->project->arena;
    steg_tree *root = steg_tree_map(arena);
    steg_tree_put(arena, root, "entries", steg_tree_integer(arena, (int64_t)count));
    steg_tree_put(arena, root, "holds", steg_tree_bool(arena, true));
    return steg_session_put_json(root, err);
  }
  if (session->lang == STEG_LANG_EN)
    steg_session_say(session, "The chain holds: %zu entries.", count);
  else
    steg_session_say(session, "Kedjan håller: %zu poster.", count);
  return 0;
}
