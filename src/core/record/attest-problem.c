/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-problem.h"

#include <glib/gi18n-lib.h>

AttestProblem *
attest_problem_new (const char *code, const AttestEvent *event, gboolean failure, char *text)
{
  AttestProblem *self = g_new0 (AttestProblem, 1);

  self->code = g_strdup (code);
  self->text = text;
  self->failure = failure;
  if (event == NULL)
    return self;

  self->stream = g_strdup (event->stream);
  self->event = g_strdup (event->hash);
  self->device = g_strdup (event->device);
  self->sequence = event->sequence;
  self->clock = event->clock;

  return self;
}

void
attest_problem_free (AttestProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->stream);
  g_free (self->event);
  g_free (self->device);
  g_free (self->title);
  g_free (self->slug);
  g_free (self->field);
  g_free (self->before);
  g_free (self->after);
  g_free (self->text);
  g_free (self);
}

int
attest_problem_compare (const AttestProblem *self, const AttestProblem *other)
{
  AttestEvent one = { .device = self->device, .sequence = self->sequence, .clock = self->clock, .hash = self->event };
  AttestEvent two = {
    .device = other->device, .sequence = other->sequence, .clock = other->clock, .hash = other->event
  };

  if (self->event == NULL || other->event == NULL)
    return (self->event == NULL) - (other->event == NULL);

  return attest_event_compare (&one, &two);
}

char *
attest_problem_dup_place (const AttestProblem *self)
{
  if (self->event == NULL)
    return NULL;
  if (g_str_equal (self->stream, ATTEST_STREAM_BOARD))
    return g_strdup_printf (_ ("event %lld of the board’s own record"), (long long) self->sequence);
  if (self->title == NULL && self->slug == NULL)
    return g_strdup_printf (_ ("event %lld of the article with the id %s"), (long long) self->sequence, self->stream);
  if (self->title == NULL || *self->title == '\0')
    return g_strdup_printf (_ ("event %lld of the article %s"), (long long) self->sequence, self->slug);

  return g_strdup_printf (
      _ ("event %lld of the article “%s” (%s)"), (long long) self->sequence, self->title, self->slug);
}

const AttestProblem *
attest_problem_find_first_broken (GPtrArray *problems)
{
  const AttestProblem *first = NULL;

  for (guint i = 0; i < problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (problems, i);

      if (!problem->failure || problem->event == NULL)
        continue;
      if (g_str_equal (problem->code, "hash"))
        return problem;
      if (first == NULL)
        first = problem;
    }

  return first;
}
