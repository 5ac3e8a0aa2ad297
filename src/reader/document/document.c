/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file to its format's reader, and the files in a ZIP one level down. Decides what cannot be read is
 * called; reads no format itself. */
#include "reader/document/document.h"
#include "base/checksum.h"
#include "reader/document/formats.h"
#include <libxml/parser.h>
#include <string.h>

#define ZIP_FILES 50 /* documents taken out of one ZIP */
#define TEXT_LIMIT (60 << 10)
#define TEXT_END (12 << 10)

static void read_bytes(ReadingDocument *document, const guint8 *bytes, gsize n, GPtrArray *out);

void
documents_start(void)
{
  static const char *const charsets[] = { "UTF-16LE",   "UTF-16BE",    "WINDOWS-1252",
                                          "ISO-8859-1", "ISO-8859-15", "US-ASCII" };
  /* libzip says when each member was changed in local time, and would ask the file system for the zone every
   * time */
  g_setenv("TZ", "UTC", FALSE);
  xmlInitParser();
  for (guint i = 0; i < G_N_ELEMENTS(charsets); i++)
    g_free(g_convert("", 0, "UTF-8", charsets[i], NULL, NULL, NULL));
  g_free(checksum(NULL, 0)); /* libcrypto reads its configuration at the first */
  pdf_start();
}

static void
set_format(ReadingDocument *document, const char *format)
{
  g_free(document->format);
  document->format = g_strdup(format);
}

/* What a Mac or Windows adds to a ZIP, and folders. */
static gboolean
is_debris(const char *name)
{
  const char *slash = strrchr(name, '/');
  const char *base = slash ? slash + 1 : name;
  return !*base || *base == '.' || g_str_has_prefix(name, "__MACOSX/") ||
         !g_ascii_strcasecmp(base, "Thumbs.db") || !g_ascii_strcasecmp(base, "desktop.ini");
}

/* One file of a container, its bytes in place. A container in a container is not opened. */
static void
read_content(ReadingDocument *member)
{
  gsize n;
  if (!member->content)
    return;
  const guint8 *bytes = g_bytes_get_data(member->content, &n);
  member->size = n;
  g_free(member->sha256);
  member->sha256 = checksum_of_bytes(member->content);
  read_bytes(member, bytes, n, NULL);
}

static void
read_member(const ReadingDocument *zip, Package *package, const char *name, GPtrArray *out)
{
  const char *slash = strrchr(name, '/'), *problem;
  gsize n;
  ReadingDocument *member = reading_document_new("unknown");
  g_free(member->name);
  member->name = g_utf8_make_valid(slash ? slash + 1 : name, -1);
  member->in = g_strdup(zip->name);
  g_ptr_array_add(out, member);
  char *bytes = package_read(package, name, &n, &problem);
  if (!bytes) {
    reading_problem(member, problem);
    return;
  }
  member->content = g_bytes_new_take(bytes, n);
  read_content(member);
}

static void
read_zip(ReadingDocument *document, Package *package, GPtrArray *out)
{
  guint taken = 0;
  if (!out) { /* a ZIP in a ZIP */
    reading_problem(document, "unsupported");
    return;
  }
  for (guint i = 0; i < package_size(package); i++) {
    const char *name = package_name(package, i);
    if (is_debris(name))
      continue;
    if (taken++ == ZIP_FILES) {
      reading_problem(document, "too-large");
      return;
    }
    read_member(document, package, name, out);
  }
  if (!taken)
    reading_problem(document, "empty");
}

static void
read_package(ReadingDocument *document, const guint8 *bytes, gsize n, GPtrArray *out)
{
  const char *problem;
  g_autoptr(Package) package = package_open(bytes, n, &problem);
  if (!package) {
    set_format(document, "zip");
    reading_problem(document, problem);
    return;
  }
  const char *format = sniff_package(package, document->name);
  set_format(document, format);
  if (!strcmp(format, "docx"))
    docx_read(package, document);
  else if (!strcmp(format, "xlsx"))
    xlsx_read(package, document);
  else if (!strcmp(format, "odt") || !strcmp(format, "ods"))
    odf_read(package, document, format[2] == 's');
  else if (!strcmp(format, "zip"))
    read_zip(document, package, out);
  else
    reading_problem(document, "unsupported");
}

static void
read_text(ReadingDocument *document, const guint8 *bytes, gsize n)
{
  g_free(document->text);
  document->text = document_decode(bytes, n);
  document_lines(document->text, document->fields);
  if (!document->text[strspn(document->text, " \t\r\n")])
    reading_problem(document, "empty");
}

static void
read_table(ReadingDocument *document, const guint8 *bytes, gsize n)
{
  g_autofree char *text = document_decode(bytes, n);
  csv_read(text, document);
  ReadingTable *table = document->tables->len ? document->tables->pdata[0] : NULL;
  if (table && table->cuts)
    csv_cuts_finish(table, text, bytes, n);
}

/* A portfolio's files are read as those of a ZIP are. */
static void
read_pdf(ReadingDocument *document, const guint8 *bytes, gsize n, GPtrArray *out)
{
  guint first = out ? out->len : 0;
  pdf_read(bytes, n, document, out);
  for (guint i = first; out && i < out->len; i++)
    read_content(out->pdata[i]);
}

static void
read_page(ReadingDocument *document, const guint8 *bytes, gsize n)
{
  g_autofree char *html = document_decode(bytes, n);
  for (char *p = html; *p; p++) /* LibreOffice leaves marks of its own in what it saves */
    if ((guchar) *p < ' ' && !strchr("\t\n\r", *p))
      *p = ' ';
  html_page_read(html, document);
  if (!*document->text && !document->tables->len)
    reading_problem(document, "empty");
}

/* Of a file that only says where the document is, the words are shown. */
static void
show_words(ReadingDocument *document, const guint8 *bytes, gsize n)
{
  static const char *const stubs[] = { "url", "webloc", "gdoc", "gsheet", "gslides", "gform", NULL };
  if (!g_strv_contains(stubs, document->format))
    return;
  g_free(document->text);
  document->text = document_decode(bytes, n);
}

/* Whether there is nothing to be read in it that could be missed. */
static gboolean
is_shown_elsewhere(const char *format)
{
  return !strcmp(format, "image") || !strcmp(format, "ics") || !strcmp(format, "message");
}

static void
read_plain(ReadingDocument *document, const guint8 *bytes, gsize n, GPtrArray *out)
{
  const char *format = document->format;
  if (!strcmp(format, "csv"))
    read_table(document, bytes, n);
  else if (!strcmp(format, "text"))
    read_text(document, bytes, n);
  else if (!strcmp(format, "odt") || !strcmp(format, "ods"))
    odf_read_flat(bytes, n, document, format[2] == 's');
  else if (!strcmp(format, "html"))
    read_page(document, bytes, n);
  else if (!strcmp(format, "rtf"))
    rtf_page_read(bytes, n, document);
  else if (!strcmp(format, "pdf"))
    read_pdf(document, bytes, n, out);
  else if (!strcmp(format, "zip"))
    reading_problem(document, "empty");
  else if (!is_shown_elsewhere(format)) {
    show_words(document, bytes, n);
    reading_problem(document, "unsupported");
  }
}

static void
read_bytes(ReadingDocument *document, const guint8 *bytes, gsize n, GPtrArray *out)
{
  if (package_starts(bytes, n)) {
    read_package(document, bytes, n, out);
    return;
  }
  set_format(document, document_sniff(bytes, n, document->name));
  if (sniff_is_encrypted(bytes, n, document->format))
    reading_problem(document, "encrypted");
  else
    read_plain(document, bytes, n, out);
}

/* Text that is longer than a reading carries loses its middle: footers, which hold the ref, come last. */
static void
keep_ends(ReadingDocument *document)
{
  gsize n = strlen(document->text);
  if (n <= TEXT_LIMIT)
    return;
  const char *head = g_utf8_find_prev_char(document->text, document->text + TEXT_LIMIT - TEXT_END);
  const char *tail = g_utf8_find_next_char(document->text + n - TEXT_END, NULL);
  char *kept = g_strdup_printf("%.*s\n\u2026\n%s", (int) (head - document->text), document->text, tail);
  g_free(document->text);
  document->text = kept;
}

void
document_read(ReadingDocument *document, GPtrArray *out)
{
  gsize n = 0;
  const guint8 *bytes = document->content ? g_bytes_get_data(document->content, &n) : NULL;
  read_bytes(document, bytes ? bytes : (const guint8 *) "", n, out);
  keep_ends(document);
  for (guint i = 0; i < out->len; i++)
    keep_ends(out->pdata[i]);
}
