/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-comparison.h"

struct _AttestComparison
{
  gatomicrefcount references;
  AttestDiff *diff;
  GBytes *text;
  GArray *pieces;  /* AttestPiece */
  GArray *changes; /* AttestChange */
};

G_DEFINE_BOXED_TYPE (AttestComparison, attest_comparison, attest_comparison_ref, attest_comparison_unref)

/* While it is being made. @away, @here: for each move the number of its piece, %G_MAXUINT until there is one. */
typedef struct
{
  AttestComparison *comparison;
  GString *text;
  GArray *moves;  /* AttestDiffMove, by old place */
  guint *by_new;  /* indices of moves by new place */
  guint old_move; /* the first that ends after what was read of the old text */
  guint new_move; /* and of the new text, into by_new */
  guint *away;
  guint *here;
} Builder;

#define MOVE(builder, i) (&g_array_index ((builder)->moves, AttestDiffMove, i))

static void
add_piece (Builder *self, AttestPieceKind kind, gsize old_start, gsize old_end, gsize new_start, gsize new_end)
{
  AttestDiff *diff = self->comparison->diff;
  gboolean is_old = new_start == new_end;
  const char *text =
      g_bytes_get_data (is_old ? attest_diff_get_old_text (diff) : attest_diff_get_new_text (diff), NULL);
  gsize start = is_old ? old_start : new_start;
  gsize end = is_old ? old_end : new_end;
  AttestPiece piece = { kind,    self->text->len, self->text->len + (end - start), old_start, old_end, new_start,
                        new_end, G_MAXUINT };

  if (start == end)
    return;
  g_string_append_len (self->text, text + start, (gssize) (end - start));
  g_array_append_val (self->comparison->pieces, piece);
}

/* What is deleted, in parts: moved away, or gone. */
static void
add_deleted (Builder *self, const AttestDiffChange *change)
{
  gsize at = change->old_start;
  gsize between = change->new_start;

  while (self->old_move < self->moves->len && MOVE (self, self->old_move)->old_end <= at)
    self->old_move++;
  for (guint i = self->old_move; i < self->moves->len && MOVE (self, i)->old_start < change->old_end; i++)
    {
      gsize start = MAX (MOVE (self, i)->old_start, at);
      gsize end = MIN (MOVE (self, i)->old_end, change->old_end);

      add_piece (self, ATTEST_PIECE_DELETED, at, start, between, between);
      add_piece (self, ATTEST_PIECE_MOVED_AWAY, start, end, between, between);
      if (self->away[i] == G_MAXUINT)
        self->away[i] = self->comparison->pieces->len - 1;
      at = end;
    }
  add_piece (self, ATTEST_PIECE_DELETED, at, change->old_end, between, between);
}

static void
add_inserted (Builder *self, const AttestDiffChange *change)
{
  gsize at = change->new_start;
  gsize between = change->old_end;

  while (self->new_move < self->moves->len && MOVE (self, self->by_new[self->new_move])->new_end <= at)
    self->new_move++;
  for (guint i = self->new_move; i < self->moves->len; i++)
    {
      guint number = self->by_new[i];
      gsize start = MAX (MOVE (self, number)->new_start, at);
      gsize end = MIN (MOVE (self, number)->new_end, change->new_end);

      if (MOVE (self, number)->new_start >= change->new_end)
        break;
      add_piece (self, ATTEST_PIECE_INSERTED, between, between, at, start);
      add_piece (self, ATTEST_PIECE_MOVED_HERE, between, between, start, end);
      if (self->here[number] == G_MAXUINT)
        self->here[number] = self->comparison->pieces->len - 1;
      at = end;
    }
  add_piece (self, ATTEST_PIECE_INSERTED, between, between, at, change->new_end);
}

static gboolean
holds_word (AttestComparison *self, const AttestPiece *piece)
{
  const char *text = g_bytes_get_data (self->text, NULL);

  for (gsize at = piece->start, end; at < piece->end; at = end)
    {
      end = attest_word_next (text, piece->end, at);
      if (attest_word_is_word (text, at, end))
        return TRUE;
    }
  return FALSE;
}

static void
collect_changes (AttestComparison *self)
{
  gboolean open = FALSE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const AttestPiece *piece = &g_array_index (self->pieces, AttestPiece, i);
      const AttestChange change = { i, i };

      if (piece->kind == ATTEST_PIECE_SAME)
        open = open && !holds_word (self, piece);
      else if (open)
        g_array_index (self->changes, AttestChange, self->changes->len - 1).last = i;
      else
        g_array_append_val (self->changes, change);
      open = open || piece->kind != ATTEST_PIECE_SAME;
    }
}

static int
compare_by_new_cb (gconstpointer one, gconstpointer other, gpointer user_data)
{
  Builder *self = user_data;
  gsize a = MOVE (self, *(const guint *) one)->new_start;
  gsize b = MOVE (self, *(const guint *) other)->new_start;

  return a < b ? -1 : a > b;
}

static guint *
new_numbers (guint count)
{
  guint *numbers = g_new (guint, count + 1);

  for (guint i = 0; i < count; i++)
    numbers[i] = G_MAXUINT;
  return numbers;
}

/* Either end of a move leads to the other. */
static void
link_moves (Builder *self)
{
  GArray *pieces = self->comparison->pieces;

  for (guint i = 0; i < self->moves->len; i++)
    {
      if (self->away[i] == G_MAXUINT || self->here[i] == G_MAXUINT)
        continue;
      g_array_index (pieces, AttestPiece, self->away[i]).other = self->here[i];
      g_array_index (pieces, AttestPiece, self->here[i]).other = self->away[i];
    }
}

static void
add_pieces (Builder *self)
{
  gsize n_changes;
  const AttestDiffChange *changes = attest_diff_get_changes (self->comparison->diff, &n_changes);

  for (gsize i = 0; i < n_changes; i++)
    {
      const AttestDiffChange *change = &changes[i];

      if (change->operation == ATTEST_DIFF_DELETE)
        add_deleted (self, change);
      else if (change->operation == ATTEST_DIFF_INSERT)
        add_inserted (self, change);
      else
        add_piece (self, ATTEST_PIECE_SAME, change->old_start, change->old_end, change->new_start, change->new_end);
    }
  link_moves (self);
}

AttestComparison *
attest_comparison_new (GBytes *old_text, GBytes *new_text)
{
  AttestComparison *self = NULL;
  Builder builder = { 0 };

  g_return_val_if_fail (old_text != NULL, NULL);
  g_return_val_if_fail (new_text != NULL, NULL);

  self = g_new0 (AttestComparison, 1);
  g_atomic_ref_count_init (&self->references);
  self->diff = attest_diff_new (old_text, new_text);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (AttestPiece));
  self->changes = g_array_new (FALSE, FALSE, sizeof (AttestChange));

  builder.comparison = self;
  builder.text = g_string_sized_new (g_bytes_get_size (new_text));
  builder.moves = attest_diff_list_moves (self->diff);
  builder.by_new = new_numbers (builder.moves->len);
  builder.away = new_numbers (builder.moves->len);
  builder.here = new_numbers (builder.moves->len);
  for (guint i = 0; i < builder.moves->len; i++)
    builder.by_new[i] = i;
  g_sort_array (builder.by_new, builder.moves->len, sizeof (guint), compare_by_new_cb, &builder);
  add_pieces (&builder);
  self->text = g_string_free_to_bytes (builder.text);
  collect_changes (self);

  g_array_unref (builder.moves);
  g_free (builder.by_new);
  g_free (builder.away);
  g_free (builder.here);
  return self;
}

AttestComparison *
attest_comparison_ref (AttestComparison *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
attest_comparison_unref (AttestComparison *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  attest_diff_unref (self->diff);
  g_bytes_unref (self->text);
  g_array_unref (self->pieces);
  g_array_unref (self->changes);
  g_free (self);
}

GBytes *
attest_comparison_get_text (AttestComparison *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const AttestPiece *
attest_comparison_get_pieces (AttestComparison *self, guint *n_pieces)
{
  g_return_val_if_fail (self != NULL, NULL);

  *n_pieces = self->pieces->len;
  return (const AttestPiece *) (gconstpointer) self->pieces->data;
}

const AttestChange *
attest_comparison_get_changes (AttestComparison *self, guint *n_changes)
{
  g_return_val_if_fail (self != NULL, NULL);

  *n_changes = self->changes->len;
  return (const AttestChange *) (gconstpointer) self->changes->data;
}

static guint
count_words (AttestComparison *self, const AttestPiece *piece)
{
  const char *text = g_bytes_get_data (self->text, NULL);
  guint count = 0;

  /* Words that took the place of others stand right behind them here, and are not one with them. */
  for (gsize at = piece->start, end; at < piece->end; at = end)
    {
      end = attest_word_next (text, piece->end, at);
      count += attest_word_is_word (text, at, end);
    }
  return count;
}

void
attest_comparison_count (AttestComparison *self, guint *inserted, guint *deleted, guint *moved)
{
  g_return_if_fail (self != NULL);

  *inserted = *deleted = *moved = 0;
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const AttestPiece *piece = &g_array_index (self->pieces, AttestPiece, i);

      if (piece->kind == ATTEST_PIECE_INSERTED)
        *inserted += count_words (self, piece);
      else if (piece->kind == ATTEST_PIECE_DELETED)
        *deleted += count_words (self, piece);
      else if (piece->kind == ATTEST_PIECE_MOVED_HERE && piece->other != G_MAXUINT)
        *moved += 1;
    }
}
