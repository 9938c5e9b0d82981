/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor-private.h"
#include "text/attest-drug-names.h"
#include "text/attest-quantities.h"

#include <string.h>

/* Whether a place that has a quote's bytes is the one that was meant, where nothing but the quote and what stood around it is known: of a file that came
 * from elsewhere, or a text that nobody can read any more. A dose alone stands in many sentences, and where its own is gone the one that is left
 * looks like it. */

#define LEAST_CONTEXT 6 /* bytes of context that are about a word */
#define LEAST_TOLD 28   /* bytes of quote and context together */

gboolean
attest_placer_is_meant (const AttestAnchor *anchor, gsize hits, gsize best, gsize second)
{
  gsize length = strlen (anchor->exact), known = strlen (anchor->prefix) + strlen (anchor->suffix);
  gsize least = MAX (LEAST_CONTEXT, LEAST_TOLD - MIN (LEAST_TOLD, length));

  if (best < MIN (known, least))
    return FALSE;
  return hits == 1 || (best > second && (best >= second + LEAST_CONTEXT || best == known));
}

static gboolean
ends_sentence (const char *text, gsize length, gsize at)
{
  return text[at] == '\n' || (strchr (".!?", text[at]) && (at + 1 == length || g_ascii_isspace (text[at + 1])));
}

/* Where the quote's sentence begins in the last @most bytes of what stands before it; else behind the first word of these, which may be cut. */
static gsize
find_beginning (const char *text, gsize start, gsize most)
{
  gsize from = start - MIN (start, most);

  for (gsize at = start; at > from; at--)
    if (ends_sentence (text, start, at - 1))
      return at;
  while (from < start && !g_ascii_isspace (text[from]))
    from++;
  return from;
}

static gsize
find_end (const char *text, gsize length, gsize end, gsize most)
{
  gsize to = MIN (length, end + MIN (most, length - end));

  for (gsize at = end; at < to; at++)
    if (ends_sentence (text, length, at))
      return at;
  while (to > end && !g_ascii_isspace (text[to - 1]))
    to--;
  return to;
}

static gboolean
name_same_drugs (const char *one, const char *other)
{
  const char *texts[] = { one, other };
  g_autoptr (GString) first = g_string_new (NULL), second = g_string_new (NULL);
  GString *lists[] = { first, second };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length = strlen (texts[i]);
      g_autoptr (GArray) names = attest_text_list_drug_names (texts[i], length, 0, length);

      for (guint k = 0; k < names->len; k++)
        {
          const AttestDrugName *name = &g_array_index (names, AttestDrugName, k);
          g_autofree char *folded = g_utf8_casefold (texts[i] + name->start, (gssize) (name->end - name->start));

          g_string_append_printf (lists[i], "%s\n", folded);
        }
    }
  return g_string_equal (first, second);
}

gboolean
attest_placer_says_same_around (const AttestAnchor *anchor, const char *text, gsize length, const AttestRange *range)
{
  gsize before = strlen (anchor->prefix), after = strlen (anchor->suffix), quote = strlen (anchor->exact);
  g_autofree char *known = g_strconcat (anchor->prefix, anchor->exact, anchor->suffix, NULL);
  gsize start = find_beginning (known, before, before);
  gsize end = find_end (known, before + quote + after, before + quote, after);
  gsize found_start = find_beginning (text, range->start, before);
  gsize found_end = find_end (text, length, range->end, after);
  g_autofree char *one = g_strndup (known + start, end - start);
  g_autofree char *other = g_strndup (text + found_start, found_end - found_start);

  return attest_text_same_safety_tokens (one, strlen (one), other, strlen (other)) && name_same_drugs (one, other);
}
