/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/** attest_revision_table_insert: Writes the row of a `revision.save` event and takes it as the variant's newest. @no_effect: as AttestEventKind. */
gboolean
attest_revision_table_insert (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error);
/** attest_revision_table_list: By number, from 1, which is the total order. (transfer full) (element-type AttestRevision) */
GPtrArray *
attest_revision_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error);
/** attest_revision_table_load: NULL with NOT_FOUND. */
AttestRevision *attest_revision_table_load (AttestDatabase *database, const char *id, GError **error);
/** attest_revision_table_find: @number 0 for the newest. NULL with NOT_FOUND. */
AttestRevision *attest_revision_table_find (AttestDatabase *database,
                                            const char *article,
                                            const char *audience,
                                            guint number,
                                            GError **error);

/** AttestRevisionOrder: a revision's place in the total order, so that acts can be told to be before or after it. */
typedef struct
{
  gint64 clock;
  char *device;
  gint64 sequence;
} AttestRevisionOrder;

void attest_revision_order_free (AttestRevisionOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestRevisionOrder, attest_revision_order_free)

/** attest_revision_table_dup_order: NULL with NOT_FOUND. */
AttestRevisionOrder *attest_revision_table_dup_order (AttestDatabase *database, const char *id, GError **error);

/** AttestRevisionAuthorRow: who saved a revision, its place in the total order, and what was signed of it. @signed_hash: (nullable) */
typedef struct
{
  char *id;
  char *author;
  char *signed_hash;
  gint64 time;
  AttestRevisionOrder order;
} AttestRevisionAuthorRow;

void attest_revision_author_row_free (AttestRevisionAuthorRow *self);

/** attest_revision_table_list_authors: Of all revisions of a variant, by number, without reading more of them. (transfer full) (element-type AttestRevisionAuthorRow) */
GPtrArray *attest_revision_table_list_authors (AttestDatabase *database,
                                               const char *article,
                                               const char *audience,
                                               GError **error);

G_END_DECLS
