/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-results.h"

#include <string.h>

#include "session/attest-worker.h"

G_DEFINE_BOXED_TYPE (AttestArticleResults,
                     attest_article_results,
                     attest_article_results_ref,
                     attest_article_results_unref)

typedef struct
{
  AttestArticleRecord *record;
  GBytes *text;
  GArray *carried;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  attest_article_record_unref (request->record);
  g_bytes_unref (request->text);
  g_array_unref (request->carried);
  g_free (request);
}

static void
clear_results (gpointer data)
{
  AttestArticleResults *self = data;

  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->document, attest_document_unref);
  g_clear_pointer (&self->rendering, attest_rendering_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
}

AttestArticleResults *
attest_article_results_ref (AttestArticleResults *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_article_results_unref (AttestArticleResults *self)
{
  g_atomic_rc_box_release_full (self, clear_results);
}

/* Numbers the cited keys that have a reference, in order of first citation; a key without one is shown as unknown. */
static GHashTable *
number_citations (AttestDocument *document, AttestReferences *references)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) keys = attest_document_dup_cited_keys (document);
  guint number = 0;

  for (guint i = 0; keys[i] != NULL; i++)
    if (attest_references_get_item (references, keys[i]) != NULL)
      g_hash_table_insert (numbers, g_strdup (keys[i]), GUINT_TO_POINTER (++number));
  return numbers;
}

static guint
resolve_citation (const char *key, gpointer user_data)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (user_data, key));
}

/* The place of a comment in the typed text: through its place in the revision, so that a look-alike elsewhere is never
 * taken. */
static void
move_placement (AttestComment *comment, const AttestPlacement *moved)
{
  AttestPlacement *placement = attest_placement_copy (moved);

  /* What the revision already changed or moved is not made exact by a text that leaves it alone. */
  if (placement->state == ATTEST_ANCHOR_EXACT)
    placement->state = comment->placement->state;
  attest_placement_free (comment->placement);
  comment->placement = placement;
}

/* Places that an orphan may have in the revision; those whose words the typed text changed are no longer offered. */
static void
move_candidates (AttestComment *comment, AttestDiff *diff)
{
  const char *old_text = g_bytes_get_data (attest_diff_get_old_text (diff), NULL);
  const char *new_text = g_bytes_get_data (attest_diff_get_new_text (diff), NULL);
  GArray *candidates = comment->placement->candidates;

  for (guint i = candidates->len; i > 0; i--)
    {
      AttestRange *range = &g_array_index (candidates, AttestRange, i - 1);
      AttestRange place = { 0, 0 };

      if (attest_diff_map_range (diff, range->start, range->end, &place.start, &place.end) &&
          place.end - place.start == range->end - range->start &&
          memcmp (old_text + range->start, new_text + place.start, place.end - place.start) == 0)
        *range = place;
      else
        g_array_remove_index (candidates, i - 1);
    }
}

static gboolean
has_candidates (const AttestComment *comment)
{
  return attest_comment_is_lost (comment) && comment->placement->candidates != NULL;
}

static int
compare_comments (gconstpointer one, gconstpointer other)
{
  return attest_comment_compare (*(const AttestComment *const *) one, *(const AttestComment *const *) other);
}

/* Takes off what was typed beside the quote. Returns: whether the quote stands there as it was */
static gboolean
trim_to_quote (const char *text, const char *quote, AttestCarriedPlace *place)
{
  const char *found = memmem (text + place->start, place->end - place->start, quote, strlen (quote));

  if (found == NULL)
    return FALSE;
  place->start = (gsize) (found - text);
  place->end = place->start + strlen (quote);
  return TRUE;
}

/* What was seen being carried there stands there, whatever a comparison of the texts makes of it. */
static void
carry (AttestArticleResults *self, AttestCarriedPlace place)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (self->text, &length);

  for (guint i = 0; i < self->comments->len && place.end <= length; i++)
    {
      AttestComment *comment = g_ptr_array_index (self->comments, i);
      AttestPlacement *placement = comment->placement;
      gboolean same = FALSE;

      if (!g_str_equal (comment->id, place.comment))
        continue;
      same = trim_to_quote (text, comment->anchor->exact, &place);
      if (placement->state != ATTEST_ANCHOR_ORPHAN && placement->start == place.start && placement->end == place.end)
        break;
      g_clear_pointer (&placement->candidates, g_array_unref);
      placement->state = same ? ATTEST_ANCHOR_MOVED : ATTEST_ANCHOR_CHANGED;
      placement->start = place.start;
      placement->end = place.end;
      break;
    }
}

static void
place_by_difference (AttestArticleResults *self, AttestArticleRecord *record)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) placed = g_ptr_array_new ();
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();
  g_autoptr (GPtrArray) placements = NULL;
  g_autoptr (AttestDiff) diff = NULL;

  for (guint i = 0; i < self->comments->len; i++)
    {
      AttestComment *comment = g_ptr_array_index (self->comments, i);
      AttestAnchor *anchor = NULL;

      if (attest_comment_has_place (comment))
        anchor = attest_anchor_new (record->text, comment->placement->start, comment->placement->end);
      else if (has_candidates (comment))
        g_ptr_array_add (lost, comment);
      if (anchor == NULL)
        continue;
      g_ptr_array_add (anchors, anchor);
      g_ptr_array_add (placed, comment);
    }
  if (anchors->len + lost->len == 0)
    return;
  diff = attest_diff_new (record->text, self->text);
  placements = attest_anchors_place (diff, anchors);
  for (guint i = 0; i < placed->len; i++)
    move_placement (g_ptr_array_index (placed, i), g_ptr_array_index (placements, i));
  for (guint i = 0; i < lost->len; i++)
    move_candidates (g_ptr_array_index (lost, i), diff);
}

static void
place_comments (AttestArticleResults *self, AttestArticleRecord *record, GArray *carried)
{
  for (guint i = 0; i < record->comments->len; i++)
    g_ptr_array_add (self->comments, attest_comment_copy (g_ptr_array_index (record->comments, i)));
  if (self->comments->len == 0 || record->text == NULL || g_bytes_equal (record->text, self->text))
    return;

  attest_comments_set_uncited (self->comments, self->document);
  place_by_difference (self, record);
  for (guint i = 0; i < carried->len; i++)
    carry (self, g_array_index (carried, AttestCarriedPlace, i));
  g_ptr_array_sort (self->comments, compare_comments);
}

static void
check (AttestArticleResults *self, AttestArticleRecord *record)
{
  const char *disclaimer = record->article->disclaimer;
  AttestCheckInput input = {
    .document = self->document,
    .rendering = self->rendering,
    .references = record->references,
    .disclaimer = disclaimer != NULL && *disclaimer != '\0' ? disclaimer : record->board->disclaimer,
    .board_name = record->board->name,
    .cited_elsewhere = (const char *const *) record->cited_elsewhere,
    .pack = "us",
  };

  g_autoptr (AttestWaiverPlaces) waived = attest_waiver_places_new (record->waivers, self->text);

  self->findings = attest_checks_run (&input);
  attest_findings_set_waived (self->findings, waived);
}

static gboolean
compute (gpointer data, GValue *result, GError **error)
{
  Request *request = data;
  AttestArticleRecord *record = request->record;
  g_autoptr (AttestArticleResults) self = g_atomic_rc_box_new0 (AttestArticleResults);
  g_autoptr (GHashTable) numbers = NULL;
  AttestRenderOptions options = { .flags = ATTEST_RENDER_SOURCE_RANGES };

  self->text = g_bytes_ref (request->text);
  self->document = attest_document_new (self->text);
  numbers = number_citations (self->document, record->references);
  options.resolve_citation = resolve_citation;
  options.user_data = numbers;
  self->rendering = attest_render (self->document, &options);
  attest_readability_measure (self->document, record->article->language, &self->readability);
  check (self, record);
  self->comments = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_comment_free);
  place_comments (self, record, request->carried);

  g_value_init (result, ATTEST_TYPE_ARTICLE_RESULTS);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}

DexFuture *
attest_article_results_compute (AttestArticleRecord *record, GBytes *text, GArray *carried)
{
  Request *request = g_new0 (Request, 1);

  request->record = attest_article_record_ref (record);
  request->text = g_bytes_ref (text);
  request->carried = g_array_ref (carried);
  return attest_worker_run (compute, request, request_free);
}
