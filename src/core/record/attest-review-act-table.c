/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-review-act-table.h"

#include "record/attest-body.h"
#include "record/attest-row.h"

#define BRIEF_COLUMNS                                                                                                  \
  "event, article, audience, clock, device, sequence, time, kind, actor, revision, signed_hash, accurate, safe,"       \
  " current"
#define ACT_COLUMNS BRIEF_COLUMNS ", meaning, reason, roles, findings, specialties, interests"

void
attest_review_act_free (AttestReviewAct *self)
{
  if (self == NULL)
    return;

  g_free (self->event);
  g_free (self->article);
  g_free (self->audience);
  g_free (self->device);
  g_free (self->kind);
  g_free (self->actor);
  g_free (self->revision);
  g_free (self->signed_hash);
  g_free (self->accurate);
  g_free (self->safe);
  g_free (self->current);
  g_free (self->meaning);
  g_free (self->reason);
  g_strfreev (self->roles);
  g_strfreev (self->specialties);
  g_free (self->interests);
  g_free (self->findings);
  g_free (self);
}

gboolean
attest_review_act_table_insert (AttestDatabase *database,
                                const AttestEvent *event,
                                const AttestReviewAct *act,
                                GError **error)
{
  AttestStatement *statement = attest_database_prepare (database,
                                                        "INSERT OR REPLACE INTO review_act (" ACT_COLUMNS
                                                        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                                                        " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)");
  g_autofree char *roles = attest_body_texts_to_json ((const char *const *) act->roles);
  g_autofree char *specialties = attest_body_texts_to_json ((const char *const *) act->specialties);

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, act->audience);
  attest_statement_bind_int64 (statement, 4, event->clock);
  attest_statement_bind_text (statement, 5, event->device);
  attest_statement_bind_int64 (statement, 6, event->sequence);
  attest_statement_bind_int64 (statement, 7, event->time);
  attest_statement_bind_text (statement, 8, act->kind);
  attest_statement_bind_text (statement, 9, event->actor);
  attest_statement_bind_text (statement, 10, act->revision);
  attest_statement_bind_text (statement, 11, act->signed_hash);
  attest_statement_bind_text (statement, 12, act->accurate);
  attest_statement_bind_text (statement, 13, act->safe);
  attest_statement_bind_text (statement, 14, act->current);
  attest_statement_bind_text (statement, 15, act->meaning);
  attest_statement_bind_text (statement, 16, act->reason);
  attest_statement_bind_text (statement, 17, roles);
  attest_statement_bind_text (statement, 18, act->findings);
  attest_statement_bind_text (statement, 19, specialties);
  attest_statement_bind_text (statement, 20, act->interests);

  return attest_statement_run (statement, error);
}

static AttestReviewAct *
read_brief (AttestStatement *row)
{
  AttestReviewAct *act = g_new0 (AttestReviewAct, 1);

  act->event = attest_row_dup_text (row, 0);
  act->article = attest_row_dup_text (row, 1);
  act->audience = attest_row_dup_text (row, 2);
  act->clock = attest_statement_get_int64 (row, 3);
  act->device = attest_row_dup_text (row, 4);
  act->sequence = attest_statement_get_int64 (row, 5);
  act->time = attest_statement_get_int64 (row, 6);
  act->kind = attest_row_dup_text (row, 7);
  act->actor = attest_row_dup_text (row, 8);
  act->revision = attest_statement_dup_text (row, 9);
  act->signed_hash = attest_statement_dup_text (row, 10);
  act->accurate = attest_statement_dup_text (row, 11);
  act->safe = attest_statement_dup_text (row, 12);
  act->current = attest_statement_dup_text (row, 13);

  return act;
}

static gpointer
read_brief_act (AttestStatement *row)
{
  return read_brief (row);
}

static gpointer
read_act (AttestStatement *row)
{
  AttestReviewAct *act = read_brief (row);

  act->meaning = attest_statement_dup_text (row, 14);
  act->reason = attest_statement_dup_text (row, 15);
  act->roles = attest_row_dup_texts (row, 16);
  act->findings = attest_statement_dup_text (row, 17);
  act->specialties = attest_row_dup_texts (row, 18);
  act->interests = attest_statement_dup_text (row, 19);

  return act;
}

#define OF_TEXT " FROM review_act WHERE article = ?1 AND audience = ?2 ORDER BY clock, device, sequence, event"

static GPtrArray *
list_acts (AttestStatement *statement,
           const char *article,
           const char *audience,
           AttestRowReader reader,
           GError **error)
{
  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_list (statement, reader, (GDestroyNotify) attest_review_act_free, error);
}

GPtrArray *
attest_review_act_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  return list_acts (
      attest_database_prepare (database, "SELECT " ACT_COLUMNS OF_TEXT), article, audience, read_act, error);
}

GPtrArray *
attest_review_act_table_list_brief (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  return list_acts (
      attest_database_prepare (database, "SELECT " BRIEF_COLUMNS OF_TEXT), article, audience, read_brief_act, error);
}

gboolean
attest_review_act_table_visit_verdicts (AttestDatabase *database,
                                        gint64 since,
                                        AttestVerdictVisit visit,
                                        gpointer user_data,
                                        GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT article, actor FROM review_act WHERE time >= ?1 AND kind = 'verdict'");
  GError *local_error = NULL;

  attest_statement_bind_int64 (statement, 1, since);
  while (attest_statement_next (statement, &local_error))
    visit (attest_statement_get_text (statement, 0), attest_statement_get_text (statement, 1), user_data);
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}
