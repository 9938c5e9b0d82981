/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-registry.h"

G_BEGIN_DECLS

/** attest_policy_kinds_register: Adds `policy.set` and `policy.clear`. Called by attest_record_kinds_register(). */
void attest_policy_kinds_register (AttestRegistry *registry);

G_END_DECLS
