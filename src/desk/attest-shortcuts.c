/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-shortcuts.h"

#include <glib/gi18n.h>

#include "comments/attest-comment-kind.h"
#include "review/attest-comment.h"

/* @keys: one or several keys for the same, with blanks between; the first is shown */
typedef struct
{
  const char *section;
  const char *action;
  const char *keys;
  const char *label;
} Shortcut;

static const Shortcut shortcuts[] = {
  { N_ ("General"), "app.help", "F1", N_ ("Show the help") },
  { NULL, "app.shortcuts", "<Control>question", N_ ("Show keyboard shortcuts") },
  { NULL, "app.quit", "<Control>q", N_ ("Quit") },
  { NULL, "window.close", "<Control>w", N_ ("Close the window") },
  { NULL, "win.open-library", "<Control><Shift>o", N_ ("Open another library") },
  { N_ ("Library"), "library.new", "<Control>n", N_ ("Make a new article") },
  { NULL, "library.import", "<Control>o", N_ ("Import files") },
  { NULL, "library.paste", "<Control><Shift>v", N_ ("Make an article from copied text") },
  { NULL, "library.search", "<Control>f", N_ ("Search") },
  { NULL, "library.overview", "<Control><Alt>o", N_ ("Show the overview") },
  { NULL, "win.show-library", "<Alt>Home", N_ ("Go back to the library") },
  { N_ ("Article"), "article.save", "<Control>s", N_ ("Save") },
  { NULL, "article.suggested", "<Control><Shift>Return", N_ ("Do the suggested next step") },
  { NULL, "article.comment", "<Control><Alt>m", N_ ("Comment on the selection") },
  { NULL, "article.comment-whole", "<Control><Alt><Shift>m", N_ ("Comment on the whole text") },
  { NULL, "article.next-comment", "F8", N_ ("Go to the next comment") },
  { NULL, "article.previous-comment", "<Shift>F8", N_ ("Go to the comment before") },
  { NULL, "article.export", "<Control>e", N_ ("Export the page") },
  { NULL, "article.layout::source", "<Alt>1", N_ ("Show the source") },
  { NULL, "article.layout::both", "<Alt>2", N_ ("Show source and preview") },
  { NULL, "article.layout::preview", "<Alt>3", N_ ("Show the preview") },
  { NULL, "article.sidebar-visible", "F9", N_ ("Show or hide the sidebar") },
  { NULL, "article.show::comments", "<Control>1", N_ ("Show comments") },
  { NULL, "article.show::checks", "<Control>2", N_ ("Show checks") },
  { NULL, "article.show::references", "<Control>3", N_ ("Show references") },
  { NULL, "article.show::history", "<Control>4", N_ ("Show the history") },
  { N_ ("What changed"), "changes.next", "F8", N_ ("Go to the next change") },
  { NULL, "changes.previous", "<Shift>F8", N_ ("Go to the change before") },
  { N_ ("Two texts"), "together.next", "F8", N_ ("Go to the next passage") },
  { NULL, "together.previous", "<Shift>F8", N_ ("Go to the passage before") },
  { NULL, "together.take::one", "<Alt>1", N_ ("Take the first text's wording") },
  { NULL, "together.take::other", "<Alt>2", N_ ("Take the second text's wording") },
  { NULL, "together.take::both", "<Alt>3", N_ ("Take both wordings") },
  { N_ ("Source"), "source.bold", "<Control>b", N_ ("Bold") },
  { NULL, "source.italic", "<Control>i", N_ ("Italic") },
  { NULL, "source.heading(1)", "<Control><Alt>1", N_ ("Title") },
  { NULL, "source.heading(2)", "<Control><Alt>2", N_ ("Heading") },
  { NULL, "source.heading(3)", "<Control><Alt>3", N_ ("Subheading") },
  { NULL, "source.heading(0)", "<Control><Alt>0", N_ ("Plain text") },
  { NULL, "source.numbers", "<Control><Shift>n", N_ ("Numbered list") },
  { NULL, "source.bullets", "<Control><Shift>l", N_ ("Bulleted list") },
  { NULL, "source.quote", "<Control><Shift>q", N_ ("Quotation") },
  { NULL, "source.link", "<Control>k", N_ ("Link") },
  { NULL, "source.table", "<Control><Shift>t", N_ ("Table") },
  { NULL, "source.cite", "<Control><Shift>c", N_ ("Cite a reference") },
  { NULL, "source.paste-plain", "<Control><Shift>v", N_ ("Paste the words alone") },
  { NULL, "source.find", "<Control>f", N_ ("Find in the source") },
  { NULL, "source.replace", "<Control>h", N_ ("Find and replace") },
  { NULL, "source.find-next", "<Control>g F3", N_ ("Next match") },
  { NULL, "source.find-previous", "<Control><Shift>g <Shift>F3", N_ ("Match before") },
  { NULL, "source.outline", "<Control>j", N_ ("Go to a heading") },
  { NULL, "source.zoom-in", "<Control>plus <Control>equal <Control>KP_Add", N_ ("Larger text") },
  { NULL, "source.zoom-out", "<Control>minus <Control>KP_Subtract", N_ ("Smaller text") },
  { NULL, "source.zoom-reset", "<Control>0 <Control>KP_0", N_ ("Usual size of text") },
  { NULL, "source.focus-mode", "<Control><Shift>f", N_ ("Dim all but one paragraph") },
  { NULL, "source.print", "<Control>p", N_ ("Print the source") },
  { N_ ("Preview"), "preview.find", "<Control>f", N_ ("Find in the preview") },
  { NULL, "preview.find-next", "<Control>g F3", N_ ("Next match") },
  { NULL, "preview.find-previous", "<Control><Shift>g <Shift>F3", N_ ("Match before") },
  { NULL, "preview.zoom-in", "<Control>plus <Control>equal <Control>KP_Add", N_ ("Larger page") },
  { NULL, "preview.zoom-out", "<Control>minus <Control>KP_Subtract", N_ ("Smaller page") },
  { NULL, "preview.zoom-reset", "<Control>0 <Control>KP_0", N_ ("Usual size of the page") },
  { NULL, "preview.caret", "F7", N_ ("Select with the keyboard") },
  { NULL, "preview.print", "<Control>p", N_ ("Print the page") },
};

void
attest_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_auto (GStrv) keys = g_strsplit (shortcuts[i].keys, " ", -1);

      gtk_application_set_accels_for_action (application, shortcuts[i].action, (const char *const *) keys);
    }
}

static GtkWidget *
make_row (const char *title, const char *keys)
{
  GtkWidget *row = adw_action_row_new ();
  g_auto (GStrv) alternatives = g_strsplit (keys, " ", -1);
  GtkWidget *label = NULL;
  g_autofree char *text = NULL;
  guint key = 0;
  GdkModifierType modifiers = 0;

  gtk_accelerator_parse (alternatives[0], &key, &modifiers);
  text = gtk_accelerator_get_label (key, modifiers);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "shortcut-keys");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

/* Keys that work while a comment is being written; they belong to its editor and not to the application. */
static GtkWidget *
make_comment_group (void)
{
  GtkWidget *widget = adw_preferences_group_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (widget);
  const AttestCommentKind *kinds = NULL;
  guint n_kinds = 0;

  kinds = attest_comment_kinds_get (&n_kinds);
  adw_preferences_group_set_title (group, _ ("New comment"));
  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *keys = g_strdup_printf ("<Alt>%c", kinds[i].letter);
      /* Translators: a kind of comment and what it is for, such as "Question: Something to be answered" */
      g_autofree char *title =
          g_strdup_printf (_ ("%s: %s"), attest_comment_kind_get_label (kinds[i].key), _ (kinds[i].hint));

      adw_preferences_group_add (group, make_row (title, keys));
    }
  adw_preferences_group_add (group, make_row (_ ("Name somebody on the board"), "at"));
  adw_preferences_group_add (group, make_row (_ ("Add the comment"), "<Control>Return"));
  adw_preferences_group_add (group, make_row (_ ("Give the comment up"), "Escape"));
  return widget;
}

AdwDialog *
attest_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].section != NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (shortcuts[i].section));
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (_ (shortcuts[i].label), shortcuts[i].keys));
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_comment_group ()));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Keyboard shortcuts"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 600);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
