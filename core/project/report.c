/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/report.h"

#include "base/file.h"
#include "disclose/disclose.h"
#include "document/read.h"
#include "document/words.h"
#include "project/folder_list.h"
#include "project/metadata.h"
#include "resolve/resolve.h"
#include "script/script.h"
#include "store/participation.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- which reports there are */

static const char *report_id(steg_arena *arena, const char *path) {
  const char *name = steg_file_name(path);
  return steg_arena_text_n(arena, name, strlen(name) - strlen(".lua"));
}

/* A title is a text or {sv = ..., en = ...}. */
static void two_languages(const steg_tree *node, const char **ret_sv, const char **ret_en) {
  *ret_sv = steg_tree_get_text(node) ? steg_tree_get_text(node) : steg_tree_get_text(steg_tree_get(node, "sv"));
  *ret_en = steg_tree_get_text(steg_tree_get(node, "en"));
}

static int read_header(const steg_project *project, const char *path, steg_report_info *ret_info, steg_error *err) {
  const char *const folders[] = {project->places.scripts, NULL};
  const steg_script_job job = {
      .kind = STEG_SCRIPT_HEADER, .path = path, .module_folders = folders, .program = project->places.program};
  const steg_tree *tree = NULL;
  if (steg_script_run(&job, project->arena, &tree, err) < 0)
    return -1;
  steg_report_info info = {
      .id = report_id(project->arena, path), .path = path, .params = steg_tree_get(tree, "params")};
  two_languages(steg_tree_get(tree, "title"), &info.title_sv, &info.title_en);
  two_languages(steg_tree_get(tree, "receiver"), &info.receiver_sv, &info.receiver_en);
  if (!info.id)
    return steg_error_memory(err);
  *ret_info = info;
  return 0;
}

static int by_id(const void *a, const void *b) {
  return strcmp(((const steg_report_info *)a)->id, ((const steg_report_info *)b)->id);
}

int steg_report_list(const steg_project *project, steg_report_info **ret_rows, size_t *ret_count, steg_error *err) {
  char own[STEG_PATH_MAX];
  const char **paths[2];
  size_t counts[2];
  if (steg_file_join(own, sizeof own, project->folder, "reports", err) < 0 ||
      steg_folder_list(own, ".lua", project->arena, &paths[0], &counts[0], err) < 0 ||
      steg_folder_list(project->places.reports, ".lua", project->arena, &paths[1], &counts[1], err) < 0)
    return -1;
  steg_report_info *rows = steg_arena_array(project->arena, counts[0] + counts[1] + 1, sizeof *rows);
  if (!rows)
    return steg_error_memory(err);
  size_t count = 0;
  for (int source = 0; source < 2; source++)
    for (size_t i = 0; i < counts[source]; i++) {
      bool replaced = false;
      const char *id = report_id(project->arena, paths[source][i]);
      for (size_t j = 0; id && j < count; j++)
        replaced = replaced || !strcmp(rows[j].id, id);
      if (!replaced && read_header(project, paths[source][i], &rows[count++], err) < 0)
        return -1;
    }
  qsort(rows, count, sizeof *rows, by_id);
  *ret_rows = rows;
  *ret_count = count;
  return 0;
}

static int find_script(const steg_project *project, const char *name, char ret_path[STEG_PATH_MAX], steg_error *err) {
  size_t size = strlen(name);
  if (size > 4 && !strcmp(name + size - 4, ".lua")) {
    snprintf(ret_path, STEG_PATH_MAX, "%s", name);
    return steg_file_exists(name) ? 0 : steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: no such file", name);
  }
  const char *const folders[] = {project->folder, project->places.reports};
  for (int i = 0; i < 2 && steg_text_is_id(name); i++) {
    char *tail = i ? steg_arena_printf(project->arena, "%s.lua", name)
                   : steg_arena_printf(project->arena, "reports/%s.lua", name);
    if (!tail || steg_file_join(ret_path, STEG_PATH_MAX, folders[i], tail, err) < 0)
      return tail ? -1 : steg_error_memory(err);
    if (steg_file_exists(ret_path))
      return 0;
  }
  steg_report_info *rows = NULL;
  size_t count = 0;
  if (steg_report_list(project, &rows, &count, err) < 0)
    return -1;
  const char **names = steg_arena_array(project->arena, count + 1, sizeof *names);
  for (size_t i = 0; names && i < count; i++)
    names[i] = rows[i].id;
  const char *near = names ? steg_text_nearest(name, names, count) : NULL;
  if (near)
    return steg_error_set(err, STEG_ERROR_USAGE, "there is no report \"%s\": did you mean %s?", name, near);
  return steg_error_set(err, STEG_ERROR_USAGE, "there is no report \"%s\"; `stegvis reports` lists them", name);
}

/* ---- the order of the rooms */

/* Latest end of the requests' periods; NONE when all are open. */
static steg_date period_end(const steg_document *document) {
  steg_date last = STEG_DATE_NONE;
  for (size_t i = 0; i < document->request_count; i++)
    if (document->requests[i].cohort.period.last > last)
      last = document->requests[i].cohort.period.last;
  return last;
}

static bool same_initiatives(const steg_cohort *a, const steg_cohort *b) {
  bool same = a->initiative_count == b->initiative_count;
  for (size_t i = 0; same && i < a->initiative_count; i++)
    same = !strcmp(a->initiatives[i], b->initiatives[i]);
  return same;
}

/* What the document is about, for its cover: the first request with the latest period, since earlier ones are there to compare
 * with. NULL when requests are about different initiatives. */
static const steg_cohort *main_cohort(const steg_document *document) {
  const steg_cohort *found = NULL;
  for (size_t i = 0; i < document->request_count; i++) {
    const steg_cohort *cohort = &document->requests[i].cohort;
    if (document->requests[i].kind != STEG_REQUEST_MEASURE)
      continue;
    if (found && !same_initiatives(found, cohort))
      return NULL;
    if (!found || cohort->period.last > found->period.last)
      found = cohort;
  }
  return found;
}

/* "FinsamGotland · JobbSam 3.0 · 2022"; several initiatives are not named one by one. */
static int put_subtitle(const steg_project *project, steg_document *document) {
  const steg_cohort *cohort = main_cohort(document);
  if (document->subtitle || !cohort)
    return 0;
  const steg_initiative *initiative = steg_project_initiative(project, cohort->initiatives[0]);
  steg_buffer text;
  steg_buffer_init(&text, 4096);
  const char *federation = document->federation ? document->federation : initiative ? initiative->federation : NULL;
  if (cohort->initiative_count == 1 && initiative)
    steg_buffer_printf(&text, "%s%s%s", federation ? federation : "", federation ? " · " : "",
                       steg_text_pick(document->lang, initiative->title_sv, initiative->title_en));
  else if (document->federation)
    steg_buffer_text(&text, document->federation);
  if (cohort->period.first != STEG_DATE_NONE || cohort->period.last != STEG_DATE_NONE) {
    steg_buffer_text(&text, text.size ? " · " : "");
    steg_period_write(&text, document->lang, cohort->period);
  }
  if (text.size)
    document->subtitle = steg_arena_text(project->arena, text.bytes);
  bool failed = steg_buffer_failed(&text) || (text.size && !document->subtitle);
  steg_buffer_release(&text);
  return failed ? -1 : 0;
}

int steg_report_settle(const steg_project *project, steg_store *store, steg_date as_of, steg_document *document,
                       steg_error *err) {
  if (steg_participation_last_date(store, &document->data_date, err) < 0)
    return -1;
  if (as_of == STEG_DATE_NONE) {
    as_of = period_end(document);
    if (as_of == STEG_DATE_NONE || (document->data_date != STEG_DATE_NONE && document->data_date < as_of))
      as_of = document->data_date;
  }
  document->as_of = as_of;
  if (put_subtitle(project, document) < 0)
    return steg_error_memory(err);
  /* Found groups smaller than the threshold are merged while they are counted. */
  document->k = steg_disclose_threshold(document->profile, project->settings.public_k);
  const steg_evaluate_context context = {
      .store = store,
      .registry = project->registry,
      .initiatives = project->initiatives,
      .initiative_count = project->initiative_count,
      .age_bands = project->settings.age_bands,
      .age_band_count = project->settings.age_band_count,
      .pairing = project->settings.pairing,
      .as_of = as_of,
      .lang = document->lang,
      .register_instrument = "sus",
  };
  if (steg_evaluate_document(document, &context, project->arena, err) < 0 ||
      steg_disclose_document(document, project->settings.public_k, project->arena, err) < 0)
    return -1;
  return steg_resolve_document(document, project->arena, err);
}

static int describe(const steg_project *project, const steg_report_order *order, steg_document *document) {
  /* Until every rule of disclosure stands, no output is fit for publishing, and every one says so. */
  document->marking = steg_words_get(order->lang, STEG_WORD_internal_marking);
  document->federation = project->settings.federation;
  document->program = order->program;
  document->profile = order->profile;
  return document->marking ? 0 : -1;
}

int steg_report_build(const steg_project *project, steg_store *store, const steg_report_order *order,
                      steg_document **ret_document, steg_error *err) {
  char path[STEG_PATH_MAX], own_modules[STEG_PATH_MAX];
  if (find_script(project, order->name, path, err) < 0 ||
      steg_file_join(own_modules, sizeof own_modules, project->folder, "reports/lib", err) < 0)
    return -1;
  const char *const folders[] = {project->places.scripts, own_modules, NULL};
  const steg_tree *metadata = steg_metadata_make(project, order->lang, order->params, err);
  if (!metadata)
    return -1;
  const steg_script_job job = {.kind = STEG_SCRIPT_REPORT,
                               .path = path,
                               .module_folders = folders,
                               .metadata = metadata,
                               .program = project->places.program};
  const steg_tree *tree = NULL;
  steg_document *document = steg_arena_alloc(project->arena, sizeof *document);
  if (!document)
    return steg_error_memory(err);
  if (steg_script_run(&job, project->arena, &tree, err) < 0)
    return -1;
  document->lang = order->lang;
  document->initiatives = project->initiatives;
  document->initiative_count = project->initiative_count;
  document->script = steg_arena_text(project->arena, path);
  document->report = report_id(project->arena, path);
  if (steg_read_document(tree, project->registry, project->arena, document, err) < 0)
    return -1;
  if (describe(project, order, document) < 0 || !document->script || !document->report)
    return steg_error_memory(err);
  if (steg_report_settle(project, store, order->as_of, document, err) < 0)
    return -1;
  *ret_document = document;
  return 0;
}
