/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/** attest_assignment_table_set: Folds an event that asks @reviewer; one who was asked already is asked anew, with the new day. @due: a day as in AttestAssignment */
gboolean attest_assignment_table_set (AttestDatabase *database,
                                      const AttestEvent *event,
                                      const char *audience,
                                      const char *reviewer,
                                      const char *due,
                                      GError **error);
/** attest_assignment_table_clear: Folds an event that asks @reviewer no more. @cleared: (out): whether they had been asked */
gboolean attest_assignment_table_clear (AttestDatabase *database,
                                        const AttestEvent *event,
                                        const char *audience,
                                        const char *reviewer,
                                        gboolean *cleared,
                                        GError **error);
/** attest_assignment_table_list: @article, @audience: (nullable): NULL for all. (transfer full) (element-type AttestAssignment) */
GPtrArray *
attest_assignment_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error);
/** attest_assignment_table_list_reviewers: Who is asked to review one text, by id. (transfer full) (element-type utf8) */
GPtrArray *attest_assignment_table_list_reviewers (AttestDatabase *database,
                                                   const char *article,
                                                   const char *audience,
                                                   GError **error);

/** AttestAssignmentVisit: @assignment: until it returns; without @actor and @time. It may not use the database. */
typedef void (*AttestAssignmentVisit) (const AttestAssignment *assignment, gpointer user_data);
/** attest_assignment_table_visit: Hands over all of them, by article id and audience. Returns: FALSE with @error */
gboolean attest_assignment_table_visit (AttestDatabase *database,
                                        AttestAssignmentVisit visit,
                                        gpointer user_data,
                                        GError **error);

G_END_DECLS
