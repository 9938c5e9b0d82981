/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "big-text.h"
#include "record/attest-article.h"
#include "record/attest-database-private.h"
#include "record/attest-projection.h"
#include "record/attest-search.h"
#include "review/attest-open-comments.h"
#include "review/attest-overview.h"
#include "review/attest-review-kinds.h"

/*
 * The record of a large library, beside what SQLite alone takes for the same.
 *
 *     bench-record LIBRARY STATE_FOLDER [PART...]     all parts unless told otherwise
 */

#define OPENINGS 20
#define FIRST_ROWS 50
#define SEQUENCES 40
#define COMMONEST 30
#define OVERVIEWS 5
#define INTERRUPTIONS 60
#define APPENDS 400
#define WARM_UP 20
#define SHOWN 20
#define SHOWN_COMMENTS 200

typedef struct
{
  AttestRegistry *registry;
  const char *path;
  const char *state;
  BigText texts;
} Bench;

static AttestLibrary *
open_library (Bench *self, AttestLibraryFlags flags)
{
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = attest_library_open (self->path, self->registry, self->state, flags, &error);

  if (library == NULL)
    g_error ("%s", error->message);
  return library;
}

static double
get_milliseconds (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* ---- Figures ---- */

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one;
  double b = *(const double *) other;

  return a < b ? -1 : a > b;
}

static double
get_quantile (GArray *times, guint hundredths)
{
  g_array_sort (times, compare_cb);
  return g_array_index (times, double, MIN (times->len * hundredths / 100, times->len - 1));
}

/* @peer: (nullable) */
static void
report (const char *name, const char *unit, GArray *times, const char *peer, GArray *peer_times, const char *aim)
{
  g_print ("{\"bench\":\"%s\",\"unit\":\"%s\",\"median\":%.3f,\"p95\":%.3f,\"p99\":%.3f,\"runs\":%u,\"aim\":\"%s\"",
           name,
           unit,
           get_quantile (times, 50),
           get_quantile (times, 95),
           get_quantile (times, 99),
           times->len,
           aim);
  if (peer != NULL)
    g_print (",\"peer\":\"%s\",\"peer_median\":%.3f,\"peer_p99\":%.3f",
             peer,
             get_quantile (peer_times, 50),
             get_quantile (peer_times, 99));
  g_print ("}\n");
}

/* When something began, by the clock and by what this program took of the processor. */
typedef struct
{
  gint64 time;
  clock_t processor;
} Start;

static Start
begin (void)
{
  return (Start) { g_get_monotonic_time (), clock () };
}

static void
report_rate (const char *name, guint64 count, Start start, const char *aim)
{
  double seconds = get_milliseconds (start.time) / 1000;
  double processor = (double) (clock () - start.processor) / CLOCKS_PER_SEC;

  g_print ("{\"bench\":\"%s\",\"unit\":\"events/s\",\"median\":%.0f,\"aim\":\"%s\"}\n"
           "{\"bench\":\"%s, by processor time\",\"unit\":\"events/s\",\"median\":%.0f}\n",
           name,
           (double) count / seconds,
           aim,
           name,
           (double) count / processor);
}

/* ---- Opening ---- */

static void
measure_opening (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = -1; i < OPENINGS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (AttestLibrary) library = open_library (self, ATTEST_LIBRARY_READ_ONLY);
      g_autoptr (GPtrArray) articles = attest_library_list_articles (library, NULL, NULL, FIRST_ROWS, NULL);
      double time = get_milliseconds (start);

      g_assert_cmpuint (articles->len, ==, FIRST_ROWS);
      if (i >= 0)
        g_array_append_val (times, time);
    }
  report ("open, to the first 50 articles", "ms", times, NULL, NULL, "50");
}

/* ---- Searching ---- */

static double
search (AttestLibrary *library, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  gint64 start = g_get_monotonic_time ();

  results = attest_library_search (library, &(AttestSearchQuery) { .text = text, .limit = SHOWN }, NULL, NULL, &error);
  g_assert_no_error (error);

  return get_milliseconds (start);
}

/* FTS5 as it comes: all that begins with the last word, the best first. It says where, but has no text to show of it. */
static double
search_plainly (AttestLibrary *library, const char *words)
{
  sqlite3 *handle = attest_database_get_handle (attest_library_get_database (library));
  g_autofree char *match = g_strconcat (words, g_str_has_suffix (words, "\"") ? "" : "*", NULL);
  sqlite3_stmt *statement = NULL;
  gint64 start = g_get_monotonic_time ();

  sqlite3_prepare_v2 (
      handle, "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT 20", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, match, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    ;
  sqlite3_finalize (statement);

  return get_milliseconds (start);
}

typedef double (*SearchFunc) (AttestLibrary *library, const char *text);

/* Types @text, from the second letter on. */
static void
type (AttestLibrary *library, const char *text, SearchFunc search_for, GArray *times)
{
  for (gsize length = 2; length <= strlen (text); length++)
    {
      g_autofree char *typed = g_strndup (text, length);
      double time;

      /* FTS5 as it comes has nothing new to do then. */
      if (search_for == search_plainly && typed[length - 1] == ' ')
        continue;
      time = search_for (library, typed);
      g_array_append_val (times, time);
    }
}

/* Words that stand side by side somewhere. */
static char *
make_phrase (Bench *self)
{
  g_autoptr (GString) words = g_string_new ("\"");

  g_string_append_printf (
      words, "%s %s %s\"", big_text_draw (&self->texts), big_text_draw (&self->texts), big_text_draw (&self->texts));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
measure_common (Bench *self, AttestLibrary *library, SearchFunc search_for, GArray *times)
{
  for (guint i = 0; i < COMMONEST; i++)
    {
      double time = search_for (library, big_text_get_common (&self->texts, i));

      g_array_append_val (times, time);
    }
}

/* One after the other, each with a connection of its own: what FTS5 reads of the index would put out of the caches whatever the search had there. */
static void
measure_searching (Bench *self)
{
  g_autoptr (AttestLibrary) library = open_library (self, ATTEST_LIBRARY_READ_ONLY);
  g_autoptr (AttestLibrary) peer = open_library (self, ATTEST_LIBRARY_READ_ONLY);
  g_autoptr (GPtrArray) typed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) typing = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) phrases = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) common = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) plain_common = g_array_new (FALSE, FALSE, sizeof (double));

  search (library, "warm");
  for (guint i = 0; i < SEQUENCES; i++)
    {
      char *two = g_strdup_printf ("%s %s", big_text_draw (&self->texts), big_text_draw (&self->texts));
      g_autofree char *phrase = make_phrase (self);

      g_ptr_array_add (typed, two);
      type (library, two, search, typing);
      type (library, phrase, search, phrases);
    }
  measure_common (self, library, search, common);
  for (guint i = 0; i < SEQUENCES; i += 4)
    type (peer, g_ptr_array_index (typed, i), search_plainly, plain);
  measure_common (self, peer, search_plainly, plain_common);
  report ("search, each key of two words", "ms", typing, "FTS5, without snippets", plain, "5, p99 30");
  report ("search, each key of a phrase", "ms", phrases, NULL, NULL, "5, p99 30");
  report ("search, the commonest words", "ms", common, "FTS5, without snippets", plain_common, "5, p99 30");
}

/* ---- Open comments ---- */

static double
list_comments (AttestLibrary *library, AttestOpenCommentsScope scope, const char *person)
{
  const AttestOpenCommentsQuery query = { .scope = scope, .person = person, .limit = SHOWN_COMMENTS };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  gint64 start = g_get_monotonic_time ();

  comments = attest_review_list_open_comments (library, &query, NULL, &error);
  g_assert_no_error (error);

  return get_milliseconds (start);
}

static void
measure_comments (Bench *self)
{
  static const char *const names[] = { "the newest open comments",
                                       "the newest open comments of a person",
                                       "the newest open comments that wait for a person" };
  g_autoptr (AttestLibrary) library = open_library (self, ATTEST_LIBRARY_READ_ONLY);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = attest_library_list_people (library, &error);

  g_assert_no_error (error);
  for (guint scope = ATTEST_OPEN_COMMENTS_ALL; scope <= ATTEST_OPEN_COMMENTS_WAITING; scope++)
    {
      g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

      for (guint i = 0; i < people->len; i++)
        {
          const AttestPerson *person = people->pdata[i];
          double time = list_comments (library, scope, person->id);

          g_array_append_val (times, time);
        }
      report (names[scope], "ms", times, NULL, NULL, "100");
    }
}

/* ---- The overview ---- */

/* As of the last event, since what is counted most closely is what the last months brought. */
static void
measure_overview (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 now = 0;

  for (guint i = 0; i < OVERVIEWS; i++)
    {
      g_autoptr (AttestLibrary) library = open_library (self, ATTEST_LIBRARY_READ_ONLY);
      g_autoptr (AttestOverview) overview = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start;
      double time;

      if (now == 0)
        attest_database_read_int64 (
            attest_library_get_database (library), "SELECT max (time) FROM review_act", &now, NULL);
      start = g_get_monotonic_time ();
      overview = attest_review_make_overview (library, now, &error);
      g_assert_no_error (error);
      time = get_milliseconds (start);
      g_array_append_val (times, time);
    }
  report ("the board's overview", "ms", times, NULL, NULL, "300");
}

/* ---- Interrupting ---- */

typedef struct
{
  Bench *bench;
  GCancellable *cancellable;
  gint64 ended;
  gboolean interrupted;
  /* Whether it is about to ask. */
  gint began;
} Older;

static gpointer
search_in_thread (gpointer data)
{
  Older *older = data;
  g_autoptr (AttestLibrary) library = open_library (older->bench, ATTEST_LIBRARY_READ_ONLY);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;

  g_atomic_int_set (&older->began, TRUE);
  results =
      attest_library_search (library, &(AttestSearchQuery) { .text = "t* o* a*" }, NULL, older->cancellable, &error);
  older->ended = g_get_monotonic_time ();
  older->interrupted = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  return NULL;
}

static void
measure_interrupting (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < INTERRUPTIONS; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Older older = { self, cancellable, 0, FALSE, FALSE };
      GThread *thread = g_thread_new ("older", search_in_thread, &older);
      gint64 cancelled;
      double time;

      while (!g_atomic_int_get (&older.began))
        g_usleep (50);
      g_usleep (500 + i % 10 * 300);
      cancelled = g_get_monotonic_time ();
      g_cancellable_cancel (cancellable);
      g_thread_join (thread);
      time = (double) (older.ended - cancelled) / 1000;
      if (older.interrupted)
        g_array_append_val (times, time);
    }
  if (times->len > 0)
    report ("an older search interrupted, until it ends", "ms", times, NULL, NULL, "");
}

/* ---- Appending ---- */

static sqlite3 *
open_peer (const char *path)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                                 "CREATE TABLE row (id INTEGER PRIMARY KEY, data TEXT)",
                                 NULL,
                                 NULL,
                                 NULL),
                   ==,
                   SQLITE_OK);

  return handle;
}

/* Microseconds of as many writings, and what they took of the processor alone: the disk of a machine that others use too takes now this and now that. */
typedef struct
{
  GArray *times;
  GArray *processor;
} Writings;

static void
writings_init (Writings *self)
{
  self->times = g_array_new (FALSE, FALSE, sizeof (double));
  self->processor = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
writings_clear (Writings *self)
{
  g_array_unref (self->times);
  g_array_unref (self->processor);
}

static void
writings_take (Writings *self, Start start)
{
  double processor = (double) (clock () - start.processor) * 1e6 / CLOCKS_PER_SEC;
  double time = get_milliseconds (start.time) * 1000;

  g_array_append_val (self->times, time);
  g_array_append_val (self->processor, processor);
}

static void
append_event (AttestLibrary *library, const char *article, const char *text, Writings *writings)
{
  JsonObject *body = json_object_new ();
  g_autoptr (GError) error = NULL;
  Start start;

  json_object_set_string_member (body, "disclaimer", text);
  start = begin ();
  attest_library_append_one (library, attest_event_draft_new ("article.set", article, "author", body), NULL, &error);
  writings_take (writings, start);
  g_assert_no_error (error);
}

static void
insert_row (sqlite3_stmt *statement, const char *text, Writings *writings)
{
  Start start = begin ();

  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
  writings_take (writings, start);
}

static void
measure_appending (Bench *self)
{
  g_autoptr (AttestLibrary) library = open_library (self, ATTEST_LIBRARY_READ_WRITE);
  g_autoptr (GPtrArray) articles = attest_library_list_articles (library, NULL, NULL, 1000, NULL);
  g_autofree char *peer_path = g_strconcat (self->path, ".peer", NULL);
  sqlite3 *peer = open_peer (peer_path);
  sqlite3_stmt *statement = NULL;
  /* Of the warm-up, which counts for nothing, and of the rest. */
  Writings own[2];
  Writings other[2];

  for (guint i = 0; i < 2; i++)
    {
      writings_init (&own[i]);
      writings_init (&other[i]);
    }
  sqlite3_prepare_v2 (peer, "INSERT INTO row (data) VALUES (?1)", -1, &statement, NULL);
  for (guint i = 0; i < WARM_UP + APPENDS; i++)
    {
      g_autofree char *text = g_strnfill (1000, (char) ('a' + i % 26));
      const AttestArticle *article = g_ptr_array_index (articles, i % articles->len);

      append_event (library, article->id, text, &own[i >= WARM_UP]);
      insert_row (statement, text, &other[i >= WARM_UP]);
    }
  sqlite3_finalize (statement);
  sqlite3_close (peer);
  g_unlink (peer_path);
  report ("append 1 kB, durable", "us", own[1].times, "SQLite INSERT", other[1].times, "at most 1.3 of the peer");
  report ("append 1 kB, by processor time", "us", own[1].processor, "SQLite INSERT", other[1].processor, "");
  for (guint i = 0; i < 2; i++)
    {
      writings_clear (&own[i]);
      writings_clear (&other[i]);
    }
}

/* ---- The whole log ---- */

static guint64
count_events (AttestLibrary *library)
{
  gint64 count;

  attest_database_read_int64 (attest_library_get_database (library), "SELECT count (*) FROM event", &count, NULL);
  return (guint64) count;
}

static void
measure_verifying (Bench *self, gboolean deep, const char *name, const char *aim)
{
  g_autoptr (AttestLibrary) library = open_library (self, ATTEST_LIBRARY_READ_WRITE);
  guint64 count = count_events (library);
  Start start = begin ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, deep, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  report_rate (name, count, start, aim);
}

static void
measure_rebuilding (Bench *self)
{
  g_autoptr (AttestLibrary) library = open_library (self, ATTEST_LIBRARY_READ_WRITE);
  AttestDatabase *database = attest_library_get_database (library);
  guint64 count = count_events (library);
  Start start = begin ();
  g_auto (GStrv) different = NULL;
  g_autoptr (GError) error = NULL;

  attest_database_run (database, "BEGIN IMMEDIATE", &error);
  g_assert_no_error (error);
  attest_projection_rebuild (database, self->registry, &different, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (different), ==, 0);
  report_rate ("log rebuild, without search", count, start, "80,000");
  attest_database_roll_back (database);
}

/* ---- Size ---- */

static void
report_size (Bench *self)
{
  g_autoptr (AttestLibrary) library = open_library (self, ATTEST_LIBRARY_READ_ONLY);
  AttestDatabase *database = attest_library_get_database (library);
  gint64 articles;
  gint64 texts;
  gint64 newest;
  GStatBuf status;

  attest_database_read_int64 (database, "SELECT count (*) FROM article", &articles, NULL);
  attest_database_read_int64 (database, "SELECT sum (size) FROM content", &texts, NULL);
  attest_database_read_int64 (
      database,
      "SELECT sum (size) FROM variant JOIN revision ON id = newest JOIN content ON hash = revision.text",
      &newest,
      NULL);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_print ("{\"bench\":\"database bytes for each byte of an article's "
           "text\",\"unit\":\"\",\"median\":%.2f,\"aim\":\"2.5\"}\n"
           "{\"bench\":\"database bytes for each byte of all revisions' "
           "texts\",\"unit\":\"\",\"median\":%.2f,\"aim\":\"2.5\"}\n",
           (double) status.st_size / (double) newest,
           (double) status.st_size / (double) texts);
  g_print ("%.0f articles, %.0f events, %.0f MB of text, %.0f MB database\n",
           (double) articles,
           (double) count_events (library),
           (double) newest / 1e6,
           (double) status.st_size / 1e6);
}

static void
measure_quick_verifying (Bench *self)
{
  measure_verifying (self, FALSE, "log verify", "300,000");
}

static void
measure_deep_verifying (Bench *self)
{
  measure_verifying (self, TRUE, "log verify --deep, the whole of it", "80,000");
}

/* What writes comes last. */
static const struct
{
  const char *name;
  void (*measure) (Bench *self);
} parts[] = {
  { "size", report_size },
  { "open", measure_opening },
  { "search", measure_searching },
  { "comments", measure_comments },
  { "overview", measure_overview },
  { "interrupt", measure_interrupting },
  { "verify", measure_quick_verifying },
  { "rebuild", measure_rebuilding },
  { "deep", measure_deep_verifying },
  { "append", measure_appending },
};

int
main (int argc, char *argv[])
{
  Bench self = { attest_registry_new (), argv[1], argv[2], { NULL, NULL } };

  if (argc < 3)
    return 2;
  attest_review_register (self.registry);
  big_text_init (&self.texts, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc == 3 || g_strv_contains ((const char *const *) argv + 3, parts[i].name))
      parts[i].measure (&self);
  big_text_clear (&self.texts);
  attest_registry_unref (self.registry);

  return 0;
}
