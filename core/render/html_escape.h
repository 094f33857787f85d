/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html_escape - data as it may stand in each place of a page. There is no place for data in styles, and none in
 * scripts, since a page has no script.
 *
 * Characters that HTML forbids (control characters but tab and line ends, noncharacters, invalid UTF-8) become U+FFFD,
 * and so do the marks that turn the direction of the text around them: a name must not reorder the page.
 */
#ifndef STEG_RENDER_HTML_ESCAPE_H
#define STEG_RENDER_HTML_ESCAPE_H

#include "base/buffer.h"

/* Between tags: & < > escaped, tabs and carriage returns as spaces. NULL writes nothing. */
void steg_html_escape_text(steg_buffer *out, const char *text);
/* Inside name="...": & < > " ' escaped, line ends and tabs as spaces. */
void steg_html_escape_attribute(steg_buffer *out, const char *text);
/* An address inside href="...": what RFC 3986 does not allow is percent-encoded, then as an attribute. The scheme is
 * the caller's to judge. */
void steg_html_escape_url(steg_buffer *out, const char *url);
/* An id: letters, digits, - and _ of ASCII; others become -. Begins with a letter when the text does. */
void steg_html_escape_id(steg_buffer *out, const char *text);
/* The character as it may be shown at all: itself or U+FFFD. Used by the terminal's text as well. */
uint32_t steg_html_escape_character(uint32_t c);

#endif
