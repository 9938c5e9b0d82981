/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-person-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-row.h"

#define PERSON_COLUMNS "id, name, credentials, email, orcid, roles, same_as, specialties, interests"

static gboolean
insert_role_change (AttestDatabase *database,
                    const AttestEvent *event,
                    const char *person,
                    const char *roles,
                    GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT OR REPLACE INTO role_change (clock, device, sequence, event, person, roles)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

  attest_statement_bind_int64 (statement, 1, event->clock);
  attest_statement_bind_text (statement, 2, event->device);
  attest_statement_bind_int64 (statement, 3, event->sequence);
  attest_statement_bind_text (statement, 4, event->hash);
  attest_statement_bind_text (statement, 5, person);
  attest_statement_bind_text (statement, 6, roles);

  return attest_statement_run (statement, error);
}

gboolean
attest_person_table_set (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT OR REPLACE INTO person (" PERSON_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1,"
                               " coalesce (?7, (SELECT specialties FROM person WHERE id = ?1), '[]'),"
                               " coalesce (?8, (SELECT interests FROM person WHERE id = ?1), ''))");
  const char *person = attest_body_get_text (event->body, "person", "");
  g_autofree char *roles = attest_body_dup_json (event->body, "roles");
  /* A program of before version 2 knows of neither, and takes neither away. */
  g_autofree char *specialties =
      json_object_has_member (event->body, "specialties") ? attest_body_dup_json (event->body, "specialties") : NULL;

  attest_statement_bind_text (statement, 1, person);
  attest_statement_bind_text (statement, 2, attest_body_get_text (event->body, "name", ""));
  attest_statement_bind_text (statement, 3, attest_body_get_text (event->body, "credentials", ""));
  attest_statement_bind_text (statement, 4, attest_body_get_text (event->body, "email", ""));
  attest_statement_bind_text (statement, 5, attest_body_get_text (event->body, "orcid", ""));
  attest_statement_bind_text (statement, 6, roles);
  attest_statement_bind_text (statement, 7, specialties);
  attest_statement_bind_text (statement, 8, attest_body_get_text (event->body, "interests", NULL));

  return attest_statement_run (statement, error) && insert_role_change (database, event, person, roles, error);
}

gboolean
attest_person_table_join (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "INSERT OR REPLACE INTO person_join (event, person, other) VALUES (?1, ?2, ?3)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, attest_body_get_text (event->body, "person", ""));
  attest_statement_bind_text (statement, 3, attest_body_get_text (event->body, "other", ""));

  return attest_statement_run (statement, error);
}

static gpointer
read_person (AttestStatement *row)
{
  AttestPerson *person = g_new0 (AttestPerson, 1);

  person->id = attest_row_dup_text (row, 0);
  person->name = attest_row_dup_text (row, 1);
  person->credentials = attest_row_dup_text (row, 2);
  person->email = attest_row_dup_text (row, 3);
  person->orcid = attest_row_dup_text (row, 4);
  person->roles = attest_row_dup_texts (row, 5);
  person->same_as = attest_row_dup_text (row, 6);
  person->specialties = attest_row_dup_texts (row, 7);
  person->interests = attest_row_dup_text (row, 8);

  return person;
}

GPtrArray *
attest_person_table_list (AttestDatabase *database, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT " PERSON_COLUMNS " FROM person ORDER BY name, id");

  return attest_row_list (statement, read_person, (GDestroyNotify) attest_person_free, error);
}

AttestPerson *
attest_person_table_load (AttestDatabase *database, const char *id, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT " PERSON_COLUMNS " FROM person WHERE id = ?1");
  g_autofree char *missing = g_strdup_printf (_ ("The library has no person %s"), id);

  attest_statement_bind_text (statement, 1, id);
  return attest_row_find (statement, read_person, missing, error);
}

/* ---- Who counts as one ---- */

/* The stand-in of a group of persons: the smallest id of all that are joined, which no order of joining changes. */
static const char *
find_root (GHashTable *parents, const char *id)
{
  const char *parent;

  while ((parent = g_hash_table_lookup (parents, id)) != NULL && !g_str_equal (parent, id))
    id = parent;

  return id;
}

static void
join_groups (GHashTable *parents, const char *one, const char *other)
{
  const char *first = find_root (parents, one);
  const char *second = find_root (parents, other);
  int order = g_strcmp0 (first, second);

  if (order < 0)
    g_hash_table_insert (parents, g_strdup (second), g_strdup (first));
  else if (order > 0)
    g_hash_table_insert (parents, g_strdup (first), g_strdup (second));
}

static void
join_by_mark (GHashTable *parents, GHashTable *owners, const char *mark, const char *person)
{
  g_autofree char *folded = g_utf8_casefold (mark, -1);
  g_autofree char *key = g_strdup (g_strstrip (folded));
  const char *owner;

  if (*key == '\0')
    return;

  owner = g_hash_table_lookup (owners, key);
  if (owner != NULL)
    join_groups (parents, owner, person);
  else
    g_hash_table_insert (owners, g_steal_pointer (&key), g_strdup (person));
}

static gboolean
join_by_events (AttestDatabase *database, GHashTable *parents, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database, "SELECT person, other FROM person_join");
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    {
      const char *person = attest_statement_get_text (statement, 0);
      const char *other = attest_statement_get_text (statement, 1);

      if (person != NULL && other != NULL)
        join_groups (parents, person, other);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_person_table_update_same (AttestDatabase *database, GError **error)
{
  g_autoptr (GHashTable) parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) orcids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) people = attest_person_table_list (database, error);

  if (people == NULL || !join_by_events (database, parents, error))
    return FALSE;

  for (guint i = 0; i < people->len; i++)
    {
      AttestPerson *person = g_ptr_array_index (people, i);

      join_by_mark (parents, emails, person->email, person->id);
      join_by_mark (parents, orcids, person->orcid, person->id);
    }
  for (guint i = 0; i < people->len; i++)
    {
      AttestPerson *person = g_ptr_array_index (people, i);
      const char *root = find_root (parents, person->id);
      AttestStatement *statement;

      if (g_str_equal (root, person->same_as))
        continue;
      statement = attest_database_prepare (database, "UPDATE person SET same_as = ?2 WHERE id = ?1");
      attest_statement_bind_text (statement, 1, person->id);
      attest_statement_bind_text (statement, 2, root);
      if (!attest_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* ---- Roles through time ---- */

void
attest_role_change_free (AttestRoleChange *self)
{
  if (self == NULL)
    return;

  g_free (self->person);
  g_free (self->device);
  g_strfreev (self->roles);
  g_free (self);
}

static gpointer
read_role_change (AttestStatement *row)
{
  AttestRoleChange *change = g_new0 (AttestRoleChange, 1);

  change->clock = attest_statement_get_int64 (row, 0);
  change->device = attest_row_dup_text (row, 1);
  change->sequence = attest_statement_get_int64 (row, 2);
  change->person = attest_row_dup_text (row, 3);
  change->roles = attest_row_dup_texts (row, 4);

  return change;
}

GPtrArray *
attest_role_change_table_list (AttestDatabase *database, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT clock, device, sequence, person, roles FROM role_change ORDER BY clock, device, sequence, event");

  return attest_row_list (statement, read_role_change, (GDestroyNotify) attest_role_change_free, error);
}
