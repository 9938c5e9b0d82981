/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-window-private.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"
#include "session/attest-sandbox.h"

typedef struct
{
  GWeakRef window;
  char *path;
  AttestSessionMode mode;
  guint generation;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_weak_ref_clear (&opening->window);
  g_free (opening->path);
  g_free (opening);
}

static void
actor_changed_cb (AttestSession *session, GParamSpec *pspec, AttestWindow *self)
{
  if (session == self->session && attest_session_get_actor (session) != NULL)
    attest_window_go_on (self);
}

static void
copy_failed_cb (AttestWindow *self, const char *text)
{
  attest_feedback_toast (GTK_WIDGET (self->library), text);
}

static void
look_after_copies (AttestWindow *self)
{
  g_clear_object (&self->daily_copy);
  self->daily_copy = attest_daily_copy_new (self->session);
  g_signal_connect_object (self->daily_copy, "failed", G_CALLBACK (copy_failed_cb), self, G_CONNECT_SWAPPED);
}

/* ---- What is due ---- */

static void
tell_due (const char *title, const char *body, gpointer user_data)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (user_data));
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (application == NULL)
    return;
  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.show-due");
  /* One is enough: the next one stands in its place. */
  g_application_send_notification (application, "due", notification);
}

static gboolean
is_due_in_sight (gpointer user_data)
{
  AttestWindow *self = user_data;

  return gtk_window_is_active (GTK_WINDOW (self)) && attest_library_page_shows_queue (self->library, "due") &&
         adw_navigation_view_get_visible_page (self->navigation) == ADW_NAVIGATION_PAGE (self->library);
}

static void
look_after_due (AttestWindow *self)
{
  static const AttestDueNoticeUser user = { tell_due, is_due_in_sight, NULL };

  g_clear_object (&self->due_notice);
  self->due_notice = attest_due_notice_new (self->session, &user, self);
}

static void
show_library (AttestWindow *self, AttestSession *session)
{
  g_set_object (&self->session, session);
  self->waiting_action = NULL;
  g_signal_connect_object (session, "notify::actor", G_CALLBACK (actor_changed_cb), self, G_CONNECT_DEFAULT);
  attest_library_page_set_session (self->library, session);
  attest_window_pop_articles (self);
  gtk_stack_set_visible_child_name (self->stack, "desk");
  attest_window_update_actions (self);
  /* A review file is looked at, and is nobody's library. */
  if (attest_session_is_review_file (session))
    return;
  g_settings_set_string (self->settings, "library-path", attest_session_get_path (session));
  look_after_copies (self);
  look_after_due (self);

  attest_window_go_on (self);
}

static DexFuture *
library_opened (DexFuture *future, gpointer user_data)
{
  Opening *opening = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&opening->window);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL || self->generation != opening->generation)
    return dex_future_new_true ();
  attest_window_end_upgrade (self);
  if (value != NULL)
    {
      gboolean asks = opening->mode == ATTEST_SESSION_CREATE && self->waiting_file == NULL &&
                      g_list_model_get_n_items (G_LIST_MODEL (self->waiting)) == 0;

      /* What was made once is there, should it have to be opened anew. */
      if (opening->mode != ATTEST_SESSION_READ_ONLY)
        self->mode = ATTEST_SESSION_OPEN;
      show_library (self, g_value_get_object (value));
      /* Nothing can be done in a new library before it is said by whom. */
      if (asks)
        attest_window_ensure_actor (self, NULL);
    }
  else
    {
      attest_start_page_show_error (self->start, opening->path, opening->mode, error);
      gtk_stack_set_visible_child_name (self->stack, "start");
    }
  return dex_future_new_true ();
}

char *
attest_window_dup_my_library (AttestWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "library-path");
  g_autofree char *usual = attest_library_dup_default_path ();

  if (*last != '\0' && !g_str_equal (last, usual))
    return g_steal_pointer (&last);

  return g_file_test (usual, G_FILE_TEST_EXISTS) ? g_steal_pointer (&usual) : NULL;
}

/* The article that is open goes first, so that what was typed there is on disk before its library closes. */
static gboolean
close_library (AttestWindow *self)
{
  if (!attest_window_may_leave (self, "win.show-library"))
    return FALSE;
  attest_window_pop_articles (self);
  attest_library_page_set_session (self->library, NULL);
  g_clear_object (&self->daily_copy);
  g_clear_object (&self->due_notice);
  g_clear_object (&self->session);
  self->generation++;
  attest_window_end_upgrade (self);
  return TRUE;
}

void
attest_window_open_library (AttestWindow *self, const char *path, AttestSessionMode mode)
{
  g_autoptr (AttestUpgrade) upgrade = attest_upgrade_new ();
  Opening *opening = NULL;
  DexFuture *future = NULL;

  g_return_if_fail (ATTEST_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (!close_library (self))
    return;
  g_set_str (&self->path, path);
  self->mode = mode;
  gtk_stack_set_visible_child_name (self->stack, "opening");

  opening = g_new0 (Opening, 1);
  g_weak_ref_init (&opening->window, self);
  opening->path = g_strdup (path);
  opening->mode = mode;
  opening->generation = self->generation;
  attest_window_begin_upgrade (self, upgrade);
  future = attest_session_open_watched (path, mode, upgrade);
  dex_future_disown (dex_future_finally (future, library_opened, opening, opening_free));
}

void
attest_window_open_my_library (AttestWindow *self)
{
  g_autofree char *path = attest_window_dup_my_library (self);

  if (path != NULL)
    {
      attest_window_open_library (self, path, ATTEST_SESSION_OPEN);
    }
  else if (close_library (self))
    {
      g_clear_pointer (&self->path, g_free);
      attest_window_update_actions (self);
      attest_start_page_show_welcome (self->start);
      gtk_stack_set_visible_child_name (self->stack, "start");
    }
}

void
attest_window_open_usual (AttestWindow *self)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));

  if (self->path == NULL)
    attest_window_open_my_library (self);
}

static gboolean
has_suffix (GFile *file, const char *const *suffixes)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : g_strdup ("");

  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
looks_like_text (GFile *file)
{
  static const char *const suffixes[] = { ".md", ".markdown", ".txt", ".text", NULL };

  return has_suffix (file, suffixes);
}

static gboolean
looks_like_review_file (GFile *file)
{
  static const char *const suffixes[] = { ".attest", NULL };

  return has_suffix (file, suffixes);
}

gboolean
attest_window_is_for_opening (GFile *file)
{
  static const char *const suffixes[] = { ".attest", ".attest-library", NULL };

  return has_suffix (file, suffixes);
}

void
attest_window_open_files (AttestWindow *self, GFile **files, guint n_files)
{
  g_autoptr (GListStore) texts = g_list_store_new (G_TYPE_FILE);
  const char *library = NULL;

  g_return_if_fail (ATTEST_IS_WINDOW (self));

  for (guint i = 0; i < n_files; i++)
    if (looks_like_text (files[i]) || g_file_peek_path (files[i]) == NULL)
      g_list_store_append (texts, files[i]);
    else
      library = g_file_peek_path (files[i]);

  if (library == NULL && self->session != NULL)
    {
      attest_window_import_files (self, G_LIST_MODEL (texts));
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (texts)); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (G_LIST_MODEL (texts), i);

      g_list_store_append (self->waiting, file);
    }
  if (library != NULL)
    attest_window_open_library (self, library, ATTEST_SESSION_OPEN);
  else
    attest_window_open_usual (self);
}

void
attest_window_open_sample (AttestWindow *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "attest", "sample.attest-library", NULL);
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);

  attest_window_open_library (self, path, there ? ATTEST_SESSION_OPEN : ATTEST_SESSION_CREATE_SAMPLE);
}

/* A file that came through the portal has no room for SQLite's -wal beside it, and its locks do not reach other programs: a copy is opened. */
static char *
copy_in (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "attest", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) copy = g_file_new_for_path (path);

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_copy (file, copy, G_FILE_COPY_NONE, NULL, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&path);
}

static void
library_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);
  g_autofree char *path = NULL;

  if (file == NULL)
    return;
  /* A review file is read from where it lies. */
  path = attest_is_sandboxed () && !looks_like_review_file (file) ? copy_in (file, &error) : g_file_get_path (file);
  if (path == NULL)
    attest_feedback_error (GTK_WIDGET (self), _ ("The library could not be copied in"), error);
  else
    attest_window_open_library (self, path, ATTEST_SESSION_OPEN);
}

static void
place_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    attest_window_open_library (self, g_file_peek_path (file), ATTEST_SESSION_CREATE);
}

/* In a sandbox a new library lives in the application's own folder; elsewhere the first one takes the usual place without asking. */
static gboolean
make_without_asking (AttestWindow *self)
{
  g_autofree char *usual = attest_library_dup_default_path ();

  if (!g_file_test (usual, G_FILE_TEST_EXISTS))
    {
      attest_window_open_library (self, usual, ATTEST_SESSION_CREATE);
      return TRUE;
    }
  for (guint i = 2; attest_is_sandboxed () && i < 1000; i++)
    {
      g_autofree char *folder = g_path_get_dirname (usual);
      g_autofree char *name = g_strdup_printf ("board-%u.attest-library", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      attest_window_open_library (self, path, ATTEST_SESSION_CREATE);
      return TRUE;
    }
  return FALSE;
}

void
attest_window_choose_library (AttestWindow *self, gboolean make)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;

  if (make && make_without_asking (self))
    return;
  dialog = gtk_file_dialog_new ();
  filter = gtk_file_filter_new ();
  gtk_file_filter_add_suffix (filter, "attest-library");
  if (!make)
    gtk_file_filter_add_suffix (filter, "attest");
  gtk_file_filter_set_name (filter, make ? _ ("Libraries") : _ ("Libraries and review files"));
  if (make)
    {
      gtk_file_dialog_set_title (dialog, _ ("Make a new library"));
      gtk_file_dialog_set_accept_label (dialog, _ ("_Make"));
      gtk_file_dialog_set_initial_name (dialog, _ ("board.attest-library"));
      gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, place_chosen_cb, g_object_ref (self));
    }
  else
    {
      gtk_file_dialog_set_title (dialog, _ ("Open a library or a review file"));
      gtk_file_dialog_set_default_filter (dialog, filter);
      gtk_file_dialog_open (dialog, GTK_WINDOW (self), NULL, library_chosen_cb, g_object_ref (self));
    }
}
