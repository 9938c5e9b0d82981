/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/** attest_person_table_set: Folds a `person.set` event. */
gboolean attest_person_table_set (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_person_table_join: Folds a `person.same` event. */
gboolean attest_person_table_join (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_person_table_update_same: Works out whose sign-offs count as one person's: joined, or sharing e-mail or ORCID (blind to case). The smallest id stands for all. */
gboolean attest_person_table_update_same (AttestDatabase *database, GError **error);
/** attest_person_table_list: By name. (transfer full) (element-type AttestPerson) */
GPtrArray *attest_person_table_list (AttestDatabase *database, GError **error);
/** attest_person_table_load: By id. NULL with NOT_FOUND. */
AttestPerson *attest_person_table_load (AttestDatabase *database, const char *id, GError **error);

/** AttestRoleChange: the roles that a person held from one place in the total order on. */
typedef struct
{
  char *person;
  gint64 clock;
  char *device;
  gint64 sequence;
  GStrv roles;
} AttestRoleChange;

void attest_role_change_free (AttestRoleChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestRoleChange, attest_role_change_free)

/** attest_role_change_table_list: Everybody's, in the total order. (transfer full) (element-type AttestRoleChange) */
GPtrArray *attest_role_change_table_list (AttestDatabase *database, GError **error);

G_END_DECLS
