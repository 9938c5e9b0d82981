/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "random-review.h"

#include <string.h>

#define UNKNOWN_PERSON (RANDOM_REVIEW_PEOPLE - 1)
#define N_COMMENTS 4
/* 2025-01-01 */
#define START (G_GINT64_CONSTANT (1735689600) * G_USEC_PER_SEC)

static const char *const device_names[RANDOM_REVIEW_DEVICES] = { "m", "k", "n" };

/* What has happened so far, as far as it leads what happens next. */
typedef struct
{
  RandomReview *review;
  GRand *rand;
  int n_saved;
  int texts[RANDOM_REVIEW_MOST_EVENTS];
  int submitted;
  gint64 clocks[RANDOM_REVIEW_DEVICES];
  gint64 sequences[RANDOM_REVIEW_DEVICES];
  gint64 slowness[RANDOM_REVIEW_DEVICES];
  int merges_but_one_in;
} Maker;

static gboolean
one_in (Maker *self, int n)
{
  return g_rand_int_range (self->rand, 0, n) == 0;
}

static int
draw (Maker *self, int n)
{
  return g_rand_int_range (self->rand, 0, n);
}

/* ---- People ---- */

static guint
draw_specialties (Maker *self)
{
  return one_in (self, 2) ? 0 : (guint) draw (self, 1 << RANDOM_REVIEW_SPECIALTIES);
}

static void
make_people (Maker *self)
{
  RandomPerson *people = self->review->people;

  for (int i = 0; i < RANDOM_REVIEW_PEOPLE; i++)
    people[i] = (RandomPerson) { .same_as = i, .asked = one_in (self, 4), .specialties = draw_specialties (self) };
  for (int i = 0; i < 2; i++)
    people[i].roles = RANDOM_ROLE_AUTHOR | (one_in (self, 4) ? RANDOM_ROLE_REVIEWER : 0u);
  for (int i = 2; i < 6; i++)
    people[i].roles = RANDOM_ROLE_REVIEWER | (one_in (self, 4) ? RANDOM_ROLE_EDITOR : 0u) |
                      (one_in (self, 8) ? RANDOM_ROLE_AUTHOR : 0u);
  people[6].roles = RANDOM_ROLE_EDITOR;

  if (one_in (self, 5))
    {
      int stand_in = draw (self, UNKNOWN_PERSON);

      people[(stand_in + 1 + draw (self, UNKNOWN_PERSON - 1)) % UNKNOWN_PERSON].same_as = stand_in;
      if (one_in (self, 3))
        people[(stand_in + 1 + draw (self, UNKNOWN_PERSON - 1)) % UNKNOWN_PERSON].same_as = stand_in;
    }
}

static int
draw_author (Maker *self)
{
  if (one_in (self, 12))
    return draw (self, RANDOM_REVIEW_PEOPLE);

  return one_in (self, 4) ? 1 : 0;
}

static int
draw_reviewer (Maker *self)
{
  return one_in (self, 10) ? draw (self, RANDOM_REVIEW_PEOPLE) : 2 + draw (self, 4);
}

/* ---- Events ---- */

static RandomEventKind
draw_kind (Maker *self)
{
  static const struct
  {
    RandomEventKind kind;
    int weight;
  } weights[] = {
    { RANDOM_SAVE, 8 },     { RANDOM_SUBMIT, 10 },  { RANDOM_START, 5 },    { RANDOM_RECUSE, 3 },
    { RANDOM_WITHDRAW, 3 }, { RANDOM_VERDICT, 51 }, { RANDOM_REDACTED, 2 }, { RANDOM_BLOCK, 4 },
    { RANDOM_RESOLVE, 6 },  { RANDOM_POLICY, 6 },   { RANDOM_TOPICS, 3 },
  };
  int left = draw (self, 100);
  gsize i = 0;

  if (self->n_saved == 0)
    return RANDOM_SAVE;
  while (left >= weights[i].weight)
    left -= weights[i++].weight;

  return weights[i].kind;
}

/* Mostly S, sometimes what was saved last, sometimes any, and rarely one that nobody saved. */
static int
draw_revision (Maker *self)
{
  int lot = draw (self, 40);

  if (lot == 0)
    return self->n_saved + 1;
  if (lot < 5)
    return draw (self, self->n_saved);

  return lot < 10 || self->submitted < 0 ? self->n_saved - 1 : self->submitted;
}

static void
draw_verdict (Maker *self, RandomEvent *event)
{
  event->person = draw_reviewer (self);
  event->text = event->revision < self->n_saved ? self->texts[event->revision] : 0;
  if (one_in (self, 15))
    event->text = draw (self, RANDOM_REVIEW_TEXTS + 1) - 1;
  for (int i = 0; i < 3; i++)
    event->answers[i] = one_in (self, 36)   ? ATTEST_ANSWER_NO
                        : one_in (self, 36) ? ATTEST_ANSWER_NOT_MINE
                                            : ATTEST_ANSWER_YES;
  event->roles = (one_in (self, 12) ? 0u : RANDOM_ROLE_REVIEWER) | (one_in (self, 3) ? RANDOM_ROLE_EDITOR : 0u) |
                 (one_in (self, 8) ? RANDOM_ROLE_AUTHOR : 0u);
  event->findings = one_in (self, 5) ? 1u + (guint) draw (self, (1 << RANDOM_REVIEW_FINDINGS) - 1) : 0;
  event->specialties = draw_specialties (self);
}

static void
draw_policy (Maker *self, RandomEvent *event)
{
  static const guint sign_offs[] = { 0, 1, 1, 2, 2, 2, 3 };
  static const guint roles[] = {
    RANDOM_ROLE_REVIEWER, RANDOM_ROLE_REVIEWER, 0, RANDOM_ROLE_EDITOR, RANDOM_ROLE_REVIEWER | RANDOM_ROLE_EDITOR,
  };
  static const guint months[] = { 0, 6, 12, 24 };

  event->sign_offs = sign_offs[draw (self, G_N_ELEMENTS (sign_offs))];
  event->roles = roles[draw (self, G_N_ELEMENTS (roles))];
  event->months = months[draw (self, G_N_ELEMENTS (months))];
  event->topic = one_in (self, 2) ? 0 : 1 + draw (self, RANDOM_REVIEW_TOPICS);
  event->cleared = event->topic > 0 && one_in (self, 4);
  event->by_role[0] = one_in (self, 6) ? 1u + (guint) draw (self, 2) : 0;
  event->by_role[1] = one_in (self, 8) ? 1 : 0;
  event->specialties = one_in (self, 4) ? 1u << draw (self, RANDOM_REVIEW_SPECIALTIES) : 0;
  event->findings = one_in (self, 4) ? (guint) draw (self, 1 << RANDOM_REVIEW_FINDINGS) : 0;
  event->audiences = one_in (self, 4) ? (guint) draw (self, 8) : 0;
  /* The time of a change of policy is no fact. */
  event->moment.time = 0;
}

static void
draw_save (Maker *self, RandomEvent *event)
{
  event->person = draw_author (self);
  event->revision = self->n_saved;
  event->text = one_in (self, 24) ? -1 : draw (self, RANDOM_REVIEW_TEXTS);
  /* Rarely a second revision of an id that is there already. */
  if (self->n_saved > 0 && one_in (self, 60))
    event->revision = draw (self, self->n_saved);
  else
    self->texts[self->n_saved++] = event->text;
}

/* A device's next event comes after all that it has seen, and its own clock is wrong by days. */
static void
draw_moment (Maker *self, RandomEvent *event, guint number)
{
  guint device = (guint) draw (self, (int) self->review->n_devices);
  gint64 clock = self->clocks[device];

  event->device = device;
  event->merges = !one_in (self, self->merges_but_one_in);
  for (guint i = 0; event->merges && i < self->review->n_devices; i++)
    clock = MAX (clock, self->clocks[i]);
  self->clocks[device] = clock + 1;
  event->moment = (AttestMoment) { .clock = clock + 1,
                                   .device = device_names[device],
                                   .sequence = ++self->sequences[device],
                                   .time = START + number * 3 * G_TIME_SPAN_DAY - self->slowness[device] + number };
}

static void
draw_event (Maker *self, RandomEvent *event, guint number)
{
  draw_moment (self, event, number);
  event->kind = draw_kind (self);
  event->person = draw_author (self);
  event->revision = self->n_saved > 0 ? draw_revision (self) : 0;
  switch (event->kind)
    {
    case RANDOM_SAVE:
      draw_save (self, event);
      break;
    case RANDOM_SUBMIT:
      event->revision = one_in (self, 6) ? event->revision : self->n_saved - 1;
      self->submitted = event->revision < self->n_saved ? event->revision : self->submitted;
      break;
    case RANDOM_VERDICT:
      draw_verdict (self, event);
      break;
    case RANDOM_POLICY:
      draw_policy (self, event);
      break;
    case RANDOM_TOPICS:
      event->topics = (guint) draw (self, 1 << RANDOM_REVIEW_TOPICS);
      event->moment.time = 0;
      break;
    case RANDOM_START:
    case RANDOM_RECUSE:
      event->person = draw_reviewer (self);
      break;
    case RANDOM_BLOCK:
    case RANDOM_RESOLVE:
      event->comment = draw (self, N_COMMENTS);
      break;
    case RANDOM_WITHDRAW:
    case RANDOM_REDACTED:
    default:
      break;
    }
}

void
random_review_make (RandomReview *self, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Maker maker = { .review = self, .rand = rand, .submitted = -1 };

  memset (self, 0, sizeof *self);
  make_people (&maker);
  self->n_devices = 1u + (guint) draw (&maker, RANDOM_REVIEW_DEVICES);
  maker.merges_but_one_in = 2 + draw (&maker, 5);
  for (guint i = 0; i < self->n_devices; i++)
    maker.slowness[i] = draw (&maker, 30) * G_TIME_SPAN_DAY;
  self->n_events = 1u + (guint) draw (&maker, RANDOM_REVIEW_MOST_EVENTS);
  for (guint i = 0; i < self->n_events; i++)
    draw_event (&maker, &self->events[i], i + 1);
  self->now = START + draw (&maker, 900) * G_TIME_SPAN_DAY;
}

/* ---- Facts ---- */

void
random_review_list_roles (guint roles, const char **list)
{
  if (roles & RANDOM_ROLE_AUTHOR)
    *list++ = "author";
  if (roles & RANDOM_ROLE_REVIEWER)
    *list++ = "reviewer";
  if (roles & RANDOM_ROLE_EDITOR)
    *list++ = "editor";
  *list = NULL;
}

static void
list_names (guint bits, const char *const *names, guint n_names, const char **list)
{
  for (guint i = 0; i < n_names; i++)
    if (bits & 1u << i)
      *list++ = names[i];
  *list = NULL;
}

void
random_review_list_specialties (guint specialties, gboolean loud, const char **list)
{
  static const char *const names[] = { "psychiatry", "surgery" };
  static const char *const loud_names[] = { "Psychiatry", "SURGERY" };

  list_names (specialties, loud ? loud_names : names, G_N_ELEMENTS (names), list);
}

void
random_review_list_topics (guint topics, const char **list)
{
  static const char *const names[] = { "mood", "sleep", "pain" };

  list_names (topics, names, G_N_ELEMENTS (names), list);
}

const char *
random_review_get_topic (int topic)
{
  static const char *const names[] = { "", "mood", "Sleep", "PAIN" };

  return names[topic];
}

void
random_review_list_audiences (guint audiences, const char **list)
{
  static const char *const keys[] = { "doctor", "patient", "nurse" };

  list_names (audiences, keys, G_N_ELEMENTS (keys), list);
}

void
random_review_list_blocking (guint findings, const char **list)
{
  static const char *const names[] = { "error", "link", "warning" };

  list_names (findings, names, G_N_ELEMENTS (names), list);
}

const AttestFindingFact *
random_review_get_finding (int bit)
{
  static const AttestFindingFact findings[] = { { "dose", "error" }, { "link", "error" }, { "dose", "warning" } };

  return &findings[bit];
}

static void
add_act (AttestReviewFacts *facts, const RandomEvent *event, const char *person, const char *revision)
{
  static const AttestActKind kinds[] = {
    [RANDOM_SUBMIT] = ATTEST_ACT_KIND_SUBMIT,   [RANDOM_START] = ATTEST_ACT_KIND_START,
    [RANDOM_RECUSE] = ATTEST_ACT_KIND_RECUSE,   [RANDOM_WITHDRAW] = ATTEST_ACT_KIND_WITHDRAW,
    [RANDOM_VERDICT] = ATTEST_ACT_KIND_VERDICT, [RANDOM_REDACTED] = ATTEST_ACT_KIND_REDACTED,
  };
  const char *roles[4];
  const char *specialties[3];
  AttestFindingFact findings[RANDOM_REVIEW_FINDINGS];
  char seen[] = { (char) ('v' + event->text), '\0' };
  AttestActFact act = { .moment = event->moment, .kind = kinds[event->kind], .actor = person, .reason = "because" };

  random_review_list_roles (event->roles, roles);
  if (event->kind != RANDOM_WITHDRAW && event->kind != RANDOM_REDACTED)
    act.revision = revision;
  if (event->kind == RANDOM_VERDICT)
    {
      act.signed_hash = seen;
      act.accurate = event->answers[0];
      act.safe = event->answers[1];
      act.current = event->answers[2];
      act.meaning = "approval";
      act.roles = roles;
      random_review_list_specialties (event->specialties, FALSE, specialties);
      act.specialties = specialties;
      act.recorded = findings;
      for (int i = 0; i < RANDOM_REVIEW_FINDINGS; i++)
        if (event->findings & 1u << i)
          findings[act.n_recorded++] = *random_review_get_finding (i);
    }
  attest_review_facts_add_act (facts, &act);
}

static void
add_policy (AttestReviewFacts *facts, const RandomEvent *event)
{
  const char *roles[4];
  const char *specialty[3];
  const char *audiences[4];
  const char *blocking[4];

  random_review_list_roles (event->roles, roles);
  random_review_list_specialties (event->specialties, TRUE, specialty);
  random_review_list_audiences (event->audiences, audiences);
  random_review_list_blocking (event->findings, blocking);
  attest_review_facts_add_policy (
      facts,
      &(AttestPolicyFact) {
          .moment = event->moment,
          .sign_offs = event->sign_offs,
          .roles = roles,
          .review_months = event->months,
          .topic = random_review_get_topic (event->topic),
          .cleared = event->cleared,
          .role_sign_offs = { [ATTEST_ROLE_EDITOR] = event->by_role[0], [ATTEST_ROLE_AUTHOR] = event->by_role[1] },
          .audiences = audiences,
          .specialty = specialty[0],
          .blocking_findings = blocking });
}

static void
add_topics (AttestReviewFacts *facts, const RandomEvent *event)
{
  const char *topics[4];

  random_review_list_topics (event->topics, topics);
  attest_review_facts_add_topics (facts, &(AttestTopicsFact) { .moment = event->moment, .topics = topics });
}

/* The texts are v, w, x and y; what nobody saved is u. */
static void
add_event (AttestReviewFacts *facts, const RandomEvent *event)
{
  char person[] = { (char) ('a' + event->person), '\0' };
  char revision[] = { 'r', (char) ('0' + event->revision / 10), (char) ('0' + event->revision % 10), '\0' };
  char comment[] = { 'c', (char) ('0' + event->comment), '\0' };
  char text[] = { (char) ('v' + event->text), '\0' };

  if (event->kind == RANDOM_SAVE)
    attest_review_facts_add_revision (
        facts, &(AttestRevisionFact) { event->moment, revision, person, event->text >= 0 ? text : NULL });
  else if (event->kind == RANDOM_POLICY)
    add_policy (facts, event);
  else if (event->kind == RANDOM_TOPICS)
    add_topics (facts, event);
  else if (event->kind == RANDOM_BLOCK || event->kind == RANDOM_RESOLVE)
    attest_review_facts_add_comment (
        facts, &(AttestCommentFact) { event->moment, comment, revision, event->kind == RANDOM_BLOCK });
  else
    add_act (facts, event, person, revision);
}

static void
add_people (AttestReviewFacts *facts, const RandomReview *self)
{
  for (int i = 0; i < RANDOM_REVIEW_PEOPLE; i++)
    {
      char id[] = { (char) ('a' + i), '\0' };
      char same_as[] = { (char) ('a' + self->people[i].same_as), '\0' };
      const char *roles[4];
      const char *specialties[3];

      random_review_list_roles (self->people[i].roles, roles);
      random_review_list_specialties (self->people[i].specialties, FALSE, specialties);
      if (i != UNKNOWN_PERSON)
        attest_review_facts_add_person (facts, &(AttestPersonFact) { id, id, same_as, roles, specialties });
      if (self->people[i].asked)
        attest_review_facts_add_asked (facts, id);
    }
}

AttestReviewFacts *
random_review_dup_facts (const RandomReview *self, GRand *shuffle)
{
  AttestReviewFacts *facts = attest_review_facts_new (self->now);
  guint order[RANDOM_REVIEW_MOST_EVENTS];

  for (guint i = 0; i < self->n_events; i++)
    {
      guint at = shuffle != NULL ? (guint) g_rand_int_range (shuffle, 0, (gint32) i + 1) : i;

      order[i] = order[at];
      order[at] = i;
    }
  add_people (facts, self);
  attest_review_facts_add_audience (facts, &(AttestAudienceFact) { .key = "doctor", .own = TRUE });
  attest_review_facts_add_audience (
      facts, &(AttestAudienceFact) { .key = "patient", .published = self->now / G_TIME_SPAN_DAY % 2 == 0 });
  for (guint i = 0; i < self->n_events; i++)
    add_event (facts, &self->events[order[i]]);

  return facts;
}

/* ---- For people to read ---- */

static void
print_roles (GString *text, guint roles)
{
  const char *list[4];
  g_autofree char *joined = NULL;

  random_review_list_roles (roles, list);
  joined = g_strjoinv (",", (char **) list);
  g_string_append (text, joined[0] != '\0' ? joined : "-");
}

static void
print_verdict (GString *text, const RandomEvent *event)
{
  static const char *const answers[] = {
    [ATTEST_ANSWER_YES] = "yes", [ATTEST_ANSWER_NO] = "no", [ATTEST_ANSWER_NOT_MINE] = "not-mine"
  };

  g_string_append_printf (text,
                          "%c answers r%02d of text %c %s %s %s, findings %u, specialties %u, as ",
                          'a' + event->person,
                          event->revision,
                          'v' + event->text,
                          answers[event->answers[0]],
                          answers[event->answers[1]],
                          answers[event->answers[2]],
                          event->findings,
                          event->specialties);
  print_roles (text, event->roles);
}

static void
print_event (GString *text, const RandomEvent *event)
{
  char person = (char) ('a' + event->person);

  g_string_append_printf (text,
                          "  %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " at %" G_GINT64_FORMAT ": ",
                          event->moment.clock,
                          event->moment.device,
                          event->moment.sequence,
                          event->moment.time);
  if (event->kind == RANDOM_SAVE)
    g_string_append_printf (
        text, "%c saves r%02d of text %c", person, event->revision, event->text >= 0 ? 'v' + event->text : '-');
  else if (event->kind == RANDOM_SUBMIT)
    g_string_append_printf (text, "%c submits r%02d", person, event->revision);
  else if (event->kind == RANDOM_START)
    g_string_append_printf (text, "%c starts r%02d", person, event->revision);
  else if (event->kind == RANDOM_RECUSE)
    g_string_append_printf (text, "%c recuses r%02d", person, event->revision);
  else if (event->kind == RANDOM_WITHDRAW)
    g_string_append_printf (text, "%c withdraws", person);
  else if (event->kind == RANDOM_REDACTED)
    g_string_append_printf (text, "%c loses", person);
  else if (event->kind == RANDOM_VERDICT)
    print_verdict (text, event);
  else if (event->kind == RANDOM_BLOCK)
    g_string_append_printf (text, "c%d blocks r%02d", event->comment, event->revision);
  else if (event->kind == RANDOM_RESOLVE)
    g_string_append_printf (text, "c%d is resolved", event->comment);
  else if (event->kind == RANDOM_TOPICS)
    g_string_append_printf (text, "topics %u", event->topics);
  else
    {
      g_string_append_printf (text,
                              "policy%s for “%s” of %u, editors %u, authors %u, months %u, specialty %u, stops %u, "
                              "audiences %u, roles ",
                              event->cleared ? " cleared" : "",
                              random_review_get_topic (event->topic),
                              event->sign_offs,
                              event->by_role[0],
                              event->by_role[1],
                              event->months,
                              event->specialties,
                              event->findings,
                              event->audiences);
      print_roles (text, event->roles);
    }
  g_string_append_c (text, '\n');
}

static int
compare_events_cb (gconstpointer one, gconstpointer other)
{
  const AttestMoment *a = &((const RandomEvent *) one)->moment;
  const AttestMoment *b = &((const RandomEvent *) other)->moment;

  if (a->clock != b->clock)
    return a->clock < b->clock ? -1 : 1;

  return a->device != b->device ? strcmp (a->device, b->device)
                                : (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

char *
random_review_print (const RandomReview *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (RandomEvent));

  for (int i = 0; i < RANDOM_REVIEW_PEOPLE; i++)
    {
      g_string_append_printf (text, "  %c is ", 'a' + i);
      print_roles (text, self->people[i].roles);
      if (self->people[i].same_as != i)
        g_string_append_printf (text, ", the same as %c", 'a' + self->people[i].same_as);
      g_string_append (text, self->people[i].asked ? ", asked\n" : "\n");
    }
  g_array_append_vals (events, self->events, self->n_events);
  g_array_sort (events, compare_events_cb);
  for (guint i = 0; i < events->len; i++)
    print_event (text, &g_array_index (events, RandomEvent, i));
  g_string_append_printf (text, "  now %" G_GINT64_FORMAT "\n", self->now);

  return g_string_free (text, FALSE);
}
