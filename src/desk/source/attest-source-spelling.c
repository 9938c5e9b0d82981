/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-spelling.h"

#include <libspelling.h>
#include <string.h>

struct _AttestSourceSpelling
{
  GObject parent_instance;

  GtkTextView *view;
  GSettings *settings;
  SpellingTextBufferAdapter *adapter;
  char *language;
  char *dictionary;
  gboolean editable;
};

G_DEFINE_FINAL_TYPE (AttestSourceSpelling, attest_source_spelling, G_TYPE_OBJECT)

/* "en-GB" and "en_GB.UTF-8" are "en_GB" to Enchant. */
static char *
dup_code (const char *language)
{
  char *code = g_strdelimit (g_strdup (language), "-", '_');

  code[strcspn (code, ".@")] = '\0';
  return code;
}

static gboolean
is_of_language (const char *code, const char *language)
{
  gsize length = strcspn (language, "_");

  return strncmp (code, language, length) == 0 && (code[length] == '_' || code[length] == '\0');
}

char *
attest_source_spelling_choose_dictionary (const char *language)
{
  SpellingProvider *provider = spelling_provider_get_default ();
  g_autoptr (GListModel) known = NULL;
  g_autofree char *code = dup_code (language != NULL && *language != '\0' ? language : "en");
  const char *const *desktop = g_get_language_names ();
  char *found = NULL;

  if (spelling_provider_supports_language (provider, code) && strchr (code, '_') != NULL)
    return g_steal_pointer (&code);
  for (guint i = 0; desktop[i] != NULL; i++)
    {
      g_autofree char *region = dup_code (desktop[i]);

      if (strchr (region, '_') != NULL && is_of_language (region, code) &&
          spelling_provider_supports_language (provider, region))
        return g_steal_pointer (&region);
    }
  known = spelling_provider_list_languages (provider);
  for (guint i = 0; known != NULL && i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr (SpellingLanguage) item = g_list_model_get_item (known, i);
      const char *other = spelling_language_get_code (item);

      /* The first by name, so that the choice does not depend on how dictionaries were installed; American for English. */
      if (!is_of_language (other, code))
        continue;
      if (found == NULL || g_str_equal (other, "en_US") || (!g_str_equal (found, "en_US") && strcmp (other, found) < 0))
        {
          g_free (found);
          found = g_strdup (other);
        }
    }
  return found;
}

static void
show_enabled (AttestSourceSpelling *self)
{
  if (self->adapter != NULL)
    spelling_text_buffer_adapter_set_enabled (self->adapter,
                                              self->editable && self->dictionary != NULL &&
                                                  g_settings_get_boolean (self->settings, "check-spelling"));
}

static void
take_adapter (AttestSourceSpelling *self, GtkSourceBuffer *buffer)
{
  g_autoptr (SpellingChecker) checker = NULL;

  if (self->adapter != NULL)
    {
      spelling_text_buffer_adapter_set_enabled (self->adapter, FALSE);
      gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spelling", NULL);
      g_clear_object (&self->adapter);
    }
  if (buffer == NULL)
    return;
  checker = spelling_checker_new (spelling_provider_get_default (), self->dictionary);
  self->adapter = spelling_text_buffer_adapter_new (buffer, checker);
  /* It would look for corrections whenever the cursor rests at an unknown word, which holds the window up for several frames.
   * The menu asks for them when it opens. */
  g_signal_handlers_block_matched (buffer,
                                   G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                   g_signal_lookup ("cursor-moved", GTK_SOURCE_TYPE_BUFFER),
                                   0,
                                   NULL,
                                   NULL,
                                   self->adapter);
  gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spelling", G_ACTION_GROUP (self->adapter));
}

void
attest_source_spelling_set_text (AttestSourceSpelling *self,
                                 GtkSourceBuffer *buffer,
                                 const char *language,
                                 gboolean editable)
{
  g_autofree char *dictionary = NULL;
  GtkSourceBuffer *now = NULL;

  g_return_if_fail (ATTEST_IS_SOURCE_SPELLING (self));

  /* Asking for all dictionaries takes a moment, so it is done once for a language. */
  if (buffer != NULL && self->dictionary != NULL && g_strcmp0 (self->language, language) == 0)
    dictionary = g_strdup (self->dictionary);
  else if (buffer != NULL)
    dictionary = attest_source_spelling_choose_dictionary (language);
  g_set_str (&self->language, language);
  if (self->adapter != NULL)
    now = spelling_text_buffer_adapter_get_buffer (self->adapter);
  self->editable = editable;
  if (g_set_str (&self->dictionary, dictionary) || now != buffer)
    take_adapter (self, buffer);
  show_enabled (self);
}

GMenuModel *
attest_source_spelling_get_menu (AttestSourceSpelling *self)
{
  g_return_val_if_fail (ATTEST_IS_SOURCE_SPELLING (self), NULL);

  return self->adapter != NULL ? spelling_text_buffer_adapter_get_menu_model (self->adapter) : NULL;
}

static void
attest_source_spelling_dispose (GObject *object)
{
  AttestSourceSpelling *self = ATTEST_SOURCE_SPELLING (object);

  take_adapter (self, NULL);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (attest_source_spelling_parent_class)->dispose (object);
}

static void
attest_source_spelling_finalize (GObject *object)
{
  AttestSourceSpelling *self = ATTEST_SOURCE_SPELLING (object);

  g_free (self->language);
  g_free (self->dictionary);

  G_OBJECT_CLASS (attest_source_spelling_parent_class)->finalize (object);
}

static void
attest_source_spelling_class_init (AttestSourceSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_source_spelling_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_source_spelling_finalize;

  spelling_init ();
}

static void
attest_source_spelling_init (AttestSourceSpelling *self)
{
  self->settings = g_settings_new (APP_ID);
  g_signal_connect_object (
      self->settings, "changed::check-spelling", G_CALLBACK (show_enabled), self, G_CONNECT_SWAPPED);
}

/* The menu is about the word at the cursor, so the cursor goes to the word that is clicked at. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AttestSourceSpelling *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter iter;
  int buffer_x = 0;
  int buffer_y = 0;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  if (!gtk_text_buffer_get_has_selection (buffer) &&
      gtk_text_view_get_iter_at_location (self->view, &iter, buffer_x, buffer_y))
    gtk_text_buffer_place_cursor (buffer, &iter);
  if (self->adapter != NULL)
    spelling_text_buffer_adapter_update_corrections (self->adapter);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType modifiers,
                AttestSourceSpelling *self)
{
  GdkModifierType held = modifiers & gtk_accelerator_get_default_mod_mask ();

  if (self->adapter != NULL && (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && held == GDK_SHIFT_MASK)))
    spelling_text_buffer_adapter_update_corrections (self->adapter);
  return GDK_EVENT_PROPAGATE;
}

AttestSourceSpelling *
attest_source_spelling_new (GtkTextView *view)
{
  AttestSourceSpelling *self = g_object_new (ATTEST_TYPE_SOURCE_SPELLING, NULL);
  GtkGesture *gesture = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->view = view;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (gesture));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  return self;
}
