/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-words.h"

#include <glib/gi18n.h>

#include "session/attest-time-words.h"
#include "text/attest-diff.h"
#include "text/attest-isolate.h"

char *
attest_comment_words_time (gint64 time)
{
  gint64 minutes = (g_get_real_time () - time) / G_TIME_SPAN_MINUTE;

  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (unsigned long) minutes), (int) minutes);
  return attest_time_is_today (time) ? attest_time_dup_clock (time) : attest_time_dup_day (time);
}

static char *
make_one_line (const char *text, gsize length)
{
  char *line = g_strndup (text, length);

  for (char *character = line; *character != '\0'; character++)
    if (*character == '\n' || *character == '\t')
      *character = ' ';
  return g_strstrip (line);
}

char *
attest_comment_words_subject (AttestArticleState *state, const char *reference)
{
  AttestReferences *references = attest_article_state_get_references (state);
  JsonObject *item =
      reference != NULL && references != NULL ? attest_references_get_item (references, reference) : NULL;
  const char *title = item != NULL ? json_object_get_string_member_with_default (item, "title", NULL) : NULL;

  g_autofree char *work = NULL;

  if (reference == NULL)
    return g_strdup (_ ("On the whole text"));
  work = attest_isolate (title != NULL && *title != '\0' ? title : reference);
  /* Translators: %s is the title of the work that a comment is about, or its key. */
  return g_strdup_printf (_ ("On reference: %s"), work);
}

char *
attest_comment_words_of_text (GBytes *text, gsize start, gsize end)
{
  gsize length = 0;
  const char *bytes = text != NULL ? g_bytes_get_data (text, &length) : NULL;

  if (bytes == NULL || start >= end || end > length)
    return g_strdup ("");
  return make_one_line (bytes + start, end - start);
}

char *
attest_comment_words_quote (AttestArticleState *state, gsize start, gsize end)
{
  AttestRendering *rendering = attest_article_state_get_rendering (state);
  GBytes *text = attest_article_state_get_text (state);
  gsize first = 0;
  gsize last = 0;

  if (text == NULL || start >= end || end > g_bytes_get_size (text))
    return NULL;
  if (rendering != NULL && attest_rendering_source_to_text (rendering, start, end, &first, &last) && first < last)
    return make_one_line (attest_rendering_get_text (rendering, NULL) + first, last - first);
  return attest_comment_words_of_text (text, start, end);
}

char *
attest_comment_words_difference (const char *old_text, const char *new_text)
{
  g_autoptr (GBytes) old_bytes = g_bytes_new (old_text, strlen (old_text));
  g_autoptr (GBytes) new_bytes = g_bytes_new (new_text, strlen (new_text));
  g_autoptr (AttestDiff) diff = attest_diff_new (old_bytes, new_bytes);
  g_autoptr (GString) markup = g_string_new (NULL);
  const AttestDiffChange *changes = NULL;
  gsize n_changes = 0;

  changes = attest_diff_get_changes (diff, &n_changes);
  for (gsize i = 0; i < n_changes; i++)
    {
      const AttestDiffChange *change = &changes[i];
      gboolean gone = change->operation == ATTEST_DIFF_DELETE;
      const char *text = gone ? old_text + change->old_start : new_text + change->new_start;
      gsize length = gone ? change->old_end - change->old_start : change->new_end - change->new_start;
      g_autofree char *words = g_markup_escape_text (text, (gssize) length);

      if (gone)
        g_string_append_printf (markup, "<s><span alpha=\"65%%\">%s</span></s>", words);
      else if (change->operation == ATTEST_DIFF_INSERT)
        g_string_append_printf (markup, "<b>%s</b>", words);
      else
        g_string_append (markup, words);
      if (i + 1 < n_changes && change->operation != ATTEST_DIFF_EQUAL && changes[i + 1].operation == ATTEST_DIFF_INSERT)
        g_string_append_c (markup, ' ');
    }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}
