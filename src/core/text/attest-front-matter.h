/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AttestFrontMatter:
 *
 * The YAML mapping at the head of a text. Immutable, so any thread may read it.
 */
typedef struct _AttestFrontMatter AttestFrontMatter;

/**
 * attest_front_matter_parse:
 * @text: valid UTF-8
 * @body_start: (out): the byte after the closing line; 0 where there is no front matter
 * @problem: (out) (transfer full) (nullable): why a block that looks like front matter is none
 *
 * Front matter begins at the first byte with a line `---`, ends with a line `---` or `...`, and between them stands a YAML
 * mapping. All else is Markdown, where `---` is a thematic break. Depth, size and the work that aliases can cause are bounded.
 *
 * Returns: (transfer full) (nullable): NULL where there is none
 */
AttestFrontMatter *attest_front_matter_parse (const char *text, gsize length, gsize *body_start, char **problem);
void attest_front_matter_free (AttestFrontMatter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestFrontMatter, attest_front_matter_free)

/** attest_front_matter_get_scalar: Returns: (transfer none) (nullable): the value of @name when it is a scalar that is not empty */
const char *attest_front_matter_get_scalar (AttestFrontMatter *self, const char *name);

/** attest_front_matter_get_list: Returns: (transfer none) (nullable): the scalars of a list; a scalar is a list of one */
const char *const *attest_front_matter_get_list (AttestFrontMatter *self, const char *name);

/**
 * attest_front_matter_get_json:
 *
 * Whole numbers, true, false and null written without quotes are so in JSON too; everything else is a string, so that "1.10" stays as written.
 *
 * Returns: (transfer none) (nullable): a value of any shape as JSON text
 */
const char *attest_front_matter_get_json (AttestFrontMatter *self, const char *name);

/**
 * attest_front_matter_locate:
 * @text: as attest_front_matter_parse() takes it
 * @start, @end: (out): the bytes of the value in @text, its quotes and marks included
 *
 * Returns: FALSE where @name is no scalar that stands on its own lines
 */
gboolean attest_front_matter_locate (const char *text, gsize length, const char *name, gsize *start, gsize *end);

G_END_DECLS
