/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-requirement.h"

#include <glib/gi18n-lib.h>

#include "text/attest-isolate.h"

/* The sentences for what is missing. A count is told in words that fit it, a person by name. */

#define MOST_NAMES 4

static const char *
get_name (const AttestStandpoint *self, const char *person)
{
  const AttestPersonFact *fact = attest_review_facts_find_person (self->state->facts, person);

  return fact != NULL ? fact->name : person;
}

static void
append_isolated (GString *text, const char *words)
{
  g_autofree char *isolated = attest_isolate (words);

  g_string_append (text, isolated);
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
      append_isolated (joined, names->pdata[i]);
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
  g_autofree char *name = NULL;
  g_autofree char *reason = NULL;

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

  name = attest_isolate (get_name (self, withdrawal->actor));
  reason = attest_isolate (withdrawal->reason);
  missing->text = reason[0] != '\0' ? g_strdup_printf (_ ("%s withdrew this text: %s"), name, reason)
                                    : g_strdup_printf (_ ("%s withdrew this text."), name);
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
      g_autofree char *name = NULL;
      g_autofree char *reason = NULL;

      if (standing->verdict == NULL || !attest_verdict_has_no (standing->verdict) ||
          attest_person_list_has (self->authors, standing->person))
        continue;
      g_ptr_array_add (names, (gpointer) get_name (self, standing->verdict->actor));
      name = attest_isolate (get_name (self, standing->verdict->actor));
      reason = attest_isolate (standing->verdict->reason);
      if (text->len > 0)
        g_string_append_c (text, ' ');
      if (reason[0] != '\0')
        g_string_append_printf (text, _ ("%s answered no: %s"), name, reason);
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

/* Those who could sign off and would bring what is asked; @nobody where there is none of them. */
static char *
tell_bringers (const AttestStandpoint *self, const char *role, const char *specialty, const char *nobody)
{
  g_autoptr (GPtrArray) eligible = attest_standpoint_dup_eligible (self);
  g_autoptr (GPtrArray) bringers = g_ptr_array_new ();

  for (guint i = 0; i < eligible->len; i++)
    if (attest_standpoint_can_bring (self, ((const AttestPersonFact *) eligible->pdata[i])->same_as, role, specialty))
      g_ptr_array_add (bringers, eligible->pdata[i]);

  return bringers->len > 0 ? join_people (bringers) : g_strdup (nobody);
}

static void
append_sentence (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
append_who (GString *who, char *people)
{
  if (who->len > 0)
    g_string_append (who, _ ("; "));
  g_string_append (who, people);
  g_free (people);
}

static char *
tell_role_count (AttestRole role, guint count)
{
  if (role == ATTEST_ROLE_EDITOR)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%u sign-off is lacking from a reviewer who is also an editor.",
                                         "%u sign-offs are lacking from reviewers who are also editors.",
                                         count),
                            count);
  if (role == ATTEST_ROLE_AUTHOR)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%u sign-off is lacking from a reviewer who is also an author.",
                                         "%u sign-offs are lacking from reviewers who are also authors.",
                                         count),
                            count);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u sign-off is lacking from a reviewer.",
                                       "%u sign-offs are lacking from reviewers.",
                                       count),
                          count);
}

void
attest_tell_role_sign_offs (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) who = g_string_new (NULL);

  for (guint i = 0; i < ATTEST_N_ROLES; i++)
    {
      guint lacking = attest_standpoint_count_role (self, i);

      if (lacking == 0)
        continue;
      append_sentence (text, tell_role_count (i, lacking));
      append_who (who,
                  tell_bringers (
                      self, attest_role_to_string (i), NULL, _ ("an editor, who can add people and set their roles")));
    }
  missing->text = g_string_free (g_steal_pointer (&text), FALSE);
  missing->who = g_string_free (g_steal_pointer (&who), FALSE);
}

void
attest_tell_specialties (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) who = g_string_new (NULL);

  for (guint i = 0; self->policy->specialties[i] != NULL; i++)
    {
      const char *specialty = self->policy->specialties[i];

      if (attest_standpoint_has_specialist (self, specialty))
        continue;
      /* Translators: %s is a specialty, such as "psychiatry" */
      append_sentence (text, g_strdup_printf (_ ("A sign-off is lacking from a specialist in %s."), specialty));
      append_who (who,
                  tell_bringers (self, NULL, specialty, _ ("an editor, who can add people and their specialties")));
    }
  missing->text = g_string_free (g_steal_pointer (&text), FALSE);
  missing->who = g_string_free (g_steal_pointer (&who), FALSE);
}

void
attest_tell_blocking_findings (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  missing->text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "The checks found %u thing with which the policy lets no text through; it was open at the latest "
                   "verdict.",
                   "The checks found %u things with which the policy lets no text through; they were open at the "
                   "latest verdict.",
                   count),
      count);
  missing->who =
      g_strdup (_ ("an author, by a new revision, or a reviewer who waives it with a reason and then gives a verdict"));
}

static const char *
get_label (const AttestStandpoint *self, const char *audience)
{
  guint n_audiences;
  const AttestAudienceFact *audiences = attest_review_facts_get_audiences (self->state->facts, &n_audiences);

  for (guint i = 0; i < n_audiences; i++)
    if (g_str_equal (audiences[i].key, audience))
      return audiences[i].label;

  return audience;
}

void
attest_tell_audiences (const AttestStandpoint *self, guint count, AttestMissing *missing)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; self->policy->audiences[i] != NULL; i++)
    {
      if (!attest_standpoint_lacks_audience (self, self->policy->audiences[i]))
        continue;
      if (labels->len > 0)
        g_string_append (labels, _ (", "));
      append_isolated (labels, get_label (self, self->policy->audiences[i]));
    }
  /* Translators: %s is an audience, or several, such as "Patient, Public" */
  missing->text = g_strdup_printf (_ ("The article still needs an approved text for: %s. Until then its page does not "
                                      "tell search engines that it was reviewed."),
                                   labels->str);
  missing->who = g_strdup (_ ("whoever writes and reviews that text"));
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

  for (guint i = 0; i < self->policy->roles->len; i++)
    for (char **role = self->policy->roles->pdata[i]; *role != NULL; role++)
      if (!attest_person_list_has (names, *role))
        g_ptr_array_add (names, *role);
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
      g_autofree char *name = NULL;
      g_autofree char *reason = NULL;

      if (standing->recusal == NULL || attest_person_list_has (self->authors, standing->person))
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      name = attest_isolate (get_name (self, standing->recusal->actor));
      reason = attest_isolate (standing->recusal->reason);
      g_string_append_printf (text, _ ("%s is recused from this text: %s"), name, reason);
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
