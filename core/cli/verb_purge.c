/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/iso.h"
#include "cli/listing.h"
#include "cli/question.h"
#include "cli/today.h"
#include "cli/verb.h"

#include "store/retention.h"

static int read_rules(const steg_session *session, const steg_arguments *arguments, steg_retention_rules *ret_rules,
                      steg_error *err) {
  const steg_registry *registry = session->project->registry;
  const char *given = steg_arguments_get(arguments, "as-of");
  steg_retention_rule *rows = steg_arena_array(session->project->arena, steg_registry_count(registry), sizeof *rows);
  steg_retention_rules rules = {.rows = rows,
                                .project_months = session->project->settings.retention_months,
                                .as_of = given ? steg_date_parse_iso(given) : steg_today()};
  if (!rows)
    return steg_error_memory(err);
  if (rules.as_of == STEG_DATE_NONE)
    return steg_error_set(err, STEG_ERROR_USAGE, "--as-of: expected a date as 2024-03-01");
  for (size_t i = 0; i < steg_registry_count(registry); i++) {
    const steg_instrument *instrument = steg_registry_at(registry, i)->instrument;
    if (instrument->retention_months)
      rows[rules.count++] = (steg_retention_rule){.instrument = instrument->id, .months = instrument->retention_months};
  }
  *ret_rules = rules;
  return 0;
}

/* ---- what is or would be taken */

static int put_json(const steg_session *session, const steg_retention_rules *rules, const steg_retention *past,
                    bool done, steg_error *err) {
  steg_arena *arena = session->project->arena;
  steg_tree *root = steg_tree_map(arena);
  steg_tree *counts = steg_tree_list(arena);
  for (size_t i = 0; i < past->count; i++) {
    steg_tree *node = steg_tree_map(arena);
    steg_tree_put(arena, node, "instrument", steg_tree_text(arena, past->counts[i].instrument));
    steg_tree_put(arena, node, "initiative", steg_tree_text(arena, past->counts[i].initiative));
    steg_tree_put(arena, node, "rows", steg_tree_integer(arena, (int64_t)past->counts[i].rows));
    steg_tree_append(arena, counts, node);
  }
  steg_tree_put(arena, root, "as_of", steg_tree_text(arena, steg_iso_text(arena, rules->as_of)));
  steg_tree_put(arena, root, "project_months",
                rules->project_months ? steg_tree_integer(arena, rules->project_months) : steg_tree_null(arena));
  steg_tree_put(arena, root, "counts", counts);
  steg_tree_put(arena, root, "answers", steg_tree_integer(arena, (int64_t)past->answers));
  steg_tree_put(arena, root, "participations", steg_tree_integer(arena, (int64_t)past->participations));
  steg_tree_put(arena, root, "people", steg_tree_integer(arena, (int64_t)past->people));
  steg_tree_put(arena, root, "done", steg_tree_bool(arena, done));
  return steg_session_put_json(root, err);
}

static int put_counts(const steg_session *session, const steg_retention *past, steg_error *err) {
  steg_arena *arena = session->project->arena;
  const char *headers[] = {steg_session_pick(session, "vad", "what"),
                           steg_session_pick(session, "insats", "initiative"),
                           steg_session_pick(session, "rader", "rows")};
  steg_listing listing;
  if (!past->count)
    return 0;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < past->count; i++) {
    const char *cells[] = {past->counts[i].instrument ? past->counts[i].instrument
                                                      : steg_session_pick(session, "deltaganden som blir anonyma",
                                                                          "participations that become anonymous"),
                           past->counts[i].initiative, steg_arena_printf(arena, "%zu", past->counts[i].rows)};
    steg_listing_row(&listing, cells);
  }
  return steg_listing_print(&listing, err);
}

static void say_rules(const steg_session *session, const steg_retention_rules *rules) {
  if (!rules->count && !rules->project_months)
    steg_session_say(session, "%s",
                     steg_session_pick(session,
                                       "Varken instrumenten eller projektet säger hur länge svar får sparas: sätt "
                                       "retention_months i stegvis.lua.",
                                       "Neither the instruments nor the project say how long answers are kept: set "
                                       "retention_months in stegvis.lua."));
}

static void say_total(const steg_session *session, const steg_retention *past, bool done) {
  const char *begin = done ? steg_session_pick(session, "Gallrat", "Taken away")
                           : steg_session_pick(session, "Att gallra", "To be taken away");
  if (session->lang == STEG_LANG_EN)
    steg_session_say(session, "%s: %zu answers, the people of %zu participations, the keys of %zu people.", begin,
                     past->answers, past->participations, past->people);
  else
    steg_session_say(session, "%s: %zu svar, personerna bakom %zu deltaganden, nycklarna till %zu personer.", begin,
                     past->answers, past->participations, past->people);
}

int steg_verb_purge(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const bool dry = steg_arguments_get(arguments, "dry-run") != NULL;
  steg_retention_rules rules;
  steg_retention past;
  if ((!dry && steg_question_possible(arguments, err) < 0) ||
      steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0 ||
      read_rules(session, arguments, &rules, err) < 0 || steg_session_store(session, STEG_STORE_WRITE, err) < 0 ||
      steg_retention_plan(session->store, &rules, session->project->arena, &past, err) < 0)
    return -1;
  const bool any = past.answers || past.participations || past.people;
  if (!session->json) {
    say_rules(session, &rules);
    if (put_counts(session, &past, err) < 0)
      return -1;
    say_total(session, &past, false);
  }
  if (!dry && any &&
      (steg_question_ask(session, arguments, "Gallra det här för gott?", "Take this away for good?", err) < 0 ||
       steg_retention_run(session->store, &rules, session->project->arena, &past, err) < 0))
    return -1;
  if (session->json)
    return put_json(session, &rules, &past, !dry, err);
  if (!dry && any)
    say_total(session, &past, true);
  return 0;
}
