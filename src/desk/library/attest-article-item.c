/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "review/attest-review.h"
#include "session/attest-status-look.h"

struct _AttestArticleItem
{
  GObject parent_instance;

  AttestArticle *article;
  GPtrArray *variants;
  /* The board's, shared by all items that were read together. */
  GPtrArray *audiences;
  char *folded;
  /* Made when it is asked for: few of many lines are ever in sight. */
  char *spoken;
  char *sort_key;
  gint64 read_at;
  guint least_status;
  gboolean waiting;
  gboolean asked;
  char *asked_until;
  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (AttestArticleItem, attest_article_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_SPOKEN = 1,
} AttestArticleItemProperty;

static GParamSpec *properties[PROP_SPOKEN + 1];

static void
attest_article_item_finalize (GObject *object)
{
  AttestArticleItem *self = ATTEST_ARTICLE_ITEM (object);

  g_clear_pointer (&self->article, attest_article_free);
  g_clear_pointer (&self->variants, g_ptr_array_unref);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_free (self->folded);
  g_free (self->spoken);
  g_free (self->sort_key);
  g_free (self->asked_until);

  G_OBJECT_CLASS (attest_article_item_parent_class)->finalize (object);
}

static char *speak (AttestArticleItem *self);

static void
attest_article_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestArticleItem *self = ATTEST_ARTICLE_ITEM (object);

  switch ((AttestArticleItemProperty) id)
    {
    case PROP_SPOKEN:
      if (self->spoken == NULL)
        self->spoken = speak (self);
      g_value_set_string (value, self->spoken);
      break;
    }
}

static void
attest_article_item_class_init (AttestArticleItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = attest_article_item_finalize;
  object_class->get_property = attest_article_item_get_property;

  properties[PROP_SPOKEN] = g_param_spec_string ("spoken", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_article_item_init (AttestArticleItem *self)
{
  self->least_status = G_MAXUINT;
}

static const char *
find_label (GPtrArray *audiences, const char *key)
{
  for (guint i = 0; i < audiences->len; i++)
    {
      const AttestAudience *audience = g_ptr_array_index (audiences, i);

      if (g_str_equal (audience->key, key))
        return audience->label;
    }
  return key;
}

static char *
fold (const AttestArticle *article)
{
  g_autofree char *topics = article->topics != NULL ? g_strjoinv (" ", article->topics) : g_strdup ("");
  g_autofree char *text = g_strdup_printf ("%s %s %s", article->title, article->slug, topics);

  return g_utf8_casefold (text, -1);
}

/* What the line shows, in the order in which it is read: title, each audience with its status, open comments. */
static char *
speak (AttestArticleItem *self)
{
  g_autoptr (GString) spoken = g_string_new (self->article->title);
  guint open = attest_article_item_get_open_comments (self);

  for (guint i = 0; i < self->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (self->variants, i);
      g_autofree char *status =
          attest_status_dup_label (attest_status_parse (variant->status), attest_article_item_get_due (self, i));

      g_string_append (spoken, "; ");
      /* Translators: an audience and its status for a screen reader, such as "Patient: Approved" */
      g_string_append_printf (spoken, _ ("%s: %s"), attest_article_item_get_audience_label (self, i), status);
    }
  if (open > 0)
    {
      g_string_append (spoken, "; ");
      g_string_append_printf (spoken, ngettext ("%u open comment", "%u open comments", open), open);
    }
  if (self->asked)
    {
      g_autofree char *asked = attest_article_item_dup_asked (self);

      g_string_append_printf (spoken, "; %s", asked);
    }
  if (self->is_new)
    g_string_append_printf (spoken, "; %s", _ ("changed since you last opened it"));
  return g_string_free_and_steal (g_steal_pointer (&spoken));
}

/* What is read once for many lines. @by_article: article ids, which are the first variant's own, to (element-type AttestVariant). */
typedef struct
{
  GPtrArray *audiences;
  GHashTable *by_article;
  GHashTable *waiting;
  GHashTable *requests;
  GHashTable *news;
  const char *actor;
  const AttestSeen *seen;
  gint64 now;
} Reading;

static void
clear_reading (Reading *self)
{
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->by_article, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->news, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

/* Takes what is in @variants. */
static void
add_variants (Reading *self, GPtrArray *variants)
{
  gsize n_variants = 0;
  g_autofree gpointer *taken = g_ptr_array_steal (variants, &n_variants);

  for (gsize i = 0; i < n_variants; i++)
    {
      AttestVariant *variant = taken[i];
      GPtrArray *own = g_hash_table_lookup (self->by_article, variant->article);

      if (own == NULL)
        {
          own = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_variant_free);
          g_hash_table_insert (self->by_article, variant->article, own);
        }
      g_ptr_array_add (own, variant);
    }
}

/* Until when the actor was asked to review an article: the first day of several. */
static void
add_requests (Reading *self, GPtrArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const AttestAssignment *assignment = g_ptr_array_index (assignments, i);
      const char *before = NULL;

      if (g_strcmp0 (assignment->reviewer, self->actor) != 0)
        continue;
      before = g_hash_table_lookup (self->requests, assignment->article);
      if (before == NULL || *before == '\0' || (*assignment->due != '\0' && strcmp (assignment->due, before) < 0))
        g_hash_table_replace (self->requests, g_strdup (assignment->article), g_strdup (assignment->due));
    }
}

static gboolean
read_for_actor (Reading *self, AttestLibrary *library, const char *article, GError **error)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) assignments = NULL;

  if (self->actor == NULL)
    return TRUE;
  waiting = attest_library_list_waiting (library, self->actor, error);
  assignments = waiting != NULL ? attest_library_list_assignments (library, article, error) : NULL;
  if (assignments == NULL)
    return FALSE;
  for (guint i = 0; i < waiting->len; i++)
    g_hash_table_add (self->waiting, g_strdup (g_ptr_array_index (waiting, i)));
  add_requests (self, assignments);
  if (self->seen != NULL)
    self->news = attest_library_list_news (library, self->actor, attest_seen_get_first (self->seen), error);
  return self->seen == NULL || self->news != NULL;
}

static gboolean
begin_reading (Reading *self, AttestLibrary *library, GError **error)
{
  self->audiences = attest_library_list_audiences (library, error);
  self->by_article = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->now = g_get_real_time ();
  return self->audiences != NULL;
}

static gboolean
has_news (const Reading *self, const char *article)
{
  const gint64 *position = self->news != NULL ? g_hash_table_lookup (self->news, article) : NULL;

  return position != NULL && *position > attest_seen_get (self->seen, article);
}

/* @article: (transfer full) */
static AttestArticleItem *
make_item (const Reading *reading, AttestArticle *article)
{
  AttestArticleItem *self = g_object_new (ATTEST_TYPE_ARTICLE_ITEM, NULL);
  GPtrArray *variants = g_hash_table_lookup (reading->by_article, article->id);
  const char *request = g_hash_table_lookup (reading->requests, article->id);

  self->article = article;
  self->read_at = reading->now;
  self->folded = fold (article);
  self->sort_key = g_utf8_collate_key_for_filename (article->title, -1);
  self->variants = variants != NULL ? g_ptr_array_ref (variants)
                                    : g_ptr_array_new_with_free_func ((GDestroyNotify) attest_variant_free);
  self->audiences = g_ptr_array_ref (reading->audiences);
  for (guint i = 0; i < self->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (self->variants, i);

      self->least_status = MIN (self->least_status, (guint) attest_status_parse (variant->status));
    }
  self->waiting = g_hash_table_contains (reading->waiting, article->id);
  self->asked = self->waiting && request != NULL;
  self->asked_until = self->asked ? g_strdup (request) : NULL;
  self->is_new = has_news (reading, article->id);
  return self;
}

/* Takes what is in @articles. */
static void
add_items (GPtrArray *items, const Reading *reading, GPtrArray *articles)
{
  gsize n_articles = 0;
  g_autofree gpointer *taken = g_ptr_array_steal (articles, &n_articles);

  for (gsize i = 0; i < n_articles; i++)
    g_ptr_array_add (items, make_item (reading, taken[i]));
}

GPtrArray *
attest_article_item_load_all (AttestLibrary *library, const char *actor, const AttestSeen *seen, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Reading) reading = { .actor = actor, .seen = seen };
  g_autoptr (GPtrArray) variants = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GPtrArray) removed = NULL;

  if (!begin_reading (&reading, library, error) || !read_for_actor (&reading, library, NULL, error))
    return NULL;
  variants = attest_library_list_all_variants (library, error);
  if (variants == NULL)
    return NULL;
  add_variants (&reading, variants);
  articles = attest_library_list_articles (library, NULL, NULL, 0, error);
  removed = articles != NULL ? attest_library_list_removed_articles (library, error) : NULL;
  if (removed == NULL)
    return NULL;
  add_items (items, &reading, articles);
  add_items (items, &reading, removed);
  return g_steal_pointer (&items);
}

GPtrArray *
attest_article_item_load_some (AttestLibrary *library,
                               const char *const *articles,
                               const char *actor,
                               const AttestSeen *seen,
                               GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Reading) reading = { .actor = actor, .seen = seen };

  if (!begin_reading (&reading, library, error) || !read_for_actor (&reading, library, NULL, error))
    return NULL;
  for (guint i = 0; articles[i] != NULL; i++)
    {
      g_autoptr (AttestArticle) article = attest_library_find_article (library, articles[i], NULL);
      g_autoptr (GPtrArray) variants = NULL;

      /* An event may name an article that was not made yet. */
      if (article == NULL)
        continue;
      variants = attest_library_list_variants (library, article->id, error);
      if (variants == NULL)
        return NULL;
      add_variants (&reading, variants);
      g_ptr_array_add (items, make_item (&reading, g_steal_pointer (&article)));
    }
  return g_steal_pointer (&items);
}

const AttestArticle *
attest_article_item_get_article (AttestArticleItem *self)
{
  return self->article;
}

GPtrArray *
attest_article_item_get_variants (AttestArticleItem *self)
{
  return self->variants;
}

const char *
attest_article_item_get_audience_label (AttestArticleItem *self, guint index)
{
  g_return_val_if_fail (index < self->variants->len, "");

  return find_label (self->audiences, ((const AttestVariant *) g_ptr_array_index (self->variants, index))->audience);
}

gboolean
attest_article_item_get_waiting (AttestArticleItem *self)
{
  return self->waiting;
}

char *
attest_article_item_dup_asked (AttestArticleItem *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *iso = NULL;
  g_autofree char *date = NULL;

  if (!self->asked)
    return NULL;
  iso = *self->asked_until != '\0' ? g_strconcat (self->asked_until, "T12:00:00", NULL) : NULL;
  day = iso != NULL ? g_date_time_new_from_iso8601 (iso, NULL) : NULL;
  if (day == NULL)
    return g_strdup (_ ("You are asked to review"));
  date = g_date_time_format (day, "%x");
  /* Translators: %s is a day */
  return g_strdup_printf (_ ("You are asked to review by %s"), date);
}

gboolean
attest_article_item_get_new (AttestArticleItem *self)
{
  return self->is_new;
}

const char *
attest_article_item_get_sort_key (AttestArticleItem *self)
{
  return self->sort_key;
}

guint
attest_article_item_get_least_status (AttestArticleItem *self)
{
  return self->least_status;
}

gboolean
attest_article_item_get_due (AttestArticleItem *self, guint index)
{
  const AttestVariant *variant = NULL;

  g_return_val_if_fail (index < self->variants->len, FALSE);

  variant = g_ptr_array_index (self->variants, index);
  return variant->due_after > 0 && variant->due_after <= self->read_at;
}

guint
attest_article_item_get_open_comments (AttestArticleItem *self)
{
  guint open = 0;

  for (guint i = 0; i < self->variants->len; i++)
    open += ((const AttestVariant *) g_ptr_array_index (self->variants, i))->open_comments;
  return open;
}

gboolean
attest_article_item_matches (AttestArticleItem *self, const char *const *words)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (strstr (self->folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}
