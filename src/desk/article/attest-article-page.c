/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page.h"

#include <glib/gi18n.h>

#include "article/attest-article-news.h"
#include "article/attest-article-page-private.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"

G_DEFINE_FINAL_TYPE (AttestArticlePage, attest_article_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_title (AttestArticlePage *self)
{
  const AttestArticle *article = attest_article_state_get_article (self->state);
  AttestDocument *document = attest_article_state_get_document (self->state);
  const char *title = document != NULL ? attest_document_get_title (document) : NULL;
  const char *saved = NULL;

  if (title == NULL && article != NULL)
    title = article->title;
  if (attest_article_state_get_record (self->state) == NULL)
    saved = "";
  else if (attest_article_state_get_unkept (self->state) != NULL)
    saved = _ ("Changed, kept nowhere yet");
  else if (attest_article_state_get_modified (self->state))
    saved = _ ("Changed, not saved yet");
  else if (attest_article_state_get_editable (self->state))
    saved = _ ("Saved");
  else
    saved = _ ("Reading");
  adw_window_title_set_title (self->window_title, title != NULL ? title : _ ("Article"));
  adw_window_title_set_subtitle (self->window_title, saved);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title != NULL && *title != '\0' ? title : _ ("Article"));
}

static void
show_suggestion (AttestArticlePage *self)
{
  AttestSuggestion suggestion = attest_article_page_suggest (self);
  GtkButton *buttons[] = { self->suggested, self->suggested_narrow };

  self->suggestion = suggestion.action;
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      gtk_button_set_label (buttons[i], suggestion.label != NULL ? suggestion.label : "");
      /* Whether it is visible belongs to the breakpoints, so without a suggestion it is only out of reach. */
      gtk_widget_set_opacity (GTK_WIDGET (buttons[i]), suggestion.action != NULL ? 1 : 0);
      gtk_widget_set_can_target (GTK_WIDGET (buttons[i]), suggestion.action != NULL);
      gtk_widget_set_can_focus (GTK_WIDGET (buttons[i]), suggestion.action != NULL);
      gtk_accessible_update_state (
          GTK_ACCESSIBLE (buttons[i]), GTK_ACCESSIBLE_STATE_HIDDEN, suggestion.action == NULL, -1);
    }
}

/* One suggested button at a time: while a comment is being written, that is the one that adds it. */
static void
writing_changed_cb (AttestArticlePage *self)
{
  GtkWidget *buttons[] = { GTK_WIDGET (self->suggested), GTK_WIDGET (self->suggested_narrow) };
  gboolean writing = FALSE;

  g_object_get (self->sidebar, "writing", &writing, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (writing)
      gtk_widget_remove_css_class (buttons[i], "suggested-action");
    else
      gtk_widget_add_css_class (buttons[i], "suggested-action");
}

static void
update (AttestArticlePage *self)
{
  show_title (self);
  attest_article_page_show_banner (self);
  attest_article_page_update_actions (self);
  show_suggestion (self);
  /* The way back is open again once what was typed is kept. */
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), attest_article_state_get_unkept (self->state) == NULL);
}

/* What changes on the screen by itself is told to those who do not see it. */
static void
reviewed_cb (AttestArticlePage *self)
{
  AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const char *actor = attest_session_get_actor (attest_article_state_get_session (self->state));
  g_autofree char *news = self->told != NULL ? attest_article_news_dup (self->told, record, actor) : NULL;

  g_clear_pointer (&self->told, attest_article_record_unref);
  self->told = attest_article_record_ref (record);
  if (news != NULL)
    attest_feedback_announce (GTK_WIDGET (self), news);
  update (self);
}

static void
computed_cb (AttestArticlePage *self)
{
  show_title (self);
}

static void
comment_wanted_cb (AttestArticlePage *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "comment", NULL);
}

static void
banner_clicked_cb (AttestArticlePage *self)
{
  if (self->banner_action != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), self->banner_action, NULL);
}

/* Whoever typed in a pane that goes types on in the one that stays. */
static void
show_pane (GtkWidget *pane, GtkWidget *other, gboolean visible)
{
  if (!visible && gtk_widget_get_focus_child (pane) != NULL)
    gtk_widget_grab_focus (other);
  gtk_widget_set_visible (pane, visible);
}

static void
layout_changed_cb (AttestArticlePage *self)
{
  g_autofree char *layout = g_settings_get_string (self->settings, "layout");
  GtkWidget *source = GTK_WIDGET (self->source);
  GtkWidget *preview = GTK_WIDGET (self->preview);

  if (g_str_equal (layout, "preview"))
    {
      show_pane (preview, source, TRUE);
      show_pane (source, preview, FALSE);
    }
  else
    {
      show_pane (source, preview, TRUE);
      show_pane (preview, source, !g_str_equal (layout, "source"));
    }
}

static void show_sidebar (AttestArticlePage *self);

static gboolean
show_sidebar_cb (GtkWidget *split_view, GdkFrameClock *clock, gpointer user_data)
{
  if (gtk_widget_get_width (split_view) == 0)
    return G_SOURCE_CONTINUE;
  show_sidebar (user_data);
  return G_SOURCE_REMOVE;
}

/* The split view's animation divides by the sidebar's width, and what is no number is a width that ends the program in
 * AdwWrapBox. So it has to wait for the first frame, and where the sidebar has no room at all it comes and goes at once:
 * nothing moves that is not mapped. */
static void
show_sidebar (AttestArticlePage *self)
{
  GtkWidget *split_view = GTK_WIDGET (self->split_view);
  gboolean visible = g_settings_get_boolean (self->settings, "sidebar-visible");
  int width = gtk_widget_get_width (split_view);
  int least = 0;

  if (gtk_widget_get_mapped (split_view) && width == 0)
    {
      gtk_widget_add_tick_callback (split_view, show_sidebar_cb, self, NULL);
      return;
    }
  gtk_widget_measure (
      adw_overlay_split_view_get_content (self->split_view), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_set_child_visible (split_view, width != least);
  adw_overlay_split_view_set_show_sidebar (self->split_view, visible);
  gtk_widget_set_child_visible (split_view, TRUE);
}

static void
sidebar_shown_cb (AttestArticlePage *self)
{
  g_settings_set_boolean (
      self->settings, "sidebar-visible", adw_overlay_split_view_get_show_sidebar (self->split_view));
}

static gboolean
divide_cb (GtkWidget *paned, GdkFrameClock *clock, gpointer user_data)
{
  gboolean across = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)) == GTK_ORIENTATION_HORIZONTAL;

  gtk_paned_set_position (GTK_PANED (paned),
                          (across ? gtk_widget_get_width (paned) : gtk_widget_get_height (paned)) / 2);
  return G_SOURCE_REMOVE;
}

/* Both sides begin with half of the room; from there on the divider keeps its share, or stays where somebody put it. In
 * the next frame, since this is told while the room is being shared out: a position that is set in the midst of that is
 * lost now and then together with the preview, which then stays hidden. */
static void
max_position_cb (AttestArticlePage *self)
{
  int max = 0;

  g_object_get (self->paned, "max-position", &max, NULL);
  if (self->divided || max <= 1 || max == G_MAXINT)
    return;
  self->divided = TRUE;
  gtk_widget_add_tick_callback (GTK_WIDGET (self->paned), divide_cb, self, NULL);
}

static void
orientation_changed_cb (AttestArticlePage *self)
{
  self->divided = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self->paned));
}

/* Pages that lie over this one hold its actions, and may be pressed while they leave, when this one is gone already. */
static void
remove_actions (AttestArticlePage *self)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  for (guint i = 0; names[i] != NULL; i++)
    g_action_map_remove_action (G_ACTION_MAP (self->actions), names[i]);
}

static void
attest_article_page_dispose (GObject *object)
{
  AttestArticlePage *self = ATTEST_ARTICLE_PAGE (object);

  if (self->state != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->state, self);
      attest_article_state_flush (self->state, NULL);
    }
  /* The preview may give a layout back when it goes. */
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_ARTICLE_PAGE);
  if (self->actions != NULL)
    remove_actions (self);
  g_clear_object (&self->state);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->told, attest_article_record_unref);
  g_clear_pointer (&self->wanted_comment, g_free);
  g_clear_pointer (&self->wanted_text, attest_wanted_text_free);

  G_OBJECT_CLASS (attest_article_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, window_title);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, person_button);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, suggested);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, suggested_narrow);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, review_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, hidden_banner);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, counterpart_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, split_view);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, paned);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, source);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, preview);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AttestArticlePage, status_bar);
}

/* A page can be typed in until it is out of sight. GtkWindow holds on to what had the keyboard when it was taken away, for ever if that
 * happens twice in one frame, and a page holds a web process. */
static void
attest_article_page_hidden (AdwNavigationPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (page)))
    gtk_root_set_focus (root, NULL);
  ADW_NAVIGATION_PAGE_CLASS (attest_article_page_parent_class)->hidden (page);
}

static void
attest_article_page_class_init (AttestArticlePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_article_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = attest_article_page_hidden;

  g_type_ensure (ATTEST_TYPE_ARTICLE_MENU);
  g_type_ensure (ATTEST_TYPE_ARTICLE_SIDEBAR);
  g_type_ensure (ATTEST_TYPE_COUNTERPART_BAR);
  g_type_ensure (ATTEST_TYPE_LAYOUT_SWITCH);
  g_type_ensure (ATTEST_TYPE_PERSON_BUTTON);
  g_type_ensure (ATTEST_TYPE_PREVIEW_PANE);
  g_type_ensure (ATTEST_TYPE_REVIEW_BAR);
  g_type_ensure (ATTEST_TYPE_SOURCE_PANE);
  g_type_ensure (ATTEST_TYPE_STATUS_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-article-page.ui");
  bind_children (widget_class);
}

static void
attest_article_page_init (AttestArticlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (APP_ID);
  self->actions = g_simple_action_group_new ();
  attest_article_page_add_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "article", G_ACTION_GROUP (self->actions));

  show_sidebar (self);
  g_signal_connect_object (
      self->settings, "changed::sidebar-visible", G_CALLBACK (show_sidebar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->split_view, "notify::show-sidebar", G_CALLBACK (sidebar_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::layout", G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "notify::writing", G_CALLBACK (writing_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->banner, "button-clicked", G_CALLBACK (banner_clicked_cb), self);
  g_signal_connect_swapped (self->paned, "notify::max-position", G_CALLBACK (max_position_cb), self);
  g_signal_connect_object (
      self->paned, "notify::orientation", G_CALLBACK (orientation_changed_cb), self, G_CONNECT_SWAPPED);
  layout_changed_cb (self);
}

static DexFuture *
article_loaded (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (self == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return dex_future_new_true ();
  if (error != NULL)
    attest_feedback_error (GTK_WIDGET (self), _ ("The article could not be opened"), error);
  else
    gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->source)) ? GTK_WIDGET (self->source)
                                                                              : GTK_WIDGET (self->preview));
  return dex_future_new_true ();
}

static void
show_state (AttestArticlePage *self, AttestSession *session)
{
  AttestArticleState *state = self->state;

  attest_person_button_set_session (self->person_button, session);
  gtk_widget_set_visible (GTK_WIDGET (self->person_button), !attest_session_is_review_file (session));
  attest_review_bar_set_state (self->review_bar, state);
  attest_source_pane_set_state (self->source, state);
  attest_preview_pane_set_state (self->preview, state);
  attest_article_sidebar_set_state (self->sidebar, state);
  attest_counterpart_bar_set_state (self->counterpart_bar, state);
  attest_status_bar_set_state (self->status_bar, state);
  g_signal_connect_object (state, "loaded", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "reviewed", G_CALLBACK (reviewed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::modified", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::unkept", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::trouble", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "computed", G_CALLBACK (computed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state,
                           "comments-changed",
                           G_CALLBACK (attest_article_page_show_wanted_comment),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (state,
                           "comments-changed",
                           G_CALLBACK (attest_article_page_show_wanted_text),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (state, "comment-wanted", G_CALLBACK (comment_wanted_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

GtkWidget *
attest_article_page_new (AttestSession *session, const char *article, const char *audience)
{
  AttestArticlePage *self = NULL;
  DexFuture *future = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);
  g_return_val_if_fail (article != NULL, NULL);

  self = g_object_new (ATTEST_TYPE_ARTICLE_PAGE, NULL);
  self->state = attest_article_state_new (session, article, audience);
  show_state (self, session);
  future = attest_article_state_load (self->state, audience);
  dex_future_disown (dex_future_finally (future, article_loaded, attest_weak_ref_new (self), attest_weak_ref_free));
  return GTK_WIDGET (self);
}

GActionGroup *
attest_article_page_get_actions (AttestArticlePage *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_PAGE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

AttestArticleState *
attest_article_page_get_state (AttestArticlePage *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_PAGE (self), NULL);

  return self->state;
}
