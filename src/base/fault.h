/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors from outside, as values: a GError of this domain carries a plain sentence for the person who must
 * act, and as its code the exit status of sysexits.h that a command ends with. */
#pragma once
#include <glib.h>

#define FAULT (fault_quark())

typedef enum {
  FAULT_USAGE = 64,       /* the command line */
  FAULT_DATA = 65,        /* a file that was given is bad, or not found */
  FAULT_UNREACHABLE = 69, /* a server does not answer */
  FAULT_SOFTWARE = 70,    /* a mistake of ours */
  FAULT_IO = 74,          /* disk, database, fork */
  FAULT_LATER = 75,       /* refused for now */
  FAULT_LOGIN = 77,       /* login refused */
  FAULT_CONFIG = 78,      /* configuration, scheme, template; a database newer than the program */
} Fault;

GQuark fault_quark(void);

/* Sets FAULT_DATA with these words; FALSE, for the caller to return. */
gboolean fault_data(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The exit status for @error: its code if it is ours, else FAULT_SOFTWARE. */
int fault_exit_status(const GError *error);
