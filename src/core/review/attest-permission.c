/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-act-context.h"

#include <glib/gi18n-lib.h>

#include "record/attest-person-table.h"
#include "text/attest-isolate.h"

/* Who may do what: the second table of DESIGN.md section 6. */

typedef enum
{
  NEEDS_NOTHING = 0,
  NEEDS_TEXT = 1 << 0,
  NEEDS_SUBMITTED = 1 << 1,
  NEEDS_OTHERS_TEXT = 1 << 2,
  NEEDS_NO_RECUSAL = 1 << 3,
  NEEDS_NEWER = 1 << 4,
  NEEDS_SETTINGS = 1 << 5,
  NEEDS_REMOVED = 1 << 6,
  NEEDS_NO_AUTHOR = 1 << 7,
} Needs;

static const char *const text_roles[] = { "author", "editor", NULL };
static const char *const review_roles[] = { "reviewer", NULL };
static const char *const deciding_roles[] = { "reviewer", "editor", NULL };

static const struct
{
  const char *const *roles;
  guint needs;
} permissions[] = {
  [ATTEST_ACT_SAVE] = { text_roles, NEEDS_NOTHING },
  [ATTEST_ACT_SUBMIT] = { text_roles, NEEDS_TEXT | NEEDS_NEWER },
  [ATTEST_ACT_WITHDRAW] = { text_roles, NEEDS_TEXT | NEEDS_SUBMITTED },
  [ATTEST_ACT_START] = { review_roles, NEEDS_TEXT | NEEDS_SUBMITTED | NEEDS_OTHERS_TEXT | NEEDS_NO_RECUSAL },
  [ATTEST_ACT_VERDICT] = { review_roles, NEEDS_TEXT | NEEDS_SUBMITTED | NEEDS_OTHERS_TEXT | NEEDS_NO_RECUSAL },
  [ATTEST_ACT_RECUSE] = { review_roles, NEEDS_TEXT | NEEDS_SUBMITTED | NEEDS_OTHERS_TEXT | NEEDS_NO_RECUSAL },
  [ATTEST_ACT_COMMENT] = { NULL, NEEDS_TEXT },
  [ATTEST_ACT_ASSIGN] = { text_roles, NEEDS_TEXT },
  [ATTEST_ACT_REMOVE] = { text_roles, NEEDS_NOTHING },
  [ATTEST_ACT_RESTORE] = { text_roles, NEEDS_REMOVED },
  [ATTEST_ACT_SETTINGS] = { NULL, NEEDS_SETTINGS },
  [ATTEST_ACT_WAIVE] = { deciding_roles, NEEDS_TEXT | NEEDS_NO_AUTHOR | NEEDS_NO_RECUSAL },
};

static gboolean
refuse_role (const AttestActContext *self, AttestAct act, GError **error)
{
  g_autofree char *name = attest_isolate (self->actor->name);

  switch (act)
    {
    case ATTEST_ACT_SAVE:
      return attest_review_refuse (
          error, _ ("%s can comment on this text and suggest words; only authors and editors save it"), name);
    case ATTEST_ACT_SUBMIT:
      return attest_review_refuse (error, _ ("%s cannot submit this text; an author or an editor can"), name);
    case ATTEST_ACT_WITHDRAW:
      return attest_review_refuse (error, _ ("%s cannot withdraw this text; an author or an editor can"), name);
    case ATTEST_ACT_ASSIGN:
      return attest_review_refuse (error, _ ("%s cannot ask for a review; an author or an editor can"), name);
    case ATTEST_ACT_REMOVE:
    case ATTEST_ACT_RESTORE:
      return attest_review_refuse (error, _ ("%s cannot remove articles; an author or an editor can"), name);
    case ATTEST_ACT_WAIVE:
      return attest_review_refuse (
          error, _ ("%s cannot decide what the checks found; a reviewer or an editor can"), name);
    case ATTEST_ACT_START:
    case ATTEST_ACT_VERDICT:
    case ATTEST_ACT_RECUSE:
    case ATTEST_ACT_COMMENT:
    case ATTEST_ACT_SETTINGS:
    default:
      return attest_review_refuse (error, _ ("%s is not a reviewer; an editor can give them that role"), name);
    }
}

static gboolean
check_settings (const AttestActContext *self, GError **error)
{
  g_autoptr (GPtrArray) people = attest_person_table_list (self->database, error);

  if (people == NULL)
    return FALSE;
  if (self->actor != NULL && attest_act_context_holds (self, "editor"))
    return TRUE;
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      if (g_strv_contains ((const char *const *) person->roles, "editor"))
        {
          g_autofree char *name = attest_isolate (person->name);

          return attest_review_refuse (error, _ ("People, policy and board settings are for editors; ask %s"), name);
        }
    }

  return TRUE;
}

static gboolean
is_same_text (const AttestReviewFacts *facts, const char *one, const char *other)
{
  const char *hashes[2] = { NULL, NULL };
  guint n_revisions;
  const AttestRevisionFact *revisions = attest_review_facts_get_revisions (facts, &n_revisions);

  for (guint i = 0; i < n_revisions; i++)
    {
      if (g_strcmp0 (revisions[i].id, one) == 0)
        hashes[0] = revisions[i].signed_hash;
      if (g_strcmp0 (revisions[i].id, other) == 0)
        hashes[1] = revisions[i].signed_hash;
    }

  return g_strcmp0 (one, other) == 0 || (hashes[0] != NULL && g_strcmp0 (hashes[0], hashes[1]) == 0);
}

static gboolean
is_recused (const AttestActContext *self)
{
  const char *person = attest_review_facts_get_same_as (self->facts, self->actor->id);
  guint n_acts;
  const AttestActFact *acts = attest_review_facts_get_acts (self->facts, &n_acts);

  for (guint i = 0; i < n_acts; i++)
    {
      if (acts[i].kind == ATTEST_ACT_KIND_RECUSE &&
          is_same_text (self->facts, acts[i].revision, self->assessment->submitted) &&
          g_strcmp0 (attest_review_facts_get_same_as (self->facts, acts[i].actor), person) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_submitted (const AttestActContext *self, GError **error)
{
  g_autofree char *title = attest_isolate (self->article->title);

  if (self->assessment->submitted != NULL)
    return TRUE;
  if (self->assessment->status == ATTEST_STATUS_WITHDRAWN)
    return attest_review_refuse (
        error, _ ("“%s” is withdrawn; an author or an editor has to submit it again first"), title);

  return attest_review_refuse (
      error, _ ("“%s” has not been submitted for review yet; an author or an editor can submit it"), title);
}

static gboolean
check_removed (const AttestActContext *self, guint needs, GError **error)
{
  gboolean removed = self->article != NULL && self->article->removed != 0;
  g_autofree char *title = attest_isolate (self->article != NULL ? self->article->title : "");

  if (removed && !(needs & NEEDS_REMOVED))
    return attest_review_refuse (
        error, _ ("“%s” was removed from the library; an author or an editor has to bring it back first"), title);
  if (!removed && needs & NEEDS_REMOVED)
    return attest_review_refuse (error, _ ("“%s” is in the library already"), title);

  return TRUE;
}

static gboolean
check_needs (const AttestActContext *self, guint needs, GError **error)
{
  g_autofree char *title = attest_isolate (self->article != NULL ? self->article->title : "");
  g_autofree char *name = attest_isolate (self->actor->name);

  if (needs & NEEDS_TEXT && self->variant == NULL)
    return attest_review_reject (
        error, _ ("“%s” has no text for the audience “%s”"), title, self->audience != NULL ? self->audience : "");
  if (needs & NEEDS_NEWER && g_strcmp0 (self->variant->newest, self->assessment->submitted) == 0)
    return attest_review_refuse (error,
                                 _ ("Revision %u of “%s” is submitted already; save a newer text first"),
                                 self->variant->newest_number,
                                 title);
  if (needs & NEEDS_SUBMITTED && !check_submitted (self, error))
    return FALSE;
  if (needs & NEEDS_OTHERS_TEXT && attest_act_context_is_author (self, NULL))
    return attest_review_refuse (
        error, _ ("%s wrote part of this text, and nobody reviews their own; another reviewer has to"), name);
  if (needs & NEEDS_NO_AUTHOR &&
      (attest_act_context_is_author (self, NULL) || attest_act_context_is_author (self, self->variant->newest)))
    return attest_review_refuse (error,
                                 _ ("%s wrote part of this text, and an author fixes what the checks find; a reviewer "
                                    "or an editor who did not write it can waive it"),
                                 name);
  if (needs & NEEDS_NO_RECUSAL && is_recused (self))
    return attest_review_refuse (error, _ ("%s is recused from this text; another reviewer has to answer"), name);

  return TRUE;
}

gboolean
attest_act_context_may (const AttestActContext *self, AttestAct act, GError **error)
{
  const char *const *roles = permissions[act].roles;
  gboolean holds = roles == NULL;

  if (permissions[act].needs & NEEDS_SETTINGS)
    return check_settings (self, error);
  if (self->article != NULL && self->article->unknown_kind != NULL)
    {
      g_autofree char *title = attest_isolate (self->article->title);

      g_set_error (
          error,
          ATTEST_RECORD_ERROR,
          ATTEST_RECORD_ERROR_UNKNOWN_KIND,
          _ ("“%s” was changed by a newer version of Attest and can only be read here; update Attest to go on"),
          title);
      return FALSE;
    }
  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    holds = holds || attest_act_context_holds (self, roles[i]);

  if (!holds)
    return refuse_role (self, act, error);

  return check_removed (self, permissions[act].needs, error) && check_needs (self, permissions[act].needs, error);
}

gboolean
attest_review_may (AttestLibrary *library,
                   AttestAct act,
                   const char *article,
                   const char *audience,
                   const char *actor,
                   GError **error)
{
  g_auto (AttestActContext) context = { 0 };

  /* The first person of a library is made by nobody. */
  if (act == ATTEST_ACT_SETTINGS && (actor == NULL || actor[0] == '\0'))
    {
      context.library = library;
      context.database = attest_library_get_database (library);
      return attest_act_context_may (&context, act, error);
    }

  return attest_act_context_load (&context, library, article, audience, actor, error) &&
         attest_act_context_may (&context, act, error);
}
