/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-verdict.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-revision-table.h"
#include "review/attest-act-context.h"
#include "review/attest-change-since.h"
#include "review/attest-people.h"

static gboolean
begin_act (AttestActContext *self,
           AttestLibrary *library,
           AttestAct act,
           const char *article,
           const char *audience,
           const char *actor,
           GError **error)
{
  return attest_act_context_load (self, library, article, audience, actor, error) &&
         attest_act_context_may (self, act, error);
}

/*
 * Another program may have appended between the check and the act. Folding then keeps the act and gives it no effect on what is newest, so the truth
 * is told here.
 */
static gboolean
confirm_submitted (const AttestActContext *self, const char *revision, GError **error)
{
  g_autoptr (AttestAssessment) after =
      attest_review_assess_variant (self->library, self->article->id, self->audience, g_get_real_time (), error);

  if (after == NULL)
    return FALSE;
  if (g_strcmp0 (after->submitted, revision) != 0)
    return attest_review_refuse (
        error,
        _ ("What you did was recorded, but somebody changed the review of “%s” in the same moment; look at it again"),
        self->article->title);

  return TRUE;
}

static gboolean
is_empty (const char *text)
{
  g_autofree char *words = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return words == NULL || words[0] == '\0';
}

gboolean
attest_review_submit (AttestLibrary *library,
                      const char *article,
                      const char *audience,
                      const char *actor,
                      GError **error)
{
  g_auto (AttestActContext) context = { 0 };

  return begin_act (&context, library, ATTEST_ACT_SUBMIT, article, audience, actor, error) &&
         attest_act_context_append (
             &context, "review.submit", attest_act_context_new_body (&context, context.variant->newest), NULL, error) &&
         confirm_submitted (&context, context.variant->newest, error);
}

/* Whether the actor began already; then starting again says nothing new. */
static gboolean
has_started (const AttestActContext *self)
{
  guint n_acts;
  const AttestActFact *acts = attest_review_facts_get_acts (self->facts, &n_acts);

  for (guint i = n_acts; i > 0; i--)
    {
      const AttestActFact *act = &acts[i - 1];

      if (act->kind == ATTEST_ACT_KIND_WITHDRAW)
        return FALSE;
      if ((act->kind == ATTEST_ACT_KIND_START || act->kind == ATTEST_ACT_KIND_VERDICT) &&
          g_strcmp0 (act->actor, self->actor->id) == 0 && g_strcmp0 (act->revision, self->assessment->submitted) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
attest_review_start (AttestLibrary *library,
                     const char *article,
                     const char *audience,
                     const char *actor,
                     GError **error)
{
  g_auto (AttestActContext) context = { 0 };

  if (!begin_act (&context, library, ATTEST_ACT_START, article, audience, actor, error))
    return FALSE;
  if (has_started (&context))
    return TRUE;

  return attest_act_context_append (&context,
                                    "review.start",
                                    attest_act_context_new_body (&context, context.assessment->submitted),
                                    NULL,
                                    error) &&
         confirm_submitted (&context, context.assessment->submitted, error);
}

gboolean
attest_review_recuse (AttestLibrary *library,
                      const char *article,
                      const char *audience,
                      const char *actor,
                      const char *reason,
                      GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  JsonObject *body;

  if (!begin_act (&context, library, ATTEST_ACT_RECUSE, article, audience, actor, error))
    return FALSE;
  if (is_empty (reason))
    return attest_review_reject (error, _ ("Say why you recuse yourself, such as a conflict of interest"));
  body = attest_act_context_new_body (&context, context.assessment->submitted);
  json_object_set_string_member (body, "reason", reason);

  return attest_act_context_append (&context, "review.recuse", body, NULL, error) &&
         confirm_submitted (&context, context.assessment->submitted, error);
}

gboolean
attest_review_withdraw (AttestLibrary *library,
                        const char *article,
                        const char *audience,
                        const char *actor,
                        const char *reason,
                        GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  JsonObject *body;

  if (!begin_act (&context, library, ATTEST_ACT_WITHDRAW, article, audience, actor, error))
    return FALSE;
  body = attest_act_context_new_body (&context, NULL);
  json_object_set_string_member (body, "reason", reason != NULL ? reason : "");

  return attest_act_context_append (&context, "review.withdraw", body, NULL, error) &&
         confirm_submitted (&context, NULL, error);
}

static gboolean
has_no (const AttestVerdict *verdict)
{
  return verdict->accurate == ATTEST_ANSWER_NO || verdict->safe == ATTEST_ANSWER_NO ||
         verdict->current == ATTEST_ANSWER_NO;
}

static const char *
get_answer (AttestAnswer answer)
{
  static const char *const answers[] = {
    [ATTEST_ANSWER_YES] = "yes",
    [ATTEST_ANSWER_NO] = "no",
    [ATTEST_ANSWER_NOT_MINE] = "not-mine",
  };

  return answers[answer];
}

/* Of a finding the place and the rule are kept, not the words about it, which are in the text and in the program. */
static JsonObject *
pick_finding (JsonObject *finding)
{
  JsonObject *picked = json_object_new ();

  json_object_set_string_member (picked, "rule", attest_body_get_text (finding, "rule", ""));
  json_object_set_string_member (picked, "severity", attest_body_get_text (finding, "severity", ""));
  json_object_set_string_member (picked, "pack", attest_body_get_text (finding, "pack", ""));
  json_object_set_string_member (picked, "version", attest_body_get_text (finding, "version", ""));
  json_object_set_int_member (picked, "start", attest_body_get_integer (finding, "start", 0));
  json_object_set_int_member (picked, "end", attest_body_get_integer (finding, "end", 0));
  if (attest_body_get_text (finding, "about", NULL) != NULL)
    json_object_set_string_member (picked, "about", attest_body_get_text (finding, "about", ""));

  return picked;
}

/* All of them: a policy that comes to hold before the approval may name what the one of now lets through. */
static JsonArray *
pick_findings (const char *findings, GError **error)
{
  g_autoptr (JsonArray) picked = json_array_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonArray *given;

  if (findings == NULL || findings[0] == '\0')
    return g_steal_pointer (&picked);
  node = attest_body_parse_json (findings);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      attest_review_reject (error, _ ("The findings of the checks are not a JSON array"));
      return NULL;
    }

  given = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonNode *element = json_array_get_element (given, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        json_array_add_object_element (picked, pick_finding (json_node_get_object (element)));
    }

  return g_steal_pointer (&picked);
}

/* What a verdict and a sign-off that is held to have in common. */
static JsonObject *
make_signed_body (const AttestActContext *self, const AttestVerdict *verdict, const char *findings, GError **error)
{
  g_autoptr (AttestRevision) revision = attest_revision_table_load (self->database, self->assessment->submitted, error);
  g_autoptr (JsonArray) picked = revision != NULL ? pick_findings (findings, error) : NULL;
  JsonObject *body;

  if (picked == NULL)
    return NULL;
  if (revision->signed_hash == NULL)
    {
      attest_review_refuse (error,
                            _ ("The submitted text of “%s” was redacted; a new revision has to be submitted first"),
                            self->article->title);
      return NULL;
    }

  body = attest_act_context_new_body (self, revision->id);
  json_object_set_string_member (body, "signed_hash", revision->signed_hash);
  json_object_set_string_member (body, "meaning", verdict->meaning != NULL ? verdict->meaning : "review");
  json_object_set_string_member (body, "reason", verdict->reason != NULL ? verdict->reason : "");
  json_object_set_array_member (body, "roles", attest_json_array_from_texts ((const char *const *) self->actor->roles));
  json_object_set_array_member (
      body, "specialties", attest_json_array_from_texts ((const char *const *) self->actor->specialties));
  json_object_set_string_member (
      body, "interests", verdict->interests != NULL ? verdict->interests : self->actor->interests);
  json_object_set_array_member (body, "findings", g_steal_pointer (&picked));

  return body;
}

static JsonObject *
make_verdict_body (const AttestActContext *self, const AttestVerdict *verdict, const char *findings, GError **error)
{
  JsonObject *body = make_signed_body (self, verdict, findings, error);

  if (body == NULL)
    return NULL;
  json_object_set_string_member (body, "accurate", get_answer (verdict->accurate));
  json_object_set_string_member (body, "safe", get_answer (verdict->safe));
  json_object_set_string_member (body, "current", get_answer (verdict->current));

  return body;
}

static gboolean
check_seen (const AttestActContext *self, const char *revision, GError **error)
{
  if (revision == NULL || g_strcmp0 (revision, self->assessment->submitted) == 0)
    return TRUE;

  return attest_review_refuse (
      error, _ ("Another revision of “%s” was submitted meanwhile; read it before you answer"), self->article->title);
}

static gboolean
check_declared (const AttestVerdict *verdict, GError **error)
{
  static const char *const meanings[] = { "review", "approval", "responsibility", "authorship", NULL };

  if (verdict->interests != NULL && strlen (verdict->interests) > ATTEST_PERSON_LONGEST_INTERESTS)
    return attest_review_reject (error, _ ("The declared interests are too long"));

  return verdict->meaning == NULL || g_strv_contains (meanings, verdict->meaning) ||
         attest_review_reject (
             error,
             _ ("“%s” is no meaning of a verdict; use review, approval, responsibility or authorship"),
             verdict->meaning);
}

gboolean
attest_review_give_verdict (AttestLibrary *library,
                            const char *article,
                            const char *audience,
                            const char *actor,
                            const AttestVerdict *verdict,
                            const char *revision,
                            const char *findings,
                            GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  JsonObject *body;

  if (!begin_act (&context, library, ATTEST_ACT_VERDICT, article, audience, actor, error) ||
      !check_seen (&context, revision, error))
    return FALSE;
  if (has_no (verdict) && is_empty (verdict->reason))
    return attest_review_reject (error, _ ("A no needs a reason, so that the author knows what to change"));
  if (!check_declared (verdict, error))
    return FALSE;
  body = make_verdict_body (&context, verdict, findings, error);

  return body != NULL && attest_act_context_append (&context, "review.verdict", body, NULL, error) &&
         confirm_submitted (&context, context.assessment->submitted, error);
}

/* One sentence says why not. */
static gboolean
check_reaffirmable (const AttestActContext *self, const AttestChangeSince *since, GError **error)
{
  const char *title = self->article->title;

  if (since == NULL || !since->signed_off || !g_str_equal (since->person, self->actor->id))
    return attest_review_refuse (
        error,
        _ ("The last verdict of %s on “%s” was no sign-off that could be held to; give a verdict"),
        self->actor->name,
        title);
  if (since->lapsed)
    return attest_review_refuse (error,
                                 _ ("“%s” was withdrawn since %s signed it off; read it anew and give a verdict"),
                                 title,
                                 self->actor->name);
  if (since->change == ATTEST_CHANGE_NONE)
    return attest_review_refuse (
        error, _ ("What %s signed off is the very text of “%s” that is in review"), self->actor->name, title);
  if (!attest_change_since_may_reaffirm (since, self->actor->id))
    return attest_review_refuse (
        error,
        _ ("The text of “%s” that %s signed off was redacted, so that nobody can tell what changed; give a verdict"),
        title,
        self->actor->name);

  return TRUE;
}

static JsonObject *
make_reaffirm_body (const AttestActContext *self,
                    const AttestChangeSince *since,
                    const AttestVerdict *verdict,
                    const char *findings,
                    GError **error)
{
  g_auto (GStrv) touched = attest_touched_dup_names (since->touched);
  AttestVerdict signed_off = *verdict;
  JsonObject *body;

  if (signed_off.meaning == NULL)
    signed_off.meaning = since->meaning;
  body = make_signed_body (self, &signed_off, findings, error);

  if (body == NULL)
    return NULL;
  json_object_set_string_member (body, "verdict", since->verdict);
  json_object_set_string_member (body, "change", attest_change_class_to_string (since->change));
  json_object_set_array_member (body, "touched", attest_json_array_from_texts ((const char *const *) touched));

  return body;
}

gboolean
attest_review_reaffirm (AttestLibrary *library,
                        const char *article,
                        const char *audience,
                        const char *actor,
                        const AttestVerdict *verdict,
                        const char *revision,
                        const char *findings,
                        GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestChangeSince) since = NULL;
  JsonObject *body;

  if (!begin_act (&context, library, ATTEST_ACT_VERDICT, article, audience, actor, error) ||
      !check_seen (&context, revision, error) || !check_declared (verdict, error) ||
      !attest_review_find_change_since (library, context.article->id, context.audience, actor, &since, error) ||
      !check_reaffirmable (&context, since, error))
    return FALSE;
  body = make_reaffirm_body (&context, since, verdict, findings, error);

  return body != NULL && attest_act_context_append (&context, "review.reaffirm", body, NULL, error) &&
         confirm_submitted (&context, context.assessment->submitted, error);
}
