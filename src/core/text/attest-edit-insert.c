/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-edit-private.h"

#include <string.h>

#include "text/attest-document-private.h"

/* ---- Links ---- */

void
attest_edit_link_free (AttestEditLink *self)
{
  g_free (self->words);
  g_free (self->address);
  g_free (self);
}

/* The end of the words of `[words](address)`: the bracket before the last parenthesis that belongs to it. */
static gsize
find_words_end (const char *text, const AttestToken *token)
{
  gsize at = token->end;

  while (at > token->start + 1 && !(text[at - 1] == ']' && text[at] == '('))
    at--;
  return at > token->start + 1 ? at - 1 : token->start;
}

AttestEditLink *
attest_edit_find_link (AttestDocument *document, gsize start, gsize end)
{
  const char *text = g_bytes_get_data (attest_document_get_markdown (document), NULL);
  guint n_tokens = 0;
  const AttestToken *tokens = attest_document_get_tokens (document, &n_tokens);

  for (guint i = 0; i < n_tokens; i++)
    {
      const AttestToken *token = &tokens[i];
      AttestEditLink *link = NULL;
      gsize words_end = 0;

      if (token->kind != ATTEST_TOKEN_LINK || (token->flags & ATTEST_TOKEN_LEAVE) != 0 || token->start > start ||
          token->end < end || token->end - token->start < 4 || text[token->start] != '[')
        continue;
      words_end = find_words_end (text, token);
      if (words_end <= token->start)
        continue;
      link = g_new0 (AttestEditLink, 1);
      link->start = token->start;
      link->end = token->end;
      link->words = g_strndup (text + token->start + 1, words_end - token->start - 1);
      link->address = g_strndup (token->text, token->length);
      return link;
    }
  return NULL;
}

gboolean
attest_edit_is_address (const char *address)
{
  const char *const beginnings[] = { "https://", "http://", "mailto:", "tel:", "#" };

  for (const char *c = address; *c != '\0'; c++)
    if (g_ascii_isspace (*c) || g_ascii_iscntrl (*c) || *c == '<' || *c == '>')
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (address, beginnings[i], strlen (beginnings[i])) == 0)
      return address[strlen (beginnings[i])] != '\0';
  return FALSE;
}

/* Parentheses that are not in pairs would end the address. */
static char *
dup_destination (const char *address)
{
  int depth = 0;

  for (const char *c = address; *c != '\0' && depth >= 0; c++)
    depth += (*c == '(') - (*c == ')');
  return depth == 0 && strchr (address, '\\') == NULL ? g_strdup (address) : g_strdup_printf ("<%s>", address);
}

AttestEdit *
attest_edit_insert_link (AttestDocument *document, gsize start, gsize end, const char *words, const char *address)
{
  GBytes *markdown = attest_document_get_markdown (document);
  const char *text = g_bytes_get_data (markdown, NULL);
  g_autoptr (AttestEditLink) link = NULL;
  g_autofree char *destination = dup_destination (address);
  g_autofree char *behind = g_strdup_printf ("](%s)", destination);
  AttestEdit *edit = NULL;
  gsize words_start = start;
  gsize words_end = end;

  if (start < attest_document_get_body_start (document))
    return NULL;
  link = attest_edit_find_link (document, start, end);
  edit = attest_edit_new ();
  if (link != NULL)
    {
      words_start = link->start + 1;
      words_end = words_start + strlen (link->words);
    }
  else
    {
      attest_edit_add (edit, start, start, "[");
    }
  /* Words that stay are not touched. */
  if (strlen (words) != words_end - words_start || strncmp (text + words_start, words, words_end - words_start) != 0)
    attest_edit_add (edit, words_start, words_end, words);
  attest_edit_add (edit, words_end, link != NULL ? link->end : words_end, behind);
  edit = attest_edit_finish (edit, words_end, words_end, TRUE);
  if (edit != NULL)
    edit->selection_start = edit->selection_end = attest_edit_map (edit, link != NULL ? link->end : words_end, TRUE);
  return edit;
}

AttestEdit *
attest_edit_remove_link (AttestDocument *document, gsize start, gsize end)
{
  g_autoptr (AttestEditLink) link = attest_edit_find_link (document, start, end);
  AttestEdit *edit = NULL;
  gsize words_end = 0;

  if (link == NULL)
    return NULL;
  words_end = link->start + 1 + strlen (link->words);
  edit = attest_edit_new ();
  attest_edit_add (edit, link->start, link->start + 1, NULL);
  attest_edit_add (edit, words_end, link->end, NULL);
  return attest_edit_finish (edit, MIN (start, words_end), MIN (end, words_end), FALSE);
}

/* ---- Tables ---- */

static void
append_row (GString *table, guint columns, const char *cell)
{
  for (guint i = 0; i < columns; i++)
    g_string_append_printf (table, "| %s ", cell);
  g_string_append (table, "|\n");
}

AttestEdit *
attest_edit_insert_table (AttestDocument *document, gsize place, guint columns, guint rows, const char *heading)
{
  GBytes *markdown = attest_document_get_markdown (document);
  gsize length = 0;
  const char *text = g_bytes_get_data (markdown, &length);
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GString) table = g_string_new (NULL);
  const AttestEditLine *line = NULL;
  AttestEdit *edit = NULL;
  gsize at = 0;
  guint index = 0;

  g_return_val_if_fail (columns > 0 && rows > 0, NULL);

  if (place < attest_document_get_body_start (document))
    return NULL;
  lines = attest_edit_read_lines (text != NULL ? text : "", length);
  while (index + 1 < lines->len && g_array_index (lines, AttestEditLine, index).end < place)
    index++;
  while (index + 1 < lines->len && g_array_index (lines, AttestEditLine, index).kind != ATTEST_EDIT_BLANK &&
         g_array_index (lines, AttestEditLine, index + 1).kind != ATTEST_EDIT_BLANK)
    index++;
  line = &g_array_index (lines, AttestEditLine, index);
  at = line->end;
  if (line->kind != ATTEST_EDIT_BLANK)
    g_string_append (table, "\n\n");
  else if (index > 0 && g_array_index (lines, AttestEditLine, index - 1).kind != ATTEST_EDIT_BLANK)
    g_string_append (table, "\n");
  place = at + table->len + strlen ("| ");
  append_row (table, columns, heading);
  append_row (table, columns, "---");
  for (guint i = 0; i < rows; i++)
    append_row (table, columns, "   ");
  if (index + 1 == lines->len || g_array_index (lines, AttestEditLine, index + 1).kind == ATTEST_EDIT_BLANK)
    g_string_truncate (table, table->len - 1);
  edit = attest_edit_new ();
  attest_edit_add (edit, at, at, table->str);
  edit = attest_edit_finish (edit, at, at, FALSE);
  edit->selection_start = place;
  edit->selection_end = place + strlen (heading);
  return edit;
}

/* ---- Citations ---- */

static const AttestCitation *
find_citation (AttestDocument *document, gsize start, gsize end)
{
  GPtrArray *citations = attest_document_get_citations (document);

  for (guint i = 0; i < citations->len; i++)
    {
      const AttestCitation *citation = g_ptr_array_index (citations, i);

      if (citation->start <= end && citation->end >= start && citation->end >= end)
        return citation;
    }
  return NULL;
}

AttestEdit *
attest_edit_insert_citation (AttestDocument *document, gsize start, gsize end, const char *key)
{
  GBytes *markdown = attest_document_get_markdown (document);
  const char *text = g_bytes_get_data (markdown, NULL);
  const AttestCitation *citation = find_citation (document, start, end);
  g_autofree char *written = NULL;
  AttestEdit *edit = NULL;

  if (start < attest_document_get_body_start (document))
    return NULL;
  if (citation != NULL)
    {
      for (guint i = 0; i < citation->keys->len; i++)
        if (g_str_equal (((const AttestCitedKey *) g_ptr_array_index (citation->keys, i))->key, key))
          return NULL;
      written = g_strdup_printf ("; @%s", key);
      end = citation->end - 1;
    }
  else
    {
      gboolean apart = end == 0 || g_ascii_isspace (text[end - 1]);

      written = g_strdup_printf ("%s[@%s]", apart ? "" : " ", key);
    }
  edit = attest_edit_new ();
  attest_edit_add (edit, end, end, written);
  edit = attest_edit_finish (edit, end, end, TRUE);
  if (citation != NULL)
    edit->selection_start = edit->selection_end = edit->selection_end + 1;
  return edit;
}
