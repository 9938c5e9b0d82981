/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-surroundings.h"

#include <string.h>

#define PARAGRAPH_BREAK "\n\n"

/*
 * What is looked for: bytes, of which the words begin @words into them, and whether a paragraph has to begin before and to end behind them; with @is_short
 * that has to be the text itself.
 */
typedef struct
{
  GString *bytes;
  gsize words;
  gboolean begins;
  gboolean ends;
  gboolean is_short;
} Needle;

static void
clear_needle (Needle *self)
{
  g_string_free (self->bytes, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Needle, clear_needle)

static gboolean
is_whole (const char *context)
{
  return g_utf8_strlen (context, -1) >= ATTEST_SURROUNDINGS_CHARACTERS;
}

/* Less than the full context was there: the text began, or ended, and with it the paragraph. A break of lines at the very end is none of its words. */
static char *
dup_suffix (const AttestAnchor *anchor, gboolean *ends)
{
  char *suffix = g_strdup (anchor->suffix);
  gsize length = strlen (suffix);

  *ends = !is_whole (suffix);
  while (*ends && length > 0 && suffix[length - 1] == '\n')
    suffix[--length] = '\0';

  return suffix;
}

static const char *
find_last_break (const char *text)
{
  const char *found = g_strrstr (text, PARAGRAPH_BREAK);

  return found != NULL ? found + strlen (PARAGRAPH_BREAK) : NULL;
}

static void
init_needle (Needle *self, const AttestAnchor *anchor)
{
  const char *prefix = anchor->prefix;
  g_autofree char *suffix = dup_suffix (anchor, &self->ends);
  const char *own_prefix = find_last_break (prefix);
  char *own_suffix_end = strstr (suffix, PARAGRAPH_BREAK);
  glong own_length = g_utf8_strlen (own_prefix != NULL ? own_prefix : prefix, -1) + g_utf8_strlen (anchor->exact, -1) +
                     g_utf8_strlen (suffix, own_suffix_end != NULL ? own_suffix_end - suffix : -1);

  self->begins = !is_whole (prefix);
  self->is_short = own_length < ATTEST_SURROUNDINGS_CHARACTERS;
  if (!self->is_short && own_prefix != NULL)
    {
      prefix = own_prefix;
      self->begins = TRUE;
    }
  if (!self->is_short && own_suffix_end != NULL)
    {
      *own_suffix_end = '\0';
      self->ends = TRUE;
    }
  self->words = strlen (prefix);
  self->bytes = g_string_new (prefix);
  g_string_append (self->bytes, anchor->exact);
  g_string_append (self->bytes, suffix);
}

static gboolean
begins_well (const Needle *self, const char *data, const char *at)
{
  return !self->begins || at == data || (!self->is_short && at - data >= 2 && at[-1] == '\n' && at[-2] == '\n');
}

static gboolean
ends_well (const Needle *self, const char *at, const char *end)
{
  const char *rest = at;

  while (rest < end && *rest == '\n')
    rest++;

  return !self->ends || rest == end || (!self->is_short && rest - at >= 2);
}

gboolean
attest_surroundings_find (const AttestAnchor *anchor, GBytes *text, gsize *start)
{
  g_auto (Needle) needle = { 0 };
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  const char *end = data + length;
  const char *at = data;
  guint n_places = 0;

  *start = 0;
  init_needle (&needle, anchor);
  if (anchor->exact[0] == '\0')
    return FALSE;

  while (n_places < 2 && at < end && (at = memmem (at, end - at, needle.bytes->str, needle.bytes->len)) != NULL)
    {
      if (begins_well (&needle, data, at) && ends_well (&needle, at + needle.bytes->len, end) && n_places++ == 0)
        *start = at - data + needle.words;
      at++;
    }
  if (n_places != 1)
    *start = 0;

  return n_places == 1;
}
