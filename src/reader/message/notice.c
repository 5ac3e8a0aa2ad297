/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices of Amazon SES: https://docs.aws.amazon.com/ses/, "Notification contents". Believes none of it. */
#include "reader/message/notice.h"
#include "base/text.h"
#include "reader/message/bounce.h"
#include <string.h>

enum { RECIPIENTS_LIMIT = 20, VALUE_LIMIT = 1024 };

/* @text without line ends, where those of a mail's lines have cut strings in two. */
static char *
joined(const char *text)
{
  GString *all = g_string_sized_new(strlen(text));
  for (const char *p = text; *p; p++) {
    if (*p == '\n' && p[1] == ' ')
      p++;
    else if (*p != '\n' && *p != '\r')
      g_string_append_c(all, *p);
  }
  return g_string_free(all, FALSE);
}

static const char *
string_in(json_t *object, const char *key)
{
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "";
}

/* The notice in @text, in the envelope of a topic or without; a new reference, NULL when there is none. */
static json_t *
notice_in(const char *text)
{
  g_autofree char *line = joined(text);
  json_t *json = json_loads(line, JSON_DISABLE_EOF_CHECK, NULL);
  const char *inner = string_in(json, "Message");
  json_t *notice = *inner == '{' ? json_loads(inner, 0, NULL) : json_incref(json);
  json_decref(json);
  if (!*string_in(notice, "notificationType") && !*string_in(notice, "eventType"))
    g_clear_pointer(&notice, json_decref);
  return notice;
}

static void
add_bounced(Reading *reading, json_t *one, gboolean later)
{
  g_autofree char *address = text_address(string_in(one, "emailAddress"));
  g_autofree char *said = text_clean(string_in(one, "diagnosticCode"), -1, VALUE_LIMIT, FALSE);
  g_autofree char *given = bounce_status_in(string_in(one, "status"));
  g_autofree char *meant = bounce_status_of(said, later);
  if (address)
    reading_add_bounce(reading, address, later ? "delayed" : "failed", *given ? given : meant, said);
}

static void
add_recipients(Reading *reading, json_t *notice, const char *kind)
{
  json_t *bounce = json_object_get(notice, "bounce"), *delay = json_object_get(notice, "deliveryDelay");
  json_t *delivery = json_object_get(notice, "delivery"), *one;
  gsize i;
  json_array_foreach(json_object_get(bounce, "bouncedRecipients"), i, one) if (i < RECIPIENTS_LIMIT)
      add_bounced(reading, one, FALSE);
  json_array_foreach(json_object_get(delay, "delayedRecipients"), i, one) if (i < RECIPIENTS_LIMIT)
      add_bounced(reading, one, TRUE);
  if (strcmp(kind, "Delivery"))
    return;
  json_array_foreach(json_object_get(delivery, "recipients"), i, one)
  {
    g_autofree char *address = text_address(json_string_value(one) ? json_string_value(one) : "");
    if (address && i < RECIPIENTS_LIMIT)
      reading_add_bounce(reading, address, "delivered", "2.0.0", "");
  }
}

/* The id that the mail had when we gave it to the service. */
static void
add_original(Reading *reading, json_t *notice)
{
  json_t *headers = json_object_get(json_object_get(notice, "mail"), "commonHeaders");
  g_autofree char *id = text_clean(string_in(headers, "messageId"), -1, VALUE_LIMIT, FALSE);
  g_autofree char *field = g_strdup_printf("Message-ID: %s\n", id);
  bounce_read_original(reading, field);
}

void
notice_read(Reading *reading, const char *text, Report *report)
{
  text += strspn(text, " \t\r\n");
  json_t *notice = *text == '{' && strstr(text, "Type") ? notice_in(text) : NULL;
  if (!notice)
    return;
  const char *kind = string_in(notice, "notificationType");
  kind = *kind ? kind : string_in(notice, "eventType");
  add_recipients(reading, notice, kind);
  if (reading->bounces->len)
    report->type = REPORT_DELIVERY;
  else if (!strcmp(kind, "Complaint"))
    report->type = REPORT_OTHER;
  if (report->type)
    add_original(reading, notice);
  json_decref(notice);
}
