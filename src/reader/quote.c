/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds where a sender's own words end. Works line by line, for quoting has no grammar: the shapes of
 * Outlook, Gmail, Apple, Thunderbird and phones, English first. A line that no rule knows is the sender's. */
#include "reader/quote.h"
#include "base/text.h"
#include "reader/headers.h"
#include <string.h>

enum { ATTRIBUTION_LINES = 4, BLOCK_LINES = 14, LINES_LIMIT = 20000 };

typedef struct {
  char **lines; /* trimmed on the right */
  guint n;
} Lines;

/* @line without blanks, asterisks (bold in plain text) and zero-width spaces at its start. */
static const char *
bare(const char *line)
{
  while (*line == ' ' || *line == '\t' || *line == '*' || g_str_has_prefix(line, "\xe2\x80\x8b"))
    line += *line == '\xe2' ? 3 : 1;
  return line;
}

static gboolean
begins(const char *line, const char *word)
{
  return !g_ascii_strncasecmp(line, word, strlen(word));
}

static gboolean
holds(const char *line, const char *words)
{
  g_autofree char *lower = g_utf8_strdown(line, -1);
  return strstr(lower, words) != NULL;
}

gboolean
quote_subject_forwards(const char *subject)
{
  static const char *const words[] = { "fw:",  "fwd:", "fwd :", "fw :",    "wg:", "tr:", "rv:", "enc:",
                                       "[fwd", "vs:",  "vb:",   "doorst:", "i:",  "pd:", NULL };
  const char *start = bare(subject);
  for (guint i = 0; words[i]; i++)
    if (begins(start, words[i]))
      return TRUE;
  return FALSE;
}

/* The header lines that clients write into texts, by the language of the sender's client. */
static const char *
header_value(const char *line, const char *const *names)
{
  const char *start = bare(line);
  for (; *names; names++) {
    gsize n = strlen(*names);
    if (g_ascii_strncasecmp(start, *names, n))
      continue;
    const char *rest = start + n;
    while (*rest == '*' || *rest == ' ' || *rest == '\t' || g_str_has_prefix(rest, "\xc2\xa0"))
      rest += *rest == '\xc2' ? 2 : 1;
    if (*rest == ':') {
      rest++;
      while (*rest == '*' || *rest == ' ' || *rest == '\t')
        rest++;
      return rest;
    }
  }
  return NULL;
}

static const char *const FROM[] = { "From", "Von", "De", "Van", "Da", "Od", "Fra", "Fr\xc3\xa5n", NULL };
static const char *const DATE[] = { "Sent",    "Date",  "Gesendet",  "Datum",   "Envoy\xc3\xa9",
                                    "Enviado", "Fecha", "Verzonden", "Inviato", "Data",
                                    "Skickat", "Sendt", NULL };
static const char *const TO[] = { "To", "An", "\xc3\x80", "Para", "Aan", "A", "Til", "Till", "Do", NULL };
static const char *const SUBJECT[] = { "Subject", "Betreff", "Objet",       "Asunto", "Onderwerp", "Oggetto",
                                       "Assunto", "Emne",    "\xc3\x84mne", "Temat",  NULL };

/* Whether a block of header lines starts at line @i: From, then two of the others, all before the next gap.
 */
static gboolean
is_header_block(const Lines *text, guint i)
{
  guint others = 0;
  if (!header_value(text->lines[i], FROM))
    return FALSE;
  for (guint j = i + 1; j < text->n && j < i + BLOCK_LINES && *bare(text->lines[j]); j++)
    others += header_value(text->lines[j], DATE) || header_value(text->lines[j], TO) ||
              header_value(text->lines[j], SUBJECT);
  return others >= 2;
}

/* "---------- Forwarded message ---------", "Begin forwarded message:" and their like. */
static gboolean
is_forward_line(const char *line)
{
  static const char *const words[] = { "forwarded message",
                                       "begin forwarded message",
                                       "weitergeleitete nachricht",
                                       "message transf\xc3\xa9r\xc3\xa9",
                                       "mensaje reenviado",
                                       "doorgestuurd bericht",
                                       "messaggio inoltrato",
                                       "forwarded by",
                                       NULL };
  const char *start = bare(line);
  if (*start != '-' && !begins(start, "begin forwarded") && !begins(start, "anfang der weitergeleiteten"))
    return FALSE;
  if (strlen(start) > 100)
    return FALSE;
  for (guint i = 0; words[i]; i++)
    if (holds(start, words[i]))
      return TRUE;
  return begins(start, "anfang der weitergeleiteten");
}

static gboolean
is_original_line(const char *line)
{
  static const char *const words[] = { "original message",
                                       "urspr\xc3\xbcngliche nachricht",
                                       "message d'origine",
                                       "mensaje original",
                                       "oorspronkelijk bericht",
                                       "original appointment",
                                       NULL };
  const char *start = bare(line);
  for (guint i = 0; *start == '-' && words[i]; i++)
    if (holds(start, words[i]))
      return TRUE;
  return strstr(start, "above this line") && holds(start, "reply above this line");
}

static gboolean
is_rule(const char *line, char of)
{
  guint n = 0;
  for (line = bare(line); *line == of; line++)
    n++;
  return n >= 8 && !*bare(line);
}

/* Whether @text, the lines of an attribution joined, says that somebody wrote something. */
static gboolean
says_wrote(const char *text)
{
  static const char *const verbs[] = { " wrote",
                                       " writes",
                                       " schrieb",
                                       " a \xc3\xa9"
                                       "crit",
                                       " escribi\xc3\xb3",
                                       " ha scritto",
                                       " schreef",
                                       " skrev",
                                       " napisa\xc5\x82",
                                       " geschreven",
                                       " escreveu",
                                       "@",
                                       NULL };
  g_autofree char *trimmed = g_strdup(text);
  gsize n = strlen(trimmed);
  while (n && strchr(" *-\t", trimmed[n - 1]))
    trimmed[--n] = '\0';
  gboolean ends = n && (trimmed[n - 1] == ':' || g_str_has_suffix(trimmed, " wrote"));
  for (guint i = 0; ends && verbs[i]; i++)
    if (strstr(trimmed, verbs[i]))
      return TRUE;
  return FALSE;
}

/* "On Tuesday ... wrote:", over at most ATTRIBUTION_LINES lines; the line behind it, or 0. */
static guint
attribution_end(const Lines *text, guint i)
{
  static const char *const starts[] = { "On ",  "At ", "Am ",     "Le ",   "El ",    "Il ", "Op ",
                                        "Den ", "Em ", "W dniu ", "Dnia ", "-- On ", NULL };
  const char *start = bare(text->lines[i]);
  gboolean opens = g_ascii_isdigit(*start);
  while (*start == '-' || *start == ' ')
    start++;
  for (guint s = 0; starts[s] && !opens; s++)
    opens = g_str_has_prefix(start, starts[s]) && strpbrk(start, "0123456789,");
  if (!opens) /* "Sam Poole <sam@example.org> wrote:" */
    return strchr(start, '@') && strstr(start, " wrote:") && says_wrote(start) ? i + 1 : 0;
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint j = i; j < text->n && j < i + ATTRIBUTION_LINES && *bare(text->lines[j]); j++) {
    g_string_append_printf(joined, " %s", text->lines[j]);
    if (joined->len > 400)
      return 0;
    if (says_wrote(joined->str))
      return j + 1;
  }
  return 0;
}

static gboolean
is_quoted(const char *line)
{
  return *line == '>' || g_str_has_prefix(line, " >");
}

static guint
skip_blank(const Lines *text, guint i)
{
  while (i < text->n && !*bare(text->lines[i]))
    i++;
  return i;
}

/* "Sent from my iPhone", "Get Outlook for iOS": said by the device. */
static gboolean
is_device_line(const char *line)
{
  static const char *const starts[] = { "Sent from my ",
                                        "Sent from Outlook",
                                        "Sent from Mail for",
                                        "Sent from Yahoo",
                                        "Get Outlook for ",
                                        "Sent via ",
                                        "Sent from Samsung",
                                        "Sent from AOL",
                                        "Sent from Proton",
                                        "Von meinem iPhone",
                                        "Sendt fra min",
                                        "Envoy\xc3\xa9 de mon",
                                        NULL };
  const char *start = bare(line);
  for (guint i = 0; starts[i]; i++)
    if (begins(start, starts[i]) && strlen(start) < 160)
      return TRUE;
  return FALSE;
}

static gboolean
is_signature_line(const char *line)
{
  return !strcmp(line, "--") || !strcmp(line, "-- ") || !strcmp(line, "\xe2\x80\x94") || is_rule(line, '_') ||
         !strcmp(line, "- --");
}

static Lines
split_lines(const char *text)
{
  Lines lines = { g_strsplit(text, "\n", LINES_LIMIT), 0 };
  for (; lines.lines[lines.n]; lines.n++)
    g_strchomp(lines.lines[lines.n]);
  return lines;
}

/* One level of "> " taken from each line of a forward that its client quoted (Apple). */
static void
unquote(Lines *text, guint from)
{
  guint i = skip_blank(text, from);
  if (i >= text->n || !is_quoted(text->lines[i]))
    return;
  for (; i < text->n && (is_quoted(text->lines[i]) || !*text->lines[i]); i++) {
    char *line = text->lines[i];
    const char *rest = *line ? strchr(line, '>') + 1 : line;
    rest += *rest == ' ';
    memmove(line, rest, strlen(rest) + 1);
  }
}

/* The header lines of a forward that start at @i; the line behind them. */
static guint
read_forward_headers(const Lines *text, guint i, QuoteParts *parts)
{
  const char *value;
  gboolean any = FALSE;
  for (; i < text->n && *bare(text->lines[i]); i++) {
    const char *line = text->lines[i];
    if ((value = header_value(line, FROM)) && !parts->from.address)
      headers_mailbox(value, &parts->from);
    else if ((value = header_value(line, SUBJECT)) && !*parts->subject) {
      g_free(parts->subject);
      parts->subject = text_clean(value, -1, 1024, FALSE);
    } else if ((value = header_value(line, DATE)) && !*parts->date) {
      g_free(parts->date);
      parts->date = headers_date(value);
    } else if (any && !strchr(line, ':') && !strchr(line, '@') && !strchr(line, ';')) {
      break; /* no gap before the text */
    }
    any = TRUE;
  }
  return i;
}

static char *
join(const Lines *text, guint from, guint to)
{
  GString *out = g_string_new(NULL);
  for (guint i = from; i < to; i++)
    g_string_append_printf(out, "%s\n", text->lines[i]);
  return g_string_free(out, FALSE);
}

static void
take_forward(Lines *text, guint i, QuoteParts *parts)
{
  unquote(text, i);
  i = read_forward_headers(text, skip_blank(text, i), parts);
  parts->forwarded = join(text, skip_blank(text, i), text->n);
}

/* What the line at @i begins: *next is set to where the sender may go on, text->n when they do not. */
typedef enum { OWN, QUOTE, FORWARD } LineKind;

static LineKind
line_kind(const Lines *text, guint i, gboolean forwards, guint *next)
{
  const char *line = text->lines[i];
  guint after = skip_blank(text, i + 1), end;
  *next = text->n;
  if (is_quoted(line)) {
    *next = i + 1;
    return QUOTE;
  }
  if (is_forward_line(line)) {
    *next = i + 1;
    return FORWARD;
  }
  if (is_original_line(line) || (is_rule(line, '_') && after < text->n && is_header_block(text, after))) {
    *next = after;
    return forwards && after < text->n && is_header_block(text, after) ? FORWARD : QUOTE;
  }
  if (is_header_block(text, i)) {
    *next = i;
    return forwards ? FORWARD : QUOTE;
  }
  if ((end = attribution_end(text, i))) {
    after = skip_blank(text, end);
    *next = after < text->n && is_quoted(text->lines[after]) ? after : text->n;
    return QUOTE;
  }
  return OWN;
}

/* Blank lines at both ends and more than one in a row are nobody's words. */
static char *
tidy(GString *own)
{
  char *clean = text_clean(own->str, (gssize) own->len, 0, TRUE), *to = clean;
  for (const char *p = clean; *p; p++)
    if (*p != '\n' || to - clean < 2 || to[-1] != '\n' || to[-2] != '\n')
      *to++ = *p;
  *to = '\0';
  g_string_free(own, TRUE);
  return clean;
}

void
quote_split(const char *text, gboolean forwards, QuoteParts *parts)
{
  Lines lines = split_lines(text);
  GString *own = g_string_new(NULL);
  guint next, end = lines.n;
  *parts = (QuoteParts){ .from = { g_strdup(""), NULL }, .subject = g_strdup(""), .date = g_strdup("") };
  for (guint i = 0; i < end; i = next) {
    LineKind kind = line_kind(&lines, i, forwards, &next);
    if (kind == FORWARD) {
      take_forward(&lines, next, parts);
      break;
    }
    if (kind == QUOTE) {
      /* whole-thread quotes are the end; a marked quote may have answers below it */
      if (next < end && !is_quoted(lines.lines[i]) && !is_quoted(lines.lines[next]))
        break;
      continue;
    }
    next = i + 1;
    if (is_signature_line(lines.lines[i])) {
      /* nothing of the sender's follows a signature but what they quote or forward */
      while (next < end && line_kind(&lines, next, forwards, &(guint){ 0 }) == OWN)
        next++;
      continue;
    }
    if (!is_device_line(lines.lines[i]))
      g_string_append_printf(own, "%s\n", lines.lines[i]);
  }
  g_strfreev(lines.lines);
  parts->own = tidy(own);
}

void
quote_parts_clear(QuoteParts *parts)
{
  g_free(parts->own);
  g_free(parts->forwarded);
  g_free(parts->from.name);
  g_free(parts->from.address);
  g_free(parts->subject);
  g_free(parts->date);
}
