/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-open-comment-item.h"

#include <glib/gi18n.h>

#include "review/attest-comment.h"
#include "text/attest-isolate.h"

struct _AttestOpenCommentItem
{
  GObject parent_instance;

  AttestOpenComment *comment;
  char *author;
  char *last_actor;
  char *audience;
};

G_DEFINE_FINAL_TYPE (AttestOpenCommentItem, attest_open_comment_item, G_TYPE_OBJECT)

static void
attest_open_comment_item_finalize (GObject *object)
{
  AttestOpenCommentItem *self = ATTEST_OPEN_COMMENT_ITEM (object);

  attest_open_comment_free (self->comment);
  g_free (self->author);
  g_free (self->last_actor);
  g_free (self->audience);

  G_OBJECT_CLASS (attest_open_comment_item_parent_class)->finalize (object);
}

static void
attest_open_comment_item_class_init (AttestOpenCommentItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_open_comment_item_finalize;
}

static void
attest_open_comment_item_init (AttestOpenCommentItem *self)
{
}

AttestOpenCommentItem *
attest_open_comment_item_new (AttestOpenComment *comment,
                              const char *author,
                              const char *last_actor,
                              const char *audience)
{
  AttestOpenCommentItem *self = g_object_new (ATTEST_TYPE_OPEN_COMMENT_ITEM, NULL);

  self->comment = comment;
  self->author = g_strdup (author);
  self->last_actor = g_strdup (last_actor);
  self->audience = g_strdup (audience);
  return self;
}

const AttestOpenComment *
attest_open_comment_item_get_comment (AttestOpenCommentItem *self)
{
  return self->comment;
}

const char *
attest_open_comment_item_get_author (AttestOpenCommentItem *self)
{
  return self->author;
}

char *
attest_open_comment_item_dup_quote (AttestOpenCommentItem *self)
{
  if (self->comment->about == ATTEST_COMMENT_ABOUT_TEXT)
    return g_strdup (_ ("On the whole text"));
  if (self->comment->about == ATTEST_COMMENT_ABOUT_REFERENCE)
    /* Translators: a comment is about the reference with this key. */
    return g_strdup_printf (_ ("On reference %s"), self->comment->reference);
  return g_strstrip (g_strdelimit (g_strdup (self->comment->quote), "\n\r\t", ' '));
}

/* Who answered is said where that is why it waits for the reader. */
static char *
dup_replies (AttestOpenCommentItem *self)
{
  guint count = self->comment->n_replies;
  g_autofree char *last = NULL;

  if (self->comment->turn == ATTEST_COMMENT_TURN_ANSWERED)
    return g_strdup_printf (ngettext ("%u reply", "%u replies", count), count);
  /* Translators: how many answers a comment has, and who answered or acted last, such as "2 replies, last Ada Author" */
  last = attest_isolate (self->last_actor);
  return g_strdup_printf (ngettext ("%u reply, last %s", "%u replies, last %s", count), count, last);
}

char *
attest_open_comment_item_dup_place (AttestOpenCommentItem *self)
{
  g_autofree char *title = attest_isolate (*self->comment->title != '\0' ? self->comment->title : self->comment->slug);
  g_autofree char *audience = attest_isolate (self->audience);
  g_autofree char *replies = self->comment->n_replies > 0 ? dup_replies (self) : NULL;

  if (replies != NULL)
    return g_strdup_printf ("%s · %s · %s", title, audience, replies);
  return g_strdup_printf ("%s · %s", title, audience);
}

char *
attest_open_comment_item_dup_turn (AttestOpenCommentItem *self)
{
  switch (self->comment->turn)
    {
    case ATTEST_COMMENT_TURN_OWN_TEXT:
      return g_strdup (_ ("For you: it is about your text"));
    case ATTEST_COMMENT_TURN_ANSWERED:
      /* Translators: %s is a person who answered the reader's comment */
      return g_strdup_printf (_ ("For you: %s answered"), self->last_actor);
    case ATTEST_COMMENT_TURN_NEWER_TEXT:
      return g_strdup (_ ("For you: the text was changed since"));
    case ATTEST_COMMENT_TURN_MENTIONED:
      return g_strdup (_ ("For you: it names you"));
    case ATTEST_COMMENT_TURN_OTHERS:
    default:
      return NULL;
    }
}

char *
attest_open_comment_item_dup_spoken (AttestOpenCommentItem *self)
{
  g_autofree char *quote = attest_open_comment_item_dup_quote (self);
  g_autofree char *place = attest_open_comment_item_dup_place (self);
  g_autofree char *turn = attest_open_comment_item_dup_turn (self);
  GString *spoken = g_string_new (NULL);

  g_string_append_printf (
      spoken,
      self->comment->about == ATTEST_COMMENT_ABOUT_WORDS
          /* Translators: kind of comment, who wrote it, the words of the text that it is about, and what it says */
          ? _ ("%s by %s on “%s”: %s")
          /* Translators: kind of comment, who wrote it, that it is on the whole text or a reference, and what it says */
          : _ ("%s by %s. %s: %s"),
      attest_comment_kind_get_label (self->comment->kind),
      self->author,
      quote,
      self->comment->text);
  if (self->comment->blocking)
    g_string_append_printf (spoken, "; %s", C_ ("a comment that has to be settled before approval", "Blocking"));
  g_string_append_printf (spoken, "; %s", place);
  if (turn != NULL)
    g_string_append_printf (spoken, "; %s", turn);
  return g_string_free (spoken, FALSE);
}

gboolean
attest_open_comment_item_equal (AttestOpenCommentItem *self, AttestOpenCommentItem *other)
{
  const AttestOpenComment *one = self->comment;
  const AttestOpenComment *two = other->comment;

  return g_str_equal (one->id, two->id) && g_str_equal (one->text, two->text) && one->last == two->last &&
         one->n_replies == two->n_replies && one->turn == two->turn && g_str_equal (one->title, two->title) &&
         g_str_equal (one->slug, two->slug) && g_str_equal (self->author, other->author) &&
         g_str_equal (self->last_actor, other->last_actor) && g_str_equal (self->audience, other->audience);
}
