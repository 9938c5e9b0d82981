/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many bytes are looked at to tell UTF-16 without a byte order mark. */
#define GUESS_BYTES 4096

typedef struct
{
  const char *label;
  const char *codeset;
  gsize bom_length;
} Encoding;

static gboolean
has_prefix (const guint8 *data, gsize length, const char *prefix, gsize prefix_length)
{
  return length >= prefix_length && memcmp (data, prefix, prefix_length) == 0;
}

/* Text in a Latin script has a zero in every other byte of UTF-16; no other text has. */
static const char *
guess_utf16 (const guint8 *data, gsize length)
{
  gsize looked_at = MIN (length, GUESS_BYTES) & ~(gsize) 1;
  gsize even = 0;
  gsize odd = 0;

  if (looked_at < 4 || length % 2 != 0)
    return NULL;
  for (gsize i = 0; i < looked_at; i += 2)
    {
      even += data[i] == 0;
      odd += data[i + 1] == 0;
    }
  if (odd > looked_at / 4 && even == 0)
    return "UTF-16LE";
  if (even > looked_at / 4 && odd == 0)
    return "UTF-16BE";
  return NULL;
}

static Encoding
guess_encoding (const guint8 *data, gsize length)
{
  const char *utf16;

  if (has_prefix (data, length, "\xef\xbb\xbf", 3))
    return (Encoding) { N_ ("UTF-8 with a byte order mark"), NULL, 3 };
  if (has_prefix (data, length, "\xff\xfe\0\0", 4))
    return (Encoding) { "UTF-32", "UTF-32LE", 4 };
  if (has_prefix (data, length, "\xff\xfe", 2))
    return (Encoding) { "UTF-16", "UTF-16LE", 2 };
  if (has_prefix (data, length, "\xfe\xff", 2))
    return (Encoding) { "UTF-16", "UTF-16BE", 2 };
  if ((utf16 = guess_utf16 (data, length)))
    return (Encoding) { "UTF-16", utf16, 0 };
  if (g_utf8_validate ((const char *) data, length, NULL) || memchr (data, '\0', length))
    return (Encoding) { NULL, NULL, 0 };
  return (Encoding) { "Windows-1252", "WINDOWS-1252", 0 };
}

/* Line ends, tabs and the page breaks that copies of PDF files bring are text; any other control character is not. */
static gboolean
has_control_bytes (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20 && !strchr ("\t\n\v\f\r", text[i]))
      return TRUE;
  return memchr (text, '\0', length) != NULL;
}

static char *
convert_line_ends (const char *text, gsize length, gsize *new_length, gboolean *changed)
{
  char *converted = g_malloc (length + 1);
  gsize out = 0;

  *changed = FALSE;
  for (gsize i = 0; i < length; i++)
    {
      converted[out++] = text[i] == '\r' ? '\n' : text[i];
      if (text[i] != '\r')
        continue;
      *changed = TRUE;
      if (i + 1 < length && text[i + 1] == '\n')
        i++;
    }
  converted[out] = '\0';
  *new_length = out;
  return converted;
}

static gboolean
is_white_space (const char *text)
{
  for (; *text; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
refuse (GError **error, AttestImportError code, const char *message, const char *name)
{
  g_autoptr (GString) text = g_string_new (message);

  g_string_replace (text, "%s", name, 1);
  g_set_error_literal (error, ATTEST_IMPORT_ERROR, code, text->str);
  return FALSE;
}

static gboolean
check_bytes (const char *name, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length > ATTEST_IMPORT_MAX_BYTES)
    return refuse (
        error,
        ATTEST_IMPORT_ERROR_TOO_LARGE,
        _ ("“%s” is larger than 10 MB, the most that Attest reads. Split it into one file for each article."),
        name);
  if (length == 0)
    return refuse (error, ATTEST_IMPORT_ERROR_EMPTY, _ ("“%s” is empty."), name);
  if (has_prefix ((const guint8 *) data, length, "%PDF-", 5))
    return refuse (error,
                   ATTEST_IMPORT_ERROR_FORMAT,
                   _ ("“%s” is a PDF file, which this version does not read. Copy its text into a plain text file."),
                   name);
  if (has_prefix ((const guint8 *) data, length, "PK\x03\x04", 4) ||
      has_prefix ((const guint8 *) data, length, "\xd0\xcf\x11\xe0", 4))
    return refuse (
        error,
        ATTEST_IMPORT_ERROR_FORMAT,
        _ ("“%s” is an office document or an archive, which this version does not read. Save it as plain text."),
        name);
  if (has_prefix ((const guint8 *) data, length, "{\\rtf", 5))
    return refuse (error,
                   ATTEST_IMPORT_ERROR_FORMAT,
                   _ ("“%s” is a rich text file, which this version does not read. Save it as plain text."),
                   name);
  return TRUE;
}

GBytes *
attest_import_convert_to_utf8 (const char *name,
                               GBytes *bytes,
                               char **encoding,
                               gboolean *line_ends_changed,
                               GError **error)
{
  g_autofree char *utf8 = NULL;
  g_autofree char *text = NULL;
  Encoding guess;
  gsize length, new_length;
  gboolean changed;
  const char *data = g_bytes_get_data (bytes, &length);

  if (encoding)
    *encoding = NULL;
  if (!check_bytes (name, bytes, error))
    return NULL;

  guess = guess_encoding ((const guint8 *) data, length);
  data += guess.bom_length;
  length -= guess.bom_length;
  if (guess.codeset)
    utf8 = g_convert (data, length, "UTF-8", guess.codeset, NULL, &length, NULL);
  else
    utf8 = g_memdup2 (data, length);

  if ((guess.codeset && !utf8) || (utf8 && has_control_bytes (utf8, length)))
    {
      refuse (error,
              ATTEST_IMPORT_ERROR_BINARY,
              _ ("“%s” is not a text file, or is in an encoding that Attest does not know. Save it as plain text in "
                 "UTF-8."),
              name);
      return NULL;
    }

  text = convert_line_ends (utf8 ? utf8 : "", length, &new_length, &changed);
  if (!g_utf8_validate (text, new_length, NULL))
    {
      refuse (error,
              ATTEST_IMPORT_ERROR_BINARY,
              _ ("“%s” is not text in any encoding that Attest knows. Save it in UTF-8."),
              name);
      return NULL;
    }
  if (is_white_space (text))
    {
      refuse (error, ATTEST_IMPORT_ERROR_EMPTY, _ ("“%s” is empty."), name);
      return NULL;
    }

  if (encoding && guess.label)
    *encoding = g_strdup (_ (guess.label));
  if (line_ends_changed)
    *line_ends_changed = changed;
  return g_bytes_new_take (g_steal_pointer (&text), new_length);
}
