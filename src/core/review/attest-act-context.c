/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-act-context.h"

#include <glib/gi18n-lib.h>

#include "record/attest-person-table.h"
#include "record/attest-variant-table.h"

G_GNUC_PRINTF (3, 0)
static gboolean
set_error (GError **error, AttestReviewError code, const char *format, va_list arguments)
{
  g_autoptr (GError) made = g_error_new_valist (ATTEST_REVIEW_ERROR, code, format, arguments);

  g_propagate_error (error, g_steal_pointer (&made));

  return FALSE;
}

gboolean
attest_review_refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  set_error (error, ATTEST_REVIEW_ERROR_REFUSED, format, arguments);
  va_end (arguments);

  return FALSE;
}

gboolean
attest_review_reject (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  set_error (error, ATTEST_REVIEW_ERROR_INPUT, format, arguments);
  va_end (arguments);

  return FALSE;
}

void
attest_act_context_clear (AttestActContext *self)
{
  g_clear_pointer (&self->actor, attest_person_free);
  g_clear_pointer (&self->article, attest_article_free);
  g_clear_pointer (&self->audience, g_free);
  g_clear_pointer (&self->variant, attest_variant_free);
  g_clear_pointer (&self->facts, attest_review_facts_free);
  g_clear_pointer (&self->assessment, attest_assessment_free);
}

static gboolean
load_variant (AttestActContext *self, const char *audience, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->variant = attest_variant_table_find (self->database, self->article->id, audience, &local_error);
  if (self->variant == NULL)
    {
      if (!g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      self->audience = g_strdup (audience);
      return TRUE;
    }

  self->audience = g_strdup (self->variant->audience);
  self->facts = attest_review_facts_load (self->database, self->article->id, self->audience, g_get_real_time (), error);
  if (self->facts == NULL)
    return FALSE;
  self->assessment = attest_review_assess (self->facts);

  return TRUE;
}

gboolean
attest_act_context_load (AttestActContext *self,
                         AttestLibrary *library,
                         const char *article,
                         const char *audience,
                         const char *actor,
                         GError **error)
{
  self->library = library;
  self->database = attest_library_get_database (library);
  if (actor == NULL || actor[0] == '\0')
    return attest_review_reject (error, _ ("Nobody is acting: say who you are first"));
  self->actor = attest_person_table_load (self->database, actor, error);
  if (self->actor == NULL)
    return FALSE;
  if (article == NULL)
    return TRUE;

  self->article = attest_library_find_article (library, article, error);

  return self->article != NULL && load_variant (self, audience, error);
}

gboolean
attest_act_context_holds (const AttestActContext *self, const char *role)
{
  return g_strv_contains ((const char *const *) self->actor->roles, role);
}

gboolean
attest_act_context_is_author (const AttestActContext *self, const char *revision)
{
  g_auto (GStrv) authors = NULL;

  if (self->facts == NULL)
    return FALSE;
  authors = attest_review_dup_authors (self->facts, revision);

  return g_strv_contains ((const char *const *) authors,
                          attest_review_facts_get_same_as (self->facts, self->actor->id));
}

JsonObject *
attest_act_context_new_body (const AttestActContext *self, const char *revision)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "audience", self->audience);
  if (revision != NULL)
    json_object_set_string_member (body, "revision", revision);

  return body;
}

gboolean
attest_act_context_append (const AttestActContext *self,
                           const char *kind,
                           JsonObject *body,
                           char **hash,
                           GError **error)
{
  AttestEventDraft *draft = attest_event_draft_new (kind, self->article->id, self->actor->id, body);

  return attest_library_append_one (self->library, draft, hash, error);
}

JsonArray *
attest_json_array_from_texts (const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);

  return array;
}
