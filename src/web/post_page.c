/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thanks, and why a form was not taken, in the look of the other pages. Says what to do next each time. */
#include "web/post_page.h"
#include "base/text.h"

static const char begin[] =
    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"robots\" content=\"noindex\">\n<style>"
    ":root{color-scheme:light dark;--ink:#1b2733;--paper:#fff;--accent:#1f4e79}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--paper:#14191f;--accent:#9cc4ea}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);"
    "font:1.1rem/1.55 Calibri,Carlito,system-ui,\"Segoe UI\",Arial,sans-serif}"
    "main{max-width:42rem;margin:0 auto;padding:3rem 1.25rem 4rem}"
    "h1{margin:0 0 1.5rem;padding-bottom:1rem;border-bottom:3px solid var(--accent);color:var(--accent);"
    "font-size:2rem;line-height:1.2}</style>\n<title>";

typedef struct {
  guint status;
  const char *title, *words; /* of HTML; %s: when */
} Said;

static const Said SAID[] = {
  { 200, "Thank you",
    "<p>We received your answer on %s.</p>\n<p>A receipt that shows what was recorded is on its way to you "
    "by "
    "email. If something is not right, please reply to it.</p>\n<p>You can close this page.</p>\n" },
  { 409, "This was sent already",
    "<p>This form was sent before, and a link can be used once. What you sent now was not "
    "saved.</p>\n<p>To correct what was sent, please reply to the receipt that came by email.</p>\n" },
  { 410, "This link was renewed",
    "<p>Nothing was saved: the link of this form was renewed and no longer works. The new one is in the mail "
    "that said so; the workbook in our mail can be returned instead.</p>\n" },
  { 411, "Not saved", "<p>The program that sent this did not say how long it is. Nothing was saved.</p>\n" },
  { 413, "Too long",
    "<p>Nothing was saved: what was sent is longer than this form can be. Please go back and shorten it, or "
    "return the workbook by replying to our mail.</p>\n" },
  { 415, "Not saved", "<p>Nothing was saved: this is not what the form on our page sends.</p>\n" },
  { 503, "Not saved",
    "<p>Your answer could not be saved just now. Please go back, wait a minute, and send it again: nothing "
    "is counted twice.</p>\n<p>Or return the workbook by replying to our mail.</p>\n" },
  { 404, "There is nothing at this address",
    "<p>Nothing was saved. Please open the link in our mail again, or return the workbook by replying to "
    "it.</p>\n" },
};

static const Said *
said_of(guint status)
{
  for (guint i = 0; i < G_N_ELEMENTS(SAID); i++)
    if (SAID[i].status == status)
      return &SAID[i];
  return &SAID[G_N_ELEMENTS(SAID) - 1];
}

static void
append_words(GString *html, const char *words, const char *when)
{
  const char *gap = g_strstr_len(words, -1, "%s");
  if (!gap) {
    g_string_append(html, words);
    return;
  }
  g_autofree char *clean = text_clean(when, -1, 100, FALSE);
  g_autofree char *escaped = text_escape_markup(clean);
  g_string_append_len(html, words, gap - words);
  g_string_append(html, escaped);
  g_string_append(html, gap + 2);
}

GBytes *
post_page(guint status, const char *when)
{
  const Said *said = said_of(status);
  GString *html = g_string_new(begin);
  g_string_append_printf(html, "%s</title>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n", said->title,
                         said->title);
  append_words(html, said->words, when);
  g_string_append(html, "</main>\n</body>\n</html>\n");
  return g_string_free_to_bytes(html);
}
