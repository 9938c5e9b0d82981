/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-messages.h"
#include "preview/attest-preview-view-private.h"
#include "session/attest-future.h"

G_DEFINE_FINAL_TYPE (AttestPreviewView, attest_preview_view, ADW_TYPE_BIN)

static guint signals[ATTEST_PREVIEW_N_SIGNALS];

/* A text that brings the web process down again and again must not keep the machine busy; one that ran for a while may. */
#define MAX_CRASHES 5
#define CRASHES_FORGOTTEN_AFTER (60 * G_TIME_SPAN_SECOND)

static void send_next (AttestPreviewView *self);

void
attest_preview_view_emit (AttestPreviewView *self, AttestPreviewSignal signal, ...)
{
  va_list arguments;

  va_start (arguments, signal);
  g_signal_emit_valist (self, signals[signal], 0, arguments);
  va_end (arguments);
}

/* ---- Calls into the page ---- */

/* What is said goes over as an argument in JSON, never as code. */
static void
call_page (AttestPreviewView *self, const char *function, const char *message, GAsyncReadyCallback callback)
{
  g_autofree char *body = g_strdup_printf ("return attestPreview.%s(JSON.parse(message));", function);
  g_autoptr (GVariant) arguments = g_variant_ref_sink (g_variant_new_parsed ("{'message': <%s>}", message));

  webkit_web_view_call_async_javascript_function (self->web,
                                                  body,
                                                  -1,
                                                  arguments,
                                                  ATTEST_PREVIEW_WORLD,
                                                  NULL,
                                                  self->cancellable,
                                                  callback,
                                                  callback != NULL ? attest_weak_ref_new (self) : NULL);
}

static gboolean
is_settled (AttestPreviewView *self)
{
  return self->loaded && !self->patching && self->shown != NULL;
}

static void
send_marks (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  /* A rendering that is still on its way brings its marks with it. */
  if (!is_settled (self) || self->shown != self->wanted)
    return;
  message = attest_preview_mark_message (
      self->shown, (const AttestPreviewMark *) (gpointer) self->marks->data, self->marks->len);
  call_page (self, "mark", message, NULL);
}

static void
send_scroll (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  if (!self->scroll_waits || !is_settled (self) || self->shown != self->wanted)
    return;
  self->scroll_waits = FALSE;
  message = attest_preview_scroll_message (self->shown, self->scroll_byte, self->scroll_fraction);
  call_page (self, "scroll", message, NULL);
}

static void
send_pairs (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  if (!is_settled (self) || self->shown != self->wanted || self->beside == NULL)
    return;
  message = attest_preview_pair_message (self->pairs);
  call_page (self, "pair", message, NULL);
}

static void
send_change_marks (AttestPreviewView *self, const char *function, GArray *changes)
{
  g_autofree char *message = NULL;

  if (changes == NULL || !is_settled (self) || self->shown != self->wanted)
    return;
  message = attest_preview_changes_message (self->shown, self->beside, changes);
  call_page (self, function, message, NULL);
}

static void
send_changes (AttestPreviewView *self)
{
  send_change_marks (self, "changes", self->changes);
  send_change_marks (self, "currentChange", self->current_change);
}

static void
send_beside (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  if (!self->loaded)
    return;
  message = attest_preview_beside_message (self->beside, self->beside_footer);
  call_page (self, "beside", message, NULL);
  send_pairs (self);
}

static void
send_search (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  if (!self->loaded || self->search == NULL)
    return;
  message = attest_preview_find_message (self->search);
  call_page (self, "find", message, NULL);
}

void
attest_preview_view_send_look (AttestPreviewView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  AttestPreviewLook look = { adw_style_manager_get_dark (style),
                             adw_style_manager_get_high_contrast (style),
                             !adw_get_enable_animations (GTK_WIDGET (self)),
                             gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL };
  g_autofree char *message = NULL;
  GdkRGBA paper;

  /* The same colours as the page's own, so that nothing flashes before its first paint. */
  gdk_rgba_parse (&paper, look.dark ? "#1b1d20" : "#ffffff");
  webkit_web_view_set_background_color (self->web, &paper);
  if (!self->loaded)
    return;
  message = attest_preview_look_message (&look);
  call_page (self, "look", message, NULL);
}

void
attest_preview_view_start (AttestPreviewView *self)
{
  self->loaded = TRUE;
  self->outdated = TRUE;
  attest_preview_view_send_look (self);
  if (self->beside != NULL)
    send_beside (self);
  send_search (self);
  send_next (self);
}

void
attest_preview_view_arrive (AttestPreviewView *self)
{
  if (self->arrived)
    return;
  self->arrived = TRUE;
  g_clear_pointer (&self->shown, attest_rendering_unref);
  self->shown = g_steal_pointer (&self->coming);
}

void
attest_preview_view_stop (AttestPreviewView *self)
{
  self->loaded = FALSE;
  self->patching = FALSE;
  self->selection_start = self->selection_end = self->pointed = 0;
  self->has_selection = FALSE;
  g_clear_pointer (&self->coming, attest_rendering_unref);
  g_clear_pointer (&self->shown, attest_rendering_unref);
}

void
attest_preview_view_reload (AttestPreviewView *self, const char *why)
{
  gint64 now = g_get_monotonic_time ();

  attest_preview_view_stop (self);
  if (now - self->crashed > CRASHES_FORGOTTEN_AFTER)
    self->crashes = 0;
  self->crashed = now;
  self->crashes++;
  if (self->crashes > MAX_CRASHES)
    {
      g_message ("The preview is left alone until the text changes: %s for the %uth time", why, self->crashes);
      return;
    }
  g_message ("The preview is loaded anew: %s", why);
  self->scroll_waits = TRUE;
  attest_preview_web_view_load (self->web);
}

static void
patched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestPreviewView) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);

  attest_weak_ref_free (user_data);
  if (self == NULL || self->web == NULL || !self->patching)
    return;
  if (error != NULL)
    {
      /* The page is not what was thought of it; begin anew from an empty one. */
      attest_preview_view_reload (self, error->message);
      return;
    }
  self->patching = FALSE;
  attest_preview_view_arrive (self);
  send_next (self);
  send_marks (self);
  send_pairs (self);
  send_changes (self);
  send_scroll (self);
  if (!self->told_ready && !self->patching)
    {
      self->told_ready = TRUE;
      attest_preview_view_emit (self, ATTEST_PREVIEW_READY);
    }
}

static void
send_next (AttestPreviewView *self)
{
  g_autofree char *message = NULL;

  if (!self->loaded || self->patching || !self->outdated || (self->wanted == NULL && self->shown == NULL))
    return;
  message = attest_preview_patch_message (
      self->shown, self->wanted, ++self->generation, self->footer, self->keep && self->shown != NULL, self->typed);
  self->patching = TRUE;
  self->arrived = FALSE;
  self->outdated = FALSE;
  self->keep = TRUE;
  self->coming = self->wanted != NULL ? attest_rendering_ref (self->wanted) : NULL;
  call_page (self, "patch", message, patched_cb);
}

/* ---- The object ---- */

/* What was asked of the page holds the web view until it is answered. A page that hangs never answers, so its process is
 * ended here. */
static void
end_web (AttestPreviewView *self)
{
  WebKitWebView *web = g_steal_pointer (&self->web);

  g_signal_handlers_disconnect_by_data (web, self);
  webkit_web_view_terminate_web_process (web);
}

static void
attest_preview_view_dispose (GObject *object)
{
  AttestPreviewView *self = ATTEST_PREVIEW_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->web != NULL)
    end_web (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->wanted, attest_rendering_unref);
  g_clear_pointer (&self->coming, attest_rendering_unref);
  g_clear_pointer (&self->shown, attest_rendering_unref);
  g_clear_pointer (&self->beside, attest_rendering_unref);

  G_OBJECT_CLASS (attest_preview_view_parent_class)->dispose (object);
}

static void
attest_preview_view_finalize (GObject *object)
{
  AttestPreviewView *self = ATTEST_PREVIEW_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->footer, g_free);
  g_clear_pointer (&self->beside_footer, g_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->pairs, g_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->current_change, g_array_unref);

  G_OBJECT_CLASS (attest_preview_view_parent_class)->finalize (object);
}

static void
install_signal (GType type,
                AttestPreviewSignal signal,
                const char *name,
                guint n_params,
                GType one,
                GType two,
                GType three)
{
  GType types[] = { one, two, three };

  signals[signal] = g_signal_newv (name, type, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL, G_TYPE_NONE, n_params, types);
}

static void
attest_preview_view_class_init (AttestPreviewViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = attest_preview_view_dispose;
  object_class->finalize = attest_preview_view_finalize;
  widget_class->measure = attest_preview_view_measure;
  widget_class->size_allocate = attest_preview_view_allocate;
  gtk_widget_class_set_css_name (widget_class, "preview");

  install_signal (type, ATTEST_PREVIEW_READY, "ready", 0, 0, 0, 0);
  install_signal (type, ATTEST_PREVIEW_CLICKED, "clicked", 1, G_TYPE_UINT64, 0, 0);
  install_signal (type, ATTEST_PREVIEW_SELECTED, "selected", 2, G_TYPE_UINT64, G_TYPE_UINT64, 0);
  install_signal (type, ATTEST_PREVIEW_SCROLLED, "scrolled", 2, G_TYPE_UINT64, G_TYPE_DOUBLE, 0);
  install_signal (type, ATTEST_PREVIEW_LINK_ACTIVATED, "link-activated", 1, G_TYPE_STRING, 0, 0);
  install_signal (type, ATTEST_PREVIEW_FOUND, "found", 2, G_TYPE_UINT, G_TYPE_UINT, 0);
  install_signal (type, ATTEST_PREVIEW_MENU, "menu", 3, WEBKIT_TYPE_CONTEXT_MENU, G_TYPE_UINT64, G_TYPE_UINT64);
}

static void
attest_preview_view_init (AttestPreviewView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->cancellable = g_cancellable_new ();
  self->marks = g_array_new (FALSE, FALSE, sizeof (AttestPreviewMark));
  self->zoom = 1;
  self->typed = G_MAXSIZE;
  /* The page has a width and a zoom of its own, which a bin would not give it. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  attest_preview_view_make_web (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->web));
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (attest_preview_view_send_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      style, "notify::high-contrast", G_CALLBACK (attest_preview_view_send_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)),
                           "notify::gtk-enable-animations",
                           G_CALLBACK (attest_preview_view_send_look),
                           self,
                           G_CONNECT_SWAPPED);
  attest_preview_view_send_look (self);
  attest_preview_web_view_load (self->web);
}

AttestPreviewView *
attest_preview_view_new (void)
{
  return g_object_new (ATTEST_TYPE_PREVIEW_VIEW, NULL);
}

void
attest_preview_view_set_asset_func (AttestPreviewView *self, AttestPreviewAsset func, gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  self->asset = func;
  self->asset_data = user_data;
}

void
attest_preview_view_set_rendering (AttestPreviewView *self,
                                   AttestRendering *rendering,
                                   const char *footer,
                                   gboolean keep)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  if (rendering != NULL)
    attest_rendering_ref (rendering);
  g_clear_pointer (&self->wanted, attest_rendering_unref);
  self->wanted = rendering;
  g_set_str (&self->footer, footer);
  g_array_set_size (self->marks, 0);
  /* One that waits may have been another article's, which the page has not shown yet. */
  self->keep = keep && (self->keep || !self->outdated);
  self->outdated = TRUE;
  if (!self->loaded && self->crashes > MAX_CRASHES)
    {
      self->crashes = MAX_CRASHES;
      attest_preview_web_view_load (self->web);
    }
  send_next (self);
}

void
attest_preview_view_set_typed (AttestPreviewView *self, gsize byte)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  self->typed = byte;
}

AttestRendering *
attest_preview_view_get_shown (AttestPreviewView *self)
{
  g_return_val_if_fail (ATTEST_IS_PREVIEW_VIEW (self), NULL);

  return is_settled (self) ? self->shown : NULL;
}

void
attest_preview_view_set_marks (AttestPreviewView *self, const AttestPreviewMark *marks, gsize n_marks)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  g_array_set_size (self->marks, 0);
  if (n_marks > 0)
    g_array_append_vals (self->marks, marks, (guint) n_marks);
  send_marks (self);
}

void
attest_preview_view_scroll_to (AttestPreviewView *self, gsize byte, double fraction)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  self->scroll_byte = byte;
  self->scroll_fraction = fraction;
  self->scroll_waits = TRUE;
  send_scroll (self);
}

void
attest_preview_view_reveal (AttestPreviewView *self, gsize start, gsize end)
{
  g_autofree char *message = NULL;

  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  if (is_settled (self))
    message = attest_preview_reveal_message (self->shown, start, end);
  if (message != NULL)
    call_page (self, "reveal", message, NULL);
}

void
attest_preview_view_set_beside (AttestPreviewView *self, AttestRendering *rendering, const char *footer)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  if (rendering == NULL && self->beside == NULL)
    return;
  if (rendering != NULL)
    attest_rendering_ref (rendering);
  g_clear_pointer (&self->beside, attest_rendering_unref);
  g_clear_pointer (&self->pairs, g_array_unref);
  self->beside = rendering;
  g_set_str (&self->beside_footer, footer);
  send_beside (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
attest_preview_view_set_pairs (AttestPreviewView *self, GArray *pairs)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  if (pairs != NULL)
    g_array_ref (pairs);
  g_clear_pointer (&self->pairs, g_array_unref);
  self->pairs = pairs;
  send_pairs (self);
}

static void
take_changes (GArray **place, GArray *changes)
{
  GArray *taken = changes != NULL ? g_array_ref (changes) : g_array_new (FALSE, FALSE, sizeof (AttestPreviewChange));

  g_clear_pointer (place, g_array_unref);
  *place = taken;
}

void
attest_preview_view_set_changes (AttestPreviewView *self, GArray *changes)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  take_changes (&self->changes, changes);
  send_change_marks (self, "changes", self->changes);
}

void
attest_preview_view_set_current_change (AttestPreviewView *self, GArray *changes)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  take_changes (&self->current_change, changes);
  send_change_marks (self, "currentChange", self->current_change);
}

void
attest_preview_view_find (AttestPreviewView *self, const char *text)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));
  g_return_if_fail (text != NULL);

  g_set_str (&self->search, text);
  send_search (self);
}

void
attest_preview_view_find_next (AttestPreviewView *self, int step)
{
  g_autofree char *message = NULL;

  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  message = attest_preview_step_message (step);
  if (self->loaded)
    call_page (self, "findNext", message, NULL);
}

void
attest_preview_view_find_end (AttestPreviewView *self)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  g_clear_pointer (&self->search, g_free);
  if (self->loaded)
    call_page (self, "findEnd", "{}", NULL);
}

gboolean
attest_preview_view_get_has_selection (AttestPreviewView *self)
{
  g_return_val_if_fail (ATTEST_IS_PREVIEW_VIEW (self), FALSE);

  return self->has_selection;
}

void
attest_preview_view_copy (AttestPreviewView *self)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  webkit_web_view_execute_editing_command (self->web, WEBKIT_EDITING_COMMAND_COPY);
}

void
attest_preview_view_set_caret (AttestPreviewView *self, gboolean caret)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  webkit_settings_set_enable_caret_browsing (webkit_web_view_get_settings (self->web), caret);
}

void
attest_preview_view_take_keyboard (AttestPreviewView *self)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->web));
}

gboolean
attest_preview_view_has_keyboard (AttestPreviewView *self)
{
  g_return_val_if_fail (ATTEST_IS_PREVIEW_VIEW (self), FALSE);

  return self->web != NULL && gtk_widget_has_focus (GTK_WIDGET (self->web));
}

void
attest_preview_view_set_print_words (AttestPreviewView *self, const char *const *lines)
{
  g_autofree char *message = NULL;

  g_return_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  message = attest_preview_print_message (lines);
  if (self->loaded)
    call_page (self, "printWords", message, NULL);
}

WebKitPrintOperation *
attest_preview_view_new_print_operation (AttestPreviewView *self)
{
  g_return_val_if_fail (ATTEST_IS_PREVIEW_VIEW (self), NULL);

  return webkit_print_operation_new (self->web);
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = DEX_PROMISE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (value == NULL)
    dex_promise_reject (promise, g_steal_pointer (&error));
  else
    dex_promise_resolve_string (promise, jsc_value_to_string (value));
}

DexFuture *
attest_preview_view_describe (AttestPreviewView *self)
{
  DexPromise *promise;

  dex_return_error_if_fail (ATTEST_IS_PREVIEW_VIEW (self));

  promise = dex_promise_new ();
  webkit_web_view_evaluate_javascript (self->web,
                                       "attestPreview.describe()",
                                       -1,
                                       ATTEST_PREVIEW_WORLD,
                                       NULL,
                                       self->cancellable,
                                       described_cb,
                                       dex_ref (promise));
  return DEX_FUTURE (promise);
}
