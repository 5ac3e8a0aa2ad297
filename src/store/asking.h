/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody is to be asked about an obligation, their own or another's, until a mail has done it. Several
 * of them go in one mail; each is asked of one person once. */
#pragma once
#include "store/store.h"

typedef enum { ASKING_REQUEST, ASKING_INVITE, ASKING_MAKE_UP, ASKING_RUNG, ASKING_ESCALATE } AskingKind;
/* The first word of the purpose of its mail, "request". */
const char *asking_word(AskingKind what);

typedef struct {
  gint64 id, person, obligation;
  AskingKind what;
  int rung;            /* working days; 0 for what is no rung */
  char *template_name; /* of its own mail, or of its part of one */
  char *cc;            /* role of those in copy, or NULL */
  Instant at;
} Asking;
void asking_free(Asking *asking);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Asking, asking_free)

/* Lets it wait for its mail; read are person, obligation, what, rung, template_name and cc. FALSE when this
 * was asked of them before, or waits already. */
gboolean asking_add(Store *store, const Asking *asking);
/* It is never to be asked of them. */
void asking_pass_over(Store *store, const Asking *asking);
/* When something about @obligation was passed over; INSTANT_NONE: never. */
Instant asking_passed(Store *store, gint64 obligation);
/* Whether it waits, was asked or passed over, of anybody. */
gboolean asking_stands(Store *store, gint64 obligation, AskingKind what);
/* People for whom something waits and who have an address: of gint64. */
GArray *askings_people(Store *store);
GPtrArray *askings_waiting(Store *store, gint64 person); /* of Asking, oldest first */
/* Whether a later reminder of the same waits or was written. */
gboolean asking_is_overtaken(Store *store, const Asking *asking);
/* The mail @outbox asks it. */
void asking_told(Store *store, gint64 id, gint64 outbox);
/* It is no longer to be asked; should it be so again, it can be added again. */
void asking_drop(Store *store, gint64 id);
/* The obligations whose request is in this mail: of gint64. */
GArray *askings_requested(Store *store, gint64 outbox);
/* The templates of what the mail @outbox asks, each once, in their order: none when it asks nothing. */
GStrv askings_templates(Store *store, gint64 outbox);
/* The same between blanks, or @own when it asks nothing: what X-Mentord-Template says. g_free. */
char *askings_names(Store *store, gint64 outbox, const char *own);
/* Since when the longest waiting one waits; INSTANT_NONE: none. */
Instant askings_next(Store *store);
