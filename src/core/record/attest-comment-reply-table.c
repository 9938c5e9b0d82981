/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-comment-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-row.h"

#define REPLY_COLUMNS "id, article, comment, author, text, time, clock, device, sequence"

void
attest_comment_reply_row_free (AttestCommentReplyRow *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->comment);
  g_free (self->author);
  g_free (self->text);
  g_free (self->device);
  g_free (self);
}

gboolean
attest_comment_reply_table_insert (AttestDatabase *database,
                                   const AttestEvent *event,
                                   const AttestCommentReplyRow *row,
                                   GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "INSERT OR REPLACE INTO comment_reply (" REPLY_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, row->comment);
  attest_statement_bind_text (statement, 4, event->actor);
  attest_statement_bind_text (statement, 5, row->text);
  attest_statement_bind_int64 (statement, 6, event->time);
  attest_statement_bind_int64 (statement, 7, event->clock);
  attest_statement_bind_text (statement, 8, event->device);
  attest_statement_bind_int64 (statement, 9, event->sequence);

  return attest_statement_run (statement, error);
}

static gpointer
read_reply (AttestStatement *row)
{
  AttestCommentReplyRow *reply = g_new0 (AttestCommentReplyRow, 1);

  reply->id = attest_row_dup_text (row, 0);
  reply->comment = attest_row_dup_text (row, 2);
  reply->author = attest_row_dup_text (row, 3);
  reply->text = attest_row_dup_text (row, 4);
  reply->time = attest_statement_get_int64 (row, 5);
  reply->clock = attest_statement_get_int64 (row, 6);
  reply->device = attest_row_dup_text (row, 7);
  reply->sequence = attest_statement_get_int64 (row, 8);

  return reply;
}

AttestCommentReplyRow *
attest_comment_reply_table_find (AttestDatabase *database, const char *comment, const char *id, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT " REPLY_COLUMNS " FROM comment_reply WHERE comment = ?1 AND id = ?2");
  g_autofree char *missing = g_strdup_printf (_ ("The comment has no reply %s"), id);

  attest_statement_bind_text (statement, 1, comment);
  attest_statement_bind_text (statement, 2, id);
  return attest_row_find (statement, read_reply, missing, error);
}

GPtrArray *
attest_comment_reply_table_list (AttestDatabase *database, const char *comment, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "SELECT " REPLY_COLUMNS " FROM comment_reply WHERE comment = ?1 ORDER BY clock, device, sequence, id");

  attest_statement_bind_text (statement, 1, comment);
  return attest_row_list (statement, read_reply, (GDestroyNotify) attest_comment_reply_row_free, error);
}

void
attest_comment_word_row_free (AttestCommentWordRow *self)
{
  if (self == NULL)
    return;

  g_free (self->actor);
  g_free (self->device);
  g_free (self);
}

static gpointer
read_word (AttestStatement *row)
{
  AttestCommentWordRow *word = g_new0 (AttestCommentWordRow, 1);

  word->actor = attest_row_dup_text (row, 0);
  word->reply = attest_statement_get_int64 (row, 1) != 0;
  word->resolution = attest_statement_get_int64 (row, 2) != 0;
  word->time = attest_statement_get_int64 (row, 3);
  word->clock = attest_statement_get_int64 (row, 4);
  word->device = attest_row_dup_text (row, 5);
  word->sequence = attest_statement_get_int64 (row, 6);

  return word;
}

GPtrArray *
attest_comment_word_table_list (AttestDatabase *database, const char *comment, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT author, 1, 0, time, clock, device, sequence FROM comment_reply WHERE comment = ?1"
      " UNION ALL SELECT actor, 0, act = 'resolve', time, clock, device, sequence"
      " FROM comment_act WHERE comment = ?1 AND act IN ('decline', 'reopen', 'resolve')"
      " ORDER BY clock, device, sequence");

  attest_statement_bind_text (statement, 1, comment);
  return attest_row_list (statement, read_word, (GDestroyNotify) attest_comment_word_row_free, error);
}
