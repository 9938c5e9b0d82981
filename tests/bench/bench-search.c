/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench-folder.h"
#include "record/attest-article.h"
#include "record/attest-search.h"

/*
 * Finding while one types, ranked and with snippets, in a library of articles of 8 kB whose words are as common and as rare as those of a language.
 * ATTEST_BENCH_ARTICLES says how many articles; the figures that Attest aims at are those with 100,000.
 */

#define DEFAULT_ARTICLES 2000
#define TEXT_BYTES 8192
#define VOCABULARY 40000
#define BATCH 100
#define SHOWN 20

/* The word at a rank: the commoner, the shorter. Distinct ranks give distinct words. */
static char *
make_word (guint rank)
{
  static const char *const syllables[] = { "ka", "de",  "mi",  "to", "lu",  "ner", "sa",  "pi",
                                           "vo", "ran", "the", "ci", "bol", "gu",  "zem", "fy" };
  GString *word = g_string_new (NULL);

  do
    {
      g_string_append (word, syllables[rank % G_N_ELEMENTS (syllables)]);
      rank /= G_N_ELEMENTS (syllables);
    }
  while (rank > 0);

  return g_string_free (word, FALSE);
}

/* As in a language, the word of rank n is about 1/n as common as the first (Zipf's law). */
static guint
draw_rank (GRand *random)
{
  double rank = exp (g_rand_double (random) * log (VOCABULARY));

  return MIN ((guint) rank, VOCABULARY) - 1;
}

static char *
make_text (GRand *random, char **words)
{
  GString *text = g_string_new ("# ");

  for (int i = 0; i < 6; i++)
    g_string_append_printf (text, "%s ", words[draw_rank (random)]);
  g_string_append (text, "\n\n");
  while (text->len < TEXT_BYTES)
    g_string_append_printf (
        text, "%s%s", words[draw_rank (random)], g_rand_int_range (random, 0, 12) == 0 ? ". " : " ");

  return g_string_free (text, FALSE);
}

static void
add_article (GPtrArray *drafts, guint number, const char *text)
{
  g_autofree char *id = g_strdup_printf ("article-%u", number);
  g_autofree char *title = g_strndup (text + 2, strcspn (text + 2, "\n"));
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));
  JsonObject *article = json_object_new ();
  JsonObject *body = json_object_new ();
  AttestEventDraft *draft = attest_event_draft_new ("revision.save", id, "p1", body);

  json_object_set_string_member (article, "slug", id);
  json_object_set_string_member (article, "language", "en");
  json_object_set_array_member (article, "topics", json_array_new ());
  g_ptr_array_add (drafts, attest_event_draft_new ("article.create", id, "p1", article));

  json_object_set_string_member (body, "audience", "doctor");
  json_object_set_string_member (body, "language", "en");
  json_object_set_string_member (body, "title", title);
  json_object_set_string_member (body, "references", "[]");
  json_object_set_array_member (body, "assets", json_array_new ());
  json_object_set_string_member (body, "disclaimer", "");
  json_object_set_array_member (body, "parents", json_array_new ());
  json_object_set_array_member (body, "places", json_array_new ());
  json_object_set_string_member (body, "text", attest_event_draft_add_content (draft, content));
  g_ptr_array_add (drafts, draft);
}

static void
fill (AttestLibrary *library, GRand *random, char **words, guint articles)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < articles; i += BATCH)
    {
      g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);

      for (guint j = i; j < MIN (i + BATCH, articles); j++)
        {
          g_autofree char *text = make_text (random, words);

          add_article (drafts, j, text);
        }
      attest_library_append (library, drafts, NULL, &error);
      g_assert_no_error (error);
    }
}

static double
measure (AttestLibrary *library, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  gint64 start = g_get_monotonic_time ();

  results = attest_library_search (library, &(AttestSearchQuery) { .text = text, .limit = SHOWN }, NULL, NULL, &error);
  g_assert_no_error (error);

  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* Types @text, from the second letter on. */
static void
type (AttestLibrary *library, const char *text, GArray *times)
{
  for (gsize length = 2; length <= strlen (text); length++)
    {
      g_autofree char *typed = g_strndup (text, length);
      double time = measure (library, typed);

      g_array_append_val (times, time);
    }
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one;
  double b = *(const double *) other;

  return a < b ? -1 : a > b;
}

static void
report (const char *name, GArray *times, const char *aim)
{
  g_array_sort (times, compare_cb);
  g_print (
      "{\"bench\":\"%s\",\"unit\":\"ms\",\"median\":%.2f,\"p95\":%.2f,\"runs\":%u,\"aim\":\"%s; p99 here %.2f\"}\n",
      name,
      g_array_index (times, double, times->len / 2),
      g_array_index (times, double, times->len * 95 / 100),
      times->len,
      aim,
      g_array_index (times, double, times->len * 99 / 100));
}

static void
measure_typing (AttestLibrary *library, GRand *random, char **words)
{
  g_autoptr (GArray) typing = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) common = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < 30; i++)
    {
      g_autofree char *two = g_strdup_printf ("%s %s", words[draw_rank (random)], words[draw_rank (random)]);
      g_autofree char *phrase =
          g_strdup_printf ("\"%s %s\"", words[draw_rank (random) % 50], words[draw_rank (random) % 50]);

      type (library, two, typing);
      type (library, phrase, typing);
    }
  for (int i = 0; i < 20; i++)
    {
      double time = measure (library, words[i]);

      g_array_append_val (common, time);
    }
  report ("search, each key", typing, "5 and p99 30 at 100,000 articles");
  report ("search, the commonest words", common, "p99 30 at 100,000 articles");
}

static void
report_size (const char *path, guint articles, double seconds)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_print (
      "{\"bench\":\"database bytes for each byte of text\",\"unit\":\"\",\"median\":%.2f,\"aim\":\"at most 2.5\"}\n",
      (double) status.st_size / ((double) articles * TEXT_BYTES));
  g_print ("{\"bench\":\"articles of 8 kB taken in\",\"unit\":\"1/s\",\"median\":%.0f}\n", (double) articles / seconds);
}

int
main (int argc, char *argv[])
{
  const char *wanted = g_getenv ("ATTEST_BENCH_ARTICLES");
  guint articles = wanted != NULL ? (guint) strtoul (wanted, NULL, 10) : DEFAULT_ARTICLES;
  g_autofree char *folder = g_dir_make_tmp ("attest-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "board.attest-library", NULL);
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_auto (GStrv) words = g_new0 (char *, VOCABULARY + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) library = attest_library_create (path, registry, folder, &error);
  gint64 start;

  g_assert_no_error (error);
  for (guint i = 0; i < VOCABULARY; i++)
    words[i] = make_word (i);
  start = g_get_monotonic_time ();
  fill (library, random, words, articles);
  g_clear_object (&library);
  report_size (path, articles, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  library = attest_library_open (path, registry, folder, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  measure_typing (library, random, words);
  g_clear_object (&library);

  bench_folder_remove (folder);
  return 0;
}
