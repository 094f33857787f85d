/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/session.h"

#include "intake/national.h"
#include "store/audit.h"
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const char steg_session_program[] = "Stegvis " STEGVIS_VERSION;

/* A handler can reach nothing but a global: the one piece of state that outlives a call. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number) {
  (void)signal_number;
  interrupted = 1;
}

void steg_session_catch_interrupts(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

bool steg_session_interrupted(void) {
  return interrupted != 0;
}

int steg_session_open(steg_session *session, int parts, steg_error *err) {
  if (session->project)
    return 0;
  if (steg_project_open(session->project_folder, session->store_file, parts, &session->project, err) < 0)
    return -1;
  if (!session->lang_given)
    session->lang = session->project->settings.lang;
  return 0;
}

int steg_session_store(steg_session *session, steg_store_mode mode, steg_error *err) {
  if (session->store)
    return 0;
  return steg_project_store(session->project, mode, &session->store, err);
}

int steg_session_audit(steg_session *session, const char *verb, const char *what, steg_profile profile,
                       steg_error *err) {
  char detail[128];
  if (profile != STEG_PROFILE_WORKING)
    return 0;
  snprintf(detail, sizeof detail, "%s %s", steg_profile_id(profile), what ? what : "");
  return steg_audit_append(session->store, verb, detail, err);
}

void steg_session_close(steg_session *session) {
  steg_store_close(session->store);
  steg_project_close(session->project);
  session->store = NULL;
  session->project = NULL;
}

const char *steg_session_pick(const steg_session *session, const char *sv, const char *en) {
  return steg_text_pick(session->lang, sv, en);
}

void steg_session_say(const steg_session *session, const char *format, ...) {
  if (session->talk == STEG_TALK_QUIET)
    return;
  char *sentence = NULL;
  va_list arguments;
  va_start(arguments, format);
  int size = vasprintf(&sentence, format, arguments);
  va_end(arguments);
  if (size < 0)
    return; /* no memory for talk: what is done is done */
  steg_national_mask(sentence);
  fprintf(stderr, "%s\n", sentence);
  free(sentence);
}

int steg_session_put(const steg_buffer *bytes, steg_error *err) {
  if (steg_buffer_failed(bytes))
    return steg_error_memory(err);
  if (fwrite(bytes->bytes, 1, bytes->size, stdout) != bytes->size || fflush(stdout))
    return steg_error_system(err, errno, "standard output");
  return 0;
}

int steg_session_put_json(const steg_tree *tree, steg_error *err) {
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 28);
  steg_tree_write_json(&out, tree);
  int status = steg_session_put(&out, err);
  steg_buffer_release(&out);
  return status;
}

const char *steg_session_clean(const char *text, char *out, size_t size) {
  size_t used = 0;
  const char *cursor = text ? text : "";
  const char *end = cursor + strlen(cursor);
  while (cursor < end) {
    char bytes[4];
    uint32_t c = steg_text_next(&cursor, end);
    /* C0, C1, line and paragraph separators, and the marks that turn the reading order */
    bool control = c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    size_t count = steg_text_encode(control ? ' ' : c, bytes);
    if (used + count >= size)
      break;
    memcpy(out + used, bytes, count);
    used += count;
  }
  out[used] = '\0';
  return out;
}

/* ---- progress */

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void steg_progress_start(steg_progress *progress, const steg_session *session, const char *what,
                         steg_progress_unit unit) {
  *progress = (steg_progress){.session = session, .what = what, .unit = unit, .started_ms = now_ms()};
}

void steg_progress_show(steg_progress *progress, uint64_t done, uint64_t total) {
  enum { QUIET_MS = 500, STEP_MS = 100 };
  int64_t now = now_ms();
  if (progress->session->talk == STEG_TALK_QUIET || !isatty(STDERR_FILENO) || !total ||
      now - progress->started_ms < QUIET_MS || now - progress->shown_ms < STEP_MS)
    return;
  progress->shown_ms = now;
  int percent = (int)(done >= total ? 100 : done * 100 / total);
  int64_t left =
      done ? (int64_t)((double)(now - progress->started_ms) * (double)(total - done) / (double)done) / 1000 : 0;
  uint64_t per = progress->unit == STEG_PROGRESS_KILOBYTES ? 1000 : 1;
  const char *unit = per > 1 ? "kB" : steg_session_pick(progress->session, "rader", "rows");
  fprintf(stderr, "\r%s %llu/%llu %s, %d %%, %lld s \033[K", progress->what, (unsigned long long)(done / per),
          (unsigned long long)(total / per), unit, percent, (long long)left);
  fflush(stderr);
}

void steg_progress_end(steg_progress *progress) {
  if (progress->shown_ms) {
    fputs("\r\033[K", stderr);
    fflush(stderr);
  }
}
