/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * attest_page_build:
 * @article: an id or slug
 * @audiences: (nullable): NULL-terminated keys; NULL is all with a published revision, or all at their newest with the notice where none is published
 * @revisions: (out) (optional) (transfer full): ids of the revisions on the page
 *
 * The self-contained page of DESIGN.md section 8: the same bytes from the window and the command line, on any day. What it says about review is
 * computed from the record and cannot lie.
 *
 * Returns: (transfer full) (nullable): the page's bytes; NULL with an ATTEST_RECORD_ERROR
 */
GBytes *attest_page_build (AttestLibrary *library,
                           const char *article,
                           const char *const *audiences,
                           GStrv *revisions,
                           GError **error);

/** attest_page_dup_style: Returns: (transfer full): the style sheet of every page, which the window's preview shares. Any thread. */
char *attest_page_dup_style (void);

/** attest_page_dup_file_name: Returns: (transfer full): `SLUG.html` */
char *attest_page_dup_file_name (AttestLibrary *library, const char *article, GError **error);

/**
 * attest_page_export:
 * @folder: made when it is not there
 * @actor: (nullable): person id for the recorded event
 * @recorded: (out) (optional): FALSE where the library cannot be written
 *
 * Writes the page to @folder atomically and records an `article.export` event where the library can be written.
 *
 * Returns: (transfer full) (nullable): the written file's path; NULL with an ATTEST_RECORD_ERROR, or a G_FILE_ERROR where @folder cannot be written
 */
char *attest_page_export (AttestLibrary *library,
                          const char *article,
                          const char *const *audiences,
                          const char *folder,
                          const char *actor,
                          gboolean *recorded,
                          GError **error);

G_END_DECLS
