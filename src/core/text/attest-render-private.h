/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-document-private.h"
#include "text/attest-render.h"

G_BEGIN_DECLS

/** AttestOutput: bytes that grow. Room is made before writing, so that the writers below need no checks of their own. */
typedef struct
{
  char *data;
  gsize length;
  gsize room;
} AttestOutput;

void attest_output_init (AttestOutput *self, gsize room);
void attest_output_reserve (AttestOutput *self, gsize more);
void attest_output_append (AttestOutput *self, const char *data, gsize length);
/** attest_output_append_escaped: `&`, `<`, `>` and `"` as entities, as cmark-gfm does; a carriage return as a number, since a parser of HTML makes it a line feed. */
void attest_output_append_escaped (AttestOutput *self, const char *text, gsize length);
/** attest_output_append_address: For an attribute: what is no character of an address is percent-encoded, `&` and `'` are entities, as cmark-gfm does. */
void attest_output_append_address (AttestOutput *self, const char *address, gsize length);
void attest_output_append_number (AttestOutput *self, guint64 number);
char *attest_output_steal (AttestOutput *self);

#define attest_output_append_literal(self, literal) attest_output_append ((self), (literal), sizeof (literal) - 1)

/** attest_is_allowed_link: Whether an address may be a link: `https`, `http`, `mailto`, `tel`, or a place in the page. */
gboolean attest_is_allowed_link (const char *url);
/** attest_is_dangerous_link: What plain GFM leaves out: `javascript:`, `vbscript:`, `file:` and `data:`. */
gboolean attest_is_dangerous_link (const char *url);

/** AttestHash: a running 64-bit hash; quick, and not for the record. */
typedef struct
{
  guint64 state;
} AttestHash;

void attest_hash_add (AttestHash *self, const char *data, gsize length);

/**
 * AttestRun:
 *
 * A stretch of the rendered text and the Markdown behind it. A verbatim run is byte for byte the Markdown; any other stands as a
 * whole for its range. Runs are in text order and do not overlap; text between them was made by the renderer alone.
 */
typedef struct
{
  guint32 text_start;
  guint32 text_end;
  guint32 start;
  guint32 end;
  gboolean verbatim;
} AttestRun;

/** AttestCitationPlace: an id that stands in the HTML for a citation of @key, in text order. */
typedef struct
{
  const char *key;
  guint occurrence;
} AttestCitationPlace;

struct _AttestRendering
{
  gatomicrefcount references;
  AttestDocument *document; /* keeps the keys */
  char *html;
  gsize html_length;
  char *text;
  gsize text_length;
  char *id_prefix;
  GArray *runs;       /* AttestRun */
  guint32 *by_source; /* indices of runs in source order; NULL where they are so already */
  GArray *blocks;     /* AttestRenderedBlock */
  GArray *places;     /* AttestCitationPlace */
  GPtrArray *warnings;
};

typedef struct
{
  AttestRendering *rendering;
  const AttestRenderOptions *options;
  AttestDocument *document;
  const AttestToken *tokens;
  guint n_tokens;
  gboolean fragment;
  gboolean ranges;
  AttestOutput html;
  AttestOutput text;
  AttestHash hash;
  gsize hashed; /* HTML up to here is in the hash of the block */
  guint depth;  /* of blocks within blocks */
  guint skipped_depth;
  guint footnote;
  gboolean table_body;
  GHashTable *occurrences; /* cited key to how often so far */
  GHashTable *numbers;     /* cited key to what the resolver answered, plus one */
} AttestWriter;

void attest_writer_write (AttestWriter *self);
void attest_writer_write_inline (AttestWriter *self, guint *index);
void attest_writer_write_citation (AttestWriter *self, const AttestToken *token);
/** attest_writer_write_plain: Writes what a node says as attribute text, without recording it. */
void attest_writer_write_plain (AttestWriter *self, guint index);
void attest_writer_show (AttestWriter *self, const char *text, gsize length);
void
attest_writer_show_run (AttestWriter *self, const char *text, gsize length, gsize start, gsize end, gboolean verbatim);
void attest_writer_warn (AttestWriter *self,
                         AttestRenderWarningKind kind,
                         const AttestToken *token,
                         const char *text,
                         gsize length);
void attest_writer_add_id_prefix (AttestWriter *self);

G_END_DECLS
