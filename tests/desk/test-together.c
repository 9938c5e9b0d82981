/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "acts-fixture.h"
#include "article/attest-article-page.h"
#include "desk-fixture.h"
#include "record/attest-article.h"
#include "record/attest-unsaved.h"
#include "review/attest-heads.h"
#include "together/attest-together-page.h"
#include "window-fixture.h"

/* Two people change one text without knowing of each other: both texts stay, are seen beside each other, and become one by hand. */

#define BEGIN "# Is it safe?\n\nTake 5 mg once a day.\n\n"
#define END "Ask a pharmacist.\n"
#define FIRST BEGIN "It is for adults.\n\n" END
#define MINE "# Is it safe?\n\nTake 10 mg once a day.\n\nIt is for adults alone.\n\n" END
#define THEIRS "# Is it safe?\n\nTake 5 mg twice a day.\n\nIt is for adults.\n\n" END "Tell a doctor.\n"
#define TOGETHER "# Is it safe?\n\nTake 5 mg twice a day.\n\nIt is for adults alone.\n\n" END "Tell a doctor.\n"

typedef struct
{
  AttestWindow *window;
  AttestSession *session;
  AttestArticlePage *page;
  char *article;
  char *author;
  char *other;
  char *reviewer;
} Fixture;

static AttestArticleState *
get_state (Fixture *fixture)
{
  return attest_article_page_get_state (fixture->page);
}

static void
act (Fixture *fixture, const char *action)
{
  g_action_group_activate_action (attest_article_page_get_actions (fixture->page), action, NULL);
}

typedef struct
{
  AttestWindow *window;
  const char *words;
} Wanted;

static gboolean
says (gpointer data)
{
  const Wanted *wanted = data;

  return desk_fixture_says (GTK_WIDGET (wanted->window), wanted->words);
}

static void
assert_says (Fixture *fixture, const char *words)
{
  Wanted wanted = { fixture->window, words };

  if (!desk_fixture_wait (says, &wanted))
    g_error (
        "“%s” is not in sight; the banner says “%s”", words, window_fixture_get_banner (GTK_WIDGET (fixture->window)));
}

static gboolean
shows_article (gpointer data)
{
  GtkWidget *page = desk_fixture_find_type (GTK_WIDGET (data), ATTEST_TYPE_ARTICLE_PAGE);

  return page != NULL &&
         attest_article_state_get_rendering (attest_article_page_get_state (ATTEST_ARTICLE_PAGE (page))) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *path = g_strdup (attest_session_get_path (session));

  fixture->author = desk_fixture_add_person (session, "Arthur", "author");
  attest_session_set_actor (session, fixture->author);
  fixture->other = desk_fixture_add_person (session, "Anna", "author");
  fixture->reviewer = desk_fixture_add_person (session, "Rosa", "author");
  fixture->article = desk_fixture_add_article (session, FIRST);
  g_assert_finalize_object (session);

  fixture->window = attest_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_open (fixture->window, path, ATTEST_SESSION_OPEN);
  fixture->session = attest_window_get_session (fixture->window);
  attest_session_set_actor (fixture->session, fixture->author);
  attest_window_open_article (fixture->window, fixture->article);
  g_assert_true (desk_fixture_wait (shows_article, fixture->window));
  fixture->page = ATTEST_ARTICLE_PAGE (desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_ARTICLE_PAGE));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_free (fixture->article);
  g_free (fixture->author);
  g_free (fixture->other);
  g_free (fixture->reviewer);
}

static gboolean
shows_both (gpointer data)
{
  return desk_fixture_find_type (GTK_WIDGET (data), ATTEST_TYPE_TOGETHER_PAGE) != NULL;
}

static gboolean
is_modified (gpointer data)
{
  return attest_article_state_get_modified (data);
}

static char *
dup_words (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static char *
dup_source (Fixture *fixture)
{
  return dup_words (GTK_TEXT_BUFFER (attest_article_state_get_buffer (get_state (fixture))));
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (attest_article_state_get_buffer (get_state (fixture))), text, -1);
}

/* Arthur types, Anna saves, Arthur saves. */
static AttestTogetherPage *
save_second (Fixture *fixture)
{
  g_autofree char *theirs = NULL;

  type (fixture, MINE);
  theirs = acts_save_as (fixture->session, fixture->article, fixture->other, THEIRS);
  act (fixture, "save");
  g_assert_true (desk_fixture_wait (shows_both, fixture->window));
  assert_says (fixture, "Both texts changed this.");
  return ATTEST_TOGETHER_PAGE (desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_TOGETHER_PAGE));
}

static gboolean
can_go_on (AttestTogetherPage *page)
{
  GtkWidget *button = desk_fixture_find_shown (GTK_WIDGET (page), "Go on writing");

  return gtk_widget_is_sensitive (button);
}

static void
go_on (Fixture *fixture, AttestTogetherPage *page)
{
  g_assert_false (can_go_on (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "together.take", "s", "other");
  g_assert_true (can_go_on (page));
  assert_says (fixture, "All passages are decided.");
  gtk_widget_activate_action (GTK_WIDGET (page), "together.go-on", NULL);
}

static guint
count_heads (Fixture *fixture)
{
  return attest_article_state_get_record (get_state (fixture))->heads->len;
}

static gboolean
has_one_head (gpointer data)
{
  return !attest_article_state_get_modified (get_state (data)) && count_heads (data) == 1;
}

/* ---- Tests ---- */

static void
test_second (Fixture *fixture, gconstpointer data)
{
  AttestTogetherPage *page = save_second (fixture);
  g_autofree char *source = NULL;
  const AttestRevision *saved = NULL;

  assert_says (fixture, "First text: Arthur");
  assert_says (fixture, "Second text: Anna");
  assert_says (fixture, "1 passage is left to decide.");
  desk_fixture_assert_named (GTK_WIDGET (page));
  go_on (fixture, page);
  g_assert_true (desk_fixture_wait (is_modified, get_state (fixture)));
  source = dup_source (fixture);
  g_assert_cmpstr (source, ==, TOGETHER);
  g_assert_nonnull (strstr (window_fixture_get_banner (GTK_WIDGET (fixture->window)), "two texts together"));

  act (fixture, "save");
  g_assert_true (desk_fixture_wait (has_one_head, fixture));
  saved = attest_article_state_get_record (get_state (fixture))->revision;
  g_assert_cmpuint (g_strv_length (saved->parents), ==, 2);
  g_assert_null (attest_article_state_get_joined (get_state (fixture)));
  g_assert_null (window_fixture_get_banner (GTK_WIDGET (fixture->window)));
}

/* What is chosen by hand stays chosen, and everything is told in words. */
static void
test_choices (Fixture *fixture, gconstpointer data)
{
  AttestTogetherPage *page = save_second (fixture);
  g_autofree char *source = NULL;

  gtk_widget_activate_action (GTK_WIDGET (page), "together.take", "s", "both");
  gtk_widget_activate_action (GTK_WIDGET (page), "together.next", NULL);
  assert_says (fixture, "2 of 3: Only the first text changed this.");
  gtk_widget_activate_action (GTK_WIDGET (page), "together.take", "s", "other");
  gtk_widget_activate_action (GTK_WIDGET (page), "together.next", NULL);
  assert_says (fixture, "3 of 3: Only the second text changed this.");
  gtk_widget_activate_action (GTK_WIDGET (page), "together.next", NULL);
  assert_says (fixture, "1 of 3");
  gtk_widget_activate_action (GTK_WIDGET (page), "together.go-on", NULL);
  g_assert_true (desk_fixture_wait (is_modified, get_state (fixture)));
  source = dup_source (fixture);
  g_assert_cmpstr (source,
                   ==,
                   "# Is it safe?\n\nTake 10 mg once a day.\n\nTake 5 mg twice a day.\n\nIt is for adults.\n\n" END
                   "Tell a doctor.\n");
}

/* Nothing has to be decided at once: the banner leads back to it, and what is brought together survives the end of the program. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  AttestTogetherPage *page = save_second (fixture);
  AttestArticleState *again = NULL;
  g_autofree char *source = NULL;

  gtk_widget_activate_action (GTK_WIDGET (page), "navigation.pop", NULL);
  assert_says (fixture, "There are two newest texts. The other one is by Anna");
  act (fixture, "compare-heads");
  g_assert_true (desk_fixture_wait (shows_both, fixture->window));
  assert_says (fixture, "Both texts changed this.");
  page = ATTEST_TOGETHER_PAGE (desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_TOGETHER_PAGE));
  go_on (fixture, page);
  g_assert_true (desk_fixture_wait (is_modified, get_state (fixture)));

  again = attest_article_state_new (fixture->session, fixture->article, NULL);
  dex_unref (desk_fixture_await (attest_article_state_load (again, NULL), NULL));
  source = dup_words (GTK_TEXT_BUFFER (attest_article_state_get_buffer (again)));
  g_assert_cmpstr (source, ==, TOGETHER);
  g_assert_nonnull (attest_article_state_get_joined (again));
  dex_unref (desk_fixture_await (attest_article_state_discard (again), NULL));
  g_assert_null (attest_article_state_get_joined (again));
  g_object_unref (again);
}

/* What was typed before is not written over. */
static void
test_typed_before (Fixture *fixture, gconstpointer data)
{
  AttestTogetherPage *page = save_second (fixture);
  g_autofree char *source = NULL;

  type (fixture, MINE "And more.\n");
  go_on (fixture, page);
  assert_says (fixture, "Save what you typed first");
  source = dup_source (fixture);
  g_assert_cmpstr (source, ==, MINE "And more.\n");
  dex_unref (desk_fixture_await (attest_article_state_discard (get_state (fixture)), NULL));
}

static gboolean
is_no_author (gpointer data)
{
  return !attest_article_state_get_record (data)->is_author;
}

/* A program that was killed right after a save left what it saved as unsaved text: it is not typed a second time into the text before. */
static void
test_saved_after_all (Fixture *fixture, gconstpointer data)
{
  AttestArticleState *state = get_state (fixture);
  g_autofree char *first = g_strdup (attest_article_state_get_revision (state));
  g_autofree char *saved = acts_save (fixture->session, fixture->article, MINE);
  g_autoptr (GBytes) text = g_bytes_new_static (MINE, strlen (MINE));
  AttestUnsaved unsaved = { .base = first, .text = text, .time = 1 };
  const char *path = attest_session_get_path (fixture->session);
  g_autoptr (AttestUnsaved) left = NULL;
  g_autoptr (GError) error = NULL;

  attest_unsaved_store (NULL, path, fixture->article, "doctor", fixture->author, &unsaved, &error);
  g_assert_no_error (error);
  dex_unref (desk_fixture_await (attest_article_state_load (state, NULL), NULL));
  g_assert_false (attest_article_state_get_modified (state));
  g_assert_cmpstr (attest_article_state_get_revision (state), ==, saved);
  desk_fixture_settle (100);
  left = attest_unsaved_load (NULL, path, fixture->article, "doctor", fixture->author, &error);
  g_assert_no_error (error);
  g_assert_null (left);
}

/* Who did not write it is told what it costs. */
static void
test_reviewer (Fixture *fixture, gconstpointer data)
{
  AttestTogetherPage *page = save_second (fixture);

  attest_session_set_actor (fixture->session, fixture->reviewer);
  g_assert_true (desk_fixture_wait (is_no_author, get_state (fixture)));
  go_on (fixture, page);
  assert_says (fixture, "Write this text?");
  g_assert_false (attest_article_state_get_modified (get_state (fixture)));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);
  add ("/desk/together/second", test_second);
  add ("/desk/together/choices", test_choices);
  add ("/desk/together/later", test_later);
  add ("/desk/together/typed-before", test_typed_before);
  add ("/desk/together/reviewer", test_reviewer);
  add ("/desk/together/saved-after-all", test_saved_after_all);
  return g_test_run ();
}
