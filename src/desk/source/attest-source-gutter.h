/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** ATTEST_SOURCE_GUTTER_CATEGORY: of the GtkSourceMarks that the gutter draws; the object data "comment" of each is the
 * comment's id, "look" an AttestSourceGutterLook, "order" its number in the text. */
#define ATTEST_SOURCE_GUTTER_CATEGORY "attest-comment"

/** AttestSourceGutterLook: of several on one line the greatest is drawn. */
typedef enum
{
  ATTEST_SOURCE_GUTTER_COMMENT = 1,
  ATTEST_SOURCE_GUTTER_BLOCKING,
  ATTEST_SOURCE_GUTTER_SELECTED,
} AttestSourceGutterLook;

/**
 * AttestSourceGutter:
 *
 * A dot beside each line on which a comment begins: filled for a comment, square for a blocking one, so that colour is
 * not all that tells them apart; with another behind it where several begin. Signal `chosen` (const char *comment): a
 * dot was clicked; again on the same line, the next of its comments.
 */
#define ATTEST_TYPE_SOURCE_GUTTER (attest_source_gutter_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceGutter, attest_source_gutter, ATTEST, SOURCE_GUTTER, GtkSourceGutterRenderer)

/** attest_source_gutter_new: Returns: (transfer floating) */
AttestSourceGutter *attest_source_gutter_new (void);

G_END_DECLS
