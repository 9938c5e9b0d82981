/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document-align.h"

/* Where links begin and end in the Markdown, by the rules by which the parser reads them. */

#define LONGEST_LABEL 1000
#define DEEPEST_PARENTHESES 32

/* Around the parts of a link the parser also skips vertical tabs and form feeds. */
static gsize
skip_spaces (AttestAligner *self, gsize at)
{
  while (at < self->length && (self->content[at] == ' ' || (self->content[at] >= '\t' && self->content[at] <= '\r')))
    at++;

  return at;
}

/* The byte after an address; 0 where none stands there. */
static gsize
skip_address (AttestAligner *self, gsize at)
{
  gsize start = at;
  guint open = 0;

  if (attest_aligner_peek (self, at) == '<')
    {
      for (at++; at < self->length && self->content[at] != '>'; at++)
        {
          if (self->content[at] == '\\')
            at++;
          else if (self->content[at] == '\n' || self->content[at] == '<')
            return 0;
        }
      return at + 1 < self->length ? at + 1 : 0;
    }

  for (; at < self->length && !attest_is_space (self->content[at]); at++)
    {
      if (self->content[at] == '\\' && g_ascii_ispunct (attest_aligner_peek (self, at + 1)))
        at++;
      else if (self->content[at] == '(' && ++open > DEEPEST_PARENTHESES)
        return 0;
      else if (self->content[at] == ')' && open-- == 0)
        break;
    }

  return at >= self->length || (at == start && attest_is_space (self->content[at])) ? 0 : at;
}

/* The byte after a title; @at where none stands there. */
static gsize
skip_title (AttestAligner *self, gsize at)
{
  char open = attest_aligner_peek (self, at);
  char close = open == '(' ? ')' : open;

  if (open != '"' && open != '\'' && open != '(')
    return at;
  for (gsize i = at + 1; i < self->length; i++)
    {
      if (self->content[i] == '\\' && g_ascii_ispunct (attest_aligner_peek (self, i + 1)))
        i++;
      else if (self->content[i] == close)
        return i + 1;
      else if (self->content[i] == '(' && open == '(')
        return at;
    }

  return at;
}

/* The byte after `(address "title")`; 0 where it does not stand there. */
static gsize
skip_target (AttestAligner *self, gsize at)
{
  gsize end, title;

  if (attest_aligner_peek (self, at) != '(')
    return 0;
  end = skip_address (self, skip_spaces (self, at + 1));
  if (end == 0)
    return 0;
  title = skip_spaces (self, end);
  if (title > end)
    title = skip_title (self, title);
  title = skip_spaces (self, title);

  return attest_aligner_peek (self, title) == ')' ? title + 1 : 0;
}

/* The byte after `[label]`; @at where it does not stand there. */
static gsize
skip_label (AttestAligner *self, gsize at)
{
  if (attest_aligner_peek (self, at) != '[')
    return at;
  for (gsize i = at + 1; i < self->length && i - at <= LONGEST_LABEL + 1; i++)
    {
      if (self->content[i] == '\\' && g_ascii_ispunct (attest_aligner_peek (self, i + 1)))
        i++;
      else if (self->content[i] == '[')
        break;
      else if (self->content[i] == ']')
        return i + 1;
    }

  return at;
}

AttestLinkForm
attest_aligner_enter_link (AttestAligner *self, gboolean image, const char *url)
{
  self->link_depth++;
  if (self->lost)
    return ATTEST_LINK_BRACKETS;
  if (image)
    {
      attest_aligner_take_delimiter (self, "!", 1);
      attest_aligner_take_delimiter (self, "[", 1);
      return ATTEST_LINK_BRACKETS;
    }

  switch (attest_aligner_peek (self, self->at))
    {
    case '[':
      self->at++;
      return ATTEST_LINK_BRACKETS;
    case '<':
      self->at++;
      return ATTEST_LINK_ANGLE;
    default:
      return g_str_has_prefix (url, "mailto:") || g_str_has_prefix (url, "xmpp:") ? ATTEST_LINK_MAIL
                                                                                  : ATTEST_LINK_LITERAL;
    }
}

void
attest_aligner_leave_link (AttestAligner *self, AttestLinkForm form)
{
  gsize target;

  self->link_depth--;
  if (form == ATTEST_LINK_ANGLE)
    attest_aligner_take_delimiter (self, ">", 1);
  if (form != ATTEST_LINK_BRACKETS || self->lost)
    return;

  attest_aligner_take_delimiter (self, "]", 1);
  if (self->lost)
    return;
  target = skip_target (self, self->at);
  self->at = target != 0 ? target : skip_label (self, self->at);
}
