/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-edit-private.h"

#include <string.h>

static void
change_free (gpointer data)
{
  AttestEditChange *change = data;

  g_free (change->text);
  g_free (change);
}

AttestEdit *
attest_edit_new (void)
{
  AttestEdit *self = g_new0 (AttestEdit, 1);

  self->changes = g_ptr_array_new_with_free_func (change_free);
  return self;
}

void
attest_edit_free (AttestEdit *self)
{
  g_ptr_array_unref (self->changes);
  g_free (self);
}

/* What is put in comes before what is taken away at the same place; else changes at one place stay as they were added. */
static gboolean
comes_before (const AttestEditChange *one, const AttestEditChange *other)
{
  if (one->start != other->start)
    return one->start < other->start;
  return one->start == one->end && other->end > other->start;
}

void
attest_edit_add (AttestEdit *self, gsize start, gsize end, const char *text)
{
  AttestEditChange *change = NULL;
  guint index = self->changes->len;

  if (start == end && (text == NULL || *text == '\0'))
    return;
  change = g_new0 (AttestEditChange, 1);
  change->start = start;
  change->end = end;
  change->text = g_strdup (text != NULL ? text : "");
  while (index > 0 && comes_before (change, g_ptr_array_index (self->changes, index - 1)))
    index--;
  g_ptr_array_insert (self->changes, (int) index, change);
}

gsize
attest_edit_map (const AttestEdit *self, gsize place, gboolean behind)
{
  gsize added = 0;
  gsize removed = 0;

  for (guint i = 0; i < self->changes->len; i++)
    {
      const AttestEditChange *change = g_ptr_array_index (self->changes, i);

      if (change->start > place || (change->start == place && !behind))
        break;
      /* Inside of what goes: before or behind what comes in its place. */
      if (change->end > place)
        return change->start + added - removed + (behind ? strlen (change->text) : 0);
      added += strlen (change->text);
      removed += change->end - change->start;
    }
  return place + added - removed;
}

AttestEdit *
attest_edit_finish (AttestEdit *self, gsize start, gsize end, gboolean behind)
{
  if (self->changes->len == 0)
    {
      attest_edit_free (self);
      return NULL;
    }
  self->selection_start = attest_edit_map (self, start, start < end || behind);
  self->selection_end = start < end ? attest_edit_map (self, end, FALSE) : self->selection_start;
  self->selection_end = MAX (self->selection_start, self->selection_end);
  return self;
}

char *
attest_edit_apply (const AttestEdit *self, const char *text, gsize length)
{
  GString *result = g_string_sized_new (length + 64);
  gsize at = 0;

  for (guint i = 0; i < self->changes->len; i++)
    {
      const AttestEditChange *change = g_ptr_array_index (self->changes, i);

      g_string_append_len (result, text + at, (gssize) (change->start - at));
      g_string_append (result, change->text);
      at = change->end;
    }
  g_string_append_len (result, text + at, (gssize) (length - at));
  return g_string_free (result, FALSE);
}
