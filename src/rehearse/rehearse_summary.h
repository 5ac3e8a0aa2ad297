/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a rehearsal comes to, in numbers, and the papers that it leaves. */
#pragma once
#include "rehearse/rehearse.h"
#include "rehearse/rehearse_answers.h"

/* One mail that somebody got. */
typedef struct {
  const Player *reader;
  Day day;
} Receipt;

typedef struct {
  const RehearsalOrder *order;
  Engine *engine;
  const Cast *cast;
  const Year *year;
  const Answers *answers;
  const GArray *receipts; /* of Receipt */
  guint passes;
} RehearsalEnd;

/* The summary, new reference; NULL when the store failed. */
json_t *rehearse_summary(const RehearsalEnd *end, GError **error);
/* Each certificate as a file of certificates/. */
gboolean rehearse_certificates(const RehearsalEnd *end, GError **error);
