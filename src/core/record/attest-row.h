/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"

G_BEGIN_DECLS

/** AttestRowReader: Makes a value of the current row. Returns: (transfer full) */
typedef gpointer (*AttestRowReader) (AttestStatement *row);

/** attest_row_list: Reads all rows of a bound statement. Returns: (transfer full) (nullable): freed with @free_row; NULL with @error */
GPtrArray *
attest_row_list (AttestStatement *statement, AttestRowReader reader, GDestroyNotify free_row, GError **error);

/** attest_row_find: Reads the first row of a bound statement. @missing: a translated message for NOT_FOUND. Returns: (transfer full) (nullable): NULL with @error */
gpointer attest_row_find (AttestStatement *statement, AttestRowReader reader, const char *missing, GError **error);

/** attest_row_dup_text: Returns: (transfer full): never NULL, whatever a damaged file holds */
char *attest_row_dup_text (AttestStatement *row, int column);

/** attest_row_dup_texts: Returns: (transfer full): a column with a JSON array of texts; never NULL */
GStrv attest_row_dup_texts (AttestStatement *row, int column);

G_END_DECLS
