/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "together/attest-together-page.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-pane-keys.h"
#include "session/attest-time-words.h"
#include "text/attest-isolate.h"
#include "together/attest-together-text.h"
#include "together/attest-together.h"

/* What somebody chose for a passage, or what is taken where nobody has to. */
typedef struct
{
  AttestTake take;
  gboolean decided;
} Choice;

/*
 * Invariants: there is a choice for each passage of `together`; `current` is one of them, or 0 while there are none.
 */
struct _AttestTogetherPage
{
  AdwNavigationPage parent_instance;

  AttestSession *session;
  GSimpleActionGroup *actions;
  AttestTogether *together;
  GArray *choices;
  guint current;
  gboolean has_keys;

  AdwWindowTitle *window_title;
  AdwBanner *banner;
  GtkStack *stack;
  GtkBox *texts;
  AttestTogetherText *one;
  AttestTogetherText *other;
  AdwStatusPage *status;
  GtkBox *bar;
  GtkLabel *said;
};

G_DEFINE_FINAL_TYPE (AttestTogetherPage, attest_together_page, ADW_TYPE_NAVIGATION_PAGE)

static const struct
{
  AttestTake take;
  const char *name;
} names[] = {
  { ATTEST_TAKE_ONE, "one" },
  { ATTEST_TAKE_OTHER, "other" },
  { ATTEST_TAKE_BOTH, "both" },
};

static Choice *
get_choice (AttestTogetherPage *self, guint index)
{
  return &g_array_index (self->choices, Choice, index);
}

static guint
count_open (AttestTogetherPage *self)
{
  guint open = 0;

  for (guint i = 0; i < self->choices->len; i++)
    open += !get_choice (self, i)->decided;
  return open;
}

/* ---- What is said ---- */

static const char *
describe (AttestTogetherPage *self)
{
  guint n_passages;
  const AttestPassage *passages = attest_three_way_get_passages (self->together->three_way, &n_passages);

  switch (passages[self->current].kind)
    {
    case ATTEST_PASSAGE_ONE:
      return _ ("Only the first text changed this.");
    case ATTEST_PASSAGE_OTHER:
      return _ ("Only the second text changed this.");
    case ATTEST_PASSAGE_ALIKE:
      return _ ("Both texts changed this in the same way.");
    case ATTEST_PASSAGE_BOTH:
      return self->together->base_text != NULL ? _ ("Both texts changed this.") : _ ("The texts differ here.");
    }
  g_return_val_if_reached (NULL);
}

static char *
dup_said (AttestTogetherPage *self)
{
  guint open = count_open (self);
  g_autofree char *left = NULL;

  if (self->choices->len == 0)
    return g_strdup (_ ("The words of the two texts are the same."));
  left =
      open > 0
          ? g_strdup_printf (ngettext ("%u passage is left to decide.", "%u passages are left to decide.", open), open)
          : g_strdup (_ ("All passages are decided."));
  /* Translators: such as "2 of 5: Both texts changed this. 3 passages are left to decide." */
  return g_strdup_printf (_ ("%u of %u: %s %s"), self->current + 1, self->choices->len, describe (self), left);
}

static GSimpleAction *
get_action (AttestTogetherPage *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static void
show_choice (AttestTogetherPage *self)
{
  const char *state = "";
  g_autofree char *said = dup_said (self);

  for (guint i = 0; self->choices->len > 0 && i < G_N_ELEMENTS (names); i++)
    if (get_choice (self, self->current)->decided && names[i].take == get_choice (self, self->current)->take)
      state = names[i].name;
  g_simple_action_set_state (get_action (self, "take"), g_variant_new_string (state));
  g_simple_action_set_enabled (get_action (self, "take"), self->choices->len > 0);
  g_simple_action_set_enabled (get_action (self, "next"), self->choices->len > 0);
  g_simple_action_set_enabled (get_action (self, "previous"), self->choices->len > 0);
  g_simple_action_set_enabled (get_action (self, "go-on"), count_open (self) == 0);
  gtk_label_set_text (self->said, said);
}

static void
mark (AttestTogetherPage *self, guint index)
{
  const Choice *choice = get_choice (self, index);

  attest_together_text_mark (self->one, index, choice->take, choice->decided);
  attest_together_text_mark (self->other, index, choice->take, choice->decided);
}

/* ---- Going from passage to passage ---- */

static void
go_to (AttestTogetherPage *self, guint index)
{
  self->current = index;
  attest_together_text_show (self->one, index);
  attest_together_text_show (self->other, index);
  show_choice (self);
}

static void
go_and_tell (AttestTogetherPage *self, guint index)
{
  go_to (self, index);
  attest_feedback_announce (GTK_WIDGET (self), gtk_label_get_text (self->said));
}

static void
next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestTogetherPage *self = user_data;

  go_and_tell (self, (self->current + 1) % self->choices->len);
}

static void
previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestTogetherPage *self = user_data;

  go_and_tell (self, (self->current + self->choices->len - 1) % self->choices->len);
}

/* ---- Choosing ---- */

static void
take (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestTogetherPage *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      *get_choice (self, self->current) = (Choice) { names[i].take, TRUE };
  mark (self, self->current);
  show_choice (self);
  attest_feedback_announce (GTK_WIDGET (self), gtk_label_get_text (self->said));
}

static void
go_on (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestTogetherPage *self = user_data;
  AttestTogether *together = self->together;
  g_autofree AttestTake *takes = g_new0 (AttestTake, self->choices->len + 1);
  g_autoptr (GBytes) merged = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  for (guint i = 0; i < self->choices->len; i++)
    takes[i] = get_choice (self, i)->take;
  merged = attest_three_way_merge (together->three_way, takes);
  length = g_bytes_get_size (merged);
  text = g_strndup (length > 0 ? g_bytes_get_data (merged, NULL) : "", length);
  gtk_widget_activate_action (
      GTK_WIDGET (self), "article.bring-together", "(sss)", together->one->id, together->other->id, text);
}

/* ---- What is shown ---- */

static char *
dup_title (AttestTogetherPage *self, const char *which, const AttestRevision *revision)
{
  g_autofree char *name = attest_session_dup_short_name (self->session, revision->author);
  g_autofree char *date = attest_time_dup_date (revision->time);

  /* Translators: such as "First text: Ana Ruiz, 3 March 2026 (revision 4)" */
  return g_strdup_printf (_ ("%s: %s, %s (revision %u)"), which, name, date, revision->number);
}

static void
make_choices (AttestTogetherPage *self)
{
  guint n_passages;
  const AttestPassage *passages = attest_three_way_get_passages (self->together->three_way, &n_passages);

  g_array_set_size (self->choices, 0);
  for (guint i = 0; i < n_passages; i++)
    {
      const Choice choice = { passages[i].kind == ATTEST_PASSAGE_OTHER ? ATTEST_TAKE_OTHER : ATTEST_TAKE_ONE,
                              passages[i].kind != ATTEST_PASSAGE_BOTH };

      g_array_append_val (self->choices, choice);
    }
}

static void
show_banner (AttestTogetherPage *self)
{
  g_autofree char *keys = g_strjoinv (", ", self->together->clashes);
  g_autofree char *clash = NULL;
  const char *title = NULL;

  if (*keys != '\0')
    {
      /* Translators: %s are keys such as “smith2020” */
      clash = g_strdup_printf (_ ("These references are not the same work in the two texts: %s. The article's list has "
                                  "one of them; check what the text cites."),
                               keys);
      title = clash;
    }
  else if (self->together->n_heads > 2)
    {
      title =
          _ ("More than two texts were saved apart. These are the newest two; the others are asked about afterwards.");
    }
  if (title != NULL)
    adw_banner_set_title (self->banner, title);
  adw_banner_set_revealed (self->banner, title != NULL);
}

static guint
find_first_open (AttestTogetherPage *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (!get_choice (self, i)->decided)
      return i;
  return 0;
}

static void
show_texts (AttestTogetherPage *self)
{
  AttestTogether *together = self->together;
  g_autofree char *title = attest_isolate (together->article->title);
  g_autofree char *audience = attest_isolate (together->audience->label);
  g_autofree char *subtitle = g_strdup_printf ("%s, %s", title, audience);
  g_autofree char *one = dup_title (self, _ ("First text"), together->one);
  g_autofree char *other = dup_title (self, _ ("Second text"), together->other);

  adw_window_title_set_subtitle (self->window_title, subtitle);
  attest_together_text_set_texts (self->one, together->three_way, ATTEST_TAKE_ONE, one);
  attest_together_text_set_texts (self->other, together->three_way, ATTEST_TAKE_OTHER, other);
  make_choices (self);
  for (guint i = 0; i < self->choices->len; i++)
    mark (self, i);
  show_banner (self);
  gtk_stack_set_visible_child_name (self->stack, "texts");
  gtk_widget_set_visible (GTK_WIDGET (self->bar), TRUE);
  if (self->choices->len > 0)
    go_to (self, find_first_open (self));
  else
    show_choice (self);
}

static DexFuture *
together_loaded (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestTogetherPage) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL || self->session == NULL)
    return dex_future_new_true ();
  if (value == NULL)
    {
      adw_status_page_set_title (self->status, _ ("Nothing to bring together"));
      adw_status_page_set_description (self->status, error->message);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return dex_future_new_true ();
    }
  self->together = g_value_dup_boxed (value);
  show_texts (self);
  return dex_future_new_true ();
}

/* ---- The object ---- */

static void
attest_together_page_dispose (GObject *object)
{
  AttestTogetherPage *self = ATTEST_TOGETHER_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_TOGETHER_PAGE);
  g_clear_pointer (&self->together, attest_together_unref);
  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (attest_together_page_parent_class)->dispose (object);
}

static void
attest_together_page_root (GtkWidget *widget)
{
  const char *const actions[] = { "together.next",        "together.previous",   "together.take::one",
                                  "together.take::other", "together.take::both", NULL };
  AttestTogetherPage *self = ATTEST_TOGETHER_PAGE (widget);

  GTK_WIDGET_CLASS (attest_together_page_parent_class)->root (widget);
  if (!self->has_keys)
    self->has_keys = attest_pane_keys_bind (widget, actions, GTK_PHASE_CAPTURE);
}

static void
attest_together_page_class_init (AttestTogetherPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_together_page_dispose;
  widget_class->root = attest_together_page_root;

  g_type_ensure (ATTEST_TYPE_TOGETHER_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-together-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, texts);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, one);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, other);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, status);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestTogetherPage, said);
}

static void
attest_together_page_init (AttestTogetherPage *self)
{
  const GActionEntry entries[] = {
    { .name = "next", .activate = next },
    { .name = "previous", .activate = previous },
    { .name = "take", .parameter_type = "s", .state = "''", .change_state = NULL, .activate = take },
    { .name = "go-on", .activate = go_on },
  };

  gtk_widget_init_template (GTK_WIDGET (self));

  self->choices = g_array_new (FALSE, TRUE, sizeof (Choice));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "together", G_ACTION_GROUP (self->actions));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (get_action (self, entries[i].name), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  g_signal_connect_swapped (self->one, "chosen", G_CALLBACK (go_and_tell), self);
  g_signal_connect_swapped (self->other, "chosen", G_CALLBACK (go_and_tell), self);
}

GtkWidget *
attest_together_page_new (AttestSession *session, const char *article, const char *audience, GActionGroup *actions)
{
  AttestTogetherPage *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);

  self = g_object_new (ATTEST_TYPE_TOGETHER_PAGE, NULL);
  self->session = g_object_ref (session);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "article", actions);
  dex_future_disown (dex_future_finally (attest_together_load (session, article, audience),
                                         together_loaded,
                                         attest_weak_ref_new (self),
                                         attest_weak_ref_free));
  return GTK_WIDGET (self);
}
