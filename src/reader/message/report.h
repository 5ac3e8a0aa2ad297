/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a mail say of it as a report by a machine (RFC 6522), before anybody looked at its words.
 */
#pragma once
#include <glib.h>

typedef enum {
  REPORT_NONE,
  REPORT_DELIVERY,    /* RFC 3464 */
  REPORT_DISPOSITION, /* RFC 8098: read, or deleted unread */
  REPORT_OTHER,       /* complaints (RFC 5965), DMARC, TLS */
} ReportType;

typedef struct {
  ReportType type;
  gboolean whole;    /* the mail is a multipart/report, which no human makes */
  GString *returned; /* header fields of the mail that it is about, as they came back; "" if none did */
} Report;
