/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-assignment-table.h"

#include "record/attest-row.h"

G_DEFINE_BOXED_TYPE (AttestAssignment, attest_assignment, attest_assignment_copy, attest_assignment_free)

AttestAssignment *
attest_assignment_copy (const AttestAssignment *self)
{
  AttestAssignment *copy = g_memdup2 (self, sizeof *self);

  copy->article = g_strdup (self->article);
  copy->audience = g_strdup (self->audience);
  copy->reviewer = g_strdup (self->reviewer);
  copy->actor = g_strdup (self->actor);
  copy->due = g_strdup (self->due);

  return copy;
}

void
attest_assignment_free (AttestAssignment *self)
{
  if (self == NULL)
    return;

  g_free (self->article);
  g_free (self->audience);
  g_free (self->reviewer);
  g_free (self->actor);
  g_free (self->due);
  g_free (self);
}

gboolean
attest_assignment_table_set (AttestDatabase *database,
                             const AttestEvent *event,
                             const char *audience,
                             const char *reviewer,
                             const char *due,
                             GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT OR REPLACE INTO assignment (article, audience, reviewer, actor, due, time)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

  attest_statement_bind_text (statement, 1, event->stream);
  attest_statement_bind_text (statement, 2, audience);
  attest_statement_bind_text (statement, 3, reviewer);
  attest_statement_bind_text (statement, 4, event->actor);
  attest_statement_bind_text (statement, 5, due != NULL ? due : "");
  attest_statement_bind_int64 (statement, 6, event->time);

  return attest_statement_run (statement, error);
}

gboolean
attest_assignment_table_clear (AttestDatabase *database,
                               const AttestEvent *event,
                               const char *audience,
                               const char *reviewer,
                               gboolean *cleared,
                               GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "DELETE FROM assignment WHERE article = ?1 AND audience = ?2 AND reviewer = ?3");

  attest_statement_bind_text (statement, 1, event->stream);
  attest_statement_bind_text (statement, 2, audience);
  attest_statement_bind_text (statement, 3, reviewer);
  if (!attest_statement_run (statement, error))
    return FALSE;
  *cleared = attest_database_changes (database) > 0;

  return TRUE;
}

static gpointer
read_reviewer (AttestStatement *row)
{
  return attest_row_dup_text (row, 0);
}

GPtrArray *
attest_assignment_table_list_reviewers (AttestDatabase *database,
                                        const char *article,
                                        const char *audience,
                                        GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "SELECT reviewer FROM assignment WHERE article = ?1 AND audience = ?2 ORDER BY reviewer");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_list (statement, read_reviewer, g_free, error);
}

static gpointer
read_assignment (AttestStatement *row)
{
  AttestAssignment *assignment = g_new0 (AttestAssignment, 1);

  assignment->article = attest_row_dup_text (row, 0);
  assignment->audience = attest_row_dup_text (row, 1);
  assignment->reviewer = attest_row_dup_text (row, 2);
  assignment->actor = attest_row_dup_text (row, 3);
  assignment->due = attest_row_dup_text (row, 4);
  assignment->time = attest_statement_get_int64 (row, 5);

  return assignment;
}

#define SELECT_ASSIGNMENT "SELECT article, audience, reviewer, actor, due, time FROM assignment"

GPtrArray *
attest_assignment_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  AttestStatement *statement;

  if (article == NULL)
    {
      statement = attest_database_prepare (database, SELECT_ASSIGNMENT " ORDER BY article, audience, time, reviewer");
    }
  else
    {
      statement = attest_database_prepare (database,
                                           SELECT_ASSIGNMENT " WHERE article = ?1 AND (?2 IS NULL OR audience = ?2)"
                                                             " ORDER BY audience, time, reviewer");
      attest_statement_bind_text (statement, 1, article);
      attest_statement_bind_text (statement, 2, audience);
    }

  return attest_row_list (statement, read_assignment, (GDestroyNotify) attest_assignment_free, error);
}

GPtrArray *
attest_library_list_assignments (AttestLibrary *self, const char *article, GError **error)
{
  return attest_assignment_table_list (attest_library_get_database (self), article, NULL, error);
}

gboolean
attest_assignment_table_visit (AttestDatabase *database,
                               AttestAssignmentVisit visit,
                               gpointer user_data,
                               GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "SELECT article, audience, reviewer, due FROM assignment ORDER BY article, audience, reviewer");
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    {
      /* Borrowed until the next step, which is longer than the visit. */
      const AttestAssignment assignment = {
        .article = (char *) attest_statement_get_text (statement, 0),
        .audience = (char *) attest_statement_get_text (statement, 1),
        .reviewer = (char *) attest_statement_get_text (statement, 2),
        .due = (char *) attest_statement_get_text (statement, 3),
      };

      visit (&assignment, user_data);
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}
