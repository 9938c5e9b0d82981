/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "record/attest-copies.h"
#include "record/attest-foreign.h"

void
attest_copy_difference_free (AttestCopyDifference *difference)
{
  if (difference == NULL)
    return;

  g_free (difference->stream);
  g_free (difference->title);
  g_hash_table_unref (difference->lost);
  g_free (difference);
}

static AttestCopyDifference *
find_difference (GPtrArray *differences, GHashTable *by_stream, const char *stream)
{
  AttestCopyDifference *difference = g_hash_table_lookup (by_stream, stream);

  if (difference != NULL)
    return difference;
  difference = g_new0 (AttestCopyDifference, 1);
  difference->stream = g_strdup (stream);
  difference->lost = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (by_stream, difference->stream, difference);
  g_ptr_array_add (differences, difference);
  return difference;
}

static void
count_lost (AttestCopyDifference *difference, const char *kind)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (difference->lost, kind));

  g_hash_table_insert (difference->lost, g_strdup (kind), GUINT_TO_POINTER (count + 1));
}

static char *
dup_title (AttestDatabase *database, const char *stream)
{
  AttestStatement *row = attest_database_prepare (database, "SELECT title FROM article WHERE id = ?1");
  char *title = NULL;

  attest_statement_bind_text (row, 1, stream);
  if (attest_statement_next (row, NULL))
    title = attest_statement_dup_text (row, 0);
  attest_statement_done (row);
  return title;
}

/* Both logs in the order of their hashes, side by side: of what both have, nothing but the hash is read. */
static gboolean
walk (AttestDatabase *library, AttestDatabase *copy, GPtrArray *differences, GError **error)
{
  static const char by_hash[] = "SELECT hash, stream, kind FROM event ORDER BY hash";
  g_autoptr (GHashTable) by_stream = g_hash_table_new (g_str_hash, g_str_equal);
  AttestStatement *ours = attest_database_prepare (library, by_hash);
  AttestStatement *theirs = attest_database_prepare (copy, by_hash);
  GError *local_error = NULL;
  gboolean have_ours = attest_statement_next (ours, &local_error);
  gboolean have_theirs = local_error == NULL && attest_statement_next (theirs, &local_error);

  while (local_error == NULL && (have_ours || have_theirs))
    {
      int order = !have_ours     ? 1
                  : !have_theirs ? -1
                                 : strcmp (attest_statement_get_text (ours, 0), attest_statement_get_text (theirs, 0));

      if (order < 0)
        count_lost (find_difference (differences, by_stream, attest_statement_get_text (ours, 1)),
                    attest_statement_get_text (ours, 2));
      else if (order > 0)
        find_difference (differences, by_stream, attest_statement_get_text (theirs, 1))->back++;
      if (order <= 0)
        have_ours = attest_statement_next (ours, &local_error);
      if (order >= 0 && local_error == NULL)
        have_theirs = attest_statement_next (theirs, &local_error);
    }
  attest_statement_done (ours);
  attest_statement_done (theirs);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static int
compare_titles (const AttestCopyDifference *one, const AttestCopyDifference *other)
{
  if (one->title == NULL || other->title == NULL)
    return (one->title == NULL) - (other->title == NULL);
  return g_utf8_collate (one->title, other->title);
}

GPtrArray *
attest_copies_compare (const char *path, const char *copy, GError **error)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_copy_difference_free);
  g_autoptr (AttestForeign) other = attest_foreign_open (copy, error);
  g_autoptr (AttestDatabase) library = NULL;

  g_return_val_if_fail (path != NULL && copy != NULL, NULL);

  if (other == NULL)
    return NULL;
  library = attest_database_open (path, ATTEST_DATABASE_READ_ONLY, error);
  if (library == NULL || !walk (library, attest_foreign_get_database (other), differences, error))
    return NULL;
  for (guint i = 0; i < differences->len; i++)
    {
      AttestCopyDifference *difference = g_ptr_array_index (differences, i);

      difference->title = dup_title (library, difference->stream);
      if (difference->title == NULL)
        difference->title = dup_title (attest_foreign_get_database (other), difference->stream);
    }
  g_ptr_array_sort_values (differences, (GCompareFunc) compare_titles);

  return g_steal_pointer (&differences);
}
