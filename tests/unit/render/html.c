/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html - the page's tags balance and are of an allow-list with known attributes, whatever text stands anywhere; its
 * links lead to places that are there; the same document gives the same bytes. `test_render_html page.html` writes the
 * sample page, for tests/web/run. STEG_GOLDEN=write writes the golden anew.
 */
#include "render/html.h"
#include "base/file.h"
#include "page.h"
#include "render/html_escape.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
/* after those above, which it needs */
#include <cmocka.h>

static const steg_render_context context = {.theme = &steg_theme_default,
                                            .font_folder = STEGVIS_SOURCE "/core/render/fonts"};

static void render(const char *hostile, steg_buffer *out) {
  steg_arena *arena = steg_arena_new(0);
  steg_document document;
  page_make(hostile, arena, &document);
  steg_error err = {0};
  steg_buffer_init(out, 1 << 24);
  if (steg_html_write(&document, &context, out, &err) != 0)
    fail_msg("%s", err.text);
  steg_arena_free(arena);
}

static size_t count_of(const char *text, const char *part) {
  size_t count = 0;
  for (const char *found = text; (found = strstr(found, part)) != NULL; found += strlen(part))
    count++;
  return count;
}

/* ---- a strict reading of the tags: an independent reader of what the writer wrote */

static bool in_list(const char *list, const char *name, size_t size) {
  for (const char *cursor = list; (cursor = strstr(cursor, name)) != NULL; cursor += size)
    if ((cursor == list || cursor[-1] == ' ') && (cursor[size] == ' ' || cursor[size] == '\0'))
      return true;
  return false;
}

static bool listed(const char *list, const char *name, size_t size) {
  char word[64];
  if (size >= sizeof word)
    return false;
  memcpy(word, name, size);
  word[size] = '\0';
  return in_list(list, word, size);
}

static const char allowed_tags[] = "html head meta title style body a div header nav main section footer p h1 h2 h3 h4 "
                                   "h5 h6 dl dt dd ul ol li strong em br hr code pre "
                                   "blockquote span figure figcaption details summary table caption thead tbody tr th "
                                   "td svg g rect path circle text desc";
static const char void_tags[] = "meta br hr";
static const char allowed_attributes[] =
    "lang charset http-equiv content name class href id rel role aria-labelledby aria-hidden tabindex scope start "
    "xmlns viewBox text-rendering font-family font-size font-weight font-style text-anchor fill stroke stroke-width "
    "stroke-dasharray x y width height cx cy r d";

/* Reads one tag from its < on; checks names and quotes; returns after its >. */
static const char *read_tag(const char *cursor, const char **ret_name, size_t *ret_size, bool *ret_closing,
                            bool *ret_empty) {
  cursor++;
  *ret_closing = *cursor == '/';
  cursor += *ret_closing;
  *ret_name = cursor;
  *ret_size = strcspn(cursor, " />\n");
  if (!listed(allowed_tags, cursor, *ret_size))
    fail_msg("a tag that is none of ours: <%.60s", cursor);
  cursor += *ret_size;
  *ret_empty = false;
  for (;;) {
    cursor += strspn(cursor, " \n");
    if (*cursor == '/') {
      *ret_empty = true;
      cursor++;
    }
    if (*cursor == '>')
      return cursor + 1;
    size_t size = strcspn(cursor, "=> ");
    if (!listed(allowed_attributes, cursor, size) || cursor[size] != '=' || cursor[size + 1] != '"')
      fail_msg("an attribute that is none of ours: %.80s", cursor);
    if (!strncmp(cursor, "href", 4) && cursor[6] != '#' && strncmp(cursor + 6, "https://", 8) != 0)
      fail_msg("an address of another kind: %.60s", cursor);
    cursor += size + 2;
    cursor += strcspn(cursor, "\"<");
    if (*cursor != '"')
      fail_msg("a quote that does not end: %.60s", cursor);
    cursor++;
  }
}

static void check_tags(const char *page) {
  const char *stack[64];
  size_t sizes[64], depth = 0;
  const char *cursor = page + strlen("<!DOCTYPE html>\n");
  assert_memory_equal(page, "<!DOCTYPE html>\n", strlen("<!DOCTYPE html>\n"));
  while ((cursor = strchr(cursor, '<')) != NULL) {
    const char *name;
    size_t size;
    bool closing, empty;
    cursor = read_tag(cursor, &name, &size, &closing, &empty);
    if (empty || listed(void_tags, name, size))
      continue;
    if (!closing) {
      assert_true(depth < 64);
      stack[depth] = name;
      sizes[depth++] = size;
      if (size == 5 && !memcmp(name, "style", 5))
        cursor = strstr(cursor, "</style>");
    } else if (depth == 0 || sizes[depth - 1] != size || memcmp(stack[depth - 1], name, size) != 0) {
      fail_msg("a tag out of turn: </%.40s", name);
    } else {
      depth--;
    }
  }
  assert_int_equal(depth, 0);
}

/* No character that HTML forbids or that turns text round; valid UTF-8. */
static void check_characters(const steg_buffer *page) {
  assert_int_equal(steg_text_valid(page->bytes, page->size), page->size);
  for (const char *cursor = page->bytes, *end = page->bytes + page->size; cursor < end;) {
    uint32_t c = steg_text_next(&cursor, end);
    assert_false((c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0));
    assert_false((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029);
  }
}

/* ---- tests */

static void test_hostile(void **state) {
  (void)state;
  for (size_t i = 0; i < PAGE_HOSTILE_COUNT; i++) {
    steg_buffer page;
    render(page_hostile[i], &page);
    check_tags(page.bytes);
    check_characters(&page);
    assert_int_equal(count_of(page.bytes, "<style>"), 1);
    assert_int_equal(count_of(page.bytes, "<title>"), 1);
    /* the style sheet is the same whatever the data */
    assert_null(strstr(strstr(page.bytes, "*,*::before"), "display:none}alert"));
    steg_buffer_release(&page);
  }
}

static void test_structure(void **state) {
  (void)state;
  steg_buffer page;
  render(NULL, &page);
  check_tags(page.bytes);
  check_characters(&page);
  static const struct {
    const char *part;
    size_t count;
  } rows[] = {
      {"<html lang=\"sv\">", 1},
      {"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src "
       "data:; img-src data:;",
       1},
      {"<title>Årsrapport 2024 (INTERNT – ej röjandeskyddat)</title>", 1},
      {"<a class=\"skip\" href=\"#content\">", 1},
      {"<main id=\"content\">", 1},
      {"<header>", 1},
      {"<footer>", 1},
      {"<nav aria-labelledby=\"contents\">", 1},
      {"<h1>Årsrapport 2024</h1>", 1},
      {"<h1", 1},
      {"<h2 id=\"avsnitt-1\">Sammanfattning</h2>", 1},
      {"<h2 id=\"avsnitt-2\">Resultat</h2>", 1}, /* the one left out takes no number */
      {"<h3 id=\"avsnitt-2-1\">Diagram &amp; kurvor</h3>", 1},
      {"<h2 id=\"avsnitt-3\">Metod</h2>", 1},
      {"<h3>Vilka som räknas</h3>", 1}, /* one level below its section, though written ### */
      {"<a href=\"#avsnitt-2-1\">Diagram &amp; kurvor</a>", 1},
      {"Utelämnad", 0},
      {"Utelämnat", 0},
      {"Gren som inte togs", 0},
      {"<p class=\"marking\">INTERNT – ej röjandeskyddat</p>", 1},
      {"<dt>Mottagare</dt><dd>Styrelsen</dd>", 1},
      {"<dd>31 december 2024</dd>", 1},
      {"<dd>15 januari 2025</dd>", 1},
      {"<dd>För publicering</dd>", 1},
      {"<dt>är mätta två gånger</dt><dd><strong>34\xC2\xA0%</strong> <span>35 av 103</span></dd>", 1},
      {"<strong>103 personer</strong>", 1},
      {"<a href=\"https://www.finsam.se/?a=1&amp;b=%222%22\" rel=\"noreferrer\">Finsam</a>", 1},
      {"eller här.", 1}, /* the address was refused, its words stay */
      {"javascript", 0},
      {"&lt;b&gt;rå&lt;/b&gt; text<br>", 1},
      {"<li>En <em>kort</em> punkt.</li>", 1},
      {"<caption id=\"tabell-1\"><span>Tabell 1. Stegförflyttning</span></caption>", 1},
      {"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"tabell-1\">", 1},
      {"<th scope=\"row\" class=\"indent-1\">", 3},
      {"<tr class=\"total\">", 3},
      {"<span aria-hidden=\"true\">..</span><span class=\"unseen\">visas inte</span>",
       3}, /* two in the wide table, one in the chart's */
      {"<span aria-hidden=\"true\">–</span><span class=\"unseen\">uppgift saknas</span>", 1},
      {"<figure class=\"chart\" id=\"diagram-1\">", 1},
      {"<div class=\"wide\">\n<svg ", 1},
      {"<div class=\"narrow\">\n<svg ", 1},
      {"<summary>Visa diagrammets värden som tabell</summary>", 1},
      {"<script", 0},
      {"@import", 0},
      {"src=", 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (count_of(page.bytes, rows[i].part) != rows[i].count)
      fail_msg("%s: %zu times", rows[i].part, count_of(page.bytes, rows[i].part));
  steg_buffer_release(&page);
}

/* Every link into the page and every label by id leads somewhere, and no id stands twice. */
static void test_ids(void **state) {
  (void)state;
  steg_buffer page;
  render(NULL, &page);
  static const char *const references[] = {"href=\"#", "aria-labelledby=\""};
  for (size_t k = 0; k < 2; k++)
    for (const char *found = page.bytes; (found = strstr(found, references[k])) != NULL;) {
      found += strlen(references[k]);
      for (const char *id = found; *id != '"';) {
        char target[160];
        size_t size = strcspn(id, " \"");
        snprintf(target, sizeof target, " id=\"%.*s\"", (int)size, id);
        if (count_of(page.bytes, target) != 1)
          fail_msg("%s stands %zu times", target, count_of(page.bytes, target));
        id += size + (id[size] == ' ');
      }
    }
  steg_buffer_release(&page);
}

static void test_same_bytes(void **state) {
  (void)state;
  steg_buffer one, two;
  render(NULL, &one);
  render(NULL, &two);
  assert_int_equal(one.size, two.size);
  assert_memory_equal(one.bytes, two.bytes, one.size);
  assert_in_range(one.size, 20000, 150 * 1024);
  steg_buffer_release(&one);
  steg_buffer_release(&two);
}

/* Only the faces that the page uses; a character that only a table holds is in the sans and not in the serif. */
static void test_faces(void **state) {
  (void)state;
  steg_buffer page;
  render(NULL, &page);
  assert_int_equal(count_of(page.bytes, "@font-face{font-family:\"Source Serif 4\";font-weight:400;font-style:normal"),
                   1);
  assert_int_equal(count_of(page.bytes, "@font-face{font-family:\"Source Serif 4\";font-weight:400;font-style:italic"),
                   1);
  assert_int_equal(count_of(page.bytes, "@font-face{font-family:\"Source Sans 3\";font-weight:600"), 1);
  assert_int_equal(count_of(page.bytes, "@font-face{font-family:\"Source Sans 3\";font-weight:400;font-style:italic"),
                   0);
  assert_int_equal(count_of(page.bytes, "url(data:font/woff;base64,d09GR"),
                   count_of(page.bytes, "@font-face")); /* "wOFF" */
  steg_buffer_release(&page);
}

static void test_escapes(void **state) {
  (void)state;
  static const struct {
    void (*escape)(steg_buffer *out, const char *text);
    const char *text, *expected;
  } rows[] = {
      {steg_html_escape_text, "a<b>&\"'", "a&lt;b&gt;&amp;\"'"},
      {steg_html_escape_text, "\xE2\x80\xAE\x07\xC2\x85x", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx"},
      {steg_html_escape_text, "\xFFx", "\xEF\xBF\xBDx"},
      {steg_html_escape_text, "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"}, /* a surrogate in UTF-8 */
      {steg_html_escape_text, "å\tä\r\nö", "å ä \nö"},
      {steg_html_escape_text, NULL, ""},
      {steg_html_escape_attribute, "a<b>&\"'\n", "a&lt;b&gt;&amp;&quot;&#39; "},
      {steg_html_escape_url, "https://x.se/å?a=1&b='2\"<>", "https://x.se/%C3%A5?a=1&amp;b=%272%22%3C%3E"},
      {steg_html_escape_id, "diagram-1 \"å", "diagram-1----"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer out;
    steg_buffer_init(&out, 1024);
    rows[i].escape(&out, rows[i].text);
    assert_string_equal(out.bytes, rows[i].expected);
    steg_buffer_release(&out);
  }
}

static void test_english_without_marking(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_document document;
  page_make(NULL, arena, &document);
  document.lang = STEG_LANG_EN;
  document.marking = document.subtitle = document.federation = document.receiver_text = NULL;
  document.block_count = 1; /* too few sections for a list of contents */
  steg_buffer page;
  steg_buffer_init(&page, 1 << 24);
  assert_int_equal(steg_html_write(&document, &context, &page, NULL), 0);
  check_tags(page.bytes);
  assert_non_null(strstr(page.bytes, "<html lang=\"en\">"));
  assert_non_null(strstr(page.bytes, "Skip to the content"));
  assert_null(strstr(page.bytes, "class=\"marking\""));
  assert_null(strstr(page.bytes, "<nav"));
  assert_non_null(strstr(page.bytes, "<title>Årsrapport 2024</title>"));
  steg_buffer_release(&page);
  steg_arena_free(arena);
}

static void test_failures(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_document document;
  page_make(NULL, arena, &document);
  steg_error err = {0};
  steg_buffer page;
  steg_buffer_init(&page, 1 << 24);
  const steg_render_context nowhere = {.theme = &steg_theme_default, .font_folder = "/finns/inte"};
  assert_int_equal(steg_html_write(&document, &nowhere, &page, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  assert_non_null(strstr(err.text, "/finns/inte"));
  steg_buffer_release(&page);
  steg_buffer_init(&page, 3000); /* no room for the page: an error, not half a page */
  err = (steg_error){0};
  assert_int_equal(steg_html_write(&document, &context, &page, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  steg_buffer_release(&page);
  steg_arena_free(arena);
}

/* The page with what is others' masked: font payloads hang on the versions of HarfBuzz and zlib, and the drawings have
 * goldens of their own. */
static void mask(const steg_buffer *page, steg_buffer *out) {
  static const struct { const char *begin, *end; } rows[] = {{"base64,", ")"}, {"<svg ", "</svg>"}};
  const char *cursor = page->bytes;
  for (;;) {
    size_t which = 0;
    const char *found = NULL;
    for (size_t i = 0; i < 2; i++) {
      const char *here = strstr(cursor, rows[i].begin);
      if (here && (!found || here < found)) {
        found = here;
        which = i;
      }
    }
    if (!found)
      break;
    found += strlen(rows[which].begin);
    steg_buffer_append(out, cursor, (size_t)(found - cursor));
    steg_buffer_text(out, "...");
    cursor = strstr(found, rows[which].end);
  }
  steg_buffer_text(out, cursor);
}

static void test_golden(void **state) {
  (void)state;
  static const char path[] = STEGVIS_SOURCE "/tests/golden/page.html";
  steg_buffer page, masked, golden;
  steg_error err = {0};
  render(NULL, &page);
  steg_buffer_init(&masked, 1 << 24);
  mask(&page, &masked);
  const char *mode = getenv("STEG_GOLDEN");
  if (mode && !strcmp(mode, "write"))
    assert_int_equal(steg_file_write(path, masked.bytes, masked.size, 0644, &err), 0);
  steg_buffer_init(&golden, 1 << 24);
  if (steg_file_read(path, 1 << 24, &golden, &err) != 0)
    fail_msg("%s", err.text);
  if (golden.size != masked.size || memcmp(golden.bytes, masked.bytes, masked.size) != 0)
    fail_msg("the page is not as in %s: look at it, and write it with STEG_GOLDEN=write if it is right", path);
  steg_buffer_release(&golden);
  steg_buffer_release(&masked);
  steg_buffer_release(&page);
}

int main(int argc, char **argv) {
  if (argc == 2) {
    steg_buffer page;
    steg_error err = {0};
    render(NULL, &page);
    int status = steg_file_write(argv[1], page.bytes, page.size, 0644, &err);
    steg_buffer_release(&page);
    return status ? 1 : 0;
  }
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_hostile),
                                     cmocka_unit_test(test_structure),
                                     cmocka_unit_test(test_ids),
                                     cmocka_unit_test(test_same_bytes),
                                     cmocka_unit_test(test_faces),
                                     cmocka_unit_test(test_escapes),
                                     cmocka_unit_test(test_english_without_marking),
                                     cmocka_unit_test(test_failures),
                                     cmocka_unit_test(test_golden)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
