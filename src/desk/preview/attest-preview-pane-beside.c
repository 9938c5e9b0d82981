/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "preview/attest-preview-pairs.h"
#include "preview/attest-preview-pane-private.h"
#include "preview/attest-preview-references.h"
#include "session/attest-explain.h"
#include "session/attest-menu.h"

/* Two columns in a pane that is narrower than this have the source make room for them. */
#define ROOM_FOR_BOTH 720

static const char *
find_label (const AttestArticleRecord *record, const char *key)
{
  for (guint i = 0; i < record->audiences->len; i++)
    {
      const AttestAudience *audience = g_ptr_array_index (record->audiences, i);

      if (g_str_equal (audience->key, key))
        return audience->label;
    }
  return key;
}

void
attest_preview_pane_show_pairs (AttestPreviewPane *self)
{
  AttestArticleState *other = attest_preview_beside_get_shown (self->beside);
  AttestDocument *document = self->state != NULL ? attest_article_state_get_document (self->state) : NULL;
  g_autoptr (GArray) pairs = NULL;

  if (other == NULL || document == NULL)
    return;
  pairs = attest_preview_pair_headings (document,
                                        attest_article_state_get_rendering (self->state),
                                        attest_article_state_get_document (other),
                                        attest_article_state_get_rendering (other));
  attest_preview_view_set_pairs (self->view, pairs);
}

/* Which two texts one sees. */
static void
show_words (AttestPreviewPane *self)
{
  AttestArticleRecord *own = self->state != NULL ? attest_article_state_get_record (self->state) : NULL;
  AttestArticleState *shown = attest_preview_beside_get_shown (self->beside);
  AttestArticleRecord *other = shown != NULL ? attest_article_state_get_record (shown) : NULL;
  g_autofree char *own_words = NULL;
  g_autofree char *other_words = NULL;

  if (own == NULL || other == NULL)
    return;
  own_words = attest_article_state_get_modified (self->state) ? g_strdup (_ ("As it is being written"))
                                                              : attest_preview_dup_revision_words (own);
  other_words = attest_preview_dup_revision_words (other);
  adw_window_title_set_title (self->own_words, own->audience->label);
  adw_window_title_set_subtitle (self->own_words, own_words);
  adw_window_title_set_title (self->beside_words, other->audience->label);
  adw_window_title_set_subtitle (self->beside_words, other_words);
}

/* The source makes room for the second column and comes back after it. */
static void
make_room (AttestPreviewPane *self, gboolean shown)
{
  g_autofree char *layout = g_settings_get_string (self->settings, "layout");

  if (shown && self->layout == NULL && g_str_equal (layout, "both") &&
      gtk_widget_get_width (GTK_WIDGET (self)) < ROOM_FOR_BOTH)
    {
      self->layout = g_steal_pointer (&layout);
      g_settings_set_string (self->settings, "layout", "preview");
    }
  else if (!shown && self->layout != NULL)
    {
      /* Whoever chose another layout meanwhile keeps it. */
      if (g_str_equal (layout, "preview"))
        g_settings_set_string (self->settings, "layout", self->layout);
      g_clear_pointer (&self->layout, g_free);
    }
}

static void
changed_cb (AttestPreviewPane *self)
{
  AttestArticleState *other = attest_preview_beside_get_shown (self->beside);
  AttestRendering *rendering = NULL;
  g_autofree char *references = NULL;

  if (other != NULL)
    {
      rendering = attest_article_state_get_rendering (other);
      references = attest_preview_dup_references (attest_article_state_get_document (other),
                                                  attest_article_state_get_references (other));
    }
  make_room (self, other != NULL);
  attest_preview_view_set_beside (self->view, rendering, references);
  gtk_widget_set_visible (self->beside_bar, other != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->widths), other == NULL);
  show_words (self);
  attest_preview_pane_show_pairs (self);
}

static GMenu *
make_menu (AttestPreviewPane *self, const AttestArticleRecord *record)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) audiences = g_menu_new ();
  g_autoptr (GMenu) revisions = g_menu_new ();
  const char *open = attest_article_state_get_audience (self->state);

  g_menu_append (audiences, _ ("_Only this audience"), "preview.beside::");
  for (guint i = 0; i < record->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (record->variants, i);

      if (g_strcmp0 (variant->audience, open) != 0)
        attest_menu_add (audiences,
                         find_label (record, variant->audience),
                         "preview.beside",
                         g_variant_new_string (variant->audience));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (audiences));
  g_menu_append (revisions, _ ("_Published text where there is one"), "preview.beside-published");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (revisions));
  return menu;
}

/* The audience that was open takes the place of the one that was beside it, if that is opened. */
static void
reviewed_cb (AttestPreviewPane *self)
{
  AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const char *open = attest_article_state_get_audience (self->state);
  const char *beside = attest_preview_beside_get_audience (self->beside);
  g_autoptr (GMenu) menu = NULL;

  if (record == NULL)
    return;
  menu = make_menu (self, record);
  gtk_menu_button_set_menu_model (self->beside_button, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->beside_button), record->variants->len > 1);
  attest_explain_disabled (
      GTK_WIDGET (self->beside_button),
      record->variants->len > 1 ? NULL : _ ("There is no text for another audience yet. Authors and editors add one."),
      _ ("Text for another audience beside it"));
  if (beside != NULL && g_strcmp0 (beside, open) == 0)
    g_action_group_activate_action (
        G_ACTION_GROUP (self->actions), "beside", g_variant_new_string (self->before != NULL ? self->before : ""));
  g_set_str (&self->before, open);
  show_words (self);
}

static void
beside (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestPreviewPane *self = user_data;
  const char *audience = g_variant_get_string (parameter, NULL);

  g_simple_action_set_state (action, parameter);
  attest_preview_beside_choose (
      self->beside, *audience != '\0' ? audience : NULL, attest_preview_beside_get_published (self->beside));
}

static void
beside_published (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  AttestPreviewPane *self = user_data;

  g_simple_action_set_state (action, value);
  attest_preview_beside_choose (
      self->beside, attest_preview_beside_get_audience (self->beside), g_variant_get_boolean (value));
}

void
attest_preview_pane_add_beside (AttestPreviewPane *self)
{
  const GActionEntry entries[] = {
    { .name = "beside", .activate = beside, .parameter_type = "s", .state = "''" },
    { .name = "beside-published", .state = "false", .change_state = beside_published },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  self->beside = attest_preview_beside_new ();
  g_signal_connect_object (self->beside, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_swapped (self->state_signals, "reviewed", G_CALLBACK (reviewed_cb), self);
  g_signal_group_connect_swapped (self->state_signals, "notify::modified", G_CALLBACK (show_words), self);
}
