/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "text/attest-anchor.h"

/* Random articles, full of sentences that are like others, are edited at random, and where each word went is written down. The
 * anchors must not say a wrong place; how often they say nothing is counted. A few histories lead to texts of which nobody could tell, such as one
 * of two equal sentences being deleted with all that stood between them, so one in a thousand is let pass. */

#define ADDED -1 /* the number of a word that the old text does not have */

typedef struct
{
  const char *text; /* NULL when gone */
  int origin;       /* number of the word in the old text, or ADDED */
  int alias;        /* of a word in a copy right beside its original: nobody can say which is which */
} Word;

typedef struct
{
  GArray *words;
  gboolean begins_paragraph;
  gboolean is_edited;
  gboolean is_moved;
  gboolean is_source; /* another sentence was made after it: then more edits would make that one the more likely heir */
  gboolean is_double; /* stands twice from the start */
  gboolean is_copied; /* a copy exists, so nobody could say which of both is the original once this one changes */
} Sentence;

typedef struct
{
  gsize start;
  gsize end;
} Place;

typedef struct
{
  GPtrArray *sentences;
  guint n_words;
  GHashTable
      *texts; /* of all sentences so far: one that is made equal by chance cannot be told from one that was moved */
} Article;

typedef struct
{
  guint64 kept, kept_orphans;
  guint64 moved, moved_orphans;
  guint64 gone, gone_placed;
  guint64 untold;
  guint64 states[4];
} Count;

static const char *const drugs[] = {
  "alvorin", "benadol", "cortazine", "dolamide", "esbenadol", "fenorin", "galvorin"
};
static const char *const numbers[] = { "5 mg", "50 mg", "0.5 mg", "10 mL", "2 tablets", "100 mg", "40 mg" };
static const char *const times[] = { "daily", "weekly", "twice a day", "at night", "before meals", "every 6 hours" };
static const char *const symptoms[] = { "nausea",    "headache",   "dizziness", "rash",  "fever",
                                        "tiredness", "chest pain", "dry mouth", "cough", "blurred vision" };
static const char *const people[] = { "adults",
                                      "children",
                                      "older people",
                                      "pregnant women",
                                      "people with liver disease" };
static const char *const plain[] = {
  "the",       "a",        "of",      "and",    "to",       "in",       "is",    "with",   "for",    "doctor",
  "nurse",     "patient",  "dose",    "blood",  "pressure", "heart",    "help",  "start",  "stop",   "slowly",
  "after",     "before",   "meal",    "water",  "tablet",   "ask",      "test",  "result", "kidney", "liver",
  "problem",   "serious",  "mild",    "common", "rare",     "research", "shows", "people", "feel",   "better",
  "worse",     "weeks",    "months",  "clinic", "team",     "visit",    "phone", "advice", "sleep",  "exercise",
  "food",      "avoid",    "not",     "may",    "should",   "can",      "you",   "your",   "if",     "when",
  "treatment", "medicine", "effects", "side",   "risk",     "safe",
};

#define PICK(list) ((list)[g_test_rand_int_range (0, G_N_ELEMENTS (list))])

static void
free_sentence (gpointer data)
{
  Sentence *sentence = data;

  g_array_unref (sentence->words);
  g_free (sentence);
}

static Sentence *
make_sentence (void)
{
  Sentence *sentence = g_new0 (Sentence, 1);

  sentence->words = g_array_new (FALSE, FALSE, sizeof (Word));
  return sentence;
}

static const char *
capitalise (const char *word)
{
  g_autofree char *capital = g_strdup (word);

  *capital = g_ascii_toupper (*capital);
  return g_intern_string (capital);
}

static void
add_words (Sentence *sentence, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (guint i = 0; parts[i]; i++)
    {
      /* A number keeps its unit, as the words of a diff do. */
      gboolean joins = g_ascii_isdigit (*parts[i]) && parts[i + 1];
      g_autofree char *joined = joins ? g_strconcat (parts[i], " ", parts[i + 1], NULL) : NULL;
      Word word = { sentence->words->len == 0 ? capitalise (parts[i]) : g_intern_string (joins ? joined : parts[i]),
                    ADDED,
                    ADDED };

      g_array_append_val (sentence->words, word);
      i += joins;
    }
}

static Sentence *
make_random_sentence (void)
{
  Sentence *sentence = make_sentence ();
  g_autofree char *text = NULL;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      text = g_strdup_printf ("Take %s of %s %s", PICK (numbers), PICK (drugs), PICK (times));
      break;
    case 1:
      text = g_strdup_printf ("Treatment with %s may cause %s and %s", PICK (drugs), PICK (symptoms), PICK (symptoms));
      break;
    case 2:
      text = g_strdup_printf ("Do not give %s to %s", PICK (drugs), PICK (people));
      break;
    default:
      for (int count = g_test_rand_int_range (5, 16); count > 0; count--)
        {
          g_autofree char *before = g_steal_pointer (&text);

          text = before ? g_strconcat (before, " ", PICK (plain), NULL) : g_strdup (PICK (plain));
        }
    }
  add_words (sentence, text);
  sentence->begins_paragraph = g_test_rand_int_range (0, 4) == 0;
  return sentence;
}

static Sentence *
copy_sentence (const Sentence *other, gboolean as_added)
{
  Sentence *sentence = make_sentence ();

  sentence->begins_paragraph = other->begins_paragraph;
  sentence->is_copied = other->is_copied;
  sentence->is_edited = other->is_edited;
  sentence->is_double = other->is_double;
  sentence->is_source = other->is_source;
  sentence->is_moved = other->is_moved;
  for (guint i = 0; i < other->words->len; i++)
    {
      Word word = g_array_index (other->words, Word, i);

      if (as_added && !word.text)
        continue;
      if (as_added)
        word.origin = ADDED;
      g_array_append_val (sentence->words, word);
    }
  return sentence;
}

static char *
dup_text (const Sentence *sentence)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sentence->words->len; i++)
    if (g_array_index (sentence->words, Word, i).text)
      g_string_append_printf (text, " %s", g_array_index (sentence->words, Word, i).text);
  return g_string_free (text, FALSE);
}

/* Adds a sentence unless there was one like it. */
static void
add_new (Article *article, guint index, Sentence *sentence)
{
  if (g_hash_table_add (article->texts, dup_text (sentence)))
    g_ptr_array_insert (article->sentences, index, sentence);
  else
    free_sentence (sentence);
}

static gboolean
has_text (const Sentence *one, const Sentence *other)
{
  g_autofree char *text = dup_text (one), *other_text = dup_text (other);

  return g_str_equal (text, other_text);
}

static Article
make_article (void)
{
  Article article = { .sentences = g_ptr_array_new_with_free_func (free_sentence) };

  article.texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int count = g_test_rand_int_range (2, 50); count > 0; count--)
    {
      guint length = article.sentences->len;

      /* Some sentences stand twice: a comment on one is none on the other. */
      if (length > 3 && g_test_rand_int_range (0, 12) == 0)
        {
          Sentence *sentence = g_ptr_array_index (article.sentences, g_test_rand_int_range (0, length - 1));

          sentence->is_double = TRUE;
          if (!has_text (g_ptr_array_index (article.sentences, length - 1), sentence))
            g_ptr_array_add (article.sentences, copy_sentence (sentence, TRUE));
        }
      else
        add_new (&article, length, make_random_sentence ());
    }
  for (guint i = 0; i < article.sentences->len; i++)
    {
      const Sentence *sentence = g_ptr_array_index (article.sentences, i);

      for (guint k = 0; k < sentence->words->len; k++)
        g_array_index (sentence->words, Word, k).origin = article.n_words++;
    }
  return article;
}

static Article
copy_article (const Article *other)
{
  Article article = { .sentences = g_ptr_array_new_with_free_func (free_sentence), .n_words = other->n_words };

  article.texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < other->sentences->len; i++)
    {
      g_ptr_array_add (article.sentences, copy_sentence (g_ptr_array_index (other->sentences, i), FALSE));
      g_hash_table_add (article.texts, dup_text (g_ptr_array_index (other->sentences, i)));
    }
  return article;
}

static void
delete_word (Sentence *sentence, guint index)
{
  Word *word = &g_array_index (sentence->words, Word, index);

  if (word->origin == ADDED)
    g_array_remove_index (sentence->words, index);
  else
    word->text = NULL;
}

static gboolean
stands_near (const Sentence *sentence, guint index, const char *text)
{
  for (guint i = index > 2 ? index - 2 : 0; i < MIN (index + 3, sentence->words->len); i++)
    if (g_strcmp0 (g_array_index (sentence->words, Word, i).text, text) == 0)
      return TRUE;
  return FALSE;
}

/* A word twice side by side could not be told apart either. */
static void
insert_word (Sentence *sentence, guint index)
{
  const char *text = PICK (plain);
  Word word = { text, ADDED, ADDED };

  while (stands_near (sentence, index, word.text))
    word.text = PICK (plain);
  if (index == 0)
    word.text = capitalise (word.text);
  g_array_insert_val (sentence->words, index, word);
}

static void
edit_sentence (Sentence *sentence)
{
  guint index = g_test_rand_int_range (0, sentence->words->len);

  sentence->is_edited = TRUE;
  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      insert_word (sentence, index);
      break;
    case 1:
      delete_word (sentence, index);
      break;
    default:
      insert_word (sentence, index);
      delete_word (sentence, index + 1);
    }
}

/* A new sentence that is like one of the article but for a number or name. */
static Sentence *
make_lookalike (const Sentence *other)
{
  Sentence *sentence = copy_sentence (other, TRUE);

  if (sentence->words->len > 0)
    g_array_index (sentence->words, Word, g_test_rand_int_range (0, sentence->words->len)).text =
        g_test_rand_bit () ? PICK (drugs) : PICK (numbers);
  sentence->is_copied = FALSE;
  return sentence;
}

static gboolean
is_alive (const Sentence *sentence)
{
  for (guint i = 0; i < sentence->words->len; i++)
    if (g_array_index (sentence->words, Word, i).text)
      return TRUE;
  return FALSE;
}

static void
edit_article (Article *article)
{
  GPtrArray *sentences = article->sentences;
  guint index = g_test_rand_int_range (0, sentences->len), other = g_test_rand_int_range (0, sentences->len);
  Sentence *sentence = g_ptr_array_index (sentences, index);

  switch (g_test_rand_int_range (0, 12))
    {
    case 0: /* gone */
      if (!sentence->is_copied && !sentence->is_moved)
        for (guint i = sentence->words->len; i-- > 0;)
          delete_word (sentence, i);
      break;
    case 1: /* moved */
    case 2:
      if (!sentence->is_copied && !sentence->is_double && is_alive (sentence))
        {
          Sentence *moved = copy_sentence (sentence, FALSE);

          moved->is_moved = TRUE;

          g_ptr_array_remove_index (sentences, index);
          g_ptr_array_insert (sentences, MIN (other, sentences->len), moved);
        }
      break;
    case 3: /* copied */
      if (sentence->is_edited || sentence->is_double)
        break;
      sentence->is_copied = TRUE;
      g_ptr_array_insert (sentences, other, copy_sentence (sentence, TRUE));
      ((Sentence *) g_ptr_array_index (sentences, other))->is_copied = TRUE;
      break;
    case 4:
      add_new (article, other, make_random_sentence ());
      break;
    case 5:
      if (sentence->is_edited || sentence->is_copied)
        break;
      sentence->is_source = TRUE;
      add_new (article, other, make_lookalike (sentence));
      break;
    case 6:
      sentence->begins_paragraph = !sentence->begins_paragraph;
      break;
    default:
      if (sentence->is_double || (sentence->is_source && sentence->is_edited))
        break;
      if (!sentence->is_copied && sentence->words->len > 0)
        for (int count = sentence->is_source ? 1 : g_test_rand_int_range (1, 4); count > 0 && sentence->words->len > 0;
             count--)
          edit_sentence (sentence);
    }
}

/* Writes the article down. @places gets the place of each word in the order of the list, empty for those gone. */
static char *
write_article (const Article *article, GArray *places)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < article->sentences->len; i++)
    {
      const Sentence *sentence = g_ptr_array_index (article->sentences, i);
      gboolean has_word = FALSE;

      for (guint k = 0; k < sentence->words->len; k++)
        {
          const Word *word = &g_array_index (sentence->words, Word, k);
          Place place;

          if (word->text)
            {
              if (text->len > 0)
                g_string_append (text, has_word ? " " : sentence->begins_paragraph ? "\n\n" : " ");
              has_word = TRUE;
            }
          place.start = text->len;
          g_string_append (text, word->text ? word->text : "");
          place.end = text->len;
          g_array_append_val (places, place);
        }
      if (has_word)
        g_string_append_c (text, '.');
    }
  return g_string_free (text, FALSE);
}

static GArray *
find_live (const Sentence *sentence)
{
  GArray *live = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < sentence->words->len; i++)
    if (g_array_index (sentence->words, Word, i).text)
      g_array_append_val (live, i);
  return live;
}

/* Gives the words of a sentence the numbers that those of an equal one beside it have. */
static void
share_numbers (Sentence *one, Sentence *other)
{
  g_autoptr (GArray) live = find_live (one), other_live = find_live (other);

  for (guint i = 0; i < live->len; i++)
    {
      Word *word = &g_array_index (one->words, Word, g_array_index (live, guint, i));
      Word *other_word = &g_array_index (other->words, Word, g_array_index (other_live, guint, i));

      if (word->origin != ADDED && other_word->origin != ADDED)
        {
          word->alias = other_word->origin;
          other_word->alias = word->origin;
          continue;
        }
      if (other_word->origin == ADDED && other_word->alias == ADDED)
        other_word->alias = word->origin == ADDED ? word->alias : word->origin;
      if (word->origin == ADDED && word->alias == ADDED)
        word->alias = other_word->origin == ADDED ? other_word->alias : other_word->origin;
    }
}

static void
share_neighbours (Article *article)
{
  GPtrArray *sentences = article->sentences;

  for (guint round = 0; round < 8; round++)
    for (guint i = 0; i < sentences->len; i++)
      for (guint k = i + 1; k < sentences->len; k++)
        {
          g_autofree char *text = dup_text (g_ptr_array_index (sentences, k));

          if (!*text)
            continue;
          if (has_text (g_ptr_array_index (sentences, i), g_ptr_array_index (sentences, k)))
            share_numbers (g_ptr_array_index (sentences, i), g_ptr_array_index (sentences, k));
          break;
        }
}

/* Returns: (transfer full): the words of the article in one list. */
static GArray *
list_words (const Article *article)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  for (guint i = 0; i < article->sentences->len; i++)
    {
      const Sentence *sentence = g_ptr_array_index (article->sentences, i);

      g_array_append_vals (words, sentence->words->data, sentence->words->len);
    }
  return words;
}

/* Marks what became of the words from @first to @last: they themselves, and what was written where they are gone. */
static GArray *
find_truth (GArray *words, int first, int last, gboolean *is_kept)
{
  GArray *truth = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), words->len);

  g_array_set_size (truth, words->len);
  *is_kept = FALSE;
  for (guint i = 0; i < words->len;)
    {
      const Word *word = &g_array_index (words, Word, i);
      guint end = i;
      gboolean is_meant = FALSE;

      if (word->text && word->origin != ADDED)
        {
          is_meant = (word->origin >= first && word->origin <= last) || (word->alias >= first && word->alias <= last);
          g_array_index (truth, gboolean, i++) = is_meant;
          *is_kept = *is_kept || is_meant;
          continue;
        }
      for (; end < words->len; end++)
        {
          const Word *next = &g_array_index (words, Word, end);

          if (next->text && next->origin != ADDED)
            break;
          is_meant = is_meant || (!next->text && next->origin >= first && next->origin <= last);
        }
      for (; i < end; i++)
        {
          int alias = g_array_index (words, Word, i).alias;

          g_array_index (truth, gboolean, i) = is_meant || (alias >= first && alias <= last);
        }
    }
  return truth;
}

/* Whether the words in between still follow each other where they were: then they were not moved. */
static gboolean
is_in_order (GArray *words, int first, int last)
{
  int before = -1, after = G_MAXINT;
  gboolean seen = FALSE;

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if (!word->text || word->origin == ADDED)
        continue;
      if (word->origin >= first && word->origin <= last)
        seen = TRUE;
      else if (!seen)
        before = MAX (before, word->origin);
      else
        after = MIN (after, word->origin);
    }
  return before < first && after > last;
}

static void
print_around (const char *what, const char *text, gsize start, gsize end)
{
  gsize before = MIN (start, 100), after = MIN (strlen (text) - end, 100);

  g_autofree char *around = g_strdup_printf ("%s: %.*s[[%.*s]]%.*s",
                                             what,
                                             (int) before,
                                             text + start - before,
                                             (int) (end - start),
                                             text + start,
                                             (int) after,
                                             text + end);

  fprintf (stderr, "%s\n", g_strdelimit (around, "\n", '|'));
}

static void
report_wrong (const AttestAnchor *anchor,
              const AttestPlacement *placement,
              const char *old_text,
              const char *new_text,
              GArray *places,
              GArray *truth)
{
  fprintf (stderr, "--- %s\n", attest_anchor_state_to_string (placement->state));
  print_around ("old", old_text, anchor->start, anchor->end);
  print_around ("said", new_text, placement->start, placement->end);
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (truth, gboolean, i))
      {
        print_around ("true", new_text, g_array_index (places, Place, i).start, g_array_index (places, Place, i).end);
        break;
      }
}

static gboolean
is_right (const AttestPlacement *placement, GArray *places, GArray *truth)
{
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      if (g_array_index (truth, gboolean, i) && place->start < placement->end && placement->start < place->end)
        return TRUE;
    }
  return FALSE;
}

/* Returns: the sentence that holds the word with this place in the list. */
static const Sentence *
find_sentence (const Article *article, guint index)
{
  for (guint i = 0; i < article->sentences->len; i++)
    {
      const Sentence *sentence = g_ptr_array_index (article->sentences, i);

      if (index < sentence->words->len)
        return sentence;
      index -= sentence->words->len;
    }
  return NULL;
}

/* Returns: how many words two sentences share, of a thousand. */
static guint
measure_likeness (const Sentence *one, const Sentence *other)
{
  g_autoptr (GArray) live = find_live (one), other_live = find_live (other);
  guint shared = 0;

  for (guint i = 0; i < live->len; i++)
    for (guint k = 0; k < other_live->len; k++)
      if (g_array_index (one->words, Word, g_array_index (live, guint, i)).text ==
          g_array_index (other->words, Word, g_array_index (other_live, guint, k)).text)
        {
          g_array_remove_index (other_live, k);
          shared++;
          break;
        }
  return 2000 * shared / MAX (1, live->len + other_live->len + shared);
}

/* Whether a sentence of the quote is more like the one that was said than like what became of it: a copy was made and the
 * original changed, say. Nobody who has both texts alone could tell. A sentence of the old text that stands elsewhere is no excuse, nor
 * is one that is only like a sentence that is gone. */
static gboolean
is_beyond_telling (const Article *old_article,
                   const Article *new_article,
                   const int range[2],
                   GArray *places,
                   GArray *truth,
                   const AttestPlacement *placement)
{
  const Sentence *said = NULL, *meant = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      if (!said && place->start < place->end && placement->start < place->end)
        said = find_sentence (new_article, i);
      if (!meant && place->start < place->end && g_array_index (truth, gboolean, i))
        meant = find_sentence (new_article, i);
    }
  for (guint i = 0; said && i < said->words->len; i++)
    if (g_array_index (said->words, Word, i).origin != ADDED)
      return FALSE;
  for (int i = range[0]; said && i <= range[1]; i++)
    {
      const Sentence *quoted = find_sentence (old_article, i);
      guint likeness = measure_likeness (quoted, said);

      if (likeness == 1000 || (meant && likeness > measure_likeness (quoted, meant)))
        return TRUE;
    }
  return FALSE;
}

/* Returns: how many placements were wrong. */
static guint
check_article (Count *count, gboolean is_loud)
{
  Article old_article = make_article (), new_article = copy_article (&old_article);
  g_autoptr (GArray) old_places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GArray) new_places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, 2 * sizeof (int));
  g_autoptr (GArray) words = NULL;
  g_autoptr (GPtrArray) placements = NULL;
  g_autoptr (GBytes) old_bytes = NULL, new_bytes = NULL;
  g_autoptr (AttestDiff) diff = NULL;
  g_autofree char *old_text = NULL, *new_text = NULL;
  guint wrong = 0;

  for (int edits = g_test_rand_int_range (0, 20); edits > 0; edits--)
    edit_article (&new_article);
  old_text = write_article (&old_article, old_places);
  new_text = write_article (&new_article, new_places);
  share_neighbours (&new_article);
  words = list_words (&new_article);
  old_bytes = g_bytes_new (old_text, strlen (old_text));
  new_bytes = g_bytes_new (new_text, strlen (new_text));
  diff = attest_diff_new (old_bytes, new_bytes);
  for (guint i = 0; i < 12; i++)
    {
      int first = g_test_rand_int_range (0, old_article.n_words);
      int last = first + g_test_rand_int_range (0, i % 2 ? 4 : 16);
      int range[2] = { first, MIN (last, (int) old_article.n_words - 1) };

      g_array_append_val (ranges, range);
      g_ptr_array_add (anchors,
                       attest_anchor_new (old_bytes,
                                          g_array_index (old_places, Place, range[0]).start,
                                          g_array_index (old_places, Place, range[1]).end));
    }
  placements = attest_anchors_place (diff, anchors);

  for (guint i = 0; i < anchors->len; i++)
    {
      const AttestPlacement *placement = g_ptr_array_index (placements, i);
      const int *range = &((const int *) (const void *) ranges->data)[2 * i];
      gboolean is_kept, is_orphan = placement->state == ATTEST_ANCHOR_ORPHAN;
      g_autoptr (GArray) truth = find_truth (words, range[0], range[1], &is_kept);

      count->states[placement->state]++;
      if (!is_kept)
        count->gone++, count->gone_placed += !is_orphan;
      else if (is_in_order (words, range[0], range[1]))
        count->kept++, count->kept_orphans += is_orphan;
      else
        count->moved++, count->moved_orphans += is_orphan;
      if (!is_orphan && !is_right (placement, new_places, truth))
        {
          if (is_beyond_telling (&old_article, &new_article, range, new_places, truth, placement))
            {
              count->untold++;
              continue;
            }
          if (is_loud)
            report_wrong (g_ptr_array_index (anchors, i), placement, old_text, new_text, new_places, truth);
          wrong++;
        }
    }
  g_hash_table_unref (old_article.texts);
  g_hash_table_unref (new_article.texts);
  g_ptr_array_unref (old_article.sentences);
  g_ptr_array_unref (new_article.sentences);
  return wrong;
}

static void
test_never_wrong (void)
{
  guint rounds = g_getenv ("ATTEST_LONG") ? 40000 : 8000, wrong = 0;
  Count count = { 0 };

  for (guint round = 0; round < rounds; round++)
    wrong += check_article (&count, wrong < 40);
  g_test_message ("%u articles: exact %" G_GUINT64_FORMAT ", changed %" G_GUINT64_FORMAT ", moved %" G_GUINT64_FORMAT
                  ", orphans %" G_GUINT64_FORMAT "; wrong %u",
                  rounds,
                  count.states[ATTEST_ANCHOR_EXACT],
                  count.states[ATTEST_ANCHOR_CHANGED],
                  count.states[ATTEST_ANCHOR_MOVED],
                  count.states[ATTEST_ANCHOR_ORPHAN],
                  wrong);
  g_test_message ("orphans among kept in place %.2f %%, among moved %.2f %%; placed among gone %.2f %%",
                  100.0 * count.kept_orphans / MAX (count.kept, 1),
                  100.0 * count.moved_orphans / MAX (count.moved, 1),
                  100.0 * count.gone_placed / MAX (count.gone, 1));
  g_test_message ("where the texts alone say otherwise: %" G_GUINT64_FORMAT, count.untold);
  g_assert_cmpuint (wrong * 1000, <=, count.kept + count.moved + count.gone);
  /* Saying nothing is safe, but no use. */
  g_assert_cmpuint (count.kept_orphans * 100, <=, count.kept * 4);
  g_assert_cmpuint (count.moved_orphans * 100, <=, count.moved * 15);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/anchor-random/never-wrong", test_never_wrong);
  return g_test_run ();
}
