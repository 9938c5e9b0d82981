/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/attest-critic-markup-private.h"

/*
 * What stands between {>> and <<}, on one line, since an empty one would end the paragraph that the mark stands in:
 *
 *   C001 Jane Doe (question, blocking), on “these words”: suggested words: “others”. Which source?
 *   C001 John Roe (reply): That of 2017.
 *   C002 Jane Doe (note), on the whole text: Nothing here is about an overdose.
 *
 * Kinds are the record's own words in every language, so that whoever reads the file knows them. The rest is in the language of whoever exports;
 * where it is not understood, it stays in the comment's words.
 */

/* Bytes of a name. */
#define LONGEST_NAME 200

/* A line end in words of a text, which otherwise could not be had back. */
#define LINE_END "⏎"

static const char *const kinds[] = { "change", "question", "delete", "evidence", "agree", "note", "reply" };

static const char *const abouts[] = {
  [ATTEST_CRITIC_ABOUT_MARK] = "",
  /* Translators: in a remark, behind who wrote it: which words it is about. */
  [ATTEST_CRITIC_ABOUT_HERE] = N_ (", on “%s”"),
  /* Translators: in a remark, behind who wrote it: which words it is about. */
  [ATTEST_CRITIC_ABOUT_GONE] = N_ (", on “%s”, which has no place in this text"),
  /* Translators: in a remark, behind who wrote it: which words it is about. */
  [ATTEST_CRITIC_ABOUT_CHANGED] = N_ (", when this read “%s”"),
  /* Translators: in a remark, behind who wrote it: what it is about. */
  [ATTEST_CRITIC_ABOUT_TEXT] = N_ (", on the whole text"),
  /* Translators: in a remark, behind who wrote it: which reference it is about, by its citation key. */
  [ATTEST_CRITIC_ABOUT_REFERENCE] = N_ (", on the reference “%s”"),
};

static const char suggested[] = N_ ("suggested words: “%s”. ");
#define DECLINED N_ ("Declined by %s: %s. ")

void
attest_critic_remark_clear (AttestCriticRemark *self)
{
  g_free (self->thread);
  g_free (self->creator);
  g_free (self->words);
  g_free (self->suggestion);
  g_free (self->text);
}

/* ---- On one line, without signs ---- */

static void
replace_signs (GString *text, gboolean apart)
{
  for (gsize i = 0; i < 2 * ATTEST_CRITIC_MARK_KINDS; i++)
    {
      /* Put together again in the other order, since both kinds of signs may share bytes. */
      gsize n = apart ? i : 2 * ATTEST_CRITIC_MARK_KINDS - 1 - i;
      const char *sign = attest_critic_signs[n / 2][n % 2];
      const char parted[] = { sign[0], sign[1], ' ', sign[2], '\0' };

      g_string_replace (text, apart ? sign : parted, apart ? parted : sign, 0);
    }
}

static char *
dup_line (const GString *words)
{
  g_autoptr (GString) line = g_string_new_len (words->str, (gssize) words->len);

  replace_signs (line, TRUE);
  g_strdelimit (line->str, "\r\n", ' ');

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* Words of a text, quoted or suggested. */
static char *
dup_words_line (const char *words)
{
  GString *line = g_string_new (words);

  g_string_replace (line, "\n", LINE_END, 0);

  return g_string_free (line, FALSE);
}

static char *
dup_words (const char *line, gsize length)
{
  GString *words = g_string_new_len (line, (gssize) length);

  replace_signs (words, FALSE);
  g_string_replace (words, LINE_END, "\n", 0);

  return g_string_free (words, FALSE);
}

/* ---- Writing ---- */

/* @form has one "%s". */
static void
append_form (GString *remark, const char *form, const char *value)
{
  const char *place = strstr (form, "%s");

  g_return_if_fail (place != NULL);

  g_string_append_len (remark, form, place - form);
  g_string_append (remark, value);
  g_string_append (remark, place + strlen ("%s"));
}

char *
attest_critic_remark_write (const AttestCommentsSource *source,
                            const AttestComment *comment,
                            guint number,
                            AttestCriticAbout about,
                            gboolean suggestion)
{
  g_autoptr (GString) remark = g_string_new (NULL);

  g_string_append_printf (remark,
                          "C%03u %s (%s%s)",
                          number,
                          attest_comments_source_get_name (source, comment->author),
                          comment->kind,
                          comment->blocking ? ", blocking" : "");
  if (about == ATTEST_CRITIC_ABOUT_TEXT)
    g_string_append (remark, _ (abouts[about]));
  else if (about == ATTEST_CRITIC_ABOUT_REFERENCE)
    append_form (remark, _ (abouts[about]), comment->reference);
  else if (about != ATTEST_CRITIC_ABOUT_MARK)
    {
      g_autofree char *words = dup_words_line (comment->anchor->exact);

      append_form (remark, _ (abouts[about]), words);
    }
  g_string_append (remark, ": ");
  if (suggestion && comment->suggestion != NULL)
    {
      g_autofree char *line = dup_words_line (comment->suggestion);

      append_form (remark, _ (suggested), line);
    }
  if (comment->declined_by != NULL)
    g_string_append_printf (
        remark, _ (DECLINED), attest_comments_source_get_name (source, comment->declined_by), comment->declined_reason);
  g_string_append (remark, comment->text);

  return dup_line (remark);
}

char *
attest_critic_remark_write_reply (const AttestCommentsSource *source, const AttestReply *reply, guint number)
{
  g_autoptr (GString) remark = g_string_new (NULL);

  g_string_append_printf (
      remark, "C%03u %s (reply): %s", number, attest_comments_source_get_name (source, reply->author), reply->text);

  return dup_line (remark);
}

AttestCriticAbout
attest_critic_about_without_place (const AttestComment *comment)
{
  static const AttestCriticAbout found[] = {
    [ATTEST_COMMENT_ABOUT_WORDS] = ATTEST_CRITIC_ABOUT_GONE,
    [ATTEST_COMMENT_ABOUT_TEXT] = ATTEST_CRITIC_ABOUT_TEXT,
    [ATTEST_COMMENT_ABOUT_REFERENCE] = ATTEST_CRITIC_ABOUT_REFERENCE,
  };

  return found[comment->about];
}

static void
add_remarks (GHashTable *remarks, const AttestCommentsSource *source, guint number)
{
  const AttestComment *comment = g_ptr_array_index (source->comments, number - 1);
  gboolean on_words = comment->about == ATTEST_COMMENT_ABOUT_WORDS;
  guint first = on_words ? ATTEST_CRITIC_ABOUT_MARK : attest_critic_about_without_place (comment);
  guint last = on_words ? ATTEST_CRITIC_ABOUT_CHANGED : first;

  for (guint about = first; about <= last; about++)
    for (guint suggestion = 0; suggestion < 2; suggestion++)
      g_hash_table_insert (remarks,
                           attest_critic_remark_write (source, comment, number, about, suggestion != 0),
                           g_strdup (comment->id));
  for (guint i = 0; comment->replies != NULL && i < comment->replies->len; i++)
    g_hash_table_insert (
        remarks, attest_critic_remark_write_reply (source, comment->replies->pdata[i], number), g_strdup (comment->id));
}

/* In every form, since a file was written when the comment had another place, or none. */
GHashTable *
attest_critic_remarks_list (const AttestCommentsSource *source)
{
  GHashTable *remarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < source->comments->len; i++)
    if (!((const AttestComment *) g_ptr_array_index (source->comments, i))->retracted)
      add_remarks (remarks, source, i + 1);

  return remarks;
}

/* ---- Reading ---- */

/* The number: of three digits or more. Returns: what follows it and a space; NULL without one */
static const char *
read_number (const char *text, AttestCriticRemark *remark)
{
  gsize digits = text[0] == 'C' ? strspn (text + 1, "0123456789") : 0;

  if (digits < 3 || text[1 + digits] != ' ')
    return NULL;
  remark->thread = g_strndup (text, 1 + digits);

  return text + digits + 2;
}

/* At the brace behind a name: "(question, blocking)". A name may have braces of its own. Returns: what follows; NULL where it is no kind */
static const char *
read_kind (const char *text, AttestCriticRemark *remark)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i]);

      if (strncmp (text + 1, kinds[i], length) != 0)
        continue;
      text += 1 + length;
      remark->kind = kinds[i];
      remark->blocking = g_str_has_prefix (text, ", blocking");
      text += remark->blocking ? strlen (", blocking") : 0;
      return text[0] == ')' ? text + 1 : NULL;
    }

  return NULL;
}

static const char *
read_creator (const char *text, AttestCriticRemark *remark)
{
  const char *last = text + LONGEST_NAME;

  for (const char *at = strchr (text, '('); at != NULL && at < last; at = strchr (at + 1, '('))
    {
      const char *after = at > text + 1 && at[-1] == ' ' ? read_kind (at, remark) : NULL;

      if (after == NULL || (after[0] != ':' && after[0] != ','))
        continue;
      remark->creator = g_strndup (text, (gsize) (at - 1 - text));
      return after;
    }

  return NULL;
}

/* @text begins with what @form has before its "%s". Returns: what follows @form and @end in @text, and in @value the bytes for "%s"; NULL where it is another one */
static const char *
read_form (const char *text, const char *form, const char *end, const char **value, gsize *length)
{
  g_auto (GStrv) parts = g_strsplit (form, "%s", 2);
  g_autofree char *closing = g_strconcat (parts[0] != NULL && parts[1] != NULL ? parts[1] : "", end, NULL);
  const char *found;

  if (closing[0] == '\0' || !g_str_has_prefix (text, parts[0]))
    return NULL;
  *value = text + strlen (parts[0]);
  found = strstr (*value, closing);
  if (found == NULL)
    return NULL;
  *length = (gsize) (found - *value);

  return found + strlen (closing);
}

static const char *
read_either (const char *text, const char *form, const char *end, const char **value, gsize *length)
{
  const char *after = read_form (text, _ (form), end, value, length);

  return after != NULL ? after : read_form (text, form, end, value, length);
}

/* Returns: (nullable): what follows where a remark says that it is about the text as a whole */
static const char *
skip_whole_text (const char *text)
{
  const char *const forms[] = { _ (abouts[ATTEST_CRITIC_ABOUT_TEXT]), abouts[ATTEST_CRITIC_ABOUT_TEXT] };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      gsize length = strlen (forms[i]);

      if (g_str_has_prefix (text, forms[i]) && g_str_has_prefix (text + length, ": "))
        return text + length + strlen (": ");
    }

  return NULL;
}

static const char *
read_about (const char *text, AttestCriticRemark *remark)
{
  /* "on" is what "on, which has no place" begins with. */
  static const AttestCriticAbout order[] = {
    ATTEST_CRITIC_ABOUT_CHANGED, ATTEST_CRITIC_ABOUT_REFERENCE, ATTEST_CRITIC_ABOUT_GONE, ATTEST_CRITIC_ABOUT_HERE
  };
  const char *words;
  gsize length;

  if (g_str_has_prefix (text, ": "))
    return text + 2;
  words = skip_whole_text (text);
  if (words != NULL)
    {
      remark->about = ATTEST_CRITIC_ABOUT_TEXT;
      return words;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *after = read_either (text, abouts[order[i]], ": ", &words, &length);

      if (after == NULL || length == 0)
        continue;
      remark->about = order[i];
      remark->words = dup_words (words, length);
      return after;
    }

  return NULL;
}

static gboolean
begins_like (const char *text, const char *form)
{
  const char *value = strstr (form, "%s");

  return value != NULL && strncmp (text, form, (gsize) (value - form)) == 0;
}

/* Words that could end in several places are not offered: half of a suggestion may say the contrary. Nor are those that were declined. */
static const char *
read_suggestion (const char *text, AttestCriticRemark *remark)
{
  const char *words;
  gsize length;
  const char *after = read_either (text, suggested, "", &words, &length);
  g_autofree char *closing = after != NULL ? g_strndup (words + length, (gsize) (after - (words + length))) : NULL;

  if (after == NULL || strstr (after, closing) != NULL || begins_like (after, _ (DECLINED)) ||
      begins_like (after, DECLINED))
    return text;
  remark->suggestion = dup_words (words, length);

  return after;
}

gboolean
attest_critic_remark_read (const char *text, AttestCriticRemark *remark)
{
  g_auto (AttestCriticRemark) found = { 0 };
  const char *at = read_number (text, &found);
  const char *about;

  at = at != NULL ? read_creator (at, &found) : NULL;
  about = at;
  at = at != NULL ? read_about (at, &found) : NULL;
  if (at == NULL)
    return FALSE;
  /* What the words were stays with what was said about them. */
  if (found.about == ATTEST_CRITIC_ABOUT_CHANGED)
    at = about + strlen (", ");
  else
    at = read_suggestion (at, &found);
  found.text = g_strdup (at);
  *remark = found;
  found = (AttestCriticRemark) { 0 };

  return TRUE;
}
