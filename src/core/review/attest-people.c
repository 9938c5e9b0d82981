/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-people.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-person-table.h"
#include "review/attest-act-context.h"

static const char *const known_roles[] = { "author", "reviewer", "editor", NULL };

static gboolean
check_roles (const char *const *roles, GError **error)
{
  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    {
      if (!g_strv_contains (known_roles, roles[i]))
        return attest_review_reject (error, _ ("“%s” is no role; use author, reviewer or editor"), roles[i]);
    }

  return TRUE;
}

/* ISO 7064 MOD 11-2, as ORCID's "Structure of the ORCID Identifier" gives it. */
static gboolean
is_orcid (const char *orcid)
{
  guint total = 0;
  guint check;

  if (!g_regex_match_simple ("^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$", orcid, 0, 0))
    return FALSE;
  for (guint i = 0; i < 18; i++)
    {
      if (orcid[i] != '-')
        total = (total + (guint) (orcid[i] - '0')) * 2 % 11;
    }
  check = (12 - total) % 11;

  return orcid[18] == (check == 10 ? 'X' : (char) ('0' + check));
}

static const char *
choose (const char *given, const char *before)
{
  if (given != NULL)
    return given;

  return before != NULL ? before : "";
}

GStrv
attest_person_split_specialties (const char *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) parts = g_regex_split_simple ("[,;،，、\n]", words, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *part = g_strstrip (parts[i]);

      if (*part != '\0' && g_hash_table_add (seen, g_utf8_casefold (part, -1)))
        g_strv_builder_add (builder, part);
    }

  return g_strv_builder_end (builder);
}

static gboolean
check_specialties (const char *const *specialties, GError **error)
{
  for (guint i = 0; specialties != NULL && specialties[i] != NULL; i++)
    {
      g_autofree char *trimmed = g_strstrip (g_strdup (specialties[i]));

      if (trimmed[0] == '\0')
        return attest_review_reject (error, _ ("A specialty has no name"));
    }

  return TRUE;
}

static gboolean
check_person (const AttestPerson *before, const AttestPersonChange *change, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (choose (change->name, before != NULL ? before->name : NULL)));
  const char *email = choose (change->email, NULL);
  const char *orcid = choose (change->orcid, NULL);

  if (trimmed[0] == '\0')
    return attest_review_reject (error, _ ("A person needs a name"));
  if (email[0] != '\0' && !g_regex_match_simple ("^[^\\s@]+@[^\\s@]+$", email, 0, 0))
    return attest_review_reject (error, _ ("“%s” is no e-mail address"), email);
  if (orcid[0] != '\0' && !is_orcid (orcid))
    return attest_review_reject (
        error, _ ("“%s” is no ORCID; it has sixteen digits, such as 0000-0002-1825-0097"), orcid);

  if (strlen (choose (change->interests, NULL)) > ATTEST_PERSON_LONGEST_INTERESTS)
    return attest_review_reject (error, _ ("The declared interests are too long; name each in a line"));

  return check_roles (change->roles, error) && check_specialties (change->specialties, error);
}

static JsonObject *
make_person_body (const AttestPerson *before, const char *id, const AttestPersonChange *change)
{
  JsonObject *body = json_object_new ();
  const char *const *roles = change->roles;
  const char *const *specialties = change->specialties;

  if (roles == NULL && before != NULL)
    roles = (const char *const *) before->roles;
  if (specialties == NULL && before != NULL)
    specialties = (const char *const *) before->specialties;
  json_object_set_string_member (body, "person", id);
  json_object_set_string_member (body, "name", choose (change->name, before != NULL ? before->name : NULL));
  json_object_set_string_member (
      body, "credentials", choose (change->credentials, before != NULL ? before->credentials : NULL));
  json_object_set_string_member (body, "email", choose (change->email, before != NULL ? before->email : NULL));
  json_object_set_string_member (body, "orcid", choose (change->orcid, before != NULL ? before->orcid : NULL));
  json_object_set_array_member (body, "roles", attest_json_array_from_texts (roles));
  json_object_set_array_member (body, "specialties", attest_json_array_from_texts (specialties));
  json_object_set_string_member (
      body, "interests", choose (change->interests, before != NULL ? before->interests : NULL));

  return body;
}

static gboolean
append_to_board (AttestLibrary *library, const char *actor, const char *kind, JsonObject *body, GError **error)
{
  AttestEventDraft *draft = attest_event_draft_new (kind, ATTEST_STREAM_BOARD, actor != NULL ? actor : "", body);

  return attest_library_append_one (library, draft, NULL, error);
}

char *
attest_review_save_person (AttestLibrary *library,
                           const char *actor,
                           const char *person,
                           const AttestPersonChange *change,
                           GError **error)
{
  g_autoptr (AttestPerson) before = NULL;
  g_autofree char *id = person != NULL ? g_strdup (person) : g_uuid_string_random ();
  JsonObject *body;

  if (!attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, actor, error))
    return NULL;
  if (person != NULL)
    {
      before = attest_person_table_load (attest_library_get_database (library), person, error);
      if (before == NULL)
        return NULL;
    }
  if (!check_person (before, change, error))
    return NULL;

  body = make_person_body (before, id, change);
  if (!append_to_board (library, actor, "person.set", body, error))
    return NULL;

  return g_steal_pointer (&id);
}

gboolean
attest_review_join_people (AttestLibrary *library,
                           const char *actor,
                           const char *person,
                           const char *other,
                           const char *reason,
                           GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (AttestPerson) one = attest_person_table_load (database, person, error);
  g_autoptr (AttestPerson) two = one != NULL ? attest_person_table_load (database, other, error) : NULL;
  JsonObject *body;

  if (two == NULL || !attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, actor, error))
    return FALSE;
  if (g_str_equal (one->id, two->id))
    return attest_review_reject (error, _ ("%s is one person already"), one->name);
  body = json_object_new ();
  json_object_set_string_member (body, "person", one->id);
  json_object_set_string_member (body, "other", two->id);
  json_object_set_string_member (body, "reason", reason != NULL ? reason : "");

  return append_to_board (library, actor, "person.same", body, error);
}
