/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/question.h"
#include "cli/verb.h"
#include "cli/whom.h"

#include "store/forgetting.h"
#include <time.h>

static const char *day_of(steg_arena *arena, int64_t seconds) {
  time_t when = (time_t)seconds;
  struct tm utc;
  if (!gmtime_r(&when, &utc))
    return "";
  return steg_arena_printf(arena, "%04d-%02d-%02d", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
}

static int put_json(const steg_session *session, const steg_forgetting *forgotten, steg_error *err) {
  steg_arena *arena = session->project->arena;
  steg_tree *root = steg_tree_map(arena);
  steg_tree *reports = steg_tree_list(arena);
  for (size_t i = 0; i < forgotten->report_count; i++) {
    steg_tree *node = steg_tree_map(arena);
    steg_tree_put(arena, node, "date", steg_tree_text(arena, day_of(arena, forgotten->reports[i].at)));
    steg_tree_put(arena, node, "report", steg_tree_text(arena, forgotten->reports[i].detail));
    steg_tree_append(arena, reports, node);
  }
  steg_tree_put(arena, root, "rows", steg_tree_integer(arena, (int64_t)forgotten->rows));
  steg_tree_put(arena, root, "participations", steg_tree_integer(arena, (int64_t)forgotten->participations));
  steg_tree_put(arena, root, "reports", reports);
  return steg_session_put_json(root, err);
}

static void say_reports(const steg_session *session, const steg_forgetting *forgotten) {
  char clean[256];
  if (!forgotten->report_count) {
    steg_session_say(
        session, "%s",
        steg_session_pick(session,
                          "Loggen har ingen rapport gjord sedan personen kom in. Rapporter under styrgrupp "
                          "och publicerad loggas inte: gör om dem som ska stämma.",
                          "The log has no report made since the person came in. Reports under styrgrupp and "
                          "publicerad are not logged: make anew those that are to hold."));
    return;
  }
  steg_session_say(session, "%s",
                   steg_session_pick(session, "Rapporter som gjorts sedan personen kom in, såvitt loggen vet:",
                                     "Reports made since the person came in, as far as the log knows:"));
  for (size_t i = 0; i < forgotten->report_count; i++)
    steg_session_say(session, "  %s  %s", day_of(session->project->arena, forgotten->reports[i].at),
                     steg_session_clean(forgotten->reports[i].detail, clean, sizeof clean));
}

int steg_verb_forget(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const char *federation = NULL;
  steg_person_key key;
  int64_t person = 0;
  steg_forgetting forgotten;
  if (steg_question_possible(arguments, err) < 0 || steg_session_open(session, STEG_PROJECT_INITIATIVES, err) < 0)
    return -1;
  steg_arena *arena = session->project->arena;
  if (steg_whom_key(session, arguments->words[0], &key, err) < 0 ||
      steg_session_store(session, STEG_STORE_WRITE, err) < 0 ||
      steg_whom_person(session, arguments, NULL, &key, &federation, &person, err) < 0 ||
      steg_forgetting_plan(session->store, person, arena, &forgotten, err) < 0)
    return -1;
  const char *sv = steg_arena_printf(arena, "Radera personen ur lagret för gott: %zu deltaganden, %zu rader i allt?",
                                     forgotten.participations, forgotten.rows);
  const char *en =
      steg_arena_printf(arena, "Erase the person from the store for good: %zu participations, %zu rows in all?",
                        forgotten.participations, forgotten.rows);
  if (!sv || !en)
    return steg_error_memory(err);
  if (steg_question_ask(session, arguments, sv, en, err) < 0 ||
      steg_forgetting_run(session->store, person, arena, &forgotten, err) < 0)
    return -1;
  if (session->json)
    return put_json(session, &forgotten, err);
  if (session->lang == STEG_LANG_EN)
    steg_session_say(session,
                     "The person is erased: %zu participations, %zu rows in all. Backups made before still have them.",
                     forgotten.participations, forgotten.rows);
  else
    steg_session_say(
        session,
        "Personen är raderad: %zu deltaganden, %zu rader i allt. Säkerhetskopior från tiden före har dem kvar.",
        forgotten.participations, forgotten.rows);
  say_reports(session, &forgotten);
  return 0;
}
