/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-list.h"

#include <string.h>

#include "session/attest-future.h"

/* A change of more articles than this reads the whole list, which is quicker then. */
#define MOST_SINGLE_READS 50

/* More articles than this are filtered and sorted piece by piece: all at once would be seen as a pause. */
#define MOST_AT_ONCE 5000

struct _AttestArticleList
{
  GObject parent_instance;

  AttestSession *session;
  GListStore *items;
  GtkCustomFilter *filter;
  GtkCustomSorter *sorter;
  GtkFilterListModel *filtered;
  GtkSortListModel *shown;
  /* What is shown stands in the order of a search's answer. */
  gboolean ranked;
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

G_DEFINE_FINAL_TYPE (AttestArticleList, attest_article_list, G_TYPE_OBJECT)

enum
{
  SIGNAL_READ,
  SIGNAL_SEARCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- What is shown ---- */

static gboolean
filter_item (gpointer item, gpointer user_data)
{
  AttestArticleList *self = user_data;

  if (self->queue != NULL ? !attest_queue_holds (self->queue, item)
                          : attest_article_item_get_article (item)->removed != 0)
    return FALSE;
  if (attest_article_search_find (self->search, attest_article_item_get_article (item)->id, NULL) != NULL)
    return TRUE;
  /* Neither topics nor what was removed is in the index of words, and until that has answered the title is all there is. */
  return self->plain && !attest_article_search_get_has_filters (self->search) &&
         attest_article_item_matches (item, (const char *const *) self->words);
}

static int
compare_numbers (gint64 one, gint64 other)
{
  return (one > other) - (one < other);
}

/* Equal ones in the order of their last change, newest first. */
static int
compare_items (gconstpointer one, gconstpointer other, gpointer user_data)
{
  AttestArticleList *self = user_data;
  AttestArticleItem *first = (gpointer) one;
  AttestArticleItem *second = (gpointer) other;
  int order = 0;

  if (attest_article_search_get_has_words (self->search))
    {
      guint one_rank, other_rank;

      attest_article_search_find (self->search, attest_article_item_get_article (first)->id, &one_rank);
      attest_article_search_find (self->search, attest_article_item_get_article (second)->id, &other_rank);
      if (one_rank != other_rank)
        return one_rank < other_rank ? -1 : 1;
    }
  switch (self->order)
    {
    case ATTEST_ARTICLE_ORDER_TITLE:
      order = strcmp (attest_article_item_get_sort_key (first), attest_article_item_get_sort_key (second));
      break;
    case ATTEST_ARTICLE_ORDER_STATUS:
      order =
          compare_numbers (attest_article_item_get_least_status (first), attest_article_item_get_least_status (second));
      break;
    case ATTEST_ARTICLE_ORDER_COMMENTS:
      order = compare_numbers (attest_article_item_get_open_comments (second),
                               attest_article_item_get_open_comments (first));
      break;
    case ATTEST_ARTICLE_ORDER_CHANGED:
      break;
    }
  if (order == 0)
    order = compare_numbers (attest_article_item_get_article (second)->updated,
                             attest_article_item_get_article (first)->updated);
  if (order == 0)
    order = strcmp (attest_article_item_get_article (first)->id, attest_article_item_get_article (second)->id);
  return self->reversed ? -order : order;
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
load_items (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  GPtrArray *items;

  if (request->articles != NULL)
    items = attest_article_item_load_some (
        library, (const char *const *) request->articles, request->actor, request->seen, error);
  else
    items = attest_article_item_load_all (library, request->actor, request->seen, error);
  if (items == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, items);
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
replace_items (AttestArticleList *self, GPtrArray *items)
{
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  GHashTableIter iter;
  gpointer item;

  for (guint i = 0; i < items->len; i++)
    g_hash_table_insert (
        changed, attest_article_item_get_article (g_ptr_array_index (items, i))->id, g_ptr_array_index (items, i));
  for (guint i = 0; i < n_items && g_hash_table_size (changed) > 0; i++)
    {
      g_autoptr (AttestArticleItem) old = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      item = g_hash_table_lookup (changed, attest_article_item_get_article (old)->id);
      if (item == NULL)
        continue;
      g_list_store_splice (self->items, i, 1, &item, 1);
      g_hash_table_remove (changed, attest_article_item_get_article (item)->id);
    }
  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_list_store_append (self->items, item);
}

static void
set_patience (AttestArticleList *self, guint n_items)
{
  gtk_filter_list_model_set_incremental (self->filtered, n_items > MOST_AT_ONCE);
  gtk_sort_list_model_set_incremental (self->shown, n_items > MOST_AT_ONCE);
}

static DexFuture *
items_loaded (DexFuture *future, gpointer user_data)
{
  Reply *reply = user_data;
  g_autoptr (AttestArticleList) self = g_weak_ref_get (&reply->list);
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *items = value != NULL ? g_value_get_boxed (value) : NULL;

  /* A list that cannot be read now, such as while another program writes, is read again with the next change. */
  if (self == NULL || items == NULL || reply->generation != self->generation)
    return dex_future_new_true ();
  set_patience (self, reply->single ? g_list_model_get_n_items (G_LIST_MODEL (self->items)) : items->len);
  if (reply->single)
    replace_items (self, items);
  else
    g_list_store_splice (
        self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
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
  future = attest_session_perform (self->session, load_items, request, request_free);
  dex_future_disown (dex_future_finally (future, items_loaded, reply, reply_free));
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
  g_clear_object (&self->shown);
  g_clear_object (&self->filtered);
  g_clear_object (&self->items);
  g_clear_object (&self->search);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->reading, g_free);

  G_OBJECT_CLASS (attest_article_list_parent_class)->dispose (object);
}

static void
attest_article_list_class_init (AttestArticleListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_article_list_dispose;

  signals[SIGNAL_READ] =
      g_signal_new ("read", ATTEST_TYPE_ARTICLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEARCHED] =
      g_signal_new ("searched", ATTEST_TYPE_ARTICLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
searched_cb (AttestArticleList *self)
{
  gboolean ranked = attest_article_search_get_has_words (self->search);

  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  /* Filters alone leave the order as it is. */
  if (ranked || self->ranked)
    gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  self->ranked = ranked;
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0);
}

static void
pending_cb (AttestArticleList *self)
{
  if (!attest_article_list_get_pending (self))
    g_signal_emit (self, signals[SIGNAL_SEARCHED], 0);
}

static void
attest_article_list_init (AttestArticleList *self)
{
  self->search = attest_article_search_new ();
  self->plain = TRUE;
  g_signal_connect_object (self->search, "changed", G_CALLBACK (searched_cb), self, G_CONNECT_SWAPPED);

  self->items = g_list_store_new (ATTEST_TYPE_ARTICLE_ITEM);
  self->filter = gtk_custom_filter_new (filter_item, self, NULL);
  self->sorter = gtk_custom_sorter_new (compare_items, self, NULL);
  self->filtered =
      gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), GTK_FILTER (g_object_ref (self->filter)));
  self->shown =
      gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)), GTK_SORTER (g_object_ref (self->sorter)));
  g_signal_connect_object (self->filtered, "notify::pending", G_CALLBACK (pending_cb), self, G_CONNECT_SWAPPED);
}

AttestArticleList *
attest_article_list_new (void)
{
  return g_object_new (ATTEST_TYPE_ARTICLE_LIST, NULL);
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
  g_list_store_remove_all (self->items);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (session, "notify::actor", G_CALLBACK (actor_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (session, "notify::reading", G_CALLBACK (reading_changed_cb), self, G_CONNECT_DEFAULT);
  read_articles (self, NULL);
}

static void
refilter (AttestArticleList *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

void
attest_article_list_set_queue (AttestArticleList *self, AttestQueue *queue)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_LIST (self));

  if (g_set_object (&self->queue, queue))
    refilter (self);
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
  refilter (self);
  attest_article_search_set_text (self->search, text);
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

  return attest_article_search_find (self->search, attest_article_item_get_article (item)->id, NULL);
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
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
}

GListModel *
attest_article_list_get_all (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), NULL);

  return G_LIST_MODEL (self->items);
}

GListModel *
attest_article_list_get_shown (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), NULL);

  return G_LIST_MODEL (self->shown);
}

gboolean
attest_article_list_get_pending (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), FALSE);

  return gtk_filter_list_model_get_pending (self->filtered) > 0;
}

gboolean
attest_article_list_get_searching (AttestArticleList *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_LIST (self), FALSE);

  return attest_article_search_get_has_words (self->search) || attest_article_search_get_has_filters (self->search);
}
