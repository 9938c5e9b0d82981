/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "acts-fixture.h"
#include "article/attest-article-page.h"
#include "changes/attest-changes-page.h"
#include "desk-fixture.h"
#include "history/attest-history-pane.h"
#include "history/attest-history-row.h"
#include "preview/attest-preview-view.h"
#include "record/attest-article.h"
#include "window-fixture.h"

/* From the history of a text to what changed in it, to reading an older one, and to making that the newest again. */

#define WARNING "Never give this medicine to children who weigh less than twenty kilograms."
#define REST                                                                                                           \
  " mg once a day with a glass of water.\n\nAsk a pharmacist before you take anything else together with it.\n\n"      \
  "It does not make you sleepy.\n"
#define FIRST "# Is it safe?\n\n" WARNING "\n\nTake 5" REST
#define SECOND "# Is it safe?\n\nTake 0.5" REST "\n" WARNING "\n"

typedef struct
{
  AttestWindow *window;
  AttestSession *session;
  char *article;
  char *author;
  char *reviewer;
  char *other;
  char *first;
  char *second;
} Fixture;

/* ---- What is in sight ---- */

static AttestArticlePage *
get_page (Fixture *fixture)
{
  return ATTEST_ARTICLE_PAGE (desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_ARTICLE_PAGE));
}

static AttestArticleState *
get_state (Fixture *fixture)
{
  return attest_article_page_get_state (get_page (fixture));
}

static gboolean
shows_article (gpointer data)
{
  GtkWidget *page = desk_fixture_find_type (GTK_WIDGET (data), ATTEST_TYPE_ARTICLE_PAGE);

  return page != NULL &&
         attest_article_state_get_rendering (attest_article_page_get_state (ATTEST_ARTICLE_PAGE (page)));
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
print_labels (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root))
    g_test_message ("in sight: %s", gtk_label_get_text (GTK_LABEL (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    print_labels (child);
}

static void
assert_says (Fixture *fixture, const char *words)
{
  Wanted wanted = { fixture->window, words };

  if (desk_fixture_wait (says, &wanted))
    return;
  print_labels (GTK_WIDGET (fixture->window));
  g_error ("“%s” is not in sight", words);
}

static char *
dup_source (Fixture *fixture)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (get_state (fixture)));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
assert_source (Fixture *fixture, const char *expected)
{
  g_autofree char *source = dup_source (fixture);

  g_assert_cmpstr (source, ==, expected);
}

/* ---- Set-up ---- */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *path = g_strdup (attest_session_get_path (session));

  g_settings_set_string (settings, "sidebar-page", "history");
  g_settings_set_boolean (settings, "sidebar-visible", TRUE);
  fixture->author = desk_fixture_add_person (session, "Arthur", "author");
  attest_session_set_actor (session, fixture->author);
  fixture->reviewer = desk_fixture_add_person (session, "Rosa", "reviewer");
  fixture->other = desk_fixture_add_person (session, "Anna", "author");
  fixture->article = desk_fixture_add_article (session, FIRST);
  fixture->second = acts_save (session, fixture->article, SECOND);
  g_assert_finalize_object (session);

  fixture->window = attest_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_open (fixture->window, path, ATTEST_SESSION_OPEN);
  fixture->session = attest_window_get_session (fixture->window);
  attest_session_set_actor (fixture->session, fixture->author);
  attest_window_open_article (fixture->window, fixture->article);
  g_assert_true (desk_fixture_wait (shows_article, fixture->window));
  assert_says (fixture, "Arthur saved the Doctor text");
  fixture->first = g_strdup (attest_article_state_get_record (get_state (fixture))->revision->parents[0]);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_free (fixture->article);
  g_free (fixture->author);
  g_free (fixture->reviewer);
  g_free (fixture->other);
  g_free (fixture->first);
  g_free (fixture->second);
}

static gboolean
shows_changes (gpointer data)
{
  return desk_fixture_find_type (GTK_WIDGET (data), ATTEST_TYPE_CHANGES_PAGE) != NULL;
}

static AttestChangesPage *
compare (Fixture *fixture, const char *before, const char *after)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.compare", "(ss)", before, after);
  g_assert_true (desk_fixture_wait (shows_changes, fixture->window));
  return ATTEST_CHANGES_PAGE (desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_CHANGES_PAGE));
}

/* ---- Tests ---- */

static char *
dup_marked (JsonObject *changes, const char *name)
{
  JsonArray *texts = json_object_get_array_member (changes, name);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (texts); i++)
    g_string_append_printf (all, "[%s]", json_array_get_string_element (texts, i));
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static JsonObject *
describe_changes (Fixture *fixture)
{
  GtkWidget *view = desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_PREVIEW_VIEW);
  g_autoptr (DexFuture) future = desk_fixture_await (attest_preview_view_describe (ATTEST_PREVIEW_VIEW (view)), NULL);
  const char *text = g_value_get_string (dex_future_get_value (future, NULL));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_object_ref (json_object_get_object_member (json_node_get_object (node), "changes"));
}

static gboolean
is_painted (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *view = desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_PREVIEW_VIEW);
  g_autoptr (JsonObject) changes = NULL;

  if (attest_preview_view_get_shown (ATTEST_PREVIEW_VIEW (view)) == NULL)
    return FALSE;
  changes = describe_changes (fixture);
  return json_array_get_length (json_object_get_array_member (changes, "deleted")) > 0;
}

static gboolean
is_at_first (gpointer data)
{
  g_autoptr (JsonObject) changes = describe_changes (data);

  return json_array_get_length (json_object_get_array_member (changes, "current-change")) > 0;
}

/* Both pages say what the record says: what is gone in the first, what is new in the second, what moved in both. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) changes = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *inserted = NULL;
  g_autofree char *moved = NULL;
  AttestChangesPage *page = compare (fixture, fixture->first, "");

  assert_says (fixture, "1 word added, 1 word removed, 1 passage moved");
  assert_says (fixture, "3 changes");
  g_assert_true (desk_fixture_wait (is_painted, fixture));
  changes = describe_changes (fixture);
  deleted = dup_marked (changes, "deleted");
  inserted = dup_marked (changes, "inserted");
  moved = dup_marked (changes, "moved");
  g_assert_cmpstr (deleted, ==, "[5 mg]");
  g_assert_cmpstr (inserted, ==, "[0.5 mg]");
  g_assert_cmpstr (moved, ==, "[" WARNING "][" WARNING "]");

  gtk_widget_activate_action (GTK_WIDGET (page), "changes.next", NULL);
  assert_says (fixture, "1 of 3");
  g_assert_true (desk_fixture_wait (is_at_first, fixture));
  gtk_widget_activate_action (GTK_WIDGET (page), "changes.previous", NULL);
  assert_says (fixture, "3 of 3");
  desk_fixture_assert_named (GTK_WIDGET (page));
}

/* The source of both in one, and its tags where the pieces are. */
static void
test_source (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  GtkWidget *view = NULL;
  GtkTextBuffer *buffer = NULL;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  g_settings_set_string (settings, "changes-layout", "source");
  compare (fixture, fixture->first, fixture->second);
  assert_says (fixture, "3 changes");
  view = desk_fixture_find (GTK_WIDGET (fixture->window), "Source with what changed");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_nonnull (strstr (text, "Take 5 mg0.5 mg once"));
  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, "5 mg", 0, &start, &end, NULL));
  g_assert_true (gtk_text_iter_has_tag (
      &start, gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "attest-deleted")));
  g_assert_true (gtk_text_iter_has_tag (
      &end, gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "attest-inserted")));
  g_settings_reset (settings, "changes-layout");
}

/* Any two, also one with itself, and the first with nothing. */
static void
test_choice (Fixture *fixture, gconstpointer data)
{
  AttestChangesPage *page = compare (fixture, "", fixture->second);
  GtkWidget *before = desk_fixture_find_row (GTK_WIDGET (page), "Earlier text");

  assert_says (fixture, "3 changes");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (before)), ==, 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (before), 0);
  assert_says (fixture, "No difference");
  adw_combo_row_set_selected (ADW_COMBO_ROW (before), 2);
  assert_says (fixture, "1 change");
}

static void
act (Fixture *fixture, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (attest_article_page_get_actions (get_page (fixture)), action, parameter);
}

static gboolean
reads_older (gpointer data)
{
  return attest_article_state_get_reads_older (data);
}

static gboolean
reads_newest (gpointer data)
{
  return !attest_article_state_get_reads_older (data);
}

/* An older text can only be read and says so; what was being typed in the newest is there again after it. */
static void
test_older (Fixture *fixture, gconstpointer data)
{
  AttestArticleState *state = get_state (fixture);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, "Typed and not saved.\n", -1);
  act (fixture, "read", g_variant_new ("(ss)", "doctor", fixture->first));
  g_assert_true (desk_fixture_wait (reads_older, state));
  assert_source (fixture, FIRST);
  g_assert_false (attest_article_state_get_editable (state));
  g_assert_nonnull (strstr (window_fixture_get_banner (GTK_WIDGET (fixture->window)), "can only be read"));

  act (fixture, "show-newest", NULL);
  g_assert_true (desk_fixture_wait (reads_newest, state));
  g_assert_true (attest_article_state_get_editable (state));
  assert_source (fixture, SECOND "Typed and not saved.\n");
  dex_unref (desk_fixture_await (attest_article_state_discard (state), NULL));
}

static void
type_more (Fixture *fixture, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (get_state (fixture)));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

static gboolean
is_editable (gpointer data)
{
  return attest_article_state_get_editable (data);
}

/* To read the newest text is to go on with it: what was typed into it is neither hidden nor overwritten, and nothing can be typed between. */
static void
test_newest_is_typed_in (Fixture *fixture, gconstpointer data)
{
  AttestArticleState *state = get_state (fixture);

  type_more (fixture, "Typed and not saved.\n");
  act (fixture, "read", g_variant_new ("(ss)", "doctor", fixture->second));
  g_assert_false (attest_article_state_get_editable (state));
  g_assert_true (desk_fixture_wait (is_editable, state));
  assert_source (fixture, SECOND "Typed and not saved.\n");
  g_assert_true (attest_article_state_get_modified (state));
  dex_unref (desk_fixture_await (attest_article_state_discard (state), NULL));
}

/* Also what was typed and is not in sight has to be dealt with before another text is put on top. */
static void
test_restore_hidden (Fixture *fixture, gconstpointer data)
{
  AttestArticleState *state = get_state (fixture);

  type_more (fixture, "Typed and not saved.\n");
  act (fixture, "read", g_variant_new ("(ss)", "doctor", fixture->first));
  g_assert_true (desk_fixture_wait (reads_older, state));
  act (fixture, "restore-text", g_variant_new_string (fixture->first));
  assert_says (fixture, "Save what you typed first");
  g_assert_true (
      desk_fixture_click (desk_fixture_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG), "Close"));
  act (fixture, "show-newest", NULL);
  g_assert_true (desk_fixture_wait (is_editable, state));
  assert_source (fixture, SECOND "Typed and not saved.\n");
  dex_unref (desk_fixture_await (attest_article_state_discard (state), NULL));
}

/* Nobody submits what is not in sight, and a reader is told so whatever else there is to tell. */
static void
test_older_acts (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = attest_article_page_get_actions (get_page (fixture));

  g_assert_true (g_action_group_get_action_enabled (actions, "submit"));
  act (fixture, "read", g_variant_new ("(ss)", "doctor", fixture->first));
  g_assert_true (desk_fixture_wait (reads_older, get_state (fixture)));
  g_assert_false (g_action_group_get_action_enabled (actions, "submit"));
  /* Somebody else's text does not take the reader away from the one that was asked for. */
  g_free (acts_save_as (fixture->session, fixture->article, fixture->other, SECOND "More.\n"));
  assert_says (fixture, "1 new text");
  assert_source (fixture, FIRST);
}

static gboolean
has_three (gpointer data)
{
  const AttestVariant *variant = attest_article_state_get_variant (data);

  return variant != NULL && variant->newest_number == 3;
}

/* The older text is the newest again, as a revision of its own; the one between stays. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  AttestArticleState *state = get_state (fixture);
  AttestLibrary *library = attest_session_get_library (fixture->session);
  g_autoptr (GPtrArray) revisions = NULL;
  AttestChangesPage *page = compare (fixture, fixture->first, fixture->second);

  assert_says (fixture, "3 changes");
  gtk_widget_activate_action (GTK_WIDGET (page), "article.restore-text", "s", fixture->first);
  assert_says (fixture, "Restore this text?");
  g_assert_true (
      desk_fixture_click (desk_fixture_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG), "Restore"));
  g_assert_true (desk_fixture_wait (has_three, state));
  g_assert_true (desk_fixture_wait (shows_article, fixture->window));
  assert_source (fixture, FIRST);
  revisions = attest_library_list_revisions (library, fixture->article, "doctor", NULL);
  g_assert_cmpuint (revisions->len, ==, 3);
  g_assert_cmpstr (((AttestRevision *) revisions->pdata[0])->text, ==, ((AttestRevision *) revisions->pdata[2])->text);
  g_assert_cmpstr (((AttestRevision *) revisions->pdata[2])->parents[0], ==, fixture->second);
}

/* What was typed and not saved is in nobody's way: it has to be dealt with first. */
static void
test_restore_unsaved (Fixture *fixture, gconstpointer data)
{
  AttestArticleState *state = get_state (fixture);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, "Typed and not saved.\n", -1);
  act (fixture, "restore-text", g_variant_new_string (fixture->first));
  assert_says (fixture, "Save what you typed first");
  g_assert_cmpuint (attest_article_state_get_variant (state)->newest_number, ==, 2);
  g_assert_true (
      desk_fixture_click (desk_fixture_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG), "Close"));
  dex_unref (desk_fixture_await (attest_article_state_discard (state), NULL));
}

/* ---- The history ---- */

static GtkWidget *
find_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
count_rows (Fixture *fixture)
{
  GtkWidget *list = desk_fixture_find (GTK_WIDGET (get_page (fixture)), "History");
  guint count = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    count += ATTEST_IS_HISTORY_ROW (row) && gtk_widget_get_child_visible (row);
  return count;
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = desk_fixture_find (GTK_WIDGET (get_page (fixture)), "History");
  /* Comments are filtered by person as well. */
  GtkWidget *pane = gtk_widget_get_ancestor (list, ATTEST_TYPE_HISTORY_PANE);
  GtkWidget *groups = desk_fixture_find_row (pane, "What to show");
  GtkWidget *people = desk_fixture_find_row (pane, "Person");
  const ActsComment comment = { .quote = "sleepy", .text = "Really?" };
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &comment);

  assert_says (fixture, "Rosa commented on the Doctor text");
  g_assert_cmpuint (count_rows (fixture), ==, 4);
  adw_combo_row_set_selected (ADW_COMBO_ROW (groups), 1 + ATTEST_HISTORY_TEXTS);
  desk_fixture_settle (20);
  g_assert_cmpuint (count_rows (fixture), ==, 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (groups), 1 + ATTEST_HISTORY_COMMENTS);
  desk_fixture_settle (20);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (groups), 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (people), 1);
  desk_fixture_settle (20);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
}

/* What somebody else saved since is one click away. */
static void
test_since (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  assert_says (fixture, "Nobody else changed this text");
  assert_says (fixture, "You gave no verdict on this text");
  id = acts_save_as (fixture->session, fixture->article, fixture->other, SECOND "More.\n");
  assert_says (fixture, "1 new text");
  gtk_widget_activate (
      gtk_widget_get_ancestor (find_label (GTK_WIDGET (fixture->window), "Since I last looked"), ADW_TYPE_ACTION_ROW));
  assert_says (fixture, "1 word added");
}

int
main (int argc, char **argv)
{
  desk_fixture_init (&argc, &argv);
  g_test_add ("/desk/changes/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/desk/changes/source", Fixture, NULL, set_up, test_source, tear_down);
  g_test_add ("/desk/changes/choice", Fixture, NULL, set_up, test_choice, tear_down);
  g_test_add ("/desk/changes/older", Fixture, NULL, set_up, test_older, tear_down);
  g_test_add ("/desk/changes/newest-is-typed-in", Fixture, NULL, set_up, test_newest_is_typed_in, tear_down);
  g_test_add ("/desk/changes/restore-hidden", Fixture, NULL, set_up, test_restore_hidden, tear_down);
  g_test_add ("/desk/changes/older-acts", Fixture, NULL, set_up, test_older_acts, tear_down);
  g_test_add ("/desk/changes/restore", Fixture, NULL, set_up, test_restore, tear_down);
  g_test_add ("/desk/changes/restore-unsaved", Fixture, NULL, set_up, test_restore_unsaved, tear_down);
  g_test_add ("/desk/changes/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/desk/changes/since", Fixture, NULL, set_up, test_since, tear_down);
  return g_test_run ();
}
