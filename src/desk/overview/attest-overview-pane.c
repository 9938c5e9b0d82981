/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "overview/attest-overview-pane.h"

#include <glib/gi18n.h>

#include "overview/attest-overview-columns.h"
#include "overview/attest-overview-rows.h"
#include "session/attest-future.h"

/*
 * @generation: of the session; an answer of an older one is not looked at
 * @focusing: the keyboard comes here with the answer
 * @reading: an answer is under way; @stale: it, or what is in sight, is older than the record
 */
struct _AttestOverviewPane
{
  AdwBin parent_instance;

  AttestSession *session;
  guint generation;
  gboolean reading;
  gboolean stale;
  gboolean focusing;

  GtkStack *stack;
  AdwPreferencesGroup *states_group;
  AdwPreferencesGroup *times_group;
  AdwPreferencesGroup *reviewers_group;
  AdwPreferencesGroup *due_group;
  GtkListBox *states;
  GtkListBox *times;
  GtkListBox *reviewers;
  AttestOverviewColumns *columns;
  GtkListBox *due;
  GtkListBox *months;
};

G_DEFINE_FINAL_TYPE (AttestOverviewPane, attest_overview_pane, ADW_TYPE_BIN)

static void read_anew (AttestOverviewPane *self);

/* ---- What is in sight ---- */

static void
describe_states (AttestOverviewPane *self, const AttestOverview *overview)
{
  g_autofree char *texts = g_strdup_printf (ngettext ("%u text", "%u texts", overview->n_texts), overview->n_texts);
  g_autofree char *articles =
      g_strdup_printf (ngettext ("%u article", "%u articles", overview->n_articles), overview->n_articles);
  /* Translators: such as "7 texts in 3 articles" */
  g_autofree char *all = g_strdup_printf (_ ("%s in %s. Each audience has a text of its own."), texts, articles);

  adw_preferences_group_set_description (self->states_group, all);
}

static void
describe_times (AttestOverviewPane *self, const AttestOverview *overview)
{
  adw_preferences_group_set_description (
      self->times_group,
      overview->approvals.count > 0
          ? _ ("Texts that were approved in the last 12 months: half of them took no longer than this.")
          : _ ("No text was approved in the last 12 months. Once one is, this says how long it took."));
  gtk_widget_set_visible (GTK_WIDGET (self->times), overview->approvals.count > 0);
}

static void
describe_reviewers (AttestOverviewPane *self, const AttestOverview *overview)
{
  adw_preferences_group_set_description (self->reviewers_group,
                                         overview->reviewers->len > 0
                                             ? _ ("Texts in review that wait for each of them, and what they did.")
                                             : _ ("Nobody reviews yet. Add people in the main menu, under People."));
  gtk_widget_set_visible (GTK_WIDGET (self->reviewers), overview->reviewers->len > 0);
}

static void
show_figures (AttestOverviewPane *self, const AttestOverview *overview)
{
  if (overview->n_texts == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  describe_states (self, overview);
  describe_times (self, overview);
  describe_reviewers (self, overview);
  attest_overview_show_states (self->states, overview);
  attest_overview_show_times (self->times, overview);
  attest_overview_show_reviewers (self->reviewers, overview);
  attest_overview_columns_set (self->columns, overview->months);
  attest_overview_show_due (self->due, overview);
  attest_overview_show_months (self->months, overview);
  gtk_stack_set_visible_child_name (self->stack, "figures");
}

static void
show_overview (AttestOverviewPane *self, const AttestOverview *overview)
{
  show_figures (self, overview);
  if (self->focusing)
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
  self->focusing = FALSE;
}

/* ---- Reading ---- */

static gboolean
read_on_search_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  gint64 now = g_get_real_time ();
  g_autoptr (AttestHidden) hidden = attest_hidden_new (library, data, now, error);
  AttestOverview *overview = hidden != NULL ? attest_review_make_overview_for (library, hidden, now, error) : NULL;

  if (overview == NULL)
    return FALSE;
  g_value_init (result, ATTEST_TYPE_OVERVIEW);
  g_value_take_boxed (result, overview);
  return TRUE;
}

typedef struct
{
  GWeakRef pane;
  guint generation;
} Reply;

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_weak_ref_clear (&reply->pane);
  g_free (reply);
}

static DexFuture *
answered (DexFuture *future, gpointer user_data)
{
  Reply *reply = user_data;
  g_autoptr (AttestOverviewPane) self = g_weak_ref_get (&reply->pane);
  g_autoptr (GError) error = NULL;
  const GValue *value;

  if (self == NULL || reply->generation != self->generation)
    return dex_future_new_true ();
  self->reading = FALSE;
  value = dex_future_get_value (future, &error);
  if (value != NULL)
    show_overview (self, g_value_get_boxed (value));
  else
    /* What was there before stays: it was right a moment ago, and the next change asks anew. */
    g_message ("The overview could not be read: %s", error->message);
  if (self->stale)
    read_anew (self);
  return dex_future_new_true ();
}

/* One question at a time: where much changes one after the other, the last answer is what counts. */
static void
read_anew (AttestOverviewPane *self)
{
  Reply *reply;

  if (self->session == NULL)
    return;
  if (self->reading || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }
  self->reading = TRUE;
  self->stale = FALSE;
  reply = g_new0 (Reply, 1);
  g_weak_ref_init (&reply->pane, self);
  reply->generation = self->generation;
  dex_future_disown (dex_future_finally (
      attest_session_search (
          self->session, read_on_search_thread, g_strdup (attest_session_get_actor (self->session)), g_free),
      answered,
      reply,
      reply_free));
}

/* ---- The object ---- */

/* Out of sight it is not read again with every change; and each day other texts are due. */
static void
attest_overview_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (attest_overview_pane_parent_class)->map (widget);

  read_anew (ATTEST_OVERVIEW_PANE (widget));
}

static void
attest_overview_pane_dispose (GObject *object)
{
  AttestOverviewPane *self = ATTEST_OVERVIEW_PANE (object);

  if (self->stack != NULL)
    attest_overview_pane_set_session (self, NULL);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_OVERVIEW_PANE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (attest_overview_pane_parent_class)->dispose (object);
}

static void
attest_overview_pane_class_init (AttestOverviewPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_overview_pane_dispose;
  widget_class->map = attest_overview_pane_map;

  g_type_ensure (ATTEST_TYPE_OVERVIEW_COLUMNS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-overview-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, states_group);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, times_group);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, reviewers_group);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, due_group);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, states);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, times);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, reviewers);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, columns);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, due);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewPane, months);
}

static void
name_list (GtkListBox *list, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
attest_overview_pane_init (AttestOverviewPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  name_list (self->states, adw_preferences_group_get_title (self->states_group));
  name_list (self->times, adw_preferences_group_get_title (self->times_group));
  name_list (self->reviewers, adw_preferences_group_get_title (self->reviewers_group));
  name_list (self->due, adw_preferences_group_get_title (self->due_group));
  name_list (self->months, _ ("Month by month"));
}

void
attest_overview_pane_set_session (AttestOverviewPane *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_OVERVIEW_PANE (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  self->generation++;
  self->reading = FALSE;
  self->focusing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "reading");
  if (session != NULL)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (read_anew), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::actor", G_CALLBACK (read_anew), self, G_CONNECT_SWAPPED);
    }
  read_anew (self);
}

void
attest_overview_pane_focus (AttestOverviewPane *self)
{
  g_return_if_fail (ATTEST_IS_OVERVIEW_PANE (self));

  self->focusing = !gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}
