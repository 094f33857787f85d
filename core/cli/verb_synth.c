/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"
#include "cli/verb.h"

#include "project/like.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PEOPLE = 1000000, OUTPUT_MAX = 1 << 30 };

static int read_number(const char *option, const char *text, uint64_t limit, uint64_t *ret_number, steg_error *err) {
  char *end = NULL;
  errno = 0;
  unsigned long long number = strtoull(text, &end, 10);
  if (errno || end == text || *end || text[0] == '-' || number > limit)
    return steg_error_set(err, STEG_ERROR_USAGE, "--%s: expected a whole number from 0 to %llu", option,
                          (unsigned long long)limit);
  *ret_number = number;
  return 0;
}

/* The period asked for, else the initiative's, else a year that is over: no clock. */
static int read_period(const char *given, const steg_initiative *initiative, steg_period *ret_period, steg_error *err) {
  steg_period period = {steg_date_make(2024, 1, 1), steg_date_make(2024, 12, 31)};
  if (initiative && initiative->period.first != STEG_DATE_NONE && initiative->period.last != STEG_DATE_NONE)
    period = initiative->period;
  if (given && (steg_period_parse(given, &period) < 0 || period.first == STEG_DATE_NONE ||
                period.last == STEG_DATE_NONE || period.last < period.first))
    return steg_error_set(err, STEG_ERROR_USAGE, "--period: expected 2024, 2024-H1, 2024-Q3 or 2024-01-01..2024-06-30");
  *ret_period = period;
  return 0;
}

static int make_order(const steg_session *session, const steg_arguments *arguments, const steg_instrument *form,
                      steg_synth_order *ret_order, steg_error *err) {
  const steg_project *project = session->project;
  const char *people = steg_arguments_get(arguments, "people"), *seed = steg_arguments_get(arguments, "seed");
  const char *id = steg_arguments_get(arguments, "initiative"), *like = steg_arguments_get(arguments, "like");
  const steg_initiative *initiative = id ? steg_project_initiative(project, id) : NULL;
  uint64_t count = 0, number = 1;
  if (id && !initiative)
    return steg_project_unknown_initiative(project, id, err);
  if (!people && !like)
    return steg_error_set(err, STEG_ERROR_USAGE, "--people: how many people is not said (or --like FILE)");
  if ((people && read_number("people", people, MOST_PEOPLE, &count, err) < 0) ||
      (seed && read_number("seed", seed, UINT64_MAX, &number, err) < 0) ||
      read_period(steg_arguments_get(arguments, "period"), initiative, &ret_order->period, err) < 0)
    return -1;
  ret_order->seed = number;
  ret_order->initiative = initiative ? initiative->id : NULL;
  ret_order->municipalities = initiative ? initiative->municipalities : NULL;
  ret_order->municipality_count = initiative ? initiative->municipality_count : 0;
  if (like) {
    steg_synth_person *rows = NULL;
    size_t found = 0;
    if (steg_like_read(project, form, like, steg_arguments_get(arguments, "sheet"), &rows, &found, err) < 0)
      return -1;
    if (people && count > found)
      return steg_error_set(err, STEG_ERROR_USAGE, "--people: %s has %zu people, not %llu", like, found,
                            (unsigned long long)count);
    ret_order->like = rows;
    ret_order->like_count = (uint32_t)found;
    count = people ? count : found;
  }
  ret_order->people = (uint32_t)count;
  return 0;
}

int steg_verb_synth(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0)
    return -1;
  const steg_registry_entry *entry = steg_registry_find(session->project->registry, arguments->words[0]);
  if (!entry)
    return steg_project_unknown_instrument(session->project, arguments->words[0], err);
  steg_synth_order order = {0};
  const char *given = steg_arguments_get(arguments, "output");
  if (make_order(session, arguments, entry->instrument, &order, err) < 0)
    return -1;
  steg_buffer out;
  const char *path = NULL;
  steg_buffer_init(&out, OUTPUT_MAX);
  int status = steg_synth_write(entry->instrument, &order, &out) < 0 ? steg_error_memory(err) : 0;
  if (status == 0)
    status = steg_output_path(given ? given : "-",
                              steg_arena_printf(session->project->arena, "%s-synt.csv", entry->instrument->id),
                              session->project->arena, &path, err);
  if (status == 0)
    status = steg_output_write(session, &out, path, STEG_OUTPUT_PRIVATE, err);
  steg_buffer_release(&out);
  if (status == 0)
    steg_session_say(session, "%s",
                     steg_session_pick(session, "Påhittade data: ingen verklig person finns bakom dem.",
                                       "Invented data: there is no real person behind them."));
  return status;
}
