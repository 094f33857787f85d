/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/receipt.h"
#include "cli/today.h"
#include "cli/verb.h"
#include "cli/whom.h"

#include "instrument/model.h"
#include "intake/amend.h"
#include "intake/national.h"
#include "intake/settle.h"
#include "store/individual.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CHANGES_MAX = STEG_ARGUMENTS_MAX * STEG_AMEND_SLOTS, REASON_MAX = 200, SHOWN = 20 };

typedef struct steg_correction {
  steg_session *session;
  const steg_arguments *arguments;
  const steg_registry_entry *entry;
  const char *federation;
  const char *reason;
  steg_person_key key;
  steg_correct_search search;
  steg_correct_change *changes;
  size_t change_count;
  steg_findings findings;
  steg_arena *arena;
} steg_correction;

/* ---- what the command says */

static int read_reason(steg_correction *correction, steg_error *err) {
  const char *reason = steg_arguments_get(correction->arguments, "reason");
  if (!reason || !*reason)
    return steg_error_set(err, STEG_ERROR_USAGE, "correct: say why by --reason TEXT; it goes to the log");
  if (steg_national_like_in_text(reason, strlen(reason)))
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "--reason holds something like a personnummer; the log keeps nothing personal");
  if (strlen(reason) > REASON_MAX)
    return steg_error_set(err, STEG_ERROR_USAGE, "--reason: at most %d bytes", REASON_MAX);
  char *clean = steg_arena_alloc(correction->arena, REASON_MAX + 1);
  if (!clean)
    return steg_error_memory(err);
  correction->reason = steg_session_clean(reason, clean, REASON_MAX + 1);
  return 0;
}

static int read_search(steg_correction *correction, steg_error *err) {
  const char *initiative = steg_arguments_get(correction->arguments, "initiative");
  const char *role = steg_arguments_get(correction->arguments, "role");
  const char *date = steg_arguments_get(correction->arguments, "date");
  const steg_instrument *instrument = correction->entry->instrument;
  correction->search.date = STEG_DATE_NONE;
  if (initiative) {
    const steg_initiative *found = steg_project_initiative(correction->session->project, initiative);
    if (!found)
      return steg_project_unknown_initiative(correction->session->project, initiative, err);
    correction->search.initiative = found->id;
    correction->federation = found->federation ? found->federation : "";
  }
  if (role) {
    int32_t index = steg_model_role_index(instrument, role);
    if (index < 0)
      return steg_error_set(err, STEG_ERROR_USAGE, "--role: %s has no role %s", instrument->id, role);
    correction->search.role = instrument->roles.rows[index].id;
  }
  if (date && (correction->search.date = steg_date_parse_iso(date)) == STEG_DATE_NONE)
    return steg_error_set(err, STEG_ERROR_USAGE, "--date: expected YYYY-MM-DD");
  return 0;
}

/* person=-: whose the response really is. */
static int read_person(steg_correction *correction, const char *value, steg_error *err) {
  steg_person_key key;
  int64_t person = 0;
  if (correction->entry->instrument->kind == STEG_KIND_REGISTER)
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "person: a register row is not moved to another person; undo it and import it again");
  if (steg_whom_key(correction->session, value, &key, err) < 0 ||
      steg_individual_find(correction->session->store, correction->federation, &key, &person, err) < 0)
    return -1;
  correction->changes[correction->change_count++] =
      (steg_correct_change){.target = STEG_CORRECT_PERSON, .person = person, .value = {.is_set = true}};
  return 0;
}

/* Returns 1 when a value was refused: the findings say why. */
static int read_changes(steg_correction *correction, steg_error *err) {
  const steg_settings *settings = &correction->session->project->settings;
  const steg_import_options options = {.decimal_mark = settings->decimal_mark,
                                       .thousands_dot = settings->thousands_dot,
                                       .today = steg_today(),
                                       .lang = correction->session->lang};
  steg_amend *amend = steg_amend_new(correction->entry, &options, correction->arena);
  int status = amend ? 0 : steg_error_memory(err);
  for (size_t i = 2; i < correction->arguments->word_count && status >= 0; i++) {
    const char *word = correction->arguments->words[i];
    const char *equals = strchr(word, '=');
    if (!equals || equals == word) {
      status = steg_error_set(err, STEG_ERROR_USAGE, "correct: expected ITEM=VALUE");
      break;
    }
    const char *name = steg_arena_text_n(correction->arena, word, (size_t)(equals - word));
    if (!name) {
      status = steg_error_memory(err);
    } else if (!strcmp(name, "person")) {
      if (read_person(correction, equals + 1, err) < 0)
        status = -1;
    } else {
      size_t count = 0;
      switch (steg_amend_read(amend, name, equals + 1, correction->changes + correction->change_count, &count)) {
      case STEG_AMEND_READ:
        correction->change_count += count;
        break;
      case STEG_AMEND_REFUSED:
        status = 1;
        break;
      case STEG_AMEND_UNKNOWN:
        status = steg_error_set(
            err, STEG_ERROR_USAGE, "%s has nothing called %s; `stegvis instruments %s` lists its items",
            correction->entry->instrument->id, steg_national_like_in_text(name, strlen(name)) ? "…" : name,
            correction->entry->instrument->id);
        break;
      case STEG_AMEND_MEMORY:
        status = steg_error_memory(err);
        break;
      }
    }
  }
  if (status >= 0 && steg_amend_findings(amend, &correction->findings))
    status = steg_error_memory(err);
  steg_amend_free(amend);
  return status;
}

/* ---- what is told */

static const char *day(const steg_correction *correction, steg_date date) {
  steg_buffer out;
  steg_buffer_init(&out, 64);
  steg_date_write_iso(&out, date);
  const char *text = steg_arena_text(correction->arena, out.size ? out.bytes : "");
  steg_buffer_release(&out);
  return text;
}

static const char *change_name(const steg_correction *correction, const steg_correct_change *change) {
  static const char *const attributes[] = {[STEG_ATTRIBUTE_SEX] = "sex",
                                           [STEG_ATTRIBUTE_BIRTH_YEAR] = "birth_year",
                                           [STEG_ATTRIBUTE_MUNICIPALITY] = "municipality",
                                           [STEG_ATTRIBUTE_AREA] = "area",
                                           [STEG_ATTRIBUTE_START] = "start",
                                           [STEG_ATTRIBUTE_END] = "end",
                                           [STEG_ATTRIBUTE_COACH] = "coach",
                                           [STEG_ATTRIBUTE_REFERRER] = "referrer",
                                           [STEG_ATTRIBUTE_TEAM] = "team",
                                           [STEG_ATTRIBUTE_PRIORITY] = "priority",
                                           [STEG_ATTRIBUTE_SOURCE] = "source"};
  switch (change->target) {
  case STEG_CORRECT_SLOT:
    return correction->entry->layout->slots[change->slot].name;
  case STEG_CORRECT_DATE:
    return "date";
  case STEG_CORRECT_PERSON:
    return "person";
  default:
    return attributes[change->attribute];
  }
}

/* NULL: not shown. */
static const char *value_words(const steg_correction *correction, const steg_correct_change *change,
                               const steg_correct_value *value) {
  double number = value->is_set ? value->number : NAN;
  if (change->target == STEG_CORRECT_PERSON || value->text)
    return NULL;
  if (change->target == STEG_CORRECT_DATE)
    return day(correction, (steg_date)number);
  return steg_change_text(correction->entry, change->target == STEG_CORRECT_SLOT ? (int32_t)change->slot : -1,
                          change->attribute, number, correction->session->lang, correction->arena);
}

static bool differs(const steg_correct_change *change) {
  if (change->target == STEG_CORRECT_PERSON || change->value.text || change->before.text)
    return true;
  return change->value.is_set != change->before.is_set ||
         (change->value.is_set && change->value.number != change->before.number);
}

static steg_tree *row_tree(const steg_correction *correction, const steg_correct_row *row) {
  steg_tree *node = steg_tree_map(correction->arena);
  steg_tree_put(correction->arena, node, "initiative", steg_tree_text(correction->arena, row->initiative_id));
  steg_tree_put(correction->arena, node, "date",
                row->date == STEG_DATE_NONE ? steg_tree_null(correction->arena)
                                            : steg_tree_text(correction->arena, day(correction, row->date)));
  steg_tree_put(correction->arena, node, "role", steg_tree_text(correction->arena, row->role));
  return node;
}

static int tell_json(const steg_correction *correction, const steg_correct_row *rows, size_t row_count, int64_t batch,
                     steg_error *err) {
  steg_arena *arena = correction->arena;
  steg_tree *root = steg_tree_map(arena), *findings = steg_tree_list(arena), *list = steg_tree_list(arena);
  steg_tree_put(arena, root, "instrument", steg_tree_text(arena, correction->entry->instrument->id));
  for (size_t i = 0; i < correction->findings.count; i++)
    steg_tree_append(arena, findings, steg_receipt_finding_tree(arena, &correction->findings.rows[i]));
  if (rows && row_count == 1) {
    steg_tree_put(arena, root, "row", row_tree(correction, rows));
    for (size_t i = 0; i < correction->change_count; i++) {
      const steg_correct_change *change = &correction->changes[i];
      if (!differs(change))
        continue;
      steg_tree *node = steg_tree_map(arena);
      steg_tree_put(arena, node, "item", steg_tree_text(arena, change_name(correction, change)));
      steg_tree_put(arena, node, "before", steg_tree_text(arena, value_words(correction, change, &change->before)));
      steg_tree_put(arena, node, "after", steg_tree_text(arena, value_words(correction, change, &change->value)));
      steg_tree_append(arena, list, node);
    }
    steg_tree_put(arena, root, "changes", list);
  } else if (rows && row_count > 1) {
    for (size_t i = 0; i < row_count; i++)
      steg_tree_append(arena, list, row_tree(correction, &rows[i]));
    steg_tree_put(arena, root, "candidates", list);
  }
  steg_tree_put(arena, root, "findings", findings);
  steg_tree_put(arena, root, "batch", batch ? steg_tree_integer(arena, batch) : steg_tree_null(arena));
  return steg_session_put_json(root, err);
}

static void tell_findings(const steg_correction *correction) {
  steg_buffer out;
  steg_buffer_init(&out, 1 << 16);
  for (size_t i = 0; i < correction->findings.count; i++)
    steg_receipt_put_finding(&out, correction->session, &correction->findings.rows[i]);
  fwrite(out.bytes, 1, out.size, stderr);
  steg_buffer_release(&out);
}

static void tell_changes(const steg_correction *correction, const steg_correct_row *row, int64_t batch) {
  const steg_session *session = correction->session;
  bool any = false;
  steg_session_say(session, "%s  %s  %s%s%s", correction->entry->instrument->id, row->initiative_id,
                   row->date == STEG_DATE_NONE ? "" : day(correction, row->date), row->role ? "  " : "",
                   row->role ? row->role : "");
  for (size_t i = 0; i < correction->change_count; i++) {
    const steg_correct_change *change = &correction->changes[i];
    const char *before = value_words(correction, change, &change->before);
    const char *after = value_words(correction, change, &change->value);
    if (!differs(change))
      continue;
    any = true;
    if (before && after)
      steg_session_say(session, "  %s: %s → %s", change_name(correction, change), before, after);
    else
      steg_session_say(session, "  %s: %s", change_name(correction, change),
                       steg_session_pick(session, "ändras (värdet visas inte)", "changes (the value is not shown)"));
  }
  if (batch)
    steg_session_say(session, "%s %lld (%s `stegvis undo %lld`)", steg_session_pick(session, "Rättelse", "Correction"),
                     (long long)batch, steg_session_pick(session, "tas tillbaka med", "taken back by"),
                     (long long)batch);
  else
    steg_session_say(
        session, "%s",
        any ? steg_session_pick(session, "Provkörning: ingenting sparades.", "Dry run: nothing was stored.")
            : steg_session_pick(session, "Så står det redan.", "It says so already."));
}

/* ---- the verb */

static int stop(const steg_correction *correction, steg_error *err) {
  err->kind = STEG_ERROR_FINDINGS;
  if (correction->session->json)
    err->text[0] = err->text_sv[0] = '\0';
  return -1;
}

static int refuse_several(const steg_correction *correction, const steg_correct_row *rows, size_t count,
                          steg_error *err) {
  if (correction->session->json) {
    if (tell_json(correction, rows, count, 0, err) < 0)
      return -1;
    return stop(correction, err);
  }
  for (size_t i = 0; i < count && i < SHOWN; i++)
    steg_session_say(correction->session, "  %s  %s%s%s", rows[i].initiative_id,
                     rows[i].date == STEG_DATE_NONE ? "–" : day(correction, rows[i].date), rows[i].role ? "  " : "",
                     rows[i].role ? rows[i].role : "");
  return steg_error_set(err, STEG_ERROR_FINDINGS,
                        "%zu rows may be meant: choose one by --initiative, --date and --role", count);
}

static int correct(steg_correction *correction, steg_error *err) {
  steg_correct_row *rows = NULL;
  size_t count = 0;
  int64_t batch = 0;
  steg_session *session = correction->session;
  if (steg_whom_key(session, correction->arguments->words[1], &correction->key, err) < 0 ||
      steg_whom_person(session, correction->arguments, correction->federation, &correction->key,
                       &correction->federation, &correction->search.person, err) < 0)
    return -1;
  int refused = read_changes(correction, err);
  if (refused < 0)
    return -1;
  if (refused) {
    if (session->json && tell_json(correction, NULL, 0, 0, err) < 0)
      return -1;
    if (session->json)
      return stop(correction, err);
    tell_findings(correction);
    return steg_error_set(err, STEG_ERROR_FINDINGS, "nothing was corrected: mend the value and try again");
  }
  if (steg_correct_find(session->store, correction->entry, &correction->search, correction->arena, &rows, &count, err) <
      0)
    return -1;
  if (!count)
    return steg_error_set(err, STEG_ERROR_FINDINGS, "%s has no such row of that person",
                          correction->entry->instrument->id);
  if (count > 1)
    return refuse_several(correction, rows, count, err);
  const steg_correct_mode mode =
      steg_arguments_get(correction->arguments, "dry-run") ? STEG_CORRECT_DRY_RUN : STEG_CORRECT_STORE;
  if (steg_correct_run(session->store, correction->entry, rows, correction->changes, correction->change_count,
                       correction->reason, mode, &batch, err) < 0)
    return -1;
  if (session->json)
    return tell_json(correction, rows, 1, batch, err);
  tell_findings(correction);
  tell_changes(correction, rows, batch);
  return 0;
}

int steg_verb_correct(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0)
    return -1;
  steg_correction correction = {.session = session, .arguments = arguments, .arena = session->project->arena};
  correction.entry = steg_registry_find(session->project->registry, arguments->words[0]);
  if (!correction.entry)
    return steg_project_unknown_instrument(session->project, arguments->words[0], err);
  const steg_instrument *instrument = correction.entry->instrument;
  if (instrument->kind != STEG_KIND_REGISTER && instrument->kind != STEG_KIND_REPEATED)
    return steg_error_set(err, STEG_ERROR_USAGE,
                          "correct: rows of %s are nobody's; import the mended file with --replace", instrument->id);
  for (uint32_t i = 0; i < instrument->indexes.count; i++)
    if (instrument->indexes.rows[i].kind == STEG_INDEX_CUSTOM)
      return steg_error_set(err, STEG_ERROR_USAGE,
                            "correct: %s computes an index from its answers; import the mended row instead",
                            instrument->id);
  correction.changes = steg_arena_array(correction.arena, CHANGES_MAX, sizeof *correction.changes);
  if (!correction.changes)
    return steg_error_memory(err);
  if (read_reason(&correction, err) < 0 || read_search(&correction, err) < 0 ||
      steg_session_store(session, STEG_STORE_WRITE, err) < 0 ||
      steg_store_prepare(session->store, correction.entry, err) < 0)
    return -1;
  return correct(&correction, err);
}
