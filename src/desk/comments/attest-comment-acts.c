/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-acts.h"

#include <glib/gi18n.h>

#include "review/attest-mentions.h"
#include "text/attest-diff.h"

typedef enum
{
  ACT_ADD,
  ACT_ATTACH,
  ACT_REPLY,
  ACT_RESOLVE,
  ACT_REOPEN,
  ACT_RETRACT,
  ACT_DECLINE,
  ACT_EDIT,
  ACT_EDIT_REPLY,
} ActKind;

/* One act with all it needs, so that the record thread touches nothing of the window. */
typedef struct
{
  ActKind kind;
  char *article;
  char *audience;
  char *actor;
  char *revision;
  char *comment;
  char *reply;
  char *words;
  char *comment_kind;
  char *suggestion;
  AttestCommentAbout about;
  char *reference;
  GStrv chosen;
  gboolean blocking;
  gsize start;
  gsize end;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->article);
  g_free (act->audience);
  g_free (act->actor);
  g_free (act->revision);
  g_free (act->comment);
  g_free (act->reply);
  g_free (act->words);
  g_free (act->comment_kind);
  g_free (act->suggestion);
  g_free (act->reference);
  g_strfreev (act->chosen);
  g_free (act);
}

static Act *
act_new (AttestArticleState *state, ActKind kind, const char *comment, const char *words)
{
  Act *act = g_new0 (Act, 1);

  act->kind = kind;
  act->article = g_strdup (attest_article_state_get_article_id (state));
  act->audience = g_strdup (attest_article_state_get_audience (state));
  act->actor = g_strdup (attest_session_get_actor (attest_article_state_get_session (state)));
  act->revision = g_strdup (attest_article_state_get_revision (state));
  act->comment = g_strdup (comment);
  act->words = g_strdup (words);
  return act;
}

/* Names become ids where they are written down, so that nobody is renamed in between. Returns: (transfer full) (nullable) */
static GStrv
resolve_mentions (AttestLibrary *library, const Act *act, GError **error)
{
  gboolean edits = act->kind == ACT_EDIT || act->kind == ACT_EDIT_REPLY;

  return attest_review_resolve_mentions (library,
                                         act->words != NULL ? act->words : "",
                                         edits ? act->comment : NULL,
                                         act->reply,
                                         (const char *const *) act->chosen,
                                         error);
}

static gboolean
add (AttestLibrary *library, const Act *act, const char *const *mentions, GValue *result, GError **error)
{
  const AttestCommentDraft draft = {
    .revision = act->revision,
    .start = act->start,
    .end = act->end,
    .text = act->words,
    .kind = act->comment_kind,
    .blocking = act->blocking,
    .suggestion = act->suggestion,
    .about = act->about,
    .reference = act->reference,
    .mentions = mentions,
  };
  char *id = attest_review_add_comment (library, act->article, act->audience, act->actor, &draft, error);

  if (id == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, id);
  return TRUE;
}

static gboolean
reply (AttestLibrary *library, const Act *act, const char *const *mentions, GError **error)
{
  g_autofree char *id = attest_review_reply (library, act->comment, act->actor, act->words, mentions, error);

  return id != NULL;
}

/* What is said, in words that may name people. */
static gboolean
say (AttestLibrary *library, const Act *act, GValue *result, GError **error)
{
  g_auto (GStrv) ids = resolve_mentions (library, act, error);
  const char *const *mentions = (const char *const *) ids;

  if (ids == NULL)
    return FALSE;
  if (act->kind == ACT_ADD)
    return add (library, act, mentions, result, error);
  if (act->kind == ACT_REPLY)
    return reply (library, act, mentions, error);
  if (act->kind == ACT_EDIT_REPLY)
    return attest_review_edit_reply (library, act->comment, act->reply, act->actor, act->words, mentions, error);
  return attest_review_edit_comment (library, act->comment, act->actor, act->words, act->suggestion, mentions, error);
}

static gboolean
do_act (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Act *act = data;

  switch (act->kind)
    {
    case ACT_ADD:
    case ACT_REPLY:
    case ACT_EDIT:
    case ACT_EDIT_REPLY:
      return say (library, act, result, error);
    case ACT_ATTACH:
      return attest_review_attach (library, act->comment, act->actor, act->revision, act->start, act->end, error);
    case ACT_RESOLVE:
      return attest_review_resolve (library, act->comment, act->actor, act->words, error);
    case ACT_REOPEN:
      return attest_review_reopen (library, act->comment, act->actor, error);
    case ACT_RETRACT:
      return attest_review_retract (library, act->comment, act->actor, error);
    case ACT_DECLINE:
      return attest_review_decline (library, act->comment, act->actor, act->words, error);
    }
  g_return_val_if_reached (FALSE);
}

static DexFuture *
perform (AttestArticleState *state, Act *act)
{
  if (act->actor == NULL)
    {
      act_free (act);
      return dex_future_new_reject (ATTEST_REVIEW_ERROR,
                                    ATTEST_REVIEW_ERROR_REFUSED,
                                    "%s",
                                    _ ("Choose who you are first, so that the record can say who commented."));
    }
  return attest_session_perform (attest_article_state_get_session (state), do_act, act, act_free);
}

/* The very same words in another text, at the place that the difference maps them to. */
static gboolean
map_words (GBytes *from, GBytes *to, gsize *start, gsize *end)
{
  g_autoptr (AttestDiff) diff = NULL;
  const char *old_bytes = NULL;
  const char *new_bytes = NULL;
  gsize first = 0;
  gsize last = 0;

  if (*start >= *end || *end > g_bytes_get_size (from))
    return FALSE;
  if (g_bytes_equal (from, to))
    return TRUE;
  diff = attest_diff_new (from, to);
  if (!attest_diff_map_range (diff, *start, *end, &first, &last) || last - first != *end - *start)
    return FALSE;
  old_bytes = g_bytes_get_data (from, NULL);
  new_bytes = g_bytes_get_data (to, NULL);
  if (memcmp (old_bytes + *start, new_bytes + first, last - first) != 0)
    return FALSE;
  *start = first;
  *end = last;
  return TRUE;
}

gboolean
attest_comment_acts_find_in_base (AttestArticleState *state, GBytes *text, gsize *start, gsize *end)
{
  GBytes *base = attest_article_state_get_base_text (state);

  return base != NULL && map_words (text, base, start, end);
}

static GBytes *
dup_buffer_text (GtkTextBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;
  char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

/* Whether the comment's own words are what stands at its place; one that was attached by hand stands on others. */
static gboolean
stand_there (GBytes *text, const AttestComment *comment)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (text, &length);
  gsize start = comment->placement->start;
  gsize end = comment->placement->end;

  if (comment->attached_by != NULL)
    return start < end && end <= length;
  return start < end && end <= length && end - start == strlen (comment->anchor->exact) &&
         memcmp (bytes + start, comment->anchor->exact, end - start) == 0;
}

gboolean
attest_comment_acts_use_suggestion (AttestArticleState *state, const AttestComment *comment)
{
  GtkTextBuffer *buffer = NULL;
  g_autoptr (GBytes) now = NULL;
  g_autofree char *suggestion = NULL;
  GtkTextIter first;
  GtkTextIter last;
  gsize start = 0;
  gsize end = 0;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), FALSE);
  g_return_val_if_fail (comment->suggestion != NULL && comment->placement != NULL, FALSE);

  buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));
  now = dup_buffer_text (buffer);
  start = comment->placement->start;
  end = comment->placement->end;
  /* The place stands on a text that may be older than the buffer by what was just typed. */
  if (!stand_there (attest_article_state_get_text (state), comment) ||
      !map_words (attest_article_state_get_text (state), now, &start, &end))
    return FALSE;
  attest_article_state_get_iter_at_byte (state, start, &first);
  attest_article_state_get_iter_at_byte (state, end, &last);
  /* Comments follow the buffer, and whoever shows @comment lets go of it when its place changes. */
  suggestion = g_strdup (comment->suggestion);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &first, &last);
  gtk_text_buffer_insert (buffer, &first, suggestion, -1);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/* ---- Words that have to be saved before they can be commented on ---- */

typedef struct
{
  AttestArticleState *state;
  Act *act;
} AddAfterSave;

static void
add_after_save_free (gpointer data)
{
  AddAfterSave *later = data;

  g_object_unref (later->state);
  g_clear_pointer (&later->act, act_free);
  g_free (later);
}

static DexFuture *
saved (DexFuture *future, gpointer user_data)
{
  AddAfterSave *later = user_data;
  const GValue *value = dex_future_get_value (future, NULL);

  g_set_str (&later->act->revision, value != NULL ? g_value_get_string (value) : NULL);
  return perform (later->state, g_steal_pointer (&later->act));
}

DexFuture *
attest_comment_acts_add (AttestArticleState *state, const AttestCommentInput *input)
{
  Act *act = NULL;
  AddAfterSave *later = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);
  g_return_val_if_fail (input != NULL, NULL);

  act = act_new (state, ACT_ADD, NULL, input->words);
  act->comment_kind = g_strdup (input->kind);
  act->suggestion = g_strdup (input->suggestion);
  act->about = input->about;
  act->reference = g_strdup (input->reference);
  act->chosen = g_strdupv ((GStrv) input->chosen);
  act->blocking = input->blocking;
  act->start = input->start;
  act->end = input->end;
  if (input->about != ATTEST_COMMENT_ABOUT_WORDS ||
      attest_comment_acts_find_in_base (state, input->text, &act->start, &act->end))
    return perform (state, act);

  /* The buffer may have moved on since the selection was taken; what is saved is the buffer. */
  later = g_new0 (AddAfterSave, 1);
  later->state = g_object_ref (state);
  later->act = act;
  return dex_future_then (attest_article_state_save (state), saved, later, add_after_save_free);
}

DexFuture *
attest_comment_acts_attach (AttestArticleState *state, const char *comment, gsize start, gsize end)
{
  Act *act = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  act = act_new (state, ACT_ATTACH, comment, NULL);
  act->start = start;
  act->end = end;
  return perform (state, act);
}

DexFuture *
attest_comment_acts_reply (AttestArticleState *state, const char *comment, const char *text, const char *const *chosen)
{
  Act *act = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  act = act_new (state, ACT_REPLY, comment, text);
  act->chosen = g_strdupv ((GStrv) chosen);
  return perform (state, act);
}

DexFuture *
attest_comment_acts_resolve (AttestArticleState *state, const char *comment, const char *reason)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  return perform (state, act_new (state, ACT_RESOLVE, comment, reason));
}

DexFuture *
attest_comment_acts_reopen (AttestArticleState *state, const char *comment)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  return perform (state, act_new (state, ACT_REOPEN, comment, NULL));
}

DexFuture *
attest_comment_acts_retract (AttestArticleState *state, const char *comment)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  return perform (state, act_new (state, ACT_RETRACT, comment, NULL));
}

DexFuture *
attest_comment_acts_decline (AttestArticleState *state, const char *comment, const char *reason)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  return perform (state, act_new (state, ACT_DECLINE, comment, reason));
}

DexFuture *
attest_comment_acts_edit (AttestArticleState *state,
                          const char *comment,
                          const char *words,
                          const char *suggestion,
                          const char *const *chosen)
{
  Act *act = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  act = act_new (state, ACT_EDIT, comment, words);
  act->suggestion = g_strdup (suggestion);
  act->chosen = g_strdupv ((GStrv) chosen);
  return perform (state, act);
}

DexFuture *
attest_comment_acts_edit_reply (AttestArticleState *state,
                                const char *comment,
                                const char *reply,
                                const char *words,
                                const char *const *chosen)
{
  Act *act = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);

  act = act_new (state, ACT_EDIT_REPLY, comment, words);
  act->reply = g_strdup (reply);
  act->chosen = g_strdupv ((GStrv) chosen);
  return perform (state, act);
}
