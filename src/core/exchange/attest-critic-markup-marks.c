/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-critic-markup-private.h"

/* Of bytes that begin no mark. */
#define NO_KIND ATTEST_CRITIC_MARK_KINDS

const char *const attest_critic_signs[ATTEST_CRITIC_MARK_KINDS][2] = {
  [ATTEST_CRITIC_INSERTION] = { "{++", "++}" },    [ATTEST_CRITIC_DELETION] = { "{--", "--}" },
  [ATTEST_CRITIC_SUBSTITUTION] = { "{~~", "~~}" }, [ATTEST_CRITIC_HIGHLIGHT] = { "{==", "==}" },
  [ATTEST_CRITIC_REMARK] = { "{>>", "<<}" },
};

typedef struct
{
  const char *text;
  gsize length;
  /* The last closing sign of each kind that was looked for; it serves until it is passed. Otherwise signs that are never closed would be looked for to the
   * end each time. */
  gsize closers[ATTEST_CRITIC_MARK_KINDS];
} Scan;

gboolean
attest_critic_markup_has_signs (const char *text)
{
  for (gsize i = 0; i < ATTEST_CRITIC_MARK_KINDS; i++)
    if (strstr (text, attest_critic_signs[i][0]) != NULL || strstr (text, attest_critic_signs[i][1]) != NULL)
      return TRUE;

  return FALSE;
}

gboolean
attest_critic_markup_has_marks (const char *text)
{
  guint unread, unread_line;
  g_autoptr (GArray) marks = attest_critic_marks_list (text, strlen (text), &unread, &unread_line);

  return marks->len > 0;
}

static gsize
find_sign (const Scan *self, gsize from, const char *sign)
{
  const char *found =
      from < self->length ? memmem (self->text + from, self->length - from, sign, ATTEST_CRITIC_SIGN) : NULL;

  return found != NULL ? (gsize) (found - self->text) : self->length;
}

static gsize
find_closer (Scan *self, AttestCriticMarkKind kind, gsize from)
{
  if (self->closers[kind] < from)
    self->closers[kind] = find_sign (self, from, attest_critic_signs[kind][1]);

  return self->closers[kind];
}

static guint
get_kind_at (const Scan *self, gsize at)
{
  if (at + ATTEST_CRITIC_SIGN > self->length || self->text[at] != '{')
    return NO_KIND;
  for (guint i = 0; i < ATTEST_CRITIC_MARK_KINDS; i++)
    if (memcmp (self->text + at, attest_critic_signs[i][0], ATTEST_CRITIC_SIGN) == 0)
      return i;

  return NO_KIND;
}

/*
 * Whether another mark begins in a mark's own bytes. A sign that shares bytes with the closing one is none: {=={==} highlights a brace. Words of a remark
 * may show how a change is written; only another remark tells that this one was not closed.
 */
static gboolean
has_another_inside (const Scan *self, AttestCriticMarkKind kind, gsize start, gsize end)
{
  for (gsize at = start; at + ATTEST_CRITIC_SIGN <= end; at++)
    {
      const char *brace = memchr (self->text + at, '{', end - at);
      guint inside;

      if (brace == NULL)
        return FALSE;
      at = (gsize) (brace - self->text);
      inside = at + ATTEST_CRITIC_SIGN <= end ? get_kind_at (self, at) : NO_KIND;
      if (inside != NO_KIND && (kind != ATTEST_CRITIC_REMARK || inside == ATTEST_CRITIC_REMARK))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_mark (Scan *self, gsize start, AttestCriticMark *mark)
{
  guint kind = get_kind_at (self, start);
  gsize inner = start + ATTEST_CRITIC_SIGN;
  gsize closer = find_closer (self, kind, inner);
  const char *arrow = NULL;

  if (closer == self->length || has_another_inside (self, kind, inner, closer))
    return FALSE;
  if (kind == ATTEST_CRITIC_SUBSTITUTION)
    {
      arrow = memmem (self->text + inner, closer - inner, "~>", 2);
      if (arrow == NULL)
        return FALSE;
    }
  *mark = (AttestCriticMark) { .kind = kind,
                               .start = start,
                               .end = closer + ATTEST_CRITIC_SIGN,
                               .arrow = arrow != NULL ? (gsize) (arrow - self->text) : 0 };

  return TRUE;
}

static guint
count_lines (const char *text, gsize length)
{
  guint lines = 1;

  for (gsize i = 0; i < length; i++)
    lines += text[i] == '\n';

  return lines;
}

GArray *
attest_critic_marks_list (const char *text, gsize length, guint *unread, guint *unread_line)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (AttestCriticMark));
  Scan scan = { text, length, { 0 } };
  const char *brace;

  *unread = *unread_line = 0;
  for (gsize at = 0; at < length && (brace = memchr (text + at, '{', length - at)) != NULL;)
    {
      AttestCriticMark mark;

      at = (gsize) (brace - text);
      if (get_kind_at (&scan, at) == NO_KIND)
        at++;
      else if (read_mark (&scan, at, &mark))
        {
          g_array_append_val (marks, mark);
          at = mark.end;
        }
      else
        {
          if ((*unread)++ == 0)
            *unread_line = count_lines (text, at);
          at += ATTEST_CRITIC_SIGN;
        }
    }

  return marks;
}

/* ---- Marks that a text has of its own ---- */

/* The bytes of each mark of @text, and how often it has them. */
static GHashTable *
count_marks (const char *text, GArray *marks)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < marks->len; i++)
    {
      const AttestCriticMark *mark = &g_array_index (marks, AttestCriticMark, i);
      char *bytes = g_strndup (text + mark->start, mark->end - mark->start);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, bytes));

      g_hash_table_insert (counts, bytes, GUINT_TO_POINTER (count + 1));
    }

  return counts;
}

void
attest_critic_marks_leave_own (GArray *marks, const char *marked, const char *own, guint *unread)
{
  guint own_unread, own_line;
  g_autoptr (GArray) own_marks = attest_critic_marks_list (own, strlen (own), &own_unread, &own_line);
  g_autoptr (GHashTable) there = count_marks (marked, marks);
  g_autoptr (GHashTable) before = count_marks (own, own_marks);
  guint kept = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const AttestCriticMark mark = g_array_index (marks, AttestCriticMark, i);
      g_autofree char *bytes = g_strndup (marked + mark.start, mark.end - mark.start);

      if (GPOINTER_TO_UINT (g_hash_table_lookup (there, bytes)) >
          GPOINTER_TO_UINT (g_hash_table_lookup (before, bytes)))
        g_array_index (marks, AttestCriticMark, kept++) = mark;
    }
  g_array_set_size (marks, kept);
  *unread -= MIN (*unread, own_unread);
}
