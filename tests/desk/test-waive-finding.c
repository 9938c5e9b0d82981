/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "acts-fixture.h"
#include "article/attest-article-page.h"
#include "checks/attest-finding-row.h"
#include "desk-fixture.h"
#include "record/attest-article.h"

/* Findings in the sidebar of an article: waiving them, and taking that back. */

#define NAPS "A nap of 20 minutes is enough for most people who sleep badly [@gone]."
#define COFFEE "Coffee before a nap works for many people, and tea for some of them [@lost]."
#define TEXT "# Do naps help?\n\n" NAPS "\n\n" COFFEE "\n"

typedef struct
{
  AttestSession *session;
  char *editor;
  char *author;
  char *reviewer;
  char *article;
  GtkWidget *window;
  AttestArticlePage *page;
  AttestArticleState *state;
  guint64 start;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  self->editor = desk_fixture_add_person (self->session, "Edith", "editor");
  attest_session_set_actor (self->session, self->editor);
  self->author = desk_fixture_add_person (self->session, "Arthur", "author");
  self->reviewer = desk_fixture_add_person (self->session, "Rosa", "reviewer");
  attest_session_set_actor (self->session, self->author);
  self->article = desk_fixture_add_article (self->session, TEXT);
  acts_submit (self->session, self->article);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (self->state, self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  desk_fixture_settle (50);
  g_assert_finalize_object (self->page);
  g_assert_finalize_object (self->session);
  g_free (self->editor);
  g_free (self->author);
  g_free (self->reviewer);
  g_free (self->article);
}

static void
revealed_cb (Fixture *self, guint64 start, guint64 end)
{
  self->start = start;
}

static gboolean
has_findings (gpointer data)
{
  GPtrArray *findings = attest_article_state_get_findings (data);

  return findings != NULL && findings->len == 2;
}

static void
show_as (Fixture *self, const char *person)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  attest_session_set_actor (self->session, person);
  self->page = g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (self->session, self->article, NULL)));
  self->state = attest_article_page_get_state (self->page);
  g_signal_connect_swapped (self->state, "reveal", G_CALLBACK (revealed_cb), self);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (self->page));
  self->window = g_object_new (ADW_TYPE_WINDOW, "default-width", 1200, "default-height", 800, "content", overlay, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (desk_fixture_wait (has_findings, self->state));
  g_action_group_activate_action (
      attest_article_page_get_actions (self->page), "show", g_variant_new_string ("checks"));
  desk_fixture_settle (300);
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} Expected;

static gboolean
is_said (gpointer data)
{
  const Expected *expected = data;

  return desk_fixture_says (expected->root, expected->text);
}

static void
expect (Fixture *self, const char *text)
{
  Expected expected = { self->window, text };

  if (!desk_fixture_wait (is_said, &expected))
    g_error ("nothing says “%s”", text);
}

static gboolean
is_not_said (gpointer data)
{
  return !is_said (data);
}

static void
expect_gone (Fixture *self, const char *text)
{
  Expected expected = { self->window, text };

  if (!desk_fixture_wait (is_not_said, &expected))
    g_error ("“%s” is still said", text);
}

static GtkWidget *
find (Fixture *self, const char *name)
{
  GtkWidget *found = desk_fixture_find_shown (self->window, name);

  if (found == NULL)
    g_error ("nothing goes by “%s”", name);
  return found;
}

static guint
count_undecided (Fixture *self)
{
  return attest_findings_count_undecided (attest_article_state_get_findings (self->state));
}

/* The badge of the sidebar's tab. */
static guint
get_badge (Fixture *self)
{
  GtkWidget *stack = desk_fixture_find_type (GTK_WIDGET (self->page), ADW_TYPE_VIEW_STACK);
  GtkWidget *child = adw_view_stack_get_child_by_name (ADW_VIEW_STACK (stack), "checks");

  return adw_view_stack_page_get_badge_number (adw_view_stack_get_page (ADW_VIEW_STACK (stack), child));
}

static void
activate_line (Fixture *self, guint position)
{
  g_signal_emit_by_name (desk_fixture_find (self->window, "Checks"), "activate", position);
  desk_fixture_settle (200);
}

/* The first line's finding, with the dialog's answers. */
static void
waive (Fixture *self, const char *reason)
{
  GtkWidget *dialog = NULL;

  g_signal_emit_by_name (find (self, "Waive…"), "clicked");
  expect (self, "Waive this finding?");
  expect (self, "“@gone”");
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
  g_assert_false (gtk_widget_is_sensitive (find (self, "Waive")));
  gtk_editable_set_text (GTK_EDITABLE (desk_fixture_find_row (dialog, "Reason")), reason);
  g_assert_true (gtk_widget_is_sensitive (find (self, "Waive")));
  g_signal_emit_by_name (find (self, "Waive"), "clicked");
}

static void
test_waive (Fixture *self, gconstpointer data)
{
  show_as (self, self->reviewer);
  desk_fixture_assert_named (self->window);
  g_assert_cmpuint (get_badge (self), ==, 2);
  expect (self, "@gone");
  g_assert_false (desk_fixture_says (self->window, "1 waived"));
  waive (self, "Comes with the next import");
  expect (self, "1 waived");
  expect (self, "The finding was waived");
  g_assert_cmpuint (count_undecided (self), ==, 1);
  g_assert_cmpuint (get_badge (self), ==, 1);

  /* Folded until somebody wants to see them; then with who and why. */
  expect_gone (self, "@gone");
  expect (self, "@lost");
  activate_line (self, 1);
  expect (self, "Waived by Rosa, Today");
  expect (self, "Comes with the next import");
  desk_fixture_assert_named (self->window);

  /* A waived finding leads to its place as any other. */
  activate_line (self, 2);
  g_assert_cmpuint (self->start, ==, strstr (TEXT, "@gone") - TEXT);
  activate_line (self, 1);
  expect_gone (self, "Waived by Rosa");
}

static void
test_take_back (Fixture *self, gconstpointer data)
{
  show_as (self, self->reviewer);
  waive (self, "Comes with the next import");
  expect (self, "1 waived");
  activate_line (self, 1);
  g_signal_emit_by_name (find (self, "Take back"), "clicked");
  expect (self, "The waiver was taken back");
  expect_gone (self, "1 waived");
  g_assert_cmpuint (count_undecided (self), ==, 2);
  g_assert_cmpuint (get_badge (self), ==, 2);
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  show_as (self, self->editor);
  waive (self, "Comes with the next import");
  expect (self, "The finding was waived");
  g_signal_emit_by_name (find (self, "Undo"), "clicked");
  expect (self, "The waiver was taken back");
  expect_gone (self, "1 waived");
  g_assert_cmpuint (count_undecided (self), ==, 2);
}

static void
test_author (Fixture *self, gconstpointer data)
{
  show_as (self, self->author);
  expect (self, "Arthur cannot decide what the checks found; a reviewer or an editor can");
  g_assert_false (gtk_widget_is_sensitive (find (self, "Waive…")));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (find (self, "Waive…")), "a reviewer or an editor can"));
  /* Neither by the button nor by the menu's action. */
  gtk_widget_activate_action (desk_fixture_find (self->window, "Checks"), "checks.decide", NULL);
  desk_fixture_settle (200);
  g_assert_null (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
}

/* An editor who types sees first what others see, and is told why nothing can be waived meanwhile. */
static void
test_unsaved (Fixture *self, gconstpointer data)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter end;

  show_as (self, self->editor);
  buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  attest_article_state_set_edit_anyway (self->state);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, "More.\n", -1);
  expect (self, "Save the text first");
  g_assert_false (gtk_widget_is_sensitive (find (self, "Waive…")));
}

/* A waiver goes along while the words stand as they stood, and the finding is back where they do not. */
static void
test_next_text (Fixture *self, gconstpointer data)
{
  show_as (self, self->reviewer);
  waive (self, "Comes with the next import");
  expect (self, "1 waived");
  g_free (acts_save_as (self->session, self->article, self->author, "# Do naps help?\n\n" COFFEE "\n\n" NAPS "\n"));
  attest_session_set_actor (self->session, self->author);
  desk_fixture_settle (400);
  expect (self, "1 waived");
  g_assert_cmpuint (count_undecided (self), ==, 1);
  g_free (acts_save (self->session,
                     self->article,
                     "# Do naps help?\n\n" COFFEE
                     "\n\nA nap of 20 minutes is enough for most people who sleep well [@gone].\n"));
  expect_gone (self, "1 waived");
  g_assert_cmpuint (count_undecided (self), ==, 2);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  desk_fixture_init (&argc, &argv);

  ADD ("/waive-finding/waive", test_waive);
  ADD ("/waive-finding/take-back", test_take_back);
  ADD ("/waive-finding/undo", test_undo);
  ADD ("/waive-finding/author", test_author);
  ADD ("/waive-finding/unsaved", test_unsaved);
  ADD ("/waive-finding/next-text", test_next_text);

  return g_test_run ();
}
