/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-open-comment-list.h"

#include <string.h>

#include "library/attest-open-comment-item.h"
#include "record/attest-article.h"

/* The list view makes a widget for each of some two hundred rows in one turn of the main loop; fewer at a time are no pause. */
#define FIRST_COMMENTS 40
#define MORE_COMMENTS 40

#define N_SCOPES (ATTEST_OPEN_COMMENTS_WAITING + 1)

/*
 * @limit: how many are asked for
 * @generation: of what is asked; an answer to an older question is not looked at
 * @reading: an answer is under way; @stale: it, or what is there, is older than the record
 * @uncounted: the counts are older than what was asked last
 */
struct _AttestOpenCommentList
{
  GObject parent_instance;

  AttestSession *session;
  GListStore *items;
  AttestOpenCommentsScope scope;
  guint limit;
  guint generation;
  gboolean active;
  gboolean reading;
  gboolean stale;
  gboolean uncounted;
  gboolean answered;
  gboolean more;
  guint counts[N_SCOPES];
};

G_DEFINE_FINAL_TYPE (AttestOpenCommentList, attest_open_comment_list, G_TYPE_OBJECT)

static guint read_signal;

static void read_anew (AttestOpenCommentList *self);

/* ---- On the search thread ---- */

/* Filled by the search thread and read by the main thread once it is handed over. */
typedef struct
{
  GPtrArray *items;
  gboolean more;
  guint counts[N_SCOPES];
} Answer;

typedef struct
{
  AttestOpenCommentsScope scope;
  char *person;
  guint limit;
  Answer *answer;
} Question;

static void
clear_answer (gpointer data)
{
  g_clear_pointer (&((Answer *) data)->items, g_ptr_array_unref);
}

static void
answer_unref (Answer *answer)
{
  g_atomic_rc_box_release_full (answer, clear_answer);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->person);
  answer_unref (question->answer);
  g_free (question);
}

/* Returns: (transfer full): ids and keys to what they are called */
static GHashTable *
list_names (AttestLibrary *library)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) people = attest_library_list_people (library, NULL);
  g_autoptr (GPtrArray) audiences = attest_library_list_audiences (library, NULL);

  for (guint i = 0; audiences != NULL && i < audiences->len; i++)
    {
      const AttestAudience *audience = g_ptr_array_index (audiences, i);

      g_hash_table_insert (names, g_strconcat ("audience ", audience->key, NULL), g_strdup (audience->label));
    }
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (people, i);

      g_hash_table_insert (names, g_strconcat ("person ", person->id, NULL), g_strdup (person->name));
    }
  return names;
}

static const char *
find_name (GHashTable *names, const char *what, const char *key)
{
  g_autofree char *full = g_strconcat (what, " ", key, NULL);
  const char *name = g_hash_table_lookup (names, full);

  return name != NULL ? name : key;
}

/* Returns: (transfer full) (element-type AttestOpenCommentItem) */
static GPtrArray *
make_items (AttestLibrary *library, GPtrArray *comments)
{
  g_autoptr (GHashTable) names = list_names (library);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  while (comments->len > 0)
    {
      AttestOpenComment *comment = g_ptr_array_steal_index (comments, 0);

      g_ptr_array_add (items,
                       attest_open_comment_item_new (comment,
                                                     find_name (names, "person", comment->author),
                                                     find_name (names, "person", comment->last_actor),
                                                     find_name (names, "audience", comment->audience)));
    }
  return items;
}

static gboolean
count (AttestLibrary *library,
       const Question *question,
       AttestOpenCommentsScope scope,
       AttestHidden *hidden,
       guint *found,
       GError **error)
{
  const AttestOpenCommentsQuery query = {
    .scope = scope,
    .person = question->person,
    .limit = ATTEST_OPEN_COMMENTS_COUNTED + 1,
    .hidden = hidden,
  };
  g_autoptr (GPtrArray) comments = attest_review_list_open_comments (library, &query, NULL, error);

  if (comments == NULL)
    return FALSE;
  *found = comments->len;
  return TRUE;
}

static gboolean
read_on_search_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Question *question = data;
  g_autoptr (AttestHidden) hidden = attest_hidden_new (library, question->person, g_get_real_time (), error);
  const AttestOpenCommentsQuery query = {
    .scope = question->person != NULL ? question->scope : ATTEST_OPEN_COMMENTS_ALL,
    .person = question->person,
    .limit = question->limit,
    .hidden = hidden,
  };
  Answer *answer = question->answer;
  g_autoptr (GPtrArray) comments =
      hidden != NULL ? attest_review_list_open_comments (library, &query, &answer->more, error) : NULL;

  if (comments == NULL)
    return FALSE;
  answer->items = make_items (library, comments);
  return TRUE;
}

/* By itself, since in a large library it takes longer than the list, which nobody shall wait for. */
static gboolean
count_on_search_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Question *question = data;
  g_autoptr (AttestHidden) hidden = attest_hidden_new (library, question->person, g_get_real_time (), error);

  if (hidden == NULL)
    return FALSE;
  for (guint scope = ATTEST_OPEN_COMMENTS_MINE; question->person != NULL && scope < N_SCOPES; scope++)
    if (!count (library, question, scope, hidden, &question->answer->counts[scope], error))
      return FALSE;
  return TRUE;
}

/* ---- The answer ---- */

/* What looks the same stays the same object, so that its row stays, with the keyboard. */
static void
keep_known (AttestOpenCommentList *self, GPtrArray *items)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestOpenCommentItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      g_hash_table_insert (known, attest_open_comment_item_get_comment (item)->id, item);
    }
  for (guint i = 0; i < items->len; i++)
    {
      AttestOpenCommentItem *item = g_ptr_array_index (items, i);
      AttestOpenCommentItem *before = g_hash_table_lookup (known, attest_open_comment_item_get_comment (item)->id);

      if (before != NULL && attest_open_comment_item_equal (before, item))
        g_set_object ((AttestOpenCommentItem **) &g_ptr_array_index (items, i), before);
    }
}

static gboolean
is_same (AttestOpenCommentList *self, guint position, gpointer item)
{
  g_autoptr (AttestOpenCommentItem) there = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return there == item;
}

/* Only what lies between the first and the last difference counts as changed. */
static void
show (AttestOpenCommentList *self, GPtrArray *items)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint shorter = MIN (n_before, items->len);
  guint begin = 0;
  guint end = 0;

  keep_known (self, items);
  while (begin < shorter && is_same (self, begin, items->pdata[begin]))
    begin++;
  while (end < shorter - begin && is_same (self, n_before - 1 - end, items->pdata[items->len - 1 - end]))
    end++;
  if (begin + end < n_before || begin + end < items->len)
    g_list_store_splice (self->items, begin, n_before - begin - end, items->pdata + begin, items->len - begin - end);
}

typedef struct
{
  GWeakRef list;
  guint generation;
  Answer *answer;
} Reply;

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_weak_ref_clear (&reply->list);
  answer_unref (reply->answer);
  g_free (reply);
}

static void ask (AttestOpenCommentList *self, AttestSessionFunc func, DexFutureCallback then);

static void
end_reading (AttestOpenCommentList *self)
{
  self->reading = FALSE;
  g_signal_emit (self, read_signal, 0);
  if (self->stale)
    read_anew (self);
}

static DexFuture *
counted (DexFuture *future, gpointer user_data)
{
  Reply *reply = user_data;
  g_autoptr (AttestOpenCommentList) self = g_weak_ref_get (&reply->list);

  if (self == NULL || reply->generation != self->generation)
    return dex_future_new_true ();
  /* Without an answer there is nothing to say that the list did not say. */
  if (dex_future_get_value (future, NULL) != NULL)
    memcpy (self->counts, reply->answer->counts, sizeof self->counts);
  end_reading (self);
  return dex_future_new_true ();
}

static DexFuture *
answered (DexFuture *future, gpointer user_data)
{
  Reply *reply = user_data;
  g_autoptr (AttestOpenCommentList) self = g_weak_ref_get (&reply->list);
  g_autoptr (GError) error = NULL;

  if (self == NULL || reply->generation != self->generation)
    return dex_future_new_true ();
  if (dex_future_get_value (future, &error) != NULL)
    {
      self->answered = TRUE;
      self->more = reply->answer->more;
      show (self, reply->answer->items);
    }
  else
    {
      /* What was there before stays: it was right a moment ago, and the next change asks anew. */
      g_message ("The open comments could not be read: %s", error->message);
    }
  if (!self->uncounted || self->session == NULL)
    {
      end_reading (self);
      return dex_future_new_true ();
    }
  self->uncounted = FALSE;
  ask (self, count_on_search_thread, counted);
  g_signal_emit (self, read_signal, 0);
  return dex_future_new_true ();
}

/* @then: what becomes of the answer, with a Reply */
static void
ask (AttestOpenCommentList *self, AttestSessionFunc func, DexFutureCallback then)
{
  Question *question = g_new0 (Question, 1);
  Reply *reply = g_new0 (Reply, 1);

  question->scope = self->scope;
  question->person = g_strdup (attest_session_get_actor (self->session));
  question->limit = self->limit;
  question->answer = g_atomic_rc_box_new0 (Answer);
  g_weak_ref_init (&reply->list, self);
  reply->generation = self->generation;
  reply->answer = g_atomic_rc_box_acquire (question->answer);
  dex_future_disown (dex_future_finally (
      attest_session_search (self->session, func, question, question_free), then, reply, reply_free));
}

/* One question at a time: where much changes one after the other, the last answer is what counts. */
static void
read_anew (AttestOpenCommentList *self)
{
  if (self->session == NULL)
    return;
  if (!self->active || self->reading)
    {
      self->stale = TRUE;
      return;
    }
  self->reading = TRUE;
  self->stale = FALSE;
  ask (self, read_on_search_thread, answered);
}

/* Something else is asked for, to which no answer that is under way belongs. */
static void
begin (AttestOpenCommentList *self)
{
  self->generation++;
  self->reading = FALSE;
  self->answered = FALSE;
  self->more = FALSE;
  self->limit = FIRST_COMMENTS;
  read_anew (self);
}

static void
session_changed_cb (AttestOpenCommentList *self)
{
  self->uncounted = TRUE;
  read_anew (self);
}

static void
actor_changed_cb (AttestOpenCommentList *self)
{
  self->uncounted = TRUE;
  memset (self->counts, 0, sizeof self->counts);
  begin (self);
}

/* ---- The object ---- */

static void
attest_open_comment_list_dispose (GObject *object)
{
  AttestOpenCommentList *self = ATTEST_OPEN_COMMENT_LIST (object);

  self->generation++;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (attest_open_comment_list_parent_class)->dispose (object);
}

static void
attest_open_comment_list_class_init (AttestOpenCommentListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_open_comment_list_dispose;
  read_signal =
      g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_open_comment_list_init (AttestOpenCommentList *self)
{
  self->items = g_list_store_new (ATTEST_TYPE_OPEN_COMMENT_ITEM);
  self->limit = FIRST_COMMENTS;
}

AttestOpenCommentList *
attest_open_comment_list_new (void)
{
  return g_object_new (ATTEST_TYPE_OPEN_COMMENT_LIST, NULL);
}

void
attest_open_comment_list_set_session (AttestOpenCommentList *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_OPEN_COMMENT_LIST (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (self->items != NULL)
    g_list_store_remove_all (self->items);
  if (session != NULL)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::actor", G_CALLBACK (actor_changed_cb), self, G_CONNECT_SWAPPED);
    }
  actor_changed_cb (self);
}

void
attest_open_comment_list_set_scope (AttestOpenCommentList *self, AttestOpenCommentsScope scope)
{
  g_return_if_fail (ATTEST_IS_OPEN_COMMENT_LIST (self));

  if (self->scope == scope)
    return;
  self->scope = scope;
  begin (self);
}

void
attest_open_comment_list_set_active (AttestOpenCommentList *self, gboolean active)
{
  g_return_if_fail (ATTEST_IS_OPEN_COMMENT_LIST (self));

  self->active = active;
  if (active && self->stale)
    read_anew (self);
}

void
attest_open_comment_list_read_more (AttestOpenCommentList *self)
{
  g_return_if_fail (ATTEST_IS_OPEN_COMMENT_LIST (self));

  if (!self->more || self->reading)
    return;
  self->limit += MORE_COMMENTS;
  read_anew (self);
}

GListModel *
attest_open_comment_list_get_items (AttestOpenCommentList *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_COMMENT_LIST (self), NULL);

  return G_LIST_MODEL (self->items);
}

gboolean
attest_open_comment_list_get_answered (AttestOpenCommentList *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_COMMENT_LIST (self), FALSE);

  return self->answered;
}

guint
attest_open_comment_list_get_count (AttestOpenCommentList *self, AttestOpenCommentsScope scope)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_COMMENT_LIST (self), 0);

  return self->counts[scope];
}
