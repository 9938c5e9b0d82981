/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-import-comments.h"

#include <glib/gi18n.h>

#include "exchange/attest-comments-import.h"
#include "exchange/attest-import.h"
#include "session/attest-feedback.h"
#include "session/attest-progress.h"

/* As for a text that is brought in. */
#define LARGEST_FILE (10 * 1024 * 1024)

/* Where the file comes from, and whom to tell. */
typedef struct
{
  GtkWidget *widget;
  AttestArticleState *state;
  GFile *file;
  /* As they were when the file was asked for: another text may be in sight by the time it is read. */
  char *audience;
  char *actor;
} Taking;

/* All that the record thread needs. */
typedef struct
{
  char *article;
  char *audience;
  char *actor;
  char *name;
  GBytes *file;
  AttestProgress *progress;
} Request;

static Taking *
taking_new (GtkWidget *widget, AttestArticleState *state)
{
  Taking *taking = g_new0 (Taking, 1);

  taking->widget = g_object_ref (widget);
  taking->state = g_object_ref (state);
  taking->audience = g_strdup (attest_article_state_get_audience (state));
  taking->actor = g_strdup (attest_session_get_actor (attest_article_state_get_session (state)));

  return taking;
}

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_object_unref (taking->widget);
  g_object_unref (taking->state);
  g_clear_object (&taking->file);
  g_free (taking->audience);
  g_free (taking->actor);
  g_free (taking);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->article);
  g_free (request->audience);
  g_free (request->actor);
  g_free (request->name);
  g_bytes_unref (request->file);
  attest_progress_unref (request->progress);
  g_free (request);
}

/* ---- What came of it ---- */

static void
add_line (GString *lines, guint count, char *line)
{
  if (count > 0)
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
  g_free (line);
}

static char *
write_report (const AttestCommentsTaken *taken)
{
  GString *lines = g_string_new (NULL);

  add_line (lines,
            taken->comments,
            g_strdup_printf (ngettext ("%u comment was taken in.", "%u comments were taken in.", taken->comments),
                             taken->comments));
  add_line (lines,
            taken->replies,
            g_strdup_printf (ngettext ("%u reply was taken in.", "%u replies were taken in.", taken->replies),
                             taken->replies));
  add_line (lines,
            taken->whole,
            g_strdup_printf (ngettext ("%u is about the whole text, since it names no words of it.",
                                       "%u are about the whole text, since they name no words of it.",
                                       taken->whole),
                             taken->whole));
  add_line (
      lines,
      taken->orphans,
      g_strdup_printf (
          ngettext ("%u has no place: its words are not in the text, or in several places. Attach it to those that it "
                    "is about.",
                    "%u have no place: their words are not in the text, or in several places. Attach them to those "
                    "that they are about.",
                    taken->orphans),
          taken->orphans));
  add_line (lines,
            taken->known,
            g_strdup_printf (ngettext ("%u was there already.", "%u were there already.", taken->known), taken->known));
  add_line (lines,
            taken->wordless,
            g_strdup_printf (ngettext ("%u was left out, since it is about no words of the text and says nothing.",
                                       "%u were left out, since they are about no words of the text and say nothing.",
                                       taken->wordless),
                             taken->wordless));
  add_line (
      lines,
      taken->unread,
      g_strdup_printf (ngettext ("%u mark could not be read, since it is not closed or has another one inside. Look "
                                 "at line %u of the file.",
                                 "%u marks could not be read, since they are not closed or have others inside. "
                                 "The first is in line %u of the file.",
                                 taken->unread),
                       taken->unread,
                       taken->unread_line));
  add_line (
      lines,
      taken->is_other_text,
      g_strdup (_ ("The text in the file is none that was saved here: something in it was changed without a mark. "
                   "Such changes were not taken in.")));
  if (lines->len == 0)
    g_string_append (lines, _ ("The file has no comments in it."));

  return g_string_free (lines, FALSE);
}

static void
show_report (GtkWidget *widget, const char *report)
{
  AdwDialog *dialog = NULL;

  if (strchr (report, '\n') == NULL)
    {
      attest_feedback_toast (widget, report);
      return;
    }
  dialog = adw_alert_dialog_new (_ ("Comments taken in"), report);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, widget);
}

static DexFuture *
tell (DexFuture *future, gpointer user_data)
{
  const Taking *taking = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    attest_feedback_toast (taking->widget, _ ("Nothing was taken in"));
  else if (value == NULL)
    attest_feedback_error (taking->widget, _ ("The comments were not taken in"), error);
  else
    show_report (taking->widget, g_value_get_string (value));
  return dex_future_new_true ();
}

/* ---- Taking them in ---- */

/* As for a text that is brought in: other editors have other line ends, and signs before the first one. */
static char *
dup_text (const Request *request, GError **error)
{
  g_autofree char *encoding = NULL;
  gboolean line_ends_changed = FALSE;
  g_autoptr (GBytes) text =
      attest_import_convert_to_utf8 (request->name, request->file, &encoding, &line_ends_changed, error);

  return text != NULL ? g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text)) : NULL;
}

static gboolean
take_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  AttestCommentsTaken taken;
  g_autofree char *text = dup_text (request, error);

  if (text == NULL || !attest_comments_import_reporting (library,
                                                         request->article,
                                                         request->audience,
                                                         request->actor,
                                                         text,
                                                         &taken,
                                                         attest_progress_note,
                                                         request->progress,
                                                         attest_progress_get_cancellable (request->progress),
                                                         error))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, write_report (&taken));
  return TRUE;
}

static DexFuture *
take (DexFuture *future, gpointer user_data)
{
  const Taking *taking = user_data;
  AttestSession *session = attest_article_state_get_session (taking->state);
  GBytes *bytes = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autoptr (AttestProgress) progress = attest_progress_new ();
  Request *request = NULL;

  if (g_bytes_get_size (bytes) > LARGEST_FILE)
    return dex_future_new_reject (
        ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT, "%s", _ ("The file is too large; at most 10 MB are taken."));
  if (taking->actor == NULL)
    return dex_future_new_reject (ATTEST_REVIEW_ERROR,
                                  ATTEST_REVIEW_ERROR_REFUSED,
                                  "%s",
                                  _ ("Choose who you are first, so that the record can say who commented."));
  request = g_new0 (Request, 1);
  request->article = g_strdup (attest_article_state_get_article_id (taking->state));
  request->audience = g_strdup (taking->audience);
  request->actor = g_strdup (taking->actor);
  request->name = g_file_get_basename (taking->file);
  request->file = g_bytes_ref (bytes);
  request->progress = attest_progress_ref (progress);
  return attest_progress_show (progress,
                               taking->widget,
                               _ ("Taking in comments"),
                               attest_session_perform (session, take_on_record_thread, request, request_free));
}

/* @taking: (transfer full) */
static void
begin (Taking *taking)
{
  DexFuture *future = dex_file_load_contents_bytes (taking->file);

  future = dex_future_then (future, take, taking, NULL);
  dex_future_disown (dex_future_finally (future, tell, taking, taking_free));
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Taking *taking = user_data;

  taking->file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);
  if (taking->file != NULL)
    begin (taking);
  else
    taking_free (taking);
}

void
attest_import_comments_from (GtkWidget *widget, AttestArticleState *state, GFile *file)
{
  Taking *taking = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget) && ATTEST_IS_ARTICLE_STATE (state) && G_IS_FILE (file));

  taking = taking_new (widget, state);
  taking->file = g_object_ref (file);
  begin (taking);
}

void
attest_import_comments (GtkWidget *widget, AttestArticleState *state)
{
  static const char *const endings[] = { "json", "jsonld", "md", "markdown", "txt" };
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    gtk_file_filter_add_suffix (filter, endings[i]);
  gtk_file_filter_set_name (filter, _ ("Web annotations and CriticMarkup"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_set_title (dialog, _ ("Import comments"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Import"));
  gtk_file_dialog_open (
      dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, file_chosen_cb, taking_new (widget, state));
}
