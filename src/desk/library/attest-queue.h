/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "library/attest-article-line.h"

G_BEGIN_DECLS

/**
 * AttestQueue:
 *
 * A question to the list of articles that the sidebar offers: what waits for me, a status, what is due, a topic; the one to the comments of all; or the figures of all. Main thread only.
 *
 * Properties: `label`, `icon-name` (strings), `count` (unsigned integer).
 */
#define ATTEST_TYPE_QUEUE (attest_queue_get_type ())
G_DECLARE_FINAL_TYPE (AttestQueue, attest_queue, ATTEST, QUEUE, GObject)

/** attest_queue_list_fixed: Returns: (transfer full) (element-type AttestQueue): all queues but the topics, in the sidebar's order */
GPtrArray *attest_queue_list_fixed (void);
/** attest_queue_new_topic: Returns: (transfer full) */
AttestQueue *attest_queue_new_topic (const char *topic);

/** attest_queue_get_id: Returns: (transfer none): what stays the same when the list is read anew, such as "all" or "topic:sleep" */
const char *attest_queue_get_id (AttestQueue *self);
const char *attest_queue_get_label (AttestQueue *self);
const char *attest_queue_get_icon_name (AttestQueue *self);
gboolean attest_queue_is_topic (AttestQueue *self);
gboolean attest_queue_holds (AttestQueue *self, const AttestArticleLine *line);

/** attest_queue_count: Returns: how many things of @line it holds: the article, or in the queue of comments as many as are open */
guint attest_queue_count (AttestQueue *self, const AttestArticleLine *line);
/** attest_queue_is_waiting: Whether it is the queue of what waits for who acts. */
gboolean attest_queue_is_waiting (AttestQueue *self);

/** attest_queue_is_comments: Whether it is a list of comments, and not of the articles that have some. */
gboolean attest_queue_is_comments (AttestQueue *self);

/** attest_queue_is_overview: Whether it is the figures of the library, and no list. */
gboolean attest_queue_is_overview (AttestQueue *self);

/** attest_queue_is_removed: Whether it is the queue of what was removed; no other one holds that. */
gboolean attest_queue_is_removed (AttestQueue *self);

guint attest_queue_get_count (AttestQueue *self);
/** attest_queue_set_count: How many articles or comments it holds, as the sidebar shows it. */
void attest_queue_set_count (AttestQueue *self, guint count);

G_END_DECLS
