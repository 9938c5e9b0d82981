/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-counterpart.h"
#include "text/attest-document.h"

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* Returns: (transfer full): what @quote, which stands once in @from, is in @to */
static AttestCounterpart *
find (const char *from, const char *to, const char *quote)
{
  g_autoptr (GBytes) old_text = make_bytes (from);
  g_autoptr (GBytes) new_text = make_bytes (to);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) counterparts = NULL;
  const char *at = strstr (from, quote);

  g_assert_true (at != NULL && strstr (at + 1, quote) == NULL);
  g_ptr_array_add (anchors, attest_anchor_new (old_text, (gsize) (at - from), (gsize) (at - from) + strlen (quote)));
  counterparts = attest_counterparts_find (old_text, new_text, anchors);
  g_assert_cmpuint (counterparts->len, ==, 1);
  return g_ptr_array_steal_index (counterparts, 0);
}

static char *
describe (const AttestCounterpart *counterpart, const char *to)
{
  GString *said = g_string_new (attest_anchor_state_to_string (counterpart->state));

  for (guint i = 0; i < counterpart->places->len; i++)
    {
      const AttestCounterpartPlace *place = &g_array_index (counterpart->places, AttestCounterpartPlace, i);

      g_string_append_printf (said,
                              "|%s:%.*s",
                              attest_counterpart_kind_to_string (place->kind),
                              (int) (place->range.end - place->range.start),
                              to + place->range.start);
    }
  return g_string_free (said, FALSE);
}

static const char doctors[] = "# Is it safe?\n"
                              "\n"
                              "Most adults can take it [@ferner2011].\n"
                              "\n"
                              "## Doses\n"
                              "\n"
                              "Give 500 mg every 6 hours with food. Never exceed 4 g in one day.\n"
                              "\n"
                              "Hepatic enzymes rise in a third of healthy volunteers [@watkins2006].\n"
                              "\n"
                              "## Red flags\n"
                              "\n"
                              "- Confusion, drowsiness or bleeding.\n"
                              "- Call the poison centre at once; do not wait for symptoms.\n"
                              "- Warn about liver disease.\n";

/* Each row: what the other text has, the quote, and what is to be found. */
static void
test_states (void)
{
  static const struct
  {
    const char *to;
    const char *quote;
    const char *found;
  } rows[] = {
    /* The same sentence at its place, and at another one. */
    { "# Is it safe?\n\nYes.\n\n## Red flags\n\n- Confusion, drowsiness or bleeding.\n",
      "drowsiness",
      "exact|words:drowsiness" },
    { "# Is it safe?\n\n- Call the poison centre at once; do not wait for symptoms.\n\n## What to take\n\nMost adults "
      "can "
      "take it [@ferner2011].\n\nGive 500 mg every 6 hours with food.\n",
      "Call the poison centre at once; do not wait for symptoms",
      "moved|words:Call the poison centre at once; do not wait for symptoms" },
    /* Another number, unit or "not" in the sentence is told, even where the quote has none of it. */
    { "# Is it safe?\n\nGive 250 mg every 6 hours with food.\n",
      "with food",
      "changed|sentence:Give 250 mg every 6 hours with food." },
    { "# Is it safe?\n\nDo not give 500 mg every 6 hours with food.\n",
      "500 mg every 6 hours",
      "changed|sentence:Do not give 500 mg every 6 hours with food." },
    { "# Is it safe?\n\nTake 500 mg every 6 hours with some food.\n",
      "Give 500 mg every 6 hours with food.",
      "changed|sentence:Take 500 mg every 6 hours with some food." },
    /* Two that are as good are none. */
    { "# Is it safe?\n\nGive 500 mg every 6 hours with water.\n\nGive 500 mg every 6 hours with milk.\n",
      "Give 500 mg every 6 hours with food.",
      "orphan|like:Give 500 mg every 6 hours with water.|like:Give 500 mg every 6 hours with milk." },
    /* The same words, but who says that the same is meant? */
    { "# Is it safe?\n\nAsk first if you have heart trouble, asthma or liver disease.\n",
      "liver disease",
      "orphan|copy:liver disease" },
    /* The same work, the same heading, what stands under the title, and nothing at all. */
    { "# Is it safe?\n\nYour liver may feel it [@watkins2006].\n",
      "Hepatic enzymes rise in a third of healthy volunteers",
      "orphan|source:Your liver may feel it [@watkins2006]." },
    { "# Is it safe?\n\nYes.\n\n## Doses\n\nRead the label.\n\n### At night\n\nOne more.\n\n## Other\n\nNo.\n",
      "Never exceed 4 g in one day.",
      "orphan|section:## Doses\n\nRead the label.\n\n### At night\n\nOne more." },
    { "# Is it safe?\n\nYes.\n\n## Other\n\nNo.\n", "Most adults can take it", "orphan|section:# Is it safe?\n\nYes." },
    { "# Is it safe?\n\nYes.\n\n## Other\n\nNo.\n", "Confusion, drowsiness or bleeding.", "orphan" },
    { "", "Confusion, drowsiness or bleeding.", "orphan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AttestCounterpart) found = find (doctors, rows[i].to, rows[i].quote);
      g_autofree char *said = describe (found, rows[i].to);

      g_assert_cmpstr (said, ==, rows[i].found);
    }
}

/* A sentence of another drug is no place, and where the comparison leads to it, it says so. */
static void
test_drugs (void)
{
  static const char from[] = "# A\n\nGive metformin slowly with a large glass of water in the evening.\n";
  static const char to[] = "# A\n\nGive warfarin slowly with a large glass of water in the evening.\n";
  g_autoptr (AttestCounterpart) found = find (from, to, "a large glass of water");
  const AttestCounterpartPlace *place = &g_array_index (found->places, AttestCounterpartPlace, 0);
  g_autofree char *message = attest_counterpart_dup_message (found, 0);

  g_assert_cmpint (found->state, ==, ATTEST_ANCHOR_CHANGED);
  g_assert_cmpint (place->touched, ==, ATTEST_TOUCHED_DRUG);
  g_assert_nonnull (strstr (message, "differs"));
}

/* Where a word that turns it round cannot be known, only equal sentences are the same. */
static void
test_other_scripts (void)
{
  static const char from[] = "# 药\n\n每天饭后服用两次这种药物。\n\nتناول الدواء مع الطعام كل يوم.\n";
  static const char same[] = "# 药\n\n每天饭后服用两次这种药物。\n";
  static const char other[] = "# 药\n\nلا تناول الدواء مع الطعام كل يوم.\n";
  g_autoptr (AttestCounterpart) found = find (from, same, "饭后");
  g_autoptr (AttestCounterpart) turned = find (from, other, "تناول الدواء مع الطعام كل يوم");

  g_assert_cmpint (found->state, ==, ATTEST_ANCHOR_EXACT);
  g_assert_cmpint (turned->state, ==, ATTEST_ANCHOR_CHANGED);
}

static void
test_messages (void)
{
  g_autoptr (AttestCounterpart) section =
      find (doctors, "# B\n\n## Doses\n\nRead it.\n", "Never exceed 4 g in one day.");
  g_autoptr (AttestCounterpart) nothing = find (doctors, "# B\n\nRead it.\n", "Never exceed 4 g in one day.");
  g_autofree char *of_section = attest_counterpart_dup_message (section, 0);
  g_autofree char *of_nothing = attest_counterpart_dup_message (nothing, 0);

  g_assert_cmpstr (section->heading, ==, "Doses");
  g_assert_nonnull (strstr (of_section, "“Doses”"));
  g_assert_cmpstr (of_nothing, ==, "Nothing here says this, and no section has the same heading.");
}

/* A quote that is not where it says, as of a text that was changed meanwhile, is nothing's counterpart. */
static void
test_wrong_place (void)
{
  g_autoptr (GBytes) text = make_bytes (doctors);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) counterparts = NULL;
  const AttestCounterpart *found = NULL;

  g_ptr_array_add (anchors, attest_anchor_new_from_parts (900000, 900004, "food", "", ""));
  g_ptr_array_add (anchors, attest_anchor_new_from_parts (0, 4, "food", "hours with ", ". Never"));
  counterparts = attest_counterparts_find (text, text, anchors);
  for (guint i = 0; i < counterparts->len; i++)
    {
      found = counterparts->pdata[i];
      g_assert_cmpint (found->state, ==, ATTEST_ANCHOR_ORPHAN);
      g_assert_cmpuint (found->places->len, ==, 0);
    }
}

/* ---- Real texts ---- */

static void
add_texts (GPtrArray *texts, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *text = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        add_texts (texts, path);
      else if (g_str_has_suffix (name, ".md") && g_file_get_contents (path, &text, NULL, NULL))
        g_ptr_array_add (texts, text);
    }
}

/* Returns: (transfer full): its numbers and small words that turn it round, told by other means than the program's own */
static char *
list_dangers (const char *text, gsize length)
{
  static const char *const words[] = { "not", "no", "never", "without", "cannot", "none", "avoid" };
  GString *found = g_string_new (NULL);

  for (gsize at = 0, end; at < length; at = end)
    {
      g_autofree char *word = NULL;

      for (end = at; end < length && (g_ascii_isalpha (text[end]) || g_ascii_isdigit (text[end]));)
        end++;
      end = MAX (end, at + 1);
      word = g_ascii_strdown (text + at, (gssize) (end - at));
      if (g_ascii_isdigit (*word))
        g_string_append_printf (found, "%s ", word);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (g_str_equal (word, words[i]))
          g_string_append_printf (found, "%s ", word);
    }
  return g_string_free (found, FALSE);
}

typedef struct
{
  guint states[4];
  guint offers;
} Count;

static void
check_pair (Count *count, const char *from, const char *to)
{
  g_autoptr (GBytes) old_text = make_bytes (from);
  g_autoptr (GBytes) new_text = make_bytes (to);
  g_autoptr (AttestDocument) document = attest_document_new (old_text);
  g_autoptr (GPtrArray) sentences = attest_document_dup_sentences (document);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) counterparts = NULL;

  for (guint i = 0; i < sentences->len; i++)
    {
      const AttestSentence *sentence = sentences->pdata[i];
      AttestAnchor *anchor = attest_anchor_new (old_text, sentence->start, sentence->end);

      if (anchor != NULL)
        g_ptr_array_add (anchors, anchor);
    }
  counterparts = attest_counterparts_find (old_text, new_text, anchors);
  for (guint i = 0; i < anchors->len; i++)
    {
      const AttestAnchor *anchor = anchors->pdata[i];
      const AttestCounterpart *found = counterparts->pdata[i];

      count->states[found->state]++;
      count->offers += found->state == ATTEST_ANCHOR_ORPHAN && found->places->len > 0;
      g_assert_true (found->state == ATTEST_ANCHOR_ORPHAN || found->places->len == 1);
      for (guint k = 0; k < found->places->len; k++)
        {
          const AttestCounterpartPlace *place = &g_array_index (found->places, AttestCounterpartPlace, k);
          g_autofree char *own = list_dangers (anchor->exact, strlen (anchor->exact));
          g_autofree char *other = list_dangers (to + place->range.start, place->range.end - place->range.start);

          g_assert_cmpuint (place->range.start, <, place->range.end);
          g_assert_cmpuint (place->range.end, <=, strlen (to));
          if (found->state == ATTEST_ANCHOR_EXACT || found->state == ATTEST_ANCHOR_MOVED)
            g_assert_cmpstr (own, ==, other);
        }
    }
}

static void
report (const char *what, const Count *count)
{
  g_test_message ("%s: exact %u, moved %u, changed %u, orphans %u, of these %u with an offer",
                  what,
                  count->states[ATTEST_ANCHOR_EXACT],
                  count->states[ATTEST_ANCHOR_MOVED],
                  count->states[ATTEST_ANCHOR_CHANGED],
                  count->states[ATTEST_ANCHOR_ORPHAN],
                  count->offers);
}

/* Every sentence of each text for one audience, in each of the others. */
static void
test_sample (void)
{
  const char *folder = g_getenv ("ATTEST_SAMPLE");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  Count count = { 0 };
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        continue;
      add_texts (texts, path);
      for (guint i = 0; i < texts->len; i++)
        for (guint k = 0; k < texts->len; k++)
          if (i != k)
            check_pair (&count, texts->pdata[i], texts->pdata[k]);
    }
  report ("sample", &count);
  /* They were written apart: a little is the same, and of much there is something to look at. */
  g_assert_cmpuint (count.states[ATTEST_ANCHOR_EXACT] + count.states[ATTEST_ANCHOR_MOVED], >, 0);
  g_assert_cmpuint (count.states[ATTEST_ANCHOR_CHANGED], >, 0);
  g_assert_cmpuint (3 * count.offers, >, count.states[ATTEST_ANCHOR_ORPHAN]);
}

/* Articles about different things have little in common but phrases of the house. */
static void
test_articles (void)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *folder = testdata != NULL ? g_build_filename (testdata, "corpus", "articles", NULL) : NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint n_pairs = g_getenv ("ATTEST_LONG") != NULL ? 5000 : 400;
  Count count = { 0 };

  if (folder != NULL)
    add_texts (texts, folder);
  if (texts->len < 2)
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  for (guint i = 0; i < n_pairs; i++)
    {
      const char *from = texts->pdata[g_rand_int_range (rand, 0, (gint32) texts->len)];
      const char *to = texts->pdata[g_rand_int_range (rand, 0, (gint32) texts->len)];

      if (from != to)
        check_pair (&count, from, to);
    }
  report ("unrelated articles", &count);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/counterpart/states", test_states);
  g_test_add_func ("/core/counterpart/drugs", test_drugs);
  g_test_add_func ("/core/counterpart/other-scripts", test_other_scripts);
  g_test_add_func ("/core/counterpart/messages", test_messages);
  g_test_add_func ("/core/counterpart/wrong-place", test_wrong_place);
  g_test_add_func ("/core/counterpart/sample", test_sample);
  g_test_add_func ("/core/counterpart/articles", test_articles);

  return g_test_run ();
}
