/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor-private.h"

#include <string.h>

void
attest_placer_init (AttestPlacer *self, AttestDiff *diff)
{
  memset (self, 0, sizeof *self);
  self->diff = diff;
  self->old_text = g_bytes_get_data (attest_diff_get_old_text (diff), &self->old_length);
  self->new_text = g_bytes_get_data (attest_diff_get_new_text (diff), &self->new_length);
}

void
attest_placer_clear (AttestPlacer *self)
{
  g_clear_pointer (&self->posting_starts, g_free);
  g_clear_pointer (&self->postings, g_free);
}

/* Whether the diff has put all the words of a place in anew. Text that came from elsewhere in the old text is not a moved quote. */
static gboolean
is_inserted (AttestPlacer *self, const AttestRange *range)
{
  const AttestWordList *words = &self->diff->new_words;

  for (guint i = attest_word_list_find (words, range->start); i < words->n_words && words->starts[i] < range->end; i++)
    if (self->diff->new_match[i] != ATTEST_NO_WORD && self->diff->vocabulary.kinds[words->ids[i]] >= ATTEST_WORD_STOP)
      return FALSE;
  return TRUE;
}

static guint
find_copies (AttestPlacer *self, const char *quote, gsize length, GArray *copies)
{
  guint count = 0;

  for (const char *at = self->new_text, *hit;
       length > 0 && count < ATTEST_MOST_CANDIDATES &&
       (hit = memmem (at, self->new_length - (at - self->new_text), quote, length));
       at = hit + 1, count++)
    {
      AttestRange range = { hit - self->new_text, hit - self->new_text + length };

      g_array_append_val (copies, range);
    }
  return count;
}

gboolean
attest_placer_find_elsewhere (AttestPlacer *self,
                              gsize old_start,
                              gsize old_end,
                              AttestRange *found,
                              GArray *candidates)
{
  if (find_copies (self, self->old_text + old_start, old_end - old_start, candidates) != 1)
    return FALSE;
  *found = g_array_index (candidates, AttestRange, 0);
  return is_inserted (self, found);
}

void
attest_placer_add_copies (AttestPlacer *self, const AttestAnchor *anchor, GArray *candidates)
{
  find_copies (self, anchor->exact, strlen (anchor->exact), candidates);
}
