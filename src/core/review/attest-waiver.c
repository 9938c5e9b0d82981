/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-waiver.h"

#include "record/attest-content-table.h"
#include "record/attest-event-table.h"
#include "record/attest-finding-act-table.h"
#include "record/attest-redaction.h"
#include "record/attest-revision-table.h"
#include "review/attest-assess.h"
#include "text/attest-surroundings.h"

/* ---- One waiver ---- */

static void
clear_waiver (gpointer data)
{
  AttestWaiver *self = data;

  g_free (self->id);
  g_free ((char *) self->moment.device);
  g_free (self->actor);
  g_free (self->reason);
  g_free (self->revision);
  g_free (self->rule);
  g_free (self->text);
  attest_anchor_free (self->words);
}

AttestWaiver *
attest_waiver_ref (AttestWaiver *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_waiver_unref (AttestWaiver *self)
{
  g_atomic_rc_box_release_full (self, clear_waiver);
}

static gboolean
has_words (const AttestAnchor *words)
{
  return words->end > words->start;
}

/* What was waived has to stand there: a waiver may come from anywhere, and its words are what it is found by. */
static gboolean
is_what_stands_there (const AttestAnchor *words, GBytes *text)
{
  g_autoptr (AttestAnchor) there = attest_anchor_new (text, words->start, words->end);

  return there != NULL && g_str_equal (there->exact, words->exact) && g_str_equal (there->prefix, words->prefix) &&
         g_str_equal (there->suffix, words->suffix);
}

AttestWaiver *
attest_waiver_new (const char *rule, const AttestAnchor *words, GBytes *text, const char *text_hash)
{
  AttestWaiver *self;
  gsize start;

  if (has_words (words) && (text == NULL || !is_what_stands_there (words, text)))
    return NULL;

  self = g_atomic_rc_box_new0 (AttestWaiver);
  self->rule = g_strdup (rule);
  self->words = attest_anchor_copy (words);
  self->text = g_strdup (text_hash);
  self->moves = !has_words (words) || attest_surroundings_find (words, text, &start);

  return self;
}

/* ---- Those of a variant ---- */

static AttestMoment
get_moment (const AttestFindingAct *act)
{
  return (AttestMoment) { act->clock, act->device, act->sequence, act->time };
}

/* *@waiver: NULL where the words cannot be told any more, or were never there. */
static gboolean
read_waiver (AttestDatabase *database, const AttestFindingAct *act, AttestWaiver **waiver, GError **error)
{
  g_autoptr (AttestAnchor) words =
      attest_anchor_new_from_parts ((gsize) act->start, (gsize) act->end, act->exact, act->prefix, act->suffix);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AttestRevision) revision = attest_revision_table_load (database, act->revision, &local_error);
  g_autoptr (GBytes) text =
      revision != NULL ? attest_content_table_load (database, revision->text, &local_error) : NULL;

  if (text == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *waiver = attest_waiver_new (act->rule, words, text, revision != NULL ? revision->text : NULL);
  if (*waiver == NULL)
    return TRUE;

  (*waiver)->id = g_strdup (act->event);
  (*waiver)->moment = get_moment (act);
  (*waiver)->moment.device = g_strdup (act->device);
  (*waiver)->actor = g_strdup (act->actor);
  (*waiver)->reason = g_strdup (act->reason);
  (*waiver)->revision = g_strdup (act->revision);

  return TRUE;
}

/* @after: (out): the place of the last blanking of an act that took a waiver back; NULL for none. */
static gboolean
find_blank_restoration (AttestDatabase *database, const char *article, AttestEvent **after, GError **error)
{
  g_autoptr (GPtrArray) blank = attest_event_table_list_blank (database, article, error);
  g_autoptr (GHashTable) redactions = NULL;

  *after = NULL;
  if (blank == NULL || blank->len == 0)
    return blank != NULL;
  redactions = attest_redaction_list (database, error);
  for (guint i = 0; redactions != NULL && i < blank->len; i++)
    {
      AttestEvent *event = blank->pdata[i];
      AttestEvent *redaction = g_hash_table_lookup (redactions, event->hash);
      AttestEvent *place = redaction != NULL ? redaction : event;

      if (!g_str_equal (event->kind, "finding.restore") ||
          (*after != NULL && attest_event_compare (place, *after) <= 0))
        continue;
      g_clear_pointer (after, attest_event_unref);
      *after = attest_event_ref (place);
    }

  return redactions != NULL;
}

static gboolean
stands (const AttestFindingAct *act, const AttestEvent *blank_restoration)
{
  const AttestMoment moment = get_moment (act);

  if (!g_str_equal (act->act, "waive"))
    return FALSE;

  return blank_restoration == NULL ||
         attest_moment_compare (
             &moment,
             &(AttestMoment) { blank_restoration->clock, blank_restoration->device, blank_restoration->sequence, 0 }) >
             0;
}

static GPtrArray *
read_waivers (AttestDatabase *database, const char *article, GPtrArray *acts, GError **error)
{
  g_autoptr (GPtrArray) waivers = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_waiver_unref);
  g_autoptr (AttestEvent) blank_restoration = NULL;

  if (acts->len > 0 && !find_blank_restoration (database, article, &blank_restoration, error))
    return NULL;
  for (guint i = 0; i < acts->len; i++)
    {
      AttestWaiver *waiver = NULL;

      if (!stands (acts->pdata[i], blank_restoration))
        continue;
      if (!read_waiver (database, acts->pdata[i], &waiver, error))
        return NULL;
      if (waiver != NULL)
        g_ptr_array_add (waivers, waiver);
    }

  return g_steal_pointer (&waivers);
}

GPtrArray *
attest_waivers_list (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  g_autoptr (GPtrArray) acts = attest_finding_act_table_list (database, article, audience, error);

  return acts != NULL ? read_waivers (database, article, acts, error) : NULL;
}

void
attest_waivers_drop_own (GPtrArray *waivers, const AttestReviewFacts *facts)
{
  g_auto (GStrv) submitted = attest_review_dup_authors (facts, NULL);

  for (guint i = waivers->len; i > 0; i--)
    {
      const AttestWaiver *waiver = waivers->pdata[i - 1];
      const char *person = attest_review_facts_get_same_as (facts, waiver->actor);
      g_auto (GStrv) authors = attest_review_dup_authors (facts, waiver->revision);

      if (g_strv_contains ((const char *const *) authors, person) ||
          g_strv_contains ((const char *const *) submitted, person))
        g_ptr_array_remove_index (waivers, i - 1);
    }
}

GPtrArray *
attest_waivers_load (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  g_autoptr (GPtrArray) waivers = attest_waivers_list (database, article, audience, error);
  g_autoptr (AttestReviewFacts) facts = NULL;

  if (waivers == NULL || waivers->len == 0)
    return g_steal_pointer (&waivers);
  facts = attest_review_facts_load (database, article, audience, g_get_real_time (), error);
  if (facts == NULL)
    return NULL;
  attest_waivers_drop_own (waivers, facts);

  return g_steal_pointer (&waivers);
}

/* ---- Their places in a text ---- */

struct _AttestWaiverPlaces
{
  GPtrArray *waivers;
  /* Of each waiver with a place: where it begins. The two arrays are as long as each other. */
  GArray *starts;
};

static gboolean
find_place (const AttestWaiver *waiver, GBytes *text, const char *text_hash, gsize *start)
{
  *start = waiver->words->start;
  if (!has_words (waiver->words) || g_strcmp0 (waiver->text, text_hash) == 0)
    return TRUE;

  return waiver->moves && attest_surroundings_find (waiver->words, text, start);
}

AttestWaiverPlaces *
attest_waiver_places_new (GPtrArray *waivers, GBytes *text)
{
  AttestWaiverPlaces *self = g_new0 (AttestWaiverPlaces, 1);
  g_autofree char *text_hash =
      waivers != NULL && waivers->len > 0 ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text) : NULL;

  self->waivers = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_waiver_unref);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (guint i = 0; waivers != NULL && i < waivers->len; i++)
    {
      gsize start;

      if (!find_place (waivers->pdata[i], text, text_hash, &start))
        continue;
      g_ptr_array_add (self->waivers, attest_waiver_ref (waivers->pdata[i]));
      g_array_append_val (self->starts, start);
    }

  return self;
}

void
attest_waiver_places_free (AttestWaiverPlaces *self)
{
  g_ptr_array_unref (self->waivers);
  g_array_unref (self->starts);
  g_free (self);
}

AttestWaiverPlaces *
attest_waiver_places_load (AttestDatabase *database, const char *revision, GError **error)
{
  g_autoptr (AttestRevision) found = attest_revision_table_load (database, revision, error);
  g_autoptr (GPtrArray) waivers =
      found != NULL ? attest_waivers_load (database, found->article, found->audience, error) : NULL;
  g_autoptr (GBytes) text = waivers != NULL ? attest_content_table_load (database, found->text, error) : NULL;

  return text != NULL ? attest_waiver_places_new (waivers, text) : NULL;
}

AttestWaiver *
attest_waiver_places_find (const AttestWaiverPlaces *self, const char *rule, gsize start, gsize end, const char *about)
{
  for (guint i = 0; i < self->waivers->len; i++)
    {
      AttestWaiver *waiver = self->waivers->pdata[i];
      const AttestAnchor *words = waiver->words;

      if (!g_str_equal (waiver->rule, rule))
        continue;
      if (!has_words (words)
              ? start == end && g_strcmp0 (words->exact, about) == 0
              : g_array_index (self->starts, gsize, i) == start && end - start == words->end - words->start)
        return waiver;
    }

  return NULL;
}
