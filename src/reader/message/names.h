/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of attached files. */
#pragma once
#include <gmime/gmime.h>

/* The file's name of a part as its sender wrote it, without folders and controls; "" if it has none. From
 * Content-Disposition, else Content-Type; where a name is said twice in one, the encoded one (RFC 6266 4.3).
 * g_free. */
char *names_file(GMimeObject *part);
