/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/figures.h"
#include "cli/verb.h"

#include "document/document.h"
#include <stdio.h>

/* The initiatives asked for, else all of the project. */
static int read_initiatives(const steg_session *session, const steg_arguments *arguments, const char *const **ret_ids,
                            size_t *ret_count, steg_error *err) {
  const steg_project *project = session->project;
  const char **ids = steg_arena_array(project->arena, project->initiative_count + STEG_ARGUMENTS_MAX, sizeof *ids);
  size_t count = 0;
  if (!ids)
    return steg_error_memory(err);
  for (const char *id; (id = steg_arguments_nth(arguments, "initiative", count)); count++) {
    if (!steg_project_initiative(project, id))
      return steg_project_unknown_initiative(project, id, err);
    ids[count] = id;
  }
  if (!count)
    for (; count < project->initiative_count; count++)
      ids[count] = project->initiatives[count].id;
  *ret_ids = ids;
  *ret_count = count;
  return 0;
}

static int read_period(const steg_arguments *arguments, steg_period *ret_period, steg_error *err) {
  const char *text = steg_arguments_get(arguments, "period");
  steg_period period = {STEG_DATE_NONE, STEG_DATE_NONE};
  if (text && steg_period_parse(text, &period))
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "\"%.40s\" is no period; write 2024, 2024-H1, 2024-Q3, 2024-05 or 2024-01-01..2024-06-30",
                          text);
  *ret_period = period;
  return 0;
}

static int show(const steg_session *session, const steg_aggregates *aggregates, steg_tree *list, steg_error *err) {
  const steg_instrument *form = aggregates->entry->instrument;
  steg_arena *arena = session->project->arena;
  if (session->json) {
    steg_tree *node = steg_tree_map(arena);
    steg_tree_put(arena, node, "instrument", steg_tree_text(arena, form->id));
    steg_tree_put(arena, node, "rows", steg_figures_rows_tree(session, aggregates));
    steg_tree_put(arena, node, "stated", steg_figures_stated_tree(session, aggregates));
    steg_tree_append(arena, list, node);
    return 0;
  }
  steg_buffer title;
  steg_buffer_init(&title, 4096);
  steg_buffer_printf(&title, "%s\n", steg_session_pick(session, form->title_sv, form->title_en));
  int status = steg_session_put(&title, err);
  steg_buffer_release(&title);
  if (status < 0 || steg_figures_print_rows(session, aggregates, err) < 0)
    return -1;
  return steg_figures_print_stated(session, aggregates, err);
}

int steg_verb_counts(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const char *const *initiatives = NULL;
  size_t initiative_count = 0, shown = 0;
  steg_period period;
  if (steg_session_open(session, STEG_PROJECT_INITIATIVES | STEG_PROJECT_INSTRUMENTS, err) < 0)
    return -1;
  const steg_project *project = session->project;
  const char *only = arguments->word_count ? arguments->words[0] : NULL;
  const steg_registry_entry *wanted = only ? steg_registry_find(project->registry, only) : NULL;
  if (only && !wanted)
    return steg_project_unknown_instrument(project, only, err);
  if (wanted && wanted->instrument->kind != STEG_KIND_AGGREGATE)
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "%s holds answers, not numbers of periods; see them with \"stegvis evaluate\"", only);
  if (read_initiatives(session, arguments, &initiatives, &initiative_count, err) < 0 ||
      read_period(arguments, &period, err) < 0 || steg_session_store(session, STEG_STORE_READ, err) < 0)
    return -1;
  /* Small numbers are open here to the holder of the store, as under arbetsmaterial. */
  if (steg_session_audit(session, "counts", only, STEG_PROFILE_WORKING, err) < 0)
    return -1;
  steg_tree *root = steg_tree_map(project->arena), *list = steg_tree_list(project->arena);
  for (size_t i = 0; i < steg_registry_count(project->registry); i++) {
    const steg_registry_entry *entry = steg_registry_at(project->registry, i);
    steg_aggregates aggregates;
    if (entry->instrument->kind != STEG_KIND_AGGREGATE || (wanted && entry != wanted))
      continue;
    if (steg_aggregates_read(session->store, entry, initiatives, initiative_count, period, project->arena, &aggregates,
                             err) < 0)
      return -1;
    if (!aggregates.count)
      continue;
    if (shown++ && !session->json)
      puts("");
    if (show(session, &aggregates, list, err) < 0)
      return -1;
  }
  if (!shown && !session->json)
    steg_session_say(session, "%s",
                     steg_session_pick(session, "Inga antal, frekvenstabeller eller budgetar är inlästa.",
                                       "No headcounts, frequency tables or budgets were imported."));
  steg_tree_put(project->arena, root, "counts", list);
  return session->json ? steg_session_put_json(root, err) : 0;
}
