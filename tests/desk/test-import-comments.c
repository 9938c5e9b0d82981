/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "article/attest-article-page-private.h"
#include "article/attest-import-comments.h"
#include "desk-fixture.h"

#define TEXT "# Do naps help?\n\nSome do. A nap of 20 minutes is enough — 30 is too long.\n"

typedef struct
{
  AttestSession *session;
  char *author;
  char *article;
  GtkWidget *window;
  AttestArticlePage *page;
  AttestArticleState *state;
} Fixture;

typedef struct
{
  Fixture *fixture;
  const char *words;
} Wait;

static gboolean
is_open (gpointer data)
{
  return attest_article_state_get_record (data) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->author = desk_fixture_add_person (fixture->session, "Edith", "editor");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->article = desk_fixture_add_article (fixture->session, TEXT);
  fixture->page =
      g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (fixture->session, fixture->article, NULL)));
  fixture->state = attest_article_page_get_state (fixture->page);
  fixture->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 1200, "default-height", 700, "content", fixture->page, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (desk_fixture_wait (is_open, fixture->state));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->author);
  g_free (fixture->article);
}

static gboolean
is_told (gpointer data)
{
  Wait *wait = data;

  return desk_fixture_says (GTK_WIDGET (wait->fixture->window), wait->words);
}

static void
take (Fixture *fixture, const char *name, const char *content, const char *told)
{
  g_autofree char *path = desk_fixture_dup_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Wait wait = { fixture, told };

  if (content != NULL)
    g_assert_true (g_file_set_contents (path, content, -1, NULL));
  attest_import_comments_from (GTK_WIDGET (fixture->page), fixture->state, file);
  g_assert_true (desk_fixture_wait (is_told, &wait));
}

/* The comment that says @text, as "kind, state, quote, suggestion, replies". */
static char *
describe (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments = attest_review_list_comments (attest_session_get_library (fixture->session),
                                                                fixture->article,
                                                                attest_article_state_get_audience (fixture->state),
                                                                NULL,
                                                                &error);

  g_assert_no_error (error);
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestComment *one = comments->pdata[i];

      if (g_str_equal (one->text, text))
        return g_strdup_printf ("%s, %s, %s, %s, %u",
                                one->kind,
                                attest_anchor_state_to_string (one->placement->state),
                                one->anchor->exact,
                                one->suggestion != NULL ? one->suggestion : "-",
                                one->replies->len);
    }
  g_error ("no comment says “%s”", text);
}

static void
assert_comment (Fixture *fixture, const char *text, const char *description)
{
  g_autofree char *there = describe (fixture, text);

  g_assert_cmpstr (there, ==, description);
}

/* The words that a file quotes are where they are in the text, or nowhere; who is named in it stands in the comment. */
static void
test_annotations (Fixture *fixture, gconstpointer data)
{
  take (fixture, "none.json", NULL, "The comments were not taken in");
  take (fixture,
        "annotations.json",
        "[{\"creator\":\"Jane Doe\",\"bodyValue\":\"Why?\",\"target\":{\"selector\":{\"exact\":\"minutes\"}}},"
        "{\"bodyValue\":\"Gone?\",\"target\":{\"selector\":{\"exact\":\"not in it\"}}}]",
        "2 comments were taken in");
  assert_comment (fixture, "From Jane Doe: Why?", "note, exact, minutes, -, 0");
  assert_comment (fixture, "From a file: Gone?", "note, orphan, not in it, -, 0");
}

/* A text that a colleague marked up, with the line ends and the first sign that other systems write. */
static void
test_critic_markup (Fixture *fixture, gconstpointer data)
{
  take (fixture,
        "marked.md",
        "\xef\xbb\xbf# Do naps help?\r\n\r\nSome do{>>Who?<<}. A nap of {~~20~>30~~}{>>Longer<<}{>>No<<} minutes is "
        "enough — 30 is too long.\r\n",
        "2 comments were taken in");
  assert_comment (fixture, "From a file: Who?", "question, exact, Some do, -, 0");
  assert_comment (fixture, "From a file: Longer", "change, exact, 20, 30, 1");
}

/* What was not taken in is told. */
static void
test_left_out (Fixture *fixture, gconstpointer data)
{
  take (fixture,
        "other.txt",
        "# Do naps help?\n\nSome {++do. A short nap of {==20 minutes==}{>>Hm<<} is enough — 30 is too long.\n",
        "line 3 of the file");
  g_assert_true (desk_fixture_says (fixture->window, "changed without a mark"));
  assert_comment (fixture, "From a file: Hm", "note, exact, 20 minutes, -, 0");
}

static void
test_no_comments (Fixture *fixture, gconstpointer data)
{
  take (fixture, "text.md", TEXT, "The comments were not taken in");
}

static gboolean
is_taking (gpointer window)
{
  return desk_fixture_says (window, "Taking in comments");
}

static gboolean
is_not_taking (gpointer window)
{
  return !is_taking (window);
}

static gboolean
do_nothing (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  return TRUE;
}

/* What takes its time can be given up, and leaves nothing. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autofree char *path = desk_fixture_dup_path ("long.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;
  AdwDialog *dialog = NULL;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (
        json, "%s{\"bodyValue\":\"Remark %u\",\"target\":{\"selector\":{\"exact\":\"Some do\"}}}", i > 0 ? "," : "", i);
  g_string_append_c (json, ']');
  g_assert_true (g_file_set_contents (path, json->str, (gssize) json->len, NULL));
  attest_import_comments_from (GTK_WIDGET (fixture->page), fixture->state, file);
  g_assert_true (desk_fixture_wait (is_taking, fixture->window));
  desk_fixture_assert_named (fixture->window);
  /* The page has a button of that name, too. */
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_true (desk_fixture_click (GTK_WIDGET (dialog), "Cancel"));
  g_assert_true (desk_fixture_wait (is_not_taking, fixture->window));
  /* What comes after it on the record thread is done once what was begun is undone. */
  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, do_nothing, NULL, NULL), NULL));
  desk_fixture_settle (300);
  comments = attest_review_list_comments (
      attest_session_get_library (fixture->session), fixture->article, "doctor", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comments->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/import-comments/annotations", Fixture, NULL, set_up, test_annotations, tear_down);
  g_test_add ("/desk/import-comments/critic-markup", Fixture, NULL, set_up, test_critic_markup, tear_down);
  g_test_add ("/desk/import-comments/left-out", Fixture, NULL, set_up, test_left_out, tear_down);
  g_test_add ("/desk/import-comments/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/desk/import-comments/no-comments", Fixture, NULL, set_up, test_no_comments, tear_down);

  return g_test_run ();
}
