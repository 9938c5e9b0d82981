/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HtmlReader:
 *
 * What a parser of HTML, not the one who wrote it, finds in a fragment.
 *
 * @text: the content of all text nodes, white space between tags included
 * @tree: each tag and text, attributes by name, so that two ways of writing one tree compare equal
 * @faults: the elements and attributes that nothing an article says may lead to
 */
typedef struct
{
  GString *text;
  GString *tree;
  GPtrArray *faults;
} HtmlReader;

HtmlReader *html_reader_new (const char *html, gsize length);
void html_reader_free (HtmlReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtmlReader, html_reader_free)

/** html_reader_clean: Returns: (transfer full): text without the characters that libxml2 drops, control characters above all. */
char *html_reader_clean (const char *text, gsize length);

G_END_DECLS
