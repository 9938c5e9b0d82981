/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-mentions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-comment-table.h"
#include "review/attest-act-context.h"

/* ---- Names in a text ---- */

/* Whether a name may begin behind the "@" at @at, and what stands before it is no part of a word, as in an address. */
static gboolean
begins_mention (const char *text, const char *at)
{
  const char *before = g_utf8_find_prev_char (text, at);

  return *at == '@' && (before == NULL || !g_unichar_isalnum (g_utf8_get_char (before)));
}

static gboolean
stands_at (const char *at, const char *name)
{
  gsize length = strlen (name);

  return length > 0 && strncmp (at, name, length) == 0 && !g_unichar_isalnum (g_utf8_get_char (at + length));
}

static const char *
find_longest_name (const char *at, GPtrArray *people, const char *const *only)
{
  const char *longest = NULL;

  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      if ((only == NULL || g_strv_contains (only, person->id)) && stands_at (at, person->name) &&
          (longest == NULL || strlen (person->name) > strlen (longest)))
        longest = person->name;
    }

  return longest;
}

GArray *
attest_mentions_find (const char *text, GPtrArray *people, const char *const *only)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (AttestMentionPlace));

  for (const char *at = strchr (text, '@'); at != NULL; at = strchr (at + 1, '@'))
    {
      const char *name = begins_mention (text, at) ? find_longest_name (at + 1, people, only) : NULL;
      AttestMentionPlace place = { (gsize) (at - text), 0, name };

      if (name == NULL)
        continue;
      place.end = place.start + 1 + strlen (name);
      g_array_append_val (places, place);
    }

  return places;
}

/* ---- Who is meant ---- */

static gboolean
contains (GPtrArray *ids, const char *id)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

static void
add (GPtrArray *ids, const char *id)
{
  if (!contains (ids, id))
    g_ptr_array_add (ids, g_strdup (id));
}

/* Two entries of one human being are one person: the first of them is named. */
static gboolean
add_bearers (GPtrArray *ids, const char *name, GPtrArray *people, const char *const *chosen, GError **error)
{
  const AttestPerson *found = NULL;
  gboolean several = FALSE;
  gboolean any_chosen = FALSE;

  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      if (strcmp (person->name, name) != 0)
        continue;
      if (chosen != NULL && g_strv_contains (chosen, person->id))
        {
          add (ids, person->id);
          any_chosen = TRUE;
        }
      several |= found != NULL && strcmp (found->same_as, person->same_as) != 0;
      found = found != NULL ? found : person;
    }
  if (any_chosen)
    return TRUE;
  if (several)
    return attest_review_reject (
        error, _ ("Several people on the board are called %s; say which of them is meant"), name);
  add (ids, found->id);

  return TRUE;
}

/* @ids: (transfer full) */
static GStrv
end (GPtrArray *ids)
{
  g_ptr_array_add (ids, NULL);

  return (GStrv) g_ptr_array_free (ids, FALSE);
}

GStrv
attest_mentions_resolve (const char *text, GPtrArray *people, const char *const *chosen, GError **error)
{
  g_autoptr (GArray) places = attest_mentions_find (text, people, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < places->len; i++)
    if (!add_bearers (ids, g_array_index (places, AttestMentionPlace, i).name, people, chosen, error))
      return NULL;

  return end (g_steal_pointer (&ids));
}

static const char *
find_name (GPtrArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      if (strcmp (person->id, id) == 0)
        return person->name;
    }

  return NULL;
}

static gboolean
has_name (GArray *places, const char *name)
{
  for (guint i = 0; name != NULL && i < places->len; i++)
    if (strcmp (g_array_index (places, AttestMentionPlace, i).name, name) == 0)
      return TRUE;

  return FALSE;
}

/* Who was named and who was chosen, so that either tells who is meant; of those named before, a choice of now comes to stand in their place. */
static GStrv
join_choices (const char *const *old, GPtrArray *people, const char *const *chosen)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    add (ids, chosen[i]);
  for (guint i = 0; old[i] != NULL; i++)
    {
      const char *name = find_name (people, old[i]);
      gboolean replaced = FALSE;

      for (guint j = 0; chosen != NULL && chosen[j] != NULL; j++)
        replaced |= name != NULL && g_strcmp0 (name, find_name (people, chosen[j])) == 0;
      if (!replaced)
        add (ids, old[i]);
    }

  return end (g_steal_pointer (&ids));
}

GStrv
attest_mentions_resolve_edit (const char *text,
                              const char *old_text,
                              const char *const *old,
                              GPtrArray *people,
                              const char *const *chosen,
                              GError **error)
{
  g_auto (GStrv) choices = join_choices (old, people, chosen);
  g_autoptr (GArray) old_places = attest_mentions_find (old_text, people, old);
  g_auto (GStrv) named = attest_mentions_resolve (text, people, (const char *const *) choices, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (named == NULL)
    return NULL;
  for (guint i = 0; named[i] != NULL; i++)
    add (ids, named[i]);
  for (guint i = 0; old[i] != NULL; i++)
    if (!has_name (old_places, find_name (people, old[i])))
      add (ids, old[i]);

  return end (g_steal_pointer (&ids));
}

/* ---- In a library ---- */

GStrv
attest_mentions_dup_named (AttestLibrary *library, const char *comment, const char *words, GError **error)
{
  g_autoptr (GPtrArray) rows =
      attest_comment_mention_table_list (attest_library_get_database (library), comment, error);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const AttestCommentMentionRow *row = rows->pdata[i];

      if (strcmp (row->words, words) == 0)
        add (people, row->person);
    }

  return rows != NULL ? end (g_steal_pointer (&people)) : NULL;
}

static char *
dup_old_text (AttestDatabase *database, const char *comment, const char *reply, GError **error)
{
  g_autoptr (AttestCommentReplyRow) answer = NULL;
  g_autoptr (AttestCommentRow) row = NULL;

  if (reply != NULL)
    answer = attest_comment_reply_table_find (database, comment, reply, error);
  else
    row = attest_comment_table_find (database, comment, error);
  if (answer == NULL && row == NULL)
    return NULL;

  return g_strdup (answer != NULL ? answer->text : row->text);
}

GStrv
attest_review_resolve_mentions (AttestLibrary *library,
                                const char *text,
                                const char *comment,
                                const char *reply,
                                const char *const *chosen,
                                GError **error)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (library, error);
  g_auto (GStrv) old = NULL;
  g_autofree char *old_text = NULL;

  if (people == NULL)
    return NULL;
  if (comment == NULL)
    return attest_mentions_resolve (text, people, chosen, error);
  old_text = dup_old_text (attest_library_get_database (library), comment, reply, error);
  old = old_text != NULL ? attest_mentions_dup_named (library, comment, reply != NULL ? reply : comment, error) : NULL;

  return old != NULL ? attest_mentions_resolve_edit (text, old_text, (const char *const *) old, people, chosen, error)
                     : NULL;
}
