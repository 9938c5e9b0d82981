/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-article-table.h"
#include "record/attest-body.h"
#include "record/attest-content-table.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-library-private.h"
#include "record/attest-projection.h"
#include "record/attest-record-kinds.h"
#include "record/attest-redaction.h"
#include "record/attest-schema.h"
#include "record/attest-search-index.h"
#include "text/attest-canonical-json.h"

/* Another version of the program may have folded the log since this one opened it. */
static gboolean
bring_up_to_date (AttestLibrary *self, GError **error)
{
  g_autoptr (AttestFold) fold = NULL;
  gboolean current;

  if (!attest_projection_is_current (self->database, self->registry, &current, error))
    return FALSE;
  if (current)
    return TRUE;

  fold = attest_fold_new (self->database, self->registry);
  return attest_fold_everything (fold, error) && attest_fold_finish (fold, error);
}

/* A newer program may have migrated it while it was open here. What this one folds would lack the rows that the newer one relies on. */
static gboolean
check_version (AttestLibrary *self, GError **error)
{
  guint version;

  if (!attest_schema_get_version (self->database, &version, error))
    return FALSE;
  if (version <= ATTEST_SCHEMA_VERSION)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_NEWER,
               _ ("A newer version of Attest has opened %s meanwhile, and this one can no longer write to it."
                  " Nothing was written. Update Attest to go on."),
               self->path);
  return FALSE;
}

gboolean
attest_library_begin (AttestLibrary *self, GError **error)
{
  if (self->read_only)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_READ_ONLY,
                   _ ("%s was opened for reading alone. Nothing was written."),
                   self->path);
      return FALSE;
    }
  if (!attest_place_check_writable (self->place, error) ||
      !attest_statement_run (attest_database_prepare (self->database, "BEGIN IMMEDIATE"), error))
    return FALSE;
  if (check_version (self, error) && bring_up_to_date (self, error))
    return TRUE;

  attest_database_roll_back (self->database);
  return FALSE;
}

gboolean
attest_library_commit (AttestLibrary *self, GError **error)
{
  AttestStatement *statement = attest_database_prepare (self->database, "COMMIT");

  /* Once more: what was written to a file that went away meanwhile is not in the library. */
  if (attest_statement_run (statement, error))
    return attest_place_check (self->place, error);

  attest_database_roll_back (self->database);
  return FALSE;
}

static gboolean
check_stream (AttestLibrary *self, const AttestEventDraft *draft, const AttestEventKind *kind, GError **error)
{
  gboolean board = g_str_equal (draft->stream, ATTEST_STREAM_BOARD);
  g_autofree char *unknown_kind = NULL;

  if (!g_str_equal (kind->name, ATTEST_KIND_REDACT) && kind->board != board)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_BODY,
                   _ ("“%s” does not belong to the stream %s"),
                   kind->name,
                   draft->stream);
      return FALSE;
    }
  if (!attest_fold_get_unknown_kind (self->database, draft->stream, &unknown_kind, error))
    return FALSE;
  if (unknown_kind != NULL)
    {
      g_set_error (
          error,
          ATTEST_RECORD_ERROR,
          ATTEST_RECORD_ERROR_UNKNOWN_KIND,
          _ ("A newer version of Attest wrote here (“%s”), so that it can only be read. Update Attest to go on."),
          unknown_kind);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_article (AttestLibrary *self, const AttestEventDraft *draft, GError **error)
{
  gboolean new_article = g_str_equal (draft->kind, "article.create");
  GError *local_error = NULL;
  gboolean there;

  if (g_str_equal (draft->stream, ATTEST_STREAM_BOARD))
    return TRUE;

  there = attest_article_table_contains (self->database, draft->stream, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (there != new_article)
    return TRUE;

  if (there)
    g_set_error (
        error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS, _ ("The article %s is there already"), draft->stream);
  else
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_NOT_FOUND,
                 _ ("The library has no article “%s”"),
                 draft->stream);

  return FALSE;
}

/* In the target's own stream, so that whoever gets the stream knows why a part of it is blank. */
static gboolean
check_redaction (AttestLibrary *self, const AttestEventDraft *draft, GError **error)
{
  static const char *const never_redacted[] = { ATTEST_KINDS_NEVER_REDACTED, NULL };
  const char *hash = attest_body_get_text (draft->body, "event", NULL);
  g_autoptr (AttestEvent) target = NULL;

  if (!g_str_equal (draft->kind, ATTEST_KIND_REDACT) || hash == NULL)
    return TRUE;

  target = attest_event_table_find (self->database, hash, error);
  if (target == NULL)
    return FALSE;
  if (g_str_equal (target->stream, draft->stream) && !g_strv_contains (never_redacted, target->kind))
    return TRUE;

  g_set_error (
      error,
      ATTEST_RECORD_ERROR,
      ATTEST_RECORD_ERROR_BODY,
      _ ("A redaction stands in the stream of the event that it blanks; redactions, what approval takes and who is one "
         "person cannot be taken out"));
  return FALSE;
}

/* Far above any text or picture of an article, and well below what SQLite takes. */
#define MAXIMUM_CONTENT (100 * 1000 * 1000)

static gboolean
check_contents (const AttestEventDraft *draft, GError **error)
{
  for (guint i = 0; i < draft->contents->len; i++)
    if (g_bytes_get_size (g_ptr_array_index (draft->contents, i)) > MAXIMUM_CONTENT)
      {
        g_set_error (error,
                     ATTEST_RECORD_ERROR,
                     ATTEST_RECORD_ERROR_BODY,
                     _ ("A text or picture of more than 100 MB has no place in a library"));
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_draft (AttestLibrary *self, const AttestEventDraft *draft, const AttestEventKind **kind, GError **error)
{
  *kind = attest_registry_lookup (self->registry, draft->kind);
  if (*kind == NULL)
    {
      g_set_error (
          error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY, _ ("There is no kind of event “%s”"), draft->kind);
      return FALSE;
    }

  return (*kind)->validate (draft->body, error) && check_stream (self, draft, *kind, error) &&
         check_article (self, draft, error) && check_redaction (self, draft, error) && check_contents (draft, error);
}

static gboolean
write_contents (AttestLibrary *self, const AttestEventDraft *draft, GError **error)
{
  for (guint i = 0; i < draft->contents->len; i++)
    {
      GBytes *content = g_ptr_array_index (draft->contents, i);
      const char *hash = g_ptr_array_index (draft->hashes, i);

      if (!attest_content_table_insert (self->database, hash, content, g_bytes_get_size (content), NULL, error))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_canonical_body (const AttestEventDraft *draft, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) local_error = NULL;
  char *body;

  json_node_set_object (node, draft->body);
  body = attest_canonical_json (node, &local_error);
  if (body == NULL)
    g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY, local_error->message);

  return body;
}

/* Returns: (transfer full) (nullable): the event that was written and folded. */
static AttestEvent *
append_draft (AttestLibrary *self, AttestFold *fold, const AttestEventDraft *draft, gint64 clock, GError **error)
{
  const AttestEventKind *kind;
  g_autoptr (AttestEvent) event = NULL;
  g_autofree char *previous = NULL;
  g_autofree char *body = NULL;
  AttestEvent header = { 0 };

  if (!check_draft (self, draft, &kind, error))
    return NULL;
  body = dup_canonical_body (draft, error);
  if (body == NULL)
    return NULL;

  header.device = (char *) attest_device_get_id (self->device);
  if (!attest_event_table_get_tail (self->database, header.device, draft->stream, &header.sequence, &previous, error))
    return NULL;
  header.stream = draft->stream;
  header.sequence++;
  header.clock = clock;
  header.time = draft->time != 0 ? draft->time : g_get_real_time ();
  header.actor = draft->actor;
  header.kind = draft->kind;
  header.version = kind->version;
  header.previous = previous;

  event = attest_event_new (&header, body, error);
  if (event == NULL || !attest_event_check_header (event, error) || !write_contents (self, draft, error) ||
      !attest_event_table_insert (self->database, event, body, error) || !attest_fold_event (fold, event, error))
    return NULL;

  return g_steal_pointer (&event);
}

static gboolean
is_redacting (GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    if (g_str_equal (((AttestEvent *) g_ptr_array_index (events, i))->kind, ATTEST_KIND_REDACT))
      return TRUE;

  return FALSE;
}

static gboolean
apply_redactions (AttestLibrary *self, AttestFold *fold, GError **error)
{
  g_autoptr (GHashTable) streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return attest_redaction_apply (self->database, streams, error) && attest_fold_streams (fold, streams, error);
}

static GPtrArray *
append_drafts (AttestLibrary *self, AttestFold *fold, GPtrArray *drafts, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_unref);
  gboolean redacting;
  gint64 clock;

  /* Of a batch the device's note is of before its first event. */
  if ((self->batch == NULL && !attest_device_begin (self->device, self->database, error)) ||
      !attest_event_table_get_highest_clock (self->database, &clock, error))
    return NULL;

  for (guint i = 0; i < drafts->len; i++)
    {
      AttestEvent *event = append_draft (self, fold, g_ptr_array_index (drafts, i), ++clock, error);

      if (event == NULL)
        return NULL;
      g_ptr_array_add (events, event);
    }

  redacting = is_redacting (events);
  if (self->batch != NULL && !redacting)
    return g_steal_pointer (&events);
  if ((redacting && !apply_redactions (self, fold, error)) || !attest_fold_finish (fold, error) ||
      (redacting && !attest_search_index_forget (self->database, error)))
    return NULL;

  return g_steal_pointer (&events);
}

static gboolean
append_to_batch (AttestLibrary *self, GPtrArray *drafts, GPtrArray **events, GError **error)
{
  g_autoptr (GPtrArray) written = NULL;

  /* The transaction may be gone: what came now would stay, whatever becomes of the rest. */
  if (!attest_batch_check (self->batch, error))
    return FALSE;
  written = append_drafts (self, attest_batch_get_fold (self->batch), drafts, error);
  if (written == NULL)
    {
      attest_batch_fail (self->batch);
      return FALSE;
    }
  attest_batch_take (self->batch, ((const AttestEvent *) g_ptr_array_index (written, written->len - 1))->hash);
  if (events != NULL)
    *events = g_steal_pointer (&written);

  return TRUE;
}

gboolean
attest_library_append (AttestLibrary *self, GPtrArray *drafts, GPtrArray **events, GError **error)
{
  g_autoptr (AttestFold) fold = NULL;
  g_autoptr (GPtrArray) written = NULL;
  g_autofree char *last_hash = NULL;
  g_auto (GStrv) streams = NULL;
  const AttestEvent *last;
  gint64 position;
  gint64 last_position;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && drafts != NULL && drafts->len > 0, FALSE);

  if (self->batch != NULL)
    return append_to_batch (self, drafts, events, error);
  if (!attest_library_begin (self, error))
    return FALSE;

  position = attest_library_read_position (self);
  fold = attest_fold_new (self->database, self->registry);
  written = append_drafts (self, fold, drafts, error);
  if (written == NULL)
    {
      attest_database_roll_back (self->database);
      return FALSE;
    }

  /* Noted while the lock is held: another program of this installation reads it before it writes. */
  last = g_ptr_array_index (written, written->len - 1);
  last_hash = g_strdup (attest_device_get_last_hash (self->device));
  attest_device_note (self->device, last->hash);
  last_position = attest_library_read_position (self);
  if (!attest_library_commit (self, error))
    {
      if (*last_hash != '\0')
        attest_device_note (self->device, last_hash);
      return FALSE;
    }

  /* What others wrote meanwhile is left for attest_library_refresh() to announce. */
  if (position == self->position)
    self->position = last_position;
  streams = attest_fold_dup_streams (fold);
  if (events != NULL)
    *events = g_steal_pointer (&written);
  attest_library_announce (self, (const char *const *) streams);

  return TRUE;
}

gboolean
attest_library_append_one (AttestLibrary *self, AttestEventDraft *draft, char **hash, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autoptr (GPtrArray) events = NULL;

  g_ptr_array_add (drafts, draft);
  if (!attest_library_append (self, drafts, &events, error))
    return FALSE;
  if (hash != NULL)
    *hash = g_strdup (((AttestEvent *) g_ptr_array_index (events, 0))->hash);

  return TRUE;
}
