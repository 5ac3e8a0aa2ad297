/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reading: what the reader makes of one message or one file. Plain values, nothing decided. The engine
 * receives it as JSON (the object of `mentord read --json`) and a run of bytes, and checks every field and
 * length again before it believes it. */
#pragma once
#include "base/clock.h"
#include <jansson.h>

typedef struct {
  char *name;    /* as shown, cleaned; "" if there was none */
  char *address; /* lower case; NULL if there was none; not all can be sent to (root@localhost):
                    text_address() tells */
} ReadingAddress;

/* Faults that stand in place of a value: something is there, and was not read. */
#define READING_PICTURE "#picture not read"
#define READING_CONTROL "#control not read"
#define READING_FORMULA "#formula without a value"
#define READING_TEXT "#missing text"

typedef struct {
  char *label;
  char *value; /* dates YYYY-MM-DD, boxes "true" or "false", numbers as text, prompts "" */
  char *as;    /* cell, content-control, form-field, acroform, line, checkbox */
  char *
      tag; /* the control's own tag or field name, or NULL; not part of the JSON contract but carried in it */
} ReadingField;

typedef struct {
  char *sheet; /* the sheet's name; "" in a text document */
  gboolean hidden;
  GPtrArray *rows; /* of GStrv */
  /* Of separated text: for each row a GArray of guint, where in the file's bytes each of its cells begins,
   * and last one behind the end of the last cell, so that a cell ends one byte before the next cut. NULL: not
   * known. Not part of the JSON contract but carried in it. */
  GPtrArray *cuts;
} ReadingTable;

typedef struct {
  char *name;    /* the file's name as the sender wrote it, "" if none */
  char *format;  /* docx, xlsx, odt, ods, pdf, csv, ics, image, zip, tnef, doc, xls, rtf, text, html, unknown
                    ... by content */
  char *in;      /* the container it came out of (a zip's or winmail.dat's name), or NULL */
  guint64 size;  /* bytes */
  char *sha256;  /* lower-case hex */
  char *text;    /* running text outside of tables, headers and footers included */
  char *problem; /* NULL, encrypted, damaged, too-large, unsupported, scanned, empty, macro, timeout */
  GPtrArray *fields;      /* of ReadingField */
  GPtrArray *tables;      /* of ReadingTable */
  GHashTable *properties; /* custom properties, string to string */
  GBytes *content;        /* the bytes of the file, NULL when the reader was asked for none */
  GHashTable *labels;     /* made by reading_field(); else NULL */
} ReadingDocument;

/* Times are RFC 3339, without an offset where no zone was said, or YYYY-MM-DD; "" if none, as of all words.
 */
typedef struct {
  char *method; /* REPLY, REQUEST, CANCEL, COUNTER ... or "" */
  char *uid;
  int sequence;
  char *stamp;         /* DTSTAMP */
  char *recurrence_id; /* which of a series it is: when that would begin */
  gboolean following;  /* those behind it as well (RANGE=THISANDFUTURE) */
  char *start, *end;   /* end: as stated, or by the duration; of a day the day behind the last */
  gboolean all_day;    /* also where Exchange says it of times */
  gboolean recurs;     /* a series; @start and @end are those of its first instance */
  GStrv instances;     /* when the instances of the series begin, 400 at most; none when it has too many */
  char *summary, *location;
  char *description, *comment; /* 4 KiB at most, several lines */
  char *status;                /* TENTATIVE, CONFIRMED, CANCELLED or "" */
  GStrv categories;
  char *organizer;      /* an address; Exchange's answers have none */
  char *organizer_name; /* as shown */
  char *sent_by;        /* the address of who acts for the organizer */
  GPtrArray *attendees; /* of ReadingAttendee */
} ReadingEvent;

typedef struct {
  char *address, *partstat;
} ReadingAttendee;

typedef struct {
  char *recipient, *action, *status, *diagnostic; /* action: failed, delayed, delivered, relayed */
} ReadingBounce;

/* What an out-of-office says, as far as it says it. Relative words ("until Monday") are reckoned from the
 * mail's own date. */
typedef struct {
  char *until;           /* the last day away, YYYY-MM-DD, or NULL if it does not say it so */
  char *back;            /* the first day at work again, YYYY-MM-DD, or NULL likewise */
  ReadingAddress deputy; /* who is named to turn to: name "" and address NULL for nobody */
} ReadingAway;

/* The topmost Authentication-Results (RFC 8601): the engine compares @by with mailbox.authserv_id; "" where
 * the server left its name out (Exchange Online). Of several results of one method the worst; dmarc is
 * "mismatch" when it passed for another domain than From's. All NULL if there was none. */
typedef struct {
  char *by, *spf, *dkim, *dmarc;
} ReadingAuthentication;

typedef struct Reading Reading;
struct Reading {
  char *kind; /* return, message, auto-reply, bounce, delay, read-receipt, challenge, report, calendar, list,
                 own, document */
  ReadingAddress from;
  char *subject;
  char *date;       /* RFC 3339 as the sender wrote it, "" if none: for display alone */
  char *message_id; /* without angle brackets, "" if none */
  GStrv in_reply_to,
      references; /* message ids without brackets; of a bounce also the id of the returned mail */
  GStrv refs; /* each once, the strongest place first: documents, subject, addresses, returned mail, text with
                 its quote */
  GStrv to;   /* addresses of To, Cc, Delivered-To, X-Original-To: where plus-tokens are */
  char *received; /* RFC 3339 of the topmost Received, "" if none: the arrival on a maildir */
  ReadingAuthentication authentication;
  char *text;  /* what the sender wrote, quote and signature removed */
  GStrv links; /* file links instead of files */
  Reading
      *forwarded; /* an inline forward (its files stand here) or an attached one (with its own), or NULL */
  GPtrArray *documents; /* of ReadingDocument: leaves only */
  GPtrArray *calendar;  /* of ReadingEvent */
  GPtrArray *bounces;   /* of ReadingBounce */
  ReadingAway *away;    /* of an auto-reply; NULL for other kinds */
};

Reading *reading_new(const char *kind);
void reading_free(Reading *reading);
ReadingAway *reading_away_new(void); /* nothing said; freed with its reading */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reading, reading_free)
ReadingDocument *reading_document_new(const char *format); /* every string "", problem, in and content NULL */
void reading_document_free(ReadingDocument *document);
void reading_add_field(ReadingDocument *document, const char *label, const char *value, const char *as,
                       const char *tag);
/* The first field whose label has the text_key @key, or NULL. No field may be added after it was asked. */
const ReadingField *reading_field(ReadingDocument *document, const char *key);
/* Whether @value is one of the faults above, or one that a workbook keeps in a cell (#N/A, #REF! ...). */
gboolean reading_is_fault(const char *value);
/* Says @problem (NULL: nothing) unless something was said before. */
void reading_problem(ReadingDocument *document, const char *problem);
/* An empty row of cuts at the end of @table's. Borrowed. */
GArray *reading_add_cuts(ReadingTable *table);
ReadingTable *reading_add_table(ReadingDocument *document, const char *sheet, gboolean hidden);
/* An empty event at the end of the calendar: its strings are the caller's to set, all of them. */
ReadingEvent *reading_add_event(Reading *reading);
void reading_add_attendee(ReadingEvent *event, const char *address, const char *partstat);
void reading_add_bounce(Reading *reading, const char *recipient, const char *action, const char *status,
                        const char *diagnostic);

/* The JSON of the contract, new reference. */
json_t *reading_to_json(const Reading *reading);
/* The way back, for the engine: every type, length (64 KiB a string, 4 MiB in all) and UTF-8 checked;
 * document contents are not in the JSON. FAULT_DATA when the reader said something it may not. */
Reading *reading_from_json(json_t *json, GError **error);
