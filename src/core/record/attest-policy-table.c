/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-policy-table.h"

#include "record/attest-body.h"
#include "record/attest-row.h"

#define POLICY_COLUMNS                                                                                                 \
  "clock, device, sequence, event, topic, cleared, sign_offs, roles, role_sign_offs, audiences, specialty,"            \
  " review_months, blocking_findings, independent"

gboolean
attest_policy_table_reset (AttestDatabase *database, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "INSERT OR REPLACE INTO policy_change (" POLICY_COLUMNS ")"
      " VALUES (0, '', 0, '', '', 0, ?1, '[\"" ATTEST_POLICY_FIRST_ROLE "\"]', '[]', '[]', '', ?2, '[]', 0)");

  attest_statement_bind_int64 (statement, 1, ATTEST_POLICY_FIRST_SIGN_OFFS);
  attest_statement_bind_int64 (statement, 2, ATTEST_POLICY_FIRST_MONTHS);

  return attest_statement_run (statement, error);
}

static void
bind_place (AttestStatement *statement, const AttestEvent *event)
{
  attest_statement_bind_int64 (statement, 1, event->clock);
  attest_statement_bind_text (statement, 2, event->device);
  attest_statement_bind_int64 (statement, 3, event->sequence);
  attest_statement_bind_text (statement, 4, event->hash);
}

gboolean
attest_policy_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT OR REPLACE INTO policy_change (" POLICY_COLUMNS ")"
                               " VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
  JsonObject *body = event->body;
  g_autofree char *roles = attest_body_dup_json (body, "sign_off_roles");
  g_autofree char *role_sign_offs = attest_body_dup_json (body, "role_sign_offs");
  g_autofree char *audiences = attest_body_dup_json (body, "audiences");
  g_autofree char *blocking_findings = attest_body_dup_json (body, "blocking_findings");

  bind_place (statement, event);
  attest_statement_bind_text (statement, 5, attest_body_get_text (body, "topic", ""));
  attest_statement_bind_int64 (
      statement, 6, attest_body_get_integer (body, "sign_offs", ATTEST_POLICY_FIRST_SIGN_OFFS));
  attest_statement_bind_text (statement, 7, roles);
  attest_statement_bind_text (statement, 8, role_sign_offs);
  attest_statement_bind_text (statement, 9, audiences);
  attest_statement_bind_text (statement, 10, attest_body_get_text (body, "specialty", ""));
  attest_statement_bind_int64 (
      statement, 11, attest_body_get_integer (body, "review_months", ATTEST_POLICY_FIRST_MONTHS));
  attest_statement_bind_text (statement, 12, blocking_findings);
  attest_statement_bind_int64 (statement, 13, attest_body_get_boolean (body, "independent", FALSE));

  return attest_statement_run (statement, error);
}

gboolean
attest_policy_table_clear (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT OR REPLACE INTO policy_change (" POLICY_COLUMNS ")"
                               " VALUES (?1, ?2, ?3, ?4, ?5, 1, 0, '[]', '[]', '[]', '', 0, '[]', 0)");

  bind_place (statement, event);
  attest_statement_bind_text (statement, 5, attest_body_get_text (event->body, "topic", ""));

  return attest_statement_run (statement, error);
}

static void
read_role_sign_offs (const char *json, guint *counts)
{
  g_autoptr (JsonNode) node = attest_body_parse_json (json);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      AttestRole role;

      if (JSON_NODE_HOLDS_OBJECT (element) &&
          attest_role_from_string (attest_body_get_text (json_node_get_object (element), "role", ""), &role))
        counts[role] =
            MAX (counts[role],
                 (guint) CLAMP (attest_body_get_integer (json_node_get_object (element), "count", 0), 0, G_MAXINT32));
    }
}

static gpointer
read_policy (AttestStatement *row)
{
  AttestPolicy *policy = g_new0 (AttestPolicy, 1);
  g_autofree char *role_sign_offs = attest_row_dup_text (row, 8);

  policy->clock = attest_statement_get_int64 (row, 0);
  policy->device = attest_row_dup_text (row, 1);
  policy->sequence = attest_statement_get_int64 (row, 2);
  policy->event = attest_row_dup_text (row, 3);
  policy->topic = attest_row_dup_text (row, 4);
  policy->cleared = attest_statement_get_int64 (row, 5) != 0;
  policy->sign_offs = (guint) attest_statement_get_int64 (row, 6);
  policy->roles = attest_row_dup_texts (row, 7);
  read_role_sign_offs (role_sign_offs, policy->role_sign_offs);
  policy->audiences = attest_row_dup_texts (row, 9);
  policy->specialty = attest_row_dup_text (row, 10);
  policy->review_months = (guint) attest_statement_get_int64 (row, 11);
  policy->blocking_findings = attest_row_dup_texts (row, 12);
  policy->independent = attest_statement_get_int64 (row, 13) != 0;
  policy->time = attest_statement_get_int64 (row, 14);

  return policy;
}

GPtrArray *
attest_policy_table_list (AttestDatabase *database, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT " POLICY_COLUMNS ", coalesce ((SELECT time FROM event WHERE hash = policy_change.event), 0)"
      " FROM policy_change ORDER BY clock, device, sequence, event");

  return attest_row_list (statement, read_policy, (GDestroyNotify) attest_policy_free, error);
}

/* ---- Topics ---- */

void
attest_topic_change_free (AttestTopicChange *self)
{
  if (self == NULL)
    return;

  g_free (self->device);
  g_strfreev (self->topics);
  g_free (self);
}

gboolean
attest_topic_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT OR REPLACE INTO topic_change (clock, device, sequence, event, article, topics)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  g_autofree char *topics = attest_body_dup_json (event->body, "topics");

  bind_place (statement, event);
  attest_statement_bind_text (statement, 5, event->stream);
  attest_statement_bind_text (statement, 6, topics);

  return attest_statement_run (statement, error);
}

static gpointer
read_topic_change (AttestStatement *row)
{
  AttestTopicChange *change = g_new0 (AttestTopicChange, 1);

  change->clock = attest_statement_get_int64 (row, 0);
  change->device = attest_row_dup_text (row, 1);
  change->sequence = attest_statement_get_int64 (row, 2);
  change->topics = attest_row_dup_texts (row, 3);

  return change;
}

GPtrArray *
attest_topic_table_list (AttestDatabase *database, const char *article, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT clock, device, sequence, topics FROM topic_change WHERE article = ?1"
                               " ORDER BY clock, device, sequence, event");

  attest_statement_bind_text (statement, 1, article);
  return attest_row_list (statement, read_topic_change, (GDestroyNotify) attest_topic_change_free, error);
}
