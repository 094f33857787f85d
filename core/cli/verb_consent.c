/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/iso.h"
#include "cli/listing.h"
#include "cli/question.h"
#include "cli/today.h"
#include "cli/verb.h"
#include "cli/whom.h"

#include "intake/national.h"
#include "store/audit.h"
#include "store/consent.h"
#include "store/individual.h"
#include <string.h>
#include <unistd.h>

static int read_date(const steg_arguments *arguments, const char *option, steg_date otherwise, steg_date *ret_date,
                     steg_error *err) {
  const char *given = steg_arguments_get(arguments, option);
  steg_date date = given ? steg_date_parse_iso(given) : otherwise;
  if (given && date == STEG_DATE_NONE)
    return steg_error_set(err, STEG_ERROR_USAGE, "--%s: expected a date as 2024-03-01", option);
  *ret_date = date;
  return 0;
}

/* ---- list */

/* "stands", "ended", "withdrawn" or "excluded": the word in JSON. */
static const char *state_of(const steg_consent *consent, steg_date today) {
  if (consent->withdrawn != STEG_DATE_NONE)
    return consent->party && consent->given == STEG_DATE_NONE ? "excluded" : "withdrawn";
  return consent->ends != STEG_DATE_NONE && consent->ends < today ? "ended" : "stands";
}

static const char *state_word(const steg_session *session, const char *state) {
  static const char *const words[][3] = {{"stands", "gäller", "stands"},
                                         {"ended", "har löpt ut", "has ended"},
                                         {"withdrawn", "återkallat", "withdrawn"},
                                         {"excluded", "undantagen", "excluded"}};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (!strcmp(words[i][0], state))
      return steg_session_pick(session, words[i][1], words[i][2]);
  return state;
}

static int list(steg_session *session, int64_t person, const char *initiative, steg_error *err) {
  steg_arena *arena = session->project->arena;
  const steg_date today = steg_today();
  steg_consent *consents = NULL;
  size_t count = 0;
  if (steg_consent_list(session->store, person, arena, &consents, &count, err) < 0 ||
      steg_audit_append(session->store, "consent", "list", err) < 0)
    return -1;
  steg_tree *rows = steg_tree_list(arena);
  const char *headers[] = {
      steg_session_pick(session, "insats", "initiative"),  steg_session_pick(session, "part", "party"),
      steg_session_pick(session, "läge", "state"),         steg_session_pick(session, "givet", "given"),
      steg_session_pick(session, "till och med", "until"), steg_session_pick(session, "återkallat", "withdrawn")};
  steg_listing listing;
  steg_listing_start(&listing, arena, headers, sizeof headers / sizeof headers[0]);
  for (size_t i = 0; i < count; i++) {
    const steg_consent *consent = &consents[i];
    if (initiative && strcmp(initiative, consent->initiative) != 0)
      continue;
    const char *state = state_of(consent, today);
    const char *cells[] = {consent->initiative,
                           consent->party ? consent->party : "–",
                           state_word(session, state),
                           steg_iso_text(arena, consent->given),
                           steg_iso_text(arena, consent->ends),
                           steg_iso_text(arena, consent->withdrawn)};
    steg_listing_row(&listing, cells);
    steg_tree *node = steg_tree_map(arena);
    steg_tree_put(arena, node, "initiative", steg_tree_text(arena, consent->initiative));
    steg_tree_put(arena, node, "party", steg_tree_text(arena, consent->party));
    steg_tree_put(arena, node, "state", steg_tree_text(arena, state));
    steg_tree_put(arena, node, "given", steg_tree_text(arena, cells[3]));
    steg_tree_put(arena, node, "ends", steg_tree_text(arena, cells[4]));
    steg_tree_put(arena, node, "withdrawn", steg_tree_text(arena, cells[5]));
    steg_tree_append(arena, rows, node);
  }
  if (!session->json)
    return steg_listing_print(&listing, err);
  steg_tree *root = steg_tree_map(arena);
  steg_tree_put(arena, root, "consents", rows);
  return steg_session_put_json(root, err);
}

/* ---- give, withdraw, exclude */

static int tell(const steg_session *session, const steg_consent_change *change, const steg_consent_result *result,
                steg_error *err) {
  if (session->json) {
    steg_arena *arena = session->project->arena;
    static const char *const acts[] = {NULL, "give", "withdraw", "exclude"};
    steg_tree *root = steg_tree_map(arena);
    steg_tree_put(arena, root, "act", steg_tree_text(arena, acts[change->act]));
    steg_tree_put(arena, root, "initiative", steg_tree_text(arena, change->initiative));
    steg_tree_put(arena, root, "party", steg_tree_text(arena, change->party));
    steg_tree_put(arena, root, "date", steg_tree_text(arena, steg_iso_text(arena, change->date)));
    steg_tree_put(arena, root, "until", steg_tree_text(arena, steg_iso_text(arena, change->until)));
    steg_tree_put(arena, root, "answers_removed", steg_tree_integer(arena, (int64_t)result->answers));
    steg_tree_put(arena, root, "made_anonymous", steg_tree_integer(arena, (int64_t)result->participations));
    return steg_session_put_json(root, err);
  }
  if (change->act == STEG_CONSENT_GIVE)
    steg_session_say(session, "%s", steg_session_pick(session, "Samtycket är infört.", "The consent is recorded."));
  else if (change->party)
    steg_session_say(session, "%s",
                     steg_session_pick(session, "Parten är undantagen.", "The party is excluded from what is shared."));
  else if (session->lang == STEG_LANG_EN)
    steg_session_say(session, "The consent is withdrawn: %zu answers taken out, %zu participations made anonymous.",
                     result->answers, result->participations);
  else
    steg_session_say(session, "Samtycket är återkallat: %zu svar borttagna, %zu deltaganden gjorda anonyma.",
                     result->answers, result->participations);
  return 0;
}

static int check_party(const char *party, steg_error *err) {
  if (party && steg_national_like_in_text(party, strlen(party)))
    return steg_error_set(err, STEG_ERROR_USAGE, "--party: the name of an authority or organisation, not a number");
  return 0;
}

static int change_consent(steg_session *session, const steg_arguments *arguments, steg_consent_change *change,
                          steg_error *err) {
  steg_consent_result result;
  if (read_date(arguments, "date", steg_today(), &change->date, err) < 0 ||
      read_date(arguments, "until", STEG_DATE_NONE, &change->until, err) < 0 || check_party(change->party, err) < 0)
    return -1;
  if (change->date > steg_today())
    return steg_error_set(err, STEG_ERROR_USAGE, "--date: the day is not here yet");
  if (change->until != STEG_DATE_NONE && change->act != STEG_CONSENT_GIVE)
    return steg_error_set(err, STEG_ERROR_USAGE, "--until belongs to give: a consent has an end, a withdrawal none");
  if (change->act == STEG_CONSENT_WITHDRAW && !change->party && isatty(STDIN_FILENO) &&
      steg_question_ask(session, arguments, "Ta bort personens svar i insatsen för gott och gör deltagandet anonymt?",
                        "Remove the person's answers in the initiative for good and make the participation anonymous?",
                        err) < 0)
    return -1;
  if (steg_consent_run(session->store, change, &result, err) < 0)
    return -1;
  return tell(session, change, &result, err);
}

int steg_verb_consent(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  static const char *const acts[] = {"list", "give", "withdraw", "exclude"}; /* from 1: steg_consent_act */
  const char *id = steg_arguments_get(arguments, "initiative");
  const char *federation = NULL;
  steg_person_key key;
  int64_t person = 0;
  size_t act = 0;
  while (act < sizeof acts / sizeof acts[0] && strcmp(acts[act], arguments->words[0]) != 0)
    act++;
  if (act == sizeof acts / sizeof acts[0])
    return steg_error_set(err, STEG_ERROR_USAGE, "consent: expected give, withdraw, exclude or list, and then the key");
  if (!id && act)
    return steg_error_set(err, STEG_ERROR_USAGE, "consent %s: say which initiative by --initiative", acts[act]);
  if (steg_session_open(session, STEG_PROJECT_INITIATIVES, err) < 0)
    return -1;
  const steg_initiative *initiative = id ? steg_project_initiative(session->project, id) : NULL;
  if (id && !initiative)
    return steg_project_unknown_initiative(session->project, id, err);
  if (initiative)
    federation = initiative->federation ? initiative->federation : "";
  if (steg_whom_key(session, arguments->words[1], &key, err) < 0 ||
      steg_session_store(session, STEG_STORE_WRITE, err) < 0 ||
      steg_whom_person(session, arguments, federation, &key, &federation, &person, err) < 0)
    return -1;
  if (!act)
    return list(session, person, id, err);
  steg_consent_change change = {.act = (steg_consent_act)act,
                                .federation = federation,
                                .key = &key,
                                .initiative = id,
                                .party = steg_arguments_get(arguments, "party")};
  return change_consent(session, arguments, &change, err);
}
