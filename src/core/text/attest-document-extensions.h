/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

/** AttestExtensions: what cmark-gfm's extensions call their nodes; it gives the numbers out when they register. */
typedef struct
{
  cmark_node_type table;
  cmark_node_type table_row;
  cmark_node_type table_cell;
  cmark_node_type strikethrough;
} AttestExtensions;

/** attest_extensions_get: Registers the extensions at the first call. The caller holds the parser's lock. Returns: (transfer none) */
const AttestExtensions *attest_extensions_get (void);

/** attest_extensions_attach: Makes a parser one of GitHub's Markdown: tables, strikethrough, autolinks, task lists. */
void attest_extensions_attach (cmark_parser *parser);

G_END_DECLS
