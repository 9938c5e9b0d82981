/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "bench-folder.h"
#include "record/attest-article.h"

/* One durable event of 1 kB, validated, hashed, chained and folded, beside a bare INSERT of as many bytes with the same settings. */

#define RUNS 400
#define WARM_UP 20

static AttestLibrary *
open_library (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "board.attest-library", NULL);
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = attest_library_create (path, registry, folder, &error);
  JsonObject *body = json_object_new ();

  g_assert_no_error (error);
  json_object_set_string_member (body, "slug", "bench");
  json_object_set_string_member (body, "language", "en");
  json_object_set_array_member (body, "topics", json_array_new ());
  attest_library_append_one (library, attest_event_draft_new ("article.create", "a1", "", body), NULL, &error);
  g_assert_no_error (error);

  return library;
}

static sqlite3 *
open_peer (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "peer.db", NULL);
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                 "CREATE TABLE row (id INTEGER PRIMARY KEY, data TEXT)",
                                 NULL,
                                 NULL,
                                 NULL),
                   ==,
                   SQLITE_OK);

  return handle;
}

static double
append_event (AttestLibrary *library, const char *text)
{
  JsonObject *body = json_object_new ();
  g_autoptr (GError) error = NULL;
  gint64 start;

  json_object_set_string_member (body, "disclaimer", text);
  start = g_get_monotonic_time ();
  attest_library_append_one (library, attest_event_draft_new ("article.set", "a1", "p1", body), NULL, &error);
  g_assert_no_error (error);

  return (double) (g_get_monotonic_time () - start);
}

static double
insert_row (sqlite3_stmt *statement, const char *text)
{
  gint64 start = g_get_monotonic_time ();

  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);

  return (double) (g_get_monotonic_time () - start);
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return a < b ? -1 : a > b;
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("attest-bench-XXXXXX", NULL);
  AttestLibrary *library = open_library (folder);
  sqlite3 *peer = open_peer (folder);
  sqlite3_stmt *statement;
  double own_times[RUNS];
  double peer_times[RUNS];

  sqlite3_prepare_v2 (peer, "INSERT INTO row (data) VALUES (?1)", -1, &statement, NULL);
  for (int i = -WARM_UP; i < RUNS; i++)
    {
      g_autofree char *text = g_strnfill (1000, (char) ('a' + (i + WARM_UP) % 26));
      double own = append_event (library, text);
      double other = insert_row (statement, text);

      if (i >= 0)
        {
          own_times[i] = own;
          peer_times[i] = other;
        }
    }
  sqlite3_finalize (statement);
  sqlite3_close (peer);
  g_object_unref (library);
  bench_folder_remove (folder);

  qsort (own_times, RUNS, sizeof (double), compare_cb);
  qsort (peer_times, RUNS, sizeof (double), compare_cb);
  g_print ("{\"bench\":\"append 1 kB, durable\",\"unit\":\"us\",\"median\":%.1f,\"p95\":%.1f,\"runs\":%d,"
           "\"peer\":\"SQLite INSERT\",\"peer_median\":%.1f,\"aim\":\"at most 1.3 of the peer\"}\n",
           own_times[RUNS / 2],
           own_times[RUNS * 95 / 100],
           RUNS,
           peer_times[RUNS / 2]);

  return 0;
}
