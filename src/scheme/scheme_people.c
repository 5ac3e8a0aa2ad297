/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks whom a scheme writes to: that a role in copy covers somebody, or its mails would go to every holder,
 * and that nobody is asked twice for the same thing. */
#include "scheme/scheme_load.h"
#include <string.h>

/* @role is spoken of as the one for a person. A role that covers nobody has as many holders as there are
 * people. */
static void
check_covers(const SchemeLoad *load, const Scheme *scheme, const char *key, const char *role_id, Place place)
{
  const SchemeRole *role = role_id ? scheme_role(scheme, role_id) : NULL;
  if (!role || role->covers != COVERS_NOTHING)
    return;
  conf_faults_add(load->faults, place.file, place.line,
                  "\"%s\" names \"%s\", which covers nobody: say in roles for whom its holder stands "
                  "(covers = \"school\", \"assigned\", an attribute, or \"all\")",
                  key, role_id);
}

static void
check_signers(const SchemeLoad *load, const Scheme *scheme, const Evidence *evidence, Place place)
{
  for (guint i = 0; evidence->kind == EVIDENCE_SIGN_OFF && evidence->ids[i]; i++)
    check_covers(load, scheme, "sign_off", evidence->ids[i], place);
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
    check_signers(load, scheme, evidence->parts->pdata[i], place);
}

static void
check_requirement_roles(const SchemeLoad *load, const Scheme *scheme, const Requirement *requirement)
{
  for (guint i = 0; requirement->remind && i < requirement->remind->len; i++) {
    const Rung *rung = requirement->remind->pdata[i];
    check_covers(load, scheme, "cc", rung->cc, rung->place);
    check_covers(load, scheme, "to", rung->to, rung->place);
  }
  if (requirement->make_up)
    check_covers(load, scheme, "cc", requirement->make_up->cc, requirement->place);
  if (requirement->evidence)
    check_signers(load, scheme, requirement->evidence, requirement->place);
}

static void
check_form_roles(const SchemeLoad *load, const Scheme *scheme, const SchemeForm *form)
{
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    for (guint j = 0; field->alerts && j < field->alerts->len; j++)
      check_covers(load, scheme, "alert", ((const FormAlert *) field->alerts->pdata[j])->to, field->place);
  }
}

static gboolean
share_word(GStrv a, GStrv b)
{
  for (guint i = 0; a && b && a[i]; i++)
    if (g_strv_contains((const char *const *) b, a[i]))
      return TRUE;
  return FALSE;
}

/* Whether one person may pass both filters: of an attribute with several values they may. */
static gboolean
filters_meet(const Scheme *scheme, const GPtrArray *a, const GPtrArray *b)
{
  for (guint i = 0; a && i < a->len; i++)
    for (guint j = 0; b && j < b->len; j++) {
      const Filter *one = a->pdata[i], *other = b->pdata[j];
      const SchemeAttribute *attribute = scheme_attribute(scheme, one->attribute);
      if (!strcmp(one->attribute, other->attribute) && !(attribute && attribute->many) &&
          !share_word(one->values, other->values))
        return FALSE;
    }
  return TRUE;
}

static gboolean
same_words(GStrv a, GStrv b)
{
  return (!a && !b) || (a && b && g_strv_equal((const char *const *) a, (const char *const *) b));
}

static gboolean
same_opens(const Opens *a, const Opens *b)
{
  return a->kind == b->kind && !g_strcmp0(a->term, b->term) && a->month == b->month && a->day == b->day &&
         !g_strcmp0(a->event, b->event) && !g_strcmp0(a->of_term, b->of_term) && !g_strcmp0(a->met, b->met);
}

static gboolean
in_force_together(const Requirement *a, const Requirement *b)
{
  return (a->until == DAY_NONE || b->from == DAY_NONE || b->from <= a->until) &&
         (b->until == DAY_NONE || a->from == DAY_NONE || a->from <= b->until);
}

/* Whether both ask the same form or event of one person, at the same time. */
static gboolean
ask_twice(const Scheme *scheme, const Requirement *a, const Requirement *b)
{
  const Evidence *one = a->evidence, *other = b->evidence;
  if (!one || !other || !g_strcmp0(a->id, b->id) /* which was said */ || one->kind != other->kind ||
      (one->kind != EVIDENCE_RETURN && one->kind != EVIDENCE_ATTEND))
    return FALSE;
  return same_words(one->ids, other->ids) && one->times == other->times && one->per == other->per &&
         same_words(a->for_each, b->for_each) && same_opens(&a->opens, &b->opens) &&
         !g_strcmp0(a->of.met, b->of.met) && in_force_together(a, b) &&
         share_word(a->of.roles, b->of.roles) && filters_meet(scheme, a->of.where, b->of.where);
}

static void
check_twice(const SchemeLoad *load, const Scheme *scheme, const Requirement *requirement, guint before)
{
  for (guint i = 0; i < before; i++) {
    const Requirement *other = scheme->requirements->pdata[i];
    if (ask_twice(scheme, other, requirement))
      conf_faults_add(load->faults, requirement->place.file, requirement->place.line,
                      "\"%s\" and \"%s\" ask the same of the same people at the same time: part them by an "
                      "attribute or by \"from\" and \"until\", or leave one out",
                      other->id, requirement->id);
  }
}

static gboolean
is_asked(const Scheme *scheme, const char *role)
{
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    if (requirement->of.roles && g_strv_contains((const char *const *) requirement->of.roles, role))
      return TRUE;
  }
  for (guint i = 0; i < scheme->events->len; i++) {
    const SchemeEvent *event = scheme->events->pdata[i];
    if (event->roles && g_strv_contains((const char *const *) event->roles, role))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_told(const Scheme *scheme, const char *role)
{
  for (guint i = 0; i < scheme->forms->len; i++)
    if (!g_strcmp0(((const SchemeForm *) scheme->forms->pdata[i])->to, role))
      return TRUE;
  for (guint i = 0; i < scheme->reports->len; i++) {
    const SchemeReport *report = scheme->reports->pdata[i];
    if (report->to && g_strv_contains((const char *const *) report->to, role))
      return TRUE;
  }
  return FALSE;
}

void
roles_finish(Scheme *scheme)
{
  for (guint i = 0; i < scheme->roles->len; i++) {
    SchemeRole *role = scheme->roles->pdata[i];
    if (role->id && role->covers == COVERS_NOTHING && is_told(scheme, role->id) &&
        !is_asked(scheme, role->id))
      role->covers = COVERS_ALL;
  }
}

void
check_people(const SchemeLoad *load, const Scheme *scheme)
{
  for (guint i = 0; i < scheme->requirements->len; i++) {
    check_requirement_roles(load, scheme, scheme->requirements->pdata[i]);
    check_twice(load, scheme, scheme->requirements->pdata[i], i);
  }
  for (guint i = 0; i < scheme->forms->len; i++)
    check_form_roles(load, scheme, scheme->forms->pdata[i]);
  for (guint i = 0; i < scheme->awards->len; i++) {
    const SchemeAward *award = scheme->awards->pdata[i];
    check_covers(load, scheme, "cc", award->cc, award->place);
    check_covers(load, scheme, "to", award->to, award->place);
  }
}
