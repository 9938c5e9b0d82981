/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-lines.h"

#include <string.h>

#include "review/attest-hidden.h"
#include "session/attest-status-look.h"

typedef struct
{
  guint first;
  guint n_texts;
} Range;

/*
 * @texts: (element-type AttestLineText): those of one article stand together
 * @ranges: (element-type Range): of @texts, one for each article that has any
 * @by_article: ids, in @ids, to places in @ranges
 * @waiting, @reasons: of the actor: what waits, and for each text of it the reasons, of one article
 * @why: texts, as AttestWaiting of @waiting, to their AttestLineReasons
 * @hidden: what is not counted among the open comments
 * @requests, @news: of the actor: article ids to until which day they were asked, the place of what is new
 */
typedef struct
{
  AttestArticleCommon *common;
  GPtrArray *lines;
  GArray *texts;
  GArray *ranges;
  GStringChunk *ids;
  GHashTable *by_article;
  const char *last_article;
  GPtrArray *waiting;
  GHashTable *why;
  GArray *reasons;
  AttestHidden *hidden;
  GHashTable *requests;
  GHashTable *news;
  const char *actor;
  const AttestSeen *seen;
  gint64 now;
} Reading;

static void
clear_reading (Reading *self)
{
  g_clear_pointer (&self->common, attest_article_common_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->by_article, g_hash_table_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->texts, g_array_unref);
  g_clear_pointer (&self->ids, g_string_chunk_free);
  g_clear_pointer (&self->why, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_array_unref);
  g_clear_pointer (&self->hidden, attest_hidden_free);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->news, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

static guint
hash_text (gconstpointer data)
{
  const AttestWaiting *waiting = data;

  return g_str_hash (waiting->article) ^ g_str_hash (waiting->audience);
}

static gboolean
is_same_text (gconstpointer a, gconstpointer b)
{
  const AttestWaiting *one = a;
  const AttestWaiting *other = b;

  return strcmp (one->article, other->article) == 0 && strcmp (one->audience, other->audience) == 0;
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

/* @articles: (nullable): ids; NULL for all */
static gboolean
read_for_actor (Reading *self, AttestLibrary *library, const char *const *articles, GError **error)
{
  g_autoptr (GPtrArray) assignments = NULL;

  if (self->actor == NULL)
    return TRUE;
  self->waiting = attest_review_list_waiting (library, self->actor, articles, self->now, error);
  assignments = self->waiting != NULL ? attest_library_list_assignments (library, NULL, error) : NULL;
  if (assignments == NULL)
    return FALSE;
  for (guint i = 0; i < self->waiting->len; i++)
    {
      AttestWaiting *waiting = g_ptr_array_index (self->waiting, i);
      guint reasons = GPOINTER_TO_UINT (g_hash_table_lookup (self->why, waiting));

      g_hash_table_insert (self->why, waiting, GUINT_TO_POINTER (reasons | 1u << waiting->reason));
    }
  add_requests (self, assignments);
  if (self->seen != NULL)
    self->news = attest_library_list_news (library, self->actor, attest_seen_get_first (self->seen), error);
  return self->seen == NULL || self->news != NULL;
}

static gboolean
begin_reading (Reading *self, AttestLibrary *library, const char *const *articles, GError **error)
{
  GPtrArray *audiences = attest_library_list_audiences (library, error);

  if (audiences == NULL)
    return FALSE;
  self->common = attest_article_common_new (audiences);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_article_line_unref);
  self->texts = g_array_new (FALSE, FALSE, sizeof (AttestLineText));
  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  self->ids = g_string_chunk_new (ATTEST_ARTICLE_LINES_CHUNK);
  self->by_article = g_hash_table_new (g_str_hash, g_str_equal);
  self->why = g_hash_table_new (hash_text, is_same_text);
  self->reasons = g_array_new (FALSE, FALSE, sizeof (AttestLineReasons));
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->hidden = attest_hidden_new (library, self->actor, self->now, error);
  return self->hidden != NULL && read_for_actor (self, library, articles, error);
}

/* Those of one article come one after another. */
static void
add_text (const AttestVariant *variant, gpointer user_data)
{
  Reading *self = user_data;
  const AttestLineText text = {
    .open_comments = variant->open_comments,
    .audience = attest_article_common_find_audience (self->common, variant->audience),
    .status = (guint8) attest_status_parse (variant->status),
    .is_due = variant->due_after > 0 && variant->due_after <= self->now,
  };

  if (g_strcmp0 (self->last_article, variant->article) != 0)
    {
      const Range range = { .first = self->texts->len };

      self->last_article = g_string_chunk_insert (self->ids, variant->article);
      g_hash_table_insert (self->by_article, (gpointer) self->last_article, GUINT_TO_POINTER (self->ranges->len));
      g_array_append_val (self->ranges, range);
    }
  g_array_append_val (self->texts, text);
  g_array_index (self->ranges, Range, self->ranges->len - 1).n_texts++;
}

static gboolean
has_news (const Reading *self, const char *article)
{
  const gint64 *position = self->news != NULL ? g_hash_table_lookup (self->news, article) : NULL;

  return position != NULL && *position > attest_seen_get (self->seen, article);
}

/* Returns: (transfer none) (nullable): as AttestLineMarks has them */
static const AttestLineReasons *
find_reasons (Reading *self, char *article, const AttestLineText *texts, guint n_texts)
{
  gboolean any = FALSE;

  if (g_hash_table_size (self->why) == 0)
    return NULL;
  g_array_set_size (self->reasons, 0);
  for (guint i = 0; i < n_texts; i++)
    {
      const AttestWaiting text = {
        .article = article,
        .audience = (char *) attest_article_common_get_audience (self->common, texts[i].audience),
      };
      AttestLineReasons reasons = (AttestLineReasons) GPOINTER_TO_UINT (g_hash_table_lookup (self->why, &text));

      g_array_append_val (self->reasons, reasons);
      any = any || reasons != 0;
    }
  return any ? (const AttestLineReasons *) (gconstpointer) self->reasons->data : NULL;
}

/* Once nothing else is read from the library. */
static void
take_out_hidden (Reading *self, const char *article, const Range *range)
{
  for (guint i = range->first; i < range->first + range->n_texts; i++)
    {
      AttestLineText *text = &g_array_index (self->texts, AttestLineText, i);
      const char *audience = attest_article_common_get_audience (self->common, text->audience);

      /* Of others nothing is hidden, and in a large library nearly all are: none of them is looked up for that. */
      if (text->status != ATTEST_STATUS_SUBMITTED && text->status != ATTEST_STATUS_UNDER_REVIEW &&
          text->status != ATTEST_STATUS_CHANGES_REQUESTED)
        continue;
      text->open_comments = attest_hidden_count_open (self->hidden, article, audience, FALSE, text->open_comments);
    }
}

static gboolean
read_all_texts (Reading *self, AttestLibrary *library, GError **error)
{
  GHashTableIter iter;
  gpointer article, place;

  if (!attest_library_visit_variants (library, add_text, self, error))
    return FALSE;
  if (!attest_hidden_is_active (self->hidden))
    return TRUE;
  g_hash_table_iter_init (&iter, self->by_article);
  while (g_hash_table_iter_next (&iter, &article, &place))
    take_out_hidden (self, article, &g_array_index (self->ranges, Range, GPOINTER_TO_UINT (place)));
  return TRUE;
}

static void
add_line (const AttestArticle *article, gpointer user_data)
{
  Reading *self = user_data;
  AttestLineMarks marks = { .is_new = has_news (self, article->id) };
  const AttestLineText *texts = NULL;
  Range range = { 0 };
  gpointer found = NULL;

  if (g_hash_table_lookup_extended (self->by_article, article->id, NULL, &found))
    {
      range = g_array_index (self->ranges, Range, GPOINTER_TO_UINT (found));
      texts = &g_array_index (self->texts, AttestLineText, range.first);
    }
  marks.reasons = find_reasons (self, article->id, texts, range.n_texts);
  marks.asked_until = marks.reasons != NULL ? g_hash_table_lookup (self->requests, article->id) : NULL;
  g_ptr_array_add (self->lines, attest_article_line_new (self->common, article, texts, range.n_texts, &marks));
}

static gboolean
read_some (Reading *self, AttestLibrary *library, const char *const *articles, GError **error)
{
  for (guint i = 0; articles[i] != NULL; i++)
    {
      g_autoptr (AttestArticle) article = attest_library_find_article (library, articles[i], NULL);
      g_autoptr (GPtrArray) variants = NULL;

      /* An event may name an article that was not made yet. */
      if (article == NULL)
        continue;
      variants = attest_library_list_variants (library, article->id, error);
      if (variants == NULL)
        return FALSE;
      for (guint k = 0; k < variants->len; k++)
        add_text (g_ptr_array_index (variants, k), self);
      if (variants->len > 0)
        take_out_hidden (self, article->id, &g_array_index (self->ranges, Range, self->ranges->len - 1));
      add_line (article, self);
    }
  return TRUE;
}

AttestArticleLines *
attest_article_lines_read (AttestLibrary *library,
                           const char *const *articles,
                           const char *actor,
                           const AttestSeen *seen,
                           GError **error)
{
  g_auto (Reading) reading = { .actor = actor, .seen = seen, .now = g_get_real_time () };
  gboolean done;

  if (!begin_reading (&reading, library, articles, error))
    return NULL;
  done = articles != NULL ? read_some (&reading, library, articles, error)
                          : read_all_texts (&reading, library, error) &&
                                attest_library_visit_articles (library, add_line, &reading, error);
  return done ? attest_article_lines_new (g_steal_pointer (&reading.lines)) : NULL;
}
