/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/markdown.h"
#include <cmark.h>
#include <string.h>
#include <strings.h>

bool steg_markdown_url_allowed(const char *url) {
  static const char *const schemes[] = {"http://", "https://", "mailto:"};
  for (const char *c = url ? url : ""; *c; c++)
    if ((unsigned char)*c <= 0x20 || *c == 0x7F || *c == '\\')
      return false;
  for (size_t i = 0; url && i < sizeof schemes / sizeof schemes[0]; i++)
    if (!strncasecmp(url, schemes[i], strlen(schemes[i])) && url[strlen(schemes[i])] != '\0')
      return true;
  return false;
}

static bool in_tight_list(cmark_node *paragraph) {
  cmark_node *item = cmark_node_parent(paragraph);
  cmark_node *list = item ? cmark_node_parent(item) : NULL;
  return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

/* False when the node itself is nothing to a visitor (the document, an image around its alternative text). */
static bool describe(cmark_node *from, steg_markdown_node *node) {
  *node = (steg_markdown_node){0};
  switch (cmark_node_get_type(from)) {
  case CMARK_NODE_PARAGRAPH:
    node->kind = STEG_MARKDOWN_PARAGRAPH;
    node->tight = in_tight_list(from);
    return true;
  case CMARK_NODE_HEADING:
    node->kind = STEG_MARKDOWN_HEADING;
    node->level = (unsigned)cmark_node_get_heading_level(from);
    return true;
  case CMARK_NODE_LIST:
    node->kind = STEG_MARKDOWN_LIST;
    node->ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
    node->start = cmark_node_get_list_start(from);
    node->tight = cmark_node_get_list_tight(from);
    return true;
  case CMARK_NODE_ITEM:
    node->kind = STEG_MARKDOWN_ITEM;
    return true;
  case CMARK_NODE_BLOCK_QUOTE:
    node->kind = STEG_MARKDOWN_QUOTE;
    return true;
  case CMARK_NODE_EMPH:
    node->kind = STEG_MARKDOWN_EMPHASIS;
    return true;
  case CMARK_NODE_STRONG:
    node->kind = STEG_MARKDOWN_STRONG;
    return true;
  case CMARK_NODE_LINK:
    node->kind = STEG_MARKDOWN_LINK;
    node->url = steg_markdown_url_allowed(cmark_node_get_url(from)) ? cmark_node_get_url(from) : NULL;
    return true;
  case CMARK_NODE_TEXT:
  case CMARK_NODE_HTML_INLINE:
    node->kind = STEG_MARKDOWN_TEXT;
    node->text = cmark_node_get_literal(from);
    return true;
  case CMARK_NODE_CODE:
    node->kind = STEG_MARKDOWN_CODE;
    node->text = cmark_node_get_literal(from);
    return true;
  case CMARK_NODE_CODE_BLOCK:
  case CMARK_NODE_HTML_BLOCK:
    node->kind = STEG_MARKDOWN_CODE_BLOCK;
    node->text = cmark_node_get_literal(from);
    return true;
  case CMARK_NODE_LINEBREAK:
    node->kind = STEG_MARKDOWN_BREAK;
    return true;
  case CMARK_NODE_SOFTBREAK:
    node->kind = STEG_MARKDOWN_SPACE;
    return true;
  case CMARK_NODE_THEMATIC_BREAK:
    node->kind = STEG_MARKDOWN_RULE;
    return true;
  default:
    return false;
  }
}

int steg_markdown_visit(const char *text, const steg_markdown_visitor *visitor, steg_error *err) {
  cmark_node *root = cmark_parse_document(text, strlen(text), CMARK_OPT_VALIDATE_UTF8);
  cmark_iter *iterator = root ? cmark_iter_new(root) : NULL;
  if (!iterator) {
    cmark_node_free(root);
    return steg_error_memory(err);
  }
  for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
    steg_markdown_node node;
    if (!describe(cmark_iter_get_node(iterator), &node))
      continue;
    if (event == CMARK_EVENT_ENTER)
      visitor->enter(visitor->state, &node);
    else
      visitor->leave(visitor->state, &node);
  }
  cmark_iter_free(iterator);
  cmark_node_free(root);
  return 0;
}
