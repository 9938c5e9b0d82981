/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-critic-markup.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/*
 * A marked text comes from anywhere: whatever is read of it is text that can be recorded, and stands where it is said to stand. What is behind the first byte that ends
 * a string is the text that it is about.
 */

static void
check (const AttestCriticMarkup *markup)
{
  gsize length;
  const char *text = g_bytes_get_data (markup->text, &length);

  g_assert_true (length == 0 || g_utf8_validate_len (text, length, NULL));
  for (guint i = 0; i < markup->annotations->len; i++)
    {
      const AttestAnnotation *one = markup->annotations->pdata[i];

      g_assert_true (g_utf8_validate (one->text, -1, NULL));
      g_assert_true (one->suggestion == NULL || g_utf8_validate (one->suggestion, -1, NULL));
      g_assert_true (one->creator == NULL || g_utf8_validate (one->creator, -1, NULL));
      g_assert_true (one->exact == NULL || (one->exact[0] != '\0' && g_utf8_validate (one->exact, -1, NULL)));
      g_assert_true (g_utf8_validate (one->prefix, -1, NULL) && g_utf8_validate (one->suffix, -1, NULL));
      g_assert_nonnull (one->kind);
      g_assert_true (one->start == one->end || (one->end <= length && one->end - one->start == strlen (one->exact) &&
                                                memcmp (text + one->start, one->exact, one->end - one->start) == 0));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *marked = g_strndup ((const char *) data, size);
  gsize length = strlen (marked);
  g_autofree char *own = length < size ? g_strndup ((const char *) data + length + 1, size - length - 1) : NULL;
  gboolean is_text = own != NULL && g_utf8_validate (own, -1, NULL);
  g_autoptr (AttestCriticMarkup) markup = attest_critic_markup_read (marked, is_text ? own : NULL, NULL);
  g_autoptr (GBytes) text = NULL;

  if (markup == NULL)
    return 0;
  check (markup);
  if (!is_text)
    return 0;
  text = g_bytes_new (own, strlen (own));
  attest_critic_markup_place (markup, text);
  check (markup);

  return 0;
}
