/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the return behind an approval. Writes nothing. */
#include "pass/approve/work.h"
#include "pass/approve/approvals.h"
#include "pass/documents/copies.h"
#include "pass/posted.h"
#include "store/messages.h"
#include <string.h>

static const Requirement *
waits_for(const Scheme *scheme, const Requirement *requirement)
{
  const char *met = requirement->of.met                    ? requirement->of.met
                    : requirement->opens.kind == OPENS_MET ? requirement->opens.met
                                                           : NULL;
  return met ? scheme_requirement(scheme, met) : NULL;
}

static gboolean
asks_return(const Evidence *evidence)
{
  gboolean asks = evidence->kind == EVIDENCE_RETURN;
  for (guint i = 0; !asks && evidence->parts && i < evidence->parts->len; i++)
    asks = asks_return(evidence->parts->pdata[i]);
  return asks;
}

/* The same person's in the same year; of several, the one of the same instance. */
static Obligation *
sister(Engine *engine, const Obligation *obligation, const Requirement *requirement)
{
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, obligation->person, obligation->year);
  gint64 found = 0;
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (strcmp(one->scheme, obligation->scheme) != 0 || strcmp(one->requirement, requirement->id) != 0)
      continue;
    if (!found || !strcmp(one->instance, obligation->instance))
      found = one->id;
  }
  return found ? obligation_get(engine->store, found) : NULL;
}

Obligation *
work_of(Engine *engine, const Scheme *scheme, const Requirement *requirement, const Obligation *obligation)
{
  while (requirement && !asks_return(requirement->evidence))
    requirement = waits_for(scheme, requirement);
  return requirement ? sister(engine, obligation, requirement) : NULL;
}

WorkVersion
work_version_for(Engine *engine, const Scheme *scheme, const Requirement *requirement,
                 const Obligation *obligation)
{
  g_autoptr(Obligation) work = work_of(engine, scheme, requirement, obligation);
  return work ? work_version(engine->store, work->id) : (WorkVersion){ 0, 0 };
}

GPtrArray *
work_signed(Engine *engine, const Scheme *scheme, const Requirement *requirement,
            const Obligation *obligation)
{
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  for (requirement = waits_for(scheme, requirement); requirement && !asks_return(requirement->evidence);
       requirement = waits_for(scheme, requirement)) {
    Obligation *one =
        approvals_sign_off(requirement->evidence) ? sister(engine, obligation, requirement) : NULL;
    if (one)
      g_ptr_array_insert(found, 0, one);
  }
  return found;
}

static const ReadingDocument *
same_file(const Reading *reading, const char *sha256)
{
  for (; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++) {
      const ReadingDocument *document = reading->documents->pdata[i];
      if (!g_strcmp0(document->sha256, sha256) && document->content)
        return document;
    }
  return NULL;
}

/* The bytes as they came. NULL without @error: typed in, or kept no longer. */
static GBytes *
file_as_it_came(Engine *engine, const Filed *filed, GError **error)
{
  g_autoptr(Message) message =
      filed->sha256 && filed->message ? message_get(engine->store, filed->message) : NULL;
  g_autoptr(GBytes) bytes = message ? message_bytes(engine->store, message->id) : NULL;
  Reader *reader = bytes ? engine_reader(engine, error) : NULL;
  if (!reader)
    return NULL;
  g_autofree char *died = NULL;
  gboolean by_hand = !strcmp(message->folder, "hand");
  const char *name = by_hand && message->subject ? message->subject : "";
  g_autoptr(Reading) reading = reader_read(reader, bytes, posted_read_as(message), name, TRUE, &died, error);
  const ReadingDocument *document = reading ? same_file(reading, filed->sha256) : NULL;
  return document ? g_bytes_ref(document->content) : NULL;
}

Attachment *
work_attachment(Engine *engine, const Filed *filed, guint number, GError **error)
{
  g_autoptr(GPtrArray) corrections = corrections_of(engine->store, filed->id);
  GError *fault = NULL;
  g_autoptr(GBytes) bytes = corrections->len ? NULL : file_as_it_came(engine, filed, &fault);
  if (fault) {
    g_propagate_error(error, fault);
    return NULL;
  }
  Attachment *file = bytes ? attachment_new(filed->document, "application/octet-stream", bytes)
                           : copy_of_filed(engine, filed, error);
  if (file && number) {
    g_autofree char *name = g_steal_pointer(&file->name);
    file->name = g_strdup_printf("%u - %s", number, name);
  }
  return file;
}
