/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libxml/xpath.h>

G_BEGIN_DECLS

/** PageReader: What a parser of HTML, not the one who wrote it, finds on an exported page. */
typedef struct
{
  xmlDocPtr document;
  xmlXPathContextPtr context;
} PageReader;

PageReader *page_reader_new (GBytes *page);
void page_reader_free (PageReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageReader, page_reader_free)

/** page_reader_count: how many nodes the XPath expression finds. */
guint page_reader_count (PageReader *self, const char *path);
/** page_reader_list: Returns: (transfer full) (element-type utf8): the text of each node that the expression finds */
GPtrArray *page_reader_list (PageReader *self, const char *path);
/** page_reader_get: Returns: (transfer full) (nullable): the text of the only node that it finds; NULL for none. Fails the test for several. */
char *page_reader_get (PageReader *self, const char *path);
/** page_reader_parse_description: Returns: (transfer full): the JSON-LD */
JsonObject *page_reader_parse_description (PageReader *self);
/** page_reader_assert_inert: Fails the test for an element, attribute or address that a page may not have. */
void page_reader_assert_inert (PageReader *self);
/** page_reader_assert_sound: Fails the test unless ids are distinct, every link on the page has its target, every label its field, and headings go one level down at most. */
void page_reader_assert_sound (PageReader *self);

G_END_DECLS
