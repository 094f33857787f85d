/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/arguments.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { GLOBAL_PROJECT = 1000, GLOBAL_STORE, GLOBAL_LANG, GLOBAL_JSON, GLOBAL_HELP, GLOBAL_VERSION, VERB_FIRST };

static const struct option global_options[] = {
    {"project", required_argument, NULL, GLOBAL_PROJECT},
    {"store", required_argument, NULL, GLOBAL_STORE},
    {"lang", required_argument, NULL, GLOBAL_LANG},
    {"json", no_argument, NULL, GLOBAL_JSON},
    {"help", no_argument, NULL, GLOBAL_HELP},
    {"version", no_argument, NULL, GLOBAL_VERSION},
};
enum { GLOBAL_COUNT = sizeof global_options / sizeof global_options[0] };

/* 1 when `code` was a global option, 0 when not, -1 on a fault. */
static int take_global(int code, const char *value, steg_session *session, steg_asked *asked, steg_error *err) {
  switch (code) {
  case GLOBAL_PROJECT:
    session->project_folder = value;
    return 1;
  case GLOBAL_STORE:
    session->store_file = value;
    return 1;
  case GLOBAL_LANG:
    if (!value || (strcmp(value, "sv") != 0 && strcmp(value, "en") != 0))
      return steg_error_set(err, STEG_ERROR_USAGE, "--lang: expected sv or en");
    session->lang = strcmp(value, "en") ? STEG_LANG_SV : STEG_LANG_EN;
    session->lang_given = true;
    return 1;
  case GLOBAL_JSON:
    session->json = true;
    return 1;
  case GLOBAL_HELP:
    *asked = STEG_ASKED_HELP;
    return 1;
  case GLOBAL_VERSION:
    *asked = STEG_ASKED_VERSION;
    return 1;
  case 'q':
    session->talk = STEG_TALK_QUIET;
    return 1;
  case 'v':
    session->talk = STEG_TALK_VERBOSE;
    return 1;
  case 'h':
    *asked = STEG_ASKED_HELP;
    return 1;
  default:
    return 0;
  }
}

/* Names the option that getopt refused, and the nearest one that there is. */
static int refuse(const char *word, const struct option *options, int code, steg_error *err) {
  char clean[80];
  steg_session_clean(word, clean, sizeof clean);
  if (code == ':')
    return steg_error_set(err, STEG_ERROR_USAGE, "%s: needs a value", clean);
  const char *names[GLOBAL_COUNT + STEG_ARGUMENTS_MAX];
  size_t count = 0;
  for (; count < sizeof names / sizeof names[0] && options[count].name; count++)
    names[count] = options[count].name;
  const char *name = clean + strspn(clean, "-");
  const char *near = steg_text_nearest(name, names, count);
  if (near)
    return steg_error_set(err, STEG_ERROR_USAGE, "%s: no such option; did you mean --%s?", clean, near);
  return steg_error_set(err, STEG_ERROR_USAGE, "%s: no such option", clean);
}

int steg_arguments_global(int argc, char **argv, steg_session *session, const steg_verb **ret_verb, int *ret_rest,
                          steg_asked *ret_asked, steg_error *err) {
  struct option options[GLOBAL_COUNT + 1];
  memset(options, 0, sizeof options);
  memcpy(options, global_options, sizeof global_options);
  steg_asked asked = STEG_ASKED_RUN;
  opterr = 0;
  optind = 1;
  for (int code; (code = getopt_long(argc, argv, "+:hqv", options, NULL)) != -1;) {
    int taken = take_global(code, optarg, session, &asked, err);
    if (taken < 0)
      return -1;
    if (!taken)
      return refuse(argv[optind - 1], options, code, err);
  }
  *ret_asked = asked;
  *ret_verb = NULL;
  *ret_rest = argc;
  if (optind >= argc)
    return 0;
  const char *word = argv[optind];
  if (!strcmp(word, "help") && asked == STEG_ASKED_RUN) {
    *ret_asked = STEG_ASKED_HELP;
    if (++optind >= argc)
      return 0;
    word = argv[optind];
  }
  *ret_verb = steg_verb_find(word);
  *ret_rest = optind + 1;
  if (*ret_verb)
    return 0;
  const char *names[STEG_ARGUMENTS_MAX];
  size_t count = 0;
  for (; count < steg_verb_count && count < STEG_ARGUMENTS_MAX; count++)
    names[count] = steg_verbs[count].name;
  const char *near = steg_text_nearest(word, names, count);
  char clean[80];
  steg_session_clean(word, clean, sizeof clean);
  if (near)
    return steg_error_set(err, STEG_ERROR_USAGE, "there is no verb \"%s\": did you mean %s?", clean, near);
  return steg_error_set(err, STEG_ERROR_USAGE, "there is no verb \"%s\"; `stegvis --help` lists them", clean);
}

static size_t option_count(const steg_verb *verb) {
  size_t count = 0;
  while (verb->options && verb->options[count].name)
    count++;
  return count;
}

int steg_arguments_read(int argc, char **argv, const steg_verb *verb, steg_session *session,
                        steg_arguments *ret_arguments, steg_asked *ret_asked, steg_error *err) {
  struct option options[GLOBAL_COUNT + STEG_ARGUMENTS_MAX];
  char letters[2 * STEG_ARGUMENTS_MAX + 8] = ":hqv";
  size_t own = option_count(verb);
  memset(options, 0, sizeof options);
  for (size_t i = 0; i < own && i < STEG_ARGUMENTS_MAX - 1; i++) {
    const steg_option *option = &verb->options[i];
    options[i] =
        (struct option){option->name, option->argument ? required_argument : no_argument, NULL, VERB_FIRST + (int)i};
    if (option->letter) {
      size_t used = strlen(letters);
      letters[used] = option->letter;
      letters[used + 1] = option->argument ? ':' : '\0';
    }
  }
  memcpy(options + own, global_options, sizeof global_options);

  steg_arguments arguments;
  memset(&arguments, 0, sizeof arguments);
  arguments.options = verb->options;
  opterr = 0;
  optind = 0; /* GNU: start anew */
  for (int code; (code = getopt_long(argc, argv, letters, options, NULL)) != -1;) {
    int taken = take_global(code, optarg, session, ret_asked, err);
    if (taken < 0)
      return -1;
    if (taken)
      continue;
    size_t index = own;
    if (code >= VERB_FIRST)
      index = (size_t)(code - VERB_FIRST);
    else
      for (size_t i = 0; i < own; i++)
        if (verb->options[i].letter == code)
          index = i;
    if (index == own)
      return refuse(argv[optind - 1], options, code, err);
    if (arguments.given_count == STEG_ARGUMENTS_MAX)
      return steg_error_set(err, STEG_ERROR_USAGE, "too many options");
    arguments.given[arguments.given_count].name = verb->options[index].name;
    arguments.given[arguments.given_count++].value = optarg ? optarg : "";
  }
  arguments.words = (const char *const *)(argv + optind);
  arguments.word_count = (size_t)(argc - optind);
  if (*ret_asked != STEG_ASKED_HELP &&
      (arguments.word_count < verb->least_words || arguments.word_count > verb->most_words))
    return steg_error_set(err, STEG_ERROR_USAGE, "usage: stegvis %s %s", verb->name, verb->words);
  *ret_arguments = arguments;
  return 0;
}

const char *steg_arguments_nth(const steg_arguments *arguments, const char *option, size_t nth) {
  for (size_t i = 0; i < arguments->given_count; i++)
    if (!strcmp(arguments->given[i].name, option) && nth-- == 0)
      return arguments->given[i].value;
  return NULL;
}

const char *steg_arguments_get(const steg_arguments *arguments, const char *option) {
  for (size_t i = arguments->given_count; i-- > 0;)
    if (!strcmp(arguments->given[i].name, option))
      return arguments->given[i].value;
  return NULL;
}

/* ---- help */

static void print_option(const char *letter, const char *name, const char *argument, const char *help) {
  char left[64];
  snprintf(left, sizeof left, "  %s--%s%s%s", letter, name, argument ? " " : "", argument ? argument : "");
  printf("%-30s  %s\n", left, help);
}

static void print_global_options(const steg_session *session) {
  static const steg_option rows[] = {
      {"project", 0, "DIR", "projektets mapp (annars den som har stegvis.lua, sökt uppåt)",
       "the project's folder (else the one that has stegvis.lua, looked for upward)"},
      {"store", 0, "FILE", "datalagret (annars stegvis.db i projektet)", "the store (else stegvis.db in the project)"},
      {"lang", 0, "sv|en", "språk", "language"},
      {"json", 0, NULL, "svara med ett JSON-objekt", "answer with one JSON object"},
      {"help", 'h', NULL, "visa hjälp", "show help"},
      {"version", 0, NULL, "visa version", "show the version"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    print_option(rows[i].letter ? "-h, " : "", rows[i].name, rows[i].argument,
                 steg_session_pick(session, rows[i].help_sv, rows[i].help_en));
  printf("  -q | -v                       %s\n", steg_session_pick(session, "tyst | utförlig", "quiet | verbose"));
}

void steg_help_program(const steg_session *session) {
  printf("%s – %s\n\n", steg_session_program,
         steg_session_pick(session, "uppföljning och rapporter för samordningsförbund",
                           "follow-up and reports for Swedish coordination federations"));
  printf("%s\n\n", steg_session_pick(session, "Användning: stegvis [ALLMÄNNA VAL] VERB …",
                                     "Usage: stegvis [GLOBAL OPTIONS] VERB …"));
  for (size_t i = 0; i < steg_verb_count; i++)
    printf("  %-12s  %s\n", steg_verbs[i].name,
           steg_session_pick(session, steg_verbs[i].summary_sv, steg_verbs[i].summary_en));
  printf("\n%s\n", steg_session_pick(session, "Allmänna val:", "Global options:"));
  print_global_options(session);
  printf("\n%s\n%s\n",
         steg_session_pick(session, "`stegvis VERB --help` visar ett verbs val och ett exempel.",
                           "`stegvis VERB --help` shows a verb's options and an example."),
         steg_session_pick(session,
                           "Slutkoder: 0 klart · 1 fynd som stoppade något · 2 felaktigt kommando · 3 miljö (fil, "
                           "lager, insticksmodul) · 4 ett skript misslyckades",
                           "Exit codes: 0 done · 1 findings that stopped something · 2 usage · 3 environment (file, "
                           "store, plugin) · 4 a script failed"));
}

void steg_help_verb(const steg_session *session, const steg_verb *verb) {
  printf("stegvis %s %s\n\n  %s\n", verb->name, verb->words,
         steg_session_pick(session, verb->summary_sv, verb->summary_en));
  size_t count = option_count(verb);
  if (count)
    printf("\n%s\n", steg_session_pick(session, "Val:", "Options:"));
  for (size_t i = 0; i < count; i++) {
    const steg_option *option = &verb->options[i];
    char letter[8] = "";
    if (option->letter)
      snprintf(letter, sizeof letter, "-%c, ", option->letter);
    print_option(letter, option->name, option->argument, steg_session_pick(session, option->help_sv, option->help_en));
  }
  printf("\n%s\n", steg_session_pick(session, "Allmänna val:", "Global options:"));
  print_global_options(session);
  printf("\n%s\n  %s\n", steg_session_pick(session, "Exempel:", "Example:"), verb->example);
}
