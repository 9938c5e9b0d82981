/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <webkit/webkit.h>

#include "article/attest-article-page-private.h"
#include "article/attest-save-comments.h"
#include "desk-fixture.h"
#include "record/attest-unsaved.h"

#define TEXT "# Do naps help?\n\nSome do. A nap of 20 minutes is enough — 30 is too long.\n"

typedef struct
{
  AttestSession *session;
  char *editor;
  char *author;
  char *reviewers[2];
  char *article;
  /* Of the next window; 0 for a wide one. */
  int width;
  GtkWidget *window;
  AttestArticlePage *page;
  AttestArticleState *state;
} Fixture;

static gboolean
is_computed (gpointer data)
{
  AttestArticleState *state = data;

  return attest_article_state_get_rendering (state) != NULL && attest_article_state_get_record (state) != NULL;
}

static void
open_page (Fixture *fixture)
{
  fixture->page =
      g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (fixture->session, fixture->article, NULL)));
  fixture->state = attest_article_page_get_state (fixture->page);
  fixture->window = g_object_new (ADW_TYPE_WINDOW,
                                  "default-width",
                                  fixture->width > 0 ? fixture->width : 1200,
                                  "default-height",
                                  700,
                                  "content",
                                  fixture->page,
                                  NULL);
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
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->editor = desk_fixture_add_person (fixture->session, "Edith", "editor");
  attest_session_set_actor (fixture->session, fixture->editor);
  fixture->author = desk_fixture_add_person (fixture->session, "Arthur", "author");
  fixture->reviewers[0] = desk_fixture_add_person (fixture->session, "Rosa", "reviewer");
  fixture->reviewers[1] = desk_fixture_add_person (fixture->session, "Ravi", "reviewer");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->article = desk_fixture_add_article (fixture->session, TEXT);
  open_page (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_page (fixture);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->editor);
  g_free (fixture->author);
  g_free (fixture->reviewers[0]);
  g_free (fixture->reviewers[1]);
  g_free (fixture->article);
}

static char *
dup_text (Fixture *fixture)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
type (Fixture *fixture, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

static void
act (Fixture *fixture, const char *action)
{
  GActionGroup *actions = attest_article_page_get_actions (fixture->page);

  g_assert_true (g_action_group_get_action_enabled (actions, action));
  g_action_group_activate_action (actions, action, NULL);
}

static gboolean
is_saved (gpointer data)
{
  return !attest_article_state_get_modified (data);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  const char *names[] = {
    "Source", "Audience", "Review status", "Comments", "Checks", "References", "History", "Layout"
  };
  GtkWidget *root = GTK_WIDGET (fixture->page);

  desk_fixture_settle (100);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (desk_fixture_find (root, names[i]) == NULL)
      {
        g_test_message ("nothing is named %s", names[i]);
        g_test_fail ();
      }
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (desk_fixture_find (root, "Review status")),
                                   GTK_ACCESSIBLE_ROLE_GROUP);
  desk_fixture_assert_named (root);
}

static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dup_text (fixture);
  const gsize dash = (gsize) (strstr (text, "—") - text);
  GtkTextIter iter;

  g_assert_cmpstr (text, ==, TEXT);
  for (gsize byte = 0; byte <= strlen (text); byte++)
    {
      gsize expected = byte == dash + 1 || byte == dash + 2 ? dash : byte;

      attest_article_state_get_iter_at_byte (fixture->state, byte, &iter);
      g_assert_cmpuint (attest_article_state_get_byte_at_iter (fixture->state, &iter), ==, expected);
    }
  attest_article_state_get_iter_at_byte (fixture->state, G_MAXSIZE, &iter);
  g_assert_true (gtk_text_iter_is_end (&iter));
}

static gboolean
says_selected (gpointer data)
{
  return desk_fixture_says (GTK_WIDGET (((Fixture *) data)->page), "characters selected");
}

static gboolean
says_first_place (gpointer data)
{
  return desk_fixture_says (GTK_WIDGET (((Fixture *) data)->page), "Line 1, column 1");
}

static gboolean
says_third_line (gpointer data)
{
  return desk_fixture_says (GTK_WIDGET (((Fixture *) data)->page), "Line 3");
}

/* The bar below counts what is selected instead of saying where the cursor is. */
static void
test_selection_count (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state));
  GtkTextIter start;
  GtkTextIter end;

  g_assert_true (desk_fixture_wait (says_first_place, fixture));
  attest_article_state_get_iter_at_byte (fixture->state, (gsize) (strstr (TEXT, "A nap") - TEXT), &start);
  attest_article_state_get_iter_at_byte (fixture->state, (gsize) (strstr (TEXT, " — 30") - TEXT), &end);
  gtk_text_buffer_select_range (buffer, &end, &start);
  g_assert_true (desk_fixture_wait (says_selected, fixture));
  g_assert_true (desk_fixture_says (GTK_WIDGET (fixture->page), "7 words, 29 characters selected"));
  gtk_text_buffer_place_cursor (buffer, &start);
  g_assert_true (desk_fixture_wait (says_third_line, fixture));
}

static AttestUnsaved *
load_unsaved (Fixture *fixture)
{
  return attest_unsaved_load (
      NULL, attest_session_get_path (fixture->session), fixture->article, "doctor", fixture->author, NULL);
}

static gboolean
is_stored (gpointer data)
{
  g_autoptr (AttestUnsaved) unsaved = load_unsaved (data);

  return unsaved != NULL;
}

static gboolean
is_discarded (gpointer data)
{
  return !is_stored (data);
}

/* Typing without a pause, as somebody does who has a thought to finish: it is on disk all the same. */
static void
test_typing_is_kept (Fixture *fixture, gconstpointer data)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (AttestUnsaved) unsaved = NULL;
  g_autofree char *text = NULL;

  while (!is_stored (fixture) && g_get_monotonic_time () - begin < 2 * G_USEC_PER_SEC)
    {
      type (fixture, "word ");
      desk_fixture_settle (20);
    }
  g_test_message ("on disk after %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, G_USEC_PER_SEC);

  g_assert_true (attest_article_state_get_modified (fixture->state));
  close_page (fixture);
  unsaved = load_unsaved (fixture);
  open_page (fixture);
  g_assert_true (attest_article_state_get_restored (fixture->state));
  text = dup_text (fixture);
  g_assert_cmpmem (text, strlen (text), g_bytes_get_data (unsaved->text, NULL), g_bytes_get_size (unsaved->text));

  act (fixture, "discard");
  g_assert_true (desk_fixture_wait (is_discarded, fixture));
  g_clear_pointer (&text, g_free);
  text = dup_text (fixture);
  g_assert_cmpstr (text, ==, TEXT);
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strdup (attest_article_state_get_revision (fixture->state));
  g_autofree char *text = NULL;

  type (fixture, "\nMore.\n");
  act (fixture, "save");
  g_assert_true (desk_fixture_wait (is_saved, fixture->state));
  g_assert_cmpstr (attest_article_state_get_revision (fixture->state), !=, before);
  g_assert_true (desk_fixture_wait (is_discarded, fixture));

  close_page (fixture);
  open_page (fixture);
  text = dup_text (fixture);
  g_assert_cmpstr (text, ==, TEXT "\nMore.\n");
  g_assert_false (attest_article_state_get_restored (fixture->state));
}

static gboolean
is_for_patients (gpointer data)
{
  return g_strcmp0 (attest_article_state_get_audience (data), "patient") == 0;
}

static gboolean
tells_of_no_words (gpointer data)
{
  Fixture *fixture = data;

  return desk_fixture_find (GTK_WIDGET (fixture->page), "Patient: Draft 0 words") != NULL;
}

/* A new text begins with the headings of another one alone, and the switcher tells of each text what it is like. */
static void
test_headings_only (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = attest_article_page_get_actions (fixture->page);
  g_autofree char *text = NULL;

  type (fixture, "\n## When\n\nAt noon.\n");
  act (fixture, "save");
  g_assert_true (desk_fixture_wait (is_saved, fixture->state));
  g_action_group_activate_action (actions, "add-variant", g_variant_new ("(sss)", "patient", "doctor", "headings"));
  g_assert_true (desk_fixture_wait (is_for_patients, fixture->state));
  text = dup_text (fixture);
  g_assert_cmpstr (text, ==, "# Do naps help?\n\n## When\n\n");
  g_assert_true (desk_fixture_wait (tells_of_no_words, fixture));
}

/* Whether a status on the screen shows that it was reached just now. */
static gboolean
has_arrival (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "arrives"))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_arrival (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_submitted (gpointer data)
{
  const AttestAssessment *assessment = attest_article_state_get_assessment (data);

  return assessment != NULL && assessment->status == ATTEST_STATUS_SUBMITTED;
}

static gboolean
is_under_review (gpointer data)
{
  const AttestAssessment *assessment = attest_article_state_get_assessment (data);

  return assessment != NULL && assessment->status == ATTEST_STATUS_UNDER_REVIEW;
}

static gboolean
is_approved (gpointer data)
{
  const AttestAssessment *assessment = attest_article_state_get_assessment (data);

  return assessment != NULL && assessment->status == ATTEST_STATUS_APPROVED;
}

typedef struct
{
  Fixture *fixture;
  const char *action;
} Enabled;

static gboolean
is_enabled (gpointer data)
{
  const Enabled *enabled = data;

  return g_action_group_get_action_enabled (attest_article_page_get_actions (enabled->fixture->page), enabled->action);
}

static void
become (Fixture *fixture, const char *person, const char *action)
{
  Enabled enabled = { fixture, action };

  attest_session_set_actor (fixture->session, person);
  g_assert_true (desk_fixture_wait (is_enabled, &enabled));
}

static GtkWidget *
get_dialog (Fixture *fixture)
{
  GtkWidget *dialog = NULL;

  g_assert_true (desk_fixture_wait (desk_fixture_has_dialog, fixture->window));
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  desk_fixture_assert_named (dialog);
  return dialog;
}

static GtkWidget *
find_toggles (GtkWidget *root)
{
  if (ADW_IS_TOGGLE_GROUP (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_toggles (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
answer (GtkWidget *dialog, const char *question, guint choice)
{
  AdwToggleGroup *answers = ADW_TOGGLE_GROUP (find_toggles (desk_fixture_find (dialog, question)));

  g_assert_cmpuint (adw_toggle_group_get_active (answers), ==, GTK_INVALID_LIST_POSITION);
  adw_toggle_group_set_active (answers, choice);
}

static void
sign_off (Fixture *fixture, const char *reviewer)
{
  GtkWidget *dialog = NULL;

  become (fixture, reviewer, "verdict");
  act (fixture, "verdict");
  dialog = get_dialog (fixture);
  answer (dialog, "Is it accurate?", 0);
  answer (dialog, "Is it safe?", 0);
  answer (dialog, "Is it current?", 0);
  g_assert_true (desk_fixture_click (dialog, "Sign off"));
  g_assert_true (desk_fixture_wait (desk_fixture_has_no_dialog, fixture->window));
}

/* Author, two reviewers, through the window's own actions and dialogs. */
static void
test_approval (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = attest_article_page_get_actions (fixture->page);

  g_assert_true (attest_article_state_get_editable (fixture->state));
  g_assert_false (g_action_group_get_action_enabled (actions, "verdict"));
  g_assert_false (has_arrival (GTK_WIDGET (fixture->page)));
  act (fixture, "submit");
  g_assert_true (desk_fixture_click (get_dialog (fixture), "Submit"));
  g_assert_true (desk_fixture_wait (is_submitted, fixture->state));
  g_assert_true (has_arrival (GTK_WIDGET (fixture->page)));
  g_assert_false (g_action_group_get_action_enabled (actions, "start"));

  become (fixture, fixture->reviewers[0], "start");
  g_assert_false (attest_article_state_get_editable (fixture->state));
  act (fixture, "start");
  g_assert_true (desk_fixture_wait (is_under_review, fixture->state));
  sign_off (fixture, fixture->reviewers[0]);
  g_assert_false (is_approved (fixture->state));
  sign_off (fixture, fixture->reviewers[1]);
  g_assert_true (desk_fixture_wait (is_approved, fixture->state));
}

static gboolean
says_published (gpointer data)
{
  return desk_fixture_says (data, "This is the published text");
}

static gboolean
says_working (gpointer data)
{
  return desk_fixture_says (data, "Not the published text, which is revision 1");
}

/* The published text stays so while another one is worked on, and one always knows which of the two one has before one. */
static void
test_published_and_working (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);

  test_approval (fixture, data);
  g_assert_true (desk_fixture_wait (says_published, root));
  become (fixture, fixture->author, "withdraw");
  type (fixture, "Or is it?\n");
  g_assert_true (desk_fixture_wait (says_working, root));
  act (fixture, "save");
  g_assert_true (desk_fixture_wait (is_saved, fixture->state));
  g_assert_true (desk_fixture_wait (says_working, root));

  g_assert_true (gtk_widget_activate (desk_fixture_find_shown (root, "Read the published text")));
  g_assert_true (desk_fixture_wait (says_published, root));
  g_assert_false (attest_article_state_get_editable (fixture->state));
}

static gboolean
has_sidebar (gpointer data)
{
  GtkWidget *checks = desk_fixture_find_shown (data, "Checks");

  return checks != NULL && gtk_widget_get_width (checks) > 0;
}

/* Ctrl+1 to 4 show what they say, also where the sidebar was put away. */
static void
test_sidebar (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  GActionGroup *actions = attest_article_page_get_actions (fixture->page);
  g_autofree char *page = NULL;

  /* In sight, but before the first frame, in which nothing has a width yet. */
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->page)));
  g_settings_set_string (settings, "sidebar-page", "history");
  g_settings_set_boolean (settings, "sidebar-visible", FALSE);
  g_action_group_activate_action (actions, "show", g_variant_new_string ("history"));
  g_assert_true (g_settings_get_boolean (settings, "sidebar-visible"));
  g_action_group_activate_action (actions, "show", g_variant_new_string ("checks"));
  page = g_settings_get_string (settings, "sidebar-page");
  g_assert_cmpstr (page, ==, "checks");
  g_assert_true (desk_fixture_wait (has_sidebar, fixture->page));
}

static guint
count_suggested (GtkWidget *root)
{
  guint count = gtk_widget_has_css_class (root, "suggested-action") && gtk_widget_get_mapped (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_suggested (child);
  return count;
}

static gboolean
has_three_lines (gpointer data)
{
  return gtk_text_buffer_get_line_count (data) >= 3;
}

static gboolean
has_one_suggested (gpointer data)
{
  return count_suggested (data) == 1;
}

static gboolean
is_writing (gpointer data)
{
  return desk_fixture_find_shown (data, "Your comment") != NULL;
}

/* One suggested step at a time, also while a comment is being written. */
static void
test_suggested (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state));
  GtkWidget *page = GTK_WIDGET (fixture->page);
  GtkTextIter start;
  GtkTextIter end;

  g_assert_true (desk_fixture_wait (has_three_lines, buffer));
  desk_fixture_settle (200);
  g_assert_true (desk_fixture_wait (has_one_suggested, page));
  gtk_text_buffer_get_iter_at_line (buffer, &start, 2);
  end = start;
  gtk_text_iter_forward_chars (&end, 7);
  gtk_text_buffer_select_range (buffer, &start, &end);
  act (fixture, "comment");
  g_assert_true (desk_fixture_wait (is_writing, page));
  g_assert_true (desk_fixture_wait (has_one_suggested, page));
  g_assert_true (gtk_widget_has_css_class (desk_fixture_find_shown (page, "Comment"), "suggested-action"));
  g_assert_true (desk_fixture_click (page, "Cancel"));
  g_assert_true (desk_fixture_wait (has_one_suggested, page));
}

static gboolean
has_text_focus (gpointer data)
{
  return GTK_IS_TEXT_VIEW (gtk_window_get_focus (data));
}

static gboolean
has_page_focus (gpointer data)
{
  return WEBKIT_IS_WEB_VIEW (gtk_window_get_focus (data));
}

/* The keyboard is where one reads or writes: neither in the bar above it nor lost with a pane that goes. */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_assert_true (desk_fixture_wait (has_text_focus, fixture->window));
  g_settings_set_string (settings, "layout", "preview");
  g_assert_true (desk_fixture_wait (has_page_focus, fixture->window));
  close_page (fixture);
  open_page (fixture);
  g_assert_true (desk_fixture_wait (has_page_focus, fixture->window));
  g_settings_set_string (settings, "layout", "source");
  g_assert_true (desk_fixture_wait (has_text_focus, fixture->window));
  g_settings_reset (settings, "layout");
}

static gboolean
is_small (gpointer data)
{
  Fixture *fixture = data;

  return gtk_widget_get_width (GTK_WIDGET (fixture->page)) < 900;
}

static gboolean
is_wide (gpointer data)
{
  Fixture *fixture = data;

  return gtk_widget_get_width (GTK_WIDGET (fixture->page)) > 1140;
}

static gboolean
has_steps (gpointer data)
{
  return desk_fixture_says (data, "Under review") && desk_fixture_find_shown (data, "1 thing missing") != NULL;
}

static gboolean
is_brief (gpointer data)
{
  return !desk_fixture_says (data, "Under review") && desk_fixture_find_shown (data, "Draft, 1 thing missing") != NULL;
}

/* The steps stand side by side where they fit; else one button tells the status and what is missing. */
static void
test_steps (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);

  /* The window has to have its first size, or what it is given here is lost. */
  g_assert_true (desk_fixture_wait (is_wide, fixture));
  g_assert_true (desk_fixture_wait (has_steps, page));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  g_assert_true (desk_fixture_wait (is_small, fixture));
  g_assert_true (desk_fixture_wait (is_brief, page));
}

static gboolean
is_narrow (gpointer data)
{
  Fixture *fixture = data;

  return gtk_widget_get_width (GTK_WIDGET (fixture->page)) < 420;
}

/* The status stands inside a narrow window, whichever way its reader reads. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      graphene_rect_t place;
      GtkWidget *status = NULL;

      close_page (fixture);
      gtk_widget_set_default_direction (directions[i]);
      fixture->width = 360;
      open_page (fixture);
      g_assert_true (desk_fixture_wait (is_narrow, fixture));
      desk_fixture_settle (200);
      status = desk_fixture_find (GTK_WIDGET (fixture->page), "Review status");
      g_assert_true (gtk_widget_compute_bounds (status, GTK_WIDGET (fixture->page), &place));
      g_assert_cmpfloat (place.origin.x, >=, 0);
      g_assert_cmpfloat (place.origin.x + place.size.width, <=, gtk_widget_get_width (GTK_WIDGET (fixture->page)));
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
close_others (Fixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (item->data != (gpointer) fixture->window)
      gtk_window_destroy (item->data);
}

/* A question that nobody answers keeps no page, and with it no web process. */
static void
test_unanswered (Fixture *fixture, gconstpointer data)
{
  const char *questions[] = { "submit", "export", "export-record" };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      act (fixture, questions[i]);
      desk_fixture_settle (500);
      close_page (fixture);
      open_page (fixture);
      close_others (fixture);
    }
}

static gboolean
is_there (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

typedef struct
{
  Fixture *fixture;
  const char *words;
} Wait;

static gboolean
is_told (gpointer data)
{
  Wait *wait = data;

  return desk_fixture_says (GTK_WIDGET (wait->fixture->window), wait->words);
}

/* What the library holds is written, and never over what is there. */
static void
test_record (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-record-XXXXXX", NULL);
  g_autoptr (AttestArticle) article =
      attest_library_find_article (attest_session_get_library (fixture->session), fixture->article, NULL);
  g_autofree char *html_name = g_strconcat (article->slug, "-record.html", NULL);
  g_autofree char *json_name = g_strconcat (article->slug, "-record.json", NULL);
  g_autofree char *html = g_build_filename (folder, html_name, NULL);
  g_autofree char *json = g_build_filename (folder, json_name, NULL);
  g_autofree char *text = NULL;
  Wait told = { fixture, "has a review record of this article already" };

  attest_article_page_export_record_to (fixture->page, folder);
  g_assert_true (desk_fixture_wait (is_there, json));
  g_assert_true (g_file_get_contents (html, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Arthur"));

  attest_article_page_export_record_to (fixture->page, folder);
  g_assert_true (desk_fixture_wait (is_told, &told));
  g_unlink (html);
  g_unlink (json);
  g_rmdir (folder);
}

static gboolean
has_letter (gpointer path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_prefix (text, "# Comments on “");
}

static void
test_comments_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_fixture_dup_path ("letter.md");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) no_file = g_file_new_for_path ("/nowhere/letter.md");
  Wait refused = { fixture, "The comments were not exported" };

  attest_save_comments_to (GTK_WIDGET (fixture->page), fixture->state, ATTEST_COMMENTS_LETTER, file);
  g_assert_true (desk_fixture_wait (has_letter, path));

  attest_save_comments_to (GTK_WIDGET (fixture->page), fixture->state, ATTEST_COMMENTS_LETTER, no_file);
  g_assert_true (desk_fixture_wait (is_told, &refused));
  g_assert_true (
      g_action_group_get_action_enabled (attest_article_page_get_actions (fixture->page), "export-comments"));
}

/* A text of which nothing is left is a text too: it is saved, opened again and written into. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  const char *forms[] = { "source.bold", "source.italic", "source.bullets", "source.numbers", "source.quote" };

  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state)), "", 0);
  act (fixture, "save");
  g_assert_true (desk_fixture_wait (is_saved, fixture->state));
  close_page (fixture);
  open_page (fixture);
  g_assert_true (desk_fixture_wait (has_text_focus, fixture->window));
  {
    g_autofree char *text = dup_text (fixture);

    g_assert_cmpstr (text, ==, "");
  }
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_true (gtk_widget_activate_action (gtk_window_get_focus (GTK_WINDOW (fixture->window)), forms[i], NULL));
  type (fixture, "Sleep.");
  act (fixture, "save");
  g_assert_true (desk_fixture_wait (is_saved, fixture->state));
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/article/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/desk/article/bytes", Fixture, NULL, set_up, test_bytes, tear_down);
  g_test_add ("/desk/article/typing-is-kept", Fixture, NULL, set_up, test_typing_is_kept, tear_down);
  g_test_add ("/desk/article/selection-count", Fixture, NULL, set_up, test_selection_count, tear_down);
  g_test_add ("/desk/article/save", Fixture, NULL, set_up, test_save, tear_down);
  g_test_add ("/desk/article/narrow", Fixture, NULL, set_up, test_narrow, tear_down);
  g_test_add ("/desk/article/suggested", Fixture, NULL, set_up, test_suggested, tear_down);
  g_test_add ("/desk/article/record", Fixture, NULL, set_up, test_record, tear_down);
  g_test_add ("/desk/article/comments-export", Fixture, NULL, set_up, test_comments_export, tear_down);
  g_test_add ("/desk/article/keyboard", Fixture, NULL, set_up, test_keyboard, tear_down);
  g_test_add ("/desk/article/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/desk/article/sidebar", Fixture, NULL, set_up, test_sidebar, tear_down);
  g_test_add ("/desk/article/headings-only", Fixture, NULL, set_up, test_headings_only, tear_down);
  g_test_add ("/desk/article/unanswered", Fixture, NULL, set_up, test_unanswered, tear_down);
  g_test_add ("/desk/article/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/desk/article/approval", Fixture, NULL, set_up, test_approval, tear_down);
  g_test_add ("/desk/article/published-and-working", Fixture, NULL, set_up, test_published_and_working, tear_down);

  return g_test_run ();
}
