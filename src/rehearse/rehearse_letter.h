/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mail that a made-up person writes, as it lies in the partnership's mailbox. */
#pragma once
#include "mail/compose.h"
#include "rehearse/rehearse_answers.h"

/* What an answer is made of. */
typedef struct {
  const Player *player;  /* whose answer it is */
  const Player *sender;  /* who sends it: mostly the same */
  const char *from;      /* the address it is sent from */
  const OutboxMail *row; /* what it answers */
  const Reading *reading;
  Way way;
  Instant at;
  const char
      *calendar;       /* the object that their calendar program sends, which writes the mail then; or NULL */
  const char *subject; /* as that program has it */
} Draft;

/* The message with @words and, unless it is NULL, @attachment; NULL and @error when it cannot be composed. */
GBytes *letter_bytes(const Engine *engine, const Draft *draft, const char *message_id, const char *words,
                     Attachment *attachment, GError **error);
