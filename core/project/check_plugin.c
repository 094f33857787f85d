/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/check_plugin.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A plugin's constructor may hang: the child is not waited for longer. */
enum { CHILD_SECONDS = 10, REPORT_MAX = 1 << 20 };

/* Stands between the languages in a line from the child. */
static const char BETWEEN[] = "\x1F";

/* In the child: one line per finding, severity digit first, then Swedish and English. */
static void tell_error(FILE *out, const steg_error *err) {
  fprintf(out, "%d%s%s%s\n", (int)STEG_SEVERITY_ERROR, err->text_sv, BETWEEN, err->text);
}

/* A defect is for the plugin's author, and English in both. */
static void tell(FILE *out, const steg_defects *defects) {
  for (size_t i = 0; i < defects->count; i++) {
    const steg_defect *row = &defects->rows[i];
    fprintf(out, "%d%s%s%s%s%s\n", (int)row->severity, row->place ? row->place : "", row->place ? ": " : "", row->found,
            row->mend ? ". " : "", row->mend ? row->mend : "");
  }
}

static void child(const char *path, int output) {
  FILE *out = fdopen(output, "w");
  steg_registry *registry = steg_registry_new();
  if (!out || !registry)
    _exit(1);
  alarm(CHILD_SECONDS);
  steg_error err = {.kind = STEG_ERROR_NONE};
  if (steg_registry_load_file(registry, path, &err) < 0) {
    size_t before = steg_registry_refusal_count(registry);
    const steg_refusal *refusal = before ? steg_registry_refusal_at(registry, before - 1) : NULL;
    tell_error(out, &err);
    if (refusal)
      tell(out, &refusal->defects);
  } else {
    steg_arena *arena = steg_arena_new(0);
    steg_defects defects = {0};
    if (arena && steg_checker_run(steg_registry_at(registry, 0)->instrument, arena, &defects) == 0)
      tell(out, &defects);
  }
  fflush(out);
  _exit(0); /* no destructors of the plugin's, no sanitizer's own checks: the parent does those */
}

static int read_report(int input, const char *path, steg_check_fn found, void *context) {
  FILE *in = fdopen(input, "r");
  char line[8192];
  int errors = 0;
  while (in && fgets(line, sizeof line, in)) {
    line[strcspn(line, "\n")] = '\0';
    steg_severity severity = (steg_severity)(line[0] - '0');
    if (severity < STEG_SEVERITY_NOTE || severity > STEG_SEVERITY_ERROR)
      continue;
    errors += severity == STEG_SEVERITY_ERROR;
    char *english = strstr(line, BETWEEN);
    if (english)
      *english++ = '\0';
    found(context, path, severity, line + 1, english ? english : line + 1);
  }
  if (in)
    fclose(in);
  return errors;
}

int steg_check_plugin(const char *path, steg_check_fn found, void *context, steg_error *err) {
  int ends[2];
  if (pipe(ends) < 0)
    return steg_error_system(err, errno, "a pipe for the check");
  fflush(NULL);
  pid_t pid = fork();
  if (pid < 0) {
    int why = errno;
    close(ends[0]);
    close(ends[1]);
    return steg_error_system(err, why, "a process for the check");
  }
  if (pid == 0) {
    close(ends[0]);
    child(path, ends[1]);
  }
  close(ends[1]);
  int errors = read_report(ends[0], path, found, context);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status))) {
    steg_error why;
    if (WIFSIGNALED(status))
      steg_error_set(&why, STEG_ERROR_ENVIRONMENT, "the plugin crashed or hung while it was loaded (signal %d)",
                     WTERMSIG(status));
    else
      steg_error_set(&why, STEG_ERROR_ENVIRONMENT, "the plugin ended the program while it was loaded (exit %d)",
                     WEXITSTATUS(status));
    found(context, path, STEG_SEVERITY_ERROR, why.text_sv, why.text);
    errors++;
  }
  return errors;
}
