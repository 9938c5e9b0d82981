/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-body.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-library-private.h"
#include "record/attest-projection.h"
#include "record/attest-record-kinds.h"
#include "record/attest-redaction.h"
#include "text/attest-canonical-json.h"

typedef struct
{
  AttestLibrary *library;
  AttestDatabase *database;
  gboolean deep;
  /* From the hash of what was taken out to the redaction. */
  GHashTable *redactions;
  GPtrArray *problems;
  gint64 highest_clock;
} Verification;

void
attest_problem_free (AttestProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->stream);
  g_free (self->event);
  g_free (self->text);
  g_free (self);
}

/* @text: (transfer full) */
static void
add_problem (Verification *self, const char *code, const AttestEvent *event, gboolean failure, char *text)
{
  AttestProblem *problem = g_new0 (AttestProblem, 1);

  problem->code = g_strdup (code);
  problem->stream = event != NULL ? g_strdup (event->stream) : NULL;
  problem->event = event != NULL ? g_strdup (event->hash) : NULL;
  problem->text = text;
  problem->failure = failure;
  g_ptr_array_add (self->problems, problem);
}

static char *
describe_redaction (const AttestEvent *redaction)
{
  return g_strdup_printf (_ ("taken out by %s, because: %s"),
                          *redaction->actor != '\0' ? redaction->actor : _ ("nobody named"),
                          attest_body_get_text (redaction->body, "reason", ""));
}

/* ---- Events ---- */

static void
check_body (Verification *self, const AttestEvent *event, const char *body)
{
  const AttestEvent *redaction = g_hash_table_lookup (self->redactions, event->hash);
  g_autofree char *hash = NULL;

  if (body != NULL)
    {
      hash = attest_sha256 (body, strlen (body));
      if (!g_str_equal (hash, event->body_hash))
        add_problem (self, "hash", event, TRUE, g_strdup (_ ("What the event says was changed after it was written")));
      else if (event->body == NULL)
        add_problem (
            self, "body", event, TRUE, g_strdup (_ ("What the event says is not in the form that the record uses")));
    }
  else if (redaction == NULL || g_str_equal (event->kind, ATTEST_KIND_REDACT))
    {
      add_problem (self, "hash", event, TRUE, g_strdup (_ ("What the event says is gone, and no redaction names it")));
    }
  else
    {
      g_autofree char *why = describe_redaction (redaction);

      add_problem (self, "redacted", event, FALSE, g_strdup_printf (_ ("What the event says was %s"), why));
    }
}

static void
check_kind (Verification *self, const AttestEvent *event)
{
  const AttestEventKind *kind = attest_registry_lookup (self->library->registry, event->kind);
  g_autoptr (GError) error = NULL;

  if (kind != NULL && event->version <= kind->version && event->body != NULL && !kind->validate (event->body, &error))
    add_problem (self, "body", event, TRUE, g_strdup (error->message));
}

static gboolean
check_chain (Verification *self, const AttestEvent *event, GError **error)
{
  g_autoptr (AttestEvent) previous = NULL;
  g_autoptr (GError) local_error = NULL;

  if (event->sequence == 1 && *event->previous == '\0')
    return TRUE;

  previous = attest_event_table_find (self->database, event->previous, &local_error);
  if (previous == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (previous == NULL)
    add_problem (
        self,
        "gap",
        event,
        TRUE,
        g_strdup_printf (_ ("The event before it (%s) is missing. Merge the library that has it."), event->previous));
  else if (!g_str_equal (previous->device, event->device) || !g_str_equal (previous->stream, event->stream) ||
           previous->sequence != event->sequence - 1)
    add_problem (
        self, "chain", event, TRUE, g_strdup (_ ("It does not follow the event that it names as the one before")));
  else if (previous->clock >= event->clock)
    add_problem (self, "clock", event, TRUE, g_strdup (_ ("Its clock is not later than that of the event before it")));

  return TRUE;
}

static gboolean
check_event (Verification *self, const AttestEvent *event, const char *body, GError **error)
{
  g_autofree char *hash = attest_event_compute_hash (event, NULL);

  if (g_strcmp0 (hash, event->hash) != 0 || !attest_event_check_header (event, NULL))
    add_problem (self, "hash", event, TRUE, g_strdup (_ ("The event was changed after it was written")));
  check_body (self, event, body);
  if (self->deep)
    check_kind (self, event);
  if (event->clock > self->highest_clock + ATTEST_EVENT_MAXIMUM_CLOCK_STEP)
    add_problem (self, "clock", event, TRUE, g_strdup (_ ("Its clock is too far ahead of all before it")));
  self->highest_clock = MAX (self->highest_clock, event->clock);

  return check_chain (self, event, error);
}

static gboolean
check_events (Verification *self, GError **error)
{
  AttestStatement *rows =
      attest_database_prepare (self->database,
                               "SELECT " ATTEST_EVENT_COLUMNS " FROM event INDEXED BY event_by_order"
                               " ORDER BY event.clock, event.device, event.sequence, event.hash");
  g_autoptr (GError) local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    {
      g_autoptr (AttestEvent) event = attest_event_new_from_row (rows, NULL);

      if (!check_event (self, event, attest_statement_get_text (rows, 11), &local_error))
        break;
    }
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_forks (Verification *self, GError **error)
{
  AttestStatement *rows =
      attest_database_prepare (self->database,
                               "SELECT " ATTEST_EVENT_COLUMNS ", count (*) FROM event INDEXED BY event_by_stream"
                               " GROUP BY stream, device, sequence HAVING count (*) > 1");
  GError *local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    {
      g_autoptr (AttestEvent) event = attest_event_new_from_row (rows, NULL);

      add_problem (
          self,
          "fork",
          event,
          TRUE,
          g_strdup_printf (_ ("One device wrote %lld different events as number %lld: it was copied, or set back to an "
                              "older state. All are kept."),
                           (long long) attest_statement_get_int64 (rows, 12),
                           (long long) event->sequence));
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

/* ---- Texts and assets ---- */

static void
check_content (Verification *self, AttestStatement *row)
{
  g_autofree char *hash = attest_statement_dup_text (row, 0);
  const AttestEvent *redaction = hash != NULL ? g_hash_table_lookup (self->redactions, hash) : NULL;
  g_autoptr (GBytes) data = NULL;
  g_autofree char *found = NULL;

  if (!attest_statement_is_null (row, 1))
    {
      data = attest_statement_dup_blob (row, 1);
      found = attest_sha256 (g_bytes_get_size (data) > 0 ? g_bytes_get_data (data, NULL) : "", g_bytes_get_size (data));
      if (g_strcmp0 (found, hash) != 0)
        add_problem (
            self, "content", NULL, TRUE, g_strdup_printf (_ ("The text %s was changed after it was saved"), hash));
    }
  else if (redaction == NULL)
    {
      add_problem (
          self, "content", NULL, TRUE, g_strdup_printf (_ ("The text %s is gone, and no redaction names it"), hash));
    }
  else
    {
      g_autofree char *why = describe_redaction (redaction);

      add_problem (self, "redacted", redaction, FALSE, g_strdup_printf (_ ("The text %s was %s"), hash, why));
    }
}

static void
check_missing_content (Verification *self, AttestStatement *row)
{
  g_autofree char *hash = attest_statement_dup_text (row, 0);
  const AttestEvent *redaction = hash != NULL ? g_hash_table_lookup (self->redactions, hash) : NULL;
  g_autofree char *why = redaction != NULL ? describe_redaction (redaction) : NULL;

  if (redaction != NULL)
    add_problem (self, "redacted", redaction, FALSE, g_strdup_printf (_ ("The text %s was %s"), hash, why));
  else
    add_problem (self,
                 "content",
                 NULL,
                 TRUE,
                 g_strdup_printf (_ ("The text %s is missing. Merge the library that has it."), hash));
}

static gboolean
check_contents (Verification *self, GError **error)
{
  AttestStatement *rows = attest_database_prepare (self->database, "SELECT hash, data FROM content");
  AttestStatement *missing;
  GError *local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    check_content (self, rows);

  missing = attest_database_prepare (
      self->database,
      "SELECT DISTINCT revision.text FROM revision LEFT JOIN content ON content.hash = revision.text"
      " WHERE content.hash IS NULL");
  while (local_error == NULL && attest_statement_next (missing, &local_error))
    check_missing_content (self, missing);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

/* ---- The file and the projections ---- */

static gboolean
check_integrity (Verification *self, GError **error)
{
  AttestStatement *rows = attest_database_prepare (self->database, "PRAGMA integrity_check (100)");
  GError *local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    {
      g_autofree char *text = attest_statement_dup_text (rows, 0);

      if (g_strcmp0 (text, "ok") != 0)
        add_problem (self, "integrity", NULL, TRUE, g_steal_pointer (&text));
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
compare_projections (Verification *self, AttestDatabase *database, GError **error)
{
  g_auto (GStrv) different = NULL;
  gboolean done;

  if (!attest_database_run (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  done = attest_projection_rebuild (database, self->library->registry, &different, error);
  attest_database_roll_back (database);

  for (gsize i = 0; done && different[i] != NULL; i++)
    add_problem (self,
                 "projection",
                 NULL,
                 TRUE,
                 g_strdup_printf (_ ("The table “%s” is not what the log says. Rebuild the library."), different[i]));

  return done;
}

static gboolean
check_projections (Verification *self, GError **error)
{
  g_autoptr (AttestDatabase) copy = NULL;

  if (!self->library->read_only)
    return compare_projections (self, self->database, error);

  /* A library that cannot be written is rebuilt in a copy in memory. */
  copy = attest_database_copy_to_memory (self->database, error);
  return copy != NULL && compare_projections (self, copy, error);
}

typedef gboolean (*Check) (Verification *self, GError **error);

/* A part that cannot be read is a finding, and the other parts are looked at all the same. */
static gboolean
run_check (Verification *self, Check check, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (check (self, &local_error))
    return TRUE;
  if (g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    {
      add_problem (self, "integrity", NULL, TRUE, g_strdup (local_error->message));
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_redactions (Verification *self, GError **error)
{
  self->redactions = attest_redaction_list (self->database, error);
  return self->redactions != NULL;
}

GPtrArray *
attest_library_verify (AttestLibrary *self, gboolean deep, GError **error)
{
  static const Check deep_checks[] = { check_contents, check_integrity, check_projections };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_problem_free);
  g_autoptr (GHashTable) redactions = NULL;
  Verification verification = { self, NULL, deep, NULL, problems, 0 };
  gboolean done;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), NULL);

  verification.database = self->database;
  done = run_check (&verification, load_redactions, error);
  if (done && verification.redactions == NULL)
    verification.redactions = g_hash_table_new (g_str_hash, g_str_equal);
  redactions = verification.redactions;
  done = done && run_check (&verification, check_events, error) && run_check (&verification, check_forks, error);
  for (guint i = 0; done && deep && i < G_N_ELEMENTS (deep_checks); i++)
    done = run_check (&verification, deep_checks[i], error);

  return done ? g_steal_pointer (&problems) : NULL;
}
