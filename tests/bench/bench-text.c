/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-text.h"

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

GBytes *
bench_text_new (gsize length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GString) text = g_string_sized_new (length + 2048);

  g_string_append (text, "# A question\n\nIn short:\n\n");
  while (text->len < length)
    append_block (text, rand);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}
