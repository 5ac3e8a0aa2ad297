/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Being heard: what is deaf or stuck is kept with since when, told once by every way that still works when it
 * lasts, and told once more when it works again. Pain 38, D15. */
#pragma once
#include "pass/engine.h"

/* What may stand still. Also the name in the store, in `status` and in the metrics. */
#define OUTAGE_MAILBOX "mailbox"
#define OUTAGE_SUBMISSION "submission"
#define OUTAGE_DISK "disk"
#define OUTAGE_STORE "store"
#define OUTAGE_TEMPLATE "template"
#define OUTAGE_PUBLISH "publish"
#define OUTAGE_CLOCK "clock"
#define OUTAGE_WORK "work"
#define OUTAGE_SILENCE "silence" /* and what is silent, behind a colon */

/* Each in a transaction of its own; where the store itself fails, the log has it. */
void outage_note(Engine *engine, const char *what, const char *words); /* it failed once more */
void outage_clear(Engine *engine, const char *what);                   /* it works */

/* Tells what has lasted, all of it in one mail to the office if @mail says that mail gets out, and by
 * `partnership.alert` if the site has it; and likewise what works again. FALSE and @error when the mail could
 * not be written. */
gboolean outages_tell(Engine *engine, gboolean mail, GError **error);

/* What stands still now, since when and what to do, a sentence or two each: of char*; g_ptr_array_unref. */
GPtrArray *outages_words(Engine *engine);
