/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-comment-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-row.h"

#define COMMENT_COLUMNS                                                                                                \
  "id, article, audience, revision, start, end, exact, prefix, suffix, text, kind, blocking, suggestion, author,"      \
  " time, clock, device, sequence, about, reference, resolved, resolved_by, resolved_reason, resolved_time, retracted"

void
attest_comment_row_free (AttestCommentRow *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->article);
  g_free (self->audience);
  g_free (self->revision);
  g_free (self->about);
  g_free (self->reference);
  g_free (self->exact);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self->text);
  g_free (self->kind);
  g_free (self->suggestion);
  g_free (self->author);
  g_free (self->device);
  g_free (self->resolved_by);
  g_free (self->resolved_reason);
  g_free (self);
}

gboolean
attest_comment_table_insert (AttestDatabase *database,
                             const AttestEvent *event,
                             const AttestCommentRow *row,
                             GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "INSERT OR REPLACE INTO comment (" COMMENT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
      " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, 0, NULL, NULL, 0, 0)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, row->audience);
  attest_statement_bind_text (statement, 4, row->revision);
  attest_statement_bind_int64 (statement, 5, row->start);
  attest_statement_bind_int64 (statement, 6, row->end);
  attest_statement_bind_text (statement, 7, row->exact);
  attest_statement_bind_text (statement, 8, row->prefix);
  attest_statement_bind_text (statement, 9, row->suffix);
  attest_statement_bind_text (statement, 10, row->text);
  attest_statement_bind_text (statement, 11, row->kind);
  attest_statement_bind_int64 (statement, 12, row->blocking);
  attest_statement_bind_text (statement, 13, row->suggestion);
  attest_statement_bind_text (statement, 14, event->actor);
  attest_statement_bind_int64 (statement, 15, event->time);
  attest_statement_bind_int64 (statement, 16, event->clock);
  attest_statement_bind_text (statement, 17, event->device);
  attest_statement_bind_int64 (statement, 18, event->sequence);
  attest_statement_bind_text (statement, 19, row->about);
  attest_statement_bind_text (statement, 20, row->reference);

  return attest_statement_run (statement, error);
}

static gpointer
read_comment (AttestStatement *row)
{
  AttestCommentRow *comment = g_new0 (AttestCommentRow, 1);

  comment->id = attest_row_dup_text (row, 0);
  comment->article = attest_row_dup_text (row, 1);
  comment->audience = attest_row_dup_text (row, 2);
  comment->revision = attest_row_dup_text (row, 3);
  comment->start = attest_statement_get_int64 (row, 4);
  comment->end = attest_statement_get_int64 (row, 5);
  comment->exact = attest_row_dup_text (row, 6);
  comment->prefix = attest_row_dup_text (row, 7);
  comment->suffix = attest_row_dup_text (row, 8);
  comment->text = attest_row_dup_text (row, 9);
  comment->kind = attest_row_dup_text (row, 10);
  comment->blocking = attest_statement_get_int64 (row, 11) != 0;
  comment->suggestion = attest_statement_dup_text (row, 12);
  comment->author = attest_row_dup_text (row, 13);
  comment->time = attest_statement_get_int64 (row, 14);
  comment->clock = attest_statement_get_int64 (row, 15);
  comment->device = attest_row_dup_text (row, 16);
  comment->sequence = attest_statement_get_int64 (row, 17);
  comment->about = attest_row_dup_text (row, 18);
  comment->reference = attest_statement_dup_text (row, 19);
  comment->resolved = attest_statement_get_int64 (row, 20) != 0;
  comment->resolved_by = attest_statement_dup_text (row, 21);
  comment->resolved_reason = attest_statement_dup_text (row, 22);
  comment->resolved_time = attest_statement_get_int64 (row, 23);
  comment->retracted = attest_statement_get_int64 (row, 24);

  return comment;
}

AttestCommentRow *
attest_comment_table_find (AttestDatabase *database, const char *id, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT " COMMENT_COLUMNS " FROM comment WHERE id = ?1");
  g_autofree char *missing = g_strdup_printf (_ ("The library has no comment %s"), id);

  attest_statement_bind_text (statement, 1, id);
  return attest_row_find (statement, read_comment, missing, error);
}

GPtrArray *
attest_comment_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT " COMMENT_COLUMNS " FROM comment WHERE article = ?1 AND audience = ?2"
                               " ORDER BY clock, device, sequence, id");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_list (statement, read_comment, (GDestroyNotify) attest_comment_row_free, error);
}

GPtrArray *
attest_comment_table_list_blocking (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT " COMMENT_COLUMNS " FROM comment WHERE article = ?1 AND audience = ?2 AND blocking <> 0"
      " ORDER BY clock, device, sequence, id");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_list (statement, read_comment, (GDestroyNotify) attest_comment_row_free, error);
}

gboolean
attest_comment_table_count_open (AttestDatabase *database,
                                 const char *article,
                                 const char *audience,
                                 guint *open,
                                 guint *blocking,
                                 GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT count (*), coalesce (sum (blocking <> 0), 0) FROM comment"
                               " WHERE article = ?1 AND audience = ?2 AND resolved = 0");
  gboolean counted;

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);
  counted = attest_statement_next (statement, error);
  if (counted)
    {
      *open = (guint) attest_statement_get_int64 (statement, 0);
      *blocking = (guint) attest_statement_get_int64 (statement, 1);
    }
  attest_statement_done (statement);

  return counted;
}

GPtrArray *
attest_comment_table_list_open (AttestDatabase *database, const char *article, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT " COMMENT_COLUMNS " FROM comment WHERE article = ?1 AND resolved = 0"
                               " ORDER BY audience, clock, device, sequence, id");

  attest_statement_bind_text (statement, 1, article);

  return attest_row_list (statement, read_comment, (GDestroyNotify) attest_comment_row_free, error);
}

/* No index of comments knows which are open, but the texts' own counts do. */
#define HAS_OPEN_COMMENTS(article)                                                                                     \
  " EXISTS (SELECT 1 FROM variant WHERE variant.article = " article " AND variant.open_comments > 0)"
#define COMMENTED_COLUMNS "id, slug, title, updated"

static AttestStatement *
select_articles (AttestDatabase *database, const char *person)
{
  AttestStatement *statement;

  if (person == NULL)
    return attest_database_prepare (
        database,
        "SELECT " COMMENTED_COLUMNS
        " FROM article WHERE removed = 0 AND" HAS_OPEN_COMMENTS ("article.id") " ORDER BY updated DESC");

  /* Articles are large rows, so that no others are read than those that the small tables name; the plus keeps to that. */
  statement = attest_database_prepare (
      database,
      "WITH me (id) AS (SELECT ?1 UNION SELECT joined.id FROM person JOIN person AS joined"
      " ON joined.same_as = person.same_as WHERE person.id = ?1)"
      " SELECT " COMMENTED_COLUMNS
      " FROM article WHERE id IN (SELECT article FROM article_person WHERE person IN me AND" HAS_OPEN_COMMENTS (
          "article_person.article") " UNION SELECT article FROM comment_mention WHERE person IN me"
                                    " AND" HAS_OPEN_COMMENTS (
                                        "comment_mention.article") ") AND removed = 0 ORDER BY +updated DESC");
  attest_statement_bind_text (statement, 1, person);

  return statement;
}

gboolean
attest_comment_table_visit_articles (AttestDatabase *database,
                                     const char *person,
                                     AttestCommentedArticleVisit visit,
                                     gpointer user_data,
                                     GError **error)
{
  AttestStatement *statement = select_articles (database, person);
  gboolean go_on = TRUE;
  GError *local_error = NULL;

  while (go_on && attest_statement_next (statement, &local_error))
    {
      g_autofree char *id = attest_row_dup_text (statement, 0);
      g_autofree char *slug = attest_row_dup_text (statement, 1);
      g_autofree char *title = attest_row_dup_text (statement, 2);
      AttestCommentedArticle article = { id, slug, title, attest_statement_get_int64 (statement, 3) };

      go_on = visit (&article, user_data);
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_comment_table_visit_open_authors (AttestDatabase *database,
                                         AttestCommentAuthorVisit visit,
                                         gpointer user_data,
                                         GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT article, author FROM comment WHERE resolved = 0");
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    visit (attest_statement_get_text (statement, 0), attest_statement_get_text (statement, 1), user_data);
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}
