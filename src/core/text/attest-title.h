/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** ATTEST_TITLE_LONGEST: code points that a title has at most when somebody gives one. */
#define ATTEST_TITLE_LONGEST 300

/** attest_title_tidy: Returns: (transfer full) (nullable): @title on one line, without space around it; NULL when nothing is left, or it is longer than ATTEST_TITLE_LONGEST or no valid UTF-8. Any thread. */
char *attest_title_tidy (const char *title);

/** attest_title_dup_line: Returns: (transfer full): @text, valid UTF-8, on one line: all white space and control characters between two words are one space, and none is around it; may be empty. Any thread. */
char *attest_title_dup_line (const char *text);

/**
 * attest_title_replace:
 * @markdown: valid UTF-8 with LF line ends
 * @title: as attest_title_tidy() gives it
 *
 * Puts @title where the text has its own: in the front matter, in the first level-1 heading, or in both where both say it. A text without a title
 * gets a heading. All other bytes stay. What is written is escaped, so that a title is never markup. Any thread.
 *
 * Returns: (transfer full) (nullable): NULL where the title stands in a form that cannot be changed without changing something else
 */
GBytes *attest_title_replace (GBytes *markdown, const char *title);

G_END_DECLS
