/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-comment-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-body.h"
#include "record/attest-revision-table.h"

/*
 * A step of the way: a revision, or at the end the unsaved text (@revision is then NULL).
 * @text: NULL until it is needed, and for a text that was redacted
 * @places: comment id to AttestRange: live places that the revision's event carries
 */
typedef struct
{
  const AttestRevision *revision;
  GBytes *text;
  gboolean redacted;
  GHashTable *places;
} Step;

/*
 * A comment on its way.
 * @begin: the step it begins at, or -1 when that is not on the path
 * @current: where it is in the text of step @at; once @lost, where it was last
 * @tried: the step that it was last looked for in, from 1
 * @moved: whether it was found elsewhere once, which stays true
 */
typedef struct
{
  AttestComment *comment;
  char *revision;
  AttestAnchor *origin;
  int begin;
  AttestAnchor *current;
  guint at;
  guint tried;
  gboolean lost;
  gboolean moved;
  GArray *candidates;
} Trail;

struct _AttestCommentPath
{
  AttestLibrary *library;
  GPtrArray *revisions;
  GHashTable *revisions_by_id;
  GArray *steps;
  GHashTable *steps_by_id;
  GPtrArray *trails;
};

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->text, g_bytes_unref);
  g_clear_pointer (&step->places, g_hash_table_unref);
}

static void
free_trail (gpointer data)
{
  Trail *trail = data;

  g_free (trail->revision);
  g_clear_pointer (&trail->origin, attest_anchor_free);
  g_clear_pointer (&trail->current, attest_anchor_free);
  g_clear_pointer (&trail->candidates, g_array_unref);
  g_free (trail);
}

void
attest_comment_path_free (AttestCommentPath *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->revisions, g_ptr_array_unref);
  g_clear_pointer (&self->revisions_by_id, g_hash_table_unref);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->steps_by_id, g_hash_table_unref);
  g_clear_pointer (&self->trails, g_ptr_array_unref);
  g_free (self);
}

static Step *
get_step (AttestCommentPath *self, guint index)
{
  return &g_array_index (self->steps, Step, index);
}

/* From the target back along the first parents; a parent is always earlier in the total order, so this ends. */
static void
lay_steps (AttestCommentPath *self, const AttestRevision *target, GBytes *text)
{
  g_autoptr (GPtrArray) back = g_ptr_array_new ();
  const AttestRevision *revision = target;

  while (revision != NULL)
    {
      const AttestRevision *parent = NULL;

      g_ptr_array_add (back, (gpointer) revision);
      if (revision->parents != NULL && revision->parents[0] != NULL)
        parent = g_hash_table_lookup (self->revisions_by_id, revision->parents[0]);
      revision = parent != NULL && parent->number < revision->number ? parent : NULL;
    }
  for (guint i = back->len; i > 0; i--)
    {
      Step step = { .revision = back->pdata[i - 1] };

      g_hash_table_insert (self->steps_by_id, step.revision->id, GUINT_TO_POINTER (self->steps->len + 1));
      g_array_append_val (self->steps, step);
    }
  if (text != NULL)
    {
      Step step = { .text = g_bytes_ref (text) };

      g_array_append_val (self->steps, step);
    }
}

AttestCommentPath *
attest_comment_path_new (AttestLibrary *library,
                         const char *article,
                         const char *audience,
                         const char *target,
                         GBytes *text,
                         GError **error)
{
  g_autoptr (AttestCommentPath) self = g_new0 (AttestCommentPath, 1);
  g_autoptr (AttestRevision) newest =
      attest_revision_table_find (attest_library_get_database (library), article, audience, 0, error);
  const AttestRevision *end;

  if (newest == NULL)
    return NULL;

  self->library = library;
  self->revisions = attest_revision_table_list (attest_library_get_database (library), article, audience, error);
  if (self->revisions == NULL)
    return NULL;
  self->revisions_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_clear_func (self->steps, clear_step);
  self->steps_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->trails = g_ptr_array_new_with_free_func (free_trail);
  for (guint i = 0; i < self->revisions->len; i++)
    {
      AttestRevision *revision = self->revisions->pdata[i];

      g_hash_table_insert (self->revisions_by_id, revision->id, revision);
    }

  end = g_hash_table_lookup (self->revisions_by_id, target != NULL ? target : newest->id);
  if (end == NULL)
    {
      g_set_error (
          error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND, _ ("The text has no revision %s"), target);
      return NULL;
    }
  lay_steps (self, end, text);

  return g_steal_pointer (&self);
}

gboolean
attest_comment_path_has (AttestCommentPath *self, const char *revision)
{
  return g_hash_table_contains (self->steps_by_id, revision);
}

void
attest_comment_path_add (AttestCommentPath *self,
                         AttestComment *comment,
                         const char *revision,
                         const AttestAnchor *anchor)
{
  Trail *trail;

  /* Without words there is nothing to look for: it stays an orphan. */
  if (anchor->exact == NULL || anchor->exact[0] == '\0' || !g_utf8_validate (anchor->exact, -1, NULL))
    return;

  trail = g_new0 (Trail, 1);
  trail->comment = comment;
  trail->revision = g_strdup (revision);
  trail->origin = attest_anchor_copy (anchor);
  trail->begin = (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->steps_by_id, revision)) - 1;
  trail->lost = TRUE;
  g_ptr_array_add (self->trails, trail);
}

/* ---- Texts and places of steps ---- */

static gboolean
is_text (GBytes *content)
{
  gsize length;
  const char *data = g_bytes_get_data (content, &length);

  return length == 0 || g_utf8_validate_len (data, length, NULL);
}

/* *@text: NULL for a text that was redacted, has not come with a merge, or is none (in a file that somebody made up). */
static gboolean
load_text (AttestCommentPath *self, const AttestRevision *revision, GBytes **text, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *text = attest_library_load_content (self->library, revision->text, &local_error);
  if (*text == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (*text != NULL && !is_text (*text))
    g_clear_pointer (text, g_bytes_unref);

  return TRUE;
}

static gboolean
ensure_text (AttestCommentPath *self, guint index, GError **error)
{
  Step *step = get_step (self, index);

  if (step->text != NULL || step->redacted)
    return TRUE;
  if (!load_text (self, step->revision, &step->text, error))
    return FALSE;
  step->redacted = step->text == NULL;

  return TRUE;
}

static void
ensure_places (Step *step)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (step->places != NULL)
    return;
  step->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (step->revision == NULL || step->revision->places == NULL)
    return;
  node = attest_body_parse_json (step->revision->places);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *place = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      AttestRange *range;

      if (place == NULL)
        continue;
      range = g_new0 (AttestRange, 1);
      range->start = (gsize) MAX (attest_body_get_integer (place, "start", 0), 0);
      range->end = (gsize) MAX (attest_body_get_integer (place, "end", 0), 0);
      g_hash_table_insert (step->places, g_strdup (attest_body_get_text (place, "comment", "")), range);
    }
}

static gboolean
stands_at (GBytes *text, gsize start, gsize end, const char *quote)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);

  return start < end && end <= length && end - start == strlen (quote) &&
         memcmp (data + start, quote, end - start) == 0;
}

static gboolean
contains (GBytes *text, const char *quote)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);

  return data != NULL && memmem (data, length, quote, strlen (quote)) != NULL;
}

/* ---- Walking ---- */

static void
take_place (Trail *trail, GBytes *text, guint at, gsize start, gsize end)
{
  AttestAnchor *anchor = attest_anchor_new (text, start, end);

  if (anchor == NULL)
    {
      trail->lost = TRUE;
      return;
    }
  g_clear_pointer (&trail->current, attest_anchor_free);
  trail->current = anchor;
  trail->at = at;
  trail->lost = FALSE;
}

static void
take_placement (Trail *trail, GBytes *text, guint at, const AttestPlacement *placement)
{
  trail->tried = at + 1;
  g_clear_pointer (&trail->candidates, g_array_unref);
  if (placement->state == ATTEST_ANCHOR_ORPHAN)
    {
      trail->lost = TRUE;
      trail->candidates = placement->candidates != NULL ? g_array_ref (placement->candidates) : NULL;
      return;
    }
  take_place (trail, text, at, placement->start, placement->end);
  trail->moved = trail->moved || placement->state == ATTEST_ANCHOR_MOVED;
}

/* Places @trails (element-type Trail), which all are in @old_text, in the text of step @at. */
static void
place_trails (GPtrArray *trails, GBytes *old_text, GBytes *new_text, guint at)
{
  g_autoptr (AttestDiff) diff = NULL;
  g_autoptr (GPtrArray) anchors = g_ptr_array_new ();
  g_autoptr (GPtrArray) placements = NULL;

  if (trails->len == 0)
    return;
  for (guint i = 0; i < trails->len; i++)
    g_ptr_array_add (anchors, ((Trail *) trails->pdata[i])->current);
  diff = attest_diff_new (old_text, new_text);
  placements = attest_anchors_place (diff, anchors);
  for (guint i = 0; i < trails->len; i++)
    take_placement (trails->pdata[i], new_text, at, placements->pdata[i]);
}

/* Returns: whether the text says what the anchor says */
static gboolean
begin_trail (Trail *trail, GBytes *text, guint at)
{
  trail->current = attest_anchor_copy (trail->origin);
  trail->at = at;
  trail->lost = FALSE;

  return stands_at (text, trail->origin->start, trail->origin->end, trail->origin->exact);
}

static gboolean
take_live_place (Trail *trail, Step *step, guint at)
{
  const AttestRange *range;

  ensure_places (step);
  range = g_hash_table_lookup (step->places, trail->comment->id);
  if (range == NULL || !stands_at (step->text, range->start, range->end, trail->origin->exact))
    return FALSE;
  take_place (trail, step->text, at, range->start, range->end);

  return !trail->lost;
}

/* All that stood in the step before go on together. */
static void
carry_on (AttestCommentPath *self, guint before, guint at)
{
  Step *step = get_step (self, at);
  g_autoptr (GPtrArray) carried = g_ptr_array_new ();

  for (guint i = 0; i < self->trails->len; i++)
    {
      Trail *trail = self->trails->pdata[i];

      if (trail->current != NULL && !trail->lost && !take_live_place (trail, step, at))
        g_ptr_array_add (carried, trail);
    }
  place_trails (carried, get_step (self, before)->text, step->text, at);
}

/* Those lost on the way are looked for again from where they were last: at the end always, before that only where their words are back. */
static void
look_again (AttestCommentPath *self, guint at)
{
  gboolean last = at + 1 == self->steps->len;
  GBytes *text = get_step (self, at)->text;

  for (guint from = 0; from < at; from++)
    {
      g_autoptr (GPtrArray) lost = g_ptr_array_new ();

      for (guint i = 0; i < self->trails->len; i++)
        {
          Trail *trail = self->trails->pdata[i];

          if (trail->current != NULL && trail->lost && trail->at == from && trail->tried <= at &&
              (last || contains (text, trail->current->exact)))
            g_ptr_array_add (lost, trail);
        }
      place_trails (lost, get_step (self, from)->text, text, at);
    }
}

/* A comment whose text was redacted, or that was taken in with words that the text has elsewhere or not at all, is looked for by its quote alone. */
static void
begin_here (AttestCommentPath *self, guint at)
{
  GBytes *text = get_step (self, at)->text;
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();

  for (guint i = 0; i < self->trails->len; i++)
    {
      Trail *trail = self->trails->pdata[i];

      if (trail->current == NULL && trail->begin >= 0 && (guint) trail->begin <= at && !begin_trail (trail, text, at))
        g_ptr_array_add (alone, trail);
    }
  place_trails (alone, text, text, at);
}

static guint
find_first_step (AttestCommentPath *self)
{
  guint first = self->steps->len - 1;

  for (guint i = 0; i < self->trails->len; i++)
    {
      Trail *trail = self->trails->pdata[i];

      if (trail->begin >= 0)
        first = MIN (first, (guint) trail->begin);
    }

  return first;
}

/* Comments of revisions beside or after the path take one step, from their own text. */
static gboolean
place_from_elsewhere (AttestCommentPath *self, GError **error)
{
  guint at = self->steps->len - 1;
  GBytes *text = get_step (self, at)->text;

  for (guint r = 0; r < self->revisions->len; r++)
    {
      const AttestRevision *revision = self->revisions->pdata[r];
      g_autoptr (GPtrArray) trails = g_ptr_array_new ();
      g_autoptr (GBytes) old_text = NULL;

      for (guint i = 0; i < self->trails->len; i++)
        {
          Trail *trail = self->trails->pdata[i];

          if (trail->begin < 0 && strcmp (trail->revision, revision->id) == 0)
            g_ptr_array_add (trails, trail);
        }
      if (trails->len == 0)
        continue;
      if (!load_text (self, revision, &old_text, error))
        return FALSE;
      for (guint i = 0; i < trails->len; i++)
        {
          Trail *trail = trails->pdata[i];

          trail->current = attest_anchor_copy (trail->origin);
        }
      place_trails (trails, old_text != NULL ? old_text : text, text, at);
    }

  return TRUE;
}

static AttestPlacement *
conclude (const Trail *trail)
{
  AttestPlacement *placement = g_new0 (AttestPlacement, 1);

  placement->state = ATTEST_ANCHOR_ORPHAN;
  if (trail->current == NULL || trail->lost)
    {
      placement->candidates = trail->candidates != NULL ? g_array_ref (trail->candidates) : NULL;
      return placement;
    }

  placement->start = trail->current->start;
  placement->end = trail->current->end;
  if (trail->moved)
    placement->state = ATTEST_ANCHOR_MOVED;
  else if (strcmp (trail->current->exact, trail->origin->exact) == 0)
    placement->state = ATTEST_ANCHOR_EXACT;
  else
    placement->state = ATTEST_ANCHOR_CHANGED;

  return placement;
}

static gboolean
walk_steps (AttestCommentPath *self, GError **error)
{
  int before = -1;

  for (guint at = find_first_step (self); at < self->steps->len; at++)
    {
      if (!ensure_text (self, at, error))
        return FALSE;
      /* A text that nobody can read any more is stepped over. */
      if (get_step (self, at)->text == NULL)
        continue;
      if (before >= 0)
        carry_on (self, (guint) before, at);
      look_again (self, at);
      begin_here (self, at);
      before = (int) at;
    }

  return TRUE;
}

gboolean
attest_comment_path_walk (AttestCommentPath *self, GError **error)
{
  const Step *end = get_step (self, self->steps->len - 1);

  if (!walk_steps (self, error))
    return FALSE;
  /* Nothing can be placed in a text that nobody can read any more. */
  if (end->text == NULL)
    return TRUE;
  if (!place_from_elsewhere (self, error))
    return FALSE;
  for (guint i = 0; i < self->trails->len; i++)
    {
      Trail *trail = self->trails->pdata[i];

      g_clear_pointer (&trail->comment->placement, attest_placement_free);
      trail->comment->placement = conclude (trail);
    }

  return TRUE;
}

gboolean
attest_comment_path_dup_text (AttestCommentPath *self, GBytes **text, GError **error)
{
  guint last = self->steps->len - 1;
  const Step *end = get_step (self, last);

  if (!ensure_text (self, last, error))
    return FALSE;
  *text = end->text != NULL ? g_bytes_ref (end->text) : NULL;

  return TRUE;
}
