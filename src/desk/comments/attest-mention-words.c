/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-mention-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "review/attest-mentions.h"
#include "text/attest-isolate.h"

/* Of the accent behind one's own name, of 65535: as much as still leaves the name legible on it, light or dark. */
#define OWN_ALPHA 15000

/* Returns: (transfer full) (element-type AttestPerson): the board, or nobody where it cannot be read */
static GPtrArray *
list_people (AttestSession *session)
{
  GPtrArray *people = attest_library_list_people (attest_session_get_library (session), NULL);

  return people != NULL ? people : g_ptr_array_new ();
}

static const AttestPerson *
find_person (GPtrArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      if (g_strcmp0 (person->id, id) == 0)
        return person;
    }
  return NULL;
}

/* Whether the acting person, or who was joined with them, is among @mentions; by @name alone where that is given. */
static gboolean
names_me (AttestSession *session, GPtrArray *people, GStrv mentions, const char *name)
{
  const AttestPerson *me = find_person (people, attest_session_get_actor (session));

  for (guint i = 0; me != NULL && mentions[i] != NULL; i++)
    {
      const AttestPerson *person = find_person (people, mentions[i]);

      if (person != NULL && g_str_equal (person->same_as, me->same_as) &&
          (name == NULL || g_str_equal (person->name, name)))
        return TRUE;
    }
  return FALSE;
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, const AttestMentionPlace *place)
{
  attribute->start_index = (guint) place->start;
  attribute->end_index = (guint) place->end;
  pango_attr_list_insert (list, attribute);
}

static void
mark_own (PangoAttrList *list, const AttestMentionPlace *place)
{
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());

  add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), place);
  add_attribute (list,
                 pango_attr_background_new ((guint16) (accent->red * G_MAXUINT16),
                                            (guint16) (accent->green * G_MAXUINT16),
                                            (guint16) (accent->blue * G_MAXUINT16)),
                 place);
  add_attribute (list, pango_attr_background_alpha_new (OWN_ALPHA), place);
}

void
attest_mention_words_mark (GtkLabel *label, AttestSession *session, GStrv mentions)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GArray) places = NULL;

  if (*mentions == NULL)
    {
      gtk_label_set_attributes (label, NULL);
      return;
    }
  people = list_people (session);
  places = attest_mentions_find (gtk_label_get_label (label), people, (const char *const *) mentions);
  for (guint i = 0; i < places->len; i++)
    {
      const AttestMentionPlace *place = &g_array_index (places, AttestMentionPlace, i);

      if (names_me (session, people, mentions, place->name))
        mark_own (list, place);
      else
        add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD), place);
    }
  gtk_label_set_attributes (label, list);
}

static gboolean
stands (GArray *places, const char *name)
{
  for (guint i = 0; i < places->len; i++)
    if (g_str_equal (g_array_index (places, AttestMentionPlace, i).name, name))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (nullable): names with commas */
static char *
dup_others (GPtrArray *people, const char *text, GStrv mentions)
{
  g_autoptr (GArray) places = attest_mentions_find (text, people, (const char *const *) mentions);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; mentions[i] != NULL; i++)
    {
      const AttestPerson *person = find_person (people, mentions[i]);

      if (person != NULL && !stands (places, person->name))
        g_strv_builder_take (builder, attest_isolate (person->name));
    }
  names = g_strv_builder_end (builder);
  return *names != NULL ? g_strjoinv (", ", names) : NULL;
}

void
attest_mention_words_tell_others (GtkLabel *label, AttestSession *session, const char *text, GStrv mentions)
{
  g_autoptr (GPtrArray) people = *mentions != NULL ? list_people (session) : NULL;
  g_autofree char *names = people != NULL ? dup_others (people, text, mentions) : NULL;
  /* Translators: whom a comment is addressed to; %s is one name or more */
  g_autofree char *words = names != NULL ? g_strdup_printf (_ ("To %s"), names) : g_strdup ("");

  gtk_label_set_label (label, words);
  gtk_widget_add_css_class (GTK_WIDGET (label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (label), "dimmed");
  gtk_widget_set_visible (GTK_WIDGET (label), names != NULL);
}

gboolean
attest_mention_words_name_me (AttestSession *session, const AttestComment *comment)
{
  g_autoptr (GPtrArray) people = NULL;

  if (*comment->mentions == NULL && comment->replies->len == 0)
    return FALSE;
  people = list_people (session);
  if (names_me (session, people, comment->mentions, NULL))
    return TRUE;
  for (guint i = 0; i < comment->replies->len; i++)
    if (names_me (session, people, ((const AttestReply *) comment->replies->pdata[i])->mentions, NULL))
      return TRUE;
  return FALSE;
}
