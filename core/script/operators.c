/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/operators.h"
#include <string.h>

typedef struct scanner {
  const char *at, *end;
  unsigned line;
} scanner;

static char peek(const scanner *in, size_t ahead) {
  return (size_t)(in->end - in->at) > ahead ? in->at[ahead] : '\0';
}

static void pass(scanner *in) {
  if (*in->at == '\n')
    in->line++;
  in->at++;
}

/* Level of a long bracket [[, [=[, [==[ that begins here, or -1. */
static int bracket_level(const scanner *in) {
  size_t level = 0;
  if (peek(in, 0) != '[')
    return -1;
  while (peek(in, 1 + level) == '=')
    level++;
  return peek(in, 1 + level) == '[' ? (int)level : -1;
}

static void pass_bracket(scanner *in, int level) {
  for (in->at += level + 2; in->at < in->end; pass(in)) {
    if (*in->at != ']')
      continue;
    int equals = 0;
    while (peek(in, 1 + (size_t)equals) == '=')
      equals++;
    if (equals == level && peek(in, 1 + (size_t)equals) == ']') {
      in->at += level + 2;
      return;
    }
  }
}

/* A text in quotes; a line break ends it too (Lua then refuses the file itself), unless a backslash stands before it. */
static void pass_quotes(scanner *in) {
  char quote = *in->at++;
  while (in->at < in->end && *in->at != quote && *in->at != '\n') {
    if (*in->at == '\\' && in->at + 1 < in->end) {
      if (in->at[1] == 'z') { /* \z swallows the line breaks that follow */
        in->at += 2;
        while (in->at < in->end && strchr(" \t\r\n\v\f", *in->at) && *in->at)
          pass(in);
        continue;
      }
      in->at++;
    }
    pass(in);
  }
  if (in->at < in->end && *in->at == quote)
    in->at++;
}

static void pass_comment(scanner *in) {
  in->at += 2;
  int level = bracket_level(in);
  if (level >= 0) {
    pass_bracket(in, level);
    return;
  }
  while (in->at < in->end && *in->at != '\n')
    in->at++;
}

unsigned steg_operators_find(const char *source, size_t size, const char **ret_operator) {
  scanner in = {source, source + size, 1};
  while (in.at < in.end) {
    char c = *in.at, next = peek(&in, 1);
    const char *mark = NULL;
    if (c == '-' && next == '-') {
      pass_comment(&in);
      continue;
    }
    if (c == '"' || c == '\'') {
      pass_quotes(&in);
      continue;
    }
    if (bracket_level(&in) >= 0) {
      pass_bracket(&in, bracket_level(&in));
      continue;
    }
    if (c == '&')
      mark = "&";
    else if (c == '|')
      mark = "|";
    else if (c == '~' && next != '=')
      mark = "~";
    else if (c == '<' && next == '<')
      mark = "<<";
    else if (c == '>' && next == '>')
      mark = ">>";
    if (mark) {
      *ret_operator = mark;
      return in.line;
    }
    if (c == '~')
      in.at++;
    pass(&in);
  }
  return 0;
}
