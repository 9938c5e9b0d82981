/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "status/attest-missing-list.h"

#include <glib/gi18n.h>

#include "text/attest-isolate.h"

#define COMMENT_LONGEST 80

struct _AttestMissingList
{
  AdwBin parent_instance;

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (AttestMissingList, attest_missing_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_FOLLOWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Where something is done: an action, and its target as text or NULL. */
typedef struct
{
  const char *action;
  const char *target;
} Link;

static gboolean
may (AttestArticleState *state, AttestAct act)
{
  return attest_article_state_get_refusal (state, act) == NULL;
}

static Link
find_submit (AttestArticleState *state)
{
  return may (state, ATTEST_ACT_SUBMIT) ? (Link) { "article.submit", NULL } : (Link) { "article.show", "history" };
}

/* Who can sign does so; everybody else sees who could. */
static Link
find_sign_off (AttestArticleState *state)
{
  const AttestArticleRecord *record = attest_article_state_get_record (state);

  if (may (state, ATTEST_ACT_VERDICT) && record->part < ATTEST_PART_ANSWERED)
    return (Link) { "article.verdict", NULL };
  return (Link) { "library.people", NULL };
}

static Link
find_link (AttestArticleState *state, const char *code)
{
  const struct
  {
    const char *code;
    Link link;
  } links[] = {
    { "not-submitted", find_submit (state) },    { "withdrawn", find_submit (state) },
    { "sign-offs", find_sign_off (state) },      { "hidden", find_sign_off (state) },
    { "own-text", { "library.people", NULL } },  { "role", { "library.people", NULL } },
    { "recused", { "library.people", NULL } },   { "verdict-no", { "article.show", "history" } },
    { "finding", { "article.show", "checks" } }, { "blocking-comment", { "article.show", "comments" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (g_str_equal (links[i].code, code))
      return links[i].link;
  return (Link) { NULL, NULL };
}

static GtkWidget *
make_label (const char *text, gboolean small)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  if (small)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dimmed");
    }
  return label;
}

static void
followed_cb (AttestMissingList *self)
{
  g_signal_emit (self, signals[SIGNAL_FOLLOWED], 0);
}

static void
add (AttestMissingList *self, const char *text, const char *who, Link link)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_box_append (GTK_BOX (words), make_label (text, FALSE));
  if (who != NULL && *who != '\0')
    gtk_box_append (GTK_BOX (words), make_label (who, TRUE));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), words);
  gtk_widget_add_css_class (arrow, "dimmed");
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (row), arrow);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "missing-link");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  who != NULL ? who : "",
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (followed_cb), self, G_CONNECT_SWAPPED);
  if (link.target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", link.target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), link.action);
  gtk_box_append (self->box, button);
}

static char *
describe_comment (AttestArticleState *state, const AttestComment *comment)
{
  g_autofree char *name = attest_session_dup_person_name (attest_article_state_get_session (state), comment->author);
  const char *silent =
      *comment->anchor->exact != '\0' ? comment->anchor->exact : attest_comment_kind_get_label (comment->kind);
  const char *said = *comment->text != '\0' ? comment->text : silent;
  g_autofree char *begin = NULL;
  g_autofree char *words = NULL;

  if (g_utf8_strlen (said, -1) > COMMENT_LONGEST)
    {
      g_autofree char *head = g_utf8_substring (said, 0, COMMENT_LONGEST);

      begin = g_strconcat (head, "…", NULL);
    }
  words = attest_isolate (begin != NULL ? begin : said);
  /* Translators: who wrote a comment, and what it says */
  return g_strdup_printf (_ ("%s: “%s”"), name, words);
}

/* Each comment by itself, since each has a place of its own. Returns: whether there are any on the text that is shown */
static gboolean
add_blocking (AttestMissingList *self, AttestArticleState *state, const char *who)
{
  GPtrArray *comments = attest_article_state_get_comments (state);
  gboolean added = FALSE;

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);
      g_autofree char *text = NULL;

      if (!comment->blocking || comment->resolved)
        continue;
      text = describe_comment (state, comment);
      add (self, text, added ? NULL : who, (Link) { "article.show-comment", comment->id });
      added = TRUE;
    }
  return added;
}

void
attest_missing_list_show (AttestMissingList *self, AttestArticleState *state)
{
  const AttestAssessment *assessment = NULL;
  GtkWidget *child = NULL;

  g_return_if_fail (ATTEST_IS_MISSING_LIST (self));
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (state));

  assessment = attest_article_state_get_assessment (state);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; assessment != NULL && i < assessment->missing->len; i++)
    {
      const AttestMissing *missing = g_ptr_array_index (assessment->missing, i);

      if (!g_str_equal (missing->code, "blocking-comment") || !add_blocking (self, state, missing->text))
        add (self, missing->text, missing->who, find_link (state, missing->code));
    }
}

static void
attest_missing_list_class_init (AttestMissingListClass *klass)
{
  signals[SIGNAL_FOLLOWED] =
      g_signal_new ("followed", ATTEST_TYPE_MISSING_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_missing_list_init (AttestMissingList *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What approval still takes"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
