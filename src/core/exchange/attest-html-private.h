/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "exchange/attest-html.h"

G_BEGIN_DECLS

/** ATTEST_HTML_MAX_DEPTH: what is nested deeper than this is read as its words alone. */
#define ATTEST_HTML_MAX_DEPTH 100

/**
 * AttestHtmlText: words being gathered for one block.
 * @space: white space was seen since the last word
 * @bold, @italic, @struck: how many elements around say so
 * @open_bold and so on: the marks written but not yet closed
 */
typedef struct
{
  GString *text;
  gboolean space;
  guint bold;
  guint italic;
  guint struck;
  gboolean open_bold;
  gboolean open_italic;
  gboolean open_struck;
  gboolean in_table;
  gboolean in_link;
} AttestHtmlText;

void attest_html_text_init (AttestHtmlText *self);
void attest_html_text_clear (AttestHtmlText *self);

/** attest_html_text_add_node: Adds the words of a text node or an inline element, with what is below it. */
void attest_html_text_add_node (AttestHtmlText *self, xmlNode *node, guint depth);
/** attest_html_text_add_break: Adds a line's end. */
void attest_html_text_add_break (AttestHtmlText *self);
/** attest_html_text_take: Returns: (transfer full): the words as Markdown, trimmed and escaped where a line begins; @self is empty then */
char *attest_html_text_take (AttestHtmlText *self);

/** attest_html_is: Returns: whether @node is an element of one of the names, given as "a b c" */
gboolean attest_html_is (const xmlNode *node, const char *names);
/** attest_html_is_dropped: Returns: whether nothing of the node is shown, or it is no text */
gboolean attest_html_is_dropped (xmlNode *node);
/** attest_html_is_block: Returns: whether the node stands on lines of its own */
gboolean attest_html_is_block (const xmlNode *node);
/** attest_html_has_block: Returns: whether there is a block below the node */
gboolean attest_html_has_block (const xmlNode *node, guint depth);
/** attest_html_dup_style: Returns: (transfer full) (nullable): the value of a property in the element's own style, in lower case */
char *attest_html_dup_style (xmlNode *node, const char *property);
/** attest_html_dup_words: Returns: (transfer full): all text below the node, white space joined to single blanks */
char *attest_html_dup_words (xmlNode *node);
/** attest_html_write_table: Returns: (transfer full) (nullable): the table as Markdown; NULL where it has no more than one column and only lays out what is in it */
char *attest_html_write_table (xmlNode *table, guint depth);

G_END_DECLS
