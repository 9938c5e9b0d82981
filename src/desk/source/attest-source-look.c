/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-look.h"

#define ZOOM_STEP 10
#define LEAST_ZOOM 50
#define MOST_ZOOM 300

/* Typographers say 45 to 75 letters; Markdown's marks take some of them. */
#define LETTERS 78

/* Margins and gutter of the source, which are no part of its lines. */
#define MARGINS 92

#define DIMMED "attest-dimmed"

/* @line_first, @line_last: marks around the paragraph that is not dimmed; NULL while none is */
struct _AttestSourceLook
{
  GObject parent_instance;

  GtkTextView *view;
  AdwClampScrollable *clamp;
  GSettings *settings;
  GtkCssProvider *provider;
  GtkTextBuffer *buffer;
  GSignalGroup *buffer_signals;
  GtkTextMark *first;
  GtkTextMark *last;
  double scrolled;
};

G_DEFINE_FINAL_TYPE (AttestSourceLook, attest_source_look, G_TYPE_OBJECT)

/* ---- Font and line length ---- */

static void
append_font (GString *css, const PangoFontDescription *font)
{
  static const char *const styles[] = { "normal", "oblique", "italic" };
  g_autofree char *family = g_strescape (pango_font_description_get_family (font), G_CSET_a_2_z);

  g_string_append_printf (css,
                          "font-family: \"%s\"; font-weight: %d; font-style: %s;",
                          family,
                          (int) pango_font_description_get_weight (font),
                          styles[pango_font_description_get_style (font)]);
}

static void
show_font (AttestSourceLook *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "source-font");
  int zoom = g_settings_get_int (self->settings, "source-zoom");
  g_autoptr (PangoFontDescription) font =
      pango_font_description_from_string (*name != '\0' ? name : ATTEST_SOURCE_USUAL_FONT);
  PangoFontMetrics *metrics = NULL;
  g_autoptr (GString) css = g_string_new (".source-text, .source-text gutter {");
  double points = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  double width = 0;

  if (*name != '\0' && pango_font_description_get_family (font) != NULL)
    append_font (css, font);
  if (points <= 0)
    points = 11;
  points = points * zoom / 100;
  g_string_append_printf (css, "font-size: %d.%02dpt; }", (int) points, (int) (points * 100) % 100);
  gtk_css_provider_load_from_string (self->provider, css->str);

  pango_font_description_set_size (font, (int) (points * PANGO_SCALE));
  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self->view)), font, NULL);
  width = pango_font_metrics_get_approximate_char_width (metrics) / (double) PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  adw_clamp_scrollable_set_maximum_size (self->clamp, (int) (width * LETTERS) + MARGINS);
  adw_clamp_scrollable_set_tightening_threshold (self->clamp, (int) (width * LETTERS * 3 / 4) + MARGINS);
}

void
attest_source_look_zoom (AttestSourceLook *self, int step)
{
  int zoom = g_settings_get_int (self->settings, "source-zoom");

  g_return_if_fail (ATTEST_IS_SOURCE_LOOK (self));

  if (step == 0)
    g_settings_reset (self->settings, "source-zoom");
  else
    g_settings_set_int (self->settings, "source-zoom", CLAMP (zoom + step * ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM));
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, AttestSourceLook *self)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((modifiers & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  /* A touchpad tells of many small steps. */
  self->scrolled += dy;
  if (self->scrolled <= -1 || self->scrolled >= 1)
    {
      attest_source_look_zoom (self, self->scrolled < 0 ? 1 : -1);
      self->scrolled = 0;
    }
  return GDK_EVENT_STOP;
}

/* ---- Focus mode ---- */

static gboolean
is_blank (const GtkTextIter *line)
{
  GtkTextIter iter = *line;

  while (!gtk_text_iter_ends_line (&iter))
    {
      if (!g_unichar_isspace (gtk_text_iter_get_char (&iter)))
        return FALSE;
      gtk_text_iter_forward_char (&iter);
    }
  return TRUE;
}

/* From one blank line to the next, and at most this many lines to each side. */
static void
find_paragraph (AttestSourceLook *self, GtkTextIter *first, GtkTextIter *last)
{
  const int most = 400;

  gtk_text_buffer_get_iter_at_mark (self->buffer, first, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_iter_set_line_offset (first, 0);
  *last = *first;
  for (int i = 0; i < most && gtk_text_iter_get_line (first) > 0; i++)
    {
      GtkTextIter above = *first;

      gtk_text_iter_backward_line (&above);
      if (is_blank (&above))
        break;
      *first = above;
    }
  for (int i = 0; i < most && !is_blank (last) && gtk_text_iter_forward_line (last); i++)
    continue;
}

static void
forget_paragraph (AttestSourceLook *self)
{
  if (self->first != NULL && self->buffer != NULL)
    {
      gtk_text_buffer_delete_mark (self->buffer, self->first);
      gtk_text_buffer_delete_mark (self->buffer, self->last);
    }
  g_clear_object (&self->first);
  g_clear_object (&self->last);
}

static void
make_tag (AttestSourceLook *self)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (self->buffer);
  GtkTextTag *tag = gtk_text_tag_table_lookup (table, DIMMED);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (self->buffer, DIMMED, NULL);
  g_object_set (tag, "foreground", dark ? "#6c6c70" : "#a8a8ac", NULL);
  /* Above the colours of the language. */
  gtk_text_tag_set_priority (tag, gtk_text_tag_table_get_size (table) - 1);
}

void
attest_source_look_update_focus (AttestSourceLook *self)
{
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter first;
  GtkTextIter last;

  g_return_if_fail (ATTEST_IS_SOURCE_LOOK (self));

  if (self->buffer == NULL)
    return;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  forget_paragraph (self);
  make_tag (self);
  gtk_text_buffer_remove_tag_by_name (self->buffer, DIMMED, &start, &end);
  if (!g_settings_get_boolean (self->settings, "focus-mode"))
    return;
  find_paragraph (self, &first, &last);
  gtk_text_buffer_apply_tag_by_name (self->buffer, DIMMED, &start, &first);
  gtk_text_buffer_apply_tag_by_name (self->buffer, DIMMED, &last, &end);
  self->first = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &first, TRUE));
  self->last = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &last, FALSE));
}

/* Only the paragraph that was left and the one that is entered change, so that a long text costs no more than a short one. */
static void
cursor_moved_cb (AttestSourceLook *self)
{
  GtkTextIter old_first;
  GtkTextIter old_last;
  GtkTextIter first;
  GtkTextIter last;

  if (self->first == NULL)
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &old_first, self->first);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &old_last, self->last);
  find_paragraph (self, &first, &last);
  if (gtk_text_iter_equal (&first, &old_first) && gtk_text_iter_equal (&last, &old_last))
    return;
  gtk_text_buffer_apply_tag_by_name (self->buffer, DIMMED, &old_first, &old_last);
  gtk_text_buffer_remove_tag_by_name (self->buffer, DIMMED, &first, &last);
  gtk_text_buffer_move_mark (self->buffer, self->first, &first);
  gtk_text_buffer_move_mark (self->buffer, self->last, &last);
}

/* ---- The object ---- */

static void
attest_source_look_dispose (GObject *object)
{
  AttestSourceLook *self = ATTEST_SOURCE_LOOK (object);

  attest_source_look_set_buffer (self, NULL);
  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  g_clear_object (&self->settings);
  g_clear_object (&self->buffer_signals);

  G_OBJECT_CLASS (attest_source_look_parent_class)->dispose (object);
}

static void
attest_source_look_class_init (AttestSourceLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_source_look_dispose;
}

static void
attest_source_look_init (AttestSourceLook *self)
{
  self->settings = g_settings_new (APP_ID);
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (self->provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  self->buffer_signals = g_signal_group_new (GTK_TYPE_TEXT_BUFFER);
  g_signal_group_connect_swapped (self->buffer_signals, "notify::cursor-position", G_CALLBACK (cursor_moved_cb), self);
  g_signal_connect_object (self->settings, "changed::source-font", G_CALLBACK (show_font), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::source-zoom", G_CALLBACK (show_font), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->settings, "changed::focus-mode", G_CALLBACK (attest_source_look_update_focus), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (),
                           "notify::dark",
                           G_CALLBACK (attest_source_look_update_focus),
                           self,
                           G_CONNECT_SWAPPED);
}

AttestSourceLook *
attest_source_look_new (GtkTextView *view, AdwClampScrollable *clamp)
{
  AttestSourceLook *self = g_object_new (ATTEST_TYPE_SOURCE_LOOK, NULL);
  GtkEventController *controller = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->view = view;
  self->clamp = clamp;
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (view), controller);
  show_font (self);
  return self;
}

void
attest_source_look_set_buffer (AttestSourceLook *self, GtkTextBuffer *buffer)
{
  g_return_if_fail (ATTEST_IS_SOURCE_LOOK (self));

  if (self->buffer == buffer)
    return;
  forget_paragraph (self);
  g_signal_group_set_target (self->buffer_signals, buffer);
  g_set_object (&self->buffer, buffer);
  attest_source_look_update_focus (self);
}
