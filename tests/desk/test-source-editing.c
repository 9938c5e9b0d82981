/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "pane-fixture.h"
#include "source/attest-source-drop.h"
#include "source/attest-source-edit.h"
#include "source/attest-source-look.h"
#include "source/attest-source-pane.h"
#include "source/attest-source-print.h"
#include "source/attest-source-spelling.h"

typedef struct
{
  PaneFixture pane;
  GSettings *settings;
  char *comment;
} Fixture;

static GtkTextBuffer *
get_buffer (Fixture *fixture)
{
  return GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->pane.state));
}

static GtkTextView *
get_view (Fixture *fixture)
{
  return GTK_TEXT_VIEW (desk_fixture_find (fixture->pane.pane, "Source"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "20 minutes" };

  fixture->settings = g_settings_new (APP_ID);
  g_settings_reset (fixture->settings, "source-zoom");
  g_settings_reset (fixture->settings, "focus-mode");
  pane_fixture_set_up (&fixture->pane, data);
  fixture->comment = acts_comment (fixture->pane.session, fixture->pane.article, fixture->pane.reviewer, &remark);
  pane_fixture_show (&fixture->pane, g_object_new (ATTEST_TYPE_SOURCE_PANE, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pane_fixture_tear_down (&fixture->pane, data);
  g_free (fixture->comment);
  g_object_unref (fixture->settings);
}

static void
act (Fixture *fixture, const char *action, GVariant *parameter)
{
  g_autofree char *name = g_strconcat ("source.", action, NULL);

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (get_view (fixture)), name, parameter));
}

static void
find_underline (GtkTextTag *tag, gpointer found)
{
  PangoUnderline underline = PANGO_UNDERLINE_NONE;

  g_object_get (tag, "underline", &underline, NULL);
  if (underline == PANGO_UNDERLINE_ERROR || underline == PANGO_UNDERLINE_ERROR_LINE)
    *(GtkTextTag **) found = tag;
}

/* @name: NULL for the tag of unknown words, which has none */
static char *
dup_tagged (Fixture *fixture, const char *name)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (get_buffer (fixture));
  GtkTextTag *tag = name != NULL ? gtk_text_tag_table_lookup (table, name) : NULL;
  GString *words = g_string_new (NULL);
  GtkTextIter iter;

  if (name == NULL)
    gtk_text_tag_table_foreach (table, find_underline, &tag);
  g_assert_nonnull (tag);
  gtk_text_buffer_get_start_iter (get_buffer (fixture), &iter);
  do
    if (gtk_text_iter_has_tag (&iter, tag))
      g_string_append_unichar (words, gtk_text_iter_get_char (&iter));
  while (gtk_text_iter_forward_char (&iter));
  return g_string_free (words, FALSE);
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = pane_fixture_dup_text (&fixture->pane);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_has (Fixture *fixture, const char *words)
{
  g_autofree char *text = pane_fixture_dup_text (&fixture->pane);

  if (strstr (text, words) == NULL)
    g_error ("\"%s\" is not in \"%s\"", words, text);
}

/* The comment stays on its words: at once by the buffer's own tags, and again once all is computed. */
static void
assert_marked (Fixture *fixture, const char *words)
{
  g_autofree char *typed = dup_tagged (fixture, "attest-comment");
  g_autofree char *computed = NULL;

  g_assert_cmpstr (typed, ==, words);
  pane_fixture_wait_computed (&fixture->pane);
  desk_fixture_settle (60);
  computed = dup_tagged (fixture, "attest-comment");
  g_assert_cmpstr (computed, ==, words);
}

/* Each command is one step of undo, and a comment on the words beside and inside of it stays. */
static void
test_format (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *action;
    int level;
    const char *selected;
    const char *found;
    const char *marked;
  } cases[] = {
    { "bold", -1, "A nap of 20 minutes", "Some do. **A nap of 20 minutes** is", "20 minutes" },
    { "italic", -1, "20 minutes", "A nap of *20 minutes* is", "20 minutes" },
    { "bold", -1, "is enough", "20 minutes **is enough** —", "20 minutes" },
    { "heading", 2, "Some", "## Some do. A nap", "20 minutes" },
    { "bullets", -1, "Some", "- Some do. A nap", "20 minutes" },
    { "numbers", -1, "Some", "1. Some do. A nap", "20 minutes" },
    { "quote", -1, "Some", "> Some do. A nap", "20 minutes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s on %s", cases[i].action, cases[i].selected);
      pane_fixture_select (&fixture->pane, cases[i].selected);
      act (fixture, cases[i].action, cases[i].level >= 0 ? g_variant_new_int32 (cases[i].level) : NULL);
      assert_has (fixture, cases[i].found);
      assert_marked (fixture, cases[i].marked);
      gtk_text_buffer_undo (get_buffer (fixture));
      assert_text (fixture, PANE_TEXT);
      assert_marked (fixture, "20 minutes");
      g_assert_false (gtk_text_buffer_get_can_undo (get_buffer (fixture)));
      g_assert_false (attest_article_state_get_modified (fixture->pane.state));
    }
}

/* As the menu of the toolbar has them. */
static void
test_styles (Fixture *fixture, gconstpointer data)
{
  const char *const begins[] = { "# Some do.", "## Some do.", "### Some do.", "#### Some do.", "Some do." };
  GtkWidget *button = desk_fixture_find_shown (fixture->pane.pane, "Text style");
  GMenuModel *menu = NULL;

  while (button != NULL && !GTK_IS_MENU_BUTTON (button))
    button = gtk_widget_get_parent (button);
  g_assert_nonnull (button);
  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, G_N_ELEMENTS (begins));
  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    {
      g_autoptr (GVariant) action = g_menu_model_get_item_attribute_value (menu, (int) i, "action", NULL);
      g_autoptr (GVariant) target = g_menu_model_get_item_attribute_value (menu, (int) i, "target", NULL);
      g_autofree char *found = g_strdup_printf ("\n%s", begins[i]);

      pane_fixture_select (&fixture->pane, "Some");
      g_assert_true (gtk_widget_activate_action_variant (button, g_variant_get_string (action, NULL), target));
      assert_has (fixture, found);
    }
}

/* Text that only reads offers nothing that would change it, and says why. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  GtkWidget *replace = NULL;

  g_assert_nonnull (desk_fixture_find_shown (fixture->pane.pane, "Bold"));
  pane_fixture_act_as (&fixture->pane, fixture->pane.reviewer);
  g_assert_null (desk_fixture_find_shown (fixture->pane.pane, "Bold"));
  pane_fixture_select (&fixture->pane, "Some");
  gtk_widget_activate_action (GTK_WIDGET (get_view (fixture)), "source.bold", NULL);
  assert_text (fixture, PANE_TEXT);
  act (fixture, "find", NULL);
  desk_fixture_settle (300);
  replace = desk_fixture_find (fixture->pane.pane, "Find in the text");
  g_assert_true (gtk_widget_get_mapped (replace));
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (get_view (fixture)), "source.replace", NULL) &&
                  desk_fixture_find_shown (fixture->pane.pane, "Replace with") != NULL);
  desk_fixture_assert_named (fixture->pane.pane);
}

static void
type_at_end (Fixture *fixture, const char *text)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (get_buffer (fixture), &end);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &end);
  attest_source_edit_insert (get_buffer (fixture), text);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  type_at_end (fixture, "\n1. one");
  g_assert_true (attest_source_edit_break_line (get_buffer (fixture)));
  attest_source_edit_insert (get_buffer (fixture), "two");
  g_assert_true (attest_source_edit_indent (get_buffer (fixture), 1));
  assert_text (fixture, PANE_TEXT "\n1. one\n   1. two");
  g_assert_true (attest_source_edit_indent (get_buffer (fixture), -1));
  g_assert_true (attest_source_edit_break_line (get_buffer (fixture)));
  assert_text (fixture, PANE_TEXT "\n1. one\n2. two\n3. ");
  g_assert_true (attest_source_edit_break_line (get_buffer (fixture)));
  g_assert_false (attest_source_edit_break_line (get_buffer (fixture)));
  assert_text (fixture, PANE_TEXT "\n1. one\n2. two\n\n");
  assert_marked (fixture, "20 minutes");
}

static gboolean
is_saved (gpointer data)
{
  return !attest_article_state_get_modified (data);
}

/* Saving is no end of undo: what was typed before it can be taken back, and the text is then changed again. Another revision is. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  pane_fixture_select (&fixture->pane, "Some");
  act (fixture, "bold", NULL);
  dex_unref (desk_fixture_await (attest_article_state_save (fixture->pane.state), NULL));
  g_assert_true (desk_fixture_wait (is_saved, fixture->pane.state));
  desk_fixture_settle (200);
  g_assert_true (gtk_text_buffer_get_can_undo (get_buffer (fixture)));
  gtk_text_buffer_undo (get_buffer (fixture));
  text = pane_fixture_dup_text (&fixture->pane);
  g_assert_null (strstr (text, "**Some**"));
  g_assert_true (attest_article_state_get_modified (fixture->pane.state));
  gtk_text_buffer_redo (get_buffer (fixture));
  g_assert_false (attest_article_state_get_modified (fixture->pane.state));

  dex_unref (desk_fixture_await (attest_article_state_load (fixture->pane.state, NULL), NULL));
  g_assert_false (gtk_text_buffer_get_can_undo (get_buffer (fixture)));
}

/* More steps than the toolkit keeps by itself. */
static void
test_undo_unlimited (Fixture *fixture, gconstpointer data)
{
  guint undone = 0;

  for (guint i = 0; i < 300; i++)
    {
      pane_fixture_select (&fixture->pane, "Some");
      act (fixture, "bold", NULL);
    }
  while (gtk_text_buffer_get_can_undo (get_buffer (fixture)))
    {
      gtk_text_buffer_undo (get_buffer (fixture));
      undone++;
    }
  g_assert_cmpuint (undone, ==, 300);
  assert_text (fixture, PANE_TEXT);
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = NULL;
  GtkWidget *replacement = NULL;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *selected = NULL;

  gtk_text_buffer_get_start_iter (get_buffer (fixture), &start);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &start);
  act (fixture, "replace", NULL);
  desk_fixture_settle (300);
  entry = desk_fixture_find_shown (fixture->pane.pane, "Find in the text");
  replacement = desk_fixture_find_shown (fixture->pane.pane, "Replace with");
  g_assert_nonnull (entry);
  g_assert_nonnull (replacement);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nap");
  desk_fixture_settle (400);
  gtk_text_buffer_get_selection_bounds (get_buffer (fixture), &start, &end);
  selected = gtk_text_iter_get_slice (&start, &end);
  g_assert_cmpstr (selected, ==, "nap");
  g_assert_true (desk_fixture_says (fixture->pane.pane, "1 of 3"));
  act (fixture, "find-next", NULL);
  desk_fixture_settle (50);
  g_assert_true (desk_fixture_says (fixture->pane.pane, "2 of 3"));

  gtk_editable_set_text (GTK_EDITABLE (replacement), "short sleep");
  g_assert_true (desk_fixture_click (fixture->pane.pane, "Replace all"));
  assert_has (fixture, "# Do short sleeps help?");
  assert_has (fixture, "Coffee before a short sleep works");
  assert_marked (fixture, "20 minutes");
  gtk_text_buffer_undo (get_buffer (fixture));
  assert_text (fixture, PANE_TEXT);
  assert_marked (fixture, "20 minutes");
  desk_fixture_assert_named (fixture->pane.pane);
}

static void
test_look (Fixture *fixture, gconstpointer data)
{
  GtkWidget *clamp = gtk_widget_get_parent (GTK_WIDGET (get_view (fixture)));
  int width = adw_clamp_scrollable_get_maximum_size (ADW_CLAMP_SCROLLABLE (clamp));
  g_autofree char *dimmed = NULL;
  GtkTextIter iter;

  act (fixture, "zoom-in", NULL);
  act (fixture, "zoom-in", NULL);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "source-zoom"), ==, 120);
  g_assert_cmpint (adw_clamp_scrollable_get_maximum_size (ADW_CLAMP_SCROLLABLE (clamp)), >, width);
  act (fixture, "zoom-reset", NULL);
  g_assert_cmpint (adw_clamp_scrollable_get_maximum_size (ADW_CLAMP_SCROLLABLE (clamp)), ==, width);

  act (fixture, "focus-mode", NULL);
  attest_article_state_get_iter_at_byte (fixture->pane.state, (gsize) (strstr (PANE_TEXT, "A nap") - PANE_TEXT), &iter);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &iter);
  dimmed = dup_tagged (fixture, "attest-dimmed");
  g_assert_nonnull (strstr (dimmed, "Do naps help?"));
  g_assert_nonnull (strstr (dimmed, "Coffee before"));
  g_assert_null (strstr (dimmed, "A nap of"));
  act (fixture, "focus-mode", NULL);
  g_clear_pointer (&dimmed, g_free);
  dimmed = dup_tagged (fixture, "attest-dimmed");
  g_assert_cmpstr (dimmed, ==, "");
}

/* The language definition: what the highlighter says each place is. */
static void
test_language (Fixture *fixture, gconstpointer data)
{
  GtkSourceLanguage *language = gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (get_buffer (fixture)));
  GtkSourceStyleScheme *scheme = gtk_source_buffer_get_style_scheme (GTK_SOURCE_BUFFER (get_buffer (fixture)));
  GtkTextIter start;
  GtkTextIter end;

  g_assert_cmpstr (gtk_source_language_get_id (language), ==, "attest-markdown");
  g_assert_nonnull (gtk_source_style_scheme_get_style (scheme, "attest-markdown:dose"));
  type_at_end (fixture, "\nTake 0.5 mg/kg, as said [@lee2020].\n");
  gtk_text_buffer_get_bounds (get_buffer (fixture), &start, &end);
  gtk_source_buffer_ensure_highlight (GTK_SOURCE_BUFFER (get_buffer (fixture)), &start, &end);
  desk_fixture_settle (200);
  {
    g_autofree char *text = pane_fixture_dup_text (&fixture->pane);
    const char *const places[] = { "0.5 mg", "kg, as", "[@lee", "20 minutes" };
    const gboolean coloured[] = { TRUE, TRUE, TRUE, FALSE };
    GtkSourceStyle *dose = gtk_source_style_scheme_get_style (scheme, "attest-markdown:dose");

    g_assert_nonnull (dose);
    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      {
        g_autoptr (GSList) tags = NULL;
        gboolean found = FALSE;

        attest_article_state_get_iter_at_byte (fixture->pane.state, (gsize) (strstr (text, places[i]) - text), &start);
        tags = gtk_text_iter_get_tags (&start);
        for (GSList *item = tags; item != NULL; item = item->next)
          {
            gboolean set = FALSE;

            g_object_get (item->data, "foreground-set", &set, NULL);
            found = found || set;
          }
        g_test_message ("%s", places[i]);
        g_assert_cmpint (found, ==, coloured[i]);
      }
    gtk_text_buffer_get_end_iter (get_buffer (fixture), &end);
    attest_article_state_get_iter_at_byte (fixture->pane.state, (gsize) (strstr (text, "@lee") - text), &start);
    g_assert_true (
        gtk_source_buffer_iter_has_context_class (GTK_SOURCE_BUFFER (get_buffer (fixture)), &start, "no-spell-check"));
  }
}

static gboolean
is_underlined (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *words = dup_tagged (fixture, NULL);

  return g_str_equal (words, "slepe");
}

static gboolean
has_no_underline (gpointer data)
{
  g_autofree char *words = dup_tagged (data, NULL);

  return *words == '\0';
}

/* Presses the secondary button on the words, as the gesture tells it. */
static void
press_secondary (Fixture *fixture, const char *words)
{
  GtkTextView *view = GTK_TEXT_VIEW (get_view (fixture));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));
  GdkRectangle place;
  GtkTextIter iter;
  int x = 0;
  int y = 0;

  gtk_text_buffer_get_start_iter (get_buffer (fixture), &iter);
  g_assert_true (gtk_text_iter_forward_search (&iter, words, 0, &iter, NULL, NULL));
  gtk_text_view_get_iter_location (view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (
      view, GTK_TEXT_WINDOW_WIDGET, place.x + place.width * 2, place.y + place.height / 2, &x, &y);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) &&
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_SECONDARY)
        g_signal_emit_by_name (controller, "pressed", 1, (double) x, (double) y);
    }
}

static gboolean
has_target (GMenuModel *menu, const char *target)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *value = NULL;

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_TARGET, "s", &value) &&
          g_str_equal (value, target))
        return TRUE;
      if (section != NULL && has_target (section, target))
        return TRUE;
    }
  return FALSE;
}

static gboolean
offers_sleep (gpointer data)
{
  return has_target (gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (get_view (data))), "sleep");
}

/* An unknown word is underlined until somebody learns it; the list is the person's own. */
static void
test_spelling (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dictionary = attest_source_spelling_choose_dictionary ("en-GB");
  GtkTextIter cursor;
  g_autofree char *none = attest_source_spelling_choose_dictionary ("xx");

  if (dictionary == NULL)
    {
      g_test_skip ("no English dictionary is installed");
      return;
    }
  g_assert_null (none);
  g_assert_true (g_str_has_prefix (dictionary, "en"));
  type_at_end (fixture, "\nGood slepe [@lee2020].\n");
  if (!desk_fixture_wait (is_underlined, fixture))
    {
      g_autofree char *words = dup_tagged (fixture, NULL);

      g_error ("underlined: \"%s\"", words);
    }
  act (fixture, "check-spelling", NULL);
  desk_fixture_settle (100);
  {
    g_autofree char *words = dup_tagged (fixture, NULL);

    g_assert_cmpstr (words, ==, "");
  }
  act (fixture, "check-spelling", NULL);
  g_assert_true (desk_fixture_wait (is_underlined, fixture));

  /* The menu is about the word that is pressed, wherever the cursor was. */
  gtk_text_buffer_get_start_iter (get_buffer (fixture), &cursor);
  gtk_text_buffer_place_cursor (get_buffer (fixture), &cursor);
  desk_fixture_settle (300);
  g_assert_false (offers_sleep (fixture));
  /* Corrections take long to find, so nobody who only types or reads there waits for them. */
  gtk_text_buffer_get_end_iter (get_buffer (fixture), &cursor);
  g_assert_true (gtk_text_iter_backward_search (&cursor, "slepe", GTK_TEXT_SEARCH_TEXT_ONLY, &cursor, NULL, NULL));
  gtk_text_buffer_place_cursor (get_buffer (fixture), &cursor);
  desk_fixture_settle (300);
  g_assert_false (offers_sleep (fixture));
  press_secondary (fixture, "slepe");
  g_assert_true (desk_fixture_wait (offers_sleep, fixture));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_view (fixture)), "spelling.add", "s", "slepe"));
  g_assert_true (desk_fixture_wait (has_no_underline, fixture));
  {
    g_autofree char *file = g_strconcat (dictionary, ".dic", NULL);
    g_autofree char *list = g_build_filename (g_get_user_config_dir (), "enchant", file, NULL);
    g_autofree char *learned = NULL;

    g_assert_true (g_file_get_contents (list, &learned, NULL, NULL));
    g_assert_nonnull (strstr (learned, "slepe"));
  }
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  AdwDialog *dialog = NULL;

  desk_fixture_settle (300);
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->pane.window));
  g_assert_nonnull (dialog);
  /* The button that closes a sheet belongs to the toolkit. */
  desk_fixture_assert_named (ADW_IS_ALERT_DIALOG (dialog) ? GTK_WIDGET (dialog) : adw_dialog_get_child (dialog));
  return dialog;
}

static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_dialogs (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = NULL;

  pane_fixture_select (&fixture->pane, "your doctor");
  act (fixture, "link", NULL);
  dialog = get_dialog (fixture);
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "insert"));
  gtk_editable_set_text (GTK_EDITABLE (find_row (GTK_WIDGET (dialog), "Address")), "www.example.org");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "insert"));
  g_assert_true (desk_fixture_click (GTK_WIDGET (dialog), "Insert"));
  desk_fixture_settle (300);
  assert_has (fixture, "Ask [your doctor](https://www.example.org) first.");

  act (fixture, "table", NULL);
  g_assert_true (desk_fixture_click (GTK_WIDGET (get_dialog (fixture)), "Insert"));
  desk_fixture_settle (300);
  assert_has (fixture, "| Heading | Heading |\n| --- | --- |\n");

  act (fixture, "cite", NULL);
  adw_dialog_close (get_dialog (fixture));
  desk_fixture_settle (300);

  act (fixture, "outline", NULL);
  dialog = get_dialog (fixture);
  g_assert_nonnull (desk_fixture_find (GTK_WIDGET (dialog), "Headings"));
  adw_dialog_close (dialog);
  desk_fixture_settle (300);
  assert_marked (fixture, "20 minutes");
}

static gboolean
has_written (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *text = pane_fixture_dup_text (&fixture->pane);

  return strstr (text, "Dropped — words.") != NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (((Fixture *) data)->pane.window)) != NULL;
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_fixture_dup_path ("words.md");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) picture = g_file_new_for_path ("/tmp/scan.png");

  g_assert_true (g_file_set_contents (path, "---\ntitle: Other\n---\nDropped — words.\n", -1, NULL));
  attest_source_drop_file (get_view (fixture), file, 0);
  g_assert_true (desk_fixture_wait (has_dialog, fixture));
  assert_text (fixture, PANE_TEXT);
  g_assert_true (desk_fixture_click (GTK_WIDGET (get_dialog (fixture)), "Put it here"));
  g_assert_true (desk_fixture_wait (has_written, fixture));
  assert_text (fixture, "Dropped — words.\n" PANE_TEXT);
  assert_marked (fixture, "20 minutes");
  desk_fixture_settle (300);

  attest_source_drop_file (get_view (fixture), picture, 0);
  assert_text (fixture, "Dropped — words.\n" PANE_TEXT);
  g_remove (path);
}

static void
test_print (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_fixture_dup_path ("source.pdf");
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_assert_true (attest_source_print (NULL, GTK_SOURCE_BUFFER (get_buffer (fixture)), "100% of it", path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
  g_assert_cmpuint (length, >, 2000);
  g_remove (path);
}

#define ADD(path, test) g_test_add ("/desk/source-editing/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("format", test_format);
  ADD ("styles", test_styles);
  ADD ("read-only", test_read_only);
  ADD ("list", test_list);
  ADD ("undo", test_undo);
  ADD ("undo-unlimited", test_undo_unlimited);
  ADD ("find", test_find);
  ADD ("look", test_look);
  ADD ("language", test_language);
  ADD ("spelling", test_spelling);
  ADD ("dialogs", test_dialogs);
  ADD ("drop", test_drop);
  ADD ("print", test_print);

  return g_test_run ();
}
