/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people ask for, or tell, in one line: a function a command. words.c has the table of their words. A
 * command changes nothing for anybody but the sender, save what a role lets them say of those it covers. */
#pragma once
#include "mail/compose.h"
#include "pass/intake/inbound.h"

/* One line on its way. */
typedef struct {
  Inbound *inbound;    /* the sender is known, and the mail server does not say that it is forged */
  const char *rest;    /* what stands behind the command's words; "" nothing */
  gboolean understood; /* TRUE when the command is called; it says FALSE when it meant something else after
                          all */
} Asked;

/* FALSE and @error when a template is at fault. */
typedef gboolean (*Command)(Asked *asked, GError **error);

/* commands_own.c */
gboolean asked_why(Asked *asked, GError **error);
gboolean asked_hours(Asked *asked, GError **error);
gboolean asked_certificates(Asked *asked, GError **error);
gboolean asked_calendar_link(Asked *asked, GError **error);
gboolean asked_help(Asked *asked, GError **error);
/* commands_papers.c: forms as they were filed; one's own, or those of somebody whom one covers. C1.30 */
gboolean asked_my_forms(Asked *asked, GError **error);
gboolean asked_send(Asked *asked, GError **error);
/* commands_said.c: what the schemes let people report in a word. asked->rest is the whole line. */
gboolean asked_said(Asked *asked, GError **error);
/* Whether the sender is asked for @activity this year, done already or not. */
gboolean asked_of_sender(const Inbound *inbound, const Scheme *scheme, const char *activity);
/* commands_reviewed.c: that somebody worked through the materials of an event instead, attested by who is to
 * see to it. asked->rest is the whole line. C1.17 */
gboolean asked_reviewed(Asked *asked, GError **error);
/* The sender says so of themselves: who is to attest it is asked. TRUE when @obligation is of that kind;
 * FALSE in *good and @error when a template is at fault. */
gboolean reviewed_by_sender(Inbound *inbound, const Obligation *obligation, gboolean *good, GError **error);
/* commands_roster.c: who replaces whom, who has left; asked->rest is the whole line. C1.9 */
gboolean asked_roster(Asked *asked, GError **error);
/* commands_transcript.c */
gboolean asked_transcript(Asked *asked, GError **error);
/* commands_news.c */
gboolean asked_done(Asked *asked, GError **error);
gboolean asked_yes(Asked *asked, GError **error);
gboolean asked_no(Asked *asked, GError **error);
/* commands_pause.c: a human settles it. asked->rest of "not me" is who it is instead, or "". */
gboolean asked_sent(Asked *asked, GError **error);
gboolean asked_not_me(Asked *asked, GError **error);
gboolean asked_left(Asked *asked, GError **error);
gboolean asked_stop(Asked *asked, GError **error);
/* commands_hours.c: hours of one's own; asked->rest is what stands behind "hours". */
gboolean asked_hours_done(Asked *asked, GError **error);
/* commands_progress.c: looks at the whole mail, and sets understood to FALSE when it answers no such thing */
gboolean asked_progress(Asked *asked, GError **error);
/* commands_certificates.c: look at the whole mail, and set understood to FALSE when it is about something
 * else */
gboolean asked_verify(Asked *asked, GError **error);
gboolean asked_other_name(Asked *asked, GError **error);
/* commands_sharing.c: consent to pass data on, withdrawn. C3.5 */
gboolean asked_withdraw(Asked *asked, GError **error);
/* commands_places.c: a place given up; a place in a session asked for, as what follows the words says. C4.2
 */
gboolean asked_give_up(Asked *asked, GError **error);
gboolean asked_come(Asked *asked, GError **error);
/* commands_dates.c: looks at the whole mail, and sets understood to FALSE when it speaks of no date that the
 * sender was offered */
gboolean asked_date(Asked *asked, GError **error);

/* What the commands share: commands.c. */

/* The sender's obligations that the mail is about: those of the mail that it answers, else all that wait. Of
 * Obligation; g_ptr_array_unref. */
GPtrArray *asked_about(const Inbound *inbound);
/* The rule of @obligation and its scheme; NULL when the scheme has it no longer. Borrowed. */
const Requirement *asked_requirement(const Inbound *inbound, const Obligation *obligation,
                                     const Scheme **scheme);
/* The words of a template, about @obligation (NULL: none). A new reference. */
json_t *asked_context(const Inbound *inbound, const Obligation *obligation);
json_t *asked_lines(const GPtrArray *lines /* of char* */); /* a new reference */
/* Sends @template_name to the sender's address on the roster, about @obligation (NULL: none); steals
 * @context. */
gboolean asked_reply(Inbound *inbound, const char *template_name, json_t *context,
                     const Obligation *obligation, GPtrArray *attachments /* or NULL */, GError **error);
/* The same about several (of Obligation). */
gboolean asked_reply_about(Inbound *inbound, const char *template_name, json_t *context,
                           const GPtrArray *about, GPtrArray *attachments, GError **error);
