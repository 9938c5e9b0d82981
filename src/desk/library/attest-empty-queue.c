/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-empty-queue.h"

#include <glib/gi18n.h>

#include "session/attest-explain.h"

struct _AttestEmptyQueue
{
  AdwBin parent_instance;

  AdwStatusPage *status;
  GtkActionable *action;
  char *refusal;
};

G_DEFINE_FINAL_TYPE (AttestEmptyQueue, attest_empty_queue, ADW_TYPE_BIN)

typedef struct
{
  const char *queue;
  const char *title;
  const char *text;
  const char *label;
  const char *action;
  const char *target;
} Teaching;

#define SHOW "articles.show-queue"

static const Teaching teachings[] = {
  { "waiting",
    N_ ("Nothing waits for you"),
    N_ ("Submitted texts that you can sign come here, those that you were asked to review first. So do your own texts "
        "when a reviewer wants them changed."),
    N_ ("Show _all articles"),
    SHOW,
    "all" },
  { "draft",
    N_ ("No drafts"),
    N_ ("A text is a draft until its author submits it for review."),
    N_ ("_Write a new article"),
    "library.new",
    NULL },
  { "submitted",
    N_ ("Nothing is submitted"),
    N_ ("When a text is finished, its author opens it and chooses Submit. It stands here until a reviewer begins."),
    N_ ("Show _drafts"),
    SHOW,
    "draft" },
  { "under-review",
    N_ ("Nothing is under review"),
    N_ ("A text comes here when a reviewer begins with it, and stays until enough reviewers have signed it off."),
    N_ ("Show _submitted texts"),
    SHOW,
    "submitted" },
  { "changes-requested",
    N_ ("No changes are requested"),
    N_ ("When a reviewer answers no, the text comes here with their reason, until a better one is submitted."),
    N_ ("Show texts under _review"),
    SHOW,
    "under-review" },
  { "approved",
    N_ ("Nothing is approved yet"),
    N_ ("A text is approved when as many reviewers as the board asks for have signed the very same words."),
    N_ ("See what the _board asks for"),
    "library.board",
    NULL },
  { "due",
    N_ ("Nothing is due for re-review"),
    N_ ("Approved texts come here when their time is up, or when a later comment speaks against them. The board sets "
        "the time."),
    N_ ("See what the _board asks for"),
    "library.board",
    NULL },
  { "withdrawn",
    N_ ("Nothing is withdrawn"),
    N_ ("An author or an editor can take a text back. Its page then says so and shows no text, until it is submitted "
        "again."),
    N_ ("Show _all articles"),
    SHOW,
    "all" },
  { "removed",
    N_ ("Nothing was removed"),
    N_ ("Articles that you remove wait here. Nothing is deleted: an article comes back with its texts, comments and "
        "history."),
    N_ ("Show _all articles"),
    SHOW,
    "all" },
};

static const Teaching other = {
  NULL, N_ ("Nothing here"), N_ ("No article is in this list now."), N_ ("Show _all articles"), SHOW, "all",
};

static const Teaching not_found = {
  "all",
  N_ ("Nothing found"),
  N_ ("Attest looked in titles, texts, comments, references and people. The beginning of the last word is enough; "
      "words in "
      "quotation marks have to stand side by side."),
  N_ ("_Clear the search"),
  "articles.clear-search",
  NULL,
};

static const Teaching not_found_here = {
  NULL,
  N_ ("Nothing found here"),
  N_ ("No article of this list has all of these words, or is what the filter asks for."),
  N_ ("Search _all articles"),
  SHOW,
  "all",
};

static const Teaching *
find_teaching (const char *queue, gboolean searching)
{
  if (searching)
    return g_str_equal (queue, "all") ? &not_found : &not_found_here;
  for (guint i = 0; i < G_N_ELEMENTS (teachings); i++)
    if (g_str_equal (teachings[i].queue, queue))
      return &teachings[i];
  return &other;
}

static void
attest_empty_queue_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_EMPTY_QUEUE);
  g_clear_pointer (&ATTEST_EMPTY_QUEUE (object)->refusal, g_free);

  G_OBJECT_CLASS (attest_empty_queue_parent_class)->dispose (object);
}

static void
attest_empty_queue_class_init (AttestEmptyQueueClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_empty_queue_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-empty-queue.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestEmptyQueue, status);
  gtk_widget_class_bind_template_child (widget_class, AttestEmptyQueue, action);
}

static void
attest_empty_queue_init (AttestEmptyQueue *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
attest_empty_queue_show (AttestEmptyQueue *self, AttestQueue *queue, gboolean searching)
{
  const Teaching *teaching = NULL;

  g_return_if_fail (ATTEST_IS_EMPTY_QUEUE (self));
  g_return_if_fail (ATTEST_IS_QUEUE (queue));

  teaching = find_teaching (attest_queue_get_id (queue), searching);
  adw_status_page_set_icon_name (self->status, searching ? "edit-find-symbolic" : attest_queue_get_icon_name (queue));
  adw_status_page_set_title (self->status, _ (teaching->title));
  adw_status_page_set_description (self->status, _ (teaching->text));
  gtk_button_set_label (GTK_BUTTON (self->action), _ (teaching->label));
  /* An action never stands with the target of another, not even between these lines. */
  gtk_actionable_set_action_name (self->action, NULL);
  gtk_actionable_set_action_target_value (self->action,
                                          teaching->target != NULL ? g_variant_new_string (teaching->target) : NULL);
  gtk_actionable_set_action_name (self->action, teaching->action);
  attest_explain_disabled (
      GTK_WIDGET (self->action), g_str_equal (teaching->action, "library.new") ? self->refusal : NULL, NULL);
}

void
attest_empty_queue_set_refusal (AttestEmptyQueue *self, const char *refusal)
{
  g_return_if_fail (ATTEST_IS_EMPTY_QUEUE (self));

  g_set_str (&self->refusal, refusal);
}
