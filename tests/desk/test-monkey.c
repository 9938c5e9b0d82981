/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <X11/Xlib.h>
#include <gmodule.h>
#include <webkit/webkit.h>

#include "article/attest-article-page.h"
#include "attest-application.h"
#include "attest-window.h"
#include "desk-fixture.h"

/*
 * Somebody without a plan at the whole window: presses whatever button is in sight, types, goes through dialogs, pages,
 * audiences and people, and now and then takes the web process away. What it must not bring about is a crash, a warning,
 * or something that outlives its place: whatever was on the screen has to be gone once the library alone is in sight.
 *
 * Each step is told, and the seed: ATTEST_MONKEY_SEED goes the same way again, as far as the machine's timing lets it.
 * Without it the plain test always goes one way, and the long one a new way each time. ATTEST_MONKEY_SECONDS says for how
 * long.
 */

/* What is the same for every change tells whether the change is at fault; the long way goes where nobody went before. */
#define SEED 20261126
#define SECONDS 120
#define SECONDS_LONG 900
#define REST_AFTER_STEPS 400
#define LONGEST_PAUSE_MS 40
#define PATIENCE_MS 100
#define CHOOSER_PATIENCE_MS 1000
#define LIST_WEIGHT 12
#define POINTER_X 400
#define POINTER_Y 300

typedef int (*FakeKey) (Display *display, unsigned int keycode, int is_press, unsigned long delay);

typedef struct
{
  GRand *rand;
  AttestApplication *application;
  AttestWindow *window;
  Display *display;
  FakeKey fake_key;
  GHashTable *tracked;
  char *library;
  guint step;
} Monkey;

static const char *const keys[] = {
  "a",
  "e",
  "x",
  "space",
  "space",
  "period",
  "Return",
  "Return",
  "Tab",
  "Tab",
  "Tab",
  "Shift_L+Tab",
  "Up",
  "Down",
  "Left",
  "Right",
  "Home",
  "End",
  "BackSpace",
  "Delete",
  "Escape",
  "F8",
  "F9",
  "Shift_L+F8",
  "F10",
  "Page_Down",
  "Page_Up",
  "Control_L+z",
  "asterisk",
  "Control_L+Shift_L+z",
  "minus",
  "Control_L+a",
  "1",
  "Control_L+c",
  "numbersign",
  "Control_L+v",
  "Control_L+s",
  "Control_L+x",
  "Control_L+f",
  "Control_L+1",
  "Control_L+2",
  "Control_L+3",
  "Control_L+4",
  "Alt_L+1",
  "Alt_L+2",
  "Alt_L+3",
  "Alt_L+Home",
  "Control_L+Alt_L+m",
  "Shift_L+Right",
  "Shift_L+Down",
  "Control_L+Shift_L+Right",
  "Control_L+End",
  "Control_L+b",
  "Control_L+i",
  "Control_L+k",
  "Menu",
};

static const char *const words[] = { "dose",          "0.5 mg/kg", "**bold**", "\n\n",      "# ", "- ", "[@key]",
                                     "https://x.org", "naïve",     "العربية",  "| a | b |", "> ", "😀", "<b>" };

/* What the toolkit says of its own parts, for a frame, with nothing that we could do about it. */
static const char *const excused[] = {
  /* An indicator of a view switcher that is drawn in the frame in which its badge comes. */
  "Trying to snapshot GtkGizmo",
};

/* Ends the program. */
static const char *const left_alone[] = { "quit", "close" };

/* ---- Looking ---- */

static void
gone_cb (gpointer data, GObject *object)
{
  g_hash_table_remove (data, object);
}

static void
track (Monkey *self, GtkWidget *widget)
{
  if (g_hash_table_contains (self->tracked, widget))
    return;
  g_hash_table_insert (self->tracked, widget, g_strdup (G_OBJECT_TYPE_NAME (widget)));
  g_object_weak_ref (G_OBJECT (widget), gone_cb, self->tracked);
}

static gboolean
is_control (GtkWidget *widget)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);

  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_LIST_BOX_ROW (widget) ||
         GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_LIST_VIEW (widget) ||
         GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget) || ADW_IS_TOGGLE_GROUP (widget) ||
         GTK_IS_DROP_DOWN (widget) || g_str_equal (type, "GtkModelButton");
}

static gboolean
is_left_alone (GtkWidget *widget)
{
  const char *action = GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) : NULL;

  /* What is in there is the toolkit's own. */
  if (GTK_IS_WINDOW_CONTROLS (widget) || ADW_IS_ABOUT_DIALOG (widget))
    return TRUE;
  for (guint i = 0; action != NULL && i < G_N_ELEMENTS (left_alone); i++)
    if (g_str_has_suffix (action, left_alone[i]))
      return TRUE;
  return GTK_IS_LINK_BUTTON (widget);
}

static void
collect (Monkey *self, GtkWidget *widget, GPtrArray *controls)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (ATTEST_IS_ARTICLE_PAGE (widget) || ADW_IS_DIALOG (widget) || WEBKIT_IS_WEB_VIEW (widget))
    track (self, widget);
  if (!gtk_widget_is_sensitive (widget) || is_left_alone (widget))
    return;
  /* A list of articles is one control, but leads to more than the many others beside it. */
  for (guint i = 0; is_control (widget) && i < (GTK_IS_LIST_VIEW (widget) ? LIST_WEIGHT : 1); i++)
    g_ptr_array_add (controls, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (self, child, controls);
}

static GtkWidget *
get_dialog (Monkey *self)
{
  return GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
}

static gpointer
pick (Monkey *self, GPtrArray *things)
{
  return things->len > 0 ? g_ptr_array_index (things, g_rand_int_range (self->rand, 0, (int) things->len)) : NULL;
}

/* ---- Acting ---- */

static void
tell (Monkey *self, const char *what, const char *about)
{
  g_test_message ("%u: %s %s", self->step, what, about);
}

static void
type_word (Monkey *self, GtkWidget *widget)
{
  const char *word = words[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (words))];
  int position = -1;

  if (GTK_IS_EDITABLE (widget))
    {
      if (g_rand_int_range (self->rand, 0, 3) == 0)
        gtk_editable_set_text (GTK_EDITABLE (widget), "");
      if (gtk_editable_get_editable (GTK_EDITABLE (widget)))
        gtk_editable_insert_text (GTK_EDITABLE (widget), word, -1, &position);
    }
  else if (gtk_text_view_get_editable (GTK_TEXT_VIEW (widget)))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
      GtkTextIter place;
      GtkTextIter end;

      gtk_text_buffer_get_iter_at_offset (
          buffer, &place, g_rand_int_range (self->rand, 0, gtk_text_buffer_get_char_count (buffer) + 1));
      end = place;
      gtk_text_iter_forward_chars (&end, g_rand_int_range (self->rand, 0, 12));
      if (g_rand_boolean (self->rand))
        gtk_text_buffer_insert_interactive (buffer, &place, word, -1, TRUE);
      else if (g_rand_boolean (self->rand))
        gtk_text_buffer_delete_interactive (buffer, &place, &end, TRUE);
      else
        gtk_text_buffer_select_range (buffer, &place, &end);
    }
}

static void
operate (Monkey *self, GtkWidget *widget)
{
  tell (self, "operate", G_OBJECT_TYPE_NAME (widget));
  if (GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget))
    {
      type_word (self, widget);
    }
  else if (GTK_IS_BUTTON (widget))
    {
      g_signal_emit_by_name (widget, "clicked");
    }
  else if (GTK_IS_MENU_BUTTON (widget))
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
    }
  else if (GTK_IS_DROP_DOWN (widget))
    {
      GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (widget));
      int n_items = model != NULL ? (int) g_list_model_get_n_items (model) : 0;

      if (n_items > 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), (guint) g_rand_int_range (self->rand, 0, n_items));
    }
  else if (ADW_IS_TOGGLE_GROUP (widget))
    {
      int n_toggles = (int) adw_toggle_group_get_n_toggles (ADW_TOGGLE_GROUP (widget));

      if (n_toggles > 0)
        adw_toggle_group_set_active (ADW_TOGGLE_GROUP (widget), (guint) g_rand_int_range (self->rand, 0, n_toggles));
    }
  else if (GTK_IS_LIST_VIEW (widget))
    {
      GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (widget));
      int n_items = model != NULL ? (int) g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;

      if (n_items > 0)
        g_signal_emit_by_name (widget, "activate", (guint) g_rand_int_range (self->rand, 0, n_items));
    }
  else
    {
      gtk_widget_activate (widget);
    }
}

static void
press (Monkey *self, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "+", -1);
  guint n_parts = g_strv_length (parts);

  tell (self, "press", key);
  /* Keys go to the window under the pointer, which is the only one. */
  XSetInputFocus (self->display, PointerRoot, RevertToPointerRoot, CurrentTime);
  XWarpPointer (self->display, None, DefaultRootWindow (self->display), 0, 0, 0, 0, POINTER_X, POINTER_Y);
  for (guint i = 0; i < n_parts * 2; i++)
    {
      guint part = i < n_parts ? i : n_parts * 2 - 1 - i;

      self->fake_key (
          self->display, XKeysymToKeycode (self->display, XStringToKeysym (parts[part])), i < n_parts, CurrentTime);
    }
  XFlush (self->display);
}

static void
press_key (Monkey *self)
{
  press (self, keys[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (keys))]);
}

/* As slowly as a person does it: GtkPathBar forgets that its chooser may be gone by the time the folders' names arrive, and
 * GtkFontDialog that a window can be closed twice before it goes. */
static void
close_other (Monkey *self, GtkWindow *window)
{
  g_autoptr (GtkWindow) kept = g_object_ref (window);

  tell (self, "close", G_OBJECT_TYPE_NAME (window));
  if (GTK_IS_FILE_CHOOSER (window) || strstr (G_OBJECT_TYPE_NAME (window), "Print") != NULL)
    desk_fixture_settle (CHOOSER_PATIENCE_MS);
  else
    desk_fixture_settle (PATIENCE_MS);
  /* A key that was pressed before may have closed it meanwhile. */
  if (gtk_widget_get_visible (GTK_WIDGET (window)))
    gtk_window_close (window);
  desk_fixture_settle (PATIENCE_MS);
}

/* Windows beside the main one, such as a file chooser, belong to the toolkit: they are looked at and closed. */
static void
close_others (Monkey *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWindow *other = NULL;

  for (GList *item = windows; item != NULL; item = item->next)
    if (item->data != (gpointer) self->window && GTK_IS_WINDOW (item->data) && gtk_widget_get_visible (item->data))
      other = item->data;
  if (other != NULL)
    close_other (self, other);
}

static void
end_web_process (Monkey *self)
{
  GHashTableIter iter;
  gpointer widget = NULL;

  g_hash_table_iter_init (&iter, self->tracked);
  while (g_hash_table_iter_next (&iter, &widget, NULL))
    if (WEBKIT_IS_WEB_VIEW (widget) && gtk_widget_get_mapped (widget))
      {
        tell (self, "end", "the web process");
        webkit_web_view_terminate_web_process (WEBKIT_WEB_VIEW (widget));
        return;
      }
}

static void
change_person (Monkey *self)
{
  AttestSession *session = attest_window_get_session (self->window);
  AttestLibrary *library = session != NULL ? attest_session_get_library (session) : NULL;
  g_autoptr (GPtrArray) people = library != NULL ? attest_library_list_people (library, NULL) : NULL;
  const AttestPerson *person = people != NULL ? pick (self, people) : NULL;

  if (person == NULL)
    return;
  tell (self, "become", person->name);
  attest_session_set_actor (session, person->id);
}

static void
take_step (Monkey *self)
{
  GtkWidget *dialog = get_dialog (self);
  GtkWidget *root = dialog != NULL ? dialog : GTK_WIDGET (self->window);
  g_autoptr (GPtrArray) controls = g_ptr_array_new ();
  int choice = g_rand_int_range (self->rand, 0, 1000);

  close_others (self);
  collect (self, root, controls);
  if (choice < 2)
    end_web_process (self);
  else if (choice < 12)
    change_person (self);
  else if (choice < 60 && dialog != NULL)
    adw_dialog_close (ADW_DIALOG (dialog));
  else if (choice < 500)
    press_key (self);
  else if (controls->len > 0)
    operate (self, pick (self, controls));
}

/* ---- Rest ---- */

static gboolean
is_empty (gpointer data)
{
  return g_hash_table_size (data) == 0;
}

static gboolean
has_session (gpointer data)
{
  return attest_window_get_session (((Monkey *) data)->window) != NULL;
}

/* What a person reads who finds no library. */
static void
tell_words (Monkey *self, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    tell (self, "says", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell_words (self, child);
}

/* Back to a library with nothing on top: whatever was seen on the way must be gone. Also what a person does who was lost. */
static void
rest (Monkey *self)
{
  GHashTableIter iter;
  gpointer type = NULL;

  tell (self, "rest", "with the library");
  for (guint i = 0; i < 20 && get_dialog (self) != NULL; i++)
    {
      adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));
      desk_fixture_settle (PATIENCE_MS);
    }
  close_others (self);
  attest_window_open_library (self->window,
                              self->library,
                              g_file_test (self->library, G_FILE_TEST_EXISTS) ? ATTEST_SESSION_OPEN
                                                                              : ATTEST_SESSION_CREATE_SAMPLE);
  if (!desk_fixture_wait (has_session, self))
    {
      tell_words (self, GTK_WIDGET (self->window));
      g_assert_not_reached ();
    }
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  /* A window keeps what had the keyboard and was hidden until the next event comes. */
  press (self, "Shift_L");
  if (desk_fixture_wait (is_empty, self->tracked))
    return;
  g_hash_table_iter_init (&iter, self->tracked);
  while (g_hash_table_iter_next (&iter, NULL, &type))
    g_test_message ("%s outlived its place", (const char *) type);
  g_test_fail ();
  g_hash_table_remove_all (self->tracked);
}

/* A warning ends the test where it is, as in every other one, unless it is excused. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *message = "";
  GLogWriterOutput output = g_log_writer_default (level, fields, n_fields, NULL);

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].value != NULL)
      message = fields[i].value;
  for (guint i = 0; i < G_N_ELEMENTS (excused); i++)
    if (strstr (message, excused[i]) != NULL)
      return output;
  if (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL))
    g_abort ();
  return output;
}

/* After the dialogs, which take it for theirs as long as one is open. */
static gboolean
close_request_cb (Monkey *self)
{
  tell (self, "close", "the window, which nothing here asks for");
  g_abort ();
}

static FakeKey
find_fake_key (void)
{
  GModule *module = g_module_open ("libXtst.so.6", G_MODULE_BIND_LAZY);
  gpointer symbol = NULL;

  g_assert_nonnull (module);
  g_assert_true (g_module_symbol (module, "XTestFakeKeyEvent", &symbol));
  g_module_make_resident (module);
  return (FakeKey) symbol;
}

static guint32
get_seed (void)
{
  const char *seed = g_getenv ("ATTEST_MONKEY_SEED");

  if (seed != NULL)
    return (guint32) g_ascii_strtoull (seed, NULL, 10);
  return g_getenv ("ATTEST_LONG") != NULL ? g_random_int () : SEED;
}

static gint64
get_duration (void)
{
  const char *seconds = g_getenv ("ATTEST_MONKEY_SECONDS");

  if (seconds != NULL)
    return g_ascii_strtoll (seconds, NULL, 10) * G_USEC_PER_SEC;
  return (g_getenv ("ATTEST_LONG") != NULL ? SECONDS_LONG : SECONDS) * (gint64) G_USEC_PER_SEC;
}

static void
test_monkey (void)
{
  guint32 seed = get_seed ();
  gint64 end = g_get_monotonic_time () + get_duration ();
  g_autoptr (GError) error = NULL;
  Monkey self = {
    .rand = g_rand_new_with_seed (seed),
    .application = attest_application_new (),
    .display = XOpenDisplay (NULL),
    .fake_key = find_fake_key (),
    .library = desk_fixture_dup_path ("sample.attest-library"),
  };

  g_assert_nonnull (self.display);
  g_test_message ("ATTEST_MONKEY_SEED=%u", seed);
  self.tracked = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_assert_true (g_application_register (G_APPLICATION (self.application), NULL, &error));
  self.window = attest_window_new (ADW_APPLICATION (self.application));
  g_signal_connect_swapped (self.window, "close-request", G_CALLBACK (close_request_cb), &self);
  gtk_window_present (GTK_WINDOW (self.window));
  rest (&self);
  while (g_get_monotonic_time () < end)
    {
      if (++self.step % REST_AFTER_STEPS == 0)
        rest (&self);
      else
        take_step (&self);
      desk_fixture_settle ((guint) g_rand_int_range (self.rand, 0, LONGEST_PAUSE_MS));
    }
  rest (&self);
  g_test_message ("%u steps", self.step);

  gtk_window_destroy (GTK_WINDOW (self.window));
  desk_fixture_settle (PATIENCE_MS);
  g_object_unref (self.application);
  g_hash_table_unref (self.tracked);
  g_rand_free (self.rand);
  g_free (self.library);
  XCloseDisplay (self.display);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (write_log, NULL, NULL);

  g_test_add_func ("/desk/monkey", test_monkey);

  return g_test_run ();
}
