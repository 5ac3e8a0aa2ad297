/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is held about one person and that they may see. */
#pragma once
#include "store/store.h"

/* One JSON object: what the rows are to people, to a list of them. g_free; NULL when the store failed. */
char *export_person(Store *store, gint64 person);
/* Mails from and to them: of gint64. */
GArray *export_messages(Store *store, gint64 person);
GArray *export_mails(Store *store, gint64 person);
