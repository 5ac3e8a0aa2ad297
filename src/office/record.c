/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a file into the store as a message in the folder 'hand' and files its form. Sends nothing. */
#include "office/record.h"
#include "base/checksum.h"
#include "base/fault.h"
#include "pass/intake/filing.h"
#include "pass/intake/meeting.h"
#include "store/messages.h"
#include <string.h>

/* The document of @reading, or of a message forwarded in it, that is a form asked for by @obligation. */
static const ReadingDocument *
document_for(const Engine *engine, const Reading *reading, const Obligation *obligation, Recognised *form)
{
  for (; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++) {
      *form = form_recognise(engine->site->schemes, reading->documents->pdata[i], match_asks_of_one,
                             &(AskedOf){ engine, obligation });
      if (form->form && match_asks(engine, obligation, form->form))
        return reading->documents->pdata[i];
    }
  return NULL;
}

/* A file that is wanted for itself is whatever the office says it is. */
static const ReadingDocument *
kept_for(const Engine *engine, const Reading *reading, const Obligation *obligation, Recognised *form)
{
  const Recognised kept = match_wanted(engine, obligation);
  if (!kept.form || !reading->documents->len)
    return NULL;
  *form = kept;
  return reading->documents->pdata[0];
}

/* The attendance report of a meeting among the documents of @reading; NULL: there is none. */
static const ReadingDocument *
report_in(const Reading *reading)
{
  for (; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++)
      if (meeting_table(reading->documents->pdata[i]))
        return reading->documents->pdata[i];
  return NULL;
}

/* The message's row; made when these bytes did not come before. */
static Message *
keep(Engine *engine, GBytes *bytes, const char *name, const Reading *reading, gint64 person)
{
  g_autofree char *key = checksum_of_bytes(bytes);
  gboolean known = FALSE;
  gint64 id = message_store(engine->store, "hand", key, clock_now(engine->clock), FALSE, bytes, &known);
  if (!known)
    message_done(engine->store, id, reading->kind, reading->message_id, NULL, name, person,
                 clock_now(engine->clock), FALSE);
  return message_get(engine->store, id);
}

static gboolean
say_outcome(const Inbound *inbound, const char *name, GPtrArray *lines, GError **error)
{
  const Outcome *outcome = inbound->outcomes->pdata[0];
  if (outcome->state == OUTCOME_EMPTY) {
    g_set_error(error, FAULT, FAULT_DATA, "%s was not filed: %s", name, "none of its boxes is filled in");
    return FALSE;
  }
  if (outcome->state == OUTCOME_KNOWN)
    g_ptr_array_add(lines, g_strdup("this very document was filed already: nothing has changed"));
  for (guint i = 0; i < outcome->lines->len; i++)
    g_ptr_array_add(lines, g_strdup(outcome->lines->pdata[i]));
  for (guint i = 0; i < outcome->asked->len; i++) {
    const BoxChange *asked = outcome->asked->pdata[i];
    if (asked->lack)
      g_ptr_array_add(lines,
                      g_strdup_printf("it does not count yet: %s: %s", asked->field->label, asked->lack));
  }
  return TRUE;
}

gboolean
record_return(Engine *engine, Obligation *obligation, const char *name, GBytes *bytes, const char *reason,
              GPtrArray *lines, GError **error)
{
  g_autofree char *died = NULL;
  Reader *reader = engine_reader(engine, error);
  g_autoptr(Reading) reading =
      reader ? reader_read(reader, bytes, READ_FILE, name, TRUE, &died, error) : NULL;
  if (died)
    g_set_error(error, FAULT, FAULT_DATA, "%s could not be read: %s", name, died);
  if (!reading)
    return FALSE;
  Recognised form = { NULL, NULL, 0 };
  const ReadingDocument *document = document_for(engine, reading, obligation, &form);
  document = document ? document : kept_for(engine, reading, obligation, &form);
  const ReadingDocument *report = document ? NULL : report_in(reading);
  if (!document && !report) {
    g_set_error(error, FAULT, FAULT_DATA, "%s is no form that %s asks for%s%s", name, obligation->ref,
                form.form ? ": it is " : "", form.form ? form.form->title : "");
    return FALSE;
  }
  g_autoptr(Message) message = keep(engine, bytes, name, reading, obligation->person);
  g_autoptr(Inbound) inbound = inbound_new(engine, message, reading);
  inbound->office = reason;
  inbound->arrival = clock_now(engine->clock);
  if (report && !meeting_return(inbound, report, obligation, error))
    return FALSE;
  Filing filing = { .form = &form,
                    .obligation = obligation,
                    .document = document,
                    .position = 0,
                    .why = "recorded by the office" };
  if (document)
    filing_document(inbound, &filing);
  return say_outcome(inbound, name, lines, error);
}
