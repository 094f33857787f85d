/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "store/backup.h"

int steg_verb_backup(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_SETTINGS, err) < 0 ||
      steg_session_store(session, STEG_STORE_WRITE, err) < 0 ||
      steg_backup_make(session->store, arguments->words[0], err) < 0)
    return -1;
  steg_session_say(session, "%s %s/%s.key %s",
                   steg_session_pick(session, "Säkerhetskopian är klar. Nyckeln", "The backup is made. The key"),
                   session->project->places.keys, steg_store_id(session->store),
                   steg_session_pick(session, "är inte med: spara den på ett annat ställe.",
                                     "is not in it: keep it somewhere else."));
  return 0;
}
