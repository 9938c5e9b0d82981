/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/*
 * The review record: one article's complete trail, as HTML to read and as JSON to process. Both are made of one model, so they have the same content:
 *
 *   {"format": "attest-review-record-1", "made", "made_with", "statement", "holds", "problems":[...], "faults_elsewhere",
 *    "seal": {"line", "why_none", "events", "covers":[...], "not_proved":[...]}, "how_to_check":[...], "board", "article", "people":[...],
 *    "audiences":[{"audience", "label", "status", ..., "revisions":[...], "comments":[...], "acts":[...], "waivers":[...], "assignments":[...]}],
 *    "exports":[...], "timeline":[...], "events":[{"hash", "header":{...}, "when", "body", "body_state", "blanked", "no_effect"}]}
 *
 * A header holds exactly the members whose RFC 8785 form the event's hash covers, so anybody can calculate it again. People and revisions are named by
 * their ids. Times are ISO 8601 in UTC, but for those in a header, which are microseconds since 1970. The words of the record itself are English, as on an exported page; only what
 * the library says of faults and limits follows the language of whoever makes it.
 */

/**
 * attest_review_record_collect:
 * @article: an id or a slug
 * @made: UTC microseconds; the time that the record says it was made, at which the status is assessed
 *
 * Reads the whole record of one article, and verifies the log. Appends nothing. Of the board's own events all headers are there, so that their chain can be checked, but of persons who
 * have nothing to do with the article not what was said of them. On the library's thread.
 *
 * Returns: (transfer full) (nullable): the model; NULL with an ATTEST_RECORD_ERROR (BUSY where another program kept writing)
 */
JsonObject *attest_review_record_collect (AttestLibrary *library, const char *article, gint64 made, GError **error);

/** attest_review_record_holds: Whether no fault was found in what @record tells. Any thread. */
gboolean attest_review_record_holds (JsonObject *record);

/** attest_review_record_write_html: Returns: (transfer full): one page without scripts that asks for nothing from elsewhere. Any thread. */
char *attest_review_record_write_html (JsonObject *record);

/** attest_review_record_write_json: Returns: (transfer full): indented, ended by a line break. Any thread. */
char *attest_review_record_write_json (JsonObject *record);

/**
 * attest_review_record_export:
 * @folder: made when it is not there
 * @made: as for attest_review_record_collect()
 * @holds: (out) (optional): as attest_review_record_holds() tells
 *
 * Writes `SLUG-record.html` and `SLUG-record.json` to @folder, both or neither, and never in place of a file that is there.
 *
 * Returns: (transfer full) (nullable): the paths, that of the HTML first; NULL with an ATTEST_RECORD_ERROR
 */
GStrv attest_review_record_export (AttestLibrary *library,
                                   const char *article,
                                   const char *folder,
                                   gint64 made,
                                   gboolean *holds,
                                   GError **error);

G_END_DECLS
