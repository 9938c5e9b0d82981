/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "acts-fixture.h"

#include <string.h>

#include "desk-fixture.h"
#include "record/attest-article.h"
#include "review/attest-people.h"

#define AUDIENCE "doctor"

typedef struct
{
  const char *article;
  const char *actor;
  const char *person;
  const char *other;
  const char *markdown;
  const ActsComment *comment;
} Request;

/* The request lives on the caller's stack, which waits. */
static char *
perform (AttestSession *session, AttestSessionFunc func, Request *request)
{
  g_autoptr (DexFuture) future = desk_fixture_await (attest_session_perform (session, func, request, NULL), NULL);
  const GValue *value = dex_future_get_value (future, NULL);

  return G_VALUE_HOLDS_STRING (value) ? g_value_dup_string (value) : NULL;
}

static gboolean
take (GValue *result, char *id)
{
  if (id == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, id);
  return TRUE;
}

static gboolean
save (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  g_autoptr (GBytes) text = g_bytes_new (request->markdown, strlen (request->markdown));

  return take (result,
               attest_review_save_revision (library, request->article, AUDIENCE, request->actor, text, NULL, error));
}

char *
acts_save_as (AttestSession *session, const char *article, const char *actor, const char *markdown)
{
  Request request = { .article = article, .actor = actor, .markdown = markdown };

  return perform (session, save, &request);
}

char *
acts_save (AttestSession *session, const char *article, const char *markdown)
{
  return acts_save_as (session, article, attest_session_get_actor (session), markdown);
}

static gboolean
submit (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;

  return attest_review_submit (library, request->article, AUDIENCE, request->actor, error);
}

void
acts_submit (AttestSession *session, const char *article)
{
  Request request = { .article = article, .actor = attest_session_get_actor (session) };

  perform (session, submit, &request);
}

static gboolean
join (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;

  return attest_review_join_people (library, request->actor, request->person, request->other, "One person", error);
}

void
acts_join (AttestSession *session, const char *actor, const char *person, const char *other)
{
  Request request = { .actor = actor, .person = person, .other = other };

  perform (session, join, &request);
}

static gboolean
add_comment (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  AttestCommentDraft draft = {
    .text = request->comment->text != NULL ? request->comment->text : "Look at this.",
    .kind = request->comment->kind,
    .blocking = request->comment->blocking,
    .suggestion = request->comment->suggestion,
  };
  g_autoptr (AttestRevision) revision = attest_library_find_revision (library, request->article, AUDIENCE, 0, error);
  g_autoptr (GBytes) text = revision != NULL ? attest_library_load_content (library, revision->text, error) : NULL;

  if (request->comment->quote == NULL)
    {
      draft.about = request->comment->reference != NULL ? ATTEST_COMMENT_ABOUT_REFERENCE : ATTEST_COMMENT_ABOUT_TEXT;
      draft.reference = request->comment->reference;
    }
  else if (text == NULL ||
           !attest_review_find_quote (text, request->comment->quote, 1, &draft.start, &draft.end, error))
    return FALSE;
  draft.revision = revision != NULL ? revision->id : NULL;
  return take (result, attest_review_add_comment (library, request->article, AUDIENCE, request->actor, &draft, error));
}

char *
acts_comment (AttestSession *session, const char *article, const char *actor, const ActsComment *comment)
{
  Request request = { .article = article, .actor = actor, .comment = comment };

  return perform (session, add_comment, &request);
}

static gboolean
resolve (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;

  return attest_review_resolve (library, request->other, request->actor, NULL, error);
}

void
acts_resolve (AttestSession *session, const char *actor, const char *comment)
{
  Request request = { .actor = actor, .other = comment };

  perform (session, resolve, &request);
}

AttestComment *
acts_load_comment (AttestSession *session, const char *article, const char *comment)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments =
      attest_review_list_comments (attest_session_get_library (session), article, AUDIENCE, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestComment *one = g_ptr_array_index (comments, i);

      if (g_str_equal (one->id, comment))
        return attest_comment_copy (one);
    }
  g_assert_not_reached ();
}
