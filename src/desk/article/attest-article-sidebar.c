/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-sidebar.h"

#include "checks/attest-checks-pane.h"
#include "comments/attest-comments-pane.h"
#include "history/attest-history-pane.h"
#include "references/attest-references-pane.h"

struct _AttestArticleSidebar
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  GSettings *settings;

  AdwViewStack *pages;
  AdwViewStackPage *comments_page;
  AdwViewStackPage *checks_page;
  AttestCommentsPane *comments;
  AttestChecksPane *checks;
  AttestReferencesPane *references;
  AttestHistoryPane *history;
};

G_DEFINE_FINAL_TYPE (AttestArticleSidebar, attest_article_sidebar, ADW_TYPE_BIN)

typedef enum
{
  PROP_WRITING = 1,
} AttestArticleSidebarProperty;

static GParamSpec *properties[PROP_WRITING + 1];

static void
computed_cb (AttestArticleSidebar *self)
{
  GPtrArray *findings = attest_article_state_get_findings (self->state);

  adw_view_stack_page_set_badge_number (self->checks_page, attest_findings_count_undecided (findings));
}

static void
comments_changed_cb (AttestArticleSidebar *self)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);
  guint open = 0;

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    open += ((const AttestComment *) g_ptr_array_index (comments, i))->resolved ? 0 : 1;
  adw_view_stack_page_set_badge_number (self->comments_page, open);
}

static void
writing_changed_cb (AttestArticleSidebar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITING]);
}

static void
attest_article_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AttestArticleSidebarProperty) id)
    {
    case PROP_WRITING:
      g_object_get_property (G_OBJECT (ATTEST_ARTICLE_SIDEBAR (object)->comments), "writing", value);
      break;
    }
}

static void
attest_article_sidebar_dispose (GObject *object)
{
  AttestArticleSidebar *self = ATTEST_ARTICLE_SIDEBAR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_ARTICLE_SIDEBAR);

  G_OBJECT_CLASS (attest_article_sidebar_parent_class)->dispose (object);
}

static void
attest_article_sidebar_class_init (AttestArticleSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_article_sidebar_dispose;
  G_OBJECT_CLASS (klass)->get_property = attest_article_sidebar_get_property;

  properties[PROP_WRITING] = g_param_spec_boolean (
      "writing", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  g_type_ensure (ATTEST_TYPE_CHECKS_PANE);
  g_type_ensure (ATTEST_TYPE_COMMENTS_PANE);
  g_type_ensure (ATTEST_TYPE_HISTORY_PANE);
  g_type_ensure (ATTEST_TYPE_REFERENCES_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-article-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSidebar, comments_page);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSidebar, checks_page);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSidebar, comments);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSidebar, checks);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSidebar, references);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSidebar, history);
}

static void
attest_article_sidebar_init (AttestArticleSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (APP_ID);
  g_settings_bind (self->settings, "sidebar-page", self->pages, "visible-child-name", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->comments, "notify::writing", G_CALLBACK (writing_changed_cb), self, G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "computed", G_CALLBACK (computed_cb), self);
  g_signal_group_connect_swapped (self->signals, "comments-changed", G_CALLBACK (comments_changed_cb), self);
}

void
attest_article_sidebar_set_state (AttestArticleSidebar *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SIDEBAR (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  attest_comments_pane_set_state (self->comments, state);
  attest_checks_pane_set_state (self->checks, state);
  attest_references_pane_set_state (self->references, state);
  attest_history_pane_set_state (self->history, state);
}

void
attest_article_sidebar_begin_comment (AttestArticleSidebar *self)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SIDEBAR (self));

  adw_view_stack_set_visible_child_name (self->pages, "comments");
  attest_comments_pane_begin (self->comments);
}

void
attest_article_sidebar_begin_comment_about (AttestArticleSidebar *self, const char *reference)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SIDEBAR (self));

  adw_view_stack_set_visible_child_name (self->pages, "comments");
  attest_comments_pane_begin_about (self->comments, reference);
}

void
attest_article_sidebar_show_reference (AttestArticleSidebar *self, const char *key)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SIDEBAR (self));

  adw_view_stack_set_visible_child_name (self->pages, "references");
  attest_references_pane_show (self->references, key);
}

gboolean
attest_article_sidebar_has_draft (AttestArticleSidebar *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_SIDEBAR (self), FALSE);

  return attest_comments_pane_has_draft (self->comments);
}

void
attest_article_sidebar_step_comment (AttestArticleSidebar *self, int step)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SIDEBAR (self));

  adw_view_stack_set_visible_child_name (self->pages, "comments");
  attest_comments_pane_step (self->comments, step);
}

void
attest_article_sidebar_focus_comment (AttestArticleSidebar *self)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SIDEBAR (self));

  adw_view_stack_set_visible_child_name (self->pages, "comments");
  attest_comments_pane_focus_current (self->comments);
}
