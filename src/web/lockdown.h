/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locks the web process into what it needs: reading one folder and answering those who connect. For good. */
#pragma once
#include <glib.h>

/* From here on: no new privileges; a system call outside the list (execve, connect, socket, opening for
 * writing ...) ends the process; Landlock, where the kernel has it, leaves only what lies under @directory
 * readable. FAULT_SOFTWARE. */
gboolean lockdown(int directory, GError **error);
/* Whether this kernel has Landlock. */
gboolean lockdown_has_landlock(void);
