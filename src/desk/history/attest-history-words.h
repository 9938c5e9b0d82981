/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/** AttestHistoryEntry: an event in words. @detail: (nullable): a reason, a comment's words, or why the event had no effect. @icon_name, @style_class: what it looks like, where it changed a status like that status; static. @time: UTC microseconds. @is_new: somebody else did it since the reader last looked */
typedef struct
{
  gint64 time;
  char *text;
  char *detail;
  const char *icon_name;
  const char *style_class;
  gboolean is_new;
} AttestHistoryEntry;

/** attest_history_load: @person: (nullable): who reads; @since: up to where they have seen the article. Any thread that owns @library. Returns: (transfer full) (nullable) (element-type AttestHistoryEntry): newest first; NULL with an ATTEST_RECORD_ERROR */
GPtrArray *
attest_history_load (AttestLibrary *library, const char *article, const char *person, gint64 since, GError **error);

G_END_DECLS
