/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-isolate.h"

#include <glib/gi18n-lib.h>

#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"
#define POP_ISOLATE_CHARACTER 0x2069

/* Where Unicode keeps letters and digits that are written from right to left, those that are still to come included. */
static gboolean
is_right_to_left (gunichar character)
{
  return (character >= 0x0590 && character <= 0x08ff) || (character >= 0xfb1d && character <= 0xfdff) ||
         (character >= 0xfe70 && character <= 0xfeff) || (character >= 0x10800 && character <= 0x10fff) ||
         (character >= 0x1e800 && character <= 0x1efff);
}

/* Marks that turn what follows, which must not reach out of the words. */
static gboolean
turns (gunichar character)
{
  return character == 0x200f || (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069);
}

static gboolean
begins_isolate (gunichar character)
{
  return character >= 0x2066 && character <= 0x2068;
}

static gboolean
may_turn (const char *words)
{
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    if (is_right_to_left (g_utf8_get_char (at)) || turns (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

static gboolean
sentences_run_leftwards (void)
{
  /* Translators: leave this as it is, or, if your language is written from right to left, make it "direction:rtl" */
  return g_str_equal (_ ("direction:ltr"), "direction:rtl");
}

/* An end of more than the words began would end what is put around them, and what turns behind it would turn the sentence. */
static void
append_closed (GString *text, const char *words)
{
  guint depth = 0;

  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == POP_ISOLATE_CHARACTER && depth == 0)
        continue;
      if (character == POP_ISOLATE_CHARACTER)
        depth--;
      else if (begins_isolate (character))
        depth++;
      g_string_append_unichar (text, character);
    }
  while (depth-- > 0)
    g_string_append (text, POP_ISOLATE);
}

char *
attest_isolate (const char *words)
{
  GString *text = NULL;

  g_return_val_if_fail (words != NULL, NULL);

  if (*words == '\0' || !(sentences_run_leftwards () || may_turn (words)))
    return g_strdup (words);
  text = g_string_new (FIRST_STRONG_ISOLATE);
  append_closed (text, words);
  g_string_append (text, POP_ISOLATE);
  return g_string_free_and_steal (text);
}

char *
attest_isolate_take (char *words)
{
  g_autofree char *taken = words;

  return attest_isolate (taken);
}

char *
attest_isolate_remove (const char *sentence)
{
  GString *text = NULL;

  g_return_val_if_fail (sentence != NULL, NULL);

  text = g_string_new (sentence);
  g_string_replace (text, FIRST_STRONG_ISOLATE, "", 0);
  g_string_replace (text, POP_ISOLATE, "", 0);
  return g_string_free_and_steal (text);
}
