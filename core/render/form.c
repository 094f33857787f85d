/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/form_part.h"

#include "base/number.h"
#include "instrument/model.h"
#include <math.h>
#include <string.h>

static const steg_form_format rows[] = {
    {"html", "-formular.html", steg_form_html},
    {"csv", "-tabell.csv", steg_form_csv},
    {"xlsx", "-tabell.xlsx", steg_form_xlsx},
};

const steg_form_format *steg_form_find(const char *id) {
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (!strcmp(rows[i].id, id))
      return &rows[i];
  return NULL;
}

/* ---- words */

const char *steg_form_part_word(steg_lang lang, steg_form_word word) {
  static const struct {
    const char *sv, *en;
  } words[] = {
#define STEG_FORM_WORD(id, sv, en) {sv, en},
#include "render/form_words.def"
#undef STEG_FORM_WORD
  };
  return word < STEG_FORM_WORD_END ? steg_text_pick(lang, words[word].sv, words[word].en) : "";
}

const char *steg_form_part_fill(steg_arena *arena, steg_lang lang, steg_form_word word, const char *first,
                                const char *second) {
  steg_buffer text;
  steg_buffer_init(&text, 1 << 16);
  for (const char *at = steg_form_part_word(lang, word); *at; at++) {
    if (at[0] == '{' && (at[1] == '0' || at[1] == '1') && at[2] == '}') {
      steg_buffer_text(&text, at[1] == '0' ? first : second);
      at += 2;
    } else {
      steg_buffer_char(&text, *at);
    }
  }
  const char *kept = steg_buffer_failed(&text) ? NULL : steg_arena_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return kept;
}

const char *steg_form_part_number(steg_arena *arena, steg_lang lang, double value) {
  enum { MOST = 6 };
  steg_buffer text;
  steg_buffer_init(&text, 400);
  int decimals = 0;
  for (double scaled = value; decimals < MOST && scaled != floor(scaled); decimals++)
    scaled = value * pow(10, decimals + 1);
  steg_number_write_real(&text, lang, value, decimals);
  const char *kept = steg_arena_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return kept;
}

const char *steg_form_part_occasions(steg_arena *arena, steg_lang lang, const steg_item *item) {
  static const steg_form_word only[] = {0, STEG_FORM_WORD_when_start, STEG_FORM_WORD_when_ongoing,
                                        STEG_FORM_WORD_when_end, STEG_FORM_WORD_when_follow_up};
  steg_occasion last = 0;
  const char *list = NULL;
  int count = 0;
  if (!item->occasions)
    return NULL;
  for (steg_occasion occasion = STEG_OCCASION_START; occasion <= STEG_OCCASION_FOLLOW_UP; occasion++) {
    if (!steg_model_occasion_asks(item, occasion))
      continue;
    const char *name = steg_sheet_occasion(lang, occasion);
    list = list ? steg_arena_printf(arena, "%s, %s", list, name) : name;
    last = occasion;
    count++;
  }
  if (count == STEG_OCCASION_FOLLOW_UP || !count)
    return NULL;
  return count == 1 ? steg_form_part_word(lang, only[last])
                    : steg_form_part_fill(arena, lang, STEG_FORM_WORD_when_some, list, NULL);
}
