/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What made-up people do with a mail: answer it promptly, late, wrongly, by way of somebody else, in words,
 * or not at all. */
#pragma once
#include "pass/engine.h"
#include "rehearse/rehearse_people.h"
#include "rehearse/rehearse_ways.h"
#include "store/outbox.h"

typedef struct {
  Instant at;
  guint number; /* in the order in which they were written */
  Way way;
  char *message_id;
  GBytes *bytes; /* the whole message */
} Answer;

typedef struct Answers Answers;

/* All of it is borrowed; @chance alone decides who does what. */
Answers *answers_new(Engine *engine, const Cast *cast, GRand *chance);
void answers_free(Answers *answers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Answers, answers_free)

/* @player reads the mail @row, which the reader read as @reading, and makes up their mind. */
gboolean answers_read(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
                      GError **error);
/* When the next one is sent; INSTANT_NONE: none. */
Instant answers_next(const Answers *answers);
/* The next one that was sent by @now; NULL: none. Borrowed. */
const Answer *answers_take(Answers *answers, Instant now);
/* Of Answer: those that were taken. */
const GPtrArray *answers_given(const Answers *answers);
/* How many requests were met with each way: N_WAYS numbers. */
const guint *answers_intended(const Answers *answers);
