/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-news.h"

#include <glib/gi18n.h>

#include "session/attest-status-look.h"

typedef struct
{
  guint added;
  guint replies;
  guint resolved;
  guint reopened;
  guint gone;
} Changes;

static const AttestComment *
find_comment (GPtrArray *comments, const char *id)
{
  for (guint i = 0; i < comments->len; i++)
    if (g_str_equal (((const AttestComment *) g_ptr_array_index (comments, i))->id, id))
      return g_ptr_array_index (comments, i);
  return NULL;
}

static Changes
count_changes (GPtrArray *before, GPtrArray *now)
{
  Changes changes = { 0 };

  for (guint i = 0; i < now->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (now, i);
      const AttestComment *earlier = find_comment (before, comment->id);

      if (earlier == NULL)
        {
          changes.added++;
          continue;
        }
      changes.replies +=
          comment->replies->len > earlier->replies->len ? comment->replies->len - earlier->replies->len : 0;
      changes.resolved += comment->resolved && !earlier->resolved;
      changes.reopened += !comment->resolved && earlier->resolved;
    }
  for (guint i = 0; i < before->len; i++)
    changes.gone += find_comment (now, ((const AttestComment *) g_ptr_array_index (before, i))->id) == NULL;
  return changes;
}

static void
add_sentence (GString *news, char *sentence)
{
  if (news->len > 0)
    g_string_append_c (news, ' ');
  g_string_append (news, sentence);
  g_free (sentence);
}

static void
tell_comments (GString *news, const Changes *changes)
{
  if (changes->added > 0)
    add_sentence (
        news, g_strdup_printf (ngettext ("%u comment added.", "%u comments added.", changes->added), changes->added));
  if (changes->replies > 0)
    add_sentence (
        news, g_strdup_printf (ngettext ("%u reply added.", "%u replies added.", changes->replies), changes->replies));
  if (changes->resolved > 0)
    add_sentence (news,
                  g_strdup_printf (ngettext ("%u comment resolved.", "%u comments resolved.", changes->resolved),
                                   changes->resolved));
  if (changes->reopened > 0)
    add_sentence (news,
                  g_strdup_printf (ngettext ("%u comment reopened.", "%u comments reopened.", changes->reopened),
                                   changes->reopened));
  if (changes->gone > 0)
    add_sentence (
        news,
        g_strdup_printf (ngettext ("%u comment taken back.", "%u comments taken back.", changes->gone), changes->gone));
}

static void
tell_text (GString *news, const AttestArticleRecord *before, const AttestArticleRecord *now, const char *actor)
{
  const AttestStatus status = now->assessment->status;

  if (g_strcmp0 (before->variant->newest, now->variant->newest) != 0)
    {
      gboolean own = now->revision != NULL && g_strcmp0 (now->revision->id, now->variant->newest) == 0 &&
                     g_strcmp0 (now->revision->author, actor) == 0;

      add_sentence (news, g_strdup (own ? _ ("Saved.") : _ ("A newer text was saved.")));
    }
  if (before->assessment->status != status)
    /* Translators: the status of a text changed, such as to "Under review" */
    add_sentence (news, g_strdup_printf (_ ("Status: %s."), attest_status_get_label (status)));
}

char *
attest_article_news_dup (const AttestArticleRecord *before, const AttestArticleRecord *now, const char *actor)
{
  g_autoptr (GString) news = g_string_new (NULL);
  Changes changes;

  if (before->variant == NULL || now->variant == NULL || !g_str_equal (before->article->id, now->article->id) ||
      !g_str_equal (before->variant->audience, now->variant->audience))
    return NULL;
  tell_text (news, before, now, actor);
  /* What comes into sight, or goes, was not made or taken back just now. */
  if ((before->hidden == NULL) == (now->hidden == NULL))
    {
      changes = count_changes (before->comments, now->comments);
      tell_comments (news, &changes);
    }
  return news->len > 0 ? g_string_free_and_steal (g_steal_pointer (&news)) : NULL;
}
