/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/** AttestHistoryGroup: what a reader can ask for; the order is that of attest_history_dup_group_names() */
typedef enum
{
  ATTEST_HISTORY_TEXTS,
  ATTEST_HISTORY_COMMENTS,
  ATTEST_HISTORY_REVIEW,
  ATTEST_HISTORY_EXPORTS,
  ATTEST_HISTORY_SETTINGS,
} AttestHistoryGroup;

/**
 * AttestHistoryEntry:
 * @time: UTC microseconds
 * @text, @detail: what happened, and (nullable) a reason, a comment's words, or why the event had no effect
 * @icon_name, @style_class: what it looks like, where it changed a status like that status; static
 * @is_new: somebody else did it since the reader last looked
 * @person, @name: id (of those who count as one person, of the one they count as) and name of who did it
 * @audience: (nullable): key of the text that it was done to
 * @revision: (nullable): id of the revision that was saved, or that a step of the review is about
 * @is_save, @is_verdict: whether it saved a text or gave a verdict, and had an effect
 *
 * An event in words.
 */
typedef struct
{
  gint64 time;
  char *text;
  char *detail;
  const char *icon_name;
  const char *style_class;
  gboolean is_new;
  AttestHistoryGroup group;
  char *person;
  char *name;
  char *audience;
  char *revision;
  gboolean is_save;
  gboolean is_verdict;
} AttestHistoryEntry;

/** attest_history_dup_group_names: Returns: (transfer full): "Everything", then a name for each group */
GStrv attest_history_dup_group_names (void);

/** attest_history_load: @person: (nullable): who reads; @since: up to where they have seen the article. Any thread that owns @library. Returns: (transfer full) (nullable) (element-type AttestHistoryEntry): newest first; NULL with an ATTEST_RECORD_ERROR */
GPtrArray *
attest_history_load (AttestLibrary *library, const char *article, const char *person, gint64 since, GError **error);

G_END_DECLS
