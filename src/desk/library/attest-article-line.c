/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-line.h"

#include <string.h>

/* ---- What lines have in common ---- */

/* Of memory for lines, in bytes: a few lines that are read by themselves take little, and a large library's few large blocks go back to the system. */
#define LEAST_BLOCK 1024
#define LARGEST_BLOCK (1024 * 1024)

/*
 * @blocks: memory that all lines are in, and that goes when none of them is held any more; the last has @left bytes at @free
 * @keys: the audiences that texts name, by their number; @labels: as many, what they are called
 * @topics: (element-type GStrv): each list of topics once; @folded_topics: as many, in one folded text each; @topics_by_name: where they are
 */
struct _AttestArticleCommon
{
  GPtrArray *blocks;
  char *free;
  gsize left;
  gsize block_size;
  GPtrArray *keys;
  GPtrArray *labels;
  GPtrArray *topics;
  GPtrArray *folded_topics;
  GHashTable *topics_by_name;
};

AttestArticleCommon *
attest_article_common_new (GPtrArray *audiences)
{
  AttestArticleCommon *self = g_atomic_rc_box_new0 (AttestArticleCommon);

  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->block_size = LEAST_BLOCK;
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->topics = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->folded_topics = g_ptr_array_new_with_free_func (g_free);
  self->topics_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < audiences->len; i++)
    {
      const AttestAudience *audience = g_ptr_array_index (audiences, i);

      g_ptr_array_add (self->keys, g_strdup (audience->key));
      g_ptr_array_add (self->labels, g_strdup (audience->label));
    }
  g_ptr_array_unref (audiences);
  return self;
}

AttestArticleCommon *
attest_article_common_ref (AttestArticleCommon *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_common (gpointer data)
{
  AttestArticleCommon *self = data;

  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->labels);
  g_hash_table_unref (self->topics_by_name);
  g_ptr_array_unref (self->folded_topics);
  g_ptr_array_unref (self->topics);
}

void
attest_article_common_unref (AttestArticleCommon *self)
{
  g_atomic_rc_box_release_full (self, clear_common);
}

/* Returns: (transfer none): aligned for a line */
static gpointer
allocate (AttestArticleCommon *self, gsize size)
{
  gsize aligned = (size + sizeof (gint64) - 1) & ~(sizeof (gint64) - 1);
  char *found = NULL;

  if (aligned > self->left)
    {
      self->left = MAX (aligned, self->block_size);
      self->free = g_malloc (self->left);
      g_ptr_array_add (self->blocks, self->free);
      self->block_size = MIN (2 * self->block_size, LARGEST_BLOCK);
    }
  found = self->free;
  self->free += aligned;
  self->left -= aligned;
  return found;
}

guint16
attest_article_common_find_audience (AttestArticleCommon *self, const char *key)
{
  guint index = 0;

  if (g_ptr_array_find_with_equal_func (self->keys, key, g_str_equal, &index))
    return (guint16) index;
  /* No board has so many; a file that somebody made up shows the last one in place of the rest. */
  if (self->keys->len == G_MAXUINT16)
    return G_MAXUINT16 - 1;
  g_ptr_array_add (self->keys, g_strdup (key));
  g_ptr_array_add (self->labels, g_strdup (key));
  return (guint16) (self->keys->len - 1);
}

const char *
attest_article_common_get_audience (const AttestArticleCommon *self, guint16 audience)
{
  return g_ptr_array_index (self->keys, audience);
}

static guint
find_topics (AttestArticleCommon *self, char **topics)
{
  static char *none[] = { NULL };
  g_autofree char *name = g_strjoinv ("\n", topics != NULL ? topics : none);
  gpointer found = NULL;

  if (g_hash_table_lookup_extended (self->topics_by_name, name, NULL, &found))
    return GPOINTER_TO_UINT (found);
  g_ptr_array_add (self->folded_topics, g_utf8_casefold (name, -1));
  g_hash_table_insert (self->topics_by_name, g_steal_pointer (&name), GUINT_TO_POINTER (self->topics->len));
  g_ptr_array_add (self->topics, g_strdupv (topics != NULL ? topics : none));
  return self->topics->len - 1;
}

/* ---- A line ---- */

G_STATIC_ASSERT (ATTEST_WAITING_DUE < 8 * sizeof (AttestLineReasons));

/*
 * @item: see attest_article_line_set_item()
 * @topics: where in the common lists its topics are
 * @title, @slug, @folded: where in the characters behind @texts each begins; the id is the first. 0 where there is none.
 * @waits: where there, for the few articles that wait for the actor, the reasons of each text are, and behind them until when they were asked. 0 where nothing waits.
 * @removed: where there the time is, of the few that were taken out of the lists. 0 for all others.
 */
struct _AttestArticleLine
{
  AttestArticleCommon *common;
  gpointer item;
  gint64 updated;
  guint topics;
  guint title;
  guint slug;
  guint folded;
  guint waits;
  guint removed;
  guint16 n_texts;
  guint asked : 1;
  guint is_new : 1;
  AttestLineText texts[];
};

static const char *
get_characters (const AttestArticleLine *self, guint at)
{
  return (const char *) &self->texts[self->n_texts] + at;
}

/* Returns: where it begins */
static guint
append_text (GString *characters, const char *text)
{
  gsize at = characters->len;

  g_string_append_len (characters, text, (gssize) strlen (text) + 1);
  return (guint) at;
}

AttestArticleLine *
attest_article_line_new (AttestArticleCommon *common,
                         const AttestArticle *article,
                         const AttestLineText *texts,
                         guint n_texts,
                         const AttestLineMarks *marks)
{
  g_autoptr (GString) characters = g_string_sized_new (256);
  AttestArticleLine head = { .updated = article->updated };
  gsize texts_size = 0;
  AttestArticleLine *self = NULL;

  head.n_texts = (guint16) MIN (n_texts, G_MAXUINT16);
  head.is_new = marks->is_new != FALSE;
  head.topics = find_topics (common, article->topics);
  append_text (characters, article->id);
  head.title = append_text (characters, article->title);
  head.slug = append_text (characters, article->slug);
  /* The title is searched as it stands where that finds the same. */
  if (!g_str_is_ascii (article->title))
    {
      g_autofree char *folded = g_utf8_casefold (article->title, -1);

      head.folded = append_text (characters, folded);
    }
  if (marks->reasons != NULL)
    {
      head.waits = (guint) characters->len;
      head.asked = marks->asked_until != NULL;
      g_string_append_len (characters, (const char *) marks->reasons, (gssize) (head.n_texts * sizeof *marks->reasons));
      if (head.asked)
        append_text (characters, marks->asked_until);
    }
  if (article->removed != 0)
    {
      head.removed = (guint) characters->len;
      g_string_append_len (characters, (const char *) &article->removed, sizeof article->removed);
    }

  texts_size = head.n_texts * sizeof *texts;
  self = allocate (common, sizeof *self + texts_size + characters->len);
  *self = head;
  self->common = attest_article_common_ref (common);
  if (texts_size > 0)
    memcpy (self->texts, texts, texts_size);
  memcpy ((char *) self->texts + texts_size, characters->str, characters->len);
  return self;
}

AttestArticleLine *
attest_article_line_ref (AttestArticleLine *self)
{
  attest_article_common_ref (self->common);
  return self;
}

void
attest_article_line_unref (AttestArticleLine *self)
{
  attest_article_common_unref (self->common);
}

const char *
attest_article_line_get_id (const AttestArticleLine *self)
{
  return get_characters (self, 0);
}

const char *
attest_article_line_get_title (const AttestArticleLine *self)
{
  return get_characters (self, self->title);
}

const char *
attest_article_line_get_slug (const AttestArticleLine *self)
{
  return get_characters (self, self->slug);
}

const char *const *
attest_article_line_get_topics (const AttestArticleLine *self)
{
  return g_ptr_array_index (self->common->topics, self->topics);
}

gint64
attest_article_line_get_updated (const AttestArticleLine *self)
{
  return self->updated;
}

gint64
attest_article_line_get_removed (const AttestArticleLine *self)
{
  gint64 removed = 0;

  /* It stands among characters, and so at any address. */
  if (self->removed != 0)
    memcpy (&removed, get_characters (self, self->removed), sizeof removed);
  return removed;
}

guint
attest_article_line_get_n_texts (const AttestArticleLine *self)
{
  return self->n_texts;
}

const char *
attest_article_line_get_audience (const AttestArticleLine *self, guint text)
{
  g_return_val_if_fail (text < self->n_texts, "");

  return attest_article_common_get_audience (self->common, self->texts[text].audience);
}

const char *
attest_article_line_get_audience_label (const AttestArticleLine *self, guint text)
{
  g_return_val_if_fail (text < self->n_texts, "");

  return g_ptr_array_index (self->common->labels, self->texts[text].audience);
}

AttestStatus
attest_article_line_get_status (const AttestArticleLine *self, guint text)
{
  g_return_val_if_fail (text < self->n_texts, ATTEST_STATUS_DRAFT);

  return (AttestStatus) self->texts[text].status;
}

gboolean
attest_article_line_get_due (const AttestArticleLine *self, guint text)
{
  g_return_val_if_fail (text < self->n_texts, FALSE);

  return self->texts[text].is_due != 0;
}

guint
attest_article_line_get_least_status (const AttestArticleLine *self)
{
  guint least = G_MAXUINT;

  for (guint i = 0; i < self->n_texts; i++)
    least = MIN (least, self->texts[i].status);
  return least;
}

guint
attest_article_line_get_open_comments (const AttestArticleLine *self)
{
  guint open = 0;

  for (guint i = 0; i < self->n_texts; i++)
    open += self->texts[i].open_comments;
  return open;
}

gboolean
attest_article_line_get_waiting (const AttestArticleLine *self)
{
  return self->waits != 0;
}

AttestLineReasons
attest_article_line_get_reasons (const AttestArticleLine *self, guint text)
{
  AttestLineReasons reasons = 0;

  g_return_val_if_fail (text < self->n_texts, 0);

  /* They stand among characters, and so at any address. */
  if (self->waits != 0)
    memcpy (&reasons, get_characters (self, self->waits) + text * sizeof reasons, sizeof reasons);
  return reasons;
}

gboolean
attest_article_line_get_new (const AttestArticleLine *self)
{
  return self->is_new;
}

const char *
attest_article_line_get_asked_until (const AttestArticleLine *self)
{
  if (!self->asked)
    return NULL;
  return get_characters (self, self->waits) + self->n_texts * sizeof (AttestLineReasons);
}

/* @word: folded; @text: folded, but for the case of ASCII letters */
static gboolean
holds (const char *text, const char *word)
{
  return strcasestr (text, word) != NULL;
}

gboolean
attest_article_line_matches (const AttestArticleLine *self, const char *const *words)
{
  const char *title = get_characters (self, self->folded != 0 ? self->folded : self->title);
  const char *topics = g_ptr_array_index (self->common->folded_topics, self->topics);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (!holds (title, words[i]) && !holds (attest_article_line_get_slug (self), words[i]) && !holds (topics, words[i]))
      return FALSE;
  return TRUE;
}

gpointer
attest_article_line_get_item (const AttestArticleLine *self)
{
  return self->item;
}

void
attest_article_line_set_item (AttestArticleLine *self, gpointer item)
{
  self->item = item;
}
