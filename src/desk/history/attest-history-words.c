/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history/attest-history-words.h"

#include <glib/gi18n.h>

#include "record/attest-article.h"
#include "record/attest-body.h"
#include "record/attest-seen.h"
#include "review/attest-policy-history.h"
#include "review/attest-review.h"
#include "session/attest-touched-words.h"
#include "text/attest-change-class.h"
#include "text/attest-isolate.h"

/* Sentences with the person and the audience's label to be filled in. Translators keep {person} and {audience} as they are. */
typedef struct
{
  const char *kind;
  const char *sentence;
  const char *detail;
  const char *icon_name;
  const char *style_class;
} Words;

#define QUIET "dimmed"

static const Words kinds[] = {
  { "article.create", N_ ("{person} made the article"), NULL, "list-add-symbolic", QUIET },
  { "article.set", N_ ("{person} changed the article's settings"), NULL, "document-edit-symbolic", QUIET },
  { "article.remove", N_ ("{person} removed the article"), "reason", "user-trash-symbolic", "warning" },
  { "article.restore", N_ ("{person} brought the article back"), NULL, "edit-undo-symbolic", QUIET },
  { "references.set", N_ ("{person} changed the references"), NULL, "attest-references-symbolic", QUIET },
  { "revision.save", N_ ("{person} saved the {audience} text"), NULL, "document-edit-symbolic", QUIET },
  { "review.submit",
    N_ ("{person} submitted the {audience} text"),
    NULL,
    "attest-status-submitted-symbolic",
    "accent" },
  { "review.start",
    N_ ("{person} began to review the {audience} text"),
    NULL,
    "attest-status-under-review-symbolic",
    "accent" },
  { "review.recuse",
    N_ ("{person} stepped aside from the {audience} text"),
    "reason",
    "attest-person-symbolic",
    QUIET },
  { "review.withdraw",
    N_ ("{person} withdrew the {audience} text"),
    "reason",
    "attest-status-withdrawn-symbolic",
    "error" },
  { "review.assign",
    N_ ("{person} asked for a review of the {audience} text"),
    "due",
    "attest-person-symbolic",
    QUIET },
  { "review.unassign",
    N_ ("{person} took back the request to review the {audience} text"),
    NULL,
    "attest-person-symbolic",
    QUIET },
  { "comment.retract", N_ ("{person} retracted a comment"), NULL, "attest-comments-symbolic", QUIET },
  { "comment.add", N_ ("{person} commented on the {audience} text"), "text", "attest-comments-symbolic", QUIET },
  { "comment.add-about",
    N_ ("{person} commented on the whole {audience} text"),
    "text",
    "attest-comments-symbolic",
    QUIET },
  { "comment.reply", N_ ("{person} replied to a comment"), "text", "attest-comments-symbolic", QUIET },
  { "comment.resolve", N_ ("{person} resolved a comment"), "reason", "attest-comments-symbolic", QUIET },
  { "comment.reopen", N_ ("{person} reopened a comment"), NULL, "attest-comments-symbolic", QUIET },
  { "comment.decline",
    N_ ("{person} declined the words that a comment suggests"),
    "reason",
    "attest-comments-symbolic",
    QUIET },
  { "comment.edit", N_ ("{person} changed the words of a comment"), "text", "attest-comments-symbolic", QUIET },
  { "comment.attach", N_ ("{person} gave a comment its place"), NULL, "attest-comments-symbolic", QUIET },
  { "finding.waive",
    N_ ("{person} waived what a check found in the {audience} text"),
    "reason",
    "attest-checks-symbolic",
    QUIET },
  { "finding.restore",
    N_ ("{person} took back a waiver for the {audience} text"),
    "reason",
    "attest-checks-symbolic",
    QUIET },
  { "article.export", N_ ("{person} exported the page"), NULL, "attest-export-symbolic", QUIET },
  { "redact", N_ ("{person} blanked something that must not be kept"), "reason", "edit-clear-symbolic", QUIET },
};

static const Words sign_off = { "review.verdict",
                                N_ ("{person} signed off the {audience} text"),
                                "reason",
                                "attest-status-approved-symbolic",
                                "success" };
static const Words reaffirmation = { "review.reaffirm",
                                     N_ ("{person} re-affirmed their sign-off for the {audience} text as it is now"),
                                     "reason",
                                     "attest-status-approved-symbolic",
                                     "success" };
static const Words changes = { "review.verdict",
                               N_ ("{person} asked for changes to the {audience} text"),
                               "reason",
                               "attest-status-changes-requested-symbolic",
                               "warning" };
static const Words verdict = { "review.verdict",
                               N_ ("{person} gave a verdict on the {audience} text"),
                               "reason",
                               "attest-status-under-review-symbolic",
                               "accent" };
static const Words on_reference = { "comment.add-about",
                                    N_ ("{person} commented on a reference of the {audience} text"),
                                    "text",
                                    "attest-comments-symbolic",
                                    QUIET };
static const Words other_policy = { "policy.set",
                                    N_ ("{person} changed the policy that this article is under"),
                                    NULL,
                                    "document-properties-symbolic",
                                    "accent" };
static const Words other_topics = { "article.set",
                                    N_ ("{person} gave the article other topics, and so another policy"),
                                    NULL,
                                    "document-properties-symbolic",
                                    "accent" };
static const Words unknown = { NULL,
                               N_ ("{person} did something that a newer version of Attest knows"),
                               NULL,
                               "attest-question-symbolic",
                               "warning" };

/* @hidden: what the reader does not see; @orders: verdicts to what the order of the record shows of them */
typedef struct
{
  AttestLibrary *library;
  GHashTable *people;
  GHashTable *audiences;
  GHashTable *new_events;
  GPtrArray *entries;
  AttestHidden *hidden;
  GHashTable *orders;
} Visit;

static void
entry_free (gpointer data)
{
  AttestHistoryEntry *entry = data;

  g_free (entry->text);
  g_free (entry->detail);
  g_free (entry->person);
  g_free (entry->name);
  g_free (entry->audience);
  g_free (entry->revision);
  g_free (entry);
}

/* Somebody whom the library does not know has no name, and counts as nobody else. */
static const AttestPerson *
find_person (Visit *visit, const char *actor)
{
  AttestPerson *person = g_hash_table_lookup (visit->people, actor);

  if (person == NULL && *actor != '\0')
    person = attest_library_find_person (visit->library, actor, NULL);
  else if (person != NULL)
    return person;
  if (person == NULL)
    {
      person = g_new0 (AttestPerson, 1);
      person->name = g_strdup (_ ("Somebody"));
      person->same_as = g_strdup (actor);
    }
  g_hash_table_insert (visit->people, g_strdup (actor), person);
  return person;
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
  const char *words = g_strcmp0 (answer, "yes") == 0  ? _ ("yes")
                      : g_strcmp0 (answer, "no") == 0 ? _ ("no")
                                                      : _ ("not mine to judge");

  /* Translators: a question of a verdict and its answer, such as "Safe: yes" */
  return g_strdup_printf (_ ("%s: %s"), label, words);
}

/* What an act is in a few words, then why, and what interests the reviewer declared with it. */
static char *
add_reason_and_interests (const char *words, JsonObject *body)
{
  const char *reason = get_member (body, "reason");
  const char *interests = get_member (body, "interests");
  GString *text = g_string_new (words);

  if (reason != NULL)
    g_string_append_printf (text, "\n%s", reason);
  if (interests != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: %s is what a reviewer wrote of their competing interests */
      g_string_append_printf (text, _ ("Declared interests: %s"), interests);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_verdict (JsonObject *body)
{
  g_autofree char *accurate = describe_answer (body, "accurate", _ ("Accurate"));
  g_autofree char *safe = describe_answer (body, "safe", _ ("Safe"));
  g_autofree char *current = describe_answer (body, "current", _ ("Current"));
  g_autofree char *answers = g_strdup_printf ("%s, %s, %s", accurate, safe, current);

  return add_reason_and_interests (answers, body);
}

static char *
describe_reaffirmation (JsonObject *body)
{
  const char *change = get_member (body, "change");
  const char *words = g_strcmp0 (change, "typography") == 0 ? _ ("Only white space or typography had changed")
                      : g_strcmp0 (change, "words") == 0
                          ? _ ("Words had changed, but no number, unit, drug name, negation, citation or picture")
                          : NULL;
  g_auto (GStrv) names = attest_body_dup_texts (body, "touched");
  g_autofree char *touched = attest_touched_dup_words (attest_touched_from_names ((const char *const *) names));
  /* Translators: %s is a list of what an edit touches, such as "number, unit" */
  g_autofree char *what =
      words != NULL ? g_strdup (words) : g_strdup_printf (_ ("What had changed touches: %s"), touched);

  return add_reason_and_interests (what, body);
}

/* The words, or what it is about, and why it is no fault. */
static char *
describe_waiver (JsonObject *body)
{
  /* Translators: the words that a check has something against, and the reason why it is waived */
  return g_strdup_printf (_ ("“%s”: %s"), attest_body_get_text (body, "exact", ""), get_member (body, "reason"));
}

static char *
fill_in (const char *sentence, const char *person, const char *audience)
{
  g_autoptr (GString) text = g_string_new (sentence);
  g_autofree char *for_whom = attest_isolate (audience != NULL ? audience : "");
  g_autofree char *who = attest_isolate (person);

  g_string_replace (text, "{audience}", for_whom, 0);
  g_string_replace (text, "{person}", who, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const Words *
find_verdict_words (JsonObject *body)
{
  const char *const questions[] = { "accurate", "safe", "current" };
  guint n_yes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      const char *answer = get_member (body, questions[i]);

      if (g_strcmp0 (answer, "no") == 0)
        return &changes;
      n_yes += g_strcmp0 (answer, "yes") == 0;
    }
  return n_yes == G_N_ELEMENTS (questions) ? &sign_off : &verdict;
}

/* A verdict is given by answers, or by holding to those of an earlier text. */
static gboolean
is_verdict (const AttestEvent *event)
{
  return g_str_equal (event->kind, "review.verdict") || g_str_equal (event->kind, "review.reaffirm");
}

static gboolean
is_about_reference (const AttestEvent *event)
{
  return g_str_equal (event->kind, "comment.add-about") && get_member (event->body, "key") != NULL;
}

static const Words *
find_words (AttestEvent *event)
{
  if (g_str_equal (event->kind, "review.reaffirm"))
    return &reaffirmation;
  if (g_str_equal (event->kind, "review.verdict"))
    return event->body != NULL ? find_verdict_words (event->body) : &verdict;
  if (is_about_reference (event))
    return &on_reference;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (event->kind, kinds[i].kind))
      return &kinds[i];
  return &unknown;
}

static char *
describe (Visit *visit, AttestEvent *event, const Words *words)
{
  const char *key = get_member (event->body, "audience");
  const char *label = key != NULL ? g_hash_table_lookup (visit->audiences, key) : NULL;

  return fill_in (_ (words->sentence),
                  find_person (visit, event->actor != NULL ? event->actor : "")->name,
                  label != NULL ? label : key);
}

static AttestHistoryGroup
find_group (const char *kind)
{
  if (g_str_has_prefix (kind, "revision."))
    return ATTEST_HISTORY_TEXTS;
  if (g_str_has_prefix (kind, "comment."))
    return ATTEST_HISTORY_COMMENTS;
  if (g_str_has_prefix (kind, "review.") || g_str_has_prefix (kind, "finding."))
    return ATTEST_HISTORY_REVIEW;
  if (g_str_equal (kind, "article.export"))
    return ATTEST_HISTORY_EXPORTS;
  return ATTEST_HISTORY_SETTINGS;
}

/* Who did it, and to which text. */
static void
take_facts (Visit *visit, AttestHistoryEntry *entry, AttestEvent *event, gboolean has_effect)
{
  const AttestPerson *person = find_person (visit, event->actor != NULL ? event->actor : "");

  entry->group = find_group (event->kind);
  entry->person = g_strdup (person->same_as);
  entry->name = g_strdup (person->name);
  entry->audience = g_strdup (get_member (event->body, "audience"));
  entry->is_save = has_effect && g_str_equal (event->kind, "revision.save");
  entry->is_verdict = has_effect && is_verdict (event);
  entry->revision = g_strdup (entry->is_save ? event->hash : get_member (event->body, "revision"));
}

/* What approval takes is of the review, whoever set it, and for whatever articles. */
static void
visit_policy (Visit *visit, AttestEvent *event, const AttestPolicyInForce *policy)
{
  AttestHistoryEntry *entry = g_new0 (AttestHistoryEntry, 1);
  const Words *words = g_str_equal (event->stream, ATTEST_STREAM_BOARD) ? &other_policy : &other_topics;

  take_facts (visit, entry, event, FALSE);
  entry->group = ATTEST_HISTORY_REVIEW;
  entry->time = event->time;
  entry->text = describe (visit, event, words);
  entry->detail = attest_policy_in_force_dup_change (policy);
  entry->icon_name = words->icon_name;
  entry->style_class = words->style_class;
  g_ptr_array_add (visit->entries, entry);
}

/* What the order of the record shows of a verdict that was to be independent. */
static void
add_order (Visit *visit, AttestHistoryEntry *entry, const char *hash)
{
  const char *order = g_hash_table_lookup (visit->orders, hash);
  g_autofree char *detail = g_steal_pointer (&entry->detail);

  if (order == NULL || detail == NULL)
    entry->detail = order != NULL ? g_strdup (order) : g_steal_pointer (&detail);
  else
    entry->detail = g_strconcat (detail, "\n", order, NULL);
}

static gboolean
visit_event (AttestEvent *event, const char *no_effect, const AttestPolicyInForce *policy, gpointer user_data)
{
  Visit *visit = user_data;
  AttestHistoryEntry *entry = NULL;
  const Words *words = NULL;

  if (policy != NULL)
    {
      visit_policy (visit, event, policy);
      return TRUE;
    }
  if (attest_hidden_has_event (visit->hidden, event))
    return TRUE;
  entry = g_new0 (AttestHistoryEntry, 1);
  words = find_words (event);
  /* What had no effect must not look like a sign-off. */
  if (no_effect != NULL && is_verdict (event))
    words = &verdict;
  take_facts (visit, entry, event, no_effect == NULL && event->body != NULL);
  entry->time = event->time;
  entry->text = describe (visit, event, words);
  entry->is_new = visit->new_events != NULL && g_hash_table_contains (visit->new_events, event->hash);
  entry->icon_name = words->icon_name;
  entry->style_class = no_effect != NULL ? QUIET : words->style_class;
  if (event->body == NULL)
    entry->detail = g_strdup (_ ("What this said was blanked."));
  else if (no_effect != NULL)
    entry->detail = g_strdup_printf (_ ("This had no effect: %s"), no_effect);
  else if (words == &unknown)
    entry->detail = g_strdup (event->kind);
  else if (g_str_equal (event->kind, "review.reaffirm"))
    entry->detail = describe_reaffirmation (event->body);
  else if (g_str_equal (event->kind, "review.verdict"))
    entry->detail = describe_verdict (event->body);
  else if (g_str_equal (event->kind, "finding.waive"))
    entry->detail = describe_waiver (event->body);
  else if (is_about_reference (event))
    entry->detail = g_strdup_printf ("%s: %s", get_member (event->body, "key"), get_member (event->body, "text"));
  else
    entry->detail = g_strdup (get_member (event->body, words->detail));
  add_order (visit, entry, event->hash);
  g_ptr_array_add (visit->entries, entry);
  return TRUE;
}

/* Returns: (transfer full) (nullable): from verdicts that were to be independent to a sentence each; NULL with @error */
static GHashTable *
load_orders (AttestLibrary *library, const char *article, GError **error)
{
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) variants = attest_library_list_variants (library, article, error);

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      const char *audience = ((const AttestVariant *) g_ptr_array_index (variants, i))->audience;
      g_autoptr (GPtrArray) some = attest_review_list_verdict_orders (library, article, audience, error);

      if (some == NULL)
        return NULL;
      for (guint k = 0; k < some->len; k++)
        {
          const AttestVerdictOrder *order = g_ptr_array_index (some, k);

          g_hash_table_insert (orders, g_strdup (order->verdict), attest_verdict_order_dup_sentence (order, TRUE));
        }
    }
  return variants != NULL ? g_steal_pointer (&orders) : NULL;
}

GStrv
attest_history_dup_group_names (void)
{
  const char *const names[] = {
    _ ("Everything"), _ ("Texts"), _ ("Comments"), _ ("Review"), _ ("Exports"), _ ("Settings and references"), NULL
  };

  return g_strdupv ((GStrv) names);
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

static void
reverse (GPtrArray *entries)
{
  for (guint i = 0, j = entries->len; i + 1 < j; i++)
    {
      gpointer entry = entries->pdata[--j];

      entries->pdata[j] = entries->pdata[i];
      entries->pdata[i] = entry;
    }
}

GPtrArray *
attest_history_load (AttestLibrary *library, const char *article, const char *person, gint64 since, GError **error)
{
  g_autoptr (GHashTable) people =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) attest_person_free);
  g_autoptr (GHashTable) audiences = load_audiences (library, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GHashTable) new_events = NULL;
  g_autoptr (AttestHidden) hidden =
      audiences != NULL ? attest_hidden_new (library, person, g_get_real_time (), error) : NULL;
  g_autoptr (GHashTable) orders = hidden != NULL ? load_orders (library, article, error) : NULL;
  Visit visit = { library, people, audiences, NULL, entries, hidden, orders };

  if (orders == NULL)
    return NULL;
  if (person != NULL)
    {
      new_events = attest_library_list_new_events (library, article, person, since, error);
      if (new_events == NULL)
        return NULL;
      visit.new_events = new_events;
    }
  if (!attest_review_visit_history (library, article, visit_event, &visit, error))
    return NULL;
  reverse (entries);
  return g_steal_pointer (&entries);
}
