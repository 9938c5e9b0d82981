/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

#include <string.h>

/* Weights of words in twentieths of a word that says something. */
#define CONTENT_WEIGHT 20
#define STOP_WEIGHT 3
#define UNSPACED_WEIGHT 8

/* What a token may be, found out once for each distinct one. */
enum
{
  TOKEN_STOP = 1 << 0,
  TOKEN_WIDE_STOP = 1 << 1,
  TOKEN_CLOSER = 1 << 2,
};

typedef struct
{
  const AttestVocabulary *vocabulary;
  const AttestWordList *words;
  const guint8 *flags; /* by token id */
} Reader;

typedef struct
{
  const AttestVocabulary *vocabulary;
  const guint32 *ids;
  guint length;
} Key;

static const char *const shortenings[] = { "approx", "cf", "dr", "etc",  "fig", "mr",
                                           "mrs",    "ms", "no", "prof", "st",  "vs" };

guint
attest_word_kind_get_weight (AttestWordKind kind)
{
  switch (kind)
    {
    case ATTEST_WORD_CONTENT:
      return CONTENT_WEIGHT;
    case ATTEST_WORD_STOP:
      return STOP_WEIGHT;
    case ATTEST_WORD_UNSPACED:
      return UNSPACED_WEIGHT;
    case ATTEST_WORD_SPACE:
    case ATTEST_WORD_PUNCTUATION:
      return 0;
    default:
      g_return_val_if_reached (0);
    }
}

static const char *
get_text (const Reader *self, guint place, gsize *length)
{
  guint32 id = self->words->ids[place];

  *length = self->vocabulary->lengths[id];
  return self->vocabulary->texts[id];
}

static AttestWordKind
get_kind (const Reader *self, guint place)
{
  return self->vocabulary->kinds[self->words->ids[place]];
}

static gboolean
is_one_of (const Reader *self, guint place, const char *characters)
{
  gsize length;
  const char *text = get_text (self, place, &length);

  return length == 1 && strchr (characters, *text) != NULL;
}

static gunichar
get_character (const AttestVocabulary *vocabulary, guint32 id)
{
  gunichar c = g_utf8_get_char_validated (vocabulary->texts[id], vocabulary->lengths[id]);

  return c == (gunichar) -1 || c == (gunichar) -2 ? 0xfffd : c;
}

static gunichar
get_first_character (const Reader *self, guint place)
{
  return get_character (self->vocabulary, self->words->ids[place]);
}

/* Full stops of scripts that put no space after them. */
static gboolean
is_wide_stop (gunichar c)
{
  return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff61;
}

static gboolean
is_stop (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x61f || c == 0x6d4 || c == 0x964 || is_wide_stop (c);
}

static gboolean
is_closer (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == '*' || c == '_' || c == 0x201d || c == 0x2019 ||
         c == 0xbb || c == 0x300d || c == 0x300f;
}

static gboolean
has_flag (const Reader *self, guint place, guint flag)
{
  return (self->flags[self->words->ids[place]] & flag) != 0;
}

static guint8 *
find_flags (const AttestVocabulary *vocabulary)
{
  guint8 *flags = g_new0 (guint8, (gsize) vocabulary->n_ids + 1);

  for (guint id = 0; id < vocabulary->n_ids; id++)
    {
      gunichar c = get_character (vocabulary, id);

      flags[id] = (is_stop (c) ? TOKEN_STOP : 0) | (is_wide_stop (c) ? TOKEN_WIDE_STOP : 0) |
                  (is_closer (c) ? TOKEN_CLOSER : 0);
    }
  return flags;
}

static gboolean
is_shortening (const Reader *self, guint place)
{
  gsize length;
  const char *text = get_text (self, place, &length);

  if (memchr (text, '.', length) || (length == 1 && g_ascii_isupper (*text)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (shortenings); i++)
    if (strlen (shortenings[i]) == length && g_ascii_strncasecmp (shortenings[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the white space at @place follows the end of a sentence. It matters little to be right, and much to be the same in both texts; so what
 * comes after is not asked. */
static gboolean
follows_sentence (const Reader *self, guint start, guint place)
{
  guint at = place;

  while (at > start && has_flag (self, at - 1, TOKEN_CLOSER))
    at--;
  if (at == start || !has_flag (self, at - 1, TOKEN_STOP))
    return FALSE;
  return !(is_one_of (self, at - 1, ".") && at - 1 > start && get_kind (self, at - 2) >= ATTEST_WORD_STOP &&
           is_shortening (self, at - 2));
}

/* Whether a block of Markdown begins at @place, the first token of a line. */
static gboolean
begins_block (const Reader *self, guint place)
{
  guint n_words = self->words->n_words;

  if (place >= n_words)
    return TRUE;
  if (is_one_of (self, place, "#>|-`~"))
    return TRUE;
  if (is_one_of (self, place, "*+"))
    return place + 1 < n_words && get_kind (self, place + 1) == ATTEST_WORD_SPACE;
  return place + 2 < n_words && g_unichar_isdigit (get_first_character (self, place)) &&
         is_one_of (self, place + 1, ".)") && get_kind (self, place + 2) == ATTEST_WORD_SPACE;
}

/* Whether a segment ends after the white space at @place. */
static gboolean
parts_at_space (const Reader *self, guint start, guint place)
{
  gsize length, lines = 0;
  const char *text = get_text (self, place, &length);

  for (gsize i = 0; i < length; i++)
    lines += text[i] == '\n';
  if (lines > 1 || (lines == 1 && length > 2 && text[0] == ' ' && text[1] == ' '))
    return TRUE;
  if (lines == 1 && (begins_block (self, place + 1) || is_one_of (self, start, "#|")))
    return TRUE;
  return follows_sentence (self, start, place);
}

static guint
find_end (const Reader *self, guint start)
{
  guint n_words = self->words->n_words;

  for (guint place = start; place < n_words; place++)
    {
      if (get_kind (self, place) == ATTEST_WORD_SPACE)
        {
          if (parts_at_space (self, start, place))
            return place + 1;
        }
      else if (has_flag (self, place, TOKEN_WIDE_STOP))
        {
          while (place + 1 < n_words &&
                 (has_flag (self, place + 1, TOKEN_WIDE_STOP) || has_flag (self, place + 1, TOKEN_CLOSER)))
            place++;
          if (place + 1 < n_words && get_kind (self, place + 1) == ATTEST_WORD_SPACE)
            place++;
          return place + 1;
        }
    }
  return n_words;
}

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;
  guint hash = key->length;

  for (guint i = 0; i < key->length; i++)
    if (key->vocabulary->kinds[key->ids[i]] != ATTEST_WORD_SPACE)
      hash = (hash ^ key->ids[i]) * 0x9e3779b1u + (hash >> 15);
  return hash;
}

/* Lines may be broken elsewhere: all white space is alike here. */
static gboolean
equal_keys (gconstpointer one, gconstpointer other)
{
  const Key *a = one, *b = other;

  if (a->length != b->length)
    return FALSE;
  for (guint i = 0; i < a->length; i++)
    if (a->ids[i] != b->ids[i] &&
        (a->vocabulary->kinds[a->ids[i]] != ATTEST_WORD_SPACE || b->vocabulary->kinds[b->ids[i]] != ATTEST_WORD_SPACE))
      return FALSE;
  return TRUE;
}

static guint
find_id (GHashTable *ids, const Key *key)
{
  guint id = GPOINTER_TO_UINT (g_hash_table_lookup (ids, key));

  if (id == 0)
    {
      id = g_hash_table_size (ids) + 1;
      g_hash_table_insert (ids, g_memdup2 (key, sizeof *key), GUINT_TO_POINTER (id));
    }
  return id - 1;
}

static GArray *
split (const AttestVocabulary *vocabulary, const AttestWordList *words, const guint8 *flags, GHashTable *ids)
{
  Reader reader = { vocabulary, words, flags };
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (AttestSegment));

  for (guint start = 0; start < words->n_words;)
    {
      AttestSegment segment = { .start = start, .end = find_end (&reader, start), .twin = ATTEST_NO_WORD };
      guint core_end = segment.end;
      Key key;

      if (core_end > start + 1 && get_kind (&reader, core_end - 1) == ATTEST_WORD_SPACE)
        core_end--;
      for (guint i = start; i < core_end; i++)
        segment.weight += attest_word_kind_get_weight (get_kind (&reader, i));
      key = (Key) { vocabulary, words->ids + start, core_end - start };
      segment.id = find_id (ids, &key);
      segment.is_heading = is_one_of (&reader, start, "#");
      segment.is_row = is_one_of (&reader, start, "|");
      g_array_append_val (segments, segment);
      start = segment.end;
    }
  return segments;
}

guint
attest_diff_split (AttestDiff *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  g_autofree guint8 *flags = find_flags (&self->vocabulary);

  self->old_segments = split (&self->vocabulary, &self->old_words, flags, ids);
  self->new_segments = split (&self->vocabulary, &self->new_words, flags, ids);
  self->segment_counts = g_new0 (guint, 2 * (gsize) g_hash_table_size (ids) + 1);
  for (guint i = 0; i < self->old_segments->len; i++)
    self->segment_counts[2 * g_array_index (self->old_segments, AttestSegment, i).id]++;
  for (guint i = 0; i < self->new_segments->len; i++)
    self->segment_counts[2 * g_array_index (self->new_segments, AttestSegment, i).id + 1]++;
  return g_hash_table_size (ids);
}

guint
attest_segments_find (GArray *segments, guint place)
{
  guint low = 0, high = segments->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (segments, AttestSegment, middle).end <= place)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
