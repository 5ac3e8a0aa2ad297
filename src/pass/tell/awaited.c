/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what somebody was asked to approve and has not answered. Their answer goes to the mail that asked:
 * that one shows what they approve. */
#include "pass/tell/awaited.h"
#include "pass/approve/approvals.h"
#include "pass/approve/work.h"
#include "pass/post.h"
#include "pass/tell/lead_cases.h"
#include "store/outbox.h"
#include <string.h>

static gboolean
is_about(const Signing *asked, const Signing *other)
{
  return asked->outbox && other->outbox && asked->obligation == other->obligation &&
         !strcmp(asked->role, other->role) && work_version_same(asked->seen, other->seen);
}

static gboolean
has_later(const GPtrArray *all, guint at)
{
  for (guint i = at + 1; i < all->len; i++)
    if (is_about(all->pdata[at], all->pdata[i]))
      return TRUE;
  return FALSE;
}

/* When the first mail about it was taken; INSTANT_NONE: none was yet. */
static Instant
first_asked(Engine *engine, const GPtrArray *all, const Signing *asked)
{
  for (guint i = 0; i < all->len; i++) {
    const Signing *one = all->pdata[i];
    g_autoptr(OutboxMail) mail = is_about(one, asked) ? outbox_get(engine->store, one->outbox) : NULL;
    if (mail && mail->sent != INSTANT_NONE)
      return mail->sent;
  }
  return INSTANT_NONE;
}

static char *
days_words(Engine *engine, const Obligation *obligation, Instant since)
{
  Day from = clock_day(engine->clock, since), today = clock_today(engine->clock);
  int days = work_calendar_between(engine_calendar(engine, obligation->school), from, today);
  return days == 0 ? g_strdup("today") : g_strdup_printf("%d working day%s", days, days == 1 ? "" : "s");
}

/* NULL: it waits no longer, or the mail is still to go. */
static json_t *
approval_of(Engine *engine, const GPtrArray *all, const Signing *asked)
{
  g_autoptr(Obligation) obligation = obligation_get(engine->store, asked->obligation);
  const Scheme *scheme = obligation ? schemes_find(engine->site->schemes, obligation->scheme) : NULL;
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (!requirement)
    return NULL;
  WorkVersion version = work_version_for(engine, scheme, requirement, obligation);
  Instant since = first_asked(engine, all, asked);
  if (since == INSTANT_NONE || !work_version_same(version, asked->seen) ||
      !approvals_waits(engine, obligation, asked->role, version))
    return NULL;
  g_autoptr(OutboxMail) mail = outbox_get(engine->store, asked->outbox);
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  g_autofree char *days = days_words(engine, obligation, since);
  g_autofree char *at = day_words(clock_day(engine->clock, mail->sent != INSTANT_NONE ? mail->sent : since));
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "what", requirement->title, "name", person->name, "ref",
                   obligation->ref, "days", days, "mail", mail->subject, "at", at);
}

static json_t *
approvals_list(Engine *engine, gint64 reader)
{
  json_t *lines = json_array();
  g_autoptr(GPtrArray) all = signings_of_person(engine->store, reader);
  for (guint i = 0; i < all->len; i++) {
    const Signing *asked = all->pdata[i];
    json_t *line = asked->outbox && !has_later(all, i) ? approval_of(engine, all, asked) : NULL;
    if (line)
      json_array_append_new(lines, line);
  }
  return lines;
}

static void
add_list(json_t *context, const char *name, json_t *list)
{
  g_autofree char *count = g_strconcat(name, "_count", NULL);
  context_number(context, count, (gint64) json_array_size(list));
  json_object_set_new(context, name, list);
}

void
awaited_add(Engine *engine, gint64 reader, json_t *context)
{
  add_list(context, "cases", reader ? lead_cases(engine, reader) : json_array());
  add_list(context, "approvals", reader ? approvals_list(engine, reader) : json_array());
}
