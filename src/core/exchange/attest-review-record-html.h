/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/attest-review-record-private.h"

G_BEGIN_DECLS

/* How members of the model are written as HTML. All that came from somebody is escaped and has its own direction. */

/** attest_review_record_append_text: @text: (nullable): foreign words, as they are; line breaks stay. */
void attest_review_record_append_text (GString *html, const char *text);
/** attest_review_record_append_words: Foreign words in an element of their own. @element: "p", "span", "pre", "td" ...; nothing for NULL or an empty @text */
void attest_review_record_append_words (GString *html, const char *element, const char *text);
/** attest_review_record_append_time: @when: (nullable): ISO 8601 */
void attest_review_record_append_time (GString *html, const char *when);
/** attest_review_record_append_person: The name, and the credentials where there are some. @person: (nullable): an id */
void attest_review_record_append_person (GString *html, JsonObject *record, const char *person);
/** attest_review_record_append_code: @code: (nullable): a hash or the like */
void attest_review_record_append_code (GString *html, const char *code);
/** attest_review_record_append_list: An array of sentences as a list. */
void attest_review_record_append_list (GString *html, JsonArray *sentences);
/** attest_review_record_append_fields: All members of @object but those in @without (nullable) as a list of names and values; what is null is left out, and so are empty arrays. */
void
attest_review_record_append_fields (GString *html, JsonObject *record, JsonObject *object, const char *const *without);
/** attest_review_record_append_body: The body of an event, by the names that it has in the log. */
void attest_review_record_append_body (GString *html, JsonObject *body);

G_END_DECLS
