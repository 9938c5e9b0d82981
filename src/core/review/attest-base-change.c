/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-base-change.h"

#include <string.h>

#include "record/attest-revision-table.h"
#include "record/attest-variant-table.h"

static int
compare_orders (const AttestRevisionOrder *one, const AttestRevisionOrder *other)
{
  int devices;

  if (one->clock != other->clock)
    return one->clock < other->clock ? -1 : 1;
  devices = strcmp (one->device, other->device);
  if (devices != 0)
    return devices;

  return (one->sequence > other->sequence) - (one->sequence < other->sequence);
}

/* *@seen: (nullable): the newest of @revisions (of the base) before @moment */
static gboolean
find_seen (AttestDatabase *database,
           GPtrArray *revisions,
           const AttestRevisionOrder *moment,
           const AttestRevision **seen,
           GError **error)
{
  *seen = NULL;
  for (guint i = revisions->len; i > 0 && *seen == NULL; i--)
    {
      const AttestRevision *revision = revisions->pdata[i - 1];
      g_autoptr (AttestRevisionOrder) order = attest_revision_table_dup_order (database, revision->id, error);

      if (order == NULL)
        return FALSE;
      if (compare_orders (order, moment) < 0)
        *seen = revision;
    }

  return TRUE;
}

gboolean
attest_review_find_base_change (AttestLibrary *library,
                                const char *article,
                                const char *audience,
                                AttestBaseChange *change,
                                GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (AttestVariant) base = attest_variant_table_find (database, article, NULL, error);
  g_autoptr (AttestVariant) variant =
      base != NULL ? attest_variant_table_find (database, article, audience, error) : NULL;
  g_autoptr (AttestRevisionOrder) moment = NULL;
  g_autoptr (GPtrArray) revisions = NULL;
  const AttestRevision *seen = NULL;
  const AttestRevision *newest;

  *change = (AttestBaseChange) { 0 };
  if (variant == NULL)
    return FALSE;
  if (strcmp (variant->audience, base->audience) == 0)
    return TRUE;

  moment = attest_revision_table_dup_order (database, variant->newest, error);
  if (moment == NULL)
    return FALSE;
  revisions = attest_revision_table_list (database, article, base->audience, error);
  if (revisions == NULL || !find_seen (database, revisions, moment, &seen, error))
    return FALSE;
  newest = revisions->pdata[revisions->len - 1];
  if (seen == NULL || strcmp (seen->text, newest->text) != 0)
    *change = (AttestBaseChange) { TRUE, newest->time };

  return TRUE;
}
