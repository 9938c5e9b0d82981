/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-appearance.h"

#include <glib/gi18n.h>

#include "source/attest-source-look.h"

struct _AttestSourceAppearance
{
  AdwBin parent_instance;

  GSettings *settings;

  GtkButton *zoom;
  GtkFontDialogButton *font;
};

G_DEFINE_FINAL_TYPE (AttestSourceAppearance, attest_source_appearance, ADW_TYPE_BIN)

static gboolean
get_zoom (GValue *value, GVariant *variant, gpointer user_data)
{
  /* Translators: the size of the text in per cent of the usual one */
  g_value_take_string (value, g_strdup_printf (_ ("%d%%"), g_variant_get_int32 (variant)));
  return TRUE;
}

static gboolean
get_font (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *font = g_variant_get_string (variant, NULL);

  g_value_take_boxed (value, pango_font_description_from_string (*font != '\0' ? font : ATTEST_SOURCE_USUAL_FONT));
  return TRUE;
}

static GVariant *
set_font (const GValue *value, const GVariantType *type, gpointer user_data)
{
  g_autofree char *font = pango_font_description_to_string (g_value_get_boxed (value));

  return g_variant_new_string (g_str_equal (font, ATTEST_SOURCE_USUAL_FONT) ? "" : font);
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attestdesk/Attest/attest-source-appearance.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSourceAppearance, zoom);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceAppearance, font);
}

static void
attest_source_appearance_init (AttestSourceAppearance *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APP_ID);
  g_settings_bind_with_mapping (
      self->settings, "source-zoom", self->zoom, "label", G_SETTINGS_BIND_GET, get_zoom, NULL, NULL, NULL);
  g_settings_bind_with_mapping (
      self->settings, "source-font", self->font, "font-desc", G_SETTINGS_BIND_DEFAULT, get_font, set_font, NULL, NULL);
  g_signal_connect_object (
      gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb), self, G_CONNECT_DEFAULT);
}
