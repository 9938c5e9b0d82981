/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-finding-item.h"

#include <glib/gi18n.h>

#include "session/attest-time-words.h"
#include "text/attest-isolate.h"

struct _AttestFindingItem
{
  GObject parent_instance;

  gboolean fold;
  gboolean unfolded;
  AttestSeverity severity;
  char *message;
  char *text;
  /* A waiver that comes in place of another may be by the same person and for the same reason. */
  char *waiver;
  char *decision;
  char *refusal;
};

G_DEFINE_FINAL_TYPE (AttestFindingItem, attest_finding_item, G_TYPE_OBJECT)

static void
attest_finding_item_finalize (GObject *object)
{
  AttestFindingItem *self = ATTEST_FINDING_ITEM (object);

  g_free (self->message);
  g_free (self->text);
  g_free (self->waiver);
  g_free (self->decision);
  g_free (self->refusal);

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

static char *
dup_decision (const AttestWaiver *waiver, const char *waived_by)
{
  g_autofree char *date = attest_time_dup_date (waiver->moment.time);
  g_autofree char *name = attest_isolate (waived_by);

  /* Translators: who waived a finding, when, and on the next line why: "Waived by Rita Reviewer, 3 March 2026" */
  return g_strdup_printf (_ ("Waived by %s, %s\n%s"), name, date, waiver->reason);
}

AttestFindingItem *
attest_finding_item_new (const AttestFinding *finding, const char *waived_by, const char *refusal)
{
  AttestFindingItem *self = g_object_new (ATTEST_TYPE_FINDING_ITEM, NULL);

  self->severity = finding->severity;
  self->message = g_strdup (finding->message);
  self->text = finding->text != NULL && *finding->text != '\0' ? g_strdup (finding->text) : NULL;
  self->refusal = g_strdup (refusal);
  if (finding->waiver != NULL)
    {
      self->waiver = g_strdup (finding->waiver->id);
      self->decision = dup_decision (finding->waiver, waived_by != NULL ? waived_by : _ ("Somebody"));
    }
  return self;
}

AttestFindingItem *
attest_finding_item_new_fold (guint n_waived, gboolean unfolded)
{
  AttestFindingItem *self = g_object_new (ATTEST_TYPE_FINDING_ITEM, NULL);

  self->fold = TRUE;
  self->unfolded = unfolded;
  self->message = g_strdup_printf (ngettext ("%u waived", "%u waived", n_waived), n_waived);
  return self;
}

gboolean
attest_finding_item_shows (AttestFindingItem *self, AttestFindingItem *other)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self) && ATTEST_IS_FINDING_ITEM (other), FALSE);

  return self->fold == other->fold && self->unfolded == other->unfolded && self->severity == other->severity &&
         g_strcmp0 (self->message, other->message) == 0 && g_strcmp0 (self->text, other->text) == 0 &&
         g_strcmp0 (self->waiver, other->waiver) == 0 && g_strcmp0 (self->decision, other->decision) == 0 &&
         g_strcmp0 (self->refusal, other->refusal) == 0;
}

gboolean
attest_finding_item_is_fold (AttestFindingItem *self)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self), FALSE);

  return self->fold;
}

gboolean
attest_finding_item_get_unfolded (AttestFindingItem *self)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self), FALSE);

  return self->unfolded;
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

const char *
attest_finding_item_get_decision (AttestFindingItem *self)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self), NULL);

  return self->decision;
}

const char *
attest_finding_item_get_refusal (AttestFindingItem *self)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ITEM (self), NULL);

  return self->refusal;
}
