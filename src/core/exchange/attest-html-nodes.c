/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-html-private.h"

#include <string.h>

static const char dropped[] = "script style head title meta link template noscript iframe object embed applet svg "
                              "canvas img picture video audio map "
                              "input select textarea datalist progress meter";

static const char blocks[] =
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead tbody tfoot tr td th caption hr address "
    "article "
    "aside body center details fieldset figcaption figure footer form header html legend main nav section summary";

gboolean
attest_html_is (const xmlNode *node, const char *names)
{
  const char *name = (const char *) node->name;
  const char *found = names;
  gsize length = 0;

  if (node->type != XML_ELEMENT_NODE || name == NULL)
    return FALSE;
  length = strlen (name);
  while ((found = strstr (found, name)) != NULL)
    {
      if ((found == names || found[-1] == ' ') && (found[length] == ' ' || found[length] == '\0'))
        return length > 0;
      found++;
    }
  return FALSE;
}

char *
attest_html_dup_style (xmlNode *node, const char *property)
{
  xmlChar *style = NULL;
  g_auto (GStrv) parts = NULL;
  gsize length = strlen (property);

  if (node->type != XML_ELEMENT_NODE || node->properties == NULL)
    return NULL;
  style = xmlGetNoNsProp (node, (const xmlChar *) "style");
  if (style == NULL)
    return NULL;
  parts = g_strsplit ((const char *) style, ";", -1);
  xmlFree (style);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (g_ascii_strncasecmp (part, property, length) == 0 && part[length + strspn (part + length, " \t\n")] == ':')
        {
          g_autofree char *value = g_ascii_strdown (strchr (part + length, ':') + 1, -1);

          return g_strdup (g_strstrip (value));
        }
    }
  return NULL;
}

static gboolean
is_hidden (xmlNode *node)
{
  g_autofree char *display = attest_html_dup_style (node, "display");
  g_autofree char *visibility = attest_html_dup_style (node, "visibility");
  g_autofree char *word = attest_html_dup_style (node, "mso-hide");

  return xmlHasProp (node, (const xmlChar *) "hidden") != NULL || g_strcmp0 (display, "none") == 0 ||
         g_strcmp0 (visibility, "hidden") == 0 || g_strcmp0 (word, "all") == 0;
}

gboolean
attest_html_is_dropped (xmlNode *node)
{
  if (node->type == XML_ENTITY_REF_NODE)
    return TRUE;
  return node->type != XML_ELEMENT_NODE || attest_html_is (node, dropped) || is_hidden (node);
}

gboolean
attest_html_is_block (const xmlNode *node)
{
  return attest_html_is (node, blocks);
}

gboolean
attest_html_has_block (const xmlNode *node, guint depth)
{
  if (depth > ATTEST_HTML_MAX_DEPTH)
    return FALSE;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (attest_html_is_block (child) || (child->type == XML_ELEMENT_NODE && attest_html_has_block (child, depth + 1)))
      return TRUE;
  return FALSE;
}

/* The next node in reading order below @top, without what is below @node if @skip. */
static xmlNode *
get_next (xmlNode *top, xmlNode *node, gboolean skip)
{
  if (!skip && node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;
  while (node != top && node->next == NULL)
    node = node->parent;
  return node != top ? node->next : NULL;
}

char *
attest_html_dup_words (xmlNode *node)
{
  GString *words = g_string_new (NULL);
  gboolean space = FALSE;
  xmlNode *next = NULL;

  for (xmlNode *part = node->children; part != NULL; part = next)
    {
      gboolean text = part->type == XML_TEXT_NODE || part->type == XML_CDATA_SECTION_NODE;

      next = get_next (node, part, !text && attest_html_is_dropped (part));
      space = space || attest_html_is_block (part) || attest_html_is (part, "br");
      if (!text || part->content == NULL)
        continue;
      for (const char *c = (const char *) part->content; *c != '\0'; c = g_utf8_next_char (c))
        {
          gunichar character = g_utf8_get_char (c);

          if (g_unichar_isspace (character) || character == 0xa0)
            {
              space = TRUE;
              continue;
            }
          if (g_unichar_iscntrl (character))
            continue;
          if (space && words->len > 0)
            g_string_append_c (words, ' ');
          space = FALSE;
          g_string_append_unichar (words, character);
        }
    }
  return g_string_free (words, FALSE);
}

/* ---- Tables ---- */

static void
add_cells (xmlNode *row, GPtrArray *cells, guint depth)
{
  for (xmlNode *node = row->children; node != NULL; node = node->next)
    {
      AttestHtmlText text;
      xmlChar *span = NULL;
      int columns = 1;

      if (!attest_html_is (node, "td th") || attest_html_is_dropped (node))
        continue;
      attest_html_text_init (&text);
      text.in_table = TRUE;
      for (xmlNode *child = node->children; child != NULL; child = child->next)
        attest_html_text_add_node (&text, child, depth + 1);
      g_ptr_array_add (cells, attest_html_text_take (&text));
      attest_html_text_clear (&text);
      span = xmlGetNoNsProp (node, (const xmlChar *) "colspan");
      columns = span != NULL ? atoi ((const char *) span) : 1;
      xmlFree (span);
      for (int i = 1; i < MIN (columns, 50); i++)
        g_ptr_array_add (cells, g_strdup (""));
    }
}

static void
add_rows (xmlNode *node, GPtrArray *rows, guint depth)
{
  if (depth > ATTEST_HTML_MAX_DEPTH)
    return;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (attest_html_is (child, "thead tbody tfoot"))
        {
          add_rows (child, rows, depth + 1);
        }
      else if (attest_html_is (child, "tr") && !attest_html_is_dropped (child))
        {
          GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

          add_cells (child, cells, depth + 1);
          g_ptr_array_add (rows, cells);
        }
    }
}

static void
write_row (GString *table, GPtrArray *cells, guint columns)
{
  for (guint i = 0; i < columns; i++)
    g_string_append_printf (table, "| %s ", i < cells->len ? (const char *) g_ptr_array_index (cells, i) : "");
  g_string_append (table, "|\n");
}

char *
attest_html_write_table (xmlNode *table, guint depth)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GString *written = NULL;
  guint columns = 0;

  add_rows (table, rows, depth);
  for (guint i = 0; i < rows->len; i++)
    columns = MAX (columns, ((GPtrArray *) g_ptr_array_index (rows, i))->len);
  if (columns < 2)
    return NULL;
  written = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      write_row (written, g_ptr_array_index (rows, i), columns);
      for (guint column = 0; i == 0 && column < columns; column++)
        g_string_append (written, column + 1 < columns ? "| --- " : "| --- |\n");
    }
  g_string_truncate (written, written->len - 1);
  return g_string_free (written, FALSE);
}
