/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/** attest_sample_fill: Fills an empty library with the sample articles (compiled in as a GResource), their people and their review, and marks it *sample*. Returns: FALSE with @error */
gboolean attest_sample_fill (AttestLibrary *library, GError **error);

G_END_DECLS
