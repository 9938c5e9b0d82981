/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-article-acts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "review/attest-act-context.h"
#include "review/attest-policy-acts.h"
#include "review/attest-save-private.h"
#include "review/attest-save.h"
#include "text/attest-title.h"

/* Longer than any topic that fits a line of the sidebar. */
#define LONGEST_TOPIC 80

static gboolean
begin_act (AttestActContext *self,
           AttestLibrary *library,
           const char *article,
           const char *actor,
           AttestAct act,
           GError **error)
{
  return attest_act_context_load (self, library, article, NULL, actor, error) &&
         attest_act_context_may (self, act, error);
}

static char *
tidy_title (const char *title, GError **error)
{
  char *tidy = attest_title_tidy (title);

  if (tidy == NULL)
    attest_review_reject (error, _ ("A title has at least one character and at most %d"), ATTEST_TITLE_LONGEST);

  return tidy;
}

/* ---- Rename ---- */

GStrv
attest_review_list_renamed (AttestLibrary *library, const char *article, GError **error)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, error);
  g_autoptr (GPtrArray) variants = found != NULL ? attest_library_list_variants (library, found->id, error) : NULL;
  g_autoptr (GStrvBuilder) audiences = g_strv_builder_new ();

  if (variants == NULL)
    return NULL;
  for (guint i = 0; i < variants->len; i++)
    {
      const AttestVariant *variant = variants->pdata[i];
      g_autoptr (AttestRevision) newest = attest_library_load_revision (library, variant->newest, error);

      if (newest == NULL)
        return NULL;
      if (g_strcmp0 (newest->title, found->title) == 0)
        g_strv_builder_add (audiences, variant->audience);
    }

  return g_strv_builder_end (audiences);
}

static gboolean
add_renamed_text (AttestLibrary *library,
                  const char *article,
                  const char *audience,
                  const char *actor,
                  const char *title,
                  GPtrArray *drafts,
                  GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestRevision) newest = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) renamed = NULL;
  const AttestSaveDetails told = { 0 };

  if (!attest_act_context_load (&context, library, article, audience, actor, error))
    return FALSE;
  if (context.variant == NULL)
    return attest_review_reject (error, _ ("“%s” has no text for the audience “%s”"), context.article->title, audience);
  newest = attest_library_load_revision (library, context.variant->newest, error);
  text = newest != NULL ? attest_library_load_content (library, newest->text, error) : NULL;
  if (text == NULL)
    return FALSE;
  renamed = attest_title_replace (text, title);
  if (renamed == NULL)
    return attest_review_reject (error,
                                 _ ("The title of the text for “%s” stands in a form that only its author can change; "
                                    "open the text and change it there"),
                                 audience);

  return attest_save_add_drafts (&context, newest, renamed, newest->id, &told, drafts, error);
}

gboolean
attest_review_rename (AttestLibrary *library,
                      const char *article,
                      const char *actor,
                      const char *title,
                      const char *const *audiences,
                      GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autofree char *tidy = tidy_title (title, error);
  g_auto (GStrv) chosen = NULL;

  if (tidy == NULL || !begin_act (&context, library, article, actor, ATTEST_ACT_SAVE, error))
    return FALSE;
  chosen = audiences != NULL ? g_strdupv ((GStrv) audiences)
                             : attest_review_list_renamed (library, context.article->id, error);
  if (chosen == NULL)
    return FALSE;
  for (guint i = 0; chosen[i] != NULL; i++)
    {
      if (!add_renamed_text (library, context.article->id, chosen[i], actor, tidy, drafts, error))
        return FALSE;
    }

  return drafts->len == 0 || attest_library_append (library, drafts, NULL, error);
}

/* ---- Slug and topics ---- */

static gboolean
check_slug (const AttestActContext *self, const char *slug, GError **error)
{
  g_autoptr (AttestArticle) other = NULL;

  if (!g_regex_match_simple ("^[a-z0-9][a-z0-9-]{0,99}$", slug, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      g_autofree char *fitting = attest_review_slug_from_title (slug);

      return attest_review_reject (
          error, _ ("A short name has small letters a to z, digits and hyphens, such as “%s”"), fitting);
    }
  other = attest_library_find_article (self->library, slug, NULL);
  if (other != NULL && !g_str_equal (other->id, self->article->id))
    return attest_review_reject (error, _ ("“%s” has the short name “%s” already"), other->title, slug);

  return TRUE;
}

/* Each topic once, without space around it; none is empty. */
static GStrv
tidy_topics (const char *const *topics, GError **error)
{
  g_autoptr (GPtrArray) tidy = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  for (guint i = 0; topics[i] != NULL; i++)
    {
      g_autofree char *topic = attest_title_tidy (topics[i]);

      if (topic == NULL && *topics[i] == '\0')
        continue;
      if (topic == NULL || g_utf8_strlen (topic, -1) > LONGEST_TOPIC)
        {
          attest_review_reject (error, _ ("A topic has at least one character and at most %d"), LONGEST_TOPIC);
          return NULL;
        }
      if (!g_ptr_array_find_with_equal_func (tidy, topic, g_str_equal, NULL))
        g_ptr_array_add (tidy, g_steal_pointer (&topic));
    }

  return (GStrv) g_ptr_array_free (g_steal_pointer (&tidy), FALSE);
}

/* Returns: (transfer none) (nullable): the first of @topics that is none of @others and has a policy of its own */
static const char *
find_topic_with_policy (GPtrArray *policies, const char *const *topics, const char *const *others)
{
  for (guint i = 0; topics[i] != NULL; i++)
    if (!attest_names_have (others, topics[i]) && attest_review_find_policy (policies, topics[i]) != NULL)
      return topics[i];

  return NULL;
}

/* Which policy holds for an article follows from its topics, and authors do not choose what is asked of their own texts. */
static gboolean
check_topics (const AttestActContext *self, const char *const *topics, GError **error)
{
  const char *const *before = (const char *const *) self->article->topics;
  g_autoptr (GPtrArray) policies = NULL;
  const char *topic = NULL;

  if (attest_act_context_holds (self, "editor"))
    return TRUE;
  policies = attest_review_list_policies (self->library, error);
  if (policies == NULL)
    return FALSE;
  topic = find_topic_with_policy (policies, topics, before);
  if (topic == NULL)
    topic = find_topic_with_policy (policies, before, topics);

  return topic == NULL ||
         attest_review_refuse (error,
                               _ ("The topic “%s” has a policy of its own, which says what approval takes. Ask an "
                                  "editor to give or take this topic."),
                               topic);
}

gboolean
attest_review_set_article (AttestLibrary *library,
                           const char *article,
                           const char *actor,
                           const char *slug,
                           const char *const *topics,
                           GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (JsonObject) body = json_object_new ();

  if (!begin_act (&context, library, article, actor, ATTEST_ACT_SAVE, error))
    return FALSE;
  if (slug != NULL && !g_str_equal (slug, context.article->slug))
    {
      if (!check_slug (&context, slug, error))
        return FALSE;
      json_object_set_string_member (body, "slug", slug);
    }
  if (topics != NULL)
    {
      g_auto (GStrv) tidy = tidy_topics (topics, error);

      if (tidy == NULL || !check_topics (&context, (const char *const *) tidy, error))
        return FALSE;
      if (!g_strv_equal ((const char *const *) tidy, (const char *const *) context.article->topics))
        json_object_set_array_member (body, "topics", attest_json_array_from_texts ((const char *const *) tidy));
    }

  return json_object_get_size (body) == 0 ||
         attest_act_context_append (&context, "article.set", g_steal_pointer (&body), NULL, error);
}

/* ---- Duplicate ---- */

static gboolean
add_copied_text (AttestLibrary *library,
                 const AttestArticle *original,
                 const AttestVariant *variant,
                 const char *title,
                 AttestNewText *copy,
                 GPtrArray *drafts,
                 GError **error)
{
  g_autoptr (AttestRevision) newest = attest_library_load_revision (library, variant->newest, error);
  g_autoptr (GBytes) text = newest != NULL ? attest_library_load_content (library, newest->text, error) : NULL;
  g_autoptr (GBytes) renamed = NULL;
  AttestEventDraft *draft;

  if (text == NULL)
    return FALSE;
  if (title != NULL && g_strcmp0 (newest->title, original->title) == 0)
    renamed = attest_title_replace (text, title);
  copy->audience = variant->audience;
  copy->markdown = renamed != NULL ? renamed : text;
  draft = attest_save_make_first_draft (library, copy, NULL, error);
  if (draft != NULL)
    g_ptr_array_add (drafts, draft);

  return draft != NULL;
}

static void
add_settings (const AttestArticle *original, const AttestNewText *copy, const char *slug, GPtrArray *drafts)
{
  g_ptr_array_add (drafts,
                   attest_save_make_article_draft (
                       copy->article, copy->actor, slug, original->language, (const char *const *) original->topics));
  if (original->disclaimer[0] != '\0')
    g_ptr_array_add (
        drafts,
        attest_save_make_text_draft ("article.set", copy->article, copy->actor, "disclaimer", original->disclaimer));
  if (strcmp (original->references, "[]") != 0)
    g_ptr_array_add (
        drafts,
        attest_save_make_text_draft ("references.set", copy->article, copy->actor, "references", original->references));
}

char *
attest_review_duplicate (AttestLibrary *library,
                         const char *article,
                         const char *actor,
                         const char *title,
                         GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *tidy = NULL;
  g_autofree char *slug = NULL;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autoptr (GPtrArray) variants = NULL;
  AttestNewText copy = { .article = id, .actor = actor };

  if (!begin_act (&context, library, article, actor, ATTEST_ACT_SAVE, error))
    return NULL;
  tidy = title != NULL ? tidy_title (title, error) : g_strdup (context.article->title);
  variants = tidy != NULL ? attest_library_list_variants (library, context.article->id, error) : NULL;
  if (variants == NULL)
    return NULL;

  slug = title != NULL ? attest_review_slug_from_title (tidy) : g_strdup (context.article->slug);
  copy.language = context.article->language;
  copy.references = context.article->references;
  copy.disclaimer = context.article->disclaimer;
  add_settings (context.article, &copy, slug, drafts);
  for (guint i = 0; i < variants->len; i++)
    {
      if (!add_copied_text (
              library, context.article, variants->pdata[i], title != NULL ? tidy : NULL, &copy, drafts, error))
        return NULL;
    }

  return attest_library_append (library, drafts, NULL, error) ? g_steal_pointer (&id) : NULL;
}

/* ---- Remove, bring back ---- */

gboolean
attest_review_remove (AttestLibrary *library,
                      const char *article,
                      const char *actor,
                      const char *reason,
                      GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  JsonObject *body;

  if (!begin_act (&context, library, article, actor, ATTEST_ACT_REMOVE, error))
    return FALSE;
  body = json_object_new ();
  json_object_set_string_member (body, "reason", reason != NULL ? reason : "");

  return attest_act_context_append (&context, "article.remove", body, NULL, error);
}

gboolean
attest_review_restore (AttestLibrary *library, const char *article, const char *actor, GError **error)
{
  g_auto (AttestActContext) context = { 0 };

  return begin_act (&context, library, article, actor, ATTEST_ACT_RESTORE, error) &&
         attest_act_context_append (&context, "article.restore", json_object_new (), NULL, error);
}
