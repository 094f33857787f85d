/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/annotation.h"
#include "cli/mapping_faults.h"
#include "cli/receipt.h"
#include "cli/replacement.h"
#include "cli/today.h"
#include "cli/verb.h"

#include "base/file.h"
#include "intake/settle.h"
#include "project/mappings.h"
#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = STEG_ARGUMENTS_MAX };

static int read_progress(void *context, uint64_t done, uint64_t total) {
  steg_progress_show(context, done, total);
  return steg_session_interrupted();
}

static int commit_progress(void *context, size_t done, size_t total) {
  steg_progress_show(context, done, total);
  return steg_session_interrupted();
}

static int read_columns(const steg_arguments *arguments, steg_arena *arena, steg_import_options *options,
                        steg_error *err) {
  steg_import_column *columns = steg_arena_array(arena, COLUMNS_MAX, sizeof *columns);
  if (!columns)
    return steg_error_memory(err);
  const char *given;
  for (size_t i = 0; (given = steg_arguments_nth(arguments, "column", i)) != NULL; i++) {
    const char *equals = strchr(given, '=');
    if (!equals || equals == given || !equals[1])
      return steg_error_set(err, STEG_ERROR_USAGE, "--column: expected ITEM=HEADER");
    columns[i].target = steg_arena_text_n(arena, given, (size_t)(equals - given));
    columns[i].header = equals + 1;
    options->column_count = i + 1;
  }
  options->columns = columns;
  return 0;
}

static int read_delimiter(const char *given, char *ret_delimiter, steg_error *err) {
  if (!given)
    return 0;
  if (!strcmp(given, "tab") || !strcmp(given, "\\t"))
    *ret_delimiter = '\t';
  else if (!strcmp(given, ";") || !strcmp(given, ",") || !strcmp(given, "\t") || !strcmp(given, "|"))
    *ret_delimiter = given[0];
  else
    return steg_error_set(err, STEG_ERROR_USAGE, "--delimiter: expected ; , | or tab");
  return 0;
}

static int make_options(steg_session *session, const steg_arguments *arguments, steg_progress *progress,
                        steg_import_options *ret_options, steg_error *err) {
  const steg_project *project = session->project;
  steg_import_options options = {
      .initiative = steg_arguments_get(arguments, "initiative"),
      .encoding = steg_arguments_get(arguments, "encoding"),
      .sheet = steg_arguments_get(arguments, "sheet"),
      .sheets = steg_arguments_get(arguments, "all-sheets") ? STEG_IMPORT_ALL_SHEETS : STEG_IMPORT_ONE_SHEET,
      .federation = project->settings.federation,
      .keep = steg_arguments_get(arguments, "keep-valid") ? STEG_IMPORT_KEEP_VALID : STEG_IMPORT_ALL_OR_NOTHING,
      .century_by_sign = project->settings.century_by_sign,
      .decimal_mark = project->settings.decimal_mark,
      .thousands_dot = project->settings.thousands_dot,
      .today = steg_today(),
      .lang = session->lang,
      .progress = read_progress,
      .progress_context = progress,
  };
  if (options.sheet && options.sheets == STEG_IMPORT_ALL_SHEETS)
    return steg_error_set(err, STEG_ERROR_USAGE, "--sheet and --all-sheets: give one of them");
  if (options.initiative && !steg_project_initiative(project, options.initiative))
    return steg_project_unknown_initiative(project, options.initiative, err);
  if (read_delimiter(steg_arguments_get(arguments, "delimiter"), &options.delimiter, err) < 0 ||
      read_columns(arguments, project->arena, &options, err) < 0 ||
      steg_project_import_initiatives(project, &options.initiatives, &options.initiative_count, err) < 0)
    return -1;
  *ret_options = options;
  return 0;
}

/* The mappings that files of the instrument may be read by: all, the one named, or none. */
static int load_mappings(const steg_session *session, const steg_arguments *arguments,
                         const steg_registry_entry *entry, steg_import_options *options, steg_error *err) {
  steg_mapping_faults faults = {.session = session};
  size_t fault_count = 0;
  options->mapping = steg_arguments_get(arguments, "mapping");
  if (steg_arguments_get(arguments, "no-mapping"))
    return options->mapping
               ? steg_error_set(err, STEG_ERROR_USAGE, "--mapping and --no-mapping: give one of them")
               : 0;
  if (steg_mappings_load(session->project, entry, options, steg_mapping_faults_file, &faults, &options->sources,
                         &options->source_count, &fault_count, err) < 0)
    return -1;
  if (options->mapping && !steg_mappings_find(options->sources, options->source_count, options->mapping))
    return steg_mappings_unknown(options->sources, options->source_count, options->mapping, err);
  return steg_mapping_faults_end(&faults, err);
}

typedef enum import_outcome { IMPORT_DONE = 0, IMPORT_REFUSED = 1, IMPORT_NOT_AGREED = 2 } import_outcome;

/* The rows into the store, or what would become of them. With --replace the difference comes first, and is agreed to. */
static int store_rows(steg_session *session, const steg_arguments *arguments, steg_import *import,
                      steg_commit_mode mode, steg_progress *progress, steg_commit_result *ret_committed,
                      bool *ret_agreed, steg_error *err) {
  const steg_import_result *result = steg_import_result_of(import);
  steg_arena *arena = session->project->arena;
  const bool replaces = steg_arguments_get(arguments, "replace") != NULL;
  steg_commit_source source = {.file_name = steg_import_file_name(import),
                               .last_date = result->last_date,
                               .kind = replaces ? STEG_BATCH_REPLACE : STEG_BATCH_IMPORT,
                               .plan = steg_import_plan(import)};
  memcpy(source.file_hash, result->file_hash, sizeof source.file_hash);
  const steg_commit_mode first = replaces ? STEG_COMMIT_DRY_RUN : mode;
  steg_progress_start(progress, session, steg_session_pick(session, "Sparar", "Storing"), STEG_PROGRESS_ROWS);
  int status = steg_commit_run(session->store, &result->set, &source, first, commit_progress, progress, arena,
                               ret_committed, err);
  steg_progress_end(progress);
  if (status == 0)
    status = steg_import_tell_changes(import, ret_committed, err);
  *ret_agreed = true;
  if (status < 0 || !replaces)
    return status;
  if (!session->json) {
    if (mode == STEG_COMMIT_STORE)
      steg_receipt_print(session, steg_import_file_name(import), result, ret_committed, STEG_COMMIT_DRY_RUN);
    steg_replacement_show(session, ret_committed);
  }
  if (mode == STEG_COMMIT_DRY_RUN)
    return 0;
  *ret_agreed = steg_replacement_agreed(session, arguments, ret_committed);
  return *ret_agreed ? steg_commit_run(session->store, &result->set, &source, mode, commit_progress, progress, arena,
                                       ret_committed, err)
                     : 0;
}

/* One file. */
static int import_one(steg_session *session, const steg_registry_entry *entry, const char *path,
                      const steg_import_options *options, steg_commit_mode mode, steg_progress *progress,
                      steg_tree *receipts, const steg_arguments *arguments, steg_error *err) {
  steg_import *import = NULL;
  steg_arena *arena = session->project->arena;
  steg_progress_start(progress, session, steg_session_pick(session, "Läser", "Reading"), STEG_PROGRESS_KILOBYTES);
  int status = steg_import_read(path, entry, options, &import, err);
  if (status == 0)
    status = steg_import_settle(import, session->store, session->project->registry, options->today, err);
  steg_progress_end(progress);
  if (status < 0) {
    steg_import_free(import);
    return -1;
  }
  const steg_import_result *result = steg_import_result_of(import);
  const bool stopped = result->findings.errors > 0 && (options->keep != STEG_IMPORT_KEEP_VALID || !result->accepted);
  steg_commit_result committed;
  bool agreed = true;
  memset(&committed, 0, sizeof committed);
  if (!stopped)
    status = store_rows(session, arguments, import, mode, progress, &committed, &agreed, err);
  if (status == 0 && !stopped && result->rejected && mode == STEG_COMMIT_STORE)
    status = steg_import_write_rejected(import, path, err);
  if (status == 0) {
    const steg_annotation annotation = {.import = import,
                                        .path = path,
                                        .instrument = entry->instrument->id,
                                        .asked = steg_arguments_get(arguments, "annotate") != NULL,
                                        .stopped = stopped};
    steg_tree *receipt = NULL;
    if (session->json) {
      receipt = steg_receipt_tree(arena, steg_import_file_name(import), result, stopped ? NULL : &committed);
      steg_tree_append(arena, receipts, receipt);
    } else if (agreed) {
      steg_receipt_print(session, steg_import_file_name(import), result, stopped ? NULL : &committed, mode);
    }
    status = steg_annotation_tell(session, &annotation, receipt, err);
  }
  steg_import_free(import);
  if (status < 0)
    return -1;
  return stopped ? IMPORT_REFUSED : agreed ? IMPORT_DONE : IMPORT_NOT_AGREED;
}

int steg_verb_import(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  steg_progress progress;
  steg_import_options options;
  if (steg_replacement_check(arguments, err) < 0 ||
      steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0)
    return -1;
  const steg_registry_entry *entry = steg_registry_find(session->project->registry, arguments->words[0]);
  if (!entry)
    return steg_project_unknown_instrument(session->project, arguments->words[0], err);
  if (make_options(session, arguments, &progress, &options, err) < 0 ||
      load_mappings(session, arguments, entry, &options, err) < 0 ||
      steg_session_store(session, STEG_STORE_WRITE, err) < 0 || steg_store_admit(session->store, entry, err) < 0)
    return -1;
  const steg_commit_mode mode = steg_arguments_get(arguments, "dry-run") ? STEG_COMMIT_DRY_RUN : STEG_COMMIT_STORE;
  steg_tree *receipts = steg_tree_list(session->project->arena);
  int stopped = 0;
  bool not_agreed = false;
  for (size_t i = 1; i < arguments->word_count; i++) {
    int status = import_one(session, entry, arguments->words[i], &options, mode, &progress, receipts, arguments, err);
    if (status < 0)
      return -1;
    stopped += status == IMPORT_REFUSED;
    not_agreed |= status == IMPORT_NOT_AGREED;
  }
  /* One file gives its object; several give a list of them. */
  if (session->json &&
      steg_session_put_json(steg_tree_size(receipts) == 1 ? steg_tree_at(receipts, 0) : receipts, err) < 0)
    return -1;
  if (stopped || not_agreed) {
    if (session->json) {
      err->kind = STEG_ERROR_FINDINGS;
      err->text[0] = err->text_sv[0] = '\0';
      return -1;
    }
    if (not_agreed)
      return steg_error_set(err, STEG_ERROR_FINDINGS,
                            "nothing was stored: the difference stands above; --yes replaces what is stored");
    return steg_error_set(err, STEG_ERROR_FINDINGS, "%d of %zu files refused: mend what stands above and import again",
                          stopped, arguments->word_count - 1);
  }
  return 0;
}
