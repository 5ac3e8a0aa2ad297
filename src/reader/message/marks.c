/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quoting has no grammar: these are the shapes of Outlook, Gmail, Apple, Thunderbird, Yahoo, Notes, GroupWise
 * and phones. Decides nothing about what lies between. */
#include "reader/message/marks.h"
#include <string.h>

enum { ATTRIBUTION_LINES = 4, ATTRIBUTION_LENGTH = 400, BLOCK_LINES = 14, LABEL_LENGTH = 30 };

const char *
marks_bare(const char *line)
{
  while (*line == ' ' || *line == '\t' || *line == '*' || g_str_has_prefix(line, "\xc2\xa0") ||
         g_str_has_prefix(line, "\xe2\x80\x8b"))
    line += *line == '\xe2' ? 3 : *line == '\xc2' ? 2 : 1;
  return line;
}

static gboolean
holds_any(const char *line, const char *const *words)
{
  g_autofree char *lower = g_utf8_strdown(line, -1);
  for (; *words; words++)
    if (strstr(lower, *words))
      return TRUE;
  return FALSE;
}

/* The names of header lines, by the language of the sender's program. */
static const char *const FROM[] = { "From",
                                    "Von",
                                    "De",
                                    "Van",
                                    "Da",
                                    "Od",
                                    "Fra",
                                    "Fr\xc3\xa5n",
                                    "De la",
                                    "Oddi wrth",
                                    "\xc3\x93",
                                    "L\xc3\xa4hett\xc3\xa4j\xc3\xa4",
                                    "Felad\xc3\xb3",
                                    "Kimden",
                                    "G\xc3\xb6nderen",
                                    "\xce\x91\xcf\x80\xcf\x8c",
                                    "\xd0\x9e\xd1\x82",
                                    "\xd0\x92\xd1\x96\xd0\xb4",
                                    "\xd9\x85\xd9\x86",
                                    "\xd9\x85\xd9\x86\xd8\xac\xd8\xa7\xd9\x86\xd8\xa8",
                                    "\xe5\x8f\x91\xe4\xbb\xb6\xe4\xba\xba",
                                    "\xe5\xaf\x84\xe4\xbb\xb6\xe8\x80\x85",
                                    "\xe5\xb7\xae\xe5\x87\xba\xe4\xba\xba",
                                    "\xeb\xb3\xb4\xeb\x82\xb8 \xec\x82\xac\xeb\x9e\x8c",
                                    NULL };
static const char *const DATE[] = {
  "Sent",
  "Date",
  "Date Sent",
  "Gesendet",
  "Datum",
  "Envoy\xc3\xa9",
  "Envoy\xc3\xa9 le",
  "Enviado",
  "Enviado el",
  "Enviada em",
  "Fecha",
  "Verzonden",
  "Inviato",
  "Data",
  "Skickat",
  "Sendt",
  "Dato",
  "Wys\xc5\x82"
  "ane",
  "Wys\xc5\x82"
  "ano",
  "Odesl\xc3\xa1no",
  "Odoslan\xc3\xa9",
  "Trimis",
  "Anfonwyd",
  "Dyddiad",
  "Seolta",
  "D\xc3\xa1ta",
  "L\xc3\xa4hetetty",
  "Elk\xc3\xbcldve",
  "Tarih",
  "G\xc3\xb6nderilme Tarihi",
  "\xce\xa3\xcf\x84\xce\xac\xce\xbb\xce\xb8\xce\xb7\xce\xba\xce\xb5",
  "\xd0\x9e\xd1\x82\xd0\xbf\xd1\x80\xd0\xb0\xd0\xb2\xd0\xbb\xd0\xb5\xd0\xbd\xd0\xbe",
  "\xd0\x94\xd0\xb0\xd1\x82\xd0\xb0",
  "\xd0\x9d\xd0\xb0\xd0\xb4\xd1\x96\xd1\x81\xd0\xbb\xd0\xb0\xd0\xbd\xd0\xbe",
  "\xd8\xaa\xd8\xa7\xd8\xb1\xd9\x8a\xd8\xae",
  "\xd8\xa7\xd9\x84\xd8\xaa\xd8\xa7\xd8\xb1\xd9\x8a\xd8\xae",
  "\xd8\xaa\xd9\x85 \xd8\xa7\xd9\x84\xd8\xa5\xd8\xb1\xd8\xb3\xd8\xa7\xd9\x84",
  "\xe5\x8f\x91\xe9\x80\x81\xe6\x97\xb6\xe9\x97\xb4",
  "\xe6\x97\xa5\xe6\x9c\x9f",
  "\xe9\x80\x81\xe4\xbf\xa1\xe6\x97\xa5\xe6\x99\x82",
  "\xeb\xb3\xb4\xeb\x82\xb8 \xeb\x82\xa0\xec\xa7\x9c",
  NULL
};
static const char *const TO[] = { "To",
                                  "An",
                                  "\xc3\x80",
                                  "Para",
                                  "Aan",
                                  "A",
                                  "Til",
                                  "Till",
                                  "Do",
                                  "Komu",
                                  "C\xc4\x83tre",
                                  "At",
                                  "Chuig",
                                  "Vastaanottaja",
                                  "C\xc3\xadmzett",
                                  "Kime",
                                  "\xce\xa0\xcf\x81\xce\xbf\xcf\x82",
                                  "\xd0\x9a\xd0\xbe\xd0\xbc\xd1\x83",
                                  "\xd8\xa5\xd9\x84\xd9\x89",
                                  "\xe6\x94\xb6\xe4\xbb\xb6\xe4\xba\xba",
                                  "\xe5\xae\x9b\xe5\x85\x88",
                                  "\xeb\xb0\x9b\xeb\x8a\x94 \xec\x82\xac\xeb\x9e\x8c",
                                  NULL };
static const char *const SUBJECT[] = { "Subject",
                                       "Betreff",
                                       "Objet",
                                       "Asunto",
                                       "Onderwerp",
                                       "Oggetto",
                                       "Assunto",
                                       "Emne",
                                       "\xc3\x84mne",
                                       "Temat",
                                       "P\xc5\x99"
                                       "edm\xc4\x9bt",
                                       "Predmet",
                                       "Subiect",
                                       "Pwnc",
                                       "\xc3\x81"
                                       "bhar",
                                       "Aihe",
                                       "T\xc3\xa1rgy",
                                       "Konu",
                                       "\xce\x98\xce\xad\xce\xbc\xce\xb1",
                                       "\xd0\xa2\xd0\xb5\xd0\xbc\xd0\xb0",
                                       "\xd8\xa7\xd9\x84\xd9\x85\xd9\x88\xd8\xb6\xd9\x88\xd8\xb9",
                                       "\xe4\xb8\xbb\xe9\xa2\x98",
                                       "\xe4\xb8\xbb\xe6\x97\xa8",
                                       "\xe4\xbb\xb6\xe5\x90\x8d",
                                       "\xec\xa0\x9c\xeb\xaa\xa9",
                                       NULL };

/* Behind the colon at @p, blanks and bold in front of it and behind; NULL if there is none. */
static const char *
behind_colon(const char *p)
{
  p = marks_bare(p);
  if (*p != ':' && !g_str_has_prefix(p, "\xef\xbc\x9a"))
    return NULL;
  return marks_bare(p + (*p == ':' ? 1 : 3));
}

const char *
marks_header(const char *line, MarkHeader which)
{
  static const char *const *const names[] = { FROM, DATE, TO, SUBJECT };
  const char *start = marks_bare(line);
  for (const char *const *name = names[which]; *name; name++) {
    gsize n = strlen(*name);
    const char *value = g_ascii_strncasecmp(start, *name, n) ? NULL : behind_colon(start + n);
    if (value)
      return value;
  }
  return NULL;
}

/* A short label with a colon and a value, in whatever language. */
static gboolean
is_labelled(const char *line)
{
  const char *start = marks_bare(line), *colon = strchr(start, ':');
  return colon && colon > start && colon - start < LABEL_LENGTH;
}

gboolean
marks_header_block(char *const *lines, guint n, guint i, gboolean loose)
{
  guint others = 0, labels = 0, addresses = 0;
  gboolean from = i < n && marks_header(lines[i], MARK_FROM);
  if (!from && !(loose && i < n && is_labelled(lines[i])))
    return FALSE;
  for (guint j = i; j < n && j < i + BLOCK_LINES && *marks_bare(lines[j]); j++) {
    labels += is_labelled(lines[j]);
    addresses += strchr(lines[j], '@') != NULL;
    if (j > i)
      others += marks_header(lines[j], MARK_DATE) || marks_header(lines[j], MARK_TO) ||
                marks_header(lines[j], MARK_SUBJECT);
  }
  return (from && others >= 2) || (loose && labels >= 3 && addresses);
}

gboolean
marks_forward(const char *line)
{
  static const char *const words[] = { "forwarded message",
                                       "weitergeleitete nachricht",
                                       "message transf\xc3\xa9r\xc3\xa9",
                                       "mensaje reenviado",
                                       "mensagem encaminhada",
                                       "doorgestuurd bericht",
                                       "messaggio inoltrato",
                                       "wiadomo\xc5\x9b\xc4\x87 przekazana",
                                       "przekazana wiadomo\xc5\x9b\xc4\x87",
                                       "vidarebefordrat",
                                       "videresendt",
                                       "vidaresendt",
                                       "mesaj redirec\xc8\x9bionat",
                                       "neges wedi'i hanfon ymlaen",
                                       "forwarded by",
                                       NULL };
  static const char *const openings[] = { "begin forwarded message",
                                          "anfang der weitergeleiteten",
                                          "d\xc3\xa9"
                                          "but du message transf\xc3\xa9r\xc3\xa9",
                                          "d\xc3\xa9"
                                          "but du message r\xc3\xa9"
                                          "exp\xc3\xa9"
                                          "di\xc3\xa9",
                                          "inicio del mensaje reenviado",
                                          "inizio messaggio inoltrato",
                                          "in\xc3\xad"
                                          "cio da mensagem",
                                          "begin doorgestuurd bericht",
                                          "pocz\xc4\x85tek przekazywanej wiadomo\xc5\x9b"
                                          "ci",
                                          NULL };
  const char *start = marks_bare(line);
  if (strlen(start) > 120)
    return FALSE;
  if (*start == '-' || *start == '=' || *start == '_')
    return holds_any(start, words);
  g_autofree char *lower = g_utf8_strdown(start, -1);
  for (guint i = 0; openings[i]; i++)
    if (g_str_has_prefix(lower, openings[i]))
      return TRUE;
  return FALSE;
}

gboolean
marks_original(const char *line)
{
  static const char *const words[] = { "original message",
                                       "urspr\xc3\xbcngliche nachricht",
                                       "message d'origine",
                                       "message original",
                                       "mensaje original",
                                       "mensagem original",
                                       "oorspronkelijk bericht",
                                       "messaggio originale",
                                       "original meddelelse",
                                       "opprinnelig melding",
                                       "ursprungligt meddelande",
                                       "oryginalna wiadomo",
                                       "wiadomo\xc5\x9b\xc4\x87 oryginalna",
                                       "mesaj original",
                                       "neges wreiddiol",
                                       "original appointment",
                                       "reply message",
                                       NULL };
  static const char *const above[] = { "reply above this line", "above this line to reply", NULL };
  const char *start = marks_bare(line);
  return (*start == '-' && strlen(start) < 120 && holds_any(start, words)) ||
         (strstr(start, "above this line") && holds_any(start, above));
}

gboolean
marks_rule(const char *line, char of)
{
  guint n = 0;
  for (line = marks_bare(line); *line == of; line++)
    n++;
  return n >= 8 && !*marks_bare(line);
}

gboolean
marks_quoted(const char *line)
{
  return *line == '>' || g_str_has_prefix(line, " >");
}

gboolean
marks_groupwise(const char *line)
{
  gsize n = strlen(line);
  return n > 12 && g_str_has_prefix(line, ">>> ") && g_str_has_suffix(line, ">>>");
}

/* "09:12", "9.12": a time of day. */
static gboolean
has_time(const char *text)
{
  for (const char *p = text; *p; p++)
    if (g_ascii_isdigit(p[0]) && (p[1] == ':' || p[1] == '.') && g_ascii_isdigit(p[2]) &&
        g_ascii_isdigit(p[3]))
      return TRUE;
  return FALSE;
}

static gboolean
has_year(const char *text)
{
  for (const char *p = text; *p; p++)
    if ((g_str_has_prefix(p, "19") || g_str_has_prefix(p, "20")) && g_ascii_isdigit(p[2]) &&
        g_ascii_isdigit(p[3]))
      return TRUE;
  return FALSE;
}

/* Whether @text says that somebody wrote, in one of the languages. */
static gboolean
has_verb(const char *text)
{
  static const char *const verbs[] = { " wrote",
                                       " writes",
                                       " schrieb",
                                       " geschrieben",
                                       " a \xc3\xa9"
                                       "crit",
                                       "escribi\xc3\xb3",
                                       " va escriure",
                                       " ha scritto",
                                       " schreef",
                                       " geschreven",
                                       " skrev",
                                       " napisa",
                                       " pisze",
                                       " escreveu",
                                       " a scris",
                                       " kirjoitti",
                                       " \xc3\xadrta",
                                       " ysgrifennodd",
                                       " scr\xc3\xad"
                                       "obh",
                                       " \xce\xad\xce\xb3\xcf\x81\xce\xb1\xcf\x88\xce\xb5",
                                       " \xd0\xbd\xd0\xb0\xd0\xbf\xd0\xb8\xd1\x81\xd0\xb0",
                                       " \xd0\xbf\xd0\xb8\xd1\x88\xd0\xb5",
                                       " yazd\xc4\xb1",
                                       "\xd9\x83\xd8\xaa\xd8\xa8",
                                       "\xe5\x86\x99\xe9\x81\x93",
                                       "\xe5\xaf\xab\xe9\x81\x93",
                                       " napsal",
                                       " kirjutas",
                                       " ra\xc5\xa1\xc4\x97",
                                       "\xec\x9e\x91\xec\x84\xb1",
                                       NULL };
  return holds_any(text, verbs);
}

static gboolean
ends_attribution(const char *text)
{
  g_autofree char *trimmed = g_strdup(text);
  gsize n = strlen(trimmed);
  while (n && strchr(" *-\t", trimmed[n - 1]))
    trimmed[--n] = '\0';
  return n && (trimmed[n - 1] == ':' || g_str_has_suffix(trimmed, "\xef\xbc\x9a") ||
               g_str_has_suffix(trimmed, " wrote"));
}

/* "On Monday", in one of the languages. */
static gboolean
begins_as_usual(const char *line)
{
  static const char *const starts[] = { "On ",
                                        "At ",
                                        "Am ",
                                        "Le ",
                                        "El ",
                                        "Il ",
                                        "Op ",
                                        "Den ",
                                        "Em ",
                                        "Ar ",
                                        "P\xc3\xa5 ",
                                        "W dniu ",
                                        "Dne ",
                                        "D\xc5\x88"
                                        "a ",
                                        "Dnia ",
                                        "\xc3\x8en ",
                                        "Il giorno ",
                                        NULL };
  while (*line == '-' || *line == ' ')
    line++;
  for (guint s = 0; starts[s]; s++)
    if (g_str_has_prefix(line, starts[s]) && strpbrk(line, "0123456789,"))
      return TRUE;
  return FALSE;
}

/* Whether a line may begin an attribution: a date, somebody with an address, or as they do. */
static gboolean
may_begin(const char *line)
{
  return g_ascii_isdigit(*line) || strchr(line, '@') || begins_as_usual(line) || has_verb(line) ||
         has_time(line);
}

/* "2026-10-05 9:12 GMT+01:00 Sam Poole": what some versions of Gmail end without a verb or a colon. */
static gboolean
is_bare_date(const char *line)
{
  gboolean date = g_ascii_isdigit(line[0]) && has_year(line) && has_time(line);
  return date && strstr(line, "GMT") && strlen(line) < 120;
}

/* How sure it is that the lines joined in @text are an attribution: 0 not, 1 if marked lines follow, 2 sure.
 */
static guint
attribution(const char *text, const char *first)
{
  gboolean address = strchr(text, '@') != NULL, when = has_time(text) || has_year(text);
  if (!ends_attribution(text))
    return 0;
  if (has_verb(text))
    return address || has_time(text) || (has_year(text) && begins_as_usual(first)) ? 2 : 1;
  return address && when && !g_ascii_isalpha(*first) ? 2 : address || when ? 1 : 0;
}

static gboolean
quote_follows(char *const *lines, guint n, guint i)
{
  while (i < n && !*marks_bare(lines[i]))
    i++;
  return i < n && marks_quoted(lines[i]);
}

guint
marks_attribution(char *const *lines, guint n, guint i)
{
  const char *start = marks_bare(lines[i]);
  if (!*start || marks_quoted(lines[i]) || !may_begin(start))
    return 0;
  if (is_bare_date(start))
    return i + 1;
  g_autoptr(GString) joined = g_string_new(NULL);
  guint most = begins_as_usual(start) || g_ascii_isdigit(*start) ? ATTRIBUTION_LINES : ATTRIBUTION_LINES / 2;
  for (guint j = i; j < n && j < i + most && *marks_bare(lines[j]); j++) {
    if (j > i && begins_as_usual(marks_bare(lines[j]))) /* the sender's words stand right above it */
      return 0;
    g_string_append_printf(joined, " %s", lines[j]);
    if (joined->len > ATTRIBUTION_LENGTH)
      return 0;
    guint sure = attribution(joined->str, start);
    if (sure == 2 || (sure && quote_follows(lines, n, j + 1)))
      return j + 1;
  }
  return 0;
}
