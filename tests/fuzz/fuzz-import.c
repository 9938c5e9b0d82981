/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-import.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Any bytes are refused with a message that names the file, or become valid UTF-8 with a title and LF only. The first byte chooses the name. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *name = size > 0 && data[0] % 2 ? "fuzz.md" : "fuzz.txt";
  g_autoptr (GBytes) bytes = g_bytes_new (size > 0 ? data + 1 : data, size > 0 ? size - 1 : 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestImported) imported = attest_import_bytes (name, bytes, &error);
  const char *markdown;
  gsize length;

  if (!imported)
    {
      g_assert_nonnull (strstr (error->message, name));
      return 0;
    }
  markdown = g_bytes_get_data (imported->markdown, &length);
  g_assert_true (g_utf8_validate (markdown, (gssize) length, NULL));
  g_assert_null (memchr (markdown, '\r', length));
  g_assert_nonnull (imported->title);
  for (guint i = 0; i < imported->warnings->len; i++)
    g_assert_true (
        g_utf8_validate (((AttestImportWarning *) g_ptr_array_index (imported->warnings, i))->text, -1, NULL));
  return 0;
}
