/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "bench-text.h"
#include "review/attest-comment.h"
#include "review/attest-people.h"
#include "review/attest-review-kinds.h"
#include "review/attest-save.h"

/*
 * Makes the library that the desk is measured with: articles of one text in three audiences, and comments on words all
 * over the text of the first; and the same text as a file, for other programs.
 *
 *     make-bench-library LIBRARY FILE BYTES COMMENTS ARTICLES
 */

static const char *const audiences[] = { "doctor", "patient", "public" };

static void
stop_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* The end of the word that begins at @start. */
static gsize
find_word_end (const char *text, gsize length, gsize start)
{
  while (start < length && g_ascii_isalnum (text[start]))
    start++;
  return start;
}

static void
add_comments (AttestLibrary *library, const char *article, const char *actor, GBytes *text, guint n_comments)
{
  const char *kinds[] = { "change", "question", "evidence", "note" };
  gsize length = 0;
  const char *bytes = g_bytes_get_data (text, &length);

  for (guint i = 0; i < n_comments; i++)
    {
      g_autoptr (GError) error = NULL;
      gsize start = length / (n_comments + 1) * (i + 1);
      AttestCommentDraft draft = { .text = "Please look at this again.",
                                   .kind = kinds[i % 4],
                                   .blocking = i % 10 == 0 };

      while (start < length && !(g_ascii_isspace (bytes[start - 1]) && g_ascii_isalpha (bytes[start])))
        start++;
      draft.start = start;
      draft.end = find_word_end (bytes, length, start);
      g_free (attest_review_add_comment (library, article, audiences[0], actor, &draft, &error));
      stop_on (error);
    }
}

static char *
add_article (AttestLibrary *library, const char *actor, GBytes *text)
{
  const char *topics[] = { "Sleep", NULL };
  g_autoptr (GError) error = NULL;
  char *article = attest_review_create_article (
      library, actor, NULL, "en", topics, audiences[0], text, NULL, NULL, 0, NULL, &error);

  stop_on (error);
  for (guint i = 1; i < G_N_ELEMENTS (audiences); i++)
    {
      g_autofree char *title = g_strdup_printf ("# What the %s should know\n\n", audiences[i]);
      g_autoptr (GByteArray) markdown = g_byte_array_new ();
      g_autoptr (GBytes) variant = NULL;

      g_byte_array_append (markdown, (const guint8 *) title, (guint) strlen (title));
      g_byte_array_append (markdown, g_bytes_get_data (text, NULL), (guint) g_bytes_get_size (text));
      variant = g_byte_array_free_to_bytes (g_steal_pointer (&markdown));
      g_free (attest_review_save_revision (library, article, audiences[i], actor, variant, NULL, &error));
      stop_on (error);
    }
  return article;
}

int
main (int argc, char *argv[])
{
  const char *roles[] = { "editor", "author", "reviewer", NULL };
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *actor = NULL;

  if (argc != 6)
    return 2;
  text = bench_text_new (strtoul (argv[3], NULL, 10));
  g_file_set_contents (argv[2], g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), &error);
  stop_on (error);
  attest_review_register (registry);
  library = attest_library_create (argv[1], registry, NULL, &error);
  stop_on (error);
  actor = attest_review_save_person (
      library, NULL, NULL, &(AttestPersonChange) { .name = "Edith", .credentials = "MD", .roles = roles }, &error);
  stop_on (error);
  for (guint i = 0; i < strtoul (argv[5], NULL, 10); i++)
    {
      g_autofree char *article = add_article (library, actor, text);

      if (i == 0)
        add_comments (library, article, actor, text, (guint) strtoul (argv[4], NULL, 10));
    }
  return 0;
}
