/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/renderer.h"
#include "render/html.h"
#include "render/json.h"
#include "render/text.h"
#include <string.h>

static const steg_renderer rows[] = {
    {"html", ".html", "Webbsida", "Web page", steg_html_write},
    {"txt", ".txt", "Text", "Text", steg_text_write},
    {"json", ".json", "JSON", "JSON", steg_json_write},
};

size_t steg_renderer_count(void) {
  return sizeof rows / sizeof rows[0];
}

const steg_renderer *steg_renderer_at(size_t index) {
  return index < steg_renderer_count() ? &rows[index] : NULL;
}

const steg_renderer *steg_renderer_find(const char *id) {
  for (size_t i = 0; id && i < steg_renderer_count(); i++)
    if (!strcmp(rows[i].id, id))
      return &rows[i];
  return NULL;
}
