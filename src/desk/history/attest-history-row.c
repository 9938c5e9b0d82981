/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/attest-history-row.h"

#include <glib/gi18n.h>

#include "session/attest-menu.h"
#include "session/attest-time-words.h"

struct _AttestHistoryRow
{
  GtkListBoxRow parent_instance;

  const AttestHistoryEntry *entry;
  char *day;
};

G_DEFINE_FINAL_TYPE (AttestHistoryRow, attest_history_row, GTK_TYPE_LIST_BOX_ROW)

static void
add_words (GtkBox *box, const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_box_append (box, label);
}

/* What happened, and below it what was said; the day stands above all that happened on it. */
static GtkWidget *
make_words (const AttestHistoryEntry *entry, const char *time)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_hexpand (words, TRUE);
  add_words (GTK_BOX (words), entry->text, NULL);
  if (entry->detail != NULL)
    add_words (GTK_BOX (words), entry->detail, "history-detail");
  add_words (GTK_BOX (words), time, "history-time");
  return words;
}

static GtkWidget *
make_icon (const AttestHistoryEntry *entry)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (entry->icon_name);

  gtk_widget_add_css_class (icon, entry->style_class);
  gtk_widget_add_css_class (icon, "history-icon");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return icon;
}

static GtkWidget *
make_new_label (void)
{
  /* Translators: beside something that happened since the reader last looked */
  GtkWidget *label = gtk_label_new (_ ("New"));

  gtk_widget_add_css_class (label, "new-label");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}

static GtkWidget *
make_menu_button (const AttestHistoryEntry *entry, gboolean may_restore)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  if (entry->is_save)
    attest_menu_add (menu, _ ("_What this changed"), "win.compare", g_variant_new ("(ss)", "", entry->revision));
  attest_menu_add (menu, _ ("What changed _since"), "win.compare", g_variant_new ("(ss)", entry->revision, ""));
  attest_menu_add (
      menu, _ ("_Read this text"), "article.read", g_variant_new ("(ss)", entry->audience, entry->revision));
  if (entry->is_save && may_restore)
    attest_menu_add (menu, _ ("R_estore this text…"), "article.restore-text", g_variant_new_string (entry->revision));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("More about this text"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  return button;
}

/* What a click on the row does, where it does anything. */
static void
set_action (AttestHistoryRow *self, const AttestHistoryEntry *entry)
{
  if (entry->is_save)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(ss)", "", entry->revision);
  else if (entry->is_verdict)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(ss)", entry->revision, "");
  else
    return;
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.compare");
}

static void
attest_history_row_finalize (GObject *object)
{
  g_free (ATTEST_HISTORY_ROW (object)->day);

  G_OBJECT_CLASS (attest_history_row_parent_class)->finalize (object);
}

static void
attest_history_row_class_init (AttestHistoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_history_row_finalize;
}

static void
attest_history_row_init (AttestHistoryRow *self)
{
}

GtkWidget *
attest_history_row_new (const AttestHistoryEntry *entry, gboolean may_restore)
{
  AttestHistoryRow *self = g_object_new (ATTEST_TYPE_HISTORY_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *time = attest_time_dup_clock (entry->time);
  g_autofree char *spoken = NULL;

  self->entry = entry;
  self->day = attest_time_dup_day (entry->time);
  spoken = g_strdup_printf ("%s. %s %s. %s", entry->text, self->day, time, entry->detail != NULL ? entry->detail : "");
  gtk_box_append (GTK_BOX (box), make_icon (entry));
  gtk_box_append (GTK_BOX (box), make_words (entry, time));
  if (entry->is_new)
    gtk_box_append (GTK_BOX (box), make_new_label ());
  if (entry->audience != NULL && entry->revision != NULL && (entry->is_save || entry->is_verdict))
    gtk_box_append (GTK_BOX (box), make_menu_button (entry, may_restore));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), entry->is_save || entry->is_verdict);
  set_action (self, entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

const AttestHistoryEntry *
attest_history_row_get_entry (AttestHistoryRow *self)
{
  g_return_val_if_fail (ATTEST_IS_HISTORY_ROW (self), NULL);

  return self->entry;
}

const char *
attest_history_row_get_day (AttestHistoryRow *self)
{
  g_return_val_if_fail (ATTEST_IS_HISTORY_ROW (self), NULL);

  return self->day;
}
