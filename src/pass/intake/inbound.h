/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message on its way in: the reading, who sent it as far as the roster knows, and what became of each
 * document. */
#pragma once
#include "pass/engine.h"
#include "store/cases.h"
#include "store/messages.h"
#include "store/obligations.h"
#include <jansson.h>

/* What became of one document (or of the values typed into the mail), for the receipt. */
typedef enum {
  OUTCOME_FILED,
  OUTCOME_CHANGED,    /* filed before, corrected now */
  OUTCOME_KNOWN,      /* came before, nothing changed */
  OUTCOME_EMPTY,      /* a form with nothing filled in */
  OUTCOME_FOREIGN,    /* a form of somebody else's */
  OUTCOME_INCOMPLETE, /* kept, until what the form cannot do without is answered */
  OUTCOME_CASE        /* a human looks at it */
} OutcomeState;

/* A box of the form as the receipt speaks of it. */
typedef struct {
  const FormField *field; /* borrowed */
  char *before;           /* what stood there, or what was read and cannot be; NULL: nothing */
  char *after;            /* what stands there now; NULL: to be answered */
  char *lack;             /* why the form does not count while it stands so; NULL: no rule of the form's */
} BoxChange;

typedef struct {
  char *title; /* the form's, or the file's name */
  OutcomeState state;
  char *problem;          /* in words, or NULL */
  gint64 obligation;      /* 0: none */
  gint64 filed;           /* 0: none */
  const SchemeForm *form; /* borrowed; NULL: not known */
  GBytes *content;        /* as filed, or NULL */
  char *name;             /* of the file */
  GPtrArray *lines;       /* of char*: what was read from rows, in words */
  GPtrArray *asked;       /* of BoxChange: to be answered by reply */
  GPtrArray *changed;     /* of BoxChange: corrected */
  gboolean earlier_copy;  /* the form has boxes that this copy of it lacks */
  json_t *letter;         /* the context of a letter of its own, in place of the receipt; or NULL */
  const char *letter_template;
  GPtrArray *enclosed; /* of Attachment, with that letter */
  gboolean counts_not; /* it meets nothing while some of `asked` stand as they do */
} Outcome;

typedef struct {
  Engine *engine;
  const Message *message;
  const Reading *reading;
  const char *kind; /* the reading's, or what the engine knows better: own, bounce; borrowed */
  Instant arrival;
  GPtrArray *senders;    /* of Person: whose address it came from; more than one: shared */
  gboolean dmarc_failed; /* the trusted verdict says so */
  GPtrArray *outcomes;   /* of Outcome */
  gboolean became_case;
  gint64 settles;                /* the case that the office settles with it; 0: none */
  const GHashTable *passed_over; /* of GINT_TO_POINTER: documents that are not taken, by position; or NULL */
  const char *office; /* why the office vouches for it, for what comes by hand or out of a review; or NULL */
} Inbound;

Inbound *inbound_new(Engine *engine, const Message *message, const Reading *reading);
void inbound_free(Inbound *inbound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inbound, inbound_free)

Outcome *inbound_outcome(Inbound *inbound, const char *title, OutcomeState state); /* borrowed */
void outcome_ask(Outcome *outcome, const FormField *field, const char *read);
/* Asks for what keeps the form from counting (of Lack), and says that it does not count. */
void outcome_lacks(Outcome *outcome, const GPtrArray *lacks);
/* Whether @field is asked for. */
gboolean outcome_asks(const Outcome *outcome, const FormField *field);
void outcome_change(Outcome *outcome, const FormField *field, const char *before, const char *after);
/* The one sender; NULL when unknown or shared. */
const Person *inbound_sender(const Inbound *inbound);
/* "message 7 from a@b, 2026-10-12", or "office: why" for journals and filed rows. g_free. */
char *inbound_cause(const Inbound *inbound);
/* Who sent it, as far as that can be known: the address on the roster or not, and what the mail server says.
 * "from an address on the roster; the mail server vouches for it". g_free. */
char *inbound_verdict(const Inbound *inbound);
/* Whether the mail server vouches for the address, which one person alone has. doc/contract.md, "Who sent
 * it". */
gboolean inbound_verified(const Inbound *inbound);
/* Whether it vouches for the address, whoever has it. */
gboolean inbound_vouched(const Inbound *inbound);
/* Opens a case about this message. @document -1: the message itself. @detail: JSON text. Its id. */
gint64 inbound_case(Inbound *inbound, const char *kind, int document, const Obligation *guess,
                    const char *form, const char *detail, const char *format, ...) G_GNUC_PRINTF(7, 8);
/* Opens @about about this message, whoever sent it: about somebody else than the sender, say. Its id. */
gint64 inbound_case_open(Inbound *inbound, const Case *about);
