/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-search-rank.h"
#include "record/attest-search.h"

G_BEGIN_DECLS

/**
 * AttestSearchRun:
 * @phrases: (element-type AttestSearchPhrase): also the excluded ones
 * @wanted: for FTS5: what must stand there; empty: no words are looked for
 * @loose: (nullable): the same and more, of which each has to be looked at
 * @unwanted: (nullable): what must not
 * @partial: whether more was found than was looked at
 * @unfiltered: whether the articles of candidates are looked up when they are shown; some may have been removed, as @met_removed says then
 * @found: (nullable): is told what was found so far, when the clock (microseconds) says @next_telling
 *
 * One search that is under way.
 */
typedef struct
{
  AttestDatabase *database;
  const AttestSearchQuery *query;
  GPtrArray *phrases;
  AttestSearchRank *rank;
  char *wanted;
  char *loose;
  char *unwanted;
  guint limit;
  gboolean partial;
  gboolean unfiltered;
  gboolean met_removed;
  GCancellable *cancellable;
  AttestSearchFoundFunc found;
  gpointer found_data;
  gint64 began;
  gint64 next_telling;
} AttestSearchRun;

/** AttestSearchCandidate: a place that was found, before it is known what of it is shown. An empty @slug: the article was not looked up. */
typedef struct
{
  char *article;
  char *slug;
  char *title;
  char *audience;
  char *kind;
  char *key;
  double score;
} AttestSearchCandidate;

void attest_search_candidate_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSearchCandidate, attest_search_candidate_free)

/** attest_search_candidates_sort: The best first. */
void attest_search_candidates_sort (GPtrArray *candidates);

/** attest_search_candidate_read: An AttestRowReader. @row: its columns are the candidate's members. Returns: (transfer full) (type AttestSearchCandidate) */
gpointer attest_search_candidate_read (AttestStatement *row);

/* What passes the query's filters, of `article` and `entry`. What it does not filter by is bound to NULL. An entry of the whole article has an empty
 * audience and passes by any of its texts. */
#define ATTEST_SEARCH_FILTERS                                                                                          \
  " article.removed = 0"                                                                                               \
  " AND (?3 IS NULL AND ?4 IS NULL AND ?5 IS NULL OR EXISTS (SELECT 1 FROM variant"                                    \
  " WHERE variant.article = article.id AND (entry.audience = '' OR variant.audience = entry.audience)"                 \
  " AND (?3 IS NULL OR variant.status = ?3) AND (?4 IS NULL OR variant.audience = ?4)"                                 \
  " AND (?5 IS NULL OR variant.open_blocking_comments > 0)))"                                                          \
  " AND (?6 IS NULL OR EXISTS (SELECT 1 FROM json_each (article.topics) AS topic"                                      \
  " WHERE topic.value = ?6 COLLATE NOCASE))"                                                                           \
  " AND (?7 IS NULL OR article.id IN (SELECT article FROM article_person WHERE person IN (SELECT same.id FROM person"  \
  " JOIN person AS same ON same.same_as = person.same_as WHERE person.id = ?7)"                                        \
  " UNION SELECT article FROM assignment WHERE reviewer IN (SELECT same.id FROM person"                                \
  " JOIN person AS same ON same.same_as = person.same_as WHERE person.id = ?7)))"                                      \
  " AND (?8 IS NULL OR article.updated >= ?8) AND (?9 IS NULL OR article.updated < ?9)"                                \
  " AND article.id NOT IN (SELECT unwanted.article FROM search JOIN search_entry AS unwanted"                          \
  " ON unwanted.id = search.rowid WHERE search MATCH ?2"                                                               \
  " AND (?12 IS NULL OR unwanted.kind NOT IN ('comment', 'reply')))"

/** attest_search_run_bind: Binds what ATTEST_SEARCH_FILTERS asks for, and @limit as the tenth. The first and the eleventh are the caller's. */
void attest_search_run_bind (const AttestSearchRun *self, AttestStatement *statement, guint limit);

/** attest_search_run_make_results: @candidates: in order, so that the first of an article is its best; says in @self whether there are more than @limit. Returns: (transfer full) (nullable) (element-type AttestSearchResult): NULL with @error */
GPtrArray *attest_search_run_make_results (AttestSearchRun *self, GPtrArray *candidates, guint limit, GError **error);

/** attest_search_run_tell: Where the search takes long, tells whoever wants to know the best of @candidates, in any order; seldomer the longer it takes. */
void attest_search_run_tell (AttestSearchRun *self, GPtrArray *candidates);

/** attest_search_run_fits: Reads what @candidate was found in. @fits: (out): whether all phrases stand there; its score is what they make of it then. Returns: FALSE with @error */
gboolean
attest_search_run_fits (AttestSearchRun *self, AttestSearchCandidate *candidate, gboolean *fits, GError **error);

/** attest_search_run_list_people: The articles of the people whose names, credentials or e-mail have the words. Returns: (transfer full) (nullable) (element-type AttestSearchCandidate): the newest articles; NULL with @error */
GPtrArray *attest_search_run_list_people (AttestSearchRun *self, guint most, GError **error);

G_END_DECLS
