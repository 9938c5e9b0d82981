/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-item.h"

#include <glib/gi18n.h>
#include "session/attest-status-look.h"
#include "text/attest-isolate.h"

struct _AttestArticleItem
{
  GObject parent_instance;

  AttestArticleLine *line;
};

G_DEFINE_FINAL_TYPE (AttestArticleItem, attest_article_item, G_TYPE_OBJECT)

static void
attest_article_item_finalize (GObject *object)
{
  AttestArticleItem *self = ATTEST_ARTICLE_ITEM (object);

  attest_article_line_set_item (self->line, NULL);
  attest_article_line_unref (self->line);

  G_OBJECT_CLASS (attest_article_item_parent_class)->finalize (object);
}

static void
attest_article_item_class_init (AttestArticleItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_article_item_finalize;
}

static void
attest_article_item_init (AttestArticleItem *self)
{
}

AttestArticleItem *
attest_article_item_of_line (AttestArticleLine *line)
{
  AttestArticleItem *self = attest_article_line_get_item (line);

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (ATTEST_TYPE_ARTICLE_ITEM, NULL);
  self->line = attest_article_line_ref (line);
  attest_article_line_set_item (line, self);
  return self;
}

const AttestArticleLine *
attest_article_item_get_line (AttestArticleItem *self)
{
  return self->line;
}

const char *
attest_article_item_get_id (AttestArticleItem *self)
{
  return attest_article_line_get_id (self->line);
}

const char *
attest_article_item_get_title (AttestArticleItem *self)
{
  return attest_article_line_get_title (self->line);
}

/* ---- What it says ---- */

/* Returns: (transfer full) (nullable): until which day the actor was asked to review it; NULL when no day was said */
static char *
dup_asked_day (AttestArticleItem *self)
{
  const char *until = attest_article_line_get_asked_until (self->line);
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *iso = NULL;

  if (until == NULL || *until == '\0')
    return NULL;
  iso = g_strconcat (until, "T12:00:00", NULL);
  day = g_date_time_new_from_iso8601 (iso, NULL);
  return day != NULL ? attest_isolate_take (g_date_time_format (day, "%x")) : NULL;
}

static char *
dup_reason (AttestArticleItem *self, AttestWaitingReason reason)
{
  g_autofree char *day = reason == ATTEST_WAITING_ASKED ? dup_asked_day (self) : NULL;

  if (day == NULL)
    return g_strdup (attest_waiting_reason_get_label (reason));
  /* Translators: %s is a day */
  return g_strdup_printf (_ ("You are asked to review it by %s"), day);
}

/* Returns: (transfer full) (nullable): a reason, and behind what texts if not all have it; NULL where none has it */
static char *
dup_wait (AttestArticleItem *self, AttestWaitingReason reason)
{
  guint n_texts = attest_article_line_get_n_texts (self->line);
  g_autoptr (GPtrArray) audiences = g_ptr_array_new ();
  g_autofree char *sentence = NULL;
  g_autofree char *names = NULL;

  for (guint i = 0; i < n_texts; i++)
    if ((attest_article_line_get_reasons (self->line, i) & 1u << reason) != 0)
      g_ptr_array_add (audiences, (gpointer) attest_article_line_get_audience_label (self->line, i));
  if (audiences->len == 0)
    return NULL;
  sentence = dup_reason (self, reason);
  if (audiences->len == n_texts)
    return g_steal_pointer (&sentence);
  g_ptr_array_add (audiences, NULL);
  /* Translators: between the audiences of texts, such as "Patient, Doctor" */
  names = g_strjoinv (_ (", "), (char **) audiences->pdata);
  names = attest_isolate_take (names);
  /* Translators: the audiences of texts and why these wait for the reader, such as "Patient, Doctor: Nobody is asked to review it" */
  return g_strdup_printf (_ ("%s: %s"), names, sentence);
}

GStrv
attest_article_item_dup_waits (AttestArticleItem *self, gboolean with_reasons)
{
  g_autoptr (GStrvBuilder) waits = g_strv_builder_new ();

  for (guint reason = 0; with_reasons && reason <= ATTEST_WAITING_DUE; reason++)
    {
      char *wait = dup_wait (self, reason);

      if (wait != NULL)
        g_strv_builder_take (waits, wait);
    }
  if (!with_reasons && attest_article_line_get_asked_until (self->line) != NULL)
    g_strv_builder_take (waits, dup_reason (self, ATTEST_WAITING_ASKED));
  return g_strv_builder_end (waits);
}

/* What the line shows, in the order in which it is read: title, each audience with its status, open comments. */
char *
attest_article_item_dup_spoken (AttestArticleItem *self, gboolean with_reasons)
{
  g_autoptr (GString) spoken = g_string_new (attest_article_line_get_title (self->line));
  g_auto (GStrv) waits = attest_article_item_dup_waits (self, with_reasons);
  guint open = attest_article_line_get_open_comments (self->line);

  for (guint i = 0; i < attest_article_line_get_n_texts (self->line); i++)
    {
      g_autofree char *status = attest_status_dup_label (attest_article_line_get_status (self->line, i),
                                                         attest_article_line_get_due (self->line, i));

      g_string_append (spoken, "; ");
      /* Translators: an audience and its status for a screen reader, such as "Patient: Approved" */
      g_string_append_printf (spoken, _ ("%s: %s"), attest_article_line_get_audience_label (self->line, i), status);
    }
  if (open > 0)
    {
      g_string_append (spoken, "; ");
      g_string_append_printf (spoken, ngettext ("%u open comment", "%u open comments", open), open);
    }
  for (guint i = 0; waits[i] != NULL; i++)
    g_string_append_printf (spoken, "; %s", waits[i]);
  if (attest_article_line_get_new (self->line))
    g_string_append_printf (spoken, "; %s", _ ("changed since you last opened it"));
  return g_string_free_and_steal (g_steal_pointer (&spoken));
}
