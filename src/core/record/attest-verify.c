/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-body.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-library-private.h"
#include "record/attest-migration.h"
#include "record/attest-projection.h"
#include "record/attest-record-kinds.h"
#include "record/attest-redaction.h"
#include "record/attest-search-index.h"
#include "record/attest-verify-private.h"
#include "record/attest-verify-quick.h"
#include "text/attest-canonical-json.h"

/* Looking into what differs takes up to a second for each event in a large log. */
#define MAXIMUM_EXPLAINED 20

typedef struct
{
  AttestLibrary *library;
  AttestDatabase *database;
  gboolean deep;
  /* From the hash of what was taken out to the redaction. */
  GHashTable *redactions;
  GPtrArray *problems;
  gint64 highest_clock;
  /* Of how many broken events it was looked into what differs. */
  guint explained;
} Verification;

/* @text: (transfer full). Returns: (transfer none) */
static AttestProblem *
add_problem (Verification *self, const char *code, const AttestEvent *event, gboolean failure, char *text)
{
  AttestProblem *problem = attest_problem_new (code, event, failure, text);

  g_ptr_array_add (self->problems, problem);
  return problem;
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
        g_set_str (
            &add_problem (
                 self, "hash", event, TRUE, g_strdup (_ ("What the event says was changed after it was written")))
                 ->field,
            "body");
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
is_clock_near (Verification *self, gint64 clock)
{
  return clock <= ATTEST_EVENT_MAXIMUM_CLOCK_STEP || clock - ATTEST_EVENT_MAXIMUM_CLOCK_STEP <= self->highest_clock;
}

static gboolean
check_event (Verification *self, const AttestEvent *event, const char *body, GError **error)
{
  g_autofree char *hash = attest_event_compute_hash (event, NULL);

  if (g_strcmp0 (hash, event->hash) != 0)
    {
      AttestProblem *problem =
          add_problem (self, "hash", event, TRUE, g_strdup (_ ("The event was changed after it was written")));

      if (self->explained++ < MAXIMUM_EXPLAINED)
        attest_verify_explain (self->database, event, problem);
    }
  else if (!attest_event_check_header (event, NULL))
    {
      add_problem (self, "hash", event, TRUE, g_strdup (_ ("The event is not in the form that the record uses")));
    }
  check_body (self, event, body);
  if (self->deep)
    check_kind (self, event);
  if (!is_clock_near (self, event->clock))
    add_problem (self, "clock", event, TRUE, g_strdup (_ ("Its clock is too far ahead of all before it")));
  self->highest_clock = MAX (self->highest_clock, event->clock);

  return check_chain (self, event, error);
}

static void
add_lost_event (Verification *self, AttestStatement *row)
{
  g_autofree char *device = attest_statement_dup_text (row, 12);

  add_problem (self,
               "integrity",
               NULL,
               TRUE,
               g_strdup_printf (_ ("Event %lld of device %s is not where the file says that it is"),
                                (long long) attest_statement_get_int64 (row, 13),
                                device));
}

/* What is right beyond doubt is told quickly; everything else is looked into. */
static gboolean
check_row (Verification *self, AttestVerifyQuick *quick, AttestStatement *row, GError **error)
{
  gint64 clock = attest_statement_get_int64 (row, 4);
  g_autoptr (AttestEvent) event = NULL;

  if (attest_verify_quick_is_right (quick, row) && is_clock_near (self, clock))
    {
      self->highest_clock = MAX (self->highest_clock, clock);
      return TRUE;
    }

  event = attest_event_new_from_row (row, NULL);
  return check_event (self, event, attest_statement_get_text (row, 11), error);
}

static gboolean
check_events (Verification *self, GError **error)
{
  g_autoptr (AttestVerifyQuick) quick = attest_verify_quick_new (self->deep ? self->library->registry : NULL);
  /* SQLite takes what an index holds from the index. Device, clock and sequence have to be those of the row itself, so it is joined. */
  AttestStatement *rows = attest_database_prepare (self->database,
                                                   "SELECT " ATTEST_EVENT_COLUMNS ", place.device, place.sequence"
                                                   " FROM event AS place INDEXED BY event_by_order"
                                                   " LEFT JOIN event ON event.position = place.position"
                                                   " ORDER BY place.clock, place.device, place.sequence");
  g_autoptr (GError) local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    {
      if (attest_statement_is_null (rows, 0))
        add_lost_event (self, rows);
      else if (!check_row (self, quick, rows, &local_error))
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
  AttestStatement *rows = attest_database_prepare (
      self->database,
      "SELECT " ATTEST_EVENT_COLUMNS ", fork.number FROM (SELECT min (position) AS position, count (*) AS number"
      " FROM event INDEXED BY event_by_stream GROUP BY stream, device, sequence HAVING count (*) > 1) AS fork"
      " JOIN event ON event.position = fork.position");
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

/* Events are numbered as they come in and none is ever deleted, so a number that is not there was one. */
static gboolean
check_positions (Verification *self, GError **error)
{
  gint64 count;
  gint64 last;

  if (!attest_database_read_int64 (self->database, "SELECT count (*) FROM event", &count, error) ||
      !attest_database_read_int64 (self->database, "SELECT max (position) FROM event", &last, error))
    return FALSE;

  if (count < last)
    add_problem (self,
                 "gap",
                 NULL,
                 TRUE,
                 g_strdup_printf (ngettext ("%lld event that was written to the library is gone from it",
                                            "%lld events that were written to the library are gone from it",
                                            (gulong) (last - count)),
                                  (long long) (last - count)));

  return TRUE;
}

/* ---- Texts and assets ---- */

/* The first revision that shows a text or an asset. Returns: (transfer full) (nullable) */
static AttestEvent *
find_user (Verification *self, const char *content)
{
  AttestStatement *row = attest_database_prepare (self->database,
                                                  "SELECT id FROM revision WHERE text = ?1 OR instr (assets, ?1) > 0"
                                                  " ORDER BY clock, device, sequence, id LIMIT 1");
  g_autofree char *id = NULL;

  attest_statement_bind_text (row, 1, content);
  if (attest_statement_next (row, NULL))
    id = attest_statement_dup_text (row, 0);
  attest_statement_done (row);

  return id != NULL ? attest_event_table_find (self->database, id, NULL) : NULL;
}

/* @text: (transfer full) */
static void
add_content_problem (Verification *self, const char *content, char *text)
{
  g_autoptr (AttestEvent) user = find_user (self, content);

  add_problem (self, "content", user, TRUE, text);
}

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
        add_content_problem (self, hash, g_strdup_printf (_ ("The text %s was changed after it was saved"), hash));
      else if (attest_statement_get_int64 (row, 2) != (gint64) g_bytes_get_size (data))
        add_content_problem (
            self, hash, g_strdup_printf (_ ("The length that is noted for the text %s is wrong"), hash));
    }
  else if (redaction == NULL)
    {
      add_content_problem (self, hash, g_strdup_printf (_ ("The text %s is gone, and no redaction names it"), hash));
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
    add_content_problem (
        self, hash, g_strdup_printf (_ ("The text %s is missing. Merge the library that has it."), hash));
}

static gboolean
check_contents (Verification *self, GError **error)
{
  AttestStatement *rows = attest_database_prepare (self->database, "SELECT hash, data, size FROM content");
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

/* A damaged library of an older version is read as it is. */
static gboolean
is_older (Verification *self)
{
  gboolean older;

  return !attest_migration_is_needed (self->database, &older, NULL) || older;
}

static gboolean
check_projections (Verification *self, GError **error)
{
  g_autoptr (AttestDatabase) copy = NULL;

  if (is_older (self))
    return TRUE;

  if (!self->library->read_only)
    return compare_projections (self, self->database, error);

  /* A library that cannot be written is rebuilt in a copy in memory. */
  copy = attest_database_copy_to_memory (self->database, error);
  return copy != NULL && compare_projections (self, copy, error);
}

/* What is found by it is no part of the record, but somebody relies on finding what is there. */
static gboolean
check_search (Verification *self, GError **error)
{
  gboolean right;
  gboolean done;

  if (is_older (self))
    return TRUE;
  if (!attest_database_run (self->database, "BEGIN", error))
    return FALSE;
  done = attest_search_index_check (self->database, &right, error);
  attest_database_roll_back (self->database);
  if (!done)
    return FALSE;
  if (!right)
    add_problem (
        self,
        "search",
        NULL,
        TRUE,
        g_strdup (_ (
            "The search does not find everything. Nothing is lost: “attest-cli log rebuild” puts the search right.")));

  return TRUE;
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
  if (self->redactions != NULL)
    return TRUE;

  self->redactions = g_hash_table_new (g_str_hash, g_str_equal);
  return FALSE;
}

/* All of it from one state of the file, since another program may write meanwhile: what one query counted, the next would miss. */
static gboolean
check_log (Verification *self, GError **error)
{
  static const Check checks[] = { load_redactions, check_events, check_forks, check_positions };
  static const Check deep_checks[] = { check_contents, check_integrity };
  gboolean done = attest_database_run (self->database, "BEGIN", error);

  for (guint i = 0; done && i < G_N_ELEMENTS (checks); i++)
    done = run_check (self, checks[i], error);
  for (guint i = 0; done && self->deep && i < G_N_ELEMENTS (deep_checks); i++)
    done = run_check (self, deep_checks[i], error);
  attest_database_roll_back (self->database);

  return done;
}

GPtrArray *
attest_library_verify (AttestLibrary *self, gboolean deep, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_problem_free);
  Verification verification = { self, NULL, deep, NULL, problems, 0, 0 };
  gboolean done;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), NULL);

  verification.database = self->database;
  done = check_log (&verification, error) && (!deep || (run_check (&verification, check_projections, error) &&
                                                        run_check (&verification, check_search, error)));
  g_clear_pointer (&verification.redactions, g_hash_table_unref);
  if (!done)
    return NULL;

  /* A stable sort: what was found first about an event stays first. */
  g_ptr_array_sort_values (problems, (GCompareFunc) attest_problem_compare);
  attest_verify_name_articles (self->database, problems);

  return g_steal_pointer (&problems);
}

GStrv
attest_library_dup_verify_limits (gboolean deep, gboolean sealed)
{
  g_autoptr (GStrvBuilder) limits = g_strv_builder_new ();

  if (sealed)
    g_strv_builder_add (limits,
                        _ ("Whoever can write to the file could have changed what came after the seal, or before it "
                           "was made, and calculated all hashes anew."));
  else
    g_strv_builder_add (limits,
                        _ ("Whoever can write to the file can write all of it anew, with hashes that fit, or cut off "
                           "its newest events. Only a seal that is kept elsewhere shows that: “attest-cli seal”."));
  g_strv_builder_add (limits,
                      _ ("Who did something and when is as this board’s computers recorded it: nobody’s identity and "
                         "no clock was checked by anybody else."));
  if (!deep)
    g_strv_builder_add (limits,
                        _ ("The texts themselves, the form of what events say and the tables made from them were not "
                           "looked at: “attest-cli log verify --deep”."));

  return g_strv_builder_end (limits);
}
