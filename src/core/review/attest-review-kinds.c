/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-review-kinds.h"

#include <glib/gi18n-lib.h>

#include "record/attest-assignment-table.h"
#include "record/attest-body.h"
#include "record/attest-library.h"
#include "record/attest-review-act-table.h"
#include "record/attest-revision-table.h"
#include "review/attest-article-acts.h"
#include "review/attest-comment-kinds.h"
#include "review/attest-finding-kinds.h"
#include "review/attest-review-summary.h"

#define MEANINGS "review|approval|responsibility|authorship"
#define ANSWERS "yes|no|not-mine"
#define CHANGES "typography|words|safety"
#define TOUCHED "number|unit|drug|negation|citation|picture|language"

/* Longer than any reason that a person types. */
#define LONGEST_REASON 65536

/* ---- Bodies ---- */

static const AttestBodyField submit_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("revision", ATTEST_BODY_HASH),
  ATTEST_BODY_END,
};

static const AttestBodyField recuse_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("revision", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
  ATTEST_BODY_END,
};

static const AttestBodyField withdraw_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
  ATTEST_BODY_END,
};

static const AttestBodyField assign_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("reviewer", ATTEST_BODY_TEXT),
  ATTEST_BODY_OPTIONAL ("due", ATTEST_BODY_TEXT),
  ATTEST_BODY_END,
};

static const AttestBodyField unassign_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("reviewer", ATTEST_BODY_TEXT),
  ATTEST_BODY_END,
};

static const AttestBodyField verdict_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("revision", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("signed_hash", ATTEST_BODY_HASH),
  ATTEST_BODY_CHOICE ("accurate", ATTEST_BODY_TEXT, ANSWERS),
  ATTEST_BODY_CHOICE ("safe", ATTEST_BODY_TEXT, ANSWERS),
  ATTEST_BODY_CHOICE ("current", ATTEST_BODY_TEXT, ANSWERS),
  ATTEST_BODY_CHOICE ("meaning", ATTEST_BODY_TEXT, MEANINGS),
  ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("roles", ATTEST_BODY_TEXTS),
  ATTEST_BODY_REQUIRED ("findings", ATTEST_BODY_OBJECTS),
  ATTEST_BODY_OPTIONAL ("specialties", ATTEST_BODY_TEXTS),
  ATTEST_BODY_OPTIONAL ("interests", ATTEST_BODY_TEXT),
  ATTEST_BODY_END,
};

static const AttestBodyField reaffirm_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("revision", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("signed_hash", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("verdict", ATTEST_BODY_HASH),
  ATTEST_BODY_CHOICE ("change", ATTEST_BODY_TEXT, CHANGES),
  ATTEST_BODY_CHOICE ("touched", ATTEST_BODY_TEXTS, TOUCHED),
  ATTEST_BODY_CHOICE ("meaning", ATTEST_BODY_TEXT, MEANINGS),
  ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("roles", ATTEST_BODY_TEXTS),
  ATTEST_BODY_REQUIRED ("findings", ATTEST_BODY_OBJECTS),
  ATTEST_BODY_OPTIONAL ("specialties", ATTEST_BODY_TEXTS),
  ATTEST_BODY_OPTIONAL ("interests", ATTEST_BODY_TEXT),
  ATTEST_BODY_END,
};

static const AttestBodyField finding_fields[] = {
  ATTEST_BODY_REQUIRED ("rule", ATTEST_BODY_TEXT),     ATTEST_BODY_REQUIRED ("severity", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("pack", ATTEST_BODY_TEXT),     ATTEST_BODY_REQUIRED ("version", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("start", ATTEST_BODY_INTEGER), ATTEST_BODY_REQUIRED ("end", ATTEST_BODY_INTEGER),
  ATTEST_BODY_OPTIONAL ("about", ATTEST_BODY_TEXT),    ATTEST_BODY_END,
};

static gboolean
refuse_body (const char *why, GError **error)
{
  g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY, why);

  return FALSE;
}

static gboolean
check_reason (JsonObject *body, gboolean needed, GError **error)
{
  const char *reason = attest_body_get_text (body, "reason", "");
  g_autofree char *words = g_strstrip (g_strdup (reason));

  if (needed && words[0] == '\0')
    return refuse_body (_ ("A reason is missing"), error);
  if (strlen (reason) > LONGEST_REASON)
    return refuse_body (_ ("The reason is too long"), error);

  return TRUE;
}

static gboolean
check_audience (JsonObject *body, GError **error)
{
  return attest_body_get_text (body, "audience", "")[0] != '\0' || refuse_body (_ ("The audience is missing"), error);
}

static gboolean
validate_submit (JsonObject *body, GError **error)
{
  return attest_body_check (body, submit_fields, error) && check_audience (body, error);
}

static gboolean
validate_recuse (JsonObject *body, GError **error)
{
  return attest_body_check (body, recuse_fields, error) && check_audience (body, error) &&
         check_reason (body, TRUE, error);
}

static gboolean
validate_withdraw (JsonObject *body, GError **error)
{
  return attest_body_check (body, withdraw_fields, error) && check_audience (body, error) &&
         check_reason (body, FALSE, error);
}

static gboolean
check_reviewer (JsonObject *body, GError **error)
{
  return attest_body_get_text (body, "reviewer", "")[0] != '\0' || refuse_body (_ ("The reviewer is missing"), error);
}

static gboolean
validate_assign (JsonObject *body, GError **error)
{
  const char *due = attest_body_get_text (body, "due", NULL);

  return attest_body_check (body, assign_fields, error) && check_audience (body, error) &&
         check_reviewer (body, error) &&
         (due == NULL || attest_review_is_day (due) ||
          refuse_body (_ ("A day is written as in 2026-03-01: year, month, day"), error));
}

static gboolean
validate_unassign (JsonObject *body, GError **error)
{
  return attest_body_check (body, unassign_fields, error) && check_audience (body, error) &&
         check_reviewer (body, error);
}

static gboolean
check_finding (JsonObject *finding, GError **error)
{
  gint64 start;
  gint64 end;

  if (!attest_body_check (finding, finding_fields, error))
    return FALSE;
  start = attest_body_get_integer (finding, "start", -1);
  end = attest_body_get_integer (finding, "end", -1);

  return (start >= 0 && start <= end) || refuse_body (_ ("A finding has no place in the text"), error);
}

static gboolean
check_findings (JsonObject *body, GError **error)
{
  JsonArray *findings = json_object_get_array_member (body, "findings");

  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      if (!check_finding (json_array_get_object_element (findings, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
validate_verdict (JsonObject *body, GError **error)
{
  gboolean has_no;

  if (!attest_body_check (body, verdict_fields, error) || !check_audience (body, error) ||
      !check_findings (body, error))
    return FALSE;
  has_no = g_str_equal (attest_body_get_text (body, "accurate", ""), "no") ||
           g_str_equal (attest_body_get_text (body, "safe", ""), "no") ||
           g_str_equal (attest_body_get_text (body, "current", ""), "no");

  return check_reason (body, has_no, error);
}

static gboolean
validate_reaffirm (JsonObject *body, GError **error)
{
  return attest_body_check (body, reaffirm_fields, error) && check_audience (body, error) &&
         check_findings (body, error) && check_reason (body, FALSE, error);
}

/* ---- Folding ---- */

/*
 * What an event is judged against: the revision it speaks of (NULL where it names none that fits) and the acts before it. Nothing of the board's
 * stream is looked at, so every order of merging gives the same rows.
 */
typedef struct
{
  AttestDatabase *database;
  const AttestEvent *event;
  const char *audience;
  AttestRevision *revision;
  GPtrArray *acts;
} Judgement;

static void
clear_judgement (Judgement *self)
{
  g_clear_pointer (&self->revision, attest_revision_free);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judgement, clear_judgement)

static gboolean
load_revision (AttestDatabase *database, const char *id, AttestRevision **revision, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *revision = attest_revision_table_load (database, id, &local_error);
  if (*revision == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
load_judgement (Judgement *self, AttestDatabase *database, const AttestEvent *event, GError **error)
{
  const char *revision = attest_body_get_text (event->body, "revision", NULL);

  self->database = database;
  self->event = event;
  self->audience = attest_body_get_text (event->body, "audience", "");
  if (revision != NULL && !load_revision (database, revision, &self->revision, error))
    return FALSE;
  if (self->revision != NULL && (g_strcmp0 (self->revision->article, event->stream) != 0 ||
                                 g_strcmp0 (self->revision->audience, self->audience) != 0))
    g_clear_pointer (&self->revision, attest_revision_free);
  self->acts = attest_review_act_table_list (database, event->stream, self->audience, error);

  return self->acts != NULL;
}

/* @answer: (nullable): to all three questions, where the body has none of its own */
static gboolean
insert_answered_act (const Judgement *self, const char *kind, const char *answer, GError **error)
{
  JsonObject *body = self->event->body;
  g_auto (GStrv) roles = attest_body_dup_texts (body, "roles");
  g_auto (GStrv) specialties = attest_body_dup_texts (body, "specialties");
  g_autofree char *findings =
      json_object_has_member (body, "findings") ? attest_body_dup_json (body, "findings") : NULL;
  AttestReviewAct act = {
    .audience = (char *) self->audience,
    .kind = (char *) kind,
    .revision = (char *) attest_body_get_text (body, "revision", NULL),
    .signed_hash = (char *) attest_body_get_text (body, "signed_hash", NULL),
    .accurate = (char *) attest_body_get_text (body, "accurate", answer),
    .safe = (char *) attest_body_get_text (body, "safe", answer),
    .current = (char *) attest_body_get_text (body, "current", answer),
    .meaning = (char *) attest_body_get_text (body, "meaning", NULL),
    .reason = (char *) attest_body_get_text (body, "reason", NULL),
    .roles = roles,
    .specialties = specialties,
    .interests = (char *) attest_body_get_text (body, "interests", NULL),
    .findings = findings,
  };

  return attest_review_act_table_insert (self->database, self->event, &act, error);
}

static gboolean
insert_act (const Judgement *self, const char *kind, GError **error)
{
  return insert_answered_act (self, kind, NULL, error);
}

static gboolean
is_same_text (const AttestRevision *one, const AttestRevision *other)
{
  return g_str_equal (one->id, other->id) ||
         (one->signed_hash != NULL && g_strcmp0 (one->signed_hash, other->signed_hash) == 0);
}

/* @newest: the highest number submitted since the last withdrawal, 0 for none; @seen: whether the text of the event's revision was ever submitted. */
static gboolean
look_at_submissions (const Judgement *self, guint *newest, gboolean *seen, GError **error)
{
  *newest = 0;
  *seen = FALSE;
  for (guint i = 0; i < self->acts->len; i++)
    {
      const AttestReviewAct *act = self->acts->pdata[i];
      g_autoptr (AttestRevision) submitted = NULL;

      if (g_strcmp0 (act->kind, "withdraw") == 0)
        *newest = 0;
      if (g_strcmp0 (act->kind, "submit") != 0 || act->revision == NULL)
        continue;
      if (!load_revision (self->database, act->revision, &submitted, error))
        return FALSE;
      if (submitted == NULL)
        continue;
      *newest = MAX (*newest, submitted->number);
      *seen = *seen || (self->revision != NULL && is_same_text (submitted, self->revision));
    }

  return TRUE;
}

static void
tell_no_effect (char **no_effect, const char *why)
{
  if (*no_effect == NULL)
    *no_effect = g_strdup (why);
}

static gboolean
project_submit (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_auto (Judgement) self = { 0 };
  guint newest;
  gboolean seen;

  if (!load_judgement (&self, database, event, error) || !look_at_submissions (&self, &newest, &seen, error))
    return FALSE;
  if (self.revision == NULL)
    {
      tell_no_effect (no_effect, N_ ("The revision is not one of this text"));
      return TRUE;
    }

  /* It is kept all the same: who had it before them answered it, and a no holds wherever the same bytes are submitted. */
  if (self.revision->number <= newest)
    tell_no_effect (no_effect, N_ ("This revision or a newer one was submitted already"));

  return insert_act (&self, "submit", error);
}

static gboolean
project_withdraw (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_auto (Judgement) self = { 0 };
  guint newest;
  gboolean seen;

  if (!load_judgement (&self, database, event, error) || !look_at_submissions (&self, &newest, &seen, error))
    return FALSE;
  if (newest == 0)
    tell_no_effect (no_effect, N_ ("Nothing was submitted"));

  return *no_effect != NULL || insert_act (&self, "withdraw", error);
}

/* What start, recusal and verdict have in common: the revision was submitted, and is not the actor's own. */
static gboolean
judge_reviewer (const Judgement *self, char **no_effect, GError **error)
{
  guint newest;
  gboolean seen;

  if (!look_at_submissions (self, &newest, &seen, error))
    return FALSE;
  if (self->revision == NULL)
    tell_no_effect (no_effect, N_ ("The revision is not one of this text"));
  else if (!seen)
    tell_no_effect (no_effect, N_ ("The revision had not been submitted"));

  return TRUE;
}

static gboolean
project_start (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_auto (Judgement) self = { 0 };

  if (!load_judgement (&self, database, event, error) || !judge_reviewer (&self, no_effect, error))
    return FALSE;
  if (*no_effect == NULL && g_strcmp0 (self.revision->author, event->actor) == 0)
    tell_no_effect (no_effect, N_ ("Nobody reviews their own text"));

  return *no_effect != NULL || insert_act (&self, "start", error);
}

static gboolean
project_recuse (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_auto (Judgement) self = { 0 };

  if (!load_judgement (&self, database, event, error) || !judge_reviewer (&self, no_effect, error))
    return FALSE;

  return *no_effect != NULL || insert_act (&self, "recuse", error);
}

static gboolean
is_recused (const Judgement *self, gboolean *recused, GError **error)
{
  *recused = FALSE;
  for (guint i = 0; !*recused && i < self->acts->len; i++)
    {
      const AttestReviewAct *act = self->acts->pdata[i];
      g_autoptr (AttestRevision) revision = NULL;

      if (g_strcmp0 (act->kind, "recuse") != 0 || g_strcmp0 (act->actor, self->event->actor) != 0 ||
          act->revision == NULL)
        continue;
      if (!load_revision (self->database, act->revision, &revision, error))
        return FALSE;
      *recused = revision != NULL && is_same_text (revision, self->revision);
    }

  return TRUE;
}

/* What a verdict and a sign-off that is held to have in common. @kept: (out): whether it is kept; it may be so without an effect */
static gboolean
judge_verdict (const Judgement *self, gboolean *kept, char **no_effect, GError **error)
{
  g_auto (GStrv) roles = attest_body_dup_texts (self->event->body, "roles");
  gboolean recused = FALSE;

  if (!judge_reviewer (self, no_effect, error) || (*no_effect == NULL && !is_recused (self, &recused, error)))
    return FALSE;
  if (*no_effect == NULL && self->revision->signed_hash != NULL &&
      g_strcmp0 (self->revision->signed_hash, attest_body_get_text (self->event->body, "signed_hash", "")) != 0)
    tell_no_effect (no_effect, N_ ("The verdict is of another text than this revision’s"));
  if (recused)
    tell_no_effect (no_effect, N_ ("The reviewer was recused from this text"));
  *kept = *no_effect == NULL;
  if (!*kept)
    return TRUE;

  /* These two are kept all the same: the assessment leaves them out and tells why a sign-off is still missing. */
  if (g_strcmp0 (self->revision->author, self->event->actor) == 0)
    tell_no_effect (no_effect, N_ ("A verdict on one’s own text does not count"));
  else if (!g_strv_contains ((const char *const *) roles, "reviewer"))
    tell_no_effect (no_effect, N_ ("Whoever gave this verdict was not a reviewer"));

  return TRUE;
}

static gboolean
project_verdict (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_auto (Judgement) self = { 0 };
  gboolean kept;

  if (!load_judgement (&self, database, event, error) || !judge_verdict (&self, &kept, no_effect, error))
    return FALSE;

  return !kept || insert_act (&self, "verdict", error);
}

static gboolean
is_sign_off (const AttestReviewAct *act)
{
  return g_strcmp0 (act->accurate, "yes") == 0 && g_strcmp0 (act->safe, "yes") == 0 &&
         g_strcmp0 (act->current, "yes") == 0;
}

/* Only the last word of the same person can be held to, while the text has not been withdrawn. */
static void
judge_what_is_held_to (const Judgement *self, char **no_effect)
{
  const char *verdict = attest_body_get_text (self->event->body, "verdict", "");
  const AttestReviewAct *last = NULL;
  gboolean withdrawn = FALSE;

  for (guint i = 0; i < self->acts->len; i++)
    {
      const AttestReviewAct *act = self->acts->pdata[i];

      if (g_strcmp0 (act->kind, "withdraw") == 0)
        withdrawn = TRUE;
      if (g_strcmp0 (act->kind, "verdict") != 0 || g_strcmp0 (act->actor, self->event->actor) != 0)
        continue;
      last = act;
      withdrawn = FALSE;
    }
  if (last == NULL || g_strcmp0 (last->event, verdict) != 0)
    tell_no_effect (no_effect, N_ ("It holds to a verdict that is not the last one of this reviewer"));
  else if (!is_sign_off (last))
    tell_no_effect (no_effect, N_ ("The verdict that it holds to was no sign-off"));
  else if (withdrawn)
    tell_no_effect (no_effect, N_ ("The text was withdrawn since the sign-off that it holds to"));
}

static gboolean
project_reaffirm (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_auto (Judgement) self = { 0 };
  gboolean kept;

  if (!load_judgement (&self, database, event, error))
    return FALSE;
  judge_what_is_held_to (&self, no_effect);
  if (*no_effect != NULL)
    return TRUE;
  if (!judge_verdict (&self, &kept, no_effect, error))
    return FALSE;

  return !kept || insert_answered_act (&self, "verdict", "yes", error);
}

/* ---- Asking somebody ---- */

/* Who a reviewer is, and whether they may review, is the board's to know; here only that there is such a text. */
static gboolean
check_text_is_there (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AttestRevision) newest = attest_revision_table_find (
      database, event->stream, attest_body_get_text (event->body, "audience", ""), 0, &local_error);

  if (newest == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (newest == NULL)
    tell_no_effect (no_effect, N_ ("The article had no text for this audience"));

  return TRUE;
}

static gboolean
project_assign (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  JsonObject *body = event->body;

  return check_text_is_there (database, event, no_effect, error) &&
         (*no_effect != NULL || attest_assignment_table_set (database,
                                                             event,
                                                             attest_body_get_text (body, "audience", ""),
                                                             attest_body_get_text (body, "reviewer", ""),
                                                             attest_body_get_text (body, "due", NULL),
                                                             error));
}

static gboolean
project_unassign (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  gboolean cleared;

  if (!attest_assignment_table_clear (database,
                                      event,
                                      attest_body_get_text (event->body, "audience", ""),
                                      attest_body_get_text (event->body, "reviewer", ""),
                                      &cleared,
                                      error))
    return FALSE;
  if (!cleared)
    tell_no_effect (no_effect, N_ ("The reviewer had not been asked"));

  return TRUE;
}

static const AttestEventKind kinds[] = {
  { "review.submit", 1, FALSE, validate_submit, project_submit, ATTEST_EVENT_LEAVES_SEARCH },
  { "review.start", 1, FALSE, validate_submit, project_start, ATTEST_EVENT_LEAVES_SEARCH },
  { "review.recuse", 1, FALSE, validate_recuse, project_recuse, ATTEST_EVENT_LEAVES_SEARCH },
  { "review.withdraw", 1, FALSE, validate_withdraw, project_withdraw, ATTEST_EVENT_LEAVES_SEARCH },
  { "review.verdict", 2, FALSE, validate_verdict, project_verdict, ATTEST_EVENT_LEAVES_SEARCH },
  { "review.reaffirm", 2, FALSE, validate_reaffirm, project_reaffirm, ATTEST_EVENT_LEAVES_SEARCH },
  { "review.assign", 1, FALSE, validate_assign, project_assign, ATTEST_EVENT_LEAVES_SEARCH },
  { "review.unassign", 1, FALSE, validate_unassign, project_unassign, ATTEST_EVENT_LEAVES_SEARCH },
};

void
attest_review_register (AttestRegistry *registry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    attest_registry_add (registry, &kinds[i]);
  attest_comment_kinds_register (registry);
  attest_finding_kinds_register (registry);
  attest_registry_set_summary (registry, attest_review_summarize);
}
