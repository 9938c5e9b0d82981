/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "made-text.h"
#include "text/attest-anchor.h"
#include "tracked-text.h"

/* 1,000 anchors through two pairs of texts of 1 MB, by Attest and by the libraries that others place comments with: one in which one word of
 * twenty was changed, and one whose paragraphs were also moved, copied, deleted and copied with another number, unit, name or negation. Where
 * each byte went is known, so that all are judged alike. The others run in Node.js; where it or they are missing, Attest's own figures stand alone. */

#define LENGTH 1000000
#define N_ANCHORS 1000
#define N_EDITS 2000
#define RUNS 10
#define SECONDS "120" /* that one of the others may take for a pair of texts */

typedef struct
{
  const char *name;
  const char *way; /* as place-anchors.mjs calls it */
} Peer;

static const Peer peers[] = {
  { "approx-string-match", "approximate" },
  { "diff-match-patch, match_main", "fuzzy" },
  { "diff-match-patch, diff_main on words", "mapped" },
};

typedef struct
{
  const char *name;
  GBytes *old_text;
  GBytes *new_text;
  GArray *bytes;   /* (element-type TrackedByte): of the new text */
  gboolean *stays; /* of each byte of the old text, whether it is in the new one */
  GPtrArray *anchors;
} Pair;

typedef struct
{
  guint right;   /* at the place, or not placed where the words are gone */
  guint wrong;   /* elsewhere, and nothing tells */
  guint flagged; /* elsewhere, but said to have changed */
  guint missed;  /* not placed though the words are there */
  double milliseconds;
} Score;

static gboolean
is_in (gint offset, const AttestAnchor *anchor)
{
  return offset >= 0 && (gsize) offset >= anchor->start && (gsize) offset < anchor->end;
}

/* Whether most letters there are the quote's own, or stand in their place. Where the quote's words are gone a copy of them is as good. */
static gboolean
is_right (const Pair *self, const AttestAnchor *anchor, gsize start, gsize end, gboolean is_there)
{
  const char *text = g_bytes_get_data (self->new_text, NULL);
  guint own = 0, all = 0;

  for (gsize at = start; at < end; at++)
    {
      const TrackedByte *byte = &g_array_index (self->bytes, TrackedByte, at);

      if (!g_ascii_isalnum (text[at]))
        continue;
      all++;
      own += is_in (byte->origin, anchor) || is_in (byte->instead, anchor) || (!is_there && is_in (byte->copy, anchor));
    }
  return 2 * own > all;
}

/* Whether at least half of the quote is in the new text. */
static gboolean
is_still_there (const Pair *self, const AttestAnchor *anchor)
{
  gsize count = 0;

  for (gsize at = anchor->start; at < anchor->end; at++)
    count += self->stays[at];
  return 2 * count >= anchor->end - anchor->start;
}

static void
judge (const Pair *self, guint index, gboolean is_placed, gsize start, gsize end, gboolean is_flagged, Score *score)
{
  const AttestAnchor *anchor = g_ptr_array_index (self->anchors, index);
  gboolean is_there = is_still_there (self, anchor);

  if (!is_placed)
    {
      score->right += !is_there;
      score->missed += is_there;
    }
  else if (is_right (self, anchor, start, end, is_there))
    score->right++;
  else if (is_flagged)
    score->flagged++;
  else
    score->wrong++;
}

static GPtrArray *
make_anchors (GBytes *text, GRand *rand)
{
  GPtrArray *anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  gsize length;
  const char *data = g_bytes_get_data (text, &length);

  while (anchors->len < N_ANCHORS)
    {
      gsize start = g_rand_int_range (rand, 0, length - 1000), end;
      int left = g_rand_int_range (rand, 3, 25);

      while (start > 0 && !g_ascii_isspace (data[start - 1]))
        start--;
      end = start;
      for (gsize at = start, next; left > 0; at = next)
        {
          next = attest_word_next (data, length, at);
          if (attest_word_is_word (data, at, next))
            left--, end = next;
        }
      g_ptr_array_add (anchors, attest_anchor_new (text, start, end));
    }
  return anchors;
}

static Pair
make_pair (const char *name, TrackedEdit first, TrackedEdit last, guint n_edits, GRand *rand)
{
  g_autofree char *old_text = made_text_new (rand, LENGTH);
  g_autoptr (TrackedText) text = tracked_text_new (old_text);
  gsize length = strlen (old_text);
  Pair self = { .name = name, .stays = g_new0 (gboolean, length) };
  char *new_text;

  for (guint i = 0; i < n_edits; i++)
    tracked_text_edit (text, g_rand_int_range (rand, first, last + 1), rand);
  new_text = tracked_text_write (text, &self.bytes);
  for (guint at = 0; at < self.bytes->len; at++)
    if (g_array_index (self.bytes, TrackedByte, at).origin != TRACKED_NOWHERE)
      self.stays[g_array_index (self.bytes, TrackedByte, at).origin] = TRUE;
  self.old_text = g_bytes_new_take (g_steal_pointer (&old_text), length);
  self.new_text = g_bytes_new_take (new_text, strlen (new_text));
  self.anchors = make_anchors (self.old_text, rand);
  return self;
}

static void
clear_pair (Pair *self)
{
  g_bytes_unref (self->old_text);
  g_bytes_unref (self->new_text);
  g_array_unref (self->bytes);
  g_free (self->stays);
  g_ptr_array_unref (self->anchors);
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return a < b ? -1 : a > b;
}

static Score
run_attest (const Pair *self)
{
  double times[RUNS];
  Score score = { 0 };

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (AttestDiff) diff = attest_diff_new (self->old_text, self->new_text);
      g_autoptr (GPtrArray) placements = attest_anchors_place (diff, self->anchors);

      times[i] = (g_get_monotonic_time () - begun) / 1e3;
      for (guint k = 0; i == 0 && k < placements->len; k++)
        {
          const AttestPlacement *placement = g_ptr_array_index (placements, k);

          judge (self,
                 k,
                 placement->state != ATTEST_ANCHOR_ORPHAN,
                 placement->start,
                 placement->end,
                 placement->state == ATTEST_ANCHOR_CHANGED,
                 &score);
        }
    }
  qsort (times, RUNS, sizeof (double), compare_cb);
  score.milliseconds = times[RUNS / 2];
  return score;
}

static void
add_text (JsonBuilder *builder, const char *name, GBytes *text)
{
  g_autofree char *copy = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, copy);
}

/* Returns: (transfer full): the path of a file with all that the others are given */
static char *
write_pair (const Pair *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *path = NULL, *json = NULL;
  int file;

  json_builder_begin_object (builder);
  add_text (builder, "old", self->old_text);
  add_text (builder, "new", self->new_text);
  json_builder_set_member_name (builder, "anchors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->anchors->len; i++)
    {
      const AttestAnchor *anchor = g_ptr_array_index (self->anchors, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "start");
      json_builder_add_int_value (builder, anchor->start);
      json_builder_set_member_name (builder, "end");
      json_builder_add_int_value (builder, anchor->end);
      json_builder_set_member_name (builder, "exact");
      json_builder_add_string_value (builder, anchor->exact);
      json_builder_set_member_name (builder, "prefix");
      json_builder_add_string_value (builder, anchor->prefix);
      json_builder_set_member_name (builder, "suffix");
      json_builder_add_string_value (builder, anchor->suffix);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);

  file = g_file_open_tmp ("attest-anchors-XXXXXX.json", &path, error);
  if (file < 0)
    return NULL;
  g_close (file, NULL);
  return g_file_set_contents (path, json, -1, error) ? g_steal_pointer (&path) : NULL;
}

/* Returns: whether the peer placed all anchors; what it did not is said. */
static gboolean
run_peer (const Pair *self, const Peer *peer, const char *script, const char *path, Score *score, GError **error)
{
  const char *arguments[] = { "timeout", "300", "node",  script, g_getenv ("ATTEST_NODE_PEERS"),
                              peer->way, path,  SECONDS, NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *output = NULL;
  JsonObject *answer;
  JsonArray *places;
  guint n_done;

  if (!process || !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, error))
    return FALSE;
  if (!g_subprocess_get_successful (process))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "it was stopped or failed");
      return FALSE;
    }
  root = json_from_string (output, error);
  if (!root)
    return FALSE;
  answer = json_node_get_object (root);
  places = json_object_get_array_member (answer, "places");
  n_done = json_array_get_length (places);
  if (n_done < self->anchors->len)
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "it had done %u of %u in %s s", n_done, self->anchors->len, SECONDS);
      return FALSE;
    }
  score->milliseconds = json_object_get_double_member (answer, "milliseconds");
  for (guint i = 0; i < n_done; i++)
    {
      gboolean is_placed = !json_array_get_null_element (places, i);
      JsonArray *range = is_placed ? json_array_get_array_element (places, i) : NULL;
      gsize start = is_placed ? json_array_get_int_element (range, 0) : 0;
      gsize end = is_placed ? json_array_get_int_element (range, 1) : 0;

      judge (self, i, is_placed, MIN (start, self->bytes->len), MIN (end, self->bytes->len), FALSE, score);
    }
  return TRUE;
}

static void
print_line (const Pair *self,
            const char *what,
            const char *unit,
            double own,
            const Peer *peer,
            double others,
            const char *aim)
{
  g_print ("{\"bench\":\"%s: %s\",\"unit\":\"%s\",\"median\":%.1f,\"aim\":\"%s\"", self->name, what, unit, own, aim);
  if (peer)
    g_print (",\"peer\":\"%s\",\"peer_median\":%.1f", peer->name, others);
  g_print ("}\n");
}

static void
print_score (const Pair *self, const Score *own, const Peer *peer, const Score *other)
{
  print_line (self, "right", "of 1,000", own->right, peer, other->right, "all that can be");
  print_line (self, "wrong, unflagged", "of 1,000", own->wrong, peer, other->wrong, "0");
  print_line (self, "wrong, flagged as changed", "of 1,000", own->flagged, peer, other->flagged, "");
  print_line (self, "not found though there", "of 1,000", own->missed, peer, other->missed, "");
  print_line (self, "time", "ms", own->milliseconds, peer, other->milliseconds, "100 ms");
}

static void
measure (Pair *self, const char *script)
{
  Score own = run_attest (self);
  gboolean has_peers = FALSE;
  g_autoptr (GError) failed = NULL;
  g_autofree char *path = NULL;

  if (g_getenv ("ATTEST_NODE_PEERS") && !(path = write_pair (self, &failed)))
    g_print ("the texts cannot be handed on: %s\n", failed->message);
  for (guint i = 0; path && i < G_N_ELEMENTS (peers); i++)
    {
      g_autoptr (GError) error = NULL;
      Score other = { 0 };

      if (run_peer (self, &peers[i], script, path, &other, &error))
        {
          print_score (self, &own, &peers[i], &other);
          has_peers = TRUE;
        }
      else
        g_print ("%s, %s: not measured, because %s\n", peers[i].name, self->name, error->message);
    }
  if (!has_peers)
    print_score (self, &own, NULL, &own);
  if (path)
    g_remove (path);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  Pair pairs[2];

  if (argc != 2)
    return 2;
  if (!g_getenv ("ATTEST_NODE_PEERS"))
    g_print ("other libraries: not measured, because they are not installed; build-aux/dev bench --peers anchor-peers "
             "does that\n");
  pairs[0] = make_pair ("words changed", TRACKED_WORD_REPLACED, TRACKED_WORD_REPLACED, LENGTH / 8 / 20, rand);
  pairs[1] = make_pair ("passages moved", TRACKED_WORD_REPLACED, TRACKED_LOOK_ALIKE_ADDED, N_EDITS, rand);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      measure (&pairs[i], argv[1]);
      clear_pair (&pairs[i]);
    }
  return 0;
}
