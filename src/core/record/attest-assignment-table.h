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

G_END_DECLS
