/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

#include <glib/gi18n.h>

#include "session/attest-time-words.h"

/* One banner: what matters most about the text in sight. @title: NULL for none; @button, @action: (nullable): what can be done about it */
typedef struct
{
  char *title;
  const char *button;
  const char *action;
} Banner;

/* @title: (transfer full) */
static gboolean
say (Banner *banner, char *title, const char *button, const char *action)
{
  banner->title = title;
  banner->button = button;
  banner->action = action;
  return TRUE;
}

static char *
dup_older_words (const AttestRevision *revision)
{
  g_autofree char *date = attest_time_dup_date (revision->time);

  /* Translators: %u is a revision's number, %s when it was saved */
  return g_strdup_printf (
      _ ("You are reading revision %u of %s. It is not the newest text and can only be read."), revision->number, date);
}

/* Whether what is typed is kept, and where. */
static gboolean
say_keeping (AttestArticlePage *self, Banner *banner)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  const GError *unkept = attest_article_state_get_unkept (self->state);
  const GError *trouble = attest_session_get_trouble (session);

  if (unkept != NULL)
    return say (banner, g_strdup (unkept->message), _ ("_Copy the text"), "copy-text");
  if (attest_article_state_get_reads_older (self->state))
    return say (banner,
                dup_older_words (attest_article_state_get_record (self->state)->revision),
                _ ("_Show the newest"),
                "show-newest");
  if (attest_session_is_review_file (session))
    return say (banner,
                g_strdup (_ ("This is a review file. It can only be read.")),
                _ ("_Take into library"),
                "take-review-file");
  if (trouble == NULL)
    return FALSE;
  if (attest_article_state_get_modified (self->state))
    return say (banner,
                g_strdup_printf (_ ("%s What you type is kept on this computer."), trouble->message),
                _ ("_Save the text as…"),
                "save-text-as");
  return say (banner, g_strdup (trouble->message), NULL, NULL);
}

static gboolean
say_unsaved (AttestArticlePage *self, Banner *banner)
{
  if (attest_article_state_get_joined (self->state) != NULL)
    return say (banner,
                g_strdup (_ ("This brings two texts together. Read it, change what you like, then save it.")),
                _ ("_Discard"),
                "discard");
  if (attest_article_state_get_restored (self->state))
    return say (banner, g_strdup (_ ("This is text that was not saved last time.")), _ ("_Discard"), "discard");
  return FALSE;
}

static char *
dup_apart_words (AttestArticlePage *self, const AttestRevision *apart)
{
  AttestSession *session = attest_article_state_get_session (self->state);
  g_autofree char *name = attest_session_dup_short_name (session, apart->author);
  g_autofree char *date = attest_time_dup_date (apart->time);

  /* Translators: the name of a person, and when they saved a text */
  return g_strdup_printf (_ ("There are two newest texts. The other one is by %s (%s). Neither is lost."), name, date);
}

static gboolean
say_reading (AttestArticlePage *self, Banner *banner)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const AttestRevision *apart = attest_article_state_get_apart (self->state);

  if (attest_session_get_read_only (attest_article_state_get_session (self->state)))
    return say (
        banner, g_strdup (_ ("This library can only be read, so nothing can be typed or commented here.")), NULL, NULL);
  if (record->article->unknown_kind != NULL)
    return say (banner, g_strdup (record->refusals[ATTEST_ACT_SAVE]), NULL, NULL);
  if (apart != NULL)
    return say (banner, dup_apart_words (self, apart), _ ("_Bring together"), "compare-heads");
  if (attest_article_state_get_newer (self->state))
    return say (banner,
                g_strdup (_ ("You are reading the text that was submitted. There is a newer one.")),
                _ ("_Show the newest"),
                "show-newest");
  if (!attest_article_state_get_editable (self->state) && record->refusals[ATTEST_ACT_SAVE] == NULL)
    return say (banner,
                g_strdup (_ ("You did not write this text. Editing it costs you the right to sign it off.")),
                _ ("_Edit anyway"),
                "edit-anyway");
  return FALSE;
}

/* Beside all else: an empty list of comments would say that there are none. */
static void
show_hidden (AttestArticlePage *self)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const char *why = record != NULL ? record->hidden : NULL;

  if (why != NULL)
    adw_banner_set_title (self->hidden_banner, why);
  adw_banner_set_revealed (self->hidden_banner, why != NULL);
}

void
attest_article_page_show_banner (AttestArticlePage *self)
{
  Banner banner = { NULL, NULL, NULL };
  g_autofree char *title = NULL;

  if (attest_article_state_get_record (self->state) != NULL && !say_keeping (self, &banner) &&
      !say_unsaved (self, &banner))
    say_reading (self, &banner);
  title = banner.title;
  self->banner_action = banner.action;
  if (title != NULL)
    adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, banner.button);
  adw_banner_set_revealed (self->banner, title != NULL);
  show_hidden (self);
}
