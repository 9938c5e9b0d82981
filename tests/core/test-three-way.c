/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-three-way.h"

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static AttestTake
choose (AttestPassageKind kind)
{
  switch (kind)
    {
    case ATTEST_PASSAGE_ONE:
    case ATTEST_PASSAGE_ALIKE:
      return ATTEST_TAKE_ONE;
    case ATTEST_PASSAGE_OTHER:
      return ATTEST_TAKE_OTHER;
    case ATTEST_PASSAGE_BOTH:
      return ATTEST_TAKE_BOTH;
    }
  g_assert_not_reached ();
}

static char *
merge (AttestThreeWay *three_way, AttestTake all)
{
  guint n_passages;
  const AttestPassage *passages = attest_three_way_get_passages (three_way, &n_passages);
  g_autofree AttestTake *takes = g_new0 (AttestTake, n_passages + 1);
  g_autoptr (GBytes) merged = NULL;

  for (guint i = 0; i < n_passages; i++)
    takes[i] = all != ATTEST_TAKE_NOTHING ? all : choose (passages[i].kind);
  merged = attest_three_way_merge (three_way, takes);
  return g_strndup (g_bytes_get_size (merged) > 0 ? g_bytes_get_data (merged, NULL) : "", g_bytes_get_size (merged));
}

static void
assert_same_range (const char *a, gsize a_start, gsize a_end, const char *b, gsize b_start, gsize b_end)
{
  g_assert_cmpmem (a + a_start, a_end - a_start, b + b_start, b_end - b_start);
}

static gboolean
ends_sentence (const char *text, gsize byte)
{
  return byte == 0 || text[byte] == '\0' || g_ascii_isspace (text[byte - 1]) ||
         (byte >= strlen ("。") && g_str_has_prefix (text + byte - strlen ("。"), "。"));
}

/* Nothing of either text can be lost: each can be had back, and what is called the same is. */
static void
check (AttestThreeWay *three_way, const char *base, const char *one, const char *other)
{
  g_autofree char *all_one = merge (three_way, ATTEST_TAKE_ONE);
  g_autofree char *all_other = merge (three_way, ATTEST_TAKE_OTHER);
  AttestPassage before = { 0 };
  const AttestPassage end = { .base_start = strlen (base), .one_start = strlen (one), .other_start = strlen (other) };
  guint n_passages;
  const AttestPassage *passages = attest_three_way_get_passages (three_way, &n_passages);

  g_assert_cmpstr (all_one, ==, one);
  g_assert_cmpstr (all_other, ==, other);
  for (guint i = 0; i <= n_passages; i++)
    {
      const AttestPassage *passage = i < n_passages ? &passages[i] : &end;

      g_assert_cmpuint (passage->base_start, >=, before.base_end);
      assert_same_range (base, before.base_end, passage->base_start, one, before.one_end, passage->one_start);
      assert_same_range (base, before.base_end, passage->base_start, other, before.other_end, passage->other_start);
      g_assert_true (ends_sentence (base, passage->base_start));
      g_assert_true (ends_sentence (base, passage->base_end) || passage->base_start == passage->base_end);
      if (passage->kind == ATTEST_PASSAGE_ONE && i < n_passages)
        assert_same_range (
            base, passage->base_start, passage->base_end, other, passage->other_start, passage->other_end);
      if (passage->kind == ATTEST_PASSAGE_OTHER)
        assert_same_range (base, passage->base_start, passage->base_end, one, passage->one_start, passage->one_end);
      if (passage->kind == ATTEST_PASSAGE_ALIKE)
        assert_same_range (one, passage->one_start, passage->one_end, other, passage->other_start, passage->other_end);
      before = *passage;
    }
}

static AttestThreeWay *
bring_together (const char *base, const char *one, const char *other)
{
  g_autoptr (GBytes) base_bytes = bytes (base);
  g_autoptr (GBytes) one_bytes = bytes (one);
  g_autoptr (GBytes) other_bytes = bytes (other);
  AttestThreeWay *three_way = attest_three_way_new (base_bytes, one_bytes, other_bytes);

  check (three_way, base, one, other);
  return three_way;
}

/* @kinds: a letter for each passage: 1, 2, = or ! for one to decide */
static void
assert_merged (const char *base, const char *one, const char *other, const char *kinds, const char *expected)
{
  g_autoptr (AttestThreeWay) three_way = bring_together (base, one, other);
  g_autofree char *merged = merge (three_way, ATTEST_TAKE_NOTHING);
  g_autoptr (GString) found = g_string_new (NULL);
  guint n_passages;
  const AttestPassage *passages = attest_three_way_get_passages (three_way, &n_passages);

  for (guint i = 0; i < n_passages; i++)
    g_string_append_c (found, "12=!"[passages[i].kind]);
  g_assert_cmpstr (found->str, ==, kinds);
  g_assert_cmpstr (merged, ==, expected);
}

static void
test_apart (void)
{
  assert_merged ("# Aspirin\n\nTake one tablet. Drink water.\n\nSee a doctor.\n",
                 "# Aspirin\n\nTake two tablets. Drink water.\n\nSee a doctor.\n",
                 "# Aspirin\n\nTake one tablet. Drink water.\n\nSee a doctor at once.\n",
                 "12",
                 "# Aspirin\n\nTake two tablets. Drink water.\n\nSee a doctor at once.\n");
  assert_merged (
      "- one\n- two\n", "- one\n- two\n- three\n", "- zero\n- one\n- two\n", "21", "- zero\n- one\n- two\n- three\n");
  assert_merged ("Stop. Wait.\n", "Stop. Wait.\n", "Stop. Wait.\n", "", "Stop. Wait.\n");
  assert_merged ("Stop. Wait. Go.\n", "Stop. Go.\n", "Stop. Wait. Go.\n", "1", "Stop. Go.\n");
}

/* Each of the changes is right by itself. */
static void
test_within_a_sentence (void)
{
  assert_merged ("Rest. Take 1 tablet once a day.\n",
                 "Rest. Take 2 tablets once a day.\n",
                 "Rest. Take 1 tablet twice a day.\n",
                 "!",
                 "Rest. Take 2 tablets once a day.\nTake 1 tablet twice a day.\n");
  assert_merged (
      "Take it.\n", "Take it with food.\n", "Do not take it.\n", "!", "Take it with food.\nDo not take it.\n");
  /* One text takes out what the other changed. */
  assert_merged ("Rest. Take it. Wait.\n",
                 "Rest. Wait.\n",
                 "Rest. Take it at night. Wait.\n",
                 "!",
                 "Rest. Take it at night. Wait.\n");
}

static void
test_alike (void)
{
  assert_merged ("Take 10 mg.\n", "Take 5 mg.\n", "Take 5 mg.\n", "=", "Take 5 mg.\n");
  assert_merged ("Rest.\n", "Rest.\n\nDrink.\n", "Rest.\n\nDrink.\n", "=", "Rest.\n\nDrink.\n");
}

/* Both put something in at one place, or the one beside a sentence that the other changed: in which order, and whether at all, is for a person. */
static void
test_beside (void)
{
  assert_merged ("Rest.\n", "Rest.\nDrink.\n", "Rest.\nSleep.\n", "!", "Rest.\nDrink.\nSleep.\n");
  assert_merged ("Rest.\nWait.\n",
                 "Rest.\nNot in children.\nWait.\n",
                 "Rest.\nWait for a day.\n",
                 "!",
                 "Rest.\nNot in children.\nWait.\nWait for a day.\n");
  /* Two neighbours that were changed stay apart. */
  assert_merged (
      "Rest.\nWait.\n", "Rest well.\nWait.\n", "Rest.\nWait for a day.\n", "12", "Rest well.\nWait for a day.\n");
}

static void
test_without_base (void)
{
  g_autoptr (GBytes) one = bytes ("Rest. Take 5 mg. Wait.");
  g_autoptr (GBytes) other = bytes ("Rest. Take 10 mg. Wait. Go.");
  g_autoptr (AttestThreeWay) three_way = attest_three_way_new (NULL, one, other);
  g_autofree char *merged = merge (three_way, ATTEST_TAKE_NOTHING);
  g_autofree char *all_other = merge (three_way, ATTEST_TAKE_OTHER);
  guint n_passages;
  const AttestPassage *passages = attest_three_way_get_passages (three_way, &n_passages);

  g_assert_cmpuint (n_passages, ==, 2);
  for (guint i = 0; i < n_passages; i++)
    g_assert_cmpint (passages[i].kind, ==, ATTEST_PASSAGE_BOTH);
  g_assert_cmpstr (merged, ==, "Rest. Take 5 mg. Take 10 mg. Wait.\nWait. Go.");
  g_assert_cmpstr (all_other, ==, "Rest. Take 10 mg. Wait. Go.");
}

static void
test_empty (void)
{
  assert_merged ("", "", "", "", "");
  assert_merged ("", "Rest.", "", "1", "Rest.");
  assert_merged ("", "Rest.", "Wait.", "!", "Rest.\nWait.");
  assert_merged ("Rest.", "", "Rest. Wait.", "!", "Rest. Wait.");
}

/* ---- At random ---- */

static const char *const sentences[] = {
  "Take one tablet in the morning. ",
  "Do not take more than 3 g a day. ",
  "Ask a pharmacist. ",
  "\n\n",
  "- Paracetamol 500 mg\n",
  "- Ibuprofen, not with an ulcer\n",
  "## When to see a doctor\n\n",
  "Fieber über 39 °C ist ein Zeichen. ",
  "服用一片。",
  "Take one tablet in the morning. ",
  "1. Rest.\n",
  "| a | b |\n",
};

static char *
change_at_random (GRand *random, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ". ", -1);
  g_autoptr (GString) changed = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *end = parts[i + 1] != NULL ? ". " : "";

      switch (g_rand_int_range (random, 0, 14))
        {
        case 0:
          break;
        case 1:
          g_string_append_printf (changed, "%s never%s", parts[i], end);
          break;
        case 2:
          g_string_append_printf (
              changed, "%s%s%s", parts[i], end, sentences[g_rand_int_range (random, 0, G_N_ELEMENTS (sentences))]);
          break;
        case 3:
          g_string_append_printf (changed, "Not %s%s", parts[i], end);
          break;
        case 4:
          g_string_prepend (changed, end);
          g_string_prepend (changed, parts[i]);
          break;
        default:
          g_string_append_printf (changed, "%s%s", parts[i], end);
        }
    }
  return g_strdup (changed->str);
}

static void
test_random (void)
{
  guint rounds = g_getenv ("ATTEST_LONG") != NULL ? 20000 : 600;
  guint passages_seen = 0, to_decide = 0;
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GString) base = g_string_new (NULL);
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;
      g_autoptr (AttestThreeWay) three_way = NULL;
      g_autoptr (AttestThreeWay) turned = NULL;
      g_autoptr (AttestThreeWay) untouched = NULL;
      g_autofree char *theirs = NULL;
      guint n_passages, n_turned;
      const AttestPassage *passages, *back;

      for (int j = g_rand_int_range (random, 0, 25); j > 0; j--)
        g_string_append (base, sentences[g_rand_int_range (random, 0, G_N_ELEMENTS (sentences))]);
      one = change_at_random (random, base->str);
      other = change_at_random (random, base->str);
      three_way = bring_together (base->str, one, other);
      turned = bring_together (base->str, other, one);
      untouched = bring_together (base->str, base->str, other);

      theirs = merge (untouched, ATTEST_TAKE_NOTHING);
      g_assert_cmpstr (theirs, ==, other);
      passages = attest_three_way_get_passages (three_way, &n_passages);
      back = attest_three_way_get_passages (turned, &n_turned);
      g_assert_cmpuint (n_passages, ==, n_turned);
      for (guint j = 0; j < n_passages; j++)
        {
          g_assert_cmpuint (passages[j].one_start, ==, back[j].other_start);
          g_assert_cmpuint (passages[j].other_end, ==, back[j].one_end);
          to_decide += passages[j].kind == ATTEST_PASSAGE_BOTH;
        }
      passages_seen += n_passages;
    }
  g_test_message ("%u texts: %u passages, %u to decide", rounds, passages_seen, to_decide);
  g_assert_cmpuint (to_decide, >, 0);
  g_assert_cmpuint (passages_seen, >, to_decide);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/three-way/apart", test_apart);
  g_test_add_func ("/core/three-way/within-a-sentence", test_within_a_sentence);
  g_test_add_func ("/core/three-way/alike", test_alike);
  g_test_add_func ("/core/three-way/beside", test_beside);
  g_test_add_func ("/core/three-way/without-base", test_without_base);
  g_test_add_func ("/core/three-way/empty", test_empty);
  g_test_add_func ("/core/three-way/random", test_random);
  return g_test_run ();
}
