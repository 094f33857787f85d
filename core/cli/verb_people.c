/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/receipt.h"
#include "cli/verb.h"
#include "cli/whom.h"

#include "base/file.h"
#include "intake/key_list.h"
#include "intake/national.h"
#include "store/joining.h"
#include <stdio.h>
#include <string.h>

static void put_joining(steg_arena *arena, steg_tree *node, const steg_joining *joining) {
  steg_tree_put(arena, node, "linked", steg_tree_integer(arena, (int64_t)joining->linked));
  steg_tree_put(arena, node, "merged", steg_tree_integer(arena, (int64_t)joining->merged));
  steg_tree_put(arena, node, "known", steg_tree_integer(arena, (int64_t)joining->known));
  steg_tree_put(arena, node, "moved", steg_tree_integer(arena, (int64_t)joining->moved));
}

static void say_joining(const steg_session *session, const steg_joining *joining) {
  if (session->lang == STEG_LANG_EN)
    steg_session_say(session,
                     "%zu linked, %zu were two people and are one, %zu were linked already; %zu answers moved.",
                     joining->linked, joining->merged, joining->known, joining->moved);
  else
    steg_session_say(session,
                     "%zu kopplade, %zu var två personer och är en, %zu var redan kopplade; %zu svar flyttade.",
                     joining->linked, joining->merged, joining->known, joining->moved);
}

/* ---- link FILE */

static int put_list(const steg_session *session, const char *file, const steg_key_list_result *result,
                    steg_error *err) {
  steg_arena *arena = session->project->arena;
  if (session->json) {
    steg_tree *root = steg_tree_map(arena);
    steg_tree *findings = steg_tree_list(arena);
    for (size_t i = 0; i < result->findings.count; i++)
      steg_tree_append(arena, findings, steg_receipt_finding_tree(arena, &result->findings.rows[i]));
    steg_tree_put(arena, root, "file", steg_tree_text(arena, file));
    steg_tree_put(arena, root, "rows", steg_tree_integer(arena, (int64_t)result->rows));
    put_joining(arena, root, &result->joining);
    steg_tree_put(arena, root, "findings", findings);
    return steg_session_put_json(root, err);
  }
  char clean[256];
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 24);
  steg_buffer_printf(&out, "%s\n", steg_session_clean(file, clean, sizeof clean));
  for (size_t i = 0; i < result->findings.count; i++)
    if (session->talk != STEG_TALK_QUIET || result->findings.rows[i].severity == STEG_SEVERITY_ERROR)
      steg_receipt_put_finding(&out, session, &result->findings.rows[i]);
  if (session->talk != STEG_TALK_QUIET || result->findings.errors)
    fwrite(out.bytes, 1, out.size, stderr);
  steg_buffer_release(&out);
  if (!result->findings.errors)
    say_joining(session, &result->joining);
  return 0;
}

static int link_list(steg_session *session, const steg_arguments *arguments, const char *federation, steg_error *err) {
  const char *path = arguments->words[1];
  const steg_import_options options = steg_whom_options(session);
  steg_key_list_result result;
  char name[256];
  if (steg_key_list_link(session->store, federation, path, steg_arguments_get(arguments, "sheet"), &options,
                         session->project->arena, &result, err) < 0)
    return -1;
  snprintf(name, sizeof name, "%s", steg_file_name(path));
  steg_national_mask(name);
  if (put_list(session, name, &result, err) < 0)
    return -1;
  if (!result.findings.errors)
    return 0;
  if (session->json) {
    err->kind = STEG_ERROR_FINDINGS;
    err->text[0] = err->text_sv[0] = '\0';
    return -1;
  }
  return steg_error_set(err, STEG_ERROR_FINDINGS, "nothing was linked: mend what stands above and try again");
}

/* ---- merge KEY KEY */

static int merge(steg_session *session, const steg_arguments *arguments, const char *federation, steg_error *err) {
  steg_joining_pair pair = {.line = 0};
  steg_joining joining;
  for (size_t i = 0; i < 2; i++) /* "-" alone stands for two lines */
    if (steg_whom_key(session, arguments->words[i + 1 < arguments->word_count ? i + 1 : 1], &pair.keys[i], err) < 0)
      return -1;
  if (steg_session_store(session, STEG_STORE_WRITE, err) < 0)
    return -1;
  if (steg_joining_merge(session->store, federation, &pair, steg_whom_options(session).today, session->project->arena,
                         &joining, err) < 0)
    return -1;
  if (!session->json) {
    say_joining(session, &joining);
    return 0;
  }
  steg_tree *root = steg_tree_map(session->project->arena);
  put_joining(session->project->arena, root, &joining);
  return steg_session_put_json(root, err);
}

int steg_verb_people(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const bool links = !strcmp(arguments->words[0], "link");
  const bool merges = !strcmp(arguments->words[0], "merge");
  const char *federation = NULL;
  if ((links && arguments->word_count != 2) || (!links && !merges) ||
      (merges && arguments->word_count == 2 && strcmp(arguments->words[1], "-") != 0))
    return steg_error_set(err, STEG_ERROR_USAGE, "people: expected link FILE, merge KEY KEY, or merge - for two lines");
  if (steg_session_open(session, STEG_PROJECT_INITIATIVES, err) < 0 ||
      steg_whom_federation(session, arguments, &federation, err) < 0)
    return -1;
  if (merges)
    return merge(session, arguments, federation, err);
  return steg_session_store(session, STEG_STORE_WRITE, err) < 0 ? -1 : link_list(session, arguments, federation, err);
}
