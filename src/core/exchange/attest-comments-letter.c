/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-comments-export-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- Words that are no markup ---- */

static gboolean
begins_list (const char *at)
{
  const char *after = at;

  while (g_ascii_isdigit (*after))
    after++;
  if (after > at)
    return *after == '.' || *after == ')';

  return *at != '\0' && strchr ("-+=", *at) != NULL;
}

/* As they are to be read: what people wrote, and what stands in the source, is shown with its signs. @start: what each of its lines begins with. */
static void
append_words (GString *letter, const char *start, const char *words)
{
  gboolean line_start = TRUE;

  g_string_append (letter, start);
  for (const char *at = words; *at != '\0'; at++)
    {
      if (line_start && begins_list (at))
        {
          while (g_ascii_isdigit (*at))
            g_string_append_c (letter, *at++);
          g_string_append_c (letter, '\\');
        }
      else if (strchr ("\\`*_[]<>#&|~", *at) != NULL)
        g_string_append_c (letter, '\\');
      if (*at == '\n')
        g_string_append_printf (letter, "\\\n%s", start);
      else if (!line_start || !g_ascii_isspace (*at))
        g_string_append_c (letter, *at);
      line_start = *at == '\n' || (line_start && g_ascii_isspace (*at));
    }
}

/* Paragraphs of @words; a single line break stays one. */
static void
append_paragraphs (GString *letter, const char *start, const char *words)
{
  g_autofree char *tidy = g_strstrip (g_strdup (words));
  g_autofree char *between = g_strchomp (g_strdup (start));
  g_auto (GStrv) paragraphs = g_strsplit (tidy, "\n\n", -1);
  gboolean some = FALSE;

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      if (*g_strstrip (paragraphs[i]) == '\0')
        continue;
      if (some)
        g_string_append_printf (letter, "%s\n", between);
      append_words (letter, start, paragraphs[i]);
      g_string_append_c (letter, '\n');
      some = TRUE;
    }
  if (some)
    g_string_append_c (letter, '\n');
}

static char *
dup_day (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return date != NULL ? g_date_time_format (date, _ ("%-e %B %Y")) : g_strdup ("");
}

/* ---- One comment ---- */

/* (nullable): the last heading before the place, other than the title's. */
static const char *
find_section (const AttestCommentsSource *source, gsize place)
{
  GPtrArray *headings = attest_document_get_headings (source->document);
  const char *section = NULL;

  for (guint i = 0; i < headings->len; i++)
    {
      const AttestHeading *heading = g_ptr_array_index (headings, i);

      if (heading->start > place)
        break;
      if (heading->level > 1)
        section = heading->text;
    }

  return section;
}

static void
append_heading (GString *letter, const AttestCommentsSource *source, const AttestComment *comment, guint number)
{
  const char *author = attest_comments_source_get_name (source, comment->author);
  const char *section = attest_comment_has_place (comment) ? find_section (source, comment->placement->start) : NULL;
  g_autofree char *day = dup_day (comment->time);
  g_autofree char *line = section != NULL ? g_strdup_printf (_ ("%s, %s. Section: %s"), author, day, section)
                                          : g_strdup_printf (_ ("%s, %s"), author, day);

  g_string_append_printf (letter, "## C%03u · %s", number, attest_comment_kind_get_label (comment->kind));
  if (comment->blocking)
    g_string_append_printf (letter, " · %s", _ ("blocks an approval"));
  g_string_append_printf (letter, " · %s\n\n", comment->resolved ? _ ("resolved") : _ ("open"));
  append_words (letter, "", line);
  if (comment->edited != 0)
    {
      g_autofree char *edited = dup_day (comment->edited);

      g_string_append (letter, ". ");
      g_string_append_printf (letter, _ ("Edited on %s"), edited);
    }
  g_string_append (letter, "\n\n");
}

/* Of one that quotes nothing. */
static void
append_subject (GString *letter, const AttestCommentsSource *source, const AttestComment *comment)
{
  g_autofree char *subject = attest_comments_source_dup_subject (source, comment);

  g_string_append (letter, "**");
  append_words (letter, "", g_strdelimit (subject, "\n", ' '));
  g_string_append (letter, "**\n\n");
  if (comment->uncited)
    g_string_append_printf (letter, "%s\n\n", _ ("The text does not cite it any more."));
}

static void
append_quote (GString *letter, const AttestCommentsSource *source, const AttestComment *comment)
{
  append_paragraphs (letter, "> ", comment->anchor->exact);
  if (comment->placement->state == ATTEST_ANCHOR_CHANGED)
    {
      g_autofree char *now =
          g_strndup (source->text + comment->placement->start, comment->placement->end - comment->placement->start);

      g_string_append_printf (letter, "%s\n\n", _ ("The text has changed there since. It now reads:"));
      append_paragraphs (letter, "> ", now);
    }
  else if (attest_comment_is_lost (comment))
    g_string_append_printf (
        letter, "%s\n\n", _ ("This passage is not in the text any more, or not in one place only."));
}

static void
append_line (GString *letter, const char *start, char *line)
{
  g_autofree char *words = g_strdelimit (line, "\n", ' ');

  g_string_append (letter, start);
  append_words (letter, "", words);
  g_string_append_c (letter, '\n');
}

static void
append_resolution (GString *letter, const AttestCommentsSource *source, const AttestComment *comment)
{
  const char *who = attest_comments_source_get_name (source, comment->resolved_by);
  const char *reason = comment->resolved_reason;

  append_line (letter,
               "",
               reason != NULL && *reason != '\0' ? g_strdup_printf (_ ("Resolved by %s: %s"), who, reason)
                                                 : g_strdup_printf (_ ("Resolved by %s."), who));
  g_string_append_c (letter, '\n');
}

/* The words that it suggests, and what became of them. */
static void
append_suggestion (GString *letter, const AttestCommentsSource *source, const AttestComment *comment)
{
  if (comment->suggestion == NULL)
    return;
  g_string_append_printf (letter, "%s\n\n", _ ("Suggested words:"));
  append_paragraphs (letter, "> ", comment->suggestion);
  if (comment->declined_by == NULL)
    return;
  append_line (letter,
               "",
               g_strdup_printf (_ ("Declined by %s: %s"),
                                attest_comments_source_get_name (source, comment->declined_by),
                                comment->declined_reason));
  g_string_append_c (letter, '\n');
}

static void
append_replies (GString *letter, const AttestCommentsSource *source, const AttestComment *comment)
{
  for (guint i = 0; comment->replies != NULL && i < comment->replies->len; i++)
    {
      const AttestReply *reply = g_ptr_array_index (comment->replies, i);
      const char *who = attest_comments_source_get_name (source, reply->author);
      g_autofree char *day = dup_day (reply->time);

      append_line (letter, "- ", g_strdup_printf (_ ("%s, %s: %s"), who, day, reply->text));
    }
  if (comment->replies != NULL && comment->replies->len > 0)
    g_string_append_c (letter, '\n');
}

static void
append_comment (GString *letter, const AttestCommentsSource *source, const AttestComment *comment, guint number)
{
  append_heading (letter, source, comment, number);
  if (comment->about == ATTEST_COMMENT_ABOUT_WORDS)
    append_quote (letter, source, comment);
  else
    append_subject (letter, source, comment);
  append_paragraphs (letter, "", comment->text);
  append_suggestion (letter, source, comment);
  append_replies (letter, source, comment);
  if (comment->resolved && comment->resolved_by != NULL && !attest_comment_is_settled_by_decline (comment))
    append_resolution (letter, source, comment);
  if (!comment->resolved)
    g_string_append_printf (letter, "**%s**\n\n", _ ("Answer:"));
}

/* ---- The letter ---- */

static void
append_opening (GString *letter, const AttestCommentsSource *source)
{
  g_autofree char *day = dup_day (source->revision->time);
  g_autofree char *title = g_strdup_printf (_ ("Comments on “%s”"), source->revision->title);
  g_autofree char *which =
      g_strdup_printf (_ ("Audience: %s, revision %u of %s"), source->audience->label, source->revision->number, day);

  g_string_append (letter, "# ");
  append_words (letter, "", title);
  g_string_append (letter, "\n\n");
  if (source->board->name != NULL && *source->board->name != '\0')
    {
      append_words (letter, "", source->board->name);
      g_string_append (letter, ". ");
    }
  append_words (letter, "", which);
  g_string_append_printf (letter, " (SHA-256 `%s`).\n\n", source->revision->text);
}

static void
append_count (GString *letter, const AttestCommentsSource *source)
{
  guint open = 0;
  guint blocking = 0;
  guint resolved = 0;
  guint retracted = 0;

  for (guint i = 0; i < source->comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (source->comments, i);

      retracted += comment->retracted;
      resolved += comment->resolved && !comment->retracted;
      open += !comment->resolved;
      blocking += !comment->resolved && comment->blocking;
    }
  g_string_append_printf (
      letter, _ ("Open comments: %u. Of these, %u block an approval. Resolved: %u."), open, blocking, resolved);
  if (retracted > 0)
    g_string_append_printf (
        letter, " %s", _ ("Numbers that are missing are of comments that their authors took back."));
  g_string_append (letter, "\n\n");
}

char *
attest_comments_write_letter (const AttestCommentsSource *source)
{
  g_autoptr (GString) letter = g_string_new (NULL);

  append_opening (letter, source);
  append_count (letter, source);
  for (guint i = 0; i < source->comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (source->comments, i);

      if (!comment->retracted)
        append_comment (letter, source, comment, i + 1);
    }
  while (letter->len > 1 && letter->str[letter->len - 2] == '\n')
    g_string_truncate (letter, letter->len - 1);

  return g_string_free (g_steal_pointer (&letter), FALSE);
}
