/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/attest-render.h"

/* Rendering with source ranges and citations, from bytes to HTML, beside the cmark-gfm program on the same file. */

static const char *const words[] = {
  "dose",      "patient", "the",        "of",     "may",    "sleep",  "therapy",   "and",   "weeks", "symptom",
  "treatment", "a",       "depression", "should", "within", "clinic", "é",         "naïve", "blood", "pressure",
  "study",     "review",  "evidence",   "to",     "with",   "risk",   "long-term", "use",
};

static const char *
pick_word (GRand *rand)
{
  return words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
}

static void
append_sentence (GString *text, GRand *rand)
{
  guint count = g_rand_int_range (rand, 6, 18);

  for (guint i = 0; i < count; i++)
    {
      const char *word = pick_word (rand);

      if (i > 0)
        g_string_append_c (text, i % 12 == 11 ? '\n' : ' ');
      switch (g_rand_int_range (rand, 0, 24))
        {
        case 0:
          g_string_append_printf (text, "*%s*", word);
          break;
        case 1:
          g_string_append_printf (text, "**%s %s**", word, pick_word (rand));
          break;
        case 2:
          g_string_append_printf (text, "%d.%d mg/kg", g_rand_int_range (rand, 0, 9), g_rand_int_range (rand, 0, 99));
          break;
        case 3:
          g_string_append_printf (text, "[%s](https://example.org/%s)", word, pick_word (rand));
          break;
        case 4:
          g_string_append_printf (text, "%s &amp; \\*%s\\*", word, pick_word (rand));
          break;
        default:
          g_string_append (text, word);
          break;
        }
    }
  if (g_rand_int_range (rand, 0, 3) == 0)
    g_string_append_printf (
        text, " [@key%d; @key%d, p. %d]", g_rand_int_range (rand, 0, 60), g_rand_int_range (rand, 0, 60), count);
  g_string_append (text, ". ");
}

static void
append_block (GString *text, GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      g_string_append_printf (text, "## %s %s %s\n\n", pick_word (rand), pick_word (rand), pick_word (rand));
      break;
    case 1:
    case 2:
      for (guint i = 0; i < 4; i++)
        {
          g_string_append (text, i == 2 ? "  - " : "- ");
          g_string_append_printf (text, "**%s %s:** ", pick_word (rand), pick_word (rand));
          for (guint j = 0; j < 8; j++)
            g_string_append_printf (text, "%s ", pick_word (rand));
          g_string_append_c (text, '\n');
        }
      g_string_append_c (text, '\n');
      break;
    case 3:
      g_string_append (text, "| Drug | Dose | Time |\n|---|--:|:-:|\n");
      for (guint i = 0; i < 4; i++)
        g_string_append_printf (
            text, "| %s | %u mg | %s *%s* |\n", pick_word (rand), i * 5, pick_word (rand), pick_word (rand));
      g_string_append_c (text, '\n');
      break;
    case 4:
      g_string_append (text, "> ");
      for (guint i = 0; i < 20; i++)
        g_string_append_printf (text, "%s%s", pick_word (rand), i % 10 == 9 ? "\n> " : " ");
      g_string_append (text, "end\n\n");
      break;
    default:
      for (guint i = 0; i < 4; i++)
        append_sentence (text, rand);
      g_string_append (text, "\n\n");
      break;
    }
}

static GBytes *
make_text (gsize length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GString) text = g_string_sized_new (length + 2048);

  g_string_append (text, "# A question\n\n");
  while (text->len < length)
    append_block (text, rand);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

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
  g_autoptr (GBytes) text = make_text (length);
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
