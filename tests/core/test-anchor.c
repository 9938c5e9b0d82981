/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-anchor.h"

typedef struct
{
  const char *name;
  const char *old_text; /* the quote stands between [[ and ]] */
  const char *new_text; /* its place too; without brackets it is an orphan */
  AttestAnchorState state;
} Case;

static const Case cases[] = {
  { "same text", "One [[two]] three.", "One [[two]] three.", ATTEST_ANCHOR_EXACT },
  { "text put before", "One [[two]] three.", "Zero. One [[two]] three.", ATTEST_ANCHOR_EXACT },
  { "word put in", "Take [[one tablet every day]].", "Take [[one small tablet every day]].", ATTEST_ANCHOR_CHANGED },
  { "deleted", "Keep this. [[Drop that one.]] Keep the end.", "Keep this. Keep the end.", ATTEST_ANCHOR_ORPHAN },
  { "look-alike stays",
    "[[Team Alpha meets on Monday.]] Team Beta meets on Tuesday.",
    "Team Beta meets on Tuesday.",
    ATTEST_ANCHOR_ORPHAN },
  { "moved",
    "[[Drink a full glass of water first.]]\n\nThe tablets are blue and round.\n\nKeep them dry and away from light.",
    "The tablets are blue and round.\n\nKeep them dry and away from light.\n\n[[Drink a full glass of water first.]]",
    ATTEST_ANCHOR_MOVED },
};

/* Takes the brackets out. Returns: (transfer full): the text */
static char *
dup_unmarked (const char *marked, gsize *start, gsize *end)
{
  const char *open = strstr (marked, "[["), *close = strstr (marked, "]]");

  if (!open)
    return g_strdup (marked);
  *start = open - marked;
  *end = close - marked - 2;
  return g_strdup_printf ("%.*s%.*s%s", (int) (open - marked), marked, (int) (close - open - 2), open + 2, close + 2);
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  gsize old_start = 0, old_end = 0, new_start = 0, new_end = 0;
  g_autofree char *old_text = dup_unmarked (expected->old_text, &old_start, &old_end);
  g_autofree char *new_text = dup_unmarked (expected->new_text, &new_start, &new_end);
  g_autoptr (GBytes) old_bytes = g_bytes_new (old_text, strlen (old_text));
  g_autoptr (GBytes) new_bytes = g_bytes_new (new_text, strlen (new_text));
  g_autoptr (AttestDiff) diff = attest_diff_new (old_bytes, new_bytes);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) placements = NULL;
  const AttestPlacement *placement;

  g_ptr_array_add (anchors, attest_anchor_new (old_bytes, old_start, old_end));
  placements = attest_anchors_place (diff, anchors);
  g_assert_cmpuint (placements->len, ==, 1);
  placement = g_ptr_array_index (placements, 0);
  g_test_message ("%s at \"%.*s\"",
                  attest_anchor_state_to_string (placement->state),
                  (int) (placement->end - placement->start),
                  new_text + placement->start);
  g_assert_cmpstr (
      attest_anchor_state_to_string (placement->state), ==, attest_anchor_state_to_string (expected->state));
  g_assert_cmpuint (placement->start, ==, new_start);
  g_assert_cmpuint (placement->end, ==, new_end);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/text/anchor/", cases[i].name, NULL);

      g_test_add_data_func (g_strdelimit (path, " ", '-'), &cases[i], test_case);
    }
  return g_test_run ();
}
