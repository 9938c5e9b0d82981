/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "acts-fixture.h"
#include "article/attest-article-page.h"
#include "article/attest-article-sidebar.h"
#include "desk-fixture.h"
#include "explained.h"
#include "library/attest-articles-pane-private.h"
#include "record/attest-article.h"
#include "review/attest-people.h"
#include "window-fixture.h"

/* Whatever cannot be used says what is missing and who can supply it: in each state of a text, for each who may act, on each page. */

#define TEXT "# Do naps help?\n\nSome do. A nap of 20 minutes is enough for most people [@gone].\n"
#define LATER "# Do naps help?\n\nSome do. A nap of 30 minutes is enough for most people [@gone].\n"

typedef enum
{
  NOBODY,
  AUTHOR,
  REVIEWER,
  EDITOR,
  N_PERSONS,
} Who;

typedef struct
{
  AttestWindow *window;
  AttestSession *session;
  char *path;
  char *article;
  char *persons[N_PERSONS];
} Fixture;

/* ---- Set-up ---- */

static void
set_up (Fixture *self, gconstpointer data)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);

  self->path = g_strdup (attest_session_get_path (session));
  self->persons[EDITOR] = desk_fixture_add_person (session, "Edith", "editor");
  attest_session_set_actor (session, self->persons[EDITOR]);
  self->persons[AUTHOR] = desk_fixture_add_person (session, "Arthur", "author");
  self->persons[REVIEWER] = desk_fixture_add_person (session, "Rosa", "reviewer");
  attest_session_set_actor (session, self->persons[AUTHOR]);
  self->article = desk_fixture_add_article (session, TEXT);
  g_assert_finalize_object (session);

  self->window = attest_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1300, 800);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  desk_fixture_settle (50);
  for (guint i = 0; i < N_PERSONS; i++)
    g_free (self->persons[i]);
  g_free (self->article);
  g_free (self->path);
}

static void
open_library (Fixture *self, AttestSessionMode mode)
{
  window_fixture_open (self->window, self->path, mode);
  self->session = attest_window_get_session (self->window);
  g_assert_nonnull (self->session);
  attest_session_set_actor (self->session, self->persons[AUTHOR]);
}

static AttestArticleState *
get_state (Fixture *self)
{
  GtkWidget *page = desk_fixture_find_type (GTK_WIDGET (self->window), ATTEST_TYPE_ARTICLE_PAGE);

  return page != NULL ? attest_article_page_get_state (ATTEST_ARTICLE_PAGE (page)) : NULL;
}

static gboolean
shows_article (gpointer data)
{
  AttestArticleState *state = get_state (data);

  return state != NULL && attest_article_state_get_record (state) != NULL &&
         attest_article_state_get_findings (state) != NULL;
}

static void
open_article (Fixture *self)
{
  attest_window_open_article (self->window, self->article);
  g_assert_true (desk_fixture_wait (shows_article, self));
}

static void
activate (Fixture *self, const char *action, GVariant *target)
{
  GtkWidget *page = desk_fixture_find_type (GTK_WIDGET (self->window), ATTEST_TYPE_ARTICLE_PAGE);

  g_action_group_activate_action (attest_article_page_get_actions (ATTEST_ARTICLE_PAGE (page)), action, target);
}

static void
act_as (Fixture *self, Who who)
{
  attest_session_set_actor (self->session, self->persons[who]);
  desk_fixture_settle (150);
  if (get_state (self) != NULL)
    g_assert_true (desk_fixture_wait (shows_article, self));
}

static gboolean
contains (GPtrArray *names, const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

/* ---- Acts ---- */

static void
perform (Fixture *self, AttestSessionFunc func)
{
  g_autoptr (DexFuture) future = desk_fixture_await (attest_session_perform (self->session, func, self, NULL), NULL);
}

static gboolean
approve (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Fixture *self = data;
  const AttestVerdict verdict = { .meaning = "approval" };

  return attest_review_save_policy (library, self->persons[EDITOR], 1, NULL, 12, error) &&
         attest_review_give_verdict (
             library, self->article, NULL, self->persons[REVIEWER], &verdict, NULL, NULL, error);
}

static gboolean
withdraw (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Fixture *self = data;

  return attest_review_withdraw (library, self->article, NULL, self->persons[AUTHOR], "It is out of date.", error);
}

static gboolean
remove_article (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Fixture *self = data;

  return attest_review_remove (library, self->article, self->persons[AUTHOR], NULL, error);
}

static void
submit (Fixture *self)
{
  acts_submit (self->session, self->article);
}

static void
sign (Fixture *self)
{
  submit (self);
  perform (self, approve);
}

static void
take_down (Fixture *self)
{
  submit (self);
  perform (self, withdraw);
}

static void
put_away (Fixture *self)
{
  perform (self, remove_article);
}

static void
save_later (Fixture *self)
{
  submit (self);
  g_free (acts_save (self->session, self->article, LATER));
}

/* ---- The article ---- */

typedef struct
{
  const char *name;
  void (*bring_about) (Fixture *self);
  AttestSessionMode mode;
  gboolean older;
  /* For each who may act something that has to be dimmed then. */
  const char *dimmed[N_PERSONS];
} State;

static const State states[] = {
  { "draft",
    NULL,
    ATTEST_SESSION_OPEN,
    FALSE,
    { "Submit for review…", "Give a verdict…", "Submit for review…", "Start review" } },
  { "in-review",
    submit,
    ATTEST_SESSION_OPEN,
    FALSE,
    { "Give a verdict…", "Give a verdict…", "Submit for review…", "Give a verdict…" } },
  { "approved",
    sign,
    ATTEST_SESSION_OPEN,
    FALSE,
    { "Withdraw…", "Compare with the published text", "Withdraw…", "Step aside…" } },
  { "withdrawn", take_down, ATTEST_SESSION_OPEN, FALSE, { "Withdraw…", "Withdraw…", "Give a verdict…", "Withdraw…" } },
  { "removed",
    put_away,
    ATTEST_SESSION_OPEN,
    FALSE,
    { "Import comments…", "Submit for review…", "Import comments…", "Comment on the whole text" } },
  { "read-only",
    submit,
    ATTEST_SESSION_READ_ONLY,
    FALSE,
    { "Import comments…", "Import comments…", "Give a verdict…", "Comment on the whole text" } },
  { "older",
    save_later,
    ATTEST_SESSION_OPEN,
    TRUE,
    { "Submit for review…", "Submit for review…", "Submit for review…", "Submit for review…" } },
};

static gboolean
reads_older (gpointer data)
{
  return shows_article (data) && attest_article_state_get_reads_older (get_state (data));
}

static void
read_older (Fixture *self)
{
  const AttestArticleRecord *record = attest_article_state_get_record (get_state (self));

  activate (self, "read", g_variant_new ("(ss)", "doctor", record->variant->submitted));
  g_assert_true (desk_fixture_wait (reads_older, self));
}

/* The window once, and then what else the sidebar shows. */
static void
walk_article (Fixture *self, const State *state, Who who)
{
  const char *const pages[] = { "checks", "references", "history" };
  const char *reading = attest_session_get_refusal (self->session);
  g_autoptr (GPtrArray) names = NULL;

  g_test_message ("%s, as number %d", state->name, who);
  activate (self, "show", g_variant_new_string ("comments"));
  desk_fixture_settle (100);
  names = explained_walk (GTK_WIDGET (self->window), GTK_WIDGET (self->window), reading);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *sidebar = NULL;

      activate (self, "show", g_variant_new_string (pages[i]));
      desk_fixture_settle (100);
      sidebar = desk_fixture_find_type (GTK_WIDGET (self->window), ATTEST_TYPE_ARTICLE_SIDEBAR);
      g_ptr_array_unref (explained_walk (GTK_WIDGET (self->window), sidebar, reading));
    }
  if (!contains (names, state->dimmed[who]))
    {
      g_test_message ("“%s” is not dimmed", state->dimmed[who]);
      g_test_fail ();
    }
}

static void
test_article (Fixture *self, gconstpointer data)
{
  const State *state = data;

  open_library (self, ATTEST_SESSION_OPEN);
  if (state->bring_about != NULL)
    state->bring_about (self);
  if (state->mode != ATTEST_SESSION_OPEN)
    open_library (self, state->mode);
  open_article (self);
  for (Who who = AUTHOR; who < N_PERSONS; who++)
    {
      act_as (self, who);
      if (state->older)
        read_older (self);
      walk_article (self, state, who);
    }
  act_as (self, NOBODY);
  walk_article (self, state, NOBODY);
}

/* ---- The library ---- */

static AttestArticlesPane *
get_pane (Fixture *self)
{
  return ATTEST_ARTICLES_PANE (desk_fixture_find_type (GTK_WIDGET (self->window), ATTEST_TYPE_ARTICLES_PANE));
}

static gboolean
lists_one (gpointer data)
{
  AttestArticlesPane *pane = get_pane (data);

  return pane != NULL && g_list_model_get_n_items (G_LIST_MODEL (pane->articles)) == 1 &&
         attest_articles_pane_find_focused (pane) != NULL;
}

static gboolean
grabs_row (gpointer data)
{
  AttestArticlesPane *pane = get_pane (data);

  if (pane != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (pane->list));
  return lists_one (data);
}

static void
press_menu_key (AttestArticlesPane *pane)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (pane->stack));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Menu, 0, 0, &handled);
      if (handled)
        return;
    }
  g_error ("no menu came");
}

/* The menu of the one article in the list, and the bar below it once it is chosen. */
static void
walk_library (Fixture *self, Who who, const char *dimmed)
{
  const char *reading = attest_session_get_refusal (self->session);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) chosen = NULL;

  act_as (self, who);
  g_test_message ("in the library, as number %d", who);
  g_assert_true (desk_fixture_wait (grabs_row, self));
  press_menu_key (get_pane (self));
  desk_fixture_settle (100);
  names = explained_walk (GTK_WIDGET (self->window), GTK_WIDGET (self->window), reading);
  gtk_popover_popdown (GTK_POPOVER (get_pane (self)->menu));
  desk_fixture_settle (100);
  g_assert_true (contains (names, dimmed) == (dimmed != NULL));

  g_assert_true (desk_fixture_wait (grabs_row, self));
  gtk_widget_activate_action (GTK_WIDGET (get_pane (self)), "articles.select", NULL);
  desk_fixture_settle (400);
  chosen = explained_walk (GTK_WIDGET (self->window), GTK_WIDGET (self->window), reading);
  attest_article_selection_set_active (get_pane (self)->selection, FALSE);
  desk_fixture_settle (100);
}

static void
test_library (Fixture *self, gconstpointer data)
{
  open_library (self, ATTEST_SESSION_OPEN);
  walk_library (self, REVIEWER, "Rename…");
  walk_library (self, NOBODY, "Ask for a review…");
  attest_session_set_actor (self->session, self->persons[AUTHOR]);
  put_away (self);
  gtk_widget_activate_action (GTK_WIDGET (get_pane (self)), "articles.show-queue", "s", "removed");
  walk_library (self, REVIEWER, "Bring back");
  walk_library (self, NOBODY, "Bring back");
}

static void
test_library_to_read (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) empty = NULL;

  open_library (self, ATTEST_SESSION_READ_ONLY);
  walk_library (self, EDITOR, "Remove");
  explained_assert (desk_fixture_find_shown (GTK_WIDGET (self->window), "New"), "Open it for changes");
  explained_assert (desk_fixture_find_shown (GTK_WIDGET (self->window), "Import"), "Open it for changes");
  gtk_widget_activate_action (GTK_WIDGET (get_pane (self)), "articles.show-queue", "s", "draft");
  gtk_widget_activate_action (GTK_WIDGET (get_pane (self)), "articles.show-queue", "s", "comments");
  act_as (self, NOBODY);
  desk_fixture_settle (200);
  empty =
      explained_walk (GTK_WIDGET (self->window), GTK_WIDGET (self->window), attest_session_get_refusal (self->session));
  g_assert_true (contains (empty, "Waiting for me"));
}

/* ---- Dialogs ---- */

static AdwDialog *
open_dialog (Fixture *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL);
  return explained_await_dialog (GTK_WIDGET (self->window));
}

static void
walk_dialog (Fixture *self, const char *action, const char *button, const char *words)
{
  AdwDialog *dialog = open_dialog (self, action);
  g_autoptr (GPtrArray) names =
      explained_walk (GTK_WIDGET (self->window), GTK_WIDGET (dialog), attest_session_get_refusal (self->session));

  explained_assert (desk_fixture_find_shown (GTK_WIDGET (dialog), button), words);
  explained_close_dialog (GTK_WIDGET (self->window));
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  open_library (self, ATTEST_SESSION_OPEN);
  act_as (self, REVIEWER);
  walk_dialog (self, "library.board", "Save", "ask Edith");
  walk_dialog (self, "library.people", "Add", "ask Edith");
  open_library (self, ATTEST_SESSION_READ_ONLY);
  act_as (self, EDITOR);
  walk_dialog (self, "library.board", "Save", "Open it for changes");
  walk_dialog (self, "library.people", "Add", "Open it for changes");
}

/* Before all three questions are answered, and once somebody who could re-affirm begins to. */
static void
test_verdict (Fixture *self, gconstpointer data)
{
  AdwDialog *dialog = NULL;
  GtkWidget *give = NULL;

  open_library (self, ATTEST_SESSION_OPEN);
  submit (self);
  act_as (self, REVIEWER);
  open_article (self);
  activate (self, "verdict", NULL);
  dialog = explained_await_dialog (GTK_WIDGET (self->window));
  give = desk_fixture_find_shown (GTK_WIDGET (dialog), "Give verdict");
  explained_assert (give, "Answer the three questions.");
  explained_close_dialog (GTK_WIDGET (self->window));
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *path = g_strdup_printf ("/desk/disabled/article/%s", states[i].name);

      g_test_add (path, Fixture, &states[i], set_up, test_article, tear_down);
    }
  g_test_add ("/desk/disabled/library/open", Fixture, NULL, set_up, test_library, tear_down);
  g_test_add ("/desk/disabled/library/read-only", Fixture, NULL, set_up, test_library_to_read, tear_down);
  g_test_add ("/desk/disabled/settings", Fixture, NULL, set_up, test_settings, tear_down);
  g_test_add ("/desk/disabled/verdict", Fixture, NULL, set_up, test_verdict, tear_down);

  return g_test_run ();
}
