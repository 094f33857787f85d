/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "project/check.h"
#include <stdio.h>

typedef struct checking {
  const steg_session *session;
  steg_tree *list;
} checking;

static const char *severity_id(steg_severity severity) {
  return severity == STEG_SEVERITY_ERROR ? "error" : severity == STEG_SEVERITY_WARNING ? "warning" : "note";
}

static void found(void *context, const char *path, steg_severity severity, const char *sv, const char *en) {
  const checking *check = context;
  char clean[2048];
  steg_session_clean(steg_session_pick(check->session, sv, en), clean, sizeof clean);
  if (!check->session->json) {
    printf("%s: %s: %s\n", path, severity_id(severity), clean);
    return;
  }
  steg_arena *arena = check->session->project->arena;
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "path", steg_tree_text(arena, path));
  steg_tree_put(arena, node, "severity", steg_tree_text(arena, severity_id(severity)));
  steg_tree_put(arena, node, "message", steg_tree_text(arena, clean));
  steg_tree_append(arena, check->list, node);
}

int steg_verb_check(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES | STEG_PROJECT_SOUND, err) < 0)
    return -1;
  checking check = {session, steg_tree_list(session->project->arena)};
  int errors = 0;
  if (!arguments->word_count)
    errors = steg_check_project(session->project, found, &check, err);
  for (size_t i = 0; errors >= 0 && i < arguments->word_count; i++) {
    int more = steg_check_path(session->project, arguments->words[i], found, &check, err);
    errors = more < 0 ? -1 : errors + more;
  }
  if (errors < 0)
    return -1;
  if (session->json) {
    steg_tree *root = steg_tree_map(session->project->arena);
    steg_tree_put(session->project->arena, root, "findings", check.list);
    if (steg_session_put_json(root, err) < 0)
      return -1;
  }
  if (errors)
    return steg_error_set(err, STEG_ERROR_FINDINGS, "%d errors found", errors);
  steg_session_say(session, "%s", steg_session_pick(session, "Inga fel hittades.", "No errors were found."));
  return 0;
}
