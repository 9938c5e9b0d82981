/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-check.h"
#include "checks/attest-check-rules.h"

#include <string.h>

/* The rules of this pack; its number goes up when a rule changes what it finds, since verdicts record what was found. */
#define PACK_VERSION "1"

static const AttestCheck checks[] = {
  attest_check_placeholder_citation, attest_check_citation_without_reference,
  attest_check_unused_reference,     attest_check_raw_html,
  attest_check_refused_link,         attest_check_other_organisation,
};

void
attest_finding_free (AttestFinding *self)
{
  g_free (self->rule);
  g_free (self->text);
  g_free (self->message);
  g_free (self->pack);
  g_clear_pointer (&self->waiver, attest_waiver_unref);
  g_free (self);
}

const char *
attest_severity_to_string (AttestSeverity severity)
{
  switch (severity)
    {
    case ATTEST_SEVERITY_ERROR:
      return "error";
    case ATTEST_SEVERITY_WARNING:
      return "warning";
    case ATTEST_SEVERITY_HINT:
    default:
      return "hint";
    }
}

void
attest_check_report (GPtrArray *findings,
                     const AttestCheckInput *input,
                     const char *rule,
                     AttestSeverity severity,
                     gsize start,
                     gsize end,
                     char *message)
{
  AttestFinding *finding = g_new0 (AttestFinding, 1);
  const AttestCheckRule *known = attest_check_rules_find (rule);
  gsize length;
  const char *markdown = g_bytes_get_data (attest_document_get_markdown (input->document), &length);

  g_warn_if_fail (known != NULL && known->severity == severity);
  finding->rule = g_strdup (rule);
  finding->severity = severity;
  finding->start = MIN (start, length);
  finding->end = CLAMP (end, finding->start, length);
  finding->text = g_strndup (markdown ? markdown + finding->start : "", finding->end - finding->start);
  finding->message = message;
  finding->pack = g_strconcat (input->pack ? input->pack : "us", " ", PACK_VERSION, NULL);
  g_ptr_array_add (findings, finding);
}

void
attest_check_report_about (GPtrArray *findings,
                           const AttestCheckInput *input,
                           const char *rule,
                           AttestSeverity severity,
                           gsize at,
                           const char *about,
                           char *message)
{
  AttestFinding *finding;

  attest_check_report (findings, input, rule, severity, at, at, message);
  finding = findings->pdata[findings->len - 1];
  g_free (finding->text);
  finding->text = g_strdup (about);
}

static int
compare_findings (gconstpointer one, gconstpointer other)
{
  const AttestFinding *first = one;
  const AttestFinding *second = other;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  if (first->end != second->end)
    return first->end < second->end ? -1 : 1;
  return strcmp (first->rule, second->rule);
}

GPtrArray *
attest_checks_run (const AttestCheckInput *input)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_finding_free);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](input, findings);
  g_ptr_array_sort_values (findings, compare_findings);
  return findings;
}

AttestFindingPlace
attest_finding_get_place (const AttestFinding *self)
{
  return (AttestFindingPlace) { .rule = self->rule,
                                .pack = self->pack,
                                .start = self->start,
                                .end = self->end,
                                .about = self->start == self->end ? self->text : NULL };
}

void
attest_findings_set_waived (GPtrArray *findings, const AttestWaiverPlaces *places)
{
  for (guint i = 0; i < findings->len; i++)
    {
      AttestFinding *finding = findings->pdata[i];
      const AttestFindingPlace place = attest_finding_get_place (finding);
      AttestWaiver *waiver = attest_waiver_places_find (places, place.rule, place.start, place.end, place.about);

      g_clear_pointer (&finding->waiver, attest_waiver_unref);
      finding->waiver = waiver != NULL ? attest_waiver_ref (waiver) : NULL;
    }
}

guint
attest_findings_count_undecided (GPtrArray *findings)
{
  guint count = 0;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    count += ((const AttestFinding *) findings->pdata[i])->waiver == NULL;

  return count;
}
