/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audience/attest-audience-switcher.h"

#include <glib/gi18n.h>

#include "audience/attest-variant-measures.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-status-look.h"

struct _AttestAudienceSwitcher
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  GHashTable *measures;
  char *shown;
  gboolean filling;
  gboolean compact;

  GtkViewport *viewport;
  AdwToggleGroup *group;
  GtkMenuButton *add;
};

G_DEFINE_FINAL_TYPE (AttestAudienceSwitcher, attest_audience_switcher, ADW_TYPE_BIN)

static const AttestAudience *
find_audience (const AttestArticleRecord *record, const char *key)
{
  for (guint i = 0; i < record->audiences->len; i++)
    {
      const AttestAudience *audience = g_ptr_array_index (record->audiences, i);

      if (g_str_equal (audience->key, key))
        return audience;
    }
  return NULL;
}

static const char *
find_label (const AttestArticleRecord *record, const char *key)
{
  const AttestAudience *audience = find_audience (record, key);

  return audience != NULL ? audience->label : key;
}

static gboolean
is_due (const AttestVariant *variant)
{
  return variant->due_after > 0 && variant->due_after <= g_get_real_time ();
}

static gboolean
is_base_changed (const AttestArticleRecord *record, const AttestVariant *variant)
{
  for (guint i = 0; i < record->variants->len; i++)
    if (g_ptr_array_index (record->variants, i) == variant)
      return g_array_index (record->base_changes, AttestBaseChange, i).changed;
  return FALSE;
}

/* The open text as it is being typed, the others as they were saved last. */
static const AttestReadability *
find_measure (AttestAudienceSwitcher *self, const AttestVariant *variant)
{
  if (g_str_equal (variant->audience, attest_article_state_get_audience (self->state)) &&
      attest_article_state_get_readability (self->state) != NULL)
    return attest_article_state_get_readability (self->state);
  return g_hash_table_lookup (self->measures, variant->newest);
}

static char *
describe_measure (const AttestReadability *measure, double target)
{
  g_autofree char *words = NULL;

  if (measure == NULL)
    return g_strdup ("");
  words = g_strdup_printf (ngettext ("%u word", "%u words", measure->words), measure->words);
  if (!measure->graded)
    return g_steal_pointer (&words);
  if (target > 0)
    /* Translators: a text's length, its reading grade and the grade it should not be above: "412 words, grade 9.8 of 8" */
    return g_strdup_printf (_ ("%s, grade %.1f of %.0f"), words, MAX (measure->flesch_kincaid_grade, 0), target);
  return g_strdup_printf (_ ("%s, grade %.1f"), words, MAX (measure->flesch_kincaid_grade, 0));
}

static void
set_style_class (GtkWidget *widget, const char *style_class, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, style_class);
  else
    gtk_widget_remove_css_class (widget, style_class);
}

/* What is told of a text in its toggle, and with it in words. */
static void
show_details (AttestAudienceSwitcher *self, const AttestVariant *variant)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  AdwToggle *toggle = adw_toggle_group_get_toggle_by_name (self->group, variant->audience);
  GtkWidget *box = toggle != NULL ? adw_toggle_get_child (toggle) : NULL;
  const AttestAudience *audience = find_audience (record, variant->audience);
  const AttestReadability *measure = find_measure (self, variant);
  double target = audience != NULL ? audience->grade_target : 0;
  gboolean above = measure != NULL && measure->graded && target > 0 && measure->flesch_kincaid_grade > target;
  gboolean changed = is_base_changed (record, variant);
  g_autofree char *status = attest_status_dup_label (attest_status_parse (variant->status), is_due (variant));
  g_autofree char *details = describe_measure (measure, target);
  g_autoptr (GString) said = g_string_new (NULL);
  GtkLabel *label = NULL;

  if (box == NULL)
    return;
  label = g_object_get_data (G_OBJECT (box), "details");
  gtk_label_set_label (label, details);
  gtk_widget_set_visible (GTK_WIDGET (label), !self->compact);
  set_style_class (GTK_WIDGET (label), "warning", above);
  set_style_class (GTK_WIDGET (label), "dimmed", !above);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (box), "changed"), changed);

  g_string_append_printf (said, _ ("%s: %s"), find_label (record, variant->audience), status);
  if (*details != '\0')
    g_string_append_printf (said, "\n%s", details);
  if (changed)
    {
      const AttestVariant *base = g_ptr_array_index (record->variants, 0);

      /* Translators: %s is the audience whose text the others follow */
      g_string_append_printf (
          said, _ ("\nThe text for %s was changed since this one was saved"), find_label (record, base->audience));
    }
  adw_toggle_set_tooltip (toggle, said->str);
  g_strdelimit (said->str, "\n", ' ');
  adw_toggle_set_label (toggle, said->str);
}

/* Where not all toggles fit, the one of the open text is in sight. */
static void
show_active (AttestAudienceSwitcher *self)
{
  const char *active = adw_toggle_group_get_active_name (self->group);
  AdwToggle *toggle = active != NULL ? adw_toggle_group_get_toggle_by_name (self->group, active) : NULL;

  if (toggle != NULL && adw_toggle_get_child (toggle) != NULL)
    gtk_viewport_scroll_to (self->viewport, adw_toggle_get_child (toggle), NULL);
}

static void
show_all_details (AttestAudienceSwitcher *self)
{
  GPtrArray *variants = attest_article_state_get_variants (self->state);

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    show_details (self, g_ptr_array_index (variants, i));
}

static GtkWidget *
make_changed_icon (void)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("attest-base-changed-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  gtk_widget_set_visible (icon, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return icon;
}

static AdwToggle *
make_toggle (const AttestArticleRecord *record, const AttestVariant *variant)
{
  AdwToggle *toggle = adw_toggle_new ();
  AttestStatus status = attest_status_parse (variant->status);
  const AttestStatusLook *look = attest_status_get_look (status, is_due (variant));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (find_label (record, variant->audience));
  GtkWidget *details = gtk_label_new (NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (look->icon_name);
  GtkWidget *changed = make_changed_icon ();

  gtk_widget_add_css_class (icon, look->style_class);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (details), 0);
  gtk_widget_add_css_class (details, "caption");
  gtk_widget_add_css_class (details, "numeric");
  gtk_widget_add_css_class (box, "audience-toggle");
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), title);
  gtk_box_append (GTK_BOX (lines), details);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), changed);
  g_object_set_data (G_OBJECT (box), "details", details);
  g_object_set_data (G_OBJECT (box), "changed", changed);
  adw_toggle_set_name (toggle, variant->audience);
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

static void
append_beginning (GMenu *menu, const char *label, const char *audience, const char *source, const char *how)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "article.add-variant", "(sss)", audience, source, how);
  g_menu_append_item (menu, item);
}

/* How a new text begins: as a copy of one that there is, with the headings of one alone, or empty. */
static GMenu *
make_sources_menu (const AttestArticleRecord *record, const char *audience)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) copies = g_menu_new ();
  g_autoptr (GMenu) headings = g_menu_new ();
  g_autoptr (GMenu) nothing = g_menu_new ();

  for (guint i = 0; i < record->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (record->variants, i);
      const char *label = find_label (record, variant->audience);
      /* Translators: a new text begins as a copy of the text for another audience, such as "Copy of Doctor" */
      g_autofree char *copy = g_strdup_printf (_ ("Copy of %s"), label);
      /* Translators: a new text begins with the headings of the text for another audience */
      g_autofree char *only = g_strdup_printf (_ ("Headings of %s"), label);

      append_beginning (copies, copy, audience, variant->audience, "copy");
      append_beginning (headings, only, audience, variant->audience, "headings");
    }
  append_beginning (nothing, _ ("Empty"), audience, "", "empty");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copies));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (headings));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (nothing));
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

static DexFuture *
measured (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestAudienceSwitcher) self = g_weak_ref_get (user_data);
  const GValue *value = dex_future_get_value (future, NULL);
  GHashTable *measures = value != NULL ? g_value_get_boxed (value) : NULL;
  GHashTableIter iter;
  gpointer revision = NULL;
  gpointer measure = NULL;

  if (self == NULL || measures == NULL || self->state == NULL)
    return dex_future_new_true ();
  g_hash_table_iter_init (&iter, measures);
  while (g_hash_table_iter_next (&iter, &revision, &measure))
    g_hash_table_insert (self->measures, g_strdup (revision), g_memdup2 (measure, sizeof (AttestReadability)));
  show_all_details (self);
  return dex_future_new_true ();
}

static void
measure_variants (AttestAudienceSwitcher *self, const AttestArticleRecord *record)
{
  g_autoptr (GStrvBuilder) revisions = g_strv_builder_new ();
  GStrv ids = NULL;

  for (guint i = 0; i < record->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (record->variants, i);

      if (!g_hash_table_contains (self->measures, variant->newest))
        g_strv_builder_add (revisions, variant->newest);
    }
  ids = g_strv_builder_end (revisions);
  if (ids[0] == NULL)
    {
      g_strfreev (ids);
      return;
    }
  dex_future_disown (dex_future_finally (
      attest_variant_measures_load (attest_article_state_get_session (self->state), ids, record->article->language),
      measured,
      attest_weak_ref_new (self),
      attest_weak_ref_free));
}

static void
computed_cb (AttestAudienceSwitcher *self)
{
  const AttestVariant *variant = attest_article_state_get_variant (self->state);

  if (variant != NULL)
    show_details (self, variant);
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
  show_all_details (self);
  show_active (self);
  measure_variants (self, record);
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
  g_clear_pointer (&self->measures, g_hash_table_unref);
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
  gtk_widget_class_bind_template_child (widget_class, AttestAudienceSwitcher, viewport);
  gtk_widget_class_bind_template_child (widget_class, AttestAudienceSwitcher, group);
  gtk_widget_class_bind_template_child (widget_class, AttestAudienceSwitcher, add);
}

static void
attest_audience_switcher_init (AttestAudienceSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->measures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_signal_connect_swapped (self->group, "notify::active-name", G_CALLBACK (active_changed_cb), self);
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (show_variants), self);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (show_variants), self);
  g_signal_group_connect_swapped (self->signals, "computed", G_CALLBACK (computed_cb), self);
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

void
attest_audience_switcher_set_compact (AttestAudienceSwitcher *self, gboolean compact)
{
  g_return_if_fail (ATTEST_IS_AUDIENCE_SWITCHER (self));

  if (self->compact == compact)
    return;
  self->compact = compact;
  if (self->state != NULL && attest_article_state_get_record (self->state) != NULL)
    show_all_details (self);
}
