/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML as events, on libxml2's SAX2 interface, without a tree and without entities. One look over the bytes
 * before libxml2 refuses what would cost it dear: its start-tag code is quadratic in attributes at any
 * option, and it expands entities of a DOCTYPE which no honest office document has. Does not validate, fetch
 * or guess. */
#include "config.h"

#include "reader/document/xml.h"
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define DEPTH_LIMIT 256
#define ATTRIBUTE_LIMIT 1000
#define NODE_LIMIT 5000000

/* This reader's words for the namespaces it knows: transitional, strict and older ones under one word. Sorted
 * by nothing: looked up once an element name and document. */
static const struct {
  const char *uri, *prefix;
} namespaces[] = {
  { "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w" },
  { "http://purl.oclc.org/ooxml/wordprocessingml/main", "w" },
  { "http://schemas.openxmlformats.org/wordprocessingml/2006/3/main", "w" },
  { "http://schemas.microsoft.com/office/word/2010/wordml", "w14" },
  { "http://schemas.microsoft.com/office/word/2012/wordml", "w15" },
  { "http://schemas.openxmlformats.org/markup-compatibility/2006", "mc" },
  { "http://schemas.openxmlformats.org/officeDocument/2006/math", "m" },
  { "http://purl.oclc.org/ooxml/officeDocument/math", "m" },
  { "http://schemas.openxmlformats.org/drawingml/2006/picture", "pic" },
  { "http://purl.oclc.org/ooxml/drawingml/picture", "pic" },
  { "urn:schemas-microsoft-com:vml", "v" },
  { "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "s" },
  { "http://purl.oclc.org/ooxml/spreadsheetml/main", "s" },
  { "http://schemas.openxmlformats.org/spreadsheetml/2006/5/main", "s" },
  { "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r" },
  { "http://purl.oclc.org/ooxml/officeDocument/relationships", "r" },
  { "http://schemas.openxmlformats.org/package/2006/relationships", "rel" },
  { "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", "cp" },
  { "http://purl.oclc.org/ooxml/officeDocument/customProperties", "cp" },
  { "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", "vt" },
  { "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", "vt" },
  { "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", "xdr" },
  { "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", "xdr" },
  { "http://schemas.openxmlformats.org/drawingml/2006/main", "a" },
  { "http://purl.oclc.org/ooxml/drawingml/main", "a" },
  { "urn:schemas-microsoft-com:vml", "v" },
  { "urn:schemas-microsoft-com:office:excel", "x" },
  { "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office" },
  { "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text" },
  { "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table" },
  { "urn:oasis:names:tc:opendocument:xmlns:form:1.0", "form" },
  { "urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style" },
  { "urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta" },
  { "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw" },
  { "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg" },
  { "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0", "field" },
  { "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", "loext" },
};

struct XmlAttributes {
  const xmlChar **values; /* libxml2's groups of five: name, prefix, namespace, value, end of value */
  int n;
};

typedef struct {
  const void *name, *uri; /* libxml2 interns both: the addresses are the names */
  int element;
} Known;

typedef struct {
  const XmlEar *ear;
  gpointer self;
  Known known[256];
} Parse;

static const char *
prefix_of(const xmlChar *uri)
{
  for (guint i = 0; uri && i < G_N_ELEMENTS(namespaces); i++)
    if (!strcmp((const char *) uri, namespaces[i].uri))
      return namespaces[i].prefix;
  return NULL;
}

static int
compare_names(const void *key, const void *name)
{
  return strcmp(key, *(const char *const *) name);
}

static int
look_up(const XmlEar *ear, const xmlChar *name, const xmlChar *uri)
{
  char full[64];
  const char *prefix = prefix_of(uri);
  if (!prefix || strlen((const char *) name) + strlen(prefix) + 2 > sizeof full)
    return -1;
  g_snprintf(full, sizeof full, "%s:%s", prefix, (const char *) name);
  const char *const *found = bsearch(full, ear->names, ear->n_names, sizeof *ear->names, compare_names);
  return found ? (int) (found - ear->names) : -1;
}

static int
element_of(Parse *parse, const xmlChar *name, const xmlChar *uri)
{
  guint64 mixed = (guint64) GPOINTER_TO_SIZE(name) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  Known *known = &parse->known[mixed >> 56];
  if (known->name != name || known->uri != uri) {
    known->element = look_up(parse->ear, name, uri);
    known->name = name;
    known->uri = uri;
  }
  return known->element;
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
         const xmlChar **spaces, int n_attributes, int n_defaulted, const xmlChar **values)
{
  (void) prefix, (void) n_spaces, (void) spaces, (void) n_defaulted;
  Parse *parse = data;
  XmlAttributes attributes = { values, n_attributes };
  parse->ear->start(parse->self, element_of(parse, name, uri), &attributes);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  (void) prefix;
  Parse *parse = data;
  parse->ear->end(parse->self, element_of(parse, name, uri));
}

static void
on_text(void *data, const xmlChar *text, int n)
{
  Parse *parse = data;
  parse->ear->text(parse->self, (const char *) text, (gsize) n);
}

static void
on_fault(void *data, xmlErrorPtr error)
{
  (void) data, (void) error; /* well-formedness is asked for at the end */
}

/* The end of the markup that begins with <! or <? at @p, NULL if it has none or is none that is taken. */
static const char *
past_aside(const char *p, const char *end)
{
  static const struct {
    const char *open, *close;
  } kinds[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" } };
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    gsize n = strlen(kinds[i].open);
    if ((gsize) (end - p) < n || memcmp(p, kinds[i].open, n))
      continue;
    const char *close = memmem(p + n, (gsize) (end - p) - n, kinds[i].close, strlen(kinds[i].close));
    return close ? close + strlen(kinds[i].close) : NULL;
  }
  return NULL;
}

/* The '>' of the tag at @p, with its attributes counted; NULL if it does not end. */
static const char *
tag_end(const char *p, const char *end, guint *attributes)
{
  *attributes = 0;
  for (; p < end && *p != '>'; p++) {
    if (*p != '"' && *p != '\'')
      continue;
    char quote = *p++;
    while (p < end && *p != quote)
      p++;
    if (p == end)
      return NULL;
    ++*attributes;
  }
  return p < end ? p : NULL;
}

/* What libxml2 must not be given, or NULL. A tag that does not end is left to libxml2 to complain of. */
static const char *
bounds(const char *bytes, gsize n)
{
  const char *end = bytes + n;
  gint64 depth = 0;
  guint nodes = 0, attributes = 0;
  for (const char *p = bytes; (p = memchr(p, '<', (gsize) (end - p)));) {
    if (end - p < 2)
      return NULL;
    if (p[1] == '!' || p[1] == '?') {
      p = past_aside(p, end);
      if (!p)
        return "damaged";
      continue;
    }
    const char *close = tag_end(p, end, &attributes);
    if (!close)
      return NULL;
    if (p[1] == '/')
      depth--;
    else if (close[-1] != '/')
      depth++;
    if (depth > DEPTH_LIMIT || attributes > ATTRIBUTE_LIMIT || ++nodes > NODE_LIMIT)
      return "too-large";
    p = close + 1;
  }
  return NULL;
}

/* Whether the declared encoding writes ASCII as ASCII, so that bounds() saw what libxml2 will see. */
static gboolean
is_plain_encoding(const char *bytes, gsize n)
{
  static const char *const plain[] = { "utf-8", "us-ascii", "iso-8859-", "windows-125" };
  const char *close = memmem(bytes, MIN(n, 256), "?>", 2);
  if (n < 5 || memcmp(bytes, "<?xml", 5) || !close)
    return TRUE;
  const char *word = memmem(bytes, (gsize) (close - bytes), "encoding", 8);
  if (!word)
    return TRUE;
  for (word += 8; word < close && strchr(" \t\r\n='\"", *word);)
    word++;
  for (guint i = 0; i < G_N_ELEMENTS(plain); i++)
    if (!g_ascii_strncasecmp(word, plain[i], strlen(plain[i])))
      return TRUE;
  return FALSE;
}

static gboolean
parse_plain(const char *bytes, gsize n, gboolean utf8, Parse *parse)
{
  xmlParserCtxtPtr context = xmlCreateMemoryParserCtxt(bytes, (int) n);
  if (!context)
    return FALSE;
  memset(context->sax, 0, sizeof *context->sax);
  context->sax->initialized = XML_SAX2_MAGIC;
  context->sax->startElementNs = on_start;
  context->sax->endElementNs = on_end;
  context->sax->characters = context->sax->ignorableWhitespace = context->sax->cdataBlock = on_text;
  context->sax->serror = on_fault;
  context->userData = parse;
  /* XML_PARSE_NOENT: else an & in an attribute would be left as "&#38;". bounds() has refused every DOCTYPE,
   * so that there is no entity but XML's own five. */
  xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_NOENT | (utf8 ? XML_PARSE_IGNORE_ENC : 0));
  xmlParseDocument(context);
  gboolean good = context->wellFormed;
  xmlFreeParserCtxt(context);
  return good;
}

const char *
xml_read(const char *bytes, gsize n, const XmlEar *ear, gpointer self)
{
  g_autofree char *converted = NULL;
  const guchar *first = (const guchar *) bytes;
  if (n >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
    bytes += 3;
    n -= 3;
  } else if (n >= 4 && (first[0] >= 0xfe || !first[0] || !first[1])) {
    gboolean big = first[0] == 0xfe || !first[0];
    converted = g_convert(bytes, (gssize) n, "UTF-8", big ? "UTF-16BE" : "UTF-16LE", NULL, &n, NULL);
    if (!converted)
      return "damaged";
    bytes = converted;
    if (g_str_has_prefix(bytes, "\xef\xbb\xbf")) {
      bytes += 3;
      n -= 3;
    }
  }
  if (n < 4 || n > G_MAXINT || (!converted && !is_plain_encoding(bytes, n)))
    return "damaged";
  const char *problem = bounds(bytes, n);
  if (problem)
    return problem;
  g_autofree Parse *parse = g_new0(Parse, 1);
  parse->ear = ear;
  parse->self = self;
  return parse_plain(bytes, n, converted != NULL, parse) ? NULL : "damaged";
}

static const xmlChar **
find(const XmlAttributes *attributes, const char *name)
{
  const char *colon = strchr(name, ':');
  const char *local = colon ? colon + 1 : name;
  for (int i = 0; i < attributes->n; i++) {
    const xmlChar **at = attributes->values + 5 * i;
    if (strcmp((const char *) at[0], local))
      continue;
    if (!colon)
      return at;
    const char *prefix = prefix_of(at[2]);
    if (prefix && strlen(prefix) == (gsize) (colon - name) && !memcmp(prefix, name, strlen(prefix)))
      return at;
  }
  return NULL;
}

char *
xml_attribute(const XmlAttributes *attributes, const char *name)
{
  const xmlChar **at = find(attributes, name);
  return at ? g_strndup((const char *) at[3], (gsize) (at[4] - at[3])) : NULL;
}

const char *
xml_attribute_span(const XmlAttributes *attributes, const char *name, gsize *n)
{
  const xmlChar **at = find(attributes, name);
  *n = at ? (gsize) (at[4] - at[3]) : 0;
  return at ? (const char *) at[3] : NULL;
}

gboolean
xml_attribute_is(const XmlAttributes *attributes, const char *name, const char *value)
{
  const xmlChar **at = find(attributes, name);
  return at && (gsize) (at[4] - at[3]) == strlen(value) && !memcmp(at[3], value, strlen(value));
}

gint64
xml_attribute_number(const XmlAttributes *attributes, const char *name, gint64 otherwise)
{
  const xmlChar **at = find(attributes, name);
  char digits[24];
  gint64 number;
  if (!at || (gsize) (at[4] - at[3]) >= sizeof digits)
    return otherwise;
  memcpy(digits, at[3], (gsize) (at[4] - at[3]));
  digits[at[4] - at[3]] = 0;
  return g_ascii_string_to_signed(digits, 10, G_MININT32, G_MAXINT32, &number, NULL) ? number : otherwise;
}

gboolean
xml_attribute_on(const XmlAttributes *attributes, const char *name)
{
  return !xml_attribute_is(attributes, name, "0") && !xml_attribute_is(attributes, name, "false") &&
         !xml_attribute_is(attributes, name, "off");
}
