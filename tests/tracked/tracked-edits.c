/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-text.h"
#include "text/attest-diff.h"
#include "tracked-text.h"

#include <string.h>

#define MOST_TRIES 40 /* blocks that are looked at for one to which an edit can be done */
#define LEAST_BLOCK 40

typedef struct
{
  gsize start;
  gsize end;
} Range;

typedef gboolean (*IsWanted) (const char *word, gsize length);

static const char *const units[][2] = {
  { "mg", "mL" },      { "mL", "mg" },        { "mcg", "mg" },       { "minutes", "hours" }, { "hours", "days" },
  { "days", "weeks" }, { "weeks", "months" }, { "months", "years" }, { "years", "months" },  { "tablets", "mL" },
};
static const char *const verbs[] = { "is", "are", "can", "should", "may", "will", "must", "could", "would", "do" };

static gboolean
is_one_of (const char *const *words, gsize n_words, gsize stride, const char *word, gsize length, gsize *index)
{
  for (*index = 0; *index < n_words; ++*index)
    if (strlen (words[*index * stride]) == length && strncmp (words[*index * stride], word, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_unit (const char *word, gsize length)
{
  gsize index;

  return is_one_of (&units[0][0], G_N_ELEMENTS (units), 2, word, length, &index);
}

static gboolean
is_verb (const char *word, gsize length)
{
  gsize index;

  return is_one_of (verbs, G_N_ELEMENTS (verbs), 1, word, length, &index) && strncmp (word + length, " not", 4) != 0;
}

static gboolean
is_number (const char *word, gsize length)
{
  return g_ascii_isdigit (*word);
}

static gboolean
is_plain (const char *word, gsize length)
{
  return length >= 3 && !g_ascii_isdigit (*word) && !is_unit (word, length) && !made_text_is_name (word, length);
}

/* The diff takes a number and its unit for one word; here they are two. */
static gsize
find_word_end (const char *text, gsize length, gsize start)
{
  gsize end = attest_word_next (text, length, start);

  for (gsize at = start; g_ascii_isdigit (text[start]) && at < end; at++)
    if (text[at] != '.' && text[at] != ',' && !g_ascii_isdigit (text[at]))
      return at;
  return end;
}

/* Returns: (transfer full) (element-type Range): the words in a part of the block, or those that are wanted. */
static GArray *
list_words (const TrackedBlock *block, const Range *range, IsWanted is_wanted)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Range));
  const char *text = block->text->str;

  for (gsize at = range->start, end; at < range->end; at = end)
    {
      Range word = { at, end = find_word_end (text, range->end, at) };

      if (attest_word_is_word (text, at, end) && (!is_wanted || is_wanted (text + at, end - at)))
        g_array_append_val (words, word);
    }
  return words;
}

static gboolean
pick_word (const TrackedBlock *block, IsWanted is_wanted, GRand *rand, Range *word)
{
  Range all = { 0, block->text->len };
  g_autoptr (GArray) words = list_words (block, &all, is_wanted);

  if (words->len == 0)
    return FALSE;
  *word = g_array_index (words, Range, g_rand_int_range (rand, 0, words->len));
  return TRUE;
}

static gboolean
is_ideographic_stop (const char *text)
{
  return g_str_has_prefix (text, "\343\200\202");
}

/* Returns: the sentence around @at: from one full stop or line that ends to the next. */
static Range
find_sentence (const TrackedBlock *block, gsize at)
{
  const char *text = block->text->str;
  Range range = { at, at };

  while (range.start > 0 && text[range.start - 1] != '\n' &&
         !(text[range.start - 1] == ' ' && range.start > 1 && strchr (".!?", text[range.start - 2])) &&
         !(range.start > 2 && is_ideographic_stop (text + range.start - 3)))
    range.start--;
  while (range.end < block->text->len && text[range.end] != '\n' && !is_ideographic_stop (text + range.end) &&
         !(strchr (".!?", text[range.end]) && g_ascii_isspace (text[range.end + 1])))
    range.end++;
  return range;
}

static TrackedBlock *
pick_block (TrackedText *self, GRand *rand, guint *index)
{
  *index = g_rand_int_range (rand, 0, self->blocks->len);
  return g_ptr_array_index (self->blocks, *index);
}

static gboolean
has_word (const TrackedBlock *block, const Range *range, const char *word)
{
  g_autoptr (GArray) words = list_words (block, range, NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const Range *other = &g_array_index (words, Range, i);

      if (strlen (word) == other->end - other->start &&
          memcmp (block->text->str + other->start, word, other->end - other->start) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): a word from anywhere in the text that the sentence at @at does not have: of two equal words nobody could say which is new. */
static char *
dup_other_word (TrackedText *self, const TrackedBlock *block, gsize at, GRand *rand)
{
  Range sentence = find_sentence (block, at);

  for (guint tries = 0; tries < MOST_TRIES; tries++)
    {
      guint index;
      const TrackedBlock *source = pick_block (self, rand, &index);
      g_autofree char *other = NULL;
      Range word;

      if (!pick_word (source, is_plain, rand, &word))
        continue;
      other = g_strndup (source->text->str + word.start, word.end - word.start);
      if (!has_word (block, &sentence, other) && !g_hash_table_contains (block->retired, other))
        return g_steal_pointer (&other);
    }
  return g_strdup ("otherwise");
}

static void
retire (TrackedBlock *block, const Range *word)
{
  g_hash_table_add (block->retired, g_strndup (block->text->str + word->start, word->end - word->start));
}

static gboolean
replace_word (TrackedText *self, TrackedBlock *block, GRand *rand)
{
  Range word;
  g_autofree char *other = NULL;

  if (!pick_word (block, is_plain, rand, &word))
    return FALSE;
  other = dup_other_word (self, block, word.start, rand);
  retire (block, &word);
  tracked_block_splice (block, word.start, word.end - word.start, other);
  return TRUE;
}

/* Puts other words in place of most words of a sentence, and leaves some out. */
static gboolean
rewrite_sentence (TrackedText *self, TrackedBlock *block, GRand *rand)
{
  Range word, sentence;
  g_autoptr (GArray) words = NULL;

  if (!pick_word (block, NULL, rand, &word))
    return FALSE;
  sentence = find_sentence (block, word.start);
  words = list_words (block, &sentence, NULL);
  for (guint i = words->len; i-- > 0;)
    {
      const Range *one = &g_array_index (words, Range, i);
      int change = g_rand_int_range (rand, 0, 10);
      g_autofree char *other = change < 6 ? dup_other_word (self, block, one->start, rand) : NULL;

      if (change < 8)
        retire (block, one);
      if (change < 8)
        tracked_block_splice (block, one->start, one->end - one->start, other ? other : "");
    }
  return TRUE;
}

static gboolean
change_number (TrackedBlock *block, GRand *rand, Range *word)
{
  g_autofree char *before = NULL, *number = NULL;

  if (!pick_word (block, is_number, rand, word))
    return FALSE;
  before = g_strndup (block->text->str + word->start, word->end - word->start);
  do
    {
      g_free (number);
      number = g_strdup_printf ("%d", g_rand_int_range (rand, 1, 200));
    }
  while (g_str_equal (before, number));
  tracked_block_splice (block, word->start, word->end - word->start, number);
  return TRUE;
}

static gboolean
change_unit (TrackedBlock *block, GRand *rand, Range *word)
{
  gsize index;

  if (!pick_word (block, is_unit, rand, word))
    return FALSE;
  is_one_of (&units[0][0], G_N_ELEMENTS (units), 2, block->text->str + word->start, word->end - word->start, &index);
  tracked_block_splice (block, word->start, word->end - word->start, units[index][1]);
  return TRUE;
}

static gboolean
change_name (TrackedBlock *block, GRand *rand, Range *word)
{
  const char *name;

  if (!pick_word (block, made_text_is_name, rand, word))
    return FALSE;
  do
    name = made_text_pick_name (rand);
  while (g_ascii_strncasecmp (name, block->text->str + word->start, strlen (name)) == 0);
  tracked_block_splice (block, word->start, word->end - word->start, name);
  return TRUE;
}

static gboolean
add_negation (TrackedBlock *block, GRand *rand, Range *word)
{
  if (!pick_word (block, is_verb, rand, word))
    return FALSE;
  tracked_block_splice (block, word->end, 0, " not");
  return TRUE;
}

static void
put_block (TrackedText *self, TrackedBlock *block, GRand *rand)
{
  g_ptr_array_insert (self->blocks, g_rand_int_range (rand, 0, self->blocks->len + 1), block);
}

/* The sentence that was changed is another one, and no copy any more. */
static gboolean
add_look_alike (TrackedText *self, TrackedBlock *block, GRand *rand)
{
  TrackedBlock *copy = tracked_block_copy (block);
  int first = g_rand_int_range (rand, 0, 4);
  gboolean is_done = FALSE;
  Range word, sentence;

  for (int i = 0; i < 4 && !is_done; i++)
    switch ((first + i) % 4)
      {
      case 0:
        is_done = change_number (copy, rand, &word);
        break;
      case 1:
        is_done = change_unit (copy, rand, &word);
        break;
      case 2:
        is_done = change_name (copy, rand, &word);
        break;
      default:
        is_done = add_negation (copy, rand, &word);
      }
  if (!is_done)
    {
      tracked_block_free (copy);
      return FALSE;
    }
  put_block (self, copy, rand);
  sentence = find_sentence (copy, word.start);
  for (gsize at = sentence.start; at < sentence.end; at++)
    g_array_index (copy->bytes, TrackedByte, at).is_altered = TRUE;
  return TRUE;
}

static gboolean
is_item (const char *line)
{
  if (strchr ("-*+", *line) && line[1] == ' ')
    return TRUE;
  while (g_ascii_isdigit (*line))
    if (strchr (".)", *++line))
      return line[1] == ' ';
  return FALSE;
}

static GArray *
list_items (const TrackedBlock *block)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Range));
  const char *text = block->text->str;

  for (gsize at = 0, end; at < block->text->len && text[at] != '\n'; at = end)
    {
      end = at + strcspn (text + at, "\n");
      end += text[end] == '\n';
      if (*(text + at) && is_item (text + at))
        g_array_append_vals (items, &(Range) { at, end }, 1);
      else if (items->len > 0)
        g_array_index (items, Range, items->len - 1).end = end;
    }
  return items;
}

static gboolean
reorder_list (TrackedBlock *block, GRand *rand)
{
  g_autoptr (GArray) items = list_items (block);
  guint from, to;
  Range item;
  gsize at;

  if (items->len < 2 || block->text->str[block->text->len - 1] != '\n')
    return FALSE;
  from = g_rand_int_range (rand, 0, items->len);
  to = (from + g_rand_int_range (rand, 1, items->len)) % items->len;
  item = g_array_index (items, Range, from);
  at = to > from ? g_array_index (items, Range, to).end - (item.end - item.start)
                 : g_array_index (items, Range, to).start;
  tracked_block_put (block, at, tracked_block_take (block, item.start, item.end - item.start));
  return TRUE;
}

static gboolean
edit_block (TrackedText *self, TrackedEdit edit, TrackedBlock *block, guint index, GRand *rand)
{
  Range word;

  switch (edit)
    {
    case TRACKED_WORD_REPLACED:
      return replace_word (self, block, rand);
    case TRACKED_SENTENCE_REWRITTEN:
      return rewrite_sentence (self, block, rand);
    case TRACKED_NUMBER_CHANGED:
      return change_number (block, rand, &word);
    case TRACKED_UNIT_CHANGED:
      return change_unit (block, rand, &word);
    case TRACKED_NAME_CHANGED:
      return change_name (block, rand, &word);
    case TRACKED_NEGATION_ADDED:
      return add_negation (block, rand, &word);
    case TRACKED_PARAGRAPH_MOVED:
      if (block->text->len < LEAST_BLOCK)
        return FALSE;
      put_block (self, g_ptr_array_steal_index (self->blocks, index), rand);
      return TRUE;
    case TRACKED_PARAGRAPH_COPIED:
      if (block->text->len < LEAST_BLOCK)
        return FALSE;
      put_block (self, tracked_block_copy (block), rand);
      return TRUE;
    case TRACKED_PARAGRAPH_DELETED:
      return self->blocks->len > 2 && g_ptr_array_remove_index (self->blocks, index);
    case TRACKED_LIST_REORDERED:
      return reorder_list (block, rand);
    case TRACKED_LOOK_ALIKE_ADDED:
      return block->text->len >= LEAST_BLOCK && add_look_alike (self, block, rand);
    case TRACKED_N_EDITS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
tracked_text_edit (TrackedText *self, TrackedEdit edit, GRand *rand)
{
  for (guint tries = 0; tries < MOST_TRIES; tries++)
    {
      guint index;
      TrackedBlock *block = pick_block (self, rand, &index);

      if (edit_block (self, edit, block, index, rand))
        return TRUE;
    }
  return FALSE;
}

const char *
tracked_edit_to_string (TrackedEdit edit)
{
  static const char *const names[] = {
    "word replaced",     "sentence rewritten", "number changed",   "unit changed",
    "name changed",      "negation added",     "paragraph moved",  "paragraph copied",
    "paragraph deleted", "list reordered",     "look-alike added",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == TRACKED_N_EDITS);
  g_return_val_if_fail (edit < TRACKED_N_EDITS, NULL);
  return names[edit];
}
