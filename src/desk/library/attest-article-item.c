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
  GPtrArray *labels;
  char *folded;
  char *spoken;
  gint64 read_at;
  gboolean waiting;
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
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_free (self->folded);
  g_free (self->spoken);

  G_OBJECT_CLASS (attest_article_item_parent_class)->finalize (object);
}

static void
attest_article_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AttestArticleItemProperty) id)
    {
    case PROP_SPOKEN:
      g_value_set_string (value, ATTEST_ARTICLE_ITEM (object)->spoken);
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
  self->labels = g_ptr_array_new_with_free_func (g_free);
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

static gboolean
has_signed (const AttestAssessment *assessment, const char *actor)
{
  for (guint i = 0; i < assessment->sign_offs->len; i++)
    {
      const AttestSignOff *sign_off = g_ptr_array_index (assessment->sign_offs, i);

      if (g_str_equal (sign_off->person, actor))
        return TRUE;
    }
  return FALSE;
}

/* To be reviewed by the actor, or the actor's own text that a reviewer wants changed. */
static gboolean
waits_for (AttestLibrary *library, const AttestVariant *variant, const char *actor)
{
  AttestStatus asks[] = { ATTEST_STATUS_SUBMITTED, ATTEST_STATUS_UNDER_REVIEW };
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (AttestRevision) revision = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
    if (g_strcmp0 (variant->status, attest_status_to_string (asks[i])) == 0)
      {
        if (!attest_review_may (library, ATTEST_ACT_VERDICT, variant->article, variant->audience, actor, NULL))
          return FALSE;
        assessment =
            attest_review_assess_variant (library, variant->article, variant->audience, g_get_real_time (), NULL);
        return assessment != NULL && !has_signed (assessment, actor);
      }
  if (g_strcmp0 (variant->status, attest_status_to_string (ATTEST_STATUS_CHANGES_REQUESTED)) != 0 ||
      variant->newest == NULL)
    return FALSE;
  revision = attest_library_load_revision (library, variant->newest, NULL);
  return revision != NULL && g_str_equal (revision->author, actor);
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
  return g_string_free_and_steal (g_steal_pointer (&spoken));
}

static AttestArticleItem *
load_item (AttestLibrary *library,
           const AttestArticle *article,
           GPtrArray *audiences,
           const char *actor,
           GError **error)
{
  g_autoptr (AttestArticleItem) self = g_object_new (ATTEST_TYPE_ARTICLE_ITEM, NULL);

  self->article = attest_article_copy (article);
  self->read_at = g_get_real_time ();
  self->folded = fold (article);
  self->variants = attest_library_list_variants (library, article->id, error);
  if (self->variants == NULL)
    return NULL;
  for (guint i = 0; i < self->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (self->variants, i);

      g_ptr_array_add (self->labels, g_strdup (find_label (audiences, variant->audience)));
      if (actor != NULL && waits_for (library, variant, actor))
        self->waiting = TRUE;
    }
  self->spoken = speak (self);
  return g_steal_pointer (&self);
}

GPtrArray *
attest_article_item_load_all (AttestLibrary *library, const char *actor, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) audiences = attest_library_list_audiences (library, error);
  g_autoptr (GPtrArray) articles = NULL;

  if (audiences == NULL)
    return NULL;
  articles = attest_library_list_articles (library, NULL, NULL, 0, error);
  if (articles == NULL)
    return NULL;
  for (guint i = 0; i < articles->len; i++)
    {
      AttestArticleItem *item = load_item (library, g_ptr_array_index (articles, i), audiences, actor, error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
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
  g_return_val_if_fail (index < self->labels->len, "");

  return g_ptr_array_index (self->labels, index);
}

gboolean
attest_article_item_get_waiting (AttestArticleItem *self)
{
  return self->waiting;
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
