/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor.h"

#include <string.h>

#define CONTEXT_CHARACTERS 32

G_DEFINE_BOXED_TYPE (AttestAnchor, attest_anchor, attest_anchor_copy, attest_anchor_free)

static gboolean
is_boundary (const char *text, gsize length, gsize offset)
{
  return offset == length || ((guchar) text[offset] & 0xc0) != 0x80;
}

static char *
dup_before (const char *text, gsize offset)
{
  gsize start = offset;

  for (guint i = 0; i < CONTEXT_CHARACTERS && start > 0; i++)
    for (start--; start > 0 && ((guchar) text[start] & 0xc0) == 0x80;)
      start--;
  return g_strndup (text + start, offset - start);
}

static char *
dup_after (const char *text, gsize length, gsize offset)
{
  gsize end = offset;

  for (guint i = 0; i < CONTEXT_CHARACTERS && end < length; i++)
    for (end++; end < length && ((guchar) text[end] & 0xc0) == 0x80;)
      end++;
  return g_strndup (text + offset, end - offset);
}

AttestAnchor *
attest_anchor_new (GBytes *text, gsize start, gsize end)
{
  AttestAnchor *self;
  gsize length;
  const char *data;

  g_return_val_if_fail (text != NULL, NULL);

  data = g_bytes_get_data (text, &length);
  if (start >= end || end > length || !is_boundary (data, length, start) || !is_boundary (data, length, end))
    return NULL;

  self = g_new0 (AttestAnchor, 1);
  self->start = start;
  self->end = end;
  self->exact = g_strndup (data + start, end - start);
  self->prefix = dup_before (data, start);
  self->suffix = dup_after (data, length, end);
  return self;
}

AttestAnchor *
attest_anchor_new_from_parts (gsize start, gsize end, const char *exact, const char *prefix, const char *suffix)
{
  AttestAnchor *self = g_new0 (AttestAnchor, 1);

  self->start = start;
  self->end = end;
  self->exact = g_strdup (exact ? exact : "");
  self->prefix = g_strdup (prefix ? prefix : "");
  self->suffix = g_strdup (suffix ? suffix : "");
  return self;
}

AttestAnchor *
attest_anchor_copy (const AttestAnchor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return attest_anchor_new_from_parts (self->start, self->end, self->exact, self->prefix, self->suffix);
}

void
attest_anchor_free (AttestAnchor *self)
{
  if (!self)
    return;
  g_free (self->exact);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self);
}

AttestPlacement *
attest_placement_copy (const AttestPlacement *self)
{
  AttestPlacement *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  if (self->candidates)
    copy->candidates = g_array_copy (self->candidates);
  return copy;
}

void
attest_placement_free (AttestPlacement *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->candidates, g_array_unref);
  g_free (self);
}

const char *
attest_anchor_state_to_string (AttestAnchorState state)
{
  switch (state)
    {
    case ATTEST_ANCHOR_EXACT:
      return "exact";
    case ATTEST_ANCHOR_CHANGED:
      return "changed";
    case ATTEST_ANCHOR_MOVED:
      return "moved";
    case ATTEST_ANCHOR_ORPHAN:
      return "orphan";
    default:
      g_return_val_if_reached ("orphan");
    }
}
