/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "exchange/attest-page.h"
#include "exchange/attest-sample.h"
#include "record/attest-article.h"
#include "review/attest-review-kinds.h"

/* Pages per second, of the sample's articles with three audiences each: made in memory, and exported with file and event. */

#define ROUNDS 60

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  const double *a = one, *b = other;

  return *a < *b ? -1 : *a > *b;
}

static double
measure (AttestLibrary *library, GPtrArray *articles, const char *folder)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < articles->len; i++)
    {
      AttestArticle *article = g_ptr_array_index (articles, i);
      g_autoptr (GPtrArray) variants = attest_library_list_variants (library, article->id, NULL);
      g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
      g_auto (GStrv) audiences = NULL;

      for (guint j = 0; j < variants->len; j++)
        g_strv_builder_add (keys, ((AttestVariant *) g_ptr_array_index (variants, j))->audience);
      audiences = g_strv_builder_end (keys);
      if (folder)
        g_free (attest_page_export (library, article->id, (const char *const *) audiences, folder, NULL, NULL, NULL));
      else
        g_bytes_unref (attest_page_build (library, article->id, (const char *const *) audiences, NULL, NULL));
    }
  return articles->len * 1e6 / (double) (g_get_monotonic_time () - start);
}

static void
report (const char *name, AttestLibrary *library, GPtrArray *articles, const char *folder)
{
  double rates[ROUNDS];

  measure (library, articles, folder);
  for (guint i = 0; i < ROUNDS; i++)
    rates[i] = measure (library, articles, folder);
  qsort (rates, ROUNDS, sizeof (double), compare_cb);
  g_print ("{\"bench\":\"%s\",\"unit\":\"pages/s\",\"median\":%.0f,\"p95\":%.0f,\"runs\":%d,\"aim\":\"1,000\"}\n",
           name,
           rates[ROUNDS / 2],
           rates[ROUNDS / 20],
           ROUNDS);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("attest-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sample.attest-library", NULL);
  g_autofree char *state = g_build_filename (folder, "state", NULL);
  g_autofree char *out = g_build_filename (folder, "out", NULL);
  g_autofree char *clean_up = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  AttestLibrary *library;
  GPtrArray *articles;

  attest_review_register (registry);
  library = attest_library_create (path, registry, state, NULL);
  if (!library || !attest_sample_fill (library, NULL))
    return 1;
  articles = attest_library_list_articles (library, NULL, NULL, 0, NULL);
  report ("pages made in memory, three audiences", library, articles, NULL);
  report ("pages exported, with file and event", library, articles, out);

  g_ptr_array_unref (articles);
  g_object_unref (library);
  return system (clean_up) == 0 ? 0 : 1;
}
