/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include "base/file.h"
#include "store/audit.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* One line each: what was looked at, and how it is. */
typedef struct examination {
  steg_session *session;
  steg_tree *list; /* JSON: {what, ok, detail} */
  size_t faults;
} examination;

static void note(examination *exam, const char *what, bool well, const char *detail) {
  char clean[1024];
  steg_arena *arena = exam->session->project->arena;
  steg_session_clean(detail, clean, sizeof clean);
  exam->faults += !well;
  if (!exam->session->json) {
    printf("%-4s %-14s %s\n", well ? "ok" : steg_session_pick(exam->session, "FEL", "BAD"), what, clean);
    return;
  }
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "what", steg_tree_text(arena, what));
  steg_tree_put(arena, node, "ok", steg_tree_bool(arena, well));
  steg_tree_put(arena, node, "detail", steg_tree_text(arena, clean));
  steg_tree_append(arena, exam->list, node);
}

static void look_at_plugins(examination *exam) {
  const steg_registry *registry = exam->session->project->registry;
  steg_arena *arena = exam->session->project->arena;
  for (size_t i = 0; i < steg_registry_count(registry); i++) {
    const steg_registry_entry *entry = steg_registry_at(registry, i);
    note(exam, "instrument", true,
         steg_arena_printf(arena, "%s %s (%s)", entry->instrument->id, entry->instrument->version, entry->path));
  }
  for (size_t i = 0; i < steg_registry_refusal_count(registry); i++) {
    const steg_refusal *refusal = steg_registry_refusal_at(registry, i);
    note(exam, "instrument", false,
         steg_arena_printf(arena, "%s: %s", refusal->path,
                           steg_session_pick(exam->session, refusal->reason_sv, refusal->reason)));
  }
  if (!steg_registry_count(registry))
    note(exam, "instrument", false,
         steg_session_pick(exam->session, "inga instrument hittades", "no instruments were found"));
}

static void look_at_fonts(examination *exam) {
  static const char *const files[] = {"SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf",
                                      "SourceSerif4-Regular.ttf"};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    char path[STEG_PATH_MAX];
    steg_error err;
    bool there = steg_file_join(path, sizeof path, exam->session->project->places.fonts, files[i], &err) == 0 &&
                 steg_file_exists(path);
    note(exam, steg_session_pick(exam->session, "typsnitt", "font"), there, there ? path : files[i]);
  }
}

static void note_error(examination *exam, const char *what, const steg_error *err) {
  note(exam, what, false, steg_session_pick(exam->session, err->text_sv, err->text));
}

static void note_fault(void *context, const steg_error *found) {
  examination *exam = context;
  note_error(exam, steg_session_pick(exam->session, "lager", "store"), found);
}

static void look_at_store(examination *exam) {
  steg_session *session = exam->session;
  const char *what = steg_session_pick(session, "lager", "store");
  steg_error err = {.kind = STEG_ERROR_NONE};
  if (steg_session_store(session, STEG_STORE_WRITE, &err) < 0) {
    note_error(exam, what, &err);
    return;
  }
  note(exam, what, true, steg_store_path(session->store));
  if (steg_store_is_remote(
          session->store)) /* not a fault: municipalities keep files there; but locks there are weaker */
    note(exam, what, true,
         steg_session_pick(session, "ligger på en nätverksenhet: låt bara en i taget skriva, och gör säkerhetskopior",
                           "is on a network drive: let only one at a time write, and make backups"));
  note(exam, steg_session_pick(session, "nyckel", "key"), true,
       steg_arena_printf(session->project->arena, "%s/%s.key", session->project->places.keys,
                         steg_store_id(session->store)));
  int faults = steg_store_check(session->store, session->project->registry, note_fault, exam, &err);
  if (faults < 0)
    note_error(exam, what, &err);
  else if (faults == 0)
    note(exam, what, true,
         steg_session_pick(session, "filer, rader och logg stämmer", "files, rows and audit chain agree"));
}

int steg_verb_doctor(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  (void)arguments;
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES, err) < 0)
    return -1;
  examination exam = {.session = session, .list = steg_tree_list(session->project->arena), .faults = 0};
  note(&exam, steg_session_pick(session, "projekt", "project"), true, session->project->folder);
  look_at_plugins(&exam);
  look_at_fonts(&exam);
  look_at_store(&exam);
  if (session->json) {
    steg_tree *root = steg_tree_map(session->project->arena);
    steg_tree_put(session->project->arena, root, "examined", exam.list);
    steg_tree_put(session->project->arena, root, "faults",
                  steg_tree_integer(session->project->arena, (int64_t)exam.faults));
    if (steg_session_put_json(root, err) < 0)
      return -1;
  }
  if (exam.faults)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%zu of what was looked at is not well", exam.faults);
  return 0;
}
