/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"
#include "record/attest-policy.h"

G_BEGIN_DECLS

/** attest_policy_table_reset: Puts the first policy there, from which every library begins. */
gboolean attest_policy_table_reset (AttestDatabase *database, GError **error);
/** attest_policy_table_insert: Folds a `policy.set` event. */
gboolean attest_policy_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_policy_table_clear: Folds a `policy.clear` event. */
gboolean attest_policy_table_clear (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_policy_table_list: All that was set and cleared, in the total order; never empty. Returns: (transfer full) (element-type AttestPolicy) (nullable): NULL with @error */
GPtrArray *attest_policy_table_list (AttestDatabase *database, GError **error);

/** AttestTopicChange: @topics: what an article has from this place in the total order on; never NULL */
typedef struct
{
  gint64 clock;
  char *device;
  gint64 sequence;
  GStrv topics;
} AttestTopicChange;

void attest_topic_change_free (AttestTopicChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestTopicChange, attest_topic_change_free)

/** attest_topic_table_insert: Folds the topics of an `article.create` or `article.set` event, which has them. */
gboolean attest_topic_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_topic_table_list: In the total order. An article without a row never had a topic. Returns: (transfer full) (element-type AttestTopicChange) (nullable): NULL with @error */
GPtrArray *attest_topic_table_list (AttestDatabase *database, const char *article, GError **error);

G_END_DECLS
