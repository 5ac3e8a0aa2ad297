/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people ask for of their own: why, their hours, their certificates, their calendar. Changes nothing but
 * the links that it renews. */
#include "mail/compose.h"
#include "pass/commands/commands.h"
#include "pass/decide/grant.h"
#include "pass/decide/hours.h"
#include "pass/intake/thread.h"
#include "pass/post.h"
#include "pass/posted.h"
#include "pass/publish/private.h"
#include "pass/tell/explain.h"
#include "store/awards.h"
#include "store/tokens.h"
#include <string.h>

/* Our mail that is asked about, if the sender had it: whatever mail it was. */
static OutboxMail *
mail_asked_about(const Inbound *inbound)
{
  gint64 id = thread_mail(inbound);
  g_autoptr(OutboxMail) mail = id ? outbox_get(inbound->engine->store, id) : NULL;
  return mail && explain_was_sent_to(inbound->engine, mail, inbound_sender(inbound)) ? g_steal_pointer(&mail)
                                                                                     : NULL;
}

gboolean
asked_why(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(OutboxMail) mail = mail_asked_about(inbound);
  g_autoptr(GPtrArray) which = asked_about(inbound);
  g_autoptr(GPtrArray) lines = mail ? explain_mail_to(inbound->engine, mail, inbound_sender(inbound))
                                    : g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; !mail && i < which->len; i++)
    g_ptr_array_extend_and_steal(lines, explain_obligation(inbound->engine, which->pdata[i], EXPLAIN_PERSON));
  if (!lines->len)
    g_ptr_array_add(lines, g_strdup("Nothing is asked of you at the moment."));
  json_t *context = asked_context(inbound, which->len == 1 ? which->pdata[0] : NULL);
  json_object_set_new(context, "lines", asked_lines(lines));
  return asked_reply(inbound, "why", context, which->len ? which->pdata[0] : NULL, NULL, error);
}

/* The hours of this academic year, and the credits of every year. */
gboolean
asked_hours(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(Hours) hours = hours_of_person(inbound->engine, inbound_sender(inbound)->id);
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "lines", asked_lines(hours->lines));
  json_object_set_new(context, "sums", asked_lines(hours->sums));
  return asked_reply(inbound, "hours", context, NULL, NULL, error);
}

gboolean
asked_certificates(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  Engine *engine = inbound->engine;
  g_autoptr(GPtrArray) awards = awards_of(engine->store, inbound_sender(inbound)->id);
  g_autoptr(GPtrArray) attachments = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  json_t *list = json_array();
  for (guint i = 0; i < awards->len; i++) {
    const Award *award = awards->pdata[i];
    g_autoptr(GBytes) pdf = award_pdf(engine->store, award->id);
    if (!pdf || !g_bytes_get_size(pdf))
      continue;
    g_autofree char *day = day_words(clock_day(engine->clock, award->issued));
    g_autofree char *name = grant_file_name(engine, award);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "title", award->title, "words",
                                          award->words, "date", day, "code", award->code));
    g_ptr_array_add(attachments, attachment_new(name, "application/pdf", pdf));
  }
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "certificates_count",
                      attachments->len ? json_integer(attachments->len) : json_null());
  json_object_set_new(context, "certificates", list);
  return asked_reply(inbound, "certificates", context, NULL, attachments, error);
}

gboolean
asked_calendar_link(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  Engine *engine = inbound->engine;
  const Person *sender = inbound_sender(inbound);
  token_renew(engine->store, sender->id);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(engine->store, sender->id, 0, cause, "private links renewed");
  json_t *links = json_array();
  g_autoptr(GPtrArray) tokens = tokens_of(engine->store, sender->id);
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = tokens->pdata[i];
    g_autofree char *url = private_link(engine, token), *title = private_title(engine, token);
    gboolean form = g_str_has_prefix(token->purpose, FORM_PURPOSE);
    if (form && !title)
      continue; /* it was sent */
    json_array_append_new(links,
                          json_pack("{s:s, s:s}", "title", form ? title : private_name(token), "url", url));
  }
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "links", links);
  return asked_reply(inbound, "calendar-link", context, NULL, NULL, error);
}

gboolean
asked_help(Asked *asked, GError **error)
{
  return asked_reply(asked->inbound, "commands", asked_context(asked->inbound, NULL), NULL, NULL, error);
}
