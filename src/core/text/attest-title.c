/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-title.h"

#include <string.h>

#include "text/attest-document.h"
#include "text/attest-front-matter.h"

char *
attest_title_dup_line (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          space = line->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (line, ' ');
      space = FALSE;
      g_string_append_unichar (line, character);
    }

  return g_string_free_and_steal (line);
}

char *
attest_title_tidy (const char *title)
{
  g_autofree char *line = NULL;

  if (!g_utf8_validate (title, -1, NULL) || g_utf8_strlen (title, -1) > ATTEST_TITLE_LONGEST)
    return NULL;
  line = attest_title_dup_line (title);

  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static GBytes *
splice (GBytes *text, gsize start, gsize end, const char *words)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  GByteArray *spliced = g_byte_array_sized_new ((guint) (length + strlen (words)));

  g_byte_array_append (spliced, (const guint8 *) data, (guint) start);
  g_byte_array_append (spliced, (const guint8 *) words, (guint) strlen (words));
  g_byte_array_append (spliced, (const guint8 *) data + end, (guint) (length - end));

  return g_byte_array_free_to_bytes (spliced);
}

static char *
escape_markdown (const char *title)
{
  GString *escaped = g_string_new (NULL);

  for (const char *at = title; *at != '\0'; at++)
    {
      if (g_ascii_ispunct (*at))
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *at);
    }

  return g_string_free_and_steal (escaped);
}

/* YAML between double quotes knows these escapes of JSON. */
static char *
quote_yaml (const char *title)
{
  GString *quoted = g_string_new ("\"");

  for (const char *at = title; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *at);
    }
  g_string_append_c (quoted, '"');

  return g_string_free_and_steal (quoted);
}

static const AttestHeading *
find_first_heading (AttestDocument *document)
{
  GPtrArray *headings = attest_document_get_headings (document);

  for (guint i = 0; i < headings->len; i++)
    {
      const AttestHeading *heading = g_ptr_array_index (headings, i);

      if (heading->level == 1)
        return heading;
    }

  return NULL;
}

static gboolean
says (const AttestHeading *heading, const char *title)
{
  g_autofree char *one = g_utf8_casefold (heading->text, -1);
  g_autofree char *other = g_utf8_casefold (title, -1);

  return g_str_equal (one, other);
}

/*
 * As it is where that already reads as these very words, so that the source stays pleasant; else with every mark escaped. Brackets are always escaped:
 * tags and citations read as their own words too.
 */
static GBytes *
write_heading (GBytes *markdown, gsize start, gsize end, const char *title, const char *after)
{
  g_autofree char *escaped = escape_markdown (title);
  const char *const forms[] = { title, escaped };

  for (guint i = strpbrk (title, "<[") != NULL; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *line = g_strconcat ("# ", forms[i], after, NULL);
      g_autoptr (GBytes) text = splice (markdown, start, end, line);
      g_autoptr (AttestDocument) document = attest_document_new (text);
      const AttestHeading *heading = find_first_heading (document);

      if (heading != NULL && heading->start == start && g_str_equal (heading->text, title))
        return g_steal_pointer (&text);
    }

  return NULL;
}

static GBytes *
replace_heading (GBytes *markdown, const char *title, const char *said)
{
  g_autoptr (AttestDocument) document = attest_document_new (markdown);
  const AttestHeading *heading = find_first_heading (document);

  if (heading != NULL && (said == NULL || says (heading, said)))
    return write_heading (markdown, heading->start, heading->end, title, "");
  if (said == NULL)
    {
      gsize start = attest_document_get_body_start (document);

      return write_heading (markdown, start, start, title, "\n\n");
    }

  return g_bytes_ref (markdown);
}

static GBytes *
replace_in_front_matter (GBytes *markdown, const char *title)
{
  g_autofree char *quoted = quote_yaml (title);
  gsize length;
  const char *data = g_bytes_get_data (markdown, &length);
  gsize start;
  gsize end;

  if (!attest_front_matter_locate (data, length, "title", &start, &end))
    return NULL;

  return splice (markdown, start, end, quoted);
}

/* The words before and after the title are the same, and the whole reads as it is meant to: a YAML head has forms that no splice foresees. */
static gboolean
is_renamed (GBytes *before, GBytes *after, const char *title)
{
  static const char *const names[] = { "slug", "topics", "audience", "language", "references" };
  g_autoptr (AttestDocument) one = attest_document_new (before);
  g_autoptr (AttestDocument) other = attest_document_new (after);

  if (g_strcmp0 (attest_document_get_title (other), title) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (attest_document_get_front_matter_json (one, names[i]),
                     attest_document_get_front_matter_json (other, names[i])) != 0)
        return FALSE;
    }

  return TRUE;
}

GBytes *
attest_title_replace (GBytes *markdown, const char *title)
{
  g_autoptr (AttestDocument) document = attest_document_new (markdown);
  gboolean in_head = attest_document_get_front_matter (document, "title") != NULL;
  /* What the head said, for a heading that says the same. */
  const char *said = in_head ? attest_document_get_title (document) : NULL;
  g_autoptr (GBytes) head = in_head ? replace_in_front_matter (markdown, title) : g_bytes_ref (markdown);
  g_autoptr (GBytes) renamed = head != NULL ? replace_heading (head, title, said) : NULL;

  return renamed != NULL && is_renamed (markdown, renamed, title) ? g_steal_pointer (&renamed) : NULL;
}
