/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-comment-table.h"
#include "record/attest-row.h"

#define ATTACH_COLUMNS                                                                                                 \
  "event, article, comment, revision, start, end, exact, prefix, suffix, actor, time, clock, device, sequence"

void
attest_comment_attach_row_free (AttestCommentAttachRow *self)
{
  if (self == NULL)
    return;

  g_free (self->event);
  g_free (self->comment);
  g_free (self->revision);
  g_free (self->exact);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self->actor);
  g_free (self->device);
  g_free (self);
}

gboolean
attest_comment_attach_table_insert (AttestDatabase *database,
                                    const AttestEvent *event,
                                    const AttestCommentAttachRow *row,
                                    GError **error)
{
  AttestStatement *statement = attest_database_prepare (database,
                                                        "INSERT OR REPLACE INTO comment_attach (" ATTACH_COLUMNS
                                                        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                                                        " ?11, ?12, ?13, ?14)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, row->comment);
  attest_statement_bind_text (statement, 4, row->revision);
  attest_statement_bind_int64 (statement, 5, row->start);
  attest_statement_bind_int64 (statement, 6, row->end);
  attest_statement_bind_text (statement, 7, row->exact);
  attest_statement_bind_text (statement, 8, row->prefix);
  attest_statement_bind_text (statement, 9, row->suffix);
  attest_statement_bind_text (statement, 10, event->actor);
  attest_statement_bind_int64 (statement, 11, event->time);
  attest_statement_bind_int64 (statement, 12, event->clock);
  attest_statement_bind_text (statement, 13, event->device);
  attest_statement_bind_int64 (statement, 14, event->sequence);

  return attest_statement_run (statement, error);
}

static gpointer
read_attach (AttestStatement *row)
{
  AttestCommentAttachRow *attach = g_new0 (AttestCommentAttachRow, 1);

  attach->event = attest_row_dup_text (row, 0);
  attach->comment = attest_row_dup_text (row, 2);
  attach->revision = attest_row_dup_text (row, 3);
  attach->start = attest_statement_get_int64 (row, 4);
  attach->end = attest_statement_get_int64 (row, 5);
  attach->exact = attest_row_dup_text (row, 6);
  attach->prefix = attest_row_dup_text (row, 7);
  attach->suffix = attest_row_dup_text (row, 8);
  attach->actor = attest_row_dup_text (row, 9);
  attach->time = attest_statement_get_int64 (row, 10);
  attach->clock = attest_statement_get_int64 (row, 11);
  attach->device = attest_row_dup_text (row, 12);
  attach->sequence = attest_statement_get_int64 (row, 13);

  return attach;
}

GPtrArray *
attest_comment_attach_table_list (AttestDatabase *database, const char *comment, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT " ATTACH_COLUMNS " FROM comment_attach WHERE comment = ?1 ORDER BY clock, device, sequence, event");

  attest_statement_bind_text (statement, 1, comment);
  return attest_row_list (statement, read_attach, (GDestroyNotify) attest_comment_attach_row_free, error);
}
