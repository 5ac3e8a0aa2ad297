/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the mails of entries, each with its iTIP object, and says that the entry stands as it should. Does
 * not decide how that is. */
#include "pass/calendar/invitation_mail.h"
#include "base/fault.h"
#include "calendar/entry.h"
#include "pass/limits.h"
#include "pass/post.h"
#include "store/outbox.h"
#include <string.h>

/* Seconds of notice that people are to have at least, before the old time or the new one. */
#define NOTICE (4 * 3600)

/* So high a SEQUENCE means a date that flaps: what changes then without an answer waits for the office. */
#define FLAPS 6

gboolean
entry_change_is_answer(const EntryChange *change)
{
  return change->row->cause && !entry_change_is_move(change);
}

/* The first time still to come at which they may stand before a closed door. */
static Instant
first_start(Engine *engine, const EntryChange *change)
{
  Instant now = clock_now(engine->clock), before = change->row->start, after = change->session->start;
  return instant_first(before > now ? before : INSTANT_NONE, after > now ? after : INSTANT_NONE);
}

/* What follows from an answer goes at once; the rest begins something, and waits for the window, but what
 * would then come too late. */
static gboolean
may_go(Engine *engine, const EntryChange *change)
{
  if (entry_change_is_answer(change))
    return answer_allowed(engine, change->person->address, ANSWER_TO_SOMETHING);
  Instant now = clock_now(engine->clock), window = engine_sending_time(engine, change->school, now);
  Instant first = first_start(engine, change);
  return window <= now ||
         (change->row->state != INVITATION_NONE && first != INSTANT_NONE && first - window < NOTICE);
}

static const char *
template_of(const EntryChange *change)
{
  if (entry_change_is_move(change))
    return "entry-changed";
  switch (change->row->want) {
  case INVITATION_CONFIRMED: return "date-confirmed";
  case INVITATION_WAITING: return "date-waiting";
  case INVITATION_WITHDRAWN: return "date-withdrawn";
  case INVITATION_TENTATIVE:
  case INVITATION_NONE: break;
  }
  return "date-offer";
}

/* Once only for each SEQUENCE. g_free. */
static char *
purpose_of(const Invitation *row, int sequence)
{
  return g_strdup_printf("date:%s:%d", row->uid, sequence);
}

/* Who said yes is not asked again, unless it is another time by now. */
static EntryAnswer
answer_of(const EntryChange *change)
{
  const Invitation *row = change->row;
  gboolean same = row->start == INSTANT_NONE ||
                  (row->start == change->session->start && row->minutes == change->session->minutes);
  return row->want == INVITATION_CONFIRMED && same ? ENTRY_ACCEPTED : ENTRY_NEEDS_ACTION;
}

/* The name in "Name <address>"; g_free. */
static char *
name_of(const char *from)
{
  const char *open = strrchr(from, '<');
  return g_strstrip(open ? g_strndup(from, (gsize) (open - from)) : g_strdup(""));
}

/* A calendar wraps its own lines: those of one paragraph become one. g_free. */
static char *
unwrapped(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p; p++) {
    gboolean breaks = *p == '\n' && (p[1] == '\n' || p[1] == '-' || (p > text && p[-1] == '\n'));
    g_string_append_c(out, *p == '\n' && !breaks ? ' ' : *p);
    gboolean joined = *p == '\n' && !breaks;
    while (joined && p[1] == ' ') /* of a list, they are set in */
      p++;
  }
  return g_strchomp(g_string_free(out, FALSE));
}

/* Its words come from a template like those of a mail, the summary from its subject. */
static char *
entry_text(Engine *engine, const EntryChange *change, json_t *context, GError **error)
{
  const Invitation *row = change->row;
  const Session *session = change->session;
  g_autoptr(Letter) words = letters_write(engine->letters, "date-entry", context, error);
  if (!words)
    return NULL;
  g_autofree char *links = entry_change_links(engine, change), *name = name_of(engine->site->from);
  g_autofree char *text = unwrapped(words->text);
  g_autofree char *description = g_strconcat(text, *links ? "\n\n" : "", links, NULL);
  const Entry entry = { .method = row->want == INVITATION_WITHDRAWN ? ENTRY_CANCEL : ENTRY_REQUEST,
                        .uid = row->uid,
                        .sequence = row->sequence + 1,
                        .stamp = clock_now(engine->clock),
                        .domain = engine->site->domain,
                        .timezone = clock_timezone(engine->clock),
                        .start = session->start,
                        .end = session->start + (Instant) session->minutes * 60,
                        .tentative = entry_change_is_choice(change) || row->want == INVITATION_WAITING,
                        .summary = words->subject,
                        .description = description,
                        .location = session->place,
                        .organizer = engine->site->from_address,
                        .organizer_name = name,
                        .attendee = change->person->address,
                        .attendee_name = change->person->name,
                        .answer = answer_of(change) };
  return entry_write(&entry, error);
}

static gboolean
flaps(const EntryChange *change)
{
  return change->row->sequence >= FLAPS && !entry_change_is_answer(change);
}

/* By its kind a held one is asked about, and one that cannot wait goes outside the window. */
static MailKind
kind_of(Engine *engine, const EntryChange *change)
{
  Instant now = clock_now(engine->clock);
  if (entry_change_is_answer(change))
    return MAIL_ANSWER;
  if (flaps(change))
    return MAIL_CHASER;
  return engine_sending_time(engine, change->school, now) > now ? MAIL_OFFICE : MAIL_OPENING;
}

static gint64
post_entry(Engine *engine, const EntryChange *change, json_t *context, GError **error)
{
  const Invitation *row = change->row;
  g_autofree char *calendar = entry_text(engine, change, context, error);
  if (!calendar)
    return -1;
  EntryMethod method = row->want == INVITATION_WITHDRAWN ? ENTRY_CANCEL : ENTRY_REQUEST;
  const char *const refs[] = { change->ref, NULL };
  gboolean answers = entry_change_is_answer(change);
  g_autofree char *purpose = purpose_of(row, row->sequence + 1);
  g_autofree char *day = day_words(clock_day(engine->clock, change->session->start));
  g_autofree char *why = g_strdup_printf(
      "%s, %s: %s%s%s", change->session->title, day,
      entry_change_is_move(change) ? "changed" : invitation_word(row->want), *row->why ? ", " : "", row->why);
  const Post mail = { .kind = kind_of(engine, change),
                      .template_name = template_of(change),
                      .purpose = purpose,
                      .person = row->person,
                      .message = answers ? row->cause : 0,
                      .refs = refs,
                      .context = context,
                      .calendar = calendar,
                      .method = entry_method_word(method),
                      .why = why,
                      .not_before = INSTANT_NONE,
                      .held = flaps(change) };
  return post(engine, &mail, error);
}

/* What was sent before must not arrive after what is sent now: if it still waits it does not go at all.
 * FALSE: it went. */
static gboolean
stop_earlier(Engine *engine, const Invitation *row)
{
  g_autofree char *purpose = purpose_of(row, row->sequence);
  gint64 earlier = outbox_of_purpose(engine->store, purpose);
  g_autoptr(OutboxMail) mail = earlier ? outbox_get(engine->store, earlier) : NULL;
  if (!mail || (strcmp(mail->state, "queued") && strcmp(mail->state, "held")))
    return FALSE;
  outbox_cancel(engine->store, earlier, "it is overtaken by a later word on the same date");
  return TRUE;
}

gboolean
invitation_mail(Engine *engine, const EntryChange *change, GError **error)
{
  const Invitation *row = change->row;
  if (!may_go(engine, change))
    return TRUE;
  if (stop_earlier(engine, row) && row->sequence == 0 && row->want == INVITATION_WITHDRAWN) {
    invitation_spared(engine->store, row);
    return TRUE;
  }
  json_t *context = entry_change_context(engine, change);
  gint64 id = post_entry(engine, change, context, error);
  json_decref(context);
  if (id > 0 && row->obligation)
    outbox_cover(engine->store, id, row->obligation, G_MAXINT);
  if (id > 0)
    invitation_sent(engine->store, row, change->session);
  return id >= 0;
}
