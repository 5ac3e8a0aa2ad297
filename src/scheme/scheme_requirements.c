/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the requirements of a scheme: of whom, by what evidence, when it opens and is due, and the ladder of
 * reminders. Does not decide whether one is met. */
#include "scheme/scheme_evidence.h"
#include <stdlib.h>
#include <string.h>

#define MOST_DAYS 260 /* working days of a year */

typedef struct {
  Requirement requirement;
  EvidenceDraft evidence;
} RequirementDraft;

/* Every key of `of` that is not role or met is an attribute. */
static void
read_audience_filter(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  Audience *audience = into;
  read_filter(reader, setting, &audience->where);
}

static void
read_audience(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "role",
      .type = CONF_WORDS,
      .offset = offsetof(Audience, roles),
      .required = TRUE,
      .refers = REFERS_ROLE },
    { .name = "met", .type = CONF_TEXT, .offset = offsetof(Audience, met), .refers = REFERS_REQUIREMENT },
    { .name = "place", .type = CONF_TEXT, .offset = offsetof(Audience, place), .refers = REFERS_REQUIREMENT },
    { .name = "lacks", .type = CONF_WORDS, .offset = offsetof(Audience, lacks), .refers = REFERS_AWARD },
  };
  static const ConfTable table = { CONF_TABLE("\"of\"", keys), .other = read_audience_filter };
  conf_group_read(reader, setting, &table, into);
}

/* "06-30" of any academic year; month and day stay 0 when it is none. */
static void
read_month_day(ConfReader *reader, const config_setting_t *at, const char *text, int *month, int *day)
{
  gboolean shaped = strlen(text) == 5 && text[2] == '-' && strspn(text, "0123456789-") == 5;
  int m = shaped ? atoi(text) : 0, d = shaped ? atoi(text + 3) : 0;
  if (m == 2 && d == 29) {
    conf_fault(reader, at, "\"02-29\" is not in every year: write 02-28 or 03-01");
  } else if (day_from_ymd(2001, m, d) == DAY_NONE) {
    conf_fault(reader, at, "\"%s\" is no date: write month and day, as \"06-30\"", text);
  } else {
    *month = m;
    *day = d;
  }
}

/* "core.autumn" is event core in term autumn, "core" the event alone. */
static void
split_occasion(const char *text, char **event, char **term)
{
  g_auto(GStrv) parts = g_strsplit(text, ".", 2);
  *event = g_strdup(parts[0] ? parts[0] : "");
  *term = parts[0] && parts[1] ? g_strdup(parts[1]) : NULL;
}

/* Exactly one of @names stands in @group: its place in the list, else -1 and a fault. */
static int
one_of(ConfReader *reader, const config_setting_t *group, const char *what, const char *const *names)
{
  int found = -1;
  for (int i = 0; names[i]; i++) {
    if (!conf_has(group, names[i]))
      continue;
    if (found >= 0) {
      conf_fault(reader, conf_member(group, names[i]), "%s has \"%s\" and \"%s\": say one of them", what,
                 names[found], names[i]);
      return -1;
    }
    found = i;
  }
  if (found < 0) {
    g_autofree char *all = g_strjoinv(", ", (GStrv) names);
    conf_fault(reader, group, "%s is empty: it wants one of %s", what, all);
  }
  return found;
}

typedef struct {
  char *term, *date, *occasion, *before, *met;
  int working_days;
} WhenDraft;

static void
read_opens(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "term", .type = CONF_TEXT, .offset = offsetof(WhenDraft, term), .refers = REFERS_TERM },
    { .name = "date", .type = CONF_TEXT, .offset = offsetof(WhenDraft, date) },
    { .name = "after",
      .type = CONF_TEXT,
      .offset = offsetof(WhenDraft, occasion),
      .refers = REFERS_OCCASION },
    { .name = "before", .type = CONF_TEXT, .offset = offsetof(WhenDraft, before), .refers = REFERS_OCCASION },
    { .name = "working_days",
      .type = CONF_WHOLE,
      .offset = offsetof(WhenDraft, working_days),
      .least = 1,
      .most = MOST_DAYS },
    { .name = "met", .type = CONF_TEXT, .offset = offsetof(WhenDraft, met), .refers = REFERS_REQUIREMENT },
  };
  static const ConfTable table = { CONF_TABLE("\"opens\"", keys) };
  static const char *const names[] = { "term", "date", "after", "before", "met", NULL };
  static const OpensKind kinds[] = { OPENS_TERM, OPENS_DATE, OPENS_AFTER, OPENS_BEFORE, OPENS_MET };
  Opens *opens = into;
  WhenDraft draft = { 0 };
  conf_group_read(reader, setting, &table, &draft);
  int kind = one_of(reader, setting, "\"opens\"", names);
  if (kind >= 0)
    opens->kind = kinds[kind];
  if (kind >= 0 && (opens->kind == OPENS_BEFORE) != (conf_has(setting, "working_days") != 0))
    conf_fault(reader, setting, "\"before\" and \"working_days\" go together: so many days before the event");
  opens->working_days = draft.working_days;
  opens->term = draft.term;
  opens->met = draft.met;
  if (draft.date)
    read_month_day(reader, conf_member(setting, "date"), draft.date, &opens->month, &opens->day);
  if (draft.occasion || draft.before)
    split_occasion(draft.occasion ? draft.occasion : draft.before, &opens->event, &opens->of_term);
  g_free(draft.date);
  g_free(draft.occasion);
  g_free(draft.before);
}

static DueKind
due_kind(const WhenDraft *draft)
{
  if (draft->occasion)
    return DUE_BEFORE;
  return draft->date ? DUE_DATE : DUE_WORKING_DAYS;
}

static void
read_due(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "working_days",
      .type = CONF_WHOLE,
      .offset = offsetof(WhenDraft, working_days),
      .least = 1,
      .most = MOST_DAYS },
    { .name = "date", .type = CONF_TEXT, .offset = offsetof(WhenDraft, date) },
    { .name = "before",
      .type = CONF_TEXT,
      .offset = offsetof(WhenDraft, occasion),
      .refers = REFERS_OCCASION },
  };
  static const ConfTable table = { CONF_TABLE("\"due\"", keys) };
  Due *due = into;
  WhenDraft draft = { 0 };
  conf_group_read(reader, setting, &table, &draft);
  due->kind = due_kind(&draft);
  due->working_days = draft.working_days;
  if (draft.date)
    read_month_day(reader, conf_member(setting, "date"), draft.date, &due->month, &due->day);
  if (draft.occasion)
    split_occasion(draft.occasion, &due->event, &due->of_term);
  if (draft.date && (draft.occasion || conf_has(setting, "working_days")))
    conf_fault(reader, conf_member(setting, "date"),
               "\"due\" has a date and something else: say one of them");
  if (!draft.date && !conf_has(setting, "working_days"))
    conf_fault(reader, setting,
               "\"due\" wants \"working_days\", \"date\", or \"before\" with \"working_days\"");
  g_free(draft.date);
  g_free(draft.occasion);
}

static const ConfKey rung_keys[] = {
  { .name = "working_days",
    .type = CONF_WHOLE,
    .offset = offsetof(Rung, working_days),
    .required = TRUE,
    .least = -MOST_DAYS,
    .most = MOST_DAYS },
  { .name = "mail", .type = CONF_ID, .offset = offsetof(Rung, mail), .required = TRUE },
  { .name = "cc", .type = CONF_TEXT, .offset = offsetof(Rung, cc), .refers = REFERS_ROLE },
  { .name = "to", .type = CONF_TEXT, .offset = offsetof(Rung, to), .refers = REFERS_ROLE },
  { .name = "digest", .type = CONF_YES_NO, .offset = offsetof(Rung, digest) },
};
static const ConfTable rung_table = { CONF_TABLE("a rung of \"remind\"", rung_keys) };

static void
read_rung(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  GPtrArray **remind = into;
  if (!*remind)
    *remind = g_ptr_array_new_with_free_func((GDestroyNotify) rung_free);
  Rung *rung = scheme_new_item(remind, sizeof(Rung));
  rung->place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &rung_table, rung);
  if (rung->digest && !rung->to)
    conf_fault(reader, conf_member(setting, "digest"),
               "\"digest\" wants \"to\": the role whose digest it is");
  for (guint i = 0; i + 1 < (*remind)->len; i++)
    if (((Rung *) (*remind)->pdata[i])->working_days == rung->working_days)
      conf_fault(reader, setting, "there is already a rung on working day %d", rung->working_days);
}

static void
read_make_up(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "mail", .type = CONF_ID, .offset = offsetof(MakeUp, mail), .required = TRUE },
    { .name = "cc", .type = CONF_TEXT, .offset = offsetof(MakeUp, cc), .refers = REFERS_ROLE },
    { .name = "singly", .type = CONF_YES_NO, .offset = offsetof(MakeUp, singly) },
  };
  static const ConfTable table = { CONF_TABLE("\"make_up\"", keys) };
  MakeUp **make_up = into;
  *make_up = g_new0(MakeUp, 1);
  conf_group_read(reader, setting, &table, *make_up);
}

static const ConfKey requirement_keys[] = {
  { .name = "id", .type = CONF_ID, .offset = offsetof(Requirement, id), .required = TRUE },
  { .name = "title", .type = CONF_TEXT, .offset = offsetof(Requirement, title) },
  { .name = "of",
    .type = CONF_GROUP,
    .offset = offsetof(Requirement, of),
    .required = TRUE,
    .read = read_audience },
  { .name = "optional", .type = CONF_YES_NO, .offset = offsetof(Requirement, optional) },
  { .name = "asked", .type = CONF_YES_NO, .offset = offsetof(Requirement, asked) },
  { .name = "for_each",
    .type = CONF_WORDS,
    .offset = offsetof(Requirement, for_each),
    .refers = REFERS_REPEAT },
  { .name = "opens", .type = CONF_GROUP, .offset = offsetof(Requirement, opens), .read = read_opens },
  { .name = "due", .type = CONF_GROUP, .offset = offsetof(Requirement, due), .read = read_due },
  { .name = "send", .type = CONF_ID, .offset = offsetof(Requirement, send) },
  { .name = "cc", .type = CONF_TEXT, .offset = offsetof(Requirement, cc), .refers = REFERS_ROLE },
  { .name = "encloses", .type = CONF_TEXT, .offset = offsetof(Requirement, encloses) },
  { .name = "invite", .type = CONF_ID, .offset = offsetof(Requirement, invite) },
  { .name = "remind", .type = CONF_LIST, .offset = offsetof(Requirement, remind), .read = read_rung },
  { .name = "make_up", .type = CONF_GROUP, .offset = offsetof(Requirement, make_up), .read = read_make_up },
  { .name = "places",
    .type = CONF_WHOLE,
    .offset = offsetof(Requirement, places),
    .least = 1,
    .most = 10000 },
  { .name = "cohort",
    .type = CONF_TEXT,
    .offset = offsetof(Requirement, cohort),
    .refers = REFERS_ATTRIBUTE },
  { .name = "from", .type = CONF_DAY, .offset = offsetof(Requirement, from) },
  { .name = "until", .type = CONF_DAY, .offset = offsetof(Requirement, until) },
  { .name = "replaces",
    .type = CONF_TEXT,
    .offset = offsetof(Requirement, replaces),
    .refers = REFERS_REQUIREMENT },
};
static const ConfTable requirement_table = { CONF_TABLE("a requirement", requirement_keys),
                                             .also = &evidence_table,
                                             .also_offset = offsetof(RequirementDraft, evidence) };

/* Keys that make sense together alone. */
static void
check_requirement(ConfReader *reader, const config_setting_t *setting, const Requirement *requirement)
{
  gboolean attend = requirement->evidence && evidence_asks_attendance(requirement->evidence);
  gboolean of_actions = FALSE; /* those have days of their own */
  const char *kind;
  for (guint i = 0; requirement->for_each && requirement->for_each[i]; i++)
    of_actions = of_actions || repeats_action(requirement->for_each[i], &kind);
  if (requirement->remind && requirement->due.kind == DUE_NONE && !of_actions)
    conf_fault(reader, conf_member(setting, "remind"),
               "\"remind\" counts from the due date: the requirement wants \"due\"");
  if (!requirement->asked && requirement->send)
    conf_fault(reader, conf_member(setting, "asked"),
               "\"asked\" is false, and yet there is \"send\": leave one out");
  if (requirement->encloses && !g_str_has_suffix(requirement->encloses, ".svg"))
    conf_fault(reader, conf_member(setting, "encloses"),
               "\"encloses\" names a paper by its template, which ends with .svg");
  if (requirement->evidence && requirement->evidence->kind == EVIDENCE_RETURN && requirement->encloses)
    conf_fault(reader, conf_member(setting, "encloses"),
               "what is to be returned is enclosed itself: leave \"encloses\" out");
  if (requirement->evidence && !attend && requirement->invite)
    conf_fault(reader, conf_member(setting, "invite"), "\"invite\" goes with \"attend\" alone");
  if (requirement->evidence && !attend && requirement->make_up)
    conf_fault(reader, conf_member(setting, "make_up"), "\"make_up\" goes with \"attend\" alone");
  if (attend && requirement->evidence->per == PER_TERM && requirement->for_each)
    conf_fault(reader, conf_member(setting, "for_each"),
               "per = \"term\" already repeats it: leave \"for_each\" out");
  if (requirement->cohort && !requirement->places)
    conf_fault(reader, conf_member(setting, "cohort"),
               "\"cohort\" says whose \"places\" they are: there are none");
  if (requirement->places && requirement->for_each)
    conf_fault(reader, conf_member(setting, "places"), "\"places\" are of a year: leave \"for_each\" out");
  check_validity(reader, setting, requirement->from, requirement->until);
}

static int
by_working_days(gconstpointer a, gconstpointer b)
{
  const Rung *const *first = a, *const *second = b;
  return (*first)->working_days - (*second)->working_days;
}

void
read_requirement(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  RequirementDraft draft = { .requirement = { .asked = TRUE, .from = DAY_NONE, .until = DAY_NONE },
                             .evidence = evidence_draft() };
  draft.requirement.place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &requirement_table, &draft);
  draft.requirement.evidence = evidence_take(reader, setting, &draft.evidence);
  Requirement *requirement = scheme_new_item(into, sizeof(Requirement));
  *requirement = draft.requirement;
  conf_id_once(reader, setting, *(GPtrArray **) into, "a requirement");
  check_requirement(reader, setting, requirement);
  if (requirement->remind)
    g_ptr_array_sort(requirement->remind, by_working_days);
  if (requirement->of.met && !conf_has(setting, "opens")) {
    requirement->opens.kind = OPENS_MET;
    requirement->opens.met = g_strdup(requirement->of.met);
  }
}

void
requirements_finish(Scheme *scheme)
{
  for (guint i = 0; i < scheme->requirements->len; i++) {
    Requirement *requirement = scheme->requirements->pdata[i];
    if (!requirement->title && requirement->evidence)
      requirement->title = evidence_title(scheme, requirement->evidence);
    if (!requirement->title)
      requirement->title = g_strdup(requirement->id);
  }
}
