/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How far from the top furniture is looked for, in lines that are not blank, and how many unknown short lines may stand between. */
#define HEAD_LINES 40
#define HEAD_UNKNOWN 3
#define TAIL_LINES 30
/* A line longer than this is text, whatever it says. */
#define LONG_LINE 200

#define STEP                                                                                                           \
  "(?:[✓✔☑●○◉◯•·*-] ?|\\d[.)]? |step \\d:? ?|\\(\\d\\) "                                                               \
  "?)?(?:submitted|draft(?:ed)?|(?:in|under|being|awaiting|pending)[ -]"                                               \
  "(?:\\w+ )?review(?:ed)?|(?:medically |clinically )?reviewed|(?:changes|revisions?) "                                \
  "requested|approved|published|rejected"                                                                              \
  "|accepted|in progress|pending|completed?|withdrawn|fact[ -]checked)"

#define REVIEWERS                                                                                                      \
  "\\b(?:boards?|panels?|committees?|reviewers?|editors?|experts?|physicians|doctors|clinicians|teams?)\\b"
#define REVIEWING "\\b(?:review(?:ed|s)?|fact[ -]?check(?:ed|s)?|verif(?:y|ied|ies)|check(?:ed|s)?|vetted|approved)\\b"
#define PEOPLE                                                                                                         \
  "(?:patients?|carers?|caregivers?|parents?|family(?: members?)?|(?:general |the "                                    \
  ")?public|nurses?|doctors?|physicians?|clinicians?"                                                                  \
  "|pharmacists?|(?:medical |nursing )?students?|(?:health ?care|health|medical) "                                     \
  "(?:professional|provider|worker)s?|researchers?"                                                                    \
  "|others?|everyone|adults?|teens?|teenagers?)"
#define POLICY_LINK                                                                                                    \
  "(?:(?:view|read|see|learn|more|about|our|the|full|on|how we|we) ?)*(?:editorial|review|content|medical "            \
  "review|correction)s? "                                                                                              \
  "(?:policy|process|guidelines|standards|team)"

typedef enum
{
  NOTHING,
  BOARD_LINE,
  NOTICE,
  STATUS,
  PERSONALISE,
  POLICY,
  NAVIGATION,
  DATE,
} Furniture;

/* Two sentences, and long ones: that is text. */
static gboolean
is_prose (const char *text)
{
  return strlen (text) > 100 && attest_import_matches (text, LONG_LINE, "[.!?] +\\S");
}

/* What a line is going by its words. A question is the reader's (such as the title), whatever words it uses, unless it asks who they are. */
static Furniture
recognise (const char *text)
{
  gboolean question = g_str_has_suffix (text, "?");

  if (!question && !is_prose (text) && attest_import_matches (text, 160, REVIEWERS) &&
      attest_import_matches (text, LONG_LINE, REVIEWING) &&
      attest_import_matches (
          text,
          LONG_LINE,
          "(?:all|every|each|our) (?:\\w+ ){0,3}(?:articles?|content|pages?|information|posts?|guides?|topics?)\\b"))
    return BOARD_LINE;
  if (attest_import_matches (text,
                             160,
                             "^(?:medically |clinically |expert[ -]|scientifically |independently )?(?:reviewed|fact[ "
                             "-]?checked|verified) by\\b") ||
      attest_import_matches (
          text,
          80,
          "^(?:our |the )?(?:medical|clinical|scientific|expert|editorial)(?: \\w+)? (?:board|panel|committee|team)$"))
    return BOARD_LINE;
  if (!question &&
      attest_import_matches (
          text,
          LONG_LINE,
          "\\b(?:education(?:al)?|information(?:al)?)(?: (?:and \\w+ )?(?:purposes?|use))? only\\b|\\bpending (?:an? )?"
          "(?:\\w+ )?review\\b|\\bnot (?:yet )?(?:been )?(?:medically |clinically )?reviewed\\b|\\bawait(?:s|ing) "
          "(?:\\w+ )?review\\b|\\bunreviewed (?:draft|content|text|article)"))
    return NOTICE;
  if (attest_import_matches (
          text,
          80,
          "^(?:(?:article|content|page|document|medical|editorial) )?(?:review |publication |approval )?status:?$|^"
          "(?:review|approval) (?:progress|stage|steps?):?$|^status: ?" STEP "$"))
    return STATUS;
  if (attest_import_matches (text, 160, "^" STEP "(?: ?(?:>|→|›|/|\\||·|,|»|–|-) ?" STEP ")+$"))
    return STATUS;
  if (attest_import_matches (
          text,
          200,
          "^personali[sz]e\\b|\\btailor (?:your|this|the|our)\\b|\\b(?:which|what)\\b.{0,20}\\bdescribes? you\\b|"
          "^(?:choose|select|pick|change) (?:your |an? |the )?(?:role|audience|reading level|version)\\b|"
          "^(?:tell us )?who are you\\b|^i am (?:an?|the)?(?: |:|…|\\.\\.\\.)*$|^reading as\\b|^who is reading\\b"))
    return PERSONALISE;
  if (attest_import_matches (text, 80, "^" POLICY_LINK "$"))
    return POLICY;
  if (attest_import_matches (
          text,
          60,
          "^(?:share|print|save|bookmark|e-?mail|tweet|facebook|linkedin|whatsapp|copy link|listen|advertisement"
          "|sponsored|skip to (?:main )?content|menu|search|home|back to top|log ?in|sign (?:in|up)|subscribe|cookie "
          "settings|translate)(?: (?:this )?(?:article|page))?$|^\\d+[ -]min(?:ute)?s?\\.? read$") ||
      attest_import_matches (text, 160, "^home ?(?:>|›|»|/|→) ?\\S"))
    return NAVIGATION;
  return NOTHING;
}

static void
warn_left_out (AttestImported *self, Furniture kind, const char *text)
{
  g_autofree char *quote = attest_import_quote (text);

  switch (kind)
    {
    case BOARD_LINE:
      attest_import_warn (
          self,
          "furniture",
          g_strdup_printf (_ ("“%s” was left out: it says who reviewed the page it comes from. Reviews of this "
                              "library count here, and the page names the board by itself."),
                           quote));
      break;
    case NOTICE:
      attest_import_warn (
          self,
          "furniture",
          g_strdup_printf (_ ("“%s” was left out: the page gives its notice by itself until the text is approved."),
                           quote));
      break;
    case STATUS:
      attest_import_warn (
          self,
          "status",
          g_strdup_printf (
              _ ("“%s” was left out: the review status comes from the record, where this text begins as a draft."),
              quote));
      break;
    case PERSONALISE:
      attest_import_warn (self,
                          "furniture",
                          g_strdup_printf (_ ("“%s” was left out: the page asks for the audience by itself."), quote));
      break;
    case POLICY:
    case NAVIGATION:
    case DATE:
    case NOTHING:
    default:
      attest_import_warn (
          self,
          "furniture",
          g_strdup_printf (_ ("“%s” was left out: it belongs to the web page and not to the article."), quote));
      break;
    }
}

static void
take (AttestImported *self, AttestImportLine *line, Furniture kind)
{
  warn_left_out (self, kind, line->text);
  attest_import_leave_out (self, line);
}

/* The line's words after the date stay in the text unless they are known too: a link, or another date. */
static gboolean
take_date (AttestImported *self, AttestImportLine *line)
{
  gboolean is_update;
  gsize length;
  g_autofree char *date =
      strlen (line->text) <= LONG_LINE ? attest_import_read_date (line->text, &is_update, &length) : NULL;
  g_autofree char *rest = NULL;
  g_autofree char *quote = NULL;

  if (!date)
    return FALSE;

  rest = g_strdup (line->text + length);
  line->text[length] = '\0';
  quote = attest_import_quote (line->text);
  if (is_update && *date && !self->last_updated)
    {
      self->last_updated = g_strdup (date);
      attest_import_warn (
          self, "date", g_strdup_printf (_ ("“%s” was taken as the date of the last update: %s."), quote, date));
    }
  else if (*date)
    {
      attest_import_warn (
          self,
          "date",
          g_strdup_printf (_ ("“%s” was left out: dates of publication and review come from the record."), quote));
    }
  else
    {
      attest_import_warn (
          self, "date", g_strdup_printf (_ ("“%s” was left out: which number is the day cannot be told."), quote));
    }
  attest_import_leave_out (self, line);

  g_strchug (rest);
  if (g_str_has_prefix (rest, "|") || g_str_has_prefix (rest, "·") || g_str_has_prefix (rest, "•"))
    {
      const char *after = g_utf8_next_char (rest);

      g_ptr_array_add (self->left_out, g_strndup (rest, after - rest));
      memmove (rest, after, strlen (after) + 1);
      g_strchug (rest);
    }
  if (*rest)
    {
      g_free (line->text);
      line->text = g_steal_pointer (&rest);
      line->left_out = FALSE;
      if (!take_date (self, line) && recognise (line->text) != NOTHING)
        take (self, line, recognise (line->text));
    }
  return TRUE;
}

/* Two steps or more, one a line, are a stepper; one word alone may be anything. */
static guint
take_steps (AttestImported *self, GPtrArray *lines, guint index)
{
  guint count = 0;
  guint last = index;

  for (guint i = index; i < lines->len; i = attest_import_next_line (lines, i + 1))
    {
      AttestImportLine *line = g_ptr_array_index (lines, i);

      if (!attest_import_matches (line->text, 60, "^" STEP "$"))
        break;
      count++;
      last = i;
    }
  if (count < 2)
    return 0;
  for (guint i = index; i <= last; i = attest_import_next_line (lines, i + 1))
    take (self, g_ptr_array_index (lines, i), STATUS);
  return count;
}

static void
take_choices (AttestImported *self, GPtrArray *lines, guint index)
{
  for (guint i = attest_import_next_line (lines, index); i < lines->len; i = attest_import_next_line (lines, i + 1))
    {
      AttestImportLine *line = g_ptr_array_index (lines, i);

      if (!attest_import_matches (line->text,
                                  60,
                                  "^(?:[●○◉◯•*-] ?)?(?:(?:i'?m|i am|for|an?|the|medical) )*" PEOPLE
                                  "(?: ?(?:/|,|or|and) ?(?:an? )?" PEOPLE ")*\\.?$"))
        return;
      take (self, line, PERSONALISE);
    }
}

static gboolean
is_body (const char *text)
{
  gunichar glyph;
  guint number;

  return strlen (text) > 160 || attest_import_skip_marker (text, &glyph, &number) > 0;
}

static void
look_through_head (AttestImported *self, GPtrArray *lines)
{
  guint seen = 0;
  guint unknown = 0;

  for (guint i = attest_import_next_line (lines, 0); i < lines->len && seen < HEAD_LINES;
       i = attest_import_next_line (lines, i + 1), seen++)
    {
      AttestImportLine *line = g_ptr_array_index (lines, i);
      Furniture kind;

      if (take_date (self, line) || take_steps (self, lines, i) > 0)
        continue;
      kind = recognise (line->text);
      if (kind == NOTHING && (is_body (line->text) || ++unknown > HEAD_UNKNOWN))
        return;
      if (kind == NOTHING)
        continue;
      take (self, line, kind);
      if (kind == PERSONALISE)
        take_choices (self, lines, i + 1);
    }
}

static guint
previous_line (GPtrArray *lines, guint index)
{
  while (index > 0)
    {
      AttestImportLine *line = g_ptr_array_index (lines, --index);

      if (*line->text && !line->left_out)
        return index;
    }
  return lines->len;
}

/* An invitation to ask, at the end, with what it promises. */
static void
look_for_follow_up (AttestImported *self, GPtrArray *lines)
{
  guint seen = 0;

  for (guint i = previous_line (lines, lines->len); i < lines->len && seen < TAIL_LINES;
       i = previous_line (lines, i), seen++)
    {
      AttestImportLine *line = g_ptr_array_index (lines, i);

      if (!attest_import_matches (
              line->text,
              100,
              "^(?:(?:do you )?(?:have|got)|any|still have|more)\\b.{0,20}\\bquestions?\\b.{0,20}[?:]?$|^ask "
              "(?:an?|us|our|the|your)\\b.{0,40}$|^follow[ -]?up questions?\\??$|^(?:did this|was this)\\b.{0,40}\\?$"))
        continue;
      take (self, line, NAVIGATION);
      for (guint j = attest_import_next_line (lines, i + 1); j < lines->len; j = attest_import_next_line (lines, j + 1))
        {
          AttestImportLine *after = g_ptr_array_index (lines, j);

          if (!attest_import_matches (
                  after->text,
                  600,
                  "\\bask\\b.*\\b(?:question|answer)|\\b(?:our|get|chat|type|enter)\\b.*\\b(?:answers?|questions?|"
                  "assistant|chat|a\\.?i\\.?\\b)|^(?:ask|send|submit|yes|no|type your question.*)[ .!…]*$"))
            break;
          take (self, after, NAVIGATION);
        }
      return;
    }
}

static void
look_through_tail (AttestImported *self, GPtrArray *lines)
{
  for (guint i = previous_line (lines, lines->len); i < lines->len; i = previous_line (lines, i))
    {
      AttestImportLine *line = g_ptr_array_index (lines, i);
      Furniture kind = recognise (line->text);

      if (take_date (self, line))
        {
          if (!line->left_out)
            return;
          continue;
        }
      if (kind == NOTHING &&
          attest_import_matches (line->text, 200, "^(?:©|\\(c\\)|copyright\\b).*|^all rights reserved\\.?$"))
        kind = NAVIGATION;
      /* At the end a long notice is the disclaimer. */
      if (kind == NOTHING || kind == STATUS || (kind == NOTICE && strlen (line->text) > 120))
        return;
      take (self, line, kind);
    }
}

void
attest_import_find_furniture (AttestImported *self, GPtrArray *lines)
{
  look_through_head (self, lines);
  look_for_follow_up (self, lines);
  look_through_tail (self, lines);
}
