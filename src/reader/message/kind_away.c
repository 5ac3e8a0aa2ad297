/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automatic answers that no header names: five of seven that were met say it in their words alone. People
 * write of holidays too, so the words of an absence count only beside those that machines are given to say,
 * and in a mail that quotes nothing, asks nothing and brings nothing. */
#include "reader/message/kind_inside.h"
#include <string.h>

/* Subjects that no human types. */
static const char *const SUBJECTS[] = { "automatic reply",
                                        "automatic response",
                                        "automated reply",
                                        "automated response",
                                        "automatically generated",
                                        "auto reply",
                                        "auto-reply",
                                        "autoreply",
                                        "auto response",
                                        "auto-response",
                                        "autoresponse",
                                        "auto:",
                                        "[auto",
                                        "(auto",
                                        "out of office:",
                                        "out of the office:",
                                        "out-of-office",
                                        "out of office auto",
                                        "out of office reply",
                                        "out of office re:",
                                        "out of office message",
                                        "out of office notif",
                                        "ooo:",
                                        "vacation reply",
                                        "vacation message",
                                        "vacation:",
                                        "absence:",
                                        "away from my mail",
                                        "automatische antwort",
                                        "abwesenheit",
                                        "abwesend:",
                                        "réponse automatique",
                                        "message d'absence",
                                        "absence du bureau",
                                        "respuesta autom",
                                        "contestación autom",
                                        "fuera de la oficina:",
                                        "automatisch antwoord",
                                        "afwezigheid",
                                        "afwezig:",
                                        "risposta automatica",
                                        "fuori sede:",
                                        "fuori ufficio:",
                                        "resposta autom",
                                        "fora do escritório:",
                                        "autosvar",
                                        "automatiskt svar",
                                        "automatisk svar",
                                        "automaattinen vastaus",
                                        "automatická odpov",
                                        "automatyczna odpowied",
                                        "odpowiedź automatyczna",
                                        "ymateb awtomatig",
                                        "ateb awtomatig",
                                        "allan o'r swyddfa:",
                                        "otomatik yanıt",
                                        "自動応答",  /* Japanese */
                                        "自动答复",  /* Chinese */
                                        "自動回覆",  /* Chinese, traditional */
                                        "автоответ", /* Russian */
                                        "we have received your",
                                        "request received:",
                                        "[request received]",
                                        "ticket received",
                                        NULL };

/* Subjects that machines are given, and that people type too. */
static const char *const SUBJECTS_OF_BOTH[] = { "out of office",
                                                "out of the office",
                                                "out-of-office",
                                                "automatic reply",
                                                "autoreply",
                                                "auto-reply",
                                                "auto reply",
                                                "annual leave",
                                                "maternity leave",
                                                "on leave",
                                                "away from the office",
                                                "on holiday",
                                                "thank you for your e",
                                                "thank you for your m",
                                                "thank you for contacting",
                                                "thank you for getting in touch",
                                                "thanks for your e",
                                                "i am out of",
                                                "i'm out of",
                                                "abwesend",
                                                "fuera de la oficina",
                                                "fuori ufficio",
                                                "afwezig",
                                                "absent",
                                                NULL };

/* What is said of an absence, or of a mail that came in. */
static const char *const ABSENCES[] = { "out of office",
                                        "out of the office",
                                        "out of my office",
                                        "away from the office",
                                        "away from my",
                                        "not in the office",
                                        "not in school",
                                        "out of school",
                                        "annual leave",
                                        "on leave",
                                        "study leave",
                                        "sick leave",
                                        "parental leave",
                                        "paternity leave",
                                        "maternity leave",
                                        "i am away",
                                        "i'm away",
                                        "i will be away",
                                        "currently away",
                                        "i am on holiday",
                                        "on holiday until",
                                        "on vacation",
                                        "i am absent",
                                        "sabbatical",
                                        "i have now left",
                                        "i have left",
                                        "no longer work",
                                        "no longer at",
                                        "no longer employed",
                                        "has left",
                                        "have retired",
                                        "i do not work on",
                                        "i don't work on",
                                        "i work part",
                                        "part-time",
                                        "part time",
                                        "my working days",
                                        "my working hours",
                                        "i work monday",
                                        "i work tuesday",
                                        "i work wednesday",
                                        "school is closed",
                                        "school is now closed",
                                        "office is closed",
                                        "office is now closed",
                                        "closed for",
                                        "half term",
                                        "half-term",
                                        "have received your",
                                        "has been received",
                                        "received your e",
                                        "received your message",
                                        "mailbox is not",
                                        "inbox is not",
                                        "account is not monitored",
                                        "this is an auto",
                                        "automatically generated",
                                        "automated re",
                                        "automatic re",
                                        "limited access to",
                                        "no access to",
                                        "nicht im büro",
                                        "nicht im haus",
                                        "nicht am arbeitsplatz",
                                        "abwesend",
                                        "im urlaub",
                                        "nicht erreichbar",
                                        "außer haus",
                                        "ausser haus",
                                        "nicht in der schule",
                                        "en cong",
                                        "absent",
                                        "en vacances",
                                        "hors du bureau",
                                        "allan o'r swyddfa",
                                        "allan o’r swyddfa",
                                        "ar wyliau",
                                        "i ffwrdd",
                                        "fuera de la oficina",
                                        "de vacaciones",
                                        "ausente",
                                        "fuori ufficio",
                                        "fuori sede",
                                        "assente",
                                        "in ferie",
                                        "afwezig",
                                        "niet aanwezig",
                                        "op vakantie",
                                        "met verlof",
                                        "niet op kantoor",
                                        "poza biurem",
                                        "nieobecn",
                                        "na urlopie",
                                        "fora do escrit",
                                        "de férias",
                                        "inte på kontoret",
                                        "ikke på kontoret",
                                        "på semester",
                                        "på ferie",
                                        "på kontoret igen",
                                        NULL };

/* What a machine is given to say beside. */
static const char *const FORMULAS[] = { "thank you for your email",
                                        "thank you for your e-mail",
                                        "thank you for your message",
                                        "thank you for emailing",
                                        "thank you for contacting",
                                        "thank you for getting in touch",
                                        "thanks for your email",
                                        "thanks for your message",
                                        "thanks for getting in touch",
                                        "thank you for your enquiry",
                                        "this is an auto",
                                        "automatic reply",
                                        "automatic response",
                                        "automated",
                                        "auto-reply",
                                        "auto reply",
                                        "automatically",
                                        "no access to",
                                        "limited access to",
                                        "without access to",
                                        "not have access",
                                        "intermittent access",
                                        "not be checking",
                                        "not checking",
                                        "not be monitoring",
                                        "not monitored",
                                        "respond to your",
                                        "reply to your",
                                        "respond to email",
                                        "reply to email",
                                        "responding to email",
                                        "respond as soon",
                                        "reply as soon",
                                        "get back to you",
                                        "answer your",
                                        "deal with your",
                                        "not be forwarded",
                                        "will not be read",
                                        "been forwarded",
                                        "on my return",
                                        "upon my return",
                                        "when i return",
                                        "upon return",
                                        "if your e",
                                        "if your enquiry",
                                        "if your query",
                                        "if your message",
                                        "if your matter",
                                        "if your request",
                                        "if it is urgent",
                                        "if it\'s urgent",
                                        "please call",
                                        "if this is urgent",
                                        "if urgent",
                                        "if you need",
                                        "if you require",
                                        "for urgent",
                                        "for anything urgent",
                                        "urgent matter",
                                        "urgent enquir",
                                        "urgent quer",
                                        "emergency",
                                        "in my absence",
                                        "during my absence",
                                        "please contact",
                                        "please email",
                                        "please e-mail",
                                        "please direct",
                                        "immediate assistance",
                                        "do not reply",
                                        "we aim to",
                                        "aim to respond",
                                        "within 48 hours",
                                        "as soon as possible",
                                        "vielen dank für",
                                        "danke für",
                                        "weitergeleitet",
                                        "in dringenden",
                                        "wenden sie sich",
                                        "rückkehr",
                                        "merci de votre",
                                        "merci pour votre",
                                        "je répondrai",
                                        "je vous répondrai",
                                        "en cas d'urgence",
                                        "en cas d’urgence",
                                        "veuillez contacter",
                                        "mon retour",
                                        "diolch am",
                                        "cysylltwch",
                                        "gracias por su",
                                        "gracias por tu",
                                        "en caso de urgencia",
                                        "contacto con",
                                        "contactar con",
                                        "a mi regreso",
                                        "grazie per",
                                        "in caso di urgenza",
                                        "contattare",
                                        "rivolgersi",
                                        "al mio rientro",
                                        "bedankt voor",
                                        "dank voor uw",
                                        "dringende",
                                        "contact op met",
                                        "dziękuję za",
                                        "w pilnych",
                                        "obrigad",
                                        "em caso de urg",
                                        "tack för",
                                        "tak for din",
                                        "takk for",
                                        "haster",
                                        "brådskande",
                                        NULL };

/* What people say, who have something to say. */
static const char *const PEOPLE[] = {
  "attach",         "enclosed",   "i'll send",      "i will send", "could you",
  "can you",        "would you",  "can i ",         "could i ",    "may i ",
  "do you ",        "is it ok",   "is that ok",     "sorry",       "apologies for the delay",
  "the form",       "my form",    "my hours",       "next week",   "as discussed",
  "taken over",     "took over",  "while i",        "as promised", "see below",
  "what does this", "i got this", "this came back", "let me know", "speak soon",
  "see you",        NULL
};

static const char *const QUOTES[] = {
  "\n>",         " wrote:",  "original message-----", "\nfrom: ", " schrieb", "écrit :", "escribió:",
  "ha scritto:", "schreef:", "ysgrifennodd",          NULL
};

static guint
count(const char *text, const char *const *words)
{
  guint n = 0;
  for (; *words; words++)
    n += strstr(text, *words) != NULL;
  return n;
}

/* "Hi Sam," "Dear Ms Poole,": machines do not know whom they answer. */
static gboolean
greets_somebody(const char *text)
{
  static const char *const greetings[] = {
    "hi ", "dear ", "hello ", "good morning ", "good afternoon ", NULL
  };
  static const char *const nobody[] = { "all",    "there", "sender",   "colleague", "sir", "everyone",
                                        "parent", "and ",  "customer", "student",   NULL };
  for (guint i = 0; greetings[i]; i++)
    if (g_str_has_prefix(text, greetings[i]))
      return !kind_begins(text + strlen(greetings[i]), nobody) && strcspn(text, ",\n") < 40;
  return FALSE;
}

/* A few words that say until when somebody is away, and nothing besides. */
static gboolean
says_no_more(const Mail *mail)
{
  static const char *const greetings[] = {
    "hello,", "hi,", "hello there,", "hi there,", "hello.", "hi.", NULL
  };
  static const char *const starts[] = { "i am ", "i'm ",      "i’m ",    "i will be ", "i'll be ",
                                        "away ", "on leave ", "out of ", NULL };
  static const char *const days[] = { " until ", " till ", " back ", " return", NULL };
  static const char *const matters[] = { " so ",    "because", "mentor", "mentee", "train", "tracker",
                                         "session", "hours",   "please", " but ",  "you ",  NULL };
  const char *text = mail->own;
  for (guint i = 0; greetings[i]; i++)
    if (g_str_has_prefix(text, greetings[i]))
      text += strlen(greetings[i]) + strspn(text + strlen(greetings[i]), " \r\n");
  return strlen(text) < 160 && kind_begins(text, starts) && kind_holds(text, days) &&
         !kind_holds(text, matters);
}

gboolean
kind_away(const Mail *mail)
{
  gboolean answers = kind_answers(mail);
  if (!answers && kind_begins(mail->subject, SUBJECTS))
    return TRUE;
  if (mail->reading->documents->len || kind_holds(mail->text, QUOTES))
    return FALSE;
  g_autofree char *start = g_strndup(mail->own, 600);
  gboolean absent = kind_holds(start, ABSENCES);
  guint formulas = count(mail->own, FORMULAS);
  guint human = count(mail->own, PEOPLE) + (strchr(mail->own, '?') != NULL) + greets_somebody(mail->own);
  if (!answers && kind_holds(mail->subject, SUBJECTS_OF_BOTH))
    return (absent || formulas || kind_holds(mail->subject, ABSENCES)) && human <= formulas;
  return absent &&
         (mail->bulk || (!human && says_no_more(mail)) || (formulas > 2 ? human <= 1 : formulas && !human));
}
