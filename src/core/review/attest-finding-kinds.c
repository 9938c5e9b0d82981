/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-finding-kinds.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-event-table.h"
#include "record/attest-finding-act-table.h"
#include "record/attest-library.h"
#include "record/attest-review-act-table.h"
#include "record/attest-revision-table.h"
#include "text/attest-surroundings.h"

/* Longer than any text that is taken in. */
#define LONGEST_WORDS (10 * 1024 * 1024)

/* Of a rule's name and of a rule pack: far longer than any that a check has. */
#define LONGEST_NAME 200

/* ---- Bodies ---- */

static const AttestBodyField waive_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT), ATTEST_BODY_REQUIRED ("revision", ATTEST_BODY_HASH),
  ATTEST_BODY_REQUIRED ("rule", ATTEST_BODY_TEXT),     ATTEST_BODY_REQUIRED ("pack", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("start", ATTEST_BODY_INTEGER), ATTEST_BODY_REQUIRED ("end", ATTEST_BODY_INTEGER),
  ATTEST_BODY_REQUIRED ("exact", ATTEST_BODY_TEXT),    ATTEST_BODY_REQUIRED ("prefix", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("suffix", ATTEST_BODY_TEXT),   ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("roles", ATTEST_BODY_TEXTS),   ATTEST_BODY_END,
};

static const AttestBodyField restore_fields[] = {
  ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("waiver", ATTEST_BODY_HASH),
  ATTEST_BODY_OPTIONAL ("reason", ATTEST_BODY_TEXT),
  ATTEST_BODY_REQUIRED ("roles", ATTEST_BODY_TEXTS),
  ATTEST_BODY_END,
};

static gboolean
refuse_body (const char *why, GError **error)
{
  g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY, why);

  return FALSE;
}

static gboolean
check_audience (JsonObject *body, GError **error)
{
  return attest_body_get_text (body, "audience", "")[0] != '\0' || refuse_body (_ ("The audience is missing"), error);
}

static gboolean
check_reason (JsonObject *body, gboolean needed, GError **error)
{
  g_autofree char *words = g_strstrip (g_strdup (attest_body_get_text (body, "reason", "")));

  if (needed && words[0] == '\0')
    return refuse_body (_ ("A reason is missing"), error);

  return strlen (attest_body_get_text (body, "reason", "")) <= ATTEST_FINDING_LONGEST_REASON ||
         refuse_body (_ ("The reason is too long"), error);
}

static gboolean
check_rule (JsonObject *body, GError **error)
{
  const char *rule = attest_body_get_text (body, "rule", "");

  return (rule[0] != '\0' && strlen (rule) <= LONGEST_NAME &&
          strlen (attest_body_get_text (body, "pack", "")) <= LONGEST_NAME) ||
         refuse_body (_ ("A finding has no rule"), error);
}

/* A finding about no words of the text has no place: what it is about is told all the same, and nothing stands around it. */
static gboolean
check_words (JsonObject *body, GError **error)
{
  gint64 start = attest_body_get_integer (body, "start", -1);
  gint64 end = attest_body_get_integer (body, "end", -1);
  const char *exact = attest_body_get_text (body, "exact", "");
  glong prefix = g_utf8_strlen (attest_body_get_text (body, "prefix", ""), -1);
  glong suffix = g_utf8_strlen (attest_body_get_text (body, "suffix", ""), -1);

  if (start < 0 || end < start || end - start > LONGEST_WORDS)
    return refuse_body (_ ("A finding has no place in the text"), error);
  if (exact[0] == '\0' || (end > start && (gsize) (end - start) != strlen (exact)))
    return refuse_body (_ ("A finding’s words are not as long as their place in the text"), error);
  if (prefix > ATTEST_SURROUNDINGS_CHARACTERS || suffix > ATTEST_SURROUNDINGS_CHARACTERS ||
      (end == start && (prefix > 0 || suffix > 0 || strlen (exact) > LONGEST_NAME)))
    return refuse_body (_ ("A finding’s surroundings are too long"), error);

  return TRUE;
}

static gboolean
validate_waive (JsonObject *body, GError **error)
{
  return attest_body_check (body, waive_fields, error) && check_audience (body, error) && check_rule (body, error) &&
         check_words (body, error) && check_reason (body, TRUE, error);
}

static gboolean
validate_restore (JsonObject *body, GError **error)
{
  return attest_body_check (body, restore_fields, error) && check_audience (body, error) &&
         check_reason (body, FALSE, error);
}

/* ---- Folding ---- */

/* Not there is no failure: *@revision is then NULL, and so is one of another text. */
static gboolean
load_revision (AttestDatabase *database,
               const AttestEvent *event,
               const char *audience,
               const char *id,
               AttestRevision **revision,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *revision = id != NULL ? attest_revision_table_load (database, id, &local_error)
                         : attest_revision_table_find (database, event->stream, audience, 0, &local_error);
  if (*revision == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (*revision != NULL &&
      (g_strcmp0 ((*revision)->article, event->stream) != 0 || g_strcmp0 ((*revision)->audience, audience) != 0))
    g_clear_pointer (revision, attest_revision_free);

  return TRUE;
}

/* One whose words an editor blanked is still one: of which text nobody can tell, so it counts for each. */
static gboolean
has_blank_recusal (AttestDatabase *database, const AttestEvent *event, gboolean *has, GError **error)
{
  g_autoptr (GPtrArray) blank = attest_event_table_list_blank (database, event->stream, error);

  for (guint i = 0; blank != NULL && i < blank->len; i++)
    {
      const AttestEvent *other = blank->pdata[i];

      *has = *has || (g_str_equal (other->kind, "review.recuse") && g_strcmp0 (other->actor, event->actor) == 0 &&
                      attest_event_compare (other, event) < 0);
    }

  return blank != NULL;
}

static gboolean
is_recused (AttestDatabase *database,
            const AttestEvent *event,
            const AttestRevision *text,
            gboolean *is,
            GError **error)
{
  g_autoptr (GPtrArray) acts = attest_review_act_table_list_brief (database, text->article, text->audience, error);

  *is = FALSE;
  for (guint i = 0; acts != NULL && !*is && i < acts->len; i++)
    {
      const AttestReviewAct *act = acts->pdata[i];
      g_autoptr (AttestRevision) revision = NULL;

      if (g_strcmp0 (act->kind, "recuse") != 0 || g_strcmp0 (act->actor, event->actor) != 0 || act->revision == NULL)
        continue;
      if (!load_revision (database, event, text->audience, act->revision, &revision, error))
        return FALSE;
      *is = revision != NULL &&
            (g_str_equal (revision->id, text->id) ||
             (revision->signed_hash != NULL && g_strcmp0 (revision->signed_hash, text->signed_hash) == 0));
    }

  return acts != NULL && has_blank_recusal (database, event, is, error);
}

/*
 * Who may: here what hangs on the article's own events alone. Of the authors these are who saved the text itself and who saved the newest one so
 * far; attest_waivers_load() leaves out those of all others.
 */
static gboolean
judge_actor (AttestDatabase *database,
             const AttestEvent *event,
             const AttestRevision *text,
             char **no_effect,
             GError **error)
{
  g_auto (GStrv) roles = attest_body_dup_texts (event->body, "roles");
  const char *const *held = (const char *const *) roles;
  g_autoptr (AttestRevision) newest = NULL;
  gboolean recused;

  if (!load_revision (database, event, text->audience, NULL, &newest, error) ||
      !is_recused (database, event, text, &recused, error))
    return FALSE;
  if (g_strcmp0 (text->author, event->actor) == 0 || (newest != NULL && g_strcmp0 (newest->author, event->actor) == 0))
    *no_effect = g_strdup (N_ ("The text’s author cannot decide what the checks found in it"));
  else if (!g_strv_contains (held, "reviewer") && !g_strv_contains (held, "editor"))
    *no_effect = g_strdup (N_ ("Findings are decided by reviewers and editors"));
  else if (recused)
    *no_effect = g_strdup (N_ ("The reviewer was recused from this text"));

  return TRUE;
}

static gboolean
project_waive (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  JsonObject *body = event->body;
  const AttestFindingAct act = {
    .audience = (char *) attest_body_get_text (body, "audience", ""),
    .act = (char *) "waive",
    .revision = (char *) attest_body_get_text (body, "revision", ""),
    .rule = (char *) attest_body_get_text (body, "rule", ""),
    .pack = (char *) attest_body_get_text (body, "pack", ""),
    .start = attest_body_get_integer (body, "start", 0),
    .end = attest_body_get_integer (body, "end", 0),
    .exact = (char *) attest_body_get_text (body, "exact", ""),
    .prefix = (char *) attest_body_get_text (body, "prefix", ""),
    .suffix = (char *) attest_body_get_text (body, "suffix", ""),
    .reason = (char *) attest_body_get_text (body, "reason", ""),
  };
  g_autoptr (AttestRevision) text = NULL;

  if (!load_revision (database, event, act.audience, act.revision, &text, error))
    return FALSE;
  if (text == NULL)
    *no_effect = g_strdup (N_ ("The revision is not one of this text"));
  else if (!judge_actor (database, event, text, no_effect, error))
    return FALSE;

  return *no_effect != NULL || attest_finding_act_table_insert (database, event, &act, error);
}

/* Not there is no failure: *@waiver is then NULL. */
static gboolean
load_waiver (AttestDatabase *database, const AttestEvent *event, AttestFindingAct **waiver, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *waiver = attest_finding_act_table_find (
      database, event->stream, attest_body_get_text (event->body, "waiver", ""), &local_error);
  if (*waiver == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (*waiver != NULL && (g_strcmp0 ((*waiver)->audience, attest_body_get_text (event->body, "audience", "")) != 0 ||
                          g_str_equal ((*waiver)->act, "restore")))
    g_clear_pointer (waiver, attest_finding_act_free);

  return TRUE;
}

/* Whoever waived may always think better of it; others may where they could have waived. */
static gboolean
judge_restoration (AttestDatabase *database,
                   const AttestEvent *event,
                   const AttestFindingAct *waiver,
                   char **no_effect,
                   GError **error)
{
  g_autoptr (AttestRevision) text = NULL;

  if (g_strcmp0 (waiver->actor, event->actor) == 0)
    return TRUE;
  if (!load_revision (database, event, waiver->audience, waiver->revision, &text, error))
    return FALSE;

  return text == NULL || judge_actor (database, event, text, no_effect, error);
}

static gboolean
project_restore (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  g_autoptr (AttestFindingAct) waiver = NULL;

  if (!load_waiver (database, event, &waiver, error))
    return FALSE;
  if (waiver == NULL)
    *no_effect = g_strdup (N_ ("The waiver is not there"));
  else if (!g_str_equal (waiver->act, "waive"))
    *no_effect = g_strdup (N_ ("The waiver was taken back already"));
  else if (!judge_restoration (database, event, waiver, no_effect, error))
    return FALSE;

  return *no_effect != NULL || attest_finding_act_table_take_back (
                                   database, event, waiver, attest_body_get_text (event->body, "reason", ""), error);
}

static const AttestEventKind kinds[] = {
  { "finding.waive", 1, FALSE, validate_waive, project_waive, ATTEST_EVENT_LEAVES_SEARCH },
  { "finding.restore", 1, FALSE, validate_restore, project_restore, ATTEST_EVENT_LEAVES_SEARCH },
};

void
attest_finding_kinds_register (AttestRegistry *registry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    attest_registry_add (registry, &kinds[i]);
}
