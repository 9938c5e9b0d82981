/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-waiver.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-finding-act-table.h"
#include "record/attest-revision-table.h"
#include "review/attest-act-context.h"
#include "review/attest-finding-kinds.h"

/* Acts on findings: waiving one, and taking a waiver back. */

static gboolean
check_reason (const char *reason, gboolean needed, GError **error)
{
  g_autofree char *words = g_strstrip (g_strdup (reason != NULL ? reason : ""));

  if (needed && words[0] == '\0')
    return attest_review_reject (error, _ ("A waiver needs a reason, so that others can tell why it is no fault"));
  if (strlen (words) > ATTEST_FINDING_LONGEST_REASON)
    return attest_review_reject (error, _ ("The reason is too long"));
  if (!g_utf8_validate (words, -1, NULL))
    return attest_review_reject (error, _ ("The reason is not valid UTF-8"));

  return TRUE;
}

/* A revision of this variant. */
static AttestRevision *
load_revision (const AttestActContext *self, const char *id, GError **error)
{
  g_autoptr (AttestRevision) revision =
      attest_revision_table_load (self->database, id != NULL ? id : self->variant->newest, error);

  if (revision == NULL)
    return NULL;
  if (g_strcmp0 (revision->article, self->article->id) != 0 || g_strcmp0 (revision->audience, self->audience) != 0)
    {
      attest_review_reject (
          error, _ ("The revision is not one of “%s” for “%s”"), self->article->title, self->audience);
      return NULL;
    }
  if (attest_act_context_is_author (self, revision->id))
    {
      attest_review_refuse (error,
                            _ ("%s wrote part of this text, and an author fixes what the checks find; a reviewer "
                               "or an editor who did not write it can waive it"),
                            self->actor->name);
      return NULL;
    }

  return g_steal_pointer (&revision);
}

static AttestAnchor *
make_words (GBytes *text, const AttestFindingPlace *finding, GError **error)
{
  AttestAnchor *words = NULL;

  if (finding->start < finding->end)
    words = attest_anchor_new (text, finding->start, finding->end);
  else if (finding->start == finding->end && finding->about != NULL && finding->about[0] != '\0')
    words = attest_anchor_new_from_parts (finding->start, finding->end, finding->about, "", "");
  if (words == NULL)
    attest_review_reject (error, _ ("The finding has no place in this text; look at what the checks find in it now"));

  return words;
}

static gboolean
check_open (const AttestActContext *self,
            const AttestRevision *revision,
            const AttestFindingPlace *finding,
            GError **error)
{
  g_autoptr (AttestWaiverPlaces) places = attest_waiver_places_load (self->database, revision->id, error);

  if (places == NULL)
    return FALSE;

  return attest_waiver_places_find (places, finding->rule, finding->start, finding->end, finding->about) == NULL ||
         attest_review_refuse (error, _ ("This finding is waived already"));
}

static void
set_roles (const AttestActContext *self, JsonObject *body)
{
  json_object_set_array_member (body, "roles", attest_json_array_from_texts ((const char *const *) self->actor->roles));
}

static JsonObject *
make_waiver_body (const AttestActContext *self,
                  const AttestRevision *revision,
                  const AttestFindingPlace *finding,
                  const AttestAnchor *words,
                  const char *reason)
{
  JsonObject *body = attest_act_context_new_body (self, revision->id);

  json_object_set_string_member (body, "rule", finding->rule);
  json_object_set_string_member (body, "pack", finding->pack != NULL ? finding->pack : "");
  json_object_set_int_member (body, "start", (gint64) words->start);
  json_object_set_int_member (body, "end", (gint64) words->end);
  json_object_set_string_member (body, "exact", words->exact);
  json_object_set_string_member (body, "prefix", words->prefix);
  json_object_set_string_member (body, "suffix", words->suffix);
  json_object_set_string_member (body, "reason", reason);
  set_roles (self, body);

  return body;
}

/* What had no effect, because the text changed in the same moment, is in no list. */
static gboolean
confirm_act (const AttestActContext *self, const char *event, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AttestFindingAct) act =
      attest_finding_act_table_find (self->database, self->article->id, event, &local_error);

  if (act == NULL && g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    return attest_review_refuse (
        error, _ ("What you did was recorded, but the text changed in the same moment; look at the finding again"));
  if (act == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return act != NULL;
}

char *
attest_review_waive_finding (AttestLibrary *library,
                             const char *article,
                             const char *audience,
                             const char *actor,
                             const char *revision,
                             const AttestFindingPlace *finding,
                             const char *reason,
                             GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestRevision) found = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (AttestAnchor) words = NULL;
  g_autofree char *id = NULL;

  if (!attest_act_context_load (&context, library, article, audience, actor, error) ||
      !attest_act_context_may (&context, ATTEST_ACT_WAIVE, error) || !check_reason (reason, TRUE, error))
    return NULL;
  found = load_revision (&context, revision, error);
  text = found != NULL ? attest_library_load_content (library, found->text, error) : NULL;
  words = text != NULL ? make_words (text, finding, error) : NULL;
  if (words == NULL || !check_open (&context, found, finding, error) ||
      !attest_act_context_append (
          &context, "finding.waive", make_waiver_body (&context, found, finding, words, reason), &id, error) ||
      !confirm_act (&context, id, error))
    return NULL;

  return g_steal_pointer (&id);
}

/* Whoever waived may always think better of it; others may where they could waive. */
static gboolean
check_restoration (const AttestActContext *self, const AttestFindingAct *waiver, GError **error)
{
  if (!g_str_equal (waiver->act, "waive"))
    return attest_review_refuse (error, _ ("The waiver was taken back already"));
  if (g_strcmp0 (waiver->actor, self->actor->id) == 0)
    return attest_act_context_may (self, ATTEST_ACT_COMMENT, error);

  return attest_act_context_may (self, ATTEST_ACT_WAIVE, error);
}

gboolean
attest_review_take_waiver_back (AttestLibrary *library,
                                const char *article,
                                const char *actor,
                                const char *waiver,
                                const char *reason,
                                GError **error)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, error);
  g_autoptr (AttestFindingAct) act =
      found != NULL ? attest_finding_act_table_find (attest_library_get_database (library), found->id, waiver, error)
                    : NULL;
  g_auto (AttestActContext) context = { 0 };
  g_autofree char *id = NULL;
  JsonObject *body;

  if (act == NULL || !attest_act_context_load (&context, library, act->article, act->audience, actor, error) ||
      !check_restoration (&context, act, error) || !check_reason (reason, FALSE, error))
    return FALSE;
  body = attest_act_context_new_body (&context, NULL);
  json_object_set_string_member (body, "waiver", act->event);
  if (reason != NULL && reason[0] != '\0')
    json_object_set_string_member (body, "reason", reason);
  set_roles (&context, body);

  return attest_act_context_append (&context, "finding.restore", body, &id, error) && confirm_act (&context, id, error);
}
