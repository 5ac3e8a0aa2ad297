/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a mail and putting it into the outbox: words from a template, bytes fixed, Message-ID fixed, why
 * noted. One transaction with what caused it. Sends nothing. */
#pragma once
#include "paper/letter.h"
#include "pass/engine.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include <jansson.h>

typedef struct {
  MailKind kind;
  const char *template_name;
  const GPtrArray *parts;  /* of LetterPart: what the mail is made of, template_name its frame; or NULL */
  const char *purpose;     /* once only, for ever */
  const char *requirement; /* "scheme/requirement" or NULL */
  gint64 person;           /* whom it is to; 0: the office or somebody in a role */
  gint64 message;          /* what it answers; 0: nothing */
  const char *const *to;   /* addresses from the database, never from a message; NULL: @person's own */
  const char *const *cc;   /* or NULL */
  const char *const *refs; /* or NULL */
  json_t *context;         /* owned by the caller */
  GPtrArray *attachments;  /* of Attachment, or NULL */
  const char *calendar;    /* the entry for the reader's own calendar, or NULL */
  const char *method;      /* its METHOD */
  const char *why;
  Instant not_before;      /* INSTANT_NONE: at once */
  const char *in_reply_to; /* Message-ID, or NULL */
  gboolean held;
} Post;

/* The outbox id; 0 when its purpose stands already, nobody is to be answered, or the person has no address
 * that mail can be sent to (said in the journal); -1 and @error when the template or a value is at fault. */
gint64 post(Engine *engine, const Post *post, GError **error);

/* What templates may speak of, every name always present, empty when it does not apply. New references. */
json_t *context_new(Engine *engine, const Scheme *scheme, const Person *person, gint64 school);
/* Adds what concerns one obligation: requirement, form, event, ref, due, sent, dates, lead ... */
void context_obligation(Engine *engine, json_t *context, const Scheme *scheme, const Requirement *requirement,
                        const Obligation *obligation);
/* Part of context_obligation(): the placement, person or action for which @obligation is repeated. */
void context_instance(Engine *engine, json_t *context, const Scheme *scheme, const SchemeForm *form,
                      const Obligation *obligation);
void context_text(json_t *context, const char *name, const char *value /* NULL: empty */);
/* A count that a section can stand on: nothing when it is none. */
void context_number(json_t *context, const char *name, gint64 n);
