/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what meets a requirement: one kind of evidence, or all or any of several. Does not decide whether it
 * is there. */
#include "scheme/scheme_evidence.h"

static void read_part(ConfReader *reader, config_setting_t *setting, gpointer into);

static void
read_serve(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "role",
      .type = CONF_WORDS,
      .offset = offsetof(EvidenceDraft, serve_role),
      .required = TRUE,
      .refers = REFERS_ROLE },
    { .name = "months",
      .type = CONF_WHOLE,
      .offset = offsetof(EvidenceDraft, serve_months),
      .required = TRUE,
      .least = 1,
      .most = 240 },
  };
  static const ConfTable table = { CONF_TABLE("\"serve\"", keys) };
  conf_group_read(reader, setting, &table, into);
}

static const char *const pers[] = { "year", "term", "career", NULL };

static const ConfKey evidence_keys[] = {
  { .name = "return", .type = CONF_WORDS, .offset = offsetof(EvidenceDraft, forms), .refers = REFERS_FORM },
  { .name = "attend", .type = CONF_WORDS, .offset = offsetof(EvidenceDraft, events), .refers = REFERS_EVENT },
  { .name = "times", .type = CONF_WHOLE, .offset = offsetof(EvidenceDraft, times), .least = 1, .most = 100 },
  { .name = "per", .type = CONF_CHOICE, .offset = offsetof(EvidenceDraft, per), .choices = pers },
  { .name = "log", .type = CONF_WORDS, .offset = offsetof(EvidenceDraft, log), .refers = REFERS_ACTIVITY },
  { .name = "hours",
    .type = CONF_NUMBER,
    .offset = offsetof(EvidenceDraft, hours),
    .least = 0.25,
    .most = 1000 },
  { .name = "most",
    .type = CONF_NUMBER,
    .offset = offsetof(EvidenceDraft, most),
    .least = 0.25,
    .most = 1000 },
  { .name = "paid", .type = CONF_YES_NO, .offset = offsetof(EvidenceDraft, paid) },
  { .name = "sign_off",
    .type = CONF_WORDS,
    .offset = offsetof(EvidenceDraft, sign_off),
    .refers = REFERS_ROLE },
  { .name = "returns", .type = CONF_YES_NO, .offset = offsetof(EvidenceDraft, returns) },
  { .name = "hold", .type = CONF_WORDS, .offset = offsetof(EvidenceDraft, hold), .refers = REFERS_AWARD },
  { .name = "serve", .type = CONF_GROUP, .read = read_serve },
  { .name = "field", .type = CONF_TEXT, .offset = offsetof(EvidenceDraft, field), .refers = REFERS_FIELD },
  { .name = "done", .type = CONF_YES_NO, .offset = offsetof(EvidenceDraft, done) },
  { .name = "why", .type = CONF_TEXT, .offset = offsetof(EvidenceDraft, why) },
  { .name = "all", .type = CONF_LIST, .offset = offsetof(EvidenceDraft, all), .read = read_part },
  { .name = "any", .type = CONF_LIST, .offset = offsetof(EvidenceDraft, any), .read = read_part },
};
const ConfTable evidence_table = { CONF_TABLE("evidence", evidence_keys) };

static const char *const kind_keys[] = { [EVIDENCE_RETURN] = "return",
                                         [EVIDENCE_ATTEND] = "attend",
                                         [EVIDENCE_LOG] = "log",
                                         [EVIDENCE_HOURS] = "hours",
                                         [EVIDENCE_SIGN_OFF] = "sign_off",
                                         [EVIDENCE_HOLD] = "hold",
                                         [EVIDENCE_SERVE] = "serve",
                                         [EVIDENCE_FIELD] = "field",
                                         [EVIDENCE_DONE] = "done",
                                         [EVIDENCE_ALL] = "all",
                                         [EVIDENCE_ANY] = "any" };

/* Keys that say more of one kind. */
static const struct {
  const char *key;
  EvidenceKind kind;
} details[] = {
  { "times", EVIDENCE_ATTEND },
  { "most", EVIDENCE_LOG },
  { "paid", EVIDENCE_LOG },
  { "returns", EVIDENCE_SIGN_OFF },
};

EvidenceDraft
evidence_draft(void)
{
  return (EvidenceDraft){ .times = 1 };
}

/* The kind that @group's keys make. `hours` beside `log` is its sum. -1: none, or more than one, which is a
 * fault. */
static int
find_kind(ConfReader *reader, const config_setting_t *group)
{
  int kind = -1;
  for (guint i = 0; i < G_N_ELEMENTS(kind_keys); i++) {
    if (!conf_has(group, kind_keys[i]) || (i == EVIDENCE_HOURS && kind == EVIDENCE_LOG))
      continue;
    if (kind >= 0) {
      conf_fault(reader, conf_member(group, kind_keys[i]),
                 "\"%s\" and \"%s\" are two kinds of evidence: put them into all = ( { }, { } ) or any = ( { "
                 "}, { } )",
                 kind_keys[kind], kind_keys[i]);
      return -1;
    }
    kind = (int) i;
  }
  if (kind < 0)
    conf_fault(
        reader, group,
        "no evidence is named: return, attend, log, hours, sign_off, hold, serve, field, done, all or any");
  return kind;
}

/* Attendance is counted within a term, a year or a career; the rest is of a year, or once in a career. */
static void
check_per(ConfReader *reader, const config_setting_t *group, EvidenceKind kind, Per per)
{
  static const EvidenceKind once[] = { EVIDENCE_RETURN, EVIDENCE_LOG, EVIDENCE_HOURS, EVIDENCE_SIGN_OFF,
                                       EVIDENCE_FIELD };
  gboolean may = kind == EVIDENCE_ATTEND;
  for (guint i = 0; i < G_N_ELEMENTS(once); i++)
    may = may || (kind == once[i] && per != PER_TERM);
  if (!may && conf_has(group, "per"))
    conf_fault(reader, conf_member(group, "per"),
               per == PER_TERM ? "\"per\" = \"term\" goes with \"attend\" alone"
                               : "\"per\" does not go with \"%s\"",
               kind_keys[kind]);
}

static void
check_details(ConfReader *reader, const config_setting_t *group, EvidenceKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS(details); i++)
    if (details[i].kind != kind && conf_has(group, details[i].key))
      conf_fault(reader, conf_member(group, details[i].key), "\"%s\" goes with \"%s\" alone", details[i].key,
                 kind_keys[details[i].kind]);
}

/* What the evidence names, taken out of the draft. */
static GStrv
take_ids(EvidenceDraft *draft, EvidenceKind kind)
{
  switch (kind) {
  case EVIDENCE_RETURN: return g_steal_pointer(&draft->forms);
  case EVIDENCE_ATTEND: return g_steal_pointer(&draft->events);
  case EVIDENCE_LOG: return g_steal_pointer(&draft->log);
  case EVIDENCE_SIGN_OFF: return g_steal_pointer(&draft->sign_off);
  case EVIDENCE_HOLD: return g_steal_pointer(&draft->hold);
  case EVIDENCE_SERVE: return g_steal_pointer(&draft->serve_role);
  case EVIDENCE_FIELD: return draft->field ? g_strsplit(draft->field, ".", 2) : NULL;
  default: return g_new0(char *, 1);
  }
}

static void
evidence_draft_clear(EvidenceDraft *draft)
{
  g_strfreev(draft->forms);
  g_strfreev(draft->events);
  g_strfreev(draft->log);
  g_strfreev(draft->sign_off);
  g_strfreev(draft->hold);
  g_strfreev(draft->serve_role);
  g_free(draft->field);
  g_free(draft->why);
  g_clear_pointer(&draft->all, g_ptr_array_unref);
  g_clear_pointer(&draft->any, g_ptr_array_unref);
}

Evidence *
evidence_take(ConfReader *reader, const config_setting_t *group, EvidenceDraft *draft)
{
  Evidence *evidence = NULL;
  int kind = find_kind(reader, group);
  if (kind >= 0) {
    check_details(reader, group, (EvidenceKind) kind);
    check_per(reader, group, (EvidenceKind) kind, draft->per);
    evidence = g_new0(Evidence, 1);
    evidence->kind = (EvidenceKind) kind;
    evidence->ids = take_ids(draft, evidence->kind);
    if (!evidence->ids) /* of a wrong type, which was said */
      evidence->ids = g_new0(char *, 1);
    evidence->times = draft->times;
    evidence->per = draft->per;
    evidence->hours = draft->hours;
    evidence->most = draft->most;
    evidence->paid = draft->paid;
    evidence->months = draft->serve_months;
    evidence->returns = draft->returns;
    evidence->why = g_steal_pointer(&draft->why);
    evidence->parts = kind == EVIDENCE_ALL ? g_steal_pointer(&draft->all) : g_steal_pointer(&draft->any);
    if (evidence->most > 0 && evidence->hours > evidence->most)
      conf_fault(reader, conf_member(group, "most"), "\"most\" is less than \"hours\"");
  }
  evidence_draft_clear(draft);
  return evidence;
}

static void
read_part(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  GPtrArray **parts = into;
  EvidenceDraft draft = evidence_draft();
  conf_group_read(reader, setting, &evidence_table, &draft);
  if (!*parts)
    *parts = g_ptr_array_new_with_free_func((GDestroyNotify) evidence_free);
  Evidence *evidence = evidence_take(reader, setting, &draft);
  if (evidence)
    g_ptr_array_add(*parts, evidence);
}

gboolean
evidence_asks_attendance(const Evidence *evidence)
{
  gboolean asks = evidence->kind == EVIDENCE_ATTEND;
  for (guint i = 0; !asks && evidence->parts && i < evidence->parts->len; i++)
    asks = evidence_asks_attendance(evidence->parts->pdata[i]);
  return asks;
}

char *
evidence_title(const Scheme *scheme, const Evidence *evidence)
{
  const char *id = evidence->ids && evidence->ids[0] ? evidence->ids[0] : "";
  const SchemeForm *form = scheme_form(scheme, id);
  const SchemeEvent *event = scheme_event(scheme, id);
  const SchemeActivity *activity = scheme_activity(scheme, id);
  const SchemeAward *award = scheme_award(scheme, id);
  const SchemeRole *role = scheme_role(scheme, id);
  const FormField *field = form && evidence->ids[1] ? form_field(form, evidence->ids[1]) : NULL;
  switch (evidence->kind) {
  case EVIDENCE_RETURN: return form ? g_strdup(form->title) : NULL;
  case EVIDENCE_ATTEND: return event ? g_strdup(event->title) : NULL;
  case EVIDENCE_LOG: return activity ? g_strdup(activity->title) : NULL;
  case EVIDENCE_HOURS: return g_strdup_printf("%g hours of training", evidence->hours);
  case EVIDENCE_SIGN_OFF: return g_strdup_printf("Approval by the %s", role ? role->title : "office");
  case EVIDENCE_HOLD: return award ? g_strdup(award->title) : NULL;
  case EVIDENCE_SERVE: return g_strdup_printf("%d months as %s", evidence->months, role ? role->title : id);
  case EVIDENCE_FIELD: return field ? g_strdup(field->label) : NULL;
  case EVIDENCE_DONE:
  case EVIDENCE_ALL:
  case EVIDENCE_ANY: break;
  }
  return evidence->parts && evidence->parts->len ? evidence_title(scheme, evidence->parts->pdata[0]) : NULL;
}
