/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thanks, and why a form was not taken. Says what to do next each time. */
#include "web/post_page.h"
#include "base/text.h"
#include "web/frame.h"

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
post_page(Published *published, guint status, const char *when)
{
  const Said *said = said_of(status);
  g_autoptr(GString) html = g_string_new(NULL);
  append_words(html, said->words, when);
  return frame_page(published, said->title, html->str);
}
