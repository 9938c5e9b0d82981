/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-board-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-policy-table.h"
#include "record/attest-row.h"

/* The words of the page stay as the board writes them and are not translated with the program. */
#define DEFAULT_NOTICE "For education only. This content is pending human review."

gboolean
attest_board_table_reset (AttestDatabase *database, GError **error)
{
  AttestStatement *board = attest_database_prepare (
      database,
      "INSERT OR REPLACE INTO board (one, name, notice, policy_url, follow_up_url, disclaimer, sample)"
      " VALUES (1, '', ?1, '', '', '', 0)");

  attest_statement_bind_text (board, 1, DEFAULT_NOTICE);
  return attest_statement_run (board, error) && attest_policy_table_reset (database, error);
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
      " FROM board, policy_change WHERE topic = '' ORDER BY clock DESC, device DESC, sequence DESC, event DESC LIMIT "
      "1");

  return attest_row_find (statement, read_board, _ ("The library has no board. Rebuild it."), error);
}
