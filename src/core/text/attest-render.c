/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-render.h"

#include "text/attest-render-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (AttestRendering, attest_rendering, attest_rendering_ref, attest_rendering_unref)

static void
free_warning (AttestRenderWarning *warning)
{
  g_free (warning->text);
  g_free (warning);
}

static int
compare_places_cb (gconstpointer one, gconstpointer other, gpointer user_data)
{
  const AttestRun *runs = user_data;
  const AttestRun *a = &runs[*(const guint32 *) one], *b = &runs[*(const guint32 *) other];

  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;

  return a->end < b->end ? -1 : a->end > b->end;
}

/* Footnotes come last in the text wherever they stand in the Markdown; only then is another order needed. */
static void
index_by_source (AttestRendering *self)
{
  const AttestRun *runs = (const AttestRun *) (gconstpointer) self->runs->data;
  guint count = self->runs->len;
  gboolean ordered = TRUE;

  for (guint i = 1; i < count && ordered; i++)
    ordered = runs[i - 1].start <= runs[i].start && runs[i - 1].end <= runs[i].end;
  if (ordered)
    return;

  self->by_source = g_new (guint32, count);
  for (guint i = 0; i < count; i++)
    self->by_source[i] = i;
  g_sort_array (self->by_source, count, sizeof (guint32), compare_places_cb, (gpointer) runs);
}

AttestRendering *
attest_render (AttestDocument *document, const AttestRenderOptions *options)
{
  static const AttestRenderOptions usual = { 0 };
  g_autoptr (AttestDocument) plain = NULL;
  AttestRendering *self = g_new0 (AttestRendering, 1);
  AttestWriter writer = { 0 };
  gsize length;

  g_return_val_if_fail (document != NULL, NULL);

  if (options == NULL)
    options = &usual;
  writer.fragment = (options->flags & ATTEST_RENDER_FRAGMENT) != 0;
  if (writer.fragment && attest_document_get_body_start (document) > 0)
    document = plain = attest_document_new_plain (attest_document_get_markdown (document));

  g_atomic_ref_count_init (&self->references);
  self->document = attest_document_ref (document);
  self->id_prefix = writer.fragment ? NULL : g_strdup (options->id_prefix);
  self->runs = g_array_new (FALSE, FALSE, sizeof (AttestRun));
  self->blocks = g_array_new (FALSE, FALSE, sizeof (AttestRenderedBlock));
  self->places = g_array_new (FALSE, FALSE, sizeof (AttestCitationPlace));
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) free_warning);

  length = g_bytes_get_size (attest_document_get_markdown (document));
  writer.rendering = self;
  writer.options = options;
  writer.document = document;
  writer.tokens = attest_document_get_tokens (document, &writer.n_tokens);
  writer.ranges = !writer.fragment && (options->flags & ATTEST_RENDER_SOURCE_RANGES) != 0;
  writer.occurrences = g_hash_table_new (g_str_hash, g_str_equal);
  writer.numbers = g_hash_table_new (g_str_hash, g_str_equal);
  attest_output_init (&writer.html, length + length / 2);
  attest_output_init (&writer.text, length);
  attest_writer_write (&writer);
  g_hash_table_unref (writer.occurrences);
  g_hash_table_unref (writer.numbers);

  self->html_length = writer.html.length;
  self->html = attest_output_steal (&writer.html);
  self->text_length = writer.text.length;
  self->text = attest_output_steal (&writer.text);
  index_by_source (self);

  return self;
}

AttestRendering *
attest_rendering_ref (AttestRendering *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
attest_rendering_unref (AttestRendering *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_ptr_array_unref (self->warnings);
  g_array_unref (self->places);
  g_array_unref (self->blocks);
  g_array_unref (self->runs);
  attest_document_unref (self->document);
  g_free (self->by_source);
  g_free (self->id_prefix);
  g_free (self->html);
  g_free (self->text);
  g_free (self);
}

const char *
attest_rendering_get_html (AttestRendering *self, gsize *length)
{
  if (length != NULL)
    *length = self->html_length;

  return self->html;
}

const char *
attest_rendering_get_text (AttestRendering *self, gsize *length)
{
  if (length != NULL)
    *length = self->text_length;

  return self->text;
}

const AttestRenderedBlock *
attest_rendering_get_blocks (AttestRendering *self, gsize *n_blocks)
{
  if (n_blocks != NULL)
    *n_blocks = self->blocks->len;

  return (const AttestRenderedBlock *) (gconstpointer) self->blocks->data;
}

GPtrArray *
attest_rendering_get_warnings (AttestRendering *self)
{
  return self->warnings;
}

GStrv
attest_rendering_dup_citation_ids (AttestRendering *self, const char *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->places->len; i++)
    {
      const AttestCitationPlace *place = &g_array_index (self->places, AttestCitationPlace, i);

      if (g_str_equal (place->key, key))
        g_strv_builder_take (
            builder,
            g_strdup_printf (
                "%scitation-%s-%u", self->id_prefix != NULL ? self->id_prefix : "", place->key, place->occurrence));
    }

  return g_strv_builder_end (builder);
}

/* The first run that ends after the place in the text. */
static guint
find_run (AttestRendering *self, gsize text_start)
{
  guint low = 0, high = self->runs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->runs, AttestRun, middle).text_end <= text_start)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

gboolean
attest_rendering_text_to_source (AttestRendering *self, gsize text_start, gsize text_end, gsize *start, gsize *end)
{
  gsize first = G_MAXSIZE, last = 0;

  for (guint i = find_run (self, text_start); i < self->runs->len; i++)
    {
      const AttestRun *run = &g_array_index (self->runs, AttestRun, i);
      gsize from = run->start, to = run->end;

      if (run->text_start >= text_end)
        break;
      if (run->verbatim)
        {
          from += text_start > run->text_start ? text_start - run->text_start : 0;
          to -= text_end < run->text_end ? run->text_end - text_end : 0;
        }
      first = MIN (first, from);
      last = MAX (last, to);
    }
  if (first >= last)
    return FALSE;

  if (start != NULL)
    *start = first;
  if (end != NULL)
    *end = last;

  return TRUE;
}

static const AttestRun *
get_run_by_source (AttestRendering *self, guint place)
{
  return &g_array_index (self->runs, AttestRun, self->by_source != NULL ? self->by_source[place] : place);
}

gboolean
attest_rendering_source_to_text (AttestRendering *self, gsize start, gsize end, gsize *text_start, gsize *text_end)
{
  gsize first = G_MAXSIZE, last = 0;
  guint low = 0, high = self->runs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_run_by_source (self, middle)->end <= start)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = low; i < self->runs->len; i++)
    {
      const AttestRun *run = get_run_by_source (self, i);
      gsize from = run->text_start, to = run->text_end;

      if (run->start >= end)
        break;
      if (run->verbatim)
        {
          from += start > run->start ? start - run->start : 0;
          to -= end < run->end ? run->end - end : 0;
        }
      first = MIN (first, from);
      last = MAX (last, to);
    }
  if (first >= last)
    return FALSE;

  if (text_start != NULL)
    *text_start = first;
  if (text_end != NULL)
    *text_end = last;

  return TRUE;
}
