/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestImportError:
 * @ATTEST_IMPORT_ERROR_UNREADABLE: missing, a folder, no permission
 * @ATTEST_IMPORT_ERROR_EMPTY, @ATTEST_IMPORT_ERROR_BINARY: nothing to import
 * @ATTEST_IMPORT_ERROR_TOO_LARGE: over 10 MB
 * @ATTEST_IMPORT_ERROR_FORMAT: a kind of file that this version does not read
 */
typedef enum
{
  ATTEST_IMPORT_ERROR_UNREADABLE,
  ATTEST_IMPORT_ERROR_EMPTY,
  ATTEST_IMPORT_ERROR_BINARY,
  ATTEST_IMPORT_ERROR_TOO_LARGE,
  ATTEST_IMPORT_ERROR_FORMAT,
} AttestImportError;

#define ATTEST_IMPORT_ERROR (attest_import_error_quark ())
GQuark attest_import_error_quark (void);

#define ATTEST_IMPORT_MAX_BYTES (10 * 1000 * 1000)

/** AttestImportWarning: one guess or conversion, a translated sentence. @code is stable: "encoding", "line-ends", "furniture", "status", "date", "disclaimer", "other-organisation", "heading", "list", "lead-in", "citation-number", "table", "title", "front-matter", "references". */
typedef struct
{
  char *code;
  char *text;
} AttestImportWarning;

/**
 * AttestImported:
 *
 * What came in: Markdown in UTF-8 with LF, and what stood around it. Fields that the source did not have are NULL. @references is CSL-JSON array text (placeholders included);
 * @last_updated is an ISO 8601 date. @left_out: the lines that were recognised as not the article's own text, word for word. @warnings: (element-type AttestImportWarning)
 */
typedef struct
{
  GBytes *markdown;
  char *title;
  char *slug;
  char *language;
  char *audience;
  GStrv topics;
  char *references;
  char *disclaimer;
  char *last_updated;
  GPtrArray *left_out;
  GPtrArray *warnings;
} AttestImported;

GType attest_imported_get_type (void);
void attest_imported_free (AttestImported *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestImported, attest_imported_free)

/** attest_import_bytes: @name: for messages. Markdown keeps its bytes; text as it was copied from a web page becomes Markdown (see HACKING.md). Returns: (transfer full) (nullable): NULL with an ATTEST_IMPORT_ERROR whose message names @name. Any thread. */
AttestImported *attest_import_bytes (const char *name, GBytes *bytes, GError **error);
/** attest_import_read_file: A file's bytes, as they are; at most ATTEST_IMPORT_MAX_BYTES + 1 of them, so that a larger one is noticed. Returns: (transfer full) (nullable): NULL with ATTEST_IMPORT_ERROR_UNREADABLE, whose message names the file */
GBytes *attest_import_read_file (const char *path, GError **error);
/** attest_import_file: The same for a file; reads at most ATTEST_IMPORT_MAX_BYTES + 1. */
AttestImported *attest_import_file (const char *path, GError **error);

/** attest_import_convert_to_utf8: Any encoding to UTF-8 with LF and without BOM: UTF-8, UTF-16 by BOM or zeros, else Windows-1252; @encoding: (out) (nullable): the name of the one taken when it was not UTF-8 */
GBytes *attest_import_convert_to_utf8 (const char *name,
                                       GBytes *bytes,
                                       char **encoding,
                                       gboolean *line_ends_changed,
                                       GError **error);

/** attest_import_into_library: @article: (nullable): id or slug of an article that gets one more variant (or a new revision of it); NULL makes a new one. One transaction. Returns: (transfer full): the article's id */
char *attest_import_into_library (AttestLibrary *library,
                                  const char *actor,
                                  AttestImported *imported,
                                  const char *article,
                                  const char *audience,
                                  char **revision,
                                  GError **error);

G_END_DECLS
