/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "base/tree_node.h"
#include <string.h>

static void write_string(steg_buffer *out, const char *text, size_t size) {
  static const char digits[] = "0123456789abcdef";
  const char *end = text + size;
  steg_buffer_char(out, '"');
  while (text < end) {
    const char *start = text;
    uint32_t c = steg_text_next(&text, end);
    switch (c) {
    case '"':
      steg_buffer_text(out, "\\\"");
      break;
    case '\\':
      steg_buffer_text(out, "\\\\");
      break;
    case '\b':
      steg_buffer_text(out, "\\b");
      break;
    case '\f':
      steg_buffer_text(out, "\\f");
      break;
    case '\n':
      steg_buffer_text(out, "\\n");
      break;
    case '\r':
      steg_buffer_text(out, "\\r");
      break;
    case '\t':
      steg_buffer_text(out, "\\t");
      break;
    default:
      if (c < 0x20) {
        steg_buffer_text(out, "\\u00");
        steg_buffer_char(out, digits[c >> 4]);
        steg_buffer_char(out, digits[c & 15]);
      } else if (c == 0xFFFD) { /* also what invalid bytes become: JSON is UTF-8 whatever was built */
        steg_buffer_text(out, "\xEF\xBF\xBD");
      } else {
        steg_buffer_append(out, start, (size_t)(text - start));
      }
    }
  }
  steg_buffer_char(out, '"');
}

static void write_line(steg_buffer *out, unsigned depth) {
  steg_buffer_char(out, '\n');
  for (unsigned i = 0; i < depth; i++)
    steg_buffer_text(out, "  ");
}

static void write_node(steg_buffer *out, const steg_tree *node, unsigned depth) {
  if (depth >= STEG_TREE_WRITE_DEPTH)
    out->failed = true;
  if (out->failed)
    return;
  switch (steg_tree_kind_of(node)) {
  case STEG_TREE_NULL:
    steg_buffer_text(out, "null");
    break;
  case STEG_TREE_BOOL:
    steg_buffer_text(out, node->truth ? "true" : "false");
    break;
  case STEG_TREE_INTEGER:
    steg_buffer_printf(out, "%lld", (long long)node->integer);
    break;
  case STEG_TREE_REAL:
    steg_number_write_exact(out, node->real);
    break;
  case STEG_TREE_TEXT:
    write_string(out, node->text, node->count);
    break;
  case STEG_TREE_LIST:
    steg_buffer_char(out, '[');
    for (size_t i = 0; i < node->count; i++) {
      if (i)
        steg_buffer_char(out, ',');
      write_line(out, depth + 1);
      write_node(out, node->items[i], depth + 1);
    }
    if (node->count)
      write_line(out, depth);
    steg_buffer_char(out, ']');
    break;
  case STEG_TREE_MAP:
    steg_buffer_char(out, '{');
    for (size_t i = 0; i < node->count; i++) {
      if (i)
        steg_buffer_char(out, ',');
      write_line(out, depth + 1);
      write_string(out, node->entries[i].key, strlen(node->entries[i].key));
      steg_buffer_text(out, ": ");
      write_node(out, node->entries[i].node, depth + 1);
    }
    if (node->count)
      write_line(out, depth);
    steg_buffer_char(out, '}');
    break;
  }
}

void steg_tree_write_json(steg_buffer *out, const steg_tree *root) {
  write_node(out, root, 0);
  steg_buffer_char(out, '\n');
}
