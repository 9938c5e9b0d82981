/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-redaction.h"

#include "record/attest-body.h"
#include "record/attest-content-table.h"
#include "record/attest-database-private.h"
#include "record/attest-event-table.h"
#include "record/attest-library-private.h"
#include "record/attest-record-kinds.h"

GHashTable *
attest_redaction_list (AttestDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) events = attest_event_table_list_redactions (database, error);
  g_autoptr (GHashTable) redactions =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) attest_event_unref);

  if (events == NULL)
    return NULL;

  for (guint i = 0; i < events->len; i++)
    {
      AttestEvent *event = g_ptr_array_index (events, i);
      const char *target;

      if (event->body == NULL)
        continue;
      target = attest_body_get_text (event->body, "event", NULL);
      if (target == NULL)
        target = attest_body_get_text (event->body, "content", NULL);
      /* The first in the total order is the one that is named. */
      if (target != NULL && !g_hash_table_contains (redactions, target))
        g_hash_table_insert (redactions, g_strdup (target), attest_event_ref (event));
    }

  return g_steal_pointer (&redactions);
}

static gboolean
collect_streams (AttestStatement *statement, const char *hash, GHashTable *streams, GError **error)
{
  GError *local_error = NULL;

  attest_statement_bind_text (statement, 1, hash);
  while (attest_statement_next (statement, &local_error))
    g_hash_table_add (streams, attest_statement_dup_text (statement, 0));
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
blank_event (AttestDatabase *database, const char *hash, GHashTable *streams, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT stream FROM event WHERE hash = ?1 AND body IS NOT NULL AND kind NOT IN " ATTEST_KINDS_NEVER_REDACTED_SQL);

  return collect_streams (statement, hash, streams, error) && attest_event_table_blank (database, hash, error);
}

static gboolean
blank_content (AttestDatabase *database, const char *hash, GHashTable *streams, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT DISTINCT article FROM revision JOIN content ON content.hash = revision.text"
                               " WHERE revision.text = ?1 AND content.data IS NOT NULL");

  return collect_streams (statement, hash, streams, error) && attest_content_table_blank (database, hash, error);
}

gboolean
attest_redaction_apply (AttestDatabase *database, GHashTable *streams, GError **error)
{
  g_autoptr (GPtrArray) events = attest_event_table_list_redactions (database, error);

  if (events == NULL)
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      AttestEvent *event = g_ptr_array_index (events, i);
      const char *hash = event->body != NULL ? attest_body_get_text (event->body, "event", NULL) : NULL;
      const char *content = event->body != NULL ? attest_body_get_text (event->body, "content", NULL) : NULL;

      if (hash != NULL && !blank_event (database, hash, streams, error))
        return FALSE;
      if (content != NULL && !blank_content (database, content, streams, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
attest_library_redact (AttestLibrary *self,
                       const char *actor,
                       const char *stream,
                       const char *event,
                       const char *content,
                       const char *reason,
                       GError **error)
{
  JsonObject *body = json_object_new ();

  if (event != NULL)
    json_object_set_string_member (body, "event", event);
  if (content != NULL)
    json_object_set_string_member (body, "content", content);
  json_object_set_string_member (body, "reason", reason != NULL ? reason : "");
  if (!attest_library_append_one (self, attest_event_draft_new (ATTEST_KIND_REDACT, stream, actor, body), NULL, error))
    return FALSE;

  /* The write-ahead log still holds the old pages. Another program that reads may keep it; then it goes when that one is closed. */
  if (!attest_database_run (self->database, "PRAGMA wal_checkpoint (TRUNCATE)", NULL))
    g_debug ("The write-ahead log cannot be emptied now");

  return TRUE;
}
