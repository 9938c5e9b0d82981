/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "html-reader.h"

#include <libxml/HTMLparser.h>
#include <string.h>

static const char *const allowed_elements[] = {
  "a",   "blockquote", "br",    "code",  "del", "em",    "h1", "h2",  "h3",      "h4",   "h5",
  "h6",  "hr",         "img",   "input", "li",  "ol",    "p",  "pre", "section", "span", "strong",
  "sup", "table",      "tbody", "td",    "th",  "thead", "tr", "ul",  NULL,
};

static const char *const allowed_attributes[] = {
  "align",
  "alt",
  "aria-label",
  "checked",
  "class",
  "data-end",
  "data-footnote-backref",
  "data-footnote-ref",
  "data-footnotes",
  "data-start",
  "dir",
  "disabled",
  "href",
  "id",
  "scope",
  "src",
  "start",
  "title",
  "type",
  NULL,
};

static gboolean
is_safe_address (const char *name, const char *value)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:", "#", NULL };

  if (g_str_equal (name, "src"))
    return g_str_has_prefix (value, "asset:");
  for (guint i = 0; schemes[i] != NULL; i++)
    if (g_ascii_strncasecmp (value, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_wrapper (const char *name)
{
  return g_str_equal (name, "html") || g_str_equal (name, "body") || g_str_equal (name, "div");
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  return strcmp (*(const char *const *) one, *(const char *const *) other);
}

static void
start_element_cb (void *user_data, const xmlChar *name, const xmlChar **attributes)
{
  HtmlReader *self = user_data;
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);

  if (is_wrapper ((const char *) name))
    return;
  if (!g_strv_contains (allowed_elements, (const char *) name))
    g_ptr_array_add (self->faults, g_strdup_printf ("<%s>", name));
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    {
      const char *attribute = (const char *) attributes[i];
      const char *value = attributes[i + 1] != NULL ? (const char *) attributes[i + 1] : "";

      if (!g_strv_contains (allowed_attributes, attribute))
        g_ptr_array_add (self->faults, g_strdup_printf ("<%s %s>", name, attribute));
      if ((g_str_equal (attribute, "href") || g_str_equal (attribute, "src")) && !is_safe_address (attribute, value))
        g_ptr_array_add (self->faults, g_strdup_printf ("<%s %s=\"%s\">", name, attribute, value));
      g_ptr_array_add (sorted, g_strdup_printf (" %s=\"%s\"", attribute, value));
    }
  g_ptr_array_sort (sorted, compare_cb);

  g_string_append_printf (self->tree, "<%s", name);
  for (guint i = 0; i < sorted->len; i++)
    g_string_append (self->tree, g_ptr_array_index (sorted, i));
  g_string_append_c (self->tree, '>');
}

static void
end_element_cb (void *user_data, const xmlChar *name)
{
  HtmlReader *self = user_data;

  if (!is_wrapper ((const char *) name))
    g_string_append_printf (self->tree, "</%s>", name);
}

static void
characters_cb (void *user_data, const xmlChar *text, int length)
{
  HtmlReader *self = user_data;

  g_string_append_len (self->text, (const char *) text, length);
  g_string_append_len (self->tree, (const char *) text, length);
}

static void
comment_cb (void *user_data, const xmlChar *text)
{
  HtmlReader *self = user_data;

  g_ptr_array_add (self->faults, g_strdup_printf ("<!--%s-->", text));
}

static void
ignore_cb (void *user_data, const char *message, ...)
{
}

HtmlReader *
html_reader_new (const char *html, gsize length)
{
  HtmlReader *self = g_new0 (HtmlReader, 1);
  g_autoptr (GString) page = g_string_sized_new (length + 64);
  htmlSAXHandler handler = { 0 };
  htmlParserCtxtPtr parser;

  self->text = g_string_new (NULL);
  self->tree = g_string_new (NULL);
  self->faults = g_ptr_array_new_with_free_func (g_free);

  handler.startElement = start_element_cb;
  handler.endElement = end_element_cb;
  handler.characters = characters_cb;
  handler.ignorableWhitespace = characters_cb;
  handler.cdataBlock = characters_cb;
  handler.comment = comment_cb;
  handler.error = ignore_cb;
  handler.warning = ignore_cb;

  g_string_append (page, "<html><body><div>");
  g_string_append_len (page, html, length);
  g_string_append (page, "</div></body></html>");
  parser = htmlCreatePushParserCtxt (&handler, self, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  htmlCtxtUseOptions (parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | XML_PARSE_HUGE);
  htmlParseChunk (parser, page->str, (int) page->len, 0);
  htmlParseChunk (parser, "", 0, 1);
  htmlFreeParserCtxt (parser);

  return self;
}

void
html_reader_free (HtmlReader *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->tree, TRUE);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

char *
html_reader_clean (const char *text, gsize length)
{
  g_autoptr (GString) clean = g_string_sized_new (length);

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
        continue;
      g_string_append_unichar (clean, c);
    }

  return g_string_free_and_steal (g_steal_pointer (&clean));
}
