/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The blank form as a page. It borrows the report's page (html_part.h): text noted for its face, embedded subsets, style sheet.
 */
#include "render/form_part.h"

#include "instrument/model.h"
#include "render/html_part.h"
#include <string.h>

enum { PAGE_MAX = 8 << 20, FACE_TEXT_MAX = 4 << 20, SHORT_LABEL = 22, MOST_IN_A_ROW = 8 };

static const char sheet_of_styles[] =
    /* A form is read as a list of questions: one column, wider than prose, no contents beside it. */
    ".page.form{display:block;max-width:44rem;margin:0 auto;width:auto}\n"
    ".form{font-family:var(--sans)}\n"
    ".form header{padding-bottom:1.2rem}\n"
    ".form .lead{margin:.8rem 0 0;max-width:38rem;color:var(--muted);font-size:.94rem;line-height:1.45}\n"
    ".form section{padding:.4rem 0 1rem}\n.form section>h2{margin:1.6rem 0 .6rem}\n"
    ".form fieldset{margin:0;min-width:0;padding:1.1rem 0 1rem;border:0;border-top:1px solid var(--grid)}\n"
    ".form legend{float:left;width:100%;padding:0;margin:0 0 .35rem;font-weight:600;line-height:1.35}\n"
    ".form legend~*{clear:both}\n"
    ".form .n{margin-right:.5em;color:var(--muted);font-variant-numeric:tabular-nums}\n"
    ".form .must{font-weight:400;color:var(--muted)}\n"
    ".form .hint{margin:0 0 .5rem;color:var(--muted);font-size:.86rem;line-height:1.4}\n"
    ".form .instead{display:inline-block;margin:0 0 .5rem;padding:.1rem .55rem;border:1px dashed var(--alert);"
    "color:var(--alert);font-size:.83rem;line-height:1.4}\n"
    ".form .answers{display:grid;gap:.1rem 1.2rem;grid-template-columns:1fr}\n"
    ".form .answers label{display:flex;gap:.6rem;align-items:baseline;padding:.32rem 0;line-height:1.35}\n"
    ".form .apart{border-top:1px solid var(--grid);margin-top:.2rem}\n"
    ".form .apart:first-child{border-top:0;margin-top:0}\n"
    ".form input[type=radio],.form input[type=checkbox]{flex:none;width:1.2rem;height:1.2rem;margin:0;"
    "transform:translateY(.2rem);accent-color:var(--accent)}\n"
    ".form .part{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:baseline;justify-content:space-between;"
    "border-bottom:1px dotted var(--grid)}\n"
    ".form .part label{flex:1 1 14rem}\n.form .part .percent{flex:none;font-size:.94rem}\n"
    ".form .field{display:flex;flex-direction:column;gap:.25rem;font-size:.94rem}\n"
    ".form form>fieldset:first-child{border-top:0}\n"
    ".form .field .row{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem}\n.form .percent{padding:.2rem 0}\n"
    ".form .fields{display:grid;gap:1rem 1.4rem;grid-template-columns:minmax(0,1fr)}\n"
    ".form input:not([type=radio]):not([type=checkbox]),.form textarea{font:inherit;color:inherit;width:100%;"
    "max-width:22rem;min-height:2.5rem;padding:.35rem .6rem;border:1px solid var(--muted);border-radius:2px;"
    "background:var(--paper)}\n"
    ".form textarea{max-width:none;min-height:6rem;resize:vertical}\n"
    ".form input.short{max-width:7rem!important}\n"
    ".form .unit{display:flex;gap:.5rem;align-items:center}\n"
    "@media (min-width:40rem){.form .fields{grid-template-columns:repeat(2,minmax(0,1fr))}"
    ".form .row{grid-auto-flow:column;grid-auto-columns:max-content;grid-template-columns:none;gap:.1rem 1.6rem}"
    ".form .row .apart{border-top:0;margin-top:0;border-left:1px solid var(--grid);padding-left:1.6rem}"
    ".form .two{grid-template-columns:1fr 1fr}}\n"
    "@page{margin:18mm 20mm}\n"
    "@media print{.form{max-width:none}.form fieldset{padding:.7rem 0 .6rem;break-inside:avoid}"
    ".form section+section{break-before:page}.form .lead.screen{display:none}"
    ".form .answers label{padding:.18rem 0}.form .fields{grid-template-columns:repeat(2,minmax(0,1fr))}"
    ".form .row{grid-auto-flow:column;grid-auto-columns:max-content;grid-template-columns:none;gap:.1rem 1.6rem}"
    ".form .row .apart{border-top:0;margin-top:0;border-left:1px solid var(--grid);padding-left:1.6rem}"
    ".form .two{grid-template-columns:1fr 1fr}"
    ".form input:not([type=radio]):not([type=checkbox]),.form textarea{border-color:var(--ink)}}\n";

/* The page in the making, and where in the form we are. */
typedef struct form {
  steg_html_page *page;
  const steg_instrument *instrument;
  const steg_form_context *context;
  steg_sheet sheet;
  int32_t role;
  unsigned number; /* of the question, in this role's form */
} form;

static void raw(form *out, const char *markup) {
  steg_buffer_text(&out->page->body, markup);
}

static void text(form *out, steg_face face, const char *words) {
  steg_html_part_text(out->page, face, words);
}

static void word(form *out, steg_face face, steg_form_word id) {
  text(out, face, steg_form_part_word(out->context->lang, id));
}

static void attribute(form *out, const char *name, const char *value) {
  steg_buffer_printf(&out->page->body, " %s=\"", name);
  steg_html_escape_attribute(&out->page->body, value);
  steg_buffer_char(&out->page->body, '"');
}

/* An id or name of the page: of the role's form and the thing in it. */
static const char *name_of(form *out, const char *thing) {
  const char *role = out->role < 0 ? "svar" : out->instrument->roles.rows[out->role].id;
  return steg_arena_printf(out->page->arena, "%s-%s", role, thing);
}

static void hint(form *out, const char *words) {
  if (!words)
    return;
  raw(out, "<p class=\"hint\">");
  text(out, STEG_FACE_SANS, words);
  raw(out, "</p>\n");
}

/* ---- kinds of answers */

static void choice(form *out, const char *type, const char *name, const char *value, const char *words) {
  raw(out, "<input");
  attribute(out, "type", type);
  attribute(out, "name", name);
  attribute(out, "value", value);
  raw(out, ">");
  raw(out, "<span>");
  text(out, STEG_FACE_SANS, words);
  raw(out, "</span>");
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

static void levels(form *out, const steg_item *item, const char *name) {
  const steg_scale *scale = steg_model_item_scale(out->instrument, item);
  steg_lang lang = out->context->lang;
  raw(out, "<div");
  attribute(out, "class", arrangement(scale, lang));
  raw(out, ">\n");
  bool apart = false; /* answers that are no steps stand a little off */
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    bool off = level->kind == STEG_LEVEL_OFF_SCALE;
    raw(out, off && !apart && i ? "<label class=\"apart\">" : "<label>");
    apart = off;
    choice(out, "radio", name, level->code, steg_text_pick(lang, level->label_sv, level->label_en));
    raw(out, "</label>\n");
  }
  raw(out, "</div>\n");
}

static void several(form *out, const steg_item *item, const char *name) {
  const steg_scale *scale = steg_model_item_scale(out->instrument, item);
  steg_lang lang = out->context->lang;
  hint(out, item->extent ? steg_form_part_word(lang, STEG_FORM_WORD_extent_hint)
                         : steg_form_part_word(lang, STEG_FORM_WORD_several));
  raw(out, item->extent ? "<div class=\"answers\">\n" : "<div");
  if (!item->extent) {
    attribute(out, "class", arrangement(scale, lang));
    raw(out, ">\n");
  }
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    const char *label = steg_text_pick(lang, level->label_sv, level->label_en);
    raw(out, item->extent ? "<div class=\"part\"><label>" : "<label>");
    choice(out, "checkbox", name, level->code, label);
    raw(out, "</label>");
    if (item->extent) {
      raw(out, "<span class=\"percent\"><input class=\"short\" type=\"text\" inputmode=\"numeric\" "
               "autocomplete=\"off\"");
      attribute(out, "name", steg_arena_printf(out->page->arena, "%s-%s", name, level->code));
      attribute(out, "aria-label", steg_form_part_fill(out->page->arena, lang, STEG_FORM_WORD_extent_of, label, NULL));
      raw(out, "> ");
      text(out, STEG_FACE_SANS, "%");
      raw(out, "</span></div>");
    }
    raw(out, "\n");
  }
  raw(out, "</div>\n");
}

static void yes_or_no(form *out, const char *name) {
  raw(out, "<div class=\"answers row\">\n");
  for (int yes = 1; yes >= 0; yes--) {
    raw(out, "<label>");
    choice(out, "radio", name, yes ? "1" : "0", steg_sheet_flag(out->context->lang, yes == 1));
    raw(out, "</label>\n");
  }
  raw(out, "</div>\n");
}

/* A line to write on, with its label and, after it, the unit. */
static void line(form *out, const char *label, const char *name, const char *mode, const char *unit, const char *help) {
  const char *help_id = help ? steg_arena_printf(out->page->arena, "%s-hint", name) : NULL;
  raw(out, "<div class=\"field\"><label");
  attribute(out, "for", name);
  raw(out, ">");
  text(out, STEG_FACE_SANS, label);
  raw(out, "</label><span class=\"unit\"><input type=\"text\" autocomplete=\"off\"");
  if (unit || mode)
    attribute(out, "class", "short");
  attribute(out, "id", name);
  attribute(out, "name", name);
  if (mode)
    attribute(out, "inputmode", mode);
  if (help_id)
    attribute(out, "aria-describedby", help_id);
  raw(out, ">");
  if (unit) {
    raw(out, "<span>");
    text(out, STEG_FACE_SANS, unit);
    raw(out, "</span>");
  }
  raw(out, "</span>");
  if (help) {
    raw(out, "<span class=\"hint\"");
    attribute(out, "id", help_id);
    raw(out, ">");
    text(out, STEG_FACE_SANS, help);
    raw(out, "</span>");
  }
  raw(out, "</div>\n");
}

static void lines(form *out, const char *name) {
  raw(out, "<textarea rows=\"4\"");
  attribute(out, "name", name);
  attribute(out, "aria-label", steg_form_part_word(out->context->lang, STEG_FORM_WORD_answer));
  raw(out, "></textarea>\n");
}

static const char *limits(form *out, double low, double high) {
  steg_arena *arena = out->page->arena;
  steg_lang lang = out->context->lang;
  if (low == 0 && high == 0)
    return NULL;
  return steg_form_part_fill(arena, lang, STEG_FORM_WORD_range_hint, steg_form_part_number(arena, lang, low),
                             steg_form_part_number(arena, lang, high));
}

/* ---- questions */

static void answer(form *out, const steg_item *item, const char *name) {
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
    line(out, label, name, "decimal", item->unit, limits(out, item->low, item->high));
    break;
  case STEG_ITEM_PERCENT:
    line(out, label, name, "decimal", "%", limits(out, 0, 100));
    break;
  case STEG_ITEM_DATE:
    line(out, label, name, "numeric", NULL, steg_form_part_word(lang, STEG_FORM_WORD_date_hint));
    break;
  case STEG_ITEM_TEXT:
    lines(out, name);
    break;
  }
}

static void question(form *out, const steg_item *item) {
  steg_lang lang = out->context->lang;
  steg_arena *arena = out->page->arena;
  raw(out, "<fieldset>\n<legend><span class=\"n\">");
  text(out, STEG_FACE_SANS_SEMIBOLD, steg_arena_printf(arena, "%u.", ++out->number));
  raw(out, "</span>");
  text(out, STEG_FACE_SANS_SEMIBOLD, steg_text_pick(lang, item->text_sv, item->text_en));
  if (item->required) {
    raw(out, " <span class=\"must\">(");
    word(out, STEG_FACE_SANS, STEG_FORM_WORD_required);
    raw(out, ")</span>");
  }
  raw(out, "</legend>\n");
  if (item->placeholder) {
    raw(out, "<p class=\"instead\">");
    word(out, STEG_FACE_SANS, STEG_FORM_WORD_placeholder);
    raw(out, "</p>\n");
  }
  hint(out, steg_form_part_occasions(arena, lang, item));
  answer(out, item, name_of(out, item->id));
  raw(out, "</fieldset>\n");
}

/* What must be known of the answer beside the questions: who, when, where. */
static void about_column(form *out, const steg_sheet_column *column, const char *name) {
  steg_lang lang = out->context->lang;
  const char *help =
      column->kind == STEG_SHEET_DATE                          ? steg_form_part_word(lang, STEG_FORM_WORD_date_hint)
      : column->column->target == STEG_COLUMN_PERIOD           ? steg_form_part_word(lang, STEG_FORM_WORD_period_hint)
      : column->column->attribute == STEG_ATTRIBUTE_BIRTH_YEAR ? steg_form_part_word(lang, STEG_FORM_WORD_year_hint)
                                                               : NULL;
  if (column->kind != STEG_SHEET_WORDS) {
    line(out, column->column->header, name, column->kind == STEG_SHEET_TEXT ? NULL : "numeric", NULL, help);
    return;
  }
  raw(out, "<div class=\"field\" role=\"radiogroup\"");
  attribute(out, "aria-labelledby", name);
  raw(out, "><span");
  attribute(out, "id", name);
  raw(out, ">");
  text(out, STEG_FACE_SANS, column->column->header);
  raw(out, "</span>\n<div class=\"answers row\">\n");
  for (uint32_t i = 0; i < column->word_count; i++) {
    raw(out, "<label>");
    choice(out, "radio", name, column->words[i], column->words[i]);
    raw(out, "</label>\n");
  }
  raw(out, "</div></div>\n");
}

static void about(form *out) {
  raw(out, "<fieldset>\n<legend>");
  word(out, STEG_FACE_SANS_SEMIBOLD, STEG_FORM_WORD_about);
  raw(out, "</legend>\n<div class=\"fields\">\n");
  for (uint32_t i = 0; i < out->sheet.column_count; i++) {
    const steg_sheet_column *column = &out->sheet.columns[i];
    steg_column_target target = column->column->target;
    if (column->item || ((target == STEG_COLUMN_ROLE || target == STEG_COLUMN_GROUP) && out->role >= 0))
      continue;
    about_column(out, column, name_of(out, steg_arena_printf(out->page->arena, "om-%u", i + 1)));
  }
  raw(out, "</div>\n</fieldset>\n");
}

static bool asks(const form *out, const steg_item *item) {
  return steg_model_role_answers(out->instrument, item, out->role);
}

static void role_form(form *out, int32_t role, const char *heading) {
  out->role = role;
  out->number = 0;
  raw(out, "<section");
  if (heading) {
    attribute(out, "aria-labelledby", name_of(out, "rubrik"));
    raw(out, "><h2");
    attribute(out, "id", name_of(out, "rubrik"));
    raw(out, ">");
    text(out, STEG_FACE_SANS_SEMIBOLD, heading);
    raw(out, "</h2>\n");
  } else {
    raw(out, ">\n");
  }
  about(out);
  for (uint32_t i = 0; i < out->instrument->items.count; i++)
    if (asks(out, &out->instrument->items.rows[i]))
      question(out, &out->instrument->items.rows[i]);
  raw(out, "</section>\n"); /* no <form>: it is filled in on paper or saved, and sent nowhere */
}

/* ---- the page */

static void fact(form *out, steg_form_word label, const char *words) {
  raw(out, "<div><dt>");
  word(out, STEG_FACE_SANS, label);
  raw(out, "</dt><dd>");
  text(out, STEG_FACE_SANS, words);
  raw(out, "</dd></div>\n");
}

static void header(form *out) {
  const steg_instrument *instrument = out->instrument;
  steg_arena *arena = out->page->arena;
  steg_lang lang = out->context->lang;
  unsigned placeholders = 0;
  for (uint32_t i = 0; i < instrument->items.count; i++)
    placeholders += instrument->items.rows[i].placeholder != 0;
  raw(out, "<header>\n<h1>");
  text(out, STEG_FACE_SANS_BOLD, steg_text_pick(lang, instrument->title_sv, instrument->title_en));
  raw(out, "</h1>\n<p class=\"lead screen\">");
  word(out, STEG_FACE_SANS, STEG_FORM_WORD_fill_in);
  raw(out, "</p>\n");
  if (placeholders) {
    raw(out, "<p class=\"lead\">");
    text(out, STEG_FACE_SANS,
         steg_form_part_fill(arena, lang, STEG_FORM_WORD_placeholders, steg_arena_printf(arena, "%u", placeholders),
                             steg_arena_printf(arena, "%u", instrument->items.count)));
    raw(out, "</p>\n");
  }
  raw(out, "</header>\n");
}

static void footer(form *out) {
  raw(out, "<footer>\n<dl class=\"facts\">\n");
  fact(out, STEG_FORM_WORD_version, out->instrument->version);
  fact(out, STEG_FORM_WORD_owner, out->instrument->owner);
  fact(out, STEG_FORM_WORD_licence, out->instrument->licence);
  raw(out, "</dl>\n<p>");
  if (out->context->program)
    text(out, STEG_FACE_SANS,
         steg_form_part_fill(out->page->arena, out->context->lang, STEG_FORM_WORD_made_with, out->context->program,
                             NULL));
  raw(out, "</p>\n</footer>\n");
}

static void body(form *out) {
  const steg_instrument *instrument = out->instrument;
  int32_t role = out->context->role;
  raw(out, "<body>\n<a class=\"skip\" href=\"#content\">");
  word(out, STEG_FACE_SANS, STEG_FORM_WORD_skip);
  raw(out, "</a>\n<div class=\"page form\">\n");
  header(out);
  raw(out, "<main id=\"content\">\n");
  for (uint32_t i = 0; i < instrument->roles.count; i++) {
    const steg_role *row = &instrument->roles.rows[i];
    const char *name = steg_text_pick(out->context->lang, row->label_sv, row->label_en);
    if (role < 0 || (uint32_t)role == i)
      role_form(out, (int32_t)i,
                instrument->roles.count > 1
                    ? steg_form_part_fill(out->page->arena, out->context->lang, STEG_FORM_WORD_answered_by, name, NULL)
                    : NULL);
  }
  if (!instrument->roles.count)
    role_form(out, -1, NULL);
  raw(out, "</main>\n");
  footer(out);
  raw(out, "</div>\n</body>\n</html>\n");
}

static int head(form *made, steg_buffer *out, steg_error *err) {
  steg_lang lang = made->context->lang;
  steg_buffer_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                     lang == STEG_LANG_EN ? "en" : "sv");
  steg_buffer_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                        "'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  steg_html_escape_text(out, steg_text_pick(lang, made->instrument->title_sv, made->instrument->title_en));
  steg_buffer_text(out, "</title>\n<style>\n");
  if (steg_html_part_fonts(made->page, out, err) < 0)
    return -1;
  steg_html_part_style(made->context->theme, out);
  steg_buffer_text(out, sheet_of_styles);
  steg_buffer_text(out, "</style>\n</head>\n");
  return 0;
}

int steg_form_html(const steg_instrument *instrument, const steg_form_context *context, steg_buffer *out,
                   steg_error *err) {
  steg_html_page page = {.lang = context->lang, .err = err};
  form made = {.page = &page, .instrument = instrument, .context = context, .role = -1};
  int result = -1;
  steg_buffer_init(&page.body, PAGE_MAX);
  for (int face = 0; face < STEG_FACE_END; face++)
    steg_buffer_init(&page.faces[face], FACE_TEXT_MAX);
  page.arena = steg_arena_new(0);
  if (!page.arena || steg_sheet_make(instrument, context->lang, page.arena, &made.sheet) < 0) {
    steg_error_memory(err);
    goto done;
  }
  if (steg_fonts_open(context->font_folder, &page.fonts, err) < 0)
    goto done;
  /* What is typed in the fields is set in the same face as the questions. */
  steg_buffer_text(&page.faces[STEG_FACE_SANS],
                   "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÜ0123456789"
                   " .,:;-+/()!?%&\"'");
  body(&made);
  if (head(&made, out, err) < 0)
    goto done;
  steg_buffer_append(out, page.body.bytes, page.body.size);
  result = 0;
  for (int face = 0; face < STEG_FACE_END; face++)
    if (steg_buffer_failed(&page.faces[face]))
      result = -1;
  if (result < 0 || steg_buffer_failed(&page.body) || steg_buffer_failed(out) || steg_arena_failed(page.arena))
    result = steg_error_memory(err);
done:
  steg_fonts_close(page.fonts);
  steg_arena_free(page.arena);
  for (int face = 0; face < STEG_FACE_END; face++)
    steg_buffer_release(&page.faces[face]);
  steg_buffer_release(&page.body);
  return result;
}
