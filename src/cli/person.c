/* SPDX-License-Identifier: GPL-3.0-or-later */
/* person and school: what is asked of somebody, what came, what was sent, what comes next. */
#include "base/fault.h"
#include "cli/cli.h"
#include "office/look.h"
#include "pass/decide/headway.h"
#include "pass/decide/hours.h"
#include "pass/decide/places.h"
#include "pass/decide/settle.h"
#include "pass/intake/away.h"
#include "store/awards.h"
#include "store/consents.h"
#include "store/facts.h"
#include "store/invitations.h"
#include "store/outbox.h"
#include "store/undelivered.h"
#include <stdio.h>

static json_t *
day_json(Day day)
{
  g_autofree char *text = day == DAY_NONE ? NULL : day_format(day);
  return text ? json_string(text) : json_null();
}

static json_t *
instant_json(const Cli *cli, Instant at)
{
  g_autofree char *text = at == INSTANT_NONE ? NULL : clock_format(cli->clock, at);
  return text ? json_string(text) : json_null();
}

static json_t *
mails_json(const Cli *cli, const Obligation *obligation)
{
  g_autoptr(GPtrArray) mails = outbox_of_obligation(cli->store, obligation->id);
  json_t *list = json_array();
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    json_array_append_new(
        list, json_pack("{s:o, s:s, s:s}", "at",
                        instant_json(cli, mail->sent != INSTANT_NONE ? mail->sent : mail->not_before),
                        "template", mail->template_name, "state", mail->state));
  }
  return list;
}

static json_t *
obligation_json(const Cli *cli, const Obligation *one)
{
  json_t *next = one->next == INSTANT_NONE ? json_null()
                                           : json_pack("{s:o, s:s}", "at", instant_json(cli, one->next),
                                                       "what", one->next_what ? one->next_what : "");
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:s?, s:o, s:o}", "ref", one->ref, "scheme",
                   one->scheme, "requirement", one->requirement, "instance", one->instance, "year", one->year,
                   "state", state_word(one->state), "opened", instant_json(cli, one->opened), "due",
                   day_json(obligation_due(one)), "met", instant_json(cli, one->met), "evidence",
                   one->evidence, "mails", mails_json(cli, one), "next", next);
}

/* What is asked, or was asked and is no longer. */
static json_t *
obligations_json(const Cli *cli, gint64 person, gboolean ended)
{
  g_autoptr(GPtrArray) all = obligations_of_person(cli->store, person, NULL);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++)
    if ((((Obligation *) all->pdata[i])->state == STATE_ENDED) == ended)
      json_array_append_new(list, obligation_json(cli, all->pdata[i]));
  return list;
}

static json_t *
roles_json(const Cli *cli, gint64 person, char **school)
{
  g_autoptr(GPtrArray) roles = person_roles(cli->store, person, NULL);
  Day today = clock_today(cli->clock);
  json_t *list = json_array();
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    json_array_append_new(list, json_pack("{s:s, s:s, s:s?, s:o, s:o}", "scheme", role->scheme, "role",
                                          role->role, "school", role->school_name, "since",
                                          day_json(role->since), "until", day_json(role->until)));
    if (!*school && role->school_name && (role->until == DAY_NONE || role->until >= today))
      *school = g_strdup(role->school_name);
  }
  return list;
}

static json_t *
attributes_json(const Cli *cli, gint64 person)
{
  g_autoptr(GPtrArray) all = attributes_of(cli->store, person);
  json_t *object = json_object();
  for (guint i = 0; i < all->len; i++) {
    GStrv row = all->pdata[i];
    json_t *values = json_object_get(object, row[1]);
    if (!values) {
      values = json_array();
      json_object_set_new(object, row[1], values);
    }
    json_array_append_new(values, json_string(row[2]));
  }
  return object;
}

static json_t *
awards_json(const Cli *cli, gint64 person)
{
  g_autoptr(GPtrArray) all = awards_of(cli->store, person);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++) {
    const Award *award = all->pdata[i];
    g_autoptr(School) school = award->school ? school_get(cli->store, award->school) : NULL;
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:o, s:s, s:s?}", "award", award->award, "code",
                                          award->code, "title", award->title, "issued",
                                          instant_json(cli, award->issued), "holder", award->holder, "school",
                                          school ? school->name : NULL));
  }
  return list;
}

static json_t *
places_json(const Cli *cli, gint64 person)
{
  g_autoptr(GPtrArray) all = bookings_of_person(cli->store, person);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++) {
    const Booking *one = all->pdata[i];
    g_autofree char *what = NULL, *words = places_words(cli->engine, one, &what);
    guint position = places_position(cli->store, one);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}", "scheme", one->of.scheme, "of",
                                          what, "state", booking_word(one->state), "words", words, "position",
                                          position ? json_integer(position) : json_null(), "asked",
                                          instant_json(cli, one->at)));
  }
  return list;
}

/* The dates that were put into their calendar, and what they said to them. */
static json_t *
dates_json(const Cli *cli, gint64 person)
{
  g_autoptr(GPtrArray) all = invitations_of_person(cli->store, person);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++) {
    const Invitation *one = all->pdata[i];
    g_autoptr(Session) session = session_get(cli->store, one->session);
    g_autoptr(Obligation) obligation = one->obligation ? obligation_get(cli->store, one->obligation) : NULL;
    json_array_append_new(list,
                          json_pack("{s:s, s:s, s:s, s:o, s:s, s:s, s:s?, s:s, s:s, s:s, s:i, s:o}", "scheme",
                                    session->scheme, "event", session->event, "title", session->title,
                                    "start", instant_json(cli, session->start), "place", session->place,
                                    "option", obligation ? one->letter : "", "ref",
                                    obligation ? obligation->ref : NULL, "state", invitation_word(one->state),
                                    "why", one->why, "answer", invitation_answer_word(one->answer),
                                    "sequence", one->sequence, "answered", instant_json(cli, one->stamp)));
  }
  return list;
}

/* Every yes and no to passing data on, oldest first: the last of a field holds. */
static json_t *
consents_json(const Cli *cli, gint64 person)
{
  g_autoptr(GPtrArray) all = consentings_all(cli->store, person);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++) {
    const Consenting *one = all->pdata[i];
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b, s:o}", "scheme", one->scheme, "field",
                                          one->field, "words", one->words, "given", one->given, "at",
                                          instant_json(cli, one->at)));
  }
  return list;
}

/* How far they are in each scheme. C1.33 */
static json_t *
progress_json(const Cli *cli, gint64 person)
{
  g_autoptr(GPtrArray) all = headways_of_person(cli->engine, person);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++) {
    const Headway *one = all->pdata[i];
    json_array_append_new(list, json_pack("{s:s, s:s, s:i, s:i, s:b, s:s?}", "scheme", one->scheme->id,
                                          "stage", headway_word(one), "done", one->done, "of", one->of,
                                          "complete", one->done == one->of, "next", one->next));
  }
  return list;
}

/* What of our mail to them did not arrive, and still counts. */
static json_t *
undelivered_json(const Cli *cli, gint64 person)
{
  g_autoptr(GPtrArray) all = undelivered_of_person(cli->store, person);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++) {
    const Undelivered *one = all->pdata[i];
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "address", one->address, "kind",
                                          undelivered_word(one->kind), "status", one->status, "words",
                                          one->words, "found", one->found, "at", instant_json(cli, one->at)));
  }
  return list;
}

/* Until when they are away, as far as they said so; null: they are not. */
static json_t *
away_json(const Cli *cli, gint64 person)
{
  g_autoptr(Away) away = away_of(cli->engine, person);
  if (!away)
    return json_null();
  return json_pack("{s:o, s:o, s:s}", "since", instant_json(cli, away->at), "until", day_json(away->until),
                   "deputy", away->deputy);
}

static json_t *
person_json(const Cli *cli, const Person *person)
{
  g_autoptr(GPtrArray) addresses = person_addresses(cli->store, person->id);
  g_autofree char *school = NULL;
  json_t *list = json_array();
  g_autoptr(Hours) hours = hours_of_person(cli->engine, person->id);
  for (guint i = 0; i < addresses->len; i++)
    json_array_append_new(list, json_string(addresses->pdata[i]));
  json_t *roles = roles_json(cli, person->id, &school), *awards = awards_json(cli, person->id);
  return json_pack("{s:s, s:o, s:s?, s:o, s:o, s:o, s:o, s:f, s:f, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
                   "name", person->name, "addresses", list, "school", school, "roles", roles, "attributes",
                   attributes_json(cli, person->id), "obligations", obligations_json(cli, person->id, FALSE),
                   "ended", obligations_json(cli, person->id, TRUE), "hours", hours->training, "paid_hours",
                   hours->paid, "credits", (json_int_t) hours->credits, "awards", awards, "places",
                   places_json(cli, person->id), "dates", dates_json(cli, person->id), "consents",
                   consents_json(cli, person->id), "progress", progress_json(cli, person->id), "undelivered",
                   undelivered_json(cli, person->id), "away", away_json(cli, person->id));
}

gboolean
command_person(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  g_autoptr(Person) person = cli_person(cli, cli->argv[1], error);
  if (!person)
    return FALSE;
  if (cli->json)
    cli_print_json(person_json(cli, person));
  else
    cli_print_lines(look_person(cli->engine, person));
  return store_healthy(cli->store, error);
}

/* What it is and chose, each with its history: the last one holds. */
static json_t *
school_attributes_json(const Cli *cli, gint64 school)
{
  g_autoptr(GPtrArray) all = school_attributes(cli->store, school);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++) {
    const SchoolAttribute *one = all->pdata[i];
    json_array_append_new(list,
                          json_pack("{s:s, s:s, s:s, s:o, s:s, s:o}", "scheme", one->scheme, "attribute",
                                    one->name, "value", one->value, "since", day_json(one->since), "by",
                                    one->source, "at", instant_json(cli, one->at)));
  }
  return list;
}

static void
print_school(const Cli *cli, const School *school)
{
  g_autoptr(GPtrArray) all = school_attributes(cli->store, school->id);
  printf("%s\n", school->name);
  for (guint i = 0; i < all->len; i++) {
    const SchoolAttribute *one = all->pdata[i];
    g_autofree char *since = day_format(one->since);
    printf("  %s/%s: %s from %s (%s)\n", one->scheme, one->name, one->value, since, one->source);
  }
}

gboolean
command_school(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  gint64 school = school_find(cli->store, cli->argv[1]);
  if (!school) {
    g_set_error(error, FAULT, FAULT_DATA, "no school is called \"%s\"", cli->argv[1]);
    return FALSE;
  }
  g_autoptr(School) row = school_get(cli->store, school);
  g_autoptr(GPtrArray) people = school_people(cli->store, NULL, school, NULL, clock_today(cli->clock));
  json_t *list = json_array(), *attributes = school_attributes_json(cli, school);
  if (!cli->json)
    print_school(cli, row);
  for (guint i = 0; i < people->len; i++) {
    if (cli->json)
      json_array_append_new(list, person_json(cli, people->pdata[i]));
    else
      cli_print_lines(look_person(cli->engine, people->pdata[i]));
  }
  json_t *whole = json_pack("{s:s, s:o, s:o}", "name", row->name, "attributes", attributes, "people", list);
  if (cli->json)
    cli_print_json(whole);
  else
    json_decref(whole);
  return store_healthy(cli->store, error);
}
