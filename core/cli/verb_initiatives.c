/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/listing.h"
#include "cli/verb.h"

#include "base/number.h"
#include <math.h>

static const char *period_text(steg_arena *arena, steg_lang lang, steg_period period) {
  steg_buffer out;
  steg_buffer_init(&out, 256);
  steg_period_write(&out, lang, period);
  const char *text = steg_arena_text(arena, out.bytes);
  steg_buffer_release(&out);
  return text;
}

static const char *kronor(steg_arena *arena, steg_lang lang, double amount) {
  steg_buffer out;
  steg_buffer_init(&out, 64);
  if (isnan(amount))
    steg_buffer_text(&out, "–");
  else
    steg_number_write_real(&out, lang, amount, 0);
  const char *text = steg_arena_text(arena, out.bytes);
  steg_buffer_release(&out);
  return text;
}

static int print_goals(steg_session *session, const steg_initiative *initiative, steg_error *err) {
  const char *const headers[] = {steg_session_pick(session, "mål", "goal"),
                                 steg_session_pick(session, "mäts med", "measured by"),
                                 steg_session_pick(session, "text", "text")};
  steg_listing listing;
  steg_listing_start(&listing, session->project->arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < initiative->goal_count; i++) {
    const steg_goal *goal = &initiative->goals[i];
    const char *cells[] = {goal->id, goal->source ? goal->source : "–",
                           steg_session_pick(session, goal->text_sv, goal->text_en)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

/* Each budget row, and per year the sum that the application states beside the one that its rows give. */
static int print_budget(steg_session *session, const steg_initiative *initiative, steg_error *err) {
  steg_arena *arena = session->project->arena;
  const char *const headers[] = {steg_session_pick(session, "\når", "\nyear"),
                                 steg_session_pick(session, "post", "category"),
                                 steg_session_pick(session, "kr", "SEK")};
  steg_listing listing;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < initiative->budget_count; i++) {
    const steg_budget_row *row = &initiative->budget[i];
    const char *name = row->stated_sum ? steg_session_pick(session, "angiven summa", "stated sum")
                                       : steg_session_pick(session, row->category_sv, row->category_en);
    const char *cells[] = {row->quarter ? steg_arena_printf(arena, "%d Q%d", row->year, row->quarter)
                                        : steg_arena_printf(arena, "%d", row->year),
                           row->organisation ? steg_arena_printf(arena, "%s: %s", row->organisation, name) : name,
                           kronor(arena, session->lang, row->amount)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

static int print_one(steg_session *session, const steg_initiative *initiative, steg_error *err) {
  steg_arena *arena = session->project->arena;
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 20);
  steg_buffer_printf(&out, "%s – %s\n%s · %s\n", initiative->id,
                     steg_session_pick(session, initiative->title_sv, initiative->title_en), initiative->federation,
                     period_text(arena, session->lang, initiative->period));
  if (initiative->target_group_sv)
    steg_buffer_printf(&out, "%s: %s\n", steg_session_pick(session, "Målgrupp", "Target group"),
                       steg_session_pick(session, initiative->target_group_sv, initiative->target_group_en));
  if (initiative->capacity)
    steg_buffer_printf(&out, "%s: %d\n", steg_session_pick(session, "Platser", "Places"), initiative->capacity);
  steg_buffer_char(&out, '\n');
  int status = steg_session_put(&out, err);
  steg_buffer_release(&out);
  if (status < 0 || print_goals(session, initiative, err) < 0)
    return -1;
  return initiative->budget_count ? print_budget(session, initiative, err) : 0;
}

static int list_all(steg_session *session, steg_error *err) {
  const steg_project *project = session->project;
  const char *const headers[] = {"id", steg_session_pick(session, "insats", "initiative"),
                                 steg_session_pick(session, "förbund", "federation"),
                                 steg_session_pick(session, "period", "period")};
  steg_listing listing;
  steg_listing_start(&listing, project->arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < project->initiative_count; i++) {
    const steg_initiative *initiative = &project->initiatives[i];
    const char *cells[] = {initiative->id, steg_session_pick(session, initiative->title_sv, initiative->title_en),
                           initiative->federation, period_text(project->arena, session->lang, initiative->period)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

/* The file's own tree, given as it is; the union drops a const that nothing here makes use of. */
static steg_tree *own_tree(const steg_initiative *initiative) {
  union {
    const steg_tree *in;
    steg_tree *out;
  } both = {.in = initiative->tree};
  return both.out;
}

int steg_verb_initiatives(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_INITIATIVES, err) < 0)
    return -1;
  const steg_project *project = session->project;
  if (arguments->word_count) {
    const steg_initiative *initiative = steg_project_initiative(project, arguments->words[0]);
    if (!initiative)
      return steg_project_unknown_initiative(project, arguments->words[0], err);
    return session->json ? steg_session_put_json(initiative->tree, err) : print_one(session, initiative, err);
  }
  if (!session->json)
    return list_all(session, err);
  steg_tree *root = steg_tree_map(project->arena), *list = steg_tree_list(project->arena);
  for (size_t i = 0; i < project->initiative_count; i++)
    steg_tree_append(project->arena, list, own_tree(&project->initiatives[i]));
  steg_tree_put(project->arena, root, "initiatives", list);
  return steg_session_put_json(root, err);
}
