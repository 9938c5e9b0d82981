/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-change-class.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define SEPARATOR 0xff /* a byte that no text has */

static gboolean
is_boundary (const char *text, gsize at)
{
  return at == strlen (text) || ((guchar) text[at] & 0xc0) != 0x80;
}

static AttestTextChange *
compare (const char *old_text, const char *new_text)
{
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (old_text, strlen (old_text));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (new_text, strlen (new_text));

  return attest_text_change_new (old_bytes, new_bytes);
}

/* Two texts: whatever they are, the edits lie in them in order, and what differs is never called the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *middle = size > 0 ? memchr (data, SEPARATOR, size) : NULL;
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  g_autoptr (AttestTextChange) change = NULL;
  AttestTouched touched = ATTEST_TOUCHED_NOTHING;
  gsize old_at = 0;
  gsize new_at = 0;

  if (middle == NULL)
    return 0;
  old_text = g_utf8_make_valid ((const char *) data, middle - data);
  new_text = g_utf8_make_valid ((const char *) &middle[1], &data[size] - &middle[1]);
  change = compare (old_text, new_text);
  for (guint i = 0; i < change->edits->len; i++)
    {
      const AttestTextEdit *edit = &g_array_index (change->edits, AttestTextEdit, i);

      g_assert_cmpuint (edit->old_start, >=, old_at);
      g_assert_cmpuint (edit->new_start, >=, new_at);
      g_assert_cmpuint (edit->old_start, <=, edit->old_end);
      g_assert_cmpuint (edit->new_start, <=, edit->new_end);
      old_at = edit->old_end;
      new_at = edit->new_end;
      g_assert_cmpuint (old_at, <=, strlen (old_text));
      g_assert_cmpuint (new_at, <=, strlen (new_text));
      g_assert_true (is_boundary (old_text, edit->old_start) && is_boundary (old_text, old_at));
      g_assert_true (is_boundary (new_text, edit->new_start) && is_boundary (new_text, new_at));
      touched |= edit->touched;
    }
  g_assert_cmpint (change->change == ATTEST_CHANGE_NONE, ==, g_str_equal (old_text, new_text));
  g_assert_cmpint (change->change == ATTEST_CHANGE_SAFETY, ==, change->touched != ATTEST_TOUCHED_NOTHING);
  g_assert_cmpuint (touched, ==, change->touched);

  return 0;
}
