/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-article.h"

#include <glib/gi18n-lib.h>

#include "record/attest-audience-table.h"
#include "record/attest-board-table.h"
#include "record/attest-person-table.h"
#include "record/attest-revision-table.h"
#include "record/attest-variant-table.h"

G_DEFINE_BOXED_TYPE (AttestBoard, attest_board, attest_board_copy, attest_board_free)
G_DEFINE_BOXED_TYPE (AttestAudience, attest_audience, attest_audience_copy, attest_audience_free)
G_DEFINE_BOXED_TYPE (AttestPerson, attest_person, attest_person_copy, attest_person_free)
G_DEFINE_BOXED_TYPE (AttestArticle, attest_article, attest_article_copy, attest_article_free)
G_DEFINE_BOXED_TYPE (AttestVariant, attest_variant, attest_variant_copy, attest_variant_free)
G_DEFINE_BOXED_TYPE (AttestRevision, attest_revision, attest_revision_copy, attest_revision_free)

AttestBoard *
attest_board_copy (const AttestBoard *self)
{
  AttestBoard *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->notice = g_strdup (self->notice);
  copy->policy_url = g_strdup (self->policy_url);
  copy->follow_up_url = g_strdup (self->follow_up_url);
  copy->disclaimer = g_strdup (self->disclaimer);
  copy->sign_off_roles = g_strdupv (self->sign_off_roles);
  copy->unknown_kind = g_strdup (self->unknown_kind);

  return copy;
}

void
attest_board_free (AttestBoard *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->notice);
  g_free (self->policy_url);
  g_free (self->follow_up_url);
  g_free (self->disclaimer);
  g_strfreev (self->sign_off_roles);
  g_free (self->unknown_kind);
  g_free (self);
}

AttestAudience *
attest_audience_copy (const AttestAudience *self)
{
  AttestAudience *copy = g_memdup2 (self, sizeof *self);

  copy->key = g_strdup (self->key);
  copy->label = g_strdup (self->label);
  copy->dose_policy = g_strdup (self->dose_policy);

  return copy;
}

void
attest_audience_free (AttestAudience *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->label);
  g_free (self->dose_policy);
  g_free (self);
}

AttestPerson *
attest_person_copy (const AttestPerson *self)
{
  AttestPerson *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->credentials = g_strdup (self->credentials);
  copy->specialties = g_strdupv (self->specialties);
  copy->interests = g_strdup (self->interests);
  copy->email = g_strdup (self->email);
  copy->orcid = g_strdup (self->orcid);
  copy->roles = g_strdupv (self->roles);
  copy->same_as = g_strdup (self->same_as);

  return copy;
}

void
attest_person_free (AttestPerson *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->credentials);
  g_strfreev (self->specialties);
  g_free (self->interests);
  g_free (self->email);
  g_free (self->orcid);
  g_strfreev (self->roles);
  g_free (self->same_as);
  g_free (self);
}

AttestArticle *
attest_article_copy (const AttestArticle *self)
{
  AttestArticle *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->slug = g_strdup (self->slug);
  copy->title = g_strdup (self->title);
  copy->language = g_strdup (self->language);
  copy->topics = g_strdupv (self->topics);
  copy->disclaimer = g_strdup (self->disclaimer);
  copy->references = g_strdup (self->references);
  copy->unknown_kind = g_strdup (self->unknown_kind);
  copy->removed_by = g_strdup (self->removed_by);

  return copy;
}

void
attest_article_free (AttestArticle *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->slug);
  g_free (self->title);
  g_free (self->language);
  g_strfreev (self->topics);
  g_free (self->disclaimer);
  g_free (self->references);
  g_free (self->unknown_kind);
  g_free (self->removed_by);
  g_free (self);
}

AttestVariant *
attest_variant_copy (const AttestVariant *self)
{
  AttestVariant *copy = g_memdup2 (self, sizeof *self);

  copy->article = g_strdup (self->article);
  copy->audience = g_strdup (self->audience);
  copy->status = g_strdup (self->status);
  copy->newest = g_strdup (self->newest);
  copy->submitted = g_strdup (self->submitted);
  copy->published = g_strdup (self->published);

  return copy;
}

void
attest_variant_free (AttestVariant *self)
{
  if (self == NULL)
    return;

  g_free (self->article);
  g_free (self->audience);
  g_free (self->status);
  g_free (self->newest);
  g_free (self->submitted);
  g_free (self->published);
  g_free (self);
}

AttestRevision *
attest_revision_copy (const AttestRevision *self)
{
  AttestRevision *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->article = g_strdup (self->article);
  copy->audience = g_strdup (self->audience);
  copy->author = g_strdup (self->author);
  copy->language = g_strdup (self->language);
  copy->title = g_strdup (self->title);
  copy->text = g_strdup (self->text);
  copy->references = g_strdup (self->references);
  copy->assets = g_strdupv (self->assets);
  copy->disclaimer = g_strdup (self->disclaimer);
  copy->parents = g_strdupv (self->parents);
  copy->signed_hash = g_strdup (self->signed_hash);
  copy->places = g_strdup (self->places);

  return copy;
}

void
attest_revision_free (AttestRevision *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->article);
  g_free (self->audience);
  g_free (self->author);
  g_free (self->language);
  g_free (self->title);
  g_free (self->text);
  g_free (self->references);
  g_strfreev (self->assets);
  g_free (self->disclaimer);
  g_strfreev (self->parents);
  g_free (self->signed_hash);
  g_free (self->places);
  g_free (self);
}

/* ---- Reads of the library, each by the table that has the rows ---- */

AttestBoard *
attest_library_load_board (AttestLibrary *self, GError **error)
{
  return attest_board_table_load (attest_library_get_database (self), error);
}

GPtrArray *
attest_library_list_audiences (AttestLibrary *self, GError **error)
{
  return attest_audience_table_list (attest_library_get_database (self), error);
}

AttestAudience *
attest_library_find_audience (AttestLibrary *self, const char *key, GError **error)
{
  return attest_audience_table_find (attest_library_get_database (self), key, error);
}

GPtrArray *
attest_library_list_people (AttestLibrary *self, GError **error)
{
  return attest_person_table_list (attest_library_get_database (self), error);
}

static gboolean
is_called (const AttestPerson *person, const char *who)
{
  g_autofree char *email = g_utf8_casefold (person->email, -1);
  g_autofree char *wanted = g_utf8_casefold (who, -1);

  return g_str_equal (person->name, who) || (*wanted != '\0' && g_str_equal (email, wanted));
}

AttestPerson *
attest_library_find_person (AttestLibrary *self, const char *who, GError **error)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (self, error);
  const AttestPerson *found = NULL;
  guint hits = 0;

  if (people == NULL)
    return NULL;

  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (people, i);

      if (g_str_equal (person->id, who))
        return attest_person_copy (person);
      if (is_called (person, who))
        {
          found = person;
          hits++;
        }
    }
  if (hits == 1)
    return attest_person_copy (found);

  if (hits == 0)
    g_set_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND, _ ("The library has no person “%s”"), who);
  else
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_NOT_FOUND,
                 _ ("%u persons are called “%s”. Name one by e-mail or id."),
                 hits,
                 who);
  return NULL;
}

GPtrArray *
attest_library_list_variants (AttestLibrary *self, const char *article, GError **error)
{
  return attest_variant_table_list (attest_library_get_database (self), article, error);
}

AttestVariant *
attest_library_find_variant (AttestLibrary *self, const char *article, const char *audience, GError **error)
{
  return attest_variant_table_find (attest_library_get_database (self), article, audience, error);
}

GPtrArray *
attest_library_list_revisions (AttestLibrary *self, const char *article, const char *audience, GError **error)
{
  return attest_revision_table_list (attest_library_get_database (self), article, audience, error);
}

AttestRevision *
attest_library_load_revision (AttestLibrary *self, const char *id, GError **error)
{
  return attest_revision_table_load (attest_library_get_database (self), id, error);
}

AttestRevision *
attest_library_find_revision (AttestLibrary *self,
                              const char *article,
                              const char *audience,
                              guint number,
                              GError **error)
{
  return attest_revision_table_find (attest_library_get_database (self), article, audience, number, error);
}
