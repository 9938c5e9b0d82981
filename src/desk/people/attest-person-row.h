/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "record/attest-article.h"

G_BEGIN_DECLS

/**
 * AttestPersonRow:
 *
 * A person in a list: picture, name with credentials, roles, and a mark on the one who is acting.
 */
#define ATTEST_TYPE_PERSON_ROW (attest_person_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestPersonRow, attest_person_row, ATTEST, PERSON_ROW, GtkListBoxRow)

/** attest_person_row_new: Returns: (transfer floating) */
GtkWidget *attest_person_row_new (const AttestPerson *person, gboolean acting);
const char *attest_person_row_get_id (AttestPersonRow *self);

/** attest_person_dup_name: Returns: (transfer full): "Name, Credentials" */
char *attest_person_dup_name (const AttestPerson *person);
/** attest_person_dup_roles: Returns: (transfer full): the roles in words, such as "Author, Reviewer"; "No role" without one */
char *attest_person_dup_roles (const AttestPerson *person);

G_END_DECLS
