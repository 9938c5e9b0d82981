/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** bench_folder_remove: Removes the folder of a library that was made for a benchmark, with what an installation keeps of its devices in it. */
void bench_folder_remove (const char *folder);

G_END_DECLS
