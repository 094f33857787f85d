/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "base/file.h"
#include "project/check.h"
#include "project/locate.h"
#include "project/scaffold.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct telling {
  const steg_session *session;
  const char *path;
} telling;

static void found(void *context, const char *path, steg_severity severity, const char *sv, const char *en) {
  const telling *tell = context;
  (void)path;
  if (severity != STEG_SEVERITY_NOTE)
    steg_session_say(tell->session, "%s: %s", tell->path, steg_session_pick(tell->session, sv, en));
}

/* ---- what only a person knows: by flag, by a question on a terminal, else left open */

static int ask(const steg_session *session, const char *sv, const char *en, const char *const *answers, size_t count) {
  char line[64];
  fprintf(stderr, "%s ", steg_session_pick(session, sv, en));
  if (!fgets(line, sizeof line, stdin))
    return -1;
  line[strcspn(line, "\r\n")] = '\0';
  for (size_t i = 0; i < count; i++)
    if (!strcmp(line, answers[i]))
      return (int)i;
  return -1;
}

static int read_answer(const steg_arguments *arguments, const char *option, const char *const *answers, size_t count,
                       int *ret_answer, steg_error *err) {
  const char *given = steg_arguments_get(arguments, option);
  *ret_answer = -1;
  for (size_t i = 0; given && i < count; i++)
    if (!strcmp(given, answers[i]))
      *ret_answer = (int)i;
  if (given && *ret_answer < 0)
    return count > 2 ? steg_error_set(err, STEG_ERROR_USAGE, "--%s: expected %s, %s or %s", option, answers[0],
                                      answers[1], answers[2])
                     : steg_error_set(err, STEG_ERROR_USAGE, "--%s: expected %s or %s", option, answers[0], answers[1]);
  return 0;
}

static bool open_direction(const steg_guess *guess) {
  for (size_t i = 0; i < guess->scale_count; i++)
    if (guess->scales[i].ordered && !guess->scales[i].better)
      return true;
  return false;
}

static const char *const directions[] = {"up", "down", "none"};
static const char *const yes_or_no[] = {"no", "yes"};

static int read_answers(const steg_arguments *arguments, steg_scaffold_order *order, steg_error *err) {
  int better = -1;
  if (read_answer(arguments, "better", directions, 3, &better, err) < 0 ||
      read_answer(arguments, "sensitive", yes_or_no, 2, &order->sensitive, err) < 0)
    return -1;
  order->better = better < 0 ? 0 : (steg_better)(better + 1);
  return 0;
}

static void ask_for_rest(const steg_session *session, const steg_guess *guess, steg_scaffold_order *order) {
  if (!isatty(STDIN_FILENO) || session->talk == STEG_TALK_QUIET || session->json)
    return;
  if (!order->better && open_direction(guess)) {
    int better = ask(session, "Vilket håll är bra på skalorna: up (högre är bättre), down, none (inget)?",
                     "Which way is good: up, down or none?", directions, 3);
    order->better = better < 0 ? 0 : (steg_better)(better + 1);
  }
  if (order->sensitive < 0)
    order->sensitive = ask(session, "Är svaren känsliga (hälsa, försörjning, stegförflyttning): yes eller no?",
                           "Are the answers sensitive (health, income, progression): yes or no?", yes_or_no, 2);
}

/* ---- the kinds */

static int new_instrument(steg_session *session, const steg_arguments *arguments, steg_scaffold_order *order,
                          const char **ret_path, steg_error *err) {
  const steg_project *project = session->project;
  const char *from = steg_arguments_get(arguments, "from"), *like = steg_arguments_get(arguments, "like");
  if (steg_arguments_get(arguments, "next-version"))
    return steg_scaffold_next_version(project, order, ret_path, err);
  if (steg_registry_find(project->registry, order->name))
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "there is an instrument %s already: take another name, or --next-version", order->name);
  if (like)
    return steg_scaffold_like(project, order, like, ret_path, err);
  if (!from)
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "new instrument: from what? --from DATA.csv, or --like exempel_20 to begin with an example");
  steg_grid grid;
  steg_guess guess;
  if (steg_grid_read(from, steg_arguments_get(arguments, "sheet"), project->arena, &grid, err) < 0)
    return -1;
  if (steg_guess_make(&grid, project->arena, &guess) < 0)
    return steg_error_memory(err);
  ask_for_rest(session, &guess, order);
  order->source = steg_file_name(from);
  return steg_scaffold_instrument(project, order, &guess, ret_path, err);
}

static int make(steg_session *session, const steg_arguments *arguments, const char *what, steg_scaffold_order *order,
                const char **ret_path, steg_error *err) {
  if (!strcmp(what, "instrument"))
    return new_instrument(session, arguments, order, ret_path, err);
  if (!strcmp(what, "initiative"))
    return steg_scaffold_initiative(session->project, order, ret_path, err);
  if (!strcmp(what, "plugin"))
    return steg_scaffold_plugin(session->project, order, ret_path, err);
  return steg_scaffold_report(session->project, order, ret_path, err);
}

/* The commands that build a plugin: against the program as it is installed; one that runs from its build tree has to be
 * installed first, since the header's package is only there then. */
static int tell_build(const steg_session *session, const char *path, steg_error *err) {
  static const char installed[] = "/share/stegvis/scripts";
  steg_locations places;
  if (steg_locate(&places, err) < 0)
    return -1;
  const char *share = strstr(places.scripts, installed);
  const char *build = steg_session_pick(session, "Bygg och prova:", "Build and try:");
  if (share && !share[sizeof installed - 1]) {
    int prefix = (int)(share - places.scripts);
    steg_session_say(session,
                     "%s cmake -S %s -B %s/build -DCMAKE_PREFIX_PATH=%.*s && cmake --build %s/build && "
                     "STEGVIS=%s %s/test",
                     build, path, path, prefix, places.scripts, path, places.program, path);
    return 0;
  }
  const char *end = strrchr(places.program, '/');
  steg_session_say(
      session,
      "%s cmake --install %.*s --prefix $HOME/.local && cmake -S %s -B %s/build "
      "-DCMAKE_PREFIX_PATH=$HOME/.local && cmake --build %s/build && STEGVIS=$HOME/.local/bin/stegvis %s/test",
      build, end ? (int)(end - places.program) : 1, end ? places.program : ".", path, path, path, path);
  return 0;
}

static int tell(const steg_session *session, const char *what, const steg_scaffold_order *order, const char *path,
                int errors, steg_error *err) {
  if (session->json) {
    steg_tree *root = steg_tree_map(session->project->arena);
    steg_tree_put(session->project->arena, root, "path", steg_tree_text(session->project->arena, path));
    steg_tree_put(session->project->arena, root, "errors", steg_tree_integer(session->project->arena, errors));
    return steg_session_put_json(root, err);
  }
  printf("%s\n", path);
  if (!strcmp(what, "plugin"))
    return tell_build(session, path, err);
  else if (!strcmp(what, "instrument"))
    steg_session_say(session, "%s stegvis import %s %s -n",
                     steg_session_pick(session, "Läs filen och rätta det som är fel; prova sedan:",
                                       "Read the file and mend what is wrong; then try:"),
                     order->name, order->source ? order->source : steg_session_pick(session, "FIL.csv", "FILE.csv"));
  else if (!strcmp(what, "report"))
    steg_session_say(session, "%s stegvis report %s -P initiative=ID -P year=2024",
                     steg_session_pick(session, "Prova:", "Try:"), order->name);
  return 0;
}

int steg_verb_new(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  static const char *const kinds[] = {"instrument", "initiative", "report", "plugin"};
  const char *what = arguments->words[0], *path = NULL;
  steg_scaffold_order order = {.name = arguments->words[1],
                               .title = steg_arguments_get(arguments, "title"),
                               .instrument = steg_arguments_get(arguments, "instrument"),
                               .sensitive = -1};
  bool known = false;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    known = known || !strcmp(what, kinds[i]);
  if (!known)
    return steg_error_set(err, STEG_ERROR_USAGE, "new: expected instrument, initiative, report or plugin");
  if (!steg_text_is_id(order.name))
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "a name has small letters a to z, digits and _, begins with a letter and is at most 40 long");
  if (read_answers(arguments, &order, err) < 0 ||
      steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES | STEG_PROJECT_SOUND, err) < 0)
    return -1;
  const steg_project *project = session->project;
  if (order.instrument && !steg_registry_find(project->registry, order.instrument))
    return steg_project_unknown_instrument(project, order.instrument, err);
  if (!strcmp(what, "initiative") && steg_project_initiative(project, order.name))
    return steg_error_set(err, STEG_ERROR_USAGE, "there is an initiative %s already: take another name", order.name);
  if (make(session, arguments, what, &order, &path, err) < 0)
    return -1;
  telling context = {session, path};
  int errors = strcmp(what, "plugin") ? steg_check_path(project, path, found, &context, err) : 0;
  if (errors < 0 || tell(session, what, &order, path, errors, err) < 0)
    return -1;
  return errors ? steg_error_set(err, STEG_ERROR_FINDINGS, "%s: %d errors; mend them as said above", path, errors) : 0;
}
