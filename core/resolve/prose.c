/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve/prose.h"
#include "resolve/lookup.h"
#include "resolve/wording.h"
#include <math.h>
#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"

enum { PROSE_MAX = 1 << 20, PLACE_NAME_MAX = 64, WORD_MAX = 256 };

typedef enum place_state { PLACE_SHOWN = 1, PLACE_MISSING = 2, PLACE_HIDDEN = 3 } place_state;

/* ---- one place */

/* "{name|one|many}" from its opening brace. */
typedef struct place_call {
  char name[PLACE_NAME_MAX];
  char one[WORD_MAX], many[WORD_MAX];
  bool agrees;
  const char *end; /* after the closing brace */
} place_call;

static bool take_word(const char **cursor, char *out, size_t size) {
  size_t length = strcspn(*cursor, "|}{");
  if (length >= size || (*cursor)[length] == '\0' || (*cursor)[length] == '{')
    return false;
  memcpy(out, *cursor, length);
  out[length] = '\0';
  *cursor += length;
  return true;
}

/* False when the brace opens no place: then it is a brace. */
static bool read_call(const char *text, place_call *call) {
  const char *cursor = text + 1;
  memset(call, 0, sizeof *call);
  if (!take_word(&cursor, call->name, sizeof call->name) || !steg_text_is_id(call->name))
    return false;
  if (*cursor == '|') {
    cursor++;
    if (!take_word(&cursor, call->one, sizeof call->one) || *cursor != '|')
      return false;
    cursor++;
    if (!take_word(&cursor, call->many, sizeof call->many))
      return false;
    call->agrees = true;
  }
  if (*cursor != '}')
    return false;
  call->end = cursor + 1;
  return true;
}

static const steg_place *find_place(const steg_prose *prose, const char *name) {
  for (size_t i = 0; i < prose->place_count; i++)
    if (!strcmp(prose->places[i].name, name))
      return &prose->places[i];
  return NULL;
}

static place_state state_of(const steg_figure *figure) {
  if (steg_lookup_is_hidden(figure))
    return PLACE_HIDDEN;
  if (!steg_lookup_is_number(figure) || (figure->unit == STEG_UNIT_SHARE && figure->base <= 0))
    return PLACE_MISSING;
  return PLACE_SHOWN;
}

static const steg_figure *place_figure(const steg_resolve_context *context, const steg_place *place) {
  return place->kind == STEG_PLACE_DIRECTION ? steg_lookup_direction(context->document, &place->selector)
                                             : steg_lookup_figure(context->document, &place->selector);
}

static const char *choose(const steg_resolve_context *context, const steg_place *place, const steg_figure *figure) {
  double value = steg_wording_printed_value(context, figure);
  for (size_t i = 0; i < place->choice_count; i++)
    if (value >= place->choices[i].at_least && value < place->choices[i].below)
      return steg_text_pick(context->lang, place->choices[i].sv, place->choices[i].en);
  return place->otherwise_sv ? steg_text_pick(context->lang, place->otherwise_sv, place->otherwise_en) : "";
}

static const char *direction(const steg_resolve_context *context, const steg_figure *figure) {
  double value = steg_wording_printed_value(context, figure);
  return steg_wording_get(context, value > 0 ? STEG_WORD_rose : value < 0 ? STEG_WORD_fell : STEG_WORD_unchanged);
}

static place_state fill_place(const steg_resolve_context *context, const steg_place *place, const place_call *call,
                              steg_prose_form form, steg_buffer *out) {
  if (place->kind == STEG_PLACE_TEXT) {
    const char *text = steg_text_pick(context->lang, place->sv, place->en);
    steg_buffer_text(out, form == STEG_PROSE_MARKDOWN ? steg_wording_escape(context, text) : text);
    return PLACE_SHOWN;
  }
  const steg_figure *figure = place_figure(context, place);
  place_state state = state_of(figure);
  if (state != PLACE_SHOWN)
    steg_buffer_text(out, state == PLACE_HIDDEN ? STEG_SIGN_HIDDEN : STEG_SIGN_MISSING);
  else if (place->kind == STEG_PLACE_CHOICE)
    steg_buffer_text(out, choose(context, place, figure));
  else if (place->kind == STEG_PLACE_DIRECTION)
    steg_buffer_text(out, direction(context, figure));
  else
    steg_buffer_text(out, steg_wording_prose(context, steg_lookup_field(context->document, &place->selector), figure));
  if (call->agrees && place->kind == STEG_PLACE_FIGURE) {
    bool one = state == PLACE_SHOWN && fabs(steg_wording_printed_value(context, figure)) == 1;
    steg_buffer_printf(out, NO_BREAK_SPACE "%s", one ? call->one : call->many);
  }
  return state;
}

/* ---- sentences */

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Whether a capital letter, or what may stand before one, begins here. A digit or a small letter does not: "ca 12",
 * "t.ex. i". */
static bool begins_sentence(const char *text) {
  while (*text == '*' || *text == '_' || *text == '[' || *text == '"' || !strncmp(text, "\xE2\x80\x9D", 3))
    text += *text == '\xE2' ? 3 : 1;
  const char *cursor = text;
  uint32_t c = steg_text_next(&cursor, text + strlen(text));
  return c == 0 || c == '{' || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

/* Whether the full stop at `stop` ends an abbreviation: a word with another stop in it ("t.ex."), or of one or two
 * letters. */
static bool abbreviates(const char *start, const char *stop) {
  const char *word = stop;
  while (word > start && !is_space(word[-1]) && word[-1] != '(')
    word--;
  size_t size = (size_t)(stop - word);
  if (word[0] >= '0' && word[0] <= '9')
    return false;
  return size <= 2 || memchr(word, '.', size) != NULL;
}

/* End of the sentence that begins at `start`: its white space included, so that pieces join to the whole text. */
static const char *sentence_end(const char *start) {
  for (const char *c = start; *c; c++) {
    place_call call;
    if (*c == '{' && read_call(c, &call)) {
      c = call.end - 1;
      continue;
    }
    if (*c == '\n') {
      const char *next = c + 1 + strspn(c + 1, " \t\r");
      if (*next == '\n' || ((*next == '-' || *next == '*' || *next == '+') && next[1] == ' '))
        return c + 1 + strspn(c + 1, " \t\r\n");
    }
    if ((*c != '.' && *c != '!' && *c != '?') || (*c == '.' && abbreviates(start, c)))
      continue;
    const char *after = c + 1;
    while (*after == '*' || *after == '_' || *after == ')' || *after == '"' || !strncmp(after, "\xE2\x80\x9D", 3))
      after += *after == '\xE2' ? 3 : 1;
    if (!is_space(*after))
      continue;
    const char *next = after + strspn(after, " \t\r\n");
    if (begins_sentence(next))
      return next;
    if (*next == '\0')
      return next;
  }
  return start + strlen(start);
}

/* ---- the whole text */

static int fill_piece(const steg_resolve_context *context, const steg_prose *prose, const char *text, const char *end,
                      steg_prose_form form, unsigned line, steg_buffer *out, place_state *ret_state, steg_error *err) {
  place_state worst = PLACE_SHOWN;
  for (const char *c = text; c < end; c++) {
    place_call call;
    if ((*c == '{' || *c == '}') && c[1] == *c && c + 1 < end) {
      steg_buffer_char(out, *c++);
    } else if (*c == '{' && read_call(c, &call)) {
      const steg_place *place = find_place(prose, call.name);
      if (!place)
        return steg_error_set(err, STEG_ERROR_SCRIPT,
                              "%s:%u: the text has a place {%s}, but nothing of that name is given",
                              context->document->script ? context->document->script : "report", line, call.name);
      place_state state = fill_place(context, place, &call, form, out);
      worst = state > worst ? state : worst;
      c = call.end - 1;
    } else {
      steg_buffer_char(out, *c);
    }
  }
  *ret_state = worst;
  return 0;
}

/* Fills all of `text`; pieces that hold an unshown place are left out unless the form is plain. */
static int fill_text(const steg_resolve_context *context, const steg_prose *prose, const char *text,
                     steg_prose_form form, unsigned line, const char **ret_text, place_state *ret_worst,
                     steg_error *err) {
  steg_buffer out;
  steg_buffer_init(&out, PROSE_MAX);
  place_state worst = PLACE_SHOWN;
  while (*text) {
    const char *end = form == STEG_PROSE_MARKDOWN ? sentence_end(text) : text + strlen(text);
    size_t before = out.size;
    place_state state = PLACE_SHOWN;
    if (fill_piece(context, prose, text, end, form, line, &out, &state, err) < 0) {
      steg_buffer_release(&out);
      return -1;
    }
    if (state != PLACE_SHOWN && form == STEG_PROSE_MARKDOWN && !steg_buffer_failed(&out)) {
      out.size = before;
      out.bytes[before] = '\0';
      const char *space = end; /* a paragraph's end stays, so that two paragraphs don't run together */
      while (space > text && is_space(space[-1]))
        space--;
      if (memchr(space, '\n', (size_t)(end - space)) && before > 0 && out.bytes[before - 1] != '\n')
        steg_buffer_append(&out, space, (size_t)(end - space));
    }
    worst = state > worst ? state : worst;
    text = end;
  }
  while (out.size > 0 && is_space(out.bytes[out.size - 1]))
    out.size--;
  const char *filled = steg_buffer_failed(&out) ? NULL : steg_arena_text_n(context->arena, out.bytes, out.size);
  steg_buffer_release(&out);
  if (!filled)
    return steg_error_memory(err);
  *ret_text = *filled ? filled : NULL;
  *ret_worst = worst;
  return 0;
}

int steg_prose_fill(const steg_resolve_context *context, const steg_prose *prose, steg_prose_form form, unsigned line,
                    const char **ret_text, steg_error *err) {
  const char *text = prose->sv ? steg_text_pick(context->lang, prose->sv, prose->en) : NULL;
  const char *filled = NULL;
  place_state worst = PLACE_SHOWN;
  if (text && fill_text(context, prose, text, form, line, &filled, &worst, err) < 0)
    return -1;
  if (worst == PLACE_HIDDEN && prose->hidden_sv) {
    const char *variant = steg_text_pick(context->lang, prose->hidden_sv, prose->hidden_en);
    if (fill_text(context, prose, variant, form, line, &filled, &worst, err) < 0)
      return -1;
  }
  *ret_text = filled;
  return 0;
}
