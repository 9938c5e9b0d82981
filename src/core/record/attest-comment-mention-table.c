/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-body.h"
#include "record/attest-comment-table.h"
#include "record/attest-row.h"

/*
 * One row for a person whom the words of a comment or a reply name; the column "event" has the comment's or the reply's id, and the place in the total order is that of the
 * event that named them first, which is an edit where the words came to name them by one.
 */

void
attest_comment_mention_row_free (AttestCommentMentionRow *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self->person);
  g_free (self->author);
  g_free (self->device);
  g_free (self);
}

static gboolean
insert (AttestDatabase *database,
        const AttestEvent *event,
        const char *comment,
        const char *words,
        const char *person,
        GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT OR REPLACE INTO comment_mention"
                               " (comment, clock, device, sequence, event, article, person, time)"
                               " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS"
                               " (SELECT 1 FROM comment_mention WHERE comment = ?1 AND event = ?5 AND person = ?7)");

  attest_statement_bind_text (statement, 1, comment);
  attest_statement_bind_int64 (statement, 2, event->clock);
  attest_statement_bind_text (statement, 3, event->device);
  attest_statement_bind_int64 (statement, 4, event->sequence);
  attest_statement_bind_text (statement, 5, words);
  attest_statement_bind_text (statement, 6, event->stream);
  attest_statement_bind_text (statement, 7, person);
  attest_statement_bind_int64 (statement, 8, event->time);

  return attest_statement_run (statement, error);
}

/* @people: a JSON array of ids */
static gboolean
remove_others (AttestDatabase *database, const char *comment, const char *words, const char *people, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database,
                                                        "DELETE FROM comment_mention WHERE comment = ?1 AND event = ?2"
                                                        " AND person NOT IN (SELECT value FROM json_each (?3))");

  attest_statement_bind_text (statement, 1, comment);
  attest_statement_bind_text (statement, 2, words);
  attest_statement_bind_text (statement, 3, people);

  return attest_statement_run (statement, error);
}

gboolean
attest_comment_mention_table_set (AttestDatabase *database,
                                  const AttestEvent *event,
                                  const char *comment,
                                  const char *words,
                                  const char *const *people,
                                  GError **error)
{
  g_autofree char *list = attest_body_texts_to_json (people);

  if (!remove_others (database, comment, words, list, error))
    return FALSE;
  for (guint i = 0; people != NULL && people[i] != NULL; i++)
    if (!insert (database, event, comment, words, people[i], error))
      return FALSE;

  return TRUE;
}

static gpointer
read_mention (AttestStatement *row)
{
  AttestCommentMentionRow *mention = g_new0 (AttestCommentMentionRow, 1);

  mention->words = attest_row_dup_text (row, 0);
  mention->person = attest_row_dup_text (row, 1);
  mention->author = attest_row_dup_text (row, 2);
  mention->time = attest_statement_get_int64 (row, 3);
  mention->clock = attest_statement_get_int64 (row, 4);
  mention->device = attest_row_dup_text (row, 5);
  mention->sequence = attest_statement_get_int64 (row, 6);

  return mention;
}

GPtrArray *
attest_comment_mention_table_list (AttestDatabase *database, const char *comment, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT mention.event, mention.person, coalesce (comment_reply.author, comment.author),"
      " mention.time, mention.clock, mention.device, mention.sequence"
      " FROM comment_mention AS mention JOIN comment ON comment.id = mention.comment"
      " LEFT JOIN comment_reply ON comment_reply.comment = mention.comment"
      " AND comment_reply.id = mention.event"
      " WHERE mention.comment = ?1"
      " ORDER BY mention.clock, mention.device, mention.sequence, mention.event, mention.person");

  attest_statement_bind_text (statement, 1, comment);
  return attest_row_list (statement, read_mention, (GDestroyNotify) attest_comment_mention_row_free, error);
}
