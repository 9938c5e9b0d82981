/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-mention-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "comments/attest-mention-text.h"
#include "record/attest-article.h"
#include "text/attest-words.h"

/* Longer than what anybody types of a name before they choose. */
#define LONGEST_QUERY 60

/* The height at which the list begins to scroll. */
#define MOST_HEIGHT 260

/* Somebody who was chosen, by the name that was inserted for them; @start: where, then. */
typedef struct
{
  char *id;
  char *name;
  int start;
} Choice;

struct _AttestMentionChooser
{
  GObject parent_instance;

  AttestSession *session;
  GtkWidget *text;
  GtkWidget *popover;
  GtkListBox *list;
  GtkEventController *focus;

  /* (element-type AttestPerson) (nullable): the board, as it was when the list opened. */
  GPtrArray *people;
  /* (element-type Choice): in the order in which they were made. */
  GPtrArray *choices;
  /* Where the “@” stands; -1 while there is none before the cursor. */
  int start;
  /* The “@” that Escape closed the list for, -1 for none. */
  int escaped;
  guint update_source;
  gboolean typed;
};

G_DEFINE_FINAL_TYPE (AttestMentionChooser, attest_mention_chooser, G_TYPE_OBJECT)

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->id);
  g_free (choice->name);
  g_free (choice);
}

/* ---- What is looked for ---- */

/* The beginning of a name before the cursor, as the last “@” of the line begins one. Returns: (transfer full) (nullable): what stands behind it */
static char *
dup_query (AttestMentionChooser *self)
{
  g_autofree char *text = attest_mention_text_dup (self->text);
  int cursor = attest_mention_text_get_cursor (self->text);
  const char *end = NULL;
  const char *at = NULL;

  self->start = -1;
  if (cursor < 0)
    return NULL;
  end = g_utf8_offset_to_pointer (text, cursor);
  at = g_strrstr_len (text, end - text, "@");
  if (at == NULL || memchr (at, '\n', (gsize) (end - at)) != NULL || end - at > LONGEST_QUERY ||
      (at > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)))))
    return NULL;
  self->start = (int) g_utf8_pointer_to_offset (text, at);
  return g_strndup (at + 1, (gsize) (end - at) - 1);
}

/* Whether a name, or what of it begins with a later word, begins so. @query: folded, as the words of names are */
static gboolean
name_begins_so (const char *name, const char *query)
{
  g_autofree char *folded = attest_words_fold (name, strlen (name));

  for (const char *word = folded; word != NULL && *word != '\0'; word = strchr (word, ' '))
    {
      word += *word == ' ';
      if (*word != '\0' && g_str_has_prefix (word, query))
        return TRUE;
    }
  return FALSE;
}

/* A name that stands there already is finished once something other than a letter follows. */
static gboolean
is_finished (const char *query, const char *name)
{
  return g_str_has_prefix (query, name) && query[strlen (name)] != '\0';
}

static gboolean
was_chosen (AttestMentionChooser *self, const char *query)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = self->choices->pdata[i];

      if (choice->start == self->start && g_str_has_prefix (query, choice->name))
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer container) (element-type AttestPerson): whom the query may mean; nobody names themselves */
static GPtrArray *
find_people (AttestMentionChooser *self, const char *query)
{
  g_autofree char *folded = attest_words_fold (query, strlen (query));
  const char *me = attest_session_get_actor (self->session);
  GPtrArray *found = g_ptr_array_new ();

  g_strchomp (folded);
  if (*query == ' ' || (*folded == '\0' && *query != '\0'))
    return found;
  for (guint i = 0; i < self->people->len; i++)
    {
      const AttestPerson *person = self->people->pdata[i];

      if (*person->name != '\0' && g_strcmp0 (person->id, me) != 0 && !is_finished (query, person->name) &&
          (*folded == '\0' || name_begins_so (person->name, folded)))
        g_ptr_array_add (found, (gpointer) person);
    }
  return found;
}

/* ---- The list ---- */

static gboolean
is_open (AttestMentionChooser *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

static void
close_list (AttestMentionChooser *self)
{
  if (is_open (self))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_clear_pointer (&self->people, g_ptr_array_unref);
}

static void
say (AttestMentionChooser *self, const char *words)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self->text), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static guint
count_rows (AttestMentionChooser *self)
{
  guint count = 0;

  while (gtk_list_box_get_row_at_index (self->list, (int) count) != NULL)
    count++;
  return count;
}

static const char *
get_spoken (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "spoken");
}

/* The keyboard is elsewhere, so that a screen reader would not tell by itself. */
static void
say_selected (AttestMentionChooser *self, gboolean opened)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  guint count = count_rows (self);
  g_autofree char *words =
      opened
          /* Translators: a list of people opened; how many they are, and who is chosen at first */
          ? g_strdup_printf (ngettext ("%u person: %s", "%u people: %s", count), count, get_spoken (row))
          /* Translators: a person in a list, their place in it, and how many are in it, such as "Ann Lee, 2 of 3" */
          : g_strdup_printf (_ ("%s, %d of %u"), get_spoken (row), gtk_list_box_row_get_index (row) + 1, count);

  say (self, words);
}

static gboolean
has_namesake (AttestMentionChooser *self, const AttestPerson *person)
{
  guint bearers = 0;

  for (guint i = 0; i < self->people->len; i++)
    bearers += g_str_equal (((const AttestPerson *) self->people->pdata[i])->name, person->name);
  return bearers > 1;
}

/* What tells one person from another. */
static char *
dup_details (AttestMentionChooser *self, const AttestPerson *person)
{
  if (!has_namesake (self, person) || *person->email == '\0')
    return g_strdup (person->credentials);
  return *person->credentials != '\0' ? g_strdup_printf ("%s · %s", person->credentials, person->email)
                                      : g_strdup (person->email);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  return label;
}

static GtkWidget *
make_row (AttestMentionChooser *self, const AttestPerson *person)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *details = dup_details (self, person);
  char *spoken = *details != '\0' ? g_strdup_printf ("%s, %s", person->name, details) : g_strdup (person->name);

  gtk_box_append (GTK_BOX (box), make_label (person->name));
  if (*details != '\0')
    {
      GtkWidget *label = make_label (details);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dimmed");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "spoken", spoken, g_free);
  g_object_set_data_full (G_OBJECT (row), "person", g_strdup (person->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (person->name), g_free);
  return row;
}

static void
choose (AttestMentionChooser *self, GtkListBoxRow *row)
{
  Choice *choice = g_new0 (Choice, 1);
  g_autofree char *words = NULL;

  choice->id = g_strdup (g_object_get_data (G_OBJECT (row), "person"));
  choice->name = g_strdup (g_object_get_data (G_OBJECT (row), "name"));
  choice->start = self->start;
  words = g_strconcat ("@", choice->name, NULL);
  g_ptr_array_add (self->choices, choice);
  attest_mention_text_replace (self->text, self->start, words);
  close_list (self);
  say (self, words);
}

static void
row_activated_cb (AttestMentionChooser *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static GtkWidget *
make_popover (AttestMentionChooser *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *popover = gtk_popover_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("People on the board"), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  /* The keyboard stays in the text. */
  gtk_popover_set_autohide (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_can_focus (popover, FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (popover, "mention-list");
  gtk_widget_set_parent (popover, self->text);
  return popover;
}

/* Who was chosen stays so while they are among those found. */
static void
fill (AttestMentionChooser *self, GPtrArray *found)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  g_autofree char *before = selected != NULL ? g_strdup (g_object_get_data (G_OBJECT (selected), "person")) : NULL;
  GtkWidget *select = NULL;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < found->len; i++)
    {
      const AttestPerson *person = found->pdata[i];
      GtkWidget *row = make_row (self, person);

      gtk_list_box_append (self->list, row);
      if (select == NULL || g_strcmp0 (person->id, before) == 0)
        select = row;
    }
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (select));
}

static void
show_found (AttestMentionChooser *self, GPtrArray *found)
{
  GdkRectangle place;
  gboolean opened = FALSE;
  guint before = 0;

  if (self->popover == NULL)
    self->popover = make_popover (self);
  opened = !is_open (self);
  before = count_rows (self);
  fill (self, found);
  attest_mention_text_get_place (self->text, &place);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  if (opened || before != found->len)
    say_selected (self, TRUE);
}

/* ---- Typing ---- */

static gboolean
load_people (AttestMentionChooser *self)
{
  if (self->people == NULL)
    self->people = attest_library_list_people (attest_session_get_library (self->session), NULL);
  return self->people != NULL;
}

static void
update (AttestMentionChooser *self)
{
  g_autofree char *query = dup_query (self);
  g_autoptr (GPtrArray) found = NULL;

  if (self->start != self->escaped)
    self->escaped = -1;
  if (query == NULL || self->start == self->escaped || was_chosen (self, query) || self->session == NULL ||
      !gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (self->focus)) || !load_people (self))
    {
      close_list (self);
      return;
    }
  found = find_people (self, query);
  if (found->len == 0)
    close_list (self);
  else if (self->typed || is_open (self))
    show_found (self, found);
}

static gboolean
update_cb (gpointer user_data)
{
  AttestMentionChooser *self = user_data;

  self->update_source = 0;
  if (self->text != NULL)
    update (self);
  self->typed = FALSE;
  return G_SOURCE_REMOVE;
}

/* An entry moves its cursor after it said that it changed; before the next key all is done. */
static void
queue_update (AttestMentionChooser *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH, update_cb, self, NULL);
}

static void
changed_cb (AttestMentionChooser *self)
{
  self->typed = TRUE;
  queue_update (self);
}

static void
moved_cb (AttestMentionChooser *self)
{
  if (is_open (self))
    queue_update (self);
}

static void
scroll_to (AttestMentionChooser *self, GtkListBoxRow *row)
{
  GtkWidget *viewport = gtk_widget_get_parent (GTK_WIDGET (self->list));

  if (GTK_IS_VIEWPORT (viewport))
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), GTK_WIDGET (row), NULL);
}

static void
move (AttestMentionChooser *self, int steps)
{
  int count = (int) count_rows (self);
  int at = gtk_list_box_row_get_index (gtk_list_box_get_selected_row (self->list));
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (at + steps + count) % count);

  gtk_list_box_select_row (self->list, row);
  scroll_to (self, row);
  say_selected (self, FALSE);
}

static gboolean
key_pressed_cb (AttestMentionChooser *self, guint key, guint code, GdkModifierType modifiers)
{
  if (!is_open (self) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      choose (self, gtk_list_box_get_selected_row (self->list));
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      self->escaped = self->start;
      close_list (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- The object ---- */

static void
text_destroyed_cb (AttestMentionChooser *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->list = NULL;
  self->focus = NULL;
  g_clear_weak_pointer (&self->text);
}

static void
attest_mention_chooser_dispose (GObject *object)
{
  AttestMentionChooser *self = ATTEST_MENTION_CHOOSER (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  text_destroyed_cb (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);

  G_OBJECT_CLASS (attest_mention_chooser_parent_class)->dispose (object);
}

static void
attest_mention_chooser_class_init (AttestMentionChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_mention_chooser_dispose;
}

static void
attest_mention_chooser_init (AttestMentionChooser *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->start = -1;
  self->escaped = -1;
}

AttestMentionChooser *
attest_mention_chooser_new (GtkWidget *text)
{
  AttestMentionChooser *self = g_object_new (ATTEST_TYPE_MENTION_CHOOSER, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (text) || GTK_IS_ENTRY (text), NULL);

  g_set_weak_pointer (&self->text, text);
  /* Before the text has its keys, and the dialog or card around it. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (text, keys);
  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (self->focus, "leave", G_CALLBACK (close_list), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (text, self->focus);
  g_signal_connect_object (text, "destroy", G_CALLBACK (text_destroyed_cb), self, G_CONNECT_SWAPPED);
  attest_mention_text_connect (text, G_CALLBACK (changed_cb), G_CALLBACK (moved_cb), G_OBJECT (self));
  return self;
}

void
attest_mention_chooser_set_session (AttestMentionChooser *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_MENTION_CHOOSER (self));
  g_return_if_fail (ATTEST_IS_SESSION (session));

  if (g_set_object (&self->session, session))
    close_list (self);
}

static guint
count_places (const char *text, const char *name)
{
  g_autofree char *words = g_strconcat ("@", name, NULL);
  guint count = 0;

  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + 1, words))
    count++;
  return count;
}

/* Of choices of the same name after it, how many there are. */
static guint
count_later (AttestMentionChooser *self, guint choice)
{
  const char *name = ((const Choice *) self->choices->pdata[choice])->name;
  guint count = 0;

  for (guint i = choice + 1; i < self->choices->len; i++)
    count += g_str_equal (((const Choice *) self->choices->pdata[i])->name, name);
  return count;
}

GStrv
attest_mention_chooser_dup_chosen (AttestMentionChooser *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (ATTEST_IS_MENTION_CHOOSER (self), NULL);

  text = self->text != NULL ? attest_mention_text_dup (self->text) : g_strdup ("");
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = self->choices->pdata[i];

      if (count_places (text, choice->name) > count_later (self, i))
        g_strv_builder_add (ids, choice->id);
    }
  return g_strv_builder_end (ids);
}

void
attest_mention_chooser_forget (AttestMentionChooser *self)
{
  g_return_if_fail (ATTEST_IS_MENTION_CHOOSER (self));

  close_list (self);
  g_ptr_array_set_size (self->choices, 0);
}
