/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reply says in words. A command is the first line of the mail and nothing more; values are lines
 * "Label: value": corrections.c. Unsure means a human reads it. Commands change nothing for anybody but the
 * sender. */
#include "base/text.h"
#include "mail/compose.h"
#include "pass/answer.h"
#include "pass/claim.h"
#include "pass/explain.h"
#include "pass/limits.h"
#include "pass/post.h"
#include "pass/thread.h"
#include "store/awards.h"
#include "store/facts.h"
#include "store/tokens.h"
#include <string.h>

/* The sender's obligations that this mail is about: those of the mail that it answers, else all that wait. */
static GPtrArray *
about(const Inbound *inbound)
{
  Store *store = inbound->engine->store;
  const Person *sender = inbound_sender(inbound);
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  for (guint i = 0; i < thread->len; i++) {
    const Obligation *one = thread->pdata[i];
    if (one->person == sender->id)
      g_ptr_array_add(found, obligation_get(store, one->id));
  }
  if (found->len)
    return found;
  g_autoptr(GPtrArray) all = obligations_of_person(store, sender->id, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (one->sent != INSTANT_NONE && (one->state == STATE_OPEN || one->state == STATE_OVERDUE))
      g_ptr_array_add(found, obligation_get(store, one->id));
  }
  return found;
}

static const Requirement *
requirement_of(const Inbound *inbound, const Obligation *obligation, const Scheme **scheme)
{
  *scheme = schemes_find(inbound->engine->site->schemes, obligation->scheme);
  return *scheme ? scheme_requirement(*scheme, obligation->requirement) : NULL;
}

/* Sends @template_name to the sender, about @obligation (NULL: none); steals @context. */
static gboolean
reply(Inbound *inbound, const char *template_name, json_t *context, const Obligation *obligation,
      GPtrArray *attachments, GError **error)
{
  const Person *sender = inbound_sender(inbound);
  if (!sender->address || !answer_allowed(inbound->engine, sender->address, ANSWER_TO_SOMETHING)) {
    json_decref(context);
    return TRUE;
  }
  g_autofree char *purpose = g_strdup_printf("%s:%" G_GINT64_FORMAT, template_name, inbound->message->id);
  g_autofree char *why = inbound_cause(inbound);
  const char *const refs[] = { obligation ? obligation->ref : NULL, NULL };
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = template_name,
                .purpose = purpose,
                .person = sender->id,
                .message = inbound->message->id,
                .refs = refs,
                .context = context,
                .attachments = attachments,
                .why = why,
                .not_before = INSTANT_NONE,
                .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  gint64 id = post(inbound->engine, &mail, error);
  json_decref(context);
  if (id > 0 && obligation)
    outbox_cover(inbound->engine->store, id, obligation->id, G_MAXINT);
  return id >= 0;
}

static json_t *
context_for(const Inbound *inbound, const Obligation *obligation)
{
  const Scheme *scheme = NULL;
  const Requirement *requirement = obligation ? requirement_of(inbound, obligation, &scheme) : NULL;
  json_t *context =
      context_new(inbound->engine, scheme, inbound_sender(inbound), obligation ? obligation->school : 0);
  if (requirement)
    context_obligation(inbound->engine, context, scheme, requirement, obligation);
  return context;
}

static json_t *
lines_json(const GPtrArray *lines)
{
  json_t *list = json_array();
  for (guint i = 0; i < lines->len; i++)
    json_array_append_new(list, json_string(lines->pdata[i]));
  return list;
}

static gboolean
say_why(Inbound *inbound, GError **error)
{
  g_autoptr(GPtrArray) which = about(inbound);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < which->len; i++)
    g_ptr_array_extend_and_steal(lines, explain_obligation(inbound->engine, which->pdata[i], EXPLAIN_PERSON));
  if (!lines->len)
    g_ptr_array_add(lines, g_strdup("Nothing is asked of you at the moment."));
  json_t *context = context_for(inbound, which->len == 1 ? which->pdata[0] : NULL);
  json_object_set_new(context, "lines", lines_json(lines));
  return reply(inbound, "why", context, which->len ? which->pdata[0] : NULL, NULL, error);
}

static gboolean
say_hours(Inbound *inbound, GError **error)
{
  Engine *engine = inbound->engine;
  const Person *sender = inbound_sender(inbound);
  const Year *year = engine_year(engine);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; year && i < engine->site->schemes->schemes->len; i++) {
    const Scheme *scheme = engine->site->schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->events->len; j++) {
      const SchemeEvent *event = scheme->events->pdata[j];
      g_autoptr(GPtrArray) came =
          attendance_of(engine->store, sender->id, scheme->id, event->id, year->starts, year->ends);
      for (guint k = 0; k < came->len; k++) {
        const Attendance *one = came->pdata[k];
        g_autofree char *day = day_words(one->day);
        g_ptr_array_add(lines, g_strdup_printf("%s: %s, %s, %.1f hours (%s)", day, event->title, one->how,
                                               event->hours, one->source));
      }
    }
  }
  json_t *context = context_for(inbound, NULL);
  json_object_set_new(context, "lines", lines_json(lines));
  return reply(inbound, "hours", context, NULL, NULL, error);
}

static gboolean
send_certificates(Inbound *inbound, GError **error)
{
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
    g_autofree char *name = g_strdup_printf("%s - %s.pdf", award->words, award->code);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "title", award->title, "words",
                                          award->words, "date", day, "code", award->code));
    g_ptr_array_add(attachments, attachment_new(name, "application/pdf", pdf));
  }
  json_t *context = context_for(inbound, NULL);
  json_object_set_new(context, "certificates_count",
                      attachments->len ? json_integer(attachments->len) : json_null());
  json_object_set_new(context, "certificates", list);
  return reply(inbound, "certificates", context, NULL, attachments, error);
}

/* "sent" and "not me" are news that a human settles: the ladder pauses. */
static gboolean
pause_ladder(Inbound *inbound, const char *kind, const char *words)
{
  g_autoptr(GPtrArray) which = about(inbound);
  for (guint i = 0; i < which->len; i++) {
    const Obligation *one = which->pdata[i];
    inbound_case(inbound, kind, -1, one, NULL, NULL, "%s of %s: %s", one->requirement,
                 inbound_sender(inbound)->name, words);
  }
  return which->len > 0;
}

static gboolean
not_me(Inbound *inbound, GError **error)
{
  g_autoptr(GPtrArray) which = about(inbound);
  pause_ladder(inbound, "not-me", "says that it is for somebody else");
  return reply(inbound, "not-me", context_for(inbound, which->len == 1 ? which->pdata[0] : NULL),
               which->len ? which->pdata[0] : NULL, NULL, error);
}

/* An activity that is done is evidence by itself; a form is asked for, and the clock runs on. */
static gboolean
done(Inbound *inbound, GError **error)
{
  Engine *engine = inbound->engine;
  g_autoptr(GPtrArray) which = about(inbound);
  const Obligation *wanted = NULL;
  for (guint i = 0; i < which->len; i++) {
    const Scheme *scheme;
    const Requirement *requirement = requirement_of(inbound, which->pdata[i], &scheme);
    const Evidence *evidence = requirement ? requirement->evidence : NULL;
    g_autofree char *source = inbound_cause(inbound);
    if (evidence && evidence->kind == EVIDENCE_LOG)
      for (guint j = 0; evidence->ids[j]; j++)
        activity_add(engine->store, inbound_sender(inbound)->id, scheme->id, evidence->ids[j],
                     clock_day(engine->clock, inbound->arrival), -1, inbound->message->id, source);
    else if (evidence && evidence->kind == EVIDENCE_RETURN && !wanted)
      wanted = which->pdata[i];
  }
  return !wanted || reply(inbound, "need-file", context_for(inbound, wanted), wanted, NULL, error);
}

static gboolean
new_calendar_link(Inbound *inbound, GError **error)
{
  Engine *engine = inbound->engine;
  const Person *sender = inbound_sender(inbound);
  token_renew(engine->store, sender->id);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(engine->store, sender->id, 0, cause, "private calendar links renewed");
  json_t *links = json_array();
  g_autoptr(GPtrArray) tokens = tokens_of(engine->store, sender->id);
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = tokens->pdata[i];
    g_autofree char *url = g_strdup_printf(
        "%s/feeds/%s.ics", engine->site->base_url ? engine->site->base_url : "", token->token);
    json_array_append_new(links,
                          json_pack("{s:s, s:s}", "title", token->purpose + strlen("feed:"), "url", url));
  }
  json_t *context = context_for(inbound, NULL);
  json_object_set_new(context, "links", links);
  return reply(inbound, "calendar-link", context, NULL, NULL, error);
}

/* The first line of what was written, as its words; none of a line that begins with a number: "4: yes"
 * answers a box and no question of ours. */
static char *
first_line(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *key = text_key(lines[i]);
    if (*key)
      return g_ascii_isdigit(*g_strstrip(lines[i])) ? g_strdup("") : g_steal_pointer(&key);
  }
  return g_strdup("");
}

typedef gboolean (*Command)(Inbound *inbound, GError **error);

static gboolean
sent(Inbound *inbound, GError **error)
{
  pause_ladder(inbound, "sent", "says that it was sent; nothing has arrived");
  return answer_help(inbound, error);
}

/* "yes" or "no" to the question whether an address that wrote is theirs. */
static gboolean
say_whether_mine(Inbound *inbound, gboolean yes, gboolean *understood, GError **error)
{
  g_autoptr(Case) c = claim_asked(inbound);
  g_autofree char *cause = inbound_cause(inbound), *address = c ? claim_address(c) : NULL;
  g_autoptr(GError) taken = NULL;
  *understood = c && claim_settle(inbound->engine, c, yes, cause, &taken);
  if (!*understood)
    return TRUE;
  if (!yes)
    inbound_case(inbound, "question", -1, NULL, NULL, NULL,
                 "%s says that message %" G_GINT64_FORMAT
                 " from %s, of which something was filed, was not theirs",
                 inbound_sender(inbound)->name, c->message, address);
  json_t *context = context_for(inbound, NULL);
  context_text(context, "new_address", address);
  return reply(inbound, yes ? "address-learned" : "address-refused", context, NULL, NULL, error);
}

static Command
command_of(const char *line)
{
  static const struct {
    const char *words;
    Command command;
  } commands[] = {
    { "why", say_why },
    { "hours", say_hours },
    { "my hours", say_hours },
    { "certificates", send_certificates },
    { "certificate", send_certificates },
    { "send my certificates", send_certificates },
    { "not me", not_me },
    { "done", done },
    { "read", done },
    { "sent", sent },
    { "new calendar link", new_calendar_link },
  };
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    if (!strcmp(line, commands[i].words))
      return commands[i].command;
  return NULL;
}

gboolean
answer_words(Inbound *inbound, gboolean *understood, GError **error)
{
  *understood = FALSE;
  if (!inbound_sender(inbound) || inbound->dmarc_failed)
    return TRUE;
  g_autofree char *line = first_line(inbound->reading->text);
  Command command = command_of(line);
  if (command) {
    *understood = TRUE;
    return command(inbound, error);
  }
  if (!strcmp(line, "yes") || !strcmp(line, "no"))
    return say_whether_mine(inbound, !strcmp(line, "yes"), understood, error);
  *understood = answer_values(inbound);
  return TRUE;
}

gboolean
answer_help(Inbound *inbound, GError **error)
{
  const Person *sender = inbound_sender(inbound);
  if (!sender || !sender->address || !answer_allowed(inbound->engine, sender->address, ANSWER_TO_NOTHING))
    return TRUE;
  return reply(inbound, "help", context_for(inbound, NULL), NULL, NULL, error);
}
