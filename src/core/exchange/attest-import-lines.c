/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <string.h>

/* Bullets that stand for nothing else, and those that may also begin a sentence. */
#define SURE_BULLETS "•◦▪▫‣·●○■□►▸➢➤⁃∙"
#define UNSURE_BULLETS "-*+–—o"

static void
free_line (gpointer data)
{
  AttestImportLine *line = data;

  g_free (line->text);
  g_free (line);
}

/* Reads white space at the start, among it the no-break spaces by which web pages indent. Ideographic spaces begin a paragraph and do not indent it. */
static const char *
skip_indent (const char *text, const char *end, guint *indent)
{
  *indent = 0;
  while (text < end)
    {
      gunichar c = g_utf8_get_char (text);

      if (c == '\t')
        *indent = (*indent / 4 + 1) * 4;
      else if (c == ' ' || c == 0xa0 || c == 0x2003 || c == 0x2002)
        *indent += 1;
      else if (c != 0x200b && c != 0xfeff && c != 0x3000)
        return text;
      text = g_utf8_next_char (text);
    }
  return text;
}

static AttestImportLine *
new_line (const char *start, const char *end)
{
  AttestImportLine *line = g_new0 (AttestImportLine, 1);

  start = skip_indent (start, end, &line->indent);
  while (end > start)
    {
      const char *before = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (before)))
        break;
      end = before;
    }
  line->text = g_strndup (start, end - start);
  return line;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

GPtrArray *
attest_import_lines_new (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);
  const char *start = text;
  const char *c = text;

  for (; *c; c = g_utf8_next_char (c))
    if (is_line_end (g_utf8_get_char (c)))
      {
        g_ptr_array_add (lines, new_line (start, c));
        start = g_utf8_next_char (c);
      }
  if (c > start)
    g_ptr_array_add (lines, new_line (start, c));
  return lines;
}

guint
attest_import_next_line (GPtrArray *lines, guint index)
{
  for (; index < lines->len; index++)
    {
      AttestImportLine *line = g_ptr_array_index (lines, index);

      if (*line->text && !line->left_out)
        break;
    }
  return index;
}

gboolean
attest_import_matches (const char *text, gsize max_length, const char *pattern)
{
  static GMutex mutex;
  static GHashTable *compiled;
  GRegex *regex;

  if (strlen (text) > max_length)
    return FALSE;

  g_mutex_lock (&mutex);
  if (!compiled)
    compiled = g_hash_table_new (g_direct_hash, g_direct_equal);
  regex = g_hash_table_lookup (compiled, pattern);
  if (!regex)
    {
      regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      g_assert (regex);
      g_hash_table_insert (compiled, (gpointer) pattern, regex);
    }
  g_mutex_unlock (&mutex);
  return g_regex_match (regex, text, 0, NULL);
}

void
attest_import_leave_out (AttestImported *self, AttestImportLine *line)
{
  line->left_out = TRUE;
  g_ptr_array_add (self->left_out, g_strdup (line->text));
}

static gsize
skip_number (const char *text, guint *number)
{
  gsize digits;
  gsize start = text[0] == '(' ? 1 : 0;

  digits = strspn (text + start, "0123456789");
  if (digits == 0 || digits > 3)
    return 0;
  if (text[start + digits] != ')' && (start == 1 || text[start + digits] != '.'))
    return 0;
  *number = (guint) g_ascii_strtoull (text + start, NULL, 10);
  return start + digits + 1;
}

gsize
attest_import_skip_marker (const char *text, gunichar *glyph, guint *number)
{
  gunichar first = g_utf8_get_char (text);
  gsize marker;
  gsize space;
  gboolean sure = first && g_utf8_strchr (SURE_BULLETS, -1, first);

  *glyph = 0;
  *number = 0;
  if (sure || (first && g_utf8_strchr (UNSURE_BULLETS, -1, first)))
    {
      marker = g_utf8_next_char (text) - text;
      *glyph = first;
    }
  else
    {
      marker = skip_number (text, number);
    }
  if (marker == 0)
    return 0;

  for (space = marker; g_unichar_isspace (g_utf8_get_char (text + space));)
    space = g_utf8_next_char (text + space) - text;
  if (text[space] == '\0' || (space == marker && !sure))
    return 0;
  return space;
}

gboolean
attest_import_is_title_like (const char *text)
{
  gsize length = strlen (text);
  gunichar first = g_utf8_get_char (text);
  gunichar last;
  gunichar glyph;
  guint number;
  guint words = 1;
  gboolean has_letter = FALSE;

  if (length == 0 || length > 200 || g_unichar_islower (first) || strchr (text, '\t'))
    return FALSE;
  if (!g_unichar_isalnum (first) && !g_utf8_strchr ("\"'“‘«(¿¡", -1, first))
    return FALSE;
  if (attest_import_skip_marker (text, &glyph, &number) > 0 && glyph != 0)
    return FALSE;

  last = g_utf8_get_char (g_utf8_prev_char (text + length));
  if (last < 0x80 && strchr (".,;:\"", (char) last))
    return FALSE;
  if (last == 0x2026 || last == 0x3002 || last == 0x60c || last == 0x61b)
    return FALSE;
  for (const char *c = text; *c; c = g_utf8_next_char (c))
    {
      words += g_unichar_isspace (g_utf8_get_char (c));
      has_letter |= g_unichar_isalpha (g_utf8_get_char (c));
    }
  return has_letter && words <= 24;
}
