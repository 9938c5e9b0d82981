/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "evidence/attest-reference.h"
#include "record/attest-article.h"
#include "review/attest-act-context.h"
#include "review/attest-comment.h"
#include "review/attest-save-private.h"
#include "text/attest-canonical-json.h"
#include "text/attest-document.h"

#define LONGEST_SLUG 60

/** Frozen: what a revision holds besides its text; together they are what is signed, but for @updated (0: when it is saved). */
typedef struct
{
  char *language;
  char *title;
  char *text;
  char *references;
  GStrv assets;
  char *disclaimer;
  gint64 updated;
} Frozen;

static void
clear_frozen (Frozen *self)
{
  g_free (self->language);
  g_free (self->title);
  g_free (self->text);
  g_free (self->references);
  g_strfreev (self->assets);
  g_free (self->disclaimer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frozen, clear_frozen)

static gboolean
check_markdown (GBytes *markdown, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (markdown, &length);

  if (length == 0 || g_utf8_validate_len (data, length, NULL))
    return TRUE;

  return attest_review_reject (error, _ ("The text is not UTF-8, so it was not saved"));
}

static char *
find_title (AttestDocument *document, const char *before)
{
  const char *title = attest_document_get_title (document);

  if (title != NULL && title[0] != '\0')
    return g_strdup (title);

  return g_strdup (before != NULL && before[0] != '\0' ? before : _ ("Untitled"));
}

/* The article's references that the text cites, in the order of citation. */
static char *
select_references (AttestDocument *document, const char *all, GError **error)
{
  g_autoptr (AttestReferences) references = attest_references_new_from_json (all, error);
  g_autoptr (AttestReferences) cited = NULL;
  g_auto (GStrv) keys = attest_document_dup_cited_keys (document);

  if (references == NULL)
    return NULL;
  cited = attest_references_select (references, (const char *const *) keys);

  return attest_references_to_json (cited);
}

static gboolean
freeze (Frozen *self,
        AttestLibrary *library,
        GBytes *markdown,
        const char *language,
        const char *title_before,
        const char *references,
        const char *disclaimer,
        GError **error)
{
  g_autoptr (AttestBoard) board = attest_library_load_board (library, error);
  g_autoptr (AttestDocument) document = NULL;
  gsize length;
  const char *data = g_bytes_get_data (markdown, &length);

  if (board == NULL || !check_markdown (markdown, error))
    return FALSE;
  document = attest_document_new (markdown);
  self->references = select_references (document, references, error);
  if (self->references == NULL)
    return FALSE;
  self->language = g_strdup (language);
  self->title = find_title (document, title_before);
  self->text = attest_sha256 (data, length);
  self->assets = attest_document_dup_asset_hashes (document);
  self->disclaimer = g_strdup (disclaimer != NULL && disclaimer[0] != '\0' ? disclaimer : board->disclaimer);

  return TRUE;
}

static AttestEventDraft *
make_revision_draft (const Frozen *frozen,
                     const char *article,
                     const char *audience,
                     const char *actor,
                     GBytes *markdown,
                     const char *parent,
                     const char *joined,
                     JsonArray *places)
{
  JsonObject *body = json_object_new ();
  JsonArray *parents = json_array_new ();
  AttestEventDraft *draft;

  if (parent != NULL)
    json_array_add_string_element (parents, parent);
  if (joined != NULL)
    json_array_add_string_element (parents, joined);
  json_object_set_string_member (body, "audience", audience);
  json_object_set_string_member (body, "language", frozen->language);
  json_object_set_string_member (body, "title", frozen->title);
  json_object_set_string_member (body, "text", frozen->text);
  json_object_set_string_member (body, "references", frozen->references);
  json_object_set_array_member (body, "assets", attest_json_array_from_texts ((const char *const *) frozen->assets));
  json_object_set_string_member (body, "disclaimer", frozen->disclaimer);
  json_object_set_array_member (body, "parents", parents);
  json_object_set_array_member (body, "places", places != NULL ? places : json_array_new ());
  if (frozen->updated != 0)
    json_object_set_int_member (body, "updated", frozen->updated);
  draft = attest_event_draft_new ("revision.save", article, actor, body);
  attest_event_draft_add_content (draft, markdown);

  return draft;
}

static gboolean
is_same (const Frozen *frozen, const AttestRevision *revision)
{
  return g_strcmp0 (frozen->text, revision->text) == 0 && g_strcmp0 (frozen->language, revision->language) == 0 &&
         g_strcmp0 (frozen->title, revision->title) == 0 && g_strcmp0 (frozen->references, revision->references) == 0 &&
         g_strcmp0 (frozen->disclaimer, revision->disclaimer) == 0;
}

static const AttestLivePlace *
find_told_place (const AttestSaveDetails *told, GBytes *markdown, const AttestComment *comment)
{
  gsize length;
  const char *data = g_bytes_get_data (markdown, &length);
  gsize quoted = comment->anchor->exact != NULL ? strlen (comment->anchor->exact) : 0;

  for (gsize i = 0; i < told->n_places; i++)
    {
      const AttestLivePlace *place = &told->places[i];

      if (g_strcmp0 (place->comment, comment->id) == 0 && place->start < place->end && place->end <= length &&
          place->end - place->start == quoted && memcmp (data + place->start, comment->anchor->exact, quoted) == 0)
        return place;
    }

  return NULL;
}

static void
add_place (JsonArray *list, const char *comment, gsize start, gsize end)
{
  JsonObject *place = json_object_new ();

  json_object_set_string_member (place, "comment", comment);
  json_object_set_int_member (place, "start", (gint64) start);
  json_object_set_int_member (place, "end", (gint64) end);
  json_array_add_object_element (list, place);
}

/* Where each open comment stands whose quote is there byte for byte, so that it need not be looked for again. */
static gboolean
list_places (const AttestActContext *self,
             GBytes *markdown,
             const char *parent,
             const AttestSaveDetails *told,
             JsonArray **places,
             GError **error)
{
  g_autoptr (GPtrArray) comments =
      attest_review_list_comments_in_text (self->library, self->article->id, self->audience, parent, markdown, error);
  g_autoptr (JsonArray) list = json_array_new ();

  if (comments == NULL)
    return FALSE;
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestComment *comment = comments->pdata[i];
      const AttestLivePlace *known = find_told_place (told, markdown, comment);

      if (comment->resolved || comment->about != ATTEST_COMMENT_ABOUT_WORDS)
        continue;
      if (known != NULL)
        add_place (list, comment->id, known->start, known->end);
      else if (comment->placement->state == ATTEST_ANCHOR_EXACT)
        add_place (list, comment->id, comment->placement->start, comment->placement->end);
    }
  *places = g_steal_pointer (&list);

  return TRUE;
}

static gboolean
check_parent (const AttestActContext *self, const char *parent, GError **error)
{
  g_autoptr (AttestRevision) revision = attest_library_load_revision (self->library, parent, error);

  if (revision == NULL)
    return FALSE;
  if (g_strcmp0 (revision->article, self->article->id) != 0 || g_strcmp0 (revision->audience, self->audience) != 0)
    return attest_review_reject (error,
                                 _ ("The revision that the text was edited from is not one of “%s” for “%s”"),
                                 self->article->title,
                                 self->audience);

  return TRUE;
}

AttestEventDraft *
attest_save_make_text_draft (const char *kind,
                             const char *article,
                             const char *actor,
                             const char *name,
                             const char *value)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, name, value);

  return attest_event_draft_new (kind, article, actor, body);
}

gboolean
attest_save_add_drafts (const AttestActContext *self,
                        const AttestRevision *newest,
                        GBytes *markdown,
                        const char *parent,
                        const AttestSaveDetails *told,
                        GPtrArray *drafts,
                        GError **error)
{
  g_auto (Frozen) frozen = { .updated = told->updated };
  const AttestArticle *article = self->article;
  const char *references = told->references;
  JsonArray *places = NULL;
  gboolean same;

  if (!freeze (&frozen,
               self->library,
               markdown,
               article->language,
               newest != NULL ? newest->title : article->title,
               references != NULL ? references : article->references,
               article->disclaimer,
               error))
    return FALSE;
  /* Two texts that are brought together are one from then on, whatever it says. */
  same = newest != NULL && told->joined == NULL && is_same (&frozen, newest);
  if (told->joined != NULL && !check_parent (self, told->joined, error))
    return FALSE;
  if (!same && parent != NULL &&
      (!check_parent (self, parent, error) || !list_places (self, markdown, parent, told, &places, error)))
    return FALSE;

  if (references != NULL && g_strcmp0 (references, article->references) != 0)
    g_ptr_array_add (
        drafts, attest_save_make_text_draft ("references.set", article->id, self->actor->id, "references", references));
  if (!same)
    g_ptr_array_add (
        drafts,
        make_revision_draft (
            &frozen, article->id, self->audience, self->actor->id, markdown, parent, told->joined, places));

  return TRUE;
}

AttestRevision *
attest_save_make_revision (AttestLibrary *library,
                           const AttestArticle *article,
                           const AttestRevision *newest,
                           GBytes *markdown,
                           GError **error)
{
  g_auto (Frozen) frozen = { 0 };
  AttestRevision *revision = NULL;

  if (!freeze (&frozen,
               library,
               markdown,
               article->language,
               newest->title,
               article->references,
               article->disclaimer,
               error))
    return NULL;
  revision = g_new0 (AttestRevision, 1);
  revision->article = g_strdup (article->id);
  revision->audience = g_strdup (newest->audience);
  revision->language = g_steal_pointer (&frozen.language);
  revision->title = g_steal_pointer (&frozen.title);
  revision->text = g_steal_pointer (&frozen.text);
  revision->references = g_steal_pointer (&frozen.references);
  revision->assets = g_steal_pointer (&frozen.assets);
  revision->disclaimer = g_steal_pointer (&frozen.disclaimer);

  return revision;
}

static char *
append_revision (const AttestActContext *self,
                 const AttestRevision *newest,
                 GBytes *markdown,
                 const char *parent,
                 const AttestSaveDetails *told,
                 GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autoptr (GPtrArray) events = NULL;
  const AttestEvent *last;

  if (!attest_save_add_drafts (self, newest, markdown, parent, told, drafts, error) ||
      (drafts->len > 0 && !attest_library_append (self->library, drafts, &events, error)))
    return NULL;
  last = events != NULL ? events->pdata[events->len - 1] : NULL;

  /* The same text with other references is saved by the references alone. */
  return g_strdup (last != NULL && g_str_equal (last->kind, "revision.save") ? last->hash : newest->id);
}

char *
attest_save_revision (AttestLibrary *library,
                      const char *article,
                      const char *audience,
                      const char *actor,
                      GBytes *markdown,
                      const char *parent,
                      const AttestSaveDetails *told,
                      GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestRevision) newest = NULL;

  if (!attest_act_context_load (&context, library, article, audience, actor, error) ||
      !attest_act_context_may (&context, ATTEST_ACT_SAVE, error))
    return NULL;
  if (context.variant == NULL)
    {
      g_autoptr (AttestAudience) known =
          audience != NULL ? attest_library_find_audience (library, audience, NULL) : NULL;

      if (known == NULL)
        {
          attest_review_reject (error, _ ("The board has no audience “%s”"), audience != NULL ? audience : "");
          return NULL;
        }
      return append_revision (&context, NULL, markdown, NULL, told, error);
    }

  newest = attest_library_load_revision (library, context.variant->newest, error);

  return newest != NULL
             ? append_revision (&context, newest, markdown, parent != NULL ? parent : newest->id, told, error)
             : NULL;
}

char *
attest_review_import_revision (AttestLibrary *library,
                               const char *article,
                               const char *audience,
                               const char *actor,
                               GBytes *markdown,
                               const char *parent,
                               const char *references,
                               gint64 updated,
                               GError **error)
{
  const AttestSaveDetails told = { .references = references, .updated = updated };

  return attest_save_revision (library, article, audience, actor, markdown, parent, &told, error);
}

char *
attest_review_save_revision_with_places (AttestLibrary *library,
                                         const char *article,
                                         const char *audience,
                                         const char *actor,
                                         GBytes *markdown,
                                         const char *parent,
                                         const AttestLivePlace *places,
                                         gsize n_places,
                                         GError **error)
{
  const AttestSaveDetails told = { .places = places, .n_places = n_places };

  return attest_save_revision (library, article, audience, actor, markdown, parent, &told, error);
}

char *
attest_review_save_revision (AttestLibrary *library,
                             const char *article,
                             const char *audience,
                             const char *actor,
                             GBytes *markdown,
                             const char *parent,
                             GError **error)
{
  const AttestSaveDetails told = { 0 };

  return attest_save_revision (library, article, audience, actor, markdown, parent, &told, error);
}

AttestEventDraft *
attest_save_make_article_draft (const char *article,
                                const char *actor,
                                const char *slug,
                                const char *language,
                                const char *const *topics)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "slug", slug);
  json_object_set_string_member (body, "language", language);
  json_object_set_array_member (body, "topics", attest_json_array_from_texts (topics));

  return attest_event_draft_new ("article.create", article, actor, body);
}

/* A slug from elsewhere may be anything; one that the record would refuse is made from its words. */
static char *
choose_slug (const char *slug, const char *title)
{
  if (slug == NULL || slug[0] == '\0')
    return attest_review_slug_from_title (title);
  if (g_regex_match_simple ("^[a-z0-9][a-z0-9-]{0,99}$", slug, G_REGEX_DOLLAR_ENDONLY, 0))
    return g_strdup (slug);

  return attest_review_slug_from_title (slug);
}

/* The list as the record keeps it: always an array, an id in each item. */
static char *
tidy_references (const char *references, GError **error)
{
  g_autoptr (AttestReferences) tidy = attest_references_new_from_json (references, error);

  return tidy != NULL ? attest_references_to_json (tidy) : NULL;
}

static gboolean
check_new_article (AttestLibrary *library, const char *actor, const char *audience, GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestAudience) known = NULL;

  if (!attest_act_context_load (&context, library, NULL, NULL, actor, error) ||
      !attest_act_context_may (&context, ATTEST_ACT_SAVE, error))
    return FALSE;
  known = audience != NULL ? attest_library_find_audience (library, audience, NULL) : NULL;
  if (known == NULL)
    return attest_review_reject (error, _ ("The board has no audience “%s”"), audience != NULL ? audience : "");

  return TRUE;
}

AttestEventDraft *
attest_save_make_first_draft (AttestLibrary *library, const AttestNewText *text, char **title, GError **error)
{
  g_auto (Frozen) frozen = { .updated = text->updated };

  if (!freeze (&frozen, library, text->markdown, text->language, NULL, text->references, text->disclaimer, error))
    return NULL;
  if (title != NULL)
    *title = g_strdup (frozen.title);

  return make_revision_draft (&frozen, text->article, text->audience, text->actor, text->markdown, NULL, NULL, NULL);
}

char *
attest_review_create_article (AttestLibrary *library,
                              const char *actor,
                              const char *slug,
                              const char *language,
                              const char *const *topics,
                              const char *audience,
                              GBytes *markdown,
                              const char *references,
                              const char *disclaimer,
                              gint64 updated,
                              char **revision,
                              GError **error)
{
  g_autofree char *article = g_uuid_string_random ();
  g_autofree char *tidy = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *title = NULL;
  AttestNewText text = { article, audience, actor, language, markdown, NULL, disclaimer, updated };
  AttestEventDraft *save;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autoptr (GPtrArray) events = NULL;

  if (language == NULL || language[0] == '\0')
    text.language = "en";
  if (!check_new_article (library, actor, audience, error))
    return NULL;
  tidy = tidy_references (references, error);
  if (tidy == NULL)
    return NULL;
  text.references = tidy;
  save = attest_save_make_first_draft (library, &text, &title, error);
  if (save == NULL)
    return NULL;

  wanted = choose_slug (slug, title);
  g_ptr_array_add (drafts, attest_save_make_article_draft (article, actor, wanted, text.language, topics));
  if (disclaimer != NULL && disclaimer[0] != '\0')
    g_ptr_array_add (drafts, attest_save_make_text_draft ("article.set", article, actor, "disclaimer", disclaimer));
  if (strcmp (tidy, "[]") != 0)
    g_ptr_array_add (drafts, attest_save_make_text_draft ("references.set", article, actor, "references", tidy));
  g_ptr_array_add (drafts, save);
  if (!attest_library_append (library, drafts, &events, error))
    return NULL;
  if (revision != NULL)
    *revision = g_strdup (((AttestEvent *) events->pdata[events->len - 1])->hash);

  return g_steal_pointer (&article);
}

char *
attest_review_slug_from_title (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  GString *slug = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0' && slug->len < LONGEST_SLUG; at++)
    {
      if (g_ascii_isalnum (*at))
        g_string_append_c (slug, g_ascii_tolower (*at));
      else if (*at != '\'' && *at != '?' && slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append (slug, "article");

  return g_string_free (slug, FALSE);
}
