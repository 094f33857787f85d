/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "store/backup.h"

int steg_verb_backup(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_SETTINGS, err) < 0 ||
      steg_session_store(session, STEG_STORE_WRITE, err) < 0 ||
      steg_backup_make(session->store, arguments->words[0], err) < 0)
    return -1;
  steg_arena *arena = session->project->arena;
  const char *key = steg_arena_printf(arena, "%s/%s.key", session->project->places.keys, steg_store_id(session->store));
  if (session->json) {
    steg_tree *root = steg_tree_map(arena);
    steg_tree_put(arena, root, "backup", steg_tree_text(arena, arguments->words[0]));
    steg_tree_put(arena, root, "key", steg_tree_text(arena, key));
    return steg_session_put_json(root, err);
  }
  steg_session_say(session, "%s %s %s",
                   steg_session_pick(session, "Säkerhetskopian är klar. Nyckeln", "The backup is made. The key"), key,
                   steg_session_pick(session, "är inte med: spara den på ett annat ställe.",
                                     "is not in it: keep it somewhere else."));
  return 0;
}
