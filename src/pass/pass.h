/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass: fetch, read, intake, decide, deliver, publish, in that order. `once` runs one, `run` one after
 * the other, plan and rehearse the same with another clock and other ends. */
#pragma once
#include "mail/mailbox.h"
#include "pass/deliver.h"
#include "pass/engine.h"

typedef struct {
  Mailbox *mailbox;       /* NULL: none to fetch from */
  Submission *submission; /* NULL: nothing is sent */
  Delivery *delivery;     /* made from it */
  gboolean nowhere;       /* nobody is out there: nothing that goes wrong is told */
} Ends;

/* Opens one end of the site, unless it is open. FALSE and @error when it cannot be; that is kept as an
 * outage. */
gboolean ends_open_mailbox(Ends *ends, Engine *engine, GError **error);
gboolean ends_open_submission(Ends *ends, Engine *engine, GError **error);

/* Opens both ends of the site. What cannot be opened stays NULL; the first cause is in @error, and the pass
 * still does what it can without it. */
gboolean ends_open(Ends *ends, Engine *engine, GError **error);
/* Ends for a plan: nothing lies in the mailbox, every mail is taken and none goes out. */
void ends_open_nowhere(Ends *ends, Engine *engine);
void ends_close(Ends *ends);

typedef struct {
  guint waiting;    /* a first start without `since`: so many messages lie there, nothing was done */
  gboolean drained; /* the mailbox was read to its end */
  gint64 pause;     /* ms until the rate allows the next mail; 0: none waits for it */
  guint sent;       /* mails that were given to the server */
  gboolean stopped; /* engine_step() said so: what is left is for another pass */
  gboolean mailbox_failed,
      submission_failed; /* it cannot be reached, or refuses the login: to be opened anew */
  gboolean store_lost;   /* not even the end of the pass could be written */
} PassResult;

/* FALSE and the first cause when an end failed; what could be done was done. */
gboolean pass(Engine *engine, Ends *ends, PassResult *result, GError **error);
/* Where a clock that is set must stand next, if nothing comes in: always later than now; INSTANT_NONE:
 * nothing falls due. */
Instant pass_next(Engine *engine);
