/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/listing.h"
#include "cli/verb.h"

#include "project/report.h"

/* "initiative (initiative), year (year)": what -P takes. */
static const char *params_text(steg_arena *arena, const steg_tree *params) {
  const char *text = "";
  for (size_t i = 0; i < steg_tree_size(params); i++) {
    const steg_tree *type = steg_tree_at(params, i);
    const char *name =
        steg_tree_get_text(type) ? steg_tree_get_text(type) : steg_tree_get_text(steg_tree_get(type, "type"));
    text = steg_arena_printf(arena, "%s%s%s (%s)", text, i ? ", " : "", steg_tree_key_at(params, i), name ? name : "?");
    if (!text)
      return "";
  }
  return text;
}

int steg_verb_reports(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  (void)arguments;
  steg_report_info *rows = NULL;
  size_t count = 0;
  if (steg_session_open(session, STEG_PROJECT_SETTINGS, err) < 0 ||
      steg_report_list(session->project, &rows, &count, err) < 0)
    return -1;
  steg_arena *arena = session->project->arena;
  if (session->json) {
    steg_tree *root = steg_tree_map(arena), *list = steg_tree_list(arena);
    for (size_t i = 0; i < count; i++) {
      steg_tree *node = steg_tree_map(arena);
      steg_tree_put(arena, node, "id", steg_tree_text(arena, rows[i].id));
      steg_tree_put(arena, node, "title",
                    steg_tree_text(arena, steg_session_pick(session, rows[i].title_sv, rows[i].title_en)));
      steg_tree_put(arena, node, "path", steg_tree_text(arena, rows[i].path));
      steg_tree_append(arena, list, node);
    }
    steg_tree_put(arena, root, "reports", list);
    return steg_session_put_json(root, err);
  }
  const char *const headers[] = {"id", steg_session_pick(session, "titel", "title"),
                                 steg_session_pick(session, "uppgifter (-P)", "parameters (-P)")};
  steg_listing listing;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < count; i++) {
    const char *cells[] = {rows[i].id, steg_session_pick(session, rows[i].title_sv, rows[i].title_en),
                           params_text(arena, rows[i].params)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}
