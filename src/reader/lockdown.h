/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walls of the reader. What holds for every child is put up once in the warm parent and inherited; the
 * rest, above all the list of system calls, in the child before it sees a byte. */
#pragma once
#include <glib.h>

typedef struct Lockdown Lockdown;

/* Compiles the child's list of system calls; NULL when the machine's libseccomp cannot. */
Lockdown *lockdown_new(void);
void lockdown_free(Lockdown *lockdown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lockdown, lockdown_free)

/* In the warm parent after everything that opens files: no files (Landlock), no privileges, no core, no file
 * growth,
 * @memory bytes of address space (0: no limit). FALSE with errno when a wall could not be put up. */
gboolean lockdown_parent(guint64 memory);
/* In the child: no descriptors, @cpu_seconds, dies with the parent, and a dozen system calls. FALSE with
 * errno. */
gboolean lockdown_child(const Lockdown *lockdown, guint cpu_seconds);
