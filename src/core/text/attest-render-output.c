/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-render-private.h"

#include <string.h>

/* 1 for a byte that text shows as an entity. */
static const guint8 special_in_text[256] = { ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\r'] = 1 };

void
attest_output_init (AttestOutput *self, gsize room)
{
  self->data = g_malloc (MAX (room, 64));
  self->length = 0;
  self->room = MAX (room, 64);
}

void
attest_output_reserve (AttestOutput *self, gsize more)
{
  if (self->room - self->length >= more)
    return;
  self->room = MAX (self->room + self->room / 2, self->length + more);
  self->data = g_realloc (self->data, self->room);
}

void
attest_output_append (AttestOutput *self, const char *data, gsize length)
{
  attest_output_reserve (self, length);
  memcpy (self->data + self->length, data, length);
  self->length += length;
}

static void
append_entity (AttestOutput *self, char c)
{
  switch (c)
    {
    case '&':
      attest_output_append_literal (self, "&amp;");
      break;
    case '<':
      attest_output_append_literal (self, "&lt;");
      break;
    case '>':
      attest_output_append_literal (self, "&gt;");
      break;
    case '"':
      attest_output_append_literal (self, "&quot;");
      break;
    default:
      attest_output_append_literal (self, "&#13;");
      break;
    }
}

void
attest_output_append_escaped (AttestOutput *self, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *plain = text;

      while (text < end && !special_in_text[(guchar) *text])
        text++;
      attest_output_append (self, plain, text - plain);
      if (text < end)
        append_entity (self, *text++);
    }
}

static gboolean
is_address_character (guchar c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-_.+!*(),%#@?=;:/$~", c) != NULL);
}

void
attest_output_append_address (AttestOutput *self, const char *address, gsize length)
{
  static const char digits[] = "0123456789ABCDEF";

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) address[i];

      if (is_address_character (c))
        {
          attest_output_append (self, address + i, 1);
        }
      else if (c == '&')
        {
          attest_output_append_literal (self, "&amp;");
        }
      else if (c == '\'')
        {
          attest_output_append_literal (self, "&#x27;");
        }
      else
        {
          char encoded[3] = { '%', digits[c >> 4], digits[c & 15] };

          attest_output_append (self, encoded, 3);
        }
    }
}

void
attest_output_append_number (AttestOutput *self, guint64 number)
{
  char digits[20];
  gsize at = sizeof digits;

  do
    {
      digits[--at] = '0' + number % 10;
      number /= 10;
    }
  while (number > 0);
  attest_output_append (self, digits + at, sizeof digits - at);
}

char *
attest_output_steal (AttestOutput *self)
{
  char *data;

  attest_output_append (self, "", 1);
  self->length--;
  data = g_steal_pointer (&self->data);

  return g_realloc (data, self->length + 1);
}

static gboolean
has_scheme (const char *url, const char *const *schemes)
{
  for (; *schemes != NULL; schemes++)
    if (g_ascii_strncasecmp (url, *schemes, strlen (*schemes)) == 0)
      return TRUE;

  return FALSE;
}

gboolean
attest_is_allowed_link (const char *url)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:", "#", NULL };

  return has_scheme (url, schemes);
}

gboolean
attest_is_dangerous_link (const char *url)
{
  static const char *const schemes[] = { "javascript:", "vbscript:", "file:", "data:", NULL };

  return has_scheme (url, schemes);
}

void
attest_hash_add (AttestHash *self, const char *data, gsize length)
{
  guint64 hash = self->state ^ (length * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  while (length > 0)
    {
      guint64 word = 0;
      gsize count = MIN (length, sizeof word);

      memcpy (&word, data, count);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      hash ^= hash >> 32;
      data += count;
      length -= count;
    }
  self->state = hash;
}
