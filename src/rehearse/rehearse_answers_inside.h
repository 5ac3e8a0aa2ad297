/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that answer share. Private to this room. */
#pragma once
#include "rehearse/rehearse_letter.h"
#include "store/obligations.h"

struct Answers {
  Engine *engine;
  const Cast *cast;
  GRand *chance;
  GSequence *coming;   /* of Answer, by time; owned by @all */
  GPtrArray *given;    /* of Answer, borrowed from @all */
  GPtrArray *all;      /* of Answer */
  GHashTable *intents; /* ref -> Way */
  guint intended[N_WAYS];
};

/* An answer by themselves, from their own address. */
Draft answers_draft(const Player *player, const OutboxMail *row, const Reading *reading, Way way, Instant at);
/* Writes the mail that @draft describes with @words and, unless it is NULL, @attachment. */
gboolean answers_write(Answers *answers, const Draft *draft, const char *words, Attachment *attachment,
                       GError **error);
/* What the player means to do about @key: drawn the first time. */
Way answers_intent(Answers *answers, const char *key, const Requirement *requirement, Wants wanted,
                   gboolean *first);
/* Nothing more is done about @key. */
void answers_end(Answers *answers, const char *key);
/* Some time in the days that follow. */
Instant answers_when(Answers *answers, Way way);

/* rehearse_invited.c: a date for their calendar. The prompt take the first of those that are offered
 * together, the late the next one; who says no says it to each. */
gboolean invited_consider(Answers *answers, const Player *player, const OutboxMail *row,
                          const Reading *reading, const Obligation *obligation, GError **error);
