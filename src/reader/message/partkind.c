/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types of parts. A file is told by its content elsewhere: here it is only known to be one. */
#include "reader/message/partkind.h"
#include "reader/message/names.h"
#include <string.h>

static const struct {
  const char *type, *subtype;
  PartKind kind;
} KINDS[] = {
  { "application", "pkcs7-mime", PART_WRAPPED },
  { "application", "x-pkcs7-mime", PART_WRAPPED },
  { "application", "pgp-signature", PART_SIGNATURE },
  { "application", "pgp-keys", PART_SIGNATURE },
  { "application", "pkcs7-signature", PART_SIGNATURE },
  { "application", "x-pkcs7-signature", PART_SIGNATURE },
  { "message", "delivery-status", PART_STATUS },
  { "message", "global-delivery-status", PART_STATUS },
  { "text", "rfc822-headers", PART_HEADERS },
  { "message", "global-headers", PART_HEADERS },
  { "message", "disposition-notification", PART_RECEIPT },
  { "message", "global-disposition-notification", PART_RECEIPT },
  { "message", "feedback-report", PART_REPORT },
  { "text", "calendar", PART_CALENDAR },
  { "application", "ics", PART_CALENDAR },
  { "message", "partial", PART_ABSENT }, /* RFC 2046 5.2 */
  { "message", "external-body", PART_ABSENT },
};

/* A type that says nothing means plain text (RFC 2045 5.2). */
static gboolean
is_untyped(GMimePart *part)
{
  const char *said = g_mime_object_get_header(GMIME_OBJECT(part), "Content-Type");
  return said && !said[strspn(said, " \t\r\n")];
}

static gboolean
is_text(GMimeContentType *type)
{
  return g_mime_content_type_is_type(type, "text", "plain") ||
         g_mime_content_type_is_type(type, "text", "html");
}

PartKind
part_kind(GMimePart *part)
{
  GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
  gboolean attached = disposition && !g_ascii_strcasecmp(disposition, "attachment");
  for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++)
    if (g_mime_content_type_is_type(type, KINDS[i].type, KINDS[i].subtype))
      return KINDS[i].kind;
  g_autofree char *name = names_file(GMIME_OBJECT(part)), *lower = g_ascii_strdown(name, -1);
  if ((is_text(type) || is_untyped(part)) && !*name && !attached)
    return PART_BODY;
  /* some gateways leave nothing of the type but the name (RFC 8551 3.2.1) */
  return g_str_has_suffix(lower, ".p7m") ? PART_WRAPPED : PART_FILE;
}

gboolean
part_is_needless(GMimeObject *object)
{
  GMimeContentType *type = g_mime_object_get_content_type(object);
  return GMIME_IS_PART(object) && g_mime_content_type_is_type(type, "text", "*") &&
         part_kind(GMIME_PART(object)) == PART_FILE && !g_mime_part_get_filename(GMIME_PART(object));
}
