/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "store/backup.h"

int steg_verb_restore(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_SETTINGS, err) < 0 ||
      steg_backup_restore(arguments->words[0], session->project->store_path, session->project->places.keys, err) < 0)
    return -1;
  steg_session_say(session, "%s",
                   steg_session_pick(session,
                                     "Lagret är återställt; det förra ligger kvar med ändelsen .before-restore.",
                                     "The store is restored; the former one is kept with the suffix .before-restore."));
  return 0;
}
