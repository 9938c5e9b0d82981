/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-html-private.h"

#include <gio/gio.h>
#include <libxml/HTMLparser.h>
#include <string.h>

#include "exchange/attest-import.h"

/*
 * @out: the Markdown so far, without a line's end at its end
 * @text: words of the paragraph that is being read
 * @prefix: what stands before each line of a block: `> ` and the blanks below a list's mark
 * @mark: what stands before the first line of the next block instead of the blanks: the list's mark
 * @tight: the next block follows without a blank line: an item after another
 * @items: how many items are around
 */
typedef struct
{
  GString *out;
  AttestHtmlText text;
  GString *prefix;
  char *mark;
  gsize mark_start;
  gboolean tight;
  guint items;
} Writer;

static void write_node (Writer *self, xmlNode *node, guint depth);

/* ---- Blocks ---- */

static void
write_block (Writer *self, const char *block)
{
  g_auto (GStrv) lines = NULL;

  if (*block == '\0')
    return;
  if (self->out->len > 0)
    {
      g_string_append_c (self->out, '\n');
      if (!self->tight)
        {
          g_autofree char *blank = g_strchomp (g_strdup (self->prefix->str));

          /* Where a mark follows, the blank line belongs to what is around the item. */
          if (self->mark != NULL && strlen (blank) > self->mark_start)
            blank[self->mark_start] = '\0';
          g_string_append_printf (self->out, "%s\n", g_strchomp (blank));
        }
    }
  self->tight = FALSE;
  lines = g_strsplit (block, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize start = self->out->len;

      if (i == 0 && self->mark != NULL)
        g_string_append_printf (self->out, "%.*s%s", (int) self->mark_start, self->prefix->str, self->mark);
      else
        g_string_append (self->out, self->prefix->str);
      g_string_append (self->out, lines[i]);
      while (self->out->len > start && self->out->str[self->out->len - 1] == ' ')
        g_string_truncate (self->out, self->out->len - 1);
      if (lines[i + 1] != NULL)
        g_string_append_c (self->out, '\n');
    }
  g_clear_pointer (&self->mark, g_free);
}

static void
end_paragraph (Writer *self)
{
  g_autofree char *words = attest_html_text_take (&self->text);

  write_block (self, words);
}

static void
write_children (Writer *self, xmlNode *node, guint depth)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    write_node (self, child, depth + 1);
}

static void
write_heading (Writer *self, xmlNode *node, guint depth)
{
  guint level = (guint) (node->name[1] - '0');
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;

  end_paragraph (self);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    attest_html_text_add_node (&self->text, child, depth + 1);
  words = attest_html_text_take (&self->text);
  if (*words == '\0')
    return;
  for (char *c = words; *c != '\0'; c++)
    if (*c == '\n' || (*c == '\\' && c[1] == '\n'))
      *c = ' ';
  line = g_strdup_printf ("%.*s %s", (int) level, "######", words);
  write_block (self, line);
}

static void
write_code (Writer *self, xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  g_autofree char *code = g_strdup (content != NULL ? (const char *) content : "");
  g_autofree char *block = NULL;
  const char *fence = strstr (code, "```") != NULL ? "~~~~" : "```";

  xmlFree (content);
  end_paragraph (self);
  g_strdelimit (code, "\r", '\n');
  g_strchomp (code);
  while (*code == '\n')
    memmove (code, code + 1, strlen (code));
  if (*code == '\0' || strstr (code, "~~~~") != NULL)
    return;
  block = g_strdup_printf ("%s\n%s\n%s", fence, code, fence);
  write_block (self, block);
}

/* ---- Lists ---- */

/* The mark stands before the item's first line, blanks before the others. */
static void
write_item (Writer *self, xmlNode *node, const char *mark, guint depth)
{
  gsize before = self->prefix->len;
  char *mark_around = g_steal_pointer (&self->mark);
  gsize start_around = self->mark_start;

  /* An item that begins with a list has a mark for both. */
  if (mark_around != NULL)
    {
      self->mark = g_strconcat (mark_around, mark, NULL);
      self->mark_start = start_around;
    }
  else
    {
      self->mark = g_strdup (mark);
      self->mark_start = before;
    }
  for (gsize i = 0; i < strlen (mark); i++)
    g_string_append_c (self->prefix, ' ');
  self->items++;
  write_children (self, node, depth);
  end_paragraph (self);
  self->items--;
  /* Nothing in it: no item. What is around it has its mark back. */
  if (self->mark != NULL)
    {
      g_free (self->mark);
      self->mark = g_steal_pointer (&mark_around);
      self->mark_start = start_around;
    }
  g_free (mark_around);
  g_string_truncate (self->prefix, before);
}

static void write_list (Writer *self, xmlNode *node, guint depth);

/* A list that stands beside the items, not in one, belongs to the item before. */
static void
write_list_below (Writer *self, xmlNode *node, gsize indent, guint depth)
{
  gsize before = self->prefix->len;

  for (gsize i = 0; i < indent; i++)
    g_string_append_c (self->prefix, ' ');
  self->items++;
  write_list (self, node, depth);
  self->items--;
  g_string_truncate (self->prefix, before);
}

static void
write_list (Writer *self, xmlNode *node, guint depth)
{
  gboolean ordered = attest_html_is (node, "ol");
  xmlChar *start = xmlGetNoNsProp (node, (const xmlChar *) "start");
  guint number = start != NULL ? (guint) CLAMP (atoi ((const char *) start), 0, 999999) : 1;
  gsize indent = 0;

  xmlFree (start);
  end_paragraph (self);
  /* A list below an item's words follows without a gap, unless its number keeps it from ending a paragraph. */
  if (self->mark == NULL)
    self->tight = self->items > 0 && (!ordered || number == 1);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (indent > 0 && depth < ATTEST_HTML_MAX_DEPTH && attest_html_is (child, "ul ol"))
        {
          write_list_below (self, child, indent, depth + 1);
          self->tight = TRUE;
        }
      else if (child->type == XML_ELEMENT_NODE && !attest_html_is_dropped (child))
        {
          g_autofree char *mark = ordered ? g_strdup_printf ("%u. ", number) : g_strdup ("- ");
          gsize before = self->out->len;

          write_item (self, child, mark, depth);
          if (self->out->len > before)
            {
              number++;
              indent = strlen (mark);
              self->tight = TRUE;
            }
        }
      else if (child->type == XML_TEXT_NODE)
        {
          attest_html_text_add_node (&self->text, child, depth);
          end_paragraph (self);
        }
    }
  self->tight = FALSE;
}

/* Word writes an item as a paragraph whose style names the list and its level, with the mark in a span of its own. */
static gboolean
is_word_item (xmlNode *node, guint *level)
{
  g_autofree char *list = attest_html_dup_style (node, "mso-list");
  const char *found = list != NULL ? strstr (list, "level") : NULL;

  if (found == NULL || !attest_html_is (node, "p div li h1 h2 h3 h4 h5 h6"))
    return FALSE;
  *level = (guint) CLAMP (atoi (found + strlen ("level")), 1, 9);
  return TRUE;
}

static xmlNode *
find_word_mark (xmlNode *node, guint depth)
{
  g_autofree char *list = attest_html_dup_style (node, "mso-list");

  if (list != NULL && g_str_has_prefix (list, "ignore"))
    return node;
  for (xmlNode *child = node->children; child != NULL && depth < ATTEST_HTML_MAX_DEPTH; child = child->next)
    {
      xmlNode *found = child->type == XML_ELEMENT_NODE ? find_word_mark (child, depth + 1) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
write_word_item (Writer *self, xmlNode *node, guint level, gboolean follows, guint depth)
{
  xmlNode *mark_node = find_word_mark (node, 0);
  g_autofree char *sign = mark_node != NULL ? attest_html_dup_words (mark_node) : g_strdup ("");
  g_autofree char *mark = NULL;
  gsize before = self->prefix->len;

  end_paragraph (self);
  if (g_ascii_isalnum (*sign) && strlen (sign) > 1)
    mark = g_strdup_printf ("%d. ", MAX (1, atoi (sign)));
  else
    mark = g_strdup ("- ");
  if (mark_node != NULL)
    {
      xmlUnlinkNode (mark_node);
      xmlFreeNode (mark_node);
    }
  for (guint i = 1; i < level; i++)
    g_string_append (self->prefix, "   ");
  self->tight = follows;
  write_item (self, node, mark, depth);
  g_string_truncate (self->prefix, before);
}

static gboolean
follows_word_item (xmlNode *node)
{
  guint level = 0;

  for (node = node->prev; node != NULL; node = node->prev)
    if (node->type == XML_ELEMENT_NODE)
      return is_word_item (node, &level);
  return FALSE;
}

/* ---- The walk ---- */

static void
write_table (Writer *self, xmlNode *node, guint depth)
{
  g_autofree char *table = attest_html_write_table (node, depth);

  end_paragraph (self);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (attest_html_is (child, "caption"))
      {
        write_children (self, child, depth);
        end_paragraph (self);
      }
  if (table != NULL)
    write_block (self, table);
  else
    write_children (self, node, depth);
  end_paragraph (self);
}

static void
write_quote (Writer *self, xmlNode *node, guint depth)
{
  gsize before = self->prefix->len;

  end_paragraph (self);
  /* In an item that begins with it the mark comes first, so the words of the quote stand for it. */
  if (self->mark == NULL)
    g_string_append (self->prefix, "> ");
  write_children (self, node, depth);
  end_paragraph (self);
  g_string_truncate (self->prefix, before);
}

static void
write_block_node (Writer *self, xmlNode *node, guint depth)
{
  guint level = 0;

  if (is_word_item (node, &level))
    {
      write_word_item (self, node, level, follows_word_item (node), depth);
    }
  else if (attest_html_is (node, "h1 h2 h3 h4 h5 h6") && !attest_html_has_block (node, depth))
    {
      write_heading (self, node, depth);
    }
  else if (attest_html_is (node, "ul ol"))
    {
      write_list (self, node, depth);
    }
  else if (attest_html_is (node, "blockquote"))
    {
      write_quote (self, node, depth);
    }
  else if (attest_html_is (node, "pre"))
    {
      write_code (self, node);
    }
  else if (attest_html_is (node, "table"))
    {
      write_table (self, node, depth);
    }
  else if (attest_html_is (node, "caption"))
    {
      return;
    }
  else
    {
      end_paragraph (self);
      if (attest_html_is (node, "hr") && self->out->len > 0 && self->mark == NULL)
        write_block (self, "---");
      write_children (self, node, depth);
      end_paragraph (self);
    }
}

static void
write_node (Writer *self, xmlNode *node, guint depth)
{
  gboolean text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;

  if (!text && attest_html_is_dropped (node))
    return;
  if (depth > ATTEST_HTML_MAX_DEPTH || text)
    attest_html_text_add_node (&self->text, node, depth);
  else if (attest_html_is_block (node))
    write_block_node (self, node, depth);
  else if (attest_html_has_block (node, depth))
    write_children (self, node, depth);
  else
    attest_html_text_add_node (&self->text, node, depth);
}

static char *
write_document (xmlDoc *document)
{
  Writer self = { .out = g_string_new (NULL), .prefix = g_string_new (NULL) };
  xmlNode *root = xmlDocGetRootElement (document);

  attest_html_text_init (&self.text);
  if (root != NULL)
    write_node (&self, root, 0);
  end_paragraph (&self);
  attest_html_text_clear (&self.text);
  g_string_free (self.prefix, TRUE);
  g_free (self.mark);
  return g_string_free (self.out, FALSE);
}

/* Word's conditions, `<![if !supportLists]>`, are no HTML, and the parser would give them as text. */
static GString *
leave_conditions_out (const char *html, gsize length)
{
  GString *kept = g_string_sized_new (length);
  const char *end = html + length;

  while (html < end)
    {
      const char *condition = memmem (html, (gsize) (end - html), "<![", 3);
      const char *close = NULL;

      if (condition == NULL)
        break;
      g_string_append_len (kept, html, condition - html);
      close = memmem (condition, (gsize) (end - condition), "]>", 2);
      if (close == NULL || !(g_str_has_prefix (condition + 3, "if") || g_str_has_prefix (condition + 3, "endif")))
        {
          g_string_append_len (kept, condition, 3);
          html = condition + 3;
          continue;
        }
      html = close + 2;
    }
  return g_string_append_len (kept, html, end - html);
}

/* The parser gives up on what is nested too deep. Half a text is worse than none. */
static xmlDoc *
parse (GString *html, GError **error)
{
  htmlParserCtxt *context = htmlNewParserCtxt ();
  xmlDoc *document =
      htmlCtxtReadMemory (context,
                          html->str,
                          (int) html->len,
                          NULL,
                          "UTF-8",
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);

  if (context->disableSAX || document == NULL)
    {
      g_clear_pointer (&document, xmlFreeDoc);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "HTML that cannot be read");
    }
  htmlFreeParserCtxt (context);
  return document;
}

/* UTF-16, by its mark or by the zeros in its first character. */
static gboolean
is_wide (const char *bytes)
{
  return bytes[0] == '\0' || bytes[1] == '\0' || memcmp (bytes, "\xff\xfe", 2) == 0 ||
         memcmp (bytes, "\xfe\xff", 2) == 0;
}

char *
attest_html_to_markdown (GBytes *html, GError **error)
{
  g_autoptr (GBytes) part = NULL;
  g_autoptr (GBytes) text = NULL;
  gsize length = 0;
  g_autoptr (GString) kept = NULL;
  const char *bytes = NULL;
  const char *first = NULL;
  xmlDoc *document = NULL;
  char *markdown = NULL;

  /* Some programs end it as a string in memory ends. */
  bytes = g_bytes_get_data (html, &length);
  while (length > 1 && bytes[length - 1] == '\0' && !is_wide (bytes))
    length--;
  if (length == 0)
    return g_strdup ("");
  part = g_bytes_new_from_bytes (html, 0, length);
  text = attest_import_convert_to_utf8 ("HTML", part, NULL, NULL, error);
  if (text == NULL)
    return NULL;
  bytes = g_bytes_get_data (text, &length);
  /* Some programs put a header of their own before the page. */
  first = memchr (bytes, '<', length);
  if (first != NULL && g_str_has_prefix (bytes, "Version:"))
    {
      length -= (gsize) (first - bytes);
      bytes = first;
    }
  kept = leave_conditions_out (bytes, length);
  document = parse (kept, error);
  if (document == NULL)
    return NULL;
  markdown = write_document (document);
  xmlFreeDoc (document);
  return markdown;
}
