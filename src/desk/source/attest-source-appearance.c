/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-appearance.h"

#include <glib/gi18n.h>

#include "source/attest-source-look.h"

struct _AttestSourceAppearance
{
  AdwBin parent_instance;

  GSettings *settings;

  GCancellable *choosing;

  GtkButton *zoom;
  GtkButton *font;
  GtkLabel *font_name;
};

G_DEFINE_FINAL_TYPE (AttestSourceAppearance, attest_source_appearance, ADW_TYPE_BIN)

static gboolean
get_zoom (GValue *value, GVariant *variant, gpointer user_data)
{
  /* Translators: the size of the text in per cent of the usual one */
  g_value_take_string (value, g_strdup_printf (_ ("%d%%"), g_variant_get_int32 (variant)));
  return TRUE;
}

static PangoFontDescription *
dup_font (const char *font)
{
  return pango_font_description_from_string (*font != '\0' ? font : ATTEST_SOURCE_USUAL_FONT);
}

static gboolean
get_font_name (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *font = g_variant_get_string (variant, NULL);

  g_value_set_string (value, *font != '\0' ? font : ATTEST_SOURCE_USUAL_FONT);
  return TRUE;
}

/* The name is written in the font itself, but in the size of the words around it. */
static gboolean
get_font_look (GValue *value, GVariant *variant, gpointer user_data)
{
  PangoFontDescription *font = dup_font (g_variant_get_string (variant, NULL));
  PangoAttrList *look = pango_attr_list_new ();

  pango_font_description_unset_fields (font, PANGO_FONT_MASK_SIZE);
  pango_attr_list_insert (look, pango_attr_font_desc_new (font));
  pango_font_description_free (font);
  g_value_take_boxed (value, look);
  return TRUE;
}

static void
answered_cb (GObject *window)
{
  g_signal_handlers_block_matched (
      window, G_SIGNAL_MATCH_ID, g_signal_lookup ("response", G_OBJECT_TYPE (window)), 0, NULL, NULL, NULL);
}

/*
 * GtkFontDialog of GTK 4.18 takes every answer of its window, which may stay for a moment after the first: a second one in that moment ended the
 * program. So nobody hears of a second answer.
 */
static void
windows_changed_cb (GListModel *windows, guint position, guint removed, guint added, gpointer user_data)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (g_str_equal (G_OBJECT_TYPE_NAME (window), "GtkFontChooserDialog"))
        g_signal_connect_after (window, "response", G_CALLBACK (answered_cb), NULL);
    }
}

static void
font_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestSourceAppearance) self = user_data;
  PangoFontDescription *font = gtk_font_dialog_choose_font_finish (GTK_FONT_DIALOG (dialog), result, NULL);

  g_clear_object (&self->choosing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->font), TRUE);
  if (font != NULL)
    {
      g_autofree char *name = pango_font_description_to_string (font);

      g_settings_set_string (self->settings, "source-font", g_str_equal (name, ATTEST_SOURCE_USUAL_FONT) ? "" : name);
      pango_font_description_free (font);
    }
}

/*
 * GtkFontDialogButton of GTK 4.18 hears the answer even when it has gone meanwhile, and ended the program by it. This one
 * stays until the answer has come, and takes the window along when it leaves the screen.
 */
static void
choose_font_cb (AttestSourceAppearance *self)
{
  g_autoptr (GtkFontDialog) dialog = gtk_font_dialog_new ();
  g_autofree char *name = g_settings_get_string (self->settings, "source-font");
  PangoFontDescription *font = dup_font (name);

  gtk_font_dialog_set_title (dialog, _ ("Font of the source"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->font), FALSE);
  self->choosing = g_cancellable_new ();
  gtk_font_dialog_choose_font (dialog,
                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                               font,
                               self->choosing,
                               font_chosen_cb,
                               g_object_ref (self));
  pango_font_description_free (font);
}

static void
attest_source_appearance_unroot (GtkWidget *widget)
{
  /* An answer clears the field, so hold what is cancelled. */
  g_autoptr (GCancellable) choosing = NULL;

  g_set_object (&choosing, ATTEST_SOURCE_APPEARANCE (widget)->choosing);
  if (choosing != NULL)
    g_cancellable_cancel (choosing);
  GTK_WIDGET_CLASS (attest_source_appearance_parent_class)->unroot (widget);
}

static void
attest_source_appearance_dispose (GObject *object)
{
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_SOURCE_APPEARANCE);
  g_clear_object (&ATTEST_SOURCE_APPEARANCE (object)->settings);

  G_OBJECT_CLASS (attest_source_appearance_parent_class)->dispose (object);
}

static void
attest_source_appearance_class_init (AttestSourceAppearanceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_source_appearance_dispose;
  widget_class->unroot = attest_source_appearance_unroot;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attestdesk/Attest/attest-source-appearance.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSourceAppearance, zoom);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceAppearance, font);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceAppearance, font_name);
  gtk_widget_class_bind_template_callback (widget_class, choose_font_cb);
}

static void
attest_source_appearance_init (AttestSourceAppearance *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APP_ID);
  g_settings_bind_with_mapping (
      self->settings, "source-zoom", self->zoom, "label", G_SETTINGS_BIND_GET, get_zoom, NULL, NULL, NULL);
  g_settings_bind_with_mapping (
      self->settings, "source-font", self->font_name, "label", G_SETTINGS_BIND_GET, get_font_name, NULL, NULL, NULL);
  g_settings_bind_with_mapping (self->settings,
                                "source-font",
                                self->font_name,
                                "attributes",
                                G_SETTINGS_BIND_GET,
                                get_font_look,
                                NULL,
                                NULL,
                                NULL);
  g_signal_connect_object (
      gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb), self, G_CONNECT_DEFAULT);
}
