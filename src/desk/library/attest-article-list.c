/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-list.h"

#include <string.h>

#include "session/attest-future.h"

/* A change of more articles than this reads the whole list, which is quicker then. */
#define MOST_SINGLE_READS 50

/* Where more articles than this come in place of others the old ones go first: a list view looks through all that come for
 * the one that it stood at, and has an item made for each. It stands at the first one then. */
#define MOST_EXCHANGED 1000

/*
 * @shown: (element-type AttestArticleLine)
 * @arranging: (nullable): what comes in place of @shown, and @arranging_source goes on with
 * @leaving: (element-type AttestArticleLine): shown no more, which @leaving_source lets go of
 */
struct _AttestArticleList
{
  GObject parent_instance;

  AttestSession *session;
  AttestArticleLines *lines;
  GPtrArray *shown;
  AttestArticleArranging *arranging;
  guint arranging_source;
  GPtrArray *leaving;
  guint leaving_source;
  gboolean exchanging;
  AttestQueue *queue;
  GStrv words;
  /* The words are to be found as they are, and none of them says what is not wanted or what stands side by side. */
  gboolean plain;
  AttestArticleSearch *search;
  AttestArticleOrder order;
  gboolean reversed;
  char *reading;
  guint generation;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestArticleList,
                               attest_article_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_TELLING = 1,
} AttestArticleListProperty;

static GParamSpec *properties[PROP_TELLING + 1];

enum
{
  SIGNAL_READ,
  SIGNAL_SEARCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- GListModel ---- */

static GType
get_item_type (GListModel *list)
{
  return ATTEST_TYPE_ARTICLE_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  return ATTEST_ARTICLE_LIST (list)->shown->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  AttestArticleList *self = ATTEST_ARTICLE_LIST (list);

  return position < self->shown->len ? attest_article_item_of_line (g_ptr_array_index (self->shown, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- What is shown ---- */

/* An AttestArticleLinesStep. @work: lines that are shown no more */
static gboolean
leave_step (gpointer work, guint n_lines)
{
  GPtrArray *leaving = work;

  g_ptr_array_set_size (leaving, (int) (leaving->len - MIN (n_lines, leaving->len)));
  return leaving->len > 0;
}

static gboolean
leave_piece_cb (gpointer user_data)
{
  AttestArticleList *self = user_data;

  if (attest_article_lines_do_piece (leave_step, self->leaving))
    return G_SOURCE_CONTINUE;
  self->leaving_source = 0;
  return G_SOURCE_REMOVE;
}

/* @lines: (transfer full). To let go of a hundred thousand takes as long as to sort them. */
static void
leave (AttestArticleList *self, GPtrArray *lines)
{
  if (lines->len <= ATTEST_ARTICLE_LINES_AT_ONCE)
    {
      g_ptr_array_unref (lines);
      return;
    }
  g_ptr_array_extend_and_steal (self->leaving, lines);
  if (self->leaving_source == 0)
    self->leaving_source = g_idle_add (leave_piece_cb, self);
}

/* Only what lies between the first and the last difference counts as changed. */
static void
show (AttestArticleList *self, GPtrArray *shown)
{
  GPtrArray *before = self->shown;
  guint shorter = MIN (before->len, shown->len);
  guint begin = 0;
  guint end = 0;

  while (begin < shorter && before->pdata[begin] == shown->pdata[begin])
    begin++;
  while (end < shorter - begin && before->pdata[before->len - 1 - end] == shown->pdata[shown->len - 1 - end])
    end++;
  if (begin + end < before->len && shown->len - begin - end > MOST_EXCHANGED)
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      self->shown = none;
      self->exchanging = TRUE;
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, 0);
      self->exchanging = FALSE;
      self->shown = shown;
      g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, shown->len);
      leave (self, before);
      return;
    }
  self->shown = shown;
  if (begin + end < before->len || begin + end < shown->len)
    g_list_model_items_changed (G_LIST_MODEL (self), begin, before->len - begin - end, shown->len - begin - end);
  leave (self, before);
}

static void
stop_arranging (AttestArticleList *self)
{
  g_clear_handle_id (&self->arranging_source, g_source_remove);
  g_clear_pointer (&self->arranging, attest_article_arranging_free);
}

static void
finish_arranging (AttestArticleList *self)
{
  GPtrArray *shown = attest_article_arranging_finish (self->arranging);

  stop_arranging (self);
  show (self, shown);
}

static gboolean
arrange_piece_cb (gpointer user_data)
{
  AttestArticleList *self = user_data;

  if (attest_article_lines_do_piece (attest_article_arranging_step, self->arranging))
    return G_SOURCE_CONTINUE;
  self->arranging_source = 0;
  finish_arranging (self);
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0);
  return G_SOURCE_REMOVE;
}

/* Begins anew, after whatever decides what is shown has changed. */
static void
arrange (AttestArticleList *self)
{
  const AttestArticleQuestion question = {
    .queue = self->queue,
    .search = self->search,
    .words = (const char *const *) self->words,
    .plain = self->plain,
    .order = self->order,
    .reversed = self->reversed,
  };

  stop_arranging (self);
  self->arranging = attest_article_arranging_new (self->lines, &question);
  if (attest_article_lines_get_n_lines (self->lines) > ATTEST_ARTICLE_LINES_AT_ONCE)
    {
      self->arranging_source = g_idle_add (arrange_piece_cb, self);
      return;
    }
  while (attest_article_arranging_step (self->arranging, ATTEST_ARTICLE_LINES_AT_ONCE))
    ;
  finish_arranging (self);
}

/* ---- Reading ---- */

typedef struct
{
  char *actor;
  GStrv articles;
  AttestSeen *seen;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->actor);
  g_strfreev (request->articles);
  g_clear_pointer (&request->seen, attest_seen_free);
  g_free (request);
}

static gboolean
load_lines (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  AttestArticleLines *lines = attest_article_lines_read (
      library, (const char *const *) request->articles, request->actor, request->seen, error);

  if (lines == NULL)
    return FALSE;
  g_value_init (result, ATTEST_TYPE_ARTICLE_LINES);
  g_value_take_boxed (result, lines);
  return TRUE;
}

/* @single: some articles of a list that was read before. */
typedef struct
{
  GWeakRef list;
  guint generation;
  gboolean single;
} Reply;

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_weak_ref_clear (&reply->list);
  g_free (reply);
}

static void
set_lines (AttestArticleList *self, AttestArticleLines *lines)
{
  attest_article_lines_unref (self->lines);
  self->lines = attest_article_lines_ref (lines);
}

static DexFuture *
lines_loaded (DexFuture *future, gpointer user_data)
{
  Reply *reply = user_data;
  g_autoptr (AttestArticleList) self = g_weak_ref_get (&reply->list);
  const GValue *value = dex_future_get_value (future, NULL);
  AttestArticleLines *lines = value != NULL ? g_value_get_boxed (value) : NULL;

  /* A list that cannot be read now, such as while another program writes, is read again with the next change. */
  if (self == NULL || lines == NULL || reply->generation != self->generation)
    return dex_future_new_true ();
  if (reply->single)
    attest_article_lines_take_over (self->lines, lines);
  else
    set_lines (self, lines);
  arrange (self);
  g_signal_emit (self, signals[SIGNAL_READ], 0);
  return dex_future_new_true ();
}

/* @articles: (nullable): NULL for all. Reading all overtakes what is under way; reading some comes after it, since the thread does one after another. */
static void
read_articles (AttestArticleList *self, const char *const *articles)
{
  Request *request = NULL;
  Reply *reply = NULL;
  DexFuture *future = NULL;

  if (self->session == NULL)
    return;
  request = g_new0 (Request, 1);
  request->actor = g_strdup (attest_session_get_actor (self->session));
  request->articles = g_strdupv ((GStrv) articles);
  request->seen = attest_session_dup_seen (self->session);
  reply = g_new0 (Reply, 1);
  g_weak_ref_init (&reply->list, self);
  reply->generation = articles == NULL ? ++self->generation : self->generation;
  reply->single = articles != NULL;
  future = attest_session_perform (self->session, load_lines, request, request_free);
  dex_future_disown (dex_future_finally (future, lines_loaded, reply, reply_free));
}

static void
session_changed_cb (AttestSession *session, const char *const *streams, AttestArticleList *self)
{
  gboolean single = streams != NULL && g_strv_length ((GStrv) streams) <= MOST_SINGLE_READS &&
                    !g_strv_contains (streams, ATTEST_STREAM_BOARD);

  read_articles (self, single ? streams : NULL);
}

static void
actor_changed_cb (AttestSession *session, GParamSpec *pspec, AttestArticleList *self)
{
  read_articles (self, NULL);
}

/* The article that was opened, and the one that is left, are no news any more. */
static void
reading_changed_cb (AttestSession *session, GParamSpec *pspec, AttestArticleList *self)
{
  const char *articles[] = { self->reading, NULL };
  g_autofree char *now = NULL;

  g_object_get (session, "reading", &now, NULL);
  if (self->reading != NULL)
    read_articles (self, articles);
  g_set_str (&self->reading, now);
}

/* ---- The object ---- */

static void
attest_article_list_dispose (GObject *object)
{
  AttestArticleList *self = ATTEST_ARTICLE_LIST (object);

  attest_article_list_set_session (self, NULL);
  stop_arranging (self);
  g_clear_handle_id (&self->leaving_source, g_source_remove);
  g_clear_object (&self->search);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->reading, g_free);

  G_OBJECT_CLASS (attest_article_list_parent_class)->dispose (object);
}

static void
attest_article_list_finalize (GObject *object)
{
  AttestArticleList *self = ATTEST_ARTICLE_LIST (object);

  attest_article_lines_unref (self->lines);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->leaving);

  G_OBJECT_CLASS (attest_article_list_parent_class)->finalize (object);
}

static void
attest_article_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestArticleList *self = ATTEST_ARTICLE_LIST (object);

  switch ((AttestArticleListProperty) id)
    {
    case PROP_TELLING:
      g_value_set_boolean (value, self->queue != NULL && attest_queue_is_waiting (self->queue));
      break;
    }
}

static void
attest_article_list_class_init (AttestArticleListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_article_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_article_list_finalize;
  G_OBJECT_CLASS (klass)->get_property = attest_article_list_get_property;

  properties[PROP_TELLING] =
      g_param_spec_boolean ("telling", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_READ] =
      g_signal_new ("read", ATTEST_TYPE_ARTICLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEARCHED] =
      g_signal_new ("searched", ATTEST_TYPE_ARTICLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
searched_cb (AttestArticleList *self)
{
  arrange (self);
  if (!attest_article_list_get_pending (self))
    g_signal_emit (self, signals[SIGNAL_SEARCHED], 0);
}

static void
attest_article_list_init (AttestArticleList *self)
{
  self->search = attest_article_search_new ();
  self->plain = TRUE;
  g_signal_connect_object (self->search, "changed", G_CALLBACK (searched_cb), self, G_CONNECT_SWAPPED);
  self->lines = attest_article_lines_new (g_ptr_array_new ());
  self->shown = g_ptr_array_new ();
  self->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_article_line_unref);
}

AttestArticleList *
attest_article_list_new (void)
{
  return g_object_new (ATTEST_TYPE_ARTICLE_LIST, NULL);
}

static void
forget_lines (AttestArticleList *self)
{
  g_autoptr (AttestArticleLines) none = attest_article_lines_new (g_ptr_array_new ());

  set_lines (self, none);
  arrange (self);
}

void
attest_article_list_set_session (AttestArticleList *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_LIST (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  self->generation++;
  g_clear_pointer (&self->reading, g_free);
  if (self->search != NULL)
    attest_article_search_set_session (self->search, session);
  if (session == NULL)
    return;
  forget_lines (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (session, "notify::actor", G_CALLBACK (actor_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (session, "notify::reading", G_CALLBACK (reading_changed_cb), self, G_CONNECT_DEFAULT);
  read_articles (self, NULL);
}

void
attest_article_list_set_queue (AttestArticleList *self, AttestQueue *queue)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_LIST (self));

  if (!g_set_object (&self->queue, queue))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TELLING]);
  arrange (self);
}

void
attest_article_list_set_search (AttestArticleList *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  g_return_if_fail (ATTEST_IS_ARTICLE_LIST (self));

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (words, parts[i]);
  g_clear_pointer (&self->words, g_strfreev);
  self->words = g_strv_builder_end (words);
  self->plain = strpbrk (folded, "\"*") == NULL;
  for (guint i = 0; self->words[i] != NULL; i++)
    self->plain = self->plain && self->words[i][0] != '-';
  attest_article_search_set_text (self->search, text);
  arrange (self);
}

void
attest_article_list_set_filters (AttestArticleList *self, const AttestArticleFilters *filters)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_LIST (self));

  attest_article_search_set_filters (self->search, filters);
}

const AttestSearchResult *
attest_article_list_find_result (AttestArticleList *self, AttestArticleItem *item)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), NULL);

  return attest_article_search_find (self->search, attest_article_item_get_id (item), NULL);
}

gboolean
attest_article_list_get_partial (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), FALSE);

  return attest_article_search_get_partial (self->search);
}

void
attest_article_list_set_order (AttestArticleList *self, AttestArticleOrder order, gboolean reversed)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_LIST (self));

  if (self->order == order && self->reversed == reversed)
    return;
  self->order = order;
  self->reversed = reversed;
  arrange (self);
}

AttestArticleLines *
attest_article_list_get_lines (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), NULL);

  return self->lines;
}

const AttestArticleLine *
attest_article_list_peek (AttestArticleList *self, guint position)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), NULL);

  return position < self->shown->len ? g_ptr_array_index (self->shown, position) : NULL;
}

guint
attest_article_list_find_position (AttestArticleList *self, AttestArticleItem *item)
{
  guint position = G_MAXUINT;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), G_MAXUINT);

  g_ptr_array_find (self->shown, attest_article_item_get_line (item), &position);
  return position;
}

gboolean
attest_article_list_get_exchanging (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), FALSE);

  return self->exchanging;
}

gboolean
attest_article_list_get_pending (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), FALSE);

  return self->arranging != NULL;
}

gboolean
attest_article_list_get_searching (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), FALSE);

  return attest_article_search_get_has_words (self->search) || attest_article_search_get_has_filters (self->search);
}
