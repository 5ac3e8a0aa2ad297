/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grants awards and draws their certificates. The recipient is the person on the roster, never who wrote. */
#include "pass/decide/grant.h"
#include "base/fault.h"
#include "base/text.h"
#include "mail/compose.h"
#include "paper/template.h"
#include "pass/approve/work.h"
#include "pass/decide/rules.h"
#include "pass/post.h"
#include "pass/publish/private.h"
#include "store/awards.h"
#include "store/cases.h"
#include "store/facts.h"
#include "store/outbox.h"
#include "store/superseded.h"
#include <string.h>

#define DRAWN_AT_ONCE 50

/* The obligation, last to be met, of those that @names ask; NULL when one is not met. */
static const Obligation *
all_met(const Standing *standing, const char *const *names, const char *each, const Obligation *instance)
{
  const Obligation *last = NULL;
  for (guint i = 0; names && names[i]; i++) {
    gboolean is_each = each && !strcmp(names[i], each);
    if (!is_each && !standing_met(standing, names[i], NULL))
      return NULL;
    for (guint j = 0; j < standing->obligations->len; j++) {
      const Obligation *one = standing->obligations->pdata[j];
      gboolean asked =
          is_each ? one == instance : !strcmp(one->requirement, names[i]) && one->state == STATE_MET;
      if (asked && (!last || one->met > last->met))
        last = one;
    }
  }
  return last && (last->state == STATE_MET) ? last : NULL;
}

static const Obligation *
earned(const Standing *standing, const SchemeAward *award, const Obligation *instance)
{
  const Obligation *last = NULL;
  if (award->when && award->when[0]) {
    last = all_met(standing, (const char *const *) award->when, award->for_each, instance);
    if (!last)
      return NULL;
  }
  if (!award->any)
    return last;
  for (guint i = 0; i < award->any->len; i++) {
    const Obligation *one = all_met(standing, award->any->pdata[i], award->for_each, instance);
    if (one)
      return last ? last : one;
  }
  return NULL;
}

/* "Spring Mentor Training" from "{{term}} Mentor Training". */
static char *
award_words(const SchemeAward *award, const Obligation *last, GError **error)
{
  const char *dot = strrchr(last->instance, '.');
  g_autofree char *term = g_strdup(dot ? dot + 1 : last->instance);
  if (*term)
    term[0] = g_ascii_toupper(term[0]);
  g_autoptr(Template) words =
      template_parse(award->id, award->words ? award->words : "", TEMPLATE_TEXT, error);
  if (!words)
    return NULL;
  json_t *context = json_pack("{s:s, s:s}", "term", term, "year", last->year);
  char *text = template_render(words, context, error);
  json_decref(context);
  return text;
}

/* The days on which the event was attended after which @last was asked, or which it asks for, as the
 * certificate says them; NULL when there is none. C1.17: having reviewed the materials is said apart. */
static char *
days_attended(const Standing *standing, const Obligation *last)
{
  Engine *engine = standing->engine;
  const Scheme *scheme = standing->scheme;
  const Requirement *requirement = scheme_requirement(scheme, last->requirement);
  const Year *year = schemes_year_id(engine->site->schemes, last->year);
  const Evidence *evidence = requirement ? requirement->evidence : NULL;
  const char *event = evidence && evidence->kind == EVIDENCE_ATTEND ? evidence->ids[0]
                      : requirement                                 ? requirement->opens.event
                                                                    : NULL;
  if (!event || !year)
    return NULL;
  const char *dot = strrchr(last->instance, '.'), *of_term = requirement->opens.of_term;
  const char *term = dot ? dot + 1 : of_term;
  g_autoptr(GPtrArray) came =
      attendance_of(engine->store, standing->person, scheme->id, event, year->starts, year->ends);
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < came->len; i++) {
    const Attendance *one = came->pdata[i];
    if (term && *one->term && strcmp(one->term, term))
      continue;
    g_autofree char *day = day_words(one->day);
    g_string_append_printf(words, "%s%s on %s", words->len ? ", " : "",
                           strcmp(one->how, "attended") ? "materials reviewed" : "attended",
                           strchr(day, ' ') + 1);
  }
  return words->len ? g_strdup(words->str) : NULL;
}

/* The small line: days, credits, year. */
static char *
award_detail(const Standing *standing, const SchemeAward *award, const Obligation *last)
{
  g_autoptr(GString) detail = g_string_new(NULL);
  g_autofree char *days = days_attended(standing, last);
  if (days)
    g_string_append_printf(detail, "%s · ", days);
  if (award->credits)
    g_string_append_printf(detail, "%d credits · ", award->credits);
  g_string_append_printf(detail, "%scademic year %s", detail->len ? "a" : "A", last->year);
  detail->str[0] = g_ascii_toupper(detail->str[0]);
  return g_strdup(detail->str);
}

/* What was met once for ever is met in each later year, and earns its award once. */
static gboolean
is_of_career(const Standing *standing, const Obligation *last)
{
  const Requirement *requirement = scheme_requirement(standing->scheme, last->requirement);
  return requirement && requirement->evidence->per == PER_CAREER;
}

/* Where the person earned it, as far as the obligation tells. */
static gint64
school_of(const Standing *standing, const Obligation *last)
{
  return last->school ? last->school : standing_school(standing, NULL);
}

static gboolean
give(const Standing *standing, const SchemeAward *award, const Obligation *last, gboolean *changed,
     GError **error)
{
  static const char *const holders[] = {
    [HOLDER_PERSON] = "person", [HOLDER_SCHOOL] = "school", [HOLDER_PARTNERSHIP] = "partnership"
  };
  Engine *engine = standing->engine;
  if (is_of_career(standing, last) &&
      award_held(engine->store, standing->person, standing->scheme->id, award->id))
    return TRUE;
  gint64 school = award->holder == HOLDER_SCHOOL ? school_of(standing, last) : 0;
  if (award->holder == HOLDER_SCHOOL && !school)
    return TRUE; /* without a school there is nobody who could hold it */
  g_autoptr(Person) person = person_get(engine->store, standing->person);
  g_autofree char *words = award_words(award, last, error);
  if (!words)
    return FALSE;
  g_autofree char *detail = award_detail(standing, award, last);
  Award row = { .person = standing->person,
                .obligation = last->id,
                .scheme = standing->scheme->id,
                .award = award->id,
                .instance = last->instance,
                .year = last->year,
                .name = person->name,
                .title = award->title,
                .words = words,
                .detail = detail,
                .certificate = award->certificate,
                .credits = award->credits,
                .school = school,
                .holder = (char *) holders[award->holder] };
  gint64 id = award_add(engine->store, &row);
  if (id && rules_hold_award(engine, last->met))
    award_hold(engine->store, id);
  if (id) {
    *changed = TRUE;
    journal_add(engine->store, standing->person, last->id, last->evidence ? last->evidence : "rules",
                "award %s granted", award->id);
  }
  return TRUE;
}

static gboolean
in_force(const SchemeAward *award, Day today)
{
  return (award->from == DAY_NONE || award->from <= today) &&
         (award->until == DAY_NONE || today <= award->until);
}

gboolean
grant(const Standing *standing, gboolean *changed, GError **error)
{
  for (guint i = 0; i < standing->scheme->awards->len; i++) {
    const SchemeAward *award = standing->scheme->awards->pdata[i];
    if (!in_force(award, standing->today))
      continue;
    for (guint j = 0; j < standing->obligations->len; j++) {
      const Obligation *instance = standing->obligations->pdata[j];
      if (award->for_each
              ? strcmp(instance->requirement, award->for_each) != 0 || instance->state != STATE_MET
              : j > 0)
        continue;
      const Obligation *last = earned(standing, award, instance);
      if (last && !give(standing, award, last, changed, error))
        return FALSE;
    }
  }
  return TRUE;
}

char *
grant_file_name(const Engine *engine, const Award *award)
{
  enum { NAME_BYTES = 80, WORDS_BYTES = 80 }; /* most systems bear 255 in all */
  g_autofree char *day = day_format(clock_day(engine->clock, award->issued));
  g_autofree char *person = text_clean(award->name, -1, NAME_BYTES, FALSE);
  g_autofree char *words = text_clean(*award->words ? award->words : award->title, -1, WORDS_BYTES, FALSE);
  int version = award_version(award->code);
  g_autofree char *again = version > 1 ? g_strdup_printf(" - version %d", version) : g_strdup("");
  char *name = g_strdup_printf("%s - %s - %s%s.pdf", person, words, day, again);
  return g_strdelimit(name, "/\\:*?\"<>|", '-');
}

/* What this version of a certificate takes the place of; null for the first. */
static json_t *
replaced(Engine *engine, const Award *award)
{
  g_autoptr(Superseded) last = superseded_last(engine->store, award->id);
  return last ? json_pack("{s:s, s:s}", "code", last->code, "why", last->why) : json_null();
}

/* "Keep a copy of the record sheet": it goes along with the certificate that it earned. C3.13 */
static gboolean
enclose_return(Engine *engine, const SchemeAward *rule, const Award *award, GPtrArray *attachments,
               GError **error)
{
  g_autoptr(Filed) filed =
      rule->encloses ? filed_previous(engine->store, award->scheme, rule->encloses, award->person, G_MAXINT64)
                     : NULL;
  GError *fault = NULL;
  Attachment *sheet = filed ? work_attachment(engine, filed, 0, &fault) : NULL;
  if (sheet)
    g_ptr_array_add(attachments, sheet);
  if (fault)
    g_propagate_error(error, fault);
  return !fault;
}

static gboolean
mail_award(Engine *engine, const Award *award, GBytes *pdf, GError **error)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, award->scheme);
  const SchemeAward *rule = scheme ? scheme_award(scheme, award->award) : NULL;
  if (!rule || !rule->mail || rule->holder != HOLDER_PERSON)
    return TRUE; /* of those that a school holds held.c tells, several at once */
  g_autoptr(Person) person = person_get(engine->store, award->person);
  gint64 school = engine_school(engine, scheme, award->person, NULL);
  g_autoptr(Obligation) last = award->obligation ? obligation_get(engine->store, award->obligation) : NULL;
  g_autoptr(GPtrArray) cc = g_ptr_array_new_with_free_func(g_free);
  engine_addresses(engine, scheme, rule->cc, award->person, school, cc);
  g_ptr_array_add(cc, NULL);
  json_t *context = context_new(engine, scheme, person, school);
  g_autofree char *day = day_words(clock_day(engine->clock, award->issued));
  json_object_set_new(context, "award",
                      json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "title", award->title, "words",
                                award->words, "detail", award->detail, "date", day, "code", award->code,
                                "replaces", replaced(engine, award)));
  context_text(context, "ref", last ? last->ref : NULL);
  g_autofree char *name = grant_file_name(engine, award);
  g_autoptr(GPtrArray) attachments = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  if (pdf)
    g_ptr_array_add(attachments, attachment_new(name, "application/pdf", pdf));
  if (!enclose_return(engine, rule, award, attachments, error)) {
    json_decref(context);
    return FALSE;
  }
  g_autofree char *purpose = g_strdup_printf("award:%s", award->code);
  g_autofree char *why =
      g_strdup_printf("award %s/%s, certificate %s", award->scheme, award->award, award->code);
  const char *const refs[] = { last ? last->ref : NULL, NULL };
  Post mail = { .kind = MAIL_AWARD,
                .template_name = rule->mail,
                .purpose = purpose,
                .person = award->person,
                .cc = (const char *const *) cc->pdata,
                .refs = refs,
                .context = context,
                .attachments = attachments,
                .why = why,
                .not_before = INSTANT_NONE,
                .held = award_is_held(engine->store, award->id) };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  if (id > 0 && last)
    outbox_cover(engine->store, id, last->id, G_MAXINT);
  return id >= 0;
}

/* A name that the fonts cannot print, say: a human settles it; the award stands. */
static void
refuse(Engine *engine, const Award *award, const char *why)
{
  g_autofree char *question =
      g_strdup_printf("The certificate for %s cannot be printed: %s", award->name, why);
  Case c = { .document = -1,
             .kind = (char *) "certificate",
             .person = award->person,
             .obligation = award->obligation,
             .question = question,
             .detail = (char *) "{}" };
  case_open(engine->store, &c);
  g_autoptr(GBytes) none = g_bytes_new_static("", 0);
  award_set_pdf(engine->store, award->id, none);
  journal_add(engine->store, award->person, award->obligation, "rules", "%s", question);
}

/* What the square on the paper opens: the page, where our own web server shows it, else a mail. */
static char *
verify_link(Engine *engine, const char *code)
{
  const Site *site = engine->site;
  if (!site->publish_directory || !site->base_url || !site->listen)
    return g_strdup_printf("mailto:%s?subject=verify%%20%s", site->from_address, code);
  g_autofree char *page = g_strconcat("verify?code=", code, NULL);
  return public_url(engine, page);
}

static gboolean
draw(Engine *engine, const Award *award, GError **error)
{
  g_autofree char *day = day_words(clock_day(engine->clock, award->issued));
  const char *date = strchr(day, ' ') + 1;
  g_autofree char *verify = verify_link(engine, award->code);
  CertificateWords words = { .title = award->title,
                             .name = award->name,
                             .words = award->words,
                             .detail = award->detail,
                             .issuer = engine->site->partnership,
                             .date = date,
                             .code = award->code,
                             .verify = verify,
                             .issued = award->issued };
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) pdf = certificates_draw(engine->certificates, award->certificate, &words, &fault);
  if (!pdf) {
    refuse(engine, award, fault->message);
    return TRUE;
  }
  award_set_pdf(engine->store, award->id, pdf);
  return mail_award(engine, award, pdf, error);
}

/* Those of @awards that can be drawn: how many. A template at fault holds up its own alone, and *held is why;
 * -1 and *held for anything else. */
static int
draw_all(Engine *engine, const GPtrArray *awards, GError **held)
{
  int drawn = 0;
  for (guint i = 0; i < awards->len; i++) {
    GError *fault = NULL;
    store_savepoint(engine->store);
    gboolean good = draw(engine, awards->pdata[i], &fault);
    store_savepoint_end(engine->store, good);
    drawn += good;
    if (good)
      continue;
    gboolean of_template = g_error_matches(fault, FAULT, FAULT_CONFIG);
    if (*held && of_template)
      g_clear_error(&fault);
    else
      g_clear_error(held);
    if (fault)
      *held = fault;
    if (!of_template)
      return -1;
  }
  return drawn;
}

gboolean
grant_draw(Engine *engine, GError **error)
{
  g_autoptr(GError) held = NULL;
  for (int drawn = 1; drawn > 0;) {
    g_autoptr(GPtrArray) awards = awards_undrawn(engine->store, DRAWN_AT_ONCE);
    if (!awards->len)
      break;
    g_clear_error(&held);
    store_begin(engine->store);
    drawn = draw_all(engine, awards, &held);
    if (drawn < 0)
      store_rollback(engine->store);
    else if (!store_commit(engine->store, error))
      return FALSE;
  }
  if (!held)
    return store_healthy(engine->store, error);
  g_propagate_error(error, g_steal_pointer(&held));
  return FALSE;
}
