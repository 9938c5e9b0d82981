/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "changes/attest-changes-marks.h"

#include <glib/gi18n.h>

#include "preview/attest-preview-places.h"
#include "preview/attest-preview-view.h"

/* The block of the earlier page that a later one's first kept words stood in, %G_MAXUINT for none. @at: the first piece that may reach into the block. */
static guint
find_earlier_block (AttestChanges *self, const AttestRenderedBlock *block, guint *at)
{
  guint n_pieces = 0;
  const AttestPiece *pieces = attest_comparison_get_pieces (self->comparison, &n_pieces);

  while (*at < n_pieces && pieces[*at].new_end <= block->start)
    ++*at;
  for (guint i = *at; i < n_pieces && pieces[i].new_start < block->end; i++)
    {
      gsize start = MAX (pieces[i].new_start, block->start);

      if (pieces[i].kind == ATTEST_PIECE_SAME)
        return attest_preview_block_at_source (self->before.rendering,
                                               pieces[i].old_start + (start - pieces[i].new_start));
    }
  return G_MAXUINT;
}

GArray *
attest_changes_dup_pairs (AttestChanges *self)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (AttestPreviewPair));
  gsize n_before = 0, n_after = 0;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (self->after.rendering, &n_after);
  guint next = 0, at = 0;

  attest_rendering_get_blocks (self->before.rendering, &n_before);
  for (guint i = 0; i < n_after && n_before > 0; i++)
    {
      guint earlier = find_earlier_block (self, &blocks[i], &at);
      const AttestPreviewPair pair = { earlier, i };

      if (earlier == G_MAXUINT || earlier < next)
        continue;
      g_array_append_val (pairs, pair);
      next = earlier + 1;
    }
  return pairs;
}

static void
add_mark (GArray *marks, const AttestPiece *piece, gboolean current)
{
  AttestPreviewChange mark = { 0 };

  mark.beside = piece->kind == ATTEST_PIECE_INSERTED || piece->kind == ATTEST_PIECE_MOVED_HERE;
  mark.start = mark.beside ? piece->new_start : piece->old_start;
  mark.end = mark.beside ? piece->new_end : piece->old_end;
  if (current)
    mark.kind = ATTEST_PREVIEW_CURRENT;
  else if (piece->kind == ATTEST_PIECE_INSERTED)
    mark.kind = ATTEST_PREVIEW_INSERTED;
  else if (piece->kind == ATTEST_PIECE_DELETED)
    mark.kind = ATTEST_PREVIEW_DELETED;
  else
    mark.kind = ATTEST_PREVIEW_MOVED;
  g_array_append_val (marks, mark);
}

static GArray *
dup_marks (AttestChanges *self, guint first, guint last, gboolean current)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (AttestPreviewChange));
  guint n_pieces = 0;
  const AttestPiece *pieces = attest_comparison_get_pieces (self->comparison, &n_pieces);

  for (guint i = first; i < n_pieces && i <= last; i++)
    if (pieces[i].kind != ATTEST_PIECE_SAME)
      add_mark (marks, &pieces[i], current);
  return marks;
}

GArray *
attest_changes_dup_marks (AttestChanges *self)
{
  return dup_marks (self, 0, G_MAXUINT, FALSE);
}

GArray *
attest_changes_dup_current_marks (AttestChanges *self, guint index)
{
  guint n_changes = 0;
  const AttestChange *changes = attest_comparison_get_changes (self->comparison, &n_changes);

  g_return_val_if_fail (index < n_changes, NULL);

  return dup_marks (self, changes[index].first, changes[index].last, TRUE);
}

char *
attest_changes_dup_other_words (AttestChanges *self)
{
  const AttestRevision *before = self->before.revision;
  const AttestRevision *after = self->after.revision;
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (before == NULL)
    return NULL;
  if (g_strcmp0 (before->references, after->references) != 0)
    g_strv_builder_add (parts, _ ("The references that the text cites are different."));
  if (g_strcmp0 (before->title, after->title) != 0)
    g_strv_builder_add (parts, _ ("The title is different."));
  if (g_strcmp0 (before->disclaimer, after->disclaimer) != 0)
    g_strv_builder_add (parts, _ ("The disclaimer is different."));
  if (g_strcmp0 (before->language, after->language) != 0)
    g_strv_builder_add (parts, _ ("The language is different."));
  if (!g_strv_equal ((const char *const *) before->assets, (const char *const *) after->assets))
    g_strv_builder_add (parts, _ ("The pictures are different."));
  all = g_strv_builder_end (parts);
  return all[0] != NULL ? g_strjoinv (" ", all) : NULL;
}

char *
attest_changes_dup_summary (AttestChanges *self)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  guint inserted = 0, deleted = 0, moved = 0;

  attest_comparison_count (self->comparison, &inserted, &deleted, &moved);
  if (inserted > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%u word added", "%u words added", inserted), inserted));
  if (deleted > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%u word removed", "%u words removed", deleted), deleted));
  if (moved > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%u passage moved", "%u passages moved", moved), moved));
  all = g_strv_builder_end (parts);
  if (all[0] == NULL)
    return g_strdup (_ ("No words changed, only spaces, punctuation or symbols"));
  /* Translators: between the parts of "12 words added, 3 words removed" */
  return g_strjoinv (_ (", "), all);
}

/* Longer ones are read in the source and not listened to. */
#define MOST_SPOKEN 200

static char *
dup_piece_words (const AttestPiece *piece, const char *text)
{
  g_autofree char *start = g_utf8_strlen (text, -1) > MOST_SPOKEN ? g_utf8_substring (text, 0, MOST_SPOKEN) : NULL;
  g_autofree char *words = start != NULL   ? g_strconcat (start, "…", NULL)
                           : *text != '\0' ? g_strdup (text)
                                           : g_strdup (_ ("only spaces or line breaks"));

  switch (piece->kind)
    {
    case ATTEST_PIECE_DELETED:
      return g_strdup_printf (_ ("Removed: %s."), words);
    case ATTEST_PIECE_INSERTED:
      return g_strdup_printf (_ ("Added: %s."), words);
    case ATTEST_PIECE_MOVED_AWAY:
      return g_strdup_printf (_ ("Moved from here: %s."), words);
    case ATTEST_PIECE_MOVED_HERE:
      return g_strdup_printf (_ ("Moved here: %s."), words);
    case ATTEST_PIECE_SAME:
    default:
      return NULL;
    }
}

char *
attest_changes_dup_words (AttestChanges *self, guint index)
{
  guint n_pieces = 0, n_changes = 0;
  const AttestPiece *pieces = attest_comparison_get_pieces (self->comparison, &n_pieces);
  const AttestChange *changes = attest_comparison_get_changes (self->comparison, &n_changes);
  const char *text = g_bytes_get_data (attest_comparison_get_text (self->comparison), NULL);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_return_val_if_fail (index < n_changes, NULL);

  for (guint i = changes[index].first; i <= changes[index].last; i++)
    {
      g_autofree char *piece = g_strndup (text + pieces[i].start, pieces[i].end - pieces[i].start);

      if (pieces[i].kind != ATTEST_PIECE_SAME)
        g_strv_builder_take (parts, dup_piece_words (&pieces[i], g_strstrip (piece)));
    }
  all = g_strv_builder_end (parts);
  return g_strjoinv (" ", all);
}
