/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-search-terms.h"

#include <string.h>

#include "record/attest-row.h"
#include "record/attest-search-query.h"

/* As the schema has it: of how many characters the beginnings are that the index has by themselves. */
#define SHORTEST_INDEXED 2
#define LONGEST_INDEXED 3

/* Each word is looked up by itself, which takes a twentieth of a millisecond twice. */
#define MOST_TERMS 96

gboolean
attest_search_terms_prepare (AttestDatabase *database, GError **error)
{
  return attest_database_run (database,
                              "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING"
                              " fts5vocab ('main', 'search', 'instance')",
                              error);
}

/* ---- The words that begin so ---- */

/* @term: (inout): a word; becomes the first one that is not before it. Returns: FALSE at the end of the index or with @error */
static gboolean
find_term (AttestDatabase *database, GString *term, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT term FROM temp.search_word WHERE term >= ?1 LIMIT 1");
  gboolean found;

  attest_statement_bind_text (statement, 1, term->str);
  found = attest_statement_next (statement, error);
  if (found)
    {
      g_autofree char *text = attest_row_dup_text (statement, 0);

      g_string_assign (term, text);
    }
  attest_statement_done (statement);

  return found;
}

/* Returns: (transfer full) (nullable): at most MOST_TERMS + 1; NULL with @error */
static GPtrArray *
list_terms (AttestDatabase *database, const char *beginning, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) term = g_string_new (beginning);
  g_autoptr (GError) local_error = NULL;

  while (terms->len <= MOST_TERMS && find_term (database, term, &local_error) &&
         g_str_has_prefix (term->str, beginning))
    {
      /* Nothing that Attest wrote has one. */
      if (strchr (term->str, '"') == NULL)
        g_ptr_array_add (terms, g_strdup (term->str));
      /* Less than any character of a word. */
      g_string_append_c (term, '\x01');
    }
  if (local_error == NULL)
    return g_steal_pointer (&terms);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* ---- Writing ---- */

/* @loose: (nullable): as @match where nothing of it is loose */
typedef struct
{
  AttestDatabase *database;
  AttestSearchRank *rank;
  GString *match;
  GString *loose;
} Writer;

static void
add_part (Writer *self, gboolean countable)
{
  AttestSearchPart part = { self->rank->phrases, countable };

  g_array_append_val (self->rank->parts, part);
}

static void
write_both (Writer *self, const char *text)
{
  g_string_append (self->match, text);
  if (self->loose != NULL)
    g_string_append (self->loose, text);
}

static void
write_phrase (Writer *self, const AttestSearchPhrase *phrase)
{
  g_autoptr (GString) written = g_string_new (NULL);

  attest_search_query_write_phrase (phrase, written);
  write_both (self, written->str);
}

static void
write_terms (Writer *self, GPtrArray *terms)
{
  g_autoptr (GString) written = g_string_new ("(");

  for (guint i = 0; i < terms->len; i++)
    {
      g_string_append_printf (written, "%s\"%s\"", i > 0 ? " OR " : "", (char *) g_ptr_array_index (terms, i));
      add_part (self, TRUE);
    }
  g_string_append_c (written, ')');
  write_both (self, written->str);
}

/* Too many words begin so. */
static void
write_beginning (Writer *self, const AttestSearchPhrase *phrase)
{
  const char *word = g_ptr_array_index (phrase->words, 0);
  g_autofree char *indexed = g_utf8_substring (word, 0, LONGEST_INDEXED);

  if (self->loose == NULL)
    self->loose = g_string_new (self->match->str);
  attest_search_query_write_phrase (phrase, self->match);
  g_string_append_printf (self->loose, "\"%s\" *", indexed);
  add_part (self, TRUE);
}

/* @any: (out): whether it can be found anywhere */
static gboolean
add_phrase (Writer *self, const AttestSearchPhrase *phrase, gboolean *any, GError **error)
{
  const char *word = g_ptr_array_index (phrase->words, 0);
  gboolean single = phrase->words->len == 1;
  glong length = g_utf8_strlen (word, -1);
  gboolean indexed = length >= SHORTEST_INDEXED && length <= LONGEST_INDEXED;
  g_autoptr (GPtrArray) terms = NULL;

  *any = TRUE;
  if (self->match->len > 0)
    write_both (self, " AND ");
  if (single && phrase->prefix && !indexed)
    {
      terms = list_terms (self->database, word, error);
      if (terms == NULL)
        return FALSE;
      *any = terms->len > 0;
    }
  if (terms != NULL && terms->len <= MOST_TERMS)
    {
      write_terms (self, terms);
    }
  else if (terms != NULL && length > LONGEST_INDEXED)
    {
      write_beginning (self, phrase);
    }
  else
    {
      write_phrase (self, phrase);
      add_part (self, single && (!phrase->prefix || indexed));
    }
  self->rank->phrases++;

  return TRUE;
}

static gboolean
write_wanted (Writer *self, GPtrArray *phrases, gboolean *any, GError **error)
{
  *any = TRUE;
  for (guint i = 0; i < phrases->len && *any; i++)
    {
      const AttestSearchPhrase *phrase = g_ptr_array_index (phrases, i);

      if (!phrase->excluded && !add_phrase (self, phrase, any, error))
        return FALSE;
    }

  return TRUE;
}

char *
attest_search_terms_write (AttestDatabase *database,
                           GPtrArray *phrases,
                           AttestSearchRank *rank,
                           char **loose,
                           GError **error)
{
  Writer writer = { database, rank, g_string_new (NULL), NULL };
  gboolean any;
  gboolean written = write_wanted (&writer, phrases, &any, error);

  if (written && !any)
    g_string_truncate (writer.match, 0);
  *loose = writer.loose != NULL ? g_string_free (writer.loose, !written || !any) : NULL;

  return g_string_free (writer.match, !written);
}
