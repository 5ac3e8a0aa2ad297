/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the acts of an approval into words. Writes nothing. */
#include "pass/tell/explain_acts.h"
#include "pass/approve/approvals.h"
#include "store/facts.h"

/* "version 2 of Entry Record.docx" */
static char *
version_words(Store *store, WorkVersion seen)
{
  g_autoptr(Filed) filed = seen.filed ? filed_get(store, seen.filed) : NULL;
  if (!filed)
    return g_strdup("what was asked");
  return g_strdup_printf("version %d of %s%s", filed->version,
                         filed->document && *filed->document ? filed->document : filed->form,
                         seen.correction ? " as corrected" : "");
}

static void
say_asked(Engine *engine, const Signing *signing, GPtrArray *lines)
{
  g_autoptr(Person) person = signing->person ? person_get(engine->store, signing->person) : NULL;
  g_autofree char *what = version_words(engine->store, signing->seen);
  g_autofree char *day = day_words(clock_day(engine->clock, signing->at));
  g_ptr_array_add(lines, g_strdup_printf("%s %s on %s to approve %s%s", person ? person->name : "The office",
                                         signing->outbox ? "was asked" : "is to be asked since it was noted",
                                         day, what, signing->deputy ? ", in place of somebody away" : ""));
}

static void
say_said(Engine *engine, const Approval *approval, GPtrArray *lines)
{
  g_autofree char *act = approvals_act(engine, approval);
  g_autofree char *what = version_words(engine->store, approval->seen);
  g_ptr_array_add(lines, g_strdup_printf("%s %s: %s%s%s",
                                         approval->approved   ? "Approved"
                                         : approval->returned ? "Given back"
                                                              : "Not approved",
                                         act, what, approval->words ? ": " : "",
                                         approval->words ? approval->words : ""));
}

guint
explain_acts(Engine *engine, const Obligation *obligation, GPtrArray *lines)
{
  guint before = lines->len;
  g_autoptr(GPtrArray) asked = signings_of_obligation(engine->store, obligation->id);
  g_autoptr(GPtrArray) said = approvals_of(engine->store, obligation->id);
  for (guint i = 0; i < asked->len; i++)
    say_asked(engine, asked->pdata[i], lines);
  for (guint i = 0; i < said->len; i++)
    say_said(engine, said->pdata[i], lines);
  g_autoptr(Approval) returned =
      approval_returned(engine->store, work_version(engine->store, obligation->id));
  if (returned)
    say_said(engine, returned, lines);
  return lines->len - before;
}
