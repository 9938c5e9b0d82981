/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-render.h"

#include <string.h>

char *
attest_escape_html (const char *text, gssize length)
{
  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  GString *escaped = g_string_sized_new (n_bytes + n_bytes / 8);
  gsize run = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      const char *entity = NULL;

      switch (text[i])
        {
        case '&':
          entity = "&amp;";
          break;
        case '<':
          entity = "&lt;";
          break;
        case '>':
          entity = "&gt;";
          break;
        case '"':
          entity = "&quot;";
          break;
        case '\'':
          entity = "&#39;";
          break;
        default:
          continue;
        }
      g_string_append_len (escaped, text + run, i - run);
      g_string_append (escaped, entity);
      run = i + 1;
    }
  g_string_append_len (escaped, text + run, n_bytes - run);
  return g_string_free (escaped, FALSE);
}
