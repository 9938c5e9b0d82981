/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-export-table.h"

#include "record/attest-body.h"

gboolean
attest_export_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "INSERT OR REPLACE INTO article_export (event, article, audiences, revisions, page, actor, time)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  g_autofree char *audiences = attest_body_dup_json (event->body, "audiences");
  g_autofree char *revisions = attest_body_dup_json (event->body, "revisions");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, audiences);
  attest_statement_bind_text (statement, 4, revisions);
  attest_statement_bind_text (statement, 5, attest_body_get_text (event->body, "page", ""));
  attest_statement_bind_text (statement, 6, event->actor);
  attest_statement_bind_int64 (statement, 7, event->time);

  return attest_statement_run (statement, error);
}
