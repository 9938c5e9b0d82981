/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-facts.h"

G_BEGIN_DECLS

/* Random sequences of what may happen to a variant on up to three devices, mostly what a board does, and now and then what fits nowhere. */

#define RANDOM_REVIEW_MOST_EVENTS 40
#define RANDOM_REVIEW_PEOPLE 8
#define RANDOM_REVIEW_DEVICES 3
#define RANDOM_REVIEW_TEXTS 4

typedef enum
{
  RANDOM_SAVE,
  RANDOM_SUBMIT,
  RANDOM_START,
  RANDOM_RECUSE,
  RANDOM_WITHDRAW,
  RANDOM_VERDICT,
  RANDOM_REDACTED,
  RANDOM_BLOCK,
  RANDOM_RESOLVE,
  RANDOM_POLICY,
  RANDOM_TOPICS,
} RandomEventKind;

/** RandomRole: bits of @roles. */
typedef enum
{
  RANDOM_ROLE_AUTHOR = 1 << 0,
  RANDOM_ROLE_REVIEWER = 1 << 1,
  RANDOM_ROLE_EDITOR = 1 << 2,
} RandomRole;

/**
 * RandomEvent:
 * @merges: whether the device takes in what all others have before it writes this
 * @revision: counted by the saves as they were drawn; one that nobody saved is unknown
 * @text: of a save, which bytes, -1 for redacted; of a verdict, which bytes were seen, -1 for others than anybody saved
 * @roles: held at a verdict, or asked by a policy
 * @specialties: bits: had at a verdict, one of them asked by a policy
 * @findings: bits: recorded with a verdict, or not let through by a policy; see random_review_list_findings()
 * @topic: of a policy: 0 for the board's, else a topic; @topics: bits, which the article has then
 * @by_role: of a policy: so many sign-offs of editors and of authors
 * @audiences: of a policy: bits: doctor, patient, nurse
 *
 * The other fields are of the kinds that have them.
 */
typedef struct
{
  RandomEventKind kind;
  guint device;
  gboolean merges;
  AttestMoment moment;
  int person;
  int revision;
  int text;
  AttestAnswer answers[3];
  guint roles;
  guint findings;
  int comment;
  guint sign_offs;
  guint months;
  guint specialties;
  int topic;
  guint topics;
  gboolean cleared;
  guint by_role[2];
  guint audiences;
} RandomEvent;

#define RANDOM_REVIEW_TOPICS 3
#define RANDOM_REVIEW_SPECIALTIES 2
#define RANDOM_REVIEW_FINDINGS 3

/** RandomPerson: @same_as: the number that their acts count for; themselves unless joined. The last person is unknown to the board. */
typedef struct
{
  guint roles;
  int same_as;
  gboolean asked;
  guint specialties;
} RandomPerson;

typedef struct
{
  RandomEvent events[RANDOM_REVIEW_MOST_EVENTS];
  guint n_events;
  RandomPerson people[RANDOM_REVIEW_PEOPLE];
  guint n_devices;
  gint64 now;
} RandomReview;

/** random_review_make: @seed: the same gives the same. */
void random_review_make (RandomReview *self, guint32 seed);
/** random_review_dup_facts: @shuffle: (nullable): NULL for the order in which they were drawn. Returns: (transfer full) */
AttestReviewFacts *random_review_dup_facts (const RandomReview *self, GRand *shuffle);
/** random_review_print: Returns: (transfer full): for people to read, in the total order */
char *random_review_print (const RandomReview *self);
/** random_review_list_roles: @list: (out): room for four. Their names, closed by NULL. */
void random_review_list_roles (guint roles, const char **list);
/** random_review_list_specialties: @list: (out): room for three. Their names, closed by NULL; with @loud in capitals. */
void random_review_list_specialties (guint specialties, gboolean loud, const char **list);
/** random_review_list_topics: @list: (out): room for four. Their names, closed by NULL. */
void random_review_list_topics (guint topics, const char **list);
/** random_review_get_topic: Returns: the name of a policy's topic, empty for the board's; not always with the capitals that articles write */
const char *random_review_get_topic (int topic);
/** random_review_list_audiences: @list: (out): room for four. Their keys, closed by NULL. */
void random_review_list_audiences (guint audiences, const char **list);
/** random_review_list_blocking: @list: (out): room for four. What a policy does not let through, closed by NULL. */
void random_review_list_blocking (guint findings, const char **list);
/** random_review_get_finding: Returns: (transfer none): the finding of one bit */
const AttestFindingFact *random_review_get_finding (int bit);

G_END_DECLS
