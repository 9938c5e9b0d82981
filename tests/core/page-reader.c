/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "page-reader.h"

PageReader *
page_reader_new (GBytes *page)
{
  PageReader *self = g_new0 (PageReader, 1);
  gsize length;
  const char *html = g_bytes_get_data (page, &length);

  self->document = htmlReadMemory (html,
                                   (int) length,
                                   NULL,
                                   "UTF-8",
                                   HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  g_assert_nonnull (self->document);
  self->context = xmlXPathNewContext (self->document);
  return self;
}

void
page_reader_free (PageReader *self)
{
  xmlXPathFreeContext (self->context);
  xmlFreeDoc (self->document);
  g_free (self);
}

static xmlXPathObjectPtr
find (PageReader *self, const char *path)
{
  xmlXPathObjectPtr found = xmlXPathEvalExpression (BAD_CAST path, self->context);

  g_assert_nonnull (found);
  return found;
}

guint
page_reader_count (PageReader *self, const char *path)
{
  xmlXPathObjectPtr found = find (self, path);
  guint count = found->nodesetval ? (guint) found->nodesetval->nodeNr : 0;

  xmlXPathFreeObject (found);
  return count;
}

GPtrArray *
page_reader_list (PageReader *self, const char *path)
{
  xmlXPathObjectPtr found = find (self, path);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; found->nodesetval && i < found->nodesetval->nodeNr; i++)
    {
      xmlChar *text = xmlNodeGetContent (found->nodesetval->nodeTab[i]);

      g_ptr_array_add (list, g_strdup ((const char *) text));
      xmlFree (text);
    }
  xmlXPathFreeObject (found);
  return list;
}

char *
page_reader_get (PageReader *self, const char *path)
{
  g_autoptr (GPtrArray) list = page_reader_list (self, path);

  g_assert_cmpuint (list->len, <=, 1);
  return list->len == 1 ? g_strdup (g_ptr_array_index (list, 0)) : NULL;
}

JsonObject *
page_reader_parse_description (PageReader *self)
{
  g_autofree char *json = page_reader_get (self, "//script[@type='application/ld+json']");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

static gboolean
is_allowed_address (const char *name, const char *value)
{
  if (g_str_equal (name, "src"))
    return g_str_has_prefix (value, "data:image/") || g_str_equal (value, "data:,");
  return value[0] == '#' || value[0] == '\0' || g_ascii_strncasecmp (value, "https:", 6) == 0 ||
         g_ascii_strncasecmp (value, "http:", 5) == 0 || g_ascii_strncasecmp (value, "mailto:", 7) == 0 ||
         g_ascii_strncasecmp (value, "tel:", 4) == 0;
}

static void
check_attribute (xmlNodePtr node, xmlAttrPtr attribute)
{
  static const char *const allowed[] = {
    "id",
    "class",
    "lang",
    "dir",
    "href",
    "src",
    "alt",
    "title",
    "aria-label",
    "aria-labelledby",
    "aria-current",
    "aria-describedby",
    "role",
    "datetime",
    "type",
    "name",
    "for",
    "checked",
    "disabled",
    "content",
    "charset",
    "http-equiv",
    "start",
    "align",
    "scope",
    "data-footnotes",
    "data-footnote-ref",
    "data-footnote-backref",
    NULL,
  };
  const char *name = (const char *) attribute->name;
  xmlChar *value = xmlNodeListGetString (node->doc, attribute->children, 1);

  if (!g_strv_contains (allowed, name))
    g_error ("<%s> has the attribute %s=\"%s\"", node->name, name, value);
  if ((g_str_equal (name, "href") || g_str_equal (name, "src")) && value &&
      !is_allowed_address (name, (const char *) value))
    g_error ("<%s> has the address %s", node->name, value);
  xmlFree (value);
}

static void
check_node (xmlNodePtr node)
{
  static const char *const allowed[] = {
    "html", "head",     "meta",   "title",  "style", "body",       "a",     "header", "main",  "article", "section",
    "div",  "p",        "span",   "strong", "em",    "del",        "h1",    "h2",     "h3",    "h4",      "h5",
    "h6",   "fieldset", "legend", "input",  "label", "ul",         "ol",    "li",     "dl",    "dt",      "dd",
    "time", "sup",      "sub",    "code",   "pre",   "blockquote", "table", "thead",  "tbody", "tr",      "th",
    "td",   "img",      "hr",     "br",     "cite",  "i",          "b",     NULL,
  };

  for (; node; node = node->next)
    {
      const char *name = (const char *) node->name;

      if (node->type != XML_ELEMENT_NODE)
        continue;
      if (g_str_equal (name, "script"))
        {
          g_autofree char *type = (char *) xmlGetProp (node, BAD_CAST "type");

          g_assert_cmpstr (type, ==, "application/ld+json");
          g_assert_null (xmlHasProp (node, BAD_CAST "src"));
        }
      else if (!g_strv_contains (allowed, name))
        {
          g_error ("the page has an element <%s>", name);
        }
      for (xmlAttrPtr attribute = node->properties; attribute; attribute = attribute->next)
        check_attribute (node, attribute);
      check_node (node->children);
    }
}

void
page_reader_assert_inert (PageReader *self)
{
  check_node (xmlDocGetRootElement (self->document));
  g_assert_cmpuint (page_reader_count (self, "//script"), ==, 1);
  g_assert_cmpuint (page_reader_count (self, "//style"), ==, 1);
  g_assert_cmpuint (page_reader_count (self, "/html/head/meta[@http-equiv]"), ==, 1);
  g_assert_cmpuint (page_reader_count (self, "//meta[@http-equiv]"), ==, 1);
}

static void
assert_targets (PageReader *self, GHashTable *ids, const char *path, gboolean fragment)
{
  g_autoptr (GPtrArray) list = page_reader_list (self, path);

  for (guint i = 0; i < list->len; i++)
    {
      const char *target = g_ptr_array_index (list, i);

      if (fragment && target[0] != '#')
        continue;
      if (!g_hash_table_contains (ids, target + (fragment ? 1 : 0)))
        g_error ("nothing on the page has the id %s", target);
    }
}

void
page_reader_assert_sound (PageReader *self)
{
  g_autoptr (GPtrArray) list = page_reader_list (self, "//@id");
  g_autoptr (GPtrArray) headings = page_reader_list (self, "//h1|//h2|//h3|//h4|//h5|//h6");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  xmlXPathObjectPtr found = find (self, "//h1|//h2|//h3|//h4|//h5|//h6");
  int before = 0;

  for (guint i = 0; i < list->len; i++)
    if (!g_hash_table_add (ids, g_ptr_array_index (list, i)))
      g_error ("two elements have the id %s", (char *) g_ptr_array_index (list, i));
  assert_targets (self, ids, "//a/@href", TRUE);
  assert_targets (self, ids, "//@aria-labelledby", FALSE);
  assert_targets (self, ids, "//label/@for", FALSE);

  g_assert_cmpuint (page_reader_count (self, "//h1"), ==, 1);
  for (int i = 0; i < found->nodesetval->nodeNr; i++)
    {
      int level = found->nodesetval->nodeTab[i]->name[1] - '0';

      g_assert_cmpint (level, <=, before + 1);
      before = level;
    }
  xmlXPathFreeObject (found);
}
