/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mail as the rules that tell its kind see it, and what they share. For kind*.c alone. */
#pragma once
#include "reader/message/report.h"
#include "reader/reading.h"
#include <gmime/gmime.h>

typedef struct {
  GMimeMessage *message;
  const Reading *reading;
  const Report *report;
  char *subject; /* lower case */
  char *text;    /* the start of all that it says, quote included, lower case */
  char *own;     /* the start of what its sender wrote, lower case */
  gboolean null_sender, automatic, bulk;
} Mail;

gboolean kind_begins(const char *text, const char *const *words);
gboolean kind_holds(const char *text, const char *const *words);
gboolean kind_has(const Mail *mail, const char *header);
/* Whether the subject is that of an answer or a forward, in any usual language. */
gboolean kind_answers(const Mail *mail);
/* Whether somebody answers or forwards it by hand: the subject says so, and nothing says the contrary. */
gboolean kind_by_hand(const Mail *mail);
/* The names that mail servers write under and people do not. */
gboolean kind_from_daemon(const Mail *mail);

/* kind_server.c: a report on delivery; @kind is then "bounce", "delay", or "read-receipt" of what arrived. */
gboolean kind_delivery(const Mail *mail, const char **kind);
/* kind_filter.c: somebody's server wants us to prove that we are human, or holds mail back. */
gboolean kind_challenge(const Mail *mail);
/* kind_away.c: an automatic answer that says so in its words alone. */
gboolean kind_away(const Mail *mail);
