/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-text.h"
#include "text/attest-render.h"

/* Rendering with source ranges and citations, from bytes to HTML, beside the cmark-gfm program on the same file. */

static double
render_file (const char *path)
{
  gint64 start = g_get_monotonic_time ();
  AttestRenderOptions options = { .flags = ATTEST_RENDER_SOURCE_RANGES };
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  {
    g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
    g_autoptr (AttestDocument) document = attest_document_new (bytes);
    g_autoptr (AttestRendering) rendering = attest_render (document, &options);

    g_assert_nonnull (attest_rendering_get_html (rendering, NULL));
  }

  return (g_get_monotonic_time () - start) / 1e6;
}

static double
run_peer (const char *program, const char *path)
{
  const char *arguments[] = { program, "-e",        "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist",
                              "-e",    "footnotes", path,    NULL };
  gint64 start = g_get_monotonic_time ();
  int status;

  g_assert_true (g_spawn_sync (
      NULL, (char **) arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));

  return (g_get_monotonic_time () - start) / 1e6;
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return a < b ? -1 : a > b;
}

/* MB/s of the run at a place among the sorted times. */
static double
get_speed (double *times, guint count, double place, gsize length)
{
  return length / 1e6 / times[(guint) ((count - 1) * place + 0.5)];
}

static void
measure (const char *name, gsize length, guint runs)
{
  g_autofree char *program = g_find_program_in_path ("cmark-gfm");
  g_autofree char *path = NULL;
  g_autofree double *own = g_new (double, runs);
  g_autofree double *peer = g_new (double, runs);
  g_autoptr (GBytes) text = bench_text_new (length);
  gsize size = g_bytes_get_size (text);
  int file = g_file_open_tmp ("attest-bench-XXXXXX", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (text, NULL), size, NULL));
  render_file (path);
  for (guint i = 0; i < runs; i++)
    {
      own[i] = render_file (path);
      peer[i] = program != NULL ? run_peer (program, path) : 0;
    }
  g_remove (path);
  qsort (own, runs, sizeof (double), compare_cb);
  qsort (peer, runs, sizeof (double), compare_cb);

  g_print ("{\"bench\":\"%s\",\"unit\":\"MB/s\",\"median\":%.2f,\"p95\":%.2f,\"runs\":%u",
           name,
           get_speed (own, runs, 0.5, size),
           get_speed (own, runs, 0.95, size),
           runs);
  if (program != NULL)
    g_print (",\"peer\":\"cmark-gfm\",\"peer_median\":%.2f,\"aim\":\"not slower than the peer\"",
             get_speed (peer, runs, 0.5, size));
  g_print ("}\n");
}

int
main (int argc, char *argv[])
{
  measure ("render 10 kB", 10000, 40);
  measure ("render 1 MB", 1000000, 20);
  measure ("render 10 MB", 10000000, 7);

  return 0;
}
