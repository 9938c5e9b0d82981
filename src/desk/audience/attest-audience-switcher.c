/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audience/attest-audience-switcher.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"
#include "session/attest-status-look.h"

struct _AttestAudienceSwitcher
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  char *shown;
  gboolean filling;

  AdwToggleGroup *group;
  GtkMenuButton *add;
};

G_DEFINE_FINAL_TYPE (AttestAudienceSwitcher, attest_audience_switcher, ADW_TYPE_BIN)

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

static gboolean
is_due (const AttestVariant *variant)
{
  return variant->due_after > 0 && variant->due_after <= g_get_real_time ();
}

static AdwToggle *
make_toggle (const AttestArticleRecord *record, const AttestVariant *variant)
{
  AdwToggle *toggle = adw_toggle_new ();
  const char *label = find_label (record, variant->audience);
  AttestStatus status = attest_status_parse (variant->status);
  const AttestStatusLook *look = attest_status_get_look (status, is_due (variant));
  g_autofree char *words = attest_status_dup_label (status, is_due (variant));
  g_autofree char *tooltip = g_strdup_printf (_ ("%s: %s"), label, words);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (look->icon_name);

  gtk_widget_add_css_class (icon, look->style_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (box, "audience-toggle");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  adw_toggle_set_name (toggle, variant->audience);
  adw_toggle_set_label (toggle, label);
  adw_toggle_set_tooltip (toggle, tooltip);
  adw_toggle_set_child (toggle, box);
  return toggle;
}

/* What the toggles show, in one string: they are made anew only when it differs, so that the keyboard focus stays. */
static char *
describe (const AttestArticleRecord *record)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < record->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (record->variants, i);

      g_string_append_printf (text, "%s=%s,%d;", variant->audience, variant->status, is_due (variant));
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_variant (const AttestArticleRecord *record, const char *audience)
{
  for (guint i = 0; i < record->variants->len; i++)
    if (g_str_equal (((const AttestVariant *) g_ptr_array_index (record->variants, i))->audience, audience))
      return TRUE;
  return FALSE;
}

static GMenu *
make_sources_menu (const AttestArticleRecord *record, const char *audience)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < record->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (record->variants, i);
      /* Translators: a new text begins as a copy of the text for another audience, such as "Start from Doctor" */
      g_autofree char *label = g_strdup_printf (_ ("Start from %s"), find_label (record, variant->audience));
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "article.add-variant", "(ss)", audience, variant->audience);
      g_menu_append_item (menu, item);
    }
  {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ ("Start empty"), NULL);

    g_menu_item_set_action_and_target (item, "article.add-variant", "(ss)", audience, "");
    g_menu_append_item (menu, item);
  }
  return menu;
}

static void
fill_menu (AttestAudienceSwitcher *self, const AttestArticleRecord *record)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < record->audiences->len; i++)
    {
      const AttestAudience *audience = g_ptr_array_index (record->audiences, i);
      g_autoptr (GMenu) sources = NULL;

      if (has_variant (record, audience->key))
        continue;
      sources = make_sources_menu (record, audience->key);
      g_menu_append_submenu (menu, audience->label, G_MENU_MODEL (sources));
    }
  gtk_menu_button_set_menu_model (self->add, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->add),
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0 &&
                              record->refusals[ATTEST_ACT_SAVE] == NULL);
}

static void
show_variants (AttestAudienceSwitcher *self)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  g_autofree char *shown = NULL;

  if (record == NULL)
    return;
  self->filling = TRUE;
  shown = describe (record);
  if (g_strcmp0 (shown, self->shown) != 0)
    {
      g_set_str (&self->shown, shown);
      adw_toggle_group_remove_all (self->group);
      for (guint i = 0; i < record->variants->len; i++)
        adw_toggle_group_add (self->group, make_toggle (record, g_ptr_array_index (record->variants, i)));
    }
  adw_toggle_group_set_active_name (self->group, attest_article_state_get_audience (self->state));
  fill_menu (self, record);
  self->filling = FALSE;
}

static DexFuture *
audience_loaded (DexFuture *future, gpointer user_data)
{
  AttestAudienceSwitcher *self = user_data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    attest_feedback_error (GTK_WIDGET (self), _ ("The text could not be opened"), error);
  return dex_future_new_true ();
}

static void
active_changed_cb (AttestAudienceSwitcher *self)
{
  const char *audience = adw_toggle_group_get_active_name (self->group);
  DexFuture *future = NULL;

  if (self->filling || audience == NULL || g_strcmp0 (audience, attest_article_state_get_audience (self->state)) == 0)
    return;
  future = attest_article_state_load (self->state, audience);
  dex_future_disown (dex_future_finally (future, audience_loaded, g_object_ref (self), g_object_unref));
}

static void
attest_audience_switcher_dispose (GObject *object)
{
  AttestAudienceSwitcher *self = ATTEST_AUDIENCE_SWITCHER (object);

  self->filling = TRUE;
  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  g_clear_pointer (&self->shown, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_AUDIENCE_SWITCHER);

  G_OBJECT_CLASS (attest_audience_switcher_parent_class)->dispose (object);
}

static void
attest_audience_switcher_class_init (AttestAudienceSwitcherClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_audience_switcher_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attestdesk/Attest/attest-audience-switcher.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestAudienceSwitcher, group);
  gtk_widget_class_bind_template_child (widget_class, AttestAudienceSwitcher, add);
}

static void
attest_audience_switcher_init (AttestAudienceSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->group, "notify::active-name", G_CALLBACK (active_changed_cb), self);
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (show_variants), self);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (show_variants), self);
}

void
attest_audience_switcher_set_state (AttestAudienceSwitcher *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_AUDIENCE_SWITCHER (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show_variants (self);
}
