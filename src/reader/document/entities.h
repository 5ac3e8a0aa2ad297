/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character references of HTML (HTML 4.01, 24): those that mail has. */
#pragma once
#include <glib.h>

/* Of "eacute", without its signs; 0 for an unknown one. */
gunichar entity_of_name(const char *name, gsize n);
/* Of a number; those of the C1 controls mean Windows-1252, as browsers take them. U+FFFD for what is none. */
gunichar entity_of_number(unsigned long number);
