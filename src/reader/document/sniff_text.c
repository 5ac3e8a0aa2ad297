/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of text is, by its first words. The name is asked for one thing alone: whether plain text with
 * separators is a table. */
#include "reader/document/formats.h"
#include <string.h>

#define LOOK 4096 /* bytes that are looked at */

/* A header line of a mail: a name, a colon. At least one that only mails have. */
static gboolean
is_message(const char *text)
{
  static const char *const headers[] = { "From: ",         "Received: ",    "Return-Path: ", "Message-ID: ",
                                         "Date: ",         "Subject: ",     "To: ",          "MIME-Version: ",
                                         "Delivered-To: ", "Content-Type: " };
  guint found = 0;
  while (*text && *text != '\n' && *text != '\r') {
    gsize name = strcspn(text, ": \r\n");
    if (*text != ' ' && *text != '\t' && text[name] != ':')
      return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(headers); i++)
      found += !g_ascii_strncasecmp(text, headers[i], strlen(headers[i]));
    text += strcspn(text, "\n");
    text += *text == '\n';
  }
  return found >= 2;
}

static gboolean
is_html(const char *text)
{
  g_autofree char *lower = g_ascii_strdown(text, 1024);
  return strstr(lower, "<!doctype html") || strstr(lower, "<html") || strstr(lower, "<body") ||
         strstr(lower, "<head");
}

/* OpenDocument as one XML file (ODF 1.3 part 3, 3.1.2): it says what it is in its first element. */
static const char *
flat_format(const char *start)
{
  static const char type[] = "office:mimetype=\"application/vnd.oasis.opendocument.";
  const char *said =
      !strncmp(start, "<?xml", 5) || !strncmp(start, "<office:document", 16) ? strstr(start, type) : NULL;
  if (!said)
    return NULL;
  said += strlen(type);
  return g_str_has_prefix(said, "text") ? "odt" : g_str_has_prefix(said, "spreadsheet") ? "ods" : "odg";
}

/* XML of Office and its kin, each in one piece, by its namespaces. */
static const char *
xml_format(const char *text)
{
  static const struct {
    const char *words, *format;
  } kinds[] = { { "schemas.microsoft.com/office/2006/xmlPackage", "flat-opc" },
                { "schemas.microsoft.com/office/word/2003/wordml", "word-xml" },
                { "urn:schemas-microsoft-com:office:spreadsheet", "excel-xml" },
                { "http://ns.adobe.com/xfdf/", "xfdf" },
                { "http://ns.adobe.com/xdp/", "xdp" },
                { "<svg", "svg" },
                { "<plist", "plist" } };
  if (!g_str_has_prefix(text, "<?xml") && !g_str_has_prefix(text, "<svg"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (strstr(text, kinds[i].words)) /* a plist with an address alone is what a Mac keeps of a page */
      return !strcmp(kinds[i].format, "plist") && strstr(text, "<key>URL</key>") ? "webloc" : kinds[i].format;
  return NULL;
}

/* The stub that a synchronised folder has in place of a document which lives on a server alone. */
static const char *
stub_format(const char *text)
{
  static const struct {
    const char *words, *format;
  } kinds[] = { { "docs.google.com/document", "gdoc" },
                { "docs.google.com/spreadsheets", "gsheet" },
                { "docs.google.com/presentation", "gslides" },
                { "docs.google.com/forms", "gform" },
                { "docs.google.com/open", "gdoc" },
                { "\"doc_id\"", "gdoc" } };
  for (guint i = 0; *text == '{' && i < G_N_ELEMENTS(kinds); i++)
    if (strstr(text, kinds[i].words))
      return kinds[i].format;
  return NULL;
}

static const char *
marked_format(const char *text)
{
  static const struct {
    const char *start, *format;
  } kinds[] = { { "BEGIN:VCALENDAR", "ics" },
                { "BEGIN:VCARD", "vcf" },
                { "[InternetShortcut]", "url" },
                { "-----BEGIN PGP MESSAGE-----", "pgp" },
                { "-----BEGIN PKCS7-----", "p7m" },
                { "-----BEGIN CMS-----", "p7m" },
                { "#!", "script" },
                { "@echo off", "script" },
                { "<job", "script" },
                { "%!PS", "ps" },
                { "%FDF-", "fdf" } };
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (!g_ascii_strncasecmp(text, kinds[i].start, strlen(kinds[i].start)))
      return kinds[i].format;
  return NULL;
}

/* A web page saved with its pictures, which Word does under the name of a document: a mail by its structure,
 * but one that nobody sent. */
static gboolean
is_web_archive(const char *text)
{
  const char *end = strstr(text, "\n\n"), *other = strstr(text, "\r\n\r\n");
  end = !end || (other && other < end) ? other : end;
  g_autofree char *head = g_ascii_strdown(text, end ? end - text : -1);
  return strstr(head, "multipart/related") && !strstr(head, "\nreceived:") && !strstr(head, "\nto:") &&
         !strstr(head, "\nmessage-id:") && !g_str_has_prefix(head, "received:") &&
         !g_str_has_prefix(head, "to:");
}

static gboolean
has_controls(const char *text)
{
  for (; *text; text++)
    if ((guchar) *text < ' ' && !strchr("\t\n\r\f\033", *text))
      return TRUE;
  return FALSE;
}

const char *
sniff_text(const guint8 *bytes, gsize n, const char *name)
{
  g_autofree char *text = document_decode(bytes, MIN(n, LOOK));
  const char *start = text + strspn(text, " \t\r\n");
  const char *format = marked_format(start);
  format = format ? format : flat_format(start);
  format = format ? format : xml_format(start);
  format = format ? format : stub_format(start);
  if (format)
    return format;
  if (*start == '<' && is_html(start)) /* LibreOffice leaves marks of its own in one */
    return "html";
  if (has_controls(text))
    return "unknown";
  if (is_message(start))
    return is_web_archive(start) ? "mhtml" : "message";
  if (is_html(start))
    return "html";
  return csv_is_table(text, name) ? "csv" : "text";
}
