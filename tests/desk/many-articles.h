/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/attest-session.h"

/** many_articles_add: drafts without comments, "Article number0000000" and others in no order of their titles, a thousand in each act. @n_articles: a multiple of it */
void many_articles_add (AttestSession *session, guint n_articles);
