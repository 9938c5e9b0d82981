/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/attest-history-words.h"

#include <glib/gi18n.h>

#include "record/attest-article.h"

/* Sentences with the person and the audience's label to be filled in. Translators keep {person} and {audience} as they are. */
static const struct
{
  const char *kind;
  const char *sentence;
  const char *detail;
} kinds[] = {
  { "article.create", N_ ("{person} made the article"), NULL },
    { "article.set", N_ ("{person} changed the article's settings"), NULL },
      { "article.remove", N_ ("{person} removed the article"), "reason" },
        { "article.restore", N_ ("{person} brought the article back"), NULL },
          { "references.set", N_ ("{person} changed the references"), NULL },
            { "revision.save", N_ ("{person} saved the {audience} text"), NULL },
              { "review.submit", N_ ("{person} submitted the {audience} text"), NULL },
                { "review.start", N_ ("{person} began to review the {audience} text"), NULL },
                  { "review.recuse", N_ ("{person} stepped aside from the {audience} text"), "reason" },
                    { "review.withdraw", N_ ("{person} withdrew the {audience} text"), "reason" },
                      { "review.verdict", N_ ("{person} gave a verdict on the {audience} text"), "reason" },
                        { "review.assign", N_ ("{person} asked for a review of the {audience} text"), "due" },
                          { "review.unassign",
                            N_ ("{person} took back the request to review the {audience} text"), NULL },
                            { "comment.add", N_ ("{person} commented on the {audience} text"), "text" },
                              { "comment.reply", N_ ("{person} replied to a comment"), "text" },
                                { "comment.resolve", N_ ("{person} resolved a comment"), "reason" },
                                  { "comment.reopen", N_ ("{person} reopened a comment"), NULL },
                                    { "comment.retract", N_ ("{person} retracted a comment"), NULL },
                                      { "comment.attach", N_ ("{person} gave a comment its place"), NULL },
                                        { "article.export", N_ ("{person} exported the page"), NULL },
                                          { "redact",
                                            N_ ("{person} blanked something that must not be kept"), "reason" },
                                        };

typedef struct
{
  AttestLibrary *library;
  GHashTable *names;
  GHashTable *audiences;
  GPtrArray *entries;
} Visit;

static void
entry_free (gpointer data)
{
  AttestHistoryEntry *entry = data;

  g_free (entry->text);
  g_free (entry->detail);
  g_free (entry);
}

static const char *
find_name (Visit *visit, const char *actor)
{
  char *name = g_hash_table_lookup (visit->names, actor);

  if (name == NULL)
    {
      g_autoptr (AttestPerson) person = *actor != '\0' ? attest_library_find_person (visit->library, actor, NULL) : NULL;

      name = g_strdup (person != NULL ? person->name : _ ("Somebody"));
      g_hash_table_insert (visit->names, g_strdup (actor), name);
    }
  return name;
}

static const char *
get_member (JsonObject *body, const char *member)
{
  const char *text =
      body != NULL && member != NULL ? json_object_get_string_member_with_default (body, member, NULL) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

static char *
describe_answer (JsonObject *body, const char *member, const char *label)
{
  const char *answer = get_member (body, member);
  const char *words =
      g_strcmp0 (answer, "yes") == 0 ? _ ("yes") : g_strcmp0 (answer, "no") == 0 ? _ ("no") : _ ("not mine to judge");

  /* Translators: a question of a verdict and its answer, such as "Safe: yes" */
  return g_strdup_printf (_ ("%s: %s"), label, words);
}

static char *
describe_verdict (JsonObject *body)
{
  g_autofree char *accurate = describe_answer (body, "accurate", _ ("Accurate"));
  g_autofree char *safe = describe_answer (body, "safe", _ ("Safe"));
  g_autofree char *current = describe_answer (body, "current", _ ("Current"));
  const char *reason = get_member (body, "reason");

  if (reason != NULL)
    return g_strdup_printf ("%s, %s, %s\n%s", accurate, safe, current, reason);
  return g_strdup_printf ("%s, %s, %s", accurate, safe, current);
}

static char *
fill_in (const char *sentence, const char *person, const char *audience)
{
  g_autoptr (GString) text = g_string_new (sentence);

  g_string_replace (text, "{audience}", audience != NULL ? audience : "", 0);
  g_string_replace (text, "{person}", person, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe (Visit *visit, AttestEvent *event, const char **detail)
{
  const char *name = find_name (visit, event->actor != NULL ? event->actor : "");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *key = get_member (event->body, "audience");
      const char *label = key != NULL ? g_hash_table_lookup (visit->audiences, key) : NULL;

      if (!g_str_equal (event->kind, kinds[i].kind))
        continue;
      *detail = get_member (event->body, kinds[i].detail);
      return fill_in (_ (kinds[i].sentence), name, label != NULL ? label : key);
    }
  return g_strdup_printf (_ ("%s did something that a newer version of Attest knows (%s)"), name, event->kind);
}

static gboolean
visit_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  Visit *visit = user_data;
  AttestHistoryEntry *entry = g_new0 (AttestHistoryEntry, 1);
  const char *detail = NULL;

  entry->time = event->time;
  entry->text = describe (visit, event, &detail);
  if (event->body == NULL)
    entry->detail = g_strdup (_ ("What this said was blanked."));
  else if (no_effect != NULL)
    entry->detail = g_strdup_printf (_ ("This had no effect: %s"), no_effect);
  else if (g_str_equal (event->kind, "review.verdict"))
    entry->detail = describe_verdict (event->body);
  else
    entry->detail = g_strdup (detail);
  g_ptr_array_insert (visit->entries, 0, entry);
  return TRUE;
}

static GHashTable *
load_audiences (AttestLibrary *library, GError **error)
{
  g_autoptr (GPtrArray) audiences = attest_library_list_audiences (library, error);
  GHashTable *labels = NULL;

  if (audiences == NULL)
    return NULL;
  labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < audiences->len; i++)
    {
      const AttestAudience *audience = g_ptr_array_index (audiences, i);

      g_hash_table_insert (labels, g_strdup (audience->key), g_strdup (audience->label));
    }
  return labels;
}

GPtrArray *
attest_history_load (AttestLibrary *library, const char *article, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) audiences = load_audiences (library, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  Visit visit = { library, names, audiences, entries };

  if (audiences == NULL)
    return NULL;
  if (!attest_library_visit_events (library, article, visit_event, &visit, error))
    return NULL;
  return g_steal_pointer (&entries);
}
