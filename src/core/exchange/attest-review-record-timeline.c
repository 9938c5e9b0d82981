/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-review-record-private.h"

#include <string.h>

/*
 * Sentences that follow a person's name. {audience}, {revision} and {reviewer} are filled in; @why: the member of the body in which the person says why,
 * or what they said.
 */
typedef struct
{
  const char *kind;
  const char *sentence;
  const char *why;
} Words;

static const Words kinds[] = {
  { "article.create", "made the article", NULL },
  { "article.set", "changed the article’s settings", NULL },
  { "article.remove", "removed the article from the library’s lists", "reason" },
  { "article.restore", "brought the article back", NULL },
  { "references.set", "changed the references", NULL },
  { "revision.save", "saved {revision} of the text for {audience}", NULL },
  { "review.submit", "submitted {revision} of the text for {audience}", NULL },
  { "review.start", "began to review {revision} of the text for {audience}", NULL },
  { "review.recuse", "stepped aside from {revision} of the text for {audience}", "reason" },
  { "review.withdraw", "withdrew the text for {audience}", "reason" },
  { "review.assign", "asked {reviewer} to review the text for {audience}", NULL },
  { "review.unassign", "took back the request that {reviewer} review the text for {audience}", NULL },
  { "review.verdict", "gave a verdict on {revision} of the text for {audience}", "reason" },
  { "review.reaffirm", "held to their sign-off for {revision} of the text for {audience}", "reason" },
  { "comment.add", "commented on {revision} of the text for {audience}", "text" },
  { "comment.add-about", "commented on {revision} of the text for {audience}", "text" },
  { "comment.reply", "replied to a comment", "text" },
  { "comment.resolve", "resolved a comment", "reason" },
  { "comment.reopen", "reopened a comment", NULL },
  { "comment.retract", "retracted a comment", NULL },
  { "comment.decline", "declined the words that a comment suggests", "reason" },
  { "comment.edit", "changed the words of a comment or a reply of their own", "text" },
  { "comment.attach", "gave a comment its place in {revision}", NULL },
  { "finding.waive", "waived a finding of the checks in {revision} of the text for {audience}", "reason" },
  { "finding.restore", "took back a waiver of a finding in the text for {audience}", "reason" },
  { "article.export", "exported the page", NULL },
  { "redact", "blanked something that must not be kept", "reason" },
  { "policy.set", "set what an approval takes", NULL },
  { "policy.clear", "took back what an approval takes of articles with the topic {topic}", NULL },
  { "person.set", "recorded {person} among the board’s people", NULL },
  { "person.same", "recorded that {person} and {other} are one person", "reason" },
};

static JsonObject *
find_audience_of (JsonObject *record, const char *revision, JsonObject **found)
{
  JsonArray *audiences = attest_review_record_get_array (record, "audiences");

  for (guint i = 0; i < json_array_get_length (audiences); i++)
    {
      JsonObject *audience = json_array_get_object_element (audiences, i);

      *found = attest_review_record_find (attest_review_record_get_array (audience, "revisions"), "id", revision);
      if (*found != NULL)
        return audience;
    }

  return NULL;
}

static char *
describe_revision (JsonObject *record, const char *id)
{
  JsonObject *revision = NULL;

  if (id == NULL || find_audience_of (record, id, &revision) == NULL)
    return g_strdup ("a revision that the record does not hold");

  return g_strdup_printf ("revision %" G_GINT64_FORMAT, json_object_get_int_member (revision, "number"));
}

static const char *
describe_audience (JsonObject *record, JsonObject *body)
{
  const char *key = attest_review_record_get_text (body, "audience");
  JsonObject *audience =
      attest_review_record_find (attest_review_record_get_array (record, "audiences"), "audience", key);

  if (audience != NULL)
    return attest_review_record_get_text (audience, "label");
  return key != NULL ? key : "an unknown audience";
}

static const Words *
find_words (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i].kind) == 0)
      return &kinds[i];

  return NULL;
}

/* Each place-holder is looked for in the sentence alone and never in what was filled in, which may hold anything. */
static char *
fill_in (JsonObject *record, const char *sentence, JsonObject *event, JsonObject *body)
{
  JsonObject *header = json_object_get_object_member (event, "header");
  gboolean saves = g_strcmp0 (attest_review_record_get_text (header, "kind"), "revision.save") == 0;
  const char *id = attest_review_record_get_text (saves ? event : body, saves ? "hash" : "revision");
  g_autofree char *revision = describe_revision (record, id);
  const char *topic_name = attest_review_record_get_text (body, "topic");
  g_autofree char *topic = g_strdup_printf ("“%s”", topic_name != NULL ? topic_name : "");
  const struct
  {
    const char *name;
    const char *value;
  } places[] = {
    { "{revision}", revision },
    { "{audience}", describe_audience (record, body) },
    { "{reviewer}", attest_review_record_get_name (record, attest_review_record_get_text (body, "reviewer")) },
    { "{person}", attest_review_record_get_name (record, attest_review_record_get_text (body, "person")) },
    { "{topic}", topic },
    { "{other}", attest_review_record_get_name (record, attest_review_record_get_text (body, "other")) },
  };
  GString *text = g_string_new (NULL);

  while (*sentence != '\0')
    {
      gsize used = 0;

      for (guint i = 0; i < G_N_ELEMENTS (places) && used == 0; i++)
        if (g_str_has_prefix (sentence, places[i].name))
          {
            g_string_append (text, places[i].value);
            used = strlen (places[i].name);
          }
      if (used == 0)
        {
          g_string_append_c (text, *sentence);
          used = 1;
        }
      sentence += used;
    }

  return g_string_free (text, FALSE);
}

static const char *
get_answer (JsonObject *body, const char *question)
{
  const char *answer = attest_review_record_get_text (body, question);

  return g_strcmp0 (answer, "yes") == 0 || g_strcmp0 (answer, "no") == 0 ? answer : "not mine to judge";
}

static const char *
get_or_empty (JsonObject *body, const char *name)
{
  const char *text = attest_review_record_get_text (body, name);

  return text != NULL ? text : "";
}

static const char *
get_blocking (JsonObject *body)
{
  return json_object_get_boolean_member_with_default (body, "blocking", FALSE) ? "It blocks an approval."
                                                                               : "It does not block an approval.";
}

static char *
join_members (JsonObject *body, const char *name)
{
  JsonArray *array = attest_review_record_get_array (body, name);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) == G_TYPE_STRING)
      g_ptr_array_add (texts, (gpointer) json_array_get_string_element (array, i));
  g_ptr_array_add (texts, NULL);

  return g_strjoinv (", ", (char **) texts->pdata);
}

/* Returns: (transfer full): a sentence, with a space before it, where the reviewer declared interests with what they signed; else empty */
static char *
describe_interests (JsonObject *body)
{
  const char *interests = attest_review_record_get_text (body, "interests");

  return interests != NULL && *interests != '\0' ? g_strdup_printf (" Declared interests: %s", interests)
                                                 : g_strdup ("");
}

static void
describe_role_sign_offs (GString *text, JsonObject *body)
{
  JsonArray *counts =
      json_object_has_member (body, "role_sign_offs") ? json_object_get_array_member (body, "role_sign_offs") : NULL;

  for (guint i = 0; counts != NULL && i < json_array_get_length (counts); i++)
    {
      JsonObject *count = json_array_get_object_element (counts, i);

      g_string_append_printf (text,
                              " Of them from the role %s: %" G_GINT64_FORMAT ".",
                              get_or_empty (count, "role"),
                              json_object_get_int_member_with_default (count, "count", 0));
    }
}

static void
append_members (GString *text, JsonObject *body, const char *member, const char *label)
{
  g_autofree char *list = json_object_has_member (body, member) ? join_members (body, member) : NULL;

  if (list != NULL && *list != '\0')
    g_string_append_printf (text, " %s: %s.", label, list);
}

static char *
describe_policy (JsonObject *body)
{
  const char *topic = attest_review_record_get_text (body, "topic");
  const char *specialty = attest_review_record_get_text (body, "specialty");
  GString *text = g_string_new (NULL);

  if (topic != NULL && *topic != '\0')
    g_string_append_printf (text, "For articles with the topic “%s”. ", topic);
  g_string_append_printf (
      text, "Sign-offs: %" G_GINT64_FORMAT ".", json_object_get_int_member_with_default (body, "sign_offs", 0));
  append_members (text, body, "sign_off_roles", "From the roles");
  describe_role_sign_offs (text, body);
  if (specialty != NULL && *specialty != '\0')
    g_string_append_printf (text, " One from a specialist in %s.", specialty);
  append_members (text, body, "blocking_findings", "Findings that stop it");
  append_members (text, body, "audiences", "Audiences that need an approved text");
  if (json_object_get_boolean_member_with_default (body, "independent", FALSE))
    g_string_append (text, " Reviewers answer before they see what others said.");
  g_string_append_printf (text,
                          " Months until re-review: %" G_GINT64_FORMAT ".",
                          json_object_get_int_member_with_default (body, "review_months", 0));

  return g_string_free (text, FALSE);
}

/* Returns: (transfer full) (nullable): what the sentence leaves out and the record's words can say. */
static char *
describe_details (const char *kind, JsonObject *body)
{
  g_autofree char *list = NULL;
  g_autofree char *interests = describe_interests (body);

  if (g_str_equal (kind, "review.verdict"))
    return g_strdup_printf ("Accurate: %s. Safe: %s. Current: %s. Meaning of the signature: %s.%s",
                            get_answer (body, "accurate"),
                            get_answer (body, "safe"),
                            get_answer (body, "current"),
                            get_or_empty (body, "meaning"),
                            interests);
  if (g_str_equal (kind, "review.reaffirm"))
    return g_strdup_printf (
        "Accurate: yes. Safe: yes. Current: yes. Meaning of the signature: %s. What had changed since the "
        "text that was signed: %s%s%s.%s",
        get_or_empty (body, "meaning"),
        get_or_empty (body, "change"),
        json_array_get_length (json_object_get_array_member (body, "touched")) > 0 ? ", " : "",
        list = join_members (body, "touched"),
        interests);
  if (g_str_equal (kind, "comment.add"))
    return g_strdup_printf ("%s On the words “%s”:", get_blocking (body), get_or_empty (body, "exact"));
  if (g_str_equal (kind, "comment.add-about") && attest_review_record_get_text (body, "key") != NULL)
    return g_strdup_printf ("%s On the reference %s:", get_blocking (body), get_or_empty (body, "key"));
  if (g_str_equal (kind, "comment.add-about"))
    return g_strdup_printf ("%s On the text as a whole:", get_blocking (body));
  if (g_str_equal (kind, "review.assign") && attest_review_record_get_text (body, "due") != NULL)
    return g_strdup_printf ("Until %s.", attest_review_record_get_text (body, "due"));
  if (g_str_equal (kind, "article.export"))
    return g_strdup_printf ("For: %s.", list = join_members (body, "audiences"));
  if (g_str_equal (kind, "person.set"))
    return g_strdup_printf ("Roles: %s.", list = join_members (body, "roles"));
  if (g_str_equal (kind, "policy.set"))
    return describe_policy (body);

  return NULL;
}

/* Returns: (transfer none) (nullable): what the order of the record shows of a verdict that was to be independent */
static const char *
find_independence (JsonObject *record, JsonObject *event)
{
  JsonArray *audiences = attest_review_record_get_array (record, "audiences");
  const char *hash = attest_review_record_get_text (event, "hash");

  for (guint i = 0; i < json_array_get_length (audiences); i++)
    {
      JsonArray *acts = attest_review_record_get_array (json_array_get_object_element (audiences, i), "acts");
      JsonObject *act = attest_review_record_find (acts, "event", hash);

      if (act != NULL)
        return attest_review_record_get_text (act, "independence");
    }

  return NULL;
}

/* Returns: (transfer full) (nullable): @details (transfer full) (nullable) with what the order shows */
static char *
add_independence (char *details, JsonObject *record, JsonObject *event)
{
  const char *independence = details != NULL ? find_independence (record, event) : NULL;
  char *both = independence != NULL ? g_strconcat (details, " ", independence, NULL) : NULL;

  if (both == NULL)
    return details;
  g_free (details);
  return both;
}

/* What cannot be read, or had no effect, must not look like an act that counts. */
static void
set_sentence (JsonObject *entry, JsonObject *record, JsonObject *event)
{
  JsonObject *header = json_object_get_object_member (event, "header");
  const char *kind = attest_review_record_get_text (header, "kind");
  const char *no_effect = attest_review_record_get_text (event, "no_effect");
  gboolean whole = g_strcmp0 (attest_review_record_get_text (event, "body_state"), "whole") == 0;
  JsonObject *body = whole ? json_object_get_object_member (event, "body") : NULL;
  const Words *words = find_words (kind);
  g_autofree char *sentence = NULL;
  g_autofree char *details = NULL;

  if (!whole)
    sentence = g_strdup_printf ("made an entry (%s) whose words are not in the record any more", kind);
  else if (words == NULL)
    sentence = g_strdup_printf ("did something that this version of Attest does not know (%s)", kind);
  else
    sentence = fill_in (record, words->sentence, event, body);
  if (words != NULL && whole)
    details = add_independence (describe_details (kind, body), record, event);

  attest_review_record_set_text (entry, "what", sentence);
  attest_review_record_set_text (entry, "details", details);
  attest_review_record_set_text (
      entry,
      "why",
      words != NULL && words->why != NULL && whole ? attest_review_record_get_text (body, words->why) : NULL);
  attest_review_record_set_text (entry, "no_effect", no_effect);
}

static gboolean
belongs_to_timeline (JsonObject *event)
{
  JsonObject *header = json_object_get_object_member (event, "header");
  const char *kind = attest_review_record_get_text (header, "kind");

  if (g_strcmp0 (attest_review_record_get_text (header, "stream"), ATTEST_STREAM_BOARD) != 0)
    return TRUE;

  return g_strcmp0 (attest_review_record_get_text (event, "body_state"), "left-out") != 0 &&
         (g_str_has_prefix (kind, "policy.") || g_str_has_prefix (kind, "person."));
}

JsonArray *
attest_review_record_make_timeline (JsonObject *record)
{
  JsonArray *events = attest_review_record_get_array (record, "events");
  JsonArray *timeline = json_array_new ();

  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);
      JsonObject *header = json_object_get_object_member (event, "header");
      JsonObject *entry;

      if (!belongs_to_timeline (event))
        continue;
      entry = json_object_new ();
      attest_review_record_set_text (entry, "when", attest_review_record_get_text (event, "when"));
      attest_review_record_set_text (entry, "person", attest_review_record_get_text (header, "actor"));
      set_sentence (entry, record, event);
      attest_review_record_set_text (entry, "event", attest_review_record_get_text (event, "hash"));
      json_array_add_object_element (timeline, entry);
    }

  return timeline;
}

JsonArray *
attest_review_record_make_exports (JsonObject *record)
{
  JsonArray *events = attest_review_record_get_array (record, "events");
  JsonArray *exports = json_array_new ();

  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);
      JsonObject *header = json_object_get_object_member (event, "header");
      JsonObject *body;
      JsonObject *export;

      if (g_strcmp0 (attest_review_record_get_text (header, "kind"), "article.export") != 0 ||
          g_strcmp0 (attest_review_record_get_text (event, "body_state"), "whole") != 0 ||
          attest_review_record_get_text (event, "no_effect") != NULL)
        continue;
      body = json_object_get_object_member (event, "body");
      export = json_object_new ();
      attest_review_record_set_text (export, "event", attest_review_record_get_text (event, "hash"));
      attest_review_record_set_text (export, "person", attest_review_record_get_text (header, "actor"));
      attest_review_record_set_text (export, "when", attest_review_record_get_text (event, "when"));
      if (json_object_has_member (body, "audiences"))
        json_object_set_member (export, "audiences", json_node_copy (json_object_get_member (body, "audiences")));
      if (json_object_has_member (body, "revisions"))
        json_object_set_member (export, "revisions", json_node_copy (json_object_get_member (body, "revisions")));
      attest_review_record_set_text (export, "page", attest_review_record_get_text (body, "page"));
      json_array_add_object_element (exports, export);
    }

  return exports;
}
