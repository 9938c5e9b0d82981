/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-board-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-row.h"

#define POLICY_COLUMNS                                                                                                 \
  "clock, device, sequence, event, topic, cleared, sign_offs, roles, role_sign_offs, audiences, specialty,"            \
  " review_months, blocking_findings, independent"

/* The words of the page stay as the board writes them and are not translated with the program. */
#define DEFAULT_NOTICE "For education only. This content is pending human review."

gboolean
attest_board_table_reset (AttestDatabase *database, GError **error)
{
  AttestStatement *board = attest_database_prepare (
      database,
      "INSERT OR REPLACE INTO board (one, name, notice, policy_url, follow_up_url, disclaimer, sample)"
      " VALUES (1, '', ?1, '', '', '', 0)");
  AttestStatement *policy;

  attest_statement_bind_text (board, 1, DEFAULT_NOTICE);
  if (!attest_statement_run (board, error))
    return FALSE;

  policy = attest_database_prepare (database,
                                    "INSERT OR REPLACE INTO policy_change (" POLICY_COLUMNS ")"
                                    " VALUES (0, '', 0, '', '', 0, 2, '[\"reviewer\"]', '[]', '[]', '', 12, '[]', 0)");
  return attest_statement_run (policy, error);
}

gboolean
attest_board_table_set (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "UPDATE board SET name = coalesce (?1, name), notice = coalesce (?2, notice),"
                               " policy_url = coalesce (?3, policy_url), follow_up_url = coalesce (?4, follow_up_url),"
                               " disclaimer = coalesce (?5, disclaimer), sample = coalesce (?6, sample)");

  attest_statement_bind_text (statement, 1, attest_body_get_text (event->body, "name", NULL));
  attest_statement_bind_text (statement, 2, attest_body_get_text (event->body, "notice", NULL));
  attest_statement_bind_text (statement, 3, attest_body_get_text (event->body, "policy_url", NULL));
  attest_statement_bind_text (statement, 4, attest_body_get_text (event->body, "follow_up_url", NULL));
  attest_statement_bind_text (statement, 5, attest_body_get_text (event->body, "disclaimer", NULL));
  if (json_object_has_member (event->body, "sample"))
    attest_statement_bind_int64 (statement, 6, attest_body_get_boolean (event->body, "sample", FALSE));

  return attest_statement_run (statement, error);
}

gboolean
attest_board_table_set_unknown_kind (AttestDatabase *database, const char *kind, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "UPDATE board SET unknown_kind = ?1 WHERE unknown_kind IS NULL");

  attest_statement_bind_text (statement, 1, kind);
  return attest_statement_run (statement, error);
}

static gpointer
read_board (AttestStatement *row)
{
  AttestBoard *board = g_new0 (AttestBoard, 1);

  board->name = attest_row_dup_text (row, 0);
  board->notice = attest_row_dup_text (row, 1);
  board->policy_url = attest_row_dup_text (row, 2);
  board->follow_up_url = attest_row_dup_text (row, 3);
  board->disclaimer = attest_row_dup_text (row, 4);
  board->sample = attest_statement_get_int64 (row, 5) != 0;
  board->unknown_kind = attest_statement_dup_text (row, 6);
  board->sign_offs = (guint) attest_statement_get_int64 (row, 7);
  board->sign_off_roles = attest_row_dup_texts (row, 8);
  board->review_months = (guint) attest_statement_get_int64 (row, 9);

  return board;
}

AttestBoard *
attest_board_table_load (AttestDatabase *database, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT name, notice, policy_url, follow_up_url, disclaimer, sample, unknown_kind, sign_offs, roles, "
      "review_months"
      " FROM board, policy_change ORDER BY clock DESC, device DESC, sequence DESC, event DESC LIMIT 1");

  return attest_row_find (statement, read_board, _ ("The library has no board. Rebuild it."), error);
}

gboolean
attest_policy_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT OR REPLACE INTO policy_change (" POLICY_COLUMNS ")"
                               " VALUES (?1, ?2, ?3, ?4, '', 0, ?5, ?6, '[]', '[]', '', ?7, '[]', 0)");
  g_autofree char *roles = attest_body_dup_json (event->body, "sign_off_roles");

  attest_statement_bind_int64 (statement, 1, event->clock);
  attest_statement_bind_text (statement, 2, event->device);
  attest_statement_bind_int64 (statement, 3, event->sequence);
  attest_statement_bind_text (statement, 4, event->hash);
  attest_statement_bind_int64 (statement, 5, attest_body_get_integer (event->body, "sign_offs", 2));
  attest_statement_bind_text (statement, 6, roles);
  attest_statement_bind_int64 (statement, 7, attest_body_get_integer (event->body, "review_months", 12));

  return attest_statement_run (statement, error);
}

void
attest_policy_free (AttestPolicy *self)
{
  if (self == NULL)
    return;

  g_free (self->device);
  g_strfreev (self->roles);
  g_free (self);
}

static gpointer
read_policy (AttestStatement *row)
{
  AttestPolicy *policy = g_new0 (AttestPolicy, 1);

  policy->clock = attest_statement_get_int64 (row, 0);
  policy->device = attest_row_dup_text (row, 1);
  policy->sequence = attest_statement_get_int64 (row, 2);
  policy->sign_offs = (guint) attest_statement_get_int64 (row, 3);
  policy->roles = attest_row_dup_texts (row, 4);
  policy->review_months = (guint) attest_statement_get_int64 (row, 5);

  return policy;
}

GPtrArray *
attest_policy_table_list (AttestDatabase *database, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT clock, device, sequence, sign_offs, roles, review_months FROM policy_change"
                               " ORDER BY clock, device, sequence, event");

  return attest_row_list (statement, read_policy, (GDestroyNotify) attest_policy_free, error);
}
