/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-audience-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-row.h"

/*
 * Labels are the board's words on its pages and are not translated with the program. Targets are tenths of a US school grade; for
 * patients and the public from the American Medical Association's and the NIH's advice (sixth grade; sixth to eighth), 0 for no target.
 * A patient's text may leave a dose out and must not contradict one; a professional's must give the same.
 */
static const struct
{
  const char *key;
  const char *label;
  gint64 grade_target;
  const char *dose_policy;
} defaults[] = {
  { "patient", "Patient", 70, "may-omit" },    { "public", "General public", 80, "may-omit" },
  { "nurse", "Nurse", 120, "must-match" },     { "doctor", "Doctor", 0, "must-match" },
  { "student", "Student", 120, "must-match" },
};

static gboolean
write_audience (AttestDatabase *database,
                const char *key,
                const char *label,
                gint64 grade_target,
                const char *dose_policy,
                gint64 position,
                GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "INSERT OR REPLACE INTO audience (key, label, grade_target, dose_policy, position) VALUES (?1, ?2, ?3, ?4, ?5)");

  attest_statement_bind_text (statement, 1, key);
  attest_statement_bind_text (statement, 2, label);
  attest_statement_bind_int64 (statement, 3, grade_target);
  attest_statement_bind_text (statement, 4, dose_policy);
  attest_statement_bind_int64 (statement, 5, position);

  return attest_statement_run (statement, error);
}

gboolean
attest_audience_table_reset (AttestDatabase *database, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (!write_audience (database,
                         defaults[i].key,
                         defaults[i].label,
                         defaults[i].grade_target,
                         defaults[i].dose_policy,
                         i + 1,
                         error))
      return FALSE;

  return TRUE;
}

gboolean
attest_audience_table_set (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  return write_audience (database,
                         attest_body_get_text (event->body, "key", ""),
                         attest_body_get_text (event->body, "label", ""),
                         attest_body_get_integer (event->body, "grade_target", 0),
                         attest_body_get_text (event->body, "dose_policy", "must-match"),
                         attest_body_get_integer (event->body, "position", 0),
                         error);
}

static gpointer
read_audience (AttestStatement *row)
{
  AttestAudience *audience = g_new0 (AttestAudience, 1);

  audience->key = attest_row_dup_text (row, 0);
  audience->label = attest_row_dup_text (row, 1);
  audience->grade_target = (double) attest_statement_get_int64 (row, 2) / 10.0;
  audience->dose_policy = attest_row_dup_text (row, 3);

  return audience;
}

GPtrArray *
attest_audience_table_list (AttestDatabase *database, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "SELECT key, label, grade_target, dose_policy FROM audience ORDER BY position, key");

  return attest_row_list (statement, read_audience, (GDestroyNotify) attest_audience_free, error);
}

AttestAudience *
attest_audience_table_find (AttestDatabase *database, const char *key, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT key, label, grade_target, dose_policy FROM audience WHERE key = ?1");
  g_autofree char *missing = g_strdup_printf (_ ("The board has no audience “%s”"), key);

  attest_statement_bind_text (statement, 1, key);
  return attest_row_find (statement, read_audience, missing, error);
}
