/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways of answering: radio buttons, checkboxes, lines to write on. */
#include "render/form_html_part.h"

#include "instrument/model.h"

enum { SHORT_LABEL = 22, MOST_IN_A_ROW = 8 };

void steg_form_html_raw(steg_form_page *out, const char *markup) {
  steg_buffer_text(&out->page->body, markup);
}

void steg_form_html_text(steg_form_page *out, steg_face face, const char *words) {
  steg_html_part_text(out->page, face, words);
}

void steg_form_html_word(steg_form_page *out, steg_face face, steg_form_word id) {
  steg_form_html_text(out, face, steg_form_part_word(out->context->lang, id));
}

void steg_form_html_attribute(steg_form_page *out, const char *name, const char *value) {
  steg_buffer_printf(&out->page->body, " %s=\"", name);
  steg_html_escape_attribute(&out->page->body, value);
  steg_buffer_char(&out->page->body, '"');
}

/* An id or name of the page: of the role's form and the thing in it. */
const char *steg_form_html_name(steg_form_page *out, const char *thing) {
  const char *role = out->role < 0 ? "svar" : out->instrument->roles.rows[out->role].id;
  return steg_arena_printf(out->page->arena, "%s-%s", role, thing);
}

void steg_form_html_hint(steg_form_page *out, const char *words) {
  if (!words)
    return;
  steg_form_html_raw(out, "<p class=\"hint\">");
  steg_form_html_text(out, STEG_FACE_SANS, words);
  steg_form_html_raw(out, "</p>\n");
}

/* ---- kinds of answers */

void steg_form_html_choice(steg_form_page *out, const char *type, const char *name, const char *value,
                           const char *words) {
  steg_form_html_raw(out, "<input");
  steg_form_html_attribute(out, "type", type);
  steg_form_html_attribute(out, "name", name);
  steg_form_html_attribute(out, "value", value);
  steg_form_html_raw(out, ">");
  steg_form_html_raw(out, "<span>");
  steg_form_html_text(out, STEG_FACE_SANS, words);
  steg_form_html_raw(out, "</span>");
}

/* Few and short answers stand in a row where there is room; many in two columns. */
static const char *arrangement(const steg_scale *scale, steg_lang lang) {
  size_t widest = 0, all = 0;
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    size_t width =
        steg_text_width(steg_text_pick(lang, scale->levels.rows[i].label_sv, scale->levels.rows[i].label_en));
    widest = width > widest ? width : widest;
    all += width + 6;
  }
  if (scale->levels.count <= MOST_IN_A_ROW && all <= 76)
    return "answers row";
  return widest > SHORT_LABEL || scale->levels.count <= MOST_IN_A_ROW ? "answers" : "answers two";
}

static void levels(steg_form_page *out, const steg_item *item, const char *name) {
  const steg_scale *scale = steg_model_item_scale(out->instrument, item);
  steg_lang lang = out->context->lang;
  steg_form_html_raw(out, "<div");
  steg_form_html_attribute(out, "class", arrangement(scale, lang));
  steg_form_html_raw(out, ">\n");
  bool apart = false; /* answers that are no steps stand a little off */
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    bool off = level->kind == STEG_LEVEL_OFF_SCALE;
    steg_form_html_raw(out, off && !apart && i ? "<label class=\"apart\">" : "<label>");
    apart = off;
    steg_form_html_choice(out, "radio", name, level->code, steg_text_pick(lang, level->label_sv, level->label_en));
    steg_form_html_raw(out, "</label>\n");
  }
  steg_form_html_raw(out, "</div>\n");
}

static void several(steg_form_page *out, const steg_item *item, const char *name) {
  const steg_scale *scale = steg_model_item_scale(out->instrument, item);
  steg_lang lang = out->context->lang;
  steg_form_html_hint(out, item->extent ? steg_form_part_word(lang, STEG_FORM_WORD_extent_hint)
                                        : steg_form_part_word(lang, STEG_FORM_WORD_several));
  steg_form_html_raw(out, item->extent ? "<div class=\"answers\">\n" : "<div");
  if (!item->extent) {
    steg_form_html_attribute(out, "class", arrangement(scale, lang));
    steg_form_html_raw(out, ">\n");
  }
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    const char *label = steg_text_pick(lang, level->label_sv, level->label_en);
    steg_form_html_raw(out, item->extent ? "<div class=\"part\"><label>" : "<label>");
    steg_form_html_choice(out, "checkbox", steg_arena_printf(out->page->arena, "%s-%s", name, level->code), level->code,
                          label);
    steg_form_html_raw(out, "</label>");
    if (item->extent) {
      steg_form_html_raw(out, "<span class=\"percent\"><input class=\"short\" type=\"text\" inputmode=\"numeric\" "
                              "autocomplete=\"off\"");
      steg_form_html_attribute(out, "name", steg_arena_printf(out->page->arena, "%s-%s-procent", name, level->code));
      steg_form_html_attribute(out, "aria-label",
                               steg_form_part_fill(out->page->arena, lang, STEG_FORM_WORD_extent_of, label, NULL));
      steg_form_html_raw(out, "> ");
      steg_form_html_text(out, STEG_FACE_SANS, "%");
      steg_form_html_raw(out, "</span></div>");
    }
    steg_form_html_raw(out, "\n");
  }
  steg_form_html_raw(out, "</div>\n");
}

static void yes_or_no(steg_form_page *out, const char *name) {
  steg_form_html_raw(out, "<div class=\"answers row\">\n");
  for (int yes = 1; yes >= 0; yes--) {
    steg_form_html_raw(out, "<label>");
    steg_form_html_choice(out, "radio", name, yes ? "1" : "0", steg_sheet_flag(out->context->lang, yes == 1));
    steg_form_html_raw(out, "</label>\n");
  }
  steg_form_html_raw(out, "</div>\n");
}

/* A line to write on, with its label and, after it, the unit. */
void steg_form_html_line(steg_form_page *out, const char *label, const char *name, const char *mode, const char *unit,
                         const char *help) {
  const char *help_id = help ? steg_arena_printf(out->page->arena, "%s-hint", name) : NULL;
  steg_form_html_raw(out, "<div class=\"field\"><label");
  steg_form_html_attribute(out, "for", name);
  steg_form_html_raw(out, ">");
  steg_form_html_text(out, STEG_FACE_SANS, label);
  steg_form_html_raw(out, "</label><span class=\"unit\"><input type=\"text\" autocomplete=\"off\"");
  if (unit || mode)
    steg_form_html_attribute(out, "class", "short");
  steg_form_html_attribute(out, "id", name);
  steg_form_html_attribute(out, "name", name);
  if (mode)
    steg_form_html_attribute(out, "inputmode", mode);
  if (help_id)
    steg_form_html_attribute(out, "aria-describedby", help_id);
  steg_form_html_raw(out, ">");
  if (unit) {
    steg_form_html_raw(out, "<span>");
    steg_form_html_text(out, STEG_FACE_SANS, unit);
    steg_form_html_raw(out, "</span>");
  }
  steg_form_html_raw(out, "</span>");
  if (help) {
    steg_form_html_raw(out, "<span class=\"hint\"");
    steg_form_html_attribute(out, "id", help_id);
    steg_form_html_raw(out, ">");
    steg_form_html_text(out, STEG_FACE_SANS, help);
    steg_form_html_raw(out, "</span>");
  }
  steg_form_html_raw(out, "</div>\n");
}

static void lines(steg_form_page *out, const char *name) {
  steg_form_html_raw(out, "<textarea rows=\"4\"");
  steg_form_html_attribute(out, "name", name);
  steg_form_html_attribute(out, "aria-label", steg_form_part_word(out->context->lang, STEG_FORM_WORD_answer));
  steg_form_html_raw(out, "></textarea>\n");
}

static const char *limits(steg_form_page *out, double low, double high) {
  steg_arena *arena = out->page->arena;
  steg_lang lang = out->context->lang;
  if (low == 0 && high == 0)
    return NULL;
  return steg_form_part_fill(arena, lang, STEG_FORM_WORD_range_hint, steg_form_part_number(arena, lang, low),
                             steg_form_part_number(arena, lang, high));
}

void steg_form_html_answer(steg_form_page *out, const steg_item *item, const char *name) {
  steg_lang lang = out->context->lang;
  const char *label = steg_form_part_word(lang, STEG_FORM_WORD_answer);
  switch (item->type) {
  case STEG_ITEM_SCALE:
  case STEG_ITEM_CHOICE:
    levels(out, item, name);
    break;
  case STEG_ITEM_MULTI:
    several(out, item, name);
    break;
  case STEG_ITEM_FLAG:
    yes_or_no(out, name);
    break;
  case STEG_ITEM_NUMBER:
    steg_form_html_line(out, label, name, "decimal", item->unit, limits(out, item->low, item->high));
    break;
  case STEG_ITEM_PERCENT:
    steg_form_html_line(out, label, name, "decimal", "%", limits(out, 0, 100));
    break;
  case STEG_ITEM_DATE:
    steg_form_html_line(out, label, name, "numeric", NULL, steg_form_part_word(lang, STEG_FORM_WORD_date_hint));
    break;
  case STEG_ITEM_TEXT:
    lines(out, name);
    break;
  }
}
