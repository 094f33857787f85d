/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/receipt.h"
#include "cli/verb.h"

#include "base/text.h"
#include "intake/finding_kinds.h"
#include <stdio.h>
#include <string.h>

/* The places of a kind's text are filled when it is found; here they are "…". NULL becomes null. */
static steg_tree *sentence(steg_arena *arena, const char *text) {
  char shown[512];
  size_t length = 0;
  if (!text)
    return steg_tree_text(arena, NULL);
  for (const char *at = text; *at && length + sizeof "…" < sizeof shown;) {
    if (!strncmp(at, "{a}", 3) || !strncmp(at, "{b}", 3)) {
      memcpy(shown + length, "…", sizeof "…" - 1);
      length += sizeof "…" - 1;
      at += 3;
    } else if (*at == '[' || *at == ']') {
      at++; /* what is only said where there is something to say */
    } else {
      shown[length++] = *at++;
    }
  }
  shown[length] = 0;
  return steg_tree_text(arena, shown);
}

static int unknown(const char *code, steg_error *err) {
  const char *codes[STEG_FINDING_COUNT];
  size_t count = steg_finding_kind_count();
  char clean[80];
  for (size_t i = 0; i < count; i++)
    codes[i] = steg_finding_kind_at(i)->code;
  const char *near = steg_text_nearest(code, codes, count);
  steg_session_clean(code, clean, sizeof clean);
  if (near)
    return steg_error_set(err, STEG_ERROR_USAGE, "there is no finding with the code %s: did you mean %s?", clean, near);
  return steg_error_set(err, STEG_ERROR_USAGE, "there is no finding with the code %s", clean);
}

int steg_verb_explain(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  enum { EXPLAIN_BYTES = 64 * 1024 };
  const steg_finding_kind *kind = steg_finding_kind_find(arguments->words[0]);
  if (!kind)
    return unknown(arguments->words[0], err);
  steg_arena *arena = steg_arena_new(EXPLAIN_BYTES);
  if (!arena)
    return steg_error_memory(err);
  steg_tree *message = sentence(arena, steg_session_pick(session, kind->message_sv, kind->message_en));
  steg_tree *hint = sentence(arena, kind->mend_sv ? steg_session_pick(session, kind->mend_sv, kind->mend_en) : NULL);
  int status = 0;
  if (session->json) {
    steg_tree *root = steg_tree_map(arena);
    steg_tree_put(arena, root, "code", steg_tree_text(arena, kind->code));
    steg_tree_put(arena, root, "severity", steg_tree_text(arena, steg_receipt_severity_id(kind->severity)));
    steg_tree_put(arena, root, "message", message);
    steg_tree_put(arena, root, "hint", hint);
    status = steg_session_put_json(root, err);
  } else {
    printf("%s\n%s\n", kind->code, steg_tree_get_text(message));
    if (kind->mend_sv) /* a note that needs nothing has none */
      printf("→ %s\n", steg_tree_get_text(hint));
  }
  steg_arena_free(arena);
  return status;
}
