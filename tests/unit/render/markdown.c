/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/markdown.h"
#include "base/buffer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after those above, which it needs */
#include <cmocka.h>

static const char *const names[] = {"",     "p",    "h",    "list", "item", "quote", "em", "strong",
                                    "link", "text", "code", "pre",  "br",   "sp",    "hr"};

static void enter(void *state, const steg_markdown_node *node) {
  steg_buffer *out = state;
  steg_buffer_printf(out, "(%s", names[node->kind]);
  if (node->kind == STEG_MARKDOWN_HEADING)
    steg_buffer_printf(out, "%u", node->level);
  if (node->kind == STEG_MARKDOWN_LIST)
    steg_buffer_printf(out, " %s %d%s", node->ordered ? "ordered" : "bullets", node->start,
                       node->tight ? " tight" : "");
  if (node->kind == STEG_MARKDOWN_LINK)
    steg_buffer_printf(out, " %s", node->url ? node->url : "refused");
  if (node->text)
    steg_buffer_printf(out, " %s", node->text);
  if (node->kind >= STEG_MARKDOWN_TEXT)
    steg_buffer_char(out, ')');
}

static void leave(void *state, const steg_markdown_node *node) {
  (void)node;
  steg_buffer_char(state, ')');
}

/* Expected by the CommonMark specification 0.30, but for raw HTML, images and links, which are this file's own rules.
 */
static void test_visit(void **state) {
  (void)state;
  static const struct {
    const char *text, *expected;
  } rows[] = {
      {"a *b* **c**", "(p(text a )(em(text b))(text  )(strong(text c)))"},
      {"a\\\nb\nc", "(p(text a)(br)(text b)(sp)(text c))"},
      {"# a\n\n### b", "(h1(text a))(h3(text b))"},
      {"- a\n- b", "(list bullets 0 tight(item(p(text a)))(item(p(text b))))"},
      {"3. a\n\n4. b", "(list ordered 3(item(p(text a)))(item(p(text b))))"},
      {"> a", "(quote(p(text a)))"},
      {"`<b>`", "(p(code <b>))"},
      {"```\n<b>\n```", "(pre <b>\n)"},
      {"---", "(hr)"},
      {"\\*a\\*", "(p(text *a*))"},
      {"[a](https://b.se)", "(p(link https://b.se(text a)))"},
      {"[a](javascript:b)", "(p(link refused(text a)))"},
      {"<https://b.se>", "(p(link https://b.se(text https://b.se)))"},
      {"![a](https://b.se/c.png)", "(p(text a))"},
      {"a <i>b</i>", "(p(text a )(text <i>)(text b)(text </i>))"},
      {"<div>\nb\n</div>", "(pre <div>\nb\n</div>\n)"},
      {"&lt;b&gt; &amp;", "(p(text <b> &))"},
      {"a\xFF", "(p(text a\xEF\xBF\xBD))"},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    steg_buffer out;
    steg_buffer_init(&out, 1 << 16);
    const steg_markdown_visitor visitor = {.state = &out, .enter = enter, .leave = leave};
    assert_int_equal(steg_markdown_visit(rows[i].text, &visitor, NULL), 0);
    assert_string_equal(out.bytes, rows[i].expected);
    steg_buffer_release(&out);
  }
}

static void test_urls(void **state) {
  (void)state;
  static const struct {
    const char *url;
    bool allowed;
  } rows[] = {
      {"https://www.finsam.se/a?b=c#d", true},
      {"http://a.se", true},
      {"HTTPS://A.SE", true},
      {"mailto:namn@example.se", true},
      {"javascript:alert(1)", false},
      {"JavaScript:alert(1)", false},
      {" https://a.se", false},
      {"java\tscript:alert(1)", false},
      {"\x01javascript:alert(1)", false},
      {"data:text/html,x", false},
      {"vbscript:x", false},
      {"file:///etc/passwd", false},
      {"//a.se", false},
      {"/a", false},
      {"a.html", false},
      {"#a", false},
      {"https:a.se", false},
      {"https://a.se/\x01", false},
      {"https://a b.se", false},
      {"https://a.se/\n", false},
      {"https://", false},
      {"https:\\\\a.se", false},
      {"mailto:", false},
      {"", false},
      {NULL, false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (steg_markdown_url_allowed(rows[i].url) != rows[i].allowed)
      fail_msg("%s", rows[i].url ? rows[i].url : "NULL");
}

/* Thousands of open brackets and nested quotes: parsed and left without a deep stack. */
static void test_deep(void **state) {
  (void)state;
  steg_buffer text, out;
  steg_buffer_init(&text, 1 << 20);
  for (int i = 0; i < 20000; i++)
    steg_buffer_text(&text, i % 2 ? "> " : "[*");
  steg_buffer_init(&out, 1 << 24);
  const steg_markdown_visitor visitor = {.state = &out, .enter = enter, .leave = leave};
  assert_int_equal(steg_markdown_visit(text.bytes, &visitor, NULL), 0);
  steg_buffer_release(&out);
  steg_buffer_release(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_visit), cmocka_unit_test(test_urls),
                                     cmocka_unit_test(test_deep)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
