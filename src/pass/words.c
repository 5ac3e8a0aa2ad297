/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reply says in words. A command is the first line of the mail and nothing more; values are lines
 * "Label: value". Unsure means a human reads it. Commands change nothing for anybody but the sender. */
#include "base/text.h"
#include "mail/compose.h"
#include "pass/answer.h"
#include "pass/explain.h"
#include "pass/limits.h"
#include "pass/post.h"
#include "pass/returns.h"
#include "pass/values.h"
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
  GStrv lists[] = { inbound->reading->in_reply_to, inbound->reading->references };
  for (guint i = 0; i < G_N_ELEMENTS(lists) && !found->len; i++)
    for (GStrv p = lists[i]; p && *p; p++) {
      gint64 outbox = outbox_by_message_id(store, *p);
      g_autoptr(GArray) covered = outbox ? outbox_obligations(store, outbox) : NULL;
      for (guint j = 0; covered && j < covered->len; j++) {
        g_autoptr(Obligation) one = obligation_get(store, g_array_index(covered, gint64, j));
        if (one && one->person == sender->id)
          g_ptr_array_add(found, g_steal_pointer(&one));
      }
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
    g_ptr_array_extend_and_steal(lines, explain_obligation(inbound->engine, which->pdata[i], TRUE));
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

/* The fields of @form that lines "Label: value" in the mail name: id, value, id, value ..., NULL. */
static GPtrArray *
typed_values(const SchemeForm *form, const char *text)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    char *colon = strchr(lines[i], ':');
    if (!colon)
      continue;
    g_autofree char *label = g_strndup(lines[i], (gsize) (colon - lines[i]));
    g_autofree char *key = text_key(label);
    for (guint f = 0; f < form->fields->len && *key; f++) {
      const FormField *field = form->fields->pdata[f];
      g_autofree char *value = NULL;
      if (!strcmp(field->key, key) && value_read(field, colon + 1, &value) == VALUE_GOOD) {
        g_ptr_array_add(pairs, g_strdup(field->id));
        g_ptr_array_add(pairs, g_steal_pointer(&value));
        break;
      }
    }
  }
  g_ptr_array_add(pairs, NULL);
  return pairs;
}

/* Values typed for a form that was filed change it; for one that was not, they are the return. */
static gboolean
take_values(Inbound *inbound, const Obligation *obligation)
{
  Store *store = inbound->engine->store;
  const Scheme *scheme;
  const Requirement *requirement = requirement_of(inbound, obligation, &scheme);
  if (!requirement || requirement->evidence->kind != EVIDENCE_RETURN)
    return FALSE;
  const SchemeForm *form = scheme_form(scheme, requirement->evidence->ids[0]);
  if (!form || form->records != RECORDS_NONE)
    return FALSE;
  g_autoptr(GPtrArray) pairs = typed_values(form, inbound->reading->text);
  if (pairs->len < 3)
    return FALSE;
  g_autofree char *cause = inbound_cause(inbound);
  Outcome *outcome = inbound_outcome(inbound, form->title, "filed");
  outcome->obligation = obligation->id;
  g_autoptr(Filed) filed = filed_latest(store, obligation->id);
  if (filed) {
    for (guint i = 0; i + 1 < pairs->len; i += 2)
      answer_set(store, filed->id, pairs->pdata[i], pairs->pdata[i + 1]);
    outcome->filed = filed->id;
    journal_add(store, obligation->person, obligation->id, cause, "%s corrected by reply", form->title);
    return TRUE;
  }
  outcome->filed =
      filed_add(store, obligation->id, scheme->id, form->id, obligation->person, inbound->message->id, NULL,
                NULL, MAX(inbound->arrival, obligation->sent), inbound->reading->from.address,
                "typed into the reply", (const char *const *) pairs->pdata);
  journal_add(store, obligation->person, obligation->id, cause, "%s typed into the reply", form->title);
  Recognised recognised = { scheme, form, 1 };
  returns_tell(inbound, &recognised, obligation, outcome->filed);
  return TRUE;
}

/* The obligations whose form the typed values may be for: what the mail answers, then what was filed before.
 */
static gboolean
values(Inbound *inbound)
{
  if (!strchr(inbound->reading->text, ':'))
    return FALSE;
  g_autoptr(GPtrArray) which = about(inbound);
  for (guint i = 0; i < which->len; i++)
    if (take_values(inbound, which->pdata[i]))
      return TRUE;
  return FALSE;
}

/* The first line of what was written, as its words. */
static char *
first_line(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *key = text_key(lines[i]);
    if (*key)
      return g_steal_pointer(&key);
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
  *understood = values(inbound);
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
