/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message on its way in: the reading, who sent it as far as the roster knows, and what became of each
 * document. */
#pragma once
#include "pass/engine.h"
#include "store/messages.h"
#include "store/obligations.h"

/* What became of one document (or of the values typed into the mail), for the receipt. */
typedef struct {
  char *title;       /* the form's, or the file's name */
  char *state;       /* "filed", "case", "empty", "known" */
  char *problem;     /* in words, or NULL */
  gint64 obligation; /* 0: none */
  gint64 filed;      /* 0: none */
  GBytes *content;   /* as filed, or NULL */
  char *name;        /* of the file */
  GPtrArray *lines;  /* of char*: what was read from rows, in words */
} Outcome;

typedef struct {
  Engine *engine;
  const Message *message;
  const Reading *reading;
  Instant arrival;
  GPtrArray *senders;    /* of Person: whose address it came from; more than one: shared */
  gboolean dmarc_failed; /* the trusted verdict says so */
  GPtrArray *outcomes;   /* of Outcome */
  gboolean became_case;
  const char *office; /* why the office vouches for it, for what comes by hand or out of a review; or NULL */
} Inbound;

Inbound *inbound_new(Engine *engine, const Message *message, const Reading *reading);
void inbound_free(Inbound *inbound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inbound, inbound_free)

Outcome *inbound_outcome(Inbound *inbound, const char *title, const char *state); /* borrowed */
/* The one sender; NULL when unknown or shared. */
const Person *inbound_sender(const Inbound *inbound);
/* "message 7 from a@b, 2026-10-12", or "office: why" for journals and filed rows. g_free. */
char *inbound_cause(const Inbound *inbound);
/* Opens a case about this message. @document -1: the message itself. @detail: JSON text. */
void inbound_case(Inbound *inbound, const char *kind, int document, const Obligation *guess, const char *form,
                  const char *detail, const char *format, ...) G_GNUC_PRINTF(7, 8);
