/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and checks what a scheme says of reports. Does not draw them. */
#include "scheme/scheme_load.h"
#include <string.h>

static const char *const report_kinds[] = { "needs",      "compliance", "register",   "claims", "school",
                                            "attention",  "engagement", "visits",     "weeks",  "payroll",
                                            "placements", "notices",    "allocation", NULL };
static const char *const report_times[] = { "week", "month", "term", "year", NULL };
static const char *const report_repeats[] = { "school", NULL };

static const ConfKey report_keys[] = {
  { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeReport, id), .required = TRUE },
  { .name = "kind",
    .type = CONF_ONE,
    .offset = offsetof(SchemeReport, kind),
    .required = TRUE,
    .choices = report_kinds },
  { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeReport, title) },
  { .name = "form", .type = CONF_WORDS, .offset = offsetof(SchemeReport, forms), .refers = REFERS_FORM },
  { .name = "award", .type = CONF_WORDS, .offset = offsetof(SchemeReport, awards), .refers = REFERS_AWARD },
  { .name = "to",
    .type = CONF_WORDS,
    .offset = offsetof(SchemeReport, to),
    .required = TRUE,
    .refers = REFERS_ROLE },
  { .name = "every",
    .type = CONF_ONE,
    .offset = offsetof(SchemeReport, every),
    .required = TRUE,
    .choices = report_times },
  { .name = "for_each",
    .type = CONF_ONE,
    .offset = offsetof(SchemeReport, for_each),
    .choices = report_repeats },
  { .name = "event", .type = CONF_WORDS, .offset = offsetof(SchemeReport, events), .refers = REFERS_EVENT },
  { .name = "activity",
    .type = CONF_WORDS,
    .offset = offsetof(SchemeReport, activities),
    .refers = REFERS_ACTIVITY },
  { .name = "requirement",
    .type = CONF_WORDS,
    .offset = offsetof(SchemeReport, requirements),
    .refers = REFERS_REQUIREMENT },
  { .name = "role", .type = CONF_WORDS, .offset = offsetof(SchemeReport, roles), .refers = REFERS_ROLE },
  { .name = "show", .type = CONF_WORDS, .offset = offsetof(SchemeReport, show), .refers = REFERS_ATTRIBUTE },
  { .name = "below", .type = CONF_WHOLE, .offset = offsetof(SchemeReport, below), .least = 1, .most = 10 },
  { .name = "share", .type = CONF_TEXT, .offset = offsetof(SchemeReport, share) },
};
static const ConfTable report_table = { CONF_TABLE("a report", report_keys) };

/* What a kind of report is nothing without. */
static const struct {
  const char *kind, *key;
} report_needs[] = {
  { "needs", "form" },     { "register", "award" },  { "claims", "award" }, { "school", "form" },
  { "attention", "form" }, { "attention", "below" }, { "visits", "event" }, { "weeks", "role" },
};

void
read_report(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  SchemeReport *report = scheme_new_item(into, sizeof(SchemeReport));
  report->place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &report_table, report);
  conf_id_once(reader, setting, *(GPtrArray **) into, "a report");
  for (guint i = 0; i < G_N_ELEMENTS(report_needs); i++)
    if (g_strcmp0(report->kind, report_needs[i].kind) == 0 && !conf_has(setting, report_needs[i].key))
      conf_fault(reader, setting, "a report of kind \"%s\" wants \"%s\"", report->kind, report_needs[i].key);
  if (g_strcmp0(report->kind, "weeks") == 0 && !report->activities && !report->events)
    conf_fault(reader, setting,
               "a report of kind \"weeks\" wants \"activity\" or \"event\": what is held every week");
}

/* A report shows each reader those whom they cover: who covers nobody would get an empty one. */
static void
check_readers(const SchemeLoad *load, const Scheme *scheme, const SchemeReport *report)
{
  for (guint i = 0; report->to && report->to[i]; i++) {
    const SchemeRole *role = scheme_role(scheme, report->to[i]);
    if (role && role->covers == COVERS_NOTHING)
      conf_faults_add(
          load->faults, report->place.file, report->place.line,
          "\"to\" names \"%s\", which covers nobody: say in roles whom its holders see in the report "
          "(covers = \"school\", \"assigned\", an attribute, or \"all\")",
          report->to[i]);
  }
}

void
check_reports(const SchemeLoad *load, const Scheme *scheme)
{
  for (guint i = 0; i < scheme->reports->len; i++)
    check_readers(load, scheme, scheme->reports->pdata[i]);
}
