/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-annotations.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Annotations come from anywhere: whatever is read of them is text that can be recorded. */

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *json = g_strndup ((const char *) data, size);
  g_autoptr (GPtrArray) annotations = attest_annotations_read (json, NULL);

  for (guint i = 0; annotations != NULL && i < annotations->len; i++)
    {
      const AttestAnnotation *one = annotations->pdata[i];

      g_assert_true (g_utf8_validate (one->text, -1, NULL));
      g_assert_true (one->exact == NULL || one->exact[0] != '\0');
      g_assert_nonnull (one->prefix);
      g_assert_nonnull (one->suffix);
      g_assert_nonnull (one->kind);
    }

  return 0;
}
