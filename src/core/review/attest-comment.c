/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-comment-private.h"

#include <glib/gi18n-lib.h>

static void
free_reply (gpointer data)
{
  AttestReply *reply = data;

  g_free (reply->id);
  g_free (reply->author);
  g_free (reply->text);
  g_strfreev (reply->mentions);
  g_free (reply);
}

static AttestReply *
add_reply (GPtrArray *replies, const char *id, const char *author, const char *text, gint64 time)
{
  AttestReply *reply = g_new0 (AttestReply, 1);

  reply->id = g_strdup (id);
  reply->author = g_strdup (author);
  reply->text = g_strdup (text);
  reply->mentions = g_new0 (char *, 1);
  reply->time = time;
  g_ptr_array_add (replies, reply);

  return reply;
}

void
attest_comment_free (AttestComment *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->article);
  g_free (self->audience);
  g_free (self->revision);
  g_free (self->reference);
  g_free (self->author);
  g_free (self->text);
  g_strfreev (self->mentions);
  g_free (self->kind);
  g_free (self->suggestion);
  g_free (self->declined_by);
  g_free (self->declined_reason);
  g_free (self->resolved_by);
  g_free (self->resolved_reason);
  g_free (self->attached_by);
  g_clear_pointer (&self->anchor, attest_anchor_free);
  g_clear_pointer (&self->placement, attest_placement_free);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  g_free (self);
}

AttestComment *
attest_comment_copy (const AttestComment *self)
{
  AttestComment *copy = g_new0 (AttestComment, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->article = g_strdup (self->article);
  copy->audience = g_strdup (self->audience);
  copy->revision = g_strdup (self->revision);
  copy->reference = g_strdup (self->reference);
  copy->author = g_strdup (self->author);
  copy->text = g_strdup (self->text);
  copy->mentions = g_strdupv (self->mentions);
  copy->kind = g_strdup (self->kind);
  copy->suggestion = g_strdup (self->suggestion);
  copy->declined_by = g_strdup (self->declined_by);
  copy->declined_reason = g_strdup (self->declined_reason);
  copy->resolved_by = g_strdup (self->resolved_by);
  copy->resolved_reason = g_strdup (self->resolved_reason);
  copy->attached_by = g_strdup (self->attached_by);
  copy->anchor = attest_anchor_copy (self->anchor);
  copy->placement = attest_placement_copy (self->placement);
  copy->replies = g_ptr_array_new_with_free_func (free_reply);
  for (guint i = 0; i < self->replies->len; i++)
    {
      const AttestReply *reply = self->replies->pdata[i];
      AttestReply *reply_copy = add_reply (copy->replies, reply->id, reply->author, reply->text, reply->time);

      reply_copy->edited = reply->edited;
      g_strfreev (reply_copy->mentions);
      reply_copy->mentions = g_strdupv (reply->mentions);
    }

  return copy;
}

G_DEFINE_BOXED_TYPE (AttestComment, attest_comment, attest_comment_copy, attest_comment_free)

/* A decline is of the words that were suggested then, and an edit puts others in their place. */
static void
apply_act (AttestComment *self, const AttestCommentActRow *act)
{
  if (g_str_equal (act->act, "decline"))
    {
      g_set_str (&self->declined_by, act->actor);
      g_set_str (&self->declined_reason, act->reason);
    }
  else if (g_str_equal (act->act, "edit") && g_str_equal (act->comment, self->id))
    {
      self->edited = act->time;
      g_clear_pointer (&self->declined_by, g_free);
      g_clear_pointer (&self->declined_reason, g_free);
    }
  else if (g_str_equal (act->act, "edit"))
    {
      for (guint i = 0; i < self->replies->len; i++)
        {
          AttestReply *reply = self->replies->pdata[i];

          if (g_str_equal (reply->id, act->comment))
            reply->edited = act->time;
        }
    }
}

/* @rows: (element-type AttestCommentMentionRow). Returns: (transfer full): whom the words with this id name */
static GStrv
dup_mentions (GPtrArray *rows, const char *words)
{
  g_autoptr (GStrvBuilder) people = g_strv_builder_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const AttestCommentMentionRow *row = rows->pdata[i];

      if (g_str_equal (row->words, words))
        g_strv_builder_add (people, row->person);
    }

  return g_strv_builder_end (people);
}

static void
add_mentions (AttestComment *self, GPtrArray *rows)
{
  self->mentions = dup_mentions (rows, self->id);
  for (guint i = 0; rows->len > 0 && i < self->replies->len; i++)
    {
      AttestReply *reply = self->replies->pdata[i];

      g_strfreev (reply->mentions);
      reply->mentions = dup_mentions (rows, reply->id);
    }
}

AttestComment *
attest_comment_new_from_row (AttestDatabase *database, const AttestCommentRow *row, GError **error)
{
  g_autoptr (GPtrArray) replies = attest_comment_reply_table_list (database, row->id, error);
  g_autoptr (GPtrArray) acts = replies != NULL ? attest_comment_act_table_list (database, row->id, error) : NULL;
  g_autoptr (GPtrArray) mentions = acts != NULL ? attest_comment_mention_table_list (database, row->id, error) : NULL;
  AttestComment *self;

  if (mentions == NULL)
    return NULL;

  self = g_new0 (AttestComment, 1);
  self->id = g_strdup (row->id);
  self->article = g_strdup (row->article);
  self->audience = g_strdup (row->audience);
  self->revision = g_strdup (row->revision);
  self->about = attest_comment_about_from_string (row->about);
  self->reference = g_strdup (row->reference);
  self->author = g_strdup (row->author);
  self->time = row->time;
  self->text = g_strdup (row->text);
  self->kind = g_strdup (row->kind);
  self->blocking = row->blocking;
  self->suggestion = g_strdup (row->suggestion);
  self->resolved = row->resolved;
  self->retracted = row->retracted != 0;
  self->resolved_by = g_strdup (row->resolved_by);
  self->resolved_reason = g_strdup (row->resolved_reason);
  self->anchor =
      attest_anchor_new_from_parts ((gsize) row->start, (gsize) row->end, row->exact, row->prefix, row->suffix);
  self->placement = g_new0 (AttestPlacement, 1);
  self->placement->state = self->about == ATTEST_COMMENT_ABOUT_WORDS ? ATTEST_ANCHOR_ORPHAN : ATTEST_ANCHOR_EXACT;
  self->replies = g_ptr_array_new_with_free_func (free_reply);
  for (guint i = 0; i < replies->len; i++)
    {
      const AttestCommentReplyRow *reply = replies->pdata[i];

      add_reply (self->replies, reply->id, reply->author, reply->text, reply->time);
    }
  for (guint i = 0; i < acts->len; i++)
    apply_act (self, acts->pdata[i]);
  add_mentions (self, mentions);

  return self;
}

static const char *const abouts[] = {
  [ATTEST_COMMENT_ABOUT_WORDS] = "words",
  [ATTEST_COMMENT_ABOUT_TEXT] = "text",
  [ATTEST_COMMENT_ABOUT_REFERENCE] = "reference",
};

const char *
attest_comment_about_to_string (AttestCommentAbout about)
{
  g_return_val_if_fail (about < G_N_ELEMENTS (abouts), NULL);

  return abouts[about];
}

AttestCommentAbout
attest_comment_about_from_string (const char *about)
{
  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    if (g_strcmp0 (abouts[i], about) == 0)
      return (AttestCommentAbout) i;

  return ATTEST_COMMENT_ABOUT_WORDS;
}

gboolean
attest_comment_has_place (const AttestComment *self)
{
  return self->about == ATTEST_COMMENT_ABOUT_WORDS && self->placement != NULL &&
         self->placement->state != ATTEST_ANCHOR_ORPHAN;
}

gboolean
attest_comment_is_lost (const AttestComment *self)
{
  return self->about == ATTEST_COMMENT_ABOUT_WORDS && !attest_comment_has_place (self);
}

/* Where in the list: what is about the whole first, what has no place last. */
static int
get_rank (const AttestComment *self)
{
  switch (self->about)
    {
    case ATTEST_COMMENT_ABOUT_TEXT:
      return 0;
    case ATTEST_COMMENT_ABOUT_REFERENCE:
      return 1;
    case ATTEST_COMMENT_ABOUT_WORDS:
    default:
      return attest_comment_is_lost (self) ? 3 : 2;
    }
}

int
attest_comment_compare (const AttestComment *one, const AttestComment *other)
{
  const AttestPlacement *place = one->placement;
  const AttestPlacement *other_place = other->placement;
  int order = get_rank (one) - get_rank (other);

  if (order == 0)
    order = g_strcmp0 (one->reference, other->reference);
  if (order == 0)
    order = (place->start > other_place->start) - (place->start < other_place->start);
  if (order == 0)
    order = (place->end > other_place->end) - (place->end < other_place->end);
  if (order == 0)
    order = (one->time > other->time) - (one->time < other->time);

  return order != 0 ? order : g_strcmp0 (one->id, other->id);
}

gboolean
attest_comment_is_settled_by_decline (const AttestComment *self)
{
  return self->resolved && !self->retracted && self->declined_by != NULL &&
         g_strcmp0 (self->resolved_by, self->declined_by) == 0 &&
         g_strcmp0 (self->resolved_reason, self->declined_reason) == 0;
}

const char *
attest_comment_kind_get_label (const char *kind)
{
  static const char *const labels[][2] = {
    { "change", N_ ("Change") },     { "question", N_ ("Question") }, { "delete", N_ ("Delete") },
    { "evidence", N_ ("Evidence") }, { "agree", N_ ("Agree") },       { "note", N_ ("Note") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i][0], kind) == 0)
      return _ (labels[i][1]);

  return _ ("Note");
}
