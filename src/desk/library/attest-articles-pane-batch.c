/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-articles-pane-private.h"

#include <glib/gi18n.h>

#include "exchange/attest-page.h"
#include "library/attest-report-dialog.h"
#include "review/attest-review.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "text/attest-isolate.h"

/* What is done with several articles: each an act on the record thread, then what is said about it. */

typedef struct
{
  GWeakRef pane;
  AttestArticleBatch *batch;
  void (*tell) (AttestArticlesPane *self, AttestArticleBatch *batch, const char *data);
  char *data;
} Running;

static void
running_free (gpointer data)
{
  Running *running = data;

  g_weak_ref_clear (&running->pane);
  attest_article_batch_unref (running->batch);
  g_free (running->data);
  g_free (running);
}

static DexFuture *
batch_done (DexFuture *future, gpointer user_data)
{
  Running *running = user_data;
  g_autoptr (AttestArticlesPane) self = g_weak_ref_get (&running->pane);

  if (self == NULL)
    return dex_future_new_true ();
  g_clear_pointer (&self->batch, attest_article_batch_unref);
  attest_article_selection_set_active (self->selection, FALSE);
  if (self->session != NULL)
    running->tell (self, running->batch, running->data);
  return dex_future_new_true ();
}

static AttestArticleBatch *
make_batch (AttestArticlesPane *self, AttestBatchAct act, gpointer data, GDestroyNotify destroy, GPtrArray *items)
{
  AttestArticleBatch *batch = attest_article_batch_new (self->session, act, data, destroy);

  for (guint i = 0; i < items->len; i++)
    {
      AttestArticleItem *item = g_ptr_array_index (items, i);

      attest_article_batch_add (batch, attest_article_item_get_id (item), attest_article_item_get_title (item));
    }
  return batch;
}

/* @data: (nullable): handed to @tell */
static void
run (AttestArticlesPane *self,
     AttestArticleBatch *batch,
     void (*tell) (AttestArticlesPane *, AttestArticleBatch *, const char *),
     const char *data)
{
  Running *running = g_new0 (Running, 1);

  g_weak_ref_init (&running->pane, self);
  running->batch = batch;
  running->tell = tell;
  running->data = g_strdup (data);
  dex_future_disown (dex_future_finally (attest_article_batch_run (batch), batch_done, running, running_free));
}

static gboolean
has_problem (AttestArticleBatch *batch)
{
  return attest_article_batch_find_problem (batch) != NULL || attest_article_batch_count_left (batch) > 0;
}

/* ---- Export ---- */

static char *
export_page (AttestLibrary *library, const char *article, const char *actor, gconstpointer data, GError **error)
{
  return attest_page_export (library, article, NULL, data, actor, NULL, error);
}

static void
tell_exported (AttestArticlesPane *self, AttestArticleBatch *batch, const char *folder)
{
  GPtrArray *outcomes = attest_article_batch_get_outcomes (batch);
  const AttestBatchOutcome *first = g_ptr_array_index (outcomes, 0);

  attest_articles_pane_set_progress (self, NULL, -1);
  if (outcomes->len == 1 && first->result != NULL)
    {
      g_autofree char *name = g_filename_display_basename (first->result);
      g_autofree char *text = g_strdup_printf (_ ("Exported “%s”"), name);

      attest_feedback_toast_with_button (GTK_WIDGET (self), text, _ ("_Open"), "win.open-page", first->result);
      return;
    }
  adw_dialog_present (attest_report_dialog_new (batch, _ ("Export"), _ ("Exported pages"), _ ("Not exported"), folder),
                      GTK_WIDGET (self));
}

static void
export_progressed (guint done, guint all, gpointer user_data)
{
  g_autoptr (AttestArticlesPane) self = g_weak_ref_get (user_data);
  g_autofree char *text = NULL;

  if (self == NULL)
    return;
  /* Translators: how many pages were written, of how many */
  text = g_strdup_printf (_ ("Exporting, %u of %u"), MIN (done + 1, all), all);
  attest_articles_pane_set_progress (self, text, (double) done / all);
}

typedef struct
{
  GWeakRef pane;
  GPtrArray *items;
} Choosing;

static void
folder_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (AttestArticlesPane) self = g_weak_ref_get (&choosing->pane);
  g_autoptr (GPtrArray) items = g_steal_pointer (&choosing->items);
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result, NULL);
  const char *path = folder != NULL ? g_file_peek_path (folder) : NULL;

  g_weak_ref_clear (&choosing->pane);
  g_free (choosing);
  if (self == NULL || path == NULL || self->session == NULL || self->batch != NULL)
    return;
  self->batch = make_batch (self, export_page, g_strdup (path), g_free, items);
  attest_article_batch_set_progress (self->batch, export_progressed, attest_weak_ref_new (self), attest_weak_ref_free);
  gtk_widget_set_sensitive (self->cancel, TRUE);
  run (self, attest_article_batch_ref (self->batch), tell_exported, path);
}

void
attest_articles_pane_export (AttestArticlesPane *self, GPtrArray *items)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  Choosing *choosing = g_new0 (Choosing, 1);

  g_weak_ref_init (&choosing->pane, self);
  choosing->items = g_ptr_array_ref (items);
  gtk_file_dialog_set_title (dialog,
                             ngettext ("Choose a folder for the page", "Choose a folder for the pages", items->len));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Export"));
  gtk_file_dialog_select_folder (
      dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, folder_chosen_cb, choosing);
}

/* ---- Remove and bring back ---- */

static char *
remove_article (AttestLibrary *library, const char *article, const char *actor, gconstpointer data, GError **error)
{
  return attest_review_remove (library, article, actor, NULL, error) ? g_strdup ("") : NULL;
}

static char *
restore_article (AttestLibrary *library, const char *article, const char *actor, gconstpointer data, GError **error)
{
  return attest_review_restore (library, article, actor, error) ? g_strdup ("") : NULL;
}

static void
tell_removed (AttestArticlesPane *self, AttestArticleBatch *batch, const char *data)
{
  GPtrArray *outcomes = attest_article_batch_get_outcomes (batch);
  const AttestBatchOutcome *first = g_ptr_array_index (outcomes, 0);
  g_autofree char *title = attest_isolate (first->title);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;

  if (has_problem (batch))
    {
      adw_dialog_present (attest_report_dialog_new (batch, _ ("Remove"), _ ("Removed"), _ ("Not removed"), NULL),
                          GTK_WIDGET (self));
      return;
    }
  for (guint i = 0; i < outcomes->len; i++)
    g_strv_builder_add (ids, ((const AttestBatchOutcome *) g_ptr_array_index (outcomes, i))->article);
  list = g_strv_builder_end (ids);
  joined = g_strjoinv (",", list);
  if (outcomes->len == 1)
    text = g_strdup_printf (_ ("“%s” was removed"), title);
  else
    text =
        g_strdup_printf (ngettext ("%u article was removed", "%u articles were removed", outcomes->len), outcomes->len);
  attest_feedback_toast_with_button (GTK_WIDGET (self), text, _ ("_Undo"), "library.restore", joined);
}

void
attest_articles_pane_remove (AttestArticlesPane *self, GPtrArray *items)
{
  run (self, make_batch (self, remove_article, NULL, NULL, items), tell_removed, NULL);
}

static void
tell_restored (AttestArticlesPane *self, AttestArticleBatch *batch, const char *data)
{
  guint n_done = attest_article_batch_get_outcomes (batch)->len;
  g_autofree char *text = NULL;

  if (has_problem (batch))
    {
      adw_dialog_present (
          attest_report_dialog_new (batch, _ ("Bring back"), _ ("Brought back"), _ ("Not brought back"), NULL),
          GTK_WIDGET (self));
      return;
    }
  text = g_strdup_printf (ngettext ("%u article is back", "%u articles are back", n_done), n_done);
  attest_feedback_toast (GTK_WIDGET (self), text);
}

static const char *
find_title (AttestArticlesPane *self, const char *id)
{
  const AttestArticleLine *line = attest_article_lines_find (attest_article_list_get_lines (self->articles), id);

  return line != NULL ? attest_article_line_get_title (line) : id;
}

void
attest_articles_pane_restore (AttestArticlesPane *self, const char *articles)
{
  g_auto (GStrv) ids = g_strsplit (articles, ",", -1);
  AttestArticleBatch *batch = NULL;

  g_return_if_fail (ATTEST_IS_ARTICLES_PANE (self));

  if (self->session == NULL || ids[0] == NULL || *ids[0] == '\0')
    return;
  batch = attest_article_batch_new (self->session, restore_article, NULL, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    attest_article_batch_add (batch, ids[i], find_title (self, ids[i]));
  run (self, batch, tell_restored, NULL);
}

/* ---- Asking for a review ---- */

typedef struct
{
  char *reviewer;
  char *audience;
  char *due;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->reviewer);
  g_free (request->audience);
  g_free (request->due);
  g_free (request);
}

/* Of several texts it is enough that one can be asked for; the reviewer may have written another. */
static char *
assign_article (AttestLibrary *library, const char *article, const char *actor, gconstpointer data, GError **error)
{
  const Request *request = data;
  const char *due = *request->due != '\0' ? request->due : NULL;
  g_autoptr (GPtrArray) variants = attest_library_list_variants (library, article, error);
  g_autoptr (GError) problem = NULL;
  gboolean done = FALSE;

  if (variants == NULL)
    return NULL;
  if (*request->audience != '\0')
    return attest_review_assign (library, article, request->audience, actor, request->reviewer, due, error)
               ? g_strdup ("")
               : NULL;
  for (guint i = 0; i < variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (variants, i);

      done |= attest_review_assign (
          library, article, variant->audience, actor, request->reviewer, due, problem == NULL ? &problem : NULL);
    }
  if (done)
    return g_strdup ("");
  if (problem == NULL)
    g_set_error_literal (&problem, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT, _ ("The article has no text yet"));
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

static void
tell_assigned (AttestArticlesPane *self, AttestArticleBatch *batch, const char *reviewer)
{
  guint n_done = attest_article_batch_get_outcomes (batch)->len;
  g_autofree char *name = attest_session_dup_person_name (self->session, reviewer);
  g_autofree char *text = NULL;

  if (has_problem (batch))
    {
      adw_dialog_present (
          attest_report_dialog_new (batch, _ ("Ask for a review"), _ ("Asked for"), _ ("Not asked for"), NULL),
          GTK_WIDGET (self));
      return;
    }
  /* Translators: a person's name, and how many articles they are to review */
  text = g_strdup_printf (
      ngettext ("%s is asked to review %u article", "%s is asked to review %u articles", n_done), name, n_done);
  attest_feedback_toast (GTK_WIDGET (self), text);
}

void
attest_articles_pane_assign (AttestArticlesPane *self,
                             GPtrArray *items,
                             const char *reviewer,
                             const char *audience,
                             const char *due)
{
  Request *request = g_new0 (Request, 1);

  request->reviewer = g_strdup (reviewer);
  request->audience = g_strdup (audience);
  request->due = g_strdup (due);
  run (self, make_batch (self, assign_article, request, request_free, items), tell_assigned, reviewer);
}
