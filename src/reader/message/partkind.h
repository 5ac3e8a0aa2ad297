/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a leaf of a mail is for, by what its header says. */
#pragma once
#include <gmime/gmime.h>

typedef enum {
  PART_BODY,      /* text of the sender's, plain or HTML */
  PART_WRAPPED,   /* S/MIME in one piece */
  PART_SIGNATURE, /* a signature beside what it signs, keys */
  PART_STATUS,    /* message/delivery-status */
  PART_HEADERS,   /* of a mail that came back */
  PART_RECEIPT,   /* that it was read, or never will be */
  PART_REPORT,    /* for machines: a complaint */
  PART_CALENDAR,
  PART_ABSENT, /* a piece of a mail, or a file that stayed elsewhere */
  PART_FILE,
} PartKind;

PartKind part_kind(GMimePart *part);
/* Whether a way of saying the same is one that nobody needs: enriched text, pages for wrist watches. */
gboolean part_is_needless(GMimeObject *object);
