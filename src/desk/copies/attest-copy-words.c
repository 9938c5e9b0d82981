/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "copies/attest-copy-words.h"

#include <glib/gi18n.h>

char *
attest_copy_words_dup_kind (const AttestCopy *copy)
{
  switch (copy->kind)
    {
    case ATTEST_COPY_DAILY:
      return g_strdup (_ ("Copy of the day"));
    case ATTEST_COPY_BEFORE_RESTORE:
      return g_strdup (_ ("Before another copy was restored"));
    case ATTEST_COPY_BEFORE_UPDATE:
      return g_strdup (_ ("Before an update of Attest"));
    case ATTEST_COPY_OTHER:
    default:
      return g_filename_display_basename (copy->path);
    }
}

char *
attest_copy_words_dup_title (const AttestCopyDifference *difference)
{
  if (g_str_equal (difference->stream, ATTEST_STREAM_BOARD))
    return g_strdup (_ ("The board: people, policy and settings"));
  if (difference->title == NULL || *difference->title == '\0')
    return g_strdup (_ ("An article without a title"));
  return g_strdup (difference->title);
}

static guint
count (const AttestCopyDifference *difference, const char *kind)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (difference->lost, kind));
}

static guint
count_all (const AttestCopyDifference *difference)
{
  GHashTableIter iter;
  gpointer number;
  guint all = 0;

  g_hash_table_iter_init (&iter, difference->lost);
  while (g_hash_table_iter_next (&iter, NULL, &number))
    all += GPOINTER_TO_UINT (number);
  return all;
}

/* "2 saved texts, 1 comment" */
static char *
dup_lost (const AttestCopyDifference *difference)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  guint texts = count (difference, "revision.save");
  guint comments =
      count (difference, "comment.add") + count (difference, "comment.add-about") + count (difference, "comment.reply");
  guint verdicts = count (difference, "review.verdict") + count (difference, "review.reaffirm");
  guint waivers = count (difference, "finding.waive");
  guint others = count_all (difference) - texts - comments - verdicts - waivers;

  if (texts > 0)
    g_strv_builder_take (builder, g_strdup_printf (ngettext ("%u saved text", "%u saved texts", texts), texts));
  if (comments > 0)
    g_strv_builder_take (builder, g_strdup_printf (ngettext ("%u comment", "%u comments", comments), comments));
  if (verdicts > 0)
    g_strv_builder_take (builder, g_strdup_printf (ngettext ("%u verdict", "%u verdicts", verdicts), verdicts));
  if (waivers > 0)
    g_strv_builder_take (builder,
                         g_strdup_printf (ngettext ("%u waived finding", "%u waived findings", waivers), waivers));
  if (others > 0)
    g_strv_builder_take (builder, g_strdup_printf (ngettext ("%u other entry", "%u other entries", others), others));
  parts = g_strv_builder_end (builder);
  /* Translators: what stands between the parts of a list, such as "2 comments, 1 verdict" */
  return g_strjoinv (_ (", "), parts);
}

char *
attest_copy_words_dup_difference (const AttestCopyDifference *difference)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sentences = NULL;
  guint lost = count_all (difference);

  if (count (difference, "article.create") > 0)
    g_strv_builder_add (builder, _ ("The whole article would be gone."));
  if (lost > 0)
    {
      g_autofree char *parts = dup_lost (difference);

      /* Translators: %s is a list such as "2 saved texts, 1 comment" */
      g_strv_builder_take (builder, g_strdup_printf (_ ("Not in the copy: %s."), parts));
    }
  if (difference->back > 0)
    g_strv_builder_take (builder,
                         g_strdup_printf (ngettext ("%u entry that only the copy has would come back.",
                                                    "%u entries that only the copy has would come back.",
                                                    difference->back),
                                          difference->back));
  sentences = g_strv_builder_end (builder);
  return g_strjoinv (" ", sentences);
}
