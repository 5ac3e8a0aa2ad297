/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails of commands from the office that wait to be carried out: each once, however often it came. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 message, person; /* person 0: the partnership's office */
  gint64 about;           /* the case that "accept" alone means; 0: none */
  char *words;            /* its lines */
  char *reply;            /* Message-ID to answer; "" none */
} OfficeMail;
void office_mail_free(OfficeMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OfficeMail, office_mail_free)

void office_mail_add(Store *store, const OfficeMail *mail);
GPtrArray *office_mails_waiting(Store *store);       /* of OfficeMail, in the order in which they came */
void office_mail_done(Store *store, gint64 message); /* its words are let go */
