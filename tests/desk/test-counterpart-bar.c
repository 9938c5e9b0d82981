/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "acts-fixture.h"
#include "article/attest-article-page-private.h"
#include "comments/attest-comment-card.h"
#include "desk-fixture.h"
#include "preview/attest-preview-view.h"

/* From a comment to where its words are in another audience's text, and back. */

#define DOCTORS                                                                                                        \
  "# Do naps help?\n\nSome do. A nap of 20 minutes is enough for adults.\n\n## When to rest\n\n"                       \
  "Never nap before driving heavy machinery.\n\nAsk your doctor about daytime sleepiness first.\n"
#define PATIENTS                                                                                                       \
  "# Do naps help?\n\nThey do.\n\n## When to rest\n\nAfter lunch is best.\n\n"                                         \
  "Ask your doctor about daytime sleepiness first.\n\nA nap of 30 minutes is enough for adults.\n"

typedef struct
{
  AttestSession *session;
  char *editor;
  char *author;
  char *article;
  GtkWidget *window;
  AttestArticlePage *page;
  AttestArticleState *state;
} Fixture;

static gboolean
save_for_patients (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (GBytes) text = g_bytes_new_static (PATIENTS, strlen (PATIENTS));
  g_autofree char *revision =
      attest_review_save_revision (library, fixture->article, "patient", fixture->author, text, NULL, error);

  return revision != NULL;
}

static gboolean
is_settled (gpointer data)
{
  return attest_article_state_get_settled (data);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->editor = desk_fixture_add_person (fixture->session, "Edith", "editor");
  attest_session_set_actor (fixture->session, fixture->editor);
  fixture->author = desk_fixture_add_person (fixture->session, "Arthur", "author");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->article = desk_fixture_add_article (fixture->session, DOCTORS);
  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, save_for_patients, fixture, NULL), NULL));
}

/* The page opens with the comment on its card. */
static char *
comment_on (Fixture *fixture, const char *quote)
{
  const ActsComment remark = { .quote = quote };
  char *comment = acts_comment (fixture->session, fixture->article, fixture->editor, &remark);

  fixture->page =
      g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (fixture->session, fixture->article, NULL)));
  fixture->state = attest_article_page_get_state (fixture->page);
  fixture->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 1400, "default-height", 900, "content", fixture->page, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (desk_fixture_wait (is_settled, fixture->state));
  attest_article_page_show_comment (fixture->page, comment);
  desk_fixture_settle (200);
  return comment;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->editor);
  g_free (fixture->author);
  g_free (fixture->article);
}

static gboolean
is_bar_shown (gpointer data)
{
  return gtk_widget_get_visible (GTK_WIDGET (((Fixture *) data)->page->counterpart_bar));
}

static void
show_in_patients (Fixture *fixture, const char *comment)
{
  g_action_group_activate_action (
      attest_article_page_get_actions (fixture->page), "show-counterpart", g_variant_new ("(ss)", "patient", comment));
}

static char *
dup_selection (Fixture *fixture)
{
  gsize start, end;
  g_autoptr (GBytes) text = attest_article_state_dup_selection (fixture->state, &start, &end);

  return text != NULL ? g_strndup ((const char *) g_bytes_get_data (text, NULL) + start, end - start) : NULL;
}

static gboolean
describe (AttestPreviewView *view, JsonNode **page)
{
  g_autoptr (GError) not_there_yet = NULL;
  g_autoptr (DexFuture) future = desk_fixture_await (attest_preview_view_describe (view), &not_there_yet);
  const GValue *value = not_there_yet == NULL ? dex_future_get_value (future, NULL) : NULL;

  *page = value != NULL ? json_from_string (g_value_get_string (value), NULL) : NULL;
  return *page != NULL;
}

/* What the page has marked as a current comment's words; NULL where it has nothing so. */
static char *
dup_marked (Fixture *fixture)
{
  GtkWidget *view = desk_fixture_find_type (GTK_WIDGET (fixture->page), ATTEST_TYPE_PREVIEW_VIEW);
  g_autoptr (JsonNode) page = NULL;
  JsonArray *selected = NULL;

  if (!describe (ATTEST_PREVIEW_VIEW (view), &page))
    return g_strdup ("(no page)");
  selected = json_object_get_array_member (json_node_get_object (page), "selected");
  return json_array_get_length (selected) == 1 ? g_strdup (json_array_get_string_element (selected, 0)) : NULL;
}

typedef struct
{
  Fixture *fixture;
  const char *words;
} Expected;

static gboolean
is_marked (gpointer data)
{
  const Expected *expected = data;
  g_autofree char *marked = dup_marked (expected->fixture);

  return g_strcmp0 (marked, expected->words) == 0;
}

/* @words: (nullable) */
static void
assert_marked (Fixture *fixture, const char *words)
{
  Expected expected = { fixture, words };

  if (!desk_fixture_wait (is_marked, &expected))
    g_error ("the page has not marked “%s”", words);
}

static void
assert_shows (Fixture *fixture, const char *words, const char *message)
{
  g_autofree char *selection = NULL;

  g_assert_true (desk_fixture_wait (is_bar_shown, fixture));
  selection = dup_selection (fixture);
  g_assert_cmpstr (attest_article_state_get_audience (fixture->state), ==, "patient");
  g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, NULL);
  g_assert_cmpstr (selection, ==, words);
  if (!desk_fixture_says (GTK_WIDGET (fixture->page->counterpart_bar), message))
    g_error ("the bar does not say “%s”", message);
  assert_marked (fixture, g_str_has_prefix (words, "## ") ? words + 3 : words);
}

static gboolean
is_on_comment (gpointer data)
{
  Fixture *fixture = data;

  return g_strcmp0 (attest_article_state_get_audience (fixture->state), "doctor") == 0 &&
         attest_article_state_get_selected_comment (fixture->state) != NULL;
}

/* By the card's own menu, as a person does; the bar then leads back to the card. */
static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *comment = comment_on (fixture, "Ask your doctor about daytime sleepiness first.");
  GtkWidget *card = desk_fixture_find_type (GTK_WIDGET (fixture->page), ATTEST_TYPE_COMMENT_CARD);
  GtkWidget *button = card != NULL ? desk_fixture_find_type (card, GTK_TYPE_MENU_BUTTON) : NULL;
  GMenuModel *menu = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autofree char *label = NULL;

  g_assert_nonnull (button);
  desk_fixture_assert_named (card);
  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  g_assert_true (g_menu_model_get_item_attribute (menu, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  g_assert_cmpstr (label, ==, "Show in the text “Patient”");
  target = g_menu_model_get_item_attribute_value (menu, 0, G_MENU_ATTRIBUTE_TARGET, NULL);
  g_action_group_activate_action (attest_article_page_get_actions (fixture->page), "show-counterpart", target);
  assert_shows (fixture, "Ask your doctor about daytime sleepiness first.", "The same words stand here.");
  desk_fixture_assert_named (GTK_WIDGET (fixture->page->counterpart_bar));
  /* Keys go to the bar, and not into the text, where they would take the place of what is selected. */
  desk_fixture_settle (800);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)),
                                         GTK_WIDGET (fixture->page->counterpart_bar)));
  g_assert_true (desk_fixture_click (GTK_WIDGET (fixture->page), "Back to the comment"));
  g_assert_true (desk_fixture_wait (is_on_comment, fixture));
  g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, comment);
  g_assert_false (is_bar_shown (fixture));
  assert_marked (fixture, "Ask your doctor about daytime sleepiness first.");
}

/* Who reads the page alone goes on reading it; the mark goes along with what is typed, and goes when the bar is closed. */
static void
test_preview_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *comment = comment_on (fixture, "Ask your doctor about daytime sleepiness first.");
  GtkTextIter start;

  g_settings_set_string (fixture->page->settings, "layout", "preview");
  show_in_patients (fixture, comment);
  assert_shows (fixture, "Ask your doctor about daytime sleepiness first.", "The same words stand here.");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->page->source)));
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state)), &start);
  gtk_text_buffer_insert (
      GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state)), &start, "Typed and not saved.\n\n", -1);
  g_assert_true (desk_fixture_wait (is_settled, fixture->state));
  assert_marked (fixture, "Ask your doctor about daytime sleepiness first.");
  g_signal_emit_by_name (desk_fixture_find_shown (GTK_WIDGET (fixture->page->counterpart_bar), "Close"), "clicked");
  g_assert_false (is_bar_shown (fixture));
  assert_marked (fixture, NULL);
  g_settings_set_string (fixture->page->settings, "layout", "both");
}

/* Another number is told, and so is that there is nothing but a section. */
static void
test_honest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *comment = comment_on (fixture, "A nap of 20 minutes is enough for adults.");

  show_in_patients (fixture, comment);
  assert_shows (fixture, "A nap of 30 minutes is enough for adults.", "A number, a unit, a drug or a “not” differs.");
}

static void
test_section (Fixture *fixture, gconstpointer data)
{
  g_autofree char *comment = comment_on (fixture, "Never nap before driving heavy machinery.");

  show_in_patients (fixture, comment);
  assert_shows (fixture, "## When to rest", "This is the section with the same heading, “When to rest”.");
}

/* Where words stand is counted in the text as it is typed, and what was typed stays. */
static void
test_unsaved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *comment = comment_on (fixture, "Ask your doctor about daytime sleepiness first.");
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state));
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, "Typed and not saved.\n\n", -1);
  g_assert_true (desk_fixture_wait (is_settled, fixture->state));
  show_in_patients (fixture, comment);
  assert_shows (fixture, "Ask your doctor about daytime sleepiness first.", "The same words stand here.");
  g_assert_true (desk_fixture_click (GTK_WIDGET (fixture->page), "Back to the comment"));
  g_assert_true (desk_fixture_wait (is_on_comment, fixture));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_true (g_str_has_prefix (text, "Typed and not saved."));
}

/* Who has begun to answer stays, and so do the words. */
static void
test_half_written (Fixture *fixture, gconstpointer data)
{
  g_autofree char *comment = comment_on (fixture, "Ask your doctor about daytime sleepiness first.");
  GtkWidget *reply = desk_fixture_find (GTK_WIDGET (fixture->page), "Reply");

  g_assert_nonnull (reply);
  gtk_editable_set_text (GTK_EDITABLE (reply), "But what of");
  show_in_patients (fixture, comment);
  desk_fixture_settle (300);
  g_assert_cmpstr (attest_article_state_get_audience (fixture->state), ==, "doctor");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (reply)), ==, "But what of");
  gtk_editable_set_text (GTK_EDITABLE (reply), "");
  show_in_patients (fixture, comment);
  assert_shows (fixture, "Ask your doctor about daytime sleepiness first.", "The same words stand here.");
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/counterpart-bar/there-and-back", Fixture, NULL, set_up, test_there_and_back, tear_down);
  g_test_add ("/desk/counterpart-bar/honest", Fixture, NULL, set_up, test_honest, tear_down);
  g_test_add ("/desk/counterpart-bar/section", Fixture, NULL, set_up, test_section, tear_down);
  g_test_add ("/desk/counterpart-bar/unsaved", Fixture, NULL, set_up, test_unsaved, tear_down);
  g_test_add ("/desk/counterpart-bar/preview-alone", Fixture, NULL, set_up, test_preview_alone, tear_down);
  g_test_add ("/desk/counterpart-bar/half-written", Fixture, NULL, set_up, test_half_written, tear_down);

  return g_test_run ();
}
