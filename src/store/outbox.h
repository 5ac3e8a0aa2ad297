/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox: every mail that was or will be sent, with why. A row with its final Message-ID and bytes is
 * durable before the first byte leaves. */
#pragma once
#include "store/store.h"

typedef enum { MAIL_OPENING, MAIL_CHASER, MAIL_DIGEST, MAIL_ANSWER, MAIL_AWARD, MAIL_OFFICE } MailKind;

typedef struct {
  gint64 id;
  char *purpose, *template_name, *requirement, *message_id, *subject, *sender, *state, *why, *error;
  MailKind kind;
  gint64 person, message;                      /* 0: none */
  Instant created, not_before, next_try, sent; /* sent INSTANT_NONE: not yet */
  Instant put_off;                             /* when a server first put it off; INSTANT_NONE: none did */
  int attempts;
  GBytes *bytes; /* filled by outbox_due() and outbox_get() only */
} OutboxMail;
void outbox_mail_free(OutboxMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutboxMail, outbox_mail_free)

typedef struct {
  char *address, *state, *words;
  gboolean cc;
  int code;
} Recipient;
void recipient_free(Recipient *recipient);

/* Queues it (state 'queued' or, when @held, 'held'). @to, @cc: addresses, each once. The id; 0 when its
 * purpose stands already. Read are purpose, kind, template_name, requirement, person, message, message_id,
 * subject, sender, why, not_before and bytes; it is created now and first tried at not_before. */
gint64 outbox_add(Store *store, const OutboxMail *mail, const char *const *to, const char *const *cc,
                  gboolean held);
/* The store was put back from a backup of @since: what was to go out is held, and until outbox_trust() all
 * that the office is not told and that answers no message from @now on. How many mails were held. */
int outbox_distrust(Store *store, Instant since, Instant now);
gboolean outbox_is_distrusted(Store *store);
void outbox_trust(Store *store);
/* What comes in now was answered before: until it is FALSE again every answer is held. */
void outbox_rereading(Store *store, gboolean rereading);
gboolean outbox_has(Store *store, const char *purpose);
gint64 outbox_of_purpose(Store *store, const char *purpose); /* 0: none */
/* The obligation this mail speaks of, and the rung (G_MAXINT: none). */
void outbox_cover(Store *store, gint64 outbox, gint64 obligation, int rung);
OutboxMail *outbox_get(Store *store, gint64 id);
GPtrArray *outbox_list(Store *store, const char *state /* NULL: all */); /* of OutboxMail, without bytes */
/* Of OutboxMail, oldest first; the template is that of what the mail says of this obligation. */
GPtrArray *outbox_of_obligation(Store *store, gint64 obligation);
GPtrArray *outbox_of_person(Store *store, gint64 person);
/* What one mail asked about one obligation. */
typedef struct {
  char *template_name; /* of the mail, or of its part about it */
  gint64 obligation;
  gboolean reminder;
  Instant sent;
} SentPart;
void sent_part_free(SentPart *part);
/* What @person was asked by mails that a server took at or after @since: of SentPart, the first first. */
GPtrArray *outbox_asked_of(Store *store, gint64 person, Instant since);
GPtrArray *outbox_recipients(Store *store, gint64 id);             /* of Recipient, To first */
GArray *outbox_obligations(Store *store, gint64 id);               /* of gint64 */
gint64 outbox_by_message_id(Store *store, const char *message_id); /* 0: none of ours */
gint64 outbox_by_sender(Store *store, const char *sender);         /* by its own envelope sender; 0: none */
/* The last mail that a server took for @address from @since on; 0: none. */
gint64 outbox_last_to(Store *store, const char *address, Instant since);
/* @outbox, which is @earlier sent again, asks and covers what that did; where a request never reached its
 * reader (@unread), it is the mail that starts the clock. */
void outbox_takes_over(Store *store, gint64 outbox, gint64 earlier, gboolean unread);
/* How far down the queue: what answers somebody; what the office must hear, too; what mentord begins, too;
 * its reminders, too. */
typedef enum { DUE_ANSWERS, DUE_OFFICE, DUE_ASKS, DUE_CHASERS } OutboxReach;
/* Those queued (or left 'sending' or 'unsure' by a crash) whose next_try is not after @now, as far as @reach,
 * answers first, then by not_before, then those whose due date comes first: of OutboxMail with bytes. */
GPtrArray *outbox_due(Store *store, Instant now, OutboxReach reach, guint limit);
/* Not before @at. */
void outbox_defer(Store *store, gint64 id, Instant at);
Instant outbox_next(Store *store); /* the earliest next_try of the queued; INSTANT_NONE: none */
/* Marks them 'sending' in one transaction, before any byte leaves. */
void outbox_sending(Store *store, const GPtrArray *mails);
/* One recipient's end. When the last one is known the mail is sent, failed or unsure; a recipient to be tried
 * again sets next_try and leaves the mail queued. */
void outbox_recipient_done(Store *store, gint64 id, const char *address, const char *state, int code,
                           const char *words);
/* After all its recipients were reported: settles the mail's own state. Any queued: 'queued'; else any
 * unsure: 'unsure'; both count an attempt and are due again at @retry_at; INSTANT_NONE: it was not tried, and
 * is due as it was. Else any sent: 'sent', with the
 * others' words as error; else 'failed'. TRUE, once, when somebody in To has it, or anybody has it and nobody
 * is left: @at is then when it was sent. */
gboolean outbox_settle(Store *store, gint64 id, Instant at, Instant retry_at);
/* It was not tried, though it was to be: it is due as before. */
void outbox_postpone(Store *store, gint64 id);
/* A server put it off at @at: only the first time counts. */
void outbox_put_off(Store *store, gint64 id, Instant at);
/* What was put off at or after @since is due as if it had not been tried. */
void outbox_try_anew(Store *store, Instant since);
void outbox_release(Store *store, gint64 id, Instant at);     /* held -> queued */
void outbox_cancel(Store *store, gint64 id, const char *why); /* unless it is being sent, or was */
/* How many mails of @kind (-1: any) were created at or after @since, to @address (NULL: any, but for those
 * held or cancelled). */
gint64 outbox_count_since(Store *store, int kind, Instant since, const char *address);
gint64 outbox_count_state(Store *store, const char *state);
/* Mails of @kind created, and neither held nor cancelled, on the busiest local day from @since to before
 * @until.
 */
gint64 outbox_busiest(Store *store, MailKind kind, Instant since, Instant until);

/* News for digests. */
typedef struct {
  gint64 id, person, obligation, filed;
  char *kind;
  Instant at;
} News;
void news_free(News *news);
/* A return (@filed) is news once for ever; other news may come again when the last was told. 0: none. */
void news_add(Store *store, gint64 person, const char *kind, gint64 obligation, gint64 filed);
GArray *news_readers(Store *store); /* of gint64: people with news waiting, and an address to tell it to */
GPtrArray *news_waiting(Store *store, gint64 person); /* of News, oldest first */
/* All of @kind, told or not, that came to be at or after @since: of News, oldest first. */
GPtrArray *news_since(Store *store, gint64 person, const char *kind, Instant since);
/* Those waiting, up to and with @upto, are no news any more: nothing tells them. */
void news_drop(Store *store, gint64 person, gint64 upto);
void news_told(Store *store, gint64 person, gint64 upto, gint64 outbox);
Instant news_last_told(Store *store,
                       gint64 person); /* when their last digest was queued; INSTANT_NONE: never */
