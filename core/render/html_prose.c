/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/html_part.h"
#include "render/markdown.h"

typedef struct prose {
  steg_html_page *page;
  steg_face regular;
  unsigned emphasis, strong; /* how many are open */
  bool heading;              /* in one: set in sans */
  bool inline_only;
} prose;

/* A bold italic does not exist among the shipped faces: the browser slants the bold, which is set in Swedish once a
 * decade. */
static steg_face face_of(const prose *state) {
  if (state->heading)
    return STEG_FACE_SANS_SEMIBOLD;
  bool serif = state->regular == STEG_FACE_SERIF;
  if (state->strong)
    return serif ? STEG_FACE_SERIF_BOLD : STEG_FACE_SANS_SEMIBOLD;
  if (state->emphasis)
    return serif ? STEG_FACE_SERIF_ITALIC : STEG_FACE_SANS_ITALIC;
  return state->regular;
}

/* A heading in prose stands one level below its section's, however many # it was written with: no level is skipped. */
static unsigned heading_level(const prose *state) {
  steg_html_numbering below = state->page->sections;
  below.depth++;
  return steg_html_part_level(&below);
}

static void enter(void *context, const steg_markdown_node *node) {
  prose *state = context;
  steg_html_page *page = state->page;
  steg_buffer *out = &page->body;
  switch (node->kind) {
  case STEG_MARKDOWN_PARAGRAPH:
    if (!state->inline_only && !node->tight)
      steg_buffer_text(out, "<p>");
    break;
  case STEG_MARKDOWN_HEADING:
    state->heading = true;
    steg_buffer_printf(out, "<h%u>", heading_level(state));
    break;
  case STEG_MARKDOWN_LIST:
    if (node->ordered && node->start != 1)
      steg_buffer_printf(out, "<ol start=\"%d\">\n", node->start);
    else
      steg_buffer_text(out, node->ordered ? "<ol>\n" : "<ul>\n");
    break;
  case STEG_MARKDOWN_ITEM:
    steg_buffer_text(out, "<li>");
    break;
  case STEG_MARKDOWN_QUOTE:
    steg_buffer_text(out, "<blockquote>\n");
    break;
  case STEG_MARKDOWN_EMPHASIS:
    state->emphasis++;
    steg_buffer_text(out, "<em>");
    break;
  case STEG_MARKDOWN_STRONG:
    state->strong++;
    steg_buffer_text(out, "<strong>");
    break;
  case STEG_MARKDOWN_LINK:
    if (node->url) {
      steg_buffer_text(out, "<a href=\"");
      steg_html_escape_url(out, node->url);
      steg_buffer_text(out, "\" rel=\"noreferrer\">");
    }
    break;
  case STEG_MARKDOWN_TEXT:
    steg_html_part_text(page, face_of(state), node->text);
    break;
  case STEG_MARKDOWN_CODE:
    steg_buffer_text(out, "<code>");
    steg_html_part_text(page, STEG_FACE_SANS, node->text);
    steg_buffer_text(out, "</code>");
    break;
  case STEG_MARKDOWN_CODE_BLOCK:
    steg_buffer_text(out, "<pre tabindex=\"0\"><code>");
    steg_html_part_text(page, STEG_FACE_SANS, node->text);
    steg_buffer_text(out, "</code></pre>\n");
    break;
  case STEG_MARKDOWN_BREAK:
    steg_buffer_text(out, "<br>\n");
    break;
  case STEG_MARKDOWN_SPACE:
    steg_buffer_char(out, '\n');
    break;
  case STEG_MARKDOWN_RULE:
    steg_buffer_text(out, "<hr>\n");
    break;
  }
}

static void leave(void *context, const steg_markdown_node *node) {
  prose *state = context;
  steg_buffer *out = &state->page->body;
  switch (node->kind) {
  case STEG_MARKDOWN_PARAGRAPH:
    if (!state->inline_only && !node->tight)
      steg_buffer_text(out, "</p>\n");
    break;
  case STEG_MARKDOWN_HEADING:
    state->heading = false;
    steg_buffer_printf(out, "</h%u>\n", heading_level(state));
    break;
  case STEG_MARKDOWN_LIST:
    steg_buffer_text(out, node->ordered ? "</ol>\n" : "</ul>\n");
    break;
  case STEG_MARKDOWN_ITEM:
    steg_buffer_text(out, "</li>\n");
    break;
  case STEG_MARKDOWN_QUOTE:
    steg_buffer_text(out, "</blockquote>\n");
    break;
  case STEG_MARKDOWN_EMPHASIS:
    state->emphasis--;
    steg_buffer_text(out, "</em>");
    break;
  case STEG_MARKDOWN_STRONG:
    state->strong--;
    steg_buffer_text(out, "</strong>");
    break;
  case STEG_MARKDOWN_LINK:
    if (node->url)
      steg_buffer_text(out, "</a>");
    break;
  default:
    break;
  }
}

/* Whether the text is one paragraph: then a list item needs no <p>. */
typedef struct shape {
  unsigned paragraphs, others;
} shape;

static void count_enter(void *context, const steg_markdown_node *node) {
  shape *found = context;
  found->paragraphs += node->kind == STEG_MARKDOWN_PARAGRAPH;
  found->others += node->kind == STEG_MARKDOWN_LIST || node->kind == STEG_MARKDOWN_HEADING ||
                   node->kind == STEG_MARKDOWN_QUOTE || node->kind == STEG_MARKDOWN_CODE_BLOCK ||
                   node->kind == STEG_MARKDOWN_RULE;
}

static void count_leave(void *context, const steg_markdown_node *node) {
  (void)context;
  (void)node;
}

void steg_html_part_prose(steg_html_page *page, const char *markdown, steg_face face, bool inline_only) {
  if (!markdown || page->failed)
    return;
  if (inline_only) {
    shape found = {0};
    const steg_markdown_visitor counter = {.state = &found, .enter = count_enter, .leave = count_leave};
    page->failed = steg_markdown_visit(markdown, &counter, page->err) < 0;
    inline_only = found.paragraphs == 1 && found.others == 0;
  }
  prose state = {.page = page, .regular = face, .inline_only = inline_only};
  const steg_markdown_visitor visitor = {.state = &state, .enter = enter, .leave = leave};
  if (!page->failed)
    page->failed = steg_markdown_visit(markdown, &visitor, page->err) < 0;
}
