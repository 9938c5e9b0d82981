/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-requirement.h"

#include <glib/gi18n-lib.h>

/* The sentences for what is missing. A count is told in words that fit it, a person by name. */

#define MOST_NAMES 4

static const char *
get_name (const AttestStandpoint *self, const char *person)
{
  const AttestPersonFact *fact = attest_review_facts_find_person (self->state->facts, person);

  return fact != NULL ? fact->name : person;
}

char *
attest_join_names (const GPtrArray *names)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  guint shown = MIN (names->len, MOST_NAMES);

  for (guint i = 0; i < shown; i++)
    {
      if (i > 0 && i + 1 == names->len)
        /* Translators: before the last of several names, as in "Dr Adams, Dr Baker or Dr Chandra" */
        g_string_append (joined, _ (" or "));
      else if (i > 0)
        /* Translators: between names in a list */
        g_string_append (joined, _ (", "));
      g_string_append (joined, names->pdata[i]);
    }
  if (names->len > shown)
    g_string_append_printf (
        joined, g_dngettext (GETTEXT_PACKAGE, " or %u other", " or %u others", names->len - shown), names->len - shown);

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static char *
join_people (const GPtrArray *people)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (names, (gpointer) ((const AttestPersonFact *) people->pdata[i])->name);

  return attest_join_names (names);
}

static char *
tell_eligible (const AttestStandpoint *self)
{
  g_autoptr (GPtrArray) eligible = attest_standpoint_dup_eligible (self);

  if (eligible->len == 0)
    return g_strdup (_ ("a reviewer who did not write this text; an editor can add one"));

  return join_people (eligible);
}

/* Whoever was asked, if anybody was. */
static char *
tell_asked (const AttestStandpoint *self)
{
  g_autoptr (GPtrArray) asked = attest_standpoint_dup_asked (self);
  g_autofree char *names = NULL;

  if (asked->len == 0)
    return tell_eligible (self);
  names = join_people (asked);

  /* Translators: who can supply a sign-off; %s is one name or several, as in "Dr Adams or Dr Baker" */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, who was asked", "%s, who were asked", asked->len), names);
}

void
attest_tell_not_submitted (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  if (self->revision == NULL)
    missing->text = g_strdup (_ ("No revision has been submitted for review."));
  else
    missing->text = g_strdup (_ ("The submitted text was redacted. A new revision has to be saved and submitted."));
  missing->who = g_strdup (_ ("an author or an editor"));
}

void
attest_tell_withdrawn (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  const AttestActFact *withdrawal = self->state->withdrawal;

  if (withdrawal == NULL)
    {
      missing->text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "%u sign-off was given before the text was withdrawn and has to be given anew.",
                       "%u sign-offs were given before the text was withdrawn and have to be given anew.",
                       count),
          count);
      missing->who = tell_eligible (self);
      return;
    }

  if (withdrawal->reason[0] != '\0')
    missing->text =
        g_strdup_printf (_ ("%s withdrew this text: %s"), get_name (self, withdrawal->actor), withdrawal->reason);
  else
    missing->text = g_strdup_printf (_ ("%s withdrew this text."), get_name (self, withdrawal->actor));
  missing->who = g_strdup (_ ("an author or an editor, by submitting a revision"));
}

void
attest_tell_redacted (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  missing->text = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "%u sign-off was given before an entry of this review was taken out by an editor, and has to be given anew.",
          "%u sign-offs were given before an entry of this review was taken out by an editor, and have to be given "
          "anew.",
          count),
      count);
  missing->who = tell_eligible (self);
}

void
attest_tell_verdicts_no (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];
      const char *name;

      if (standing->verdict == NULL || !attest_verdict_has_no (standing->verdict) ||
          attest_person_list_has (self->authors, standing->person))
        continue;
      name = get_name (self, standing->verdict->actor);
      g_ptr_array_add (names, (gpointer) name);
      if (text->len > 0)
        g_string_append_c (text, ' ');
      if (standing->verdict->reason[0] != '\0')
        g_string_append_printf (text, _ ("%s answered no: %s"), name, standing->verdict->reason);
      else
        g_string_append_printf (text, _ ("%s answered no."), name);
    }
  missing->text = g_string_free (g_steal_pointer (&text), FALSE);
  g_ptr_array_add (names, (gpointer) _ ("an author, by a new revision"));
  missing->who = attest_join_names (names);
}

void
attest_tell_blocking_comments (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  missing->text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u blocking comment is open.", "%u blocking comments are open.", count), count);
  missing->who = g_strdup (_ ("whoever wrote the comment, or an editor with a reason"));
}

void
attest_tell_sign_offs (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  missing->text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u more sign-off is needed.", "%u more sign-offs are needed.", count), count);
  missing->who = tell_asked (self);
}

void
attest_tell_own_text (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; i < self->authors->len; i++)
    g_ptr_array_add (names, (gpointer) get_name (self, self->authors->pdata[i]));
  joined = attest_join_names (names);
  /* Translators: %s is one name, or several as in "Dr Adams, Dr Baker or Dr Chandra" */
  missing->text =
      g_strdup_printf (_ ("This text was written by %s. A verdict on one's own text does not count."), joined);
  missing->who = tell_eligible (self);
}

void
attest_tell_role (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *roles = NULL;

  for (guint i = 0; self->policy->roles != NULL && self->policy->roles[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) self->policy->roles[i]);
  if (names->len == 0)
    g_ptr_array_add (names, (gpointer) "reviewer");
  roles = attest_join_names (names);
  missing->text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                    "%u sign-off is lacking from somebody with the role that the board asks for (%s).",
                                    "%u sign-offs are lacking from people with the role that the board asks for (%s).",
                                    count),
                       count,
                       roles);
  missing->who = g_strdup (_ ("an editor, who can add people and set their roles"));
}

void
attest_tell_recused (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      if (standing->recusal == NULL || attest_person_list_has (self->authors, standing->person))
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              _ ("%s is recused from this text: %s"),
                              get_name (self, standing->recusal->actor),
                              standing->recusal->reason);
    }
  missing->text = g_string_free (g_steal_pointer (&text), FALSE);
  missing->who = tell_eligible (self);
}

void
attest_tell_findings (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  missing->text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                "%u error that the checks found was open at the latest verdict. It "
                                                "does not stop an approval; whoever signs, signs knowing it.",
                                                "%u errors that the checks found were open at the latest verdict. They "
                                                "do not stop an approval; whoever signs, signs knowing them.",
                                                count),
                                   count);
  missing->who = g_strdup (_ ("an author, by a new revision"));
}

void
attest_tell_later_findings (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  missing->text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                "%u error was found by the checks after the approval.",
                                                "%u errors were found by the checks after the approval.",
                                                count),
                                   count);
  missing->who = g_strdup (_ ("an author, by a new revision"));
}
