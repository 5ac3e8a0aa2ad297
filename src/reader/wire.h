/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine and the reader say to each other. Over a SOCK_SEQPACKET pair the engine sends one
 * WireRequest a message with two memfds (the sealed bytes; an empty area of WIRE_AREA bytes that the result
 * is written into) and gets one WireAnswer when the child has ended. Both ends are of one build, so the
 * structs go as they are. */
#pragma once
#include "reader/reading.h"

#define WIRE_AREA ((gsize) 64 << 20)
#define WIRE_JSON ((gsize) 4 << 20)

typedef struct {
  guint64 number; /* the engine's, repeated in the answer */
  guint32 as;     /* ReadAs */
  guint32 contents;
  char name[256];
} WireRequest;

typedef enum {
  WIRE_READY,  /* once, number 0: the reader is warm */
  WIRE_READ,   /* the child ended well: the area holds a result */
  WIRE_SIGNAL, /* a signal ended it: detail */
  WIRE_EXIT,   /* it ended itself with a status: detail */
  WIRE_LATE,   /* it was stopped at the bound of its wall clock */
  WIRE_FORK,   /* it could not be started: errno in detail */
} WireEnd;

typedef struct {
  guint64 number;
  guint32 end; /* WireEnd */
  gint32 detail;
} WireAnswer;

/* Statuses a child ends with. */
enum {
  WIRE_STATUS_READ = 0,
  WIRE_STATUS_LOCK = 71,
  WIRE_STATUS_MAP = 72,
  WIRE_STATUS_WHOLE = 73, /* the quick process has not what this message needs */
};

/* Writes @reading, and the documents' bytes when @contents, into @area of WIRE_AREA bytes. What does not fit
 * is left out and its document's problem becomes "too-large". */
void wire_write(guint8 *area, Reading *reading, gboolean contents);
/* The way back in the engine, from an area that may hold anything: FAULT_DATA when it is no reading. */
Reading *wire_read(const guint8 *area, gsize size, GError **error);
