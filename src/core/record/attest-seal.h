/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestSeal:
 * @time: when it was made, by this computer's clock, as `2026-11-26T11:50:00Z`
 * @count: how many events it covers: those with position 1 to @count, which is the order in which they came into this library
 * @digest: 32 characters, without dashes
 *
 * One line that a board keeps where nobody with the library can change it (a mail to all members, a printed page), so that it can be said
 * later whether the library still holds everything that it held then.
 *
 * The line is `attest-seal-1 TIME COUNT CODE`. Its formula, by which any other program can make and check it:
 *
 * 1. *Heads*: of the first COUNT events, those that no other of them names as its `previous`; for each the line `STREAM DEVICE SEQUENCE HASH`,
 *    ended by LF, with the event's fields as they stand in the log; the lines sorted by their bytes. There is one for each device in each stream, two where there is a fork.
 * 2. *List*: the line `attest-seal-1 TIME COUNT`, ended by LF, followed by the heads.
 * 3. *Digest*: the first 160 bits of the SHA-256 of the list, in the base 32 of Crockford (0-9 and A-Z without I, L, O, U): 32 characters.
 * 4. *Check*: the first 20 bits of the SHA-256 of `attest-seal-1 TIME COUNT DIGEST` in the same base: 4 characters.
 * 5. *Code*: digest and check in groups of 4 with dashes between.
 *
 * Each head's hash covers its whole chain and the hashes of all bodies, and they name the texts by hash. Whoever finds other events for a given line has to
 * find a second preimage of 160 bits (2^160 tries); whoever prepares two libraries beforehand, a collision (2^80). A library that
 * grew or took in others since only has more events, at higher positions. Positions are not protected by any hash: they only help to
 * find the heads, and a wrong one cannot make a seal hold. A library that took the sealed one in by a merge has the events at other places, so there
 * (and after a recovery) the seal is checked against the list, which the line vouches for. A redaction changes no hash, so that seals survive it.
 *
 * A seal cannot tell what was changed before it was made, nor what happens to events that come after it; its time is what the computer said,
 * so the date of the mail that carries it is the better witness.
 */
typedef struct
{
  char *time;
  gint64 count;
  char *digest;
} AttestSeal;

void attest_seal_free (AttestSeal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSeal, attest_seal_free)

/** attest_seal_parse: Reads a line that went through hands and mail: case, line breaks, spaces, dashes, and O, I, L for 0 and 1 do not matter. Returns: (transfer full) (nullable): NULL with ATTEST_RECORD_ERROR_BODY, also where the check characters tell that it was copied wrongly */
AttestSeal *attest_seal_parse (const char *line, GError **error);

/** attest_seal_dup_line: Returns: (transfer full) */
char *attest_seal_dup_line (const AttestSeal *self);

/**
 * attest_library_seal:
 * @time: UTC seconds since 1970
 * @list: (out) (optional) (transfer full): the list of the formula, by which any library that holds the events can be checked
 *
 * Seals the log as it is; whether it holds, verify says. Reads only, in one transaction.
 *
 * Returns: (transfer full) (nullable): NULL with @error; DAMAGED where events are gone from the middle of the log
 */
AttestSeal *attest_library_seal (AttestLibrary *self, gint64 time, char **list, GError **error);

/**
 * attest_library_check_seal:
 * @list: (nullable): the list of the seal; without it the heads are found by their positions, and what is gone is counted and not named
 * @since: (out) (optional): how many events the library holds beyond those that were sealed, negative where it holds fewer
 *
 * Whether the heads that were sealed are still in the log. That everything before them is there too and unchanged is for
 * attest_library_verify() to say; the two together make the answer.
 *
 * Returns: (transfer full) (element-type AttestProblem) (nullable): empty when all is there; NULL with @error: BODY where @list is not the one of this seal
 */
GPtrArray *attest_library_check_seal (AttestLibrary *self,
                                      const AttestSeal *seal,
                                      const char *list,
                                      gint64 *since,
                                      GError **error);

G_END_DECLS
