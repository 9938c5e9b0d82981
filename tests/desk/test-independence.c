/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "acts-fixture.h"
#include "article/attest-article-page-private.h"
#include "article/attest-save-comments.h"
#include "desk-fixture.h"
#include "history/attest-history-words.h"
#include "library/attest-article-lines.h"
#include "library/attest-article-search.h"
#include "window-fixture.h"

/* A reviewer who is to answer first: no pane has anything of others until the verdict is given, and every pane has it then. */

#define TEXT "# Do naps help?\n\nSome do. A nap of 20 minutes is enough — 30 is too long.\n"
#define SAID "Hypersomnia is missing."

typedef struct
{
  AttestSession *session;
  char *editor;
  char *author;
  char *other;
  char *reader;
  char *article;
  char *comment;
  GtkWidget *window;
  AttestArticlePage *page;
  AttestArticleState *state;
} Fixture;

/* ---- Acts ---- */

/* @safe: of a verdict; of a policy, whether it asks for independent reviews */
typedef struct
{
  const Fixture *fixture;
  const char *actor;
  AttestAnswer safe;
} Act;

static gboolean
done (GValue *result, gboolean is_done)
{
  if (is_done)
    {
      g_value_init (result, G_TYPE_BOOLEAN);
      g_value_set_boolean (result, TRUE);
    }
  return is_done;
}

static void
perform (Fixture *fixture, AttestSessionFunc func, Act *act)
{
  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, func, act, NULL), NULL));
}

static gboolean
set_policy (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Act *act = data;
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  AttestPolicy *policy = attest_policy_new (NULL);

  policy->independent = act->safe == ATTEST_ANSWER_YES;
  policy->sign_offs = 3;
  g_ptr_array_add (policies, policy);
  return done (result, attest_review_save_settings (library, act->actor, NULL, policies, error));
}

static gboolean
give_verdict (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Act *act = data;
  const AttestVerdict verdict = { .safe = act->safe, .meaning = "review", .reason = "The dose is wrong." };

  return done (
      result,
      attest_review_give_verdict (library, act->fixture->article, "doctor", act->actor, &verdict, NULL, NULL, error));
}

/* ---- The page ---- */

static gboolean
is_computed (gpointer data)
{
  AttestArticleState *state = data;

  return attest_article_state_get_rendering (state) != NULL && attest_article_state_get_record (state) != NULL;
}

static void
open_page (Fixture *fixture, const char *actor)
{
  attest_session_set_actor (fixture->session, actor);
  fixture->page =
      g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (fixture->session, fixture->article, NULL)));
  fixture->state = attest_article_page_get_state (fixture->page);
  fixture->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 1200, "default-height", 800, "content", fixture->page, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (desk_fixture_wait (is_computed, fixture->state));
}

static void
close_page (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_assert_finalize_object (fixture->page);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const ActsComment comment = { .quote = "20 minutes", .text = SAID, .kind = "change", .blocking = TRUE };

  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->editor = desk_fixture_add_person (fixture->session, "Edith", "editor");
  attest_session_set_actor (fixture->session, fixture->editor);
  fixture->author = desk_fixture_add_person (fixture->session, "Arthur", "author");
  fixture->other = desk_fixture_add_person (fixture->session, "Rosa", "reviewer");
  fixture->reader = desk_fixture_add_person (fixture->session, "Ravi", "reviewer");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->article = desk_fixture_add_article (fixture->session, TEXT);
  acts_submit (fixture->session, fixture->article);
  perform (fixture, set_policy, &(Act) { fixture, fixture->editor, ATTEST_ANSWER_YES });
  fixture->comment = acts_comment (fixture->session, fixture->article, fixture->other, &comment);
  perform (fixture, give_verdict, &(Act) { fixture, fixture->other, ATTEST_ANSWER_NO });
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  g_free (fixture->editor);
  g_free (fixture->author);
  g_free (fixture->other);
  g_free (fixture->reader);
  g_free (fixture->article);
  g_free (fixture->comment);
}

/* ---- What there is ---- */

static gboolean
says_any (Fixture *fixture)
{
  const char *const words[] = { SAID, "Rosa", "dose is wrong", "blocking comment" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (desk_fixture_says (GTK_WIDGET (fixture->page), words[i]))
      {
        g_test_message ("It says “%s”", words[i]);
        return TRUE;
      }
  return FALSE;
}

static void
show_pane (Fixture *fixture, const char *pane)
{
  g_action_group_activate_action (attest_article_page_get_actions (fixture->page), "show", g_variant_new_string (pane));
  desk_fixture_settle (150);
}

static gboolean
has_comment (gpointer data)
{
  Fixture *fixture = data;
  const AttestArticleRecord *record = attest_article_state_get_record (fixture->state);

  return record != NULL && record->hidden == NULL && attest_article_state_get_comments (fixture->state)->len == 1;
}

static guint
count_history (Fixture *fixture, const char *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      attest_history_load (attest_session_get_library (fixture->session), fixture->article, reader, 0, &error);
  guint n_found = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const AttestHistoryEntry *entry = entries->pdata[i];

      n_found += g_str_equal (entry->person, fixture->other);
    }
  return n_found;
}

static void
test_panes (Fixture *fixture, gconstpointer data)
{
  open_page (fixture, fixture->reader);
  desk_fixture_settle (200);
  g_assert_nonnull (strstr (window_fixture_get_banner (GTK_WIDGET (fixture->page)),
                            "hidden until you give your verdict. The library’s file still holds them."));
  g_assert_cmpuint (attest_article_state_get_comments (fixture->state)->len, ==, 0);
  show_pane (fixture, "comments");
  g_assert_true (desk_fixture_says (GTK_WIDGET (fixture->page), "Others’ comments are hidden"));
  g_assert_false (desk_fixture_says (GTK_WIDGET (fixture->page), "No comments yet"));
  g_assert_false (says_any (fixture));
  show_pane (fixture, "history");
  g_assert_false (says_any (fixture));
  g_assert_true (desk_fixture_says (GTK_WIDGET (fixture->page), "Changes requested"));
  g_assert_cmpuint (count_history (fixture, fixture->reader), ==, 0);
  g_assert_cmpuint (count_history (fixture, fixture->author), ==, 2);

  perform (fixture, give_verdict, &(Act) { fixture, fixture->reader, ATTEST_ANSWER_YES });
  g_assert_true (desk_fixture_wait (has_comment, fixture));
  desk_fixture_settle (200);
  g_assert_cmpuint (count_history (fixture, fixture->reader), ==, 2);
  g_assert_true (desk_fixture_says (GTK_WIDGET (fixture->page), "Rosa"));
  g_assert_true (desk_fixture_says (GTK_WIDGET (fixture->page), "By the record’s order given independently"));
  show_pane (fixture, "comments");
  g_assert_true (desk_fixture_says (GTK_WIDGET (fixture->page), SAID));
  close_page (fixture);
}

static gboolean
has_own (gpointer data)
{
  Fixture *fixture = data;

  return attest_article_state_get_record (fixture->state) != NULL &&
         attest_article_state_get_comments (fixture->state)->len == 1;
}

/* That a comment of one's own is settled is shown, but not who said so. */
static void
test_resolved (Fixture *fixture, gconstpointer data)
{
  const ActsComment comment = { .quote = "30 is", .text = "Is it?", .kind = "question" };

  g_free (fixture->comment);
  fixture->comment = acts_comment (fixture->session, fixture->article, fixture->reader, &comment);
  acts_resolve (fixture->session, fixture->editor, fixture->comment);
  open_page (fixture, fixture->reader);
  g_assert_true (desk_fixture_wait (has_own, fixture));
  show_pane (fixture, "comments");
  g_object_set (
      desk_fixture_find_shown (GTK_WIDGET (fixture->page), "Which comments"), "active-name", "resolved", NULL);
  desk_fixture_settle (150);
  g_assert_true (desk_fixture_says (GTK_WIDGET (fixture->page), "Is it?"));
  g_assert_false (desk_fixture_says (GTK_WIDGET (fixture->page), "(null)"));
  g_assert_false (desk_fixture_says (GTK_WIDGET (fixture->page), "Edith"));
  close_page (fixture);
}

/* Whoever is not known gets as little, and is told to say who they are; whoever has to answer the reviewers gets all. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  open_page (fixture, NULL);
  desk_fixture_settle (200);
  g_assert_nonnull (strstr (window_fixture_get_banner (GTK_WIDGET (fixture->page)), "Choose who you are"));
  g_assert_cmpuint (attest_article_state_get_comments (fixture->state)->len, ==, 0);
  g_assert_cmpuint (count_history (fixture, NULL), ==, 0);
  attest_session_set_actor (fixture->session, fixture->author);
  g_assert_true (desk_fixture_wait (has_comment, fixture));
  close_page (fixture);
}

static gboolean
is_hidden (gpointer data)
{
  const Fixture *fixture = data;
  const AttestArticleRecord *record = attest_article_state_get_record (fixture->state);

  return record != NULL && record->hidden != NULL && attest_article_state_get_comments (fixture->state)->len == 0;
}

/* A policy that comes while the article is open holds at once, and what is not shown any more was not taken back. */
static void
test_policy_comes (Fixture *fixture, gconstpointer data)
{
  perform (fixture, set_policy, &(Act) { fixture, fixture->editor, ATTEST_ANSWER_NO });
  open_page (fixture, fixture->reader);
  g_assert_true (desk_fixture_wait (has_comment, fixture));
  perform (fixture, set_policy, &(Act) { fixture, fixture->editor, ATTEST_ANSWER_YES });
  g_assert_true (desk_fixture_wait (is_hidden, fixture));
  desk_fixture_settle (100);
  g_assert_false (says_any (fixture));
  close_page (fixture);
}

/* ---- The library ---- */

static guint
count_open (Fixture *fixture, const char *reader)
{
  g_autoptr (GError) error = NULL;
  const char *const some[] = { fixture->article, NULL };
  AttestLibrary *library = attest_session_get_library (fixture->session);
  g_autoptr (AttestArticleLines) all = attest_article_lines_read (library, NULL, reader, NULL, &error);
  g_autoptr (AttestArticleLines) lines = attest_article_lines_read (library, some, reader, NULL, &error);
  guint n_open = attest_article_line_get_open_comments (attest_article_lines_get (all, 0));

  g_assert_no_error (error);
  g_assert_cmpuint (attest_article_line_get_open_comments (attest_article_lines_get (lines, 0)), ==, n_open);
  return n_open;
}

static void
note_answer (gboolean *answered)
{
  *answered = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
finds (Fixture *fixture, const char *text)
{
  g_autoptr (AttestArticleSearch) search = attest_article_search_new ();
  gboolean answered = FALSE;
  gboolean found;

  attest_article_search_set_session (search, fixture->session);
  g_signal_connect_swapped (search, "changed", G_CALLBACK (note_answer), &answered);
  attest_article_search_set_text (search, text);
  g_assert_true (desk_fixture_wait (is_true, &answered));
  desk_fixture_settle (100);
  found = attest_article_search_find (search, fixture->article, NULL) != NULL;
  g_signal_handlers_disconnect_by_data (search, &answered);
  return found;
}

static void
test_library (Fixture *fixture, gconstpointer data)
{
  attest_session_set_actor (fixture->session, fixture->reader);
  g_assert_cmpuint (count_open (fixture, fixture->reader), ==, 0);
  g_assert_cmpuint (count_open (fixture, NULL), ==, 0);
  g_assert_cmpuint (count_open (fixture, fixture->author), ==, 1);
  g_assert_true (finds (fixture, "minutes"));
  g_assert_false (finds (fixture, "hypersomnia"));
  perform (fixture, give_verdict, &(Act) { fixture, fixture->reader, ATTEST_ANSWER_YES });
  g_assert_cmpuint (count_open (fixture, fixture->reader), ==, 1);
  g_assert_true (finds (fixture, "hypersomnia"));
}

static gboolean
is_written (gpointer data)
{
  return g_file_query_exists (data, NULL);
}

/* What leaves the window has no more than the window shows. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_fixture_dup_path ("comments.md");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n_files = 0;

  open_page (fixture, fixture->reader);
  attest_save_comments_to (GTK_WIDGET (fixture->page), fixture->state, ATTEST_COMMENTS_LETTER, file);
  g_assert_true (desk_fixture_wait (is_written, file));
  desk_fixture_settle (100);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "Hypersomnia"));
  attest_article_page_export_record_to (fixture->page, folder);
  desk_fixture_settle (500);
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);
  close_page (fixture);
}

#define ADD(path, function) g_test_add ("/desk/independence/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("panes", test_panes);
  ADD ("others", test_others);
  ADD ("resolved", test_resolved);
  ADD ("policy-comes", test_policy_comes);
  ADD ("library", test_library);
  ADD ("export", test_export);

  return g_test_run ();
}
