/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-queue-tally.h"

#include "library/attest-queue.h"

/*
 * @fixed: (element-type AttestQueue): the queues that every library has, and @counts how many each holds
 * @by_topics: a list of topics to how many articles have just that: there are few lists, and many lines have the same one
 */
struct _AttestQueueTally
{
  AttestArticleLines *lines;
  guint next;
  GPtrArray *fixed;
  guint *counts;
  GHashTable *by_topics;
};

AttestQueueTally *
attest_queue_tally_new (AttestArticleLines *lines)
{
  AttestQueueTally *self = g_new0 (AttestQueueTally, 1);

  self->lines = attest_article_lines_ref (lines);
  self->fixed = attest_queue_list_fixed ();
  self->counts = g_new0 (guint, self->fixed->len);
  self->by_topics = g_hash_table_new (NULL, NULL);
  return self;
}

void
attest_queue_tally_free (AttestQueueTally *self)
{
  attest_article_lines_unref (self->lines);
  g_ptr_array_unref (self->fixed);
  g_free (self->counts);
  g_hash_table_unref (self->by_topics);
  g_free (self);
}

static void
count_line (AttestQueueTally *self, const AttestArticleLine *line)
{
  gpointer topics = (gpointer) attest_article_line_get_topics (line);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_topics, topics));

  for (guint i = 0; i < self->fixed->len; i++)
    self->counts[i] += attest_queue_count (g_ptr_array_index (self->fixed, i), line);
  if (attest_article_line_get_removed (line) == 0)
    g_hash_table_insert (self->by_topics, topics, GUINT_TO_POINTER (count + 1));
}

gboolean
attest_queue_tally_step (gpointer work, guint n_lines)
{
  AttestQueueTally *self = work;
  guint n_all = attest_article_lines_get_n_lines (self->lines);
  guint end = self->next + MIN (n_lines, n_all - self->next);

  for (; self->next < end; self->next++)
    count_line (self, attest_article_lines_get (self->lines, self->next));
  return self->next < n_all;
}

static int
compare_topics (gconstpointer one, gconstpointer other)
{
  return g_utf8_collate (*(const char *const *) one, *(const char *const *) other);
}

/* Returns: (transfer full): each topic, borrowed from the lines, to how many articles have it */
static GHashTable *
count_topics (AttestQueueTally *self)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer list, count;

  g_hash_table_iter_init (&iter, self->by_topics);
  while (g_hash_table_iter_next (&iter, &list, &count))
    for (const char *const *topic = list; *topic != NULL; topic++)
      {
        guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *topic));

        g_hash_table_insert (counts, (gpointer) *topic, GUINT_TO_POINTER (before + GPOINTER_TO_UINT (count)));
      }
  return counts;
}

GPtrArray *
attest_queue_tally_dup_topics (AttestQueueTally *self)
{
  g_autoptr (GHashTable) counts = count_topics (self);
  GPtrArray *topics = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer topic;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &topic, NULL))
    g_ptr_array_add (topics, g_strdup (topic));
  g_ptr_array_sort (topics, compare_topics);
  return topics;
}

void
attest_queue_tally_tell (AttestQueueTally *self, GPtrArray *queues)
{
  g_autoptr (GHashTable) counts = count_topics (self);

  for (guint i = 0; i < queues->len; i++)
    {
      AttestQueue *queue = g_ptr_array_index (queues, i);
      gpointer count = g_hash_table_lookup (counts, attest_queue_get_label (queue));

      attest_queue_set_count (queue, attest_queue_is_topic (queue) ? GPOINTER_TO_UINT (count) : self->counts[i]);
    }
}
