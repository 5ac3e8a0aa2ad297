/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates that somebody was offered, as the mail that they write may speak of them. Changes nothing. */
#pragma once
#include "pass/calendar/choice_mention.h"
#include "pass/intake/inbound.h"
#include "store/invitations.h"
#include "store/sessions.h"

/* The dates of one obligation that may still be chosen, by their start. */
typedef struct {
  GPtrArray *invitations; /* of Invitation */
  GPtrArray *sessions;    /* of Session */
  ChoiceDate *dates;
  gboolean asked; /* the mail answers one of ours that offered them */
  int one;        /* the one whose own entry it answers; -1: none */
} Offered;

/* What the mail answers; where it answers nothing of ours, all that is open to the sender, if it belongs
 * together. NULL: nothing, or there is no telling which. */
Offered *offered_to_sender(const Inbound *inbound);
/* The UID of the entry that came with the mail which is answered; NULL: it brought none. g_free. */
char *offered_uid(const Inbound *inbound);
/* How the purposes of mails with an entry begin: "date:UID:SEQUENCE". */
#define INVITATION_PURPOSE "date:"
void offered_free(Offered *offered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Offered, offered_free)
