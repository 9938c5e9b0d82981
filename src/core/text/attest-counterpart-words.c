/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-counterpart.h"

#include <glib/gi18n-lib.h>

const char *
attest_counterpart_kind_to_string (AttestCounterpartKind kind)
{
  static const char *const names[] = { "words", "sentence", "copy", "like", "source", "section" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}

static char *
describe_section (const AttestCounterpart *self)
{
  if (self->heading == NULL)
    return g_strdup (_ ("Nothing here says this in the same words. This is what stands under the title."));

  /* Translators: %s is a heading */
  return g_strdup_printf (
      _ ("Nothing here says this in the same words. This is the section with the same heading, “%s”."), self->heading);
}

static char *
describe_place (const AttestCounterpart *self, const AttestCounterpartPlace *place)
{
  switch (place->kind)
    {
    case ATTEST_COUNTERPART_WORDS:
      return g_strdup (self->state == ATTEST_ANCHOR_MOVED ? _ ("The same sentence stands here, at another place.")
                                                          : _ ("The same words stand here."));
    case ATTEST_COUNTERPART_SENTENCE:
      return g_strdup (_ ("This sentence is worded differently here."));
    case ATTEST_COUNTERPART_COPY:
      return g_strdup (_ ("The same words stand here, but in another sentence. See whether it means the same."));
    case ATTEST_COUNTERPART_LIKE:
      return g_strdup (_ ("Nothing here surely says this. This sentence comes near."));
    case ATTEST_COUNTERPART_SOURCE:
      return g_strdup (_ ("Nothing here says this in the same words. This sentence cites the same work."));
    case ATTEST_COUNTERPART_SECTION:
      return describe_section (self);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Only of a sentence that may be the same one: in any other it says nothing that numbers are others. */
static gboolean
warns (const AttestCounterpartPlace *place)
{
  return place->kind != ATTEST_COUNTERPART_SOURCE && place->kind != ATTEST_COUNTERPART_SECTION &&
         (place->touched &
          (ATTEST_TOUCHED_NUMBER | ATTEST_TOUCHED_UNIT | ATTEST_TOUCHED_DRUG | ATTEST_TOUCHED_NEGATION)) != 0;
}

char *
attest_counterpart_dup_message (const AttestCounterpart *self, guint index)
{
  const AttestCounterpartPlace *place = NULL;
  g_autofree char *described = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index == 0 || index < self->places->len, NULL);

  if (self->places->len == 0)
    return g_strdup (_ ("Nothing here says this, and no section has the same heading."));
  place = &g_array_index (self->places, AttestCounterpartPlace, index);
  described = describe_place (self, place);
  if (!warns (place))
    return g_steal_pointer (&described);

  /* Translators: %s says what is shown of another text, in one or two sentences */
  return g_strdup_printf (_ ("%s A number, a unit, a drug or a “not” differs."), described);
}
