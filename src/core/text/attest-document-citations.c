/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document-private.h"

#include <string.h>

/* Longer brackets are prose that begins with an at sign. */
#define LONGEST_CITATION 4096

static void
free_cited_key (AttestCitedKey *key)
{
  g_free (key->key);
  g_free (key->locator);
  g_free (key);
}

void
attest_citation_free (AttestCitation *self)
{
  g_ptr_array_unref (self->keys);
  g_free (self);
}

static gboolean
is_key_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static gsize
skip_spaces (const char *text, gsize length, gsize at)
{
  while (at < length && g_ascii_isspace (text[at]))
    at++;

  return at;
}

/* Lines of a locator are one line to the reader. */
static char *
read_locator (const char *text, gsize length)
{
  g_autofree char *locator = g_strndup (text, length);

  for (char *c = locator; *c != '\0'; c++)
    if (*c == '\n')
      *c = ' ';

  return g_strdup (g_strstrip (locator));
}

/* Reads `@key` or `@key, locator`. Returns: (nullable) */
static AttestCitedKey *
read_key (const char *text, gsize length, gsize *at)
{
  AttestCitedKey *key;
  gsize start = *at, end, key_end, trimmed;

  if (start >= length || text[start] != '@')
    return NULL;
  for (end = start + 1; end < length && is_key_character (text[end]); end++)
    ;
  key_end = end;
  if (key_end == start + 1)
    return NULL;

  end = skip_spaces (text, length, end);
  if (end < length && text[end] == ',')
    while (end < length && strchr ("[];@", text[end]) == NULL)
      end++;
  if (end >= length || (text[end] != ';' && text[end] != ']'))
    return NULL;
  for (trimmed = end; trimmed > key_end && g_ascii_isspace (text[trimmed - 1]); trimmed--)
    ;

  key = g_new0 (AttestCitedKey, 1);
  key->key = g_strndup (text + start + 1, key_end - start - 1);
  key->start = start;
  key->end = trimmed;
  if (trimmed > key_end)
    {
      gsize comma = skip_spaces (text, length, key_end);

      key->locator = read_locator (text + comma + 1, trimmed - comma - 1);
      if (*key->locator == '\0')
        g_clear_pointer (&key->locator, g_free);
    }
  *at = end;

  return key;
}

AttestCitation *
attest_citation_parse (const char *text, gsize length)
{
  g_autoptr (GPtrArray) keys = NULL;
  AttestCitation *citation;
  gsize at = 0;

  length = MIN (length, LONGEST_CITATION);
  if (length < 4 || text[0] != '[' || text[1] != '@')
    return NULL;

  keys = g_ptr_array_new_with_free_func ((GDestroyNotify) free_cited_key);
  do
    {
      AttestCitedKey *key;

      at = skip_spaces (text, length, at + 1);
      key = read_key (text, length, &at);
      if (key == NULL)
        return NULL;
      g_ptr_array_add (keys, key);
    }
  while (text[at] == ';');

  citation = g_new0 (AttestCitation, 1);
  citation->end = at + 1;
  citation->keys = g_steal_pointer (&keys);

  return citation;
}
