/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of doctor share: one finding after the other, printed as they are found. */
#pragma once
#include "cli/cli.h"

typedef struct {
  Cli *cli;
  json_t *findings; /* {"end", "state": "ok|note|wrong|skipped", "words"} each */
  int status;       /* the exit status of the first that is wrong; 0 */
} Doctor;

typedef enum {
  FINDING_OK,
  FINDING_NOTE, /* it works, and somebody should know something about it */
  FINDING_SKIPPED,
} FindingState;

/* One line an end, as soon as it is known. */
void doctor_say(Doctor *doctor, FindingState state, const char *end, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* Takes @error. */
void doctor_wrong(Doctor *doctor, const char *end, GError *error);
/* Progress, to people who wait. */
void doctor_progress(const Doctor *doctor, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* doctor_house.c: what is on this machine. */
void doctor_house(Doctor *doctor);
/* doctor_mail.c: both ends, and a test mail from the one to the other. */
void doctor_mail(Doctor *doctor);
/* doctor_post.c: sends a test mail and waits for it; both ends are known to work. */
void doctor_post(Doctor *doctor);
