/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk-fixture.h"

#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>
#include <libdex.h>

#include "review/attest-review.h"

#define PATIENCE_SECONDS 60

/* The application does this by the name of its resources; a test has no application. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/attestdesk/Attest/style.css");
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
desk_fixture_init (int *argc, char ***argv)
{
  /* with-display gives each program folders of its own; WebKit does not bear that they change from test to test. */
  g_test_init (argc, argv, NULL);
  dex_init ();
  adw_init ();
  gtk_source_init ();
  load_style ();
}

char *
desk_fixture_dup_path (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("attest-desk-XXXXXX", &error);

  g_assert_no_error (error);
  return g_build_filename (folder, name, NULL);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
desk_fixture_wait (DeskCondition condition, gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  guint timer = g_timeout_add (20, wake_cb, NULL);

  while (!condition (data) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return condition (data);
}

gboolean
desk_fixture_has_dialog (gpointer window)
{
  return adw_window_get_visible_dialog (window) != NULL;
}

gboolean
desk_fixture_has_no_dialog (gpointer window)
{
  return !desk_fixture_has_dialog (window);
}

static gboolean
never (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

#define FRAMES_TO_SETTLE 2

typedef struct
{
  GtkWidget *window;
  gint64 frame;
  gint64 end;
} Painting;

static gboolean
has_painted (gpointer data)
{
  const Painting *painting = data;
  GdkFrameClock *clock =
      gtk_widget_get_mapped (painting->window) ? gtk_widget_get_frame_clock (painting->window) : NULL;

  if (clock == NULL || g_get_monotonic_time () > painting->end ||
      gdk_frame_clock_get_frame_counter (clock) >= painting->frame)
    return TRUE;
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  return FALSE;
}

/* What was asked for is laid out in the next frame, and what that changes in the one after it. */
static void
let_paint (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_mapped (window) ? gtk_widget_get_frame_clock (window) : NULL;
  g_autoptr (GtkWidget) held = g_object_ref (window);
  Painting painting = { .window = held, .end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC };

  if (clock == NULL)
    return;
  painting.frame = gdk_frame_clock_get_frame_counter (clock) + FRAMES_TO_SETTLE;
  desk_fixture_wait (has_painted, &painting);
}

/* Time alone says nothing: on a machine that does much else it is over before the first frame. */
void
desk_fixture_settle (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * (gint64) 1000;
  g_autoptr (GPtrArray) windows = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *toplevels = gtk_window_get_toplevels ();

  desk_fixture_wait (never, &end);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    g_ptr_array_add (windows, g_list_model_get_item (toplevels, i));
  for (guint i = 0; i < windows->len; i++)
    let_paint (g_ptr_array_index (windows, i));
}

static gboolean
is_settled (gpointer data)
{
  return !dex_future_is_pending (data);
}

DexFuture *
desk_fixture_await (DexFuture *future, GError **error)
{
  g_autoptr (GError) rejected = NULL;

  g_assert_true (desk_fixture_wait (is_settled, future));
  if (error != NULL)
    {
      dex_future_get_value (future, error);
      return future;
    }
  dex_future_get_value (future, &rejected);
  g_assert_no_error (rejected);
  return future;
}

AttestSession *
desk_fixture_open (AttestSessionMode mode)
{
  g_autofree char *path = desk_fixture_dup_path ("board.attest-library");
  g_autoptr (DexFuture) future = desk_fixture_await (attest_session_open (path, mode), NULL);

  return g_value_dup_object (dex_future_get_value (future, NULL));
}

typedef struct
{
  char *actor;
  const char *first;
  const char *second;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->actor);
  g_free (request);
}

static Request *
request_new (AttestSession *session, const char *first, const char *second)
{
  Request *request = g_new0 (Request, 1);

  request->actor = g_strdup (attest_session_get_actor (session));
  request->first = first;
  request->second = second;
  return request;
}

static char *
perform_for_string (AttestSession *session, AttestSessionFunc func, Request *request)
{
  g_autoptr (DexFuture) future =
      desk_fixture_await (attest_session_perform (session, func, request, request_free), NULL);

  return g_value_dup_string (dex_future_get_value (future, NULL));
}

static gboolean
add_person (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  const char *roles[] = { request->second, NULL };
  char *id =
      attest_review_save_person (library,
                                 request->actor,
                                 NULL,
                                 &(AttestPersonChange) { .name = request->first, .credentials = "MD", .roles = roles },
                                 error);

  if (id == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, id);
  return TRUE;
}

char *
desk_fixture_add_person (AttestSession *session, const char *name, const char *role)
{
  return perform_for_string (session, add_person, request_new (session, name, role));
}

static gboolean
add_article (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  const char *topics[] = { "Sleep", NULL };
  g_autoptr (GBytes) text = g_bytes_new_static (request->first, strlen (request->first));
  char *id = attest_review_create_article (
      library, request->actor, NULL, "en", topics, "doctor", text, NULL, NULL, 0, NULL, error);

  if (id == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, id);
  return TRUE;
}

char *
desk_fixture_add_article (AttestSession *session, const char *markdown)
{
  return perform_for_string (session, add_article, request_new (session, markdown, NULL));
}

GtkWidget *
desk_fixture_find (GtkWidget *root, const char *label)
{
  if (!GTK_IS_LABEL (root) && gtk_test_accessible_has_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL))
    {
      g_autofree char *differs =
          gtk_test_accessible_check_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

      if (differs == NULL)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = desk_fixture_find (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
desk_fixture_find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = desk_fixture_find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
desk_fixture_find_type (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = desk_fixture_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
goes_by (GtkWidget *widget, const char *name)
{
  g_autofree char *differs = NULL;

  if (GTK_IS_LABEL (widget))
    return FALSE;
  if (GTK_IS_BUTTON (widget) && (says (widget, name) || g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0))
    return TRUE;
  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return FALSE;
  differs = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return differs == NULL;
}

GtkWidget *
desk_fixture_find_shown (GtkWidget *root, const char *name)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (goes_by (root, name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = desk_fixture_find_shown (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
desk_fixture_says (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (desk_fixture_says (child, text))
      return TRUE;
  return FALSE;
}

gboolean
desk_fixture_click (GtkWidget *root, const char *text)
{
  if (GTK_IS_BUTTON (root) && says (root, text))
    {
      g_assert_true (gtk_widget_get_sensitive (root));
      g_signal_emit_by_name (root, "clicked");
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (desk_fixture_click (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_control (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  return role == GTK_ACCESSIBLE_ROLE_BUTTON || role == GTK_ACCESSIBLE_ROLE_TOGGLE_BUTTON ||
         role == GTK_ACCESSIBLE_ROLE_CHECKBOX || role == GTK_ACCESSIBLE_ROLE_RADIO ||
         role == GTK_ACCESSIBLE_ROLE_SWITCH || role == GTK_ACCESSIBLE_ROLE_SEARCH_BOX ||
         role == GTK_ACCESSIBLE_ROLE_TEXT_BOX || role == GTK_ACCESSIBLE_ROLE_LIST ||
         role == GTK_ACCESSIBLE_ROLE_LIST_ITEM || role == GTK_ACCESSIBLE_ROLE_TAB;
}

/* A tooltip names a control that has neither words nor a label of its own. A window's own buttons and the parts inside
 * of a control belong to the toolkit, which names the control around them. */
static gboolean
is_named (GtkWidget *widget)
{
  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return TRUE;
  if (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  for (GtkWidget *around = widget; around != NULL; around = gtk_widget_get_parent (around))
    {
      if (gtk_widget_get_tooltip_text (around) != NULL)
        return TRUE;
      if (ADW_IS_PREFERENCES_ROW (around) || GTK_IS_WINDOW_CONTROLS (around) || GTK_IS_SEARCH_ENTRY (around) ||
          GTK_IS_MENU_BUTTON (around))
        return around != widget || has_words (around);
    }
  return has_words (widget);
}

void
desk_fixture_assert_named (GtkWidget *root)
{
  /* What is inside of a web view belongs to the web process. */
  if (!gtk_widget_get_visible (root) || g_str_equal (G_OBJECT_TYPE_NAME (root), "WebKitWebView"))
    return;
  if (is_control (root) && !is_named (root))
    {
      g_autoptr (GString) path = g_string_new (NULL);

      for (GtkWidget *widget = root; widget != NULL; widget = gtk_widget_get_parent (widget))
        g_string_append_printf (path, " < %s", G_OBJECT_TYPE_NAME (widget));
      g_test_message ("no name for%s", path->str);
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    desk_fixture_assert_named (child);
}
