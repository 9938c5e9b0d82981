/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "made-text.h"
#include "text/attest-anchor.h"
#include "tracked-text.h"

/* Articles as people publish them, and made ones that are full of look-alikes, are edited at random while each byte's way is written
 * down. Then each anchor's placement is judged by where its words went:
 *
 * - no anchor stands on other words without a flag: `exact` and `moved` are said of the quote's own words only. Where these are gone a copy of them
 *   is no wrong place, since a passage that was copied and then deleted was moved, for all that the two texts can tell;
 * - of those whose words survive unbroken and do not stand twice with equal context, at least 99 of 100 are placed;
 * - numbers, units, names of drugs and negations are the quote's wherever the state is not `changed`, and `changed` is said only of the place that the diff maps to;
 * - an orphan whose words survive unbroken offers candidates. */

#define ANCHORS_IN_ROUND 20
#define CONTEXT 32
#define LEAST_ARTICLE 1500 /* bytes; what is shorter is a page of links */
#define BYTES_TO_EDIT 300

typedef enum
{
  SPOT_OWN,
  SPOT_COPY,
  SPOT_OTHER,
} Spot;

typedef struct
{
  guint64 anchors;
  guint64 states[4];
  guint64 edits[TRACKED_N_EDITS];
  guint64 kept; /* whose words survive and do not stand twice with equal context */
  guint64 kept_orphans;
  guint64 twice; /* whose words survive and stand twice with equal context */
  guint64 twice_orphans;
  guint64 wrong;         /* without a flag */
  guint64 on_copies;     /* without a flag, of words that are gone themselves */
  guint64 untold;        /* without a flag, where the same two texts come of another history in which it is right */
  guint64 flagged_wrong; /* `changed`, but nothing there came from the quote's words or in their place */
  guint64 unsafe;        /* another number, unit, name or negation, and not `changed` where the diff maps to */
  guint64 not_offered;   /* orphans without a candidate though their words survive unbroken */
} Count;

typedef struct
{
  const char *old_text;
  const char *new_text;
  gsize new_length;
  GArray *bytes;  /* (element-type TrackedByte): of the new text */
  gint *places;   /* where each byte of the old text stands in the new one, or TRACKED_NOWHERE */
  GArray *blocks; /* (element-type gsize): where the blocks of the old text end */
  AttestDiff *diff;
} Round;

static gboolean
is_of_word (char byte)
{
  return g_ascii_isalnum (byte) || (guchar) byte >= 0x80;
}

static gboolean
is_in (gint offset, const AttestAnchor *anchor)
{
  return offset >= 0 && (gsize) offset >= anchor->start && (gsize) offset < anchor->end;
}

/* Returns: how many bytes before a place of the old text stand before one of the new text too. */
static gsize
measure_before (const Round *self, gsize old_place, gsize place)
{
  gsize length = 0;

  while (length < MIN (place, old_place) &&
         self->old_text[old_place - length - 1] == self->new_text[place - length - 1])
    length++;
  return length;
}

static gsize
measure_after (const Round *self, gsize old_place, gsize place)
{
  gsize length = 0;

  while (self->old_text[old_place + length] && self->old_text[old_place + length] == self->new_text[place + length])
    length++;
  return length;
}

/* Marks that belong to the sentence that they close: **Take it.** and “Take it.” are whole. */
static const char *const closers[] = { "*", "_", "\"", ")", "]", "\342\200\235", "\342\200\231" };

static gboolean
ends_sentence (const char *text)
{
  const char *after = text + 1;

  if (*text == '\n' || *text == '\0' || g_str_has_prefix (text, "\343\200\202"))
    return TRUE;
  if (!strchr (".!?", *text))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (closers); i++)
    if (g_str_has_prefix (after, closers[i]))
      {
        after += strlen (closers[i]);
        i = G_MAXUINT;
      }
  return g_ascii_isspace (*after);
}

/* Whether the first @length bytes of the text end with a sentence. */
static gboolean
closes_sentence (const char *text, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (closers); i++)
    if (length > strlen (closers[i]) && g_str_has_prefix (text + length - strlen (closers[i]), closers[i]))
      {
        length -= strlen (closers[i]);
        i = G_MAXUINT;
      }
  return length > 0 && strchr (".!?", text[length - 1]);
}

/* Whether a sentence begins there, on a line of its own, behind the mark of an item or behind another one. */
static gboolean
begins_sentence (const char *text, gsize at)
{
  if (at > 1 && text[at - 1] == ' ' && strchr ("-*+", text[at - 2]) && (at == 2 || text[at - 3] == '\n'))
    return TRUE;
  return at == 0 || text[at - 1] == '\n' || (at > 1 && text[at - 1] == ' ' && closes_sentence (text, at - 1));
}

/* Whether all that the quote's first and last sentences say besides stands around the place too. */
static gboolean
stands_in_same_sentence (const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  gsize before = measure_before (self, anchor->start, placement->start);
  gsize after = measure_after (self, anchor->end, placement->end);
  gboolean begins = FALSE, ends = FALSE;

  for (gsize i = 0; i <= before && !begins; i++)
    begins = (begins_sentence (self->old_text, anchor->start - i) &&
              begins_sentence (self->new_text, placement->start - i)) ||
             (i > 0 && ends_sentence (self->old_text + anchor->start - i));
  for (gsize i = 0; i <= after && !ends; i++)
    ends = ends_sentence (self->old_text + anchor->end + i);
  return begins && ends;
}

/* Whose words stand at the place: for a place without a flag all of them count, for one with a flag any. */
static Spot
judge (const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  gboolean has_words = FALSE;
  gboolean is_other_sentence =
      placement->state == ATTEST_ANCHOR_MOVED && !stands_in_same_sentence (self, anchor, placement);
  guint own = 0, copied = 0, all = 0;

  for (gsize at = placement->start; at < placement->end; at++)
    has_words = has_words || is_of_word (self->new_text[at]);
  for (gsize at = placement->start; at < placement->end; at++)
    {
      const TrackedByte *byte = &g_array_index (self->bytes, TrackedByte, at);

      if (has_words && !is_of_word (self->new_text[at]))
        continue;
      all++;
      if (is_in (byte->origin, anchor) || is_in (byte->instead, anchor))
        own++;
      else if (is_in (byte->copy, anchor) && !(byte->is_altered && is_other_sentence))
        copied++;
    }
  if (placement->state == ATTEST_ANCHOR_CHANGED)
    return own > 0 ? SPOT_OWN : copied > 0 ? SPOT_COPY : SPOT_OTHER;
  return 2 * own > all ? SPOT_OWN : 2 * (own + copied) > all ? SPOT_COPY : SPOT_OTHER;
}

/* Whether these bytes of the old text still stand side by side. */
static gboolean
is_unbroken (const Round *self, gsize start, gsize end)
{
  for (gsize at = start; at < end; at++)
    if (self->places[at] == TRACKED_NOWHERE || self->places[at] != self->places[start] + (gint) (at - start))
      return FALSE;
  return TRUE;
}

/* Returns: how much of the anchor's context stands around a place. */
static gsize
rate_context (const Round *self, const AttestAnchor *anchor, const char *text, gsize length, gsize start)
{
  gsize end = start + (anchor->end - anchor->start), before = 0, after = 0;

  while (before < MIN (MIN (start, anchor->start), CONTEXT) &&
         self->old_text[anchor->start - before - 1] == text[start - before - 1])
    before++;
  while (after < CONTEXT && end + after < length && self->old_text[anchor->end + after] == text[end + after])
    after++;
  return before + after;
}

/* Whether the quote also stands elsewhere in the text with as much of its context as at @place. */
static gboolean
stands_twice (const Round *self, const AttestAnchor *anchor, const char *text, gsize length, gsize place)
{
  gsize rate = rate_context (self, anchor, text, length, place), n_bytes = anchor->end - anchor->start;
  const char *hit = text;

  while ((hit = memmem (hit, length - (hit - text), anchor->exact, n_bytes)))
    {
      gsize start = hit - text;

      if (start != place && rate_context (self, anchor, text, length, start) >= rate)
        return TRUE;
      hit++;
    }
  return FALSE;
}

static gboolean
is_twofold (const Round *self, const AttestAnchor *anchor)
{
  return stands_twice (self, anchor, self->old_text, strlen (self->old_text), anchor->start) ||
         stands_twice (self, anchor, self->new_text, self->new_length, self->places[anchor->start]);
}

/* Returns: (transfer full): the numbers, units, names and negations of a passage, told by other means than the program's own. */
static char *
list_safety (const char *text, gsize length)
{
  static const char *const words[] = { "not", "no",    "never", "without", "cannot", "none",  "mg",      "ml",
                                       "mcg", "hours", "days",  "weeks",   "months", "years", "minutes", "tablets" };
  GString *found = g_string_new (NULL);

  for (gsize at = 0, end; at < length; at = end)
    {
      g_autofree char *word = NULL;

      for (end = at;
           end < length && (g_ascii_isalpha (text[at]) ? g_ascii_isalpha (text[end]) : g_ascii_isdigit (text[end]));)
        end++;
      end = MAX (end, at + 1);
      word = g_ascii_strdown (text + at, end - at);
      if (g_ascii_isdigit (*word) || made_text_is_name (word, end - at))
        g_string_append_printf (found, "%s ", word);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (g_str_equal (word, words[i]))
          g_string_append_printf (found, "%s ", word);
    }
  return g_string_free (found, FALSE);
}

static gboolean
is_safe (const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  g_autofree char *quoted = NULL, *placed = NULL;
  gsize start, end;

  if (placement->state == ATTEST_ANCHOR_CHANGED)
    return attest_diff_map_range (self->diff, anchor->start, anchor->end, &start, &end) && placement->start >= start &&
           placement->end <= end;
  quoted = list_safety (anchor->exact, strlen (anchor->exact));
  placed = list_safety (self->new_text + placement->start, placement->end - placement->start);
  return g_str_equal (quoted, placed);
}

/* Returns: how often the sentence around a place of @new_text stands in @text */
static guint
count_sentence (const char *text, const char *new_text, gsize start, gsize end)
{
  g_autofree char *sentence = NULL;
  guint count = 0;

  while (!begins_sentence (new_text, start))
    start--;
  while (new_text[end] && !ends_sentence (new_text + end))
    end++;
  sentence = g_strndup (new_text + start, end - start);
  for (const char *at = text; (at = strstr (at, sentence)) != NULL; at++)
    count++;
  return count;
}

static void
show (const char *what, const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  g_autofree char *valid = NULL;
  gsize before = MIN (placement->start, 60), old_before = MIN (anchor->start, 60);
  g_autofree char *line = g_strdup_printf ("%s, %s: \"%.*s[[%s]]%.60s\" at \"%.*s[[%.*s]]%.60s\"",
                                           what,
                                           attest_anchor_state_to_string (placement->state),
                                           (int) old_before,
                                           self->old_text + anchor->start - old_before,
                                           anchor->exact,
                                           self->old_text + anchor->end,
                                           (int) before,
                                           self->new_text + placement->start - before,
                                           (int) (placement->end - placement->start),
                                           self->new_text + placement->start,
                                           self->new_text + placement->end);

  valid = g_utf8_make_valid (g_strdelimit (line, "\n", '|'), -1);
  g_test_message ("%s", valid);
  g_test_message ("  sentence stands %u times before, %u after",
                  count_sentence (self->old_text, self->new_text, placement->start, placement->end),
                  count_sentence (self->new_text, self->new_text, placement->start, placement->end));
}

/* Returns: the paragraphs of the old text that hold the quote. */
static AttestRange
find_blocks (const Round *self, const AttestAnchor *anchor)
{
  AttestRange range = { 0, 0 };

  for (guint i = 0; i < self->blocks->len && range.end < anchor->end; i++)
    {
      if (range.end <= anchor->start)
        range.start = range.end;
      range.end = g_array_index (self->blocks, gsize, i);
    }
  return range;
}

/* Whether what stands between the place and a byte that was truly kept is the same in both texts, so that it may as well have been kept itself:
 * where a passage was put in beside one that ends or begins as it does, nobody can say which of both ends is new. */
static gboolean
continues_kept_text (const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  gsize before = measure_before (self, anchor->start, placement->start);
  gsize after = measure_after (self, anchor->end, placement->end);

  for (gsize i = 1; i <= before; i++)
    if (g_array_index (self->bytes, TrackedByte, placement->start - i).origin == (gint) (anchor->start - i))
      return TRUE;
  for (gsize i = 0; i < after; i++)
    if (g_array_index (self->bytes, TrackedByte, placement->end + i).origin == (gint) (anchor->end + i))
      return TRUE;
  return (before == anchor->start && before == placement->start) ||
         (after == strlen (self->old_text) - anchor->end && after == self->new_length - placement->end);
}

/* Whether the quote's whole sentence, which both texts have once, stands there: another one was made equal to it, and nothing tells that it was not moved. */
static gboolean
became_equal (const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  return stands_in_same_sentence (self, anchor, placement) &&
         count_sentence (self->old_text, self->new_text, placement->start, placement->end) == 1 &&
         count_sentence (self->new_text, self->new_text, placement->start, placement->end) == 1;
}

/* Whether the byte at @place came from @origin; so does the end of a text. */
static gboolean
has_origin (const Round *self, gint place, gint origin)
{
  if (place < 0 || place >= (gint) self->bytes->len)
    return origin < 0 || self->old_text[origin] == '\0';
  return g_array_index (self->bytes, TrackedByte, place).origin == origin;
}

/* Whether the two texts alone tell that the copy is not the place. The quote's own paragraph must be as it was: a copy of one that was edited
 * later is more like it than it is itself. Before a copy may be called wrong where the diff maps to it, its own paragraph must also stand between
 * its former neighbours: of one that was moved and the copy in its place nobody knows which is which. Else as much as around the copy must stand around it. */
static gboolean
is_told (const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  AttestRange blocks = find_blocks (self, anchor);
  gsize start = self->places[blocks.start], end = start + (blocks.end - blocks.start);
  gsize place = self->places[anchor->start];

  if (!is_unbroken (self, blocks.start, blocks.end))
    return FALSE;
  if (placement->state == ATTEST_ANCHOR_EXACT)
    return has_origin (self, (gint) start - 1, (gint) blocks.start - 1) && has_origin (self, end, blocks.end);
  return measure_before (self, anchor->start, place) +
             measure_after (self, anchor->end, place + (anchor->end - anchor->start)) >=
         measure_before (self, anchor->start, placement->start) + measure_after (self, anchor->end, placement->end);
}

static void
check_placed (Count *count, const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  Spot spot = judge (self, anchor, placement);

  if (!is_safe (self, anchor, placement))
    {
      count->unsafe++;
      show ("unsafe", self, anchor, placement);
    }
  if (spot == SPOT_OWN)
    return;
  if (placement->state == ATTEST_ANCHOR_CHANGED)
    {
      count->flagged_wrong++;
      if (count->flagged_wrong < 5)
        show ("flagged elsewhere", self, anchor, placement);
    }
  else if ((placement->state == ATTEST_ANCHOR_EXACT && continues_kept_text (self, anchor, placement)) ||
           became_equal (self, anchor, placement))
    count->untold++;
  else if (spot == SPOT_COPY && !is_told (self, anchor, placement))
    count->on_copies++;
  else
    {
      count->wrong++;
      show (spot == SPOT_COPY ? "on a copy" : "wrong", self, anchor, placement);
    }
}

static void
check_anchor (Count *count, const Round *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  gboolean is_orphan = placement->state == ATTEST_ANCHOR_ORPHAN,
           is_kept = is_unbroken (self, anchor->start, anchor->end);
  gboolean is_twice = is_kept && is_twofold (self, anchor);

  count->anchors++;
  count->states[placement->state]++;
  count->kept += is_kept && !is_twice;
  count->kept_orphans += is_kept && !is_twice && is_orphan;
  count->twice += is_twice;
  count->twice_orphans += is_twice && is_orphan;
  if (!is_orphan)
    check_placed (count, self, anchor, placement);
  else if (is_kept && !placement->candidates)
    count->not_offered++;
}

/* Returns: (transfer full): anchors of single words up to several sentences. */
static GPtrArray *
make_anchors (GBytes *text, GRand *rand)
{
  GPtrArray *anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  static const int most_words[] = { 2, 6, 16, 60 };
  gsize length;
  const char *data = g_bytes_get_data (text, &length);

  while (anchors->len < ANCHORS_IN_ROUND)
    {
      gsize start = g_rand_int_range (rand, 0, length), end;
      int left = g_rand_int_range (rand, 1, most_words[anchors->len % G_N_ELEMENTS (most_words)]);

      while (start > 0 && !g_ascii_isspace (data[start - 1]))
        start--;
      end = start;
      for (gsize at = start, next; at < length && left > 0; at = next)
        {
          next = attest_word_next (data, length, at);
          if (attest_word_is_word (data, at, next))
            left--, end = next;
        }
      if (end > start)
        g_ptr_array_add (anchors, attest_anchor_new (text, start, end));
    }
  return anchors;
}

static void
check_round (Count *count, const char *article, GRand *rand)
{
  g_autoptr (TrackedText) text = tracked_text_new (article);
  g_autoptr (GBytes) old_bytes = g_bytes_new (article, strlen (article)), new_bytes = NULL;
  g_autoptr (GPtrArray) anchors = make_anchors (old_bytes, rand), placements = NULL;
  g_autoptr (GArray) bytes = NULL, blocks = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (AttestDiff) diff = NULL;
  g_autofree char *new_text = NULL;
  g_autofree gint *places = g_new (gint, strlen (article));

  for (guint i = 0; i < text->blocks->len; i++)
    {
      gsize end = ((const TrackedBlock *) g_ptr_array_index (text->blocks, i))->text->len;

      end += i > 0 ? g_array_index (blocks, gsize, i - 1) : 0;
      g_array_append_val (blocks, end);
    }
  for (int left = g_rand_int_range (rand, 1, 2 + strlen (article) / BYTES_TO_EDIT); left > 0; left--)
    {
      TrackedEdit edit = g_rand_int_range (rand, 0, TRACKED_N_EDITS);

      count->edits[edit] += tracked_text_edit (text, edit, rand);
    }
  new_text = tracked_text_write (text, &bytes);
  new_bytes = g_bytes_new (new_text, strlen (new_text));
  diff = attest_diff_new (old_bytes, new_bytes);
  placements = attest_anchors_place (diff, anchors);

  memset (places, 0xff, strlen (article) * sizeof (gint));
  for (guint at = 0; at < bytes->len; at++)
    if (g_array_index (bytes, TrackedByte, at).origin != TRACKED_NOWHERE)
      places[g_array_index (bytes, TrackedByte, at).origin] = at;
  for (guint i = 0; i < anchors->len; i++)
    check_anchor (count,
                  &(Round) { article, new_text, strlen (new_text), bytes, places, blocks, diff },
                  g_ptr_array_index (anchors, i),
                  g_ptr_array_index (placements, i));
}

static void
report (const Count *count)
{
  g_test_message ("%" G_GUINT64_FORMAT " anchors: exact %" G_GUINT64_FORMAT ", changed %" G_GUINT64_FORMAT
                  ", moved %" G_GUINT64_FORMAT ", orphans %" G_GUINT64_FORMAT,
                  count->anchors,
                  count->states[ATTEST_ANCHOR_EXACT],
                  count->states[ATTEST_ANCHOR_CHANGED],
                  count->states[ATTEST_ANCHOR_MOVED],
                  count->states[ATTEST_ANCHOR_ORPHAN]);
  for (guint i = 0; i < TRACKED_N_EDITS; i++)
    g_test_message ("%s: %" G_GUINT64_FORMAT, tracked_edit_to_string (i), count->edits[i]);
  g_test_message ("on wrong words without a flag: %" G_GUINT64_FORMAT
                  " (on a copy of words that are gone: %" G_GUINT64_FORMAT
                  "; where two histories lead to the same texts: %" G_GUINT64_FORMAT
                  "; flagged, but elsewhere: %" G_GUINT64_FORMAT ")",
                  count->wrong,
                  count->on_copies,
                  count->untold,
                  count->flagged_wrong);
  g_test_message ("placed, of %" G_GUINT64_FORMAT
                  " whose words survive and do not stand twice with equal context: %.3f %%",
                  count->kept,
                  100.0 * (count->kept - count->kept_orphans) / MAX (count->kept, 1));
  g_test_message (
      "another number, unit, name or negation without being changed where the diff maps to: %" G_GUINT64_FORMAT,
      count->unsafe);
  g_test_message ("stand twice with equal context: %" G_GUINT64_FORMAT ", of these orphans: %" G_GUINT64_FORMAT
                  "; orphans without candidates though their words survive: %" G_GUINT64_FORMAT,
                  count->twice,
                  count->twice_orphans,
                  count->not_offered);
}

static void
check_rules (const Count *count)
{
  report (count);
  for (guint i = 0; i < TRACKED_N_EDITS; i++)
    g_assert_cmpuint (count->edits[i], >, 0);
  g_assert_cmpuint (count->wrong, ==, 0);
  g_assert_cmpuint (count->kept_orphans * 100, <=, count->kept);
  g_assert_cmpuint (count->unsafe, ==, 0);
  g_assert_cmpuint (count->not_offered, ==, 0);
}

static guint
get_anchors_wanted (void)
{
  return g_getenv ("ATTEST_LONG") ? 100000 : 20000;
}

/* Always goes one way unless it is told another, so that a change is judged by itself. */
static GRand *
make_rand (void)
{
  const char *given = g_getenv ("ATTEST_SEED");
  guint32 seed = given ? (guint32) g_ascii_strtoull (given, NULL, 10) : 12;

  g_test_message ("ATTEST_SEED=%u goes this way", seed);
  return g_rand_new_with_seed (seed);
}

static void
test_made_texts (void)
{
  g_autoptr (GRand) rand = make_rand ();
  Count count = { 0 };

  while (count.anchors < get_anchors_wanted ())
    {
      g_autofree char *text = made_text_new (rand, g_rand_int_range (rand, 1500, 6000));

      check_round (&count, text, rand);
    }
  check_rules (&count);
}

static void
add_articles (GPtrArray *articles, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        add_articles (articles, path);
      else if (g_str_has_suffix (name, ".md") && g_file_get_contents (path, &text, NULL, NULL))
        g_ptr_array_add (articles, g_strconcat (g_strchomp (text), strstr (text, "\n\n") ? "\n\n" : "\n", NULL));
    }
}

static void
test_articles (void)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *folder = testdata ? g_build_filename (testdata, "corpus", "articles", NULL) : NULL;
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = make_rand ();
  Count count = { 0 };

  if (folder)
    add_articles (articles, folder);
  for (guint i = articles->len; i-- > 0;)
    if (strlen (g_ptr_array_index (articles, i)) < LEAST_ARTICLE)
      g_ptr_array_remove_index_fast (articles, i);
  if (articles->len == 0)
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  while (count.anchors < get_anchors_wanted ())
    check_round (&count, g_ptr_array_index (articles, g_rand_int_range (rand, 0, articles->len)), rand);
  check_rules (&count);
}

static AttestAnchorState
place_moved (const char *name, const char *other)
{
  static const char *const rest = "The clinic opens at nine and closes at five.\n\nBring your list of medicines.\n\n";
  g_autofree char *sentence = g_strdup_printf ("Give %s slowly through the large vein of the arm.\n\n", name);
  g_autofree char *old_text = g_strconcat (sentence, rest, NULL);
  g_autofree char *new_text = g_strdup_printf ("%sGive %s slowly through a large vein of the arm.\n", rest, other);
  g_autoptr (GBytes) old_bytes = g_bytes_new (old_text, strlen (old_text));
  g_autoptr (GBytes) new_bytes = g_bytes_new (new_text, strlen (new_text));
  g_autoptr (AttestDiff) diff = attest_diff_new (old_bytes, new_bytes);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) placements = NULL;

  g_ptr_array_add (anchors, attest_anchor_new (old_bytes, 0, strlen (sentence) - 2));
  placements = attest_anchors_place (diff, anchors);
  return ((const AttestPlacement *) g_ptr_array_index (placements, 0))->state;
}

/* Nothing in the core knows the names of drugs. Those that are most often taken for one another must still be told apart. */
static void
test_names (void)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *path =
      testdata ? g_build_filename (testdata, "corpus", "medical", "fda-look-alike-names-20260612.csv", NULL) : NULL;
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  if (!path || !g_file_get_contents (path, &csv, NULL, NULL))
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  lines = g_strsplit (g_strchomp (csv), "\n", -1);
  for (guint i = 1; lines[i]; i++)
    *strchr (lines[i], ',') = '\0';
  for (guint i = 1; lines[i]; i++)
    for (guint k = 1; lines[k]; k++)
      g_assert_cmpint (place_moved (lines[i], lines[k]),
                       ==,
                       g_ascii_strcasecmp (lines[i], lines[k]) == 0 ? ATTEST_ANCHOR_MOVED : ATTEST_ANCHOR_ORPHAN);
  g_assert_cmpuint (g_strv_length (lines), >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/anchor-truth/made-texts", test_made_texts);
  g_test_add_func ("/core/text/anchor-truth/articles", test_articles);
  g_test_add_func ("/core/text/anchor-truth/names", test_names);
  return g_test_run ();
}
