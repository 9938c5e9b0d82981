/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-comment-table.h"
#include "record/attest-row.h"

#define ACT_COLUMNS "event, article, comment, act, actor, reason, time, clock, device, sequence"

void
attest_comment_act_row_free (AttestCommentActRow *self)
{
  if (self == NULL)
    return;

  g_free (self->event);
  g_free (self->comment);
  g_free (self->act);
  g_free (self->actor);
  g_free (self->reason);
  g_free (self->device);
  g_free (self);
}

/* A comment that blocks is for whoever wrote it or an editor to settle: that its words are not taken leaves it as it is. */
static gboolean
decline (AttestDatabase *database, const AttestEvent *event, const AttestCommentActRow *row, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "UPDATE comment SET resolved = 1, resolved_by = ?2, resolved_reason = ?3,"
                               " resolved_time = ?4 WHERE id = ?1 AND blocking = 0");

  attest_statement_bind_text (statement, 1, row->comment);
  attest_statement_bind_text (statement, 2, event->actor);
  attest_statement_bind_text (statement, 3, row->reason);
  attest_statement_bind_int64 (statement, 4, event->time);

  return attest_statement_run (statement, error);
}

static gboolean
update_comment (AttestDatabase *database, const AttestEvent *event, const AttestCommentActRow *row, GError **error)
{
  gboolean retracted = g_strcmp0 (row->act, "retract") == 0;
  gboolean resolved = retracted || g_strcmp0 (row->act, "resolve") == 0;
  AttestStatement *statement =
      attest_database_prepare (database,
                               "UPDATE comment SET resolved = ?2, resolved_by = ?3, resolved_reason = ?4,"
                               " resolved_time = ?5, retracted = ?6 WHERE id = ?1");

  attest_statement_bind_text (statement, 1, row->comment);
  attest_statement_bind_int64 (statement, 2, resolved);
  attest_statement_bind_text (statement, 3, resolved ? event->actor : NULL);
  attest_statement_bind_text (statement, 4, resolved ? row->reason : NULL);
  attest_statement_bind_int64 (statement, 5, resolved ? event->time : 0);
  attest_statement_bind_int64 (statement, 6, retracted ? MAX (event->time, 1) : 0);

  return attest_statement_run (statement, error);
}

static gboolean
insert_act (AttestDatabase *database, const AttestEvent *event, const AttestCommentActRow *row, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database,
                                                        "INSERT OR REPLACE INTO comment_act (" ACT_COLUMNS
                                                        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, row->comment);
  attest_statement_bind_text (statement, 4, row->act);
  attest_statement_bind_text (statement, 5, event->actor);
  attest_statement_bind_text (statement, 6, row->reason);
  attest_statement_bind_int64 (statement, 7, event->time);
  attest_statement_bind_int64 (statement, 8, event->clock);
  attest_statement_bind_text (statement, 9, event->device);
  attest_statement_bind_int64 (statement, 10, event->sequence);

  return attest_statement_run (statement, error);
}

gboolean
attest_comment_act_table_insert (AttestDatabase *database,
                                 const AttestEvent *event,
                                 const AttestCommentActRow *row,
                                 GError **error)
{
  if (!insert_act (database, event, row, error))
    return FALSE;

  return g_strcmp0 (row->act, "decline") == 0 ? decline (database, event, row, error)
                                              : update_comment (database, event, row, error);
}

static gboolean
write_comment (AttestDatabase *database, const AttestCommentEditRow *row, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "UPDATE comment SET text = ?2, suggestion = ?3 WHERE id = ?1");

  attest_statement_bind_text (statement, 1, row->comment);
  attest_statement_bind_text (statement, 2, row->text);
  attest_statement_bind_text (statement, 3, row->suggestion);

  return attest_statement_run (statement, error);
}

static gboolean
write_reply (AttestDatabase *database, const AttestCommentEditRow *row, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "UPDATE comment_reply SET text = ?3 WHERE comment = ?1 AND id = ?2");

  attest_statement_bind_text (statement, 1, row->comment);
  attest_statement_bind_text (statement, 2, row->reply);
  attest_statement_bind_text (statement, 3, row->text);

  return attest_statement_run (statement, error);
}

gboolean
attest_comment_act_table_insert_edit (AttestDatabase *database,
                                      const AttestEvent *event,
                                      const AttestCommentEditRow *row,
                                      GError **error)
{
  const AttestCommentActRow act = { .comment = row->reply != NULL ? row->reply : row->comment, .act = (char *) "edit" };

  return insert_act (database, event, &act, error) &&
         (row->reply != NULL ? write_reply (database, row, error) : write_comment (database, row, error));
}

static gpointer
read_act (AttestStatement *row)
{
  AttestCommentActRow *act = g_new0 (AttestCommentActRow, 1);

  act->event = attest_row_dup_text (row, 0);
  act->comment = attest_row_dup_text (row, 2);
  act->act = attest_row_dup_text (row, 3);
  act->actor = attest_row_dup_text (row, 4);
  act->reason = attest_statement_dup_text (row, 5);
  act->time = attest_statement_get_int64 (row, 6);
  act->clock = attest_statement_get_int64 (row, 7);
  act->device = attest_row_dup_text (row, 8);
  act->sequence = attest_statement_get_int64 (row, 9);

  return act;
}

GPtrArray *
attest_comment_act_table_list (AttestDatabase *database, const char *comment, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT " ACT_COLUMNS " FROM comment_act WHERE comment = ?1"
                               " OR comment IN (SELECT id FROM comment_reply WHERE comment_reply.comment = ?1)"
                               " ORDER BY clock, device, sequence, event");

  attest_statement_bind_text (statement, 1, comment);
  return attest_row_list (statement, read_act, (GDestroyNotify) attest_comment_act_row_free, error);
}

GPtrArray *
attest_comment_act_table_list_settling (AttestDatabase *database, const char *comment, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT " ACT_COLUMNS " FROM comment_act WHERE comment = ?1"
                               " AND act IN ('resolve', 'reopen', 'retract') ORDER BY clock, device, sequence, event");

  attest_statement_bind_text (statement, 1, comment);
  return attest_row_list (statement, read_act, (GDestroyNotify) attest_comment_act_row_free, error);
}
