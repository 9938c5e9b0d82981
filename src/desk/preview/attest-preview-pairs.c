/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-pairs.h"

#include "preview/attest-preview-places.h"

/* A table of all pairs is kept; texts with more headings than this are put beside each other by their first ones. */
#define MOST_HEADINGS 1000

/* What speaks for two headings being about the same thing: that they are the same, that the parts below them cite the same works, that they share words that
 * say something. */
#define SAME 1000
#define SAME_WORKS 100
#define SAME_WORDS 90
#define ENOUGH 25
#define SHORT_WORD 4

/* @words: those that say something; @works: keys that are cited before the next heading. Both are sets. */
typedef struct
{
  guint block;
  guint level;
  char *text;
  GStrv words;
  GStrv works;
} Heading;

static void
clear_heading (gpointer data)
{
  Heading *heading = data;

  g_free (heading->text);
  g_strfreev (heading->words);
  g_strfreev (heading->works);
}

/* Takes a list and leaves each of its strings that is long enough once. */
static GStrv
make_set (GStrv list, gsize shortest)
{
  g_autoptr (GPtrArray) set = g_ptr_array_new_null_terminated (4, g_free, TRUE);

  for (guint i = 0; list[i] != NULL; i++)
    if (strlen (list[i]) >= shortest && !g_ptr_array_find_with_equal_func (set, list[i], g_str_equal, NULL))
      g_ptr_array_add (set, g_strdup (list[i]));
  g_strfreev (list);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&set), FALSE);
}

static GStrv
find_works (AttestDocument *document, gsize start, gsize end)
{
  GPtrArray *citations = attest_document_get_citations (document);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < citations->len; i++)
    {
      const AttestCitation *citation = g_ptr_array_index (citations, i);

      for (guint j = 0; citation->start >= start && citation->start < end && j < citation->keys->len; j++)
        g_strv_builder_add (keys, ((const AttestCitedKey *) g_ptr_array_index (citation->keys, j))->key);
    }
  return make_set (g_strv_builder_end (keys), 1);
}

static GArray *
list_headings (AttestDocument *document, AttestRendering *rendering)
{
  GArray *headings = g_array_new (FALSE, FALSE, sizeof (Heading));
  GPtrArray *found = attest_document_get_headings (document);
  gsize n_blocks;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (rendering, &n_blocks);

  g_array_set_clear_func (headings, clear_heading);
  for (guint i = 0; i < found->len && headings->len < MOST_HEADINGS; i++)
    {
      const AttestHeading *heading = g_ptr_array_index (found, i);
      gsize end = i + 1 < found->len ? ((const AttestHeading *) found->pdata[i + 1])->start : G_MAXSIZE;
      Heading item = { attest_preview_block_at_source (rendering, heading->start), heading->level, NULL, NULL, NULL };

      /* One inside of a list or a quote is no block of its own. */
      if (n_blocks == 0 || blocks[item.block].start != heading->start)
        continue;
      item.text = g_utf8_casefold (heading->text, -1);
      item.words = make_set (g_str_tokenize_and_fold (heading->text, NULL, NULL), SHORT_WORD);
      item.works = find_works (document, heading->start, end);
      g_array_append_val (headings, item);
    }
  return headings;
}

#define HEADING(array, i) (&g_array_index (array, Heading, i))

/* How much of two sets is in both, of @whole. */
static guint
get_shared (GStrv one, GStrv other, guint whole)
{
  guint shared = 0;
  guint all = g_strv_length (other);

  for (guint i = 0; one[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) other, one[i]))
      shared++;
    else
      all++;
  return all > 0 ? whole * shared / all : 0;
}

static guint
get_likeness (const Heading *one, const Heading *other)
{
  guint likeness;

  if (g_str_equal (one->text, other->text))
    return SAME;
  if (one->level != other->level)
    return 0;
  likeness = get_shared (one->works, other->works, SAME_WORKS) + get_shared (one->words, other->words, SAME_WORDS);
  return likeness >= ENOUGH ? likeness : 0;
}

/* The likeness of all headings from (i, j) on that can be paired in order, for each i and j, at its best. */
static guint32 *
make_table (GArray *own, GArray *beside)
{
  gsize width = beside->len + 1;
  guint32 *table = g_new0 (guint32, (own->len + 1) * width);

  for (guint i = own->len; i-- > 0;)
    for (guint j = beside->len; j-- > 0;)
      {
        guint likeness = get_likeness (HEADING (own, i), HEADING (beside, j));
        guint32 apart = MAX (table[(i + 1) * width + j], table[i * width + j + 1]);

        table[i * width + j] = MAX (apart, likeness > 0 ? likeness + table[(i + 1) * width + j + 1] : 0);
      }
  return table;
}

static void
add_pair (GArray *pairs, const Heading *own, const Heading *beside)
{
  const AttestPreviewPair pair = { own->block, beside->block };

  g_array_append_val (pairs, pair);
}

/* What stands between two pairs: as many, of the same levels, are the same parts in other words. */
static void
pair_between (GArray *pairs, GArray *own, guint own_start, guint own_end, GArray *beside, guint start, guint end)
{
  if (own_end - own_start != end - start)
    return;
  for (guint i = 0; i < end - start; i++)
    if (HEADING (own, own_start + i)->level != HEADING (beside, start + i)->level)
      return;
  for (guint i = 0; i < end - start; i++)
    add_pair (pairs, HEADING (own, own_start + i), HEADING (beside, start + i));
}

GArray *
attest_preview_pair_headings (AttestDocument *own_document,
                              AttestRendering *own_rendering,
                              AttestDocument *beside_document,
                              AttestRendering *beside_rendering)
{
  g_autoptr (GArray) own = list_headings (own_document, own_rendering);
  g_autoptr (GArray) beside = list_headings (beside_document, beside_rendering);
  g_autofree guint32 *table = make_table (own, beside);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (AttestPreviewPair));
  gsize width = beside->len + 1;
  guint own_last = 0, last = 0;

  for (guint i = 0, j = 0; i < own->len && j < beside->len;)
    {
      guint likeness = get_likeness (HEADING (own, i), HEADING (beside, j));

      if (likeness > 0 && table[i * width + j] == likeness + table[(i + 1) * width + j + 1])
        {
          pair_between (pairs, own, own_last, i, beside, last, j);
          add_pair (pairs, HEADING (own, i), HEADING (beside, j));
          own_last = ++i;
          last = ++j;
        }
      else if (table[(i + 1) * width + j] >= table[i * width + j + 1])
        i++;
      else
        j++;
    }
  pair_between (pairs, own, own_last, own->len, beside, last, beside->len);
  return pairs;
}
