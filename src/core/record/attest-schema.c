/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-schema.h"

#include <glib/gi18n-lib.h>

#include "record/attest-database-private.h"
#include "record/attest-library.h"

/*
 * The log. UPDATE and DELETE triggers alone do not stop INSERT OR REPLACE, so that there is a guard before INSERT as well. The one
 * change that is let through blanks a body or a text that a `redact` event in the log names; a redaction itself stays readable.
 */
static const char log_schema[] =
    "CREATE TABLE event (position INTEGER PRIMARY KEY, hash TEXT NOT NULL, device TEXT NOT NULL, stream TEXT NOT NULL,"
    " sequence INTEGER NOT NULL, clock INTEGER NOT NULL, time INTEGER NOT NULL, actor TEXT NOT NULL, kind TEXT NOT "
    "NULL,"
    " version INTEGER NOT NULL, previous TEXT NOT NULL, body_hash TEXT NOT NULL, body TEXT) STRICT;"
    "CREATE UNIQUE INDEX event_by_hash ON event (hash);"
    "CREATE INDEX event_by_order ON event (clock, device, sequence);"
    "CREATE INDEX event_by_stream ON event (stream, device, sequence);"
    "CREATE INDEX event_redacting ON event (kind) WHERE kind = 'redact';"
    "CREATE TABLE content (hash TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB) STRICT;"
    "CREATE TRIGGER event_before_insert BEFORE INSERT ON event"
    " WHEN EXISTS (SELECT 1 FROM event WHERE hash = NEW.hash)"
    " OR EXISTS (SELECT 1 FROM event WHERE position = NEW.position)"
    " BEGIN SELECT RAISE (ABORT, 'an event is never replaced'); END;"
    "CREATE TRIGGER event_before_delete BEFORE DELETE ON event"
    " BEGIN SELECT RAISE (ABORT, 'an event is never deleted'); END;"
    "CREATE TRIGGER event_before_update BEFORE UPDATE ON event"
    " WHEN NEW.body IS NOT NULL OR OLD.kind = 'redact' OR NEW.position IS NOT OLD.position"
    " OR NEW.hash IS NOT OLD.hash OR NEW.device IS NOT OLD.device OR NEW.stream IS NOT OLD.stream"
    " OR NEW.sequence IS NOT OLD.sequence OR NEW.clock IS NOT OLD.clock OR NEW.time IS NOT OLD.time"
    " OR NEW.actor IS NOT OLD.actor OR NEW.kind IS NOT OLD.kind OR NEW.version IS NOT OLD.version"
    " OR NEW.previous IS NOT OLD.previous OR NEW.body_hash IS NOT OLD.body_hash"
    " OR NOT EXISTS (SELECT 1 FROM event AS redaction WHERE redaction.kind = 'redact'"
    " AND redaction.body ->> 'event' = OLD.hash)"
    " BEGIN SELECT RAISE (ABORT, 'an event is never changed'); END;"
    "CREATE TRIGGER content_before_insert BEFORE INSERT ON content"
    " WHEN EXISTS (SELECT 1 FROM content WHERE hash = NEW.hash)"
    " OR EXISTS (SELECT 1 FROM content WHERE rowid = NEW.rowid)"
    " BEGIN SELECT RAISE (ABORT, 'a text is never replaced'); END;"
    "CREATE TRIGGER content_before_delete BEFORE DELETE ON content"
    " BEGIN SELECT RAISE (ABORT, 'a text is never deleted'); END;"
    "CREATE TRIGGER content_before_update BEFORE UPDATE ON content"
    " WHEN NEW.data IS NOT NULL OR NEW.hash IS NOT OLD.hash OR NEW.size IS NOT OLD.size OR NEW.rowid IS NOT OLD.rowid"
    " OR NOT EXISTS (SELECT 1 FROM event AS redaction WHERE redaction.kind = 'redact'"
    " AND redaction.body ->> 'content' = OLD.hash)"
    " BEGIN SELECT RAISE (ABORT, 'a text is never changed'); END;";

/* The projections. Lists are canonical JSON text, so that a rebuild gives the same bytes. */
static const char projection_schema[] =
    "CREATE TABLE board (one INTEGER PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL, notice TEXT NOT NULL,"
    " policy_url TEXT NOT NULL, follow_up_url TEXT NOT NULL, disclaimer TEXT NOT NULL, sample INTEGER NOT NULL,"
    " unknown_kind TEXT) STRICT;"
    "CREATE TABLE policy_change (clock INTEGER NOT NULL, device TEXT NOT NULL, sequence INTEGER NOT NULL,"
    " event TEXT NOT NULL, sign_offs INTEGER NOT NULL, roles TEXT NOT NULL, review_months INTEGER NOT NULL,"
    " PRIMARY KEY (clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE audience (key TEXT PRIMARY KEY, label TEXT NOT NULL, grade_target INTEGER NOT NULL,"
    " dose_policy TEXT NOT NULL, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, credentials TEXT NOT NULL, email TEXT NOT NULL,"
    " orcid TEXT NOT NULL, roles TEXT NOT NULL, same_as TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE person_join (event TEXT PRIMARY KEY, person TEXT NOT NULL, other TEXT NOT NULL) STRICT, WITHOUT "
    "ROWID;"
    "CREATE TABLE role_change (clock INTEGER NOT NULL, device TEXT NOT NULL, sequence INTEGER NOT NULL,"
    " event TEXT NOT NULL, person TEXT NOT NULL, roles TEXT NOT NULL,"
    " PRIMARY KEY (clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE article (id TEXT PRIMARY KEY, slug TEXT NOT NULL, wanted_slug TEXT NOT NULL,"
    " slug_clock INTEGER NOT NULL, slug_device TEXT NOT NULL, slug_sequence INTEGER NOT NULL, title TEXT NOT NULL,"
    " language TEXT NOT NULL, topics TEXT NOT NULL, disclaimer TEXT NOT NULL, reference_list TEXT NOT NULL,"
    " unknown_kind TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, removed INTEGER NOT NULL,"
    " removed_by TEXT) STRICT;"
    "CREATE INDEX article_by_slug ON article (slug);"
    "CREATE INDEX article_by_update ON article (updated);"
    "CREATE TABLE variant (article TEXT NOT NULL, audience TEXT NOT NULL, made INTEGER NOT NULL, status TEXT NOT NULL,"
    " newest TEXT, newest_number INTEGER NOT NULL, submitted TEXT, published TEXT, open_comments INTEGER NOT NULL,"
    " open_blocking_comments INTEGER NOT NULL, due_after INTEGER NOT NULL, updated INTEGER NOT NULL,"
    " PRIMARY KEY (article, audience)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX variant_by_status ON variant (status, article);"
    "CREATE TABLE variant_waiting (article TEXT NOT NULL, audience TEXT NOT NULL, person TEXT NOT NULL,"
    " PRIMARY KEY (article, audience, person)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX variant_waiting_by_person ON variant_waiting (person);"
    "CREATE TABLE revision (id TEXT PRIMARY KEY, article TEXT NOT NULL, audience TEXT NOT NULL, number INTEGER NOT "
    "NULL,"
    " clock INTEGER NOT NULL, device TEXT NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL,"
    " updated INTEGER NOT NULL, author TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, "
    "reference_list TEXT NOT "
    "NULL,"
    " assets TEXT NOT NULL, disclaimer TEXT NOT NULL, parents TEXT NOT NULL, signed_hash TEXT, places TEXT NOT NULL) "
    "STRICT;"
    "CREATE INDEX revision_by_number ON revision (article, audience, number);"
    "CREATE INDEX revision_by_text ON revision (text);"
    "CREATE TABLE article_export (event TEXT PRIMARY KEY, article TEXT NOT NULL, audiences TEXT NOT NULL,"
    " revisions TEXT NOT NULL, page TEXT NOT NULL, actor TEXT NOT NULL, time INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX article_export_by_article ON article_export (article);"
    "CREATE TABLE review_act (article TEXT NOT NULL, audience TEXT NOT NULL, clock INTEGER NOT NULL, device TEXT NOT "
    "NULL,"
    " sequence INTEGER NOT NULL, event TEXT NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL,"
    " revision TEXT, signed_hash TEXT, accurate TEXT, safe TEXT, current TEXT, meaning TEXT, reason TEXT,"
    " roles TEXT NOT NULL, findings TEXT,"
    " PRIMARY KEY (article, audience, clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE assignment (article TEXT NOT NULL, audience TEXT NOT NULL, reviewer TEXT NOT NULL,"
    " actor TEXT NOT NULL, due TEXT NOT NULL, time INTEGER NOT NULL,"
    " PRIMARY KEY (article, audience, reviewer)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE comment (id TEXT PRIMARY KEY, article TEXT NOT NULL, audience TEXT NOT NULL, revision TEXT NOT NULL,"
    " start INTEGER NOT NULL, end INTEGER NOT NULL, exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,"
    " text TEXT NOT NULL, kind TEXT NOT NULL, blocking INTEGER NOT NULL, suggestion TEXT, author TEXT NOT NULL,"
    " time INTEGER NOT NULL, clock INTEGER NOT NULL, device TEXT NOT NULL, sequence INTEGER NOT NULL,"
    " resolved INTEGER NOT NULL, resolved_by TEXT, resolved_reason TEXT, resolved_time INTEGER NOT NULL,"
    " retracted INTEGER NOT NULL) STRICT;"
    "CREATE INDEX comment_by_order ON comment (article, audience, clock, device, sequence);"
    "CREATE TABLE comment_reply (comment TEXT NOT NULL, clock INTEGER NOT NULL, device TEXT NOT NULL,"
    " sequence INTEGER NOT NULL, id TEXT NOT NULL, article TEXT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL,"
    " time INTEGER NOT NULL, PRIMARY KEY (comment, clock, device, sequence, id)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX comment_reply_by_article ON comment_reply (article);"
    "CREATE TABLE comment_attach (comment TEXT NOT NULL, clock INTEGER NOT NULL, device TEXT NOT NULL,"
    " sequence INTEGER NOT NULL, event TEXT NOT NULL, article TEXT NOT NULL, revision TEXT NOT NULL,"
    " start INTEGER NOT NULL, end INTEGER NOT NULL, exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,"
    " actor TEXT NOT NULL, time INTEGER NOT NULL,"
    " PRIMARY KEY (comment, clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX comment_attach_by_article ON comment_attach (article);"
    "CREATE TABLE comment_act (comment TEXT NOT NULL, clock INTEGER NOT NULL, device TEXT NOT NULL,"
    " sequence INTEGER NOT NULL, event TEXT NOT NULL, article TEXT NOT NULL, act TEXT NOT NULL, actor TEXT NOT NULL,"
    " reason TEXT, time INTEGER NOT NULL, PRIMARY KEY (comment, clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX comment_act_by_article ON comment_act (article);"
    "CREATE TABLE no_effect (event TEXT PRIMARY KEY, stream TEXT NOT NULL, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX no_effect_by_stream ON no_effect (stream);"
    "CREATE TABLE waiting (event TEXT PRIMARY KEY, previous TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX waiting_by_previous ON waiting (previous);"
    "CREATE TABLE folded (one INTEGER PRIMARY KEY CHECK (one = 1), fingerprint TEXT NOT NULL) STRICT;";

/*
 * Version 2: who took part in an article, and the search index. The index keeps no copy of what it was made from; its words come folded
 * from attest_words_fold(), so that the tokenizer has only to part them at spaces. Segments are merged when there is time for it
 * (attest_library_tidy_search()), not while somebody waits for a save.
 */
static const char search_schema[] =
    "CREATE TABLE article_person (article TEXT NOT NULL, person TEXT NOT NULL,"
    " PRIMARY KEY (article, person)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX article_person_by_person ON article_person (person);"
    "CREATE TABLE search_entry (id INTEGER PRIMARY KEY, article TEXT NOT NULL, audience TEXT NOT NULL,"
    " kind TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL) STRICT;"
    "CREATE INDEX search_entry_by_article ON search_entry (article, kind);"
    "CREATE INDEX search_entry_by_key ON search_entry (key, kind);"
    "CREATE VIRTUAL TABLE search USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = 'ascii',"
    " prefix = '2 3');"
    "INSERT INTO search (search, rank) VALUES ('automerge', 0);"
    /* How often what is read changed without an event: by a rebuild, or a text that came after its revision. A merge of the index does not count. */
    "CREATE TABLE silent_change (one INTEGER PRIMARY KEY CHECK (one = 1), changes INTEGER NOT NULL) STRICT;"
    "INSERT INTO silent_change VALUES (1, 0);"
    /* Rows that another version folded lack the new tables' rows. */
    "DELETE FROM folded;";

/*
 * Version 3: comments that are about no words: about the text as a whole, or one reference of it. The table is made anew and not altered, since the
 * text of an altered one is SQLite's and a newer SQLite may write another; its rows come from the log.
 */
static const char comment_about_schema[] =
    "DROP TABLE comment;"
    "CREATE TABLE comment (id TEXT PRIMARY KEY, article TEXT NOT NULL, audience TEXT NOT NULL, revision TEXT NOT NULL,"
    " about TEXT NOT NULL, reference TEXT,"
    " start INTEGER NOT NULL, end INTEGER NOT NULL, exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,"
    " text TEXT NOT NULL, kind TEXT NOT NULL, blocking INTEGER NOT NULL, suggestion TEXT, author TEXT NOT NULL,"
    " time INTEGER NOT NULL, clock INTEGER NOT NULL, device TEXT NOT NULL, sequence INTEGER NOT NULL,"
    " resolved INTEGER NOT NULL, resolved_by TEXT, resolved_reason TEXT, resolved_time INTEGER NOT NULL,"
    " retracted INTEGER NOT NULL) STRICT;"
    "CREATE INDEX comment_by_order ON comment (article, audience, clock, device, sequence);"
    "DELETE FROM folded;";

/*
 * Version 4: what a policy asks beyond a number of sign-offs, of one topic too; what somebody is a specialist in and has declared interests in; whom a
 * comment names; which findings were waived; and since when an article has which topics, since that decides its policy. Tables are made anew for
 * the reason that version 3 gives.
 */
static const char policy_schema[] =
    "DROP TABLE policy_change;"
    "CREATE TABLE policy_change (clock INTEGER NOT NULL, device TEXT NOT NULL, sequence INTEGER NOT NULL,"
    " event TEXT NOT NULL, topic TEXT NOT NULL, cleared INTEGER NOT NULL, sign_offs INTEGER NOT NULL,"
    " roles TEXT NOT NULL, role_sign_offs TEXT NOT NULL, audiences TEXT NOT NULL, specialty TEXT NOT NULL,"
    " review_months INTEGER NOT NULL, blocking_findings TEXT NOT NULL, independent INTEGER NOT NULL,"
    " PRIMARY KEY (clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE topic_change (article TEXT NOT NULL, clock INTEGER NOT NULL, device TEXT NOT NULL,"
    " sequence INTEGER NOT NULL, event TEXT NOT NULL, topics TEXT NOT NULL,"
    " PRIMARY KEY (article, clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "DROP TABLE person;"
    "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, credentials TEXT NOT NULL, email TEXT NOT NULL,"
    " orcid TEXT NOT NULL, roles TEXT NOT NULL, same_as TEXT NOT NULL, specialties TEXT NOT NULL,"
    " interests TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "DROP TABLE review_act;"
    "CREATE TABLE review_act (article TEXT NOT NULL, audience TEXT NOT NULL, clock INTEGER NOT NULL, device TEXT NOT "
    "NULL,"
    " sequence INTEGER NOT NULL, event TEXT NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL,"
    " revision TEXT, signed_hash TEXT, accurate TEXT, safe TEXT, current TEXT, meaning TEXT, reason TEXT,"
    " roles TEXT NOT NULL, specialties TEXT NOT NULL, interests TEXT, findings TEXT,"
    " PRIMARY KEY (article, audience, clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE comment_mention (comment TEXT NOT NULL, clock INTEGER NOT NULL, device TEXT NOT NULL,"
    " sequence INTEGER NOT NULL, event TEXT NOT NULL, article TEXT NOT NULL, person TEXT NOT NULL,"
    " time INTEGER NOT NULL,"
    " PRIMARY KEY (comment, clock, device, sequence, event, person)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX comment_mention_by_person ON comment_mention (person);"
    "CREATE INDEX comment_mention_by_article ON comment_mention (article);"
    "CREATE TABLE finding_act (article TEXT NOT NULL, audience TEXT NOT NULL, clock INTEGER NOT NULL,"
    " device TEXT NOT NULL, sequence INTEGER NOT NULL, event TEXT NOT NULL, time INTEGER NOT NULL, act TEXT NOT NULL,"
    " actor TEXT NOT NULL, revision TEXT NOT NULL, rule TEXT NOT NULL, pack TEXT NOT NULL, start INTEGER NOT NULL,"
    " end INTEGER NOT NULL, exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, reason TEXT NOT NULL,"
    " PRIMARY KEY (article, audience, clock, device, sequence, event)) STRICT, WITHOUT ROWID;"
    "DELETE FROM folded;";

/* What makes a library of the version before one of version index + 1. A step that was released is never changed. */
static const char *const *const steps[] = {
  (const char *const[]) { log_schema, projection_schema, NULL },
  (const char *const[]) { search_schema, NULL },
  (const char *const[]) { comment_about_schema, NULL },
  (const char *const[]) { policy_schema, NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (steps) == ATTEST_SCHEMA_VERSION);

/*
 * A review file has the log and nothing that is folded from it or searched in: whoever opens it folds it anew, so that there is nothing to
 * believe. What it says of itself is who saved it and when.
 */
static const char origin_schema[] = "CREATE TABLE origin (one INTEGER PRIMARY KEY CHECK (one = 1), time INTEGER NOT "
                                    "NULL, person TEXT NOT NULL) STRICT;";

static const char *const *const review_file_steps[] = {
  (const char *const[]) { log_schema, origin_schema, NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (review_file_steps) == ATTEST_SCHEMA_REVIEW_FILE_VERSION);

static const char *const projections[] = {
  "board",          "policy_change", "audience",        "person",          "person_join",
  "role_change",    "article",       "variant",         "variant_waiting", "revision",
  "article_export", "review_act",    "assignment",      "comment",         "comment_reply",
  "comment_attach", "comment_act",   "no_effect",       "waiting",         "folded",
  "article_person", "topic_change",  "comment_mention", "finding_act",     NULL,
};

const char *const *
attest_schema_get_projections (void)
{
  return projections;
}

static gboolean
set_version (AttestDatabase *database, guint version, GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %u", version);

  return attest_database_run (database, pragma, error);
}

static gboolean
take_steps (AttestDatabase *database, const char *const *const *table, guint from, guint to, GError **error)
{
  for (guint version = from; version < to; version++)
    for (const char *const *sql = table[version]; *sql != NULL; sql++)
      if (!attest_database_run (database, *sql, error))
        return FALSE;

  return set_version (database, to, error);
}

static gboolean
set_application_id (AttestDatabase *database, int id, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d", id);

  return attest_database_run (database, mark, error);
}

gboolean
attest_schema_create_version (AttestDatabase *database, guint version, GError **error)
{
  return set_application_id (database, ATTEST_SCHEMA_APPLICATION_ID, error) &&
         take_steps (database, steps, 0, version, error);
}

gboolean
attest_schema_create_review_file (AttestDatabase *database, GError **error)
{
  return set_application_id (database, ATTEST_SCHEMA_REVIEW_FILE_ID, error) &&
         take_steps (database, review_file_steps, 0, ATTEST_SCHEMA_REVIEW_FILE_VERSION, error);
}

gboolean
attest_schema_create (AttestDatabase *database, GError **error)
{
  return attest_schema_create_version (database, ATTEST_SCHEMA_VERSION, error);
}

gboolean
attest_schema_get_version (AttestDatabase *database, guint *version, GError **error)
{
  gint64 number;

  if (!attest_database_read_int64 (database, "PRAGMA user_version", &number, error))
    return FALSE;
  *version = (guint) CLAMP (number, 0, G_MAXINT);

  return TRUE;
}

gboolean
attest_schema_migrate (AttestDatabase *database, GError **error)
{
  guint version;

  return attest_schema_get_version (database, &version, error) &&
         (version >= ATTEST_SCHEMA_VERSION || take_steps (database, steps, version, ATTEST_SCHEMA_VERSION, error));
}

static GHashTable *
load_objects (AttestDatabase *database, GError **error)
{
  g_autoptr (GHashTable) objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  AttestStatement *statement;
  GError *local_error = NULL;

  statement = attest_database_prepare (database, "SELECT type, name, tbl_name, sql FROM main.sqlite_schema");
  while (attest_statement_next (statement, &local_error))
    {
      g_autofree char *type = attest_statement_dup_text (statement, 0);
      const char *sql = attest_statement_get_text (statement, 3);
      g_autofree char *name = attest_statement_dup_text (statement, 1);
      g_autofree char *table = attest_statement_dup_text (statement, 2);
      g_autofree char *key = g_strdup_printf (
          "%s %s (%s)", type != NULL ? type : "", name != NULL ? name : "", table != NULL ? table : "");

      /* Two objects of one name and kind cannot be; a file that holds them is not ours. */
      if (!g_hash_table_insert (objects, g_steal_pointer (&key), g_strdup (sql != NULL ? sql : "")))
        g_hash_table_insert (objects, g_strdup ("twice"), g_strdup (""));
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&objects);
}

/* @version: 0 for a review file */
static GHashTable *
make_known_objects (guint version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) database = attest_database_open (":memory:", 0, &error);
  GHashTable *objects = NULL;

  if (database != NULL && (version > 0 ? attest_schema_create_version (database, version, &error)
                                       : attest_schema_create_review_file (database, &error)))
    objects = load_objects (database, &error);
  if (objects == NULL)
    g_error ("The schema cannot be made: %s", error->message);

  return objects;
}

/* Of a version from 1 to ATTEST_SCHEMA_VERSION, or of a review file, with 0. */
static GHashTable *
get_known_objects (guint version)
{
  static gsize known[ATTEST_SCHEMA_VERSION + 1];

  if (g_once_init_enter (&known[version]))
    g_once_init_leave (&known[version], (gsize) make_known_objects (version));

  return (GHashTable *) known[version];
}

static gboolean
check_version (AttestDatabase *database, guint maximum, guint *version, GError **error)
{
  if (!attest_schema_get_version (database, version, error))
    return FALSE;
  if (*version > 0 && *version <= maximum)
    return TRUE;

  if (*version > 0)
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_NEWER,
                 _ ("%s was made by a newer version of Attest. Update Attest to open it."),
                 attest_database_get_path (database));
  else
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_DAMAGED,
                 _ ("%s says no version and is damaged. Open a backup."),
                 attest_database_get_path (database));
  return FALSE;
}

static gboolean
set_odd (AttestDatabase *database, const char *odd, GError **error)
{
  g_set_error (
      error,
      ATTEST_RECORD_ERROR,
      ATTEST_RECORD_ERROR_DAMAGED,
      _ ("%s was changed by another program or is damaged: its “%s” is not as Attest wrote it. The file is not "
         "used. Open a backup."),
      attest_database_get_path (database),
      odd);
  return FALSE;
}

static gboolean
check_objects (AttestDatabase *database, GHashTable *known, GError **error)
{
  g_autoptr (GHashTable) found = load_objects (database, error);
  GHashTableIter iter;
  gpointer key;
  gpointer sql;

  if (found == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &key, &sql))
    if (g_strcmp0 (g_hash_table_lookup (found, key), sql) != 0)
      return set_odd (database, key, error);
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (known, key))
      return set_odd (database, key, error);

  return TRUE;
}

gboolean
attest_schema_check (AttestDatabase *database, GError **error)
{
  guint version;

  return check_version (database, ATTEST_SCHEMA_VERSION, &version, error) &&
         check_objects (database, get_known_objects (version), error);
}

gboolean
attest_schema_check_review_file (AttestDatabase *database, GError **error)
{
  guint version;

  return check_version (database, ATTEST_SCHEMA_REVIEW_FILE_VERSION, &version, error) &&
         check_objects (database, get_known_objects (0), error);
}
