/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways in which made-up people answer, and how often each is taken. */
#pragma once
#include "reader/reading.h"
#include "scheme/scheme.h"

typedef enum {
  WAY_PROMPT,
  WAY_LATE,
  WAY_OTHER_ADDRESS,
  WAY_FORWARDED,
  WAY_BOX_FORGOTTEN,
  WAY_WRONG_NAME,
  WAY_LOCKED,
  WAY_PHOTOGRAPH,
  WAY_DONE,
  WAY_ACCEPTS,
  WAY_ACCEPTS_NEXT,
  WAY_ACCEPTS_ELSEWHERE,
  WAY_DECLINES,
  WAY_MAYBE,
  WAY_WORDS,
  WAY_NO,
  WAY_UNSURE,
  WAY_DEPUTY,
  WAY_AWAY,
  WAY_NEVER,
  N_WAYS
} Way;
/* A word for scripts, "other-address", and the same for people. */
const char *way_id(Way way);
const char *way_words(Way way);

/* What an obligation wants from whom a mail of it goes to. */
typedef enum {
  WANTS_NOTHING,
  WANTS_DOCUMENT,
  WANTS_WORKBOOK,
  WANTS_WORD,
  WANTS_FILE,
  WANTS_APPROVAL,
  WANTS_DATE
} Wants;

/* @document: that the mail encloses for it, or NULL. */
Wants way_wants(const Scheme *scheme, const Evidence *evidence, const ReadingDocument *document);
/* By chance alone. */
Way way_draw(GRand *chance, const Requirement *requirement, Wants wanted);
