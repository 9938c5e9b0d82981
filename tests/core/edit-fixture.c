/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "edit-fixture.h"

#include <string.h>

char *
edit_fixture_read (const char *written, gsize *start, gsize *end)
{
  const char *opening = strchr (written, '{');
  const char *closing = strchr (written, '}');
  char *text = g_strdup (written);

  g_assert_true (opening != NULL && closing > opening);
  *start = (gsize) (opening - written);
  *end = (gsize) (closing - written) - 1;
  memmove (text + *start, text + *start + 1, strlen (text + *start));
  memmove (text + *end, text + *end + 1, strlen (text + *end));
  return text;
}

void
edit_fixture_assert (AttestEdit *edit, const char *text, const char *expected)
{
  g_autofree char *result = NULL;
  g_autoptr (GString) shown = NULL;

  if (edit == NULL)
    {
      g_assert_cmpstr (expected, ==, NULL);
      return;
    }
  result = attest_edit_apply (edit, text, strlen (text));
  shown = g_string_new (result);
  g_assert_cmpuint (edit->selection_start, <=, edit->selection_end);
  g_assert_cmpuint (edit->selection_end, <=, shown->len);
  g_string_insert_c (shown, (gssize) edit->selection_end, '}');
  g_string_insert_c (shown, (gssize) edit->selection_start, '{');
  attest_edit_free (edit);
  g_assert_cmpstr (shown->str, ==, expected);
}
