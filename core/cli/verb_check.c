/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/receipt.h"
#include "cli/verb.h"

#include "project/check.h"
#include <stdio.h>
#include <string.h>

typedef struct checking {
  const steg_session *session;
  steg_arena *arena;
  steg_tree *list;
} checking;

static void found(void *context, const char *path, steg_severity severity, const char *sv, const char *en) {
  const checking *check = context;
  char clean[2048];
  steg_session_clean(steg_session_pick(check->session, sv, en), clean, sizeof clean);
  if (!check->session->json) {
    printf("%s: %s: %s\n", path, steg_receipt_severity_word(check->session, severity), clean);
    return;
  }
  steg_arena *arena = check->arena;
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "path", steg_tree_text(arena, path));
  steg_tree_put(arena, node, "severity", steg_tree_text(arena, steg_receipt_severity_id(severity)));
  steg_tree_put(arena, node, "message", steg_tree_text(arena, clean));
  steg_tree_append(arena, check->list, node);
}

/* A plugin is looked at by itself: whoever writes one has no project yet. */
static bool needs_project(const steg_arguments *arguments) {
  for (size_t i = 0; i < arguments->word_count; i++) {
    size_t length = strlen(arguments->words[i]);
    if (length < 3 || strcmp(arguments->words[i] + length - 3, ".so") != 0)
      return true;
  }
  return !arguments->word_count;
}

static int look(checking *check, const steg_arguments *arguments, int *ret_errors, steg_error *err) {
  const steg_project *project = check->session->project;
  int errors = arguments->word_count ? 0 : steg_check_project(project, found, check, err);
  for (size_t i = 0; errors >= 0 && i < arguments->word_count; i++) {
    int more = steg_check_path(project, arguments->words[i], found, check, err);
    errors = more < 0 ? -1 : errors + more;
  }
  if (errors < 0)
    return -1;
  *ret_errors = errors;
  if (!check->session->json)
    return 0;
  steg_tree *root = steg_tree_map(check->arena);
  steg_tree_put(check->arena, root, "findings", check->list);
  return steg_session_put_json(root, err);
}

int steg_verb_check(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  enum { FINDINGS_BYTES = 16 * 1024 * 1024 };
  if (needs_project(arguments) &&
      steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES | STEG_PROJECT_SOUND, err) < 0)
    return -1;
  steg_arena *arena = steg_arena_new(FINDINGS_BYTES);
  if (!arena)
    return steg_error_memory(err);
  checking check = {session, arena, steg_tree_list(arena)};
  int errors = 0;
  int status = look(&check, arguments, &errors, err);
  steg_arena_free(arena);
  if (status < 0)
    return -1;
  if (errors)
    return steg_error_set(err, STEG_ERROR_FINDINGS, "%d errors found", errors);
  steg_session_say(session, "%s", steg_session_pick(session, "Inga fel hittades.", "No errors were found."));
  return 0;
}
