/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-finding-item.h"

struct _AttestFindingItem
{
  GObject parent_instance;

  AttestSeverity severity;
  char *message;
  char *text;
};

G_DEFINE_FINAL_TYPE (AttestFindingItem, attest_finding_item, G_TYPE_OBJECT)

static void
attest_finding_item_finalize (GObject *object)
{
  AttestFindingItem *self = ATTEST_FINDING_ITEM (object);

  g_free (self->message);
  g_free (self->text);

  G_OBJECT_CLASS (attest_finding_item_parent_class)->finalize (object);
}

static void
attest_finding_item_class_init (AttestFindingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_finding_item_finalize;
}

static void
attest_finding_item_init (AttestFindingItem *self)
{
}

AttestFindingItem *
attest_finding_item_new (const AttestFinding *finding)
{
  AttestFindingItem *self = g_object_new (ATTEST_TYPE_FINDING_ITEM, NULL);

  self->severity = finding->severity;
  self->message = g_strdup (finding->message);
  self->text = finding->text != NULL && *finding->text != '\0' ? g_strdup (finding->text) : NULL;
  return self;
}

gboolean
attest_finding_item_shows (AttestFindingItem *self, const AttestFinding *finding)
{
  const char *text = finding->text != NULL && *finding->text != '\0' ? finding->text : NULL;

  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self), FALSE);

  return self->severity == finding->severity && g_strcmp0 (self->message, finding->message) == 0 &&
         g_strcmp0 (self->text, text) == 0;
}

AttestSeverity
attest_finding_item_get_severity (AttestFindingItem *self)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self), ATTEST_SEVERITY_HINT);

  return self->severity;
}

const char *
attest_finding_item_get_message (AttestFindingItem *self)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self), NULL);

  return self->message;
}

const char *
attest_finding_item_get_text (AttestFindingItem *self)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self), NULL);

  return self->text;
}
