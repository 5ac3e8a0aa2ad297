/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From headers, text and documents to what a reading says in the end, however the mail came: by its parts or
 * out of Outlook's own file. Opens nothing. */
#include "reader/message/conclude.h"
#include "base/ref.h"
#include "base/text.h"
#include "reader/message/away.h"
#include "reader/message/bounce.h"
#include "reader/message/files.h"
#include "reader/message/kind.h"
#include "reader/message/links.h"
#include "reader/message/notice.h"
#include "reader/message/quote.h"
#include <string.h>

/* The text of a forward within the text: a reading of its own, without files of its own. */
static Reading *
inline_forward(QuoteParts *parts, guint depth)
{
  Reading *reading = reading_new("message");
  QuoteParts inner;
  quote_split(parts->forwarded, quote_subject_forwards(parts->subject), &inner);
  g_free(reading->from.name);
  reading->from.name = g_steal_pointer(&parts->from.name);
  reading->from.address = g_steal_pointer(&parts->from.address);
  g_free(reading->subject);
  reading->subject = g_steal_pointer(&parts->subject);
  g_free(reading->date);
  reading->date = g_steal_pointer(&parts->date);
  g_free(reading->text);
  reading->text = g_steal_pointer(&inner.own);
  g_strfreev(reading->refs);
  reading->refs = ref_find(parts->forwarded);
  g_strfreev(reading->links);
  reading->links = links_find(reading->text);
  if (inner.forwarded && depth < FORWARDS_LIMIT)
    reading->forwarded = inline_forward(&inner, depth + 1);
  quote_parts_clear(&inner);
  return reading;
}

static void
take_text(Reading *reading, const char *text, guint depth)
{
  QuoteParts parts;
  quote_split(text, quote_subject_forwards(reading->subject), &parts);
  g_free(reading->text);
  reading->text = g_steal_pointer(&parts.own);
  g_strfreev(reading->links);
  reading->links = links_find(reading->text);
  if (parts.forwarded && !reading->forwarded && depth < FORWARDS_LIMIT)
    reading->forwarded = inline_forward(&parts, depth + 1);
  quote_parts_clear(&parts);
}

static void
add_refs(GPtrArray *refs, GStrv found)
{
  for (guint i = 0; found[i]; i++)
    if (!g_ptr_array_find_with_equal_func(refs, found[i], g_str_equal, NULL))
      g_ptr_array_add(refs, g_strdup(found[i]));
  g_strfreev(found);
}

void
conclude_refs(Reading *reading, const char *text)
{
  g_autoptr(GPtrArray) refs = g_ptr_array_new();
  g_auto(GStrv) of_original = reading->refs;
  for (guint i = 0; i < reading->documents->len; i++)
    add_refs(refs, files_refs(reading->documents->pdata[i]));
  add_refs(refs, ref_find(reading->subject));
  for (guint i = 0; reading->to[i]; i++)
    add_refs(refs, ref_find(reading->to[i]));
  add_refs(refs, g_steal_pointer(&of_original));
  add_refs(refs, ref_find(text));
  g_ptr_array_add(refs, NULL);
  reading->refs = (GStrv) g_ptr_array_free(g_steal_pointer(&refs), FALSE);
}

/* What a server returns as a whole message is no forward: it says only which mail of ours it was. */
static void
take_returned(Reading *reading, const Report *report)
{
  g_autoptr(Reading) original = g_steal_pointer(&reading->forwarded);
  g_autofree char *refs = g_strjoinv(" ", original->refs);
  g_autofree char *id =
      *original->message_id ? g_strdup_printf("Message-ID: <%s>\n", original->message_id) : NULL;
  g_autofree char *headers = g_strdup_printf("%sX-Mentord-Ref: %s\n", id ? id : "", refs);
  bounce_read_original(reading, headers);
  if (!report->returned->len && original->to[0] && !original->to[1])
    g_string_printf(report->returned, "To: %s\n", original->to[0]);
  while (original->bounces->len) /* a gateway has wrapped the report */
    g_ptr_array_add(reading->bounces, g_ptr_array_steal_index(original->bounces, 0));
}

static gboolean
names_everybody(const Reading *reading)
{
  for (guint i = 0; i < reading->bounces->len; i++)
    if (!*((const ReadingBounce *) reading->bounces->pdata[i])->recipient)
      return FALSE;
  return reading->bounces->len != 0;
}

/* Of whom a bounce speaks, or a mail that is late. */
static void
read_report(Reading *reading, GMimeMessage *message, const Report *report, const char *text, gboolean delayed)
{
  const char *failed = g_mime_object_get_header(GMIME_OBJECT(message), "X-Failed-Recipients");
  if (reading->forwarded)
    take_returned(reading, report);
  if (!reading->bounces->len)
    bounce_read_status(reading, text); /* where the report's own part lost its type on the way */
  if (!reading->bounces->len)
    bounce_read_original(reading, text);
  if (names_everybody(reading))
    return;
  g_autofree char *sent_to = bounce_sent_to(report->returned->str);
  bounce_read_prose(reading, text, failed, sent_to, delayed);
}

void
conclude_links(Reading *reading, const char *text)
{
  QuoteParts parts;
  quote_split(text, quote_subject_forwards(reading->subject), &parts);
  g_autofree char *valid = g_utf8_make_valid(parts.own, -1);
  g_autofree char *both = g_strconcat(reading->text, "\n", valid, NULL);
  g_strfreev(reading->links);
  reading->links = links_find(both);
  quote_parts_clear(&parts);
}

void
conclude(Reading *reading, GMimeMessage *message, Report *report, const char *text, guint depth)
{
  take_text(reading, text, depth);
  notice_read(reading, text, report);
  const char *kind = kind_of(message, reading, report, text);
  gboolean delayed = !strcmp(kind, "delay");
  if (delayed || !strcmp(kind, "bounce")) {
    read_report(reading, message, report, text, delayed);
    kind = kind_by_actions(reading, kind);
  }
  conclude_refs(reading, text);
  g_free(reading->kind);
  reading->kind = g_strdup(kind);
  if (!strcmp(kind, "auto-reply"))
    reading->away = away_read(reading);
}
