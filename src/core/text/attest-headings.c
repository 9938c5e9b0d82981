/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-headings.h"

#include <string.h>

/* Whether @markdown is this heading and nothing else. */
static gboolean
is_heading (const char *markdown, const AttestHeading *heading)
{
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));
  g_autoptr (AttestDocument) document = attest_document_new (bytes);
  g_autoptr (GPtrArray) sentences = attest_document_dup_sentences (document);
  GPtrArray *headings = attest_document_get_headings (document);
  const AttestHeading *found = headings->len == 1 ? headings->pdata[0] : NULL;

  return found != NULL && sentences->len == 0 && found->level == heading->level &&
         strcmp (found->text, heading->text) == 0;
}

/* A mark before each punctuation character takes its meaning from it, whatever stands around. */
static char *
write_plainly (const AttestHeading *heading)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < heading->level; i++)
    g_string_append_c (line, '#');
  g_string_append_c (line, ' ');
  for (const char *at = heading->text; *at != '\0'; at++)
    {
      if (g_ascii_ispunct (*at))
        g_string_append_c (line, '\\');
      g_string_append_c (line, *at == '\n' ? ' ' : *at);
    }

  return g_string_free (line, FALSE);
}

char *
attest_document_dup_headings_only (AttestDocument *self)
{
  GPtrArray *headings = NULL;
  const char *markdown = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  markdown = g_bytes_get_data (attest_document_get_markdown (self), NULL);
  headings = attest_document_get_headings (self);
  g_string_append_len (text, markdown, (gssize) attest_document_get_body_start (self));
  for (guint i = 0; i < headings->len; i++)
    {
      const AttestHeading *heading = headings->pdata[i];
      g_autofree char *written = g_strndup (markdown + heading->start, heading->end - heading->start);
      g_autofree char *plain = is_heading (written, heading) ? NULL : write_plainly (heading);

      g_string_append_printf (text, "%s\n\n", plain != NULL ? plain : g_strchomp (written));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
