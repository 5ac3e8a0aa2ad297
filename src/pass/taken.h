/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the submission server took and no transaction has recorded yet. A batch of mails is recorded as one
 * transaction; were the process killed before, all of them would go again. So each taking is noted in a file
 * beside the store the moment it is known, and the next start sends again only what was in flight. A note is
 * a digest of Message-ID and recipient: it names nobody, and is true for ever. */
#pragma once
#include <glib.h>

typedef struct Taken Taken;

/* Reads what @store_path-taken holds from a process that was killed. Nothing is kept for a store in memory.
 */
Taken *taken_open(const char *store_path);
void taken_close(Taken *taken);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Taken, taken_close)

/* Survives the end of the process, not that of the machine: a mail may come twice after a loss of power. A
 * note that cannot be written goes to the log, once. */
void taken_note(Taken *taken, const char *message_id, const char *recipient);
/* Whether it was noted, by this process or the one before. */
gboolean taken_has(const Taken *taken, const char *message_id, const char *recipient);
/* All that was noted is committed. */
void taken_forget(Taken *taken);
