/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The blank form as a page. It borrows the report's page (html_part.h): text noted for its face, embedded subsets, style sheet.
 */
#include "render/form_html_part.h"

#include "instrument/model.h"

enum { PAGE_MAX = 8 << 20, FACE_TEXT_MAX = 4 << 20 };

/* ---- questions */

static void question(steg_form_page *out, const steg_item *item) {
  steg_lang lang = out->context->lang;
  steg_arena *arena = out->page->arena;
  steg_form_html_raw(out, "<fieldset>\n<legend><span class=\"n\">");
  steg_form_html_text(out, STEG_FACE_SANS_SEMIBOLD, steg_arena_printf(arena, "%u.", ++out->number));
  steg_form_html_raw(out, "</span>");
  steg_form_html_text(out, STEG_FACE_SANS_SEMIBOLD, steg_text_pick(lang, item->text_sv, item->text_en));
  if (item->required) {
    steg_form_html_raw(out, " <span class=\"must\">(");
    steg_form_html_word(out, STEG_FACE_SANS, STEG_FORM_WORD_required);
    steg_form_html_raw(out, ")</span>");
  }
  steg_form_html_raw(out, "</legend>\n");
  if (item->placeholder) {
    steg_form_html_raw(out, "<p class=\"instead\">");
    steg_form_html_word(out, STEG_FACE_SANS, STEG_FORM_WORD_placeholder);
    steg_form_html_raw(out, "</p>\n");
  }
  steg_form_html_hint(out, steg_form_part_occasions(arena, lang, item));
  steg_form_html_answer(out, item, steg_form_html_name(out, item->id));
  steg_form_html_raw(out, "</fieldset>\n");
}

/* What must be known of the answer beside the questions: who, when, where. */
static void about_column(steg_form_page *out, const steg_sheet_column *column, const char *name) {
  steg_lang lang = out->context->lang;
  const char *help =
      column->kind == STEG_SHEET_DATE                          ? steg_form_part_word(lang, STEG_FORM_WORD_date_hint)
      : column->column->target == STEG_COLUMN_PERIOD           ? steg_form_part_word(lang, STEG_FORM_WORD_period_hint)
      : column->column->attribute == STEG_ATTRIBUTE_BIRTH_YEAR ? steg_form_part_word(lang, STEG_FORM_WORD_year_hint)
                                                               : NULL;
  if (column->kind != STEG_SHEET_WORDS) {
    steg_form_html_line(out, column->column->header, name, column->kind == STEG_SHEET_TEXT ? NULL : "numeric", NULL,
                        help);
    return;
  }
  steg_form_html_raw(out, "<div class=\"field\" role=\"radiogroup\"");
  steg_form_html_attribute(out, "aria-labelledby", name);
  steg_form_html_raw(out, "><span");
  steg_form_html_attribute(out, "id", name);
  steg_form_html_raw(out, ">");
  steg_form_html_text(out, STEG_FACE_SANS, column->column->header);
  steg_form_html_raw(out, "</span>\n<div class=\"answers row\">\n");
  for (uint32_t i = 0; i < column->word_count; i++) {
    steg_form_html_raw(out, "<label>");
    steg_form_html_choice(out, "radio", name, column->words[i], column->words[i]);
    steg_form_html_raw(out, "</label>\n");
  }
  steg_form_html_raw(out, "</div></div>\n");
}

static void about(steg_form_page *out) {
  steg_form_html_raw(out, "<fieldset>\n<legend>");
  steg_form_html_word(out, STEG_FACE_SANS_SEMIBOLD, STEG_FORM_WORD_about);
  steg_form_html_raw(out, "</legend>\n<div class=\"fields\">\n");
  for (uint32_t i = 0; i < out->sheet.column_count; i++) {
    const steg_sheet_column *column = &out->sheet.columns[i];
    steg_column_target target = column->column->target;
    if (column->item || ((target == STEG_COLUMN_ROLE || target == STEG_COLUMN_GROUP) && out->role >= 0))
      continue;
    about_column(out, column, steg_form_html_name(out, steg_arena_printf(out->page->arena, "om-%u", i + 1)));
  }
  steg_form_html_raw(out, "</div>\n</fieldset>\n");
}

static bool asks(const steg_form_page *out, const steg_item *item) {
  return steg_model_role_answers(out->instrument, item, out->role);
}

static void role_form(steg_form_page *out, int32_t role, const char *heading) {
  out->role = role;
  out->number = 0;
  steg_form_html_raw(out, "<section");
  if (heading) {
    steg_form_html_attribute(out, "aria-labelledby", steg_form_html_name(out, "rubrik"));
    steg_form_html_raw(out, "><h2");
    steg_form_html_attribute(out, "id", steg_form_html_name(out, "rubrik"));
    steg_form_html_raw(out, ">");
    steg_form_html_text(out, STEG_FACE_SANS_SEMIBOLD, heading);
    steg_form_html_raw(out, "</h2>\n");
  } else {
    steg_form_html_raw(out, ">\n");
  }
  about(out);
  for (uint32_t i = 0; i < out->instrument->items.count; i++)
    if (asks(out, &out->instrument->items.rows[i]))
      question(out, &out->instrument->items.rows[i]);
  steg_form_html_raw(out, "</section>\n"); /* no <form>: it is filled in on paper or saved, and sent nowhere */
}

/* ---- the page */

static void fact(steg_form_page *out, steg_form_word label, const char *words) {
  steg_form_html_raw(out, "<div><dt>");
  steg_form_html_word(out, STEG_FACE_SANS, label);
  steg_form_html_raw(out, "</dt><dd>");
  steg_form_html_text(out, STEG_FACE_SANS, words);
  steg_form_html_raw(out, "</dd></div>\n");
}

static void header(steg_form_page *out) {
  const steg_instrument *instrument = out->instrument;
  steg_arena *arena = out->page->arena;
  steg_lang lang = out->context->lang;
  unsigned placeholders = 0;
  for (uint32_t i = 0; i < instrument->items.count; i++)
    placeholders += instrument->items.rows[i].placeholder != 0;
  steg_form_html_raw(out, "<header>\n<h1>");
  steg_form_html_text(out, STEG_FACE_SANS_BOLD, steg_text_pick(lang, instrument->title_sv, instrument->title_en));
  steg_form_html_raw(out, "</h1>\n<p class=\"lead screen\">");
  steg_form_html_word(out, STEG_FACE_SANS, STEG_FORM_WORD_fill_in);
  steg_form_html_raw(out, "</p>\n");
  if (placeholders) {
    steg_form_html_raw(out, "<p class=\"lead\">");
    steg_form_html_text(out, STEG_FACE_SANS,
                        steg_form_part_fill(arena, lang, STEG_FORM_WORD_placeholders,
                                            steg_arena_printf(arena, "%u", placeholders),
                                            steg_arena_printf(arena, "%u", instrument->items.count)));
    steg_form_html_raw(out, "</p>\n");
  }
  steg_form_html_raw(out, "</header>\n");
}

static void footer(steg_form_page *out) {
  steg_form_html_raw(out, "<footer>\n<dl class=\"facts\">\n");
  fact(out, STEG_FORM_WORD_version, out->instrument->version);
  fact(out, STEG_FORM_WORD_owner, out->instrument->owner);
  fact(out, STEG_FORM_WORD_licence, out->instrument->licence);
  steg_form_html_raw(out, "</dl>\n<p>");
  if (out->context->program)
    steg_form_html_text(out, STEG_FACE_SANS,
                        steg_form_part_fill(out->page->arena, out->context->lang, STEG_FORM_WORD_made_with,
                                            out->context->program, NULL));
  steg_form_html_raw(out, "</p>\n</footer>\n");
}

static void body(steg_form_page *out) {
  const steg_instrument *instrument = out->instrument;
  int32_t role = out->context->role;
  steg_form_html_raw(out, "<body>\n<a class=\"skip\" href=\"#content\">");
  steg_form_html_word(out, STEG_FACE_SANS, STEG_FORM_WORD_skip);
  steg_form_html_raw(out, "</a>\n<div class=\"page form\">\n");
  header(out);
  steg_form_html_raw(out, "<main id=\"content\">\n");
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
  steg_form_html_raw(out, "</main>\n");
  footer(out);
  steg_form_html_raw(out, "</div>\n</body>\n</html>\n");
}

static int head(steg_form_page *made, steg_buffer *out, steg_error *err) {
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
  steg_buffer_text(out, steg_form_html_style);
  steg_buffer_text(out, "</style>\n</head>\n");
  return 0;
}

int steg_form_html(const steg_instrument *instrument, const steg_form_context *context, steg_buffer *out,
                   steg_error *err) {
  steg_html_page page = {.lang = context->lang, .err = err};
  steg_form_page made = {.page = &page, .instrument = instrument, .context = context, .role = -1};
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
