/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-article-acts.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "record/attest-assignment-table.h"
#include "review/attest-act-context.h"

gboolean
attest_review_is_day (const char *text)
{
  guint year;
  guint month;
  guint day;

  return g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text, G_REGEX_DOLLAR_ENDONLY, 0) &&
         sscanf (text, "%4u-%2u-%2u", &year, &month, &day) == 3 && month <= 12 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static AttestPerson *
begin_act (AttestActContext *self,
           AttestLibrary *library,
           const char *article,
           const char *audience,
           const char *actor,
           const char *reviewer,
           GError **error)
{
  if (!attest_act_context_load (self, library, article, audience, actor, error) ||
      !attest_act_context_may (self, ATTEST_ACT_ASSIGN, error))
    return NULL;

  return attest_library_find_person (library, reviewer, error);
}

/* Whoever cannot sign this text is not asked to. */
static gboolean
check_reviewer (const AttestActContext *self, const AttestPerson *reviewer, GError **error)
{
  const char *person = attest_review_facts_get_same_as (self->facts, reviewer->id);
  const char *text = self->assessment->submitted != NULL ? self->assessment->submitted : self->variant->newest;
  g_auto (GStrv) authors = attest_review_dup_authors (self->facts, text);

  if (!g_strv_contains ((const char *const *) reviewer->roles, "reviewer"))
    return attest_review_refuse (error, _ ("%s is not a reviewer; an editor can give them that role"), reviewer->name);
  if (g_strv_contains ((const char *const *) authors, person))
    return attest_review_refuse (
        error, _ ("%s wrote part of this text, and nobody reviews their own; ask another reviewer"), reviewer->name);

  return TRUE;
}

static JsonObject *
make_body (const AttestActContext *self, const AttestPerson *reviewer)
{
  JsonObject *body = attest_act_context_new_body (self, NULL);

  json_object_set_string_member (body, "reviewer", reviewer->id);

  return body;
}

gboolean
attest_review_assign (AttestLibrary *library,
                      const char *article,
                      const char *audience,
                      const char *actor,
                      const char *reviewer,
                      const char *due,
                      GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestPerson) person = begin_act (&context, library, article, audience, actor, reviewer, error);
  JsonObject *body;

  if (person == NULL || !check_reviewer (&context, person, error))
    return FALSE;
  if (due != NULL && !attest_review_is_day (due))
    return attest_review_reject (error, _ ("A day is written as in 2026-03-01: year, month, day"));
  body = make_body (&context, person);
  if (due != NULL)
    json_object_set_string_member (body, "due", due);

  return attest_act_context_append (&context, "review.assign", body, NULL, error);
}

static gboolean
is_asked (const AttestActContext *self, const AttestPerson *reviewer, gboolean *asked, GError **error)
{
  g_autoptr (GPtrArray) assignments =
      attest_assignment_table_list (self->database, self->article->id, self->audience, error);

  *asked = FALSE;
  for (guint i = 0; assignments != NULL && i < assignments->len; i++)
    *asked |= g_str_equal (((const AttestAssignment *) assignments->pdata[i])->reviewer, reviewer->id);

  return assignments != NULL;
}

gboolean
attest_review_unassign (AttestLibrary *library,
                        const char *article,
                        const char *audience,
                        const char *actor,
                        const char *reviewer,
                        GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestPerson) person = begin_act (&context, library, article, audience, actor, reviewer, error);
  gboolean asked;

  if (person == NULL || !is_asked (&context, person, &asked, error))
    return FALSE;
  if (!asked)
    return attest_review_reject (error, _ ("%s was not asked to review this text"), person->name);

  return attest_act_context_append (&context, "review.unassign", make_body (&context, person), NULL, error);
}
