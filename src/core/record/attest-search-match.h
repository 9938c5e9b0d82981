/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-search.h"

G_BEGIN_DECLS

/** attest_search_find_all: @phrases: (element-type AttestSearchPhrase). Whether every phrase that is not excluded stands in @text, valid UTF-8. */
gboolean attest_search_find_all (GPtrArray *phrases, const char *text);

/** attest_search_count: @counts: (out): how often each phrase stands in @text, valid UTF-8, for as many as are not excluded, in order. Returns: how many words @text has */
guint attest_search_count (GPtrArray *phrases, const char *text, double *counts);

/** attest_search_write_snippet: @marks: (out) (transfer full). Returns: (transfer full): the part of @text, valid UTF-8, in which most of the phrases stand, on one line and without Markdown's marks */
char *attest_search_write_snippet (GPtrArray *phrases, const char *text, GArray **marks);

G_END_DECLS
