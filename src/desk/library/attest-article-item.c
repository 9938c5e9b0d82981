/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-item.h"

#include <glib/gi18n.h>
#include "session/attest-status-look.h"

struct _AttestArticleItem
{
  GObject parent_instance;

  AttestArticleLine *line;
  char *spoken;
};

G_DEFINE_FINAL_TYPE (AttestArticleItem, attest_article_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_SPOKEN = 1,
} AttestArticleItemProperty;

static GParamSpec *properties[PROP_SPOKEN + 1];

static void
attest_article_item_finalize (GObject *object)
{
  AttestArticleItem *self = ATTEST_ARTICLE_ITEM (object);

  attest_article_line_set_item (self->line, NULL);
  attest_article_line_unref (self->line);
  g_free (self->spoken);

  G_OBJECT_CLASS (attest_article_item_parent_class)->finalize (object);
}

static char *speak (AttestArticleItem *self);

static void
attest_article_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestArticleItem *self = ATTEST_ARTICLE_ITEM (object);

  switch ((AttestArticleItemProperty) id)
    {
    case PROP_SPOKEN:
      if (self->spoken == NULL)
        self->spoken = speak (self);
      g_value_set_string (value, self->spoken);
      break;
    }
}

static void
attest_article_item_class_init (AttestArticleItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = attest_article_item_finalize;
  object_class->get_property = attest_article_item_get_property;

  properties[PROP_SPOKEN] = g_param_spec_string ("spoken", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_article_item_init (AttestArticleItem *self)
{
}

/* What the line shows, in the order in which it is read: title, each audience with its status, open comments. */
static char *
speak (AttestArticleItem *self)
{
  g_autoptr (GString) spoken = g_string_new (attest_article_line_get_title (self->line));
  g_autofree char *asked = attest_article_item_dup_asked (self);
  guint open = attest_article_line_get_open_comments (self->line);

  for (guint i = 0; i < attest_article_line_get_n_texts (self->line); i++)
    {
      g_autofree char *status = attest_status_dup_label (attest_article_line_get_status (self->line, i),
                                                         attest_article_line_get_due (self->line, i));

      g_string_append (spoken, "; ");
      /* Translators: an audience and its status for a screen reader, such as "Patient: Approved" */
      g_string_append_printf (spoken, _ ("%s: %s"), attest_article_line_get_audience_label (self->line, i), status);
    }
  if (open > 0)
    {
      g_string_append (spoken, "; ");
      g_string_append_printf (spoken, ngettext ("%u open comment", "%u open comments", open), open);
    }
  if (asked != NULL)
    g_string_append_printf (spoken, "; %s", asked);
  if (attest_article_line_get_new (self->line))
    g_string_append_printf (spoken, "; %s", _ ("changed since you last opened it"));
  return g_string_free_and_steal (g_steal_pointer (&spoken));
}

AttestArticleItem *
attest_article_item_of_line (AttestArticleLine *line)
{
  AttestArticleItem *self = attest_article_line_get_item (line);

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (ATTEST_TYPE_ARTICLE_ITEM, NULL);
  self->line = attest_article_line_ref (line);
  attest_article_line_set_item (line, self);
  return self;
}

const AttestArticleLine *
attest_article_item_get_line (AttestArticleItem *self)
{
  return self->line;
}

const char *
attest_article_item_get_id (AttestArticleItem *self)
{
  return attest_article_line_get_id (self->line);
}

const char *
attest_article_item_get_title (AttestArticleItem *self)
{
  return attest_article_line_get_title (self->line);
}

char *
attest_article_item_dup_asked (AttestArticleItem *self)
{
  const char *until = attest_article_line_get_asked_until (self->line);
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *iso = NULL;
  g_autofree char *date = NULL;

  if (until == NULL)
    return NULL;
  iso = *until != '\0' ? g_strconcat (until, "T12:00:00", NULL) : NULL;
  day = iso != NULL ? g_date_time_new_from_iso8601 (iso, NULL) : NULL;
  if (day == NULL)
    return g_strdup (_ ("You are asked to review"));
  date = g_date_time_format (day, "%x");
  /* Translators: %s is a day */
  return g_strdup_printf (_ ("You are asked to review by %s"), date);
}
