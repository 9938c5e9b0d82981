/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-comment-kinds.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-comment-table.h"
#include "record/attest-library.h"
#include "record/attest-revision-table.h"

/* Longer than any text that is taken in. */
#define LONGEST_QUOTE (10 * 1024 * 1024)

/* Of a citation key: longer than any that a text or a list of references has. */
#define LONGEST_KEY 200

/* Of those that one comment names: more than a board has people. */
#define MOST_MENTIONS 100

/* ---- Bodies ---- */

#define ANCHOR_FIELDS                                                                                                  \
  ATTEST_BODY_REQUIRED ("revision", ATTEST_BODY_HASH), ATTEST_BODY_REQUIRED ("start", ATTEST_BODY_INTEGER),            \
      ATTEST_BODY_REQUIRED ("end", ATTEST_BODY_INTEGER), ATTEST_BODY_REQUIRED ("exact", ATTEST_BODY_TEXT),             \
      ATTEST_BODY_REQUIRED ("prefix", ATTEST_BODY_TEXT),                                                               \
  {                                                                                                                    \
    "suffix", ATTEST_BODY_TEXT, TRUE, NULL                                                                             \
  }

/* Whom the words name, by id: a name is what somebody is called today. Since version 2 of these kinds. */
#define MENTIONS_FIELD ATTEST_BODY_OPTIONAL ("mentions", ATTEST_BODY_TEXTS)

static const AttestBodyField add_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ANCHOR_FIELDS,
  ATTEST_BODY_REQUIRED ("text", ATTEST_BODY_TEXT),
  ATTEST_BODY_CHOICE ("kind", ATTEST_BODY_TEXT, ATTEST_COMMENT_KINDS),
  ATTEST_BODY_REQUIRED ("blocking", ATTEST_BODY_BOOLEAN),
  ATTEST_BODY_OPTIONAL ("suggestion", ATTEST_BODY_TEXT),
  MENTIONS_FIELD,
  ATTEST_BODY_END,
};

static const AttestBodyField add_about_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("revision", ATTEST_BODY_HASH),
  ATTEST_BODY_CHOICE ("about", ATTEST_BODY_TEXT, "text|reference"),
  ATTEST_BODY_OPTIONAL ("key", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("text", ATTEST_BODY_TEXT),
  ATTEST_BODY_CHOICE ("kind", ATTEST_BODY_TEXT, ATTEST_COMMENT_KINDS),
  ATTEST_BODY_REQUIRED ("blocking", ATTEST_BODY_BOOLEAN),
  MENTIONS_FIELD,
  ATTEST_BODY_END,
};

static const AttestBodyField reply_fields[] = {
  ATTEST_BODY_REQUIRED ("comment", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("text", ATTEST_BODY_TEXT),
  MENTIONS_FIELD,
  ATTEST_BODY_END,
};

static const AttestBodyField resolve_fields[] = {
  ATTEST_BODY_REQUIRED ("comment", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("roles", ATTEST_BODY_TEXTS),
  ATTEST_BODY_END,
};

static const AttestBodyField reopen_fields[] = {
  ATTEST_BODY_REQUIRED ("comment", ATTEST_BODY_HASH),
  ATTEST_BODY_END,
};

static const AttestBodyField retract_fields[] = {
  ATTEST_BODY_REQUIRED ("comment", ATTEST_BODY_HASH),
  ATTEST_BODY_END,
};

static const AttestBodyField decline_fields[] = {
  ATTEST_BODY_REQUIRED ("comment", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("suggestion", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
  ATTEST_BODY_END,
};

static const AttestBodyField edit_fields[] = {
  ATTEST_BODY_REQUIRED ("comment", ATTEST_BODY_HASH),
  ATTEST_BODY_OPTIONAL ("reply", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("text", ATTEST_BODY_TEXT),
  ATTEST_BODY_OPTIONAL ("suggestion", ATTEST_BODY_TEXT),
  MENTIONS_FIELD,
  ATTEST_BODY_END,
};

static const AttestBodyField attach_fields[] = {
  ATTEST_BODY_REQUIRED ("comment", ATTEST_BODY_HASH),
  ANCHOR_FIELDS,
  ATTEST_BODY_END,
};

static gboolean
refuse_body (const char *why, GError **error)
{
  g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY, why);

  return FALSE;
}

gboolean
attest_comment_is_citation_key (const char *key)
{
  gsize length = strlen (key);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (key[i]) && key[i] != '_' && key[i] != '-')
      return FALSE;

  return length > 0 && length <= LONGEST_KEY;
}

static gboolean
check_length (JsonObject *body, const char *name, GError **error)
{
  return strlen (attest_body_get_text (body, name, "")) <= ATTEST_COMMENT_LONGEST ||
         refuse_body (_ ("A comment’s text is too long"), error);
}

static gboolean
check_mentions (JsonObject *body, GError **error)
{
  g_auto (GStrv) people = attest_body_dup_texts (body, "mentions");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; people[i] != NULL; i++)
    if (people[i][0] == '\0' || i >= MOST_MENTIONS || !g_hash_table_add (seen, people[i]))
      return refuse_body (_ ("A comment names too many people, or one of them twice"), error);

  return TRUE;
}

static gboolean
check_anchor (JsonObject *body, GError **error)
{
  gint64 start = attest_body_get_integer (body, "start", -1);
  gint64 end = attest_body_get_integer (body, "end", -1);
  const char *exact = attest_body_get_text (body, "exact", "");

  if (start < 0 || end <= start || end - start > LONGEST_QUOTE || (gsize) (end - start) != strlen (exact))
    return refuse_body (_ ("A comment’s quote is not as long as its place in the text"), error);
  if (g_utf8_strlen (attest_body_get_text (body, "prefix", ""), -1) > ATTEST_COMMENT_LONGEST_CONTEXT ||
      g_utf8_strlen (attest_body_get_text (body, "suffix", ""), -1) > ATTEST_COMMENT_LONGEST_CONTEXT)
    return refuse_body (_ ("A comment’s context is too long"), error);

  return TRUE;
}

static gboolean
validate_add (JsonObject *body, GError **error)
{
  return attest_body_check (body, add_fields, error) && check_anchor (body, error) &&
         check_length (body, "text", error) && check_length (body, "suggestion", error) &&
         check_mentions (body, error) &&
         (attest_body_get_text (body, "audience", "")[0] != '\0' || refuse_body (_ ("The audience is missing"), error));
}

/* A key where it is about a reference, and none where it is not. */
static gboolean
check_key (JsonObject *body, GError **error)
{
  gboolean about_reference = g_str_equal (attest_body_get_text (body, "about", ""), "reference");
  const char *key = attest_body_get_text (body, "key", NULL);

  if (about_reference != (key != NULL))
    return refuse_body (_ ("A comment names a citation key where it is about a reference, and only there"), error);

  return key == NULL || attest_comment_is_citation_key (key) ||
         refuse_body (_ ("What a comment is about is no citation key"), error);
}

static gboolean
validate_add_about (JsonObject *body, GError **error)
{
  return attest_body_check (body, add_about_fields, error) && check_key (body, error) &&
         check_length (body, "text", error) && check_mentions (body, error) &&
         (attest_body_get_text (body, "audience", "")[0] != '\0' || refuse_body (_ ("The audience is missing"), error));
}

static gboolean
validate_reply (JsonObject *body, GError **error)
{
  return attest_body_check (body, reply_fields, error) && check_length (body, "text", error) &&
         check_mentions (body, error) &&
         (attest_body_get_text (body, "text", "")[0] != '\0' || refuse_body (_ ("The reply is empty"), error));
}

static gboolean
validate_resolve (JsonObject *body, GError **error)
{
  return attest_body_check (body, resolve_fields, error) && check_length (body, "reason", error);
}

static gboolean
validate_reopen (JsonObject *body, GError **error)
{
  return attest_body_check (body, reopen_fields, error);
}

static gboolean
validate_retract (JsonObject *body, GError **error)
{
  return attest_body_check (body, retract_fields, error);
}

static gboolean
validate_decline (JsonObject *body, GError **error)
{
  return attest_body_check (body, decline_fields, error) && check_length (body, "reason", error) &&
         check_length (body, "suggestion", error) &&
         (attest_body_get_text (body, "reason", "")[0] != '\0' || refuse_body (_ ("The reason is missing"), error));
}

static gboolean
validate_edit (JsonObject *body, GError **error)
{
  return attest_body_check (body, edit_fields, error) && check_length (body, "text", error) &&
         check_length (body, "suggestion", error) && check_mentions (body, error) &&
         (attest_body_get_text (body, "reply", NULL) == NULL || attest_body_get_text (body, "text", "")[0] != '\0' ||
          refuse_body (_ ("The reply is empty"), error));
}

static gboolean
validate_attach (JsonObject *body, GError **error)
{
  return attest_body_check (body, attach_fields, error) && check_anchor (body, error);
}

/* ---- Folding ---- */

/* Not there is no failure: *@comment is then NULL, and so is one of another article. */
static gboolean
load_comment (AttestDatabase *database, const AttestEvent *event, AttestCommentRow **comment, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *comment = attest_comment_table_find (database, attest_body_get_text (event->body, "comment", ""), &local_error);
  if (*comment == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (*comment != NULL && g_strcmp0 ((*comment)->article, event->stream) != 0)
    g_clear_pointer (comment, attest_comment_row_free);

  return TRUE;
}

/* @words: the comment's id, or that of a reply: whom they name is what the event says, and nobody where it says nothing. */
static gboolean
set_mentions (AttestDatabase *database,
              const AttestEvent *event,
              const char *comment,
              const char *words,
              GError **error)
{
  g_auto (GStrv) people = attest_body_dup_texts (event->body, "mentions");

  return attest_comment_mention_table_set (database, event, comment, words, (const char *const *) people, error);
}

/* *@fits: whether the revision that the body names is one of the variant. */
static gboolean
check_revision (AttestDatabase *database,
                const AttestEvent *event,
                const char *audience,
                gboolean *fits,
                GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AttestRevision) revision =
      attest_revision_table_load (database, attest_body_get_text (event->body, "revision", ""), &local_error);

  if (revision == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *fits = revision != NULL && g_strcmp0 (revision->article, event->stream) == 0 &&
          g_strcmp0 (revision->audience, audience) == 0;

  return TRUE;
}

/* @row: about one of the variant that it names, or it has no effect. */
static gboolean
insert_comment (AttestDatabase *database,
                const AttestEvent *event,
                const AttestCommentRow *row,
                char **no_effect,
                GError **error)
{
  gboolean fits;

  if (!check_revision (database, event, row->audience, &fits, error))
    return FALSE;
  if (!fits)
    {
      *no_effect = g_strdup (N_ ("The revision is not one of this text"));
      return TRUE;
    }

  return attest_comment_table_insert (database, event, row, error) &&
         set_mentions (database, event, event->hash, event->hash, error);
}

static gboolean
project_add (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  JsonObject *body = event->body;
  const AttestCommentRow row = {
    .audience = (char *) attest_body_get_text (body, "audience", ""),
    .about = (char *) "words",
    .revision = (char *) attest_body_get_text (body, "revision", ""),
    .start = attest_body_get_integer (body, "start", 0),
    .end = attest_body_get_integer (body, "end", 0),
    .exact = (char *) attest_body_get_text (body, "exact", ""),
    .prefix = (char *) attest_body_get_text (body, "prefix", ""),
    .suffix = (char *) attest_body_get_text (body, "suffix", ""),
    .text = (char *) attest_body_get_text (body, "text", ""),
    .kind = (char *) attest_body_get_text (body, "kind", "note"),
    .blocking = attest_body_get_boolean (body, "blocking", FALSE),
    .suggestion = (char *) attest_body_get_text (body, "suggestion", NULL),
  };

  return insert_comment (database, event, &row, no_effect, error);
}

static gboolean
project_add_about (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  JsonObject *body = event->body;
  const AttestCommentRow row = {
    .audience = (char *) attest_body_get_text (body, "audience", ""),
    .revision = (char *) attest_body_get_text (body, "revision", ""),
    .about = (char *) attest_body_get_text (body, "about", "text"),
    .reference = (char *) attest_body_get_text (body, "key", NULL),
    .exact = (char *) "",
    .prefix = (char *) "",
    .suffix = (char *) "",
    .text = (char *) attest_body_get_text (body, "text", ""),
    .kind = (char *) attest_body_get_text (body, "kind", "note"),
    .blocking = attest_body_get_boolean (body, "blocking", FALSE),
  };

  return insert_comment (database, event, &row, no_effect, error);
}

static gboolean
project_reply (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (AttestCommentRow) comment = NULL;
  AttestCommentReplyRow row = {
    .comment = (char *) attest_body_get_text (event->body, "comment", ""),
    .text = (char *) attest_body_get_text (event->body, "text", ""),
  };

  if (!load_comment (database, event, &comment, error))
    return FALSE;
  if (comment == NULL)
    {
      *no_effect = g_strdup (N_ ("The comment is not there"));
      return TRUE;
    }

  return attest_comment_reply_table_insert (database, event, &row, error) &&
         set_mentions (database, event, row.comment, event->hash, error);
}

/*
 * A blocking comment is resolved by its author, or by an editor with a reason, and never by the text's author: here that is who saved the newest
 * revision so far, which is part of what attest_review_resolve() asks and hangs on this stream alone.
 */
static gboolean
judge_resolution (AttestDatabase *database,
                  const AttestEvent *event,
                  const AttestCommentRow *comment,
                  char **no_effect,
                  GError **error)
{
  g_auto (GStrv) roles = attest_body_dup_texts (event->body, "roles");
  g_autoptr (AttestRevision) newest = attest_revision_table_find (database, event->stream, comment->audience, 0, error);

  if (newest == NULL)
    return FALSE;
  if (g_strcmp0 (newest->author, event->actor) == 0)
    *no_effect = g_strdup (N_ ("The text’s author cannot resolve a blocking comment"));
  else if (g_strcmp0 (comment->author, event->actor) != 0 &&
           (!g_strv_contains ((const char *const *) roles, "editor") ||
            attest_body_get_text (event->body, "reason", "")[0] == '\0'))
    *no_effect = g_strdup (N_ ("A blocking comment is resolved by its author, or by an editor with a reason"));

  return TRUE;
}

static gboolean
is_about_words (const AttestCommentRow *comment)
{
  return g_strcmp0 (comment->about, "words") == 0;
}

/* What is not there, taken back or settled is done with. */
static void
judge_open (const AttestCommentRow *comment, char **no_effect)
{
  if (comment == NULL)
    *no_effect = g_strdup (N_ ("The comment is not there"));
  else if (comment->retracted != 0)
    *no_effect = g_strdup (N_ ("The comment had been retracted by its author"));
  else if (comment->resolved)
    *no_effect = g_strdup (N_ ("The comment was resolved already"));
}

static gboolean
insert_act (AttestDatabase *database, const AttestEvent *event, const char *act, GError **error)
{
  AttestCommentActRow row = {
    .comment = (char *) attest_body_get_text (event->body, "comment", ""),
    .act = (char *) act,
    .reason = (char *) attest_body_get_text (event->body, "reason", NULL),
  };

  return attest_comment_act_table_insert (database, event, &row, error);
}

static gboolean
project_resolve (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (AttestCommentRow) comment = NULL;

  if (!load_comment (database, event, &comment, error))
    return FALSE;
  judge_open (comment, no_effect);
  if (*no_effect == NULL && comment->blocking && !judge_resolution (database, event, comment, no_effect, error))
    return FALSE;

  return *no_effect != NULL || insert_act (database, event, "resolve", error);
}

static gboolean
project_reopen (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (AttestCommentRow) comment = NULL;

  if (!load_comment (database, event, &comment, error))
    return FALSE;
  if (comment == NULL)
    *no_effect = g_strdup (N_ ("The comment is not there"));
  else if (comment->retracted != 0)
    *no_effect = g_strdup (N_ ("The comment had been retracted by its author"));
  else if (!comment->resolved)
    *no_effect = g_strdup (N_ ("The comment was open already"));

  return *no_effect != NULL || insert_act (database, event, "reopen", error);
}

/*
 * A comment is its author's to take back. One that blocks is kept from whoever saved the newest text by then, as resolving is: else editing the text
 * would be a way to settle one's own doubt about it.
 */
static gboolean
judge_retraction (AttestDatabase *database,
                  const AttestEvent *event,
                  const AttestCommentRow *comment,
                  char **no_effect,
                  GError **error)
{
  g_autoptr (AttestRevision) newest = NULL;

  if (g_strcmp0 (comment->author, event->actor) != 0)
    *no_effect = g_strdup (N_ ("A comment is retracted by whoever wrote it"));
  if (*no_effect != NULL || !comment->blocking || comment->resolved)
    return TRUE;
  newest = attest_revision_table_find (database, event->stream, comment->audience, 0, error);
  if (newest != NULL && g_strcmp0 (newest->author, event->actor) == 0)
    *no_effect = g_strdup (N_ ("The text’s author cannot retract a blocking comment"));

  return newest != NULL;
}

static gboolean
project_retract (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (AttestCommentRow) comment = NULL;

  if (!load_comment (database, event, &comment, error))
    return FALSE;
  if (comment == NULL)
    *no_effect = g_strdup (N_ ("The comment is not there"));
  else if (comment->retracted != 0)
    *no_effect = g_strdup (N_ ("The comment was retracted already"));
  else if (!judge_retraction (database, event, comment, no_effect, error))
    return FALSE;

  /* Words that were taken back ask nobody for anything. */
  return *no_effect != NULL ||
         (insert_act (database, event, "retract", error) &&
          attest_comment_mention_table_set (database, event, comment->id, comment->id, NULL, error));
}

static gboolean
project_decline (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (AttestCommentRow) comment = NULL;

  if (!load_comment (database, event, &comment, error))
    return FALSE;
  judge_open (comment, no_effect);
  if (*no_effect == NULL && comment->suggestion == NULL)
    *no_effect = g_strdup (N_ ("The comment suggests no words"));
  else if (*no_effect == NULL &&
           !g_str_equal (comment->suggestion, attest_body_get_text (event->body, "suggestion", "")))
    *no_effect = g_strdup (N_ ("The comment had come to suggest other words"));

  return *no_effect != NULL || insert_act (database, event, "decline", error);
}

/* *@author: (nullable): who wrote the reply; NULL when it is not one to this comment, which is no failure. */
static gboolean
find_reply_author (AttestDatabase *database, const char *comment, const char *reply, char **author, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AttestCommentReplyRow) row = attest_comment_reply_table_find (database, comment, reply, &local_error);

  if (row == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (row != NULL)
    *author = g_strdup (row->author);

  return TRUE;
}

/* Words are their author's to change, and only while nobody has settled what they said. */
static gboolean
project_edit (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (AttestCommentRow) comment = NULL;
  g_autofree char *author = NULL;
  const AttestCommentEditRow row = {
    .comment = (char *) attest_body_get_text (event->body, "comment", ""),
    .reply = (char *) attest_body_get_text (event->body, "reply", NULL),
    .text = (char *) attest_body_get_text (event->body, "text", ""),
    .suggestion = (char *) attest_body_get_text (event->body, "suggestion", NULL),
  };

  if (!load_comment (database, event, &comment, error))
    return FALSE;
  if (comment != NULL && row.reply != NULL && !find_reply_author (database, row.comment, row.reply, &author, error))
    return FALSE;
  if (comment != NULL && row.reply == NULL)
    author = g_strdup (comment->author);

  judge_open (comment, no_effect);
  if (*no_effect == NULL && author == NULL)
    *no_effect = g_strdup (N_ ("The reply is not there"));
  else if (*no_effect == NULL && g_strcmp0 (author, event->actor) != 0)
    *no_effect = g_strdup (N_ ("Words are changed by whoever wrote them"));
  else if (*no_effect == NULL && row.suggestion != NULL && !is_about_words (comment))
    *no_effect = g_strdup (N_ ("The comment is about no words that others could replace"));

  return *no_effect != NULL ||
         (attest_comment_act_table_insert_edit (database, event, &row, error) &&
          set_mentions (database, event, row.comment, row.reply != NULL ? row.reply : row.comment, error));
}

static gboolean
project_attach (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (AttestCommentRow) comment = NULL;
  gboolean fits = FALSE;
  JsonObject *body = event->body;
  AttestCommentAttachRow row = {
    .comment = (char *) attest_body_get_text (body, "comment", ""),
    .revision = (char *) attest_body_get_text (body, "revision", ""),
    .start = attest_body_get_integer (body, "start", 0),
    .end = attest_body_get_integer (body, "end", 0),
    .exact = (char *) attest_body_get_text (body, "exact", ""),
    .prefix = (char *) attest_body_get_text (body, "prefix", ""),
    .suffix = (char *) attest_body_get_text (body, "suffix", ""),
  };

  if (!load_comment (database, event, &comment, error) ||
      (comment != NULL && !check_revision (database, event, comment->audience, &fits, error)))
    return FALSE;
  if (comment == NULL)
    *no_effect = g_strdup (N_ ("The comment is not there"));
  else if (!is_about_words (comment))
    *no_effect = g_strdup (N_ ("The comment is about no words, and has no place"));
  else if (!fits)
    *no_effect = g_strdup (N_ ("The revision is not one of this text"));

  return *no_effect != NULL || attest_comment_attach_table_insert (database, event, &row, error);
}

static const AttestEventKind kinds[] = {
  { "comment.add", 2, FALSE, validate_add, project_add, ATTEST_EVENT_LEAVES_NOTHING },
  { "comment.add-about", 2, FALSE, validate_add_about, project_add_about, ATTEST_EVENT_LEAVES_NOTHING },
  { "comment.reply", 2, FALSE, validate_reply, project_reply, ATTEST_EVENT_LEAVES_NOTHING },
  { "comment.resolve", 1, FALSE, validate_resolve, project_resolve, ATTEST_EVENT_LEAVES_SEARCH },
  { "comment.reopen", 1, FALSE, validate_reopen, project_reopen, ATTEST_EVENT_LEAVES_SEARCH },
  { "comment.retract", 1, FALSE, validate_retract, project_retract, ATTEST_EVENT_LEAVES_NOTHING },
  { "comment.decline", 1, FALSE, validate_decline, project_decline, ATTEST_EVENT_LEAVES_SEARCH },
  { "comment.edit", 2, FALSE, validate_edit, project_edit, ATTEST_EVENT_LEAVES_NOTHING },
  { "comment.attach", 1, FALSE, validate_attach, project_attach, ATTEST_EVENT_LEAVES_SEARCH },
};

void
attest_comment_kinds_register (AttestRegistry *registry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    attest_registry_add (registry, &kinds[i]);
}
