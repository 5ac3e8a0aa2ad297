/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares filed answers with the alerts of their boxes. Judges nothing that no alert names. */
#include "pass/tell/alerts.h"
#include "pass/decide/actions.h"
#include "pass/intake/values.h"
#include "pass/people/about.h"
#include "pass/post.h"
#include "store/cases.h"
#include <string.h>

/* One filed form and those of its boxes that concern one role. */
typedef struct {
  const Inbound *inbound;
  const Recognised *form;
  const Obligation *obligation;
  Filed *filed;
  const char *role;
  GPtrArray *fields; /* of FormField, borrowed */
} Alarm;

static gboolean
is_raised(const FormField *field, const char *when, const char *value)
{
  if (!value || !*value)
    return FALSE;
  if (!strcmp(when, "filled"))
    return TRUE;
  if (g_str_has_prefix(when, "below "))
    return g_ascii_strtod(value, NULL) < g_ascii_strtod(when + strlen("below "), NULL);
  if (g_str_has_prefix(when, "above "))
    return g_ascii_strtod(value, NULL) > g_ascii_strtod(when + strlen("above "), NULL);
  g_autofree char *words = value_words(field, value);
  return !g_ascii_strcasecmp(words, when);
}

/* Whether an alert of @field to @role (NULL: to anybody) is raised. */
static gboolean
is_said(const Alarm *alarm, const FormField *field, const char *role)
{
  g_autofree char *value = answer_get(alarm->inbound->engine->store, alarm->filed->id, field->id);
  for (guint i = 0; field->alerts && i < field->alerts->len; i++) {
    const FormAlert *alert = field->alerts->pdata[i];
    if ((!role || !strcmp(alert->to, role)) && is_raised(field, alert->when, value))
      return TRUE;
  }
  return FALSE;
}

static char *
name_of(const Alarm *alarm, gint64 id)
{
  g_autoptr(Person) person = id ? person_get(alarm->inbound->engine->store, id) : NULL;
  return g_strdup(person ? person->name : NULL);
}

/* "Quality of mentoring: 1; An issue has arisen: ..."; the labels alone for who may not read the answers. */
static char *
said(const Alarm *alarm, gint64 reader)
{
  Engine *engine = alarm->inbound->engine;
  gboolean may = !reader || about_may_read(engine, alarm->filed, reader);
  GString *words = g_string_new(NULL);
  for (guint i = 0; i < alarm->fields->len; i++) {
    const FormField *field = alarm->fields->pdata[i];
    g_autofree char *value = answer_get(engine->store, alarm->filed->id, field->id),
                    *shown = value_words(field, value);
    g_string_append_printf(words, "%s%s%s%s", i ? "; " : "", field->label, may ? ": " : "", may ? shown : "");
  }
  const SchemeRole *keeper = may ? NULL : scheme_role(alarm->form->scheme, alarm->form->form->to);
  if (!may)
    g_string_append_printf(words, " (the answers themselves are confidential: ask the %s)",
                           keeper ? keeper->title : "office");
  return g_string_free(words, FALSE);
}

/* "Evaluation of a mentor, about Mina Mentor, from Tara Trainee" */
static char *
title_of(const Alarm *alarm)
{
  g_autofree char *about = name_of(alarm, alarm->filed->about), *from = name_of(alarm, alarm->filed->person);
  return g_strdup_printf("%s%s%s, from %s", alarm->form->form->title, about ? ", about " : "",
                         about ? about : "", from);
}

/* Those who hold the role for whom it is about, else for who wrote it; never the one it is about. */
static GPtrArray *
readers_of(const Alarm *alarm)
{
  Engine *engine = alarm->inbound->engine;
  gint64 about = alarm->filed->about;
  GPtrArray *readers = engine_holders(engine, alarm->form->scheme, alarm->role,
                                      about ? about : alarm->filed->person, alarm->obligation->school);
  for (guint i = readers->len; i-- > 0;)
    if (about_is_kept_from(engine, alarm->form->scheme, alarm->form->form, alarm->obligation,
                           ((const Person *) readers->pdata[i])->id))
      g_ptr_array_remove_index(readers, i);
  return readers;
}

static void
open_case(const Alarm *alarm, const char *why)
{
  g_autofree char *title = title_of(alarm), *words = said(alarm, 0);
  g_autofree char *question = g_strdup_printf("%s says: %s. %s", title, words, why);
  Case c = { .document = -1,
             .kind = (char *) "alert",
             .message = alarm->filed->message,
             .person = alarm->filed->person,
             .question = question,
             .detail = (char *) "{}" };
  case_open(alarm->inbound->engine->store, &c);
}

/* Once for these boxes of this return. */
static char *
purpose_of(const Alarm *alarm, gint64 reader)
{
  GString *purpose = g_string_new(NULL);
  g_string_append_printf(purpose, "alert:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, alarm->filed->id, reader);
  for (guint i = 0; i < alarm->fields->len; i++)
    g_string_append_printf(purpose, ":%s", ((const FormField *) alarm->fields->pdata[i])->id);
  return g_string_free(purpose, FALSE);
}

static gint64
write_to(const Alarm *alarm, const Person *reader)
{
  Engine *engine = alarm->inbound->engine;
  g_autofree char *purpose = purpose_of(alarm, reader->id), *title = title_of(alarm),
                  *words = said(alarm, reader->id), *why = inbound_cause(alarm->inbound);
  json_t *context = context_new(engine, alarm->form->scheme, reader, alarm->obligation->school);
  context_text(context, "form", title);
  context_text(context, "what", words);
  Post mail = { .kind = MAIL_OFFICE,
                .template_name = "alert-raised",
                .purpose = purpose,
                .person = reader->id,
                .context = context,
                .why = why,
                .not_before = INSTANT_NONE };
  g_autoptr(GError) fault = NULL;
  gint64 id = post(engine, &mail, &fault);
  json_decref(context);
  if (fault) /* the case stands in any event: nobody is left in the dark */
    g_warning("%s", fault->message);
  return id;
}

/* By mail to each, with a case beside it that stays until somebody settles it. */
static void
tell(const Alarm *alarm, const GPtrArray *readers)
{
  gint64 news = 0;
  g_autoptr(GString) names = g_string_new("Told: ");
  for (guint i = 0; i < readers->len; i++) {
    const Person *one = readers->pdata[i];
    news += write_to(alarm, one) != 0;
    g_string_append_printf(names, "%s%s", i ? ", " : "", one->name);
  }
  if (news)
    open_case(alarm, names->str);
}

/* What is to be done. Actions are listed in reports: of a confidential form they name nobody and quote
 * nothing; its owner reads that in the mail that asks them (alerts_quote()). C5.11 */
static char *
words_of(const Alarm *alarm, gint64 owner)
{
  if (alarm->form->form->confidential)
    return g_strdup_printf("Look into what a return of \"%s\" says", alarm->form->form->title);
  g_autofree char *title = title_of(alarm), *words = said(alarm, owner);
  return g_strdup_printf("%s: %s", title, words);
}

static void
raise_alarm(const Alarm *alarm)
{
  Engine *engine = alarm->inbound->engine;
  g_autoptr(GPtrArray) readers = readers_of(alarm);
  if (!readers->len) {
    open_case(alarm, "Nobody else holds the role that is to hear of it");
    return;
  }
  gint64 owner = ((const Person *) readers->pdata[0])->id;
  g_autofree char *purpose = purpose_of(alarm, 0), *what = words_of(alarm, owner),
                  *source = inbound_cause(alarm->inbound);
  const char *parts[] = { purpose, alarm->role, NULL };
  g_autofree char *key = action_key(parts);
  Action action = { .scheme = alarm->form->scheme->id,
                    .key = key,
                    .kind = alarm->form->form->id,
                    .person = owner,
                    .about = alarm->filed->about,
                    .school = alarm->obligation->school,
                    .words = what,
                    .due = DAY_NONE,
                    .source = source,
                    .filed = alarm->filed->id };
  if (action_is_asked(engine, alarm->form->scheme, &action))
    action_make(engine, alarm->form->scheme, &action);
  else
    tell(alarm, readers);
}

/* The roles that the form's alerts name, each once: of char*, borrowed. */
static GPtrArray *
roles_of(const SchemeForm *form)
{
  GPtrArray *roles = g_ptr_array_new();
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    for (guint j = 0; field->alerts && j < field->alerts->len; j++) {
      char *to = ((const FormAlert *) field->alerts->pdata[j])->to;
      if (!g_ptr_array_find_with_equal_func(roles, to, g_str_equal, NULL))
        g_ptr_array_add(roles, to);
    }
  }
  return roles;
}

void
alerts_raise(const Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 filed)
{
  g_autoptr(Filed) row = filed_get(inbound->engine->store, filed);
  g_autoptr(GPtrArray) roles = roles_of(form->form);
  for (guint i = 0; row && i < roles->len; i++) {
    g_autoptr(GPtrArray) fields = g_ptr_array_new();
    const Alarm alarm = { inbound, form, obligation, row, roles->pdata[i], fields };
    for (guint j = 0; j < form->form->fields->len; j++)
      if (is_said(&alarm, form->form->fields->pdata[j], alarm.role))
        g_ptr_array_add(fields, form->form->fields->pdata[j]);
    if (fields->len)
      raise_alarm(&alarm);
  }
}

char *
alerts_quote(Engine *engine, const Scheme *scheme, const Obligation *returned, gint64 filed, gint64 reader)
{
  g_autoptr(Filed) row = filed_get(engine->store, filed);
  const SchemeForm *form = row ? scheme_form(scheme, row->form) : NULL;
  g_autoptr(GPtrArray) fields = g_ptr_array_new();
  const Inbound nobody = { .engine = engine };
  const Recognised recognised = { scheme, form, 1 };
  const Alarm alarm = { &nobody, &recognised, returned, row, NULL, fields };
  for (guint i = 0; form && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (is_said(&alarm, field, NULL))
      g_ptr_array_add(fields, form->fields->pdata[i]);
  }
  if (!fields->len)
    return NULL;
  g_autofree char *title = title_of(&alarm), *words = said(&alarm, reader);
  return g_strdup_printf("%s: %s", title, words);
}
