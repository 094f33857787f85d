/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/check_plugin.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A plugin's constructor may hang: the child is not waited for longer. */
enum { CHILD_SECONDS = 10, REPORT_MAX = 1 << 20 };

/* In the child: one line per finding, severity digit first. */
static void tell(FILE *out, steg_severity severity, const char *place, const char *sentence, const char *mend) {
  fprintf(out, "%d%s%s%s%s%s\n", (int)severity, place ? place : "", place ? ": " : "", sentence, mend ? ". " : "",
          mend ? mend : "");
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
    tell(out, STEG_SEVERITY_ERROR, NULL, err.text, NULL);
    for (size_t i = 0; refusal && i < refusal->defects.count; i++)
      tell(out, refusal->defects.rows[i].severity, refusal->defects.rows[i].place, refusal->defects.rows[i].found,
           refusal->defects.rows[i].mend);
  } else {
    steg_arena *arena = steg_arena_new(0);
    steg_defects defects = {0};
    if (arena && steg_checker_run(steg_registry_at(registry, 0)->instrument, arena, &defects) == 0)
      for (size_t i = 0; i < defects.count; i++)
        tell(out, defects.rows[i].severity, defects.rows[i].place, defects.rows[i].found, defects.rows[i].mend);
  }
  fflush(out);
  _exit(0); /* no destructors of the plugin's, no sanitizer's own checks: the parent does those */
}

static int read_report(int input, const char *path, steg_check_fn found, void *context) {
  FILE *in = fdopen(input, "r");
  char line[4096];
  int errors = 0;
  while (in && fgets(line, sizeof line, in)) {
    line[strcspn(line, "\n")] = '\0';
    steg_severity severity = (steg_severity)(line[0] - '0');
    if (severity < STEG_SEVERITY_NOTE || severity > STEG_SEVERITY_ERROR)
      continue;
    errors += severity == STEG_SEVERITY_ERROR;
    found(context, path, severity, line + 1);
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
    char sentence[160];
    if (WIFSIGNALED(status))
      snprintf(sentence, sizeof sentence, "the plugin crashed or hung while it was loaded (signal %d, %s)",
               WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
      snprintf(sentence, sizeof sentence, "the plugin ended the program while it was loaded (exit %d)",
               WEXITSTATUS(status));
    found(context, path, STEG_SEVERITY_ERROR, sentence);
    errors++;
  }
  return errors;
}
