/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-search.h"

#include <string.h>

#include "review/attest-hidden.h"

/* Filters without words are asked of every article. Of a search with words only the best are looked at, and each has a snippet that takes its time. */
#define ALL_ARTICLES G_MAXINT

/*
 * @cancellable: of the question that is under way
 * @results: (nullable) (element-type AttestSearchResult): the newest answer, or as much of it as there is, best first; NULL before there is one
 * @ranks: id of an article to its place in @results
 */
struct _AttestArticleSearch
{
  GObject parent_instance;

  AttestSession *session;
  char *text;
  char *audience;
  char *person;
  gint64 updated_from;
  gboolean blocking;

  GCancellable *cancellable;
  guint generation;
  /* Whether the newest question has its answer, and not only what was found until then. */
  gboolean answered;
  GPtrArray *results;
  GHashTable *ranks;
  gboolean partial;
};

G_DEFINE_FINAL_TYPE (AttestArticleSearch, attest_article_search, G_TYPE_OBJECT)

static guint changed_signal;

/* ---- On the search thread ---- */

/* Filled by the search thread and read by the main thread once it is handed over. */
typedef struct
{
  GPtrArray *results;
  gboolean partial;
} Answer;

/* Whom the answer to one question is for. Handed from thread to thread, and looked at in the main thread alone. */
typedef struct
{
  GWeakRef search;
  guint generation;
} Asker;

typedef struct
{
  char *text;
  char *audience;
  char *person;
  gint64 updated_from;
  gboolean blocking;
  /* Who asks, and what is hidden from them, with the query that it goes by, while the search goes on. */
  char *reader;
  AttestHidden *hidden;
  const AttestSearchQuery *query;
  GCancellable *cancellable;
  Answer *answer;
  Asker *asker;
} Question;

static void
clear_answer (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->results, g_ptr_array_unref);
}

static void
answer_unref (Answer *answer)
{
  g_atomic_rc_box_release_full (answer, clear_answer);
}

static void
clear_asker (gpointer data)
{
  g_weak_ref_clear (&((Asker *) data)->search);
}

static void
asker_unref (Asker *asker)
{
  g_atomic_rc_box_release_full (asker, clear_asker);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->text);
  g_free (question->audience);
  g_free (question->person);
  g_free (question->reader);
  g_object_unref (question->cancellable);
  answer_unref (question->answer);
  asker_unref (question->asker);
  g_free (question);
}

/* What was found while the search goes on: on its way to the main thread. */
typedef struct
{
  GPtrArray *results;
  Asker *asker;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_ptr_array_unref (step->results);
  asker_unref (step->asker);
  g_free (step);
}

static gboolean take_step (gpointer data);

static void
found_cb (GPtrArray *results, gpointer user_data)
{
  const Question *question = user_data;
  Step *step = g_new0 (Step, 1);

  attest_hidden_filter_results (question->hidden, question->query, results);
  step->results = results;
  step->asker = g_atomic_rc_box_acquire (question->asker);
  g_idle_add_full (G_PRIORITY_DEFAULT, take_step, step, step_free);
}

static gboolean
search (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Question *question = data;
  g_autoptr (AttestHidden) hidden = NULL;
  AttestSearchQuery query = {
    .text = question->text,
    .audience = question->audience,
    .person = question->person,
    .updated_from = question->updated_from,
    .blocking = question->blocking,
    .limit = *question->text != '\0' ? ATTEST_SEARCH_RESULTS : ALL_ARTICLES,
  };
  gboolean partial = FALSE;
  GPtrArray *results = NULL;

  if (g_cancellable_set_error_if_cancelled (question->cancellable, error))
    return FALSE;
  hidden = attest_hidden_new (library, question->reader, g_get_real_time (), error);
  if (hidden == NULL)
    return FALSE;
  attest_hidden_prepare_search (hidden, &query);
  question->hidden = hidden;
  question->query = &query;
  results = attest_library_search_in_steps (library, &query, found_cb, data, &partial, question->cancellable, error);
  question->hidden = NULL;
  question->query = NULL;
  if (results == NULL)
    return FALSE;
  attest_hidden_filter_results (hidden, &query, results);
  question->answer->results = results;
  question->answer->partial = partial;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return TRUE;
}

/* ---- The answer ---- */

static void
forget_answer (AttestArticleSearch *self)
{
  g_clear_pointer (&self->ranks, g_hash_table_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  self->partial = FALSE;
}

static void
take_answer (AttestArticleSearch *self, GPtrArray *results, gboolean partial)
{
  forget_answer (self);
  self->results = g_ptr_array_ref (results);
  self->ranks = g_hash_table_new (g_str_hash, g_str_equal);
  self->partial = partial;
  for (guint i = 0; i < self->results->len; i++)
    g_hash_table_insert (
        self->ranks, ((AttestSearchResult *) g_ptr_array_index (self->results, i))->article, GUINT_TO_POINTER (i));
}

/* Takes what was found until now. */
static gboolean
take_step (gpointer data)
{
  const Step *step = data;
  g_autoptr (AttestArticleSearch) self = g_weak_ref_get (&step->asker->search);

  if (self != NULL && step->asker->generation == self->generation && !self->answered)
    {
      take_answer (self, step->results, FALSE);
      g_signal_emit (self, changed_signal, 0);
    }
  return G_SOURCE_REMOVE;
}

typedef struct
{
  Asker *asker;
  Answer *answer;
} Reply;

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  asker_unref (reply->asker);
  answer_unref (reply->answer);
  g_free (reply);
}

static DexFuture *
answered (DexFuture *future, gpointer user_data)
{
  Reply *reply = user_data;
  g_autoptr (AttestArticleSearch) self = g_weak_ref_get (&reply->asker->search);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL || reply->asker->generation != self->generation)
    return dex_future_new_true ();
  self->answered = TRUE;
  if (value != NULL)
    {
      take_answer (self, reply->answer->results, reply->answer->partial);
    }
  else
    {
      /* What the list itself knows is still found by title. */
      g_message ("The library could not be searched: %s", error->message);
      forget_answer (self);
    }
  g_signal_emit (self, changed_signal, 0);
  return dex_future_new_true ();
}

static void
ask (AttestArticleSearch *self)
{
  Question *question = NULL;
  Reply *reply = NULL;
  Asker *asker = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->generation++;
  self->answered = FALSE;
  if (self->session == NULL ||
      (!attest_article_search_get_has_words (self) && !attest_article_search_get_has_filters (self)))
    {
      forget_answer (self);
      g_signal_emit (self, changed_signal, 0);
      return;
    }
  self->cancellable = g_cancellable_new ();
  question = g_new0 (Question, 1);
  question->text = g_strdup (self->text);
  question->audience = g_strdup (self->audience);
  question->person = g_strdup (self->person);
  question->updated_from = self->updated_from;
  question->blocking = self->blocking;
  question->reader = g_strdup (attest_session_get_actor (self->session));
  question->cancellable = g_object_ref (self->cancellable);
  question->answer = g_atomic_rc_box_new0 (Answer);
  asker = g_atomic_rc_box_new0 (Asker);
  g_weak_ref_init (&asker->search, self);
  asker->generation = self->generation;
  question->asker = asker;
  reply = g_new0 (Reply, 1);
  reply->asker = g_atomic_rc_box_acquire (asker);
  reply->answer = g_atomic_rc_box_acquire (question->answer);
  dex_future_disown (dex_future_finally (
      attest_session_search (self->session, search, question, question_free), answered, reply, reply_free));
}

static void
session_changed_cb (AttestArticleSearch *self)
{
  if (attest_article_search_get_has_words (self) || attest_article_search_get_has_filters (self))
    ask (self);
}

/* ---- The object ---- */

static void
attest_article_search_dispose (GObject *object)
{
  AttestArticleSearch *self = ATTEST_ARTICLE_SEARCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->generation++;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  forget_answer (self);

  G_OBJECT_CLASS (attest_article_search_parent_class)->dispose (object);
}

static void
attest_article_search_finalize (GObject *object)
{
  AttestArticleSearch *self = ATTEST_ARTICLE_SEARCH (object);

  g_free (self->text);
  g_free (self->audience);
  g_free (self->person);

  G_OBJECT_CLASS (attest_article_search_parent_class)->finalize (object);
}

static void
attest_article_search_class_init (AttestArticleSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_article_search_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_article_search_finalize;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_article_search_init (AttestArticleSearch *self)
{
  self->text = g_strdup ("");
}

AttestArticleSearch *
attest_article_search_new (void)
{
  return g_object_new (ATTEST_TYPE_ARTICLE_SEARCH, NULL);
}

void
attest_article_search_set_session (AttestArticleSearch *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SEARCH (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
      /* What is hidden depends on who reads. */
      g_signal_connect_object (session, "notify::actor", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
    }
  forget_answer (self);
  ask (self);
}

void
attest_article_search_set_text (AttestArticleSearch *self, const char *text)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SEARCH (self));
  g_return_if_fail (text != NULL);

  if (g_set_str (&self->text, text))
    ask (self);
}

void
attest_article_search_set_filters (AttestArticleSearch *self, const AttestArticleFilters *filters)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SEARCH (self));

  g_set_str (&self->audience, filters->audience);
  g_set_str (&self->person, filters->person);
  self->updated_from = filters->updated_from;
  self->blocking = filters->blocking;
  ask (self);
}

gboolean
attest_article_search_get_has_words (AttestArticleSearch *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_SEARCH (self), FALSE);

  return self->text[strspn (self->text, " \t")] != '\0';
}

gboolean
attest_article_search_get_has_filters (AttestArticleSearch *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_SEARCH (self), FALSE);

  return self->audience != NULL || self->person != NULL || self->updated_from != 0 || self->blocking;
}

gboolean
attest_article_search_get_partial (AttestArticleSearch *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_SEARCH (self), FALSE);

  return self->partial;
}

const AttestSearchResult *
attest_article_search_find (AttestArticleSearch *self, const char *article, guint *rank)
{
  gpointer found = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_SEARCH (self), NULL);

  if (rank != NULL)
    *rank = G_MAXUINT;
  if (self->ranks == NULL || !g_hash_table_lookup_extended (self->ranks, article, NULL, &found))
    return NULL;
  if (rank != NULL)
    *rank = GPOINTER_TO_UINT (found);
  return g_ptr_array_index (self->results, GPOINTER_TO_UINT (found));
}
