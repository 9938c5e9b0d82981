/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/attest-anchor.h"

/* 1,000 anchors through a text of 1 MB in which one word of twenty was changed, beside git's own word diff of the same files. */

#define LENGTH 1000000
#define N_ANCHORS 1000
#define VOCABULARY 6000
#define RUNS 20

static char *vocabulary[VOCABULARY];

static void
make_vocabulary (GRand *rand)
{
  static const char *const parts[] = { "ba", "do",   "fen", "ga",  "lor", "mi", "ne", "pro", "ra",  "ser",
                                       "ti", "tion", "ul",  "vor", "wa",  "co", "de", "in",  "per", "th" };

  for (guint i = 0; i < VOCABULARY; i++)
    {
      GString *word = g_string_new (NULL);
      guint count = 1 + (guint) log10 (i + 2) + g_rand_int_range (rand, 0, 2);

      for (guint k = 0; k < count; k++)
        g_string_append (word, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      vocabulary[i] = g_string_free (word, FALSE);
    }
}

/* Few words often and many seldom, as in any language. */
static const char *
pick_word (GRand *rand)
{
  guint index = (guint) exp (g_rand_double (rand) * log (VOCABULARY));

  return vocabulary[MIN (index, VOCABULARY) - 1];
}

typedef struct
{
  GString *old_text;
  GString *new_text;
  GArray *old_places; /* where each word of the old text begins, and in the new text, where it is there still */
  GArray *new_places;
} Texts;

static void
add_word (Texts *texts, GRand *rand, const char *word, const char *after)
{
  gsize old_place = texts->old_text->len, new_place = texts->new_text->len;
  int change = g_rand_int_range (rand, 0, 60);

  g_string_append (texts->old_text, word);
  g_string_append (texts->old_text, after);
  switch (change)
    {
    case 0: /* replaced */
      g_string_append (texts->new_text, pick_word (rand));
      break;
    case 1: /* deleted, but for what follows it at the end of a sentence */
      if (*after == ' ')
        after = "";
      break;
    case 2: /* put in */
      g_string_append_printf (texts->new_text, "%s ", pick_word (rand));
      new_place = texts->new_text->len;
      g_string_append (texts->new_text, word);
      break;
    default:
      g_string_append (texts->new_text, word);
    }
  if (change < 2)
    new_place = G_MAXSIZE;
  g_string_append (texts->new_text, after);
  g_array_append_val (texts->old_places, old_place);
  g_array_append_val (texts->new_places, new_place);
}

static Texts
make_texts (GRand *rand)
{
  Texts texts = { g_string_new (NULL),
                  g_string_new (NULL),
                  g_array_new (FALSE, FALSE, sizeof (gsize)),
                  g_array_new (FALSE, FALSE, sizeof (gsize)) };

  for (guint sentences = 0; texts.old_text->len < LENGTH; sentences++)
    for (guint left = g_rand_int_range (rand, 6, 22); left > 0; left--)
      add_word (&texts,
                rand,
                pick_word (rand),
                left > 1 ? (left % 7 == 3 ? ", " : " ") : (sentences % 5 == 4 ? ".\n\n" : ". "));
  return texts;
}

static GPtrArray *
make_anchors (GRand *rand, const Texts *texts, GBytes *old_bytes, GArray *firsts)
{
  GPtrArray *anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);

  while (anchors->len < N_ANCHORS)
    {
      guint first = g_rand_int_range (rand, 0, texts->old_places->len - 30);
      guint last = first + g_rand_int_range (rand, 3, 25);
      gsize start = g_array_index (texts->old_places, gsize, first),
            end = g_array_index (texts->old_places, gsize, last);

      while (end > start && !g_ascii_isalnum (texts->old_text->str[end - 1]))
        end--;
      g_ptr_array_add (anchors, attest_anchor_new (old_bytes, start, end));
      g_array_append_val (firsts, first);
    }
  return anchors;
}

/* Returns: how many quotes whose first word is still there begin at it. */
static guint
count_right (const Texts *texts, GArray *firsts, GPtrArray *placements, guint *n_asked, guint *n_orphans)
{
  guint right = 0;

  for (guint i = 0; i < placements->len; i++)
    {
      const AttestPlacement *placement = g_ptr_array_index (placements, i);
      gsize place = g_array_index (texts->new_places, gsize, g_array_index (firsts, guint, i));

      *n_orphans += placement->state == ATTEST_ANCHOR_ORPHAN;
      if (place == G_MAXSIZE)
        continue;
      *n_asked += 1;
      right += placement->state != ATTEST_ANCHOR_ORPHAN && placement->start == place;
    }
  return right;
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return a < b ? -1 : a > b;
}

static double
get_place (double *times, double place)
{
  qsort (times, RUNS, sizeof (double), compare_cb);
  return times[(guint) ((RUNS - 1) * place + 0.5)];
}

static double
run_peer (const char *program, const char *old_path, const char *new_path)
{
  const char *arguments[] = { program, "diff", "--no-index", "--word-diff=porcelain", old_path, new_path, NULL };
  gint64 start = g_get_monotonic_time ();

  g_assert_true (
      g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, NULL, NULL));
  return (g_get_monotonic_time () - start) / 1e3;
}

static char *
write_file (const GString *text)
{
  char *path = NULL;
  int file = g_file_open_tmp ("attest-bench-XXXXXX", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  return path;
}

static void
print_result (const char *name, double *times, double *peer_times, const char *aim)
{
  g_print ("{\"bench\":\"%s\",\"unit\":\"ms\",\"median\":%.2f,\"p95\":%.2f,\"runs\":%u,\"aim\":\"%s\"",
           name,
           get_place (times, 0.5),
           get_place (times, 0.95),
           RUNS,
           aim);
  if (peer_times)
    g_print (",\"peer\":\"git diff --word-diff\",\"peer_median\":%.2f", get_place (peer_times, 0.5));
  g_print ("}\n");
}

int
main (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree char *program = g_find_program_in_path ("git");
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GBytes) old_bytes = NULL, new_bytes = NULL;
  g_autoptr (GPtrArray) anchors = NULL;
  g_autofree char *old_path = NULL, *new_path = NULL;
  double diffs[RUNS], places[RUNS], peers[RUNS];
  guint right = 0, n_asked = 0, n_orphans = 0;
  Texts texts;

  make_vocabulary (rand);
  texts = make_texts (rand);
  old_bytes = g_bytes_new (texts.old_text->str, texts.old_text->len);
  new_bytes = g_bytes_new (texts.new_text->str, texts.new_text->len);
  anchors = make_anchors (rand, &texts, old_bytes, firsts);
  old_path = write_file (texts.old_text);
  new_path = write_file (texts.new_text);

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (AttestDiff) diff = attest_diff_new (old_bytes, new_bytes);
      g_autoptr (GPtrArray) placements = NULL;

      diffs[i] = (g_get_monotonic_time () - start) / 1e3;
      placements = attest_anchors_place (diff, anchors);
      places[i] = (g_get_monotonic_time () - start) / 1e3;
      peers[i] = program ? run_peer (program, old_path, new_path) : 0;
      if (i == 0)
        right = count_right (&texts, firsts, placements, &n_asked, &n_orphans);
    }
  g_remove (old_path);
  g_remove (new_path);

  print_result ("word diff of 1 MB, 5 % of words changed", diffs, program ? peers : NULL, "as fast as the peer");
  print_result ("1,000 anchors through it, diff included", places, NULL, "100 ms");
  g_print ("of %u anchors whose first word is still there %u begin at it; %u orphans\n", n_asked, right, n_orphans);
  g_string_free (texts.old_text, TRUE);
  g_string_free (texts.new_text, TRUE);
  g_array_unref (texts.old_places);
  g_array_unref (texts.new_places);
  for (guint i = 0; i < VOCABULARY; i++)
    g_free (vocabulary[i]);
  return 0;
}
