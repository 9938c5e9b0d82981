/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-finding-act-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-row.h"

#define ACT_COLUMNS                                                                                                    \
  "event, article, audience, clock, device, sequence, time, act, actor, revision, rule, pack, start, \"end\", exact,"  \
  " prefix, suffix, reason"

void
attest_finding_act_free (AttestFindingAct *self)
{
  if (self == NULL)
    return;

  g_free (self->event);
  g_free (self->article);
  g_free (self->audience);
  g_free (self->device);
  g_free (self->act);
  g_free (self->actor);
  g_free (self->revision);
  g_free (self->rule);
  g_free (self->pack);
  g_free (self->exact);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self->reason);
  g_free (self);
}

gboolean
attest_finding_act_table_insert (AttestDatabase *database,
                                 const AttestEvent *event,
                                 const AttestFindingAct *act,
                                 GError **error)
{
  AttestStatement *statement = attest_database_prepare (database,
                                                        "INSERT OR REPLACE INTO finding_act (" ACT_COLUMNS
                                                        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
                                                        " ?13, ?14, ?15, ?16, ?17, ?18)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, act->audience);
  attest_statement_bind_int64 (statement, 4, event->clock);
  attest_statement_bind_text (statement, 5, event->device);
  attest_statement_bind_int64 (statement, 6, event->sequence);
  attest_statement_bind_int64 (statement, 7, event->time);
  attest_statement_bind_text (statement, 8, act->act);
  attest_statement_bind_text (statement, 9, event->actor);
  attest_statement_bind_text (statement, 10, act->revision);
  attest_statement_bind_text (statement, 11, act->rule);
  attest_statement_bind_text (statement, 12, act->pack);
  attest_statement_bind_int64 (statement, 13, act->start);
  attest_statement_bind_int64 (statement, 14, act->end);
  attest_statement_bind_text (statement, 15, act->exact);
  attest_statement_bind_text (statement, 16, act->prefix);
  attest_statement_bind_text (statement, 17, act->suffix);
  attest_statement_bind_text (statement, 18, act->reason);

  return attest_statement_run (statement, error);
}

gboolean
attest_finding_act_table_take_back (AttestDatabase *database,
                                    const AttestEvent *event,
                                    const AttestFindingAct *waiver,
                                    const char *reason,
                                    GError **error)
{
  AttestFindingAct act = *waiver;
  AttestStatement *statement =
      attest_database_prepare (database,
                               "UPDATE finding_act SET act = 'taken-back' WHERE article = ?1 AND audience = ?2"
                               " AND clock = ?3 AND device = ?4 AND sequence = ?5 AND event = ?6");

  attest_statement_bind_text (statement, 1, waiver->article);
  attest_statement_bind_text (statement, 2, waiver->audience);
  attest_statement_bind_int64 (statement, 3, waiver->clock);
  attest_statement_bind_text (statement, 4, waiver->device);
  attest_statement_bind_int64 (statement, 5, waiver->sequence);
  attest_statement_bind_text (statement, 6, waiver->event);
  act.act = (char *) "restore";
  act.reason = (char *) reason;

  return attest_statement_run (statement, error) && attest_finding_act_table_insert (database, event, &act, error);
}

static gpointer
read_act (AttestStatement *row)
{
  AttestFindingAct *act = g_new0 (AttestFindingAct, 1);

  act->event = attest_row_dup_text (row, 0);
  act->article = attest_row_dup_text (row, 1);
  act->audience = attest_row_dup_text (row, 2);
  act->clock = attest_statement_get_int64 (row, 3);
  act->device = attest_row_dup_text (row, 4);
  act->sequence = attest_statement_get_int64 (row, 5);
  act->time = attest_statement_get_int64 (row, 6);
  act->act = attest_row_dup_text (row, 7);
  act->actor = attest_row_dup_text (row, 8);
  act->revision = attest_row_dup_text (row, 9);
  act->rule = attest_row_dup_text (row, 10);
  act->pack = attest_row_dup_text (row, 11);
  act->start = attest_statement_get_int64 (row, 12);
  act->end = attest_statement_get_int64 (row, 13);
  act->exact = attest_row_dup_text (row, 14);
  act->prefix = attest_row_dup_text (row, 15);
  act->suffix = attest_row_dup_text (row, 16);
  act->reason = attest_row_dup_text (row, 17);

  return act;
}

AttestFindingAct *
attest_finding_act_table_find (AttestDatabase *database, const char *article, const char *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT " ACT_COLUMNS " FROM finding_act WHERE article = ?1 AND event = ?2");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, event);

  return attest_row_find (statement, read_act, _ ("No finding was waived by that act"), error);
}

GPtrArray *
attest_finding_act_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database,
                                                        "SELECT " ACT_COLUMNS " FROM finding_act WHERE article = ?1"
                                                        " AND audience = ?2 ORDER BY clock, device, sequence, event");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_list (statement, read_act, (GDestroyNotify) attest_finding_act_free, error);
}
