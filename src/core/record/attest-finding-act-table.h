/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"

G_BEGIN_DECLS

/**
 * AttestFindingAct:
 * @event: hash of the event; @clock, @device, @sequence: its place in the total order; @time: UTC microseconds
 * @act: "waive", "taken-back" (a waiver that was, once a "restore" came) or "restore", which has the place and the words of the waiver that it takes back
 * @rule, @pack: of the check
 * @start, @end: where in @revision the finding stands; equal where it is about no words of the text, and @exact is then what it is about
 * @exact, @prefix, @suffix: the words and what stands around them
 *
 * A row of the projection, written by the kinds that review owns. The table knows no rules.
 */
typedef struct
{
  char *event;
  char *article;
  char *audience;
  gint64 clock;
  char *device;
  gint64 sequence;
  gint64 time;
  char *act;
  char *actor;
  char *revision;
  char *rule;
  char *pack;
  gint64 start;
  gint64 end;
  char *exact;
  char *prefix;
  char *suffix;
  char *reason;
} AttestFindingAct;

void attest_finding_act_free (AttestFindingAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestFindingAct, attest_finding_act_free)

/** attest_finding_act_table_insert: Writes the row of @event, which gives hash, article, order, time and actor; of @act only the other fields are read (audience, act, revision ... reason). */
gboolean attest_finding_act_table_insert (AttestDatabase *database,
                                          const AttestEvent *event,
                                          const AttestFindingAct *act,
                                          GError **error);

/** attest_finding_act_table_take_back: Writes the row of @event, which takes @waiver back because of @reason, and notes at the waiver that it does. */
gboolean attest_finding_act_table_take_back (AttestDatabase *database,
                                             const AttestEvent *event,
                                             const AttestFindingAct *waiver,
                                             const char *reason,
                                             GError **error);

/** attest_finding_act_table_find: @event: a hash. Returns: (transfer full) (nullable): NULL with NOT_FOUND */
AttestFindingAct *
attest_finding_act_table_find (AttestDatabase *database, const char *article, const char *event, GError **error);

/** attest_finding_act_table_list: Returns: (transfer full) (element-type AttestFindingAct) (nullable): the acts on one variant's findings in the total order */
GPtrArray *
attest_finding_act_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error);

G_END_DECLS
