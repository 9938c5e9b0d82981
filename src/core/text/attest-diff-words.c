/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

#include <string.h>

/* Words that every English text has. Kept in order for the search. None says a number, a direction, a time or a
 * negation: those tell sentences of a dosing text apart. */
static const char *const stop_words[] = {
  "a",       "about", "all",   "also",    "although", "am",    "an",    "and",   "another", "any",    "are",
  "as",      "at",    "be",    "because", "been",     "being", "but",   "by",    "can",     "could",  "did",
  "do",      "does",  "for",   "from",    "had",      "has",   "have",  "he",    "her",     "his",    "how",
  "however", "i",     "if",    "in",      "into",     "is",    "it",    "its",   "may",     "might",  "must",
  "my",      "of",    "on",    "or",      "other",    "our",   "s",     "shall", "she",     "should", "so",
  "some",    "such",  "t",     "than",    "that",     "the",   "their", "them",  "then",    "there",  "therefore",
  "these",   "they",  "this",  "those",   "to",       "too",   "was",   "we",    "were",    "what",   "when",
  "where",   "which", "while", "who",     "will",     "with",  "would", "you",   "your",
};

typedef struct
{
  guint64 hash;
  guint32 id_plus_one;
} Slot;

typedef struct
{
  AttestVocabulary *vocabulary;
  Slot *slots;
  gsize mask;
  guint room;
  guint64 seed;
  guint32 single[256]; /* ids of tokens of one byte, plus one */
} Reader;

gboolean
attest_word_is_stop (const char *word, gsize length)
{
  char folded[16];
  guint low = 0, high = G_N_ELEMENTS (stop_words);

  if (length >= sizeof folded)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    folded[i] = g_ascii_tolower (word[i]);
  folded[length] = '\0';

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int order = strcmp (folded, stop_words[middle]);

      if (order == 0)
        return TRUE;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return FALSE;
}

static guint64
mix (guint64 value)
{
  value ^= value >> 32;
  value *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  value ^= value >> 32;
  return value;
}

static guint64
hash_token (guint64 seed, const char *text, gsize length)
{
  guint64 hash = seed ^ (length * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  guint64 chunk;

  for (; length >= 8; text += 8, length -= 8)
    {
      memcpy (&chunk, text, 8);
      hash = mix (hash ^ chunk) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
    }
  chunk = 0;
  memcpy (&chunk, text, length);
  return mix (hash ^ chunk);
}

static AttestWordKind
find_kind (const char *text, gsize length)
{
  if (attest_word_is_unspaced (text, 0, length))
    return ATTEST_WORD_UNSPACED;
  if (attest_word_is_word (text, 0, length))
    return attest_word_is_stop (text, length) ? ATTEST_WORD_STOP : ATTEST_WORD_CONTENT;
  return g_unichar_isspace (g_utf8_get_char (text)) ? ATTEST_WORD_SPACE : ATTEST_WORD_PUNCTUATION;
}

static void
grow_slots (Reader *self)
{
  gsize old_size = self->slots ? self->mask + 1 : 0;
  gsize size = old_size ? old_size * 2 : 1024;
  Slot *slots = g_new0 (Slot, size);

  for (gsize i = 0; i < old_size; i++)
    if (self->slots[i].id_plus_one)
      {
        gsize at = self->slots[i].hash & (size - 1);

        while (slots[at].id_plus_one)
          at = (at + 1) & (size - 1);
        slots[at] = self->slots[i];
      }
  g_free (self->slots);
  self->slots = slots;
  self->mask = size - 1;
}

static guint32
add_token (Reader *self, const char *text, gsize length)
{
  AttestVocabulary *vocabulary = self->vocabulary;

  if (vocabulary->n_ids == self->room)
    {
      self->room = MAX (512, self->room * 2);
      vocabulary->texts = g_renew (const char *, vocabulary->texts, self->room);
      vocabulary->lengths = g_renew (gsize, vocabulary->lengths, self->room);
      vocabulary->kinds = g_renew (guint8, vocabulary->kinds, self->room);
    }
  vocabulary->texts[vocabulary->n_ids] = text;
  vocabulary->lengths[vocabulary->n_ids] = length;
  vocabulary->kinds[vocabulary->n_ids] = find_kind (text, length);
  return vocabulary->n_ids++;
}

static guint32
find_id (Reader *self, const char *text, gsize length)
{
  AttestVocabulary *vocabulary = self->vocabulary;
  guint64 hash;
  gsize at;

  if (length == 1)
    {
      guint32 *single = &self->single[(guchar) *text];

      if (*single == 0)
        *single = add_token (self, text, length) + 1;
      return *single - 1;
    }

  hash = hash_token (self->seed, text, length);
  for (at = hash & self->mask; self->slots[at].id_plus_one; at = (at + 1) & self->mask)
    {
      guint32 id = self->slots[at].id_plus_one - 1;

      if (self->slots[at].hash == hash && vocabulary->lengths[id] == length &&
          memcmp (vocabulary->texts[id], text, length) == 0)
        return id;
    }

  self->slots[at].hash = hash;
  self->slots[at].id_plus_one = add_token (self, text, length) + 1;
  if ((gsize) vocabulary->n_ids * 2 > self->mask)
    {
      guint32 id = vocabulary->n_ids - 1;

      grow_slots (self);
      return id;
    }
  return vocabulary->n_ids - 1;
}

static void
read_words (Reader *self, GBytes *bytes, AttestWordList *words)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize room = length / 3 + 16;

  words->n_words = 0;
  words->starts = g_new (gsize, room + 1);
  words->ids = g_new (guint32, room);
  for (gsize at = 0; at < length;)
    {
      gsize next = attest_word_next (text, length, at);

      if (words->n_words == room)
        {
          room *= 2;
          words->starts = g_renew (gsize, words->starts, room + 1);
          words->ids = g_renew (guint32, words->ids, room);
        }
      words->starts[words->n_words] = at;
      words->ids[words->n_words++] = find_id (self, text + at, next - at);
      at = next;
    }
  words->starts[words->n_words] = length;
}

void
attest_vocabulary_read (AttestVocabulary *self,
                        GBytes *old_text,
                        GBytes *new_text,
                        AttestWordList *old_words,
                        AttestWordList *new_words)
{
  Reader reader = { .vocabulary = self };

  /* Ids count up as tokens appear, so the seed changes no result; it keeps a text from being made to collide. */
  reader.seed = ((guint64) g_random_int () << 32) | g_random_int ();
  memset (self, 0, sizeof *self);
  grow_slots (&reader);
  read_words (&reader, old_text, old_words);
  read_words (&reader, new_text, new_words);
  g_free (reader.slots);
}

void
attest_vocabulary_clear (AttestVocabulary *self)
{
  g_clear_pointer (&self->texts, g_free);
  g_clear_pointer (&self->lengths, g_free);
  g_clear_pointer (&self->kinds, g_free);
}

void
attest_word_list_clear (AttestWordList *self)
{
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->ids, g_free);
}

guint
attest_word_list_find (const AttestWordList *self, gsize offset)
{
  guint low = 0, high = self->n_words;

  /* The first token that ends after the offset. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->starts[middle + 1] <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
