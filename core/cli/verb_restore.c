/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "store/backup.h"

int steg_verb_restore(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_SETTINGS, err) < 0 ||
      steg_backup_restore(arguments->words[0], session->project->store_path, session->project->places.keys, err) < 0)
    return -1;
  if (session->json) {
    steg_arena *arena = session->project->arena;
    steg_tree *root = steg_tree_map(arena);
    steg_tree_put(arena, root, "restored", steg_tree_text(arena, arguments->words[0]));
    steg_tree_put(arena, root, "store", steg_tree_text(arena, session->project->store_path));
    return steg_session_put_json(root, err);
  }
  steg_session_say(session, "%s",
                   steg_session_pick(session,
                                     "Lagret är återställt; det förra ligger kvar med ändelsen .before-restore.",
                                     "The store is restored; the former one is kept with the suffix .before-restore."));
  return 0;
}
