/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, by its content. The name is asked only where the content cannot tell: whether plain text is
 * a table. */
#include "config.h"

#include "reader/document.h"
#include "reader/formats.h"
#include <string.h>

#define LOOK 4096                              /* bytes of text that are looked at */
#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" /* compound file: [MS-CFB] 2.2 */

static const struct {
  gsize at;
  const char *bytes;
  gsize n;
  const char *format;
} marks[] = {
  { 0, "%PDF-", 5, "pdf" },      { 0, "\xff\xd8\xff", 3, "image" },    { 0, "\x89PNG\r\n\x1a\n", 8, "image" },
  { 0, "GIF8", 4, "image" },     { 0, "II*\0", 4, "image" },           { 0, "MM\0*", 4, "image" },
  { 4, "ftypheic", 8, "image" }, { 4, "ftypheix", 8, "image" },        { 4, "ftyphevc", 8, "image" },
  { 4, "ftypmif1", 8, "image" }, { 4, "ftypmsf1", 8, "image" },        { 4, "ftypavif", 8, "image" },
  { 8, "WEBPVP8", 7, "image" },  { 0, "\x78\x9f\x3e\x22", 4, "tnef" }, { 0, "{\\rtf", 5, "rtf" },
  { 0, "PK\5\6", 4, "zip" },
};

static gboolean
is_bitmap(const guint8 *bytes, gsize n)
{
  return n > 26 && bytes[0] == 'B' && bytes[1] == 'M' && !bytes[6] && !bytes[7] && !bytes[8] && !bytes[9] &&
         (bytes[14] == 40 || bytes[14] == 12 || bytes[14] == 108 || bytes[14] == 124);
}

static gboolean
contains(const guint8 *bytes, gsize n, const char *word, gsize length)
{
  return memmem(bytes, n, word, length) != NULL;
}

/* A stream's name in an OLE2 directory is UTF-16LE. */
static gboolean
has_stream(const guint8 *bytes, gsize n, const char *name)
{
  char wide[64];
  gsize length = strlen(name);
  for (gsize i = 0; i < length; i++) {
    wide[2 * i] = name[i];
    wide[2 * i + 1] = 0;
  }
  return contains(bytes, n, wide, 2 * length);
}

gboolean
sniff_is_encrypted(const guint8 *bytes, gsize n)
{
  return n >= 8 && !memcmp(bytes, OLE, 8) && has_stream(bytes, n, "EncryptedPackage");
}

/* What is inside cannot be seen: here alone the name has the word. */
static const char *
locked_format(const char *name)
{
  static const char *const formats[] = { "docx", "docm", "xlsx", "xlsm" };
  g_autofree char *lower = g_ascii_strdown(name ? name : "", -1);
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    if (g_str_has_suffix(lower, formats[i]))
      return formats[i & ~1u];
  return "unknown";
}

static const char *
ole_format(const guint8 *bytes, gsize n, const char *name)
{
  static const struct {
    const char *stream, *format;
  } kinds[] = { { "WordDocument", "doc" },
                { "Workbook", "xls" },
                { "PowerPoint Document", "ppt" },
                { "__substg1.0_", "msg" },
                { "Book", "xls" } };
  if (sniff_is_encrypted(bytes, n))
    return locked_format(name);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (has_stream(bytes, n, kinds[i].stream))
      return kinds[i].format;
  return "unknown";
}

/* By the package's own word for its kind (OpenDocument 1.3 part 2, 3.3), which its manifest repeats. */
static const char *
odf_format(Package *package)
{
  gsize n;
  const char *problem;
  const char *member = package_has(package, "mimetype") ? "mimetype" : "META-INF/manifest.xml";
  g_autofree char *type = package_has(package, member) ? package_read(package, member, &n, &problem) : NULL;
  const char *word = type ? strstr(type, "opendocument.") : NULL,
             *old = type ? strstr(type, "vnd.sun.xml.") : NULL;
  if (old && package_has(package, "content.xml")) /* OpenOffice.org 1 */
    return g_str_has_prefix(old, "vnd.sun.xml.writer") ? "sxw"
           : g_str_has_prefix(old, "vnd.sun.xml.calc") ? "sxc"
                                                       : "odg";
  if (!word || !package_has(package, "content.xml"))
    return NULL;
  if (g_str_has_prefix(word, "opendocument.text"))
    return "odt";
  if (g_str_has_prefix(word, "opendocument.spreadsheet"))
    return "ods";
  return g_str_has_prefix(word, "opendocument.graphics") ? "odg" : "odp";
}

/* By the content type of the main part, for packages whose parts have names of their own. */
static const char *
main_format(Package *package)
{
  static const struct {
    const char *type, *format;
  } kinds[] = {
    { "wordprocessingml.document.main", "docx" },     { "wordprocessingml.template.main", "docx" },
    { "ms-word.document.macroEnabled.main", "docx" }, { "spreadsheetml.sheet.main", "xlsx" },
    { "spreadsheetml.template.main", "xlsx" },        { "ms-excel.sheet.macroEnabled.main", "xlsx" }
  };
  gsize n;
  const char *problem;
  g_autofree char *types = package_has(package, "[Content_Types].xml")
                               ? package_read(package, "[Content_Types].xml", &n, &problem)
                               : NULL;
  for (guint i = 0; types && i < G_N_ELEMENTS(kinds); i++)
    if (strstr(types, kinds[i].type))
      return kinds[i].format;
  return NULL;
}

const char *
sniff_package(Package *package)
{
  static const struct {
    const char *member, *format;
  } kinds[] = { { "word/document.xml", "docx" },   { "xl/workbook.xml", "xlsx" },
                { "xl/workbook.bin", "xlsb" },     { "ppt/presentation.xml", "ppt" },
                { "index/document.iwa", "pages" }, { "index.zip", "pages" } };
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (package_has(package, kinds[i].member))
      return kinds[i].format;
  const char *format = odf_format(package);
  format = format ? format : main_format(package);
  return format ? format : "zip";
}

static const char *
zip_format(const guint8 *bytes, gsize n)
{
  const char *problem;
  g_autoptr(Package) package = package_open(bytes, n, &problem);
  return package ? sniff_package(package) : "zip";
}

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

static const char *
text_format(const guint8 *bytes, gsize n, const char *name)
{
  g_autofree char *text = document_decode(bytes, MIN(n, LOOK));
  for (const char *p = text; *p; p++)
    if ((guchar) *p < ' ' && !strchr("\t\n\r\f\033", *p))
      return "unknown";
  const char *start = text + strspn(text, " \t\r\n");
  if (!g_ascii_strncasecmp(start, "BEGIN:VCALENDAR", 15))
    return "ics";
  const char *flat = flat_format(start);
  if (flat)
    return flat;
  if (is_html(start))
    return "html";
  if (is_message(start))
    return "message";
  return csv_is_table(text, name) ? "csv" : "text";
}

const char *
document_sniff(const guint8 *bytes, gsize n, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (n >= marks[i].at + marks[i].n && !memcmp(bytes + marks[i].at, marks[i].bytes, marks[i].n))
      return marks[i].format;
  if (n >= 4 && !memcmp(bytes, "PK\3\4", 4))
    return zip_format(bytes, n);
  if (n >= 8 && !memcmp(bytes, OLE, 8))
    return ole_format(bytes, n, name);
  if (is_bitmap(bytes, n))
    return "image";
  if (n && contains(bytes, MIN(n, 1024), "%PDF-", 5))
    return "pdf";
  return n ? text_format(bytes, n, name) : "text";
}
