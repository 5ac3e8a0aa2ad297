/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence as it is read: its keys stand among a requirement's, or in a part of all and any. Private to
 * scheme/. */
#pragma once
#include "scheme/scheme_load.h"

/* The keys of evidence as they stand in the file, before it is known which kind they make. */
typedef struct {
  GStrv forms, events, log, sign_off, hold;
  char *field, *why;
  GStrv serve_role;
  int serve_months, times;
  Per per;
  double hours, most;
  gboolean returns, paid, done;
  GPtrArray *all, *any; /* of Evidence */
} EvidenceDraft;

extern const ConfTable evidence_table; /* fills an EvidenceDraft */

EvidenceDraft evidence_draft(void);
/* The evidence that @draft holds, or NULL and a fault. @draft is emptied. */
Evidence *evidence_take(ConfReader *reader, const config_setting_t *group, EvidenceDraft *draft);
/* Whether it, or a part of it, is met by attending. */
gboolean evidence_asks_attendance(const Evidence *evidence);
/* The title of what @evidence names first; NULL when it names nothing that has one. */
char *evidence_title(const Scheme *scheme, const Evidence *evidence);
