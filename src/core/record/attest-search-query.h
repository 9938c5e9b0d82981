/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AttestSearchPhrase:
 * @words: (element-type utf8): folded words that stand one behind the other, at least one
 * @prefix: whether the last may go on
 * @excluded: whether it must not stand in what is found
 */
typedef struct
{
  GPtrArray *words;
  gboolean prefix;
  gboolean excluded;
} AttestSearchPhrase;

/** attest_search_query_parse: Takes what somebody typed apart: words, "phrases", beginnings* and -unwanted words; the last word may go on, as it is being typed. Any text is a query; one that is too long is cut. Returns: (transfer full) (element-type AttestSearchPhrase) */
GPtrArray *attest_search_query_parse (const char *text);

/** attest_search_query_write_phrase: Appends @phrase for FTS5. Only folded words stand in it, in quotes: nothing that was typed is ever syntax. */
void attest_search_query_write_phrase (const AttestSearchPhrase *phrase, GString *match);

/** attest_search_query_write_excluded: Returns: (transfer full) (nullable): for FTS5, any of the phrases that must not stand in what is found; NULL when there is none */
char *attest_search_query_write_excluded (GPtrArray *phrases);

G_END_DECLS
