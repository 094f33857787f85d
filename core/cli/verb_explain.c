/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "intake/finding_kinds.h"
#include <stdio.h>

int steg_verb_explain(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const steg_finding_kind *kind = steg_finding_kind_find(arguments->words[0]);
  if (!kind) {
    char clean[80];
    return steg_error_set(err, STEG_ERROR_USAGE, "there is no finding with the code %s",
                          steg_session_clean(arguments->words[0], clean, sizeof clean));
  }
  printf("%s\n%s\n", kind->code, steg_session_pick(session, kind->message_sv, kind->message_en));
  if (kind->mend_sv) /* a note that needs nothing has none */
    printf("→ %s\n", steg_session_pick(session, kind->mend_sv, kind->mend_en));
  return 0;
}
