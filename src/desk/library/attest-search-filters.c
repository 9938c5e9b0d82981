/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-search-filters.h"

#include <glib/gi18n.h>

#include "record/attest-article.h"
#include "session/attest-feedback.h"

/* @audiences, @people: (nullable): what can be chosen, in the order of the rows, after the one for all. @filling: nothing is told meanwhile. */
struct _AttestSearchFilters
{
  AdwBin parent_instance;

  AttestSession *session;
  GPtrArray *audiences;
  GPtrArray *people;
  gboolean filling;

  GtkMenuButton *button;
  AdwComboRow *audience;
  AdwComboRow *person;
  AdwComboRow *changed;
  AdwSwitchRow *blocking;
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (AttestSearchFilters, attest_search_filters, ADW_TYPE_BIN)

static guint changed_signal;

static const struct
{
  const char *label;
  guint days;
} spans[] = {
  { N_ ("At any time"), 0 },
  { N_ ("In the last week"), 7 },
  { N_ ("In the last month"), 31 },
  { N_ ("In the last year"), 366 },
};

void
attest_search_filters_get (AttestSearchFilters *self, AttestArticleFilters *filters)
{
  guint audience = adw_combo_row_get_selected (self->audience);
  guint person = adw_combo_row_get_selected (self->person);
  guint span = adw_combo_row_get_selected (self->changed);

  g_return_if_fail (ATTEST_IS_SEARCH_FILTERS (self));

  *filters = (AttestArticleFilters) { 0 };
  if (self->audiences != NULL && audience > 0 && audience <= self->audiences->len)
    filters->audience = ((AttestAudience *) g_ptr_array_index (self->audiences, audience - 1))->key;
  if (self->people != NULL && person > 0 && person <= self->people->len)
    filters->person = ((AttestPerson *) g_ptr_array_index (self->people, person - 1))->id;
  if (span > 0 && span < G_N_ELEMENTS (spans))
    filters->updated_from = g_get_real_time () - (gint64) spans[span].days * G_TIME_SPAN_DAY;
  filters->blocking = adw_switch_row_get_active (self->blocking);
}

static void
show_whether_on (AttestSearchFilters *self)
{
  AttestArticleFilters filters;

  attest_search_filters_get (self, &filters);
  attest_feedback_show_filtered (GTK_WIDGET (self->button),
                                 self->clear,
                                 filters.audience != NULL || filters.person != NULL || filters.updated_from != 0 ||
                                     filters.blocking);
}

static void
chosen_cb (AttestSearchFilters *self)
{
  if (self->filling)
    return;
  show_whether_on (self);
  g_signal_emit (self, changed_signal, 0);
}

void
attest_search_filters_clear (AttestSearchFilters *self)
{
  g_return_if_fail (ATTEST_IS_SEARCH_FILTERS (self));

  self->filling = TRUE;
  adw_combo_row_set_selected (self->audience, 0);
  adw_combo_row_set_selected (self->person, 0);
  adw_combo_row_set_selected (self->changed, 0);
  adw_switch_row_set_active (self->blocking, FALSE);
  self->filling = FALSE;
  chosen_cb (self);
}

/* ---- What can be chosen ---- */

static void
fill_people (AttestSearchFilters *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Anybody"));
  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    gtk_string_list_append (names, ((AttestPerson *) g_ptr_array_index (self->people, i))->name);
  adw_combo_row_set_model (self->person, G_LIST_MODEL (names));
}

static void
fill_audiences (AttestSearchFilters *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Any"));
  for (guint i = 0; self->audiences != NULL && i < self->audiences->len; i++)
    gtk_string_list_append (labels, ((AttestAudience *) g_ptr_array_index (self->audiences, i))->label);
  adw_combo_row_set_model (self->audience, G_LIST_MODEL (labels));
}

/* Read when the list is opened, since people come and go; whoever was chosen stays so. */
static void
fill (AttestSearchFilters *self)
{
  AttestLibrary *library = self->session != NULL ? attest_session_get_library (self->session) : NULL;
  AttestArticleFilters filters;
  g_autofree char *audience = NULL;
  g_autofree char *person = NULL;

  attest_search_filters_get (self, &filters);
  audience = g_strdup (filters.audience);
  person = g_strdup (filters.person);
  self->filling = TRUE;
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  if (library != NULL)
    {
      self->audiences = attest_library_list_audiences (library, NULL);
      self->people = attest_library_list_people (library, NULL);
    }
  fill_audiences (self);
  fill_people (self);
  for (guint i = 0; self->audiences != NULL && audience != NULL && i < self->audiences->len; i++)
    if (g_str_equal (((AttestAudience *) g_ptr_array_index (self->audiences, i))->key, audience))
      adw_combo_row_set_selected (self->audience, i + 1);
  for (guint i = 0; self->people != NULL && person != NULL && i < self->people->len; i++)
    if (g_str_equal (((AttestPerson *) g_ptr_array_index (self->people, i))->id, person))
      adw_combo_row_set_selected (self->person, i + 1);
  self->filling = FALSE;
}

void
attest_search_filters_choose_person (AttestSearchFilters *self, const char *person)
{
  g_return_if_fail (ATTEST_IS_SEARCH_FILTERS (self));
  g_return_if_fail (person != NULL);

  attest_search_filters_clear (self);
  fill (self);
  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    if (g_str_equal (((AttestPerson *) g_ptr_array_index (self->people, i))->id, person))
      adw_combo_row_set_selected (self->person, i + 1);
}

static void
opened_cb (AttestSearchFilters *self)
{
  if (gtk_menu_button_get_active (self->button))
    fill (self);
}

/* ---- The object ---- */

static void
attest_search_filters_dispose (GObject *object)
{
  AttestSearchFilters *self = ATTEST_SEARCH_FILTERS (object);

  self->filling = TRUE;
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_SEARCH_FILTERS);
  g_clear_object (&self->session);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (attest_search_filters_parent_class)->dispose (object);
}

static void
attest_search_filters_class_init (AttestSearchFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_search_filters_dispose;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-search-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSearchFilters, button);
  gtk_widget_class_bind_template_child (widget_class, AttestSearchFilters, audience);
  gtk_widget_class_bind_template_child (widget_class, AttestSearchFilters, person);
  gtk_widget_class_bind_template_child (widget_class, AttestSearchFilters, changed);
  gtk_widget_class_bind_template_child (widget_class, AttestSearchFilters, blocking);
  gtk_widget_class_bind_template_child (widget_class, AttestSearchFilters, clear);
}

static void
attest_search_filters_init (AttestSearchFilters *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    gtk_string_list_append (labels, _ (spans[i].label));
  adw_combo_row_set_model (self->changed, G_LIST_MODEL (labels));
  fill (self);
  show_whether_on (self);
  g_signal_connect_swapped (self->audience, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->person, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->changed, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->blocking, "notify::active", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (attest_search_filters_clear), self);
  g_signal_connect_swapped (self->button, "notify::active", G_CALLBACK (opened_cb), self);
}

void
attest_search_filters_set_session (AttestSearchFilters *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_SEARCH_FILTERS (self));

  if (!g_set_object (&self->session, session))
    return;
  attest_search_filters_clear (self);
  fill (self);
}
