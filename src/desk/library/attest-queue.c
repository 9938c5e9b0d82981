/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-queue.h"

#include <glib/gi18n.h>

#include "session/attest-status-look.h"

typedef enum
{
  QUEUE_WAITING,
  QUEUE_ALL,
  QUEUE_COMMENTS,
  QUEUE_OVERVIEW,
  QUEUE_STATUS,
  QUEUE_DUE,
  QUEUE_TOPIC,
  QUEUE_REMOVED,
} QueueKind;

struct _AttestQueue
{
  GObject parent_instance;

  QueueKind kind;
  AttestStatus status;
  char *topic;
  char *id;
  char *label;
  const char *icon_name;
  guint count;
};

G_DEFINE_FINAL_TYPE (AttestQueue, attest_queue, G_TYPE_OBJECT)

typedef enum
{
  PROP_LABEL = 1,
  PROP_ICON_NAME,
  PROP_COUNT,
} AttestQueueProperty;

static GParamSpec *properties[PROP_COUNT + 1];

static void
attest_queue_finalize (GObject *object)
{
  AttestQueue *self = ATTEST_QUEUE (object);

  g_free (self->topic);
  g_free (self->id);
  g_free (self->label);

  G_OBJECT_CLASS (attest_queue_parent_class)->finalize (object);
}

static void
attest_queue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestQueue *self = ATTEST_QUEUE (object);

  switch ((AttestQueueProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    }
}

static void
attest_queue_class_init (AttestQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = attest_queue_finalize;
  object_class->get_property = attest_queue_get_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, readable);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, readable);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_queue_init (AttestQueue *self)
{
}

static AttestQueue *
queue_new (QueueKind kind, const char *id, const char *label, const char *icon_name)
{
  AttestQueue *self = g_object_new (ATTEST_TYPE_QUEUE, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  self->label = g_strdup (label);
  self->icon_name = icon_name;
  return self;
}

GPtrArray *
attest_queue_list_fixed (void)
{
  GPtrArray *queues = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (queues, queue_new (QUEUE_WAITING, "waiting", _ ("Waiting for me"), "attest-queue-waiting-symbolic"));
  g_ptr_array_add (queues, queue_new (QUEUE_ALL, "all", _ ("All articles"), "attest-queue-all-symbolic"));
  g_ptr_array_add (queues, queue_new (QUEUE_COMMENTS, "comments", _ ("Comments"), "attest-comments-symbolic"));
  g_ptr_array_add (queues, queue_new (QUEUE_OVERVIEW, "overview", _ ("Overview"), "attest-overview-symbolic"));
  for (guint i = ATTEST_STATUS_DRAFT; i <= ATTEST_STATUS_WITHDRAWN; i++)
    {
      const AttestStatusLook *look = attest_status_get_look (i, FALSE);
      AttestQueue *queue = queue_new (QUEUE_STATUS, look->key, attest_status_get_label (i), look->icon_name);

      queue->status = i;
      g_ptr_array_add (queues, queue);
      if (i == ATTEST_STATUS_APPROVED)
        g_ptr_array_add (
            queues, queue_new (QUEUE_DUE, "due", _ ("Due for re-review"), attest_status_get_look (i, TRUE)->icon_name));
    }
  g_ptr_array_add (queues, queue_new (QUEUE_REMOVED, "removed", _ ("Removed"), "user-trash-symbolic"));
  return queues;
}

AttestQueue *
attest_queue_new_topic (const char *topic)
{
  g_autofree char *id = g_strconcat ("topic:", topic, NULL);
  AttestQueue *self = queue_new (QUEUE_TOPIC, id, topic, "attest-topic-symbolic");

  self->topic = g_strdup (topic);
  return self;
}

const char *
attest_queue_get_id (AttestQueue *self)
{
  return self->id;
}

const char *
attest_queue_get_label (AttestQueue *self)
{
  return self->label;
}

const char *
attest_queue_get_icon_name (AttestQueue *self)
{
  return self->icon_name;
}

gboolean
attest_queue_is_topic (AttestQueue *self)
{
  return self->kind == QUEUE_TOPIC;
}

static gboolean
has_text (AttestQueue *self, const AttestArticleLine *line)
{
  guint n_texts = attest_article_line_get_n_texts (line);

  for (guint i = 0; i < n_texts; i++)
    if (self->kind == QUEUE_DUE ? attest_article_line_get_due (line, i)
                                : attest_article_line_get_status (line, i) == self->status)
      return TRUE;
  return FALSE;
}

gboolean
attest_queue_holds (AttestQueue *self, const AttestArticleLine *line)
{
  if ((attest_article_line_get_removed (line) != 0) != (self->kind == QUEUE_REMOVED))
    return FALSE;
  switch (self->kind)
    {
    case QUEUE_WAITING:
      return attest_article_line_get_waiting (line);
    case QUEUE_COMMENTS:
      return attest_article_line_get_open_comments (line) > 0;
    case QUEUE_STATUS:
    case QUEUE_DUE:
      return has_text (self, line);
    case QUEUE_TOPIC:
      return g_strv_contains (attest_article_line_get_topics (line), self->topic);
    case QUEUE_OVERVIEW:
      return FALSE;
    case QUEUE_ALL:
    case QUEUE_REMOVED:
      break;
    }
  return TRUE;
}

guint
attest_queue_count (AttestQueue *self, const AttestArticleLine *line)
{
  if (!attest_queue_holds (self, line))
    return 0;
  return self->kind == QUEUE_COMMENTS ? attest_article_line_get_open_comments (line) : 1;
}

guint
attest_queue_get_count (AttestQueue *self)
{
  return self->count;
}

void
attest_queue_set_count (AttestQueue *self, guint count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

gboolean
attest_queue_is_removed (AttestQueue *self)
{
  return self->kind == QUEUE_REMOVED;
}

gboolean
attest_queue_is_waiting (AttestQueue *self)
{
  return self->kind == QUEUE_WAITING;
}

gboolean
attest_queue_is_comments (AttestQueue *self)
{
  return self->kind == QUEUE_COMMENTS;
}

gboolean
attest_queue_is_overview (AttestQueue *self)
{
  return self->kind == QUEUE_OVERVIEW;
}
