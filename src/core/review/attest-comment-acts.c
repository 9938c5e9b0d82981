/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-comment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "evidence/attest-reference.h"
#include "record/attest-comment-table.h"
#include "record/attest-person-table.h"
#include "record/attest-revision-table.h"
#include "review/attest-act-context.h"
#include "review/attest-comment-kinds.h"
#include "review/attest-mentions.h"
#include "text/attest-document.h"

static gboolean
is_blank (const char *text)
{
  g_autofree char *words = text != NULL ? g_strstrip (g_strdup (text)) : g_strdup ("");

  return words[0] == '\0';
}

static gboolean
check_text (const char *text, gboolean needed, GError **error)
{
  if (needed && is_blank (text))
    return attest_review_reject (error, _ ("The comment is empty; write what you have to say"));
  if (text != NULL && strlen (text) > ATTEST_COMMENT_LONGEST)
    return attest_review_reject (
        error, _ ("The comment is too long; a comment takes at most %d bytes"), ATTEST_COMMENT_LONGEST);
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    return attest_review_reject (error, _ ("The comment is not valid UTF-8"));

  return TRUE;
}

static gboolean
is_about_words (const AttestCommentRow *row)
{
  return attest_comment_about_from_string (row->about) == ATTEST_COMMENT_ABOUT_WORDS;
}

/* The comment and what an act on it is judged by. */
static AttestCommentRow *
begin_act (AttestActContext *self, AttestLibrary *library, const char *comment, const char *actor, GError **error)
{
  g_autoptr (AttestCommentRow) row = attest_comment_table_find (attest_library_get_database (library), comment, error);

  if (row == NULL || !attest_act_context_load (self, library, row->article, row->audience, actor, error) ||
      !attest_act_context_may (self, ATTEST_ACT_COMMENT, error))
    return NULL;

  return g_steal_pointer (&row);
}

/* A revision of this variant. */
static AttestRevision *
load_revision (const AttestActContext *self, const char *revision, GError **error)
{
  g_autoptr (AttestRevision) row = attest_revision_table_load (self->database, revision, error);

  if (row == NULL)
    return NULL;
  if (g_strcmp0 (row->article, self->article->id) != 0 || g_strcmp0 (row->audience, self->audience) != 0)
    {
      attest_review_reject (
          error, _ ("The revision is not one of “%s” for “%s”"), self->article->title, self->audience);
      return NULL;
    }

  return g_steal_pointer (&row);
}

/* The anchor of a range of a revision of this variant. */
static AttestAnchor *
make_anchor (const AttestActContext *self, const char *revision, gsize start, gsize end, GError **error)
{
  g_autoptr (AttestRevision) row = load_revision (self, revision, error);
  g_autoptr (GBytes) text = NULL;
  AttestAnchor *anchor;

  if (row == NULL)
    return NULL;
  text = attest_library_load_content (self->library, row->text, error);
  if (text == NULL)
    return NULL;

  anchor = attest_anchor_new (text, start, end);
  if (anchor == NULL)
    attest_review_reject (error,
                          _ ("Bytes %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT " are no words of revision %u"),
                          start,
                          end,
                          row->number);

  return anchor;
}

/* The first characters of @text, or its last. */
static char *
dup_context (const char *text, gboolean last)
{
  glong length = g_utf8_strlen (text, -1);

  if (length <= ATTEST_COMMENT_LONGEST_CONTEXT)
    return g_strdup (text);

  return last ? g_utf8_substring (text, length - ATTEST_COMMENT_LONGEST_CONTEXT, length)
              : g_utf8_substring (text, 0, ATTEST_COMMENT_LONGEST_CONTEXT);
}

/* Words that were quoted elsewhere: as long as they are, and with no more around them than an anchor has. */
static AttestAnchor *
make_anchor_of_words (const AttestAnchor *words, GError **error)
{
  g_autofree char *prefix = NULL;
  g_autofree char *suffix = NULL;

  if (words->exact[0] == '\0' || !g_utf8_validate (words->exact, -1, NULL) ||
      !g_utf8_validate (words->prefix, -1, NULL) || !g_utf8_validate (words->suffix, -1, NULL))
    {
      attest_review_reject (error, _ ("The quote is empty or not valid UTF-8"));
      return NULL;
    }
  prefix = dup_context (words->prefix, TRUE);
  suffix = dup_context (words->suffix, FALSE);

  return attest_anchor_new_from_parts (
      words->start, words->start + strlen (words->exact), words->exact, prefix, suffix);
}

static void
set_anchor (JsonObject *body, const char *revision, const AttestAnchor *anchor)
{
  json_object_set_string_member (body, "revision", revision);
  json_object_set_int_member (body, "start", (gint64) anchor->start);
  json_object_set_int_member (body, "end", (gint64) anchor->end);
  json_object_set_string_member (body, "exact", anchor->exact);
  json_object_set_string_member (body, "prefix", anchor->prefix);
  json_object_set_string_member (body, "suffix", anchor->suffix);
}

/* Some kinds say it all by themselves, and so do suggested words. */
static gboolean
check_words (const char *kind, const char *text, const char *suggestion, GError **error)
{
  static const char *const wordless[] = { "agree", "delete", NULL };

  return check_text (text, suggestion == NULL && !g_strv_contains (wordless, kind), error) &&
         check_text (suggestion, FALSE, error);
}

static gboolean
check_draft (const AttestCommentDraft *draft, const char *kind, GError **error)
{
  g_auto (GStrv) kinds = g_strsplit (ATTEST_COMMENT_KINDS, "|", -1);

  if (!g_strv_contains ((const char *const *) kinds, kind))
    return attest_review_reject (
        error, _ ("“%s” is no kind of comment; use change, question, delete, evidence, agree or note"), kind);

  return check_words (kind, draft->text, draft->suggestion, error);
}

static gboolean
cites (const AttestActContext *self, const AttestRevision *revision, const char *key)
{
  g_autoptr (GBytes) text = attest_library_load_content (self->library, revision->text, NULL);
  g_autoptr (AttestDocument) document = text != NULL ? attest_document_new (text) : NULL;
  g_auto (GStrv) cited = document != NULL ? attest_document_dup_cited_keys (document) : NULL;

  return cited != NULL && g_strv_contains ((const char *const *) cited, key);
}

/* One that the article's list has may be talked about before anything cites it, and one that is cited before anybody has it. */
static gboolean
check_reference (const AttestActContext *self, const AttestRevision *revision, const char *key, GError **error)
{
  g_autoptr (AttestReferences) listed = attest_references_new_from_json (self->article->references, NULL);

  if (key != NULL && attest_comment_is_citation_key (key) &&
      ((listed != NULL && attest_references_get_item (listed, key) != NULL) || cites (self, revision, key)))
    return TRUE;

  return attest_review_reject (error,
                               _ ("“%s” has no reference with the key “%s”; “references list” tells which there are"),
                               self->article->title,
                               key != NULL ? key : "");
}

/* A comment that stands on no words of the revision. */
static gboolean
set_subject (const AttestActContext *self,
             JsonObject *body,
             const char *revision,
             const AttestCommentDraft *draft,
             GError **error)
{
  g_autoptr (AttestRevision) row = load_revision (self, revision, error);

  if (row == NULL)
    return FALSE;
  if (draft->suggestion != NULL)
    return attest_review_reject (error, _ ("A comment that is about no words of the text has none to replace"));
  if (draft->about == ATTEST_COMMENT_ABOUT_REFERENCE)
    {
      if (!check_reference (self, row, draft->reference, error))
        return FALSE;
      json_object_set_string_member (body, "key", draft->reference);
    }
  json_object_set_string_member (body, "revision", row->id);
  json_object_set_string_member (body, "about", attest_comment_about_to_string (draft->about));

  return TRUE;
}

static gboolean
set_words (const AttestActContext *self,
           JsonObject *body,
           const char *revision,
           const AttestCommentDraft *draft,
           GError **error)
{
  g_autoptr (AttestAnchor) anchor = draft->words != NULL
                                        ? make_anchor_of_words (draft->words, error)
                                        : make_anchor (self, revision, draft->start, draft->end, error);

  if (anchor == NULL)
    return FALSE;
  set_anchor (body, revision, anchor);
  if (draft->suggestion != NULL)
    json_object_set_string_member (body, "suggestion", draft->suggestion);

  return TRUE;
}

/* Nobody is named that the board does not have: a name in the words that is nobody's is just a word. */
static gboolean
set_mentions (const AttestActContext *self, JsonObject *body, const char *const *mentions, GError **error)
{
  for (guint i = 0; mentions != NULL && mentions[i] != NULL; i++)
    {
      g_autoptr (AttestPerson) person = attest_person_table_load (self->database, mentions[i], error);

      if (person == NULL)
        return FALSE;
    }
  if (mentions != NULL && mentions[0] != NULL)
    json_object_set_array_member (body, "mentions", attest_json_array_from_texts (mentions));

  return TRUE;
}

char *
attest_review_add_comment (AttestLibrary *library,
                           const char *article,
                           const char *audience,
                           const char *actor,
                           const AttestCommentDraft *draft,
                           GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (JsonObject) body = NULL;
  const char *kind = draft->kind != NULL ? draft->kind : "note";
  gboolean on_words = draft->about == ATTEST_COMMENT_ABOUT_WORDS;
  const char *revision;
  char *id = NULL;

  if (!attest_act_context_load (&context, library, article, audience, actor, error) ||
      !attest_act_context_may (&context, ATTEST_ACT_COMMENT, error) || !check_draft (draft, kind, error))
    return NULL;
  revision = draft->revision != NULL ? draft->revision : context.variant->newest;
  body = attest_act_context_new_body (&context, NULL);
  if (!(on_words ? set_words : set_subject) (&context, body, revision, draft, error) ||
      !set_mentions (&context, body, draft->mentions, error))
    return NULL;

  json_object_set_string_member (body, "text", draft->text != NULL ? draft->text : "");
  json_object_set_string_member (body, "kind", kind);
  json_object_set_boolean_member (body, "blocking", draft->blocking);
  attest_act_context_append (
      &context, on_words ? "comment.add" : "comment.add-about", g_steal_pointer (&body), &id, error);

  return id;
}

char *
attest_review_reply (AttestLibrary *library,
                     const char *comment,
                     const char *actor,
                     const char *text,
                     const char *const *mentions,
                     GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestCommentRow) row = begin_act (&context, library, comment, actor, error);
  g_autoptr (JsonObject) body = NULL;
  char *id = NULL;

  if (row == NULL || !check_text (text, TRUE, error))
    return NULL;
  body = json_object_new ();
  json_object_set_string_member (body, "comment", row->id);
  json_object_set_string_member (body, "text", text);
  if (!set_mentions (&context, body, mentions, error))
    return NULL;
  attest_act_context_append (&context, "comment.reply", g_steal_pointer (&body), &id, error);

  return id;
}

static gboolean
check_resolution (const AttestActContext *self, const AttestCommentRow *row, const char *reason, GError **error)
{
  if (!row->blocking)
    return TRUE;
  if (attest_act_context_is_author (self, self->variant->newest))
    return attest_review_refuse (error,
                                 _ ("%s wrote part of this text, and its author cannot resolve a blocking comment; "
                                    "whoever wrote the comment or an editor can"),
                                 self->actor->name);
  if (g_strcmp0 (row->author, self->actor->id) == 0)
    return TRUE;
  if (!attest_act_context_holds (self, "editor"))
    return attest_review_refuse (
        error, _ ("A blocking comment is resolved by whoever wrote it, or by an editor with a reason"));
  if (is_blank (reason))
    return attest_review_reject (error, _ ("An editor who resolves somebody’s blocking comment has to give a reason"));

  return TRUE;
}

static gboolean
refuse_late (GError **error)
{
  return attest_review_refuse (
      error, _ ("What you did was recorded, but the text changed in the same moment; look at the comment again"));
}

/* Somebody else may have done the same in the same moment, which is as well; what stands then is told. */
static gboolean
confirm_resolved (const AttestActContext *self, const char *comment, gboolean resolved, GError **error)
{
  g_autoptr (AttestCommentRow) row = attest_comment_table_find (self->database, comment, error);

  if (row == NULL)
    return FALSE;

  return row->resolved == resolved || refuse_late (error);
}

gboolean
attest_review_resolve (AttestLibrary *library,
                       const char *comment,
                       const char *actor,
                       const char *reason,
                       GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestCommentRow) row = begin_act (&context, library, comment, actor, error);
  JsonObject *body;

  if (row == NULL || !check_text (reason, FALSE, error))
    return FALSE;
  if (row->retracted != 0)
    return attest_review_refuse (error, _ ("The comment was retracted by its author"));
  if (row->resolved)
    return attest_review_refuse (error, _ ("The comment is resolved already"));
  if (!check_resolution (&context, row, reason, error))
    return FALSE;
  body = json_object_new ();
  json_object_set_string_member (body, "comment", row->id);
  json_object_set_string_member (body, "reason", reason != NULL ? reason : "");
  json_object_set_array_member (
      body, "roles", attest_json_array_from_texts ((const char *const *) context.actor->roles));

  return attest_act_context_append (&context, "comment.resolve", body, NULL, error) &&
         confirm_resolved (&context, row->id, TRUE, error);
}

gboolean
attest_review_reopen (AttestLibrary *library, const char *comment, const char *actor, GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestCommentRow) row = begin_act (&context, library, comment, actor, error);
  JsonObject *body;

  if (row == NULL)
    return FALSE;
  if (row->retracted != 0)
    return attest_review_refuse (error, _ ("The comment was retracted by its author; write a new one"));
  if (!row->resolved)
    return attest_review_refuse (error, _ ("The comment is open already"));
  if (row->blocking && g_strcmp0 (row->author, actor) != 0 && g_strcmp0 (row->resolved_by, actor) != 0 &&
      !attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, actor, NULL))
    return attest_review_refuse (error,
                                 _ ("A blocking comment is reopened by whoever wrote or resolved it, or by an editor"));
  body = json_object_new ();
  json_object_set_string_member (body, "comment", row->id);

  return attest_act_context_append (&context, "comment.reopen", body, NULL, error) &&
         confirm_resolved (&context, row->id, FALSE, error);
}

gboolean
attest_review_retract (AttestLibrary *library, const char *comment, const char *actor, GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestCommentRow) row = begin_act (&context, library, comment, actor, error);
  JsonObject *body;

  if (row == NULL)
    return FALSE;
  if (g_strcmp0 (row->author, actor) != 0)
    return attest_review_refuse (error, _ ("A comment is retracted by whoever wrote it"));
  if (row->retracted != 0)
    return attest_review_refuse (error, _ ("The comment is retracted already"));
  if (row->blocking && !row->resolved && attest_act_context_is_author (&context, context.variant->newest))
    return attest_review_refuse (error,
                                 _ ("%s wrote part of this text, and its author cannot retract a blocking comment; an "
                                    "editor can resolve it with a reason"),
                                 context.actor->name);
  body = json_object_new ();
  json_object_set_string_member (body, "comment", row->id);

  return attest_act_context_append (&context, "comment.retract", body, NULL, error) &&
         confirm_resolved (&context, row->id, TRUE, error);
}

gboolean
attest_review_attach (AttestLibrary *library,
                      const char *comment,
                      const char *actor,
                      const char *revision,
                      gsize start,
                      gsize end,
                      GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestCommentRow) row = begin_act (&context, library, comment, actor, error);
  g_autoptr (AttestAnchor) anchor = NULL;
  JsonObject *body;

  if (row == NULL)
    return FALSE;
  if (!is_about_words (row))
    return attest_review_refuse (error, _ ("The comment is about no words, so that it has no place in the text"));
  if (revision == NULL)
    revision = context.variant->newest;
  anchor = make_anchor (&context, revision, start, end, error);
  if (anchor == NULL)
    return FALSE;
  body = json_object_new ();
  json_object_set_string_member (body, "comment", row->id);
  set_anchor (body, revision, anchor);

  return attest_act_context_append (&context, "comment.attach", body, NULL, error);
}

/* ---- Words that change, or are not taken ---- */

static gboolean
check_open (const AttestCommentRow *row, GError **error)
{
  if (row->retracted != 0)
    return attest_review_refuse (error, _ ("The comment was retracted by its author"));
  if (row->resolved)
    return attest_review_refuse (error, _ ("The comment is resolved already; reopen it first"));

  return TRUE;
}

gboolean
attest_review_decline (AttestLibrary *library,
                       const char *comment,
                       const char *actor,
                       const char *reason,
                       GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestCommentRow) row = begin_act (&context, library, comment, actor, error);
  JsonObject *body;

  if (row == NULL || !attest_act_context_may (&context, ATTEST_ACT_SAVE, error) || !check_open (row, error) ||
      !check_text (reason, FALSE, error))
    return FALSE;
  if (row->suggestion == NULL)
    return attest_review_refuse (error, _ ("The comment suggests no words that could be declined"));
  if (g_strcmp0 (row->author, context.actor->id) == 0)
    return attest_review_refuse (error, _ ("You suggested these words yourself; change your comment, or take it back"));
  if (is_blank (reason))
    return attest_review_reject (error,
                                 _ ("Whoever suggested these words is told why they are declined; give a reason"));
  body = json_object_new ();
  json_object_set_string_member (body, "comment", row->id);
  json_object_set_string_member (body, "suggestion", row->suggestion);
  json_object_set_string_member (body, "reason", reason);

  return attest_act_context_append (&context, "comment.decline", body, NULL, error) &&
         confirm_resolved (&context, row->id, !row->blocking, error);
}

static gboolean
are_the_same (const char *const *some, const char *const *others)
{
  if (g_strv_length ((GStrv) some) != g_strv_length ((GStrv) others))
    return FALSE;
  for (guint i = 0; some[i] != NULL; i++)
    if (!g_strv_contains (others, some[i]))
      return FALSE;

  return TRUE;
}

/* What an edit leaves behind. @same: it says what stood there before. */
typedef struct
{
  const char *reply;
  const char *text;
  const char *suggestion;
  const char *const *mentions;
  gboolean same;
} Edit;

/* Records it unless nobody could tell from before. */
static gboolean
append_edit (AttestActContext *self, const AttestCommentRow *row, const Edit *edit, GError **error)
{
  g_autoptr (JsonObject) body = NULL;
  g_auto (GStrv) named =
      attest_mentions_dup_named (self->library, row->id, edit->reply != NULL ? edit->reply : row->id, error);
  const char *const *mentions = edit->mentions != NULL ? edit->mentions : (const char *const *) named;

  if (named == NULL)
    return FALSE;
  if (edit->same && are_the_same (mentions, (const char *const *) named))
    return TRUE;
  body = json_object_new ();
  json_object_set_string_member (body, "comment", row->id);
  if (edit->reply != NULL)
    json_object_set_string_member (body, "reply", edit->reply);
  json_object_set_string_member (body, "text", edit->text);
  if (edit->suggestion != NULL)
    json_object_set_string_member (body, "suggestion", edit->suggestion);

  return set_mentions (self, body, mentions, error) &&
         attest_act_context_append (self, "comment.edit", g_steal_pointer (&body), NULL, error);
}

/* Somebody else may have settled the comment in the same moment, and the words are then what they were. */
static gboolean
confirm_edit (const AttestActContext *self,
              const char *comment,
              const char *text,
              const char *suggestion,
              GError **error)
{
  g_autoptr (AttestCommentRow) row = attest_comment_table_find (self->database, comment, error);

  if (row == NULL)
    return FALSE;

  return (g_str_equal (row->text, text) && g_strcmp0 (row->suggestion, suggestion) == 0) || refuse_late (error);
}

gboolean
attest_review_edit_comment (AttestLibrary *library,
                            const char *comment,
                            const char *actor,
                            const char *text,
                            const char *suggestion,
                            const char *const *mentions,
                            GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestCommentRow) row = begin_act (&context, library, comment, actor, error);
  Edit edit = { .mentions = mentions };

  if (row == NULL || !check_open (row, error))
    return FALSE;
  if (g_strcmp0 (row->author, context.actor->id) != 0)
    return attest_review_refuse (error, _ ("A comment’s words are changed by whoever wrote them; you can reply to it"));
  if (text == NULL)
    text = row->text;
  if (suggestion == NULL)
    suggestion = row->suggestion;
  else if (suggestion[0] == '\0')
    suggestion = NULL;
  if (suggestion != NULL && !is_about_words (row))
    return attest_review_reject (error, _ ("A comment that is about no words of the text has none to replace"));
  if (!check_words (row->kind, text, suggestion, error))
    return FALSE;

  edit.text = text;
  edit.suggestion = suggestion;
  edit.same = g_str_equal (text, row->text) && g_strcmp0 (suggestion, row->suggestion) == 0;

  return append_edit (&context, row, &edit, error) && confirm_edit (&context, row->id, text, suggestion, error);
}

static gboolean
confirm_reply (const AttestActContext *self, const AttestCommentReplyRow *reply, const char *text, GError **error)
{
  g_autoptr (AttestCommentReplyRow) row =
      attest_comment_reply_table_find (self->database, reply->comment, reply->id, error);

  if (row == NULL)
    return FALSE;

  return g_str_equal (row->text, text) || refuse_late (error);
}

gboolean
attest_review_edit_reply (AttestLibrary *library,
                          const char *comment,
                          const char *reply,
                          const char *actor,
                          const char *text,
                          const char *const *mentions,
                          GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestCommentRow) row = begin_act (&context, library, comment, actor, error);
  g_autoptr (AttestCommentReplyRow) found =
      row != NULL ? attest_comment_reply_table_find (context.database, row->id, reply, error) : NULL;
  Edit edit = { .text = text, .mentions = mentions };

  if (found == NULL || !check_open (row, error) || !check_text (text, TRUE, error))
    return FALSE;
  if (g_strcmp0 (found->author, context.actor->id) != 0)
    return attest_review_refuse (error, _ ("A reply’s words are changed by whoever wrote them"));

  edit.reply = found->id;
  edit.same = g_str_equal (text, found->text);

  return append_edit (&context, row, &edit, error) && confirm_reply (&context, found, text, error);
}
