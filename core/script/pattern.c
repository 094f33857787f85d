/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/pattern.h"
#include "script/state.h"
#include <ctype.h>
#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

enum { STEPS_PER_LOOK = 4096, DEPTH_MAX = 200 };

static void step(steg_pattern *p, unsigned count) {
  p->steps += count;
  if (p->steps >= STEPS_PER_LOOK) {
    p->steps = 0;
    steg_state_tick(p->lua);
  }
}

static unsigned char byte_at(const char *at) {
  return (unsigned char)*at;
}

/* ---- single characters */

/* Where the single-character class that begins at `source` ends. */
static const char *class_end(steg_pattern *p, const char *source) {
  char first = *source++;
  if (first == '%') {
    if (source == p->pattern_end)
      luaL_error(p->lua, "malformed pattern (ends with '%%')");
    return source + 1;
  }
  if (first != '[')
    return source;
  if (source < p->pattern_end && *source == '^')
    source++;
  do { /* a ] right after the [ stands for itself */
    if (source == p->pattern_end)
      luaL_error(p->lua, "malformed pattern (missing ']')");
    char c = *source++;
    if (c == '%') {
      if (source == p->pattern_end)
        luaL_error(p->lua, "malformed pattern (missing ']')");
      source++;
    }
  } while (source == p->pattern_end || *source != ']');
  return source + 1;
}

/* The letter classes %a, %d ...; a capital letter is the complement; any other character stands for itself. */
static bool in_letter_class(int c, int class) {
  bool in;
  switch (tolower(class)) {
  case 'a':
    in = isalpha(c);
    break;
  case 'c':
    in = iscntrl(c);
    break;
  case 'd':
    in = isdigit(c);
    break;
  case 'g':
    in = isgraph(c);
    break;
  case 'l':
    in = islower(c);
    break;
  case 'p':
    in = ispunct(c);
    break;
  case 's':
    in = isspace(c);
    break;
  case 'u':
    in = isupper(c);
    break;
  case 'w':
    in = isalnum(c);
    break;
  case 'x':
    in = isxdigit(c);
    break;
  default:
    return class == c;
  }
  return isupper(class) ? !in : in;
}

/* [set]: from the [ at `source` to the ] at `last`. */
static bool in_set(int c, const char *source, const char *last) {
  bool yes = true;
  if (source[1] == '^') {
    yes = false;
    source++;
  }
  while (++source < last) {
    if (*source == '%') {
      source++;
      if (in_letter_class(c, byte_at(source)))
        return yes;
    } else if (source[1] == '-' && source + 2 < last) {
      if (byte_at(source) <= c && c <= byte_at(source + 2))
        return yes;
      source += 2;
    } else if (byte_at(source) == c) {
      return yes;
    }
  }
  return !yes;
}

static bool matches_one(steg_pattern *p, const char *at, const char *source, const char *end) {
  step(p, 1 + (unsigned)(end - source));
  if (at >= p->text_end)
    return false;
  int c = byte_at(at);
  switch (*source) {
  case '.':
    return true;
  case '%':
    return in_letter_class(c, byte_at(source + 1));
  case '[':
    return in_set(c, source, end - 1);
  default:
    return byte_at(source) == c;
  }
}

/* ---- repetition */

static const char *match_longest(steg_pattern *p, const char *at, const char *source, const char *end) {
  ptrdiff_t count = 0;
  while (matches_one(p, at + count, source, end))
    count++;
  for (; count >= 0; count--) {
    const char *rest = steg_pattern_match(p, at + count, end + 1);
    if (rest)
      return rest;
  }
  return NULL;
}

static const char *match_shortest(steg_pattern *p, const char *at, const char *source, const char *end) {
  for (;; at++) {
    const char *rest = steg_pattern_match(p, at, end + 1);
    if (rest)
      return rest;
    if (!matches_one(p, at, source, end))
      return NULL;
  }
}

/* ---- captures and the special items */

static const char *open_capture(steg_pattern *p, const char *at, const char *source, ptrdiff_t kind) {
  if (p->capture_count >= STEG_PATTERN_CAPTURES)
    luaL_error(p->lua, "too many captures");
  p->captures[p->capture_count++] = (steg_capture){at, kind};
  const char *end = steg_pattern_match(p, at, source);
  if (!end)
    p->capture_count--;
  return end;
}

static const char *close_capture(steg_pattern *p, const char *at, const char *source) {
  int index = p->capture_count - 1;
  while (index >= 0 && p->captures[index].size != STEG_CAPTURE_OPEN)
    index--;
  if (index < 0)
    luaL_error(p->lua, "invalid pattern capture");
  p->captures[index].size = at - p->captures[index].start;
  const char *end = steg_pattern_match(p, at, source);
  if (!end)
    p->captures[index].size = STEG_CAPTURE_OPEN;
  return end;
}

/* %bxy: `source` stands on x. */
static const char *match_balance(steg_pattern *p, const char *at, const char *source) {
  if (source + 1 >= p->pattern_end)
    luaL_error(p->lua, "malformed pattern (missing arguments to '%%b')");
  if (at >= p->text_end || *at != source[0])
    return NULL;
  for (int open = 1; ++at < p->text_end; step(p, 1)) {
    if (*at == source[1]) {
      if (--open == 0)
        return at + 1;
    } else if (*at == source[0]) {
      open++;
    }
  }
  return NULL;
}

/* %f[set]: the empty text between a character outside the set and one inside. */
static bool match_frontier(steg_pattern *p, const char *at, const char *set, const char *end) {
  int before = at == p->text ? '\0' : byte_at(at - 1);
  int after = at < p->text_end ? byte_at(at) : '\0';
  step(p, (unsigned)(end - set));
  return !in_set(before, set, end - 1) && in_set(after, set, end - 1);
}

/* %1 .. %9: the same characters as an earlier capture. */
static const char *match_back(steg_pattern *p, const char *at, int digit) {
  int index = digit - '1';
  if (index < 0 || index >= p->capture_count || p->captures[index].size == STEG_CAPTURE_OPEN)
    luaL_error(p->lua, "invalid capture index %%%d", index + 1);
  ptrdiff_t size = p->captures[index].size;
  if (size < 0 || p->text_end - at < size)
    return NULL;
  step(p, (unsigned)(size / 16) + 1);
  return memcmp(p->captures[index].start, at, (size_t)size) == 0 ? at + size : NULL;
}

/* ---- the matcher */

static const char *match_items(steg_pattern *p, const char *at, const char *source) {
  while (source != p->pattern_end) {
    step(p, 1);
    if (*source == '(')
      return source + 1 < p->pattern_end && source[1] == ')' ? open_capture(p, at, source + 2, STEG_CAPTURE_POSITION)
                                                             : open_capture(p, at, source + 1, STEG_CAPTURE_OPEN);
    if (*source == ')')
      return close_capture(p, at, source + 1);
    if (*source == '$' && source + 1 == p->pattern_end)
      return at == p->text_end ? at : NULL;
    if (*source == '%' && source + 1 < p->pattern_end) {
      char kind = source[1];
      if (kind == 'b') {
        at = match_balance(p, at, source + 2);
        source += 4;
      } else if (kind == 'f') {
        source += 2;
        if (source >= p->pattern_end || *source != '[')
          luaL_error(p->lua, "missing '[' after '%%f' in pattern");
        const char *end = class_end(p, source);
        if (!match_frontier(p, at, source, end))
          return NULL;
        source = end;
        continue;
      } else if (isdigit((unsigned char)kind)) {
        at = match_back(p, at, kind);
        source += 2;
      }
      if (kind == 'b' || isdigit((unsigned char)kind)) {
        if (!at)
          return NULL;
        continue;
      }
    }
    const char *end = class_end(p, source);
    char repeat = end < p->pattern_end ? *end : '\0';
    if (repeat == '*')
      return match_longest(p, at, source, end);
    if (repeat == '+')
      return matches_one(p, at, source, end) ? match_longest(p, at + 1, source, end) : NULL;
    if (repeat == '-')
      return match_shortest(p, at, source, end);
    if (repeat == '?') {
      if (matches_one(p, at, source, end)) {
        const char *rest = steg_pattern_match(p, at + 1, end + 1);
        if (rest)
          return rest;
      }
      source = end + 1;
      continue;
    }
    if (!matches_one(p, at, source, end))
      return NULL;
    at++;
    source = end;
  }
  return at;
}

const char *steg_pattern_match(steg_pattern *p, const char *at, const char *source) {
  if (++p->depth > DEPTH_MAX)
    luaL_error(p->lua, "pattern too complex");
  const char *end = match_items(p, at, source);
  p->depth--;
  return end;
}

void steg_pattern_start(steg_pattern *p, lua_State *lua, const char *text, size_t text_size, const char *source,
                        size_t source_size) {
  if (source_size > STEG_PATTERN_SIZE_MAX)
    luaL_error(lua, "a pattern is longer than %d bytes", (int)STEG_PATTERN_SIZE_MAX);
  *p = (steg_pattern){.lua = lua, .text = text, .text_end = text + text_size, .pattern_end = source + source_size};
}

void steg_pattern_push_one(steg_pattern *p, int index, const char *at, const char *end) {
  if (index >= p->capture_count) {
    if (index != 0)
      luaL_error(p->lua, "invalid capture index %%%d", index + 1);
    lua_pushlstring(p->lua, at, (size_t)(end - at));
    return;
  }
  const steg_capture *capture = &p->captures[index];
  if (capture->size == STEG_CAPTURE_OPEN)
    luaL_error(p->lua, "unfinished capture");
  if (capture->size == STEG_CAPTURE_POSITION)
    lua_pushinteger(p->lua, capture->start - p->text + 1);
  else
    lua_pushlstring(p->lua, capture->start, (size_t)capture->size);
}

int steg_pattern_push(steg_pattern *p, const char *at, const char *end) {
  int count = p->capture_count == 0 && at ? 1 : p->capture_count;
  luaL_checkstack(p->lua, count, "too many captures");
  for (int i = 0; i < count; i++)
    steg_pattern_push_one(p, i, at, end);
  return count;
}
