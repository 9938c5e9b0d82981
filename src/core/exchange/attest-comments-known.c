/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-comments-import-private.h"

#include <string.h>

#include "record/attest-body.h"
#include "record/attest-event-table.h"

/* Whether what a file says is in the record already. Words of comments are their row's, and may have been changed since; what was first written stands in the event. */

const char *
attest_import_get_suggestion (const AttestAnnotation *annotation)
{
  return annotation->exact != NULL ? annotation->suggestion : NULL;
}

AttestCommentAbout
attest_import_find_about (const AttestImport *self, const AttestAnnotation *annotation)
{
  if (annotation->exact != NULL)
    return ATTEST_COMMENT_ABOUT_WORDS;

  return annotation->reference != NULL && g_hash_table_contains (self->keys, annotation->reference)
             ? ATTEST_COMMENT_ABOUT_REFERENCE
             : ATTEST_COMMENT_ABOUT_TEXT;
}

static gboolean
is_called (const AttestImport *self, const char *person, const char *name)
{
  g_autoptr (AttestPerson) found = name != NULL ? attest_library_find_person (self->library, person, NULL) : NULL;

  return found != NULL && g_str_equal (found->name, name);
}

/* Whether what stands in the record is this: taken in by the same person before, or written here by whoever the file names. */
static gboolean
is_same (const AttestImport *self,
         const char *author,
         const char *text,
         const AttestAnnotation *annotation,
         const char *words)
{
  if (g_str_equal (author, self->actor_id) && g_str_equal (text, words))
    return TRUE;

  return g_str_equal (text, annotation->text) && is_called (self, author, annotation->creator);
}

/* Returns: (transfer full) (nullable): what a comment or a reply was made with; NULL where nobody can read it any more */
static JsonObject *
load_first_body (const AttestImport *self, const char *id)
{
  g_autoptr (AttestEvent) event = attest_event_table_find (attest_library_get_database (self->library), id, NULL);

  return event != NULL && event->body != NULL ? json_object_ref (event->body) : NULL;
}

static gboolean
says_it (const AttestImport *self,
         const AttestComment *comment,
         const char *text,
         const char *suggestion,
         const AttestAnnotation *annotation,
         const char *words)
{
  return g_strcmp0 (suggestion, attest_import_get_suggestion (annotation)) == 0 &&
         is_same (self, comment->author, text, annotation, words);
}

static gboolean
has_said_it (const AttestImport *self,
             const AttestComment *comment,
             const AttestAnnotation *annotation,
             const char *words)
{
  g_autoptr (JsonObject) body = NULL;

  if (says_it (self, comment, comment->text, comment->suggestion, annotation, words))
    return TRUE;
  body = comment->edited != 0 ? load_first_body (self, comment->id) : NULL;

  return body != NULL && says_it (self,
                                  comment,
                                  attest_body_get_text (body, "text", ""),
                                  attest_body_get_text (body, "suggestion", NULL),
                                  annotation,
                                  words);
}

/* Whether one of two contexts, which end or begin at the same words, is the other as far as it goes. */
static gboolean
agree (const char *one, const char *other, gboolean last)
{
  gsize first = one != NULL ? strlen (one) : 0, second = other != NULL ? strlen (other) : 0;
  gsize common = MIN (first, second);

  return common == 0 || memcmp (last ? one + first - common : one, last ? other + second - common : other, common) == 0;
}

/* Whether the comment was made on these very words, wherever it is by now. */
static gboolean
was_made_on (const AttestComment *comment, const AttestAnnotation *annotation)
{
  return g_str_equal (comment->anchor->exact, annotation->exact) &&
         agree (comment->anchor->prefix, annotation->prefix, TRUE) &&
         agree (comment->anchor->suffix, annotation->suffix, FALSE);
}

/* Words that have a place in the text are those of the comment that stands there, or that somebody has attached elsewhere since. */
static gboolean
stands_on (const AttestImport *self, const AttestComment *comment, const AttestQuoted *quoted)
{
  const AttestAnnotation *annotation = quoted->annotation;
  AttestCommentAbout about = attest_import_find_about (self, annotation);

  if (comment->about != about)
    return FALSE;
  if (about != ATTEST_COMMENT_ABOUT_WORDS)
    return about == ATTEST_COMMENT_ABOUT_TEXT || g_strcmp0 (comment->reference, annotation->reference) == 0;
  if (quoted->start < quoted->end && comment->placement->start == quoted->start &&
      comment->placement->end == quoted->end)
    return TRUE;
  if (quoted->start < quoted->end)
    return comment->attached_by != NULL && was_made_on (comment, annotation);

  return was_made_on (comment, annotation) ||
         (comment->placement->state == ATTEST_ANCHOR_ORPHAN && g_str_equal (comment->anchor->exact, annotation->exact));
}

/* Attest's own remark on a comment that is still here, on the same words, on words that were ambiguous in the file, or on none. */
static const AttestComment *
find_written (const AttestImport *self, const AttestQuoted *quoted)
{
  const char *remark = quoted->annotation->remark;
  const char *id = remark != NULL && self->written != NULL ? g_hash_table_lookup (self->written, remark) : NULL;

  for (guint i = 0; id != NULL && i < self->comments->len; i++)
    {
      const AttestComment *comment = self->comments->pdata[i];

      if (g_str_equal (comment->id, id) && (quoted->start == quoted->end || stands_on (self, comment, quoted) ||
                                            g_strcmp0 (comment->anchor->exact, quoted->annotation->exact) == 0))
        return comment;
    }

  return NULL;
}

const AttestComment *
attest_import_find_known (AttestImport *self, const AttestQuoted *quoted, const char *words)
{
  const AttestAnnotation *annotation = quoted->annotation;
  const AttestComment *known = find_written (self, quoted);

  for (guint i = 0; known == NULL && i < self->comments->len; i++)
    {
      const AttestComment *comment = self->comments->pdata[i];

      if (!comment->retracted && comment->blocking == annotation->blocking &&
          g_str_equal (comment->kind, annotation->kind) && !g_hash_table_contains (self->taken_for, comment->id) &&
          stands_on (self, comment, quoted) && has_said_it (self, comment, annotation, words))
        known = comment;
    }
  if (known != NULL)
    g_hash_table_add (self->taken_for, known->id);

  return known;
}

static gboolean
has_replied (const AttestImport *self, const AttestReply *reply, const AttestAnnotation *annotation, const char *words)
{
  g_autoptr (JsonObject) body = NULL;

  if (is_same (self, reply->author, reply->text, annotation, words))
    return TRUE;
  body = reply->edited != 0 ? load_first_body (self, reply->id) : NULL;

  return body != NULL && is_same (self, reply->author, attest_body_get_text (body, "text", ""), annotation, words);
}

static gboolean
is_written_reply (const AttestImport *self, const AttestAnnotation *annotation, const char *comment)
{
  return annotation->remark != NULL && self->written != NULL &&
         g_strcmp0 (g_hash_table_lookup (self->written, annotation->remark), comment) == 0;
}

gboolean
attest_import_has_reply (const AttestImport *self,
                         const char *comment,
                         const AttestAnnotation *annotation,
                         const char *words)
{
  if (is_written_reply (self, annotation, comment))
    return TRUE;
  for (guint i = 0; i < self->comments->len; i++)
    {
      const AttestComment *one = self->comments->pdata[i];

      for (guint k = 0; g_str_equal (one->id, comment) && k < one->replies->len; k++)
        if (has_replied (self, one->replies->pdata[k], annotation, words))
          return TRUE;
    }

  return FALSE;
}
