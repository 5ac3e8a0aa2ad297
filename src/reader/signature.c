/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a signature has a mark, from the mark on. Where it has none, behind the words that end a letter, and
 * only if no answer stands there: better a name too many in the text than an answer too few. */
#include "reader/signature.h"
#include "reader/marks.h"
#include <string.h>

enum { CLOSING_LENGTH = 60, BLOCK_LINES = 20 };

static gboolean
begins_any(const char *line, const char *const *words)
{
  g_autofree char *lower = g_utf8_strdown(line, -1);
  for (; *words; words++)
    if (g_str_has_prefix(lower, *words))
      return TRUE;
  return FALSE;
}

/* "Sent from my iPhone", "Get Outlook for iOS": said by the device. */
static gboolean
is_device_line(const char *line)
{
  static const char *const starts[] = { "sent from my ",
                                        "sent from outlook",
                                        "sent from mail for",
                                        "sent from yahoo",
                                        "sent from gmail",
                                        "sent from samsung",
                                        "sent from aol",
                                        "sent from the all-new aol",
                                        "sent from proton",
                                        "sent from blackberry",
                                        "sent from myoutlook",
                                        "sent from windows mail",
                                        "sent from k-9",
                                        "sent from email.",
                                        "sent via ",
                                        "sent with proton",
                                        "sent with [proton",
                                        "get outlook for ",
                                        "get bluemail for",
                                        "please excuse my brevity",
                                        "von meinem iphone",
                                        "von meinem ipad",
                                        "gesendet von ",
                                        "gesendet mit ",
                                        "holen sie sich outlook",
                                        "sendt fra min",
                                        "skickat fr\xc3\xa5n min",
                                        "l\xc3\xa4hetetty ",
                                        "envoy\xc3\xa9 de mon",
                                        "envoy\xc3\xa9 depuis",
                                        "obtenir outlook",
                                        "obtenez outlook",
                                        "t\xc3\xa9l\xc3\xa9"
                                        "charger outlook",
                                        "enviado desde mi",
                                        "enviado do meu",
                                        "enviado a partir do",
                                        "obtener outlook",
                                        "inviato da",
                                        "ottieni outlook",
                                        "verstuurd vanaf mijn",
                                        "verzonden vanaf mijn",
                                        "outlook voor",
                                        "wys\xc5\x82"
                                        "ane z",
                                        "pobierz outlook",
                                        "trimis de pe",
                                        "anfonwyd o fy",
                                        "seolta \xc3\xb3 m",
                                        "odesl\xc3\xa1no z",
                                        NULL };
  const char *start = marks_bare(line);
  while (*start == '-' || *start == '_' || *start == ' ')
    start++;
  static const char *const others[] = { "sent from ", "sent with ", "sent using ", NULL };
  gsize n = strlen(start);
  return (n < 200 && begins_any(start, starts)) || (n < 40 && begins_any(start, others));
}

/* What the mail server of either side has put in front of a mail. */
static gboolean
is_banner(const char *line)
{
  static const char *const starts[] = { "caution: this email",
                                        "caution: external",
                                        "caution - external",
                                        "caution: this message",
                                        "caution! this",
                                        "external email",
                                        "[external",
                                        "external:",
                                        "external sender",
                                        "this email originated from outside",
                                        "this email was sent from outside",
                                        "this message was sent from outside",
                                        "this message originated from outside",
                                        "warning: this email",
                                        "warning: external",
                                        "warning! external",
                                        "you don't often get email from",
                                        "you don\xe2\x80\x99t often get email from",
                                        "some people who received this message don't often",
                                        "some people who received this message don\xe2\x80\x99t often",
                                        "do not click links or open",
                                        "do not click on links",
                                        "*** external",
                                        "** external",
                                        "this is an external email",
                                        "this email has come from outside",
                                        "zjqcmqryfpfptbanner",
                                        "this message is from an external sender",
                                        NULL };
  return begins_any(marks_bare(line), starts);
}

/* The law at the end of a mail, in the words it begins with. */
static gboolean
is_legal(const char *line)
{
  static const char *const starts[] = { "this email and any",
                                        "this e-mail and any",
                                        "this email (and any",
                                        "this e-mail (and any",
                                        "this message and any",
                                        "this message (and any",
                                        "this email is confidential",
                                        "this e-mail is confidential",
                                        "this email is intended",
                                        "this e-mail is intended",
                                        "this message is intended",
                                        "this message contains confidential",
                                        "this email contains confidential",
                                        "this email may contain confidential",
                                        "this e-mail may contain",
                                        "this communication is",
                                        "this email, including",
                                        "this e-mail, including",
                                        "this email message",
                                        "this email transmission",
                                        "the information contained in this",
                                        "the information in this email",
                                        "the information in this e-mail",
                                        "the information transmitted",
                                        "the contents of this email",
                                        "the contents of this e-mail",
                                        "the content of this email",
                                        "any views or opinions",
                                        "confidentiality notice",
                                        "confidentiality:",
                                        "important notice:",
                                        "disclaimer:",
                                        "disclaimer",
                                        "legal notice",
                                        "legal disclaimer",
                                        "privileged/confidential",
                                        "private & confidential",
                                        "private and confidential",
                                        "if you are not the intended recipient",
                                        "if you have received this email in error",
                                        "if you have received this e-mail in error",
                                        "please consider the environment",
                                        "please think before you print",
                                        "think before you print",
                                        "before printing, think",
                                        "save paper",
                                        "\xf0\x9f\x8c\xb1",
                                        "registered in england",
                                        "registered office:",
                                        "a company limited by guarantee",
                                        "company registration",
                                        "email disclaimer",
                                        "scanned by",
                                        "this email has been scanned",
                                        "this email has been checked for viruses",
                                        "this message has been scanned",
                                        "virus-free.",
                                        "diese e-mail enth",
                                        "diese nachricht ist",
                                        "ce message et toutes",
                                        "ce message et ses",
                                        "ce courriel",
                                        "este mensaje y",
                                        "este correo",
                                        "questo messaggio",
                                        "dit bericht",
                                        "esta mensagem",
                                        "wiadomo\xc5\x9b\xc4\x87 ta",
                                        "niniejsza wiadomo",
                                        "mae'r neges hon",
                                        "mae\xe2\x80\x99r neges hon",
                                        "mae'r e-bost hwn",
                                        "mae\xe2\x80\x99r e-bost hwn",
                                        NULL };
  const char *start = marks_bare(line);
  return begins_any(start, starts) && !strchr(start, '?');
}

/* "Kind regards", alone on its line. */
static gboolean
is_closing(const char *line)
{
  static const char *const words[] = { "regards",
                                       "kind regards",
                                       "kindest regards",
                                       "best regards",
                                       "warm regards",
                                       "warmest regards",
                                       "with kind regards",
                                       "with best regards",
                                       "many regards",
                                       "kr",
                                       "br",
                                       "best wishes",
                                       "with best wishes",
                                       "all best wishes",
                                       "all the best",
                                       "best",
                                       "many thanks",
                                       "many thanks again",
                                       "thanks",
                                       "thanks again",
                                       "thank you",
                                       "thanks and regards",
                                       "thanks & regards",
                                       "many thanks and kind regards",
                                       "thank you and kind regards",
                                       "thanks in advance",
                                       "many thanks in advance",
                                       "yours",
                                       "yours sincerely",
                                       "yours faithfully",
                                       "sincerely",
                                       "cheers",
                                       "cordially",
                                       "respectfully",
                                       "with thanks",
                                       "in haste",
                                       "warmly",
                                       "have a great day",
                                       "have a lovely weekend",
                                       "mit freundlichen gr\xc3\xbc\xc3\x9f"
                                       "en",
                                       "freundliche gr\xc3\xbc\xc3\x9f"
                                       "e",
                                       "viele gr\xc3\xbc\xc3\x9f"
                                       "e",
                                       "liebe gr\xc3\xbc\xc3\x9f"
                                       "e",
                                       "beste gr\xc3\xbc\xc3\x9f"
                                       "e",
                                       "gru\xc3\x9f",
                                       "mfg",
                                       "cordialement",
                                       "bien cordialement",
                                       "bien \xc3\xa0 vous",
                                       "saludos",
                                       "un saludo",
                                       "saludos cordiales",
                                       "cordiali saluti",
                                       "distinti saluti",
                                       "met vriendelijke groet",
                                       "vriendelijke groet",
                                       "groet",
                                       "groeten",
                                       "mvg",
                                       "atenciosamente",
                                       "cumprimentos",
                                       "pozdrawiam",
                                       "z powa\xc5\xbc"
                                       "aniem",
                                       "med venlig hilsen",
                                       "venlig hilsen",
                                       "med vennlig hilsen",
                                       "mvh",
                                       "med v\xc3\xa4nliga h\xc3\xa4lsningar",
                                       "cu stim\xc4\x83",
                                       "cofion",
                                       "cofion gorau",
                                       "cofion cynnes",
                                       "diolch",
                                       "diolch yn fawr",
                                       "yn gywir",
                                       "le meas",
                                       "is mise le meas",
                                       "go raibh maith agat",
                                       "s pozdravem",
                                       "shukran",
                                       "jazakallah",
                                       "jazakallah khair",
                                       "wassalam",
                                       "wasalam",
                                       NULL };
  const char *start = marks_bare(line);
  gsize n = strlen(start);
  if (!n || n > CLOSING_LENGTH)
    return FALSE;
  while (n && strchr(" \t,.!*-", start[n - 1]))
    n--;
  g_autofree char *bare = g_strndup(start, n), *lower = g_utf8_strdown(bare, -1);
  return g_strv_contains(words, lower);
}

/* "Tel: 0121 ...", "E: ann@example.org": the labels of a signature, which are no answers. */
static gboolean
is_contact_label(const char *line, gsize n)
{
  static const char *const labels[] = { "tel",
                                        "telephone",
                                        "phone",
                                        "t",
                                        "m",
                                        "e",
                                        "w",
                                        "f",
                                        "a",
                                        "d",
                                        "o",
                                        "p",
                                        "mob",
                                        "mobile",
                                        "email",
                                        "e-mail",
                                        "fax",
                                        "web",
                                        "website",
                                        "www",
                                        "twitter",
                                        "x",
                                        "facebook",
                                        "instagram",
                                        "linkedin",
                                        "direct",
                                        "direct line",
                                        "direct dial",
                                        "ext",
                                        "extension",
                                        "office",
                                        "switchboard",
                                        "address",
                                        "pronouns",
                                        "my pronouns",
                                        "working days",
                                        "working hours",
                                        "working pattern",
                                        "work days",
                                        "office hours",
                                        "follow us",
                                        "ff\xc3\xb4n",
                                        "e-bost",
                                        "gwefan",
                                        "trydar",
                                        "call",
                                        "visit",
                                        NULL };
  g_autofree char *label = g_utf8_strdown(line, (gssize) n);
  g_strstrip(label);
  return g_strv_contains(labels, label);
}

/* Whether a line may be an answer: numbered, or with a label that signatures do not have. */
static gboolean
is_answer(const char *line)
{
  const char *start = marks_bare(line);
  gsize letters = g_ascii_isalpha(*start) ? 1 : 0, digits = strspn(start + letters, "0123456789");
  const char *next = start + letters + digits;
  if (digits && digits < 3 && (*next == '.' || *next == ')' || *next == ':') && (next[1] == ' ' || !next[1]))
    return TRUE;
  const char *colon = strchr(start, ':');
  return colon && colon - start < 40 && (colon[1] == ' ' || !colon[1]) &&
         !is_contact_label(start, (gsize) (colon - start));
}

static const char *
line_at(const GPtrArray *lines, guint i)
{
  return lines->pdata[i];
}

static gboolean
is_blank(const char *line)
{
  return !*marks_bare(line);
}

/* Whether something is said in front of line @i. */
static gboolean
says_before(const GPtrArray *lines, guint i)
{
  while (i--)
    if (!is_blank(line_at(lines, i)))
      return TRUE;
  return FALSE;
}

/* A line that says something: as long as a sentence, and ended like one. */
static gboolean
is_sentence(const char *line)
{
  gsize n = strlen(line), blanks = 0;
  for (const char *p = line; *p; p++)
    blanks += *p == ' ';
  return n && blanks >= 4 && (n > 90 || strchr(".?!", line[n - 1])) && !strchr(line, '@') &&
         !strstr(line, "www.") && !strstr(line, "http");
}

static gboolean
is_postscript(const char *line)
{
  static const char *const words[] = { "ps ", "ps:", "ps.", "p.s", "pps", NULL };
  return begins_any(marks_bare(line), words);
}

/* Where the letter ends at line @i: whether what is left of @end lines is name, post and addresses. */
static gboolean
is_block_behind(const GPtrArray *lines, guint i, guint end)
{
  guint said = 0;
  for (guint j = i + 1; j < end; j++) {
    const char *line = line_at(lines, j);
    if (is_blank(line))
      continue;
    if (++said > BLOCK_LINES || is_answer(line) || is_sentence(line) || is_postscript(line))
      return FALSE;
  }
  return said >= 2;
}

static gboolean
is_mark(const char *line)
{
  return !strcmp(line, "--") || !strcmp(line, "-- ") || !strcmp(line, "\xe2\x80\x94") ||
         !strcmp(line, "- --");
}

/* Lines of signs alone, which stand between a text and nothing. */
static gboolean
is_ornament(const char *line)
{
  const char *start = marks_bare(line);
  gsize n = strspn(start, "-_=*#~+.|");
  return !*marks_bare(start + n) || !strcmp(start, "\xe1\x90\xa7");
}

static void
strip_top(GPtrArray *lines)
{
  guint i = 0, end = 0;
  for (; i < lines->len; i++) {
    if (is_blank(line_at(lines, i)))
      continue;
    if (!is_banner(line_at(lines, i)) && !(end && is_ornament(line_at(lines, i))))
      break;
    /* the whole paragraph is the banner's */
    while (i + 1 < lines->len && !is_blank(line_at(lines, i + 1)))
      i++;
    end = i + 1;
  }
  if (end)
    g_ptr_array_remove_range(lines, 0, end);
}

/* Where the lines end that are the sender's: at a mark, at the law, or behind the words that end a letter. */
static guint
own_end(const GPtrArray *lines)
{
  guint end = 0;
  for (; end < lines->len; end++) {
    const char *line = line_at(lines, end);
    if (is_mark(line) || ((is_device_line(line) || is_legal(line)) && says_before(lines, end)))
      break;
  }
  for (guint i = 0; i < end; i++)
    if (is_closing(line_at(lines, i)) && says_before(lines, i) && is_block_behind(lines, i, end))
      return i + 1;
  return end;
}

void
signature_strip(GPtrArray *lines)
{
  strip_top(lines);
  for (guint i = 0; i < lines->len && (is_blank(line_at(lines, i)) || is_device_line(line_at(lines, i)));)
    if (is_blank(line_at(lines, i)))
      i++;
    else
      g_ptr_array_remove_index(lines, i);
  guint end = own_end(lines);
  while (end && is_ornament(line_at(lines, end - 1)))
    end--;
  g_ptr_array_set_size(lines, (int) end);
}
