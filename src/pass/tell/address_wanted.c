/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the question. Reads no answer: intake/address_reply.c. */
#include "pass/tell/address_wanted.h"
#include "pass/people/hearers.h"
#include "pass/post.h"
#include <string.h>

#define TEMPLATE "address-wanted"

static void
ask_one(Engine *engine, const Scheme *scheme, const Person *reader, const Person *person, const char *address,
        gint64 id)
{
  gint64 school = engine_school(engine, scheme, person->id, NULL);
  g_autofree char *purpose =
      g_strdup_printf(TEMPLATE ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, id, reader->id);
  json_t *context = context_new(engine, scheme, reader, school);
  context_text(context, "who", person->name);
  context_text(context, "address", address);
  Post mail = { .kind = MAIL_DIGEST,
                .template_name = TEMPLATE,
                .purpose = purpose,
                .person = reader->id,
                .context = context,
                .why = "mail to somebody for whom they answer comes back",
                .not_before = engine_sending_time(engine, school, clock_now(engine->clock)) };
  g_autoptr(GError) fault = NULL;
  post(engine, &mail, &fault);
  json_decref(context);
  if (fault) /* the office has its case in any event */
    g_warning("%s", fault->message);
}

void
address_wanted_ask(Engine *engine, const Person *person, const char *address, gint64 id)
{
  const Scheme *scheme;
  g_autoptr(GPtrArray) readers = hearers_of(engine, person->id, &scheme);
  for (guint i = 0; i < readers->len; i++)
    ask_one(engine, scheme, readers->pdata[i], person, address, id);
}

Case *
address_wanted_case(Engine *engine, const OutboxMail *mail)
{
  gboolean asks = mail && g_str_has_prefix(mail->purpose, TEMPLATE ":");
  return asks ? case_get(engine->store, g_ascii_strtoll(mail->purpose + strlen(TEMPLATE ":"), NULL, 10))
              : NULL;
}
