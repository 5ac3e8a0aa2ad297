/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between wire.c and wire_connect.c alone. */
#pragma once
#include "mail/wire.h"

void wire_set_said(Wire *wire, const char *said);
