/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-comparison.h"

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
append_range (GString *string, GBytes *text, gsize start, gsize end)
{
  g_string_append_len (string, (const char *) g_bytes_get_data (text, NULL) + start, (gssize) (end - start));
}

/* Both texts can be had back from the one that shows what changed, every byte at its place. */
static void
check_comparison (AttestComparison *comparison, const char *old_text, const char *new_text)
{
  g_autoptr (GString) old_again = g_string_new (NULL);
  g_autoptr (GString) new_again = g_string_new (NULL);
  GBytes *text = attest_comparison_get_text (comparison);
  guint n_pieces = 0, n_changes = 0;
  const AttestPiece *pieces = attest_comparison_get_pieces (comparison, &n_pieces);
  const AttestChange *changes = attest_comparison_get_changes (comparison, &n_changes);
  gsize at = 0;
  guint changed = 0;

  for (guint i = 0; i < n_pieces; i++)
    {
      const AttestPiece *piece = &pieces[i];
      gboolean in_old = piece->kind != ATTEST_PIECE_INSERTED && piece->kind != ATTEST_PIECE_MOVED_HERE;
      gboolean in_new = piece->kind != ATTEST_PIECE_DELETED && piece->kind != ATTEST_PIECE_MOVED_AWAY;

      g_assert_cmpuint (piece->start, ==, at);
      g_assert_cmpuint (piece->end, >, piece->start);
      at = piece->end;
      g_assert_cmpuint (piece->old_start, ==, old_again->len);
      g_assert_cmpuint (piece->new_start, ==, new_again->len);
      if (in_old)
        append_range (old_again, text, piece->start, piece->end);
      if (in_new)
        append_range (new_again, text, piece->start, piece->end);
      g_assert_cmpuint (piece->old_end, ==, old_again->len);
      g_assert_cmpuint (piece->new_end, ==, new_again->len);
      if (piece->other != G_MAXUINT)
        g_assert_cmpuint (pieces[piece->other].other, ==, i);
    }
  g_assert_cmpuint (at, ==, g_bytes_get_size (text));
  g_assert_cmpstr (old_again->str, ==, old_text);
  g_assert_cmpstr (new_again->str, ==, new_text);

  for (guint i = 0; i < n_changes; i++)
    {
      g_assert_cmpuint (changes[i].last, >=, changes[i].first);
      g_assert_cmpuint (changes[i].last, <, n_pieces);
      g_assert_cmpint (pieces[changes[i].first].kind, !=, ATTEST_PIECE_SAME);
      g_assert_cmpint (pieces[changes[i].last].kind, !=, ATTEST_PIECE_SAME);
      for (guint j = changes[i].first; j <= changes[i].last; j++)
        changed += pieces[j].kind != ATTEST_PIECE_SAME;
    }
  for (guint i = 0; i < n_pieces; i++)
    changed -= pieces[i].kind != ATTEST_PIECE_SAME;
  g_assert_cmpuint (changed, ==, 0);
}

static AttestComparison *
compare (const char *old_text, const char *new_text)
{
  g_autoptr (GBytes) old_bytes = bytes (old_text);
  g_autoptr (GBytes) new_bytes = bytes (new_text);
  AttestComparison *comparison = attest_comparison_new (old_bytes, new_bytes);

  check_comparison (comparison, old_text, new_text);
  return comparison;
}

/* "-[gone]+[come]<[moved away]>[moved here]", without what is the same. */
static char *
dup_changes (AttestComparison *comparison)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_pieces = 0;
  const AttestPiece *pieces = attest_comparison_get_pieces (comparison, &n_pieces);

  for (guint i = 0; i < n_pieces; i++)
    {
      if (pieces[i].kind == ATTEST_PIECE_SAME)
        continue;
      g_string_append_c (words, "=-+<>"[pieces[i].kind]);
      g_string_append_c (words, '[');
      append_range (words, attest_comparison_get_text (comparison), pieces[i].start, pieces[i].end);
      g_string_append_c (words, ']');
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
test_words (void)
{
  g_autoptr (AttestComparison) comparison = compare ("Give 5 mg once a day.\n", "Give 0.5 mg twice a day.\n");
  g_autofree char *words = dup_changes (comparison);
  guint inserted, deleted, moved, n_changes;

  g_assert_cmpstr (words, ==, "-[5 mg once]+[0.5 mg twice]");
  attest_comparison_count (comparison, &inserted, &deleted, &moved);
  g_assert_cmpuint (inserted, ==, 2);
  g_assert_cmpuint (deleted, ==, 2);
  g_assert_cmpuint (moved, ==, 0);
  /* One place to look at. */
  attest_comparison_get_changes (comparison, &n_changes);
  g_assert_cmpuint (n_changes, ==, 1);
}

/* What took the place of something else is no part of its last word. */
static void
test_counts (void)
{
  g_autoptr (AttestComparison) comparison = compare ("Take 5 mg once.\n", "Take 0.5 mg once.\n");
  guint inserted, deleted, moved;

  attest_comparison_count (comparison, &inserted, &deleted, &moved);
  g_assert_cmpuint (inserted, ==, 1);
  g_assert_cmpuint (deleted, ==, 1);
}

static void
test_same (void)
{
  g_autoptr (AttestComparison) comparison = compare ("One.\n\nTwo.\n", "One.\n\nTwo.\n");
  g_autoptr (AttestComparison) empty = compare ("", "");
  guint count;

  attest_comparison_get_changes (comparison, &count);
  g_assert_cmpuint (count, ==, 0);
  attest_comparison_get_pieces (comparison, &count);
  g_assert_cmpuint (count, ==, 1);
  attest_comparison_get_pieces (empty, &count);
  g_assert_cmpuint (count, ==, 0);
}

#define WARNING "Never give this medicine to children who weigh less than twenty kilograms."
#define DRIVING "Patients must not drive or operate machinery until the morning after treatment."

static void
test_moved (void)
{
  g_autoptr (AttestComparison) comparison =
      compare ("# Title\n\n" WARNING "\n\n" DRIVING "\n\nThe clinic opens at nine and closes at five on weekdays.\n\n"
               "Ask a pharmacist before taking other medicines together with this one.\n",
               "# Title\n\n" DRIVING "\n\nThe clinic opens at nine and closes at five on weekdays.\n\n"
               "Ask a pharmacist before taking other medicines together with this one.\n\n" WARNING "\n");
  guint n_pieces, inserted, deleted, moved, away = G_MAXUINT;
  const AttestPiece *pieces = attest_comparison_get_pieces (comparison, &n_pieces);

  attest_comparison_count (comparison, &inserted, &deleted, &moved);
  g_assert_cmpuint (moved, ==, 1);
  g_assert_cmpuint (inserted, ==, 0);
  g_assert_cmpuint (deleted, ==, 0);
  for (guint i = 0; i < n_pieces; i++)
    if (pieces[i].kind == ATTEST_PIECE_MOVED_AWAY)
      away = i;
  g_assert_cmpuint (away, !=, G_MAXUINT);
  g_assert_cmpint (pieces[pieces[away].other].kind, ==, ATTEST_PIECE_MOVED_HERE);
  g_assert_cmpuint (pieces[away].end - pieces[away].start, ==, strlen (WARNING));
  g_assert_cmpuint (pieces[pieces[away].other].end - pieces[pieces[away].other].start, ==, strlen (WARNING));
}

/* What stands twice may have come from either place, so it is never said to have moved. */
static void
test_copied (void)
{
  g_autoptr (AttestComparison) comparison =
      compare (WARNING "\n\n" DRIVING "\n", DRIVING "\n\n" WARNING "\n\n" WARNING "\n");
  guint inserted, deleted, moved;

  attest_comparison_count (comparison, &inserted, &deleted, &moved);
  g_assert_cmpuint (inserted, >, 0);
  g_assert_cmpuint (moved, <=, 1);
}

static char *
make_sentence (void)
{
  static const char *const words[] = { "dose",  "tablet", "patient", "nurse", "fever",  "morning", "water", "weeks",
                                       "blood", "heart",  "never",   "5 mg",  "0.5 mg", "always",  "liver", "daily" };
  g_autoptr (GString) sentence = g_string_new (NULL);
  guint length = (guint) g_test_rand_int_range (3, 14);

  for (guint i = 0; i < length; i++)
    g_string_append_printf (sentence, "%s%s", i > 0 ? " " : "", words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  g_string_append (sentence, ".");
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

static char *
join (GPtrArray *paragraphs)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < paragraphs->len; i++)
    g_string_append_printf (text, "%s\n\n", (const char *) g_ptr_array_index (paragraphs, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Paragraphs that are taken out, put in, written anew or moved to another place. */
static void
edit (GPtrArray *paragraphs)
{
  guint at = (guint) g_test_rand_int_range (0, (gint) paragraphs->len);
  char *moved = NULL;

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      g_ptr_array_insert (paragraphs, (gint) at, make_sentence ());
      break;
    case 1:
      if (paragraphs->len > 1)
        g_ptr_array_remove_index (paragraphs, at);
      break;
    case 2:
      g_ptr_array_remove_index (paragraphs, at);
      g_ptr_array_insert (paragraphs, (gint) at, make_sentence ());
      break;
    default:
      moved = g_ptr_array_steal_index (paragraphs, at);
      g_ptr_array_insert (paragraphs, g_test_rand_int_range (0, (gint) paragraphs->len + 1), moved);
      break;
    }
}

static void
test_random (void)
{
  guint rounds = g_getenv ("ATTEST_LONG") != NULL ? 20000 : 1000;
  guint all_moved = 0;

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GPtrArray) paragraphs = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (AttestComparison) comparison = NULL;
      g_autofree char *old_text = NULL;
      g_autofree char *new_text = NULL;
      guint inserted, deleted, moved;

      for (gint j = g_test_rand_int_range (1, 12); j > 0; j--)
        g_ptr_array_add (paragraphs, make_sentence ());
      old_text = join (paragraphs);
      for (gint j = g_test_rand_int_range (1, 6); j > 0; j--)
        edit (paragraphs);
      new_text = join (paragraphs);
      comparison = compare (old_text, new_text);
      attest_comparison_count (comparison, &inserted, &deleted, &moved);
      all_moved += moved;
    }
  g_assert_cmpuint (all_moved, >, rounds / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/comparison/words", test_words);
  g_test_add_func ("/core/comparison/counts", test_counts);
  g_test_add_func ("/core/comparison/same", test_same);
  g_test_add_func ("/core/comparison/moved", test_moved);
  g_test_add_func ("/core/comparison/copied", test_copied);
  g_test_add_func ("/core/comparison/random", test_random);
  return g_test_run ();
}
