/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-open-comments.h"

#include <string.h>

#include "record/attest-comment-table.h"
#include "record/attest-person-table.h"
#include "record/attest-revision-table.h"
#include "review/attest-facts.h"

/*
 * @me: ids of the person that is asked about and of those joined with them; empty where nobody is
 * @found: (element-type AttestOpenComment): the newest so far, one more than the limit at most
 */
typedef struct
{
  AttestDatabase *database;
  const AttestOpenCommentsQuery *query;
  GHashTable *me;
  GSequence *found;
  GError *error;
} Search;

/* The texts of the article that is looked at: audiences, each with its list of AttestRevisionAuthorRow. */
typedef struct
{
  const AttestCommentedArticle *article;
  GHashTable *authors;
} Place;

/* The last word of a thread. */
typedef struct
{
  const char *actor;
  AttestMoment moment;
} Word;

void
attest_open_comment_free (AttestOpenComment *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->article);
  g_free (self->slug);
  g_free (self->title);
  g_free (self->audience);
  g_free (self->author);
  g_free (self->text);
  g_free (self->kind);
  g_free (self->reference);
  g_free (self->quote);
  g_free (self->last_actor);
  g_free (self);
}

/* ---- Whose turn it is ---- */

static gboolean
is_me (const Search *self, const char *person)
{
  return g_hash_table_contains (self->me, person);
}

/* Returns: (transfer none) (nullable): who saved the revisions of a text; NULL with an error */
static GPtrArray *
ensure_authors (Search *self, Place *place, const char *audience)
{
  GPtrArray *authors = g_hash_table_lookup (place->authors, audience);

  if (authors != NULL)
    return authors;
  authors = attest_revision_table_list_authors (self->database, place->article->id, audience, &self->error);
  if (authors != NULL)
    g_hash_table_insert (place->authors, g_strdup (audience), authors);

  return authors;
}

static gboolean
has_me (const Search *self, GPtrArray *authors)
{
  for (guint i = 0; i < authors->len; i++)
    if (is_me (self, ((const AttestRevisionAuthorRow *) authors->pdata[i])->author))
      return TRUE;

  return FALSE;
}

static gboolean
was_changed_since (const Search *self, GPtrArray *authors, const AttestMoment *moment)
{
  const AttestRevisionAuthorRow *newest = authors->len > 0 ? authors->pdata[authors->len - 1] : NULL;
  AttestMoment saved;

  if (newest == NULL || is_me (self, newest->author))
    return FALSE;
  saved = (AttestMoment) { newest->order.clock, newest->order.device, newest->order.sequence, 0 };

  return attest_moment_compare (&saved, moment) > 0;
}

/* @words: (element-type AttestCommentWordRow): those of the thread, in the total order */
static gboolean
was_answered (const Search *self, const AttestCommentMentionRow *mention, GPtrArray *words)
{
  const AttestMoment named = { mention->clock, mention->device, mention->sequence, 0 };

  for (guint i = words->len; i > 0; i--)
    {
      const AttestCommentWordRow *word = words->pdata[i - 1];
      const AttestMoment said = { word->clock, word->device, word->sequence, 0 };

      if (attest_moment_compare (&said, &named) <= 0)
        return FALSE;
      if (is_me (self, word->actor))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_hidden (const Search *self, const AttestCommentRow *row, const char *id)
{
  return self->query->hidden != NULL && attest_hidden_has (self->query->hidden, row->article, row->audience, id);
}

/* *@named: whether the thread names the person and waits for their answer. Returns: FALSE with an error */
static gboolean
judge_mentions (Search *self, const AttestCommentRow *row, GPtrArray *words, gboolean *named)
{
  g_autoptr (GPtrArray) mentions = attest_comment_mention_table_list (self->database, row->id, &self->error);

  *named = FALSE;
  for (guint i = 0; mentions != NULL && i < mentions->len && !*named; i++)
    {
      const AttestCommentMentionRow *mention = mentions->pdata[i];

      *named = is_me (self, mention->person) && !is_me (self, mention->author) &&
               !is_hidden (self, row, mention->words) && !was_answered (self, mention, words);
    }

  return mentions != NULL;
}

/* Whose turn it is in the conversation, as attest_review_list_open_comments() says. Returns: FALSE with an error */
static gboolean
judge_turn (Search *self,
            Place *place,
            const AttestCommentRow *row,
            const Word *last,
            gboolean answered,
            AttestCommentTurn *turn)
{
  gboolean mine = is_me (self, row->author);
  gboolean spoke_last = is_me (self, last->actor);
  gboolean agrees = !answered && strcmp (row->kind, "agree") == 0;
  GPtrArray *authors;

  *turn = mine && !spoke_last ? ATTEST_COMMENT_TURN_ANSWERED : ATTEST_COMMENT_TURN_OTHERS;
  if (mine ? !spoke_last || !row->blocking : spoke_last || agrees)
    return TRUE;

  authors = ensure_authors (self, place, row->audience);
  if (authors == NULL)
    return FALSE;
  if (mine && was_changed_since (self, authors, &last->moment))
    *turn = ATTEST_COMMENT_TURN_NEWER_TEXT;
  else if (!mine && has_me (self, authors))
    *turn = ATTEST_COMMENT_TURN_OWN_TEXT;

  return TRUE;
}

/* ---- The newest ---- */

static int
compare_cb (gconstpointer one, gconstpointer other, gpointer user_data)
{
  const AttestOpenComment *first = one;
  const AttestOpenComment *second = other;
  int order = (second->last > first->last) - (second->last < first->last);

  return order != 0 ? order : strcmp (first->id, second->id);
}

static gboolean
is_full (const Search *self)
{
  return self->query->limit > 0 && (guint) g_sequence_get_length (self->found) > self->query->limit;
}

/* Whether so many are newer than @time that nothing from then counts. */
static gboolean
has_enough (const Search *self, gint64 time)
{
  const AttestOpenComment *oldest;

  if (!is_full (self))
    return FALSE;
  oldest = g_sequence_get (g_sequence_iter_prev (g_sequence_get_end_iter (self->found)));

  return oldest->last > time;
}

/* @comment: (transfer full) */
static void
keep (Search *self, AttestOpenComment *comment)
{
  gboolean full = is_full (self);
  GSequenceIter *oldest;

  g_sequence_insert_sorted (self->found, comment, compare_cb, NULL);
  if (!full)
    return;
  oldest = g_sequence_iter_prev (g_sequence_get_end_iter (self->found));
  attest_open_comment_free (g_sequence_get (oldest));
  g_sequence_remove (oldest);
}

static AttestOpenComment *
make_comment (const AttestCommentedArticle *article, const AttestCommentRow *row, GPtrArray *words, const Word *last)
{
  AttestOpenComment *self = g_new0 (AttestOpenComment, 1);

  self->id = g_strdup (row->id);
  self->article = g_strdup (article->id);
  self->slug = g_strdup (article->slug);
  self->title = g_strdup (article->title);
  self->audience = g_strdup (row->audience);
  self->author = g_strdup (row->author);
  self->text = g_strdup (row->text);
  self->kind = g_strdup (row->kind);
  self->about = attest_comment_about_from_string (row->about);
  self->reference = g_strdup (row->reference);
  self->quote = g_strdup (row->exact);
  self->suggests = row->suggestion != NULL;
  self->blocking = row->blocking;
  self->time = row->time;
  self->last = row->time;
  self->last_actor = g_strdup (last->actor);
  for (guint i = 0; i < words->len; i++)
    {
      const AttestCommentWordRow *word = words->pdata[i];

      self->n_replies += word->reply;
      if (!word->resolution)
        self->last = MAX (self->last, word->time);
    }

  return self;
}

static gboolean
is_wanted (const Search *self, const AttestCommentRow *row, AttestCommentTurn turn)
{
  switch (self->query->scope)
    {
    case ATTEST_OPEN_COMMENTS_MINE:
      return is_me (self, row->author);
    case ATTEST_OPEN_COMMENTS_WAITING:
      return turn != ATTEST_COMMENT_TURN_OTHERS;
    case ATTEST_OPEN_COMMENTS_ALL:
    default:
      return TRUE;
    }
}

/* Returns: (transfer none) (nullable): what is hidden of the comment's text */
static const AttestIndependence *
find_independence (const Search *self, const AttestCommentRow *row)
{
  return self->query->hidden != NULL ? attest_hidden_find (self->query->hidden, row->article, row->audience) : NULL;
}

/* What is hidden is as if nobody had said it; of mentions, those that stand in hidden words. */
static void
take_out_hidden (const AttestIndependence *independence, GPtrArray *words)
{
  for (guint i = words->len; i > 0; i--)
    {
      const AttestCommentWordRow *word = words->pdata[i - 1];
      const AttestMoment moment = { word->clock, word->device, word->sequence, word->time };

      if (attest_independence_hides (independence, word->actor, &moment))
        g_ptr_array_remove_index (words, i - 1);
    }
}

/* Returns: FALSE with an error */
static gboolean
look_at_comment (Search *self, Place *place, const AttestCommentRow *row)
{
  g_autoptr (GPtrArray) words = attest_comment_word_table_list (self->database, row->id, &self->error);
  Word last = { row->author, { row->clock, row->device, row->sequence, 0 } };
  AttestCommentTurn turn = ATTEST_COMMENT_TURN_OTHERS;
  gboolean named = FALSE;

  if (words == NULL)
    return FALSE;
  if (find_independence (self, row) != NULL)
    take_out_hidden (find_independence (self, row), words);
  if (words->len > 0)
    {
      const AttestCommentWordRow *word = words->pdata[words->len - 1];

      last = (Word) { word->actor, { word->clock, word->device, word->sequence, 0 } };
    }
  if (self->query->person != NULL &&
      (!judge_turn (self, place, row, &last, words->len > 0, &turn) || !judge_mentions (self, row, words, &named)))
    return FALSE;
  if (named)
    turn = ATTEST_COMMENT_TURN_MENTIONED;
  if (is_wanted (self, row, turn))
    {
      AttestOpenComment *comment = make_comment (place->article, row, words, &last);

      comment->turn = turn;
      keep (self, comment);
    }

  return TRUE;
}

/* What needs no look at the thread is asked first. */
static gboolean
may_be_wanted (const Search *self, const AttestCommentRow *row)
{
  return (!self->query->blocking || row->blocking) && !is_hidden (self, row, row->id) &&
         (self->query->scope != ATTEST_OPEN_COMMENTS_MINE || is_me (self, row->author));
}

static gboolean
look_at_article (const AttestCommentedArticle *article, gpointer user_data)
{
  Search *self = user_data;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GHashTable) authors =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  Place place = { article, authors };

  if (has_enough (self, article->updated))
    return FALSE;
  rows = attest_comment_table_list_open (self->database, article->id, &self->error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (may_be_wanted (self, rows->pdata[i]) && !look_at_comment (self, &place, rows->pdata[i]))
      return FALSE;

  return rows != NULL;
}

static void
look_at_one (Search *self, AttestLibrary *library)
{
  g_autoptr (AttestArticle) article = attest_library_find_article (library, self->query->article, &self->error);

  if (article == NULL || article->removed != 0)
    return;
  look_at_article (&(AttestCommentedArticle) { article->id, article->slug, article->title, article->updated }, self);
}

/* ---- The whole ---- */

/* @person: (nullable). Returns: (transfer full) (nullable): a set of ids; NULL with @error */
static GHashTable *
list_me (AttestDatabase *database, const char *person, GError **error)
{
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GHashTable) me = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *same = person;

  if (person == NULL)
    return g_steal_pointer (&me);
  people = attest_person_table_list (database, error);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AttestPerson *other = people->pdata[i];

      if (strcmp (other->id, person) == 0)
        same = other->same_as;
    }
  g_hash_table_add (me, g_strdup (person));
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AttestPerson *other = people->pdata[i];

      if (strcmp (other->same_as, same) == 0)
        g_hash_table_add (me, g_strdup (other->id));
    }

  return people != NULL ? g_steal_pointer (&me) : NULL;
}

/* Returns: (transfer full): the first @limit of @found, of which nothing is left; 0 for all */
static GPtrArray *
take_found (GSequence *found, guint limit)
{
  GPtrArray *comments = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_open_comment_free);
  GSequenceIter *iter = g_sequence_get_begin_iter (found);

  for (; !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter))
    {
      if (limit == 0 || comments->len < limit)
        g_ptr_array_add (comments, g_sequence_get (iter));
      else
        attest_open_comment_free (g_sequence_get (iter));
    }

  return comments;
}

GPtrArray *
attest_review_list_open_comments (AttestLibrary *library,
                                  const AttestOpenCommentsQuery *query,
                                  gboolean *more,
                                  GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (GHashTable) me = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  Search search = { .database = database, .query = query };

  g_return_val_if_fail (query->scope == ATTEST_OPEN_COMMENTS_ALL || query->person != NULL, NULL);

  me = list_me (database, query->person, error);
  if (me == NULL)
    return NULL;
  search.me = me;
  search.found = g_sequence_new (NULL);
  if (query->article != NULL)
    look_at_one (&search, library);
  else
    attest_comment_table_visit_articles (database,
                                         query->scope != ATTEST_OPEN_COMMENTS_ALL ? query->person : NULL,
                                         look_at_article,
                                         &search,
                                         &search.error);
  if (more != NULL)
    *more = is_full (&search);
  comments = take_found (search.found, query->limit);
  g_sequence_free (search.found);
  if (search.error == NULL)
    return g_steal_pointer (&comments);

  g_propagate_error (error, search.error);
  return NULL;
}
