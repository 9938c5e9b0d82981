/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-row.h"

#include "record/attest-body.h"
#include "record/attest-library.h"

GPtrArray *
attest_row_list (AttestStatement *statement, AttestRowReader reader, GDestroyNotify free_row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    g_ptr_array_add (rows, reader (statement));
  if (local_error == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, local_error);
  return NULL;
}

gpointer
attest_row_find (AttestStatement *statement, AttestRowReader reader, const char *missing, GError **error)
{
  GError *local_error = NULL;
  gpointer row = NULL;

  if (attest_statement_next (statement, &local_error))
    row = reader (statement);
  attest_statement_done (statement);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (row == NULL)
    g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND, missing);

  return row;
}

char *
attest_row_dup_text (AttestStatement *row, int column)
{
  char *text = attest_statement_dup_text (row, column);

  return text != NULL ? text : g_strdup ("");
}

GStrv
attest_row_dup_texts (AttestStatement *row, int column)
{
  return attest_body_texts_from_json (attest_statement_get_text (row, column));
}
