/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-html-private.h"

#include <string.h>

#include "text/attest-edit.h"

void
attest_html_text_init (AttestHtmlText *self)
{
  memset (self, 0, sizeof *self);
  self->text = g_string_new (NULL);
}

void
attest_html_text_clear (AttestHtmlText *self)
{
  g_string_free (self->text, TRUE);
  self->text = NULL;
}

/* ---- Marks ---- */

/* A mark between a full stop and a letter would close nothing: it goes before the full stop. */
static gsize
find_close (AttestHtmlText *self, gunichar next)
{
  const char *text = self->text->str;
  gsize at = self->text->len;

  if (self->space || !g_unichar_isalnum (next))
    return at;
  while (at > 0 && strchr (".,;:!?)", text[at - 1]) != NULL)
    at--;
  return at > 0 && g_ascii_isalnum (text[at - 1]) ? at : self->text->len;
}

static void
close_marks (AttestHtmlText *self, gboolean bold, gboolean italic, gboolean struck, gunichar next)
{
  gssize at = (gssize) find_close (self, next);

  /* In the order they were opened: a mark inside goes first, and is opened again. */
  if (self->open_italic && (!italic || (self->open_bold && !bold) || (self->open_struck && !struck)))
    {
      g_string_insert (self->text, at++, "*");
      self->open_italic = FALSE;
    }
  if (self->open_bold && (!bold || (self->open_struck && !struck)))
    {
      g_string_insert (self->text, at, "**");
      at += 2;
      self->open_bold = FALSE;
    }
  if (self->open_struck && !struck)
    {
      g_string_insert (self->text, at, "~~");
      self->open_struck = FALSE;
    }
}

static void
open_marks (AttestHtmlText *self)
{
  if (self->struck > 0 && !self->open_struck)
    {
      g_string_append (self->text, "~~");
      self->open_struck = TRUE;
    }
  if (self->bold > 0 && !self->open_bold)
    {
      g_string_append (self->text, "**");
      self->open_bold = TRUE;
    }
  if (self->italic > 0 && !self->open_italic)
    {
      g_string_append_c (self->text, '*');
      self->open_italic = TRUE;
    }
}

static gboolean
is_at_line_start (AttestHtmlText *self)
{
  return self->text->len == 0 || self->text->str[self->text->len - 1] == '\n';
}

static gboolean
ends_with_letter (AttestHtmlText *self)
{
  return g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (self->text->str + self->text->len)));
}

/* Marks are closed before white space and opened behind it, as Markdown wants them. */
static void
begin_word (AttestHtmlText *self, gunichar next)
{
  gsize before = self->text->len;

  close_marks (self, self->bold > 0, self->italic > 0, self->struck > 0, next);
  if (self->space && before > 0 && !is_at_line_start (self))
    g_string_append_c (self->text, ' ');
  /* Nor would one open between a letter and a bracket. */
  if (self->space || before == 0 || !g_unichar_ispunct (next) || !ends_with_letter (self))
    open_marks (self);
  self->space = FALSE;
}

/* ---- Characters ---- */

static gboolean
has_entity (const char *c)
{
  const char *end = c + 1;

  while (g_ascii_isalnum (*end) || *end == '#')
    end++;
  return *end == ';' && end > c + 1;
}

/* Whether a character would say something to Markdown that it did not say in the page. */
static gboolean
means_something (const char *start, const char *c, gboolean in_table)
{
  char before = c > start ? c[-1] : ' ';
  char behind = c[1];

  switch (*c)
    {
    case '*':
      return !(g_ascii_isspace (before) && (behind == '\0' || g_ascii_isspace (behind)));
    case '_':
      return !(g_ascii_isalnum (before) && g_ascii_isalnum (behind));
    case '`':
    /* One is enough to strike out, and a dose that reads as struck out is a danger. */
    case '~':
      return TRUE;
    case '\\':
      return TRUE;
    case '<':
      return behind == '\0' || g_ascii_isalpha (behind) || strchr ("/!?", behind) != NULL;
    case '&':
      return has_entity (c);
    case '[':
      return behind == '@' || behind == '^' || strstr (c, "](") != NULL || strstr (c, "]:") != NULL || behind == '\0';
    case ']':
      return behind == '(' || behind == ':' || behind == '[' || behind == '\0';
    case '!':
      return behind == '[' || behind == '\0';
    case '|':
      return in_table;
    default:
      return FALSE;
    }
}

static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || c == 0x200b || c == 0xfeff || c == 0xfffc || (g_unichar_iscntrl (c) && !g_unichar_isspace (c));
}

/* Without what nobody sees, which would stand between two characters that mean something side by side. */
static char *
dup_visible (const char *text)
{
  GString *visible = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!is_invisible (g_utf8_get_char (c)))
      g_string_append_unichar (visible, g_utf8_get_char (c));
  return g_string_free (visible, FALSE);
}

static void
append_words (AttestHtmlText *self, const char *words)
{
  g_autofree char *text = dup_visible (words);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      /* White space of HTML, with the blanks that programs put in for looks. */
      if (g_unichar_isspace (character) || character == 0xa0 || character == 0x202f || character == 0x2007)
        {
          self->space = TRUE;
          continue;
        }
      begin_word (self, character);
      if (*c == '&' && means_something (text, c, FALSE))
        {
          g_string_append (self->text, "&amp;");
          continue;
        }
      if (means_something (text, c, self->in_table) || (self->in_link && (*c == '[' || *c == ']')))
        g_string_append_c (self->text, '\\');
      g_string_append_unichar (self->text, character);
    }
}

/* 10⁹ must not become 109, nor H₂O lose its meaning. */
static char *
dup_shifted (const char *text, gboolean raised)
{
  static const gunichar raised_digits[] = { 0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };
  GString *shifted = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_ascii_isdigit (*c))
        character = raised ? raised_digits[*c - '0'] : (gunichar) (0x2080 + *c - '0');
      else if (character == '-' || character == 0x2212)
        character = raised ? 0x207b : 0x208b;
      else if (character == '+')
        character = raised ? 0x207a : 0x208a;
      g_string_append_unichar (shifted, character);
    }
  return g_string_free (shifted, FALSE);
}

/* ---- Elements ---- */

static gboolean
says_bold (xmlNode *node, gboolean *plain)
{
  g_autofree char *weight = attest_html_dup_style (node, "font-weight");

  *plain = FALSE;
  if (weight == NULL)
    return attest_html_is (node, "b strong");
  *plain = g_str_has_prefix (weight, "normal") || (g_ascii_isdigit (*weight) && atoi (weight) < 600);
  return g_str_has_prefix (weight, "bold") || atoi (weight) >= 600;
}

static gboolean
says_italic (xmlNode *node)
{
  g_autofree char *style = attest_html_dup_style (node, "font-style");

  if (style == NULL)
    return attest_html_is (node, "i em cite var dfn");
  return g_str_has_prefix (style, "italic") || g_str_has_prefix (style, "oblique");
}

static gboolean
says_struck (xmlNode *node)
{
  g_autofree char *style = attest_html_dup_style (node, "text-decoration");

  return attest_html_is (node, "s strike del") || (style != NULL && strstr (style, "line-through") != NULL);
}

static void
add_children (AttestHtmlText *self, xmlNode *node, guint depth)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    attest_html_text_add_node (self, child, depth + 1);
}

static void
add_code (AttestHtmlText *self, xmlNode *node)
{
  g_autofree char *words = attest_html_dup_words (node);

  if (*words == '\0')
    return;
  /* A code span cannot hold its own mark; then it is words like any other. */
  if (strchr (words, '`') != NULL || (self->in_table && strchr (words, '|') != NULL))
    {
      append_words (self, words);
      return;
    }
  begin_word (self, '`');
  g_string_append_printf (self->text, "`%s`", words);
}

static void
add_shifted (AttestHtmlText *self, xmlNode *node, gboolean raised)
{
  g_autofree char *words = attest_html_dup_words (node);
  g_autofree char *shifted = dup_shifted (words, raised);

  append_words (self, shifted);
}

static gboolean
can_be_address (const char *address)
{
  return attest_edit_is_address (address) && *address != '#' && strpbrk (address, "\\()|`*_[]&") == NULL;
}

static char *
dup_address (xmlNode *node)
{
  xmlChar *address = xmlGetNoNsProp (node, (const xmlChar *) "href");
  char *written = address != NULL ? g_strstrip (g_strdup ((const char *) address)) : NULL;

  xmlFree (address);
  if (written == NULL || can_be_address (written))
    return written;
  if (attest_edit_is_address (written) && *written != '#')
    {
      char *escaped = g_uri_escape_string (written, ":/?#@!$',;=+%-.~", FALSE);

      g_free (written);
      return escaped;
    }
  g_free (written);
  return NULL;
}

static void
add_link (AttestHtmlText *self, xmlNode *node, guint depth)
{
  g_autofree char *address = dup_address (node);
  g_autofree char *words = attest_html_dup_words (node);

  if (address == NULL || *words == '\0')
    {
      add_children (self, node, depth);
      return;
    }
  begin_word (self, '[');
  g_string_append_c (self->text, '[');
  self->in_link = TRUE;
  add_children (self, node, depth);
  self->in_link = FALSE;
  close_marks (self, self->bold > 0, self->italic > 0, self->struck > 0, ']');
  g_string_append_printf (self->text, "](%s)", address);
}

void
attest_html_text_add_node (AttestHtmlText *self, xmlNode *node, guint depth)
{
  gboolean plain = FALSE;
  gboolean bold = FALSE;
  gboolean italic = FALSE;
  gboolean struck = FALSE;
  guint bold_before = self->bold;

  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
    {
      if (node->content != NULL)
        append_words (self, (const char *) node->content);
      return;
    }
  if (attest_html_is_dropped (node))
    return;
  if (depth > ATTEST_HTML_MAX_DEPTH)
    {
      g_autofree char *words = attest_html_dup_words (node);

      append_words (self, words);
      return;
    }
  if (attest_html_is (node, "br"))
    {
      attest_html_text_add_break (self);
      return;
    }
  if (attest_html_is_block (node))
    self->space = TRUE;
  bold = says_bold (node, &plain);
  italic = says_italic (node);
  struck = says_struck (node);
  if (plain)
    self->bold = 0;
  self->bold += bold;
  self->italic += italic;
  self->struck += struck;
  if (attest_html_is (node, "code tt kbd samp"))
    add_code (self, node);
  else if (attest_html_is (node, "sup") || attest_html_is (node, "sub"))
    add_shifted (self, node, attest_html_is (node, "sup"));
  else if (attest_html_is (node, "a"))
    add_link (self, node, depth);
  else
    add_children (self, node, depth);
  self->bold = bold_before;
  self->italic -= italic;
  self->struck -= struck;
  if (attest_html_is_block (node))
    self->space = TRUE;
}

void
attest_html_text_add_break (AttestHtmlText *self)
{
  if (self->in_table || self->in_link)
    {
      self->space = TRUE;
      return;
    }
  close_marks (self, FALSE, FALSE, FALSE, 0);
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  self->space = FALSE;
}

/* ---- A block's lines ---- */

/* What would make a paragraph's line a heading, a quote, a list item, a rule or code. */
static gsize
find_escape (const char *line)
{
  gsize digits = strspn (line, "0123456789");
  gsize same = strspn (line, "#");

  if (same > 0 && same <= 6 && (line[same] == ' ' || line[same] == '\n' || line[same] == '\0'))
    return 1;
  if (*line == '>' || *line == '|' || *line == '=')
    return 1;
  if ((*line == '-' || *line == '+' || *line == '*') &&
      (line[1] == ' ' || line[1] == '-' || line[1] == '\n' || line[1] == '\0'))
    return 1;
  if (g_str_has_prefix (line, "~~~"))
    return 1;
  if (digits > 0 && digits <= 9 && (line[digits] == '.' || line[digits] == ')') &&
      (line[digits + 1] == ' ' || line[digits + 1] == '\n' || line[digits + 1] == '\0'))
    return digits + 1;
  return 0;
}

char *
attest_html_text_take (AttestHtmlText *self)
{
  g_autofree char *text = NULL;
  GString *escaped = NULL;
  g_auto (GStrv) lines = NULL;

  close_marks (self, FALSE, FALSE, FALSE, 0);
  text = g_string_free (self->text, FALSE);
  self->text = g_string_new (NULL);
  self->space = FALSE;
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  escaped = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      gsize escape = find_escape (line);

      if (*line == '\0')
        continue;
      /* Two line breaks are what a page has for paragraphs. */
      if (i > 0)
        g_string_append (escaped, *lines[i - 1] == '\0' ? "\n\n" : "\\\n");
      if (escape > 0)
        {
          g_string_append_len (escaped, line, (gssize) escape - 1);
          g_string_append_c (escaped, '\\');
          line += escape - 1;
        }
      g_string_append (escaped, line);
    }
  return g_string_free (escaped, FALSE);
}
