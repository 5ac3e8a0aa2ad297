/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a year file: terms, closures and sessions of one academic year. The schemes have been read before.
 * Placements: year_placements.c. */
#include "base/text.h"
#include "scheme/scheme_load.h"
#include <stdlib.h>
#include <string.h>

/* @from and @to of @group lie in the year, in this order. */
static void
check_span(ConfReader *reader, const config_setting_t *group, const Year *year, Day from, Day to)
{
  if (from == DAY_NONE || to == DAY_NONE)
    return;
  if (from > to)
    conf_fault(reader, conf_member(group, "to"), "\"to\" lies before \"from\"");
  else if (year->starts != DAY_NONE && year->ends != DAY_NONE && (from < year->starts || to > year->ends))
    conf_fault(reader, group, "this does not lie within the year");
}

static void
read_term(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "id", .type = CONF_ID, .offset = offsetof(Term, id), .required = TRUE },
    { .name = "from", .type = CONF_DAY, .offset = offsetof(Term, from), .required = TRUE },
    { .name = "to", .type = CONF_DAY, .offset = offsetof(Term, to), .required = TRUE },
  };
  static const ConfTable table = { CONF_TABLE("a term", keys) };
  const SchemeLoad *load = reader->data;
  GPtrArray *terms = *(GPtrArray **) into;
  Term *term = scheme_new_item(into, sizeof(Term));
  term->from = term->to = DAY_NONE;
  conf_group_read(reader, setting, &table, term);
  conf_id_once(reader, setting, terms, "a term");
  check_span(reader, setting, load->year, term->from, term->to);
  const Term *before = terms->len > 1 ? terms->pdata[terms->len - 2] : NULL;
  if (before && term->from != DAY_NONE && before->to != DAY_NONE && term->from <= before->to)
    conf_fault(reader, setting,
               "term \"%s\" begins before term \"%s\" has ended: terms stand in order and do not overlap",
               term->id ? term->id : "", before->id ? before->id : "");
}

static void
read_closure(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "from", .type = CONF_DAY, .offset = offsetof(Closure, from), .required = TRUE },
    { .name = "to", .type = CONF_DAY, .offset = offsetof(Closure, to), .required = TRUE },
    { .name = "why", .type = CONF_TEXT, .offset = offsetof(Closure, why), .required = TRUE },
    { .name = "school", .type = CONF_TEXT, .offset = offsetof(Closure, school) },
  };
  static const ConfTable table = { CONF_TABLE("a closure", keys) };
  const SchemeLoad *load = reader->data;
  Closure *closure = scheme_new_item(into, sizeof(Closure));
  closure->from = closure->to = DAY_NONE;
  conf_group_read(reader, setting, &table, closure);
  check_span(reader, setting, load->year, closure->from, closure->to);
}

typedef struct {
  YearSession session;
  char *start, *id;
} SessionDraft;

static const ConfKey session_keys[] = {
  { .name = "scheme", .type = CONF_TEXT, .offset = offsetof(SessionDraft, session.scheme), .required = TRUE },
  { .name = "event",
    .type = CONF_TEXT,
    .offset = offsetof(SessionDraft, session.event),
    .required = TRUE,
    .refers = REFERS_EVENT },
  { .name = "term",
    .type = CONF_TEXT,
    .offset = offsetof(SessionDraft, session.term),
    .refers = REFERS_TERM },
  { .name = "start", .type = CONF_TEXT, .offset = offsetof(SessionDraft, start), .required = TRUE },
  { .name = "minutes",
    .type = CONF_WHOLE,
    .offset = offsetof(SessionDraft, session.minutes),
    .required = TRUE,
    .least = 5,
    .most = 1440 },
  { .name = "place", .type = CONF_TEXT, .offset = offsetof(SessionDraft, session.place) },
  { .name = "title", .type = CONF_TEXT, .offset = offsetof(SessionDraft, session.title) },
  { .name = "id", .type = CONF_ID, .offset = offsetof(SessionDraft, id) },
  { .name = "cancelled", .type = CONF_YES_NO, .offset = offsetof(SessionDraft, session.cancelled) },
};

/* Any other key of a session is an attribute of its scheme; if it is none, it was perhaps one of the keys
 * above. */
static void
read_session_filter(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  const SchemeLoad *load = reader->data;
  SessionDraft *draft = into;
  if (!load->scheme || scheme_attribute(load->scheme, config_setting_name(setting))) {
    read_filter(reader, setting, &draft->session.where);
    return;
  }
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; i < G_N_ELEMENTS(session_keys); i++)
    g_ptr_array_add(known, (char *) session_keys[i].name);
  scheme_add_ids(known, load->scheme->attributes);
  g_autofree char *near = conf_suggestion(config_setting_name(setting), known);
  conf_fault(reader, setting, "unknown key \"%s\"%s", config_setting_name(setting), near);
}

static const ConfTable session_table = { CONF_TABLE("a session", session_keys),
                                         .other = read_session_filter };

/* "2026-10-06T16:00", local. */
static gboolean
parse_start(const char *text, Day *day, int *minute)
{
  if (strlen(text) != 16 || text[10] != 'T' || text[13] != ':' || strspn(text + 11, "0123456789") != 2 ||
      strspn(text + 14, "0123456789") != 2)
    return FALSE;
  g_autofree char *date = g_strndup(text, 10);
  int hours = atoi(text + 11), minutes = atoi(text + 14);
  *day = day_parse(date);
  *minute = hours * 60 + minutes;
  return *day != DAY_NONE && hours < 24 && minutes < 60;
}

static void
take_start(ConfReader *reader, const config_setting_t *setting, const Year *year, SessionDraft *draft)
{
  YearSession *session = &draft->session;
  const config_setting_t *at = conf_member(setting, "start");
  if (!draft->start)
    return;
  if (!parse_start(draft->start, &session->day, &session->minute)) {
    conf_fault(reader, at, "\"start\" is \"%s\": write date and time as \"2026-10-06T16:00\"", draft->start);
    session->day = DAY_NONE;
  } else if (year->starts != DAY_NONE && year->ends != DAY_NONE &&
             (session->day < year->starts || session->day > year->ends)) {
    conf_fault(reader, at, "\"start\" is \"%s\", which does not lie within the year", draft->start);
  }
}

/* A session of an event that is held each term belongs to one: the one said, else the one that its date lies
 * in. */
static void
take_term(ConfReader *reader, const config_setting_t *setting, const Scheme *scheme, const Year *year,
          YearSession *session)
{
  const SchemeEvent *event = scheme && session->event ? scheme_event(scheme, session->event) : NULL;
  if (!event || !event->per_term || session->term || session->day == DAY_NONE)
    return;
  const Term *term = year_term_on(year, session->day);
  if (term && session->day >= term->from)
    session->term = g_strdup(term->id);
  else
    conf_fault(reader, setting, "\"%s\" is held each term, and this date lies in none: say \"term\"",
               session->event);
}

static gboolean
same_values(const YearSession *a, const YearSession *b)
{
  guint n = a->where ? a->where->len : 0;
  if (n != (b->where ? b->where->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++) {
    const Filter *x = a->where->pdata[i], *y = b->where->pdata[i];
    if (g_strcmp0(x->attribute, y->attribute) || !x->values || !y->values ||
        !g_strv_equal((const char *const *) x->values, (const char *const *) y->values))
      return FALSE;
  }
  return TRUE;
}

static gboolean
alike(const YearSession *a, const YearSession *b)
{
  return !g_strcmp0(a->scheme, b->scheme) && !g_strcmp0(a->event, b->event) && !g_strcmp0(a->term, b->term) &&
         same_values(a, b);
}

/* The identity of the last of @sessions, which moving it to another day does not change. */
static char *
session_key(const GPtrArray *sessions, const char *id)
{
  const YearSession *session = sessions->pdata[sessions->len - 1];
  if (id)
    return g_strdup_printf("%s.%s", session->scheme, id);
  GString *key = g_string_new(NULL);
  guint position = 0;
  for (guint i = 0; i < sessions->len; i++)
    position += alike(sessions->pdata[i], session);
  g_string_append_printf(key, "%s.%s", session->scheme, session->event);
  if (session->term)
    g_string_append_printf(key, ".%s", session->term);
  for (guint i = 0; session->where && i < session->where->len; i++) {
    const Filter *filter = session->where->pdata[i];
    g_autofree char *values = filter->values ? g_strjoinv("+", filter->values) : g_strdup("");
    g_autofree char *words = text_key(values);
    g_string_append_printf(key, ".%s", g_strdelimit(words, " ", '-'));
  }
  g_string_append_printf(key, ".%u", position);
  return g_string_free(key, FALSE);
}

const Scheme *
year_scheme(ConfReader *reader, config_setting_t *setting)
{
  const SchemeLoad *load = reader->data;
  const config_setting_t *member = conf_member(setting, "scheme");
  const char *id = config_setting_get_string(member);
  const Scheme *scheme = id ? schemes_find(load->set, id) : NULL;
  if (!id || scheme || load->unread)
    return scheme;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  scheme_add_ids(known, load->set->schemes);
  g_autofree char *near = conf_suggestion(id, known);
  conf_fault(reader, member, "unknown scheme \"%s\"%s", id, near);
  return NULL;
}

static void
read_session(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  SchemeLoad *load = reader->data;
  SessionDraft draft = { .session = { .day = DAY_NONE, .at = scheme_place(reader, setting) } };
  load->scheme = (Scheme *) year_scheme(reader, setting);
  conf_group_read(reader, setting, &session_table, &draft);
  take_start(reader, setting, load->year, &draft);
  take_term(reader, setting, load->scheme, load->year, &draft.session);
  YearSession *session = scheme_new_item(into, sizeof(YearSession));
  *session = draft.session;
  session->key = session_key(*(GPtrArray **) into, draft.id);
  for (guint i = 0; i + 1 < load->year->sessions->len; i++)
    if (!strcmp(((YearSession *) load->year->sessions->pdata[i])->key, session->key))
      conf_fault(reader, conf_member(setting, "id"), "there is already a session with the id \"%s\"",
                 draft.id);
  g_free(draft.start);
  g_free(draft.id);
  load->scheme = NULL;
}

/* Lists whose members are judged by the year's frame wait until all of that is read, wherever it stands in
 * the file. */
typedef struct {
  Day starts, ends;
  char *id;
  config_setting_t *terms, *closed, *sessions, *placements;
} YearDraft;

static void
keep_setting(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  (void) reader;
  *(config_setting_t **) into = setting;
}

static const ConfKey year_keys[] = {
  { .name = "year", .type = CONF_ID, .offset = offsetof(YearDraft, id), .required = TRUE },
  { .name = "starts", .type = CONF_DAY, .offset = offsetof(YearDraft, starts), .required = TRUE },
  { .name = "ends", .type = CONF_DAY, .offset = offsetof(YearDraft, ends), .required = TRUE },
  { .name = "terms",
    .type = CONF_OTHER,
    .offset = offsetof(YearDraft, terms),
    .required = TRUE,
    .read = keep_setting },
  { .name = "closed", .type = CONF_OTHER, .offset = offsetof(YearDraft, closed), .read = keep_setting },
  { .name = "sessions", .type = CONF_OTHER, .offset = offsetof(YearDraft, sessions), .read = keep_setting },
  { .name = "placements",
    .type = CONF_OTHER,
    .offset = offsetof(YearDraft, placements),
    .read = keep_setting },
};
static const ConfTable year_table = { CONF_TABLE("a year", year_keys) };

static void
read_lists(ConfReader *reader, const YearDraft *draft, Year *year)
{
  const struct {
    config_setting_t *setting;
    ConfRead read;
    GPtrArray **into;
  } lists[] = { { draft->terms, read_term, &year->terms },
                { draft->closed, read_closure, &year->closures },
                { draft->sessions, read_session, &year->sessions },
                { draft->placements, read_year_placement, &year->placements } };
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    if (lists[i].setting)
      conf_list_read(reader, lists[i].setting, lists[i].read, lists[i].into);
}

/* A day lies in one year alone. */
static void
check_years(ConfReader *reader, const config_setting_t *root, const SchemeLoad *load)
{
  const Year *year = load->year;
  if (year->starts == DAY_NONE || year->ends == DAY_NONE)
    return;
  if (year->ends <= year->starts || year->ends - year->starts > 366)
    conf_fault(reader, conf_member(root, "ends"), "\"ends\" must lie after \"starts\", by at most a year");
  for (guint i = 0; i + 1 < load->set->years->len; i++) {
    const Year *other = load->set->years->pdata[i];
    if (other->starts != DAY_NONE && year->starts <= other->ends && other->starts <= year->ends)
      conf_fault(reader, conf_member(root, "starts"), "the year overlaps that of %s", other->file);
  }
}

void
year_load(SchemeLoad *load, const char *path, GChecksum *sum)
{
  g_autoptr(ConfFile) file = conf_file_read(path, load->faults);
  if (!file)
    return;
  ConfReader reader = { .file = file, .faults = load->faults, .refer = scheme_refer, .data = load };
  YearDraft draft = { .starts = DAY_NONE, .ends = DAY_NONE };
  config_setting_t *root = conf_file_root(file);
  Year *year = load->year = year_new(path);
  g_ptr_array_add(load->set->years, year);
  conf_group_read(&reader, root, &year_table, &draft);
  year->id = draft.id;
  year->starts = draft.starts;
  year->ends = draft.ends;
  conf_id_once(&reader, conf_member(root, "year"), load->set->years, "a year");
  check_years(&reader, root, load);
  read_lists(&reader, &draft, year);
  conf_file_digest(file, sum);
  load->year = NULL;
}
