/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "random-review-library.h"

#include <string.h>

#define UNKNOWN_HASH "00000000000000000000000000000000000000000000000000000000000000ff"

/* @events: hashes of what was written, NULL for what could not be; @has: which of them a device has. */
typedef struct
{
  const RandomReview *review;
  AttestLibrary *const *devices;
  const char *article;
  char *events[RANDOM_REVIEW_MOST_EVENTS];
  gboolean blank[RANDOM_REVIEW_MOST_EVENTS];
  gboolean has[RANDOM_REVIEW_DEVICES][RANDOM_REVIEW_MOST_EVENTS];
  char *signed_hashes[RANDOM_REVIEW_TEXTS];
} Writer;

static char *
dup_array (const char **list)
{
  g_autofree char *joined = g_strjoinv ("\",\"", (char **) list);

  return list[0] != NULL ? g_strdup_printf ("[\"%s\"]", joined) : g_strdup ("[]");
}

static char *
dup_roles (guint roles)
{
  const char *list[4];

  random_review_list_roles (roles, list);

  return dup_array (list);
}

static char *
dup_specialties (guint specialties)
{
  const char *list[3];

  random_review_list_specialties (specialties, FALSE, list);

  return dup_array (list);
}

static void
append (AttestLibrary *library, const char *kind, const char *stream, char *body)
{
  g_free (record_append (library, kind, stream, "", body));
  g_free (body);
}

void
random_review_found (const RandomReview *self, AttestLibrary *library, const char *article)
{
  for (int i = 0; i < RANDOM_REVIEW_PEOPLE - 1; i++)
    {
      g_autofree char *roles = dup_roles (self->people[i].roles);
      g_autofree char *specialties = dup_specialties (self->people[i].specialties);

      append (library,
              "person.set",
              "board",
              g_strdup_printf (
                  "{\"person\":\"%c\",\"name\":\"%c\",\"credentials\":\"\",\"email\":\"\",\"orcid\":\"\",\"roles\":%s,"
                  "\"specialties\":%s}",
                  'a' + i,
                  'a' + i,
                  roles,
                  specialties));
    }
  for (int i = 0; i < RANDOM_REVIEW_PEOPLE - 1; i++)
    if (self->people[i].same_as != i)
      append (library,
              "person.same",
              "board",
              g_strdup_printf (
                  "{\"person\":\"%c\",\"other\":\"%c\",\"reason\":\"Moved\"}", 'a' + i, 'a' + self->people[i].same_as));
  record_make_article (library, article, article);
}

void
random_review_merge (AttestLibrary *library, AttestLibrary *other)
{
  g_autoptr (GError) error = NULL;

  attest_library_merge (library, attest_library_get_path (other), NULL, &error);
  g_assert_no_error (error);
}

/* ---- What an event speaks of ---- */

static const char *
find_event (const Writer *self, guint before, RandomEventKind kind, int number)
{
  for (guint i = 0; i < before; i++)
    {
      const RandomEvent *event = &self->review->events[i];

      if (self->events[i] != NULL && event->kind == kind &&
          (kind == RANDOM_SAVE ? event->revision : event->comment) == number)
        return self->events[i];
    }

  return NULL;
}

static const char *
find_revision (const Writer *self, guint before)
{
  const char *revision = find_event (self, before, RANDOM_SAVE, self->review->events[before].revision);

  return revision != NULL ? revision : UNKNOWN_HASH;
}

/* The newest entry that this device knows, and that may have stopped an approval. */
static int
find_entry_to_blank (const Writer *self, guint device, guint before)
{
  for (int i = (int) before - 1; i >= 0; i--)
    {
      RandomEventKind kind = self->review->events[i].kind;

      if (self->events[i] != NULL && self->has[device][i] && !self->blank[i] &&
          (kind == RANDOM_TOPICS || kind == RANDOM_VERDICT || kind == RANDOM_RECUSE || kind == RANDOM_WITHDRAW ||
           kind == RANDOM_BLOCK))
        return i;
    }

  return -1;
}

/* ---- Writing ---- */

static void
ask_reviewers (Writer *self, AttestLibrary *library)
{
  for (int i = 0; i < RANDOM_REVIEW_PEOPLE; i++)
    if (self->review->people[i].asked)
      append (library,
              "review.assign",
              self->article,
              g_strdup_printf ("{\"audience\":\"doctor\",\"reviewer\":\"%c\"}", 'a' + i));
}

static char *
save (Writer *self, guint number, AttestLibrary *library, const char *person)
{
  const RandomEvent *event = &self->review->events[number];
  g_autofree char *text = event->text >= 0 ? g_strdup_printf ("# Can it help?\n\nText %d.\n", event->text)
                                           : g_strdup_printf ("# Can it help?\n\nNames a patient, %u.\n", number);
  char *id = record_save (library, self->article, "doctor", person, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRevision) revision = attest_library_load_revision (library, id, &error);

  g_assert_no_error (error);
  if (event->text < 0)
    attest_library_redact (library, "g", self->article, NULL, revision->text, "names a patient", &error);
  else if (self->signed_hashes[event->text] == NULL)
    self->signed_hashes[event->text] = g_strdup (revision->signed_hash);
  g_assert_no_error (error);
  ask_reviewers (self, library);

  return id;
}

/* What a waiver decides is for the policy to ask; here it is one more event that has to merge in any order. */
static void
waive_finding (Writer *self, guint number, AttestLibrary *library, const char *person, const char *roles)
{
  g_autofree char *body = g_strdup_printf (
      "{\"audience\":\"doctor\",\"revision\":\"%s\",\"rule\":\"dose\",\"pack\":\"us 1\",\"start\":0,\"end\":1,"
      "\"exact\":\"#\",\"prefix\":\"\",\"suffix\":\" Can it help?\",\"reason\":\"because\",\"roles\":%s}",
      find_revision (self, number),
      roles);

  g_free (record_append (library, "finding.waive", self->article, person, body));
}

static char *
dup_findings (guint findings)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (int i = 0; i < RANDOM_REVIEW_FINDINGS; i++)
    if (findings & 1u << i)
      g_string_append_printf (
          text,
          "%s{\"rule\":\"%s\",\"severity\":\"%s\",\"pack\":\"us\",\"version\":\"1\",\"start\":0,\"end\":1}",
          text->len > 1 ? "," : "",
          random_review_get_finding (i)->rule,
          random_review_get_finding (i)->severity);
  g_string_append_c (text, ']');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
give_verdict (Writer *self, guint number, AttestLibrary *library, const char *person)
{
  static const char *const answers[] = {
    [ATTEST_ANSWER_YES] = "yes", [ATTEST_ANSWER_NO] = "no", [ATTEST_ANSWER_NOT_MINE] = "not-mine"
  };
  const RandomEvent *event = &self->review->events[number];
  const char *seen = event->text >= 0 ? self->signed_hashes[event->text] : NULL;
  g_autofree char *roles = dup_roles (event->roles);
  g_autofree char *specialties = dup_specialties (event->specialties);
  g_autofree char *findings = dup_findings (event->findings);
  g_autofree char *body = g_strdup_printf (
      "{\"audience\":\"doctor\",\"revision\":\"%s\",\"signed_hash\":\"%s\",\"accurate\":\"%s\",\"safe\":\"%s\","
      "\"current\":\"%s\",\"meaning\":\"approval\",\"reason\":\"because\",\"roles\":%s,\"specialties\":%s,"
      "\"findings\":%s}",
      find_revision (self, number),
      seen != NULL ? seen : UNKNOWN_HASH,
      answers[event->answers[0]],
      answers[event->answers[1]],
      answers[event->answers[2]],
      roles,
      specialties,
      findings);

  if (event->findings > 0)
    waive_finding (self, number, library, person, roles);

  return record_append (library, "review.verdict", self->article, person, body);
}

/* Whom words name: nobody, one, two, or somebody whom no device knows. It decides nothing about an approval, and has to come out the same everywhere. */
static const char *
pick_mentions (guint number)
{
  static const char *const mentions[] = {
    "", ",\"mentions\":[\"a\"]", ",\"mentions\":[\"c\",\"b\"]", ",\"mentions\":[\"z\"]", ",\"mentions\":[]"
  };

  return mentions[number % G_N_ELEMENTS (mentions)];
}

/* Who settles it, or has it again, says so, and its author writes it over: other people may be named then. */
static void
answer_comment (Writer *self, guint number, AttestLibrary *library, const char *person, const char *comment)
{
  g_autofree char *reply =
      g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"Well, %u\"%s}", comment, number, pick_mentions (number / 2));
  g_autofree char *edit =
      g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"Hm, %u\"%s}", comment, number, pick_mentions (number + 1));

  g_free (record_append (library, "comment.reply", self->article, person, reply));
  if (number % 3 != 1)
    g_free (record_append (library, "comment.edit", self->article, person, edit));
}

static char *
say_of_comment (Writer *self, guint number, AttestLibrary *library, const char *person)
{
  const RandomEvent *event = &self->review->events[number];
  const char *comment = find_event (self, number, RANDOM_BLOCK, event->comment);
  g_autofree char *body = NULL;

  if (comment != NULL)
    answer_comment (self, number, library, person, comment);
  if (comment != NULL && event->kind == RANDOM_RESOLVE)
    {
      body = g_strdup_printf ("{\"comment\":\"%s\",\"reason\":\"Done\",\"roles\":[\"editor\"]}", comment);
      return record_append (library, "comment.resolve", self->article, "g", body);
    }
  if (comment != NULL)
    {
      body = g_strdup_printf ("{\"comment\":\"%s\"}", comment);
      return record_append (library, "comment.reopen", self->article, person, body);
    }
  if (event->kind == RANDOM_RESOLVE)
    return NULL;
  /* What a comment is about makes no difference to what it blocks. */
  if (number % 3 == 0)
    {
      body = g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"text\",\"text\":\"Hm\","
                              "\"kind\":\"note\",\"blocking\":true%s}",
                              find_revision (self, number),
                              pick_mentions (number));
      return record_append (library, "comment.add-about", self->article, person, body);
    }
  body = g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"start\":2,\"end\":5,\"exact\":\"Can\","
                          "\"prefix\":\"# \",\"suffix\":\"\",\"text\":\"Hm\",\"kind\":\"note\",\"blocking\":true%s}",
                          find_revision (self, number),
                          pick_mentions (number));

  return record_append (library, "comment.add", self->article, person, body);
}

static void
blank_entry (Writer *self, guint number, AttestLibrary *library, const char *person)
{
  int entry = find_entry_to_blank (self, self->review->events[number].device, number);
  g_autoptr (GError) error = NULL;

  if (entry < 0)
    return;
  self->blank[entry] = TRUE;
  attest_library_redact (library, person, self->article, self->events[entry], NULL, "names a patient", &error);
  g_assert_no_error (error);
}

static char *
set_policy (const RandomEvent *event, AttestLibrary *library)
{
  const char *specialty[3];
  const char *list[4];
  g_autofree char *roles = dup_roles (event->roles);
  g_autofree char *audiences = NULL;
  g_autofree char *blocking = NULL;
  g_autofree char *body = NULL;

  if (event->cleared)
    {
      body = g_strdup_printf ("{\"topic\":\"%s\"}", random_review_get_topic (event->topic));
      return record_append (library, "policy.clear", "board", "g", body);
    }
  random_review_list_specialties (event->specialties, TRUE, specialty);
  random_review_list_audiences (event->audiences, list);
  audiences = dup_array (list);
  random_review_list_blocking (event->findings, list);
  blocking = dup_array (list);
  body = g_strdup_printf ("{\"topic\":\"%s\",\"sign_offs\":%u,\"sign_off_roles\":%s,\"review_months\":%u,"
                          "\"role_sign_offs\":[{\"role\":\"editor\",\"count\":%u},{\"role\":\"author\",\"count\":%u}],"
                          "\"audiences\":%s,\"specialty\":\"%s\",\"blocking_findings\":%s}",
                          random_review_get_topic (event->topic),
                          MAX (event->sign_offs, 1),
                          roles,
                          event->months,
                          event->by_role[0],
                          event->by_role[1],
                          audiences,
                          specialty[0] != NULL ? specialty[0] : "",
                          blocking);

  return record_append (library, "policy.set", "board", "g", body);
}

static char *
set_topics (Writer *self, const RandomEvent *event, AttestLibrary *library, const char *person)
{
  const char *list[4];
  g_autofree char *topics = NULL;
  g_autofree char *body = NULL;

  random_review_list_topics (event->topics, list);
  topics = dup_array (list);
  body = g_strdup_printf ("{\"topics\":%s}", topics);

  return record_append (library, "article.set", self->article, person, body);
}

static char *
append_act (Writer *self, guint number, AttestLibrary *library, const char *person)
{
  static const char *const kinds[] = {
    [RANDOM_SUBMIT] = "review.submit",
    [RANDOM_START] = "review.start",
    [RANDOM_RECUSE] = "review.recuse",
    [RANDOM_WITHDRAW] = "review.withdraw",
  };
  RandomEventKind kind = self->review->events[number].kind;
  g_autofree char *revision =
      kind == RANDOM_WITHDRAW ? g_strdup ("") : g_strdup_printf (",\"revision\":\"%s\"", find_revision (self, number));
  g_autofree char *body =
      g_strdup_printf ("{\"audience\":\"doctor\"%s%s}",
                       revision,
                       kind == RANDOM_WITHDRAW || kind == RANDOM_RECUSE ? ",\"reason\":\"because\"" : "");

  return record_append (library, kinds[kind], self->article, person, body);
}

static char *
write_event (Writer *self, guint number)
{
  const RandomEvent *event = &self->review->events[number];
  AttestLibrary *library = self->devices[event->device];
  char person[] = { (char) ('a' + event->person), '\0' };

  switch (event->kind)
    {
    case RANDOM_SAVE:
      return save (self, number, library, person);
    case RANDOM_VERDICT:
      return give_verdict (self, number, library, person);
    case RANDOM_BLOCK:
    case RANDOM_RESOLVE:
      return say_of_comment (self, number, library, person);
    case RANDOM_POLICY:
      return set_policy (event, library);
    case RANDOM_TOPICS:
      return set_topics (self, event, library, person);
    case RANDOM_REDACTED:
      blank_entry (self, number, library, person);
      return NULL;
    case RANDOM_SUBMIT:
    case RANDOM_START:
    case RANDOM_RECUSE:
    case RANDOM_WITHDRAW:
    default:
      return append_act (self, number, library, person);
    }
}

static void
take_in_all (Writer *self, guint device, guint n_written)
{
  for (guint other = 0; other < self->review->n_devices; other++)
    {
      gboolean is_new = FALSE;

      for (guint i = 0; other != device && i < n_written; i++)
        {
          is_new |= self->has[other][i] && !self->has[device][i];
          self->has[device][i] |= self->has[other][i];
        }
      if (is_new)
        random_review_merge (self->devices[device], self->devices[other]);
    }
}

void
random_review_write (const RandomReview *self, AttestLibrary *const *devices, const char *article)
{
  Writer writer = { .review = self, .devices = devices, .article = article };

  for (guint i = 0; i < self->n_events; i++)
    {
      guint device = self->events[i].device;

      if (self->events[i].merges)
        take_in_all (&writer, device, i);
      writer.events[i] = write_event (&writer, i);
      writer.has[device][i] = TRUE;
    }
  for (guint i = 0; i < self->n_events; i++)
    g_free (writer.events[i]);
  for (guint i = 0; i < RANDOM_REVIEW_TEXTS; i++)
    g_free (writer.signed_hashes[i]);
}
