/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "checks/attest-organisations.h"

/* A disclaimer is looked for by its heading anywhere, and without a heading in this many last paragraphs. */
#define LAST_PARAGRAPHS 3

#define HEADING                                                                                                        \
  "^(?:(?:the|our|important|general|professional|medical|legal|health|content|educational|website|site)\\s+)*"         \
  "disclaimers?\\s*[:.]?$"
/* A heading that may as well stand over advice to the reader: what follows has to sound like a disclaimer. */
#define UNSURE_HEADING "^(?:important|legal|medical)(?: (?:notice|information|note))s?:?$"
#define LEAD_IN "^(?:(?:important|general|professional|medical|legal|health)\\s+)*disclaimer\\s*[:.–—-]\\s*\\S"

/* What disclaimers say; two of these in one paragraph at the end make one. */
static const char *const phrases[] = {
  "\\bdoes not (?:replace|constitute|substitute)\\b|\\bnot (?:be )?(?:a |an )?(?:substitute|replacement)\\b|\\bnot "
  "medical advice\\b",
  "\\bliab(?:le|ility)\\b|\\bresponsib(?:le|ility)\\b|\\bwarrant(?:y|ies)\\b|\\bat your own risk\\b",
  "\\bfor (?:general )?(?:education|information)|\\b(?:educational|informational) purposes\\b|\\bintended for\\b",
  "\\b(?:consult|ask|speak to|talk "
  "to|contact|seek)\\b.{0,60}\\b(?:doctor|physician|professional|provider|advice)\\b|\\bprofessional (?:medical "
  ")?(?:advice|judg)",
  "\\bnot (?:intended|meant|designed) (?:to|for|as)\\b|\\bindependently verif",
};

static gboolean
sounds_like_disclaimer (const char *text)
{
  guint count = 0;

  if (strlen (text) < 80)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    count += attest_import_matches (text, 4000, phrases[i]);
  return count >= 2;
}

static gboolean
is_after_blank (GPtrArray *lines, guint index)
{
  return index == 0 || *((AttestImportLine *) g_ptr_array_index (lines, index - 1))->text == '\0';
}

/* The paragraphs from @index on, up to a line that looks like the next heading. */
static char *
take_paragraphs (AttestImported *self, GPtrArray *lines, guint index)
{
  GString *text = g_string_new (NULL);

  for (guint i = attest_import_next_line (lines, index); i < lines->len; i = attest_import_next_line (lines, i + 1))
    {
      AttestImportLine *line = g_ptr_array_index (lines, i);

      if (text->len > 0 && is_after_blank (lines, i) && attest_import_is_title_like (line->text))
        break;
      if (text->len > 0)
        g_string_append (text, is_after_blank (lines, i) ? "\n\n" : "\n");
      g_string_append (text, line->text);
      attest_import_leave_out (self, line);
    }
  return g_string_free (text, FALSE);
}

static gboolean
take_by_heading (AttestImported *self, GPtrArray *lines)
{
  for (guint i = attest_import_next_line (lines, 0); i < lines->len; i = attest_import_next_line (lines, i + 1))
    {
      AttestImportLine *line = g_ptr_array_index (lines, i);
      guint next = attest_import_next_line (lines, i + 1);

      if (next == lines->len)
        break;
      if (attest_import_matches (line->text, 100, HEADING) ||
          (attest_import_matches (line->text, 40, UNSURE_HEADING) &&
           sounds_like_disclaimer (((AttestImportLine *) g_ptr_array_index (lines, next))->text)))
        {
          attest_import_leave_out (self, line);
          self->disclaimer = take_paragraphs (self, lines, i + 1);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
take_without_heading (AttestImported *self, GPtrArray *lines)
{
  guint seen = 0;

  for (guint i = lines->len; i-- > 0 && seen < LAST_PARAGRAPHS;)
    {
      AttestImportLine *line = g_ptr_array_index (lines, i);
      gunichar glyph;
      guint number;

      if (*line->text == '\0' || line->left_out)
        continue;
      seen++;
      if (attest_import_skip_marker (line->text, &glyph, &number) > 0 || !is_after_blank (lines, i))
        continue;
      if (attest_import_matches (line->text, 4000, LEAD_IN) || sounds_like_disclaimer (line->text))
        {
          self->disclaimer = g_strdup (line->text);
          attest_import_leave_out (self, line);
          return TRUE;
        }
    }
  return FALSE;
}

void
attest_import_find_disclaimer (AttestImported *self, GPtrArray *lines)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *quote = NULL;

  if (!take_by_heading (self, lines) && !take_without_heading (self, lines))
    return;

  quote = attest_import_quote (self->disclaimer);
  attest_import_warn (self, "disclaimer", g_strdup_printf (_ ("“%s” was taken as the article's disclaimer."), quote));

  names = attest_organisations_find (self->disclaimer, NULL);
  for (guint i = 0; names[i]; i++)
    attest_import_warn (self,
                        "other-organisation",
                        g_strdup_printf (_ ("The disclaimer names “%s”. If that is not your board, change the "
                                            "disclaimer before the text is submitted."),
                                         names[i]));
}
