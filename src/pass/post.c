/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composes a mail and queues it. Never takes an address from a message. */
#include "pass/post.h"
#include "base/checksum.h"
#include "base/fault.h"
#include "mail/compose.h"
#include "pass/envelope.h"
#include "store/sessions.h"
#include <string.h>

/* One purpose, one Message-ID: a mail composed again after a crash is the same mail. */
static char *
message_id(Engine *engine, const char *purpose)
{
  g_autofree char *salt = store_get(engine->store, "salt");
  g_autofree char *seed = g_strconcat(salt ? salt : "", purpose, NULL);
  g_autofree char *sum = checksum_of_text(seed);
  return g_strdup_printf("%.32s@%s", sum, engine->site->domain);
}

/* The templates of its parts, each once, between blanks; its own when it has none. */
static char *
template_names(const Post *post)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; post->parts && i < post->parts->len; i++) {
    const LetterPart *part = post->parts->pdata[i];
    if (!g_ptr_array_find_with_equal_func(names, part->name, g_str_equal, NULL))
      g_ptr_array_add(names, part->name);
  }
  g_ptr_array_add(names, NULL);
  return names->len > 1 ? g_strjoinv(" ", (char **) names->pdata) : g_strdup(post->template_name);
}

static GPtrArray *
header_list(const Post *post, char *templates, char **refs)
{
  GPtrArray *headers = g_ptr_array_new();
  g_ptr_array_add(headers, (char *) "X-Mentord-Template");
  g_ptr_array_add(headers, templates);
  if (post->refs && post->refs[0]) {
    *refs = g_strjoinv(" ", (char **) post->refs);
    g_ptr_array_add(headers, (char *) "X-Mentord-Ref");
    g_ptr_array_add(headers, *refs);
  }
  g_ptr_array_add(headers, NULL);
  return headers;
}

static GBytes *
mail_bytes(Engine *engine, const Post *post, const char *const *to, const Letter *letter, const char *id,
           GError **error)
{
  g_autofree char *refs = NULL, *templates = template_names(post);
  g_autoptr(GPtrArray) headers = header_list(post, templates, &refs);
  const char *const references[] = { post->in_reply_to, NULL };
  Mail mail = { .from = engine->site->from,
                .to = to,
                .cc = post->cc,
                .subject = letter->subject,
                .message_id = id,
                .date = post->not_before == INSTANT_NONE ? clock_now(engine->clock)
                                                         : MAX(post->not_before, clock_now(engine->clock)),
                .in_reply_to = post->in_reply_to,
                .references = post->in_reply_to ? references : NULL,
                .text = letter->text,
                .html = letter->html,
                .headers = (const char *const *) headers->pdata,
                .attachments = post->attachments,
                .calendar = post->calendar,
                .method = post->method,
                .replied = post->message != 0 };
  return compose(&mail, engine->clock, error);
}

static gint64
queue(Engine *engine, const Post *post, const char *const *to, GError **error)
{
  g_autoptr(Letter) letter =
      post->parts
          ? letters_write_parts(engine->letters, post->template_name, post->context, post->parts, error)
          : letters_write(engine->letters, post->template_name, post->context, error);
  if (!letter)
    return -1;
  g_autofree char *id = message_id(engine, post->purpose);
  g_autofree char *sender = envelope_sender(engine, post->purpose);
  g_autoptr(GBytes) bytes = mail_bytes(engine, post, to, letter, id, error);
  if (!bytes)
    return -1;
  Instant now = clock_now(engine->clock);
  Instant at = post->not_before == INSTANT_NONE ? now : post->not_before;
  OutboxMail mail = { .purpose = (char *) post->purpose,
                      .template_name = (char *) post->template_name,
                      .requirement = (char *) post->requirement,
                      .message_id = id,
                      .subject = letter->subject,
                      .sender = sender,
                      .why = (char *) post->why,
                      .kind = post->kind,
                      .person = post->person,
                      .message = post->message,
                      .not_before = at,
                      .next_try = at,
                      .bytes = bytes };
  gint64 outbox = outbox_add(engine->store, &mail, to, post->cc, post->held);
  if (!outbox)
    return 0;
  journal_add(engine->store, post->person, 0, post->why, "mail %s %s", post->template_name,
              post->held ? "held by the brake" : "queued");
  if (post->message)
    g_info("event=queued outbox=%" G_GINT64_FORMAT " template=%s message=%" G_GINT64_FORMAT, outbox,
           post->template_name, post->message);
  else
    g_info("event=queued outbox=%" G_GINT64_FORMAT " template=%s", outbox, post->template_name);
  return outbox;
}

gint64
post(Engine *engine, const Post *mail, GError **error)
{
  if (outbox_has(engine->store, mail->purpose) || (engine->answers_none && mail->kind == MAIL_ANSWER))
    return 0;
  if (mail->to)
    return mail->to[0] ? queue(engine, mail, mail->to, error) : 0;
  g_autoptr(Person) person = person_get(engine->store, mail->person);
  if (!person || !person->address) {
    journal_add(engine->store, mail->person, 0, mail->why, "mail %s not written: no address on the roster",
                mail->template_name);
    return 0;
  }
  const char *const to[] = { person->address, NULL };
  return queue(engine, mail, to, error);
}
