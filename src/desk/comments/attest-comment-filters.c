/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-filters.h"

#include <glib/gi18n.h>

#include "record/attest-article.h"
#include "review/attest-comment-kinds.h"
#include "session/attest-feedback.h"

/*
 * @board: (element-type utf8 AttestPerson): everybody the record names, by id, unless @board_is_old
 * @comments: (nullable) (element-type AttestComment)
 * @submitted: when the text that is in review was, UTC microseconds; 0 while none is
 * @kinds: (element-type utf8), @people: (element-type AttestPerson): what can be chosen, in the order of the rows, after the one for all
 * @filling: nothing is told meanwhile
 */
struct _AttestCommentFilters
{
  AdwBin parent_instance;

  AttestSession *session;
  GHashTable *board;
  gboolean board_is_old;
  GPtrArray *comments;
  gboolean resolved;
  gint64 submitted;
  GPtrArray *kinds;
  GPtrArray *people;
  gboolean filling;

  GtkMenuButton *button;
  AdwSwitchRow *mine;
  AdwSwitchRow *blocking;
  AdwSwitchRow *earlier;
  AdwSwitchRow *lost;
  AdwComboRow *kind;
  AdwComboRow *person;
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (AttestCommentFilters, attest_comment_filters, ADW_TYPE_BIN)

static guint changed_signal;

/* ---- What a comment is ---- */

static const char *
get_kind (AttestCommentFilters *self)
{
  guint chosen = adw_combo_row_get_selected (self->kind);

  return chosen > 0 && chosen <= self->kinds->len ? g_ptr_array_index (self->kinds, chosen - 1) : NULL;
}

static const char *
get_person (AttestCommentFilters *self)
{
  guint chosen = adw_combo_row_get_selected (self->person);

  return chosen > 0 && chosen <= self->people->len
             ? ((const AttestPerson *) g_ptr_array_index (self->people, chosen - 1))->id
             : NULL;
}

static void
read_board (AttestCommentFilters *self)
{
  g_autoptr (GPtrArray) people = NULL;

  self->board_is_old = FALSE;
  g_hash_table_remove_all (self->board);
  if (self->session != NULL)
    people = attest_library_list_people (attest_session_get_library (self->session), NULL);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      AttestPerson *person = attest_person_copy (g_ptr_array_index (people, i));

      g_hash_table_insert (self->board, person->id, person);
    }
}

/* Returns: (nullable): the one that all names of a person stand for */
static const AttestPerson *
find_person (AttestCommentFilters *self, const char *id)
{
  const AttestPerson *person = NULL;
  const AttestPerson *same = NULL;

  /* Comments come anew with every pause in typing, and people are hardly ever asked for. */
  if (self->board_is_old)
    read_board (self);
  person = id != NULL ? g_hash_table_lookup (self->board, id) : NULL;
  same = person != NULL ? g_hash_table_lookup (self->board, person->same_as) : NULL;
  return same != NULL ? same : person;
}

static gboolean
is_person (AttestCommentFilters *self, const char *id, const char *wanted)
{
  const AttestPerson *person = find_person (self, id);

  return g_strcmp0 (person != NULL ? person->id : id, wanted) == 0;
}

static gboolean
is_of (AttestCommentFilters *self, const AttestComment *comment, const char *wanted)
{
  if (is_person (self, comment->author, wanted))
    return TRUE;
  for (guint i = 0; i < comment->replies->len; i++)
    if (is_person (self, ((const AttestReply *) g_ptr_array_index (comment->replies, i))->author, wanted))
      return TRUE;
  return FALSE;
}

static gboolean
is_mine (AttestCommentFilters *self, const AttestComment *comment)
{
  const char *actor = self->session != NULL ? attest_session_get_actor (self->session) : NULL;
  const AttestPerson *person = find_person (self, actor);

  return person != NULL && is_person (self, comment->author, person->id);
}

static gboolean
is_blocking (AttestCommentFilters *self, const AttestComment *comment)
{
  return comment->blocking;
}

static gboolean
is_earlier (AttestCommentFilters *self, const AttestComment *comment)
{
  return comment->time < self->submitted;
}

static gboolean
is_lost (AttestCommentFilters *self, const AttestComment *comment)
{
  return attest_comment_is_lost (comment);
}

gboolean
attest_comment_filters_pass (AttestCommentFilters *self, const AttestComment *comment)
{
  const char *kind = NULL;
  const char *person = NULL;

  g_return_val_if_fail (ATTEST_IS_COMMENT_FILTERS (self), TRUE);

  kind = get_kind (self);
  person = get_person (self);
  if (adw_switch_row_get_active (self->mine) && !is_mine (self, comment))
    return FALSE;
  if (adw_switch_row_get_active (self->blocking) && !is_blocking (self, comment))
    return FALSE;
  if (adw_switch_row_get_active (self->earlier) && !is_earlier (self, comment))
    return FALSE;
  if (adw_switch_row_get_active (self->lost) && !is_lost (self, comment))
    return FALSE;
  if (kind != NULL && !g_str_equal (comment->kind, kind))
    return FALSE;
  return person == NULL || is_of (self, comment, person);
}

gboolean
attest_comment_filters_get_active (AttestCommentFilters *self)
{
  g_return_val_if_fail (ATTEST_IS_COMMENT_FILTERS (self), FALSE);

  return adw_switch_row_get_active (self->mine) || adw_switch_row_get_active (self->blocking) ||
         adw_switch_row_get_active (self->earlier) || adw_switch_row_get_active (self->lost) ||
         get_kind (self) != NULL || get_person (self) != NULL;
}

/* ---- What is chosen ---- */

static void
chosen_cb (AttestCommentFilters *self)
{
  if (self->filling)
    return;
  attest_feedback_show_filtered (GTK_WIDGET (self->button), self->clear, attest_comment_filters_get_active (self));
  g_signal_emit (self, changed_signal, 0);
}

void
attest_comment_filters_clear (AttestCommentFilters *self)
{
  g_return_if_fail (ATTEST_IS_COMMENT_FILTERS (self));

  self->filling = TRUE;
  adw_switch_row_set_active (self->mine, FALSE);
  adw_switch_row_set_active (self->blocking, FALSE);
  adw_switch_row_set_active (self->earlier, FALSE);
  adw_switch_row_set_active (self->lost, FALSE);
  adw_combo_row_set_selected (self->kind, 0);
  adw_combo_row_set_selected (self->person, 0);
  self->filling = FALSE;
  chosen_cb (self);
}

/* ---- What can be chosen ---- */

typedef gboolean (*Test) (AttestCommentFilters *self, const AttestComment *comment);

static void
show_count (AttestCommentFilters *self, AdwSwitchRow *row, Test test)
{
  g_autofree char *words = NULL;
  guint count = 0;

  for (guint i = 0; self->comments != NULL && i < self->comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (self->comments, i);

      count += comment->resolved == self->resolved && test (self, comment) ? 1 : 0;
    }
  words = g_strdup_printf (ngettext ("%u comment", "%u comments", count), count);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
}

static void
add_person (AttestCommentFilters *self, const char *id)
{
  const AttestPerson *person = find_person (self, id);

  if (person == NULL)
    return;
  for (guint i = 0; i < self->people->len; i++)
    if (g_str_equal (((const AttestPerson *) g_ptr_array_index (self->people, i))->id, person->id))
      return;
  g_ptr_array_add (self->people, attest_person_copy (person));
}

static int
compare_people (gconstpointer one, gconstpointer other)
{
  return g_utf8_collate ((*(const AttestPerson *const *) one)->name, (*(const AttestPerson *const *) other)->name);
}

/* Whoever was chosen stays so, also where all of their comments were settled. */
static void
fill_people (AttestCommentFilters *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (get_person (self));
  guint selected = 0;

  g_ptr_array_set_size (self->people, 0);
  for (guint i = 0; self->comments != NULL && i < self->comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (self->comments, i);

      add_person (self, comment->author);
      for (guint j = 0; j < comment->replies->len; j++)
        add_person (self, ((const AttestReply *) g_ptr_array_index (comment->replies, j))->author);
    }
  g_ptr_array_sort (self->people, compare_people);
  gtk_string_list_append (names, _ ("Anybody"));
  for (guint i = 0; i < self->people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (self->people, i);

      gtk_string_list_append (names, person->name);
      if (g_strcmp0 (person->id, chosen) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->person, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->person, selected);
}

static void
fill (AttestCommentFilters *self)
{
  self->filling = TRUE;
  show_count (self, self->mine, is_mine);
  show_count (self, self->blocking, is_blocking);
  show_count (self, self->earlier, is_earlier);
  show_count (self, self->lost, is_lost);
  fill_people (self);
  self->filling = FALSE;
}

static void
opened_cb (AttestCommentFilters *self)
{
  if (gtk_menu_button_get_active (self->button))
    fill (self);
}

static void
fill_kinds (AttestCommentFilters *self)
{
  g_auto (GStrv) kinds = g_strsplit (ATTEST_COMMENT_KINDS, "|", -1);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Any"));
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_ptr_array_add (self->kinds, g_strdup (kinds[i]));
      gtk_string_list_append (labels, attest_comment_kind_get_label (kinds[i]));
    }
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (labels));
}

/* ---- The object ---- */

static void
attest_comment_filters_dispose (GObject *object)
{
  AttestCommentFilters *self = ATTEST_COMMENT_FILTERS (object);

  self->filling = TRUE;
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COMMENT_FILTERS);
  g_clear_object (&self->session);
  g_clear_pointer (&self->board, g_hash_table_unref);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (attest_comment_filters_parent_class)->dispose (object);
}

static void
attest_comment_filters_class_init (AttestCommentFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_comment_filters_dispose;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-comment-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCommentFilters, button);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentFilters, mine);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentFilters, blocking);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentFilters, earlier);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentFilters, lost);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentFilters, kind);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentFilters, person);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentFilters, clear);
}

static void
attest_comment_filters_init (AttestCommentFilters *self)
{
  self->board = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) attest_person_free);
  self->kinds = g_ptr_array_new_with_free_func (g_free);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_person_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
  fill (self);
  attest_feedback_show_filtered (GTK_WIDGET (self->button), self->clear, FALSE);
  g_signal_connect_swapped (self->mine, "notify::active", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->blocking, "notify::active", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->earlier, "notify::active", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->lost, "notify::active", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->person, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (attest_comment_filters_clear), self);
  g_signal_connect_swapped (self->button, "notify::active", G_CALLBACK (opened_cb), self);
}

void
attest_comment_filters_set_session (AttestCommentFilters *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_COMMENT_FILTERS (self));

  if (g_set_object (&self->session, session))
    attest_comment_filters_clear (self);
}

void
attest_comment_filters_set_comments (AttestCommentFilters *self,
                                     GPtrArray *comments,
                                     gboolean resolved,
                                     gint64 submitted)
{
  g_return_if_fail (ATTEST_IS_COMMENT_FILTERS (self));

  /* Not when nothing is new: rows that are filled while one of them tells what was chosen would tell it without end. */
  if (self->comments == comments && self->resolved == resolved && self->submitted == submitted)
    return;
  self->resolved = resolved;
  self->submitted = submitted;
  if (self->comments != comments)
    {
      g_clear_pointer (&self->comments, g_ptr_array_unref);
      self->comments = comments != NULL ? g_ptr_array_ref (comments) : NULL;
      self->board_is_old = TRUE;
    }
  opened_cb (self);
}
