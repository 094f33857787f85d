/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/words.h"
#include "base/buffer.h"
#include <string.h>

typedef struct word_row {
  const char *id, *sv, *en;
} word_row;

static const word_row words[] = {
#define STEG_WORD(id, sv, en) {#id, sv, en},
#include "document/words.def"
#undef STEG_WORD
};

/* The longest sentence that {0} and {1} may grow to: a catalogue word is a phrase, not a page. */
enum { FILLED_MAX = 65536 };

const char *steg_words_get(steg_lang lang, steg_word word) {
  if ((size_t)word >= (size_t)STEG_WORD_END)
    return "";
  return steg_text_pick(lang, words[word].sv, words[word].en);
}

const char *steg_words_find(steg_lang lang, const char *id) {
  for (size_t i = 0; id && i < sizeof words / sizeof words[0]; i++)
    if (strcmp(words[i].id, id) == 0)
      return steg_text_pick(lang, words[i].sv, words[i].en);
  return NULL;
}

char *steg_words_fill(steg_arena *arena, steg_lang lang, steg_word word, const char *first, const char *second) {
  const char *const arguments[2] = {first ? first : "", second ? second : ""};
  const char *text = steg_words_get(lang, word);
  steg_buffer out;
  steg_buffer_init(&out, FILLED_MAX);
  while (*text) {
    const char *brace = strchr(text, '{');
    size_t plain = brace ? (size_t)(brace - text) : strlen(text);
    steg_buffer_append(&out, text, plain);
    text += plain;
    if (!brace)
      break;
    if ((brace[1] == '0' || brace[1] == '1') && brace[2] == '}') {
      steg_buffer_text(&out, arguments[brace[1] - '0']);
      text += 3;
    } else {
      steg_buffer_char(&out, '{');
      text++;
    }
  }
  char *filled = steg_buffer_failed(&out) ? NULL : steg_arena_text_n(arena, out.bytes, out.size);
  steg_buffer_release(&out);
  return filled;
}
