/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "verdict/attest-verdict-changes.h"

#include <glib/gi18n.h>
#include <string.h>

#include "session/attest-explain.h"
#include "session/attest-time-words.h"
#include "session/attest-touched-words.h"

/* More would push the questions off the screen; all of them are a key away. */
#define MOST_ROWS 3

/* Characters of either text in one row. */
#define MOST_CHARACTERS 48

/* The arrow leads from left to right, whatever is written on either side of it and around it: numbers alone would change places in an Arabic window. */
#define LEFT_TO_RIGHT "\342\201\246"
#define FIRST_STRONG "\342\201\250"
#define END_OF_DIRECTION "\342\201\251"
#define ISOLATED(words) FIRST_STRONG words END_OF_DIRECTION

struct _AttestVerdictChanges
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *reaffirm;
};

G_DEFINE_FINAL_TYPE (AttestVerdictChanges, attest_verdict_changes, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_REAFFIRM,
  SIGNAL_SHOW_ALL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
reaffirm_clicked_cb (AttestVerdictChanges *self)
{
  g_signal_emit (self, signals[SIGNAL_REAFFIRM], 0);
}

/* ---- Words ---- */

static char *
dup_heading (const AttestChangeSince *since)
{
  g_autofree char *day = attest_time_dup_day (since->time);

  /* Translators: %s is a day, such as "3 March 2026" or "Today" */
  return g_strdup_printf (since->signed_off ? _ ("Since your sign-off (%s)") : _ ("Since your verdict (%s)"), day);
}

/* On one line, and not too long. */
static char *
dup_words (GBytes *text, gsize start, gsize end)
{
  const char *bytes = g_bytes_get_data (text, NULL);
  g_autofree char *words = start < end ? g_strndup (&bytes[start], end - start) : g_strdup ("");

  g_strdelimit (words, "\n\t", ' ');
  if (g_utf8_strlen (words, -1) > MOST_CHARACTERS)
    {
      g_autofree char *first = g_utf8_substring (words, 0, MOST_CHARACTERS - 1);

      return g_strconcat (g_strchomp (first), "…", NULL);
    }
  return g_strdup (g_strstrip (words));
}

/* For somebody who cannot see what is struck out. */
static char *
dup_told (const char *old_words, const char *new_words, const char *touched)
{
  g_autofree char *change = NULL;

  if (new_words[0] == '\0')
    change = g_strdup_printf (_ ("Removed: %s."), old_words);
  else if (old_words[0] == '\0')
    change = g_strdup_printf (_ ("Added: %s."), new_words);
  else
    change = g_strdup_printf (_ ("Removed: %s. Added: %s."), old_words, new_words);

  return touched[0] != '\0' ? g_strdup_printf ("%s %s", change, touched) : g_steal_pointer (&change);
}

/* ---- Rows ---- */

static GtkWidget *
make_row (const AttestChangeSince *since, const AttestTextEdit *edit)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *old_words = dup_words (since->old_text, edit->old_start, edit->old_end);
  g_autofree char *new_words = dup_words (since->new_text, edit->new_start, edit->new_end);
  g_autofree char *old_markup = g_markup_printf_escaped (ISOLATED ("<s>%s</s>"), old_words);
  g_autofree char *new_markup = g_markup_printf_escaped (ISOLATED ("<b>%s</b>"), new_words);
  const char *between = old_words[0] != '\0' && new_words[0] != '\0' ? " → " : "";
  g_autofree char *title = g_strconcat (LEFT_TO_RIGHT,
                                        old_words[0] != '\0' ? old_markup : "",
                                        between,
                                        new_words[0] != '\0' ? new_markup : "",
                                        END_OF_DIRECTION,
                                        NULL);
  g_autofree char *touched = attest_touched_dup_words (edit->touched);
  g_autofree char *told = dup_told (old_words, new_words, touched);

  gtk_widget_add_css_class (row, "verdict-change");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (touched[0] != '\0')
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               g_object_new (GTK_TYPE_LABEL,
                                             "label",
                                             touched,
                                             "css-classes",
                                             (const char *const[]) { "caption", "warning", NULL },
                                             NULL));
  /* A row goes by its title, which does not say what is struck out. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, told, -1);
  return row;
}

static void
show_all_activated_cb (AttestVerdictChanges *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_ALL], 0);
}

static void
add_button_row (AttestVerdictChanges *self, const AttestChangeSince *since)
{
  GtkWidget *row = adw_button_row_new ();
  g_autofree char *title =
      since->edits->len > MOST_ROWS
          ? g_strdup_printf (ngettext ("Show the %u change", "Show all %u changes", since->edits->len),
                             since->edits->len)
          : g_strdup (_ ("Show in the text"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (show_all_activated_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/* First what a reader may be harmed by. */
static void
add_rows (AttestVerdictChanges *self, const AttestChangeSince *since)
{
  guint n_rows = 0;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < since->edits->len && n_rows < MOST_ROWS; i++)
      {
        const AttestTextEdit *edit = &g_array_index (since->edits, AttestTextEdit, i);

        if ((edit->touched != ATTEST_TOUCHED_NOTHING) != (round == 0))
          continue;
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), make_row (since, edit));
        n_rows++;
      }
}

/* What may harm has to be seen, all of it and whole, before it can be held to in one step. */
static gboolean
is_shown_whole (const AttestChangeSince *since)
{
  guint n_touched = 0;

  for (guint i = 0; i < since->edits->len; i++)
    {
      const AttestTextEdit *edit = &g_array_index (since->edits, AttestTextEdit, i);

      if (edit->touched == ATTEST_TOUCHED_NOTHING)
        continue;
      if (++n_touched > MOST_ROWS || edit->old_end - edit->old_start > MOST_CHARACTERS ||
          edit->new_end - edit->new_start > MOST_CHARACTERS)
        return FALSE;
    }
  return n_touched > 0;
}

static void
add_other (AttestVerdictChanges *self, gboolean differs, const char *words)
{
  GtkWidget *row = NULL;

  if (!differs)
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

void
attest_verdict_changes_show (AttestVerdictChanges *self, const AttestChangeSince *since, const char *actor)
{
  g_autofree char *heading = NULL;
  g_autofree char *reach = NULL;

  g_return_if_fail (ATTEST_IS_VERDICT_CHANGES (self));

  if (since == NULL || since->change == ATTEST_CHANGE_NONE)
    return;
  heading = dup_heading (since);
  reach = attest_change_since_dup_reach (since);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), heading);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), reach);
  gtk_widget_set_visible (self->reaffirm,
                          attest_change_since_may_reaffirm (since, actor) &&
                              (since->change != ATTEST_CHANGE_SAFETY || is_shown_whole (since)));
  if (since->change != ATTEST_CHANGE_SAFETY)
    gtk_widget_add_css_class (self->reaffirm, "suggested-action");
  if (since->old_text != NULL && since->new_text != NULL)
    {
      add_rows (self, since);
      add_other (self, since->references, _ ("The references are other ones"));
      add_other (self, since->disclaimer, _ ("The disclaimer is another one"));
      add_button_row (self, since);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
attest_verdict_changes_set_refusal (AttestVerdictChanges *self, const char *refusal)
{
  g_return_if_fail (ATTEST_IS_VERDICT_CHANGES (self));

  gtk_widget_set_sensitive (self->reaffirm, refusal == NULL);
  attest_explain_disabled (self->reaffirm, refusal, NULL);
}

static void
attest_verdict_changes_dispose (GObject *object)
{
  /* The template lets go of its children, and the group must not do so again. */
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_VERDICT_CHANGES);

  G_OBJECT_CLASS (attest_verdict_changes_parent_class)->dispose (object);
}

static void
attest_verdict_changes_class_init (AttestVerdictChangesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_verdict_changes_dispose;

  signals[SIGNAL_REAFFIRM] =
      g_signal_new ("reaffirm", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SHOW_ALL] =
      g_signal_new ("show-all", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-verdict-changes.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestVerdictChanges, reaffirm);
  gtk_widget_class_bind_template_callback (widget_class, reaffirm_clicked_cb);
}

static void
attest_verdict_changes_init (AttestVerdictChanges *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
